"""Fits the weights of text/completeness.py on real pages and synthetic cuts, and holds them against those set by hand.

    python benchmarks/fit_completeness.py CORPUS [--sd LOG_ODDS] [--real WEIGHT] [--folds N]

Logistic regression over the signals that `judge` emits, with a normal prior around the weights in use: a signal that
the data seldom show keeps its weight, and what the generator never makes (a locked part on a cut page, say) teaches
little. Every verdict that is compared comes from weights fitted without its site, and without its frame's language.
CORPUS is that of benchmarks/completeness.py; numpy is in benchmarks/requirements.txt.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from completeness import calibration, crawl, f1, interval, predict

from newscrawl.text.completeness import FALSE_TO, TRUE_FROM, WEIGHTS
from newscrawl.text.ending import CUT_BIAS, CUT_WEIGHTS

FRAMES = Path(__file__).parent / "frames"
SIGNALS = list(WEIGHTS)


@dataclass
class Row:
    """A case: how far each signal counts in it, whether it is cut, its weight, and what must be kept out together."""

    signals: dict[str, float]
    cut: bool
    weight: float
    site: str
    language: str
    """The frame's, or none."""
    group: str
    half: str | None = None
    known: bool | None = None


def scales(evidence: Sequence[dict[str, Any]]) -> dict[str, float]:
    """How far each signal counts: a piece's weight over that of its signal, added up."""
    found: Counter[str] = Counter()
    for piece in evidence:
        weight = WEIGHTS[piece["signal"]]
        found[piece["signal"]] += piece["weight"] / weight if weight else 1.0
    return dict(found)


def real_rows(corpus: Path, weight: float) -> list[Row]:
    """The pages that were read one by one."""
    with tempfile.TemporaryDirectory() as folder:
        records: dict[str, dict[str, Any]] = {}
        for record in crawl(corpus, Path(folder, "records.jsonl")):
            records.setdefault(record["requested_url"], record)
    labels = [json.loads(line) for line in (corpus / "completeness.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        Row(scales(records[label["url"]]["completeness"]["evidence"]), label["truncated"], weight,
            urlsplit(label["url"]).hostname or "", "", "real")
        for label in labels if label["url"] in records
    ]  # fmt: skip


def synthetic_rows(corpus: Path) -> list[Row]:
    """The synthetic cuts of which the input can tell what they are; a text's cuts weigh as much as its whole forms."""
    import cuts

    cases = list(cuts.cases(cuts.load_articles(corpus), cuts.load_frames(FRAMES)))
    sizes = Counter(case.group for case in cases)
    bare = (sizes["whole"] + sizes["innocent"]) / max(sizes["unframed"], 1)
    rows = []
    for case in cases:
        if case.group != "called whole":
            weight = bare if case.group == "unframed" else 1.0
            group = "mid" if case.group == "unframed" and case.cut != "sentence_end" else case.group
            rows.append(
                Row(scales(predict(case)["evidence"]), case.delivered < 1, weight, case.site,
                    case.frame_language or "", f"{group} {case.form}", case.half, case.known_language)
            )  # fmt: skip
    return rows


def matrix(rows: Sequence[Row]) -> np.ndarray:
    place = {signal: index for index, signal in enumerate(SIGNALS)}
    made = np.zeros((len(rows), len(SIGNALS)))
    for line, row in zip(made, rows, strict=True):
        for signal, scale in row.signals.items():
            line[place[signal]] = scale
    return made


def fit(x: np.ndarray, y: np.ndarray, weights: np.ndarray, prior: np.ndarray, sd: float) -> np.ndarray:
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
    rows: Sequence[Row], x: np.ndarray, y: np.ndarray, weights: np.ndarray, prior: np.ndarray, sd: float, folds: int
) -> np.ndarray:
    """The log-odds of each row by weights fitted without its site and its frame's language."""
    sites = np.array([fold(row.site, folds) for row in rows])
    framed = np.array([bool(row.language) for row in rows])
    languages = np.array([fold(row.language, folds) for row in rows])
    said = np.zeros(len(rows))
    for site in range(folds):
        for language in range(folds):
            asked = (sites == site) & (languages == language)
            held = (sites != site) & ~(framed & (languages == language))
            said[asked] = x[asked] @ fit(x[held], y[held], weights[held], prior, sd)
    return said


def report(name: str, rows: Sequence[Row], log_odds: np.ndarray) -> None:
    found = [
        (row, 1 / (1 + math.exp(-max(-40.0, min(40.0, value))))) for row, value in zip(rows, log_odds, strict=True)
    ]
    print(f"\n{name}")
    real = [(row, p) for row, p in found if row.group == "real"]
    made = [(row, p) for row, p in found if row.group != "real"]
    cut, full = ([p for row, p in real if row.cut is truth] for truth in (True, False))
    print("  (a) truncated pages found ", interval(sum(p >= TRUE_FROM for p in cut), len(cut)))
    print("      false alarms          ", interval(sum(p >= TRUE_FROM for p in full), len(full)))
    print("      full pages said full  ", interval(sum(p <= FALSE_TO for p in full), len(full)))

    def flags(*groups: str, half: str | None = None, known: bool | None = None) -> list[tuple[bool, bool]]:
        return [
            (row.cut, p >= TRUE_FROM)
            for row, p in made
            if row.group.startswith(groups) and (half is None or (row.half == half and row.known is known))
        ]

    def show(what: str, value: str) -> None:
        print(f"      {what:42}{value}")

    print("  (b)")
    for half in ("tuning", "testing"):
        for known in (True, False):
            score = f1(flags("framed", "innocent", "called", half=half, known=known))[2]
            show(f"framed, {half}, {'known' if known else 'unseen'} languages", f"F1 {score:.3f}")
    show("unframed, in mid-sentence", f"F1 {f1(flags('mid', 'whole text'))[2]:.3f}")
    for what, group in (("whole texts and pages", "whole"), ("whole pages under a call", "called")):
        said = [flag for _, flag in flags(group)]
        show(f"{what} called truncated", interval(sum(said), len(said)))
    for part, chosen_rows in (("a", real), ("b", made)):
        weighed = [(p, row.cut, row.weight) for row, p in chosen_rows]
        total = sum(weight for *_, weight in weighed)
        loss = -sum(w * math.log(max(p if cut else 1 - p, 1e-12)) for p, cut, w in weighed) / total
        print(f"  ({part}) calibration error {calibration(weighed)[0]:.3f}   log loss {loss:.4f}")


def cut_words(corpus: Path) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """What `ending.word_signs` says of each last word of a cut text, whether it is a part of one, and its site."""
    import cuts

    from newscrawl.text import tokens
    from newscrawl.text.ending import word_signs

    signs, parts, sites = [], [], []
    for case in cuts.cases(cuts.load_articles(corpus), []):
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
    parser.add_argument(
        "--sd", type=float, default=1.0, help="standard deviation of the prior around a weight, log-odds"
    )
    parser.add_argument("--real", type=float, default=3.0, help="what a real page weighs, a synthetic case being 1")
    parser.add_argument("--folds", type=int, default=5, help="of sites, and of frames' languages")
    options = parser.parse_args()
    rows = real_rows(options.corpus, options.real) + synthetic_rows(options.corpus)
    x, y = matrix(rows), np.array([row.cut for row in rows], dtype=float)
    weights = np.array([row.weight for row in rows])
    prior = np.array([WEIGHTS[signal] for signal in SIGNALS])
    fitted = fit(x, y, weights, prior, options.sd)
    print(f"{'signal':26}{'in use':>8}{'fitted':>8}{'cases':>8}{'cut':>8}")
    for index, signal in enumerate(SIGNALS):
        with_it = x[:, index] > 0
        print(f"{signal:26}{prior[index]:8.1f}{fitted[index]:8.1f}{with_it.sum():8}{y[with_it].sum():8.0f}")
    report("the weights in use", rows, x @ prior)
    report("fitted, out of fold", rows, out_of_fold(rows, x, y, weights, prior, options.sd, options.folds))
    report_cut_words(options.corpus, options.folds)


if __name__ == "__main__":
    main()
