"""A whole crawl of the demo, as users run it, held against the truth in every field of every
record.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import demo_truth as truth
import forks
import pytest

EXPECTED = truth.expected()
SOURCES = {
    "feed": "http://daily.example/feed.xml",
    "news_sitemap": "http://daily.example/news-sitemap.xml",
}


class Crawl:
    """The results of a crawl: its records in order, and its log."""

    def __init__(self, folder: Path) -> None:
        command = ("-m", "scrapy", "crawl", "demo", "-O", "out.jsonl", "-s", "LOG_LEVEL=INFO")
        done = forks.run(*command, folder=folder)
        self.status, self.log = done.returncode, done.stderr
        output = folder / "out.jsonl"
        lines = output.read_text(encoding="utf-8").splitlines() if output.exists() else []
        self.records: list[dict[str, Any]] = [json.loads(line) for line in lines]

    def skipped(self, reason: str) -> int:
        """Returns how many links or pages the stats count as skipped for `reason`."""
        found = re.search(rf"'newscrawl/spider/skipped/{re.escape(reason)}': (\d+)", self.log)
        return int(found[1]) if found else 0


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    return Crawl(tmp_path_factory.mktemp("crawl"))


def test_the_crawl_ends_well(crawl: Crawl) -> None:
    assert crawl.status == 0, crawl.log[-3000:]
    assert not re.search(r"\] (WARNING|ERROR|CRITICAL): ", crawl.log)


def test_the_crawl_says_why_the_next_one_delivers_the_same(crawl: Crawl) -> None:
    assert (
        "The demo remembers nothing between runs: each run delivers every article."
        in crawl.log.splitlines()
    )


def test_exactly_the_expected_records_once_each(crawl: Crawl) -> None:
    assert sorted(record["canonical_url"] for record in crawl.records) == sorted(EXPECTED)


def test_skipped_pages_are_counted_by_reason(crawl: Crawl) -> None:
    assert {reason: crawl.skipped(reason) for reason in truth.SKIPPED} == {
        reason: len(urls) for reason, urls in truth.SKIPPED.items()
    }
    assert crawl.skipped("not_article") == 0
    assert "'retry/count': 1" in crawl.log


@pytest.mark.parametrize("address", EXPECTED, ids=lambda address: address.rpartition("/")[2])
def test_the_record_has_the_text_of_the_page(crawl: Crawl, address: str) -> None:
    found = [record for record in crawl.records if record["canonical_url"] == address]
    assert found, "no record"
    assert differences(found[0], EXPECTED[address]) == {}


def test_no_article_is_a_duplicate_of_its_preview(crawl: Crawl) -> None:
    """Only a preview that is read after its article may be a duplicate. All other texts differ."""
    by_address = {record["canonical_url"]: record for record in crawl.records}
    articles = {
        record["id"]: by_address[record["declared_canonical"]]["id"]
        for record in crawl.records
        if record["declared_canonical"] != record["canonical_url"]
        and record["declared_canonical"] in by_address
    }
    assert len(articles) == 10
    named = {r["id"]: r["duplicate_of"] for r in crawl.records if r["duplicate_of"]}
    assert named.items() <= articles.items()


def differences(record: dict[str, Any], expected: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Returns the fields that differ: name -> (expected, found)."""
    apart = {"url", "requested_url", "via", "removed", "completeness", "duplicate_of", "confidence"}
    found = {
        name: (expected.get(name), record.get(name))
        for name in (expected.keys() | record.keys()) - apart - truth.OF_THE_RUN
        if name not in record or name not in expected or record[name] != expected[name]
    }
    for name in ("url", "requested_url"):
        allowed = (
            truth.DUPLICATE if expected["canonical_url"] in truth.DUPLICATE else (expected[name],)
        )
        if record[name] not in allowed:
            found[name] = (expected[name], record[name])
    least, most = expected["confidence"]
    if not least <= record["confidence"] <= most:
        found["confidence"] = (expected["confidence"], record["confidence"])
    judged = record["completeness"]
    for name in (judged.keys() | expected["completeness"].keys()) - truth.JUDGED:
        if name not in judged or judged[name] != expected["completeness"].get(name):
            found[f"completeness.{name}"] = (expected["completeness"].get(name), judged.get(name))
    if not well_judged(judged, expected["truncated"]):
        found["completeness"] = (f"well judged, truncated {expected['truncated']}", judged)
    if not removed_as_expected(record["removed"], expected):
        found["removed"] = (expected["removed"], record["removed"])
    if not via_as_listed(record["via"], expected):
        found["via"] = ("a list that names the article", record["via"])
    if (
        not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", record.get("fetched_at") or "")
        or not record["crawl_id"]
    ):
        found["fetched_at, crawl_id"] = ("set", (record.get("fetched_at"), record["crawl_id"]))
    return found


def well_judged(judged: dict[str, Any], truncated: bool) -> bool:
    """Checks that probability, evidence and reason fit the verdict."""
    if not judged["evidence"] or not judged["reason"]:
        return False
    signs_for_a_cut = any(piece["weight"] > 0 for piece in judged["evidence"])
    return (
        judged["probability"] >= 0.8 and signs_for_a_cut
        if truncated
        else judged["probability"] <= 0.2
    )


def removed_as_expected(removed: list[dict[str, str]], expected: dict[str, Any]) -> bool:
    """Returns whether every line of the frame inside the body was removed once, with a rule, and
    no block of the article.
    """
    texts = [line["text"] for line in removed]
    own = {block["text"] for block in expected["blocks"]}
    return (
        all(sum(text.startswith(start) for text in texts) == 1 for start in expected["removed"])
        and all(line["rule"] for line in removed)
        and not own.intersection(texts)
    )


def via_as_listed(via: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Checks that `via` names a list that has the article. Which list is read first differs from
    run to run.
    """
    section = expected["canonical_url"].split("/")[3]
    if expected["publisher"]["domain"] == "preview.example":
        return via == {"kind": "section", "url": "http://preview.example/"}
    if via["kind"] == "section":
        sections = (
            {section, "business"} if expected["canonical_url"] in truth.DUPLICATE else {section}
        )
        if expected["canonical_url"] in truth.MOST_READ:
            sections = {name.lower() for name in truth.SECTIONS.values()}
        return re.sub(r"/page/\d+|\?page=\d+", "", via["url"]).rpartition("/")[2] in sections
    return SOURCES.get(via["kind"]) == via["url"]
