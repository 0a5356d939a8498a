"""A line is read the same on every machine, and what it says is told from what it looks like."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.text import line_model
from newscrawl.text.line_model import CLASSES, HOLDING, Model, features, kind, model, read


def test_features_are_the_same_everywhere() -> None:
    assert sorted(features("Read more"))[:2] == [201646913, 796714006]
    assert features("READ MORE") == features("Read more")
    assert features("In 12 minutes") == features("In 345 minutes")
    assert features("Read it at https://one.example/a") == features("Read it at https://two.example/b")


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("Subscribe to continue reading this article.", True),
        ("Den ganzen Artikel lesen Sie mit einem Abo.", True),
        ("La suite est réservée aux abonnés.", True),
        ("Sign up for our newsletter", False),
        ("Share this article on Facebook", False),
        ("The ferry to Stennick will run again from May, the council decided on Wednesday.", False),
    ],
)
def test_what_holds_the_rest_back(line: str, holds: bool) -> None:
    assert (read(line).holds > 0) is holds


def test_an_articles_sentence_is_no_frames() -> None:
    assert read("The harbour master said the quay was ready and the crew was hired.").frame < 0
    assert read("Subscribe to continue reading this article.").frame > 0


def test_classes_among_those_given() -> None:
    assert kind(["Subscribe to continue reading this article."], HOLDING) == "paywall"
    assert kind(["Page 1 of 3", "Next page"], HOLDING) == "paginated"
    assert kind(["Sign up for our newsletter"]) in CLASSES


def test_what_is_written_is_read_again() -> None:
    stored = model().dump()
    again = Model.load(stored)
    assert again == model() and again.dump() == stored


def test_weights_are_rounded_to_bytes() -> None:
    small = Model.packed([[0.0, 0.5, -1.0, 0.25]], [0.1])
    assert list(small.tables[0]) == [0, 64, -127, 32]
    assert small.scales[0] == pytest.approx(1 / 127)
    assert Model.packed([[0.0, 0.0]], [0.0]).scales == (1.0,)


def test_the_file_is_small() -> None:
    assert line_model.FILE.stat().st_size <= 1_000_000


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=700))
def test_any_line_is_read(text: str) -> None:
    reading = read(text)
    assert -99 < reading.frame < 99 and -99 < reading.holds < 99


def test_lines_of_a_box_are_read_together() -> None:
    box = line_model.read_box(["This article is for subscribers", "Already a subscriber? Log in"])
    assert box.holds > read("Already a subscriber? Log in").holds
