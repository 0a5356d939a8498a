"""Measures what reading archives costs: with one process and with several, for records that are not
pages, and in memory.

    python benchmarks/archives.py CORPUS [--files 4] [--pages 150] [--processes 1,2] [--rounds 2]

Makes WARC files of the corpus's pages and of other records, and reads them with `scrapy crawl
archive`. The numbers of processes take turns.
"""

from __future__ import annotations

import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from itertools import cycle, islice
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks")]

import corpus
from common import command_line, environment

SETS = ("aeb", "fundus_tests")


def write(path: Path, bodies: list[tuple[str, bytes]], kind: str) -> None:
    """Writes a WARC file with a request and a response record for each page."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
        for url, body in bodies:
            told = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            page = {"payload": io.BytesIO(body), "length": len(body), "http_headers": told}
            writer.write_record(writer.create_warc_record(url, "response", **page))
            host = [("Host", "a.example")]
            asked = StatusAndHeaders("GET / HTTP/1.1", host, is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))


def read(folder: Path, pattern: str, processes: int) -> tuple[float, float, float, int]:
    """Returns seconds by the clock, seconds of CPU time, peak MB of the largest process, and
    records, of one crawl.
    """
    out = folder / "out.jsonl"
    command = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"path={folder}/{pattern}"]
    command += ["-O", str(out), "-a", f"processes={processes}", "--loglevel", "WARNING"]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment(), cwd=folder, capture_output=True, text=True)
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    records = sum(1 for _ in out.open("rb")) if out.exists() else 0
    return clock, cpu, after.ru_maxrss / 1024, records


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--files", type=int, default=4)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--processes", default="1,2")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    counts = [int(number) for number in options.processes.split(",")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = cycle([case.body for case in corpus.cases(options.corpus, sets=SETS)])
        for number in range(options.files):
            bodies = enumerate(islice(source, options.pages))
            some = [(f"http://site{number}.example/{n}", body) for n, body in bodies]
            write(folder / f"pages{number}.warc.gz", some, "text/html")
        others = [(f"http://site.example/{n}.jpg", os.urandom(20_000)) for n in range(3_000)]
        write(folder / "others.warc.gz", others, "image/jpeg")
        write(folder / "one.warc.gz", others[:1], "image/jpeg")
        results: dict[int, list[tuple[float, float, float, int]]] = defaultdict(list)
        for _ in range(options.rounds):
            for count in counts:
                results[count].append(read(folder, "pages*.warc.gz", count))
        print("processes  seconds  CPU s  records/s  against one  peak MB of one process")
        base = statistics.median(run[0] for run in results[counts[0]])
        for count, runs in results.items():
            clock, cpu, peak, records = map(statistics.median, zip(*runs, strict=True))
            print(
                f"{count:9}  {clock:7.1f}  {cpu:5.1f}  {records / clock:9.1f}  {base / clock:11.2f}  {peak:22.0f}"
            )
        began = [read(folder, "one.warc.gz", 1)[1] for _ in range(options.rounds)]
        ended = [read(folder, "others.warc.gz", 1)[1] for _ in range(options.rounds)]
        each = (min(ended) - min(began)) / (2 * len(others)) * 1000
        print(
            f"skipped records: {each:.3f} ms of CPU each, of {2 * len(others)} (images of 20 KB, and requests)"
        )


if __name__ == "__main__":
    main()
