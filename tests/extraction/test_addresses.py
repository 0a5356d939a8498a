"""Addresses: resolving, tracking parameters, and what two addresses of one article share."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from w3lib.url import canonicalize_url

from newscrawl.extraction import addresses
from newscrawl.extraction.addresses import absolute, host, key, registrable, resolve, within

BASE = "https://www.daily.example/world/"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("story-1", "https://www.daily.example/world/story-1"),
        (" /a\n", "https://www.daily.example/a"),
        ("//m.daily.example/a#top", "https://m.daily.example/a"),
        ("HTTPS://WWW.Daily.Example/A", "https://www.daily.example/A"),
        ("/a?utm_source=x&id=7&fbclid=1", "https://www.daily.example/a?id=7"),
        ("/a?id=7&id=8&b", "https://www.daily.example/a?id=7&id=8&b"),
        ("/a?ref=1184", "https://www.daily.example/a?ref=1184"),
        ("https://reader@Daily.example.:443/a", "https://daily.example/a"),
        ("http://daily.example:8080/a", "http://daily.example:8080/a"),
        ("/größe", "https://www.daily.example/gr%C3%B6%C3%9Fe"),
        ("https://daily.example", "https://daily.example/"),
        ("?&utm_source=x", "https://www.daily.example/world/"),
        ("/a;jsessionid=0A1B.node2?id=7", "https://www.daily.example/a?id=7"),
        ("/a;JSESSIONID=0A1B/b.html#top", "https://www.daily.example/a/b.html"),
        ("/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "https://www.daily.example/a.aspx"),
        ("/(X(1)F(c-_1)S(lit3py55))/a/(b(c))", "https://www.daily.example/a/(b(c))"),
        ("/a;sid=40;b", "https://www.daily.example/a;sid=40;b"),
    ],
)
def test_resolve(href: str, url: str) -> None:
    assert resolve(href, BASE) == url


@pytest.mark.parametrize(
    "href",
    [
        "",
        "  ",
        "javascript:void(0)",
        "mailto:a@b.example",
        "tel:1",
        "http://[x",
        "x" * 3000,
        "//.",
        "//..",
        "//a..b/c",
    ],
)
def test_no_address(href: str) -> None:
    assert resolve(href, BASE) is None


@pytest.mark.parametrize(
    "same",
    [
        "http://daily.example/a/story",
        "https://www.daily.example/a/story/",
        "https://m.daily.example/a/story?utm_medium=feed",
        "https://amp.daily.example/a/story",
        "https://mobile.daily.example/a/story",
        "https://www.daily.example/a/story.amp",
        "https://www.daily.example/a/story?amp=1",
        "https://www.daily.example/a/story?amp",
        "HTTPS://WWW.DAILY.EXAMPLE:443/a/story",
        "https://www.daily.example/amp/a/story",
        "https://www.daily.example/a/story/amp/",
        "https://www.daily.example/a/story?outputType=amp",
        "https://www.daily.example/a/story#comments",
        "https://www.daily.example./a/story",
        "https://reader:secret@www.daily.example/a/story",
        "https://www2.daily.example/a/story",
        "https://mobil.daily.example/a/story",
        "https://www.amp.daily.example//a/story",
        "https://www.daily.example/a/amp/story",
        "https://www.daily.example/a/story/amp.html",
        "https://www.daily.example/a/story/index.html",
        "https://www.daily.example/a/story/?view=amp",
        "https://www.daily.example/a/story;jsessionid=0A1B2C3D",
        "https://www.daily.example/(S(lit3py55t21z5v55vlm25s55))/a/story",
        "https://www.daily.example/a/story?s=0123456789abcdef0123456789abcdef",
        "https://www.daily.example/a/story?hpt=hp_t1&amp;utm_source=feed&ref=front",
        "https://www.daily.example/%61/st%6fry",
    ],
)
def test_key_of_one_article(same: str) -> None:
    assert key(same) == key("https://www.daily.example/a/story")


def test_key_of_a_domain_in_other_letters() -> None:
    assert key("https://www.bücher.example/größe") == key(
        "http://xn--bcher-kva.example/gr%c3%b6%C3%9fe"
    )


def test_subdomains_of_a_former_domain() -> None:
    def here(url: str) -> str:
        return key(url, "daily.example", ["olddaily.example"])

    assert here("https://sport.olddaily.example/2") == here("https://sport.daily.example/2")
    assert here("https://sport.olddaily.example/2") != here("https://politics.olddaily.example/2")


def test_key_of_further_domains() -> None:
    here = key("https://www.daily.example/a", "daily.example", ["olddaily.example"])
    assert key("http://www.olddaily.example/a", "daily.example", ["olddaily.example"]) == here
    assert key("http://other.example/a", "daily.example", ["olddaily.example"]) != here


def test_amp_caches() -> None:
    article = "https://www.daily.example/a/story"
    assert (
        resolve("https://x.cdn.ampproject.org/wp/s/www.daily.example/a/story?amp_js_v=0.1", BASE)
        == article
    )
    assert (
        resolve("https://www-daily-example.cdn.ampproject.org/c/s/www.daily.example/a/story", BASE)
        == article
    )
    assert resolve("https://www.google.co.uk/amp/s/www.daily.example/a/story", BASE) == article
    assert resolve("https://www.bing-amp.com/c/s/www.daily.example/a/story", BASE) == article
    other = "https://www.daily.example/amp/s/www.other.example/a/story"
    assert resolve(other, BASE) == other


def test_key_of_an_amp_page_of_a_file() -> None:
    assert key("https://www.daily.example/a/story.amp.html") == key(
        "https://www.daily.example/a/story.html"
    )


def test_key_of_a_publishers_delivery_hosts() -> None:
    hosts = ["cdn-daily.example", "daily.prod.cdn.example"]
    here = key("https://www.daily.example/a/story", "daily.example", hosts)
    for other in (
        "https://www.cdn-daily.example/a/story/",
        "https://daily.prod.cdn.example/a/story?outputType=amp",
    ):
        assert key(other, "daily.example", hosts) == here


def test_key_order_of_parameters() -> None:
    assert key("https://d.example/s?b=2&a=1") == key("https://d.example/s?a=1&b=2")


@pytest.mark.parametrize(
    "other",
    ["/a/story-2", "/a/story?p=2", "/A/story", "/example/story", "/a/story?ref=1184", "/a/story?output=2", "/a/amply/story",
     "/a/index", "/a/story?sid=40"],
)  # fmt: skip
def test_key_of_another(other: str) -> None:
    assert key("https://daily.example" + other) != key("https://daily.example/a/story")


def test_key_keeps_a_site_named_m() -> None:
    assert key("https://m.example/a") != key("https://example/a")


def test_within() -> None:
    assert within("https://www.daily.example/a", ["daily.example"])
    assert not within("https://notdaily.example/a", ["daily.example"])
    assert not within("nonsense", ["daily.example"])


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("a.b.example", "b.example"),
        ("127.0.0.1", "127.0.0.1"),
        ("x.github.io", "x.github.io"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_registrable(name: str, domain: str) -> None:
    assert registrable(name) == domain


@given(st.text(), st.text())
def test_total(href: str, base: str) -> None:
    resolve(href, base)
    key(href)
    host(href)


@given(st.text(alphabet="ab/?=&.", max_size=30))
def test_resolved_stays(href: str) -> None:
    url = resolve(href, BASE)
    assert url is None or resolve(url, BASE) == url


_PIECES = st.sampled_from(
    ["/", "//", ".", "..", "/.", "a", "B", "-", "_", "~", ":", "@", "=", "+", ",", "!", "%41", "%", "?", "a=1", "&", "#", "s", "é", " ",
     "https://", "http://", "HTTPS://", "daily.example", "www.", "xn--", "localhost", ":80", "/s/", "amp", "\n", "'", "(", ";"]
)  # fmt: skip


@given(
    st.lists(_PIECES, max_size=8).map("".join),
    st.sampled_from(["https://www.daily.example/a/b", "http://x.example", "odd"]),
)
def test_the_short_way_resolves_addresses_like_the_long_one(href: str, base: str) -> None:
    assert addresses.resolve(href, base) == addresses._resolve(href, base)


@given(st.lists(_PIECES, max_size=8).map("".join))
def test_a_plain_address_is_canonical_but_for_its_fragment(href: str) -> None:
    url = addresses.resolve(href, "https://www.daily.example/")
    if url and addresses._PLAIN.fullmatch(url):
        assert canonicalize_url(url) == url


@pytest.mark.parametrize(
    "value, expected",
    [
        ("/a?b=1#c", "https://x.example/a?b=1#c"),
        ("//cdn.example/i.jpg", "https://cdn.example/i.jpg"),
        ({"@id": "/a"}, "https://x.example/a"),
        ({"url": "/a"}, "https://x.example/a"),
        ("/a?b=1&amp;c=2", "https://x.example/a?b=1&c=2"),
        ("http://y.example/ä b", "http://y.example/ä b"),
        (" /a\u200b/./b ", "https://x.example/a/b"),
        ("MailTo:desk@x.example", None),
        ("ftp://x.example/a", None),
        ("mailto:desk@x.example", None),
        ("http://[broken", None),
        ("http://x.example:99999999/", None),
        ("http://", None),
        ("a" * 3_000, None),
        (3, None),
        (None, None),
    ],
)
def test_absolute(value: object, expected: str | None) -> None:
    assert absolute(value, "https://x.example/") == expected


_HREFS = st.sampled_from(
    [
        "http://",
        "HTTPS://",
        "x.example",
        "/",
        "//",
        "..",
        ".",
        ":",
        ":80",
        "?",
        "#",
        ";",
        "&",
        "=",
        "a",
        "%20",
        " ",
        "\t",
        "é",
        "[",
        "@",
        "\\",
    ]
)


@given(
    st.lists(_HREFS, max_size=9).map("".join),
    st.sampled_from(["https://", "http://x.example", "", "http://x.example/a"]),
)
def test_whole_addresses_are_what_urljoin_makes_of_them(rest: str, start: str) -> None:
    href = (start + rest).strip()
    bases = "https://y.example/b/c?d#e", "http://y.example:8080/", "file:///a.html", ""
    for base in bases:
        try:
            expected = urljoin(base, href)
            parts = urlsplit(expected)
            _ = parts.port
        except ValueError:
            assert absolute(href, base) is None
            continue
        if found := absolute(href, base):
            assert found == expected and parts.scheme in ("http", "https") and parts.hostname


def test_a_bare_address_has_no_scheme_and_no_www() -> None:
    assert addresses.bare("https://www.daily.example/a") == "daily.example/a"
    assert addresses.bare("http://daily.example/?of=http://www.x.example/www.") == (
        "daily.example/?of=http://www.x.example/www."
    )


def test_key_keeps_parameters_that_name_an_article() -> None:
    assert key("https://daily.example/story.php?id=7&amp=1&x=1") == (
        "daily.example/story.php?id=7&x=1"
    )
    assert key("https://daily.example/a/?amp=1") == "daily.example/a"


def test_key_takes_the_longest_of_the_former_domains() -> None:
    former = ["a.gazette.example", "gazette.example"]
    assert key("https://a.gazette.example/a", "new.example", former) == "new.example/a"


def test_a_dot_at_the_end_is_no_part_of_a_host() -> None:
    assert host("https://Harrow.example./a") == "harrow.example"


@pytest.mark.parametrize("url", ["nonsense", "https://", "http://["])
def test_an_address_without_a_host(url: str) -> None:
    assert host(url) == ""
