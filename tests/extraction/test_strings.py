"""Texts of a page: what is taken out of them, and whole or cut."""

from __future__ import annotations

import pytest
from lxml import html

from newscrawl.extraction.strings import clean, normal, text_of


@pytest.mark.parametrize(
    "value, expected",
    [
        (" a\n b ", "a b"),
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("<em>new</em> law, 3 < 4", "new law, 3 < 4"),
        ("lone \ud83d sign", "lone sign"),
        ("nul\x00l", "null"),
        (["first", "second"], "first"),
        ({"@type": "Thing", "name": "named"}, "named"),
        ({"@value": "valued"}, "valued"),
        (7, None),
        ("", None),
        (None, None),
        ([], None),
    ],
)
def test_clean(value: object, expected: str | None) -> None:
    assert clean(value) == expected


def test_a_text_of_an_element_parts_blocks_and_has_no_scripts() -> None:
    element = html.fromstring(
        "<div><p>One <b>t</b>wo</p><script>no()</script><p>three<br>four</p></div>after"
    )[0]
    assert text_of(element) == "One two three four"
    assert text_of(element, 7) == "One two"


def test_normal_keeps_letters_and_digits() -> None:
    assert normal("Ferry No. 7: «Back_in» Überlingen!") == "ferryno7backinüberlingen"
