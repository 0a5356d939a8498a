"""The report's page: escaped, self-contained, and drawn by a real browser without an error."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from browser import PROGRAM, Browser
from saved import crawl as run
from test_collect import good

from newscrawl.extensions.report import facts
from newscrawl.items import Fix, Publisher
from newscrawl.report.collect import Collected, totals
from newscrawl.report.page import render, shortened, timeline

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


STATS = {
    "start_time": datetime(2026, 11, 27, 6, tzinfo=UTC),
    "finish_time": datetime(2026, 11, 27, 6, 1, 30, tzinfo=UTC),
    "finish_reason": "finished",
    "response_received_count": 45,
    "newscrawl/spider/skipped/http_404": 2,
    "newscrawl/delivered/kind/paywall": 3,
}


def report(counts: Collected, publisher: str = "", **stats: Any) -> dict[str, Any]:
    crawl = facts("harrow", publisher, {**STATS, **stats}, ["a.jsonl"])
    return {**crawl, **totals(counts)}


def hostile_report() -> dict[str, Any]:
    counts = Collected()
    for number in range(40):
        verdict = [False, True, None][number % 3]
        fixes = [Fix(f"kind.{number}", 1)]
        day = number % 4 + 20
        article = good(
            publisher=Publisher(domain=f"{number}.example"),
            truncated=verdict,
            section=f"section {number}",
            published_at=f"2026-11-{day}T06:00:00Z",
            fixes=fixes,
        )
        counts.record(article)
    counts.record(good(title=HOSTILE, section=HOSTILE, confidence=0.1, url="javascript:alert(1)"))
    counts.page(HOSTILE, 1)
    return report(counts, HOSTILE)


def test_nothing_of_the_web_becomes_markup() -> None:
    page = render(hostile_report())
    assert "<img" not in page and "alert(1)</script>" not in page
    assert page.count("<script>") == 2
    assert 'href="javascript:' not in page
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in page


def test_a_crawl_without_records() -> None:
    page = render(report(Collected(), item_error_count=3, finish_reason="no_source"))
    assert "<h1>harrow</h1>" in page and "<b class=bad>no source</b>" in page
    assert (
        "No record is doubtful." in page
        and 'id="sections"' not in page
        and 'class="share"' not in page
    )


def test_further_rows_are_added_up() -> None:
    rows = [{"name": str(n), "count": n} for n in range(20)]
    short = shortened(rows, {"name": "other"})
    assert len(short) == 13 and short[-1] == {"name": "other", "count": sum(range(12, 20))}
    assert shortened(rows[:12], {"name": "other"}) == rows[:12]


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (
            "2026-11-20T22",
            "2026-11-21T01",
            ["20\xa0Nov 22:00", "20\xa0Nov 23:00", "21\xa0Nov 00:00", "21\xa0Nov 01:00"],
        ),
        ("2026-11-20T22", "2026-11-24T01", ["20 Nov", "21 Nov", "22 Nov", "23 Nov", "24 Nov"]),
        (
            "2026-07-31T22",
            "2026-11-01T01",
            [f"{name}\xa02026" for name in ("Jul", "Aug", "Sep", "Oct", "Nov")],
        ),
    ],
)
def test_the_time_is_shown_by_hours_days_or_months(
    first: str, last: str, labels: list[str]
) -> None:
    hours = [{"name": name, "whole": 1, "truncated": 0, "unknown": 2} for name in (first, last)]
    shown = timeline(hours)
    assert [one["label"] for one in shown] == labels
    assert (
        shown[0]["whole"] == shown[-1]["whole"] == 1 and sum(one["unknown"] for one in shown) == 4
    )


def test_shares_are_never_rounded_to_none_or_all() -> None:
    counts = Collected()
    for number in range(1_000):
        counts.record(good(truncated=number == 0))
    page = render(report(counts))
    assert "<b>99.9%</b><span>whole" in page and "<b>0.1%</b><span>truncated" in page


# In Chromium

QUESTIONS = (
    "document.documentElement.scrollWidth",
    "[...document.querySelectorAll('.chart')].map(chart => chart.querySelectorAll('.ct-bar').length)",
    "getComputedStyle(document.body).backgroundColor",
    "[...document.querySelectorAll('.value')].map(value => value.textContent)",
)
NARROWED = """(() => {
  document.getElementById('published').style.width = '200px';
  window.dispatchEvent(new Event('resize'));
  const bars = [...document.querySelectorAll('#published .s-whole .ct-bar')];
  return bars.reduce((sum, bar) => sum + parseFloat(bar.style.strokeWidth), 0);
})()"""
"""Narrows the chart of times, as a phone that is turned does. Returns how wide its columns are
together.
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the report of a crawl of the demo."""
    folder = tmp_path_factory.mktemp("report")
    done = run(folder, "demo", "-s", "NEWSCRAWL_REPORT=1", output=folder / "all.jsonl")
    assert done.status == 0, done.log
    assert f"Report: {folder / 'all.report.html'}" in done.log
    return folder / "all.report.html"


def test_the_json_beside_it(page: Path) -> None:
    made = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    records = (page.parent / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert made["records"]["delivered"] == len(records)
    assert made["publisher"] == "The Daily Example" and made["feeds"] == [
        str(page.parent / "all.jsonl")
    ]
    assert {one["host"] for one in made["hosts"]} == {"daily.example", "preview.example"}
    assert sum(one["whole"] + one["truncated"] + one["unknown"] for one in made["sections"]) == len(
        records
    )


@pytest.mark.skipif(
    PROGRAM is None, reason="Chromium is not installed (Debian: apt-get install chromium)"
)
def test_a_browser_draws_the_report_without_errors_or_requests(page: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.html"
    hostile.write_text(render(hostile_report()), encoding="utf-8")
    grounds = set()
    with Browser() as browser:
        for path in (page, hostile):
            for width in (1100, 390):
                for dark in (False, True):
                    seen = browser.look(path, width=width, dark=dark, questions=QUESTIONS)
                    assert seen.errors == []
                    assert seen.requests == [path.as_uri()]
                    across, bars, ground, values = seen.values
                    assert across == width  # nothing to scroll sideways
                    assert len(bars) == 6 and all(bars)  # with the bars of sites and sections
                    assert values and all(re.fullmatch(r"[\d,]+", value) for value in values)
                    assert seen.picture.startswith(b"\x89PNG")
                    grounds.add((dark, ground))
    assert len(grounds) == 2


@pytest.mark.skipif(
    PROGRAM is None, reason="Chromium is not installed (Debian: apt-get install chromium)"
)
def test_columns_stay_apart_in_a_window_that_gets_narrower(page: Path) -> None:
    with Browser() as browser:
        seen = browser.look(page, width=1100, dark=False, questions=(NARROWED,))
    assert seen.errors == []
    assert 0 < seen.values[0] < 200
