"""What the benchmarks share as scripts: the command line, the environment of crawls, and tables."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from corpus import HALVES, ROOT, SETS, Half, corpus_folder

T = TypeVar("T")


def command_line(
    doc: str | None, half: Half | None = None, sets: bool = False, corpus: bool = True
) -> argparse.ArgumentParser:
    """Returns a parser with the argument CORPUS. Its help is the docstring of the benchmark.

    `half` is the default of --half. `sets` says whether the benchmark has --sets.
    """
    parser = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    if corpus:
        parser.add_argument("corpus", type=corpus_folder)
    if half:
        parser.add_argument("--half", choices=HALVES, default=half)
    if sets:
        names = "names of sets, with commas; all if left out"
        parser.add_argument("--sets", type=lambda text: text.split(","), default=SETS, help=names)
    return parser


def environment(**more: str) -> dict[str, str]:
    """Returns the environment of a process that crawls with the project's default settings."""
    own = ("NEWSCRAWL_", "SCRAPY")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    project = {"PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "newscrawl.settings"}
    return {**kept, **project, **more}


def by_set(work: Callable[[str], T], sizes: Mapping[str, int], jobs: int) -> dict[str, T]:
    """Returns the result of `work` for each set that has pages, computed by `jobs` processes, a set
    to a process. `sizes` are the sets' numbers of pages.
    """
    names = [name for name, pages in sizes.items() if pages]
    if jobs < 2:
        return {name: work(name) for name in names}
    largest_first = sorted(names, key=lambda name: -sizes[name])
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        waiting = {name: pool.submit(work, name) for name in largest_first}
        return {name: waiting[name].result() for name in names}


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Returns a Markdown table."""
    lines = [f"| {' | '.join(map(str, row))} |" for row in (header, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(header), *lines[1:]])
