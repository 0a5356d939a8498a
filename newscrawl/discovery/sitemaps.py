"""Sitemaps, news sitemaps and sitemap indexes (sitemaps.org, Google News) -> entries and further sitemaps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from lxml import etree

from newscrawl.discovery.addresses import resolve
from newscrawl.discovery.entry import Entry, UnreadableError, latest, parse_date
from newscrawl.discovery.feeds import read as read_feed

MAX_SIZE = 64 * 1024 * 1024  # the protocol allows 50 MB unpacked
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)


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
    body = _unpacked(body).lstrip(b"\xef\xbb\xbf \t\r\n")
    start = body[:1000].lower()
    if not start:
        raise UnreadableError("empty")
    if not start.startswith(b"<"):
        lines = body[:MAX_SIZE].decode("utf-8", "replace").splitlines()
        plain = [Entry(url) for line in lines if line.lstrip().startswith("http") and (url := resolve(line, base))]
        if not plain:
            raise UnreadableError("no sitemap")
        return Sitemap(plain)
    if start.startswith((b"<!doctype html", b"<html")):
        raise UnreadableError("html")
    if _ENTITY.search(body[:100_000]):
        raise UnreadableError("entities")
    root = _root(body)
    kind = _name(root) if root is not None else ""
    if kind in ("rss", "rdf", "feed"):
        return Sitemap(read_feed(body, base))
    if root is None or kind not in ("urlset", "sitemapindex"):
        raise UnreadableError("no sitemap")
    return _sitemap(root, base)


def _unpacked(body: bytes) -> bytes:
    from scrapy.utils.gz import gunzip

    # Served files are at times packed twice, once as a file and once for the way.
    for _ in range(2):
        if not body.startswith(b"\x1f\x8b"):
            break
        try:
            body = gunzip(body, max_size=MAX_SIZE)
        except Exception as error:
            raise UnreadableError("too large" if "exceeded" in str(error) else "gzip") from error
    return body


def _root(body: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _sitemap(root: etree._Element, base: str) -> Sitemap:
    entries: list[Entry] = []
    sitemaps: list[tuple[str, date | None]] = []
    news = False
    for element in root:
        facts = _facts(element)
        url = resolve(facts.get("loc", ""), base)
        if not url:
            continue
        if _name(element) == "sitemap":
            sitemaps.append((url, parse_date(facts.get("lastmod"))))
        elif _name(element) == "url":
            news = news or "publication_date" in facts
            entries.append(
                Entry(
                    url,
                    title=facts.get("title"),
                    published=parse_date(facts.get("publication_date")),
                    modified=parse_date(facts.get("lastmod")),
                    language=facts.get("language"),
                )
            )
    return Sitemap(entries, sitemaps, news)


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


def recent(found: list[tuple[str, date | None]], since: datetime, zone: tzinfo, most: int) -> list[str]:
    """The sitemaps of an index that may hold what is newer than `since`, the newest first, `most` at most.

    Those without a date may; they come after the dated, the last of the list first, as most indexes grow at the end.
    """
    dated = [(latest(changed, zone), url) for url, changed in found if changed]
    newest = [url for changed, url in sorted(dated, key=lambda pair: pair[0], reverse=True) if changed >= since]
    return [*newest, *(url for url, changed in reversed(found) if changed is None)][:most]
