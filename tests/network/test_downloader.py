"""One request of a site at a time, from the moment at which it leaves the queue."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import pytest
from scrapy import Request
from scrapy.core import downloader as scrapys
from scrapy.core.downloader import Downloader, Slot
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from twisted.internet.defer import Deferred

from newscrawl.network import downloader as ours
from newscrawl.network.downloader import LEAST_DELAY, SiteDownloader


@pytest.mark.parametrize(("kind", "started"), [(SiteDownloader, 1), (Downloader, 3)])
def test_a_request_counts_before_its_download_runs(
    kind: type[Downloader], started: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second case is Scrapy's own downloader, which starts all three at once. If it starts
    one, newscrawl's override is no longer needed.
    """
    begun: list[Coroutine[Any, Any, None]] = []
    monkeypatch.setattr(scrapys, "_schedule_coro", begun.append)
    downloader = kind(get_crawler())
    slot = Slot(concurrency=1, delay=0)
    slot.queue.extend(
        (Request(f"https://www.a.example/{number}"), Deferred()) for number in range(3)
    )
    downloader._process_queue(slot)
    assert len(begun) == started
    for coroutine in begun:
        coroutine.close()
    downloader.close()


def test_subdomains_of_a_site_share_a_slot() -> None:
    downloader = SiteDownloader(get_crawler())
    addresses = ("https://www.bbc.co.uk/a", "https://feeds.bbc.co.uk/b", "http://bbc.co.uk:8080/c")
    assert {downloader.get_slot_key(Request(url)) for url in addresses} == {"bbc.co.uk"}
    assert downloader.get_slot_key(Request("https://www.itv.com/")) == "itv.com"
    downloader.close()


def test_a_request_may_ask_for_a_slower_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    async def queued(self: Downloader, request: Request) -> Response:
        return Response(request.url)

    monkeypatch.setattr(Downloader, "_enqueue_request", queued)
    downloader = SiteDownloader(get_crawler())
    for meta in ({LEAST_DELAY: 10.0}, {LEAST_DELAY: 3.0}, {}):
        asyncio.run(downloader._enqueue_request(Request("https://www.a.example/1", meta=meta)))
    assert downloader.per_slot_settings == {"a.example": {"delay": 10.0, "jitter": 0.0}}


def test_the_delay_counts_from_the_sending_and_goes_on_after_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter(range(100, 200))
    monkeypatch.setattr(ours, "monotonic", lambda: float(next(clock)))
    waiting: list[Any] = []
    monkeypatch.setattr(ours, "call_later", lambda delay, *call: waiting.append(call))
    downloader = SiteDownloader(get_crawler())
    slot = downloader.slots["a.example"] = Slot(concurrency=1, delay=4)
    request = Request("https://www.a.example/1", meta={Downloader.DOWNLOAD_SLOT: "a.example"})
    seen: list[float] = []

    async def answer(request: Request) -> Response:
        for call, *given in waiting:  # what the loop does after the request was sent
            call(*given)
        seen.append(slot.lastseen)
        next(clock)  # the answer takes a while
        next(clock)
        next(clock)
        return Response(request.url)

    monkeypatch.setattr(downloader.handlers, "download_request_async", answer)
    with suppress(StopIteration):
        downloader._download(slot, request).send(None)
    assert seen == [100.0]
    assert slot.lastseen == 104 - 4 / 2  # half of the delay remains
    slot.lastseen = 500.0  # Retry-After
    downloader._answered(request)
    assert slot.lastseen == 500
    downloader.close()
