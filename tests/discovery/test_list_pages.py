"""Whether a page is a list of stories, from what was extracted."""

from __future__ import annotations

from newscrawl.discovery.list_pages import is_list
from newscrawl.items import Article, Block, Listing, PageEvidence

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
