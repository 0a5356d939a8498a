"""Measures text, facts and verdicts of newscrawl's records on all labelled sets, beside its peers
in the same run.

    python benchmarks/quality.py CORPUS [--half fitting|checking|all] [--sets andy,wcxb] [--peers
                                 PYTHON] [--peer NAME] [--jobs 2] [--worst N] [--json FILE]

CORPUS is a folder as benchmarks/corpus.py describes it. Records come from extraction and all item
pipelines, in the order of a crawl, one reader a set. PYTHON is the interpreter of an environment
with benchmarks/requirements.txt; the peer is trafilatura unless --peer names others. Times are
processor time a page, with parse and metadata. --worst lists the pages of the fitting half with
the lowest F1; it shows no page of the checking half.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from typing import Any

import corpus
import inprocess
import scoring
from common import by_set, command_line, table
from peers import PEERS

Row = dict[str, Any]
Scores = dict[str, list[Row]]
"""Set -> a row for each page: the result of scoring.score, with url, site and ms."""

OURS = "newscrawl"
FACTS = ("title", "day", "instant", "authors", "has", "hasnt")
FACT_SETS = ("fundus_tests", "andy", "wcxb", "mercury", "htmldate", "trafeval", corpus.MADE)


def ours(folder: Path, half: corpus.Half, name: str) -> list[Row]:
    """Returns the scores of newscrawl's records on one set."""
    rows = []
    for case, article, ms in inprocess.records(corpus.cases(folder, half, [name])):
        about = {"url": case.url, "site": case.site, "ms": ms}
        rows.append(scoring.score(inprocess.row(article), case.truth) | about)
    return rows


def peer(folder: Path, name: str, half: corpus.Half, python: str, sets: Sequence[str]) -> Scores:
    """Returns the scores of a peer's records on the sets, made by a process in the peer's
    environment.
    """
    script = str(Path(__file__).with_name("peers.py"))
    command = [python, script, str(folder), name, "--half", half, "--sets", ",".join(sets)]
    found: Scores = {which: [] for which in sets}
    truths = {
        (which, row["url"]): row for which in sets for row in corpus.truths(folder, which, half)
    }
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        for line in process.stdout or ():
            row = json.loads(line)
            truth = truths[row["set"], row["truth_url"]]
            found[row["set"]].append(
                scoring.score(row, truth) | {"site": truth["site"], "ms": row["ms"]}
            )
    if process.returncode:
        raise SystemExit(
            f"{name} ended with status {process.returncode}; run it to see why: {' '.join(command)}"
        )
    return found


def run(folder: Path, half: corpus.Half, sets: Sequence[str], jobs: int) -> Scores:
    """Returns newscrawl's scores on the sets, computed by `jobs` processes."""
    sizes = {name: len(corpus.truths(folder, name, half)) for name in sets}
    return by_set(partial(ours, folder, half), sizes, jobs)


def show(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints a table, if it has rows."""
    if rows := list(rows):
        print(f"{table(header, rows)}\n")


def bodies(found: Mapping[str, Scores]) -> None:
    """Prints the table of texts, a row for each set: all figures of newscrawl, and F1 and lost
    pages of each peer.
    """
    header = "text, pages, sites, F1, P, R, at .95, under .7, lost, silent, none, doubted".split(
        ", "
    )
    header += [f"{name} {what}" for name in found if name != OURS for what in ("F1", "lost")]
    rows, figures = [], []
    for name, scores in found[OURS].items():
        own, *others = (scoring.body(of_tool[name]) for of_tool in found.values())
        if own:
            figures.append([own, *others])
            rows.append([name, *_body_cells(figures[-1], sites(scores))])
    if figures:
        sums = [_total(column) for column in zip(*figures, strict=True)]
        every = sites(row for scores in found[OURS].values() for row in scores if "counts" in row)
        rows.append(["**all** (mean F1)", *_body_cells(sums, every)])
    show(header, rows)


def _body_cells(figures: Sequence[Row], of_sites: int) -> list[object]:
    own, *others = figures
    shares = (f"{own[key]:.3f}" for key in ("precision", "recall", "near"))
    counts = (own[key] for key in ("poor", "lost", "silent", "none"))
    peers = (cell for row in others for cell in (f"{row['f1']:.4f}", row["lost"]))
    doubted = f"{own['doubted']} of {own['good']}"
    return [own["pages"], of_sites, f"{own['f1']:.4f}", *shares, *counts, doubted, *peers]


def _total(rows: Sequence[Row]) -> Row:
    """Returns the means of figures, and the sums of counts."""
    columns = {key: [row[key] for row in rows] for key in rows[0]}
    return {
        key: sum(values) if isinstance(values[0], int) else mean(values)
        for key, values in columns.items()
    }


def sites(scores: Iterable[Row]) -> int:
    """Returns how many sites the pages are of."""
    return len({row["site"] for row in scores})


def facts(found: Mapping[str, Scores]) -> None:
    """Prints the table of facts and phrases, a row for each set: the shares that newscrawl and each
    peer get right.
    """
    columns = [(fact, name) for fact in FACTS for name in found]
    header = [fact if name == OURS else f"{fact}, {name}" for fact, name in columns]
    rows = []
    for which in (name for name in FACT_SETS if name in found[OURS]):
        shares = [scoring.share(found[name][which], fact) for fact, name in columns]
        cells = (f"{hits / total:.3f}" if total else "" for hits, total in shares)
        rows.append([which, len(found[OURS][which]), *cells])
    show(["right", "pages", *header], rows)


def verdicts(scores: Scores) -> None:
    """Prints the table of verdicts on pages that people read by eye."""
    rows = []
    for name, pages in scores.items():
        if counts := misjudged(pages):
            cut, whole = (sum(row.get("cut") is value for row in pages) for value in (True, False))
            found = f"{cut - counts['unfound']} of {cut}"
            alarms, sure = (
                f"{counts['alarms']} of {whole}",
                f"{whole - counts['unsure']} of {whole}",
            )
            rows.append((name, found, alarms, sure))
    show(("read by eye", "truncated found", "false alarms", "called whole"), rows)


def misjudged(pages: Sequence[Row]) -> dict[str, int]:
    """Returns the counts of wrong verdicts on pages that people read by eye: truncated pages that
    were not found, whole pages called truncated, whole pages not called whole. Empty without such
    pages.
    """
    cut, whole = (
        [row["said"] for row in pages if row.get("cut") is is_cut] for is_cut in (True, False)
    )
    if not cut and not whole:
        return {}
    return {
        "unfound": sum(said is not True for said in cut),
        "alarms": sum(said is True for said in whole),
        "unsure": sum(said is not False for said in whole),
    }


BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
"""Bounds of `confidence` in the table of its reliability."""


def reliability(scores: Scores) -> None:
    """Prints the table of `confidence`: the predicted F1 of the records beside the real one."""
    pages = [
        (row["confidence"], scoring.page_f1(row["counts"]))
        for rows in scores.values()
        for row in rows
        if "counts" in row and row["confidence"] is not None
    ]
    rows = []
    for low, high in pairwise(BINS):
        if held := [page for page in pages if low <= page[0] < high]:
            said, right = zip(*held, strict=True)
            poor = sum(value < scoring.GOOD for value in right)
            means = f"{mean(said):.3f}", f"{mean(right):.3f}"
            rows.append((f"{low} to {min(high, 1.0)}", len(held), *means, poor))
    show(("confidence", "pages", "said, mean", "page F1, mean", "under .7"), rows)


def times(found: Mapping[str, Scores]) -> None:
    """Prints the table of processor time a page."""
    every = {
        name: [row["ms"] for rows in scores.values() for row in rows]
        for name, scores in found.items()
    }
    rows = []
    for name, ms in every.items():
        middle, average = median(every[OURS]) / median(ms), mean(every[OURS]) / mean(ms)
        ratio = "" if name == OURS else f"{middle:.2f} / {average:.2f}"
        cells = f"{median(ms):.1f}", f"{mean(ms):.1f}", f"{max(ms):.0f}"
        rows.append((name, len(ms), *cells, ratio))
    header = "processor time", "pages", "ms, median", "mean", "most"
    show((*header, "newscrawl's share, median / mean"), rows)


def summary(scores: Scores) -> dict[str, Row]:
    """Returns the figures by set, as numbers: what --json writes and gate.py compares."""
    found: dict[str, Row] = {}
    for name, rows in scores.items():
        text = scoring.body(rows) or {}
        shown = ("f1", "near", "poor", "lost", "silent", "none", "doubted", "good")
        cells = {"pages": len(rows)} | {key: text[key] for key in shown if text} | misjudged(rows)
        for fact in FACTS:
            hits, total = scoring.share(rows, fact)
            cells |= {fact: hits / total} if total else {}
        found[name] = cells
    return found


def worst(scores: Scores, most: int) -> None:
    """Prints the pages of the fitting half with the lowest F1."""
    pages = [
        row
        for name, rows in scores.items()
        for row in rows
        if "counts" in row and (name in corpus.OLD or corpus.half_of(row["site"]) == "fitting")
    ]
    for row in sorted(pages, key=lambda row: scoring.page_f1(row["counts"]))[:most]:
        hit, surplus, missed = row["counts"]
        print(
            f"hit {hit:.2f} surplus {surplus:.2f} missed {missed:.2f} says {row['said']!s:5}  {row['url'][:120]}"
        )


def main() -> None:
    parser = command_line(__doc__, half="all", sets=True)
    parser.add_argument("--peers", help="the peers' interpreter")
    another = "another peer than trafilatura; may be repeated"
    parser.add_argument("--peer", action="append", choices=PEERS, help=another)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    options = parser.parse_args()
    found = {OURS: run(options.corpus, options.half, options.sets, options.jobs)}
    for name in (options.peer or ["trafilatura"]) if options.peers else ():
        found[name] = peer(options.corpus, name, options.half, options.peers, list(found[OURS]))
    print(f"{options.half} half, corpus {corpus.digest(options.corpus)}\n")
    bodies(found)
    facts(found)
    verdicts(found[OURS])
    reliability(found[OURS])
    times(found)
    worst(found[OURS], options.worst)
    if options.json:
        options.json.write_text(json.dumps(summary(found[OURS]), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
