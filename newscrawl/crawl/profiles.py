"""What the project's spiders know of publishers, by domain."""

from __future__ import annotations

from collections.abc import Mapping

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newscrawl.extraction.addresses import host
from newscrawl.extraction.profile import Profile


def profiles(settings: BaseSettings) -> dict[str, Profile]:
    """The profiles of all publishers: by each publisher's own domain and its further ones."""
    loader = get_spider_loader(settings)
    found: dict[str, Profile] = {}
    for name in loader.list():
        spider = loader.load(name)
        if getattr(spider, "domain", None) and hasattr(spider, "profile"):
            profile = spider.profile()
            found[profile.domain] = profile
            for domain in profile.domains:
                found.setdefault(domain, profile)
    return found


def profile_at(url: str, known: Mapping[str, Profile]) -> Profile | None:
    """The profile of the publisher on whose domain, or the nearest above the host, the address is."""
    name = host(url)
    while name:
        if name in known:
            return known[name]
        name = name.partition(".")[2]
    return None
