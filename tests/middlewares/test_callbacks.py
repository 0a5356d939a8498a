"""Turns: pages that arrive together are read one in each turn of the loop, each with all that its
callback yields.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from scrapy import Spider
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.extensions.warm_up import WarmUp
from newscrawl.middlewares.callbacks import Turns


def test_each_page_has_a_turn_of_its_own():
    turn, read = 0, []

    async def callback(name: str) -> AsyncIterator[str]:
        for part in (1, 2):
            read.append((turn, name))
            yield f"{name}{part}"

    async def page(turns: Turns, name: str) -> list[str]:
        return [
            part
            async for part in turns.process_spider_output(
                Response("http://a.example"), callback(name)
            )
        ]

    async def count_turns() -> None:
        nonlocal turn
        while True:
            turn += 1
            await asyncio.sleep(0)

    async def crawl() -> list[list[str]]:
        crawler = get_crawler(Spider)
        crawler.get_extension = lambda kind: WarmUp(crawler)  # type: ignore[assignment]
        turns = Turns(crawler)
        counter = asyncio.ensure_future(count_turns())
        found = await asyncio.gather(*(page(turns, name) for name in "abc"))
        counter.cancel()
        return found

    assert asyncio.run(crawl()) == [["a1", "a2"], ["b1", "b2"], ["c1", "c2"]]
    assert [name for _, name in read] == list("aabbcc")
    assert len({turn for turn, _ in read}) == 3
