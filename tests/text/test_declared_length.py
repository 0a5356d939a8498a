"""What a declared count counts, and how long the article is by it."""

from __future__ import annotations

import pytest

from newscrawl.text.declared_length import Length, Unit, counting


@pytest.mark.parametrize(
    "declared, words, characters, expected",
    [
        (500, 500, 3_000, "words"),
        (600, 500, 3_000, "words"),
        (3_100, 500, 3_000, "characters"),
        (800, 500, 3_000, "markup"),
        (200, 100, 600, "other"),  # a short text may be cut
        (2_000, 500, 3_000, "other"),
        (90, 500, 3_000, "other"),
        (10, 0, 0, "other"),
    ],
)
def test_the_unit_of_a_declared_length(
    declared: int, words: int, characters: int, expected: str
) -> None:
    assert counting(declared, words, characters) == expected


@pytest.mark.parametrize(
    ("count", "known", "characters", "unit", "unit_if_cut"),
    [
        (900, "characters", 3_000, "characters", "characters"),
        (900, None, 3_000, "words", "words"),
        (3_100, None, 3_000, None, "words"),  # near the text's characters
        (590, None, 600, "words", "words"),
        (5_100, None, 5_000, "characters", "characters"),
        (9_000, None, 3_000, None, None),
    ],
)
def test_the_unit_of_a_whole_length(
    count: int, known: Unit | None, characters: int, unit: str | None, unit_if_cut: str | None
) -> None:
    length = Length.of(count, known, characters)
    assert length and (length.unit, length.unit_if_cut) == (unit, unit_if_cut)


@pytest.mark.parametrize("count", [None, 0, 19])
def test_a_count_of_no_article(count: int | None) -> None:
    assert Length.of(count, "words", 3_000) is None


@pytest.mark.parametrize(
    ("count", "unit", "times"),
    [
        (1_000, "words", 2.0),
        (300, "words", None),  # of another text
        (3_300, "characters", 1.1),
        (3_000, None, None),  # whole, or six times as many words
        (3_600, None, 1.35),  # more by both units
        (9_000, None, 3.0),
    ],
)
def test_a_length_as_a_multiple_of_500_words_with_3000_characters(
    count: int, unit: Unit | None, times: float | None
) -> None:
    assert Length(count, unit).times(500, 3_000) == (times and pytest.approx(times))
