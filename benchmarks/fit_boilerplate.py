"""Fits the weights of text/boilerplate.py: what speaks for a line's being the site's, beside what
the line says.

    python benchmarks/fit_boilerplate.py CORPUS --models FOLDER [--write]

cuts.py and pagelines.py give the lines: of made cases, and of real pages. Each is read by a
model that saw neither its set nor its site (FOLDER, by `fit_lines.py --folds`). --write puts the
weights into newscrawl/text/weights.json.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from cuts import CUTS, FRACTIONS, cut_at, load_articles, placed  # noqa: E402
from fit_completeness import fit  # noqa: E402
from framesets import left_out, load_frames, models, reading_with, site_fold  # noqa: E402
from pagelines import NO_TEXT, bare, known_pages  # noqa: E402

from newscrawl.items import Block  # noqa: E402
from newscrawl.text.boilerplate import Body  # noqa: E402
from newscrawl.text.line_model import NOTHING  # noqa: E402
from newscrawl.text.weights import FILE  # noqa: E402

WEIGHT = {"frame": 1.0, "own": 0.5, "page": 2.0, "bare": 2.0}
"""What a line counts: of a frame's case, of a case whose lines are the article's, of a page, of an
article without a frame.
"""

PRIOR, HELD = {"quoted": -1.5}, 0.05
"""Log-odds that stay close to their prior, and its standard deviation. Few frames and few articles
have quotation marks, and a quotation is the article's.
"""
INSIDE = 1 / 3
"""The share of innocent frames that are put into a text: sites put newsletters and links there,
the sets seldom do.
"""
EACH = 2
"""Every second frame is enough."""

Row = tuple[dict[str, float], bool, str]
"""The values of a line's signs, whether it is the site's, and where it is from."""


def signs(blocks: Sequence[Block], site: Sequence[bool | None], source: str) -> Iterator[Row]:
    body = Body(blocks)
    for at, (reading, is_site) in enumerate(zip(body.readings, site, strict=True)):
        if reading is not NOTHING and is_site is not None:
            yield body.signs(at), is_site, source


def of_frames(corpus: Path, folder: Path) -> Iterator[Row]:
    whole, learnt = load_articles(corpus), models(folder)
    for frame in load_frames()[::EACH]:
        rng = random.Random(f"{frame.id} lines")
        held_out = [
            article
            for article in whole
            if f"site {site_fold(article.site)}" == left_out(frame.fold)
        ]
        native = [article for article in held_out if article.language == frame.language[:2]]
        paragraphs: Sequence[str] = rng.choice(native or held_out).paragraphs
        if frame.holds:
            paragraphs = (
                cut_at(paragraphs, rng.choice(FRACTIONS[1:]), rng.choice(CUTS), rng) or paragraphs
            )
        lines = frame.filled(rng)
        inside = not frame.holds and rng.random() < INSIDE
        texts = [
            text
            for part in placed(paragraphs, lines, "middle" if inside else frame.where, rng)
            for text in part
        ]
        own = frame.kind == "own"
        there = Counter(lines)
        site = [not own and there[text] > 0 for text in texts]
        with reading_with(learnt[frame.fold]):
            yield from signs(
                [Block("paragraph", text) for text in texts], site, "own" if own else "frame"
            )


def of_articles(corpus: Path, folder: Path) -> Iterator[Row]:
    """The lines of articles without a frame, whole and cut: nearly all texts have none."""
    learnt = models(folder)
    for number, article in enumerate(load_articles(corpus)):
        rng = random.Random(number)
        cut = cut_at(article.paragraphs, rng.choice(FRACTIONS), rng.choice(CUTS), rng)
        with reading_with(learnt[f"site {site_fold(article.site)}"]):
            for paragraphs in (article.paragraphs, cut or ()):
                yield from signs(
                    [Block("paragraph", text) for text in paragraphs],
                    [False] * len(paragraphs),
                    "bare",
                )


def of_pages(corpus: Path, folder: Path) -> Iterator[Row]:
    learnt = models(folder)
    for row, article in known_pages(corpus):
        truth = bare(row.get("text") or "")
        body = [block for block in article.blocks if block.type not in NO_TEXT]
        held = sum(len(block.text) for block in body if bare(block.text) in truth)
        if len(truth) < 400 or held < 0.8 * sum(len(block.text) for block in body):
            continue
        site = [
            None
            if block.type in NO_TEXT
            or (block.type in ("table_row", "list_item") and bare(block.text) not in truth)
            else bare(block.text) not in truth
            for block in article.blocks
        ]
        with reading_with(learnt[f"site {site_fold(row['site'])}"]):
            yield from signs(article.blocks, site, "page")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    given = options.corpus, options.models
    found = [*of_frames(*given), *of_articles(*given), *of_pages(*given)]
    names = list(found[0][0])
    x, y = np.array([list(row[0].values()) for row in found]), np.array([row[1] for row in found])
    source = np.array([row[2] for row in found])
    weight = np.array([WEIGHT[name] for name in source])
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    tight = np.diag([HELD**-2 if name in PRIOR else 0.1 for name in names])
    log_odds = fit(x, y.astype(float), weight, prior, tight)
    fitted = {name: round(float(value), 2) for name, value in zip(names, log_odds, strict=True)}
    for name, value in fitted.items():
        print(f"{name:14}{value:7.2f}")
    odds = x @ log_odds
    print(
        f"{'threshold':>10}{'frame lines left':>18}{'lines lost':>12}{'pages left':>12}{'lost':>8}{'own lost':>10}"
    )
    for threshold in (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0):
        shares = []
        for name in ("frame", "page", "own"):
            for is_site in (True, False):
                chosen = (source == name) & (y == is_site)
                shares.append(
                    ((odds > threshold) != is_site)[chosen].mean() if chosen.any() else 0.0
                )
        print(
            f"{threshold:10.1f}{shares[0]:18.3f}{shares[1]:12.4f}{shares[2]:12.3f}{shares[3]:8.4f}{shares[5]:10.3f}"
        )
    if options.write:
        known = json.loads(FILE.read_text("utf-8"))
        FILE.write_text(json.dumps(known | {"line": fitted}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
