"""Boilerplate: what of some 400 frames stays in the text (residue), and what of the article goes with them (loss).

    python benchmarks/boilerplate.py CORPUS [--half tuning|testing|blind] [--each N] [--show] [--pages]

Frames stand around the whole articles of CORPUS/articles.jsonl, of their own language where there are some. `unseen` is
the same frame with the words of its language hidden. --each is the number of articles a frame is set around, --show lists
what stayed and what was lost (never use it on the testing half: its lines are for measuring only), --pages runs over the
corpus's pages, as extracted, as well.

The blind half was written without sight of the rules, the phrases and the testing half. It stays blind only while nobody
reads what is left of it: it shows totals, by whether a language has a file of phrases, and nothing else. Whoever edits rules
or phrases leaves frames/blind.json closed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from cuts import PUBLISHERS, load_articles, load_frames  # noqa: E402  (the path is set above)

from newscrawl.items import Block  # noqa: E402
from newscrawl.text import boilerplate, completeness, declared, phrases  # noqa: E402
from newscrawl.text.boilerplate import strip  # noqa: E402

HALVES = ("tuning", "testing", "blind")


@dataclass
class Count:
    """Lines of frames put in and left, lines of articles put in and lost."""

    frame: int = 0
    left: int = 0
    article: int = 0
    lost: int = 0
    shown: list[str] = field(default_factory=list)

    def add(self, other: Count) -> None:
        self.frame += other.frame
        self.left += other.left
        self.article += other.article
        self.lost += other.lost
        self.shown += other.shown

    def row(self) -> str:
        return f"{self.left:4} of {self.frame:5} {share(self.left, self.frame)}  {self.lost:4} of {self.article:6} {share(self.lost, self.article)}"


def share(part: int, whole: int) -> str:
    return f"{part / whole:7.2%}" if whole else "      –"


@contextmanager
def hidden(language: str) -> Iterator[None]:
    """The lexicon without a language's file."""
    names = [name for name in phrases.languages() if name != language]
    rest = phrases.read(names)
    with ExitStack() as patches:
        for module in (boilerplate, declared, completeness):
            patches.enter_context(patch.object(module, "lexicon", lambda: rest))
        patches.enter_context(patch.object(boilerplate, "languages", lambda: names))
        yield


def framed(paragraphs: Sequence[str], frame: dict[str, Any], rng: random.Random) -> tuple[list[Block], int, int]:
    """The article in its frame, and the first and last index of the frame's lines in it."""
    publisher = rng.choice(PUBLISHERS)
    url = f"https://www.{publisher.lower().replace(' ', '')}.example/story-{rng.randrange(10_000)}"
    lines = [line.replace("{publisher}", publisher).replace("{url}", url) for line in frame["lines"]]
    if frame["position"] == "start":
        place = 0
    elif frame["position"] == "inside" and len(paragraphs) > 2:
        place = rng.randrange(1, len(paragraphs))
    else:
        place = len(paragraphs)
    texts = [*paragraphs[:place], *lines, *paragraphs[place:]]
    return [Block("paragraph", text) for text in texts], place, place + len(lines)


def measure(article: dict[str, Any], frame: dict[str, Any], rng: random.Random) -> Count:
    blocks, first, end = framed(article["paragraphs"], frame, rng)
    kept = Counter(block.text for block in strip(blocks, language=article["language"]).blocks)
    lines = [block.text for block in blocks[first:end]]
    own = [block.text for block in [*blocks[:first], *blocks[end:]]]
    lost = list((Counter(own) - kept).elements())
    left = list((Counter(lines) & (kept - (Counter(own) & kept))).elements())
    shown = [f"  left {frame['id']}: {text[:100]}" for text in left] + [f"  LOST {text[:100]}" for text in lost]
    return Count(len(lines), len(left), len(own), len(lost), shown)


def run(articles: Sequence[dict[str, Any]], frame: dict[str, Any], each: int) -> Count:
    """The frame around `each` articles, of its language first."""
    rng = random.Random(frame["id"])
    ordered = sorted(articles, key=lambda article: (article["language"] != frame["language"], rng.random()))
    total = Count()
    for article in ordered[:each]:
        total.add(measure(article, frame, rng))
    return total


def pages(corpus: Path) -> Iterator[tuple[str, Any]]:
    """The corpus's pages as extracted."""
    from scrapy.http import HtmlResponse
    from warcpages import pages as responses

    from newscrawl.extraction import extract
    from newscrawl.items import Via

    for name in ("articles", "completeness"):
        for url, body, headers in responses(corpus / f"{name}.warc.gz"):
            yield url, extract(HtmlResponse(url, body=body, headers=headers), via=Via("archive"))


def unframed(named: Sequence[tuple[str, list[Block], dict[str, Any]]], title: str, show: bool) -> None:
    """Lines taken out of bodies without a frame of ours, and the time that it takes."""
    total, lost, began = 0, [], time.perf_counter()
    for name, blocks, known in named:
        total += len(blocks)
        lost += [(name, line) for line in strip(blocks, **known).removed]
    passed = 1000 * (time.perf_counter() - began) / max(1, len(named))
    print(
        f"{title}: {len(lost)} of {total} lines out, on {len({name for name, _ in lost})} of {len(named)}; {passed:.2f} ms each"
    )
    if show:
        for name, line in lost:
            print(f"  {line.rule:26} {line.text[:110]}  <{name[:60]}>")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--frames", type=Path, default=ROOT / "benchmarks" / "frames")
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--each", type=int, default=10)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--pages", action="store_true")
    options = parser.parse_args()
    articles = load_articles(options.corpus)
    for half in HALVES if options.half is None else (options.half,):
        frames = load_frames(options.frames, (half,))
        if not frames:
            continue
        table: dict[str, Count] = defaultdict(Count)
        for frame in frames:
            found = run(articles, frame, options.each)
            known = "known" if frame["language"] in phrases.languages() else "unknown"
            table[f"{known} languages"].add(found)
            if half == "tuning":
                table[f"family {frame['family']}"].add(found)
                table[f"position {known} {frame['position']}"].add(found)
                table[f"language {frame['language']}"].add(found)
            if frame["language"] in phrases.languages():
                with hidden(frame["language"]):
                    table["unseen (words hidden)"].add(run(articles, frame, options.each))
        print(f"\n{half}: {len(frames)} frames\n{'':32}residue                  loss")
        for key in sorted(
            table,
            key=lambda key: (key.startswith("language"), key.startswith("family"), key.startswith("position"), key),
        ):
            print(f"{key:30} {table[key].row()}")
            if options.show and half == "tuning" and key.endswith("languages"):
                print("\n".join(f"{times:4}{line}" for line, times in Counter(table[key].shown).most_common()))
    print()
    texts = [(article["id"], [Block("paragraph", text) for text in article["paragraphs"]], {}) for article in articles]
    unframed(texts, "texts without a frame", options.show)
    if options.pages:
        extracted = [
            (
                url,
                article.blocks,
                {
                    "after": article.evidence.after,
                    "names": [name for name in (article.publisher.name, article.publisher.domain) if name],
                    "language": article.language,
                },
            )
            for url, article in pages(options.corpus)
        ]
        unframed(extracted, "pages as extracted", options.show)


if __name__ == "__main__":
    main()
