"""The exit status of a crawl, from its stats."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.job.status import DONE, EMPTY, FAILED, NOT_STARTED, exit_status, outcome

RECORDS = {"finish_reason": "finished", "item_scraped_count": 3}
MANY = RECORDS | {"response_received_count": 100}
NONE = {"finish_reason": "finished"}


@pytest.mark.parametrize(
    ("stats", "status"),
    [
        (RECORDS, DONE),
        (RECORDS | {"finish_reason": "shutdown"}, DONE),
        (RECORDS | {"finish_reason": "closespider_itemcount"}, DONE),
        # errors in few pages are only counted; a tenth of the pages is too much
        (MANY | {"spider_exceptions/count": 1, "item_error_count": 1}, DONE),
        (MANY | {"newscrawl/errors/count": 10, "newscrawl/errors/AttributeError": 10}, DONE),
        (MANY | {"newscrawl/errors/count": 12, "newscrawl/errors/AttributeError": 12}, FAILED),
        (MANY | {"spider_exceptions/count": 5, "item_error_count": 5}, FAILED),
        (MANY | {"newscrawl/exporter/not_written": 1}, DONE),
        (MANY | {"newscrawl/exporter/not_written": 10}, FAILED),
        (NONE, EMPTY),
        (NONE | {"item_dropped_count": 4}, EMPTY),
        (RECORDS | {"newscrawl/exporter/not_written": 3}, FAILED),
        (NONE | {"spider_exceptions/count": 4}, FAILED),
        (NONE | {"item_error_count": 4}, FAILED),
        ({}, FAILED),
        ({"item_scraped_count": 3}, FAILED),
        (RECORDS | {"finish_reason": "start_error"}, FAILED),
        ({"finish_reason": "no_source"}, FAILED),
        (RECORDS | {"finish_reason": "output_failed"}, FAILED),
        (RECORDS | {"finish_reason": "output_lost"}, FAILED),
        (RECORDS | {"newscrawl/exporter/failed": 1}, FAILED),
        (RECORDS | {"feedexport/failed_count/S3FeedStorage": 1}, FAILED),
        (RECORDS | {"feedexport/success_count/FileFeedStorage": 1}, DONE),
        (RECORDS | {"newscrawl/spider/lost": 1}, FAILED),
        (NONE | {"newscrawl/spider/lost": 1}, FAILED),
        (NONE | {"finish_reason": "unknown_section"}, NOT_STARTED),
        (NONE | {"finish_reason": "site_busy"}, NOT_STARTED),
        (NONE | {"finish_reason": "unknown_section", "spider_exceptions/count": 1}, NOT_STARTED),
    ],
)
def test_status(stats: dict[str, Any], status: int) -> None:
    assert exit_status(stats) == status


@pytest.mark.parametrize(
    ("stats", "said"),
    [
        ({}, "the crawl did not come to its end"),
        (NONE, "no record was delivered"),
        (NONE | {"finish_reason": "no_source"}, "no section, feed or sitemap could be read"),
        (NONE | {"finish_reason": "site_busy"}, "another job crawls the site"),
        (RECORDS | {"finish_reason": "output_lost"}, "another program removed, replaced or cut"),
        (
            RECORDS | {"feedexport/failed_count/S3FeedStorage": 1},
            "not all records were written or stored",
        ),
        (RECORDS | {"newscrawl/spider/lost": 2}, "2 files or records of the input"),
        (MANY | {"spider_exceptions/count": 12}, "12 of 100 pages met an error of the program"),
    ],
)
def test_a_status_that_is_not_0_has_its_reason(stats: dict[str, Any], said: str) -> None:
    assert said in outcome(stats)[1]


def test_the_exit_statuses_have_the_documented_numbers() -> None:
    assert (DONE, NOT_STARTED, FAILED, EMPTY) == (0, 1, 2, 3)
