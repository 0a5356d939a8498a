"""Signs are weighed by a number or along a curve, and the file has a weight for every sign."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newscrawl.items import Block
from newscrawl.text import ending
from newscrawl.text.boilerplate import Body
from newscrawl.text.weights import is_positive, odds, weigh, weights
from newscrawl.text.witnesses import SIGNALS

CURVE = [(-2.0, -1.0), (0.0, 0.5), (4.0, 2.5)]


@pytest.mark.parametrize(
    ("value", "log_odds"), [(-9, -1.0), (-2, -1.0), (-1, -0.25), (0, 0.5), (2, 1.5), (99, 2.5)]
)
def test_a_curve_is_straight_between_its_points_and_flat_beyond(
    value: float, log_odds: float
) -> None:
    assert weigh(CURVE, value) == pytest.approx(log_odds)


def test_a_number_counts_for_each_unit() -> None:
    assert weigh(2.0, 0.5) == 1.0


def test_every_sign_has_a_weight() -> None:
    blocks = [Block("paragraph", "The ferry sails again."), Block("paragraph", "Read more")]
    assert dict(Body(blocks).signs(1)).keys() == weights("line").keys()
    assert list(ending.word_signs("agai", "The ferry sails")) == list(weights("word"))
    assert list(ending.signs("Read more", blocks[:1], None)) == list(weights("ending"))
    sources = {f"source_{source}" for source in ("page", "text", "feed")}
    assert sources | SIGNALS.keys() == weights("verdict").keys()


def test_odds_are_the_sum_of_all_signs() -> None:
    known: dict[str, Any] = weights("ending")
    signs = {"constant": 1.0, "row": 2.0}
    assert odds("ending", signs) == pytest.approx(known["constant"] + 2 * known["row"])


@pytest.mark.parametrize(
    "name",
    ["line", "line_page", "lines", "last_line", "unfinished", "unfinished_page", "declared_length"],
)
def test_a_louder_signal_never_speaks_less_for_a_cut(name: str) -> None:
    curve: Any = weights("verdict")[name]
    heights = [height for _, height in curve]
    assert heights == sorted(heights) and heights[0] < heights[-1]


@given(st.lists(st.sampled_from((-3.0, -1.0, 0.0, 0.5, 1.0)), min_size=len(weights("line"))))
@settings(deadline=None)
def test_the_sign_of_the_sum_is_known_before_all_signs_are_read(values: list[float]) -> None:
    signs = [
        (name, value if isinstance(weight, list) else abs(value) / 3)
        for (name, weight), value in zip(weights("line").items(), values, strict=False)
    ]
    whole = odds("line", dict(signs))
    assume(abs(whole) > 1e-9)  # the order of a sum changes its last digits
    assert is_positive("line", signs) is (whole > 0)


def test_signs_that_change_nothing_are_not_read() -> None:
    def signs() -> Iterator[tuple[str, float]]:
        yield "constant", 1.0
        for name in ("reading", "before", "behind", "holds"):
            yield name, -9.0
        for name in ("last", "edge"):
            yield name, 0.0
        raise AssertionError("one sign too many was read")

    assert not is_positive("line", signs())
