"""Fits the weights of extraction/facts/title.py and extraction/facts/authors.py on the fitting
half of the labelled sets.

    python benchmarks/fit_facts.py CORPUS [--write]

CORPUS is a folder as benchmarks/corpus.py describes it; numpy is in benchmarks/requirements.txt.
Each model is a conditional logit: the probability that a candidate is the true one is the softmax
of the scores of the page's candidates. A normal prior around 0 keeps weights small. All pages of a
site together count as one page, because a site's habits are the same on all of them. Bylines are
also fitted on pages without a truth that declare an author (`made`). The table has three rows:
pages with the truth among the candidates; pages on which the choice is right with their site left
out of the fit; and totals of the checking half by weights fitted on the whole fitting half.
--write replaces title_weights.txt and authors_weights.txt in the package.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import corpus
import numpy as np
import scoring
from common import command_line, table
from corpus import ROOT
from numpy.typing import NDArray

from newscrawl.extraction.facts import authors, title, topics
from newscrawl.extraction.fitted import Features
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.page.page_reader import read_page

SETS = ("fundus_tests", "andy", "mercury", "wcxb")
OUT = ROOT / "newscrawl" / "extraction" / "models"
HEADER = """\
# What a feature of {what} adds to its score: one feature a line, its name and its weight.
# Fitted by benchmarks/fit_facts.py; extraction/facts/{module}.py says what the features are.
"""
FOLDS = 10
MADE = 0.3
"""How much a page counts whose declared author is the truth. Of 0, .1, .3 and 1, .3 gives the true
bylines of sites left out the highest likelihood for the pages found."""
PRECISION = 5.0
"""Of the prior around 0. Of 2, 5, 10, 20 and 40, 5 gives the true bylines of sites left out the
highest likelihood."""
STEPS = 30
"""Steps of Newton's method. The weights no longer change after about ten."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """The features of a page's candidates. `right` is the place of the true one, or None. `share` is
    how much the page counts.
    """

    set: str
    site: str
    rows: list[Features]
    right: int | None
    share: float = 1.0


@dataclass(frozen=True)
class Model:
    """A choice to fit: its key in the truths, and the module that chooses."""

    key: str
    module: str
    what: str
    candidates: Callable[[Page, corpus.Row], tuple[list[Features], list[bool]]]


def titles(page: Page, truth: corpus.Row) -> tuple[list[Features], list[bool]]:
    """Returns the features of the forms of a page's title, and whether each is true."""
    given, known = title.sources(page), title.names(page, topics.section(page))
    forms = title.forms(given)
    wanted = scoring.title_key(truth["title"])
    right = [scoring.title_key(form.text) == wanted for form in forms.values()]
    return title.features(forms.values(), known, page.url), right


def credited(page: Page, truth: corpus.Row) -> tuple[list[Features], list[bool]]:
    """Returns the features of a page's bylines, and whether each is true."""
    found = authors.bylines(page)
    wanted = scoring.names(truth["authors"])
    return authors.features(found), [_names(byline.credits) == wanted for byline in found]


def _names(credits: authors.Credits) -> frozenset[str]:
    return scoring.names(author.name for author in credits.authors)


MODELS = (
    Model("title", "title", "a form of the title", titles),
    Model("authors", "authors", "a byline", credited),
)


def choices(folder: Path, half: corpus.Half) -> dict[str, list[Choice]]:
    """Returns the choices on a half's pages that have a truth, by the model's key."""
    found: dict[str, list[Choice]] = {model.key: [] for model in MODELS}
    for case in corpus.cases(folder, half, SETS):
        page = read_page(Document.of(case.body, case.url, case.headers))
        for model in MODELS:
            if case.truth.get(model.key):
                rows, right = model.candidates(page, case.truth)
                place = right.index(True) if True in right else None
                found[model.key].append(Choice(case.set, case.site, rows, place))
    return found


def made(folder: Path) -> list[Choice]:
    """Returns choices among the bylines of the fitting half's pages that declare an author.

    The byline in JSON-LD is taken away, then all declared bylines. The declared author is the
    truth. So these pages tell which bylines in the markup are right.
    """
    found: dict[tuple[str, bool], Choice] = {}
    for case in corpus.cases(folder, "fitting"):
        page = read_page(Document.of(case.body, case.url, case.headers))
        said = list(authors.declared(page))
        others = [one for one in said if one[0] != "data"]
        for kept in [[], others] if any(credits.people for _, credits in others) else [[]]:
            taken = [one[1] for one in said if one[1].people and one not in kept]
            bylines = authors.bylines(page, kept) if taken else []
            right = [_names(byline.credits) == _names(taken[0]) for byline in bylines]
            if len(right) > 1 and True in right:
                one = Choice("made", case.site, authors.features(bylines), right.index(True), MADE)
                found[case.url, bool(kept)] = one
    return list(found.values())


def fit(pages: Sequence[Choice], names: Sequence[str]) -> Array:
    """Returns the weights of the features, computed by Newton's method."""
    known = [page for page in pages if page.right is not None]
    of_site = Counter((page.set, page.site) for page in known)
    counts = np.array([page.share / of_site[page.set, page.site] for page in known])
    counts /= counts.mean()
    tables = [_table(page, names) for page in known]
    spread = np.concatenate(tables).std(axis=0) + 1e-3
    tables = [table / spread for table in tables]
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        slope, curve = -PRECISION * weights, PRECISION * np.eye(len(names))
        for one, count, values in zip(known, counts, tables, strict=True):
            chances = np.exp(values @ weights - (values @ weights).max())
            chances /= chances.sum()
            mean = chances @ values
            slope += count * (values[one.right or 0] - mean)
            curve += count * ((values * chances[:, None]).T @ values - np.outer(mean, mean))
        weights += np.linalg.solve(curve, slope)
    return weights / spread


def hits(pages: Sequence[Choice], names: Sequence[str], weights: Array) -> list[bool]:
    """Returns for each page whether the candidate with the highest score is the true one."""

    def best(page: Choice) -> int:
        return int(np.argmax(_table(page, names) @ weights))

    return [bool(page.rows) and best(page) == page.right for page in pages]


def left_out(pages: Sequence[Choice], names: Sequence[str]) -> list[bool]:
    """Returns the same as `hits`, with weights that were fitted without the page's site."""
    found = [False] * len(pages)
    for fold in range(FOLDS):
        inside = [place for place, page in enumerate(pages) if _fold(page) == fold]
        weights = fit([page for page in pages if _fold(page) != fold], names)
        right = hits([pages[place] for place in inside], names, weights)
        for place, hit in zip(inside, right, strict=True):
            found[place] = hit
    return found


def _fold(page: Choice) -> int:
    return crc32(page.site.encode()) % FOLDS


def _table(page: Choice, names: Sequence[str]) -> Array:
    return np.array([[row.get(name, 0.0) for name in names] for row in page.rows])


def _shares(pages: Sequence[Choice], right: Sequence[bool]) -> list[str]:
    cells = []
    for name in SETS:
        own = [hit for hit, page in zip(right, pages, strict=True) if page.set == name]
        cells.append(f"{sum(own) / len(own):.3f} of {len(own)}" if own else "-")
    return cells


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--write", action="store_true", help="replace the weights in the package")
    options = parser.parse_args()
    fitting, checking = choices(options.corpus, "fitting"), choices(options.corpus, "checking")
    fitting["authors"] += made(options.corpus)
    for model in MODELS:
        weights = _report(model, fitting[model.key], checking[model.key])
        if options.write:
            head = HEADER.format(what=model.what, module=model.module)
            lines = [f"{name} {weight:.3f}\n" for name, weight in weights.items()]
            path = OUT / f"{model.module}_weights.txt"
            path.write_text(head + "".join(lines), encoding="utf-8")


def _report(
    model: Model, fitting: Sequence[Choice], checking: Sequence[Choice]
) -> dict[str, float]:
    """Prints a model's table, and returns its weights."""
    names = sorted({name for page in fitting for row in page.rows for name in row})
    weights, alone = fit(fitting, names), left_out(fitting, names)
    checked = hits(checking, names, weights)
    rows = {
        "fitting half: among the candidates": (fitting, [p.right is not None for p in fitting]),
        "fitting half: right, sites left out": (fitting, alone),
        "checking half: right": (checking, checked),
    }
    print(
        table((model.key, *SETS), [(name, *_shares(*given)) for name, given in rows.items()]) + "\n"
    )
    return dict(zip(names, weights, strict=True))


if __name__ == "__main__":
    main()
