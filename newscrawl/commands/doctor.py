"""`scrapy doctor`: finds publishers that differ from their last good runs, as a table or as JSON."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.spiderloader import get_spider_loader

from newscrawl.commands._refusing import Local
from newscrawl.commands._state import existing_store
from newscrawl.commands.publishers import writable
from newscrawl.job.status import DONE, FAILED
from newscrawl.state import StateError, Store
from newscrawl.state.health import Health, examine


class Command(Local, ScrapyCommand):
    """Reads only the state: no crawl, no network. docs/operations.md has the thresholds."""

    word = "doctor"

    def syntax(self) -> str:
        return "[options] [PUBLISHER...]"

    def short_desc(self) -> str:
        return "Compare publishers with their last good runs"

    def long_desc(self) -> str:
        return (
            "Compares the last run of each publisher, or of those that are named, with its good runs before. Reads the "
            "state alone and sends no request. Exit status 2 if a publisher is ill or late, and 1 if the state is not there."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="a JSON array instead of a table")
        parser.add_argument(
            "--accept",
            action="store_true",
            help="take the last run of each named publisher for its new usual",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            store = existing_store(self.settings["NEWSCRAWL_STATE"])
        except StateError as error:
            self.refuse(str(error))
            return
        try:
            runs = {
                name: list(group)
                for name, group in groupby(_by_publisher(store), lambda run: run.publisher)
            }
            if unknown := [
                name for name in args if name not in runs and name not in self._spiders()
            ]:
                self.refuse(_unknown(unknown, [*runs, *self._spiders()]))
                return
            if opts.accept:
                self._accept(store, args, runs)
                return
        except StateError as error:
            self.refuse(str(error))
            return
        finally:
            store.close()
        now = time.time()
        found = [examine(name, runs.get(name, []), now) for name in args or runs]
        text = to_json(found) if opts.json else table(found)
        sys.stdout.write(writable(text, sys.stdout.encoding or "ascii"))
        self.exitcode = FAILED if any(health.state in ("ill", "late") for health in found) else DONE

    def _accept(self, store: Store, names: Sequence[str], runs: dict[str, Any]) -> None:
        """Makes the last run of each publisher the one that later runs are compared with."""
        if not names:
            self.refuse("--accept needs the names of publishers")
            return
        for name in names:
            if last := next(iter(runs.get(name, [])), None):
                store.add_run(replace(last, good=True))
                store.drop_runs(name, last.at)
        self.exitcode = DONE

    def _spiders(self) -> list[str]:
        assert self.settings is not None
        return get_spider_loader(self.settings).list()


def _by_publisher(store: Store) -> list[Any]:
    """Returns all runs, those of one publisher together, the newest first."""
    return sorted(store.runs(), key=lambda run: run.publisher)


def _unknown(names: Iterable[str], known: Sequence[str]) -> str:
    near = [match for name in names for match in difflib.get_close_matches(name, known, n=2)]
    hint = f" Did you mean {', '.join(near)}?" if near else ""
    return f"no publisher is called {', '.join(names)}.{hint} `scrapy publishers` lists them; a site has its domain's name"


def to_json(found: Iterable[Health]) -> str:
    """Returns a JSON array with an object for each publisher: its state, the findings, its last
    run, and the number of its good runs.
    """
    return (
        json.dumps(
            [asdict(health) for health in found], indent=2, ensure_ascii=False, allow_nan=False
        )
        + "\n"
    )


def table(found: Sequence[Health]) -> str:
    """Returns a line for each publisher: its name, its state, and why. Publishers with findings
    come first.
    """
    order = {"ill": 0, "late": 1, "new": 2, "ok": 3}
    ordered = sorted(found, key=lambda health: (order[health.state], health.publisher))
    width = max((len(health.publisher) for health in ordered), default=0)
    lines = [f"{health.publisher:{width}}  {health.state:4}  {health.line}" for health in ordered]
    return "\n".join(lines or ["No crawl has been remembered yet."]) + "\n"
