"""Learns what repeats on the articles of one site: boilerplate lines, pieces of titles, the unit of
word counts.

A line is boilerplate of the site if it was on three articles with different subjects, in a place
of boilerplate. Three rules protect the article's own sentences:

- *Place*. Places of boilerplate are the edges of the body, markup of its own, and places beside
  other lines that repeat. A link is always in such a place, and so is a line that boilerplate.py
  removed from three other articles. A line in any other place must be long enough to be judged by
  its words. A heading, question or label that repeats ("Analysis", "What we know:") is removed only
  together with the lines below it.
- *Subject*. A line with one of the article's most frequent words belongs to the article. A line
  that repeats in reports on one story belongs to the story: such reports share their frequent
  words.
- *Articles*. An article that comes again, at any address, teaches nothing. The first two articles
  of a site keep all their lines, because nothing has repeated yet.
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
    edge,
    lines_of,
    telling,
    words_of,
)
from newscrawl.text.memory_bytes import (
    COUNTINGS,
    MOST_RULED,
    SUBJECT,
    VERSION,
    Kept,
    Seen,
    dump,
    load,
)

RULE = f"site_memory.v{VERSION}"
"""The name of this rule in the record's `removed`."""

ARTICLES = 3
"""A line repeats if it was on 3 articles."""
MAX_LINES, MAX_ARTICLES = 5_000, 2_000
"""The most lines and articles in one site's memory: 214 KB as bytes, 4 MB as objects."""
FORGOTTEN = 1 / 5
"""A full memory forgets a fifth of its lines at once, since each time costs a sort of all lines."""

MARKUP_SHARE = 0.1
"""Markup with at most a tenth of the text is not the markup of the article's paragraphs."""
LONG = 6
"""A line with 6 words that tell a subject is long. Shorter lines may repeat by chance."""
AKIN = 2
"""Two articles tell one story if their subjects share 2 words. For a test, articles were divided
into thirds: 86 % of pairs of thirds of one article share 2 words. Of pairs of articles of one site
14 % do, and 7 % of any pairs.
"""
ASIDE = 2
"""Boilerplate was on twice as many unrelated articles as on articles about its own words."""
SITE_WIDE, FEW = 0.5, 10
"""A word that half of the articles (at least 5) are about is the subject of the site."""
RATE = 50
"""A short line is boilerplate only if it is on 1 article in 50. A sentence such as "The search goes
on." is on less than 1 in 100.
"""
COPY, COPY_OF_SHORT = 1 / 3, 0.5
"""An article is a copy if more than a third of its inner text was seen before. For articles without
inner text it is half, because a footer may be a large part of them.
"""
TITLES = 0.5
"""A piece of a title belongs to the site if half of the site's titles have it."""
LENGTHS = 0.75
"""The unit of a site's declared lengths is known if three quarters of them have the same unit."""


class SiteMemory:
    """What repeats on the articles of one site. The same articles in the same order give the same
    memory.
    """

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
        lines = lines_of(blocks)
        # Lines that were on another article do not show this article's subject.
        new = {
            line.digest: line.words
            for line in lines
            if not self._stood_elsewhere(line.digest, name)
        }
        subject = self._subject(new.values(), title, " ".join(names).casefold())
        self._place(lines)
        for line in lines:
            line.about = not subject.keys().isdisjoint(line.words)
        return Body(name, lines, frozenset(subject.values()))

    def _place(self, lines: Sequence[Line]) -> None:
        """Sets `inner` and `place` of each line."""
        known = {line.digest for line in lines if self.knows(line.digest)}
        at_edge = {id(line) for side in (lines, lines[::-1]) for line in edge(side, known)}
        markup: Counter[str] = Counter()
        for line in lines:
            markup[line.block.where] += len(line.block.text)
        rare = {
            where
            for where, size in markup.items()
            if where and size <= MARKUP_SHARE * markup.total()
        }
        seen = [None, *(self._kept.lines.get(line.digest) for line in lines), None]
        for at, line in enumerate(lines, 1):
            line.inner = not (id(line) in at_edge or line.block.where in rare or line.linked)
            # Lines that return side by side form a box. Lines that boilerplate.py removed elsewhere
            # are boilerplate here too.
            now, boxed = seen[at], seen[at - 1] or seen[at + 1]
            returned = now is not None and (boxed is not None or now.ruled >= ARTICLES)
            line.place = not line.inner or len(line.words) >= LONG or returned

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
        if body.article in self._kept.articles or not body.lines or self._is_copy(body.lines):
            return False
        self._kept.learnt += 1
        found = {line.digest: line for line in body.lines}
        for line in found.values():
            self._learn_line(line, body)
        for key in dict.fromkeys(map(digest, removed)):
            if key and key not in found:
                seen = self._see(key)
                seen.aside, seen.witness = seen.aside + 1, body.article
                seen.ruled = min(seen.ruled + 1, MOST_RULED)
                self._judge(seen, True)
        for piece in sorted(set(pieces)):
            self._see(_piece(piece)).aside += 1
        if length:
            self._kept.lengths[length] += 1
        self._kept.articles[body.article] = body.subject
        self._subjects.update(body.subject)
        self._forget()
        return True

    def strip(
        self, blocks: Sequence[Block], body: Body, own: Iterable[str] = ()
    ) -> tuple[list[Block], list[Removed]]:
        """Returns the blocks without the site's boilerplate, and the removed lines.

        `body` is the result of `body_of` for these blocks. `own` are texts that always belong to
        the article, such as its subtitle. A line that says that the rest of the article is
        elsewhere stays, because it is evidence of a cut. If no line would remain, none is removed.
        """
        by_block = {id(line.block): line for line in body.lines if self.knows(line.digest)}
        if not by_block:
            return list(blocks), []
        from newscrawl.text.completeness import holds_back  # not needed to start a crawl

        safe = {digest(text) for text in own}
        taken: set[int] = set()
        open_below = True  # whether a heading here would have no text below it
        for block in reversed(blocks):
            line = by_block.get(id(block))
            if line is None:
                open_below = open_below and block.type in ("caption", "embed")
                continue
            seen = self._kept.lines[line.digest]
            # A line that stood mostly on articles about its own words belongs to a story.
            goes = (
                line.place and not line.about and seen.aside >= seen.own and line.digest not in safe
            )
            open_below = goes and (open_below if line.heads else not holds_back(block.text))
            if open_below:
                taken.add(id(block))
        kept = [block for block in blocks if id(block) not in taken]
        if not any(block.type in COMPARED for block in kept):
            return list(blocks), []
        return kept, [Removed(block.text, RULE) for block in blocks if id(block) in taken]

    def knows(self, key: bytes) -> bool:
        """Returns whether a line is known boilerplate. `strip` removes some of these lines only.

        `key` is the line's digest.
        """
        seen = self._kept.lines.get(key)
        return seen is not None and seen.known

    def is_habit(self, piece: str) -> bool:
        """Returns whether half of the site's titles have a piece of a title (title.py: pieces)."""
        seen = self._kept.lines.get(_piece(piece))
        return seen is not None and seen.aside >= max(
            ARTICLES, TITLES * (self._kept.learnt - seen.since + 1)
        )

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

    def _stood_elsewhere(self, key: bytes, article: bytes) -> bool:
        """Returns whether a line is known boilerplate, or was last seen on another article."""
        seen = self._kept.lines.get(key)
        return seen is not None and (seen.known or seen.witness not in (b"", article))

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

    def _is_copy(self, lines: Sequence[Line]) -> bool:
        """Returns whether much of the text was seen before (COPY), besides known boilerplate."""
        unknown = [line for line in lines if not self.knows(line.digest)]
        inner = [line for line in unknown if line.inner]
        seen = sum(
            len(line.block.text) for line in inner or unknown if line.digest in self._kept.lines
        )
        return seen > (COPY if inner else COPY_OF_SHORT) * sum(
            len(line.block.text) for line in inner or unknown
        )

    def _see(self, key: bytes) -> Seen:
        """Returns the entry of a line, and moves it to the end of the memory as the newest."""
        seen = self._kept.lines.pop(key) if key in self._kept.lines else Seen(self._kept.learnt)
        self._kept.lines[key] = seen
        return seen

    def _learn_line(self, line: Line, body: Body) -> None:
        """Counts a line in a place of boilerplate: as its story's own, or as `aside`."""
        seen = self._see(line.digest)
        if not line.place:
            return
        told = self._kept.articles.get(seen.witness, frozenset())
        own = line.about or len(told & body.subject) >= AKIN
        seen.own, seen.aside, seen.witness = seen.own + own, seen.aside + (not own), body.article
        self._judge(seen, len(line.words) >= LONG)

    def _judge(self, seen: Seen, long: bool) -> None:
        """Makes a line known boilerplate if it was on enough unrelated articles."""
        often = long or self._kept.learnt - seen.since < RATE * seen.aside
        if often and seen.aside >= max(ARTICLES, ASIDE * seen.own) and not seen.known:
            seen.known = True
            self.known += 1

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
