"""Each rule beside mojibake: what it repairs, and what looks like it and stays."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.text import marks
from newscrawl.text.repair import repair
from newscrawl.text.repair.edits import apply
from newscrawl.text.repair.normalize import nfc

WRAPPED = (
    "The council met on Tuesday evening to decide about the new\nbridge, which will be twice as long as the old one and far\n"
    "wider, and put the decision off for another month in the end."
)


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("entities", "It cost &amp;pound;10 &amp;amp; more", "It cost £10 & more"),
        ("entities", "Gr&#252;n &#x2013; fine", "Grün – fine"),
        ("percent_encoded", "See %3Cp%20class%3D%22x%22%3ECaf%C3%A9%20opens%3C%2Fp%3E", "See Café opens"),
        ("percent_encoded", "%3Cscript%3Ealert(1)%3C%2Fscript%3E%3Cb%3EBold%3C/b%3E", "Bold"),
        ("percent_encoded", "%3cb%3eBold%3c/b%3e", "Bold"),
        ("percent_encoded", "x%3Ey%3Cb%3EBold", "x%3Ey Bold"),
        ("surrogates", "A smile \ud83d\ude00", "A smile 😀"),
        ("surrogates", "Lone \ud83d one", "Lone \ufffd one"),
        ("surrogates", "caf\udcc3\udca9", "café"),
        ("surrogates", "a \udc80 b \udcff c", "a \ufffd b \ufffd c"),
        ("control_characters", "a\x00b\x08c\x1b[31mred\x1b[0m\ufffc", "abcred"),
        ("control_characters", "b\x08c\x1b[31mred\x1b[0m\ufffc", "bcred"),
        ("c1_controls", "\x93Quoted\x94 \x96 yes", "“Quoted” – yes"),
        ("c1_controls", "a\x81b", "ab"),  # Windows-1252 does not define it
        ("soft_hyphens", "Donau\xaddampf\u2060schiff\ufeff", "Donaudampfschiff"),
        ("zero_width_spaces", "www.\u200bexample", "www.example"),
        ("zero_width_spaces", "กAB\u200bxyz\u200bABก", "กABxyzABก"),  # Thai is too far away
        ("spaces", "10\xa0000\u202f€\u3000yes", "10 000 € yes"),
        ("line_ends", "one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("white_space", "  one \t two \n\n three ", "one two\nthree"),
        ("nfc", "Cafe\u0301 i\u0307", "Café i̇"),
        ("line_wraps", WRAPPED, WRAPPED.replace("\n", " ")),
        ("language_switches", "English / Arabic", ""),
        ("language_switches", "Deutsch | Français | Italiano", ""),
        ("repeated", "A boat leaves the harbour at dawn. Reuters A boat leaves the harbour at dawn. Reuters",
         "A boat leaves the harbour at dawn. Reuters"),
    ],
)  # fmt: skip
def test_a_rule_repairs(rule: str, before: str, after: str) -> None:
    repaired = repair(["Untouched", before])
    assert repaired.parts == ["Untouched", after]
    assert rule in {change.rule for change in repaired.changes}
    assert {change.where for change in repaired.changes} == {1}
    assert repair(repaired.parts).parts == repaired.parts


@pytest.mark.parametrize("blanks", [" ", "\n\t ", "  "])
def test_blanks_at_the_ends_of_every_part_go(blanks: str) -> None:
    part = f"{blanks}one two{blanks}"
    repaired = repair([part, part])
    assert repaired.parts == ["one two"] * 2
    assert [(change.rule, change.before, change.where) for change in repaired.changes] == [
        ("white_space", blanks, where) for where in (0, 0, 1, 1)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“Quotes” ‘stay’ – as do dashes — and … symbols ★ ™ ½ ﬁ",
        "AT&T, R&D; fish & chips; a=1&copy=2",
        "https://example.org/?q=%3Cb%3E and 100%3",
        "q=%3Cb%3E q?%3Cb%3E q&%3Cb%3E /%3Cb%3E",
        "Terms such as &amp;nosuch; stay",
        "Family 👨‍👩‍👧 می‌خواهم \u200eLRM\u200f",
        "กA\u200bxyz\u200bAก",
        "ภาษา\u200bไทย ພາສາ\u200bລາວ ភាសា\u200bខ្មែរ မြန်မာ\u200bစာ",
        "Roses are red,\nviolets are blue,\nsugar is sweet,\nand so are you.",
        "He speaks English / Arabic at home",
        "km/h | mph",
        "Never again. Never again.",
    ],
)
def test_clean_text_that_looks_damaged_stays(text: str) -> None:
    repaired = repair([text])
    assert repaired.parts == [text]
    assert repaired.changes == []


@pytest.mark.parametrize("text", ["It isnâ€? so", "A lost \ufffd sign", "вЂ? и"])
def test_lossy_damage_is_reported_and_not_guessed(text: str) -> None:
    repaired = repair([text])
    assert repaired.parts == [text]
    assert [change.rule for change in repaired.changes] == ["lossy"]
    assert repaired.changes[0].before == repaired.changes[0].after


def test_rows_of_marks_are_bounded() -> None:
    """Each million took an hour, because Unicode's normalisation sorts a row of marks."""
    row = "a" + "\u0301\u0323" * 500_000
    assert apply(row, nfc(row)) == unicodedata.normalize("NFC", row[: marks.MOST + 1])
    assert repair([f"Tiếng {row} Việt"]).parts == [f"Tiếng {apply(row, nfc(row))} Việt"]
    assert apply("e\u0301", nfc("e\u0301")) == "é"


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["", "a", "木", "\u0301", "\u3099"]), st.integers(0, 70)))
)
def test_each_row_of_marks_is_bounded_by_itself(runs: list[tuple[str, int]]) -> None:
    text = "".join(sign * times for sign, times in runs)
    expected = re.sub(rf"([\u0301\u3099]{{{marks.MOST}}})[\u0301\u3099]+", r"\1", text)
    assert marks.bounded(text) == expected
