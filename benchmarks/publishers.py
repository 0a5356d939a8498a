"""Every publisher of the project with a labelled page: its records against the truth, with what its file knows and without.

    python benchmarks/publishers.py CORPUS [--wrong]

CORPUS holds articles.warc.gz and articles.jsonl. A page's publisher is that of its domain, as in `scrapy crawl archive`.
--wrong shows each fact that is not the truth's, with both.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from metadata import MEASURES  # noqa: E402  (the path is set above, so that the file runs from anywhere)
from scoring import f1, page_counts, truths  # noqa: E402
from scrapy.http import HtmlResponse  # noqa: E402
from scrapy.settings import Settings  # noqa: E402
from scrapy.statscollectors import DummyStatsCollector  # noqa: E402
from scrapy.utils.misc import load_object  # noqa: E402
from warcpages import pages  # noqa: E402

from newscrawl import settings  # noqa: E402
from newscrawl.exporters import to_line  # noqa: E402
from newscrawl.extraction import extract  # noqa: E402
from newscrawl.items import Via  # noqa: E402
from newscrawl.profile import Profile  # noqa: E402
from newscrawl.publisher import profile_at, profiles  # noqa: E402

Row = dict[str, Any]
FACTS = ("title", "same day", "same instant", "same instant, published_at", "authors")


def records(warc: Path, project: Settings, known: Mapping[str, Profile]) -> dict[str, Row]:
    """The record of each page by its address, through extraction and all pipelines."""
    crawler: Any = SimpleNamespace(settings=project, spider=None, get_extension=lambda kind: None)
    crawler.stats = DummyStatsCollector(crawler)
    order = sorted(project.getdict("ITEM_PIPELINES").items(), key=lambda entry: entry[1])
    steps = [load_object(path).from_crawler(crawler) for path, _ in order]
    found = {}
    for url, body, headers in pages(warc):
        response = HtmlResponse(url, body=body, headers=headers)
        article = extract(response, via=Via("archive"), profile=profile_at(url, known))
        for step in steps:
            article = step.process_item(article)
        found[url] = json.loads(to_line(article))
    return found


def cells(urls: list[str], truth: Mapping[str, Row], found: Mapping[str, Row]) -> list[str]:
    """Body F1, then of each fact how many of the labelled pages have it right."""
    body = f1([page_counts(found[url]["text"], truth[url]["text"]) for url in urls])[2]
    labelled = [url for url in urls if truth[url].get("headline")]
    right = [sum(bool(MEASURES[fact](found[url], truth[url])) for url in labelled) for fact in FACTS]
    return [f"{body:.3f}", *(f"{hits}/{len(labelled)}" for hits in right)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    warc = options.corpus / "articles.warc.gz"
    truth = truths(options.corpus)
    project = Settings()
    project.setmodule(settings)
    known = profiles(project)
    found, bare = records(warc, project, known), records(warc, project, {})

    of: dict[str, list[str]] = defaultdict(list)
    for url in truth:
        if profile := profile_at(url, known):
            of[profile.id].append(url)
    rows = [("publisher", "pages", "body F1", *FACTS)]
    rows += [(name, str(len(urls)), *cells(urls, truth, found)) for name, urls in sorted(of.items())]
    every = [url for urls in of.values() for url in urls]
    rows.append((f"all {len(of)}", str(len(every)), *cells(every, truth, found)))
    rows.append(("without their files", str(len(every)), *cells(every, truth, bare)))
    for row in rows:
        print(
            "".join(cell.ljust(22 if i == 0 else 9 if i < 3 else len(FACTS[i - 3]) + 3) for i, cell in enumerate(row))
        )

    if options.wrong:
        for name, urls in sorted(of.items()):
            for url in urls:
                for fact in FACTS:
                    if truth[url].get("headline") and not MEASURES[fact](found[url], truth[url]):
                        print(f"\n{name}: {fact}\n  {url}\n  {_facts(found[url])}\n  {_facts(truth[url])}")


def _facts(row: Row) -> str:
    names = [author["name"] if isinstance(author, dict) else author for author in row.get("authors") or ()]
    return json.dumps([row.get("title") or row.get("headline"), row.get("date_published"), row.get("published_at"),
                       names, row.get("agency")], ensure_ascii=False)  # fmt: skip


if __name__ == "__main__":
    main()
