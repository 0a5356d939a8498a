"""The canonical address that is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_of import page_of

from newscrawl.extraction.addresses import normalize
from newscrawl.extraction.page import canonical

PAGE = "https://www.gazette.example/world/ferry-sails-again-4821?utm_source=mail&b=2&a=1#top"
OWN = "https://www.gazette.example/world/ferry-sails-again-4821?a=1&b=2"


@pytest.mark.parametrize(
    "stated, expected",
    [
        (None, OWN),
        (
            "/world/ferry-sails-again-4821",
            "https://www.gazette.example/world/ferry-sails-again-4821",
        ),
        (
            "https://gazette.example/world/ferry-sails-again-4821",
            "https://gazette.example/world/ferry-sails-again-4821",
        ),
        ("/a-b-c;jsessionid=0A1B.node2", "https://www.gazette.example/a-b-c"),
        ("/?p=4821", "https://www.gazette.example/?p=4821"),
        ("https://Gazette.example:443/a-b-c?fbclid=1", "https://gazette.example/a-b-c"),
        ("https://elsewhere.example/world/ferry-sails-again-4821", OWN),
        ("/", OWN),
        ("https://www.gazette.example", OWN),
        ("/world/", OWN),
        ("/world", OWN),
        ("javascript:void(0)", OWN),
        ("http://[broken", OWN),
        ("", OWN),
    ],
)
def test_canonical(stated: str | None, expected: str) -> None:
    head = "" if stated is None else f'<link rel="canonical" href="{stated}">'
    assert canonical.canonical(page_of(head, url=PAGE)) == expected


def test_the_declared_canonical_is_recorded_even_if_it_is_not_credible() -> None:
    page = page_of('<link rel="canonical" href="https://elsewhere.example/a">', url=PAGE)
    assert canonical.declared(page) == "https://elsewhere.example/a"
    assert canonical.declared(page_of(url=PAGE)) is None


def test_a_front_page_may_be_its_own() -> None:
    page = page_of(
        '<link rel="canonical" href="https://gazette.example/">', url="https://www.gazette.example/"
    )
    assert canonical.canonical(page) == "https://gazette.example/"


def test_the_front_page_never_stands_for_another_page() -> None:
    url = "https://www.gazette.example/world/ferry"  # no number and no slug: it does not look like an article's
    page = page_of('<link rel="canonical" href="https://www.gazette.example/">', url=url)
    assert canonical.canonical(page) == url


def test_sites_of_one_public_suffix_are_different_sites() -> None:
    page = page_of(
        '<link rel="canonical" href="https://two.co.uk/ferry-sails-again-4821">',
        url="https://one.co.uk/ferry-sails-again-4821",
    )
    assert canonical.canonical(page) == "https://one.co.uk/ferry-sails-again-4821"


def test_a_local_file_has_no_canonical_address() -> None:
    page = page_of(
        '<link rel="canonical" href="https://gazette.example/ferry-sails-again">',
        url="file:///tmp/page.html",
    )
    assert canonical.canonical(page) is None


@pytest.mark.parametrize(
    "stated, domains, believed",
    [
        (
            "https://www.newgazette.example/world/ferry-sails-again-4821",
            ["newgazette.example", "gazette.example"],
            True,
        ),
        (
            "https://www.newgazette.example/world/ferry-sails-again-4821",
            ["newgazette.example"],
            False,
        ),
        (
            "https://elsewhere.example/world/ferry-sails-again-4821",
            ["newgazette.example", "gazette.example"],
            False,
        ),
        ("https://www.newgazette.example/", ["newgazette.example", "gazette.example"], False),
    ],
)
def test_a_publishers_further_domains_are_one_site(
    stated: str, domains: list[str], believed: bool
) -> None:
    assert canonical.credible(stated, PAGE, domains) is believed
    page = page_of(f'<link rel="canonical" href="{stated}">', url=PAGE)
    assert canonical.canonical(page, domains) == (stated if believed else OWN)


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("/world", "", False),
        ("/world/", "", False),
        ("/world/123", "", True),
        ("/world/12", "", False),
        ("/one-two-three/", "", True),
        ("/one-two", "", False),
        ("/one_two_three", "", True),
        ("/one+two+three", "", True),
        ("/one-two_three", "", True),
        ("/one-two-three/world", "", False),
        ("/world/one-two-three", "", True),
        ("/" + "x" * 30, "", True),
        ("/" + "x" * 29, "", False),
        ("/world", "id=7", True),
        ("/world", "a=b&ID=x7", True),
        ("/world", "id=", False),
        ("/world", "7", False),
    ],
)
def test_addresses_that_look_like_an_articles(path: str, query: str, expected: bool) -> None:
    assert canonical.names_article(path, query) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("abcd", "abef", True), ("abc", "aef", False), ("ab", "bcdefgh", True), ("ab", "cd", False)],
)
def test_pages_that_share_half_of_their_blocks_are_one(
    first: str, second: str, expected: bool
) -> None:
    assert canonical.are_one(set(first), set(second)) is expected
    assert canonical.are_one(set(second), set(first)) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/print/world/ferry-sails-again-4821", True),
        ("/world/ferry-sails-again-4821/Druckversion.html", True),
        ("/world/ferry-sails-again-4821?print=1", True),
        ("/world/ferry-sails-again-4821?view=print", True),
        ("/world/ferry-sails-again-4821", False),
        ("/world/print-shops-sail-again-4821", False),
        ("/world/new-print/4821", False),
        ("/printing/4821", False),
    ],
)
def test_print_copies(path: str, expected: bool) -> None:
    url = f"https://www.gazette.example{path}"
    assert canonical.is_print_copy(url, OWN) is expected
    assert not canonical.is_print_copy(url, "https://www.gazette.example/print/4821")


def test_addresses_of_http_may_be_credible_and_broken_ones_are_not() -> None:
    url = "http://gazette.example/world/ferry-sails-again"
    assert canonical.credible("http://www.gazette.example/world/a-ferry-sails", url)
    assert not canonical.credible("http://[", url)
    assert not canonical.credible(url, "ftp://gazette.example/world/ferry-sails-again")


@given(st.text(max_size=80))
def test_never_raises(url: str) -> None:
    assert canonical.credible(url, PAGE) in (True, False)
    normalize("https://x.example/" + url)
    normalize(url)


@given(st.text("abc/?&=%20+é#;", max_size=40))
def test_normalizing_twice_changes_nothing(rest: str) -> None:
    once = normalize("https://x.example/" + rest)
    assert once is not None and normalize(once) == once
