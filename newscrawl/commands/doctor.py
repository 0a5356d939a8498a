"""`scrapy doctor`: finds publishers that differ from their last good runs, as a table or as JSON."""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime

from scrapy.commands import ScrapyCommand
from scrapy.spiderloader import get_spider_loader

from newscrawl.commands._command import Local, as_json, did_you_mean, existing_store, switch, write
from newscrawl.items import as_instant
from newscrawl.job.arguments import StartError
from newscrawl.job.status import DONE, FAILED
from newscrawl.state.health import Health, examine
from newscrawl.state.runs import Run
from newscrawl.state.sql import Store


class Command(Local, ScrapyCommand):
    """Reads only the state: no crawl, no network. docs/operations.md has the thresholds."""

    usage = "[options] [PUBLISHER...]"
    summary = "Compare publishers with their last good runs"
    description = (
        "Compares the last run of each publisher, or of those that are named, with its good runs before. Reads the "
        "state alone and sends no request. Exit status 2 if a publisher is ill or late, and 1 if the state is not there."
    )

    options = {
        "--json": switch("a JSON array instead of a table"),
        "--accept": switch("compare later runs of the named publishers with their last run"),
    }

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        if opts.accept and not args:
            raise StartError("--accept needs the names of publishers")
        spiders = get_spider_loader(self.project).list()
        with closing(existing_store(self.project["NEWSCRAWL_STATE"])) as store:
            runs: dict[str, list[Run]] = defaultdict(list)
            for run in store.runs():
                runs[run.publisher].append(run)
            if unknown := [name for name in args if name not in {*runs, *spiders}]:
                raise StartError(_unknown(unknown, [*runs, *spiders]))
            if opts.accept:
                write(_accept(store, {name: runs.get(name, []) for name in args}))
                return DONE
        now = time.time()
        found = [examine(name, runs.get(name, []), now) for name in args or sorted(runs)]
        write(as_json([asdict(health) for health in found]) if opts.json else table(found))
        return FAILED if any(health.state in ("ill", "late") for health in found) else DONE


def _accept(store: Store, runs: Mapping[str, Sequence[Run]]) -> str:
    """Makes the last run of each publisher the one that later runs are compared with. Returns a
    line for each.

    Raises StartError, and changes nothing, if one of the runs failed or found no articles.
    """
    for name, known in runs.items():
        if not known:
            why = "has no run yet"
        elif not known[0].ended_well:
            why = f"failed in its last run ({known[0].reason})"
        elif not known[0].found:
            why = f"found no articles in its last run ({known[0].reason})"
        else:
            continue
        raise StartError(f"{name} {why}, so there is nothing to compare with")
    lines = []
    for name, (last, *_) in runs.items():
        store.add_run(replace(last, good=True))
        store.drop_runs(name, last.at)
        at = as_instant(datetime.fromtimestamp(last.at, UTC))
        lines.append(f"{name}: later runs are compared with the one of {at}\n")
    return "".join(lines)


def _unknown(names: Iterable[str], known: Sequence[str]) -> str:
    hint = did_you_mean(names, known)
    return f"no publisher is called {', '.join(names)}.{hint} `scrapy publishers` lists them; a site has its domain's name"


def table(found: Sequence[Health]) -> str:
    """Returns a line for each publisher: its name, its state, and why. Publishers with findings
    come first.
    """
    order = {"ill": 0, "late": 1, "new": 2, "ok": 3}
    ordered = sorted(found, key=lambda health: (order[health.state], health.publisher))
    width = max((len(health.publisher) for health in ordered), default=0)
    lines = [f"{health.publisher:{width}}  {health.state:4}  {health.line}" for health in ordered]
    return "\n".join(lines or ["No crawl has been remembered yet."]) + "\n"
