"""Fits the weights of a text's end and of the verdict on real pages and on cases of known truth,
sites and sets left out.

    python benchmarks/fit_completeness.py CORPUS --models FOLDER [--each N] [--write]

Three logistic regressions decide whether a word is cut in two ("word"), whether an unfinished end
is a cut ("ending"), and whether the text is cut ("verdict"), by the signals of text/witnesses.py.
The weights are fitted, but for parser_cut (docs/experiments.md says why):

- situations.py makes the examples. All examples of a situation share the weight in WEIGHTS, so that
  no situation outweighs another by its number of examples.
- Each weight has the same prior (curves.py). Signals in FOR can only speak for a cut, signals in
  AGAINST only against one.
- Texts and pages each get the highest constant at which at most FLAGGED of their whole articles
  are called truncated, on sites and sets left out.

Models that saw neither the set nor the site read the lines (FOLDER, by `fit_lines.py --folds`).
Each verdict in the tables comes from weights fitted without its site or its set of frames. Pages
of the checking half have weight 0; the tables show their totals. --write puts the weights into
newscrawl/text/weights.json.
"""

from __future__ import annotations

import json
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from common import command_line
from completeness import heard, interval
from curves import Shape, log_odds
from cuts import article_cases, load_articles
from framesets import SITE_FOLDS, models, reading_with
from situations import Example, alone, framed, real

from newscrawl.items import IN_TEXT
from newscrawl.text import ending, tokens
from newscrawl.text.completeness import FALSE_TO, TRUE_FROM
from newscrawl.text.line_model import NOTHING
from newscrawl.text.weights import FILE, Weight, weigh
from newscrawl.text.witnesses import SIGNALS, witnesses

WEIGHTS = {"text": 1500.0, "page": 1500.0, "crowded": 1000.0, "checking half": 0.0}
WEIGHTS |= {"call, declared length equal": 700.0, "call, locked part held": 1000.0}
WEIGHTS |= {"declared length equal": 500.0, "unframed text": 500.0, "marked text": 400.0}
WEIGHTS |= {"whole page": 12_000.0, "paid page without a call, whole": 1500.0}
WEIGHTS |= {"counted page": 400.0, "call, a little more declared": 600.0, "whole feed": 20.0}
"""The weight that all examples of a situation share. Frames ("text", "page") stand for many
situations, so they weigh most. Pages with a call that also declare their length or hold the locked
part weigh as much, so that a call alone does not decide. Whole pages without a frame weigh most:
nearly all pages are whole, the short ones too. Of pages that count their words, one in six is cut.
Feeds seldom have whole texts.
"""
SITUATION, RARE = 200.0, 20.0
"""The weight of any other made situation, and of one in which a whole text ends without a full
stop.
"""
REAL, REAL_CUT = 3.0, 8.0
"""The weight of a real page, whole and cut. There are 31 cut pages and 1,067 whole ones, so the cut
ones have 7 % of the weight. Of the pages that were not picked for being hard, 3.8 % are cut.
"""
SPEAKS = 0.5
"""From these log-odds of holding back on, a line speaks for a cut."""
USUAL_LINE = -3.0
"""The log-odds of holding back that most last lines have."""
FLAGGED, ALARMS = 0.05, 0.016
"""The shares of whole articles that may be called truncated on sites and sets left out: of articles
in innocent frames, and of real pages. If only the set of frames is left out, about a third as many
are called truncated.
"""

_HOLDS = (-6.0, -3.0, -1.0, 0.5, 2.0, 4.0, 7.0)
_STRENGTH = (-2.0, 0.0, 1.5, 3.0, 5.0)
Curve = Sequence[tuple[float, float]]
HEIGHT: Curve = [(point, float(point >= SPEAKS)) for point in _HOLDS]
"""The share of a rise that each reading gets."""
CURVES = {
    "line": _HOLDS,
    "line_page": _HOLDS,
    "lines": _HOLDS,
    "last_line": (-6.0, -3.0, 0.0, 3.0),
    "unfinished": _STRENGTH,
    "unfinished_page": _STRENGTH,
    "declared_length": tuple(
        round(math.log(times), 2) for times in (0.8, 1.06, 1.1, 1.2, 1.35, 1.6)
    ),
}
"""The signals that have a value, and the points of their curves."""
FOR = (
    *CURVES,
    "declared_fraction",
    "declared_remaining",
    "excerpt_mark",
    "ellipsis",
    "veiled",
    "continues_after",
    "longer_copy",
    "further_page",
    "one_further_page",
    "parser_cut",
)
AGAINST = ("length", "equal_copy", "free", "locked_part_held")
UNFINISHED = ("no full stops", "titles below")
SOURCES = ("source_text", "source_page", "source_feed")


@dataclass
class Row:
    """An example as signals with their values. `end` has the signs of its unfinished end, if it has
    one.
    """

    signals: dict[str, float]
    end: dict[str, float] | None
    example: Example


def rows(examples: Iterable[Example], learnt: Mapping[str, Any]) -> list[Row]:
    """Returns the examples, each read by the model that saw neither its set nor its site."""
    found = []
    for fold in sorted(learnt) if learnt else ():
        with reading_with(learnt[fold]):
            found += [row(made) for made in examples if made.fold == fold]
    return found


def row(made: Example) -> Row:
    facts = heard(made.article)
    signs = None
    if facts.end.signal == "unfinished":
        body = [block for block in facts.blocks if block.type in IN_TEXT and block.text.strip()]
        signs = ending.signs(body[-1].text.rstrip(), body[:-1], facts.end.cut)
    signals = {witness.signal: witness.value for witness in witnesses(facts)}
    if not made.group.startswith("real"):
        del signals["length"]  # only real pages show how long cut texts are
    return Row(signals, signs, made)


def weighed(examples: Sequence[Example]) -> np.ndarray:
    """Returns the weight of each example."""
    times = Counter(made.group for made in examples)
    return np.array(
        [
            (REAL_CUT if made.cut else REAL)
            if made.group.startswith("real")
            else WEIGHTS.get(made.group, RARE if made.group.startswith(UNFINISHED) else SITUATION)
            / times[made.group]
            for made in examples
        ]
    )


def raised(curve: Curve, by: float) -> Curve:
    """Returns a curve of a line's reading, raised by so much where the reading speaks for a cut.

    Nearly all pages have a line of their site, so a curve that rose as a whole would make every
    page more likely cut. If `by` is negative, the curve is flat before it rises again.
    """
    heights = accumulate((height + by * (point >= SPEAKS) for point, height in curve), max)
    return [
        (point, round(float(height), 2)) for (point, _), height in zip(curve, heights, strict=True)
    ]


def rise(
    name: str, found: Sequence[Row], said: np.ndarray, share: float, groups: Sequence[str]
) -> float:
    """Returns by how much the curve `name` may be raised so that at most `share` of the groups'
    whole articles are called truncated.
    """
    spare = [
        (log_odds(TRUE_FROM) - value) / part
        if (part := weigh(HEIGHT, row.signals.get(name, NOTHING)))
        else math.copysign(math.inf, log_odds(TRUE_FROM) - value)
        for row, value in zip(found, said, strict=True)
        if row.example.group in groups and not row.example.cut
    ]
    return sorted(spare)[int(share * len(spare))]


def shifted(
    best: dict[str, Any], found: Sequence[Row], said: np.ndarray
) -> tuple[dict[str, Any], np.ndarray]:
    """Returns the weights and log-odds with the curves of the strongest line raised. Then at most
    FLAGGED of the whole texts and pages in innocent frames are called truncated, and at most
    ALARMS of the whole real pages.
    """
    for name, group in (("line", "text"), ("line_page", "page")):
        by = rise(name, found, said, FLAGGED, [group])
        if name == "line_page":
            by = min(by, rise(name, found, said, ALARMS, PAGES))
        print(f"the curve {name} is raised by {by:.2f}")
        said = said + [by * weigh(HEIGHT, row.signals.get(name, NOTHING)) for row in found]
        best = best | {name: raised(best[name], by)}
    return best, said


def centred(best: dict[str, Any]) -> dict[str, Any]:
    """Returns the same weights with curves that are 0 for usual lines: of the last line, and of the
    strongest line of pages.

    Nearly all texts have a last line, and nearly all pages a line of their site. So a usual line
    belongs to the constants, which count for pages without a line too.
    """
    for name, sources in (("last_line", SOURCES), ("line_page", ("source_page",))):
        level = weigh(best[name], USUAL_LINE)
        curve = [[point, round(height - level, 2)] for point, height in best[name]]
        best = best | {source: round(best[source] + level, 2) for source in sources}
        best = best | {name: curve}
    return best


def report(found: Sequence[Row], said: np.ndarray) -> None:
    certain, ruled_out = log_odds(TRUE_FROM), log_odds(FALSE_TO)
    groups = dict.fromkeys(row.example.group for row in found)
    for group in sorted(groups, key=lambda name: (name not in ("text", "page"), name)):
        for english in (False, True) if group in ("text", "page") else (False,):
            chosen = [(row.example.cut, value) for row, value in zip(found, said, strict=True)
                      if row.example.group == group and (row.example.english or not english)]  # fmt: skip
            cut, full = ([v for is_cut, v in chosen if is_cut is truth] for truth in (True, False))
            print(f"  {group + (', English' if english else ''):28} found {interval(sum(v >= certain for v in cut), len(cut)):36}"
                  f" flagged {interval(sum(v >= certain for v in full), len(full)):34}"
                  f" said to be whole {sum(v <= ruled_out for v in full) / max(1, len(full)):.3f}")  # fmt: skip


def cut_words(corpus: Path) -> tuple[list[dict[str, float]], np.ndarray, np.ndarray]:
    """Returns for the last words of cut texts their signs, whether each is only a part of a word,
    and their folds.
    """
    signs, parts, folds = [], [], []
    for case in article_cases(load_articles(corpus)[::4]):
        last = tokens.tokens(case.content[-200:])
        known = case.group == "unframed" and case.form == "text" and last
        ends = case.cut in ("mid_word", "mid_sentence")
        if (
            known
            and ends
            and case.content.endswith(last[-1])
            and last[-1].isalpha()
            and len(last[-1]) > 1
        ):
            signs.append(ending.word_signs(last[-1], case.content[-8000 : -len(last[-1])]))
            parts.append(case.cut == "mid_word")
            folds.append(zlib.crc32(case.site.encode()) % SITE_FOLDS)
    return signs, np.array(parts, dtype=float), np.array(folds)


def fit_signs(
    name: str,
    signs: Sequence[Mapping[str, float]],
    y: np.ndarray,
    folds: np.ndarray,
    weight: np.ndarray | None = None,
) -> dict[str, Weight]:
    """Returns the weights of signs that are numbers. Prints how often they are right on sites left
    out.
    """
    shape, even = Shape(list(signs[0])), np.ones(len(y)) if weight is None else weight
    x = shape.matrix(signs)
    right = (shape.out_of_fold(x, y, even, folds) > 0) == (y > 0)
    print(f"{name}: right on sites left out", interval(int(right.sum()), len(y)))
    return dict(shape.packed(shape.fit(x, y, even)))


def fit_all(found: Sequence[Row], corpus: Path) -> dict[str, dict[str, Weight]]:
    """Returns the weights of all three regressions. Prints them and their results on sites and sets
    left out.
    """
    examples = [row.example for row in found]
    folds = np.array([int(made.fold[5:]) for made in examples])
    y, weight = np.array([made.cut for made in examples], dtype=float), weighed(examples)
    ends = [at for at, row in enumerate(found) if row.end and examples[at].group in ENDS]
    stages = {
        "word": fit_signs("word", *cut_words(corpus)),
        "ending": fit_signs(
            "ending", [found[at].end or {} for at in ends], y[ends], folds[ends], weight[ends]
        ),
    }
    for row in found:
        if row.end:
            known = stages["ending"]
            strength = sum(weigh(known[name], row.end[name]) for name in known)
            row.signals |= {name: strength for name in row.signals if name.startswith("unfinished")}
    shape = Shape((*SOURCES, *SIGNALS), CURVES, FOR, AGAINST)
    x = shape.matrix(row.signals for row in found)
    said = shape.out_of_fold(x, y, weight, folds)
    best, said = shifted(centred(shape.packed(shape.fit(x, y, weight))), found, said)
    for name, value in best.items():
        print(f"  {name:22}{value}")
    report(found, said)
    return stages | {"verdict": dict(best)}


PAGES = ("real, old set", "real, fitting half", "real, not read")
ENDS = (
    *(
        f"{group} {form}"
        for group in ("unframed", "whole", *UNFINISHED)
        for form in ("text", "page")
    ),
    *PAGES,
)
"""The situations from which unfinished ends are learnt."""


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--each", type=int, default=1, help="take every so manieth frame")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    learnt = {name: model for name, model in models(options.models).items() if " " in name}
    made = [*framed(options.corpus, options.each), *alone(options.corpus), *real(options.corpus)]
    stages = fit_all(rows(made, learnt), options.corpus)
    if options.write:
        known = json.loads(FILE.read_text("utf-8")) | stages
        FILE.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
