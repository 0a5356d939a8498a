"""Marks of articles: a few bytes each, since a crawl holds those of all its articles."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from newscrawl.crawl.entry_facts import MARKS, marks, published, unpacked
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


@pytest.mark.parametrize(
    ("instant", "stated", "expected"),
    [
        (
            "2026-11-20T10:00:00Z",
            "2026-11-20T14:00:00+04:00",
            datetime(2026, 11, 20, 10, tzinfo=UTC),
        ),
        (None, "2026-11-20", date(2026, 11, 20)),
        # systems that know only the day write midnight
        (None, "2026-11-20T00:00:00+04:00", date(2026, 11, 20)),
        (None, "2026-11", None),
        (None, None, None),
    ],
)
def test_the_date_of_a_page(instant: str | None, stated: str | None, expected: date | None) -> None:
    article = Article(published_at=instant, date_published=stated)
    assert published(article) == expected
