"""Plain text into blocks: paragraphs, headings, captions with their credit, list items, wraps."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from processor_time import at_most

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
        ("The mill stands “still.” Photo: AP", "The mill stands “still.”", "AP"),
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


@pytest.mark.parametrize(
    "line",
    [
        "The mill at night",  # headings have one to fourteen words
        "Mill",
        "One two three four five six seven eight nine ten eleven twelve thirteen fourteen",
        "2026 in pictures",
        f"A{'a' * 49} b{'b' * 48}",  # 100 characters
        "水車小屋",
    ],
)
def test_a_short_line_between_paragraphs_is_a_heading(line: str) -> None:
    for text in (f"{LONG}\n\n{line}\n\n{OTHER}", f"{line}\n{OTHER}"):
        assert ("heading", line) in kinds(text)


@pytest.mark.parametrize(
    "line",
    [
        "The mill at night.",
        "The mill at night:",
        "the mill at night",
        "— The mill",
        "***",
        "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
        f"A{'a' * 49} b{'b' * 49}",
    ],
)
def test_other_lines_between_paragraphs_are_no_headings(line: str) -> None:
    assert ("paragraph", line) in kinds(f"{LONG}\n\n{line}\n\n{OTHER}")


FOURTEEN = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen."


@pytest.mark.parametrize(
    ("before", "behind", "kind"),
    [
        (LONG, OTHER, "heading"),
        (LONG, "• " + OTHER, "heading"),
        (LONG, FOURTEEN, "paragraph"),
        (LONG, "And " + FOURTEEN, "heading"),
        (FOURTEEN, OTHER, "paragraph"),
        ("And " + FOURTEEN, OTHER, "heading"),
        ("The mill (Photo: AP)", OTHER, "heading"),
        (LONG, f"{OTHER} (Photo: AP)", "paragraph"),
        (LONG, "", "paragraph"),
    ],
)
def test_a_heading_stands_between_longer_blocks(before: str, behind: str, kind: str) -> None:
    assert segment(f"{before}\n\nThe miller\n\n{behind}")[1] == Block(kind, "The miller")  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [70, 71])
@pytest.mark.parametrize("credit", ["(Photo: AP)", "AFP"])
def test_a_caption_has_seventy_words(size: int, credit: str) -> None:
    words = f"Left, {'word ' * (size - 2)}end."
    found = segment(f"{LONG}\n\n{words} {credit}\n\n{OTHER}")[1]
    assert found.type == ("caption" if size == 70 else "paragraph")


def test_a_caption_without_a_description_is_one_sentence_before_the_end() -> None:
    line = "The mill stands still. Reuters"
    assert segment(f"{LONG}\n\n{line}\n\n{OTHER}")[1].type == "caption"
    assert segment(f"{LONG}\n\n{line}")[1] == Block("paragraph", line)
    for other in ("The mill stands. It is old. Reuters", "The mill stands still, he said. Reuters"):
        assert segment(f"{LONG}\n\n{other}\n\n{OTHER}")[1].type != "caption"


def test_a_caption_with_a_description_has_two_sentences() -> None:
    two, three = "The miller, left. He is old. AFP", "The miller, left. He is old. So is it. AFP"
    assert segment(f"{LONG}\n\n{two}")[1].type == "caption"
    assert segment(f"{LONG}\n\n{three}")[1].type == "paragraph"


def test_a_mark_behind_words_that_go_on_proves_no_caption() -> None:
    line = "The mill appears in the photo: AP"
    assert segment(f"{LONG}\n\n{line}\n\n{OTHER}")[1].type != "caption"


def test_a_credit_alone_is_no_caption_without_words() -> None:
    assert segment(f"{LONG}\n\n(Reuters)\n\n{OTHER}")[1] == Block("paragraph", "(Reuters)")


def wrapped(words: str, width: int) -> str:
    return "\n".join(textwrap.wrap(words, width, break_on_hyphens=False))


def test_a_wrapped_text_keeps_its_paragraphs_and_items() -> None:
    text = (
        f"{wrapped(LONG, 60)}\n{wrapped(OTHER, 60)}\n* {wrapped(LONG, 58)}\n* {wrapped(OTHER, 58)}"
    )
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph", "list_item", "list_item"]


@pytest.mark.parametrize(("width", "joined"), [(132, True), (133, False)])
def test_no_text_is_wrapped_at_more_than_132_columns(width: int, joined: bool) -> None:
    lines = [f"{'a' * (width - 2)} b"] * 4
    assert len(kinds("\n".join(lines))) == (1 if joined else 4)


def test_one_line_that_fills_its_width_proves_no_wrap() -> None:
    assert len(kinds("one two three\nfour five")) == 2
    assert len(kinds("one two three\nfour five six\nseven")) == 1
    lines = ["one two three", "one two three", "one two thr", "x"]  # "x" would fit the third
    assert len(kinds("\n".join(lines))) == 4


def test_a_fifth_of_the_line_ends_may_be_shorter() -> None:
    for full, blocks in ((3, 5), (4, 1)):  # the end of the line "one" is no wrap
        assert len(kinds("\n".join([*["one two three"] * full, "one", "two"]))) == blocks


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (
            "水車は二百年回\nり続けてきたが\n日曜に止まった",
            "水車は二百年回り続けてきたが日曜に止まった",
        ),
        ("水a車は二百b回\nりc続けてきたが\n日曜に", "水a車は二百b回りc続けてきたが日曜に"),
        ("水車は二百年回転\nmill 続けて\n日曜", "水車は二百年回転 mill 続けて日曜"),
    ],
)
def test_wrapped_japanese_is_joined_without_spaces(lines: str, joined: str) -> None:
    assert kinds(lines) == [("paragraph", joined)]


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
    """In damaged text it is the second half of a letter, such as of Š in UTF-8, decoded as
    windows-1250.
    """
    assert segment(f"{LONG} Ĺ\u00a0imek\n\n\u00a0\n\n{OTHER}")[0].text.endswith("Ĺ\u00a0imek")
    assert segment(f"{LONG} Ĺ\u00a0\n\n{OTHER}")[0].text.endswith("Ĺ\u00a0")
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


@pytest.mark.parametrize(
    "text", ["[" * 1_000_000, "a " * 1_000_000, "(Photo " * 200_000, "\n".join(["x."] * 300_000)]
)
def test_long_texts_take_linear_time(text: str) -> None:
    with at_most(10):
        segment(text)
