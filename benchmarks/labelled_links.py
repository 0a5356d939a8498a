"""The labelled links that benchmarks/links.py fits and judges the link model with."""

from __future__ import annotations

import contextlib
import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus import cases
from lxml.html import HtmlElement
from scrapy.http import HtmlResponse

from newscrawl.discovery import feeds, sections, sitemaps
from newscrawl.discovery.source_text import UnreadableError
from newscrawl.extraction.addresses import host, registrable, resolve, untracked

NAMED_A_SITE = 15
PAGE_LINKS = Path(__file__).with_name("page_links.jsonl")
"""Labels of links of article pages. Of an address it has the first 8 hex digits of its SHA-256."""


@dataclass
class Link:
    site: str
    url: str
    words: str
    article: bool


@dataclass
class Page:
    site: str
    url: str
    root: HtmlElement
    labels: dict[str, bool | None]  # by resolved address; None: unsure
    types: dict[str, str]


def read_links(corpus: Path) -> list[Link]:
    with (corpus / "links.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Link(f"csv:{row['handle']}", untracked(row["url"]), row["text"], row["is_story"] == "true")
        for row in rows
    ]


def read_pages(corpus: Path) -> tuple[list[Page], list[Link]]:
    """Returns the saved pages with their labels, and the labelled links once for each site."""
    folder = corpus / "discovery" / "frontpages"
    labelled: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "links.jsonl").open():
        row = json.loads(line)
        labelled[row["page"]].append(row)
    pages, single = [], {}
    for line in (folder / "index.jsonl").open():
        row = json.loads(line)
        url = row["url"] or row["canonical"] or f"https://{row['site']}/"
        response = HtmlResponse(url, body=(folder / row["file"]).read_bytes(), encoding="utf-8")
        page = Page(registrable(row["site"]), url, response.selector.root, {}, {})
        for label in labelled[row["file"]]:
            target = resolve(label["url"], url)
            verdict = {True: True, False: False}.get(label["is_article"])
            if target is None:
                continue
            # One address under several links is an article if one of them was read as one.
            page.labels[target] = True if page.labels.get(target) else verdict
            page.types[target] = label["type"]
            if verdict is not None:
                link = Link(page.site, target, label["anchor"], verdict)
                single[link.site, link.url, link.words] = link
        if page.labels:
            pages.append(page)
    return pages, list(single.values())


def read_named(corpus: Path) -> list[Link]:
    """Returns articles that feeds, news sitemaps and the corpus itself name, at most NAMED_A_SITE
    of each site.
    """
    rows = map(json.loads, (corpus / "articles.jsonl").open())
    found = [(row["url"], row.get("headline")) for row in rows]
    for kind, reader in (
        ("feeds", feeds.entries_of),
        ("sitemaps", lambda *args: sitemaps.sitemap_of(*args).entries),
    ):
        for row in map(json.loads, (corpus / "discovery" / kind / "index.jsonl").open()):
            if not row.get("news_publisher") and not row.get("news_entries"):
                continue
            with contextlib.suppress(UnreadableError):
                body = (corpus / "discovery" / kind / row["file"]).read_bytes()
                entries = reader(body, row["url"] or "https://unknown.example/")
                found += [(entry.url, entry.title) for entry in entries]
    by_site: dict[str, list[Link]] = defaultdict(list)
    for url, title in found:
        site = registrable(host(url))
        by_site[site].append(Link(f"named:{site}", url, title or "", True))
    return [link for some in by_site.values() for link in some[:NAMED_A_SITE]]


def read_article_pages(corpus: Path) -> tuple[list[Page], list[Link]]:
    """Returns article pages of the fitting half with their labelled links, and the same links
    alone. People labelled the links of menus, boxes and footers, not those in running text.
    """
    rows = {row["url"]: row for row in map(json.loads, PAGE_LINKS.open())}
    pages, single = [], []
    for case in cases(corpus, "fitting", sorted({row["set"] for row in rows.values()})):
        if not (row := rows.pop(case.url, None)):
            continue
        articles, others = set(row["articles"].split()), set(row["others"].split())
        response = HtmlResponse(case.url, body=case.body, headers=case.headers)
        site = registrable(host(case.url))
        page = Page(site, case.url, response.selector.root, {}, {})
        for target in sections.targets(page.root, page.url, [site]):
            named = sha256(target.url.encode()).hexdigest()[:8]
            if named in articles or named in others:
                page.labels[target.url] = named in articles
                single.append(Link(site, target.url, target.words, named in articles))
        pages.append(page)
    return pages, single
