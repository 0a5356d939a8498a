"""Sums of weights."""

from __future__ import annotations

import pytest

from newscrawl.extraction import linear


@pytest.mark.parametrize("name", ["title_weights", "authors_weights"])
def test_weights_are_small_numbers(name: str) -> None:
    assert linear.weights(name)
    assert all(abs(weight) < 10 for weight in linear.weights(name).values())


def test_a_feature_without_a_weight_adds_nothing() -> None:
    assert linear.score({"a": 2.0, "b": 1.0}, {"a": 0.5, "c": 9.0}) == 1.0
