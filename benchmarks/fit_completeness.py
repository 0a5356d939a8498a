"""Fits the weights of text/completeness.py on real pages and on cases of known truth, sites and
sets left out.

    python benchmarks/fit_completeness.py CORPUS --models FOLDER [--sd LOG_ODDS] [--each N]
    [--show]

Logistic regression over the signals that `judge` emits, with a normal prior around the weights in
use: a signal that the data seldom show keeps its weight. Lines are read by models that saw neither
their set nor their site (FOLDER, by `fit_lines.py --folds`); every verdict that is compared comes
from weights fitted without its site, or without its set of frames. Pages of the checking half
count for nothing and are shown as totals. --show lists the signals that are never met.
"""

from __future__ import annotations

import argparse
import math
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from completeness import extracted, interval, judged, labelled_pages  # noqa: E402
from cuts import article_cases, frame_cases, load_articles  # noqa: E402
from framesets import load_frames, models, reading_with, site_fold  # noqa: E402
from pagelines import known_pages  # noqa: E402

from newscrawl.text.completeness import FALSE_TO, TRUE_FROM, WEIGHTS  # noqa: E402
from newscrawl.text.ending import CUT_BIAS, CUT_WEIGHTS  # noqa: E402

SIGNALS = list(WEIGHTS)
COUNTS = {
    "alone": 0.5,
    "text": 1.0,
    "page": 1.0,
    "old": 3.0,
    "fitting": 3.0,
    "presumed": 1.5,
    "checking": 0.0,
}
"""What a case counts: an article without a frame, a framed text, a framed page, a real page of the
old set, one of the fitting half picked for being hard, one with a known text that nobody read, one
of the checking half.
"""


@dataclass
class Row:
    """A case: how far each signal counts in it, whether it is cut, its group, and what must be
    kept out with it.
    """

    signals: dict[str, float]
    cut: bool
    group: str
    key: str
    english: bool = False


def scales(evidence: Sequence[Any]) -> dict[str, float]:
    """How far each signal counts: a piece's weight over that of its signal, added up."""
    found: Counter[str] = Counter()
    for piece in evidence:
        weight = WEIGHTS[piece.signal]
        found[piece.signal] += piece.weight / weight if weight else 1.0
    return dict(found)


def framed_rows(corpus: Path, folder: Path, each: int) -> Iterator[Row]:
    learnt = models(folder)
    for case in frame_cases(load_articles(corpus), load_frames()[::each]):
        with reading_with(learnt[case.fold or ""]):
            evidence = judged(extracted(case))[0].completeness.evidence
        english = (case.frame_language or "")[:2] == "en"
        yield Row(scales(evidence), case.group == "framed", case.form, case.fold or "", english)


def bare_rows(corpus: Path, folder: Path, each: int) -> Iterator[Row]:
    """Articles without a frame: whole, cut in mid-sentence, behind an excerpt's mark, under their
    declared length.
    """
    learnt = models(folder)
    for case in article_cases(load_articles(corpus)[:: 4 * each]):
        if case.truncated is not None or case.group == "whole":
            with reading_with(learnt[f"site {site_fold(case.site)}"]):
                evidence = judged(extracted(case))[0].completeness.evidence
            yield Row(scales(evidence), bool(case.truncated), "alone", case.site)


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
            evidence = judged(article)[0].completeness.evidence
        yield Row(scales(evidence), label["truncated"], groups[label["part"]], label["site"])
    for row, article in known_pages(corpus):
        if row["url"] not in read and row.get("text") and zlib.crc32(row["url"].encode()) % 3 == 0:
            with reading_with(learnt[f"site {site_fold(row['site'])}"]):
                evidence = judged(article)[0].completeness.evidence
            yield Row(scales(evidence), False, "presumed", row["site"])


def matrix(rows: Sequence[Row]) -> np.ndarray:
    place = {signal: index for index, signal in enumerate(SIGNALS)}
    made = np.zeros((len(rows), len(SIGNALS)))
    for line, row in zip(made, rows, strict=True):
        for signal, scale in row.signals.items():
            line[place[signal]] = scale
    return made


def fit(
    x: np.ndarray, y: np.ndarray, weights: np.ndarray, prior: np.ndarray, sd: float
) -> np.ndarray:
    """The weights of greatest posterior probability, by Newton steps."""
    found = prior.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -40, 40)))
        slope = x.T @ (weights * (y - p)) - (found - prior) / sd**2
        curve = (x * (weights * p * (1 - p))[:, None]).T @ x + np.eye(len(prior)) / sd**2
        step = np.linalg.solve(curve, slope)
        found = found + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-6:
            break
    return found


def fold(name: str, folds: int) -> int:
    return zlib.crc32(name.encode()) % folds


def out_of_fold(
    rows: Sequence[Row],
    x: np.ndarray,
    y: np.ndarray,
    weights: np.ndarray,
    prior: np.ndarray,
    sd: float,
    folds: int,
) -> np.ndarray:
    """The log-odds of each row by weights fitted without its site or its set."""
    held = np.array([fold(row.key, folds) for row in rows])
    said = np.zeros(len(rows))
    for part in range(folds):
        others = held != part
        said[~others] = x[~others] @ fit(x[others], y[others], weights[others], prior, sd)
    return said


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

    signs, parts, sites = [], [], []
    for case in article_cases(load_articles(corpus)[::4]):
        last = tokens.tokens(case.content[-200:])
        known = case.group == "unframed" and case.cut in ("mid_word", "mid_sentence") and last
        if known and case.content.endswith(last[-1]) and last[-1].isalpha() and len(last[-1]) > 1:
            signs.append(word_signs(last[-1], case.content[-8000 : -len(last[-1])]))
            parts.append(case.cut == "mid_word")
            sites.append(case.site)
    return np.array(signs, dtype=float), np.array(parts, dtype=float), sites


def report_cut_words(corpus: Path, folds: int) -> None:
    signs, parts, sites = cut_words(corpus)
    x = np.c_[signs, np.ones(len(parts))]
    in_use = np.array([*CUT_WEIGHTS, CUT_BIAS])
    even, nothing = np.ones(len(parts)), np.zeros(x.shape[1])
    held = np.array([fold(site, folds) for site in sites])
    said = np.zeros(len(parts))
    for part in range(folds):
        others = held != part
        said[~others] = x[~others] @ fit(x[others], parts[others], even[others], nothing, 3.0)
    print(f"\nmid-word or mid-sentence, {len(parts)} last words")
    print("  in use ", " ".join(f"{weight:.2f}" for weight in in_use))
    print("  fitted ", " ".join(f"{weight:.2f}" for weight in fit(x, parts, even, nothing, 3.0)))
    for name, odds in (("in use", x @ in_use), ("fitted, out of fold", said)):
        right = (odds > 0) == (parts > 0)
        print(f"  {name:20}", interval(int(right.sum()), len(parts)))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument(
        "--sd",
        type=float,
        default=1.0,
        help="standard deviation of the prior around a weight, log-odds",
    )
    parser.add_argument("--folds", type=int, default=6, help="of sites, and of sets of frames")
    parser.add_argument("--each", type=int, default=1, help="take every so manieth frame")
    options = parser.parse_args()
    given = options.corpus, options.models
    rows = [
        *framed_rows(*given, options.each),
        *bare_rows(*given, options.each),
        *real_rows(*given),
    ]
    x, y = matrix(rows), np.array([row.cut for row in rows], dtype=float)
    weights = np.array([COUNTS[row.group] for row in rows])
    prior = np.array([WEIGHTS[signal] for signal in SIGNALS])
    fitted = fit(x, y, weights, prior, options.sd)
    print(f"{'signal':26}{'in use':>8}{'fitted':>8}{'cases':>8}{'cut':>8}")
    for index, signal in enumerate(SIGNALS):
        with_it = x[:, index] != 0
        print(
            f"{signal:26}{prior[index]:8.2f}{fitted[index]:8.2f}{with_it.sum():8}{y[with_it].sum():8.0f}"
        )
    report("the weights in use", rows, x @ prior)
    report(
        "fitted, out of fold",
        rows,
        out_of_fold(rows, x, y, weights, prior, options.sd, options.folds),
    )
    report_cut_words(options.corpus, options.folds)


if __name__ == "__main__":
    main()
