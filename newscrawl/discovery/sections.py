"""Reads section pages and front pages: articles, the next page, sections in the navigation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from itertools import islice
from statistics import fmean
from urllib.parse import unquote

from lxml.etree import _Element

from newscrawl.discovery import link_features, links
from newscrawl.discovery.entry import Entry, latest, parse_date
from newscrawl.discovery.next_page import is_paged, next_page, says_more
from newscrawl.discovery.page_data import data_articles
from newscrawl.discovery.page_links import Target, base_of, own_links
from newscrawl.extraction.addresses import resolve

MAX_SECTIONS = 40
"""The most sections of a navigation that a crawl requests: few newspapers have more."""
CARD_DEPTH = 6
"""Levels of elements above a date in which its article's link is searched."""
MIN_SCORE = -0.5
"""Links above this score count as articles: a needless request costs less than a lost article."""
LARGEST_SCORE = 6.0
"""Scores count as this much at most, so that one link does not outweigh its group."""
LONGEST_NAME = 30
"""Longer texts in a navigation are not names of sections."""
_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
)
_FEED_TYPES_AT_TIMES = ("application/json", "application/xml", "text/xml")
_FEED_WORD = re.compile(r"feed|rss|atom", re.IGNORECASE)


@dataclass
class SectionPage:
    """The content of a section page. `sections` has the navigation's sections: name -> address."""

    articles: list[Entry] = field(default_factory=list)
    next_page: str | None = None
    sections: dict[str, str] = field(default_factory=dict)


def section_page(root: _Element, base: str, domains: Sequence[str]) -> SectionPage:
    """Returns the links of the page at `base` that lead to `domains` or their subdomains. Each
    article is listed once. If no link leads to an article, the page's data may name articles.
    """
    found = targets(root, base, domains)
    page = SectionPage(next_page=next_page(root, found, base, domains))
    navigation = []
    for target in found:
        if target.url == page.next_page:
            continue
        if target.score > MIN_SCORE:
            page.articles.append(Entry(target.url, title=target.words or None))
        elif target.in_navigation and links.is_section(target.url) and not is_paged(target.url):
            navigation.append(target)
    page.sections = sections(navigation)
    page.articles = page.articles or [Entry(url) for url in data_articles(root, base)]
    if dates := listed_dates(root, {entry.url for entry in page.articles}, base):
        page.articles = [replace(entry, listed=dates.get(entry.url)) for entry in page.articles]
    return page


def sections(navigation: Sequence[Target]) -> dict[str, str]:
    """Returns the sections of a navigation: name -> address.

    If several links have one name, the first link gets it, or a later link whose address is above
    the first one's. The other links come last, named by their paths.
    """
    named = [(name, target.url) for target in navigation if (name := _name(target))]
    chosen: dict[str, str] = {}
    for name, url in named:
        if chosen.setdefault(name, url).startswith(url.rstrip("/") + "/"):
            chosen[name] = url
    for _, url in named:
        if url not in chosen.values() and "?" not in url:
            chosen.setdefault(_path(url), url)
    return chosen


def _name(target: Target) -> str:
    """Returns the shortest of a link's labels that can be a section's name, or "".

    The name is in lower case and has no comma, because -a only= splits at commas.
    """
    labels = [label for label in target.labels if not says_more(label)] or target.labels
    shortest = min(labels, key=len, default="")
    # "İ" in lower case has two characters. The second one is removed, because nobody types it.
    name = " ".join(shortest.replace(",", " ").lower().replace("\u0307", "").split())
    return name if len(name) <= LONGEST_NAME and not name.isdigit() else ""


def _path(url: str) -> str:
    return unquote(url.partition("//")[2].partition("/")[2].rstrip("/")).replace(",", " ").lower()


def targets(root: _Element, base: str, domains: Sequence[str]) -> list[Target]:
    """Returns the addresses within `domains` to which a page links, in order, with their scores."""
    found = own_links(root, base, domains)
    table = links.weights().page
    for target, features in zip(found, page_features(found), strict=True):
        target.score = sum(table.get(name, 0.0) * value for name, value in features.items())
    return found


def page_features(found: Sequence[Target]) -> list[dict[str, float]]:
    """Returns the features of each link: its score, the scores of similar links, its place."""
    scores = [max(-LARGEST_SCORE, min(LARGEST_SCORE, links.score(t.url, t.words))) for t in found]
    shape_means = _means_of_others(scores, [{link_features.shape(t.url)} for t in found])
    box_means = _means_of_others(scores, [target.boxes for target in found])
    result = []
    for target, alone, others, boxed in zip(found, scores, shape_means, box_means, strict=True):
        features = {"bias": 1.0, "alone": alone, "alike": others, "boxed": boxed}
        if target.in_navigation:
            features["navigation"] = 1.0
            # there, sections may have the same shape as articles
            features["alike, navigation"] = others
        result.append(features)
    return result


def _means_of_others(scores: Sequence[float], groups: Sequence[Collection[str]]) -> list[float]:
    """Returns for each score the mean over the others of its groups and two scores of 0, so that a
    mean over few scores weighs little.
    """
    total: dict[str, float] = {}
    for score, some in zip(scores, groups, strict=True):
        for group in some:
            total[group] = total.get(group, 0.0) + score
    size = Counter(group for some in groups for group in some)
    return [
        fmean([(total[group] - score) / (size[group] + 1) for group in some])
        for score, some in zip(scores, groups, strict=True)
    ]


def listed_dates(root: _Element, articles: Set[str], base: str) -> dict[str, date]:
    """Returns article -> the latest date of the time elements beside its link alone."""
    found: dict[str, date] = {}
    base = base_of(root, base)
    for element in root.iter("time"):
        if not (stated := parse_date(element.get("datetime"))):
            continue
        for above in islice(element.iterancestors(), CARD_DEPTH):
            near = {resolve(a.get("href") or "", base) or "" for a in above.iter("a")} & articles
            if len(near) == 1:
                (url,) = near
                dates = (found.get(url, stated), stated)
                found[url] = max(dates, key=lambda date: latest(date, UTC))
            if near:
                break
    return found


def feed_links(root: _Element, base: str) -> list[str]:
    """Returns the feeds in a page's link elements, without feeds of comments."""
    found: dict[str, None] = {}
    for link in root.iter("link"):
        kind = (link.get("type") or "").lower().partition(";")[0].strip()
        href, title = link.get("href") or "", link.get("title") or ""
        feed = kind in _FEED_TYPES or (
            kind in _FEED_TYPES_AT_TIMES and _FEED_WORD.search(f"{href} {title}")
        )
        if feed and "alternate" in (link.get("rel") or "").lower().split():
            url = resolve(href, base)
            if url and "comments" not in url and "oembed" not in url:
                found[url] = None
    return list(found)
