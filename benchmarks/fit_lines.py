"""Learns the weights of text/line_model.py from frames, articles and pages, and scores them on sets left out.

    python benchmarks/fit_lines.py CORPUS [--write] [--folds FOLDER]

benchmarks/frames has the frames, a set a file; CORPUS is that of benchmarks/completeness.py. The articles' own
paragraphs come from the fitting half of CORPUS/pages and from articles.jsonl. --write writes newscrawl/text/line_model.bin,
--folds a model for each set, learnt without that set and without a fifth of the sites. The same input gives the same file.
scikit-learn is in benchmarks/requirements.txt.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from framesets import articles, left_out, load_frames, rows, site_fold  # noqa: E402
from pagelines import page_lines  # noqa: E402

from newscrawl.text.line_model import CLASS_SIZE, CLASSES, FILE, HOLDING, SIZE, Model, features  # noqa: E402

C = {"frame": 100.0, "holds": 100.0, "class": 30.0}
"""Inverse strength of the prior, chosen with sets left out."""
TELLING = 0.7
"""What the line weighs that says of a frame of several lines that it holds back."""
PARAGRAPHS = 20
"""Paragraphs that are taken of an article, beside its last."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")


@dataclass
class Examples:
    """Sets of features with what they are, what they weigh, and the set or site that they come from."""

    lines: list[frozenset[int]]
    truth: list[bool]
    weight: list[float]
    fold: list[str]

    def add(self, line: frozenset[int], truth: bool, weight: float, fold: str) -> None:
        self.lines.append(line)
        self.truth.append(truth)
        self.weight.append(weight)
        self.fold.append(fold)


def examples(corpus: Path, pages: Sequence[tuple[str, str, bool | None]]) -> tuple[Examples, Examples]:
    """What `frame` and `holds` are learnt from. `pages` has site, line, and whether it is the article's own."""
    framing, holding = Examples([], [], [], []), Examples([], [], [], [])
    for frame in load_frames():
        rng = random.Random(f"{frame.fold}{frame.number}")
        lines = [features(line) for line in frame.filled(rng)]
        own = frame.kind == "own"
        for line in lines:
            framing.add(line, not own, 1.0 if own else len(lines) ** -0.5, frame.fold)
            if not frame.holds and len(lines) > 1:
                holding.add(line, False, 0.5 / len(lines), frame.fold)
        holding.add(frozenset().union(*lines), frame.holds, 1.0, frame.fold)
    seen: set[str] = set()
    for site, paragraphs in articles(corpus):
        rng = random.Random(site)
        fold = f"site {site_fold(site)}"
        for text in (*rng.sample(paragraphs, min(len(paragraphs), PARAGRAPHS)), paragraphs[-1]):
            if text not in seen:
                seen.add(text)
                line = features(text)
                framing.add(line, False, 1.0, fold)
                holding.add(line, False, 0.2, fold)
                if short := sentence(text, rng):
                    framing.add(features(short), False, 1.0, fold)
    for site, text, own in pages:
        line, fold = features(text), f"site {site_fold(site)}"
        if own is not None:
            framing.add(line, not own, 1.0 if own else 0.2, fold)
        if own and (short := sentence(text, random.Random(text))):
            framing.add(features(short), False, 1.0, fold)
        holding.add(line, False, 0.2, fold)
    return framing, holding


def sentence(text: str, rng: random.Random) -> str | None:
    """One sentence of a paragraph of several, as an article's last line may be one."""
    found = [part for part in _SENTENCE.split(text) if 15 <= len(part) <= 200]
    return rng.choice(found) if len(found) > 1 else None


def matrix(lines: Sequence[frozenset[int]], size: int) -> sparse.csr_matrix:
    """A row a line: 1 over the root of its number of features at the place of each."""
    placed = [sorted({feature % size for feature in line}) for line in lines]
    ends = np.cumsum([0, *map(len, placed)])
    values = np.concatenate([np.full(len(row), len(line) ** -0.5) for row, line in zip(placed, lines, strict=True)])
    return sparse.csr_matrix((values, np.concatenate([np.array(row, dtype=np.int32) for row in placed]), ends),
                             shape=(len(lines), size))  # fmt: skip


def rarity(x: sparse.csr_matrix) -> np.ndarray:
    """What each feature's prior is scaled by: rare ones may weigh more; what stands in one line alone nothing."""
    times = np.asarray((x > 0).sum(0)).ravel()
    return np.log(x.shape[0] / np.maximum(times, 1)) / 5 * (times > 1)


def learn(x: sparse.csr_matrix, truth: np.ndarray, weight: np.ndarray, c: float) -> tuple[np.ndarray, float]:
    """The weights of a logistic regression, and its constant."""
    scale = rarity(x)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # liblinear says that it stopped early
        model = LogisticRegression(C=c, solver="liblinear", dual=True, max_iter=25, random_state=0)
        model.fit(x @ sparse.diags(scale), truth, sample_weight=weight)
    return model.coef_[0] * scale, float(model.intercept_[0])


class Learner:
    """Learns models from the same examples, with folds left out."""

    def __init__(self, corpus: Path, pages: Sequence[tuple[str, str, bool | None]]) -> None:
        self.parts = dict(zip(("frame", "holds"), examples(corpus, pages), strict=True))
        self.x = {name: matrix(part.lines, SIZE) for name, part in self.parts.items()}
        self.frames = [frame for frame in load_frames() if frame.label not in (None, "own")]
        boxes, lines = [], []
        self.of: list[tuple[str, int]] = []
        """Set and number of the frame that each single line is of."""
        for frame in self.frames:
            rng = random.Random(f"{frame.fold}{frame.number}")
            read = list(map(features, frame.filled(rng)))
            boxes.append(frozenset[int]().union(*read))
            if frame.holds and len(read) > 1:
                lines += read
                self.of += [(frame.fold, frame.number)] * len(read)
        self.single = matrix(lines, SIZE)
        self.boxes = matrix(boxes, CLASS_SIZE)

    def telling(self, weights: np.ndarray, out: Sequence[str]) -> list[int]:
        """Of each frame of several lines that holds back, the line that says so by these weights."""
        said = self.single @ weights
        best: dict[tuple[str, int], int] = {}
        for place, (fold, number) in enumerate(self.of):
            if fold not in out and said[place] > said[best.setdefault((fold, number), place)]:
                best[fold, number] = place
        return sorted(best.values())

    def model(self, out: Sequence[str] = ()) -> Model:
        """The model learnt without these folds."""
        tables, constants = [], []
        for name in ("frame", "holds"):
            part = self.parts[name]
            kept = np.flatnonzero(~np.isin(part.fold, out))
            x, truth, weight = self.x[name][kept], np.array(part.truth)[kept], np.array(part.weight)[kept]
            weights, constant = learn(x, truth, weight, C[name])
            if name == "holds":
                best = self.telling(weights, out)
                x = sparse.vstack([x, self.single[best]]).tocsr()
                truth = np.concatenate([truth, np.ones(len(best), dtype=bool)])
                weight = np.concatenate([weight, np.full(len(best), TELLING)])
                weights, constant = learn(x, truth, weight, C[name])
            tables.append(weights)
            constants.append(constant)
        kept = np.array([at for at, frame in enumerate(self.frames) if frame.fold not in out])
        labels = np.array([self.frames[at].label for at in kept])
        holds = np.array([self.frames[at].holds for at in kept])
        for name in CLASSES:
            among = np.flatnonzero(holds == (name in HOLDING))  # each kind against the others of its sort
            weights, constant = learn(self.boxes[kept[among]], labels[among] == name, np.ones(len(among)), C["class"])
            tables.append(weights)
            constants.append(constant)
        return Model.packed(tables, constants)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=Path, help="what pagelines.py wrote for this CORPUS, which takes a minute")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=Path)
    options = parser.parse_args()
    lines = [(row["site"], row["text"], row["own"]) for row in rows(options.pages)] if options.pages else None
    learner = Learner(options.corpus, lines or page_lines(options.corpus))
    if options.folds:
        options.folds.mkdir(exist_ok=True)
        for name in sorted({frame.fold for frame in load_frames()}):
            model = learner.model((name, left_out(name)))
            (options.folds / f"{name}.bin").write_bytes(model.dump())
            print(name, flush=True)
    if options.write:
        FILE.write_bytes(learner.model().dump())
        print(f"{FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
