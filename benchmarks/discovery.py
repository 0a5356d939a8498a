"""Real feeds, sitemaps and robots.txt files through the project's own readers, against the index of each set.

    python benchmarks/discovery.py CORPUS

CORPUS holds discovery/feeds, discovery/sitemaps and discovery/robots, each with index.jsonl. Prints every file on which the
readers and the index differ, every broken one with the reason given, and the dates that could not be read.
"""

from __future__ import annotations

import argparse
import calendar
import json
import sys
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser
from protego import Protego
from scrapy.utils.sitemap import sitemap_urls_from_robots

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from newscrawl.discovery import feeds, sitemaps
from newscrawl.discovery.addresses import resolve
from newscrawl.discovery.entry import UnreadableError, latest

BASE = "https://unknown.example/"


def rows(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    for line in (folder / "index.jsonl").open():
        row = json.loads(line)
        yield row, (folder / row["file"]).read_bytes()


def second_opinion(body: bytes, base: str) -> dict[str, tuple[str, int | None]]:
    """What feedparser says by itself: address -> (raw date, seconds since 1970)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = {}
        for item in feedparser.parse(BytesIO(body), response_headers={"content-location": base}).entries:
            url = resolve(item.get("feedburner_origlink") or item.get("link") or "", base)
            when = item.get("published_parsed") or item.get("updated_parsed")
            if url:
                raw = item.get("published") or item.get("updated") or ""
                found.setdefault(url, (raw, calendar.timegm(when) if when else None))
        return found


def feed_table(folder: Path) -> None:
    count: Counter[str] = Counter()
    seconds = 0.0
    for row, body in rows(folder):
        base = row["url"] or row["site_link"] or BASE
        base = base if base.startswith("http") else BASE
        begun = time.perf_counter()
        try:
            entries = feeds.read(body, base)
        except UnreadableError as error:
            count["broken, with a reason"] += 1
            print(f"  {row['file']:58} {error.reason} ({row['items']} items by the index; {row['note'][:50]})")
            continue
        finally:
            seconds += time.perf_counter() - begun
        count["read"] += 1
        count["entries"] += len(entries)
        if len(entries) != row["items"]:
            print(f"  {row['file']:58} {len(entries)} entries, {row['items']} by the index; {row['note'][:60]}")
        other = second_opinion(body, base) if row["format"] != "json" else {}
        for entry in entries:
            stated = entry.published or entry.modified
            raw, instant = other.get(entry.url, ("", None))
            count["dated"] += stated is not None
            if raw and stated is None:
                count["date not read"] += 1
                print(f"  {row['file']:58} date not read: {raw!r}")
            elif stated and instant is not None:
                same = abs(latest(stated, UTC).timestamp() - instant) < 86_400
                count["same day as feedparser's" if same else "another day"] += 1
                if not same:
                    print(f"  {row['file']:58} {stated} is not {raw!r}")
    print(f"feeds: {dict(count)}, {seconds * 1000 / (count['read'] or 1):.0f} ms a feed\n")


def sitemap_table(folder: Path) -> None:
    count: Counter[str] = Counter()
    for row, body in rows(folder):
        try:
            sitemap = sitemaps.read(body, row["url"] or BASE)
        except UnreadableError as error:
            count["broken, with a reason"] += 1
            print(f"  {row['file']:58} {error.reason} ({row['urls']} addresses by the index; {row['note'][:50]})")
            continue
        count["read"] += 1
        number = len(sitemap.entries) + len(sitemap.sitemaps)
        news = sum(entry.published is not None for entry in sitemap.entries)
        dated = sum(e.modified is not None for e in sitemap.entries) + sum(d is not None for _, d in sitemap.sitemaps)
        count.update({"addresses": number, "with a news date": news, "with lastmod": dated})
        if (number, news, dated) != (row["urls"], row["news_entries"], row["lastmods"]):
            expected = (row["urls"], row["news_entries"], row["lastmods"])
            print(f"  {row['file']:58} (addresses, news, lastmods) {(number, news, dated)}, by the index {expected}")
    print(f"sitemaps: {dict(count)}\n")


def robots_table(folder: Path) -> None:
    listed: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "sitemap_urls.jsonl").open():
        row = json.loads(line)
        listed[row["robots_file"]].add(row["sitemap"])
    count: Counter[str] = Counter()
    for row, body in rows(folder):
        base = row["url"] or BASE
        found = {url.strip() for url in sitemap_urls_from_robots(body, base)}
        expected = listed[row["file"]]
        parser = Protego.parse(body.decode("utf-8", "replace"))
        count.update(
            {"read": 1, "sitemaps": len(found), "crawl-delay for us": parser.crawl_delay("newscrawl") is not None}
        )
        if expected and found != expected:
            print(
                f"  {row['file']:58} {len(found)} sitemaps, {len(expected)} by the index: {list(found ^ expected)[:2]}"
            )
    print(f"robots.txt: {dict(count)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    folder = parser.parse_args().corpus / "discovery"
    feed_table(folder / "feeds")
    sitemap_table(folder / "sitemaps")
    robots_table(folder / "robots")


if __name__ == "__main__":
    main()
