"""Loads the frames of benchmarks/frames, and says which sites and sets are left out together.

A set of frames is a file of JSON lines, which frames/README.md describes. Each set was written
without sight of the others, so a model is tested on sets that it did not learn from.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from corpus import half_of

from newscrawl.text import line_model
from newscrawl.text.line_model import HOLDING, Model

FRAMES = Path(__file__).parent / "frames"
MEASURING = ("af", "ai", "aj", "ak", "da", "db", "dd", "de", "df")
"""Sets that only measure. No model or weight learns from them."""
SITE_FOLDS = 5
TRUTHS = ("andy", "wcxb", "chaos", "dragnet", "l3s")
"""Sets of CORPUS/pages whose truths have the article's text."""

PUBLISHERS = (
    "The Daily Ledger", "Morgenblick", "La Gazette du Port", "El Faro", "Nordlyset", "Global Post", "The National",
    "Le Courrier", "Kurier", "Il Giornale", "Tagblatt", "Sydney Herald", "Hürriyet", "Dagens Nyheter", "Folha", "Gazeta",
    "Новости", "日報", "한겨레", "الأيام", "The Athletic", "Harbour Weekly", "Bergens Tidende", "Expressen",
)  # fmt: skip
TITLES = Path(__file__).with_name("titles.txt").read_text(encoding="utf-8").splitlines()
"""Made titles of articles in many languages, for `{title}`."""

KINDS = {"cut_paywall": "paywall", "cut_register": "registration"}
KINDS |= {"cut_pager": "paginated", "cut_meter": "paywall"}
_OFFER = re.compile(
    "newsletter|subscri|donat|appeal|member|support|app|gift|event|podcast|promo|full_access|course|shop|follow|channel"
)
_ELSEWHERE = re.compile(
    "relat|credit|syndic|report_link|feed_footer|prev_next|first_published|republ|source|series|print|continued_inline"
)


@dataclass(frozen=True)
class Frame:
    """One frame of benchmarks/frames: the lines that a site puts around an article.

    `holds` says whether the frame holds back the rest of the article. `kind` is then one of the
    classes of text/line_model.py or a key of KINDS. The `kind` of an innocent frame is any word.
    """

    fold: str
    number: int
    language: str
    kind: str
    holds: bool
    declared: str | None
    where: str
    lines: tuple[str, ...]

    @property
    def label(self) -> str | None:
        """The class of the lines for the line model: "own" for an article's own lines, None if the
        kind names no class.
        """
        if self.holds:
            kind = KINDS.get(self.kind, self.kind)
            return kind if kind in HOLDING else None
        if self.kind == "own":
            return "own"
        if _OFFER.search(self.kind):
            return "offer"
        return "elsewhere" if _ELSEWHERE.search(self.kind) else "furniture"

    @property
    def id(self) -> str:
        """The set and the line number in its file, such as "af/12"."""
        return f"{self.fold}/{self.number + 1}"

    def filled(self, rng: random.Random, **known: object) -> list[str]:
        """Returns the lines with their placeholders filled, such as {pub}. `known` gives values by
        name; the other publishers, titles and numbers are drawn at random.
        """
        publisher = rng.choice(PUBLISHERS)
        percent = rng.choice((10, 15, 20, 25, 30, 35, 40, 60, 75, 80, 90))
        said = {
            "pub": publisher,
            "host": f"{re.sub(r'[^a-z]', '', publisher.lower()) or 'news'}.example",
            "title": rng.choice(TITLES),
            "pct": str(percent),
            "rest": str(100 - percent),
            "words": str(rng.randrange(80, 1900)),
            "n": str(rng.choice((2, 3, 4, 5, 7, 12, 24, 300, 1200, 3400))),
        }
        said |= {name: str(value) for name, value in known.items()}
        holes = re.compile(r"\{(\w+)\}")
        return [holes.sub(lambda found: said.get(found[1], found[0]), line) for line in self.lines]


def load_frames(names: str | None = None) -> list[Frame]:
    """Returns the frames of the sets with these names, separated by commas. Without names, returns
    the frames of all sets that models may learn from.
    """
    found = []
    for path in sorted(FRAMES.glob("*.jsonl")):
        if path.stem not in names.split(",") if names else path.stem in MEASURING:
            continue
        for number, row in enumerate(rows(path)):
            about = (row[key] for key in ("lang", "kind", "truncated", "declared", "where"))
            found.append(Frame(path.stem, number, *about, tuple(row["lines"])))
    return found


def is_fitting(site: str) -> bool:
    """Returns whether a site of CORPUS/pages belongs to the fitting half, which models learn from."""
    return half_of(site) == "fitting"


def site_fold(site: str) -> int:
    return zlib.crc32(site.lower().encode()) % SITE_FOLDS


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def articles(corpus: Path) -> Iterator[tuple[str, list[str]]]:
    """Yields the site and the paragraphs of each whole article that models may learn from."""
    cut = {
        row["url"]
        for name in ("completeness.jsonl", "pages/completeness.jsonl")
        for row in rows(corpus / name)
        if row["truncated"]
    }
    sets = (corpus / "pages" / f"{name}.jsonl" for name in TRUTHS)
    for path in (corpus / "articles.jsonl", *sets):
        for row in rows(path):
            learnt = path.parent == corpus or is_fitting(row["site"])
            if learnt and row.get("text") and not row.get("suspect") and row["url"] not in cut:
                lines = map(str.strip, row["text"].split("\n"))
                yield row["site"], [line for line in lines if line]


def models(folder: Path) -> dict[str, Model]:
    """Returns the models that `fit_lines.py --folds` wrote. The key is a set, or a fifth of the
    sites such as "site 0", that the model did not learn from.
    """
    found = {path.stem: Model.load(path.read_bytes()) for path in sorted(folder.glob("site ?.bin"))}
    sets = (path.stem for path in sorted(FRAMES.glob("*.jsonl")))
    return found | {name: found[left_out(name)] for name in sets}


def left_out(name: str) -> str:
    """Returns the fifth of the sites that is left out together with this set. The answer depends on
    the set's name alone, so a new set does not move the others.
    """
    return f"site {sum(name.encode()) % SITE_FOLDS}"


@contextmanager
def reading_with(model: Model | None) -> Iterator[None]:
    """Reads every line with this model while the context lasts; with the package's own if None."""
    if model is None:
        yield
        return
    _forget()
    with patch.object(line_model, "model", lambda: model):
        yield
    _forget()


def _forget() -> None:
    """Clears the line model's caches, which hold results of another model."""
    for read in (line_model.frame, line_model.holds, line_model.sums):
        read.cache_clear()
