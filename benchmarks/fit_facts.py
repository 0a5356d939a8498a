"""Fits the weights by which extraction/headline.py chooses a headline, on the fitting half of the labelled sets.

    python benchmarks/fit_facts.py CORPUS [--write]

CORPUS is a folder as benchmarks/corpus.py describes it; numpy is in benchmarks/requirements.txt. The model is a conditional
logit: the probability that a form is the headline is the softmax of the forms' scores on its page. A normal prior around 0
keeps weights small. The table shows, set by set: pages, pages with the true title among the forms, pages on which the choice
is right with all pages of its site left out of the fit, and totals of the checking half with all of the fitting half fitted.
--write replaces newscrawl/extraction/headline_weights.txt.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import corpus  # noqa: E402  (the path is set above, so that the file runs from anywhere)
import scoring  # noqa: E402
from scrapy.http import HtmlResponse  # noqa: E402

from newscrawl.extraction import headline, page, topics  # noqa: E402

SETS = ("fundus_tests", "andy", "mercury", "wcxb")
OUT = ROOT / "newscrawl" / "extraction" / "headline_weights.txt"
HEADER = """\
# What a feature of a form of the title adds to its score: one feature a line, its name and its weight.
# Fitted by benchmarks/fit_facts.py; extraction/headline.py says what the features are.
"""
PRECISION = 20.0
"""Of the prior on standardised weights: 12 to 50 are level with sites left out, less fits single sites."""
FOLDS = 10
STEPS = 30
"""Of Newton's method; it stands still after about ten."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """A page's forms, their features in the order of the names, and which form is the true title (None: no form is)."""

    set: str
    site: str
    rows: list[dict[str, float]]
    right: int | None


def choices(folder: Path, half: corpus.Half) -> list[Choice]:
    """The choices on the pages of a half that have a title."""
    found = []
    for case in corpus.cases(folder, half, SETS):
        if not case.truth.get("title"):
            continue
        read = page.read(HtmlResponse(case.url, headers=case.headers, body=case.body))
        given, known = headline.sources(read), headline.names(read, topics.section(read))
        forms = headline.forms(given)
        rows = headline.features(forms, given, known, read.url)
        wanted = scoring.title_key(case.truth["title"])
        keys = [scoring.title_key(form.text) for form in forms.values()]
        found.append(Choice(case.set, case.site, rows, keys.index(wanted) if wanted in keys else None))
    return found


def fit(pages: Sequence[Choice], names: Sequence[str]) -> Array:
    """The weights of the features, by Newton's method."""
    known = [page for page in pages if page.right is not None]
    tables = [_table(page, names) for page in known]
    spread = np.concatenate(tables).std(axis=0) + 1e-3
    tables = [table / spread for table in tables]
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        slope, curve = -PRECISION * weights, PRECISION * np.eye(len(names))
        for one, table in zip(known, tables, strict=True):
            chances = np.exp(table @ weights - (table @ weights).max())
            chances /= chances.sum()
            mean = chances @ table
            slope += table[one.right or 0] - mean
            curve += (table * chances[:, None]).T @ table - np.outer(mean, mean)
        weights += np.linalg.solve(curve, slope)
    return weights / spread


def hits(pages: Sequence[Choice], names: Sequence[str], weights: Array) -> list[bool]:
    """Whether the form with the highest score is the true title, page by page."""
    return [bool(page.rows) and int(np.argmax(_table(page, names) @ weights)) == page.right for page in pages]


def left_out(pages: Sequence[Choice], names: Sequence[str]) -> list[bool]:
    """The same with weights that were fitted without the page's site."""
    found = [False] * len(pages)
    for fold in range(FOLDS):
        inside = [place for place, page in enumerate(pages) if crc32(page.site.encode()) % FOLDS == fold]
        rest = [page for page in pages if crc32(page.site.encode()) % FOLDS != fold]
        weights = fit(rest, names)
        for place, hit in zip(inside, hits([pages[place] for place in inside], names, weights), strict=True):
            found[place] = hit
    return found


def _table(page: Choice, names: Sequence[str]) -> Array:
    return np.array([[row.get(name, 0.0) for name in names] for row in page.rows])


def _shares(pages: Sequence[Choice], right: Callable[[int], bool]) -> str:
    cells = []
    for name in SETS:
        places = [place for place, page in enumerate(pages) if page.set == name]
        cells.append(f"{sum(map(right, places)) / len(places):.3f} of {len(places)}" if places else "-")
    return " | ".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help="replace the weights in the package")
    options = parser.parse_args()
    fitting, checking = choices(options.corpus, "fitting"), choices(options.corpus, "checking")
    names = sorted({name for page in fitting for row in page.rows for name in row})
    weights, alone = fit(fitting, names), left_out(fitting, names)
    checked = hits(checking, names, weights)
    print(f"| | {' | '.join(SETS)} |\n|---|{'---|' * len(SETS)}")
    print(f"| fitting half: among the forms | {_shares(fitting, lambda place: fitting[place].right is not None)} |")
    print(f"| fitting half: right, sites left out | {_shares(fitting, alone.__getitem__)} |")
    print(f"| checking half: right | {_shares(checking, checked.__getitem__)} |")
    if options.write:
        lines = [f"{name} {weight:.3f}\n" for name, weight in zip(names, weights, strict=True)]
        OUT.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
