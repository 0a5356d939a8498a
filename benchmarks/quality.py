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

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from statistics import mean, median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import corpus
import inprocess
import scoring
from peers import PEERS

from newscrawl.items import Article
from newscrawl.output.exporters import to_line

Row = dict[str, Any]
Scores = dict[str, list[Row]]
"""Set -> a row for each page: the result of scoring.score, with url, site and ms."""

OURS = "newscrawl"
FACTS = ("title", "day", "instant", "authors", "has", "hasnt")
FACT_SETS = ("fundus_tests", "andy", "wcxb", "mercury", "htmldate", "trafeval")


def ours(folder: Path, name: str, half: corpus.Half) -> list[Row]:
    """Returns the scores of newscrawl's records on one set."""
    rows = []
    for case, article, ms in inprocess.records(corpus.cases(folder, half, [name])):
        record = json.loads(to_line(article)) if isinstance(article, Article) else None
        rows.append(
            scoring.score(record, case.truth) | {"url": case.url, "site": case.site, "ms": ms}
        )
    return rows


def peer(folder: Path, name: str, half: corpus.Half, python: str, sets: Sequence[str]) -> Scores:
    """Returns the scores of a peer's records on the sets, made by a process in the peer's
    environment.
    """
    script = str(ROOT / "benchmarks" / "peers.py")
    command = [python, script, name, str(folder), "--half", half, "--sets", ",".join(sets)]
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
    """Returns newscrawl's scores on the sets, computed by `jobs` processes, a set to a process."""
    sets = [name for name in sets if corpus.truths(folder, name, half)]
    if jobs < 2:
        return {name: ours(folder, name, half) for name in sets}
    slowest_first = sorted(sets, key=lambda name: -len(corpus.truths(folder, name, half)))
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        waiting = {name: pool.submit(ours, folder, name, half) for name in slowest_first}
        return {name: waiting[name].result() for name in sets}


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints a Markdown table."""
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def bodies(found: Mapping[str, Scores]) -> None:
    """Prints the table of texts, a row for each set: all figures of newscrawl, and F1 and lost
    pages of each peer.
    """
    others = [name for name in found if name != OURS]
    header = [
        "text",
        "pages",
        "sites",
        "F1",
        "P",
        "R",
        "at .95",
        "under .7",
        "lost",
        "silent",
        "none",
        "doubted",
    ]
    header += [f"{name} {what}" for name in others for what in ("F1", "lost")]
    rows, totals = [], []
    for name, scores in found[OURS].items():
        if not (own := scoring.body(scores)):
            continue
        totals.append([own, *(scoring.body(found[other][name]) for other in others)])
        rows.append([name, *_body_cells(own, sites(scores)), *_peer_cells(totals[-1][1:])])
    if totals:
        sums = [
            {key: _total(key, [row[i] for row in totals]) for key in totals[0][0]}
            for i in range(len(totals[0]))
        ]
        every = sites(row for scores in found[OURS].values() for row in scores if "counts" in row)
        rows.append(["**all** (mean F1)", *_body_cells(sums[0], every), *_peer_cells(sums[1:])])
    table(header, rows)


def _body_cells(own: Row, of_sites: int) -> list[str]:
    shares = [f"{own[key]:.4f}" for key in ("f1",)] + [
        f"{own[key]:.3f}" for key in ("precision", "recall", "near")
    ]
    counts = [f"{own[key]}" for key in ("poor", "lost", "silent", "none")]
    return [
        f"{own['pages']}",
        f"{of_sites}",
        *shares,
        *counts,
        f"{own['doubted']} of {own['good']}",
    ]


def _peer_cells(rows: Sequence[Row]) -> list[str]:
    return [cell for row in rows for cell in (f"{row['f1']:.4f}", f"{row['lost']}")]


def _total(key: str, rows: Sequence[Row]) -> float:
    """Returns the mean of figures, or the sum of counts."""
    values = [row[key] for row in rows]
    return sum(values) if isinstance(values[0], int) else mean(values)


def sites(scores: Iterable[Row]) -> int:
    """Returns how many sites the pages are of."""
    return len({row["site"] for row in scores})


def facts(found: Mapping[str, Scores]) -> None:
    """Prints the table of facts and phrases, a row for each set: the shares that newscrawl and each
    peer get right.
    """
    names = list(found)
    header = [
        "right",
        "pages",
        *(fact if name == OURS else f"{fact}, {name}" for fact in FACTS for name in names),
    ]
    rows = []
    for which in (name for name in FACT_SETS if name in found[OURS]):
        cells = []
        for fact in FACTS:
            for name in names:
                hits, total = scoring.share(found[name][which], fact)
                cells.append(f"{hits / total:.3f}" if total else "")
        rows.append([which, str(len(found[OURS][which])), *cells])
    table(header, rows)


def verdicts(scores: Scores) -> None:
    """Prints the table of verdicts on pages that people read by eye."""
    rows = []
    for name, pages in scores.items():
        if counts := misjudged(pages):
            cut, whole = (sum(row.get("cut") is value for row in pages) for value in (True, False))
            rows.append(
                [
                    name,
                    f"{cut - counts['unfound']} of {cut}",
                    f"{counts['alarms']} of {whole}",
                    f"{whole - counts['unsure']} of {whole}",
                ]
            )
    if rows:
        table(["read by eye", "truncated found", "false alarms", "called whole"], rows)


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
        row
        for rows in scores.values()
        for row in rows
        if "counts" in row and row["confidence"] is not None
    ]
    rows = []
    for low, high in pairwise(BINS):
        held = [row for row in pages if low <= row["confidence"] < high]
        if held:
            right = [scoring.page_f1(row["counts"]) for row in held]
            poor = sum(value < scoring.GOOD for value in right)
            said = mean(row["confidence"] for row in held)
            rows.append(
                [
                    f"{low} to {min(high, 1.0)}",
                    f"{len(held)}",
                    f"{said:.3f}",
                    f"{mean(right):.3f}",
                    f"{poor}",
                ]
            )
    if rows:
        table(["confidence", "pages", "said, mean", "page F1, mean", "under .7"], rows)


def times(found: Mapping[str, Scores]) -> None:
    """Prints the table of processor time a page."""
    rows = []
    every = {
        name: [row["ms"] for rows in scores.values() for row in rows]
        for name, scores in found.items()
    }
    for name, ms in every.items():
        middle, average = median(every[OURS]) / median(ms), mean(every[OURS]) / mean(ms)
        ratio = "" if name == OURS else f"{middle:.2f} / {average:.2f}"
        rows.append(
            [name, f"{len(ms)}", f"{median(ms):.1f}", f"{mean(ms):.1f}", f"{max(ms):.0f}", ratio]
        )
    table(
        [
            "processor time",
            "pages",
            "ms, median",
            "mean",
            "most",
            "newscrawl's share, median / mean",
        ],
        rows,
    )


def summary(scores: Scores) -> dict[str, Row]:
    """Returns the figures by set, as numbers: what --json writes and gate.py compares."""
    found: dict[str, Row] = {}
    for name, rows in scores.items():
        cells: Row = {"pages": len(rows)}
        if text := scoring.body(rows):
            cells |= {
                key: text[key]
                for key in ("f1", "near", "poor", "lost", "silent", "none", "doubted", "good")
            }
        cells |= misjudged(rows)
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
        if "counts" in row and _is_fitting(name, row)
    ]
    for row in sorted(pages, key=lambda row: scoring.page_f1(row["counts"]))[:most]:
        hit, surplus, missed = row["counts"]
        print(
            f"hit {hit:.2f} surplus {surplus:.2f} missed {missed:.2f} says {row['said']!s:5}  {row['url'][:120]}"
        )


def _is_fitting(name: str, row: Row) -> bool:
    return name in corpus.OLD or corpus.half_of(row["site"]) == "fitting"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=corpus.corpus_folder)
    parser.add_argument("--half", choices=corpus.HALVES, default="all")
    parser.add_argument("--sets", help="names of sets, with commas; all if left out")
    parser.add_argument("--peers", help="the peers' interpreter")
    parser.add_argument(
        "--peer",
        action="append",
        choices=PEERS,
        help="another peer than trafilatura; may be repeated",
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    options = parser.parse_args()
    chosen = options.sets.split(",") if options.sets else corpus.SETS
    found = {OURS: run(options.corpus, options.half, chosen, options.jobs)}
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
