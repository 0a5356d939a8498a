"""What a page costs: parse, extraction, pipelines and export, in processor time, without the crawl around them.

    python benchmarks/speed.py CORPUS [--profile]

CORPUS holds articles.warc.gz. Prints the median, the 95th percentile and the slowest pages; --profile what takes the time.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from scrapy.http import HtmlResponse  # noqa: E402  (the path is set above, so that the file runs from anywhere)
from scrapy.settings import Settings  # noqa: E402
from scrapy.utils.misc import load_object  # noqa: E402
from warcpages import pages  # noqa: E402

from newscrawl import settings  # noqa: E402
from newscrawl.exporters import to_line  # noqa: E402
from newscrawl.extraction import extract  # noqa: E402
from newscrawl.items import Via  # noqa: E402


class _Stats:
    """Counts as Scrapy's stats do."""

    def __init__(self) -> None:
        self.values: dict[str, int] = {}

    def inc_value(self, key: str, count: int = 1) -> None:
        self.values[key] = self.values.get(key, 0) + count


def run(warc: Path) -> dict[str, float]:
    """Milliseconds of processor time a page, by address, after one page that loads what is loaded late."""
    stats: Any = _Stats()
    order = sorted(settings.ITEM_PIPELINES.items(), key=lambda entry: entry[1])
    project = Settings()
    project.setmodule(settings)
    crawler = SimpleNamespace(stats=stats, spider=None, settings=project, get_extension=lambda kind: None)
    steps = [load_object(path).from_crawler(crawler) for path, _ in order]

    def page(url: str, body: bytes, headers: dict[str, str]) -> bytes:
        article = extract(HtmlResponse(url, body=body, headers=headers), via=Via("archive"))
        for step in steps:
            article = step.process_item(article)
        return to_line(article)

    found: dict[str, float] = {}
    warm = False
    for url, body, headers in pages(warc):
        if not warm:
            page(url, body, headers)
            gc.collect()
            gc.freeze()  # this and the next as `scrapy crawl` does
            gc.set_threshold(3_000)
            warm = True
        start = time.process_time()
        try:
            page(url, body, headers)
        except Exception as error:  # counted below as a page that raises
            print(f"raises: {url}: {error!r}")
        found[url] = (time.process_time() - start) * 1000
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    warc = options.corpus / "articles.warc.gz"
    if options.profile:
        profile = cProfile.Profile()
        profile.runcall(run, warc)
        pstats.Stats(profile).sort_stats("cumtime").print_stats(60)
        return
    found = run(warc)
    times = sorted(found.values())
    print(f"{len(times)} pages: median {median(times):.1f} ms, 95 % under {quantiles(times, n=20)[-1]:.1f} ms")
    for url, ms in sorted(found.items(), key=lambda entry: -entry[1])[:8]:
        print(f"{ms:8.1f} ms  {url[:110]}")


if __name__ == "__main__":
    main()
