"""Whether a page is an article, from what was extracted."""

from __future__ import annotations

import pytest

from newscrawl.discovery.page_kinds import is_article, is_list, is_missing
from newscrawl.items import Article, Author, Block, Listing, PageEvidence, Via

TEXT = [Block("paragraph", "The bridge was opened again on Friday. " * 10)]


def test_a_page_that_says_so() -> None:
    assert is_article(Article(evidence=PageEvidence(is_article=True)))


def test_a_page_from_a_feed() -> None:
    assert is_article(Article(via=Via("feed")))
    assert not is_article(Article(via=Via("section")))


def test_dated_or_signed_text() -> None:
    assert is_article(Article(blocks=TEXT, date_published="2026-11-20"))
    assert is_article(Article(blocks=TEXT, authors=[Author("Ann Ember")]))
    assert not is_article(Article(blocks=TEXT))
    # a soft 404 at the address of an article
    assert not is_article(Article(blocks=TEXT, date_published="2026-11-20", date_source="url"))


def test_long_text() -> None:
    assert is_article(Article(blocks=TEXT * 3))


def test_a_dated_page_without_text() -> None:
    captions = [
        Block("caption", "The bridge on Friday. " * 30),
        Block("heading", "News " * 100, level=2),
    ]
    assert not is_article(Article(blocks=captions, date_published="2026-11-20"))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Page not found", True),
        ("404: Page Not Found!", True),
        ("Oops! That page can’t be found.", True),
        ("Fehler 404 – Seite nicht gefunden", True),
        ("404", True),
        ("Error 404", True),
        ("पृष्ठ नहीं मिला", True),
        ("페이지를 찾을 수 없습니다.", True),
        ("Page not found in the archive of Harrow", False),
        ("Error", False),
        ("Sorry", False),
        ("…", False),
        (None, False),
    ],
)
def test_a_title_that_says_there_is_no_page(title: str | None, expected: bool) -> None:
    assert is_missing(Article(title=title, blocks=TEXT, confidence=0.95)) is expected


def test_a_long_text_of_high_confidence_is_there_whatever_its_title() -> None:
    assert not is_missing(Article(title="Not found", blocks=TEXT * 3, confidence=0.95))
    assert is_missing(Article(title="Not found", blocks=TEXT * 3, confidence=0.6))


SECTION = "https://www.daily.example/world"
STORY = "https://www.daily.example/world/2026/11/20/old-bridge-reopens-after-the-flood"
LISTING = Listing(cards=40, linked=0.4)


def page(url: str, listing: Listing, longest: int, said: bool = True) -> Article:
    blocks = [Block("paragraph", "x" * longest), Block("heading", "News " * 300, level=2)]
    return Article(url=url, blocks=blocks, evidence=PageEvidence(is_article=said, listing=listing))


def test_a_section_page_is_a_list_though_it_says_it_is_an_article() -> None:
    assert is_list(page(SECTION, LISTING, 150))
    assert is_list(page(SECTION, Listing(cards=12, linked=0.15, declared=True), 400))


def test_an_article_with_many_links_is_no_list() -> None:
    assert not is_list(page(STORY, LISTING, 150))
    assert not is_list(page(STORY, Listing(cards=60, linked=0.5), 400))


def test_an_article_under_a_short_address_is_no_list() -> None:
    assert not is_list(page("https://www.daily.example/?p=7", Listing(cards=5, linked=0.1), 500))


def test_a_listicle_is_an_article() -> None:
    """Ten headings that are links, each with a paragraph of its own, on a page that says what it
    is.
    """
    assert not is_list(
        page("https://www.daily.example/food/ten-soups", Listing(cards=10, linked=0.05), 500)
    )


def test_a_live_blog_is_an_article() -> None:
    assert not is_list(page(SECTION, Listing(cards=40, linked=0.4, live=True), 150))


def test_a_page_without_links_is_no_list() -> None:
    assert not is_list(page(SECTION, Listing(declared=True), 0))


def test_the_place_of_a_saved_page_says_nothing() -> None:
    saved = page("file:///saved/world.html", LISTING, 150)
    assert not is_list(saved)
    saved.canonical_url = SECTION
    assert is_list(saved)
