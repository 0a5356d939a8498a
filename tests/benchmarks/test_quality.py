"""Which pages count as right, lost and silent, and the tables that show them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import quality
import scoring

WORDS = "one two three four five six seven eight nine ten eleven twelve"
HALF = "one two three four five six"


def test_text_is_scored_by_runs_of_four_words() -> None:
    assert scoring.page_counts(WORDS, WORDS) == (1, 0, 0)
    assert scoring.page_counts(HALF, WORDS) == pytest.approx((3 / 9, 0, 6 / 9))
    assert scoring.page_counts("", "") == (0, 0, 0)
    assert scoring.page_f1(scoring.page_counts(HALF, WORDS)) == pytest.approx(0.5)
    assert scoring.shingles("one two") == {("one", "two"): 1}


def test_a_lost_text_is_silent_only_if_the_record_says_that_nothing_is_missing() -> None:
    truth = {"text": WORDS}
    silent = scoring.score({"text": HALF, "truncated": False}, truth)
    doubted = scoring.score(
        {"text": HALF, "truncated": None, "completeness": {"kind": "extraction_gap"}}, truth
    )
    missing = scoring.score(None, truth)
    good = scoring.score(
        {"text": WORDS, "truncated": None, "completeness": {"kind": "extraction_gap"}}, truth
    )
    found = scoring.body([silent, doubted, missing, good]) or {}
    assert {
        key: found[key]
        for key in ("pages", "lost", "silent", "none", "poor", "doubted", "good", "near")
    } == {
        "pages": 4,
        "lost": 3,
        "silent": 1,
        "none": 1,
        "poor": 3,
        "doubted": 1,
        "good": 1,
        "near": 0.25,
    }
    assert scoring.body([{"given": True}]) is None


def test_wrong_verdicts_are_counted_on_pages_that_people_read() -> None:
    said = [(True, True), (True, None), (False, True), (False, None), (False, False)]
    pages = [{"cut": cut, "said": verdict} for cut, verdict in said] + [{"said": True}]
    assert quality.misjudged(pages) == {"unfound": 1, "alarms": 1, "unsure": 2}
    assert quality.summary({"read": pages})["read"] == {
        "pages": 6,
        "unfound": 1,
        "alarms": 1,
        "unsure": 2,
    }
    assert quality.misjudged([{"said": True}]) == {}


def test_facts_are_right_but_for_case_space_and_quotes() -> None:
    record = {
        "title": "“A  Day”",
        "authors": [{"name": "JO  Doe"}],
        "date_published": "2026-01-02T23:30:00-05:00",
    }
    truth = {"title": '"a day"', "authors": ["Jo Doe"], "date": "2026-01-03T04:30:00Z"}
    found = scoring.score(record, truth)
    assert (found["title"], found["authors"], found["day"], found["instant"]) == (
        True,
        True,
        True,
        True,
    )
    other = scoring.score(record | {"date_published": "January 2"}, truth)
    assert (other["day"], other["instant"]) == (False, False)
    assert "day" not in scoring.score(record, {"date": "2026-01"})
    assert scoring.same_instant(
        "2026-01-03T04:30:00", truth["date"]
    )  # without an offset: the local time is compared


def test_phrases_are_counted_one_by_one() -> None:
    found = scoring.score(
        {"text": "One\ntwo. Three"}, {"has": ["one two", "One two", "Three"], "hasnt": ["Four"]}
    )
    assert scoring.share([found], "has") == (2, 3)
    assert scoring.share([found], "hasnt") == (0, 1)


def test_confidence_is_shown_beside_the_real_f1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sure = scoring.score({"text": WORDS, "confidence": 1.0}, {"text": WORDS})
    doubtful = scoring.score({"text": HALF, "confidence": 0.55}, {"text": WORDS})
    quality.reliability({"andy": [sure, doubtful, scoring.score({"text": WORDS}, {"text": WORDS})]})
    assert capsys.readouterr().out.splitlines()[2:4] == [
        "| 0.5 to 0.6 | 1 | 0.550 | 0.500 | 1 |",
        "| 0.95 to 1.0 | 1 | 1.000 | 1.000 | 0 |",
    ]


PAGE = """<html lang=en><head><title>The bridge | The Harbour</title>
<meta property="og:title" content="The bridge"><meta property="og:type" content="article"></head>
<body><h1>The bridge</h1><article>{}</article></body></html>"""
TEXT = [
    f"The harbour bridge opens on day number {n}, said the builders who had waited for years."
    for n in range(9)
]


def test_the_tables_of_a_small_corpus(
    make_set: Callable[..., Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = "https://example.net/2026/bridge"
    row = {
        "set": "andy",
        "site": "example.net",
        "url": url,
        "text": "\n".join(TEXT),
        "title": "The bridge",
    }
    folder = make_set("andy", [row], {url: PAGE.format("".join(f"<p>{line}</p>" for line in TEXT))})
    (folder / "pages" / "completeness.jsonl").write_text(
        json.dumps({"url": url, "set": "andy", "truncated": False}) + "\n", "utf-8"
    )
    monkeypatch.setattr(
        quality.corpus, "digest", lambda folder: "0" * 16
    )  # the other sets are not there
    monkeypatch.setattr(
        quality.inprocess, "tune", lambda: None
    )  # the collector is that of all tests
    arguments = [
        str(folder),
        "--sets",
        "andy",
        "--jobs",
        "1",
        "--worst",
        "1",
        "--json",
        str(tmp_path / "figures.json"),
    ]
    monkeypatch.setattr("sys.argv", ["quality.py", *arguments])
    quality.main()
    shown = capsys.readouterr().out
    assert "| andy | 1 | 1 | 1.0000 | 1.000 | 1.000 | 1.000 | 0 | 0 | 0 | 0 | 0 of 1 |" in shown
    assert "| andy | 0 of 0 | 0 of 1 | 1 of 1 |" in shown
    assert url in shown
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert figures["andy"]["f1"] == figures["andy"]["title"] == 1
