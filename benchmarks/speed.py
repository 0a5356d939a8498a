"""Measures the processor time of a page: parse, extraction, pipelines and export, without a crawl.

    python benchmarks/speed.py CORPUS [--sets aeb,andy] [--half fitting|checking|all]
                               [--profile | --beside trafilatura]

CORPUS is a folder as benchmarks/corpus.py describes it. Prints the median, the 95th percentile and
the slowest pages. --profile prints which functions take the time. --beside takes turns with a peer
of benchmarks/peers.py, page by page in one process, so that other processes slow both alike; that
needs an environment with benchmarks/requirements.txt beside the project's own. Pages of all sites
count, because none of their content is shown.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from statistics import mean, median, quantiles
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import corpus
import inprocess
from peers import PEERS

EVERY = 0.001
"""Seconds of processor time between two looks at the stack."""
SHOWN = 100
"""Functions that --profile prints."""


def run(folder: Path, sets: list[str], half: corpus.Half) -> dict[str, float]:
    """Returns the milliseconds of processor time of each page, by address."""
    cases = corpus.cases(folder, half, sets)
    return {case.url: ms for case, _, ms in inprocess.records(cases)}


def beside(name: str, folder: Path, sets: list[str], half: corpus.Half) -> list[str]:
    """Returns a table of the time of newscrawl and of a peer."""
    read = PEERS[name]()
    ours: list[float] = []
    theirs: list[float] = []
    first = next(corpus.cases(folder, half, sets))
    read(first.url, first.body, "")  # loads the peer's data
    for case, _, ms in inprocess.records(corpus.cases(folder, half, sets)):
        ours.append(ms)
        start = time.process_time()
        with suppress(Exception):  # a page that raises costs the peer its time all the same
            read(case.url, case.body, "")
        theirs.append((time.process_time() - start) * 1000)
    return [
        f"| {len(ours)} pages | median ms | mean ms |",
        "|---|---|---|",
        f"| newscrawl | {median(ours):.1f} | {mean(ours):.1f} |",
        f"| {name} | {median(theirs):.1f} | {mean(theirs):.1f} |",
        f"| share | {median(ours) / median(theirs):.2f} | {mean(ours) / mean(theirs):.2f} |",
    ]


def profiled(folder: Path, sets: list[str], half: corpus.Half) -> list[str]:
    """Returns the share of processor time that each function takes with all that it calls, the
    largest first.

    The stack is looked at each millisecond. A tracing profiler such as cProfile makes small
    functions look slow.
    """
    seen: Counter[str] = Counter()

    def look(number: int, frame: FrameType | None) -> None:
        stack = set()
        while frame is not None:
            stack.add(f"{Path(frame.f_code.co_filename).name}: {frame.f_code.co_qualname}")
            frame = frame.f_back
        seen.update(stack)

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    run(folder, sets, half)
    signal.setitimer(signal.ITIMER_PROF, 0)
    most = max(seen.values())
    return [f"{100 * times / most:6.1f} %  {name}" for name, times in seen.most_common(SHOWN)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=corpus.corpus_folder)
    parser.add_argument("--sets", default=",".join(corpus.SETS))
    parser.add_argument("--half", choices=corpus.HALVES, default="all")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--beside", choices=PEERS)
    options = parser.parse_args()
    sets = options.sets.split(",")
    if options.profile:
        print("\n".join(profiled(options.corpus, sets, options.half)))
        return
    if options.beside:
        print("\n".join(beside(options.beside, options.corpus, sets, options.half)))
        return
    found = run(options.corpus, sets, options.half)
    times = sorted(found.values())
    tail = quantiles(times, n=20)[-1]
    print(
        f"{len(times)} pages: median {median(times):.1f} ms, mean {mean(times):.1f} ms, 95 % under {tail:.1f} ms"
    )
    for url, ms in sorted(found.items(), key=lambda entry: -entry[1])[:8]:
        print(f"{ms:8.1f} ms  {url[:110]}")


if __name__ == "__main__":
    main()
