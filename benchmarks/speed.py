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

import signal
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from statistics import mean, median, quantiles
from types import FrameType

import corpus
import inprocess
from common import command_line, table
from peers import PEERS

EVERY = 0.001
"""Seconds of processor time between two looks at the stack."""
SHOWN = 100
"""Functions that --profile prints."""


def run(cases: Iterable[corpus.Case]) -> dict[str, float]:
    """Returns the milliseconds of processor time of each page, by address."""
    return {case.url: ms for case, _, ms in inprocess.records(cases)}


def beside(name: str, cases: Callable[[], Iterator[corpus.Case]]) -> str:
    """Returns a table of the time of newscrawl and of a peer."""
    read = PEERS[name]()
    ours: list[float] = []
    theirs: list[float] = []
    first = next(cases())
    read(first.url, first.body, "")  # loads the peer's data
    for case, _, ms in inprocess.records(cases()):
        ours.append(ms)
        start = time.process_time()
        with suppress(Exception):  # a page that raises costs the peer its time all the same
            read(case.url, case.body, "")
        theirs.append((time.process_time() - start) * 1000)
    rows = [
        (who, f"{median(times):.1f}", f"{mean(times):.1f}")
        for who, times in (("newscrawl", ours), (name, theirs))
    ]
    shares = median(ours) / median(theirs), mean(ours) / mean(theirs)
    rows.append(("share", *(f"{share:.2f}" for share in shares)))
    return table((f"{len(ours)} pages", "median ms", "mean ms"), rows)


def profile(cases: Iterable[corpus.Case]) -> None:
    """Prints the share of processor time that each function takes with all that it calls, the
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
    run(cases)
    signal.setitimer(signal.ITIMER_PROF, 0)
    for name, times in seen.most_common(SHOWN):
        print(f"{100 * times / max(seen.values()):6.1f} %  {name}")


def main() -> None:
    parser = command_line(__doc__, half="all", sets=True)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--beside", choices=PEERS)
    options = parser.parse_args()
    cases = partial(corpus.cases, options.corpus, options.half, options.sets)
    if options.profile:
        profile(cases())
    elif options.beside:
        print(beside(options.beside, cases))
    else:
        times = run(cases())
        tail = quantiles(times.values(), n=20)[-1]
        print(f"{len(times)} pages: {_middle(times.values())}, 95 % under {tail:.1f} ms")
        for url, ms in Counter(times).most_common(8):
            print(f"{ms:8.1f} ms  {url[:110]}")


def _middle(times: Collection[float]) -> str:
    return f"median {median(times):.1f} ms, mean {mean(times):.1f} ms"


if __name__ == "__main__":
    main()
