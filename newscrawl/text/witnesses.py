"""Evidence for and against a cut: signals with the words that they rest on, each from one source.

Each signal has a value: a line's log-odds of holding back, how much the text's end differs from
its habits, or 1.0 for a signal that is present or not. text/weights.json has the log-odds that
each value adds.
"""

from __future__ import annotations

import html
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from newscrawl.items import IN_TEXT, Block, PageEvidence
from newscrawl.text import ending, line_model, tokens
from newscrawl.text.boilerplate import Frame
from newscrawl.text.compose import compose

Unit = Literal["words", "characters"]

OWN = 0.98
"""From this share on, the declared text is the excerpt itself, not the whole article."""
SHORT = 150
"""A text with fewer words may be a stub."""
_DOOR = 100
"""A locked part with so many words is the article itself."""
_EQUAL = 1.06
"""A declared length of up to 1.06 times the text's is the text's own length."""
_NEAR = 4
"""So many blocks behind the body count as next to it."""
_BEHIND = 2
"""Lines behind the body that are read together with those at its end."""
NOBODY = -6.0
"""The value of lines that are not there: as low as that of lines that nobody takes for a call."""
_READ = 12
"""The most lines that are read in one place, such as the text's end."""
_PARAGRAPH = 8
"""A line behind the body with so many words continues the body; a shorter one is a label."""
_LEAST_COUNT, MOST_WORDS, _LEAST_CHARACTERS = 20, 5_000, 600
"""A declared count below 20 is not about an article. Above 5,000 it counts characters; below 600
it counts words.
"""
_LESS, _MORE = 0.8, 1.25
"""A count between these multiples of the text's characters may count characters."""
_FAR_MORE, _RATHER_MORE, _LEAST_EQUAL, _TWENTIETH = 1.5, 1.3, 0.7, 0.05
"""A declared length, in lengths of the text: 1.5 speaks for a cut, 1.3 perhaps, .7 for a whole text;
a twentieth is the difference up to which a count is the text's characters. Chosen by hand.
"""
_COPY, _COPY_WORDS = 0.9, 20
"""A copy with fewer than .9 of the text's words, or fewer than 20, is another text."""
_LOST_RUNS, _LOST_SHARE = 50, 0.3
"""The least number and share of runs of words that only the copy has, for a copy that has more of
the article.
"""
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")


@dataclass(frozen=True)
class Witness:
    """One signal: its name, its place, the words that it rests on, and its value."""

    signal: str
    where: str
    quote: str | None = None
    value: float = 1.0


@dataclass(frozen=True)
class Length:
    """The declared length of the whole article. `unit` is None if it may be words or characters."""

    count: int
    unit: Unit | None


@dataclass(frozen=True)
class Box:
    """Lines next to each other, with their log-odds of holding the rest of the article back."""

    lines: tuple[str, ...]
    holds: float
    where: str


@dataclass(frozen=True)
class Testimony:
    """All that speaks for and against a cut, and what it was read from: how the text ends, the
    declared length of the whole, the text's characters, and the lines that hold back most.
    """

    witnesses: list[Witness]
    end: ending.Ending
    length: Length | None
    chars: int
    box: Box | None


def hear(
    blocks: Sequence[Block],
    page: PageEvidence,
    frame: Frame,
    words: int,
    *,
    unit: Unit | None = None,
    beside: Sequence[str] = (),
) -> Testimony:
    """Read a body as `completeness.judge` does, with the same arguments."""
    copies_here = [copy for copy in (page.jsonld_body, page.feed_text, *page.titles) if copy]
    end = ending.ending_of(blocks, [*beside, *copies_here])
    chars = sum(len(block.text) for block in blocks if block.type in IN_TEXT)
    length = declared_length(page, frame, chars, unit)
    lines, line = at_end(frame), strongest(frame)
    found = [
        Witness(f"source_{page.source}", page.source),
        *from_frame(frame, lines, line),
        *from_text(blocks, words),
        *from_end(end, page),
        *from_length(length, words, chars),
        *from_copies(page, blocks, words),
        *from_page(page, words),
    ]
    box = max((one for one in (lines, line) if one), key=lambda one: one.holds, default=None)
    return Testimony(found, end, length, chars, box)


def at_end(frame: Frame) -> Box | None:
    """The site's lines at the text's end, with the first two behind the body; None without any."""
    ends, behind = (
        [call.text for call in frame.calls if call.where == where] for where in ("end", "after")
    )
    lines = (*ends[:_READ], *behind[:_BEHIND])
    return Box(lines, line_model.holds(*lines), "end" if ends else "after") if lines else None


def strongest(frame: Frame) -> Box | None:
    """The single line that holds back most, of all places; None without lines."""
    shown: Counter[str] = Counter()
    found = []
    for call in frame.calls:
        shown[call.where] += 1
        if shown[call.where] <= (_NEAR if call.where == "after" else _READ):
            found.append(Box((call.text,), line_model.holds(call.text), call.where))
    return max(found, key=lambda box: box.holds, default=None)


def from_frame(frame: Frame, lines: Box | None, line: Box | None) -> Iterator[Witness]:
    """The declared share or rest, the `lines` at the text's end and the strongest `line`."""
    number = next((call.text for call in frame.calls if any(map(str.isdigit, call.text))), None)
    if frame.declared_fraction is not None and frame.declared_fraction < OWN:
        yield Witness("declared_fraction", "frame", number or f"{frame.declared_fraction:.0%}")
    elif rest := frame.declared_remaining_chars or frame.declared_remaining_words:
        yield Witness("declared_remaining", "frame", number or str(rest))
    if frame.veiled:
        yield Witness("veiled", "text", frame.veiled)
    for name, box in (("lines", lines), ("line", line)):
        yield (
            Witness(name, box.where, " / ".join(box.lines), round(box.holds, 2))
            if box
            else Witness(name, "end", None, NOBODY)
        )


def from_text(blocks: Sequence[Block], words: int) -> Iterator[Witness]:
    """The text's length, and what its last line says."""
    yield Witness("length", "text", f"{words} words", math.log(max(words, 1)))
    last = next((block.text for block in reversed(blocks) if block.type in IN_TEXT), "")
    if 0 < len(last) <= line_model.READ:
        yield Witness("last_line", "end", last, line_model.holds(last))


def bottom(frame: Frame) -> list[str]:
    """Returns the site's lines at the text's end."""
    return [call.text for call in frame.calls if call.where == "end"][:_READ]


def from_end(end: ending.Ending, page: PageEvidence) -> Iterator[Witness]:
    """Yields evidence from the end of the text."""
    if end.signal:
        on_page = end.signal == "unfinished" and page.source == "page"
        yield Witness("unfinished_page" if on_page else end.signal, "end", end.quote, end.strength)
    if end.cut == "mid_word":
        yield Witness("mid_word", "end", end.quote)
    following = page.after[0].text if page.after else ""
    if (
        end.signal == "unfinished"
        and following[:1].islower()
        and tokens.count_to(_PARAGRAPH, following) >= _PARAGRAPH
    ):
        yield Witness("continues_after", "after", following)


def declared_length(
    page: PageEvidence, frame: Frame, chars: int, unit: Unit | None
) -> Length | None:
    """Returns the declared length of the whole, or None. Without a known unit, a count near the
    text's characters may count characters.
    """
    if frame.declared_words and frame.declared_words > 0:
        return Length(frame.declared_words, "words")
    count = page.declared_words
    if not count or count < _LEAST_COUNT:
        return None
    if unit is None and not _LESS * chars <= count <= _MORE * chars:
        unit = "words" if count < MOST_WORDS else None
    elif unit is None and count < _LEAST_CHARACTERS:
        unit = "words"
    elif unit is None and count > MOST_WORDS:
        unit = "characters"
    return Length(count, unit)


def from_length(length: Length | None, words: int, chars: int) -> Iterator[Witness]:
    """Yields evidence from the declared length, compared with the text's."""
    if length is None:
        return
    by_words, by_chars = length.count / max(words, 1), length.count / max(chars, 1)
    # Without a known unit both readings must agree. A count within a twentieth of the text's
    # characters counts characters.
    readings = {"words": [by_words], "characters": [by_chars]}.get(
        length.unit or "", [by_words, by_chars]
    )
    quote = f"{length.count} {length.unit or 'words or characters'} declared, {words} words held"
    if min(readings) >= _FAR_MORE:
        yield Witness("declared_length_more", "page", quote)
    elif min(readings) >= _RATHER_MORE or (
        max(readings) >= _FAR_MORE and abs(by_chars - 1) > _TWENTIETH
    ):
        yield Witness("declared_length_perhaps", "page", quote)
    elif min(readings) >= _LEAST_EQUAL and max(readings) <= _EQUAL:
        yield Witness("declared_length_equal", "page", quote)


def from_copies(page: PageEvidence, blocks: Sequence[Block], words: int) -> Iterator[Witness]:
    """Yields evidence from the copies in JSON-LD and the feed: text that only a copy has is
    missing here.
    """
    equal = None
    for where, copy in copies(page):
        there = tokens.tokens(copy.lower())
        if len(there) < _COPY * words or len(there) < _COPY_WORDS:
            continue
        runs = _runs(there)
        lost = len(runs - _runs(tokens.tokens(compose(blocks).lower())))
        if lost >= _LOST_RUNS and lost >= _LOST_SHARE * len(runs):
            yield Witness("longer_copy", where, f"{len(there)} words there, {words} here")
            return
        if where != "feed" and words >= SHORT and not equal:
            equal = Witness("equal_copy", where, f"{len(there)} words there, {words} here")
    if equal:
        yield equal


def copies(page: PageEvidence) -> Iterator[tuple[str, str]]:
    """Yields other copies of the text, without tags and entities, which JSON-LD often escapes
    twice.
    """
    if page.source != "feed":
        for where, copy in (("jsonld", page.jsonld_body), ("feed", page.feed_text)):
            if copy:
                yield where, _TAG.sub(" ", html.unescape(html.unescape(copy)))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def from_page(page: PageEvidence, words: int) -> Iterator[Witness]:
    """Yields what the page says about further pages, access, unreadable text, and text that is
    only in its data.
    """
    if page.recovered:
        yield Witness("recovered", "page", page.recovered)
    if page.too_deep or page.too_long:
        yield Witness("parser_cut", "page")
    # one link may lead to another story
    if pages_missing(page) and (page.next_page or len(page.pages) > 1):
        yield Witness("further_page", "page", page.next_page or page.pages[0])
    if page.faded:
        yield Witness("faded", "page", page.faded)
    if page.free or page.tier == "free":
        yield Witness("free", "page", "free")
    elif page.free is False:
        held = max((part.words or 0 for part in page.parts if not part.free), default=0)
        if held >= _DOOR and not pages_missing(page):
            yield Witness(
                "locked_part_held",
                "page",
                f"{held} words in the locked part",
                1.0 if held >= 2 * SHORT else 0.6,
            )


def pages_missing(page: PageEvidence) -> bool:
    """Returns whether the page names further pages of its article that were not joined."""
    return bool(page.pages or page.next_page) and max(len(page.pages) + 1, 2) > page.pages_joined
