"""One pace for each site: requests to all hosts of a registrable domain share one slot of the downloader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.core.downloader import Downloader
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.discovery.addresses import registrable

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

_NO_BURST = 0.001
"""Seconds. Without any delay, Scrapy 2.19 starts all that waits in a slot before it counts what it has started."""


class SiteDownloader(Downloader):
    """Scrapy's own, whose slots are sites and not hosts.

    The slot follows from the address alone. `download_slot` in request.meta is not heeded, because a redirect to another
    site keeps it.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if self.domain_concurrency == 1:
            self._delay = max(self._delay, _NO_BURST)

    def get_slot_key(self, request: Request) -> str:
        """The registrable domain that a request goes to, such as "bbc.co.uk"."""
        return registrable(urlparse_cached(request).hostname or "")

    def slow_down(self, site: str, delay: float) -> bool:
        """Wait at least `delay` seconds between two requests to a site from now on; whether that is longer than before.

        The delay gets no jitter, which would halve it at times.
        """
        slot = self.slots.get(site)
        present = self.per_slot_settings.get(site, {}).get("delay", slot.delay if slot else self._delay)
        if delay <= present:
            return False
        # Scrapy drops slots that lie idle, and makes them anew from these settings.
        self.per_slot_settings[site] = {**self.per_slot_settings.get(site, {}), "delay": delay, "jitter": 0.0}
        if slot:
            slot.delay, slot.jitter = delay, 0.0
        return True
