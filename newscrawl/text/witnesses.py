"""Finds the signals for and against a cut in a text and its page.

1. `Facts` gathers the facts: how the text ends, the site's lines around it, the declared length, and
   other copies.
2. `witnesses` turns the facts into signals. A signal has a value, and mostly a quote that shows why
   it is there. A value is one of these: a line's log-odds of holding the rest back, the log-odds
   that an unfinished end is a cut, the logarithm of a ratio of lengths, or 1.0.
3. text/completeness.py weighs the signals: text/weights.json has the log-odds that each value adds
   to the verdict. It describes the cut by the same facts.

A new signal is a Witness that one of the functions `_of_…` yields, with its meaning in SIGNALS and
in docs/record.md. Name it in FOR or AGAINST of benchmarks/fit_completeness.py, which fits its
weight and writes weights.json.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from newscrawl.items import IN_TEXT, Block, PageEvidence
from newscrawl.text import ending, line_model, tokens
from newscrawl.text.boilerplate import Frame
from newscrawl.text.compose import compose
from newscrawl.text.declared_length import SHORT, Length, Unit

OWN = 0.98
"""A share of .98 or more is no sign of a cut: what was declared is the text itself."""
_FEWEST = 50
"""Texts with fewer than 50 words count as 50: too few pages show how often such texts are cut."""
_USUAL = 250  # a text of 250 words is neither short nor long, so its length is no evidence
_DOOR = 100
"""A locked part with at least 100 words is the article itself, not a call to subscribe."""
_READ = {"end": 12, "start": 12, "inside": 12, "after": 4}
"""The most lines of each place that are read. Those behind the body are read one by one."""
_BEHIND = 2
"""The most lines behind the body that are read together with the lines at the text's end."""
_LETTERS = 2  # the fewest letters of a line with a word
_PARAGRAPH = 8
"""A line behind the body may continue the body if it has at least 8 words. Labels have fewer."""
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
class Box:
    """Lines that are read together, with their log-odds of holding the rest of the article back."""

    lines: tuple[str, ...]
    holds: float
    where: str

    @classmethod
    def of(cls, lines: Sequence[str], where: str) -> Self:
        """Returns these lines as a Box, read by the line model."""
        return cls(tuple(lines), line_model.holds(*lines), where)


@dataclass(frozen=True)
class Copy:
    """Another copy of the article. `has_more` tells whether it has text that is missing here."""

    where: str
    words: int
    has_more: bool


@dataclass
class Facts:
    """The facts that speak for or against a cut of a body.

    `blocks` are the body without the site's lines, `words` is its number of tokens. `frame` has the
    facts in these lines. `unit` is what this site's declared word counts count, if known. The words
    of `beside` (title, description) help to recognise a word cut in two.
    """

    blocks: Sequence[Block]
    page: PageEvidence
    frame: Frame
    words: int
    unit: Unit | None = None
    beside: Sequence[str] = ()

    def __post_init__(self) -> None:
        blocks, page, frame = self.blocks, self.page, self.frame
        others = [text for text in (page.jsonld_body, page.feed_text, *page.titles) if text]
        self.end = ending.ending_of(blocks, [*self.beside, *others])
        self.characters = sum(len(block.text) for block in blocks if block.type in IN_TEXT)
        stated = Length(frame.declared_words, "words") if frame.declared_words else None
        self.length = stated or Length.of(page.declared_words, self.unit, self.characters)
        self.together, self.single = _together(frame), _single(frame)
        boxes = [box for box in (self.together, self.single) if box]
        self.box = max(boxes, key=lambda box: box.holds, default=None)
        """`together` or `single`: the lines that most likely hold the rest back."""
        self.copy = _copy(blocks, page, self.words)


def lines_at(frame: Frame, where: str) -> list[str]:
    """Returns the site's lines in a place: "start", "inside", "end", or "after" (behind the body)."""
    return [call.text for call in frame.calls if call.where == where][: _READ[where]]


def _together(frame: Frame) -> Box | None:
    """Returns the site's lines at the text's end, with the first two behind the body."""
    ends, behind = lines_at(frame, "end"), lines_at(frame, "after")[:_BEHIND]
    return Box.of([*ends, *behind], "end" if ends else "after") if ends or behind else None


def _single(frame: Frame) -> Box | None:
    """Returns the line that most likely holds the rest back. Behind the body, it must have a word."""
    found = [
        Box.of([text], where)
        for where in ("end", "start", "inside", "after")
        for text in lines_at(frame, where)
        if where != "after" or _has_word(text)
    ]
    return max(found, key=lambda box: box.holds, default=None)


def _has_word(line: str) -> bool:
    """Returns whether a line has a word, apart from addresses."""
    return sum(map(str.isalpha, line_model.ADDRESS.sub("", line))) >= _LETTERS


def _copy(blocks: Sequence[Block], page: PageEvidence, words: int) -> Copy | None:
    """Returns the first copy of the article with more text, or else the one in the page's JSON-LD."""
    texts = {"jsonld": page.jsonld_body, "feed": page.feed_text} if page.source != "feed" else {}
    known = [_compared(where, text, blocks, words) for where, text in texts.items() if text]
    found = [copy for copy in known if copy]
    longer = (copy for copy in found if copy.has_more)
    return next(longer, None) or next((copy for copy in found if copy.where != "feed"), None)


def _compared(where: str, text: str, blocks: Sequence[Block], words: int) -> Copy | None:
    """Returns a text as a copy of the body; None if it is another text.

    JSON-LD often escapes tags and entities twice, so they are resolved twice.
    """
    there = tokens.tokens(_TAG.sub(" ", html.unescape(html.unescape(text))).lower())
    if len(there) < max(_COPY * words, _COPY_WORDS):
        return None
    runs = _runs(there)
    lost = len(runs - _runs(tokens.tokens(compose(blocks).lower())))
    return Copy(where, len(there), lost >= max(_LOST_RUNS, _LOST_SHARE * len(runs)))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Returns all runs of three words."""
    return set(zip(words, words[1:], words[2:], strict=False))


def witnesses(facts: Facts) -> list[Witness]:
    """Returns the signal of the text's source, which stands for the prior, and each signal found."""
    found = [Witness(f"source_{facts.page.source}", facts.page.source)]
    for signals in (_of_lines, _of_text, _of_lengths, _of_page):
        found += [replace(one, value=round(one.value, 2)) for one in signals(facts)]
    return found


def _of_lines(facts: Facts) -> Iterator[Witness]:
    """Yields the signals of the site's lines."""
    frame, share = facts.frame, facts.frame.declared_fraction
    line = "line_page" if facts.page.source == "page" else "line"
    number = next((call.text for call in frame.calls if any(map(str.isdigit, call.text))), None)
    if share is not None and share < OWN:
        yield Witness("declared_fraction", "frame", number or f"{share:.0%}")
    if rest := frame.declared_remaining_chars or frame.declared_remaining_words:
        yield Witness("declared_remaining", "frame", number or str(rest))
    for name, box in (("lines", facts.together), (line, facts.single)):
        if box:
            yield Witness(name, box.where, " / ".join(box.lines), box.holds)


def _of_text(facts: Facts) -> Iterator[Witness]:
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
        unfinished = "unfinished_page" if facts.page.source == "page" else "unfinished"
        yield Witness(unfinished, "end", end.quote, end.strength)
        following = facts.page.after[0].text if facts.page.after else ""
        if following[:1].islower() and tokens.count_to(_PARAGRAPH, following) >= _PARAGRAPH:
            yield Witness("continues_after", "after", following)
    if facts.frame.veiled:
        yield Witness("veiled", "text", facts.frame.veiled)


def _of_lengths(facts: Facts) -> Iterator[Witness]:
    """Yields the signals of the declared length, and of other copies of the article."""
    length = facts.length
    if length and (ratio := length.times(facts.words, facts.characters)):
        unit = length.unit or "words or characters"
        quote = f"{length.count} {unit} declared, {facts.words} words held"
        yield Witness("declared_length", "page", quote, math.log(ratio))
    if (copy := facts.copy) and (copy.has_more or facts.words >= SHORT):
        name = "longer_copy" if copy.has_more else "equal_copy"
        yield Witness(name, copy.where, f"{copy.words} words there, {facts.words} here")


def _of_page(facts: Facts) -> Iterator[Witness]:
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
