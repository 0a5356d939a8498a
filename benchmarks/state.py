"""Measures a commit of delivered articles and a look-up in a state that holds many articles.

    python benchmarks/state.py FOLDER [--articles 1000000] [--sketches 30000]

Makes a SQLite state with this many invented articles in FOLDER, unless there is one already. Each
has two addresses; the newest `sketches` articles have a sketch with 10 bands. Then prints the
medians of 40 commits of 50 new articles each, and of 40 look-ups of 40 addresses.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from common import command_line

from newscrawl.state import Batch, KnownPage, Mark
from newscrawl.state.opening import open_store

BATCH, ROUNDS, BANDS = 50, 40, 10
"""Articles in a commit, measured commits, bands of an article's sketch."""
SKETCH = bytes(500)


def mark(number: int, sketched: bool = True) -> Mark:
    """Returns a delivered article with two addresses."""
    dice = random.Random(number)
    site = f"paper{number % 300}.example"
    key = f"{site}/2026/{dice.randrange(12)}/story-{dice.getrandbits(60):x}"
    digests = dice.randbytes(160)
    page = KnownPage(
        f"{dice.getrandbits(128):032x}", None, 1.79e9, 1.79e9, 1.79e9, "newscrawl", digests
    )
    bands = tuple(dice.getrandbits(32) for _ in range(BANDS)) if sketched else ()
    return Mark(page, (key, f"{key}/amp"), bands=bands, sketch=SKETCH if sketched else b"")


def fill(path: Path, articles: int, sketches: int) -> None:
    """Writes a state with this many articles."""
    store = open_store(str(path), 10)
    for start in range(0, articles, 5_000):
        numbers = range(start, min(articles, start + 5_000))
        marks = [mark(number, number >= articles - sketches) for number in numbers]
        store.commit(Batch(marks=marks), "made")
    store.close()


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Returns the milliseconds of `work`: by the clock, and of processor time."""
    clock, used = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - used)


def told(name: str, times: list[tuple[float, float]]) -> str:
    clock, used = zip(*times, strict=True)
    return f"{name}: {median(clock):.1f} ms by the clock (longest {max(clock):.1f}), {median(used):.1f} ms of CPU"


def batches(first: int) -> Iterator[Batch]:
    for start in range(first, first + ROUNDS * BATCH, BATCH):
        yield Batch(marks=[mark(number) for number in range(start, start + BATCH)])


def main() -> None:
    parser = command_line(__doc__, corpus=False)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--sketches", type=int, default=30_000)
    options = parser.parse_args()
    path = options.folder / f"state-{options.articles}.sqlite"
    if not path.exists():
        fill(path, options.articles, options.sketches)
    with sqlite3.connect(path) as connection:
        first = connection.execute("SELECT count(*) FROM pages").fetchone()[0]
    store = open_store(str(path), 10)
    dice = random.Random(first)
    print(f"{first} articles, {path.stat().st_size / 1e6:.0f} MB")
    commits = [timed(partial(store.commit, batch, "made")) for batch in batches(first)]
    print(told(f"commit of {BATCH}", commits))
    looks = []
    for _ in range(ROUNDS):
        keys = [key for _ in range(20) for key in mark(dice.randrange(first)).keys]
        looks.append(timed(partial(store.known, keys)))
    print(told("known of 40", looks))
    store.close()


if __name__ == "__main__":
    main()
