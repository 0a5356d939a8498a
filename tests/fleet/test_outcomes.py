"""What follows from the end of a crawl."""

from __future__ import annotations

import pytest

from newscrawl.fleet.outcomes import BUSY, FAILED, LOST, Again, CrawlAgainError, check
from newscrawl.state.runs import Run


def run(reason: str, status: int, crawl_id: str = "harrow-1-0") -> Run:
    return Run("harrow", 1.0, reason, status, crawl_id=crawl_id)


@pytest.mark.parametrize(
    ("reason", "status"), [("finished", 0), ("finished", 3), ("closespider_timeout", 0)]
)
def test_done(reason: str, status: int) -> None:
    check([run("no_source", 2, "harrow-1-1"), run(reason, status)], "harrow-1-0")  # raises nothing


@pytest.mark.parametrize(
    ("runs", "again", "reason"),
    [
        ([], LOST, "could not start, or was killed"),
        ([run("finished", 0, "another-1-0")], LOST, "could not start, or was killed"),
        ([run("shutdown", 0)], LOST, "told to stop"),
        ([run("no_source", 2)], FAILED, "no_source, status 2"),
    ],
)
def test_to_be_tried_again(runs: list[Run], again: Again, reason: str) -> None:
    with pytest.raises(CrawlAgainError, match=reason) as error:
        check(runs, "harrow-1-0")
    assert error.value.again == again


def test_pauses_grow_to_a_bound_and_end() -> None:
    again = Again(10, 60, 4)
    assert [again.pause(attempts) for attempts in range(5)] == [10, 20, 40, 60, None]
    assert BUSY.pause(10**6) == 300
