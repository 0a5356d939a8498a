"""Fits the weights of the verdict on real pages and on cases of known truth, sites and sets left
out.

    python benchmarks/fit_completeness.py CORPUS --models FOLDER [--each N] [--write]

Logistic regression over the signals of text/witnesses.py. The weight of a signal that is there or
not has a normal prior around PRIOR, so a signal that the data seldom show keeps about that weight.
A signal with a value has a curve, whose points lie close to each other. Lines are read by models
that saw neither their set nor their site (FOLDER, by `fit_lines.py --folds`); every verdict in the
table comes from weights fitted without its site, or without its set of frames. Pages of the
checking half count for nothing and are shown as totals. --write puts the weights into
newscrawl/text/weights.json.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from completeness import extracted, heard, interval, labelled_pages  # noqa: E402
from cuts import article_cases, frame_cases, load_articles  # noqa: E402
from framesets import load_frames, models, reading_with, site_fold  # noqa: E402
from pagelines import known_pages  # noqa: E402

from newscrawl.text.completeness import FALSE_TO, TRUE_FROM  # noqa: E402
from newscrawl.text.weights import FILE, Weight  # noqa: E402
from newscrawl.text.witnesses import NOBODY  # noqa: E402

PRIOR = {
    "source_page": -1.7,
    "source_text": -1.0,
    "source_feed": -0.5,
    "declared_fraction": 2.4,
    "declared_remaining": 5.4,
    "excerpt_mark": 4.0,
    "ellipsis": 2.7,
    "mid_word": 0.5,
    "sentence_end": -0.3,
    "declared_length_more": 6.0,
    "declared_length_perhaps": 3.2,
    "declared_length_equal": -7.0,
    "longer_copy": 5.5,
    "equal_copy": -2.9,
    "parser_cut": 3.0,
    "recovered": 0.0,
    "continues_after": 2.5,
    "further_page": 6.0,
    "faded": 0.5,
    "veiled": 6.0,
    "free": -3.4,
    "locked_part_held": -8.0,
}
"""The log-odds of each signal before any case is seen. A signal of few cases stays near them."""
PRIOR_SD, PAGE_SD = 1.0, 0.3
"""Standard deviations of the priors: of most signals, and of the signals in PAGE."""
PAGE = {
    "declared_length_more",
    "declared_length_perhaps",
    "declared_length_equal",
    "longer_copy",
    "parser_cut",
    "recovered",
    "continues_after",
    "further_page",
    "faded",
    "veiled",
    "locked_part_held",
}
"""Signals of pages: made cases show them for cuts alone, or never, and few real pages do. Their
weight stays close to the prior.
"""

_HOLDS = (-6.0, -4.0, -2.5, -1.0, 0.0, 1.0, 2.0, 3.5, 5.0)
_STRENGTH = (0.0, 1.0, 2.0, 3.0, 4.5)
CURVES = {
    "line": _HOLDS,
    "lines": _HOLDS,
    "last_line": (-5.0, -3.0, -1.5, 0.0, 2.0),
    "length": tuple(round(math.log(words), 2) for words in (50, 80, 120, 180, 300, 600, 1500)),
    "unfinished": _STRENGTH,
    "unfinished_page": _STRENGTH,
}
"""The signals with a value, and the values at the points of their curves."""
FLAT, STEP_SD = 7.0, 1.0
"""Standard deviations of a point around 0, and of the difference between neighbours, in log-odds."""
LENGTH, LENGTH_SD = (0.8, 0.8, 0.6, 0.3, 0.0, -0.5, -0.8), 0.05
"""The prior of the points of `length`. Under 150 words have a fourth of the cut real pages and a
tenth of the whole ones; made cases are cut at 5 to 90 % and would make more of it.
"""

COUNTS = {
    "text": 1.0,
    "page": 1.0,
    "crowded": 1.0,
    "bare": 0.4,
    "bare page": 6.0,
    "old": 4.0,
    "fitting": 4.0,
    "presumed": 6.0,
    "checking": 0.0,
}
"""What a case counts: a framed text; a framed page; one with a second, innocent frame below; an
article without a frame; a whole article's page without a frame; a real page of the old set; one of
the fitting half picked for being hard; one with a known text that nobody read; one of the checking
half.
"""
CUT_PAGE = 3.0
"""How much more a real page counts that is cut: there are 24 of them, and 1,081 whole ones."""
MADE = ("text", "page", "crowded")


@dataclass
class Row:
    """A case: the value of each signal in it, whether it is cut, its group, and what must be kept
    out with it.
    """

    signals: list[tuple[str, float]]
    cut: bool
    group: str
    key: str
    english: bool = False


def signals(article: Any) -> list[tuple[str, float]]:
    return [(witness.signal, witness.value) for witness in heard(article).witnesses]


def framed_rows(corpus: Path, folder: Path, each: int) -> Iterator[Row]:
    learnt, whole, frames = models(folder), load_articles(corpus), load_frames()
    crowded = frame_cases(whole, frames[each // 2 :: each], crowded=True)
    pages = (case for case in crowded if case.form == "page" and case.group != "own")
    for group, cases in (("", frame_cases(whole, frames[::each])), ("crowded", pages)):
        for case in cases:
            with reading_with(learnt[case.fold or ""]):
                found = signals(extracted(case))
            english = (case.frame_language or "")[:2] == "en"
            yield Row(found, case.group == "framed", group or case.form, case.fold or "", english)


def bare_rows(corpus: Path, folder: Path, each: int) -> Iterator[Row]:
    """Articles without a frame: whole, cut, and behind an excerpt's mark."""
    learnt = models(folder)
    for case in article_cases(load_articles(corpus)[:: 2 * each]):
        if case.group == "counted" or case.id.endswith("/sentence"):
            continue  # as many texts cut at an end as whole ones: nothing tells them apart
        group = "bare page" if (case.group, case.form) == ("whole", "page") else "bare"
        with reading_with(learnt[f"site {site_fold(case.site)}"]):
            found = signals(extracted(case))
        yield Row(found, case.group != "whole", group, case.site)
        if group == "bare page":  # and with nothing beside the text
            yield Row(alone(found), False, group, case.site)


def alone(found: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """The signals of a page without any line beside its text."""
    return [(name, NOBODY if name in ("line", "lines") else value) for name, value in found]


def real_rows(corpus: Path, folder: Path) -> Iterator[Row]:
    """The pages that were read one by one, and pages with a known text, nearly all of them whole."""
    learnt = models(folder)
    groups = {
        "completeness.jsonl": "old",
        "hard pages, fitting half": "fitting",
        "hard pages, checking half": "checking",
    }
    read = set()
    for label, article in labelled_pages(corpus):
        read.add(label["url"])
        with reading_with(learnt[f"site {site_fold(label['site'])}"]):
            found = signals(article)
        yield Row(found, label["truncated"], groups[label["part"]], label["site"])
    for row, article in known_pages(corpus):
        if row["url"] not in read and row.get("text"):
            with reading_with(learnt[f"site {site_fold(row['site'])}"]):
                yield Row(signals(article), False, "presumed", row["site"])


COLUMNS = [*PRIOR, *((name, value) for name, values in CURVES.items() for value in values)]
PLACES = {column: place for place, column in enumerate(COLUMNS)}


def matrix(rows: Sequence[Row]) -> np.ndarray:
    """Returns a row for each case, with a column for each signal and for each point of a curve. A
    value between two points counts for both, more for the nearer one.
    """
    made = np.zeros((len(rows), len(COLUMNS)))
    for line, row in zip(made, rows, strict=True):
        for signal, value in row.signals:
            if signal in PRIOR:
                line[PLACES[signal]] += value
                continue
            points = CURVES[signal]
            value = min(max(value, points[0]), points[-1])
            for left, right in pairwise(points):
                if value <= right:
                    share = (value - left) / (right - left)
                    line[PLACES[signal, left]] += 1 - share
                    line[PLACES[signal, right]] += share
                    break
    return made


def precision() -> np.ndarray:
    """The prior's precision matrix."""
    made = np.diag(
        [
            (
                PAGE_SD
                if column in PAGE
                else PRIOR_SD
                if column in PRIOR
                else LENGTH_SD
                if column[0] == "length"
                else FLAT
            )
            ** -2
            for column in COLUMNS
        ]
    )
    for name, points in CURVES.items():
        for left, right in pairwise(points):
            step = np.zeros(len(COLUMNS))
            step[[PLACES[name, left], PLACES[name, right]]] = -1, 1
            made += np.outer(step, step) / STEP_SD**2
    return made


def fit(
    x: np.ndarray, y: np.ndarray, weights: np.ndarray, prior: np.ndarray, tight: np.ndarray
) -> np.ndarray:
    """The weights of greatest posterior probability, by Newton steps; `tight` is the prior's
    precision matrix.
    """
    found = prior.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -40, 40)))
        slope = x.T @ (weights * (y - p)) - tight @ (found - prior)
        curve = (x * (weights * p * (1 - p))[:, None]).T @ x + tight
        step = np.linalg.solve(curve, slope)
        found = found + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-6:
            break
    return found


def fold(name: str, folds: int) -> int:
    return zlib.crc32(name.encode()) % folds


def out_of_fold(rows: Sequence[Row], x: np.ndarray, y: np.ndarray, folds: int) -> np.ndarray:
    """The log-odds of each row by weights fitted without its site or its set."""
    sets = sorted({row.key for row in rows if row.group in MADE})
    held = np.array(
        [sets.index(row.key) % folds if row.group in MADE else fold(row.key, folds) for row in rows]
    )
    said = np.zeros(len(rows))
    for part in range(folds):
        others = held != part
        said[~others] = x[~others] @ fitted(
            [rows[at] for at in np.flatnonzero(others)], x[others], y[others]
        )
    return said


def fitted(rows: Sequence[Row], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    weights = np.array(
        [
            COUNTS[row.group] * (CUT_PAGE if row.cut and row.group in ("old", "fitting") else 1)
            for row in rows
        ]
    )
    means = PRIOR | {
        ("length", words): mean for words, mean in zip(CURVES["length"], LENGTH, strict=True)
    }
    prior = np.array([means.get(column, 0.0) for column in COLUMNS])
    return fit(x, y, weights, prior, precision())


def report(name: str, rows: Sequence[Row], log_odds: np.ndarray) -> None:
    certain, ruled_out = (math.log(p / (1 - p)) for p in (TRUE_FROM, FALSE_TO))
    print(f"\n{name}")
    for group in COUNTS:
        for english in (False, True) if group in ("text", "page") else (False,):
            chosen = [(row.cut, odds) for row, odds in zip(rows, log_odds, strict=True)
                      if row.group == group and (row.english or not english)]  # fmt: skip
            cut, full = (
                [odds for is_cut, odds in chosen if is_cut is truth] for truth in (True, False)
            )
            print(f"  {group + (', English' if english else ''):16} found {interval(sum(o >= certain for o in cut), len(cut)):38}"
                  f" flagged {interval(sum(o >= certain for o in full), len(full)):38}"
                  f" said to be whole {sum(o <= ruled_out for o in full) / max(1, len(full)):.3f}")  # fmt: skip


def cut_words(corpus: Path) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """What `ending.word_signs` says of each last word of a cut text, whether it is a part of one,
    and its site.
    """
    from newscrawl.text import tokens
    from newscrawl.text.ending import word_signs

    found, parts, sites = [], [], []
    for case in article_cases(load_articles(corpus)[::4]):
        last = tokens.tokens(case.content[-200:])
        known = case.group == "unframed" and case.cut in ("mid_word", "mid_sentence") and last
        if known and case.content.endswith(last[-1]) and last[-1].isalpha() and len(last[-1]) > 1:
            found.append(word_signs(last[-1], case.content[-8000 : -len(last[-1])]))
            parts.append(case.cut == "mid_word")
            sites.append(case.site)
    return np.array(found, dtype=float), np.array(parts, dtype=float), sites


def report_cut_words(corpus: Path, folds: int) -> None:
    """Prints the weights of `ending.word_signs`, the bias last, and how often such are right on
    sites left out.
    """
    found, parts, sites = cut_words(corpus)
    x = np.c_[found, np.ones(len(parts))]
    even, nothing, tight = np.ones(len(parts)), np.zeros(x.shape[1]), np.eye(x.shape[1]) / 9
    held = np.array([fold(site, folds) for site in sites])
    right = 0
    for part in range(folds):
        others = held != part
        odds = x[~others] @ fit(x[others], parts[others], even[others], nothing, tight)
        right += int(((odds > 0) == (parts[~others] > 0)).sum())
    print(f"\nmid-word or mid-sentence told right, out of fold: {interval(right, len(parts))}")
    print("  fitted", " ".join(f"{w:.2f}" for w in fit(x, parts, even, nothing, tight)))


def packed(found: np.ndarray) -> dict[str, Weight]:
    """The weights as weights.json has them."""
    numbers: dict[str, Weight] = {name: round(float(found[PLACES[name]]), 2) for name in PRIOR}
    return numbers | {
        name: [[value, round(float(found[PLACES[name, value]]), 2)] for value in values]
        for name, values in CURVES.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=6, help="of sites, and of sets of frames")
    parser.add_argument("--each", type=int, default=1, help="take every so manieth frame")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    given = options.corpus, options.models
    rows = [
        *framed_rows(*given, options.each),
        *bare_rows(*given, options.each),
        *real_rows(*given),
    ]
    x, y = matrix(rows), np.array([row.cut for row in rows], dtype=float)
    found = fitted(rows, x, y)
    print(f"{'signal':32}{'log-odds':>9}{'cases':>8}{'cut':>8}")
    for place, column in enumerate(COLUMNS):
        with_it = x[:, place] != 0
        print(f"{column!s:32}{found[place]:9.2f}{with_it.sum():8}{y[with_it].sum():8.0f}")
    report("fitted, out of fold", rows, out_of_fold(rows, x, y, options.folds))
    report_cut_words(options.corpus, options.folds)
    if options.write:
        known = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}
        known |= {"verdict": packed(found)}
        FILE.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
