"""What a feed costs by its format: CPU time a record, memory, and the longest time that one record
holds the crawl.

    scrapy crawl demo -O articles.jsonl
    python benchmarks/formats.py articles.jsonl

The records of the file are written again and again, 30,000 in all, to each format in a process of
its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from scrapy.utils.misc import load_object  # noqa: E402  (the path is set above, so that the file runs from anywhere)

from newscrawl.pipelines.articles import to_article  # noqa: E402
from newscrawl.settings import FEED_EXPORTERS  # noqa: E402

RECORDS = 30_000
EARLY = 3_000
"""The first measurement of memory is after so many records, when everything is loaded."""
FORMATS = ("jsonl", "csv", "md", "parquet")


def resident() -> int:
    """Returns the megabytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 >> 20


def measure(kind: str, articles: Path) -> str:
    """Returns a row of the table."""
    lines = articles.read_text(encoding="utf-8").splitlines()
    made = [to_article(json.loads(line))[0] for line in lines]
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "out").open("wb") as file:
        exporter = load_object(FEED_EXPORTERS[kind])(file)
        exporter.start_exporting()
        worst = early = 0.0
        begin = time.process_time()
        for number in range(RECORDS):
            before = time.thread_time()
            exporter.export_item(made[number % len(made)])
            if number == EARLY:
                early = resident()
            elif number > EARLY:
                worst = max(worst, time.thread_time() - before)
        exporter.finish_exporting()
        spent = (time.process_time() - begin) / RECORDS
        return f"| {kind} | {spent * 1000:.2f} | {worst * 1000:.0f} | {early} | {resident()} |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path, help="a file of records as JSON lines")
    parser.add_argument("--format", choices=FORMATS, help="this one alone")
    given = parser.parse_args()
    if given.format:
        print(measure(given.format, given.articles))
        return
    print(
        f"| format | CPU ms a record | longest ms | MB after {EARLY:,} | MB after {RECORDS:,} |\n|---|---|---|---|---|",
        flush=True,
    )
    for kind in FORMATS:
        subprocess.run(
            [sys.executable, __file__, str(given.articles), "--format", kind], check=True
        )


if __name__ == "__main__":
    main()
