"""The lines of an article: which words tell a subject, which lines are links, which are equal."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.items import Block, Link
from newscrawl.text.article_lines import digest, digest_of_words, edge, lines_of, telling, words_of
from newscrawl.text.line_history import History


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only the river and the bridges tell", {"river", "bridges"}),
        ("ферри и гавань", {"ферри", "гавань"}),
        ("東京の大橋", {"東京", "大橋"}),  # pairs of characters, without hiragana
        ("カヌー", {"カヌ", "ヌー"}),
        ("ร้านอาหาร", {"านอาห", "นอาหา", "อาหาร"}),  # vowel signs part words here
        ("กก", set()),
        ("a", set()),
    ],
)
def test_the_words_that_tell_a_subject(text: str, expected: set[str]) -> None:
    assert telling(words_of(text)) == expected
    assert [line.words for line in lines_of([Block("paragraph", text)], {})] == [expected]


@pytest.mark.parametrize("first", ["\u0e01", "\u3041"])
def test_the_first_letters_of_scripts_without_spaces(first: str) -> None:
    """A run of Thai is told by its pieces of 5 letters, one of hiragana by nothing."""
    assert telling([first * 7]) == ({first * 5} if first == "\u0e01" else set())


@pytest.mark.parametrize(("link", "linked"), [("ferries", True), ("ferrie", False)])
def test_a_line_is_a_link_if_half_of_its_text_is_one(link: str, linked: bool) -> None:
    (line,) = lines_of([Block("paragraph", "To the ferries", links=[Link(link, "/a")])], {})
    assert line.linked is linked


def test_lines_are_equal_by_their_words() -> None:
    assert digest("The FERRY sails!") == digest("the ferry – sails") != digest("a ferry sails")
    assert digest("—") == b""
    # The memories of sites keep these digests from version to version.
    assert digest("The ferry sails").hex() == "4676821f3114e248"
    kinds = (digest_of_words(["\ud800"], kind) for kind in ("line", "title"))
    assert len({*kinds, digest_of_words([], "title")}) == 3


@pytest.mark.parametrize(
    ("kind", "text", "heads"),
    [
        ("heading", "The ferry", True),
        ("paragraph", "Also: ", True),
        ("paragraph", "The ferry", False),
    ],
)
def test_headings_and_labels_introduce_the_next_line(kind: Any, text: str, heads: bool) -> None:
    (line,) = lines_of([Block(kind, text)], {})
    assert line.heads is heads


def test_the_edge_is_three_unknown_lines() -> None:
    known = {digest(f"line {number}"): History(0, known=True) for number in (0, 2)}
    lines = lines_of([Block("paragraph", f"line {number}") for number in range(9)], known)
    assert list(edge(lines)) == lines[:5]
