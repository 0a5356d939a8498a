"""Measures how long the turns of the event loop take in a crawl. During a turn the crawl does
nothing else.

    python benchmarks/loop.py SPIDER [NAME=VALUE ...]

Example: `python benchmarks/loop.py archive path=corpus/articles.warc.gz`. A turn is measured in
CPU time of the loop's thread, so that a busy machine makes no turn longer. Waiting for the network
does not count.
"""

from __future__ import annotations

import asyncio
import sys
import time
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

LONG = 0.1
"""Seconds of a long turn. asyncio's debug mode logs such turns as slow."""


def watched() -> list[float]:
    """Returns a list that gets the processor seconds of each later turn of the event loop."""
    turns: list[float] = []
    run_once = asyncio.BaseEventLoop._run_once  # type: ignore[attr-defined]

    def timed(loop: Any) -> None:
        began = time.thread_time()
        run_once(loop)
        turns.append(time.thread_time() - began)

    asyncio.BaseEventLoop._run_once = timed  # type: ignore[attr-defined]
    return turns


def main() -> None:
    spider, *given = sys.argv[1:]
    turns = watched()
    settings = get_project_settings()
    settings.setdict(
        {"FEEDS": {}, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "WARNING", "NEWSCRAWL_STATE": ""}, "cmdline"
    )
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(spider)
    process.crawl(crawler, **dict(one.split("=", 1) for one in given))
    process.start()
    assert crawler.stats
    turns.sort()
    long = [turn for turn in turns if turn > LONG]
    print(
        f"{crawler.stats.get_value('item_scraped_count', 0)} records, {sum(turns):.1f} s CPU in {len(turns)} turns"
    )
    print(
        f"over {1000 * LONG:.0f} ms: {len(long)} turns, {sum(long):.1f} s; longest {1000 * turns[-1]:.0f} ms"
    )
    print("longest five, ms:", ", ".join(f"{1000 * turn:.0f}" for turn in reversed(turns[-5:])))


if __name__ == "__main__":
    main()
