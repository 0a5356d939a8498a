"""Sitemaps, news sitemaps and indexes, whole and broken."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.entry import Entry
from newscrawl.discovery.sitemaps import dated, from_both_ends, period, recent, sitemap_of
from newscrawl.discovery.source_text import UnreadableError

BASE = "https://daily.example/sitemap.xml"

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://daily.example/bridge </loc><lastmod>2026-11-21T08:00:00Z</lastmod>
<image:image><image:loc>https://daily.example/bridge.jpg</image:loc><image:title>A photo</image:title></image:image>
<news:news><news:publication><news:name>Daily</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-11-20T10:00:00Z</news:publication_date><news:title><![CDATA[Bridge & river]]></news:title>
</news:news></url>
<!-- a comment --><url><lastmod>2026-11-21</lastmod></url>
</urlset>"""

INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://daily.example/2025.xml</loc><lastmod>2025-12-31</lastmod></sitemap>
<sitemap><loc>https://daily.example/2026.xml</loc><lastmod>2026-11-21</lastmod></sitemap>
<sitemap><loc>https://daily.example/other-1.xml</loc></sitemap>
<sitemap><loc>https://daily.example/other-2.xml</loc></sitemap>
</sitemapindex>"""


def test_news() -> None:
    sitemap = sitemap_of(NEWS.encode(), BASE)
    assert sitemap.news
    (entry,) = sitemap.entries
    assert (entry.url, entry.title, entry.language) == (
        "https://daily.example/bridge",
        "Bridge & river",
        "en",
    )
    assert entry.published == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert entry.modified == datetime(2026, 11, 21, 8, tzinfo=UTC)


def test_index() -> None:
    sitemap = sitemap_of(INDEX.encode(), BASE)
    assert not sitemap.entries
    assert sitemap.sitemaps[0] == ("https://daily.example/2025.xml", date(2025, 12, 31))
    assert len(sitemap.sitemaps) == 4


def test_recent() -> None:
    found = sitemap_of(INDEX.encode(), BASE).sitemaps
    since = datetime(2026, 11, 20, tzinfo=UTC)
    names = [url.rpartition("/")[2] for url in recent(found, since, UTC)]
    assert names == ["2026.xml", "other-2.xml", "other-1.xml"]


def test_recent_by_the_time_that_addresses_name() -> None:
    names = ["2025-12", "2026-10", "2026-11", "2026/2", "tags", "main", "part-2024-2026"]
    found = [(f"https://daily.example/{name}.xml", None) for name in names]
    urls = recent(found, datetime(2026, 11, 20, tzinfo=UTC), UTC)
    assert [url[22:-4] for url in urls] == ["part-2024-2026", "2026-11", "main", "tags"]


def test_recent_sitemaps_if_all_changed_at_once() -> None:
    names = ["2014-1", "2026-11", "2026-9", "author", "post-1", "post-2"]
    found = [(f"https://daily.example/{name}.xml", date(2026, 11, 20)) for name in names]
    urls = recent(found, datetime(2026, 11, 20, tzinfo=UTC), UTC)
    assert [url[22:-4] for url in urls] == [
        "2026-11",
        "2026-9",
        "2014-1",
        "post-2",
        "post-1",
        "author",
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("sitemap-2024.xml", date(2024, 12, 31)),
        ("articles-year~2023.xml", date(2023, 12, 31)),
        ("sitemap/2024/02", date(2024, 2, 29)),
        ("map.xml?date=20231105", date(2023, 11, 5)),
        ("2026-02-31.xml", date(2026, 2, 28)),
        ("post-sitemap2014.xml", None),
        ("sitemap-120261.xml", None),
        ("sitemap.xml", None),
    ],
)
def test_period(path: str, expected: date | None) -> None:
    assert period(f"https://daily2019.example/{path}") == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/all-%C3%A9.xml", ["/all-%C3%A9.xml"]),
        ("/%Y.xml", ["/2026.xml", "/2025.xml"]),
        ("/%Y/%m.xml", ["/2026/01.xml", "/2025/12.xml", "/2025/11.xml"]),
        ("/news-%y%m.xml", ["/news-2601.xml", "/news-2512.xml", "/news-2511.xml"]),
    ],
)
def test_dated(address: str, expected: list[str]) -> None:
    assert (
        dated(address, datetime(2025, 11, 30, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC))
        == expected
    )


@pytest.mark.parametrize("times", [1, 2])
def test_gzip(times: int) -> None:
    body = NEWS.encode()
    for _ in range(times):
        body = gzip.compress(body)
    assert sitemap_of(body, BASE).entries == sitemap_of(NEWS.encode(), BASE).entries


@pytest.mark.parametrize(
    "body",
    [
        NEWS.encode("utf-16"),
        b"<b>Warning</b>: cache.php\n" + NEWS.encode(),
        b"Notice:\n" + NEWS.encode(),
    ],
)
def test_sitemaps_damaged_by_servers_are_read(body: bytes) -> None:
    assert sitemap_of(body, BASE) == sitemap_of(NEWS.encode(), BASE)


def test_broken_namespace_and_cut_end() -> None:
    text = NEWS.replace(' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', "")[:-40]
    (entry,) = sitemap_of(text.encode(), BASE).entries
    assert entry.title == "Bridge & river"


def test_plain_text() -> None:
    body = b"\xef\xbb\xbfhttps://daily.example/a\r\nhttps://daily.example/b\nnot an address:\n"
    assert [e.url for e in sitemap_of(body, BASE).entries][:2] == [
        "https://daily.example/a",
        "https://daily.example/b",
    ]


# Each of these took 10 seconds to minutes while every line of a list and every element of a
# sitemap was read.
@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"https:[\n" * 2_000_000, 50_000),
        (b"https://daily.example/a\n" * 2_000_000, 50_000),
        ((b"https://daily.example/" + b"%" * 2_000 + b"\n") * 25_000, 4_147),
        (b"http" + b"\n" * 8_000_000 + b"https://daily.example/a", 1),
        (
            b"<urlset>"
            + (b"<url><loc>https://daily.example/a</loc>" + b"<a/>" * 34 + b"</url>") * 50_000,
            20_833,
        ),
    ],
    ids=["no addresses", "addresses", "long", "lines", "elements"],
)
def test_hostile_sitemaps_are_read_up_to_a_bound(body: bytes, expected: int) -> None:
    assert len(sitemap_of(body, BASE).entries) == expected


def test_a_feed_in_disguise() -> None:
    body = b'<rss version="2.0"><channel><item><link>https://daily.example/a</link></item></channel></rss>'
    assert [e.url for e in sitemap_of(body, BASE).entries] == ["https://daily.example/a"]


BOMB = '<!DOCTYPE u [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<!doctype html><html></html>", "html"),
        (BOMB.encode(), "entities"),
        (b"<!--<url>" + b" " * 200_000 + b"-->" + BOMB.encode(), "entities"),
        (b"<urlset>" + b"<url/>" * 2_100_000, "too large"),
        (b"<urlset><url>" + b"<a/>" * 110_000, "too large"),
        (
            b"<urlset><url " + b" ".join(b"a%d='1'" % n for n in range(1_000_000)) + b"/>",
            "too large",
        ),
        (b"<urlset><url><loc>" + b"&" * 1_000_000, "too large"),
        (b"<other/>", "no sitemap"),
        (b"words", "no sitemap"),
        (b"\x1f\x8b\x08nonsense", "gzip"),
        (gzip.compress(b" " * 70_000_000, 9), "too large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "body",
)
def test_unreadable(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        sitemap_of(body, BASE)
    assert caught.value.reason == reason


@pytest.mark.usefixtures("untraced")
def test_no_more_entries_than_the_protocol_allows() -> None:
    urls = [f"https://daily.example/{n}" for n in range(60_000)]
    xml = "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"
    for body in (xml, "\n".join(urls)):
        assert [entry.url for entry in sitemap_of(body.encode(), BASE).entries] == urls[:50_000]


@pytest.mark.usefixtures("untraced")
def test_the_tree_of_a_large_sitemap_is_not_held() -> None:
    images = "<image><loc>https://daily.example/i.jpg</loc></image>" * 500
    body = (
        "<urlset>" + f"<url><loc>https://daily.example/a</loc>{images}</url>" * 400 + "</urlset>"
    ).encode()
    assert (
        len(sitemap_of(body, BASE).entries) == 400
    )  # 200,000 elements below the root, 1,000 below each url


def test_deep() -> None:
    assert (
        sitemap_of(NEWS.encode().replace(b"</urlset>", b"<url>" * 100_000), BASE).entries
        == sitemap_of(NEWS.encode(), BASE).entries
    )


@given(st.binary(max_size=200))
def test_total(body: bytes) -> None:
    for prefix in (b"", b"<urlset><url><loc>", b"\x1f\x8b\x08", b"http://"):
        try:
            sitemap_of(prefix + body, BASE)
        except UnreadableError as error:
            assert error.reason


@pytest.mark.parametrize(
    ("most", "numbers", "passed_over"),
    [(0, [], 9), (1, [1], 7), (3, [1, 3, 7], 3), (4, [1, 3, 5, 7], 1), (9, [1, 3, 5, 7], 0)],
)
def test_some_of_a_list_without_dates(most: int, numbers: list[int], passed_over: int) -> None:
    kinds = ("tag/harbour", "2026/11/20/the-bridge-is-open-again")
    entries = [Entry(f"http://a.example/{kinds[number % 2]}-{number}") for number in range(9)]
    found, left = from_both_ends(entries, most)
    assert [int(entry.url[-1]) for entry in found] == numbers
    assert left == passed_over
