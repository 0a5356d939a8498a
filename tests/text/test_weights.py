"""Signs are weighed by a number or along a curve, and the file has a weight for every sign."""

from __future__ import annotations

import pytest

from newscrawl.items import Block, PageEvidence
from newscrawl.text.boilerplate import Body, Frame
from newscrawl.text.weights import weigh, weights
from newscrawl.text.witnesses import hear

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
    assert list(Body(blocks).signs(1)) == list(weights("line"))
    heard = hear(blocks, PageEvidence(source="page"), Frame(), 6)
    assert {witness.signal for witness in heard.witnesses} <= weights("verdict").keys()


def test_a_louder_call_never_speaks_less_for_a_cut() -> None:
    for name in ("line", "lines"):
        at = weights("verdict")[name]
        assert weigh(at, 5.0) > weigh(at, 0.0) > weigh(at, -3.0)
