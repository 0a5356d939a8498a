"""The repair of whole documents: total, idempotent, linear, and every change named."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.text.repair import Repaired, repair

# Pieces that rules react to, beside any character at all: what breaks repairs is their combination.
PIECES = st.sampled_from(
    ["&", "amp;", "&amp;", "#38;", "&shy;", "&#x37e;", "\u037e", "%3C", "%3E", "p", "/", " ", "\n", "\xa0", "\xad", "\x85", "\u200b",
     "Â", "Ã", "£", "â€", "™", "β", "€", "Β£", "Ð", "Ñ", "à", "\u0301", "e", "É", "ж", "ก", "เธ", "\ud83d", "\udcc3", "\udca9",
     "\x1b[", "m", "0", "?", "\ufffd", "English", " / ", "Arabic", "\0", "ÃƒÂ", "Гў", "Б─≥", "├", "⌐"]
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(PIECES, st.characters(codec=None), st.text(max_size=8)), max_size=40
).map("".join)


def again(repaired: Repaired) -> Repaired:
    return repair(repaired.parts)


@settings(max_examples=400, deadline=None)
@given(st.lists(TEXTS, max_size=5))
def test_any_document_comes_back_and_a_second_repair_changes_nothing(parts: list[str]) -> None:
    repaired = repair(parts)
    assert len(repaired.parts) == len(parts)
    assert all(0 <= change.where < len(parts) for change in repaired.changes)
    "".join(repaired.parts).encode()
    assert again(repaired).parts == repaired.parts


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60),
    st.sampled_from(
        ["cp1252", "cp1251", "cp1253", "latin-1", "mac_roman", "cp437", "koi8-r", "cp874"]
    ),
)
def test_misread_text_of_any_kind_is_idempotent(text: str, codec: str) -> None:
    repaired = repair([text.encode("utf-8", "replace").decode(codec, "ignore")])
    assert again(repaired).parts == repaired.parts


def test_every_plane_comes_back() -> None:
    for plane in range(17):
        parts = [
            "".join(map(chr, range(start, start + 256)))
            for start in range(plane << 16, (plane + 1) << 16, 4096)
        ]
        repaired = repair(parts)
        assert len(repaired.parts) == len(parts)
        assert again(repaired).parts == repaired.parts


def test_changes_tell_rule_place_and_both_sides() -> None:
    repaired = repair(["Title", "A &amp;amp; B\xa0C", "Fine"])
    assert repaired.parts == ["Title", "A & B C", "Fine"]
    assert [(c.rule, c.before, c.after, c.where) for c in repaired.changes] == [
        ("entities", "&amp;amp;", "&", 1),
        ("spaces", "\xa0", " ", 1),
    ]


@pytest.mark.parametrize("parts", [[], [""], ["", ""], ["x", "", "y"]])
def test_empty_strings_stay_in_place(parts: list[str]) -> None:
    assert repair(parts).parts == parts


def test_repairs_nested_without_end_stay_as_they_came() -> None:
    nested = "&am" * 30 + "p;" + "&shy;p;" * 29
    repaired = repair([nested])
    assert again(repaired).parts == repaired.parts


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize(
    "unit",
    ["(", "[", "&", "&amp;", "%3Ca", "%3Cscript%3E", "a ", "\xa0", " \n", "Ã©", "Ð°", "é", "ж", "ก", "اک", "\x1b[", "\ud800", "e\u0301", "â€?"],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    """Eight times the text may take twenty times as long. Quadratic time would be sixty-four
    times.
    """

    def seconds(times: int) -> float:
        text = unit * times
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            repair([text])
            best = min(best, time.process_time() - start)
        return best

    assert seconds(16000) < 20 * seconds(2000) + 0.05


def test_repairs_are_counted_by_rule() -> None:
    counts = Counter(
        change.rule for change in repair(["Β£1 and Β£2 π… π…", "πŸ“° β†’ β†’"]).changes
    )
    assert counts["mojibake.windows-1253"] == 5
