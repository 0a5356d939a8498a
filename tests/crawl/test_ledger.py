"""What a crawl notes about pages that several addresses lead to."""

from __future__ import annotations

import pytest

from newscrawl.crawl.ledger import DUPLICATE, Ledger, Outcome

FAILED = Outcome("http_500", lasts=False)


@pytest.mark.parametrize(
    ("outcomes", "last"),
    [
        ([FAILED], FAILED),
        ([FAILED, Outcome(DUPLICATE)], Outcome(DUPLICATE)),
        ([Outcome(DUPLICATE), FAILED], Outcome(DUPLICATE)),
        ([Outcome(DUPLICATE), Outcome("too_slow")], Outcome("too_slow")),
        ([FAILED, Outcome("robots", lasts=False)], Outcome("robots", lasts=False)),
    ],
)
def test_a_failure_replaces_no_outcome_that_lasts(outcomes: list[Outcome], last: Outcome) -> None:
    ledger = Ledger()
    for outcome in outcomes:
        ledger.end(1, outcome)
    assert ledger.outcomes == {1: last}
