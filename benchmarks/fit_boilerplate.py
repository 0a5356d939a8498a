"""Fits the weights of text/boilerplate.py, which decide whether a line is the site's by the line,
its place and its neighbours.

    python benchmarks/fit_boilerplate.py CORPUS --models FOLDER [--write]

cuts.py gives lines of made cases, pagelines.py lines of real pages. A model that saw neither the
set nor the site reads each line (FOLDER, by `fit_lines.py --folds`). --write puts the weights into
newscrawl/text/weights.json.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from common import command_line
from curves import Shape
from cuts import CUTS, FRACTIONS, cut_at, load_articles, placed
from framesets import left_out, load_frames, models, reading_with, site_fold
from pagelines import NO_TEXT, bare, known_pages

from newscrawl.items import Block
from newscrawl.text.boilerplate import Body
from newscrawl.text.line_model import NOTHING
from newscrawl.text.weights import FILE, Weight

WEIGHTS = {"frame": 6_000.0, "own": 2_000.0, "page": 4_000.0, "bare": 4_000.0, "lines": 1_000.0}
"""The weight that all lines of a source share: cases with a frame, cases whose lines are the
article's own, real pages, articles without a frame, articles with verses and lists.
"""
LOST = 0.0051
"""The share of the own lines of articles in frames that may be removed."""
REPEATED = 3
"""A line on so many pages may be the site's, even if the pages' known texts hold it."""
INSIDE = 1 / 2
"""The share of innocent frames that are put inside a text. Sites put newsletters and links there;
the sets of frames seldom do.
"""
STILL = 0.7
"""The share of a frame's lines that an example has. In its later rounds the stage decides when some
lines of the frame are already removed.
"""
EACH = 3
"""Only every third frame is used: these are examples enough."""
_READINGS = (-6.0, -3.0, -1.0, 1.0, 3.0, 5.0, 8.0)
CURVES = {
    "reading": _READINGS,
    "holds": (-3.0, 0.0, 3.0),
    "before": (-2.0, 0.0, 3.0, 8.0, 10.0),
    "behind": (-2.0, 0.0, 3.0, 8.0, 10.0),
}
RISING = ("reading", "holds", "before", "behind")
FALLING = ("quoted", "own_words")

Row = tuple[dict[str, float], bool, str, str]
"""The values of a line's signs, whether it is the site's, its source, and its fold ("site 0")."""


def signs(
    blocks: Sequence[Block],
    site: Sequence[bool | None],
    source: str,
    fold: str,
    places: Sequence[int] = (),
) -> Iterator[Row]:
    body = Body(blocks, places)
    for at, (reading, is_site) in enumerate(zip(body.readings, site, strict=True)):
        if reading is not NOTHING and is_site is not None:
            yield dict(body.signs(at)), is_site, source, fold


def of_frames(corpus: Path, folder: Path) -> Iterator[Row]:
    whole, learnt = load_articles(corpus), models(folder)
    for frame in load_frames()[::EACH]:
        rng = random.Random(f"{frame.id} lines")
        fold = left_out(frame.fold)
        held_out = [article for article in whole if f"site {site_fold(article.site)}" == fold]
        native = [article for article in held_out if article.language == frame.language[:2]]
        paragraphs: Sequence[str] = rng.choice(native or held_out).paragraphs
        if frame.holds:
            cut = cut_at(paragraphs, rng.choice(FRACTIONS[1:]), rng.choice(CUTS), rng)
            paragraphs = cut or paragraphs
        lines = frame.filled(rng)
        inside = not frame.holds and rng.random() < INSIDE
        texts = [*chain(*placed(paragraphs, lines, "middle" if inside else frame.where, rng))]
        own = frame.kind == "own"
        there = Counter(lines)
        site = [not own and there[text] > 0 for text in texts]
        with reading_with(learnt[frame.fold]):
            # in a later round some lines of the frame are already removed
            places = [at for at, of_site in enumerate(site) if not of_site or rng.random() < STILL]
            blocks = [Block("paragraph", texts[at]) for at in places]
            source, kept = "own" if own else "frame", [site[at] for at in places]
            yield from signs(blocks, kept, source, fold, places)


def of_articles(corpus: Path, folder: Path) -> Iterator[Row]:
    """Yields the lines of articles without a frame: whole, cut, and with verses or a list. Nearly
    all real texts have no frame.
    """
    learnt = models(folder)
    for number, article in enumerate(load_articles(corpus)):
        rng, fold = random.Random(number), f"site {site_fold(article.site)}"
        cut = cut_at(article.paragraphs, rng.choice(FRACTIONS), rng.choice(CUTS), rng)
        with reading_with(learnt[fold]):
            for source, texts in (
                ("bare", article.paragraphs),
                ("bare", cut or ()),
                ("lines", with_lines(article.paragraphs, rng)),
            ):
                blocks = [Block("paragraph", text) for text in texts]
                yield from signs(blocks, [False] * len(blocks), source, fold)


def with_lines(paragraphs: Sequence[str], rng: random.Random) -> list[str]:
    """Returns the article with one of its paragraphs as short lines of its own, inside or at its
    end: as verses, as a list of a few words each, or as a talk.
    """
    words = rng.choice(paragraphs).split()[:24]
    form = rng.choice(("verses", "list", "talk"))
    size = {"verses": 5, "list": 2, "talk": 6}[form]
    parts = [" ".join(words[at : at + size]).strip(".,;:") for at in range(0, len(words), size)]
    ends = {"verses": [","], "list": [""], "talk": ["?", "."]}[form]
    lines = [
        ("— " if form == "talk" else "") + part[:1].upper() + part[1:] + ends[at % len(ends)]
        for at, part in enumerate(parts[:4])
        if part
    ]
    place = rng.choice((len(paragraphs), rng.randrange(1, len(paragraphs))))
    return [*paragraphs[:place], *lines, *paragraphs[place:]]


def of_pages(corpus: Path, folder: Path) -> Iterator[Row]:
    learnt, pages = models(folder), list(known_pages(corpus))
    times = Counter(text for _, article in pages for text in {b.text for b in article.blocks})
    for row, article in pages:
        truth = bare(row.get("text") or "")
        body = [block for block in article.blocks if block.type not in NO_TEXT]
        held = sum(len(block.text) for block in body if bare(block.text) in truth)
        if len(truth) < 400 or held < 0.8 * sum(len(block.text) for block in body):
            continue
        site = [
            None
            if block.type in NO_TEXT
            or (block.type in ("table_row", "list_item") and bare(block.text) not in truth)
            or (times[block.text] >= REPEATED and bare(block.text) in truth)
            else bare(block.text) not in truth
            for block in article.blocks
        ]
        with reading_with(learnt[f"site {site_fold(row['site'])}"]):
            yield from signs(article.blocks, site, "page", f"site {site_fold(row['site'])}")


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    given = options.corpus, options.models
    fitted = fit_lines([*of_frames(*given), *of_articles(*given), *of_pages(*given)])
    if options.write:
        known = json.loads(FILE.read_text("utf-8"))
        FILE.write_text(json.dumps(known | {"line": fitted}, indent=1) + "\n", encoding="utf-8")


def fit_lines(found: Sequence[Row], without: Collection[str] = ()) -> dict[str, Weight]:
    """Returns the weights of the signs. The constant is the one at which LOST of the own lines of
    articles in frames are removed.
    """
    shape = Shape([name for name in found[0][0] if name not in without], CURVES, RISING, FALLING)
    x = shape.matrix({name: row[0][name] for name in shape.names} for row in found)
    y = np.array([row[1] for row in found], dtype=float)
    source, folds = (np.array([row[at] for row in found]) for at in (2, 3))
    times = Counter(source)
    weight = np.array([WEIGHTS[name] / times[name] for name in source])
    said = shape.out_of_fold(x, y, weight, np.array([int(fold[5:]) for fold in folds]))
    own = said[(source == "frame") & (y == 0)]
    shift = -float(np.quantile(own, 1 - LOST))
    said += shift
    for name in WEIGHTS:
        chosen = source == name
        left = (said[chosen & (y == 1)] <= 0).mean() if (chosen & (y == 1)).any() else 0.0
        lost = (said[chosen & (y == 0)] > 0).mean()
        print(f"{name:8} lines left {left:.4f}  own lines lost {lost:.4f}")
    fitted = shape.packed(shape.fit(x, y, weight))
    fitted["constant"] = round(float(fitted["constant"]) + shift, 2)
    for name, value in fitted.items():
        print(f"{name:14}{value}")
    return dict(fitted)


if __name__ == "__main__":
    main()
