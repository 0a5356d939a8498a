"""Boilerplate: what of some 600 frames stays in the text (residue), and what of the article goes with them (loss).

    python benchmarks/boilerplate.py CORPUS [--half tuning|testing|blind] [--each N] [--show] [--pages]

Frames stand around the whole articles of CORPUS/articles.jsonl, of their own language where there are some. `unseen` is
the same frame with the words of its language hidden. --each is the number of articles a frame is set around, --show lists
what stayed and what was lost of the tuning half, --pages runs over the corpus's pages, as extracted, as well. Last come the
labelled phrases of CORPUS/discovery/aggregators/previews.jsonl.

Some lines of the truths are no article's ("Read also", a credit): frames/truths.json has a digest of each that was read,
with what it is. They count as boilerplate, apart from what is lost.

The testing and the blind half were written without sight of rules and phrases. They stay so only while nobody reads what is
left of them: they show totals, by whether a language has a file of phrases, and nothing else. Whoever edits rules or phrases
leaves frames/testing.json and frames/blind.json closed.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
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
    """Lines of frames put in and left, lines of articles put in and lost; `own` are lost lines of the truths that are no article's."""

    frame: int = 0
    left: int = 0
    article: int = 0
    lost: int = 0
    own: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)

    def add(self, other: Count) -> None:
        self.frame += other.frame
        self.left += other.left
        self.article += other.article
        self.lost += other.lost
        self.own += other.own
        self.shown += other.shown

    def row(self) -> str:
        return f"{self.left:4} of {self.frame:5} {share(self.left, self.frame)}  {self.lost:4} of {self.article:6} {share(self.lost, self.article)}  {self.own.total():4}"


def share(part: int, whole: int) -> str:
    return f"{part / whole:7.2%}" if whole else "      –"


@cache
def truths() -> dict[str, str]:
    """What lines of the truths are that are no article's, by their digest."""
    read: dict[str, str] = json.loads((ROOT / "benchmarks" / "frames" / "truths.json").read_text(encoding="utf-8"))
    return read


def boilerplate_in_truth(text: str) -> str | None:
    return truths().get(sha256(text.encode()).hexdigest()[:12])


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
    gone = list((Counter(own) - kept).elements())
    told = Counter(filter(None, map(boilerplate_in_truth, gone)))
    lost = [text for text in gone if not boilerplate_in_truth(text)]
    left = list((Counter(lines) & (kept - (Counter(own) & kept))).elements())
    shown = [f"  left {frame['id']}: {text[:100]}" for text in left] + [f"  LOST {text[:100]}" for text in lost]
    return Count(len(lines), len(left), len(own), len(lost), told, shown)


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
    told = sum(boilerplate_in_truth(line.text) is not None for _, line in lost)
    print(
        f"{title}: {len(lost)} of {total} lines out ({told} boilerplate of the truth), on {len({name for name, _ in lost})} of "
        f"{len(named)}; {passed:.2f} ms each"
    )
    if show:
        for name, line in lost:
            told = boilerplate_in_truth(line.text)
            print(f"  {line.rule:26} {line.text[:110]}  <{name[:60]}>{f'  ({told})' if told else ''}")


def previews(folder: Path, show: bool) -> None:
    """Phrases that were read on pages and in feeds: what calls for reading on, or names an article's origin, and what only looks so.

    Of the first each must leave the text, or speak for a cut as the text's end does. Of the second none may make a text
    truncated, and those that are the article's words must stay.
    """
    from scrapy.http import HtmlResponse, TextResponse

    from newscrawl.extraction import extract
    from newscrawl.items import Via
    from newscrawl.text.compose import compose
    from newscrawl.text.tokens import count

    addresses = {row["file"]: row["url"] for row in map(json.loads, (folder / "index.jsonl").open(encoding="utf-8"))}
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in map(json.loads, (folder / "previews.jsonl").open(encoding="utf-8")):
        phrase, label = _bare(row["phrase"] or ""), row["label"]
        if not row["phrase"]:
            continue
        if row["file"].endswith(".html"):
            body, url = (folder / row["file"]).read_bytes(), addresses[row["file"]]
            article = extract(HtmlResponse(url or "https://site.example/story/1", body=body), via=Via("archive"))
        else:
            response = TextResponse("https://site.example/story/1", body=row["excerpt"].encode(), encoding="utf-8")
            article = extract(response, via=Via("archive"))
            article.evidence.source = "feed"
        names = [name for name in (article.publisher.name, article.publisher.domain) if name]
        stripped = strip(article.blocks, after=article.evidence.after, names=names, language=article.language)
        text = compose(stripped.blocks)
        verdict = completeness.judge(stripped.blocks, article.evidence, stripped.signals, count(text))
        if not phrase:  # "..." alone: the text's end
            state = "evidence" if verdict.truncated else "missed"
        elif any(phrase in _bare(line.text) for line in (*article.evidence.dropped, *stripped.removed)):
            state = "out"
        elif phrase in _bare(text):
            state = "stays"
        else:
            state = "not of the body"
        positive = label in _POSITIVE and not row["note"].startswith("NEGATIVE")
        wrong = state in ("stays", "missed") if positive else state == "out" and label in _ARTICLES_OWN
        wrong |= verdict.truncated is True and not positive
        found["positive" if positive else "negative", label][f"{state}{', WRONG' if wrong else ''}"] += 1
        if show and wrong:
            print(f"  {label} {state} {verdict.truncated}: {row['phrase'][:80]} <{row['file']}>")
    print("labelled phrases:")
    for (sign, label), states in sorted(found.items()):
        print(f"  {sign} {label:18} {', '.join(f'{times} {state}' for state, times in states.most_common())}")


_POSITIVE = {"republished-full", "api-truncated", "snippet-of-other"}
_ARTICLES_OWN = {"quote-ellipsis", "auto-excerpt"}


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", html.unescape(text).lower()))


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
        print(
            f"\n{half}: {len(frames)} frames\n{'':32}residue                  loss                     boilerplate of the truth"
        )
        for key in sorted(
            table,
            key=lambda key: (key.startswith("language"), key.startswith("family"), key.startswith("position"), key),
        ):
            print(f"{key:30} {table[key].row()}")
            if options.show and half == "tuning" and key.endswith("languages"):
                print("\n".join(f"{times:4}{line}" for line, times in Counter(table[key].shown).most_common()))
        own = sum((table[key].own for key in table if key.endswith(" languages")), Counter[str]())
        print("boilerplate of the truth:", ", ".join(f"{times} {what}" for what, times in own.most_common()) or "none")
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
    folder = options.corpus / "discovery" / "aggregators"
    if (folder / "previews.jsonl").exists():
        previews(folder, options.show)


if __name__ == "__main__":
    main()
