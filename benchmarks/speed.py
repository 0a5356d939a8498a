"""Measures the processor time of a page: parse, extraction, pipelines and export, without a crawl.

    python benchmarks/speed.py CORPUS [--sets aeb,andy] [--profile]

CORPUS is a folder as benchmarks/corpus.py describes it. Prints the median, the 95th percentile and
the slowest pages; --profile prints which functions take the time. Pages of all sites count, because
none of their content is shown.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
from pathlib import Path
from statistics import mean, median, quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import corpus
import inprocess


def run(folder: Path, sets: list[str]) -> dict[str, float]:
    """Returns the milliseconds of processor time of each page, by address."""
    return {case.url: ms for case, _, ms in inprocess.records(corpus.cases(folder, sets=sets))}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sets", default="aeb,fundus_tests")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    sets = options.sets.split(",")
    if options.profile:
        profile = cProfile.Profile()
        profile.runcall(run, options.corpus, sets)
        pstats.Stats(profile).sort_stats("cumtime").print_stats(60)
        return
    found = run(options.corpus, sets)
    times = sorted(found.values())
    tail = quantiles(times, n=20)[-1]
    print(
        f"{len(times)} pages: median {median(times):.1f} ms, mean {mean(times):.1f} ms, 95 % under {tail:.1f} ms"
    )
    for url, ms in sorted(found.items(), key=lambda entry: -entry[1])[:8]:
        print(f"{ms:8.1f} ms  {url[:110]}")


if __name__ == "__main__":
    main()
