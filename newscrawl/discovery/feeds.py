"""Feeds (RSS, Atom, RDF, JSON Feed) -> entries. feedparser reads the XML kinds, and forgives what real ones do."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any

from newscrawl.discovery.addresses import resolve
from newscrawl.discovery.entry import Entry, UnreadableError, parse_date, unpacked

MAX_SIZE = 8 * 1024 * 1024  # the largest feeds seen have 3 MB; feedparser takes some seconds for each of a broken one
MAX_ENTRIES = 5_000
MAX_TAGS = 150_000  # the most seen are 10,000; feedparser takes 25 µs and .7 KB for each, even for those of nothing
# A document type with entities of its own has no place in a feed; it is how a small file grows to gigabytes. In UTF-16 too.
ENTITY = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y", re.IGNORECASE)
_MARKUP = re.compile(rb"<!doctype\s+html|<html\b", re.IGNORECASE)


def read(body: bytes, base: str, content_type: str = "") -> list[Entry]:
    """The entries of a feed in its order, each address once; `content_type` is the header's, for its encoding.

    Raises UnreadableError: "empty", "too large", "gzip", "html", "entities", "json", "no feed".
    """
    body = unpacked(body, MAX_SIZE)
    if not body:
        raise UnreadableError("empty")
    if body.count(b"<") > MAX_TAGS:
        raise UnreadableError("too large")
    if body.startswith(b"{"):
        return _unique(_json(body, base))
    if _MARKUP.match(body):
        raise UnreadableError("html")
    if ENTITY.search(body):
        raise UnreadableError("entities")
    return _unique(_xml(body, base, content_type))


def _xml(body: bytes, base: str, content_type: str) -> list[Entry]:
    import feedparser  # type: ignore[import-untyped]

    # XML whatever the server says: as text/html or text/plain it would be read by other rules of encoding.
    charset = content_type.partition("charset=")[2].split(";")[0].strip(" \"'")
    declared = f"application/xml; charset={charset}" if charset else "application/xml"
    headers = {"content-type": declared, "content-location": base}
    try:
        feed = feedparser.parse(BytesIO(body), response_headers=headers, sanitize_html=False)
    except Exception as error:  # a parser of broken feeds: whatever breaks it is a broken feed
        raise UnreadableError("no feed") from error
    if not feed.version and not feed.entries:
        raise UnreadableError("no feed")
    language, rss = feed.feed.get("language"), feed.version.startswith("rss")
    return [entry for item in feed.entries[:MAX_ENTRIES] if (entry := _xml_entry(item, base, language, rss))]


def _xml_entry(item: Any, base: str, language: str | None, rss: bool) -> Entry | None:
    others = [x.get("href") for x in item.get("links", ()) if x.get("rel") in ("alternate", "self", None)]
    links = [item.get("feedburner_origlink"), item.get("link"), *others]  # the second may be an id that is no address
    url = next((url for link in links if link and (url := resolve(link, base))), None)
    if not url:
        return None
    # Not item.get: feedparser gives one date for another there. The date of RSS 1.0 (dc:date) is called updated.
    published, updated = dict.get(item, "published"), dict.get(item, "updated")
    if rss and not published:
        published, updated = updated, None
    contents = [c.get("value") or "" for c in item.get("content", ())]
    return Entry(
        url,
        title=_text(item.get("title")),
        published=parse_date(published),
        modified=parse_date(updated),
        language=_text(item.get("language") or language),
        text=max(contents, key=len, default="") or _text(item.get("summary")),
    )


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
