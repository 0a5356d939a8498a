"""Fits the trees of extraction/models/days.json on the fitting half of the labelled sets. With
them, extraction/facts/mentions.py chooses the day of publication.

    python benchmarks/fit_days.py CORPUS [--cache FOLDER] [--check] [--write]

CORPUS is a folder as benchmarks/corpus.py describes it. Needs lightgbm and numpy
(benchmarks/requirements.txt). The model is used only on pages that declare no date, and few
labelled pages declare none. So most examples are pages that declare a date, without the declared
dates: the declared day is the truth. Some examples also lack the true day, so that none of their
days is right. The probability of a day is the softmax of the scores of the page's days, with a
score of 0 for "none". The table shows for each set how many of the pages that declare no date are
right, with their sites left out of the fit; --check adds the checking half. --write replaces
newscrawl/extraction/models/days.json. --cache keeps the pages' mentions between runs; delete it
after a change of extraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from zlib import crc32

import corpus
import fit_body
import lightgbm
import numpy as np
import scoring
from common import command_line, table
from numpy.typing import NDArray

from newscrawl.extraction.facts import dates, language, mentions
from newscrawl.extraction.facts.mentions import BESIDE, SHOWN, Mention
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.page_reader import read_page

SETS = ("htmldate", "andy", "wcxb", "mercury", "fundus_tests")
UNLABELLED = ("aeb", "read", "trafeval", "chaos")
"""Sets without days in their truths. Pages that declare a date are examples: that day is the truth.
"""
FOLDS = 8
TREES = 200
TREE = {
    "num_leaves": 6,
    "min_data_in_leaf": 10,
    "learning_rate": 0.05,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 3,
}
NONE_RIGHT = 0.3
"""The weight of a page without its true day. Any other page weighs 1."""
STRIPPED = ("meta", "script"), ("meta", "script", "time_after", "time_before", "url")
"""Places whose mentions are removed to make a page that declares no date. Each declaring page gives
an example for each of the two lists, with and without the day of its change.
"""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """The days that a page mentions, and the true one. `made` says that mentions were removed."""

    set: str
    site: str
    found: list[Mention]
    truth: str
    made: bool = False

    @property
    def days(self) -> list[date]:
        return [day for day, _ in mentions.rows(self.found)]

    @property
    def right(self) -> list[bool]:
        true = {m.moment.day for m in self.found if scoring.same_day(m.moment.text, self.truth)}
        return [day in true for day in self.days]

    def made_of(self, found: Iterable[Mention]) -> Case:
        return replace(self, found=list(found), made=True)

    def but(self, places: Sequence[str]) -> Case:
        """Returns the page without the mentions in these places."""
        return self.made_of(m for m in self.found if m.place not in places)

    def none_right(self) -> Case:
        """Returns the page without the true day, the day before and the day after it."""
        true = [day for day, right in zip(self.days, self.right, strict=True) if right]
        near = {day + timedelta(days=step) for day in true for step in (-1, 0, 1)}
        return self.made_of(m for m in self.found if m.moment.day not in near)

    def wrong(self) -> Iterator[Case]:
        """Yields the page with only the wrong days that it shows beside the article, then with only
        the first of them.
        """
        found = [m for m in self.none_right().found if m.place in SHOWN and m.side == BESIDE]
        yield self.made_of(found)
        yield self.made_of(m for m in found if m.moment.day == found[0].moment.day)


def pages(folder: Path, half: corpus.Half, cache: Path | None) -> tuple[list[Case], list[Case]]:
    """Returns the labelled pages that declare no date, and the pages that declare one."""
    read = fit_body.kept(cache, f"days-{half}", lambda: list(_pages(folder, half)))
    silent, declaring = ([case for case, said in read if said is does] for does in (False, True))
    return silent, declaring


def _pages(folder: Path, half: corpus.Half) -> Iterator[tuple[Case, bool]]:
    for case in corpus.cases(folder, half, SETS + (UNLABELLED if half == "fitting" else ())):
        truth = case.truth.get("date") or ""
        if len(truth) < len("2026-01-01") and case.set in SETS:
            continue
        page = read_page(Document.of(case.body, case.url, case.headers))
        spoken = language.language(page, "", None)[0]
        reader = dates.Dates(page, fetched_at=case.headers.get("warc-date"), language=spoken)
        declared = reader.declared()
        if declared or case.set in SETS:
            truth = truth or declared[0].day.isoformat()
            yield Case(case.set, case.site, reader.candidates(), truth), bool(declared)


def made(declaring: Sequence[Case]) -> list[Case]:
    """Returns pages without a declared date, made from pages that declare one."""
    found = []
    for case in declaring:
        for places in STRIPPED:
            for more in ((), ("modified",)):
                stripped = case.but((*places, *more))
                if any(stripped.right):
                    found.append(stripped)
                    if more:
                        found.append(stripped.none_right())
    return [case for case in found if case.days]


def wrong(cases: Sequence[Case]) -> list[Case]:
    """Returns pages on which no day is right. Of equal pages only one is kept."""
    found = (one for case in cases if any(case.right) for one in case.wrong() if one.days)
    return list({(case.site, tuple(case.days), len(case.found)): case for case in found}.values())


def fit(cases: Sequence[Case]) -> lightgbm.Booster:
    """Returns trees fitted by the softmax over a page's days and "none"."""
    known = [case for case in cases if any(case.right) or (case.made and case.days)]
    every = [row for case in known for _, row in mentions.rows(case.found)]
    rows = np.array(every, dtype=np.float64)
    page = np.repeat(np.arange(len(known)), [len(case.days) for case in known])
    right = np.array([value for case in known for value in case.right], dtype=np.float64)
    right /= np.maximum(1, np.bincount(page, right))[page]
    weight = np.array([1.0 if any(case.right) else NONE_RIGHT for case in known])[page]

    def slope(scores: Array, _: object) -> tuple[Array, Array]:
        raised = np.exp(np.clip(scores, -30, 30))
        chance = raised / (1 + np.bincount(page, raised, minlength=len(known)))[page]
        return weight * (chance - right), weight * np.maximum(chance * (1 - chance), 1e-3)

    options = {**TREE, **fit_body.FIXED, "seed": 12, "objective": slope}
    return lightgbm.train(options, lightgbm.Dataset(rows, right), TREES)


def hits(model: lightgbm.Booster, cases: Sequence[Case]) -> list[bool]:
    """Returns for each page whether the day with the highest score is right and likely enough."""
    found = []
    for case in cases:
        rows = [row for _, row in mentions.rows(case.found)]
        scores = model.predict(rows) if rows else np.array([-np.inf])
        found.append(bool(scores.max() >= mentions.SURE and case.right[int(scores.argmax())]))
    return found


def left_out(cases: Sequence[Case], learnt: Sequence[Case]) -> list[bool]:
    """Returns the same as `hits`, with trees that were fitted without the page's site."""
    found = [False] * len(cases)
    for fold in range(FOLDS):
        model = fit([case for case in learnt if _fold(case) != fold])
        inside = [place for place, case in enumerate(cases) if _fold(case) == fold]
        for place, hit in zip(inside, hits(model, [cases[place] for place in inside]), strict=True):
            found[place] = hit
    return found


def _fold(case: Case) -> int:
    return crc32(case.site.encode()) % FOLDS


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", action="store_true", help="replace the trees in the package")
    options = parser.parse_args()
    silent, declaring = pages(options.corpus, "fitting", options.cache)
    learnt = silent + made(declaring)
    learnt += wrong(learnt)
    among = _shares(silent, [any(case.right) for case in silent])
    rows = [["fitting half: among the days", *among]]
    rows.append(["fitting half, sites left out", *_shares(silent, left_out(silent, learnt))])
    model = fit(learnt)
    if options.check:
        checking, _ = pages(options.corpus, "checking", options.cache)
        rows.append(["checking half", *_shares(checking, hits(model, checking))])
    print(table(["no date declared, right", *SETS, "all"], rows))
    if options.write:
        fit_body.write("days", model, mentions.NAMES)


def _shares(cases: Sequence[Case], right: Sequence[bool]) -> list[str]:
    cells = []
    for name in (*SETS, None):
        hits = [hit for case, hit in zip(cases, right, strict=True) if name in (None, case.set)]
        cells.append(f"{sum(hits)} of {len(hits)}")
    return cells


if __name__ == "__main__":
    main()
