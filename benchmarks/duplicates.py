"""Measures whether copies of a text are recognised, and nothing else.

    python benchmarks/duplicates.py CORPUS

Each article of CORPUS (articles.jsonl) is copied in nine ways: with another lead, cut, in a frame,
re-ordered and so on. The copies are looked up among all articles, the other pages of CORPUS
(*.warc.gz, as extracted), reports that quote an article, and series of items made from templates.
No two of these texts are copies of each other. Pairs that are taken for copies are printed, so that
you can read them.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import inprocess
from common import command_line
from corpus import truths
from framesets import load_frames
from warcpages import pages

from newscrawl.extraction.addresses import key
from newscrawl.extraction.facts.language import identify
from newscrawl.text.compose import compose
from newscrawl.text.similar import Remembered, sketch

LEAD = 250  # characters
_SENTENCE = re.compile(r"(?<=[.!?।؟])\s+|(?<=[。！？])")


@dataclass(frozen=True)
class Text:
    id: str
    language: str
    paragraphs: tuple[str, ...]

    def __str__(self) -> str:
        return "\n\n".join(self.paragraphs)


def paragraphs(text: str) -> tuple[str, ...]:
    """Returns the paragraphs of a text. A text in one piece is split after every third sentence."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if len(found) < 4:
        sentences = [s for line in found for s in _SENTENCE.split(line) if s]
        found = [" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3)]
    return tuple(found)


def other_lead(text: Text, other: Text, rng: random.Random) -> list[str]:
    """Returns a copy with another text's lead, and with another word in place of every thirtieth."""
    first, *rest = text.paragraphs
    lead = other.paragraphs[0][:LEAD]
    copy = [lead]
    for paragraph in (first[len(lead) :], *rest):
        words = paragraph.split(" ")
        copy.append(" ".join(w if rng.random() > 1 / 30 else w[::-1] for w in words))
    return copy


def cut(text: list[str], share: float) -> list[str]:
    """Returns the paragraphs up to a share of the characters; the last one is cut."""
    left, kept = int(share * sum(map(len, text))), []
    for paragraph in text:
        kept.append(paragraph[:left])
        left -= len(paragraph)
        if left <= 0:
            break
    return kept


def framed(text: list[str], frames: list[list[str]], rng: random.Random) -> list[str]:
    return [*rng.choice(frames), *text, *rng.choice(frames)]


def copies(text: Text, other: Text, frames: list[list[str]], rng: random.Random) -> dict[str, str]:
    """Returns the copies of a text by their kind. A record's text has no headline, so a copy under
    another headline has the same text.
    """
    own = list(text.paragraphs)
    lead = other_lead(text, other, rng)
    moved = own[:1] + rng.sample(own[1:], len(own) - 1)
    credit = "Additional reporting by our correspondents in Paris and Berlin. © 2026 AP"
    made = {
        "as it is, another headline": own,
        "an agency's line added": [f"LONDON (AP) — {own[0]}", *own[1:], credit],
        "another lead, words changed": lead,
        "boilerplate left": framed(own, frames, rng),
        "paragraphs re-ordered": moved,
        "cut at 60 %": cut(own, 0.6),
        "cut at 60 %, other lead, boilerplate": framed(cut(lead, 0.6), frames, rng),
        "cut at 25 %": cut(own, 0.25),
        "cut at 15 %": cut(own, 0.15),
    }
    return {how: "\n\n".join(copy) for how, copy in made.items()}


def quoting(text: Text, other: Text, rng: random.Random) -> str:
    """Returns another report with a quotation from this text. The quotation has a fifth of the
    characters of the shorter of the two.
    """
    whole, half = " ".join(text.paragraphs), len(other.paragraphs) // 2
    length = min(len(whole), len(str(other))) // 5
    start = rng.randrange(len(whole) - length)
    quotation = whole[start : start + length]
    return "\n\n".join([*other.paragraphs[:half], quotation, *other.paragraphs[half:]])


TOWNS = "Leeds York Hull Derby Bath Ely Truro Ripon Wells Durham Exeter Oxford Chester Lincoln Norwich Salford".split()
SKIES = "sunny|cloudy with some sun|overcast|wet in the morning|dry but cool|misty at first|windy with showers".split(
    "|"
)
TEMPLATES = {
    "market": (
        "Shares of {town} Holdings closed at {n1}.{n2} pounds on Tuesday, {way} {n3} percent from the day before. About {n4} shares "
        "changed hands, against an average of {n5} over the last fifty days. The company has a market capitalisation of {n6} million "
        "pounds and a price-to-earnings ratio of {n7}. In its last quarterly report the company announced earnings of {n8} pence a "
        "share, and analysts had expected {n9} pence. The board will publish its next results on {n10} May. This report was written "
        "by a program from data of the stock exchange and checked by an editor of the business desk."
    ),
    "weather": (
        "The day in {town} begins {sky}. In the afternoon it will be {sky2}, with temperatures of up to {n7} degrees. At night they "
        "fall to {n8} degrees. The wind comes from the {way} at {n9} kilometres an hour. The chance of rain is {n10} percent. "
        "Tomorrow it will be {sky3}, and the day after that {sky4}. The sun rises at {n7}:{n1} and sets at {n8}:{n2}. All "
        "forecasts are of the national weather service and are renewed every six hours."
    ),
    "match": (
        "{town} beat {town2} {n11}:{n12} on Saturday in front of {n4} spectators. The first goal fell in minute {n1} after a long "
        "ball from the left, and the hosts were the better team until the break. In the second half the visitors came back into the "
        "game but did not make use of their chances. {town} is now on place {n7} of the table with {n2} points, {town2} is on place "
        "{n8}. Next week {town} plays at {town3}, while {town2} receives {town4}. Kick-off is at {n9} o'clock."
    ),
    "police": (
        "{town}: Unknown persons broke into a flat in the {way} of the town between {n7} and {n8} o'clock. They forced the door, "
        "searched all the rooms and took jewellery and cash worth some {n5} pounds. The police asks for witnesses: who has seen "
        "anything suspicious near the scene of the crime is asked to call the station in {town} at {n4} or any other police station."
    ),
    "notice": (
        "The {town} choral society invites to its concert in the town hall of {town2}. The doors open an hour before it begins. Under the "
        "baton of the new conductor from {town3} the singers present songs from {way} and {sky} lands, and the school orchestra of "
        "{town4} joins them after the break. Tickets can be had at the bookshop in {town} and at the door. Members of the society pay "
        "half. Those who come from {town3} by bus reach the last one home without haste, the organisers in {town2} say."
    ),
}


def templated(rng: random.Random) -> Iterator[tuple[str, str]]:
    """Yields (name, text) of items made from templates, as programs of newsrooms write them. Items
    of the last template differ in words only, not in numbers.
    """
    for name, template in TEMPLATES.items():
        for number in range(12):
            towns, skies = rng.sample(TOWNS, 4), rng.sample(SKIES, 4)
            values: dict[str, object] = {}
            for i in range(1, 13):
                values[f"n{i}"] = rng.randrange(10 ** (1 + i % 6), 10 ** (2 + i % 6))
            values |= zip(("town", "town2", "town3", "town4"), towns, strict=True)
            values |= zip(("sky", "sky2", "sky3", "sky4"), skies, strict=True)
            way = rng.choice(("north", "south", "east", "west"))
            yield f"{name} {number}", template.format(**values, way=way)


def extracted(corpus: Path, known: set[str]) -> Iterator[tuple[str, str]]:
    """Yields (address, text) of the corpus's other pages."""
    for path in sorted(corpus.glob("*.warc.gz")):
        for url, body, headers in pages(path):
            if key(url) not in known:
                known.add(key(url))
                yield url, compose(inprocess.extracted(url, body, headers).blocks)


def main() -> None:
    corpus = command_line(__doc__).parse_args().corpus
    articles = []
    labelled = [row for name in ("aeb", "fundus_tests") for row in truths(corpus, name)]
    for row in {key(row["url"]): row for row in labelled}.values():
        found = identify(row["text"])
        articles.append(Text(row["url"], found[0] if found else "", paragraphs(row["text"])))
    by_language: dict[str, list[Text]] = defaultdict(list)
    for text in articles:
        by_language[text.language].append(text)
    frames: dict[str, list[list[str]]] = defaultdict(list)
    for frame in load_frames()[::20]:
        frames[frame.language[:2]].append(frame.filled(random.Random(frame.id)))

    rng = random.Random(20261124)
    others = {}
    for text in articles:
        alike = [other for other in by_language[text.language] if other is not text]
        others[text.id] = rng.choice(alike or articles[:1])
    given = [(text.id, str(text)) for text in articles]
    given += extracted(corpus, {key(text.id) for text in articles})
    given += [(f"quoting {text.id}", quoting(text, others[text.id], rng)) for text in articles]
    given += templated(rng)

    begun = time.perf_counter()
    sketches = {id: sketch(text) for id, text in given}
    a_sketch = (time.perf_counter() - begun) / len(given)
    print(f"{len(given)} texts, {a_sketch * 1000:.2f} ms a sketch, "
          f"at most {max(len(s.to_bytes()) for s in sketches.values())} bytes")  # fmt: skip
    store, false_pairs = Remembered(100_000), Counter[str]()
    for id, own in sketches.items():
        if found_id := store.find(own):
            # The quoting report contains the whole report that it was made from, so the two are
            # the same text.
            if id.startswith("quoting") and found_id == others[id.removeprefix("quoting ")].id:
                continue
            false_pairs[id.partition(" ")[0] if " " in id else "article"] += 1
            print(f"  taken for one: {id}\n                 {found_id}")
        else:
            store.add(id, own)
    print(f"texts taken for another's copy: {dict(false_pairs) or 0}")

    right, wrong, all_of, times = Counter[str](), Counter[str](), Counter[str](), []
    for text in articles:
        own_frames = frames[text.language] or frames["en"]
        for how, copy in copies(text, others[text.id], own_frames, rng).items():
            of = sketch(copy)
            begun = time.perf_counter()
            found_id = store.find(of)
            times.append(time.perf_counter() - begun)
            all_of[how] += 1
            right[how] += found_id == text.id
            wrong[how] += found_id not in (None, text.id)
    print(f"\n{'copies':42}{'recall':>8}{'precision':>11}{'of':>6}")
    for how in [*all_of, "all"]:
        r, w, n = (sum(c.values()) if how == "all" else c[how] for c in (right, wrong, all_of))
        print(f"{how:42}{r / n:8.3f}{r / max(1, r + w):11.3f}{n:6}")
    print(f"{statistics.mean(times) * 1000:.2f} ms a look-up")


if __name__ == "__main__":
    main()
