"""Facts that a link, feed or sitemap gives about an article, and marks that identify an article."""

from __future__ import annotations

from array import array
from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

from newscrawl.discovery.entry import Entry
from newscrawl.extraction.facts import all_facts, dates
from newscrawl.items import Article, Via

_32_BITS = 0xFFFF_FFFF  # the part of a hash that is kept
_DAY = len("2026-11-20")
MARKS = 20
"""The first blocks of an article, by which it is compared with others."""


def marks(article: Article) -> bytes:
    """Returns packed hashes of the article's first blocks. As a set they would take 3 KB."""
    texts = {
        block.text for block in article.blocks[:MARKS] if block.type not in ("caption", "embed")
    }
    return array("I", sorted(hash(text) & _32_BITS for text in texts)).tobytes()


def unpacked(packed: bytes) -> frozenset[int]:
    """Returns the hashes that `marks` packed."""
    return frozenset(array("I", packed))


def complete(
    article: Article, entry: Entry, via: Via, section: str | None, zone: ZoneInfo | None
) -> None:
    """Fills in what the page does not say from its link, feed or sitemap."""
    article.section = section or article.section
    article.evidence.feed_text = entry.text
    article.title = article.title or entry.title
    if not article.language and entry.language:
        article.language, article.language_source = entry.language, via.kind
    if entry.published:
        _date(article, entry.published, via, zone)


def _date(article: Article, stated: date, via: Via, zone: ZoneInfo | None) -> None:
    """Sets a source's date. If the page has a date, only an instant on that day replaces it."""
    found = dates.listed(stated, via.kind, zone=zone, fetched_at=article.fetched_at)
    if found and (own := published(article)):
        day = own.date() if isinstance(own, datetime) else own
        is_same = not article.published_at and abs(found.day - day) <= dates.NEAR
        found = found if is_same and found.instant else None
    if found:
        all_facts.set_published(article, found)


def published(article: Article) -> date | None:
    """Returns when the article was published: an instant if the page gives one, else a day."""
    # a page that gives only the day may state it as midnight
    day = (article.date_published or "")[:_DAY]
    with suppress(ValueError):
        if article.published_at:
            return datetime.fromisoformat(article.published_at)
        return date.fromisoformat(day)
    return None
