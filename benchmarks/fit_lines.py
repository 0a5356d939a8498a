"""Fits the weights of text/line_model.py on frames, articles and pages.

    python benchmarks/fit_lines.py CORPUS [--pages FILE] [--write] [--folds FOLDER]

The frames are in benchmarks/frames, a set a file. CORPUS is a folder as benchmarks/corpus.py
describes it; the articles' own paragraphs come from its fitting half and from articles.jsonl. FILE
has the output of pagelines.py for CORPUS. --write writes newscrawl/text/line_model.bin. --folds
writes five models into FOLDER, each fitted without a fifth of the sets and without a fifth of the
sites; completeness.py and boilerplate.py measure with them. The same input gives the same files.
scikit-learn is in benchmarks/requirements.txt.
"""

from __future__ import annotations

import random
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from common import command_line
from framesets import SITE_FOLDS, Frame, articles, left_out, load_frames, rows, site_fold
from pagelines import page_lines
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from newscrawl.text.declared import share_clause
from newscrawl.text.line_model import (
    CLASS_SIZE,
    CLASSES,
    FILE,
    HOLDING,
    SIZES,
    TABLES,
    Model,
    features,
    share,
    wide,
)

C = {"frame": 100.0, "holds": 100.0, "class": 60.0, "remaining": 100.0}
"""Inverse strength of the prior, chosen with sets left out."""
WHOLE, ALONE = 1.0, 0.5
"""The weight of a frame's lines read together, and the weight that an innocent frame's single lines
share.
"""
OWN, SITES = 0.05, 0.5
"""In `holds`, each of an article's own lines has this small weight, because the boilerplate stage
already recognises most of them. A site's line on a real whole page weighs half as much as a frame:
with .05 a line that holds nothing back was taken for one that does 1.8 times as often.
"""
HOLDS_ONLY = ("fa", "fb", "fc", "fd", "fe", "ff", "ga", "gb")
"""Of these sets `frame` learns the articles' own lines only. With their other lines too it takes
short sentences of French, German and Spanish articles for the site's, because these languages then
have many more lines of sites than of articles.
"""
SITE_LINE = "site line"
"""The label of a site's line on a real page, whose class is not known."""
RARER = 2
"""In `holds`, rare features may weigh this power more. With sets left out, .804 of the cut frames
are found at 2 % flagged; .795 with 1, .796 with 3. `frame` and the kinds are better with 1.
"""
FEWEST = 4
"""Features of fewer frames tell no class. With them as many kinds are right, sets left out (.819),
and the file is larger.
"""
RARE_KINDS = 0.5
"""Frames of rare kinds weigh more: (mean number of frames of a kind / number of its own) to this
power.
"""
PARAGRAPHS = 20
"""Paragraphs taken from an article, beside its last one."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")


@dataclass
class Examples:
    """Groups of lines that are read together. Each group has the features of its lines, its truth,
    its weight, and the set or the fifth of the sites that it comes from.
    """

    lines: list[list[frozenset[int]]] = field(default_factory=list)
    truth: list[bool] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    fold: list[str] = field(default_factory=list)

    def add(self, line: list[frozenset[int]], truth: bool, weight: float, fold: str) -> None:
        self.lines.append(line)
        self.truth.append(truth)
        self.weight.append(weight)
        self.fold.append(fold)


def examples(
    corpus: Path, pages: Sequence[tuple[str, str, bool | None]]
) -> tuple[Examples, Examples]:
    """Returns the examples for the models `frame` and `holds`. `pages` is what
    pagelines.page_lines returns.
    """
    framing, holding = Examples(), Examples()
    for frame in load_frames():
        lines = filled(frame)
        own = frame.kind == "own"
        for line in lines:
            if own or frame.fold not in HOLDS_ONLY:
                weight = 1.0 if own else len(lines) ** -0.5
                framing.add([features(line)], not own, weight, frame.fold)
            if not frame.holds and len(lines) > 1:
                holding.add([wide(line)], False, ALONE / len(lines), frame.fold)
        holding.add(together(lines), frame.holds, WHOLE, frame.fold)
    seen: set[str] = set()
    for site, paragraphs in articles(corpus):
        rng = random.Random(site)
        fold = f"site {site_fold(site)}"
        for text in (*rng.sample(paragraphs, min(len(paragraphs), PARAGRAPHS)), paragraphs[-1]):
            if text not in seen:
                seen.add(text)
                framing.add([features(text)], False, 1.0, fold)
                holding.add([wide(text)], False, OWN, fold)
                if short := sentence(text, rng):
                    framing.add([features(short)], False, 1.0, fold)
    for site, text, own in pages:
        fold = f"site {site_fold(site)}"
        if own is not None:
            framing.add([features(text)], not own, 1.0 if own else 0.2, fold)
        if own and (short := sentence(text, random.Random(text))):
            framing.add([features(short)], False, 1.0, fold)
        holding.add([wide(text)], False, OWN if own else SITES, fold)
    return framing, holding


def filled(frame: Frame) -> list[str]:
    """Returns the frame's lines, filled with the same names and numbers every time."""
    return frame.filled(random.Random(f"{frame.fold}{frame.number}"))


def together(lines: Sequence[str]) -> list[frozenset[int]]:
    return [wide(line) for line in lines]


def sentence(text: str, rng: random.Random) -> str | None:
    """Returns one sentence of a paragraph, because an article's last line may be a single sentence.
    Returns None if the paragraph has no two sentences of usual length.
    """
    found = [part for part in _SENTENCE.split(text) if 15 <= len(part) <= 200]
    return rng.choice(found) if len(found) > 1 else None


def matrix(boxes: Sequence[Sequence[frozenset[int]]], size: int) -> sparse.csr_matrix:
    """Returns a row for each group of lines: how often each feature occurs, divided by the square
    root of the number of all features in the group.
    """
    places, values, ends = [], [], [0]
    for box in boxes:
        features = np.array([feature % size for line in box for feature in line], dtype=np.int32)
        place, times = np.unique(features, return_counts=True)
        places.append(place)
        values.append(times * max(1, len(features)) ** -0.5)
        ends.append(ends[-1] + len(place))
    return sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(places), ends), shape=(len(boxes), size)
    )


def rarity(x: sparse.csr_matrix, least: int = 2) -> np.ndarray:
    """Returns the factors of the features' priors. A rarer feature may weigh more; a feature of
    fewer than `least` rows gets 0.
    """
    times = np.asarray((x > 0).sum(0)).ravel()
    return np.log(x.shape[0] / np.maximum(times, 1)) / 5 * (times >= least)


def learn(
    x: sparse.csr_matrix, scale: np.ndarray, truth: np.ndarray, weight: np.ndarray, c: float
) -> tuple[np.ndarray, float]:
    """Returns the weights and the constant of a logistic regression. `scale` has a factor for each
    feature's prior.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # liblinear says that it stopped early
        model = LogisticRegression(C=c, solver="liblinear", dual=True, max_iter=25, random_state=0)
        model.fit(x @ sparse.diags(scale), truth, sample_weight=weight)
    return model.coef_[0] * scale, float(model.intercept_[0])


class Learner:
    """Learns models from the same examples, with folds left out."""

    def __init__(self, corpus: Path, pages: Sequence[tuple[str, str, bool | None]]) -> None:
        self.parts = dict(zip(("frame", "holds"), examples(corpus, pages), strict=True))
        self.x = {name: matrix(part.lines, SIZES[name]) for name, part in self.parts.items()}
        frames = [frame for frame in load_frames() if frame.label not in (None, "own")]
        sites = [([wide(text)], f"site {site_fold(site)}") for site, text, own in pages if not own]
        boxes = [together(filled(frame)) for frame in frames] + [line for line, _ in sites]
        self.labels = np.array([frame.label or "" for frame in frames] + [SITE_LINE] * len(sites))
        self.folds = np.array([frame.fold for frame in frames] + [fold for _, fold in sites])
        self.boxes = matrix(boxes, CLASS_SIZE)
        shares = [
            (frame.fold, share(share_clause(line)), "{rest}" in written)
            for frame in load_frames()
            for written, line in zip(frame.lines, filled(frame), strict=True)
            if frame.holds and ("{pct}" in written) != ("{rest}" in written)
        ]
        folds, clauses, rests = zip(*shares, strict=True)
        self.shares = np.array(folds), np.array(rests)
        self.stated = matrix(clauses, SIZES["remaining"])

    def model(self, out: Sequence[str] = ()) -> Model:
        """Returns the model fitted without these folds."""
        learnt = {}
        for name, part in self.parts.items():
            kept = np.flatnonzero(~np.isin(part.fold, out))
            truth, weight = np.array(part.truth)[kept], np.array(part.weight)[kept]
            x = self.x[name][kept]
            scale = rarity(x[weight == WHOLE]) ** RARER if name == "holds" else rarity(x)
            learnt[name] = learn(x, scale, truth, weight, C[name])
        x, truth = (part[~np.isin(self.shares[0], out)] for part in (self.stated, self.shares[1]))
        learnt["remaining"] = learn(x, rarity(x), truth, np.ones(len(truth)), C["remaining"])
        kept = ~np.isin(self.folds, out)
        framed = kept & (self.labels != SITE_LINE)
        scale = rarity(self.boxes[framed], FEWEST)
        for name in CLASSES:
            # The class of a site's line on a real page is not known, but it holds nothing back.
            used = kept if name in HOLDING else framed
            truth = self.labels[used] == name
            # Rare kinds count for more, but not for as much as frequent ones.
            rare = (framed.sum() / truth.sum() / len(CLASSES)) ** RARE_KINDS
            weight = np.where(truth, rare, np.where(framed[used], 1.0, SITES))
            learnt[name] = learn(self.boxes[used], scale, truth, weight, C["class"])
        tables, constants = ({name: learnt[name][part] for name in TABLES} for part in (0, 1))
        return Model.packed(tables, constants)


def main() -> None:
    parser = command_line(__doc__)
    known = "what pagelines.py wrote for this CORPUS, which takes a minute"
    parser.add_argument("--pages", type=Path, help=known)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=Path)
    options = parser.parse_args()
    if options.pages:
        lines = [(row["site"], row["text"], row["own"]) for row in rows(options.pages)]
    else:
        lines = page_lines(options.corpus)
    learner = Learner(options.corpus, lines)
    if options.folds:
        options.folds.mkdir(exist_ok=True)
        sets = sorted({frame.fold for frame in load_frames()})
        for fold in range(SITE_FOLDS):
            site = f"site {fold}"
            model = learner.model((site, *(name for name in sets if left_out(name) == site)))
            (options.folds / f"{site}.bin").write_bytes(model.dump())
            print(site, flush=True)
    if options.write:
        FILE.write_bytes(learner.model().dump())
        print(f"{FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
