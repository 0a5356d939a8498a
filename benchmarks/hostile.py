"""Sends hostile pages, feeds and sitemaps through a real crawl of a local server. Prints time,
memory and outcome of each.

    python benchmarks/hostile.py [--only NAME]

Requests are sent one by one, so the crawl works on an answer until its next request. The time is
the CPU seconds of the crawl's process in between, from /proc. Memory is the peak in that time. A
good article follows each input; all of them must be delivered. A second crawl, which knows only
the site's address, reads a hostile robots.txt.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from common import command_line, environment
from hostile_inputs import INPUTS, Input, article
from loopback import Answer, serving

SECONDS, MEGABYTES = 10.0, 700.0
"""Limits for each input. A tree of 250,000 tags, a text of 16 MB and Python itself need 700 MB."""

CRAWL = """
import json, sys
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
from newscrawl.crawl.publisher import PublisherSpider
from newscrawl.spiders.site import SiteSpider

order = json.loads(sys.argv[1])
outcome = {}

class Watched:
    needs_contact = False
    name = "hostile"

    def skip(self, url, why):
        outcome[url] = why.reason
        super().skip(url, why)

    def _source_unread(self, url, reason):
        outcome[url] = reason
        super()._source_unread(url, reason)

    def article_failed(self, failure):
        outcome[failure.request.cb_kwargs["entry"].url] = self.reason(failure)
        super().article_failed(failure)

    def article_requests(self, entries, via, *args, **kwargs):
        entries = list(entries)
        outcome.setdefault(via.url, f"{len(entries)} entries")
        return super().article_requests(entries[:order["most"]], via, *args, **kwargs)

class Named(Watched, PublisherSpider):
    publisher_name, domain, home = "Hostile", "127.0.0.1", order["site"] + "/"
    sections, feeds, news_sitemaps = {"all": "/all"}, order["feeds"], order["sitemaps"]

class Found(Watched, SiteSpider):
    pass

settings = get_project_settings()
settings.setdict({"DOWNLOAD_DELAY": 0, "RETRY_ENABLED": False, "CONCURRENT_REQUESTS": 1, "LOG_LEVEL": "WARNING"}, "cmdline")
settings.setdict({"NEWSCRAWL_PRIVATE_ADDRESSES": True, "NEWSCRAWL_STATE": "", "FEEDS": {order["out"]: {"format": "jsonl"}}}, "cmdline")
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler(Found if order["found"] else Named)
def scraped(item): outcome[item.requested_url] = "delivered"
def dropped(item, exception): outcome[item.requested_url] = type(exception).__name__
def raised(failure, response): outcome[response.url] = "raised " + type(failure.value).__name__
def broken(item, failure): outcome[item.requested_url] = "raised " + type(failure.value).__name__
crawler.signals.connect(scraped, signals.item_scraped)
crawler.signals.connect(dropped, signals.item_dropped)
crawler.signals.connect(raised, signals.spider_error)
crawler.signals.connect(broken, signals.item_error)
process.crawl(crawler, **order["arguments"])
process.start()
stats = crawler.stats.get_stats()
for url in stats.get("newscrawl/too_slow/addresses", ()):
    outcome[url] = "too_slow"
print(json.dumps({"outcome": outcome, "reason": stats["finish_reason"], "items": stats.get("item_scraped_count", 0)}))
"""


class Meter:
    """CPU seconds and peak memory of the crawl's process from one request to the next."""

    def __init__(self) -> None:
        self.pid = 0
        self.last: tuple[str, float] | None = None
        self.found: dict[str, tuple[float, float]] = {}

    def cpu(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def turn(self, path: str | None) -> None:
        """Stores the cost of the last answer, and begins to measure the one of `path`."""
        try:
            cpu = self.cpu()
            status = Path(f"/proc/{self.pid}/status").read_text()
            peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
            if self.last is not None:
                before, since = self.last
                took = cpu - since, peak
                self.found[before] = max(took, self.found.get(before, took))  # robots.txt: twice
            self.last = (path, cpu) if path else None
            Path(f"/proc/{self.pid}/clear_refs").write_text("5")
        except OSError:  # the process has ended
            self.last = None


def crawl(pages: Mapping[str, Input], found: bool) -> tuple[dict[str, Any], Meter, list[str]]:
    """Crawls a server with these pages. Returns the stats of the crawl, its costs, and the
    addresses of its records.
    """
    meter = Meter()

    def answer(site: str, path: str) -> Answer | None:
        meter.turn(path)
        page = pages.get(path)
        return page and Answer(page.body().replace(b"SITE", site.encode()), page.headers)

    with serving(answer) as site, tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        order = {
            "site": site,
            "feeds": [path for path, page in pages.items() if page.kind == "feed"],
            "sitemaps": [path for path, page in pages.items() if page.kind == "sitemap"],
            "out": str(out), "found": found, "most": 20 if found else 1_000,
            "arguments": {"url": site} if found else {},
        }  # fmt: skip
        command = [sys.executable, "-c", CRAWL, json.dumps(order)]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
        )
        meter.pid = process.pid
        stdout, log = process.communicate()
        meter.turn(None)
        said: dict[str, Any] = {"outcome": {}, "reason": "died"}
        if process.returncode:
            print(log[-3000:])
        else:
            said = json.loads(stdout.splitlines()[-1])
        records = [json.loads(line)["requested_url"] for line in out.open()] if out.exists() else []
    said["outcome"] = {url.removeprefix(site): what for url, what in said["outcome"].items()}
    return said, meter, [url.removeprefix(site) for url in records]


def pages_of(inputs: Mapping[str, Input]) -> tuple[dict[str, Input], list[str]]:
    """Returns the pages by path, a list of them all among them, and the paths of the good
    articles.
    """
    pages: dict[str, Input] = {}
    good: list[str] = []
    listed: list[str] = []
    for number, (name, page) in enumerate(inputs.items()):
        is_article = page.kind == "article"
        path = f"/2026/11/20/{name}-of-the-town-of-harrow" if is_article else f"/{page.kind}/{name}"
        beside = f"/2026/11/21/good-story-{number}-of-the-town-of-harrow"
        pages[path], pages[beside] = page, article(f"Good story {number}")
        good.append(beside)
        listed += [path, beside] if is_article else [beside]
    link = '<h3><a href="{}">All that is known so far of {}</a></h3>'
    links = "".join(link.format(path, path[12:60]) for path in listed)
    whole = f"<html><body><main>{links}</main></body></html>".encode()
    pages["/all"] = Input("list", lambda: whole)
    return pages, good


def main() -> None:
    parser = command_line(__doc__, corpus=False)
    named = "inputs whose kind and name have this in them, as in feed/lines"
    parser.add_argument("--only", default="", help=named)
    only = parser.parse_args().only
    inputs = {name: page for name, page in INPUTS.items() if only in f"{page.kind}/{name}"}
    begun = time.monotonic()
    exceeded: list[str] = []
    lost: list[str] = []
    print(f"{'input':34}{'kind':10}{'bytes':>12}{'CPU s':>8}{'peak MB':>9}  outcome")
    for found in (False, True):
        chosen = {name: page for name, page in inputs.items() if (page.kind == "robots") == found}
        if not chosen:
            continue
        pages, good = pages_of(chosen)
        if found:
            pages |= {"/": pages.pop("/all"), "/robots.txt": next(iter(chosen.values()))}
        said, meter, records = crawl(pages, found)
        missing = [path for path in good if path not in records]
        lost += missing
        for name, page in chosen.items():
            path = next(path for path, one in reversed(pages.items()) if one is page)
            seconds, memory = meter.found.get(path, (0.0, 0.0))
            asked = "read" if path in meter.found else "not asked for"
            outcome = said["outcome"].get(path, asked)
            over = seconds > SECONDS or memory > MEGABYTES
            exceeded += [name] if over else []
            print(
                f"{name:34}{page.kind:10}{len(page.body()):>12,}{seconds:>8.2f}{memory:>9.0f}  {outcome}{' <<<' * over}"
            )
        print(
            f"The crawl ended as {said['reason']}; {len(good) - len(missing)} of {len(good)} good articles were delivered."
        )
    print(
        f"{len(inputs)} inputs in {time.monotonic() - begun:.0f} s; over {SECONDS:.0f} s or {MEGABYTES:.0f} MB: {exceeded or 'none'}"
    )
    print(f"good articles that are missing: {lost or 'none'}")


if __name__ == "__main__":
    main()
