"""Models as data: what they say, and that the package's own can be read."""

from __future__ import annotations

import pytest
from lxml import html

from newscrawl.extraction import fitted
from newscrawl.extraction.body import blocks, choice, features


@pytest.mark.parametrize(
    ("row", "said"),
    [((0.0, 5.0), 1.5), ((1.0, 5.0), 1.5), ((1.1, 2.0), 0.25), ((1.1, 2.1), 3.5)],
)
def test_a_row_goes_down_each_tree_and_the_leaves_are_summed(
    row: tuple[float, float], said: float
) -> None:
    score = fitted.compiled([[0, 1.0, 1.0, [1, 2.0, -0.25, 3.0]], 0.5], 2)
    assert score(*row) == said


def test_the_packages_models_fit_their_features() -> None:
    tree = blocks.tree_of(html.document_fromstring("<p>The ferry is found, and sails again.</p>"))
    found = features.features_of(choice.look(tree, choice.Hints()))
    names = fitted.stored_model("blocks")["features"]
    assert [sorted(row) for row in found.values()] == [sorted(names)]
    assert fitted.scorer("blocks")(*[0.0] * len(names)) ** 2 > 0


def test_the_knots_of_confidence_rise() -> None:
    knots = fitted.stored_model("confidence")["knots"]
    assert knots == sorted(knots)
    assert [said for _, said in knots] == sorted(said for _, said in knots)


@pytest.mark.parametrize("name", ["title_weights", "authors_weights"])
def test_weights_are_small_numbers(name: str) -> None:
    assert fitted.weights(name)
    assert all(abs(weight) < 10 for weight in fitted.weights(name).values())


def test_a_feature_without_a_weight_adds_nothing() -> None:
    assert fitted.score({"a": 2.0, "b": 1.0}, {"a": 0.5, "c": 9.0}) == 1.0
