"""What speaks for and against a cut: signals with the words that they rest on, each from one
source.

A signal's weight stands in text/completeness.py. `scale` is how much of the weight a piece has: a
line's log-odds, or how unlike the text's habits its end is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from newscrawl.items import IN_TEXT, Block, PageEvidence
from newscrawl.text import ending, line_model, tokens
from newscrawl.text.boilerplate import Call, Frame
from newscrawl.text.compose import compose

Unit = Literal["words", "characters"]

OWN = 0.98
"""From this share on, what is declared is the excerpt itself, not the whole that it was cut from.
"""
SHORT = 150
"""Words below which a text may be a stub."""
_DOOR = 100
"""Words from which a locked part is the article itself."""
_EQUAL = 1.06
"""A declared length of up to 1.06 times the text's is the text's own length."""
_NEAR = 4
"""Blocks behind the body that are next to it."""
_BOX = 3
"""Lines of a box that are read together."""
_NEARLY = -2.0
"""Log-odds from which a line may be one that holds back."""
_FROM, _MOST = -0.3, 4.0
"""Log-odds from which a box's words count, and up to which."""
_WITHOUT_PAGE = 0.7
"""How much lines at a text's end count without its page: no markup tells them from the article's
own.
"""
_READ = 12
"""The most lines that are read in one place, such as the text's end."""
_PARAGRAPH = 8
"""Words from which a line that follows the body goes on with it, and is no label."""
_LEAST_COUNT, MOST_WORDS, _LEAST_CHARACTERS = 20, 5_000, 600
"""A declared count below 20 counts no article. Above 5,000 it counts characters; below 600 it
counts words.
"""
_LESS, _MORE = 0.8, 1.25
"""A count between these shares of the text's characters may count those."""
_FAR_MORE, _RATHER_MORE, _LEAST_EQUAL, _TWENTIETH = 1.5, 1.3, 0.7, 0.05
"""A declared length, in lengths of the text: 1.5 speaks for a cut, 1.3 perhaps, .7 for a whole text;
a twentieth is the difference up to which a count is the text's characters. Chosen by hand.
"""
_COPY, _COPY_WORDS = 0.9, 20
"""A copy with fewer than .9 of the text's words, or fewer than 20, is another text."""
_LOST_RUNS, _LOST_SHARE = 50, 0.3
"""Runs of words, and their share, that stand in the copy alone from which on the copy has more of
the article.
"""
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")


@dataclass(frozen=True)
class Witness:
    """One signal: its name, where it was found, the words it rests on, and how much of its weight
    it has.
    """

    signal: str
    where: str
    quote: str | None = None
    scale: float = 1.0


@dataclass(frozen=True)
class Length:
    """The length that the whole is declared to have; `unit` None if words and characters can't be
    told apart.
    """

    count: int
    unit: Unit | None


@dataclass(frozen=True)
class Box:
    """Lines next to each other, with their log-odds of holding the rest of the article back."""

    lines: tuple[str, ...]
    holds: float
    where: str


def holding_box(frame: Frame) -> Box | None:
    """The lines that hold back most, alone or with their neighbours; None without lines."""
    return max(_boxes(frame.calls), key=lambda box: box.holds - _DOUBTS[box.where], default=None)


_DOUBTS = {"end": 0.0, "start": 0.0, "inside": 1.0, "after": 1.0}
"""Log-odds that lines away from the text lose when boxes are compared."""


def _boxes(calls: Sequence[Call]) -> Iterator[Box]:
    """Runs of lines in each place. Behind the body, only the lines next to it count."""
    for where in _DOUBTS:
        lines = [call.text for call in calls if call.where == where][:_READ]
        lines = lines[:_NEAR] if where == "after" else lines
        for at in range(len(lines)):
            for run in (lines[at : at + size] for size in range(1, min(_BOX, len(lines) - at) + 1)):
                yield Box(tuple(run), line_model.holds(*run), where)


def from_frame(
    frame: Frame, words: int, end: ending.Ending, page: PageEvidence
) -> Iterator[Witness]:
    """The declared share or rest, and the lines that hold back most."""
    number = next((call.text for call in frame.calls if any(map(str.isdigit, call.text))), None)
    if frame.declared_fraction is not None and frame.declared_fraction < OWN:
        yield Witness("declared_fraction", "frame", number or f"{frame.declared_fraction:.0%}")
    elif rest := frame.declared_remaining_chars or frame.declared_remaining_words:
        yield Witness("declared_remaining", "frame", number or str(rest))
    if frame.veiled:
        yield Witness("veiled", "text", frame.veiled)
    box = holding_box(frame)
    if box is None:
        return
    if box.holds > _FROM:
        yield Witness(f"line_{box.where}", box.where, " / ".join(box.lines), _over(box.holds))
    lines, sure = bottom(frame), _WITHOUT_PAGE if page.source == "text" else 1.0
    if lines and (together := line_model.holds(*lines)) > _FROM:
        yield Witness("lines_at_end", "end", " / ".join(lines), round(_over(together) * sure, 2))
    stops = end.signal in ("unfinished", "ellipsis") and end.strength > 0
    if stops and any(
        call.where == "end" or (call.where == "after" and call.holds > _NEARLY)
        for call in frame.calls
    ):
        yield Witness("stops_above_line", "end", end.quote, round(min(1.0, end.strength / 2), 2))
    if box.holds > 0 and words < SHORT:
        yield Witness("short_before_line", "text", f"{words} words")


def bottom(frame: Frame) -> list[str]:
    """The site's lines at the text's end."""
    return [call.text for call in frame.calls if call.where == "end"][:_READ]


def _over(holds: float) -> float:
    """How far lines' log-odds of holding back are over the least that counts."""
    return round(min(_MOST, holds) - _FROM, 2)


def from_end(end: ending.Ending, page: PageEvidence) -> Iterator[Witness]:
    """How the text ends."""
    if end.signal:
        on_page = end.signal == "unfinished" and page.source == "page"
        yield Witness("unfinished_page" if on_page else end.signal, "end", end.quote, end.strength)
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
    """The declared length of the whole. Without a known unit, a count near the text's characters
    may count those.
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
    """The declared length against the text's."""
    if length is None:
        return
    by_words, by_chars = length.count / max(words, 1), length.count / max(chars, 1)
    # Without a known unit both readings must agree; what is within a twentieth of the characters
    # counts those.
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
    """The text as JSON-LD or the feed have it: what only the copy says is missing here."""
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
    """Other copies of the text, without tags and entities, which JSON-LD often holds twice
    escaped.
    """
    if page.source != "feed":
        for where, copy in (("jsonld", page.jsonld_body), ("feed", page.feed_text)):
            if copy:
                yield where, _TAG.sub(" ", html.unescape(html.unescape(copy)))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def from_page(page: PageEvidence, words: int) -> Iterator[Witness]:
    """What the page says of further pages, of access, and of text that can't be read or stood in
    its data alone.
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
    """Whether the page names further pages of its article that were not joined."""
    return bool(page.pages or page.next_page) and max(len(page.pages) + 1, 2) > page.pages_joined


def body_chars(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks if block.type in IN_TEXT)
