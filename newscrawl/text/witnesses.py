"""Finds the signals for and against a cut in a text and its page.

A signal has a value, and mostly a quote that shows why it is there. SIGNALS lists all signals. A
value is one of these: a line's log-odds of holding the rest back, the log-odds that an unfinished
end is a cut, the logarithm of a ratio of lengths, or 1.0. text/weights.json has the log-odds that
each value adds to the verdict.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from newscrawl.items import IN_TEXT, Block, PageEvidence
from newscrawl.text import ending, line_model, tokens
from newscrawl.text.boilerplate import Frame
from newscrawl.text.compose import compose

Unit = Literal["words", "characters"]

OWN = 0.98
"""A share of .98 or more is no sign of a cut: what was declared is the text itself."""
SHORT = 150
"""A text with fewer words may be a stub."""
_FEWEST = 50
"""Texts with fewer than 50 words count as 50: too few pages show how often such texts are cut."""
_USUAL = 250  # a text of 250 words is neither short nor long, so its length is no evidence
_DOOR = 100
"""A locked part with at least 100 words is the article itself, not a call to subscribe."""
_NEAR, _BEHIND, _READ = 4, 2, 12
"""The most lines behind the body that are read one by one; the most that are read together with the
lines at the text's end; the most lines that are read in any other place.
"""
_LETTERS = 2
"""The fewest letters of a line with a word."""
_PARAGRAPH = 8
"""A line behind the body may continue the body if it has at least 8 words. Labels have fewer."""
_LEAST_COUNT, MOST_WORDS, _LEAST_CHARACTERS = 20, 5_000, 600
"""A count below 20 is of no article. Above 5,000 it counts characters, below 600 words."""
_LESS, _MORE = 0.8, 1.25
"""A count between these multiples of the text's characters may count characters."""
_MORE_IN_ONE, _COUNTS_AS, _LEAST_RATIO, _TWENTIETH = 1.5, 1.35, 0.7, 0.05
"""A declared length counts as at least 1.35 times the text's if it is 1.5 times the text's words or
characters. This does not hold if it is within 5 % of the text's characters. A length below .7 times
the text's counts something else.
"""
_COPY, _COPY_WORDS = 0.9, 20
"""A copy with fewer than .9 of the text's words, or fewer than 20, is another text."""
_LOST_RUNS, _LOST_SHARE = 50, 0.3
"""A copy has more if 50 of its runs of three words, and 30 % of these, are missing in the text."""
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

    @classmethod
    def of(cls, lines: Iterable[str], where: str) -> Box:
        """Returns these lines as a Box, read by the line model."""
        read = tuple(lines)
        return cls(read, line_model.holds(*read), where)


@dataclass(frozen=True)
class Testimony:
    """A body and what is known about it: the arguments of `completeness.judge`."""

    blocks: Sequence[Block]
    page: PageEvidence
    frame: Frame
    words: int
    unit: Unit | None = None
    beside: Sequence[str] = ()

    @cached_property
    def witnesses(self) -> list[Witness]:
        """The signal of the text's source, which stands for the prior, and each signal found."""
        found = [Witness(f"source_{self.page.source}", self.page.source)]
        for signals in (_of_lines, _of_text, _of_lengths, _of_page):
            found += [replace(one, value=round(one.value, 2)) for one in signals(self)]
        return found

    def by_source(self, signal: str) -> str:
        """Returns the name of a signal that weighs differently on pages and on other texts."""
        return f"{signal}_page" if self.page.source == "page" else signal

    @cached_property
    def end(self) -> ending.Ending:
        """How the text ends."""
        page = self.page
        copies = [copy for copy in (page.jsonld_body, page.feed_text, *page.titles) if copy]
        return ending.ending_of(self.blocks, [*self.beside, *copies])

    @cached_property
    def chars(self) -> int:
        """The number of characters of the text."""
        return sum(len(block.text) for block in self.blocks if block.type in IN_TEXT)

    @cached_property
    def length(self) -> Length | None:
        """The declared length of the whole article, or None.

        If the site's unit is not known, a count near the text's characters may count words or
        characters, so its unit is None. Other counts are assigned by their size.
        """
        if self.frame.declared_words and self.frame.declared_words > 0:
            return Length(self.frame.declared_words, "words")
        count, unit = self.page.declared_words, self.unit
        if not count or count < _LEAST_COUNT:
            return None
        if unit is None and not _LESS * self.chars <= count <= _MORE * self.chars:
            unit = "words" if count < MOST_WORDS else None
        elif unit is None and count < _LEAST_CHARACTERS:
            unit = "words"
        elif unit is None and count > MOST_WORDS:
            unit = "characters"
        return Length(count, unit)

    @cached_property
    def lines(self) -> Box | None:
        """The site's lines at the text's end, together with the first two behind the body."""
        ends, behind = self._calls("end"), self._calls("after")
        where = "end" if ends else "after"
        read = (*ends[:_READ], *behind[:_BEHIND])
        return Box.of(read, where) if read else None

    @cached_property
    def line(self) -> Box | None:
        """The single line, in any place, that most likely holds the rest back. A line of numbers and
        signs behind the body says nothing alone: "[+]", "...".
        """
        found = [
            Box.of([text], where)
            for where in ("end", "start", "inside", "after")
            for text in self._calls(where)[: _NEAR if where == "after" else _READ]
            if where != "after" or _has_word(text)
        ]
        return max(found, key=lambda box: box.holds, default=None)

    @cached_property
    def box(self) -> Box | None:
        """`lines` or `line`: the one that more likely holds the rest back."""
        found = [box for box in (self.lines, self.line) if box]
        return max(found, key=lambda box: box.holds, default=None)

    @property
    def bottom(self) -> list[str]:
        """The site's lines at the text's end."""
        return self._calls("end")[:_READ]

    def _calls(self, where: str) -> list[str]:
        return [call.text for call in self.frame.calls if call.where == where]

    @cached_property
    def longer(self) -> tuple[str, int] | None:
        """The first copy of the article with text that is missing here: its place and its words."""
        return next(((where, count) for where, count, lost in self._compared if lost), None)

    @cached_property
    def equal(self) -> tuple[str, int] | None:
        """The first copy on the page itself in which nothing more of the article stands."""
        found = ((where, count) for where, count, lost in self._compared if not lost)
        return next((copy for copy in found if copy[0] != "feed"), None)

    @cached_property
    def _compared(self) -> list[tuple[str, int, bool]]:
        """The copies of the article in JSON-LD and in the feed: place, number of words, and whether
        the copy has text that is missing here.

        JSON-LD often escapes tags and entities twice, so they are resolved twice.
        """
        found = []
        known = (("jsonld", self.page.jsonld_body), ("feed", self.page.feed_text))
        for where, copy in known if self.page.source != "feed" else ():
            plain = _TAG.sub(" ", html.unescape(html.unescape(copy or ""))).lower()
            there = tokens.tokens(plain)
            if len(there) >= max(_COPY * self.words, _COPY_WORDS):
                runs = _runs(there)
                lost = len(runs - _runs(tokens.tokens(compose(self.blocks).lower())))
                longer = lost >= max(_LOST_RUNS, _LOST_SHARE * len(runs))
                found.append((where, len(there), longer))
        return found


def _has_word(line: str) -> bool:
    """Returns whether a line has a word, and not only numbers, signs or a letter."""
    return sum(map(str.isalpha, line)) >= _LETTERS


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Returns all runs of three words."""
    return set(zip(words, words[1:], words[2:], strict=False))


def _of_lines(facts: Testimony) -> Iterator[Witness]:
    """Yields the signals of the site's lines."""
    frame, share = facts.frame, facts.frame.declared_fraction
    number = next((call.text for call in frame.calls if any(map(str.isdigit, call.text))), None)
    if share is not None and share < OWN:
        yield Witness("declared_fraction", "frame", number or f"{share:.0%}")
    if rest := frame.declared_remaining_chars or frame.declared_remaining_words:
        yield Witness("declared_remaining", "frame", number or str(rest))
    for name, box in (("lines", facts.lines), (facts.by_source("line"), facts.line)):
        if box:
            yield Witness(name, box.where, " / ".join(box.lines), box.holds)


def _of_text(facts: Testimony) -> Iterator[Witness]:
    """Yields the signals of the text's length and end."""
    length = math.log(max(facts.words, _FEWEST) / _USUAL)
    yield Witness("length", "text", f"{facts.words} words", length)
    last = next((block.text for block in reversed(facts.blocks) if block.type in IN_TEXT), "")
    if 0 < len(last) <= line_model.READ:
        yield Witness("last_line", "end", last, line_model.holds(last))
    end = facts.end
    if end.signal in ("excerpt_mark", "ellipsis"):
        yield Witness(end.signal, "end", end.quote, end.strength)
    if end.signal == "unfinished":
        yield Witness(facts.by_source("unfinished"), "end", end.quote, end.strength)
        following = facts.page.after[0].text if facts.page.after else ""
        if following[:1].islower() and tokens.count_to(_PARAGRAPH, following) >= _PARAGRAPH:
            yield Witness("continues_after", "after", following)
    if facts.frame.veiled:
        yield Witness("veiled", "text", facts.frame.veiled)


def _of_lengths(facts: Testimony) -> Iterator[Witness]:
    """Yields the signals of the declared length, and of other copies of the article."""
    length = facts.length
    if length and (ratio := _times(length, facts)):
        unit = length.unit or "words or characters"
        quote = f"{length.count} {unit} declared, {facts.words} words held"
        yield Witness("declared_length", "page", quote, math.log(ratio))
    copy = facts.longer or (facts.equal if facts.words >= SHORT else None)
    if copy:
        name = "longer_copy" if facts.longer else "equal_copy"
        yield Witness(name, copy[0], f"{copy[1]} words there, {facts.words} here")


def _times(length: Length, facts: Testimony) -> float | None:
    """Returns a declared length as a multiple of the text's; None if it counts something else."""
    by_words, by_chars = length.count / max(facts.words, 1), length.count / max(facts.chars, 1)
    readings = {"words": [by_words], "characters": [by_chars]}
    low, *_, high = sorted(readings.get(length.unit or "", [by_words, by_chars]) * 2)
    if high >= _MORE_IN_ONE and abs(by_chars - 1) > _TWENTIETH:
        low = max(low, _COUNTS_AS)
    return None if low < _LEAST_RATIO or low < _COUNTS_AS < high else low


def _of_page(facts: Testimony) -> Iterator[Witness]:
    """Yields the signals of what the page declares, links to and lacks."""
    page = facts.page
    if page.next_page or len(page.pages) > 1:
        yield Witness("further_page", "page", page.next_page or page.pages[0])
    elif page.pages:  # a single link without rel=next may lead to another story
        yield Witness("one_further_page", "page", page.pages[0])
    if page.too_deep or page.too_long:
        yield Witness("parser_cut", "page")
    if page.recovered:
        yield Witness("recovered", "page", page.recovered)
    if page.free or page.tier == "free":
        yield Witness("free", "page", "free")
    held = max((part.words or 0 for part in page.parts if not part.free), default=0)
    if page.free is False and held >= _DOOR and not (page.next_page or page.pages):
        quote = f"{held} words in the locked part"
        yield Witness("locked_part_held", "page", quote, min(1.0, held / (2 * SHORT)))


SIGNALS = {
    "declared_fraction": "the page declares the share delivered",
    "declared_remaining": "the page counts what it holds back",
    "lines": "the site says below the text where the rest is",
    "line": "a line says where the rest is",
    "line_page": "a line says where the rest is",
    "length": "the text is short",
    "last_line": "the last line reads like a call to read on",
    "excerpt_mark": "the text ends in an excerpt's mark",
    "ellipsis": "the text ends in an ellipsis",
    "unfinished": "the last sentence is unfinished",
    "unfinished_page": "the last sentence is unfinished",
    "continues_after": "the text goes on behind its end",
    "veiled": "what should follow can't be read",
    "declared_length": "the declared length differs from the text's",
    "longer_copy": "another copy of the text is longer",
    "equal_copy": "the page's own copy of the text is no longer",
    "further_page": "a further page of the article was not joined",
    "one_further_page": "one link may lead to a further page",
    "parser_cut": "the page was not read to its end",
    "recovered": "the text was read from the page's data",
    "free": "the page is declared free",
    "locked_part_held": "the locked part is on the page",
}
"""Signal -> its meaning in words for people."""
OPPOSITES = {
    "lines": "the site does not say below the text where the rest is",
    "line": "no line says where the rest is",
    "line_page": "no line says where the rest is",
    "last_line": "the last line does not read like a call to read on",
    "length": "the text is long",
    "declared_length": "the text is as long as the page declares",
}
"""What a signal means if it speaks against a cut, for signals that can speak for either."""
