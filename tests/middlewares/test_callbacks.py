"""Turns: pages that arrive together are read one in each turn of the loop, each with all that its
callback yields, after word lists and models are loaded in a thread.
"""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.middlewares import callbacks
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
        turns = Turns(get_crawler(Spider))
        counter = asyncio.ensure_future(count_turns())
        found = await asyncio.gather(*(page(turns, name) for name in "abc"))
        counter.cancel()
        return found

    assert asyncio.run(crawl()) == [["a1", "a2"], ["b1", "b2"], ["c1", "c2"]]
    assert [name for _, name in read] == list("aabbcc")
    assert len({turn for turn, _ in read}) == 3


ROOT = Path(__file__).resolve().parents[2]

_LOADED = """
from newscrawl.discovery.loading import load
from newscrawl.extraction.facts import language
from newscrawl.extraction import fitted
from newscrawl.text import line_model, phrases
load()
caches = phrases.lexicon, fitted.scorer, line_model.model
before = [cache.cache_info().misses for cache in caches]
from newscrawl import read_article
text = "".join(f"<p>Children of the village number {n} built a bridge over the river before winter came.</p>" for n in range(9))
read_article(f"<html lang=en><h1>A bridge</h1><article>{text}</article>", "https://other.example/a/b-c-d-e-f")
print(before, [cache.cache_info().misses for cache in caches])
"""


def test_the_first_page_after_the_warm_up_loads_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    before, after = done.stdout.strip()[1:-1].split("] [")
    assert before == after
    assert "0" not in before.split(", ")


async def page(turns: Turns, order: list[str]) -> None:
    """Reads a page, which is noted in `order`."""

    async def callback() -> AsyncIterator[str]:
        yield "page"

    output = turns.process_spider_output(Response("http://a.example"), callback())
    order.extend([part async for part in output])


def test_pages_wait_until_models_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    order = []
    monkeypatch.setattr(callbacks, "load", lambda: order.append("loaded"))

    async def crawl() -> None:
        turns = Turns(get_crawler(Spider))
        turns.begin()
        turns.begin()
        await page(turns, order)

    asyncio.run(crawl())
    assert order == ["loaded", "page"]


def test_pages_are_read_if_nothing_was_begun_and_if_loading_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> None:
        raise OSError("no such list")

    monkeypatch.setattr(callbacks, "load", fails)
    order: list[str] = []

    async def crawl() -> None:
        turns = Turns(get_crawler(Spider))
        await page(turns, order)
        turns.begin()
        await page(turns, order)

    with caplog.at_level(logging.ERROR):
        asyncio.run(crawl())
    assert order == ["page", "page"]
    assert "could not be loaded before the first page" in caplog.text
