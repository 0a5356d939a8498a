"""Whether a page is an article, from what was extracted."""

from __future__ import annotations

from newscrawl.discovery.pages import is_article
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


def test_long_text() -> None:
    assert is_article(Article(blocks=TEXT * 3))


def test_a_dated_page_without_text() -> None:
    captions = [Block("caption", "The bridge on Friday. " * 30), Block("heading", "News " * 100, level=2)]
    assert not is_article(Article(blocks=captions, date_published="2026-11-20"))
