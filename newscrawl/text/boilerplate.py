"""Removes from a body the lines that its site added, and gives each line a class.

A line's score is the log-odds that the line is the site's. The line model's reading of a line is
such a number for the line alone. The score also counts the readings of the neighbours and the
line's place (`Body.signs`). benchmarks/fit_boilerplate.py fits the weights (text/weights.json).
Long paragraphs always belong to the article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Literal

from newscrawl.items import Block, Link, Removed
from newscrawl.text import declared, line_model
from newscrawl.text.line_model import HOLDING, INNOCENT, NOTHING
from newscrawl.text.sentences import ENDS
from newscrawl.text.tokens import plain_tokens
from newscrawl.text.weights import is_positive

Place = Literal["start", "inside", "end", "after"]


@dataclass(frozen=True)
class Call:
    """One line of the site.

    `rule` is "line." and the line's class (line_model.CLASSES). `where` is the line's place in the
    body, or "after". `holds` are the log-odds that the line holds the rest of the article back.
    """

    text: str
    rule: str
    where: Place
    holds: float = 0.0
    links: tuple[Link, ...] = ()

    @property
    def kind(self) -> str:
        """The line's class."""
        return self.rule.partition(".")[2]


@dataclass(frozen=True)
class Frame:
    """The facts in the lines around a body.

    `calls` are the lines in page order, those of `after` last. `declared_fraction` is the share of
    the article that was delivered, 0 to 1. `declared_remaining_…` count what is held back,
    `declared_words` counts the whole article. `publisher_name` and `full_text_url` are of the full
    text. `veiled` quotes unreadable text in place of the article's own.
    """

    calls: tuple[Call, ...] = ()
    declared_fraction: float | None = None
    declared_remaining_chars: int | None = None
    declared_remaining_words: int | None = None
    declared_words: int | None = None
    publisher_name: str | None = None
    full_text_url: str | None = None
    veiled: str | None = None


@dataclass
class Stripped:
    """The body without the site's lines, the removed lines, and the facts in them."""

    blocks: list[Block]
    removed: list[Removed] = field(default_factory=list)
    signals: Frame = field(default_factory=Frame)


_LONG = 420  # a paragraph with more characters belongs to the article
_INSIDE, _SENTENCE = 200, 60
"""Between lines of the article, a line with more than 200 characters is not the site's. If the line
ends like a sentence, the limit is 60.
"""
_AFTER = 4  # the most blocks behind the body that are read as evidence
_PARAGRAPH = 40  # a line with at least 40 characters counts as a paragraph
_OWN, _OWN_LINES = -2.0, 2
"""Below these log-odds a line is the article's. Two such lines end the reading from an end."""
_LIKELY = 1.0  # above these log-odds the place of a line, such as the last one, counts
_SITE = 2.0
"""Above these log-odds a line is likely the site's, so the lines beside it are read too."""
_POINTS = -3.0
"""Above these log-odds of holding back, a line may name the publisher if any line holds back."""
_PERHAPS = -2.0
"""Above these log-odds of holding back, a line may state the share that was delivered."""
_TOOL = 12
"""A line with at most 12 characters may be a tool beside others: "Listen", "0:00 / 12:40"."""
_HOPELESS = -5.0
"""Below these log-odds a line is not scored: no neighbours could make it the site's."""
_REMOVED = 6.0
"""What counts as the reading of a removed neighbour. Most removed lines have a higher one."""
_ROUNDS = 12
"""The most rounds in which the remaining lines are read again. Real pages need up to five."""
_BOX = 12  # the most lines of one place that are read together to find their class
_STEM, _LETTERS = 5, 4
"""Words are the same if their first 5 letters are. Words with fewer than 4 letters don't count."""
_LINES = 256
"""The lines whose words are cached: about those of one page, for all its rounds."""
_NO_TEXT = ("caption", "embed")
_QUOTES = re.compile("[\"“”„«»「」『』]|(?<!\\w)['‘]\\w|\\w[.!?,]['’]")
_WORD = re.compile(r"\w")
_STEMS = re.compile(rf"[^\W\d_]{{{_LETTERS},}}")
_CHARS_LEFT = re.compile(
    r"\s*[\[(]\s*\+?\s*(\d{1,7})\s+(?:more )?(?:chars?|characters?)\s*[\])]\s*$"
)


class Body:
    """A body's blocks with the line model's readings, for scoring its lines."""

    def __init__(self, blocks: Sequence[Block], places: Sequence[int] = ()) -> None:
        """`places` are the blocks' numbers in the whole body, if some of its lines were removed."""
        self.blocks = blocks
        self.places = places or range(len(blocks))
        self.readings = self._read()
        self.last = max(
            (at for at, block in enumerate(blocks) if block.type not in _NO_TEXT), default=-1
        )

    def _read(self) -> list[float]:
        """Returns the model's reading of each block that may be the site's line, else NOTHING.

        From each end, lines are read until two lines of the article are met (_OWN). Further inside,
        only short lines are read (_INSIDE), and the neighbours of lines that are likely the site's.
        """
        found = [NOTHING] * len(self.blocks)
        for order in (range(len(self.blocks)), range(len(self.blocks) - 1, -1, -1)):
            own = 0
            for at in order:
                if self.blocks[at].type not in _NO_TEXT:
                    found[at] = self._reading(at, _LONG)
                    own += found[at] < _OWN
                    if own == _OWN_LINES:
                        break
        for at, block in enumerate(self.blocks):
            if len(block.text) <= _SENTENCE or (
                len(block.text) <= _INSIDE and block.text[-1] not in ENDS
            ):
                found[at] = self._reading(at, _INSIDE)
        likely = [at for at, reading in enumerate(found) if reading > _SITE]
        for at in {place for near in likely for place in (near - 1, near + 1)}:
            if 0 <= at < len(found) and found[at] is NOTHING:
                found[at] = self._reading(at, _INSIDE)
        return found

    def _reading(self, at: int, most: int) -> float:
        """Returns the model's reading of a block; NOTHING if it has more than `most` characters."""
        block = self.blocks[at]
        read = block.type not in _NO_TEXT and len(block.text) <= most
        return line_model.frame(block.text) if read else NOTHING

    @cached_property
    def _used(self) -> Counter[str]:
        """Word -> the number of blocks with it, among those that are likely the article's."""
        blocks = zip(self.blocks, self.readings, strict=True)
        own = [block for block, reading in blocks if reading <= _SITE]
        return Counter(stem for block in own for stem in _stems(block.text))

    def signs(self, at: int) -> Iterator[tuple[str, float]]:
        """Yields the features of a line by the names of their weights, the slowest ones last."""
        text, reading, last = self.blocks[at].text, self.readings[at], self.last
        likely, edge = reading > _LIKELY, at <= 1 or at >= last - 2
        yield "constant", 1.0
        yield "reading", reading
        yield "before", self._beside(at, at - 1) if at else NOTHING
        yield "behind", self._beside(at, at + 1) if at < last else NOTHING
        yield "last", float(likely and at == last)
        yield "edge", float(likely and edge)
        yield "quoted", float(bool(_QUOTES.search(text)))
        yield "holds", line_model.holds(text) if edge else NOTHING
        yield "own_words", self._own_words(at)

    def _own_words(self, at: int) -> float:
        """Returns the share of a line's words that the article uses elsewhere."""
        stems, itself = _stems(self.blocks[at].text), self.readings[at] <= _SITE
        return sum(self._used[stem] > itself for stem in stems) / len(stems) if stems else 0.0

    def _beside(self, at: int, other: int) -> float:
        """Returns the reading of a neighbour; _REMOVED if a line between them was removed."""
        apart = abs(self.places[at] - self.places[other]) > 1
        return _REMOVED if apart else self.readings[other]

    def is_site(self, at: int) -> bool:
        """Returns whether a block is the site's line."""
        return is_positive("line", self.signs(at))


@lru_cache(maxsize=_LINES)
def _stems(text: str) -> frozenset[str]:
    """Returns the beginnings of a text's words, without numbers and short words."""
    lowered = text.lower()
    plain = plain_tokens(lowered)
    if plain is None or not "".join(plain).isalpha():  # other scripts, or digits in it
        return frozenset([word[:_STEM] for word in _STEMS.findall(lowered)])
    return frozenset([word[:_STEM] for word in plain if len(word) >= _LETTERS])


def strip(
    blocks: Sequence[Block], *, after: Sequence[Block] = (), language: str | None = None
) -> Stripped:
    """Returns `blocks` without the site's lines, these lines, and the facts in them.

    The given blocks are not changed. `after` are the page's blocks behind the body. They are read
    as evidence only. `language` is a BCP 47 tag, or None.
    """
    kept = list(blocks)
    mark = _CHARS_LEFT.search(kept[-1].text[-60:]) if kept else None
    if mark:
        text = kept[-1].text
        kept[-1] = replace(kept[-1], text=text[: len(text) - len(mark[0])])
    wheres = _wheres(kept, _gone(kept))
    boxes: dict[Place, list[str]] = defaultdict(list)
    for at, where in wheres.items():
        boxes[where].append(kept[at].text)
    calls = [_call(kept[at], where, boxes[where]) for at, where in wheres.items()]
    removed = [
        Removed(call.text, call.rule, kept[at].place)
        for at, call in zip(wheres, calls, strict=True)
    ]
    if mark:
        calls.append(Call(mark[0].strip(), "line.feed_excerpt", "end", _REMOVED))
        removed.append(Removed(calls[-1].text, calls[-1].rule, kept[-1].place))
    behind = [block for block in after[:_AFTER] if len(block.text) <= _LONG]
    calls += [_call(block, "after", [block.text]) for block in behind]
    final = [
        block
        for at, block in enumerate(kept)
        if at not in wheres and (block.text or block.type in _NO_TEXT)
    ]
    return Stripped(final, removed, frame(calls, language))


def _wheres(blocks: Sequence[Block], gone: Collection[int]) -> dict[int, Place]:
    """Returns where each of the site's lines stands: before, behind or between the article's."""
    own = [at for at in range(len(blocks)) if at not in gone]
    first = own[0] if own else len(blocks)
    last = next((at for at in reversed(own) if blocks[at].type not in _NO_TEXT), -1)
    return {at: "end" if at > last else "start" if at < first else "inside" for at in sorted(gone)}


def _gone(blocks: Sequence[Block]) -> set[int]:
    """Returns the places of the site's lines, scored again until no further line is the site's.

    At least one line of text remains, unless the model alone reads all as the site's: then a
    script shows the article. A text without a paragraph keeps all lines: nothing tells them apart.
    """
    if not any(len(block.text) >= _PARAGRAPH for block in blocks):
        return set()
    left = list(range(len(blocks)))
    for _ in range(_ROUNDS):
        found = _round([blocks[at] for at in left], left)
        rest = [at for place, at in enumerate(left) if place not in found]
        texts = {at: blocks[at].text for at in left if blocks[at].type not in _NO_TEXT}
        if not found or (
            texts.keys().isdisjoint(rest)
            and any(line_model.frame(text) <= _REMOVED for text in texts.values())
        ):
            break
        left = rest
    return set(range(len(blocks))).difference(left)


def _round(blocks: Sequence[Block], places: Sequence[int]) -> set[int]:
    """Returns the places of the site's lines, with the ornaments and short tools next to them."""
    body = Body(blocks, places)
    read = [at for at, reading in enumerate(body.readings) if reading > _HOPELESS]
    found = {at for at in read if body.is_site(at)}
    small = {
        at
        for at in read
        if not _WORD.search(blocks[at].text)
        or (len(blocks[at].text) <= _TOOL and body.readings[at] > _SITE)
    }
    return found | {at for at in small if {at - 1, at + 1} & found}


def _call(block: Block, where: Place, box: Sequence[str]) -> Call:
    """Returns a line of the site as a Call. `box` are all of the site's lines in its place.

    If the line holds the rest back, its class is the one that fits the box best: "Log in" below
    "For subscribers" belongs to a paywall.
    """
    holds = line_model.holds(block.text)
    if where == "after" and holds <= _POINTS:
        kind = "furniture"  # a line behind the body that does not hold anything back
    elif holds > 0:
        kind = line_model.kind(box[:_BOX], HOLDING)
    else:
        kind = line_model.kind([block.text], INNOCENT)
    return Call(block.text, f"line.{kind}", where, round(holds, 2), tuple(block.links))


def frame(calls: Sequence[Call], language: str | None) -> Frame:
    """Returns the facts in all calls. If several calls give a fact, the first counts."""
    near = [call for call in calls if call.kind in HOLDING or call.where in ("end", "start")]
    counts: dict[str, int] = {}
    for call in near:
        counts = {**declared.lengths(call.text, language), **counts}
    pointing = sorted(
        (call for call in calls if call.holds > _POINTS), key=lambda call: -call.holds
    )
    if pointing and pointing[0].holds < 0:
        pointing = []
    shares = (
        declared.fraction(
            call.text,
            language,
            holds=call.holds > 0,
            beside=bool(pointing) and call.where != "after",
        )
        for call in calls
        if call.holds > _PERHAPS or pointing
    )
    names = (declared.publisher(call.text, language) for call in pointing)
    return Frame(
        calls=tuple(calls),
        declared_fraction=next(filter(None, shares), None),
        declared_remaining_chars=counts.get("chars_left"),
        declared_remaining_words=counts.get("words_left"),
        declared_words=counts.get("words"),
        publisher_name=next(filter(None, names), None),
        full_text_url=next(filter(None, map(_address, pointing)), None),
    )


def _address(call: Call) -> str | None:
    """Returns the address in a call: that of its first link, or one written out in its text."""
    linked = next(
        (link.url for link in call.links if link.url.startswith(("http://", "https://"))), None
    )
    return linked or declared.address(call.text)
