"""A line is read the same on every machine, and by its meaning rather than its looks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.text import line_model
from newscrawl.text.line_model import (
    CLASSES,
    HOLDING,
    Model,
    features,
    frame,
    holds,
    kind,
    model,
    remaining,
    wide,
)


def test_features_are_the_same_everywhere() -> None:
    assert sorted(features("Read more"))[:2] == [201646913, 796714006]
    assert features("READ MORE") == features("Read more")
    assert features("In 12 minutes") == features("In 345 minutes")
    assert features("Read it at https://one.example/a") == features(
        "Read it at https://two.example/b"
    )


@pytest.mark.parametrize(
    ("line", "does"),
    [
        ("Subscribe to continue reading this article.", True),
        ("Den ganzen Artikel lesen Sie mit einem Abo.", True),
        ("La suite est réservée aux abonnés.", True),
        ("Sign up for our newsletter", False),
        ("Share this article on Facebook", False),
        ("The ferry to Stennick will run again from May, the council decided on Wednesday.", False),
    ],
)
def test_lines_that_hold_the_rest_back(line: str, does: bool) -> None:
    assert (holds(line) > 0) is does


def test_an_articles_sentence_is_no_frames() -> None:
    assert frame("The harbour master said the quay was ready and the crew was hired.") < 0
    assert frame("Subscribe to continue reading this article.") > 0


def test_the_kind_is_one_of_the_given_classes() -> None:
    assert kind(["Subscribe to continue reading this article."], HOLDING) == "paywall"
    assert kind(["Page 1 of 3", "Next page"], HOLDING) == "paginated"
    assert kind(["Sign up for our newsletter"]) in CLASSES


def test_a_written_model_is_read_unchanged() -> None:
    stored = model().dump()
    again = Model.load(stored)
    assert again == model() and again.dump() == stored


def test_weights_are_rounded_to_few_steps() -> None:
    weights = [0.0, 0.5, -1.0, 0.25]
    small = Model.packed({"frame": weights, "offer": weights}, {"frame": 0.1, "offer": 0.2})
    assert list(small.tables["frame"]) == [0, 8, -15, 4]
    assert list(small.tables["offer"]) == [0, 2, -5, 1]
    assert small.scales == pytest.approx({"frame": 1 / 15, "offer": 1 / 5})
    assert Model.packed({"frame": [0.0, 0.0]}, {"frame": 0.0}).scales == {"frame": 1.0}


def test_the_file_is_small() -> None:
    assert line_model.FILE.stat().st_size <= 1_000_000


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=700))
def test_any_line_is_read(text: str) -> None:
    assert all(-99 < odds < 99 for odds in (frame(text), holds(text), remaining(text)))


def test_lines_of_a_box_are_read_together() -> None:
    box = holds("This article is for subscribers", "Already a subscriber? Log in")
    assert box > holds("Already a subscriber? Log in")


def test_words_with_others_between_are_read_together() -> None:
    one, other = wide("Subscribe for the rest"), wide("Subscribe and read the rest")
    assert (one & other) - (
        features("Subscribe for the rest") & features("Subscribe and read the rest")
    )
    assert features("Subscribe for the rest") < one


def test_a_share_that_is_left_is_told_from_one_that_is_shown() -> None:
    assert remaining("75% of this article remains for subscribers") > remaining(
        "You have read 75% of this article"
    )


def test_the_classes_are_added_up_together_as_each_by_itself() -> None:
    model = line_model.model()
    for found in (
        frozenset(),
        frozenset([5]),
        line_model.wide("Subscribe to read the rest, for 3 €."),
        frozenset(range(1, 9_000, 7)),
    ):
        assert model.totals(found) == [model.total(name, found) for name in line_model.CLASSES]


def test_the_logistic_function() -> None:
    assert line_model.logistic(0.0) == 0.5
    assert line_model.logistic(2.0) + line_model.logistic(-2.0) == pytest.approx(1.0)
