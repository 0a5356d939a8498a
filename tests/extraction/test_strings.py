"""Texts of a page: what is taken out of them, and whole or cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from newscrawl.extraction.strings import (
    MAX_CONTENT,
    MAX_TEXT,
    clean,
    collapse,
    find,
    is_in,
    normal,
    plain,
    text_of,
)


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
        ([{"name": ["three levels"]}], "three levels"),
        ([[{"name": ["four levels"]}]], None),
        ({"name": "", "@value": "valued", "text": "told"}, "valued"),
        ({"text": "told"}, "told"),
        ("x" * (MAX_CONTENT + 1), "x" * MAX_CONTENT),
        (f"<{'a' * 502}>", f"<{'a' * 502}>"),  # too long for a tag
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


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>one \n two\ufeff</p>", "one two"),
        ("<p></p>", None),
        ("<script>no()</script>", None),
        ("<p><script>no()</script></p>", None),
        ("<p><b>a</b><wbr>b<meta>c</p>", "abc"),
        ("<p>a<!-- no -->b<?no?>c</p>", "abc"),
        ("<p><ruby>渡<rp>(</rp><rt>と</rt>船<rt>せん</rt></ruby>が</p>", "渡船が"),
        (f"<p>{'x' * (MAX_TEXT + 1)}</p>", "x" * MAX_TEXT),
        (f"<p>{'x' * MAX_TEXT}<b>yz</b></p>", "x" * MAX_TEXT),
        (f"<p>{'<b></b>' * MAX_TEXT}too far</p>", None),
    ],
)
def test_the_text_of_an_element(markup: str, expected: str | None) -> None:
    assert text_of(html.fromstring(f"<div>{markup}</div>")[0]) == expected


def test_is_in() -> None:
    root = html.fromstring("<article><nav><a>x</a></nav></article>")
    link = root[0][0]
    assert is_in(link, "nav") and is_in(link, "footer", "article")
    assert not is_in(link, "a") and not is_in(link, "footer")


def test_find_gives_elements_alone() -> None:
    root = html.fromstring("<div><a href='/x'>x</a><a>y</a></div>")
    assert find(etree.XPath("//a"), root) == list(root)
    assert find(etree.XPath("//a/@href"), root) == []
    assert find(etree.XPath("count(//a)"), root) == []
    assert find(etree.XPath("$unknown"), root) == []
    assert find(etree.XPath("//a"), None) == []


def test_plain_is_written_as_slugs_are() -> None:
    assert plain("Ärger über Škoda, Łódź & Ægir: Ça va ﬁne") == (
        "aerger ueber skoda, lodz & aegir: ca va fine"
    )


def test_normal_keeps_letters_and_digits() -> None:
    assert normal("Ferry No. 7: «Back_in» Überlingen!") == "ferryno7backinüberlingen"


@settings(deadline=None)
@given(st.text(st.sampled_from(" \t\n\v\f\ra\xa0\x85é木")))
@example("é \n \t  a")
def test_runs_of_white_space_are_one_space(text: str) -> None:
    expected = re.sub(r"[ \t\n\v\f\r]+", " ", text).strip(" ")
    assert collapse(f"é{text}é") == re.sub(r"[ \t\n\v\f\r]+", " ", f"é{text}é")
    if not text.isascii():
        assert collapse(text) == expected


def test_ascii_is_split_at_all_of_its_white_space() -> None:
    assert collapse("  The \n ferry\tcame ") == "The ferry came"
