"""A line is boilerplate by the articles that had it."""

from __future__ import annotations

import pytest

from newscrawl.text.line_history import RATE, History


@pytest.mark.parametrize(
    ("unrelated", "related", "repeats"), [(2, 0, False), (3, 0, True), (3, 2, False), (4, 2, True)]
)
def test_three_unrelated_articles_and_twice_the_related_ones(
    unrelated: int, related: int, repeats: bool
) -> None:
    past = History(since=0)
    for article in range(unrelated + related):
        past.count(b"%d" % article, related=article < related)
    assert past.repeats(learnt=10, long=True) is repeats


@pytest.mark.parametrize(("learnt", "repeats"), [(3 * RATE - 1, True), (3 * RATE, False)])
def test_a_short_line_must_be_on_one_article_in_fifty(learnt: int, repeats: bool) -> None:
    assert History(since=0, unrelated=3).repeats(learnt, long=False) is repeats
    assert History(since=0, unrelated=3).repeats(learnt, long=True)


def test_a_line_is_foreign_if_it_was_on_another_article() -> None:
    past = History(since=0)
    assert not past.is_foreign(b"a")
    past.count(b"a", removed=True)
    assert (past.unrelated, past.removed) == (1, 1)
    assert past.is_foreign(b"b") and not past.is_foreign(b"a")
    past.known = True
    assert past.is_foreign(b"a")
