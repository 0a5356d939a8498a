"""The blocks that are chosen with given probabilities, and the prediction of how good the choice
is.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extraction.body import selection


def test_sure_blocks_are_chosen_and_unlikely_ones_are_not() -> None:
    assert selection.best([0.9, 0.1, 0.95, 0.0, 0.8], [100, 100, 100, 100, 100]) == [0, 2, 4]


def test_an_unsure_page_has_a_lower_bar() -> None:
    assert selection.best([0.28, 0.25, 0.28, 0.02], [100, 100, 100, 100]) == [0, 1, 2]


def test_beside_sure_text_the_bar_is_not_that_low() -> None:
    assert selection.best([0.8, 0.8, 0.8, *[0.28] * 5], [100] * 8) == [0, 1, 2]


def test_nothing_likely_is_nothing_chosen() -> None:
    assert selection.best([0.0, 0.0], [10, 10]) == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 500)), min_size=1, max_size=12))
def test_no_other_selection_of_the_likeliest_blocks_is_expected_to_be_better(
    page: list[tuple[float, int]],
) -> None:
    chances, sizes = [chance for chance, _ in page], [size for _, size in page]
    chosen = selection.best(chances, sizes)
    assert all(chances[place] > 0 for place in chosen)
    assert chosen == sorted(set(chosen))
    if chosen:
        least = min(chances[place] for place in chosen)
        assert all(place in chosen for place, chance in enumerate(chances) if chance > least)


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_confidence_rises_with_the_expectation(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= selection.confidence(low) <= selection.confidence(high) <= 1


def test_the_expected_f_measure_of_a_choice() -> None:
    assert selection.expected([1.0, 1.0, 0.0], [10, 10, 10], [0, 1]) == 1.0
    assert selection.expected([1.0, 1.0, 0.0], [10, 10, 10], [0]) < 2 * 10 / 30  # half is missing
    assert selection.expected([0.5], [10], []) == 0.0
