"""What a link, feed or sitemap says of an article, and what the article says of itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from newscrawl.discovery.entry import Entry
from newscrawl.items import Article, Via

MARKS = 20
"""Blocks at an article's start that tell it from others."""


def marks(article: Article) -> frozenset[int]:
    """What tells an article from others: its first paragraphs and headings."""
    return frozenset(
        hash(block.text)
        for block in article.blocks[:MARKS]
        if block.type not in ("caption", "embed")
    )


def complete(
    article: Article, entry: Entry, via: Via, section: str | None, zone: ZoneInfo | None
) -> None:
    """Fill in what the page does not say from what its link, feed or sitemap says."""
    article.section = section or article.section
    article.evidence.feed_text = entry.text
    article.title = article.title or entry.title
    if not article.language and entry.language:
        article.language, article.language_source = entry.language, via.kind
    if not article.date_published and (stated := entry.published):
        article.date_source = via.kind
        article.date_precision = "second" if isinstance(stated, datetime) else "day"
        if isinstance(stated, datetime) and (stated.tzinfo or zone):
            article.date_zone = "stated" if stated.tzinfo else "publisher"
            stated = stated if stated.tzinfo else stated.replace(tzinfo=zone)
            article.published_at = stated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        article.date_published = stated.isoformat()


def published(article: Article) -> date | None:
    """When an article says that it was published: the instant, or the day."""
    for text, kind in ((article.published_at, datetime), (article.date_published, date)):
        try:
            if text:
                return kind.fromisoformat(text)
        except ValueError:
            continue
    return None
