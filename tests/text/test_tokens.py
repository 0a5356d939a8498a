"""Tokens of most texts take a short cut; it gives what the pattern gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.text import article_lines, tokens
from newscrawl.text.article_lines import words_of

_PLAIN = st.text(
    st.characters(max_codepoint=127)
    | st.characters(max_codepoint=0x2FFF)
    | st.sampled_from("’“…\xa0é²½\u0301\ud800木ก")
)


@settings(deadline=None)
@given(_PLAIN)
def test_the_short_cut_gives_the_same_tokens_as_the_pattern(text: str) -> None:
    assert tokens.tokens(text) == tokens._TOKEN.findall(text)
    assert tokens.count(text) == len(tokens._TOKEN.findall(text))
    assert words_of(text) == article_lines._WORD.findall(text.casefold())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor’s “office”, 2026_11", ["The", "mayor", "s", "office", "2026", "11"]),
        ("", []),
        ("— … —", []),
        ("one \ud800 two\udfff", ["one", "two"]),
        ("Brücke №5, naïve™", ["Brücke", "5", "naïve"]),
    ],
)
def test_plain_texts(text: str, expected: list[str]) -> None:
    assert tokens.plain_tokens(text) == expected


def test_other_scripts_take_the_pattern() -> None:
    assert tokens.plain_tokens("Brücke 木材") is None
    assert tokens.tokens("Brücke 木材") == ["Brücke", "木", "材"]
    assert words_of("Brücke 木材") == ["brücke", "木材"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("हैरो बे की परिषद ने", "हैरो बे की परिषद ने"),
        ("দুপুরে বাংলাদেশ ক্রিকেট দল", "দুপুরে বাংলাদেশ ক্রিকেট দল"),
        ("שָׁלוֹם עֲלֵיכֶם", "שָׁלוֹם עֲלֵיכֶם"),
        ("می‌شود، کِتاب", "می‌شود کِتاب"),
        ("E\u0301cole: na\u0308ive \u0301", "E\u0301cole na\u0308ive"),
        ("ok 👩\u200d🚀", "ok"),
    ],
)
def test_marks_belong_to_their_letters(text: str, words: str) -> None:
    assert tokens.tokens(text) == words.split()


def test_a_count_ends_at_the_bound() -> None:
    assert [tokens.count_to(most, "one two 水車") for most in (0, 1, 3, 9)] == [0, 1, 3, 4]
