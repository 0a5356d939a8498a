"""A crawl by a spider that the first argument describes, as JSON; it prints stats and articles."""

from __future__ import annotations

import json
import sys
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.resolver import dnscache
from scrapy.utils.project import get_project_settings

from newscrawl.crawl.publisher import PublisherSpider
from newscrawl.items import Article
from newscrawl.spiders.site import SiteSpider


class Bug:
    """A middleware that raises for addresses with "bug" in them."""

    def process_response(self, request: Any, response: Any) -> Any:
        if "bug" in request.url:
            raise AttributeError("a bug in a middleware")
        return response


order = json.loads(sys.argv[1])
for host in ("", "www.", "news.", "sport.", "feeds.", "maps."):
    dnscache[host + "harrow.example"] = "127.0.0.1"
items: list[Any] = []
settings = get_project_settings()
settings.setdict(
    {"FEEDS": {}, "ITEM_PIPELINES": {}, "DOWNLOAD_DELAY": 0, "RETRY_ENABLED": False}, "cmdline"
)
settings.set("NEWSCRAWL_PRIVATE_ADDRESSES", True, "cmdline")  # the site is on loopback
settings.set(
    "CONCURRENT_REQUESTS", 1, "cmdline"
)  # so that the order of requests is the same in every run
settings.set_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", Bug, 1)
settings.setdict(order["settings"], "cmdline")
base = SiteSpider if order["site"] else PublisherSpider
spider = type("Spider", (base,), {"needs_contact": False, **order["attributes"]})
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler(spider)
crawler.signals.connect(lambda item: items.append(item), signals.item_scraped, weak=False)
process.crawl(crawler, **order["arguments"])
process.start()
assert crawler.stats
stats = {k: v for k, v in crawler.stats.get_stats().items() if isinstance(v, (int, str))}
records = [
    {
        "url": i.url, "via": vars(i.via), "section": i.section, "publisher": vars(i.publisher),
        "texts": [block.text for block in i.blocks], "next_page": i.evidence.next_page,
    }
    for i in items
    if isinstance(i, Article)
]  # fmt: skip
sys.stdout.write(json.dumps({"stats": stats, "items": records}) + "\n")
