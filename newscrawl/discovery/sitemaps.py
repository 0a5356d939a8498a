"""Sitemaps, news sitemaps and sitemap indexes (sitemaps.org, Google News) -> entries and further sitemaps."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from io import BytesIO
from itertools import islice

from lxml import etree

from newscrawl.discovery.addresses import resolve
from newscrawl.discovery.entry import Entry, UnreadableError, latest, parse_date, unpacked
from newscrawl.discovery.feeds import ENTITY
from newscrawl.discovery.feeds import read as read_feed

MAX_SIZE = 64 * 1024 * 1024  # the protocol allows 50 MB unpacked
MAX_ENTRIES = 50_000  # the protocol's own bound
MAX_TAGS = 2_000_000  # 40 for each of them
MAX_EVENTS = 1_500_000  # beginnings and ends of elements, 15 elements for each entry; what comes after them is not read
# No address is so long: 64 KB without another tag are attributes by the thousand, which take memory and time.
_LONG_TAG = re.compile(rb"<[^<]{65536}")
_MAX_LINES = 8 * 1024 * 1024  # bytes of a plain list that are resolved, 160 for each entry
_LINE = re.compile(rb"^[ \t]*(http[^\r\n]{1,2100})", re.MULTILINE)
MAX_HELD = 100_000  # elements below one url


@dataclass(frozen=True)
class Sitemap:
    """What one file holds: articles' addresses, or further sitemaps with the date of their last change."""

    entries: list[Entry] = field(default_factory=list)
    sitemaps: list[tuple[str, date | None]] = field(default_factory=list)
    news: bool = False


def read(body: bytes, base: str) -> Sitemap:
    """One sitemap, gzipped or not, in XML, as plain text or in a feed's form; `news` where it has news:news elements.

    Raises UnreadableError: "empty", "html", "too large", "gzip", "entities", "no sitemap".
    """
    body = unpacked(body, MAX_SIZE)
    start = body[:1000].lower()
    if not start:
        raise UnreadableError("empty")
    if not start.startswith(b"<"):
        plain = [Entry(url) for line in _lines(body) if (url := resolve(line, base))]
        if not plain:
            raise UnreadableError("no sitemap")
        return Sitemap(plain)
    if start.startswith((b"<!doctype html", b"<html")):
        raise UnreadableError("html")
    if ENTITY.search(body):
        raise UnreadableError("entities")
    if body.count(b"<") > MAX_TAGS or _LONG_TAG.search(body):
        raise UnreadableError("too large")
    return _xml(body, base)


def _lines(body: bytes) -> Iterator[str]:
    """The lines of a plain list that may be addresses."""
    length = 0
    for match in islice(_LINE.finditer(body), MAX_ENTRIES):
        length += len(match[1])
        if length > _MAX_LINES:
            return
        yield match[1].decode("utf-8", "replace")


def _xml(body: bytes, base: str) -> Sitemap:
    """Read element by element: the tree of 64 MB of small ones would take 2 GB."""
    found, news, depth, held = Sitemap(), False, 0, 0
    events = etree.iterparse(
        BytesIO(body), events=("start", "end"), recover=True, resolve_entities=False, no_network=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for event, element in islice(events, MAX_EVENTS):
            if event == "start":
                if depth == 0:
                    kind = _name(element)
                    if kind in ("rss", "rdf", "feed"):
                        return Sitemap(read_feed(body, base))
                    if kind not in ("urlset", "sitemapindex"):
                        raise UnreadableError("no sitemap")
                depth, held = depth + 1, held + 1
                if held > MAX_HELD:
                    raise UnreadableError("too large")
                continue
            depth -= 1
            if depth == 1:
                news = _add(element, base, found) or news
                if len(found.entries) + len(found.sitemaps) >= MAX_ENTRIES:
                    break
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
                held = 0
    except etree.XMLSyntaxError:  # what came before the break counts
        if events.root is None:
            raise UnreadableError("no sitemap") from None
    return replace(found, news=news)


def _add(element: etree._Element, base: str, found: Sitemap) -> bool:
    """Add what a url or sitemap element names; returns whether it is news."""
    facts = _facts(element)
    url = resolve(facts.get("loc", ""), base)
    if not url:
        return False
    if _name(element) == "sitemap":
        found.sitemaps.append((url, parse_date(facts.get("lastmod"))))
    elif _name(element) == "url":
        found.entries.append(
            Entry(
                url,
                title=facts.get("title"),
                published=parse_date(facts.get("publication_date")),
                modified=parse_date(facts.get("lastmod")),
                language=facts.get("language"),
            )
        )
        return "publication_date" in facts
    return False


def _facts(element: etree._Element) -> dict[str, str]:
    """The texts of an entry's own children and of its news element, by name; those of images and videos stay out."""
    facts: dict[str, str] = {}
    for child in element:
        name = _name(child)
        if name in ("loc", "lastmod"):
            facts.setdefault(name, (child.text or "").strip())
        elif name == "news":
            for part in child.iter():
                if part.text and part.text.strip() and _name(part) in ("publication_date", "title", "language"):
                    facts.setdefault(_name(part), part.text.strip())
    return facts


def _name(element: etree._Element) -> str:
    """An element's name in lower case, without namespace or undeclared prefix; "" for what is no element."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def from_both_ends(entries: Sequence[Entry], most: int, wanted: Callable[[Entry], bool]) -> tuple[list[Entry], int]:
    """At most `most` of the wanted entries, half of them from each end, and how many entries were not looked at.

    The newest entries of a list without dates stand at one of its ends. The list does not say at which.
    """
    head: list[Entry] = []
    tail: list[Entry] = []
    first, last = 0, len(entries)
    while first < last and len(head) < most - most // 2:
        head += [entries[first]] if wanted(entries[first]) else []
        first += 1
    while first < last and len(head) + len(tail) < most:
        last -= 1
        tail += [entries[last]] if wanted(entries[last]) else []
    return head + tail[::-1], last - first


# A year, a month or a day that an address names, as in /sitemap-2026-11.xml. What stands after a letter is a running number.
_PERIOD = re.compile(
    r"(?<![0-9A-Za-z])((?:19|20)\d\d)(?:[-_/.]?(0[1-9]|1[0-2]|[1-9]))?(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?(?!\d)"
)
_NO_ARTICLES = re.compile(
    r"(?<![a-z])(?:tags?|categor(?:y|ies)|topics?|authors?|images?|videos?|pages?|static)(?![a-z])", re.IGNORECASE
)


def recent(found: Sequence[tuple[str, date | None]], since: datetime, zone: tzinfo) -> list[str]:
    """The sitemaps of an index that may hold what is newer than `since`, the newest first.

    By the date of their last change, else by the time that their addresses name. Those without either may; they come after the
    dated, the last of the list first, as most indexes grow at the end. Last of all come lists of what is no article by its name.
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
    """The last day of the latest year, month or day that an address names."""
    ends = []
    for year, month, day in _PERIOD.findall(url.partition("://")[2].partition("/")[2][:500]):
        number = int(month or 12)
        last = monthrange(int(year), number)[1]
        ends.append(date(int(year), number, min(int(day), last) if day else last))
    return max(ends, default=None)


_MONTH = re.compile(r"%[Yym]")


def dated(address: str, since: datetime, until: datetime) -> list[str]:
    """The addresses of a sitemap that is another one each year or month, from `until` back to `since`.

    In `address`, %Y, %y and %m stand for year and month, as in strftime; one without them is the same at all times.
    """
    if not _MONTH.search(address):
        return [address]
    months = range(until.year * 12 + until.month - 1, since.year * 12 + since.month - 2, -1)
    found: dict[str, None] = {}
    for month in months:
        parts = {"%Y": f"{month // 12:04}", "%y": f"{month // 12 % 100:02}", "%m": f"{month % 12 + 1:02}"}
        found[_MONTH.sub(lambda sign: parts[sign[0]], address)] = None  # noqa: B023  (called at once)
    return list(found)
