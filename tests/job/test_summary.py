"""The summary at the end of a crawl."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Spider
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from newscrawl.extensions.summary import Summary, state_note
from newscrawl.items import Article
from newscrawl.job.summary import meanings, render, tally

STATS = {
    "finish_reason": "finished",
    "item_scraped_count": 7,
    "newscrawl/exporter/not_written": 2,
    "newscrawl/delivered/whole": 3,
    "newscrawl/delivered/truncated": 2,
    "newscrawl/delivered/unknown": 2,
    "newscrawl/delivered/kind/paywall": 1,
    "newscrawl/delivered/kind/aggregator_preview": 1,
    "newscrawl/repair/articles": 2,
    "newscrawl/repair/mojibake.windows-1253": 9,
    "newscrawl/spider/skipped/status_404": 4,
    "newscrawl/spider/skipped/duplicate": 5,
    "newscrawl/spider/sections_empty": 2,
    "newscrawl/spider/sources_failed": 1,
    "newscrawl/spider/sources_failed/robots": 1,
    "newscrawl/spider/pages/joined": 9,
    "newscrawl/spider/pages/too_large": 1,
    "newscrawl/spider/previews": 4,
    "newscrawl/spider/previews/followed": 3,
    "newscrawl/spider/previews/private_address": 1,
    "newscrawl/refused/private_address": 1,
    "newscrawl/seen/skipped/delivered": 3,
    "depth/request_ignored_count": 2,
    "urllength/request_ignored_count": 1,
    "newscrawl/spider/lost": 1,
    "item_dropped_reasons_count/NoText": 1,
    "httperror/response_ignored_status_count/404": 6,
    "robotstxt/forbidden": 8,
    "spider_exceptions/count": 1,
    "spider_exceptions/ValueError": 1,
    "item_error_count": 3,
}


def test_tally() -> None:
    assert tally(STATS) == {
        "records": [("delivered", 5), ("whole", 3), ("truncated", 2), ("not known", 2)],
        "truncated": [("aggregator_preview", 1), ("paywall", 1)],
        "repaired": [("mojibake.windows-1253", 9)],
        "skipped": [
            ("duplicate", 5),
            ("status_404", 4),
            ("source: robots", 1),
            ("further page: too_large", 1),
            ("preview: private_address", 1),
            ("earlier: delivered", 3),
            ("section: no articles", 2),
            ("too deep", 2),
            ("address too long", 1),
            ("NoText", 1),
        ],
        "errors": [
            ("lost input", 1),
            ("not written", 2),
            ("pipeline errors", 3),
            ("ValueError", 1),
        ],
    }


def test_what_scrapy_counts_stands_for_a_spider_that_counts_nothing() -> None:
    """Scrapy's counts are used only for such a spider: otherwise the same answers would be counted
    twice.
    """
    stats = {
        name: value for name, value in STATS.items() if not name.startswith("newscrawl/spider/")
    }
    assert tally(stats)["skipped"] == [
        ("HTTP 404", 6),
        ("robots.txt forbids", 8),
        ("private_address", 1),
        ("earlier: delivered", 3),
        ("too deep", 2),
        ("address too long", 1),
        ("NoText", 1),
    ]


def test_a_crawl_of_nothing() -> None:
    assert tally({})["records"] == [("delivered", 0)]
    printed = render("site", {}, [])
    assert "site: did not finish" in printed
    assert "Exit status 2: the crawl did not come to its end" in printed


def test_the_table_shows_every_number_the_output_and_the_note() -> None:
    note = "Nothing new since [yesterday]."
    printed = render("archive", STATS, ["output/archive [1].jsonl", "/x" * 90], note)
    for rows in tally(STATS).values():
        for what, number in rows:
            assert any(what in line and f" {number} " in line for line in printed.splitlines()), (
                what
            )
    assert "archive: finished" in printed
    assert "Records: output/archive [1].jsonl\n" in printed
    assert f"Records: {'/x' * 90}\n" in printed
    assert f"{note}\n" in printed
    assert "Exit status 2: 1 files or records of the input could not be read.\n" in printed


def test_reasons_are_explained_once() -> None:
    assert meanings(["source: robots", "robots", "further page: too_large", "status_404"]) == [
        "  robots: robots.txt forbids it",
        "  too_large: larger than 16 MB, which is the most that is read",
    ]
    assert "\n  robots: robots.txt forbids it\n" in render("x", STATS, [])


def test_without_a_terminal_the_table_is_ascii() -> None:
    assert render("archive", STATS, [], plain=True).isascii()
    assert "│ duplicate " in render("archive", STATS, [])


def test_a_good_crawl_says_no_status() -> None:
    assert "Exit status" not in render(
        "x", {"finish_reason": "finished", "item_scraped_count": 1}, []
    )


@pytest.mark.parametrize("name", ["[bold]x[/bold]", "[/]", "skipped/[red]"])
def test_names_with_brackets_stand_as_they_are(name: str) -> None:
    printed = render("x", {"finish_reason": "finished", f"newscrawl/spider/skipped/{name}": 1}, [])
    assert name in printed


@pytest.mark.parametrize(
    ("stats", "again", "expected"),
    [
        (
            {"item_scraped_count": 1},
            False,
            "Later crawls deliver only what is new or edited (state: a.sqlite).",
        ),
        (
            {"newscrawl/seen/skipped/delivered": 3},
            False,
            "3 articles were delivered by earlier crawls, and nothing says that they have changed",
        ),
        ({}, True, "With again=1, articles that were delivered before are delivered again."),
        (
            {"newscrawl/exporter/failed": 1},
            True,
            "The next crawl repeats articles that are not marked as delivered",
        ),
    ],
)
def test_the_note_says_what_a_crawl_remembered(
    stats: dict[str, Any], again: bool, expected: str
) -> None:
    state: Any = SimpleNamespace(store=SimpleNamespace(where="a.sqlite"))
    assert state_note(stats, state, again).startswith(expected)


def test_a_crawl_that_met_no_article_says_nothing_of_the_next() -> None:
    state: Any = SimpleNamespace(store=SimpleNamespace(where="a.sqlite"))
    assert state_note({"finish_reason": "no_source"}, state, False) == ""


def test_a_crawl_says_that_it_remembers_nothing() -> None:
    assert state_note({}, None, False).startswith(
        "Nothing is remembered (NEWSCRAWL_STATE is empty)"
    )


def summary(**settings: str) -> Summary:
    crawler = SimpleNamespace(
        settings=Settings(settings),
        spider=SimpleNamespace(name="demo", note=lambda: "A second run."),
        stats=SimpleNamespace(get_stats=lambda: STATS),
        signals=SimpleNamespace(connect=lambda receiver, signal: None),
        get_extension=lambda cls: SimpleNamespace(written=["output/a.jsonl"]),
    )
    return Summary(crawler)  # type: ignore[arg-type]


def test_only_delivered_records_are_counted_as_whole_or_not() -> None:
    counting = Summary(get_crawler(Spider))
    stats = counting.stats
    for article in (
        Article(truncated=False),
        Article(truncated=None),
        Article(truncated=True),
        {"a": "dict"},
    ):
        counting.item_scraped(article)
    stats.set_value("newscrawl/completeness/whole", 40)  # most of these were unchanged
    stats.set_value("item_scraped_count", 4)
    assert tally(stats.get_stats())["records"] == [
        ("delivered", 4),
        ("whole", 1),
        ("truncated", 1),
        ("not known", 1),
    ]
    assert tally(stats.get_stats())["truncated"] == [("unknown", 1)]


def test_the_summary_goes_to_stderr_and_names_the_feed(capsys: pytest.CaptureFixture[str]) -> None:
    summary().engine_stopped()
    out, err = capsys.readouterr()
    assert out == ""
    assert "Records: output/a.jsonl" in err and "A second run." in err
    assert err.isascii()


def test_the_summary_goes_into_a_log_file(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        summary(LOG_FILE="job.log").engine_stopped()
    assert capsys.readouterr() == ("", "")
    assert "Records: output/a.jsonl" in caplog.text


def test_records_of_low_confidence_are_counted_and_the_first_are_named() -> None:
    summary = Summary(get_crawler(Spider))
    stats = summary.stats
    for number in range(5):
        doubted = Article(url=f"http://paper.example/{number}")
        doubted.completeness.kind = "extraction_gap"
        summary.item_scraped(doubted)
    summary.item_scraped(Article(url="http://paper.example/good", truncated=False))
    assert ("of low confidence", 5) in tally(stats.get_stats())["records"]
    printed = render("site", stats.get_stats(), [])
    named = [line for line in printed.splitlines() if line.startswith("May not be the article")]
    assert [line.rpartition("/")[2] for line in named] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("stats", "outputs"),
    [
        ({"finish_reason": "no_source"}, []),
        ({"finish_reason": "finished", "item_scraped_count": 1}, ["Records: a.jsonl"]),
        (
            {
                "finish_reason": "output_failed",
                "item_scraped_count": 2,
                "newscrawl/exporter/failed": 1,
            },
            ["Records, but not all of them: a.jsonl"],
        ),
    ],
)
def test_an_output_is_named_by_its_state(stats: dict[str, Any], outputs: list[str]) -> None:
    printed = render("site", stats, ["a.jsonl"]).splitlines()
    assert [line for line in printed if "a.jsonl" in line] == outputs


def test_a_record_that_could_not_be_written_is_not_counted_as_whole() -> None:
    summary = Summary(get_crawler(Spider))
    stats = summary.stats
    summary.item_scraped(Article(truncated=False))
    stats.inc_value("newscrawl/exporter/not_written")
    summary.item_scraped(Article(truncated=False))
    assert stats.get_value("newscrawl/delivered/whole") == 1
