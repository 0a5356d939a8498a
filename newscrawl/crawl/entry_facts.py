"""Facts that a link, feed or sitemap gives about an article, and marks that identify an article."""

from __future__ import annotations

from array import array
from datetime import date, datetime
from zoneinfo import ZoneInfo

from newscrawl.discovery.entry import Entry
from newscrawl.extraction.facts.dateparse import Moment
from newscrawl.extraction.facts.dates import latest, plausible
from newscrawl.items import Article, Via, as_instant

_32_BITS = 0xFFFF_FFFF  # the part of a hash that is kept
MARKS = 20
"""The first blocks of an article, by which it is compared with others."""


def marks(article: Article) -> bytes:
    """Returns hashes of the article's first paragraphs and headings, packed: a crawl holds them for
    each article, and a set would take 3 KB.
    """
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
    if not article.date_published and (listed := entry.published):
        _date(article, listed, via, zone)


def _date(article: Article, listed: date, via: Via, zone: ZoneInfo | None) -> None:
    """Sets the date of publication that a feed or sitemap gives, unless the article can't be from
    that day.
    """
    moment = Moment(listed, "second" if isinstance(listed, datetime) else "day", via.kind, "")
    if not plausible(moment, latest(article.fetched_at)):
        return
    article.date_source, article.date_precision = moment.source, moment.precision
    if isinstance(listed, datetime) and (listed.tzinfo or zone):
        article.date_zone = "stated" if listed.tzinfo else "publisher"
        listed = listed if listed.tzinfo else listed.replace(tzinfo=zone)
        article.published_at = as_instant(listed)
    article.date_published = listed.isoformat()


def published(article: Article) -> date | None:
    """Returns when the article was published, or None: an instant if the page gives one, else a
    day.
    """
    for text, kind in ((article.published_at, datetime), (article.date_published, date)):
        try:
            if text:
                return kind.fromisoformat(text)
        except ValueError:
            continue
    return None
