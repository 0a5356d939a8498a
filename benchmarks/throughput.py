"""Measures what a whole crawl costs, beside Scrapy alone, Scrapy with eight XPaths, and Scrapy with
trafilatura.

    python benchmarks/throughput.py [--articles 400] [--bytes 65000] [--rounds 3] [--only
    newscrawl,bare] [--growth] [--state]

Needs benchmarks/requirements.txt beside the project's own requirements. A separate process serves
the made newspaper of generated_site.py. The crawlers take turns, each in a process of its own, and
read all articles without a delay. The tables have processor time (user and system) and memory of
the crawling process alone. `--growth` prints the memory after each thousand pages instead. With
`--state` newscrawl remembers articles in a SQLite file, as a crawl of a publisher does.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, Self

from common import command_line, environment, table
from generated_site import served
from loop import watched

CRAWLERS = ("newscrawl", "bare", "xpaths", "trafilatura")
AT_ONCE = 16
"""Requests that are sent at the same time."""
EVERY = 1_000
"""Pages between two measurements of memory."""
PATHS = {
    "title": "string(//h1)",
    "description": "string(//meta[@name='description']/@content)",
    "canonical": "string(//link[@rel='canonical']/@href)",
    "published": "string(//meta[@property='article:published_time']/@content)",
    "author": "string(//a[@rel='author'])",
    "standfirst": "string(//p[@class='article__standfirst'])",
    "text": "//div[@class='article__body']//p//text()",
    "images": "//article//img/@src",
}


class Meter:
    """A Scrapy add-on and extension that measures the crawl. `told` returns the results."""

    turns: list[float]
    last: Self

    def update_settings(self, settings: Any) -> None:
        settings["EXTENSIONS"][Meter] = 1

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        from scrapy import signals

        meter = cls.last = cls()
        meter.first: float | None = None
        meter.pages, meter.start, meter.memory = 0, 0, []
        meter.crawler = crawler
        crawler.signals.connect(meter._asked, signals.request_reached_downloader)
        crawler.signals.connect(meter._scraped, signals.item_scraped)
        return meter

    def _asked(self) -> None:
        if self.first is None:
            self.first = time.process_time()
            # without the turn that starts the crawl, which delays no page
            self.start = len(self.turns) + 1

    def _scraped(self) -> None:
        self.pages += 1
        if self.pages % EVERY == 0:
            self.memory.append(_memory("VmRSS"))

    def told(self) -> dict[str, Any]:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return {
            "pages": self.pages,
            "cpu": used.ru_utime + used.ru_stime,
            "first": self.first,
            "peak": _memory("VmHWM"),
            "longest": max(self.turns[self.start :]),
            "memory": self.memory,
        }


def _memory(name: str) -> float:
    """Returns the MB of this process under a name of /proc/self/status. On other systems than Linux
    returns the peak.
    """
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:  # macOS gives bytes
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def crawl(name: str, url: str, output: str, state: str = "") -> None:
    """Runs one crawl in this process, and prints its cost as JSON."""
    Meter.turns = watched()
    settings = {
        "ADDONS": {Meter: 1},
        "CONCURRENT_REQUESTS": AT_ONCE,
        "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE,
        "DOWNLOAD_DELAY": 0,
        "DEPTH_LIMIT": 0,  # a section of 50,000 articles has more than 50 pages
        "LOG_LEVEL": "WARNING",
        "NEWSCRAWL_CONTACT": "benchmark@example.org",
        "NEWSCRAWL_HOST_REQUESTS": 0,
        "NEWSCRAWL_PRIVATE_ADDRESSES": 1,
        "NEWSCRAWL_STATE": state,
        "FEEDS": {output: {"format": "jsonlines"}},
    }
    if name == "newscrawl":
        _newscrawl(url, settings)
    else:
        _scrapy(name, url, settings)
    print(json.dumps(Meter.last.told()))


def _newscrawl(url: str, settings: dict[str, Any]) -> None:
    """Crawls like `scrapy crawl site`."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = "newscrawl.settings"
    from scrapy import cmdline
    from scrapy.utils.project import get_project_settings

    project = get_project_settings()
    project.setdict(settings, "cmdline")
    try:
        cmdline.execute(f"scrapy crawl site -a url={url} -a pages=1000".split(), project)
    except SystemExit as end:
        if end.code:
            raise


def _scrapy(name: str, url: str, settings: dict[str, Any]) -> None:
    """Crawls with a spider that follows all sections and reads each article as `name` says."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    read = {"bare": _bare, "xpaths": _xpaths, "trafilatura": _trafilatura}[name]

    class Spider(scrapy.Spider):
        start_urls = [f"{url}/"]

        def parse(self, response: Any) -> Iterator[Any]:
            for link in response.css("nav > ul > li > a, a.card__link, a[rel=next]"):
                article = "/2026/" in link.attrib["href"]
                yield response.follow(link, self.parse_article if article else self.parse)

        def parse_article(self, response: Any) -> Iterator[Any]:
            yield {"url": response.url, **read(response)}

    Spider.name = name
    process = AsyncCrawlerProcess(settings)
    process.crawl(Spider)
    process.start()


def _bare(response: Any) -> dict[str, Any]:
    return {"size": len(response.body)}


def _xpaths(response: Any) -> dict[str, Any]:
    return {field: response.xpath(path).getall() for field, path in PATHS.items()}


def _trafilatura(response: Any) -> dict[str, Any]:
    import trafilatura

    found = trafilatura.bare_extraction(response.body, url=response.url, with_metadata=True)
    return {"title": found.title, "author": found.author, "date": found.date, "text": found.text}


def measured(name: str, url: str, remembers: bool = False) -> dict[str, Any]:
    """Returns the costs of one crawl in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        here = str(Path(__file__).resolve())
        command = [sys.executable, here, "--crawl", name, "--url", url]
        command += ["--output", f"{folder}/out.jsonl"]
        command += ["--state-file", f"{folder}/state.sqlite"] if remembers else []
        done = subprocess.run(
            command, cwd=folder, env=environment(), stdout=subprocess.PIPE, check=True
        )
    cost: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return cost


COLUMNS = "crawl | records | ms a page | pages a CPU second | peak RSS, MB | CPU to the first request, s | longest turn, ms"


def shown(found: dict[str, list[dict[str, Any]]]) -> str:
    """Returns a table of the medians of all rounds."""
    keys = "pages", "cpu", "first", "peak", "longest"
    rows = []
    for name, costs in found.items():
        pages, cpu, first, peak, longest = (median(cost[key] for cost in costs) for key in keys)
        speed = f"{1000 * cpu / pages:.1f}", f"{pages / cpu:.0f}"
        cells = f"{peak:.0f}", f"{first:.2f}", f"{1000 * longest:.0f}"
        rows.append([name, f"{pages:.0f}", *speed, *cells])
    return table(COLUMNS.split(" | "), rows)


def main() -> None:
    parser = command_line(__doc__, corpus=False)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--bytes", type=int, default=65_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(CRAWLERS))
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--state", action="store_true")
    for hidden in ("--crawl", "--url", "--output", "--state-file"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.crawl:
        crawl(options.crawl, options.url, options.output, options.state_file or "")
        return
    names = options.only.split(",")
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    with served(options.articles, options.bytes) as url:
        for _ in range(1 if options.growth else options.rounds):
            for name in names:
                found[name].append(measured(name, url, options.state))
    if options.growth:
        for name, (cost,) in found.items():
            sizes = ", ".join(f"{size:.0f}" for size in cost["memory"])
            print(f"{name}, MB after each {EVERY} pages: {sizes}")
    print(shown(found))


if __name__ == "__main__":
    main()
