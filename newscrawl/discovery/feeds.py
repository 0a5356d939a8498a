"""Reads feeds (RSS, Atom, RDF, JSON Feed) into entries."""

from __future__ import annotations

import json
from typing import Any

from newscrawl.discovery import feedxml
from newscrawl.discovery.entry import Entry, parse_date
from newscrawl.discovery.source_text import UnreadableError, source_text
from newscrawl.extraction.addresses import resolve

MAX_SIZE = 8 * 1024 * 1024
"""Bytes of the largest feed that is read. The largest known has 3 MB."""
MAX_ENTRIES = 5_000
"""The most entries that are read of a feed."""
MAX_TAGS = 150_000
"""The most tags of a feed; each takes 300 bytes in a tree. The largest known feed has 10,000."""
MAX_SIGNS = 400_000
"""The most "=" and "&" of a feed: each "=" may be an attribute of 200 bytes, each "&" an entity to
repair.
"""


def entries_of(body: bytes, base: str, content_type: str = "") -> list[Entry]:
    """Returns the entries of a feed in its order, each address once.

    `content_type` is the HTTP header, which may name the encoding. Raises UnreadableError:
    "empty", "too large", "gzip", "html", "entities", "json", "no feed".
    """
    body = source_text(body, MAX_SIZE)
    if body.count(b"<") > MAX_TAGS or max(body.count(b"="), body.count(b"&")) > MAX_SIGNS:
        raise UnreadableError("too large")
    if body.startswith(b"{"):
        return _unique(_json(body, base))
    entries = feedxml.entries_of(body, base, content_type, MAX_ENTRIES)
    if entries is None:
        raise UnreadableError("no feed")
    return _unique(entries)


def _json(body: bytes, base: str) -> list[Entry]:
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise UnreadableError("json") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise UnreadableError("no feed")
    entries = []
    for item in feed["items"][:MAX_ENTRIES]:
        if not isinstance(item, dict):
            continue
        link = _text(item.get("url")) or _text(item.get("external_url")) or _text(item.get("id"))
        if link and (url := resolve(link, base)):
            entries.append(
                Entry(
                    url,
                    title=_text(item.get("title")),
                    published=parse_date(_text(item.get("date_published"))),
                    modified=parse_date(_text(item.get("date_modified"))),
                    language=_text(item.get("language")) or _text(feed.get("language")),
                    text=_text(item.get("content_html")) or _text(item.get("content_text")),
                )
            )
    return entries


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _unique(entries: list[Entry]) -> list[Entry]:
    return list({entry.url: entry for entry in reversed(entries)}.values())[::-1]
