"""What is counted for the report: flat memory, and the most doubtful records first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newscrawl.items import DOUBTED, Article, Completeness, Fix, Removed
from newscrawl.report import collect
from newscrawl.report.collect import OTHER, Collected, doubts_of, totals


def good(**values: Any) -> Article:
    known = {
        "url": "http://a.example/1",
        "title": "A title",
        "text": "Words.",
        "word_count": 300,
        "truncated": False,
    }
    return Article(**{**known, "date_published": "2026-11-20", "confidence": 0.96, **values})


@pytest.mark.parametrize(
    ("values", "doubts"),
    [
        ({}, []),
        ({"confidence": None}, []),
        ({"confidence": 0.5, "truncated": None}, ["confidence 0.500: may not be the article"]),
        ({"truncated": None}, ["not known whether the text is whole"]),
        (
            {"truncated": True, "completeness": Completeness(kind="lead_only")},
            ["truncated (lead only)"],
        ),
        ({"truncated": True}, ["truncated"]),
        ({"truncated": True, "completeness": Completeness(full_text_url="http://b.example/")}, []),
        (
            {"title": None, "date_published": None, "word_count": 9},
            ["no title", "no date", "only 9 words"],
        ),
    ],
)
def test_doubts(values: dict[str, Any], doubts: list[str]) -> None:
    assert [text for _, text in doubts_of(good(**values))] == doubts


def test_the_most_doubtful_records_come_first() -> None:
    counts = Collected()
    for number in range(100):
        counts.record(good(url=f"http://a.example/{number}", confidence=number / 100))
    assert [one["url"].rpartition("/")[2] for one in counts.look_at] == [
        str(n) for n in range(collect.LOOK_AT)
    ]
    assert counts.records["low_confidence"] == 100 * DOUBTED
    assert counts.confidence.total() == 100 and counts.confidence[9] == 10


def test_counts_of_several_processes_add_up_to_those_of_one() -> None:
    one, parts = Collected(), [Collected(), Collected()]
    for number in range(100):
        article = good(
            url=f"http://a.example/{number}",
            confidence=number / 100,
            title=None if number % 7 else "A title",
            language="en" if number % 2 else None,
            section=f"s{number % 5}",
            published_at=f"2026-11-20T{number % 24:02}:00:00Z" if number % 3 else None,
            fixes=[Fix("entities", number)],
        )
        for counts in (one, parts[number >= 50]):
            counts.record(article)
            counts.page(f"{number % 3}.example", number)
    sum_of_all = Collected()
    for part in parts:
        sum_of_all.add(part)
    assert totals(sum_of_all) == totals(one)


def test_of_equal_doubts_the_first_records_are_kept() -> None:
    counts = Collected()
    for number in range(100):
        counts.record(good(url=str(number), title=None, text="word " * 100))
    assert [one["url"] for one in counts.look_at] == [str(n) for n in range(collect.LOOK_AT)]
    assert len(counts.look_at[0]["text"]) <= collect.QUOTE and counts.look_at[0]["text"].endswith(
        "word …"
    )


def test_names_beyond_the_bound_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "HOSTS", 2)
    counts = Collected()
    for name, seconds in (("a", 1), ("b", 3), ("c", 5), ("d", 7), ("a", 2)):
        counts.page(name, seconds)
    assert {name: (one.pages, one.slowest) for name, one in counts.hosts.items()} == {
        "a": (2, 2),
        "b": (1, 3),
        OTHER: (2, 7),
    }


def test_the_report_as_json() -> None:
    counts = Collected()
    counts.record(
        good(
            section="world",
            published_at="2026-11-20T06:30:00Z",
            language="en",
            fixes=[Fix("spaces", 2)],
        )
    )
    counts.record(
        good(
            section="world",
            published_at="2026-11-20T06:59:00Z",
            truncated=True,
            removed=[Removed("x", "y")],
        )
    )
    counts.record(good(truncated=None, confidence=1.0))
    counts.page("a.example", 0.5)
    counts.page("a.example", 1.0)
    counts.page("b.example", 2.0)
    report = json.loads(json.dumps(totals(counts)))
    assert report["records"] == {
        "delivered": 3, "whole": 1, "truncated": 1, "unknown": 1, "low_confidence": 0, "without_time": 1,
        "words": 900, "lines_removed": 1,
    }  # fmt: skip
    assert report["sites"] == [{"name": "no site", "whole": 1, "truncated": 1, "unknown": 1}]
    assert report["sections"][0] == {"name": "world", "whole": 1, "truncated": 1, "unknown": 0}
    assert report["sections"][1]["name"] == "no section"
    assert report["published"] == [
        {"name": "2026-11-20T06", "whole": 1, "truncated": 1, "unknown": 0}
    ]
    assert report["languages"] == [{"name": "not known", "count": 2}, {"name": "en", "count": 1}]
    assert report["repairs"] == [{"rule": "spaces", "count": 2}]
    assert report["hosts"][0] == {
        "host": "b.example",
        "pages": 1,
        "mean_seconds": 2.0,
        "slowest": 2.0,
    }
    assert report["hosts"][1]["mean_seconds"] == 0.75
