"""Plain text into blocks: paragraphs, headings, captions with their credit, list items, wraps."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.items import Block
from newscrawl.text.segment import segment

LONG = "The old mill by the weir has been turning for two hundred years, and on Sunday it turned for the last time."
OTHER = "Its owner, who has no children, gave the key to the village and asked for nothing but a seat by the window."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.type, block.text) for block in segment(text)]


def test_paragraphs_headings_list() -> None:
    text = f"{LONG}\n\nA seat by the window\n\n{OTHER}\n\n• the key\n• the seat\n"
    assert kinds(text) == [
        ("paragraph", LONG),
        ("heading", "A seat by the window"),
        ("paragraph", OTHER),
        ("list_item", "the key"),
        ("list_item", "the seat"),
    ]


@pytest.mark.parametrize(
    ("line", "words", "credit"),
    [
        (
            "The mill in Lower Fenwick in March. Reuters",
            "The mill in Lower Fenwick in March.",
            "Reuters",
        ),
        ("The miller, left, with his dog. AFP", "The miller, left, with his dog.", "AFP"),
        ("The mill at night (Photo: AP)", "The mill at night", "AP"),
        ("Die Mühle im Winter. Foto: Ana Vogt/dpa", "Die Mühle im Winter.", "Ana Vogt/dpa"),
    ],
)
def test_captions_give_their_credit(line: str, words: str, credit: str) -> None:
    assert segment(f"{LONG}\n\n{line}\n\n{OTHER}")[1] == Block("caption", words, credit=credit)


@pytest.mark.parametrize(
    "line",
    [
        "The miller told his story to Reuters.",
        'The mill is closed, he said. "We never sold to Reuters."',
        "Both agencies, AP and AFP, reported the closure on Monday. It was confirmed by the mayor. The mill stands still.",
    ],
)
def test_a_paragraph_that_names_an_agency_is_no_caption(line: str) -> None:
    assert segment(f"{LONG}\n\n{line}\n\n{OTHER}")[1] == Block("paragraph", line)


def test_wrapped_lines_are_joined() -> None:
    words = f"{LONG} {OTHER} {LONG}".split()
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    assert kinds("\n".join([*lines, line]))[0][1].startswith(LONG)


def test_lines_of_a_poem_stay_apart() -> None:
    poem = "The mill is still,\nthe weir is loud,\nand on the hill\na single cloud"
    assert len(segment(f"{poem}\n\n{LONG}\n\n{OTHER}")) == 6


def test_the_no_break_space_is_kept() -> None:
    """In damaged text it is the second half of a letter: Š in UTF-8, read as windows-1250."""
    assert segment(f"{LONG} Ĺ\u00a0imek\n\n\u00a0\n\n{OTHER}")[0].text.endswith("Ĺ\u00a0imek")
    assert len(segment(f"{LONG}\n\n\u00a0\n\n{OTHER}")) == 2


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_is_segmented_without_loss(text: str) -> None:
    blocks = segment(text)
    letters = [character for character in text if character.isalnum()]
    kept = [
        character
        for block in blocks
        for character in block.text + (block.credit or "")
        if character.isalnum()
    ]
    assert len(kept) >= len(letters) - 30 * sum(block.type == "caption" for block in blocks)
    assert all(block.text.strip() or block.credit for block in blocks)


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize(
    "text", ["[" * 1_000_000, "a " * 1_000_000, "(Photo " * 200_000, "\n".join(["x."] * 300_000)]
)
def test_long_texts_take_linear_time(text: str) -> None:
    began = time.process_time()
    segment(text)
    assert time.process_time() - began < 10
