"""Learns what repeats on a site's articles: boilerplate lines, pieces of titles, units of counts.

For each article, in this order:

1. `body_of` turns the article into lines and finds its subject: its most frequent words. Only lines
   in places of boilerplate are candidates (article_lines.py).
2. `learn` counts the article for each candidate: as related if the line has a word of the subject,
   or if the last article with the line told the same story; else as unrelated. Three unrelated
   articles make the line known boilerplate (line_history.py). Copies of articles teach nothing.
3. `strip` removes the known lines that are candidates on this article too, and have no word of its
   subject. A heading, question or label ("Analysis", "What we know:") is removed only together with
   the lines below it.

The first two articles of a site keep all their lines, because nothing has repeated yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self
from zlib import crc32

from newscrawl.items import Block, Counting, Removed
from newscrawl.text.article_lines import (
    COMPARED,
    Body,
    Line,
    digest,
    digest_of_words,
    lines_of,
    telling,
    words_of,
)
from newscrawl.text.line_history import ARTICLES, History
from newscrawl.text.memory_bytes import COUNTINGS, SUBJECT, VERSION, Kept, dump, load

RULE = f"site_memory.v{VERSION}"
"""The name of this rule in the record's `removed`."""

MAX_LINES, MAX_ARTICLES = 5_000, 2_000
"""The most lines and articles in one site's memory: 214 KB as bytes, 4 MB as objects."""
FORGOTTEN = 1 / 5
"""A full memory forgets a fifth of its lines at once, since each time costs a sort of all lines."""
AKIN = 2
"""Two articles tell one story if their subjects share 2 words. For a test, articles were divided
into thirds: 86 % of pairs of thirds of one article share 2 words. Of pairs of articles of one site
14 % do, and 7 % of any pairs.
"""
SITE_WIDE, FEW = 0.5, 10
"""A word that half of the articles (at least 5) are about is the subject of the site."""
TITLES = 0.5
"""A piece of a title belongs to the site if half of the site's titles have it."""
LENGTHS = 0.75
"""The unit of a site's declared lengths is known if three quarters of them have the same unit."""


class SiteMemory:
    """What repeats on one site. The same articles in the same order give the same memory."""

    def __init__(self, kept: Kept | None = None) -> None:
        self.known = 0
        """How many lines became known boilerplate since this object was made or loaded."""
        self._kept = kept or Kept()
        subjects = self._kept.articles.values()
        self._subjects = Counter(word for subject in subjects for word in subject)

    @property
    def size(self) -> int:
        """How many lines and title pieces the memory holds."""
        return len(self._kept.lines)

    def body_of(
        self,
        article: str,
        blocks: Sequence[Block],
        title: str | None = None,
        names: Iterable[str] = (),
    ) -> Body:
        """Returns the lines of a body, each with its place, and the body's subject.

        `article` identifies the article, for example by its canonical address. `names` are the
        publisher's names. They are no subject, because boilerplate has them too.
        """
        name = digest_of_words([article])
        lines = lines_of(blocks, self._kept.lines)
        # Lines that were on another article do not show this article's subject.
        new = [line for line in lines if not (line.past and line.past.is_foreign(name))]
        words = {line.digest: line.words for line in new}.values()
        return Body(name, lines, self._subject(words, title, " ".join(names).casefold()))

    def learn(
        self,
        body: Body,
        removed: Iterable[str] = (),
        pieces: Iterable[str] = (),
        length: Counting | None = None,
    ) -> bool:
        """Learns from one article. Returns False if the article is known, a copy, or empty.

        `removed` are the lines that boilerplate.py removed from the article. `pieces` are the
        pieces of its titles. `length` is the unit of its declared word count.
        """
        kept = self._kept
        if body.article in kept.articles or not body.lines or body.is_copy():
            return False
        kept.learnt += 1
        found = {line.digest: line for line in body.lines}
        for line in found.values():
            self._learn_line(line, body)
        for key in dict.fromkeys(map(digest, removed)):
            if key and key not in found:
                past = self._renewed(key)
                past.count(body.article, removed=True)
                self._judge(past, long=True)
        for piece in sorted(set(pieces)):
            self._renewed(_piece(piece)).unrelated += 1
        if length:
            kept.lengths[length] += 1
        kept.articles[body.article] = frozenset(body.subject.values())
        self._subjects.update(kept.articles[body.article])
        self._forget()
        return True

    def _learn_line(self, line: Line, body: Body) -> None:
        """Counts the article for a line, if the line is a candidate."""
        past = self._renewed(line.digest)
        if line.candidate:
            story = self._kept.articles.get(past.last, frozenset())
            akin = len(story.intersection(body.subject.values())) >= AKIN
            past.count(body.article, related=body.is_about(line) or akin)
            self._judge(past, line.long)

    def _renewed(self, key: bytes) -> History:
        """Returns the history of a line, and moves it to the end of the memory as the newest."""
        lines = self._kept.lines
        lines[key] = lines.pop(key) if key in lines else History(self._kept.learnt)
        return lines[key]

    def _judge(self, past: History, long: bool) -> None:
        """Makes a line known boilerplate if it repeats."""
        if not past.known and past.repeats(self._kept.learnt, long):
            past.known = True
            self.known += 1

    def strip(
        self, blocks: Sequence[Block], body: Body, own: Iterable[str] = ()
    ) -> tuple[list[Block], list[Removed]]:
        """Returns the blocks without the site's boilerplate, and the removed lines.

        `body` is the result of `body_of` for these blocks. `own` are texts that always belong to
        the article, such as its subtitle. A line that says that the rest of the article is
        elsewhere stays, because it is evidence of a cut. If no line would remain, none is removed.
        """
        taken = _boilerplate(blocks, body, own)
        kept = [block for block in blocks if id(block) not in taken]
        if not any(block.type in COMPARED for block in kept):
            return list(blocks), []
        return kept, [Removed(block.text, RULE) for block in blocks if id(block) in taken]

    def knows(self, key: bytes) -> bool:
        """Returns whether the line with this digest is known boilerplate (`strip` may keep it)."""
        past = self._kept.lines.get(key)
        return past is not None and past.known

    def is_habit(self, piece: str) -> bool:
        """Returns whether half of the site's titles have a piece of a title (title.py: pieces)."""
        past = self._kept.lines.get(_piece(piece))
        titles = self._kept.learnt - past.since + 1 if past else 0
        return past is not None and past.unrelated >= max(ARTICLES, TITLES * titles)

    @property
    def counts(self) -> Counting | None:
        """The unit of the site's declared lengths; None if it is unknown or changes."""
        best = max(COUNTINGS, key=lambda what: self._kept.lengths[what])
        sure = self._kept.lengths[best] >= max(ARTICLES, LENGTHS * self._kept.lengths.total())
        return best if sure and best != "other" else None

    def dump(self) -> bytes:
        """Returns the whole memory as bytes, to keep it between crawls."""
        return dump(self._kept)

    @classmethod
    def load(cls, value: bytes) -> Self:
        """Returns the memory that `dump` wrote; an empty one if the bytes are of no use."""
        return cls(load(value))

    def _subject(
        self, lines: Iterable[Iterable[str]], title: str | None, names: str
    ) -> dict[str, int]:
        """Returns the words in most of an article's lines, with their hashes (SITE_WIDE)."""
        counts = Counter(chain(telling(words_of(title or "")), *lines))
        site = SITE_WIDE * max(len(self._kept.articles), FEW)
        found: dict[str, int] = {}
        # Equal counts are ordered by word, since the order of a set differs between runs.
        often = sorted(((times, word) for word, times in counts.items() if times > 1), reverse=True)
        for _, word in often[: SUBJECT * 2]:
            # no word may have the hash 0, which fills unused places in `dump`
            code = crc32(word.encode("utf-8", "surrogatepass")) & 0xFFFF or 1
            if len(found) < SUBJECT and self._subjects[code] <= site and word not in names:
                found[word] = code
        return found

    def _forget(self) -> None:
        """Removes the oldest articles and lines, those seen once first, known boilerplate last."""
        if len(self._kept.articles) > MAX_ARTICLES:
            gone = self._kept.articles.pop(next(iter(self._kept.articles)))
            self._subjects.subtract(gone)
            for word in gone:
                if not self._subjects[word]:
                    del self._subjects[word]
        if len(self._kept.lines) > MAX_LINES:
            spare = len(self._kept.lines) - int(MAX_LINES * (1 - FORGOTTEN))
            for key, _ in sorted(self._kept.lines.items(), key=lambda line: line[1].worth)[:spare]:
                del self._kept.lines[key]


def _boilerplate(blocks: Sequence[Block], body: Body, own: Iterable[str]) -> set[int]:
    """Returns the ids of the blocks that are boilerplate of the site, found from the last one up."""
    known = {id(line.block): line for line in body.lines if line.known}
    if not known:
        return set()
    from newscrawl.text.completeness import holds_back  # not needed to start a crawl

    safe = {digest(text) for text in own}
    taken: set[int] = set()
    gone_below = True  # whether no text is left between this block and the next one that stays
    for block in reversed(blocks):
        line = known.get(id(block))
        if line is None:
            gone_below = gone_below and block.type in ("caption", "embed")
            continue
        goes = line.candidate and not body.is_about(line) and line.digest not in safe
        # a line that stood mostly on related articles belongs to a story
        goes = goes and line.past is not None and line.past.unrelated >= line.past.related
        gone_below = goes and (gone_below if line.heads else not holds_back(block.text))
        if gone_below:
            taken.add(id(block))
    return taken


def _piece(text: str) -> bytes:
    """Returns the digest of a piece of a title."""
    return digest_of_words([text.casefold()], "title")


@dataclass
class SiteFindings:
    """What the memory of a site knows about an article. The memory pipeline attaches it.

    `stated_title` is the title that the page gives, with the pieces that the site adds. `counting`
    is the known unit of the site's declared word counts.
    """

    stated_title: str | None = None
    memory: SiteMemory | None = None
    counting: Counting | None = None
