"""Marks of articles: a few bytes each, since a crawl holds those of all its articles."""

from __future__ import annotations

from newscrawl.crawl.entry_facts import MARKS, marks, unpacked
from newscrawl.items import Article, Block


def page(*texts: str) -> bytes:
    return marks(Article(blocks=[Block("paragraph", text) for text in texts]))


def test_pages_share_the_marks_of_their_equal_blocks() -> None:
    whole, part = unpacked(page("a", "b", "c", "d")), unpacked(page("b", "x"))
    assert len(whole) == 4
    assert whole & part == unpacked(page("b"))


def test_captions_are_no_marks() -> None:
    assert marks(Article(blocks=[Block("caption", "a"), Block("embed", "b")])) == b""


def test_marks_take_four_bytes_each() -> None:
    assert len(page(*map(str, range(100)))) == 4 * MARKS
