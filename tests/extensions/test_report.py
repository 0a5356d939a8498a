"""Where reports are written, and that a report that can't be written ends no crawl."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Spider
from scrapy.exceptions import NotConfigured
from scrapy.extensions.feedexport import FileFeedStorage
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from newscrawl.extensions.report import Report, facts, stems
from newscrawl.items import Article
from newscrawl.job.summary import REPORTS


def reporter(*paths: Path | str) -> Report:
    crawler = get_crawler(Spider, {"NEWSCRAWL_REPORT": True})
    crawler.spider = Spider("harrow")
    storage = [
        FileFeedStorage(str(path)) if isinstance(path, Path) else SimpleNamespace()
        for path in paths
    ]
    slots = [
        SimpleNamespace(uri=str(path), storage=one)
        for path, one in zip(paths, storage, strict=True)
    ]
    made = Report.from_crawler(crawler)
    crawler.get_extension = lambda cls: SimpleNamespace(slots=slots) if paths else None  # type: ignore[method-assign]
    return made


def written(made: Report) -> Any:
    assert made.crawler.stats
    return made.crawler.stats.get_value(REPORTS)


def test_off_by_default() -> None:
    with pytest.raises(NotConfigured):
        Report.from_crawler(get_crawler(Spider))


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["a/b.jsonl"], ["a/b.report"]),
        (["b.jsonl", "b.csv", "c.jsonl.gz"], ["b.report", "c.report"]),
        (["b.jsonl", "b.truncated.jsonl", "b.deleted.jsonl"], ["b.report"]),
        ([".hidden", "plain"], [".hidden.report", "plain.report"]),
        (["a-06.5+00.jsonl", "a-06.6+00.jsonl"], ["a-06.5+00.report", "a-06.6+00.report"]),
        ([], []),
    ],
)
def test_where(paths: list[str], expected: list[str]) -> None:
    assert [str(stem) for stem in stems(paths)] == expected


def test_what_a_report_says_about_the_crawl() -> None:
    found = facts(
        "harrow",
        "The Harrow",
        {
            "start_time": datetime(2026, 11, 27, 6, tzinfo=UTC),
            "finish_time": datetime(2026, 11, 27, 6, 1, 30, tzinfo=UTC),
            "newscrawl/spider/skipped/http_404": 2,
            "newscrawl/delivered/kind/paywall": 3,
        },
        ["a.jsonl"],
    )
    assert (found["started_at"], found["seconds"]) == ("2026-11-27T06:00:00Z", 90)
    assert (found["finish_reason"], found["exit_status"]) == ("did not finish", 2)
    assert found["outcomes"] == [
        {"group": "truncated", "reason": "paywall", "count": 3, "meaning": None},
        {"group": "skipped", "reason": "http_404", "count": 2, "meaning": "not found"},
    ]


def test_beside_each_file(tmp_path: Path) -> None:
    made = reporter(tmp_path / "new" / "a.jsonl", "s3://bucket/a.jsonl")
    made.item_scraped(Article(url="http://a.example/1", text="Text.", title="lone \ud83d"))
    made.item_scraped({"url": "http://a.example/2"})
    request = Request("http://a.example/1", meta={"download_latency": 0.5})
    made.response_received(Response(request.url), request)
    made.response_received(Response(request.url), Request("http://saved.example/"))
    made.engine_stopped()
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        "a.report.json",
        "a.report.html",
    }
    assert written(made) == [str(tmp_path / "new" / "a.report.html")]
    assert list(made.counts.hosts) == ["a.example"]


def test_no_feed_no_report() -> None:
    made = reporter()
    made.engine_stopped()
    assert written(made) == []


def test_a_report_that_cannot_be_written_is_an_error_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.report.json").mkdir()
    made = reporter(tmp_path / "a.jsonl")
    made.engine_stopped()
    assert written(made) == []
    assert "The report could not be written" in caplog.text
