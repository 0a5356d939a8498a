"""When a publisher's newest runs differ from its last good ones, and when nothing can be said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.state.health import Health, examine, findings, is_good
from newscrawl.state.runs import Run, run_of

HOUR = 3600.0
NOW = 1_780_000_000.0
USUAL = Run(
    publisher="harrow",
    at=NOW,
    reason="finished",
    status=0,
    found=60,
    asked=20,
    records=20,
    dated=20,
    timed=19,
    authored=18,
    truncated=1,
    doubted=0,
    words=500.0,
    good=True,
)


def history(last: Run, *earlier: Run, good: int = 8) -> list[Run]:
    """Returns runs, an hour apart, the newest first: `last`, then `earlier`, then good ones."""
    runs = [last, *earlier, *[USUAL] * good]
    return [replace(run, at=NOW - number * HOUR) for number, run in enumerate(runs)]


def measures(*runs: Run, good: int = 8) -> list[str]:
    return [finding.measure for finding in findings(history(*runs, good=good))]


def test_a_run_like_the_others_is_well() -> None:
    assert measures(USUAL) == []
    health = examine("harrow", history(USUAL), NOW)
    assert (health.state, health.good, health.line) == ("ok", 8, "60 articles found, 20 records")


@pytest.mark.parametrize(
    ("change", "measure", "text"),
    [
        ({"dated": 2}, "dated", "2 of 20 records have a date, usually 100%"),
        ({"timed": 0}, "timed", "0 of 20 records have a time of publication, usually 95%"),
        ({"authored": 0}, "authored", "0 of 20 records name an author, usually 90%"),
        ({"truncated": 12}, "truncated", "12 of 20 records are truncated, usually 5%"),
        ({"doubted": 9}, "doubted", "9 of 20 records have a low confidence, usually 0%"),
        ({"words": 90.0}, "words", "90 words a record, usually 500"),
        ({"found": 4}, "found", "4 articles found, usually 60"),
        ({"asked": 60}, "read", "20 of 60 article pages gave a record, usually 100%"),
    ],
)
def test_an_unusual_number_is_a_finding(change: dict[str, float], measure: str, text: str) -> None:
    run = replace(USUAL, **change)
    assert [(found.measure, found.text) for found in findings(history(run))] == [(measure, text)]
    assert not is_good(run, history(USUAL))
    health = examine("harrow", history(run), NOW)
    assert (health.state, health.line) == ("ill", text)


@pytest.mark.parametrize(
    "change",
    [
        {"dated": 17},
        {"authored": 14},
        {"truncated": 4},
        {"words": 260.0},
        {"found": 31},
        {
            "records": 1,
            "asked": 1,
            "dated": 0,
            "timed": 0,
            "authored": 0,
            "truncated": 1,
            "words": 20.0,
        },
        {
            "records": 0,
            "asked": 0,
            "dated": 0,
            "timed": 0,
            "authored": 0,
            "truncated": 0,
            "words": None,
            "status": 3,
        },
        {"asked": 40, "unchanged": 20},
    ],
)
def test_a_change_that_may_be_chance_is_no_finding(change: dict[str, float]) -> None:
    assert measures(replace(USUAL, **change)) == []


def test_three_records_without_dates_say_something() -> None:
    few = replace(USUAL, records=3, asked=3, timed=3, authored=3, truncated=0)
    assert measures(replace(few, dated=0)) == ["dated"]
    assert measures(replace(few, dated=1)) == []


def test_single_records_are_judged_together() -> None:
    one = replace(USUAL, records=1, asked=1, dated=0, timed=1, authored=1, truncated=0)
    assert measures(one, good=20) == []
    assert measures(one, one, one, one, good=20) == ["dated"]


def test_a_small_publisher_that_lists_nothing_is_found() -> None:
    small = [replace(USUAL, found=count) for count in (7, 8, 7)]
    assert [f.measure for f in findings([replace(USUAL, found=0), *small])] == ["found"]
    assert findings([replace(USUAL, found=2), *small]) == []


def test_one_odd_run_among_the_good_ones_moves_nothing() -> None:
    odd = replace(USUAL, dated=0, found=1, words=5.0, authored=0)
    assert measures(replace(USUAL, dated=0), odd) == ["dated"]
    assert measures(USUAL, odd) == []


def test_found_articles_are_compared_among_finished_runs_with_the_same_arguments() -> None:
    assert measures(replace(USUAL, found=4, dated=0, arguments="only=world")) == []
    assert measures(replace(USUAL, found=4, reason="shutdown")) == []


def test_a_fault_that_lasts_does_not_become_usual() -> None:
    ill = replace(USUAL, dated=0, good=False)
    assert measures(*[ill] * 20) == ["dated"]


def test_a_run_that_failed() -> None:
    failed = replace(USUAL, status=2, reason="no_source", good=False)
    health = examine("harrow", history(failed), NOW)
    assert (health.state, health.line) == ("ill", "the last run failed: no_source, exit status 2")


@pytest.mark.parametrize(
    ("hours", "apart", "line"),
    [
        (5, 1.0, None),
        (7, 1.0, "no run for 7 hours, usually one every 60 minutes"),
        (50, 24.0, None),
        (96, 24.0, "no run for 4 days, usually one every 24 hours"),
    ],
)
def test_late(hours: float, apart: float, line: str | None) -> None:
    runs = [replace(USUAL, at=NOW - number * apart * HOUR) for number in range(6)]
    health = examine("harrow", runs, NOW + hours * HOUR)
    assert (health.state, health.line) == (
        ("late", line) if line else ("ok", "60 articles found, 20 records")
    )


def test_without_a_run_to_compare_with() -> None:
    assert examine("harrow", [], NOW) == Health("harrow", "new", (), None, 0)
    assert examine("harrow", [], NOW).line == "no run yet"
    first = examine("harrow", history(USUAL, good=0), NOW)
    assert (first.state, first.line) == (
        "new",
        "60 articles found, 20 records; no good run to compare with",
    )
    assert is_good(USUAL, [])
    assert not is_good(replace(USUAL, found=0), [])


COUNT = st.integers(0, 30_000)


@given(
    st.lists(
        st.tuples(COUNT, COUNT, COUNT, COUNT, st.one_of(st.none(), st.floats(0, 1e5))), max_size=9
    )
)
def test_any_numbers_can_be_judged(rows: list[tuple[int, int, int, int, float | None]]) -> None:
    runs = [
        replace(USUAL, found=f, asked=a, records=r, dated=min(d, r), words=w)
        for f, a, r, d, w in rows
    ]
    assert examine("harrow", runs, NOW).state in ("ok", "ill", "late", "new")


def test_a_run_comes_back_from_its_facts() -> None:
    facts = USUAL.facts()
    assert run_of("harrow", NOW, 1, facts) == USUAL
    assert run_of("harrow", NOW, 1, facts.replace("{", '{"later": 1, ', 1)) == USUAL
