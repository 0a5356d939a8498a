"""A crawl of the site at the first argument by a spider that never ends to read some of its pages.
The second: settings.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.utils.project import get_project_settings

from newscrawl.crawl.publisher import PublisherSpider


class Slow(PublisherSpider):
    name = "slow"
    publisher_name = "The Slow"
    domain = "127.0.0.1"
    needs_contact = False
    home = sys.argv[1]
    sections = {"world": "/world"}
    feeds = ["/feed"]

    def parse_feed(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        yield from ()
        while True:
            pass

    def parse_article(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        for output in super().parse_article(response, **kwargs):
            while "endless" in response.url:
                try:
                    time.sleep(0.01)
                except Exception:
                    continue
            yield output


class Pipeline:
    def process_item(self, item: Any) -> Any:
        while "stuck" in item.url:
            pass
        return item


settings = get_project_settings()
settings.setdict(
    {"FEEDS": {}, "ITEM_PIPELINES": {Pipeline: 1}, "DOWNLOAD_DELAY": 0, "RETRY_ENABLED": False},
    "cmdline",
)
settings.setdict({"NEWSCRAWL_PRIVATE_ADDRESSES": True, "NEWSCRAWL_RESPONSE_SECONDS": 2}, "cmdline")
settings.setdict(json.loads(sys.argv[2]), "cmdline")
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler(Slow)
urls: list[str] = []
crawler.signals.connect(lambda item: urls.append(item.url), signals.item_scraped, weak=False)
process.crawl(crawler)
sys.stdout.write("started\n")
sys.stdout.flush()
process.start()
assert crawler.stats
stats = {k: v for k, v in crawler.stats.get_stats().items() if isinstance(v, (int, str, list))}
sys.stdout.write(json.dumps({"stats": stats, "urls": urls}))
