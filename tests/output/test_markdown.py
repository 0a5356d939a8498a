"""Text as Markdown: structure from blocks, and no markup by accident."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.items import Block
from newscrawl.output.markdown import escaped, markdown


def test_structure() -> None:
    blocks = [
        Block("paragraph", "First."),
        Block("heading", "Costs", level=1),
        Block("heading", "By year", level=3),
        Block("table_row", "Year | Price"),
        Block("table_row", "2025 | £4 | a|b"),
        Block("caption", "A ticket"),
        Block("list_item", "one"),
        Block("list_item", "two\nlines"),
        Block("quote", "It is dear."),
        Block("quote", "It is."),
        Block("embed", "A video"),
        Block("paragraph", ""),
    ]
    assert markdown(blocks) == (
        "First.\n\n## Costs\n\n### By year\n\n"
        "| Year | Price |  |\n| --- | --- | --- |\n| 2025 | £4 | a\\|b |\n\n"
        "- one\n- two\n  lines\n\n> It is dear.\n>\n> It is."
    )
    assert markdown([]) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 1 in the charts", "\\# 1 in the charts"),
        ("#hashtag and C#", "#hashtag and C#"),
        ("1. First\n2) Second", "1\\. First\n2\\) Second"),
        ("1.5 million", "1.5 million"),
        ("- a line", "\\- a line"),
        ("-5 degrees", "-5 degrees"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("> so", "\\> so"),
        ("5 > 3 and 2 < 4", "5 > 3 and 2 < 4"),
        ("a * b and snake_case", "a \\* b and snake_case"),
        ("_so_ and `x`", "\\_so\\_ and \\`x\\`"),
        ("[a](b) and [sic]", "[a\\](b) and [sic]"),
        ("<b>bold</b>", "\\<b>bold\\</b>"),
        ("R&D, &amp; and &#60;", "R&D, \\&amp; and \\&#60;"),
        ("~~gone~~", "\\~~gone\\~~"),
        ("| a", "\\| a"),
    ],
)
def test_characters_of_markup_are_escaped(text: str, expected: str) -> None:
    assert escaped(text) == expected


@given(st.text(max_size=60))
def test_only_backslashes_are_added(text: str) -> None:
    assert escaped(text).replace("\\", "") == text.replace("\\", "")
