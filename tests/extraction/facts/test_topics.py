"""Sections and tags of a page."""

from __future__ import annotations

import pytest
from page_of import ld, page_of

from newscrawl.extraction.facts import topics


@pytest.mark.parametrize(
    "value, expected",
    [
        ("Politics", "Politics"),
        (["Local", "News"], "Local"),
        ("Beauty,Home", "Beauty"),
        ("Arts, Culture", "Arts, Culture"),
        ("x" * 200, None),
        (5, None),
    ],
)
def test_section(value: object, expected: str | None) -> None:
    assert (
        topics.section(page_of(ld({"@type": "NewsArticle", "articleSection": value}))) == expected
    )


@pytest.mark.parametrize(
    "head, expected",
    [
        (ld({"@type": "NewsArticle", "keywords": "ferry, Islands , ferry"}), ["ferry", "Islands"]),
        (
            ld({"@type": "NewsArticle", "keywords": ["ferry", "islands"]})
            + '<meta name="keywords" content="z">',
            ["ferry", "islands"],
        ),
        (
            '<meta property="article:tag" content="ferry"><meta property="article:tag" content="Smith, Jane">',
            ["ferry", "Smith, Jane"],
        ),
        ('<meta name="keywords" content="渡轮，海岛">', ["渡轮", "海岛"]),
        ('<meta name="keywords" content="https://x.example/a">', []),
        (
            ld(
                {
                    "@type": "NewsArticle",
                    "keywords": [
                        "0a1b2c3d-38cf-4fba-b6c6-ad438e82010a",
                        "ferry",
                        "_prio_3",
                        "2026",
                    ],
                }
            ),
            ["ferry", "2026"],
        ),
    ],
)
def test_tags(head: str, expected: list[str]) -> None:
    assert topics.tags(page_of(head)) == expected


@pytest.mark.parametrize(
    "links, expected",
    [
        ('<a href="/world">World</a>', "World"),
        (
            '<a href="/">Home</a> <a href="/world/">World</a> <a href="/world/europe/">Europe</a>',
            "Europe",
        ),
        ('<a href="//www.gazette.example/world"><b>World</b> news</a>', "World news"),
        ('<a href="/world"><img></a><a href="/world">World</a>', "World"),
        ('<a href="/world">More</a>', None),
        ('<a href="/world?page=2">World</a>', None),
        ('<a href="https://other.example/world">World</a>', None),
        ('<a href="/world/europe/2026">2026</a>', None),
        ('<a href="/world/europe/2026/ferry-sails-again">Ferry sails again</a>', None),
        ('<a href="/sport">Sport</a>', None),
    ],
)
def test_the_section_in_the_address_as_a_link_calls_it(links: str, expected: str | None) -> None:
    address = "https://www.gazette.example/world/europe/2026/ferry-sails-again/"
    assert topics.section(page_of("", f"<nav>{links}</nav>", address)) == expected
    declared = page_of(ld({"@type": "NewsArticle", "articleSection": "Abroad"}), links, address)
    assert topics.section(declared) == "Abroad"


def test_a_section_with_accents_and_the_site_itself() -> None:
    address = "https://www.gazette.example/gazette/politica/a-story"
    assert (
        topics.section(page_of("", '<a href="/gazette/politica">Política</a>', address))
        == "Política"
    )
    assert topics.section(page_of("", '<a href="/gazette">Gazette</a>', address)) is None


def test_tags_that_only_links_give() -> None:
    body = (
        '<nav><a rel="tag" href="/tag/x">Popular</a></nav><a rel="category tag" href="/c/news">News</a>'
        '<footer><a rel="tag" href="/tag/ferry">Ferry, night</a> <a rel="nofollow tag" href="/tag/b">Bridge</a>'
        f'<a rel="tag" href="/tag/ferry">ferry, night</a><a rel="tag" href="/y">{"Read on " * 10}</a></footer>'
    )
    assert topics.tags(page_of("", body)) == ["Ferry, night", "Bridge"]
    assert topics.tags(page_of('<meta name="keywords" content="islands">', body)) == ["islands"]


@pytest.mark.parametrize(
    "value, expected",
    [("Harbour:", "Harbour"), ("harbour_harbour-news", None)],
)
def test_a_section_as_a_reader_calls_it(value: str, expected: str | None) -> None:
    head = f'<meta property="article:section" content="{value}">'
    assert topics.section(page_of(head, url="https://gazette.example/ferry")) == expected


def test_tags_without_the_system_s_words() -> None:
    stated = [
        "Category: Harbour",
        "topic/ferries",
        "organization/council",
        "Fähr\u00adhafen",
        "Either/or",
    ]
    page = page_of(ld({"@type": "NewsArticle", "headline": "Ferry back", "keywords": stated}))
    assert topics.tags(page) == ["Harbour", "ferries", "council", "Fährhafen", "Either/or"]
