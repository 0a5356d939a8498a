"""Feeds of every kind, whole and broken."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.feeds import MAX_LINE, MAX_TEXT, entries_of
from newscrawl.discovery.source_text import UnreadableError

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
    entries = entries_of(RSS.encode(), BASE)
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
    (entry,) = entries_of(ATOM.encode(), BASE)
    assert entry.url == "https://daily.example/pont"
    assert entry.published == datetime.fromisoformat("2026-11-20T10:00:00+01:00")
    assert entry.modified == datetime.fromisoformat("2026-11-21T10:00:00+01:00")
    assert entry.text == "Un pont."


def test_rdf() -> None:
    (entry,) = entries_of(RDF.encode(), BASE)
    assert (entry.url, entry.title) == ("https://daily.example/rdf", "Brücke")
    assert entry.published == datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_json_feed() -> None:
    items = [
        {
            "id": "1",
            "url": "/a",
            "title": "A",
            "date_published": "2026-11-20",
            "content_text": "Text",
        },
        7,
        {"id": "x:"},
    ]
    (entry,) = entries_of(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode(), BASE
    )
    assert (entry.url, entry.title, entry.text) == ("https://daily.example/a", "A", "Text")
    assert entry.published == date(2026, 11, 20)


def test_encoding_of_the_header() -> None:
    body = RSS.replace(' encoding="utf-8"', "").replace("Bridge", "Brücke").encode("iso-8859-1")
    assert entries_of(body, BASE, "text/xml; charset=ISO-8859-1")[0].title == "Brücke & river"


def test_utf_16() -> None:
    assert len(entries_of(RSS.replace("utf-8", "utf-16").encode("utf-16"), BASE)) == 3


def test_utf_16_that_calls_itself_utf_8() -> None:
    assert entries_of(RSS.encode("utf-16"), BASE)[0].title == "Bridge & river"


@pytest.mark.parametrize(
    "before",
    [b"<br />\n<b>Warning</b>: no such table in feed.php\n", b"Notice: undefined\n", b"\n\n"],
)
def test_text_before_the_feed_is_skipped(before: bytes) -> None:
    assert len(entries_of(before + RSS.encode(), BASE)) == 3


def test_gzip() -> None:
    assert len(entries_of(gzip.compress(RSS.encode()), BASE)) == 3


def test_links_that_are_no_address() -> None:
    links = '<link rel="enclosure" href="/a.mp3"/><link rel="self" href="/selbst"/><link rel="replies" href="/b"/>'
    only = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:uuid:1</id>{links}</entry></feed>'
    assert [entry.url for entry in entries_of(only.encode(), BASE)] == [
        "https://daily.example/selbst"
    ]


def test_broken_in_the_middle() -> None:
    assert (
        entries_of(RSS[: RSS.index("<item><title>No link")].encode(), BASE)[0].url
        == "https://daily.example/bridge"
    )


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
    ids=lambda value: value if isinstance(value, str) else "body",
)
def test_unreadable(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        entries_of(body, BASE)
    assert caught.value.reason == reason


# A reader whose time grows with the square of the length takes minutes for each of these.
@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<?xml version='1.0'?>" + b"\n" * 2_000_000 + RSS.encode(), 3),
        (RSS.encode().replace(b"<title>Twice", b"\n" * 2_000_000 + b"<title>Twice"), 3),
        (("<?xml version='1.0'?>" + "\n" * 2_000_000 + RSS).encode("utf-16"), 3),
        (
            RSS.encode().replace(
                b"<item>", b"<item " + b" ".join(b"a%d='1'" % n for n in range(100_000)) + b">", 1
            ),
            3,
        ),
        (RSS.encode().replace(b"Short.", b"&" * 300_000), 3),
        (RSS.encode().replace(b"Short.", b"&nbsp;" * 300_000), 3),
        (RSS.encode().replace(b"Short.", b"<![CDATA[" * 100_000), 3),
        (RSS.encode().replace(b"Short.", b"<x>" * 100_000), 3),
        (RSS.encode().replace(b"<item>", b"<item>" * 100_000, 1), 0),
        (
            RSS.encode().replace(
                b"<title>Twice", b"<link>http://[</link>" * 70_000 + b"<title>Twice", 1
            ),
            3,
        ),
    ],
    ids=[
        "lines",
        "lines inside",
        "utf-16",
        "attributes",
        "ampersands",
        "names",
        "cdata",
        "depth",
        "items",
        "links",
    ],
)
def test_hostile_feeds_give_their_entries(body: bytes, expected: int) -> None:
    assert len(entries_of(body, BASE)) == expected


@pytest.mark.parametrize("name", ["punycode", "hex", "idna", "undefined"])
def test_an_encoding_that_nobody_knows(name: str) -> None:
    body = RSS.replace('"utf-8"', f'"{name}"').replace("Bridge", "Brücke").encode()
    assert entries_of(body, BASE, f"text/xml; charset={name}")[0].title == "Brücke & river"


def test_a_header_that_says_utf_16_of_bytes_that_are_not() -> None:
    assert (
        entries_of(RSS.encode("utf-16"), BASE, "text/xml; charset=utf-16")[0].title
        == "Bridge & river"
    )


BROKEN = [
    ("an ampersand", "Bridge &amp; river", "Bridge & river"),
    ("HTML's names", "<title>Bridge", "<title>&bdquo;Bridge&ldquo;"),
    ("an unknown name", "<title>Bridge", "<title>&bridge;"),
    ("an unclosed tag", "Short.", "Short.<br>"),
    ("tags that cross", "Short.", "<b><i>Short.</b></i>"),
    ("control characters", "Short.", "\x00\x01\x0b"),
    (
        "an undeclared prefix",
        "<title>Twice",
        "<media:title>No</media:title><dc:date>2026-11-20</dc:date><title>Twice",
    ),
    ("no root", "<rss", "<rsss"),
    ("a broken tag", "<item><title>Twice", "<item><tit\xff le>Twice"),
]


@pytest.mark.parametrize(
    ("good", "bad"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_broken_markup(good: str, bad: str) -> None:
    entries = entries_of(RSS.replace(good, bad).encode("latin-1"), BASE)
    assert [e.url.rpartition("/")[2] for e in entries] == ["bridge", "twice", "by-id"]
    assert entries[0].published == datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_names_and_ampersands_are_text() -> None:
    feed = RSS.replace("Bridge &amp; river", "A & B &bdquo;C&ldquo; &nothing; &lt; D").replace(
        "bridge?", "b?a=1&b=2&"
    )
    (entry, *_) = entries_of(feed.encode(), BASE)
    assert (entry.title, entry.url) == (
        "A & B „C“ &nothing; < D",
        "https://daily.example/b?a=1&b=2",
    )


def test_cdata_stays() -> None:
    feed = RSS.replace("Bridge &amp; river", "<![CDATA[A & B &amp; <i>C</i>]]> &amp; D")
    assert entries_of(feed.encode(), BASE)[0].title == "A & B &amp; <i>C</i> & D"


@pytest.mark.parametrize(
    "feed",
    [
        f"{ATOM.replace('<entry>', '<entry><source><title>S</title><link href=%s/></source>')}"
        % '"/source"',
        ATOM.replace("<entry>", '<entry xml:base="https://daily.example/">'),
        ATOM.replace(
            "<title>Le pont</title>", '<title type="xhtml"><div>Le <b>pont</b></div></title>'
        ),
        ATOM.replace("<feed ", "<a:feed ")
        .replace('"http://www', '"http://WWW')
        .replace("</feed>", "</a:feed>"),
    ],
    ids=["source", "base", "markup", "prefix"],
)
def test_atom_of_many_kinds(feed: str) -> None:
    (entry,) = entries_of(feed.encode(), BASE)
    assert (entry.url, (entry.title or "").replace("  ", " ")) == (
        "https://daily.example/pont",
        "Le pont",
    )


@pytest.mark.parametrize(
    "feed",
    [
        "<rss><!-- <![CDATA[ --><channel>&nbsp;<item><link>https://paper.example/a</link></item></channel></rss>",
        "<rss><channel><![CDATA[x<item>&copy;<link>https://paper.example/a</link></item></channel></rss>",
    ],
)
def test_entities_beside_a_section_that_never_ends(feed: str) -> None:
    assert [entry.url for entry in entries_of(feed.encode(), "https://paper.example/")] == [
        "https://paper.example/a"
    ]


def test_a_base_that_is_no_address() -> None:
    feed = ATOM.replace("<entry>", '<entry xml:base="http://[">')
    assert entries_of(feed.encode(), BASE)[0].url == "https://daily.example/pont"


def test_language_of_an_entry() -> None:
    feed = ATOM.replace("<entry>", '<entry xml:lang="de">')
    assert [entries_of(one.encode(), BASE)[0].language for one in (ATOM, feed)] == ["fr", "de"]


def test_texts_and_titles_are_bounded() -> None:
    feed = RSS.replace("Bridge", "B" * 1_000_000).replace("The whole story", "<p>story" * 100_000)
    (entry, *_) = entries_of(feed.encode(), BASE)
    assert len(entry.title or "") == MAX_LINE
    assert len(entry.text or "") == MAX_TEXT


def test_an_empty_feed_is_a_feed() -> None:
    assert (
        entries_of(
            b'<rss version="2.0"><channel><title>Nothing today</title></channel></rss>', BASE
        )
        == []
    )


@given(st.binary(max_size=200))
def test_total(body: bytes) -> None:
    for prefix in (b"", b'<rss version="2.0"><channel><item><link>', b"{"):
        try:
            entries_of(prefix + body, BASE)
        except UnreadableError as error:
            assert error.reason
