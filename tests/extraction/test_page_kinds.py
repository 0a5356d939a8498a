"""Whether a page is an article, or the page of an error, from what was extracted."""

from __future__ import annotations

import pytest

from newscrawl import read_article
from newscrawl.extraction import vocabulary
from newscrawl.extraction.page_kinds import Stated, is_article, shows_article, stated_error
from newscrawl.items import Article, Author, Block, PageEvidence, Via

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
    article = Article(title=title, blocks=TEXT, confidence=0.95)
    assert stated_error(article) == ("says_not_found" if expected else None)


def test_a_long_text_of_high_confidence_is_there_whatever_its_title() -> None:
    assert not stated_error(Article(title="Not found", blocks=TEXT * 3, confidence=0.95))
    assert stated_error(Article(title="Not found", blocks=TEXT * 3, confidence=0.6))


@pytest.mark.parametrize(
    "title",
    [
        "Access Denied",
        "403 Forbidden",
        "Attention Required! | Cloudflare",
        "Just a moment...",
        "Are you a robot?",
        "Sorry, you have been blocked",
        "Error 403",
    ],
)
def test_a_title_that_says_access_is_refused(title: str) -> None:
    assert stated_error(Article(title=title, blocks=TEXT, confidence=0.95)) == "says_refused"
    # a headline may say so
    is_article = PageEvidence(is_article=True)
    assert stated_error(Article(title=title, blocks=TEXT, evidence=is_article)) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [("not_found_titles", "says_not_found"), ("refused_titles", "says_refused")],
)
def test_every_listed_title_is_recognised(name: str, expected: Stated) -> None:
    titles = vocabulary.words(name)
    assert {title for title in titles if stated_error(Article(title=title)) != expected} == set()


REFUSALS = [
    "<h1>Pardon Our Interruption</h1><p>As you were browsing, something about your browser made us "
    "think you were a bot. There are a few reasons why this might happen.</p>",
    "<h1>Page not found</h1><p>The page you are looking for was moved, removed, renamed or never "
    "existed. Try the search, or go back to our home page to read the latest stories.</p>",
    "<h1>Dieser Artikel ist nicht mehr verfügbar</h1><p>Der von Ihnen aufgerufene Artikel ist "
    "leider nicht mehr verfügbar. Vielleicht wurde er verschoben oder gelöscht.</p>",
    "<h1>We will be back soon!</h1><p>Sorry for the inconvenience, but we are performing some "
    "maintenance at the moment. We will be back online shortly!</p>",
]


@pytest.mark.parametrize("page", REFUSALS)
def test_a_page_of_an_error_is_never_whole(page: str) -> None:
    record = read_article(page, "https://paper.example/2026/11/27/ferry-came-back-to-harrow")
    assert record.truncated is None
    assert record.completeness.evidence[-1].signal == "no_article"
    assert record.completeness.reason == (
        "Not certain: nothing on the page shows that it is an article."
    )


SHORT = "<h1>Ferry came back to Harrow</h1>{}<p>The ferry came back on Monday. Children sang.</p>"


@pytest.mark.parametrize(
    ("url", "inside", "expected"),
    [
        ("https://paper.example/ferry-came-back-to-harrow", "", False),
        ("https://paper.example/7", '<meta property="og:type" content="article">', False),
        ("https://paper.example/7", "", None),
    ],
)
def test_a_short_article_is_whole_if_anything_shows_that_it_is_one(
    url: str, inside: str, expected: bool | None
) -> None:
    assert read_article(SHORT.format(inside), url).truncated is expected


def test_a_list_does_not_show_what_a_page_holds() -> None:
    """A bot check may stand at the address of a feed's article."""
    article = Article(via=Via("feed"), blocks=TEXT, date_published="2026-11-20", date_source="feed")
    assert is_article(article)
    assert not shows_article(article)
