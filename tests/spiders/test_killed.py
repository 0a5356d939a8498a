"""A kill -9 loses nothing, repeats little and leaves no torn line behind the next start
(benchmarks/crash.py does more).
"""

from __future__ import annotations

import csv
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from newspaper import crawl, harrow, listing, serve, start, stories, story

SYNC = 8
PATIENCE = 300  # seconds: what takes longer hangs


def read(path: Path) -> list[dict[str, Any]]:
    """Returns the records of a feed of CSV or JSON lines."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    return [json.loads(line) for line in path.read_text().splitlines()]


# What a kill in the middle of a write leaves.
@pytest.mark.parametrize(
    ("name", "kind", "half"),
    [
        ("out.jsonl", "jsonlines", b'{"half": "a li'),
        ("out.csv", "csv", b'newscrawl/article/1,0,"half a\nli'),
    ],
)
def test_killed_and_started_again(name: str, kind: str, half: bytes, tmp_path: Path) -> None:
    slugs = [f"story-{number}" for number in range(60)]
    pages = {"/world": listing(slugs), **stories(*slugs)}
    out = tmp_path / name
    with serve(pages) as site:
        spider = harrow(site.url)
        settings = {
            "NEWSCRAWL_STATE": str(tmp_path / "state.sqlite"),
            "NEWSCRAWL_SYNC_RECORDS": SYNC,
            "DOWNLOAD_DELAY": 0.2,  # so that a slow disk on a busy machine keeps up with few records a sync
            "FEEDS": {str(out): {"format": kind}},
        }
        order = {
            "ITEM_PIPELINES": {
                f"newscrawl.pipelines.{name}": at for at, name in enumerate(PIPELINES)
            },
            **settings,
        }
        with start(spider, settings=order) as first:
            until = time.monotonic() + PATIENCE
            while not out.exists() or len(read(out)) < 20:
                assert first.poll() is None and time.monotonic() < until
                time.sleep(0.05)
            first.kill()
            first.communicate()
        killed_at = len(read(out))
        out.write_bytes(out.read_bytes() + half)
        second = crawl(spider, settings=order)
        asked = Counter(site.asked)
    records = read(out)
    times = Counter(record["id"] for record in records)
    assert killed_at < len(slugs)
    assert len(times) == len(slugs)
    assert len({(record["id"], record["revision"]) for record in records}) == len(slugs)
    assert len(records) - len(slugs) <= SYNC
    assert max(times.values()) <= 2
    assert second.stats["newscrawl/exporter/torn_lines_cut"] == 1
    assert (
        sum(asked[story(slug)] for slug in slugs) < 2 * len(slugs) - 10
    )  # no marked article is requested again


PIPELINES = (
    "articles.ArticlesPipeline",
    "revisions.KnownPipeline",
    "stages.ComposePipeline",
    "filters.RequirePipeline",
    "revisions.RevisionsPipeline",
)
