"""No value of a record has invisible characters, and short values stay short."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.items import Article, Author, Block, Image, Removed, to_json_object
from newscrawl.text.clean import LONGEST, MOST_AUTHORS, MOST_TAGS, clean, is_text
from newscrawl.text.printable import LONGEST as LONGEST_LINE
from newscrawl.text.printable import printable, visible

HIDDEN = "\u202eA\x1b[2J\u0085\u2028\u2066\x00\x9b\u200fB"


def article(text: str) -> Article:
    return Article(
        url="https://daily.example/1",
        title=text,
        section=text,
        tags=[text],
        authors=[Author(text)],
        blocks=[Block("paragraph", text), Block("caption", text, credit=text)],
        images=[Image("https://daily.example/1.jpg", text)],
        removed=[Removed(text, "rule")],
    )


@given(st.text(max_size=30))
def test_no_value_holds_controls_or_direction_marks(text: str) -> None:
    made = article(HIDDEN + text)
    clean(made)
    said = json.dumps(to_json_object(made), default=to_json_object, ensure_ascii=False)
    marks = set(
        "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
    )
    assert not [char for char in said if unicodedata.category(char) == "Cc" or char in marks]


def test_what_is_clean_stays() -> None:
    text = "Ein Satz – mit „Zeichen“.\n\nمی‌خواهم 👩‍👩‍👧 और"
    made = article(text)
    clean(made)
    assert made == article(text)


def test_short_values_are_bounded() -> None:
    made = article("word " * 1_000)
    made.tags, made.authors = ["tag"] * 1_000, [Author("A B")] * 1_000
    clean(made)
    assert (
        made.title is not None and len(made.title) <= LONGEST["title"] and made.title.endswith("…")
    )
    assert (len(made.tags), len(made.authors)) == (MOST_TAGS, MOST_AUTHORS)
    assert len(made.blocks[0].text) == 5_000


def test_a_block_of_nothing_goes() -> None:
    made = Article(title="\u202e", blocks=[Block("paragraph", "\u202e")])
    clean(made)
    assert (made.title, made.blocks) == (None, [])


def test_signs_are_no_text() -> None:
    assert is_text(
        [
            Block("paragraph", "Leeds 3:1, Hull 0:0 (0:0); 12. Bath 14 | 7 | 3 | 4 | 24:18 ")
            for _ in range(9)
        ]
    )
    assert is_text(
        [
            Block("paragraph", "市は今日、川にかかる橋を歩行者に開放したと発表した。")
            for _ in range(9)
        ]
    )
    assert is_text([Block("paragraph", "***")])
    assert not is_text([Block("paragraph", "&" * 1_000)])
    assert not is_text([Block("paragraph", "&" * 10)] * 100)


@pytest.mark.parametrize("letter", ["e", "ж"])
@pytest.mark.parametrize(
    ("letters", "signs", "expected"), [(60, 140, True), (59, 141, False), (1, 198, True)]
)
def test_a_text_of_200_signs_has_letters(
    letter: str, letters: int, signs: int, expected: bool
) -> None:
    assert is_text([Block("paragraph", letter * letters + " " + "&" * signs)]) is expected


@pytest.mark.parametrize(
    ("letters", "signs", "expected"), [(140, 60, True), (139, 61, False), (139, 59, False)]
)
def test_one_block_of_prose_is_a_text_among_rows_of_signs(
    letters: int, signs: int, expected: bool
) -> None:
    rows = [Block("paragraph", "&" * 500)] * 4
    prose = Block("paragraph", "ж" * letters + "-" * signs)
    assert is_text([*rows, prose, *rows]) is expected


@pytest.mark.parametrize("name", ["title", "subtitle", "section", "date_raw"])
def test_the_longest_value_is_kept_whole(name: str) -> None:
    longest = "x" * LONGEST[name]
    made = Article(**{name: longest})
    clean(made)
    assert getattr(made, name) == longest
    made = Article(**{name: longest + "x"})
    clean(made)
    assert getattr(made, name) == longest[:-1] + "…"


def test_a_line_of_a_log_shows_control_characters() -> None:
    assert printable("World\x1b[2J\u202e") == "World\\x1b[2J\\u202e"
    assert len(printable("x" * 10_000)) == LONGEST_LINE


def test_lines_stay_lines() -> None:
    assert visible("a\n\tb\x1b\u2028\u0085\udc80") == "a\n\tb\\x1b\\u2028\\x85\\udc80"
