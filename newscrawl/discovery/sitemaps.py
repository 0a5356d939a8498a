"""Reads sitemaps, news sitemaps and sitemap indexes (sitemaps.org, Google News)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from io import BytesIO
from itertools import islice

from lxml import etree

from newscrawl.discovery import links
from newscrawl.discovery.entry import Entry, latest, parse_date
from newscrawl.discovery.feeds import entries_of
from newscrawl.discovery.source_text import UnreadableError, source_text
from newscrawl.extraction.addresses import resolve

MAX_SIZE = 64 * 1024 * 1024
"""Bytes of the largest sitemap that is read. The protocol allows 50 MB when unpacked."""
MAX_ENTRIES = 50_000
"""The most entries that are read of a sitemap: as many as the protocol allows."""
MAX_TAGS = 2_000_000
"""The most tags of a sitemap: 40 for each entry."""
MAX_EVENTS = 1_500_000
"""The most starts and ends of elements that are read: those of 15 elements for each entry."""
# 64 KB without another tag can only be thousands of attributes, which take memory and time.
_LONG_TAG = re.compile(rb"<[^<]{65536}")
_MAX_LIST = 8 * 1024 * 1024
"""Bytes of a plain list that are read: 160 for each entry."""
_LINE = re.compile(rb"^[ \t]*(http[^\r\n]{1,2100})", re.MULTILINE)
MAX_HELD = 100_000
"""The most elements below one url element."""
_MAX_PATH = 500
"""Characters of an address that are searched for dates."""


@dataclass
class Sitemap:
    """The content of one file: articles, or further sitemaps with their last changes."""

    entries: list[Entry] = field(default_factory=list)
    sitemaps: list[tuple[str, date | None]] = field(default_factory=list)
    news: bool = False


def sitemap_of(body: bytes, base: str) -> Sitemap:
    """Returns one sitemap, gzipped or not, in XML, as plain text or in the form of a feed.

    `news` is True if the sitemap has news:news elements. Raises UnreadableError: "empty", "html",
    "too large", "gzip", "entities", "no sitemap".
    """
    body = source_text(body, MAX_SIZE)
    if not body.startswith(b"<"):
        lines = islice(_LINE.finditer(body, 0, _MAX_LIST), MAX_ENTRIES)
        found = (resolve(line[1].decode("utf-8", "replace"), base) for line in lines)
        plain = [Entry(url) for url in found if url]
        if not plain:
            raise UnreadableError("no sitemap")
        return Sitemap(plain)
    if body.count(b"<") > MAX_TAGS or _LONG_TAG.search(body):
        raise UnreadableError("too large")
    return _xml(body, base)


_FEEDS = frozenset({"rss", "rdf", "feed"})
_SITEMAPS = frozenset({"urlset", "sitemapindex"})


def _xml(body: bytes, base: str) -> Sitemap:
    """Reads a sitemap element by element. The tree of 64 MB of small elements would take 2 GB."""
    found, depth, held = Sitemap(), 0, 0
    events = etree.iterparse(
        BytesIO(body), events=("start", "end"), recover=True, resolve_entities=False, no_network=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for event, element in islice(events, MAX_EVENTS):
            if event == "start":
                if depth == 0 and _is_feed(element):
                    return Sitemap(entries_of(body, base))
                depth, held = depth + 1, held + 1
                if held > MAX_HELD:
                    raise UnreadableError("too large")
                continue
            depth -= 1
            if depth == 1:
                _add(element, base, found)
                if len(found.entries) + len(found.sitemaps) >= MAX_ENTRIES:
                    break
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
                held = 0
    except etree.XMLSyntaxError:  # the entries before the error count
        if events.root is None:
            raise UnreadableError("no sitemap") from None
    return found


def _is_feed(root: etree._Element) -> bool:
    """Returns whether a root element is a feed's. Raises UnreadableError for other pages."""
    if _name(root) not in _FEEDS | _SITEMAPS:
        raise UnreadableError("no sitemap")
    return _name(root) in _FEEDS


def _add(element: etree._Element, base: str, found: Sitemap) -> None:
    """Adds the entry or sitemap of an element."""
    facts = _facts(element)
    url = resolve(facts.get("loc", ""), base)
    changed = parse_date(facts.get("lastmod"))
    if url and _name(element) == "sitemap":
        found.sitemaps.append((url, changed))
    elif url and _name(element) == "url":
        published = parse_date(facts.get("publication_date"))
        found.entries.append(
            Entry(url, facts.get("title"), published, changed, facts.get("language"))
        )
        found.news |= "publication_date" in facts


def _facts(element: etree._Element) -> dict[str, str]:
    """Returns the texts of an entry's children and of its news element, by name."""
    facts: dict[str, str] = {}
    for child in element:
        name = _name(child)
        if name in ("loc", "lastmod"):
            facts.setdefault(name, (child.text or "").strip())
        elif name == "news":
            for part in child.iter():
                text = (part.text or "").strip()
                if text and _name(part) in ("publication_date", "title", "language"):
                    facts.setdefault(_name(part), text)
    return facts


def _name(element: etree._Element) -> str:
    """Returns an element's name in lower case, without namespace or undeclared prefix."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def from_both_ends(entries: Sequence[Entry], most: int) -> tuple[list[Entry], int]:
    """Returns at most `most` of the entries that look like articles, half from each end because the
    newest are at one of them, and the number of entries not looked at.
    """
    left = deque(entries)
    head: list[Entry] = []
    tail: list[Entry] = []
    while left and len(head) + len(tail) < most:
        is_head = len(head) < most - most // 2
        entry = left.popleft() if is_head else left.pop()
        if links.is_article(entry.url):
            (head if is_head else tail).append(entry)
    return head + tail[::-1], len(left)


# A year, a month or a day in an address, as in /sitemap-2026-11.xml. Digits after a letter are not
# a year.
_PERIOD = re.compile(
    r"(?<![0-9A-Za-z])((?:19|20)\d\d)(?:[-_/.]?(0[1-9]|1[0-2]|[1-9]))?(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?(?!\d)"
)
_NO_ARTICLES = re.compile(
    r"(?<![a-z])(?:tags?|categor(?:y|ies)|topics?|authors?|images?|videos?|pages?|static)(?![a-z])",
    re.IGNORECASE,
)


def recent(found: Sequence[tuple[str, date | None]], since: datetime, zone: tzinfo) -> list[str]:
    """Returns the sitemaps of an index that may hold articles newer than `since`, the newest
    first.

    A sitemap's date is the date of its last change, or else the period in its address. Sitemaps
    without a date come after the dated ones, the last of the index first, because most indexes
    grow at the end. Sitemaps whose names say that they hold no articles (tags, images) come last.
    """
    ranked = []
    for number, (url, changed) in enumerate(found):
        named = period(url)
        stated = changed or named
        moment = latest(stated, zone) if stated else datetime.min.replace(tzinfo=UTC)
        if not stated or moment >= since:
            ranked.append((not _NO_ARTICLES.search(url), moment, named or date.min, number, url))
    return [url for *_, url in sorted(ranked, reverse=True)]


def period(url: str) -> date | None:
    """Returns the last day of the latest year, month or day in an address, or None."""
    ends = []
    for year, month, day in _PERIOD.findall(url.partition("://")[2].partition("/")[2][:_MAX_PATH]):
        number = int(month or 12)
        last = monthrange(int(year), number)[1]
        ends.append(date(int(year), number, min(int(day), last) if day else last))
    return max(ends, default=None)


_MONTH = re.compile(r"%[Yym]")


def dated(address: str, since: datetime, until: datetime) -> list[str]:
    """Returns a sitemap's addresses from `until` back to `since`, one for each year or month. In
    `address`, %Y, %y and %m stand for them, as in strftime.
    """
    if not _MONTH.search(address):
        return [address]
    months = range(until.year * 12 + until.month - 1, since.year * 12 + since.month - 2, -1)
    found: dict[str, None] = {}
    for month in months:
        day = date(month // 12, month % 12 + 1, 1).isoformat()
        parts = {"%Y": day[:4], "%y": day[2:4], "%m": day[5:7]}
        found[_MONTH.sub(lambda sign: parts[sign[0]], address)] = None  # noqa: B023  (called at once)
    return list(found)
