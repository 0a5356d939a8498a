"""What a page declares about access."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_of import ld, meta, page_of

from newscrawl.extraction.page import access
from newscrawl.items import Part


def article(**values: Any) -> str:
    return ld({"@type": "NewsArticle", "headline": "Ferry", **values})


@pytest.mark.parametrize(
    "value, expected",
    [
        (True, True),
        (False, False),
        ("True", True),
        ("false", False),
        ("http://schema.org/False", False),
        ([False], False),
        (1, True),
        (0, False),
        (None, None),
        ("maybe", None),
        ({}, None),
        ([], None),
    ],
)
def test_flag(value: object, expected: bool | None) -> None:
    assert access.flag(value) is expected


@pytest.mark.parametrize(
    "head, expected",
    [
        ("", None),
        (article(isAccessibleForFree=True), "free"),
        (article(isAccessibleForFree="False"), "subscriber"),
        (meta(article__content_tier="Metered") + article(isAccessibleForFree=False), "metered"),
        (meta(article__content_tier="locked"), "subscriber"),
        (meta(article__content_tier="registration"), "registration"),
        (meta(article__content_tier="galactic"), None),
    ],
)
def test_access(head: str, expected: str | None) -> None:
    assert access.access(page_of(head)) == expected


def test_parts_count_the_words_that_their_selector_matches() -> None:
    parts = [
        {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paid"},
        {"isAccessibleForFree": True, "cssSelector": [".open", ".gone"]},
        {"cssSelector": "main > div .open"},
        {"cssSelector": ".paid, .open"},
        {"cssSelector": "p::before["},
        {"cssSelector": "x" * 500},
        {"cssSelector": 5},
        "text",
        None,
    ]
    body = '<div class="paid">one two <p class="paid">three</p><script>four five</script></div><p class="open">one</p>'
    assert access.parts(page_of(article(hasPart=parts), body)) == [
        Part(".paid", False, 3),
        Part(".open", True, 1),
        Part(".gone", True, None),
        Part("main > div .open", None, 1),
        Part(".paid, .open", None, None),
        Part("p::before[", None, None),
    ]


def test_parts_are_bounded() -> None:
    parts = [{"cssSelector": f".c{number}"} for number in range(1_000)]
    assert len(access.parts(page_of(article(hasPart=parts)))) == access.MAX_PARTS


@pytest.mark.parametrize(
    "value, expected",
    [
        (512, 512),
        ("512", 512),
        (512.7, 512),
        (0, None),
        (-3, None),
        ("many", None),
        (float("inf"), None),
        (float("nan"), None),
        ("1e400", None),
        ([], None),
        ({"a": 1}, None),
        (10**9, None),
        (True, None),
    ],
)
def test_declared_words(value: object, expected: int | None) -> None:
    assert access.declared_words(page_of(article(wordCount=value))) == expected


@pytest.mark.parametrize(
    "url, other, expected",
    [
        ("https://x.example/news/ferry-back", "https://x.example/news/ferry-back/2", True),
        ("https://x.example/news/ferry-back", "https://x.example/news/ferry-back/page/2/", True),
        ("https://x.example/news/ferry-back", "https://www.x.example/news/ferry-back?page=2", True),
        (
            "https://x.example/news/ferry-back?utm_source=a",
            "https://x.example/news/ferry-back?page=2",
            True,
        ),
        ("https://x.example/news/ferry.html", "https://x.example/news/ferry-2.html", True),
        ("https://x.example/news/ferry.html", "https://x.example/news/ferry,3.html", True),
        ("https://x.example/news/ferry/seite-2", "https://x.example/news/ferry/seite-3", True),
        ("https://x.example/a?id=5", "https://x.example/a?id=5&page=2", True),
        ("https://x.example/news/ferry-back", "https://x.example/news/ferry-back-2/", False),
        ("https://x.example/news/ferry-back", "https://x.example/news/ferry-back/page/1", False),
        ("https://x.example/news/ferry-back", "https://x.example/news/other/2", False),
        ("https://x.example/news/12", "https://x.example/news/13", False),
        ("https://x.example/news/ferry-back", "https://x.example/news/ferry-back#page/2", False),
        ("https://x.example/", "https://x.example/page/2", False),
    ],
)
def test_is_page_of(url: str, other: str, expected: bool) -> None:
    assert access.is_page_of(url, other) is expected


def test_pages_by_number() -> None:
    body = (
        '<a href="/ferry/3">3</a><a href="/ferry/2">2</a><a href="/ferry/2#top">2</a><a href="/ferry/comments/2">x</a>'
        '<a href="/other/2">o</a><a href="http://[bad/ferry/2">b</a><a>none</a>'
    )
    page = page_of('<link rel="next" href="/ferry/2">', body, "https://x.example/ferry")
    assert access.next_page(page) == "https://x.example/ferry/2"
    assert access.pages(page) == ["https://x.example/ferry/2", "https://x.example/ferry/3"]


def test_the_next_article_is_no_next_page() -> None:
    page = page_of('<link rel="next" href="/another-story">', url="https://x.example/ferry")
    assert access.next_page(page) is None


def test_pages_are_bounded() -> None:
    body = "".join(f'<a href="/ferry?page={number}">p</a>' for number in range(2, 100))
    assert len(access.pages(page_of("", body, "https://x.example/ferry"))) == access.MAX_PAGES


@given(
    st.text("htps:/x.e?=&#[]page-2_,9", max_size=60),
    st.text("htps:/x.e?=&#[]page-2_,9", max_size=60),
)
def test_is_page_of_never_raises(url: str, other: str) -> None:
    assert access.is_page_of("https://x.example" + url, other) in (True, False)
