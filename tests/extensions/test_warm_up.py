"""Loading in a thread before the first page: what is loaded, who waits, and what an error does."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from pathlib import Path

from scrapy import Spider
from scrapy.utils.test import get_crawler

from newscrawl.extensions import warm_up
from newscrawl.extensions.warm_up import WarmUp

ROOT = Path(__file__).resolve().parents[2]

_LOADED = """
from newscrawl.discovery.loading import load
from newscrawl.extraction.facts import language
from newscrawl.extraction import trees
from newscrawl.text import line_model, phrases
load()
caches = phrases.lexicon, trees.scorer, line_model.model
before = [cache.cache_info().misses for cache in caches]
from newscrawl import read_article
text = "".join(f"<p>Children of the village number {n} built a bridge over the river before winter came.</p>" for n in range(9))
read_article(f"<html lang=en><h1>A bridge</h1><article>{text}</article>", "https://other.example/a/b-c-d-e-f")
print(before, [cache.cache_info().misses for cache in caches])
"""


def test_the_first_page_after_the_warm_up_loads_nothing():
    done = subprocess.run(
        [sys.executable, "-c", _LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    before, after = done.stdout.strip()[1:-1].split("] [")
    assert before == after
    assert "0" not in before.split(", ")


def test_pages_wait_until_models_are_loaded(monkeypatch):
    order = []
    monkeypatch.setattr(warm_up, "load", lambda: order.append("loaded"))

    async def crawl() -> None:
        extension = WarmUp(get_crawler(Spider))
        extension.begin()
        extension.begin()
        await extension.wait()
        order.append("page")

    asyncio.run(crawl())
    assert order == ["loaded", "page"]


def test_pages_are_read_if_nothing_was_begun_and_if_loading_fails(monkeypatch, caplog):
    def fails() -> None:
        raise OSError("no such list")

    monkeypatch.setattr(warm_up, "load", fails)

    async def crawl() -> None:
        extension = WarmUp(get_crawler(Spider))
        await extension.wait()
        extension.begin()
        await extension.wait()

    with caplog.at_level(logging.ERROR):
        asyncio.run(crawl())
    assert "could not be loaded before the first page" in caplog.text
