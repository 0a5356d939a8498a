"""How newscrawl reads one page, step by step: `explained` finds this out, the other modules show
it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from math import inf
from time import perf_counter
from typing import Literal, NamedTuple

from newscrawl.discovery import list_pages
from newscrawl.extraction import extract, joined, page_kinds
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.page.page_reader import read_page
from newscrawl.extraction.profile import Profile
from newscrawl.extraction.reading import STAGES
from newscrawl.items import Article, Block, BlockType, Removed
from newscrawl.report.explain.facts import Fact, facts, witnesses
from newscrawl.text.repair import Repaired
from newscrawl.text.scripts import CJK_PUNCTUATION, FULL_WIDTH, HAN, KANA, LAO, THAI

MAX_COMPARED = 20_000
"""Characters of the longest line whose repairs are shown in place. Longer lines are not paragraphs
of an article.
"""
_UNSPACED = f"{THAI}{LAO}{CJK_PUNCTUATION}{KANA}{HAN}{FULL_WIDTH}"
_TOKEN = re.compile(rf"\s+|[{_UNSPACED}]|[^\s{_UNSPACED}]+")
"""White space, a character of a script without spaces, or a word with its punctuation."""

Part = tuple[Literal["same", "before", "after"], str]
"""A piece of a repaired line: unchanged, before the repair, or after the repair."""


@dataclass(frozen=True)
class Line:
    """A line of the body. `rule` removed it; None if it was kept. `before` is the line before its
    repairs, or None.
    """

    text: str
    type: BlockType | None = None
    rule: str | None = None
    before: str | None = None
    credit: str | None = None

    @property
    def parts(self) -> list[Part]:
        """Returns the line with its repairs in place."""
        if self.before is None or len(self.before) > MAX_COMPARED:
            return [("same", self.text)]
        return list(compared(self.before, self.text))


class Repair(NamedTuple):
    """A repair made `times` times: `rule` replaced `before` by `after`."""

    rule: str
    before: str
    after: str
    times: int


class Timing(NamedTuple):
    """The time of one stage."""

    stage: str
    milliseconds: float


@dataclass
class Explained:
    """A record and how it came about.

    `origin` says in words where the page came from. `lines` are in page order. `notes` say what a
    crawl would do with this page that `explain` does not. `loading` are the milliseconds in which
    models were loaded, once for each process.
    """

    record: Article
    origin: str = ""
    facts: list[Fact] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    timings: list[Timing] = field(default_factory=list)
    loading: float = 0.0
    notes: list[str] = field(default_factory=list)

    @property
    def kept(self) -> list[Line]:
        return [line for line in self.lines if line.rule is None]

    @property
    def removed(self) -> list[Line]:
        return [line for line in self.lines if line.rule is not None]


def explained(
    document: Document,
    *,
    profile: Profile | None = None,
    requested_url: str | None = None,
    fetched_at: datetime | str | None = None,
    origin: str = "",
    fetching: float | None = None,
) -> Explained:
    """Returns how `read_article` reads a document. `fetching` are the milliseconds of the fetch,
    if any.

    The document is read twice. The first reading loads models and measures how long that takes.
    The second is the one shown.
    """
    first, found = (_read(document, profile, requested_url, fetched_at) for _ in range(2))
    found.origin = origin
    took = [sum(time for _, time in one.timings) for one in (first, found)]
    found.loading = max(0.0, took[0] - took[1])
    if fetching is not None:
        found.timings.insert(0, Timing("fetch", fetching))
    return found


def _read(
    document: Document,
    profile: Profile | None,
    requested_url: str | None,
    fetched_at: datetime | str | None,
) -> Explained:
    timings: list[Timing] = []
    began = perf_counter()

    def lap(stage: str) -> None:
        nonlocal began
        timings.append(Timing(stage, 1000 * (perf_counter() - began)))
        began = perf_counter()

    page = read_page(document) if document.kind == "html" else Page(document.url, document.url)
    lap("parse")
    article = extract(
        document, profile=profile, requested_url=requested_url, fetched_at=fetched_at, page=page
    )
    lap("extraction")
    _number(article)
    before = _texts(article)
    # the page is searched before the repair: afterwards the values differ from the page's
    said = witnesses(article, page)
    began = perf_counter()
    for name, stage in STAGES.items():
        stage(article)
        lap(name)
    return Explained(
        article,
        facts=facts(article, said, profile),
        lines=_lines(article, before),
        repairs=_repairs(article),
        timings=timings,
        notes=list(_notes(article)),
    )


_STATED: dict[page_kinds.Stated, str] = {
    "says_not_found": "it says that there is no page at its address",
    "says_refused": "its title is that of a refusal, a login or a bot check",
}


def _notes(article: Article) -> Iterator[str]:
    """Yields notes on what a crawl would do differently."""
    if stated := page_kinds.stated_error(article):
        yield f"A crawl skips this page: {_STATED[stated]}."
    elif list_pages.is_list(article):
        yield "A crawl skips this page: it looks like a list of stories."
    elif article.text and not page_kinds.is_article(article):
        yield "A crawl that finds this page in a section skips it: it does not look like an article."
    if joined.following(article):
        yield "A crawl also fetches the further pages of this article and joins them."


def _number(article: Article) -> None:
    """Numbers the lines of a text that comes without a page."""
    if all(block.place is None for block in article.blocks):
        for place, block in enumerate(article.blocks):
            block.place = place


def _texts(article: Article) -> dict[int, str]:
    """Returns the text of each line by its place."""
    lines: list[Removed | Block] = [*article.evidence.dropped, *article.blocks]
    return {line.place: line.text for line in lines if line.place is not None}


def _lines(article: Article, before: dict[int, str]) -> list[Line]:
    """Returns the kept and the removed lines, in page order. Lines without a place come last."""
    # If a part of a line was removed, the part comes after the rest.
    lines: list[Block | Removed] = [*article.blocks, *article.removed]
    lines.sort(key=lambda one: inf if one.place is None else one.place)
    return [_line(one, before) for one in lines]


def _line(one: Block | Removed, before: dict[int, str]) -> Line:
    was = None if one.place is None else before.get(one.place)
    was = None if was == one.text else was
    if isinstance(one, Removed):
        return Line(one.text, rule=one.rule, before=was)
    return Line(one.text, one.type, before=was, credit=one.credit)


def _repairs(article: Article) -> list[Repair]:
    """Returns the repairs, equal ones together, the most frequent first."""
    done = article.attached(Repaired)
    counted = Counter((one.rule, one.before, one.after) for one in (done.changes if done else ()))
    return [Repair(*repair, count) for repair, count in counted.most_common()]


def compared(before: str, after: str) -> Iterator[Part]:
    """Yields the pieces of a line before and after its repair, word by word.

    >>> list(compared("the cafÃ© at noon", "the café at noon"))[1:3]
    [('before', 'cafÃ©'), ('after', 'café')]
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            yield "same", "".join(new[c:d])
            continue
        if a < b:
            yield "before", "".join(old[a:b])
        if c < d:
            yield "after", "".join(new[c:d])
