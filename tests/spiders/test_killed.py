"""A kill -9 loses nothing, repeats little and leaves no torn line behind the next start (benchmarks/crash.py does more)."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

from newspaper import crawl, listing, serve, start, story, story_page

SYNC = 8
PATIENCE = 300  # seconds: what takes longer hangs


def test_killed_and_started_again(tmp_path: Path) -> None:
    slugs = [f"story-{number}" for number in range(60)]
    pages = {"/world": listing(slugs), **{story(slug): story_page(slug) for slug in slugs}}
    out = tmp_path / "out.jsonl"
    with serve(pages) as site:
        spider = {"name": "harrow", "domain": "127.0.0.1", "home": site.url + "/", "sections": {"world": "/world"}}
        settings = {
            "NEWSCRAWL_STATE": str(tmp_path / "state.sqlite"),
            "NEWSCRAWL_SYNC_RECORDS": SYNC,
            "DOWNLOAD_DELAY": 0.2,  # so that a slow disk on a busy machine keeps up with few records a sync
            "FEEDS": {str(out): {"format": "jsonlines"}},
        }
        order = {"ITEM_PIPELINES": {f"newscrawl.pipelines.{name}": at for at, name in enumerate(PIPELINES)}, **settings}
        with start(spider, settings=order) as first:
            until = time.monotonic() + PATIENCE
            while not out.exists() or out.read_bytes().count(b"\n") < 20:
                assert first.poll() is None and time.monotonic() < until
                time.sleep(0.01)
            first.kill()
            first.communicate()
        killed_at = out.read_bytes()
        out.write_bytes(killed_at + b'{"half": "a li')  # what a kill in the middle of a write leaves
        second = crawl(spider, settings=order)
        asked = Counter(site.asked)
    records = [json.loads(line) for line in out.read_text().splitlines()]
    times = Counter(record["id"] for record in records)
    assert killed_at.count(b"\n") < len(slugs)
    assert len(times) == len(slugs)
    assert len({(record["id"], record["revision"]) for record in records}) == len(slugs)
    assert len(records) - len(slugs) <= SYNC
    assert max(times.values()) <= 2
    assert second.stats["newscrawl/exporter/torn_lines_cut"] == 1
    assert sum(asked[story(slug)] for slug in slugs) < 2 * len(slugs) - 10  # what was marked is not asked for again


PIPELINES = (
    "articles.ArticlesPipeline",
    "known.KnownPipeline",
    "compose.ComposePipeline",
    "require.RequirePipeline",
    "revisions.RevisionsPipeline",
)
