"""Feeds of every kind, whole and broken."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.entry import UnreadableError
from newscrawl.discovery.feeds import read

BASE = "https://daily.example/feed.xml"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Daily</title>
<language>en-gb</language>
<item><title>Bridge &amp; river</title><link>https://daily.example/bridge?utm_source=rss</link>
<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The whole story of the bridge.</p>]]></content:encoded></item>
<item><title>Twice</title><link>https://daily.example/twice</link></item>
<item><title>Twice</title><link>https://daily.example/twice#again</link></item>
<item><title>No link</title></item>
<item><title>By its id</title><guid isPermaLink="true">https://daily.example/by-id</guid></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Quotidien</title>
<entry><title>Le pont</title><link rel="alternate" href="/pont"/><id>tag:1</id>
<published>2026-11-20T10:00:00+01:00</published><updated>2026-11-21T10:00:00+01:00</updated>
<summary>Un pont.</summary></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>D</title></channel>
<item rdf:about="https://daily.example/rdf"><title>Brücke</title><link>https://daily.example/rdf</link>
<dc:date>2026-11-20T10:00:00+00:00</dc:date></item></rdf:RDF>"""


def test_rss() -> None:
    entries = read(RSS.encode(), BASE)
    assert [e.url for e in entries] == [
        "https://daily.example/bridge",
        "https://daily.example/twice",
        "https://daily.example/by-id",
    ]
    bridge = entries[0]
    assert bridge.title == "Bridge & river"
    assert bridge.published == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert bridge.text == "<p>The whole story of the bridge.</p>"
    assert bridge.language == "en-gb"


def test_atom() -> None:
    (entry,) = read(ATOM.encode(), BASE)
    assert entry.url == "https://daily.example/pont"
    assert entry.published == datetime.fromisoformat("2026-11-20T10:00:00+01:00")
    assert entry.modified == datetime.fromisoformat("2026-11-21T10:00:00+01:00")
    assert entry.text == "Un pont."


def test_rdf() -> None:
    (entry,) = read(RDF.encode(), BASE)
    assert (entry.url, entry.title) == ("https://daily.example/rdf", "Brücke")
    assert entry.published == datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_json_feed() -> None:
    items = [
        {"id": "1", "url": "/a", "title": "A", "date_published": "2026-11-20", "content_text": "Text"},
        7,
        {"id": "x:"},
    ]
    (entry,) = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode(), BASE)
    assert (entry.url, entry.title, entry.text) == ("https://daily.example/a", "A", "Text")
    assert entry.published == date(2026, 11, 20)


def test_encoding_of_the_header() -> None:
    body = RSS.replace(' encoding="utf-8"', "").replace("Bridge", "Brücke").encode("iso-8859-1")
    assert read(body, BASE, "text/xml; charset=ISO-8859-1")[0].title == "Brücke & river"


def test_utf_16() -> None:
    assert len(read(RSS.replace("utf-8", "utf-16").encode("utf-16"), BASE)) == 3


def test_utf_16_that_calls_itself_utf_8() -> None:
    assert read(RSS.encode("utf-16"), BASE)[0].title == "Bridge & river"


@pytest.mark.parametrize(
    "before", [b"<br />\n<b>Warning</b>: no such table in feed.php\n", b"Notice: undefined\n", b"\n\n"]
)
def test_what_a_server_says_before_the_feed(before: bytes) -> None:
    assert len(read(before + RSS.encode(), BASE)) == 3


def test_gzip() -> None:
    assert len(read(gzip.compress(RSS.encode()), BASE)) == 3


def test_links_that_are_no_address() -> None:
    links = '<link rel="enclosure" href="/a.mp3"/><link rel="self" href="/selbst"/><link rel="replies" href="/b"/>'
    only = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:uuid:1</id>{links}</entry></feed>'
    assert [entry.url for entry in read(only.encode(), BASE)] == ["https://daily.example/selbst"]


def test_broken_in_the_middle() -> None:
    assert read(RSS[: RSS.index("<item><title>No link")].encode(), BASE)[0].url == "https://daily.example/bridge"


BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\xef\xbb\xbf ", "empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "html"),
        (b"<HTML><body>x", "html"),
        (b"<!DOCTYPE html><html><head><!-- <rss> --></head></html>", "html"),
        (gzip.compress(b" " * 9_000_000), "too large"),
        (b"\x1f\x8b\x08nonsense", "gzip"),
        (BOMB.encode(), "entities"),
        (b"<!--" + b" " * 200_000 + b"-->" + BOMB.encode(), "entities"),
        (f'<?xml version="1.0" encoding="utf-16"?>{BOMB}'.encode("utf-16"), "entities"),
        (b"<rss><channel>" + b"<item/>" * 150_000, "too large"),
        (b"{", "json"),
        (b'{"a": 1}', "no feed"),
        (b'{"items": 3}', "no feed"),
        (b"[" * 100_000, "no feed"),
        (b'{"items":' + b"[" * 100_000, "json"),
        (b"<rss>" + b" " * 9_000_000, "too large"),
        (b"plain words", "no feed"),
        (b"<urlset></urlset>", "no feed"),
    ],
)
def test_unreadable(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(body, BASE)
    assert caught.value.reason == reason


def test_an_empty_feed_is_a_feed() -> None:
    assert read(b'<rss version="2.0"><channel><title>Nothing today</title></channel></rss>', BASE) == []


@given(st.binary(max_size=200))
def test_total(body: bytes) -> None:
    for prefix in (b"", b'<rss version="2.0"><channel><item><link>', b"{"):
        try:
            read(prefix + body, BASE)
        except UnreadableError as error:
            assert error.reason
