"""Compares records with the truth for every publisher of the project that has a labelled page, with
its file and without.

    python benchmarks/publishers.py CORPUS [--wrong | --sections]

CORPUS is a folder as benchmarks/corpus.py describes it. A page's publisher is that of its domain,
as in `scrapy crawl archive`. --wrong shows each wrong fact with its truth. --sections shows only
how many of a file's sections are linked from the publisher's article pages.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import corpus
import inprocess
from common import command_line
from lxml import html
from scoring import author_names, f1, page_counts, score
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newscrawl import settings
from newscrawl.crawl.profiles import profile_at, profiles
from newscrawl.crawl.publisher import PublisherSpider
from newscrawl.discovery.sections import targets
from newscrawl.extraction.addresses import key
from newscrawl.extraction.profile import Profile

Row = dict[str, Any]
FACTS = ("title", "day", "instant", "authors")
SETS = ("aeb", "fundus_tests")


def records(folder: Path, known: Mapping[str, Profile]) -> dict[str, Row]:
    """Returns the record of each page by its address, through extraction and all pipelines."""
    cases = corpus.cases(folder, sets=SETS)
    read = inprocess.records(cases, lambda case: profile_at(case.url, known))
    return {case.url: inprocess.row(article) for case, article, _ in read}


def cells(urls: list[str], truth: Mapping[str, Row], found: Mapping[str, Row]) -> list[str]:
    """Returns the body F1, then for each fact how many of the labelled pages are right."""
    body = f1([page_counts(found[url].get("text", ""), truth[url]["text"]) for url in urls])[2]
    scores = [score(found[url], truth[url]) for url in urls]
    right = [[row[fact] for row in scores if fact in row] for fact in FACTS]
    return [f"{body:.3f}", *(f"{sum(hits)}/{len(hits)}" for hits in right)]


def linked_sections(folder: Path, project: Settings, known: Mapping[str, Profile]) -> None:
    """Prints for each publisher with pages how many of its file's sections its pages link to, and
    the names of the others.
    """
    links: dict[str, set[str]] = defaultdict(set)
    for case in corpus.cases(folder, sets=SETS):
        if profile := profile_at(case.url, known):
            domains = profile.domain, profile.domains
            found = targets(html.fromstring(case.body), case.url, [domains[0], *domains[1]])
            urls = (target.url.partition("?")[0] for target in found)
            links[profile.id] |= {key(url, *domains) for url in urls}
    loader, total, there = get_spider_loader(project), 0, 0
    for name, addresses in sorted(links.items()):
        spider: type[PublisherSpider] = loader.load(name)
        home = spider.home or f"https://www.{spider.domain}/"
        missing = sorted(
            section
            for section, address in spider.sections.items()
            if key(urljoin(home, address), spider.domain, spider.domains) not in addresses
        )
        number = len(spider.sections)
        total, there = total + number, there + number - len(missing)
        if missing:
            linked = f"{number - len(missing)}/{number}"
            print(f"{name.ljust(22)}{linked}  not linked: {', '.join(missing)}")
    print(f"{f'all {len(links)}'.ljust(22)}{there}/{total}")


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--sections", action="store_true")
    options = parser.parse_args()
    truth = {row["url"]: row for name in SETS for row in corpus.truths(options.corpus, name)}
    project = Settings()
    project.setmodule(settings)
    known = profiles(project)
    if options.sections:
        linked_sections(options.corpus, project, known)
        return
    found, bare = records(options.corpus, known), records(options.corpus, {})

    of: dict[str, list[str]] = defaultdict(list)
    for url in truth:
        if profile := profile_at(url, known):
            of[profile.id].append(url)
    every = [url for urls in of.values() for url in urls]
    rows = [(name, urls, found) for name, urls in sorted(of.items())]
    rows += [(f"all {len(of)}", every, found), ("without their files", every, bare)]
    widths = (22, 9, 9, *(len(fact) + 3 for fact in FACTS))
    lines = [(name, str(len(urls)), *cells(urls, truth, read)) for name, urls, read in rows]
    for line in [("publisher", "pages", "body F1", *FACTS), *lines]:
        print("".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))
    if options.wrong:
        for name, urls in sorted(of.items()):
            for url in urls:
                show_wrong(name, url, found[url], truth[url])


def show_wrong(name: str, url: str, found: Row, truth: Row) -> None:
    """Prints each wrong fact of a page, with the facts of the record and of the truth."""
    for fact in FACTS:
        if not score(found, truth).get(fact, True):
            print(f"\n{name}: {fact}\n  {url}\n  {_facts(found)}\n  {_facts(truth)}")


def _facts(row: Row) -> str:
    date = row.get("date_published") or row.get("date")
    facts = [
        row.get("title"),
        date,
        row.get("published_at"),
        [*author_names(row)],
        row.get("agency"),
    ]
    return json.dumps(facts, ensure_ascii=False)


if __name__ == "__main__":
    main()
