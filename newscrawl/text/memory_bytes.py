"""Turns the memory of a site into bytes and back. The state keeps the bytes between crawls."""

from __future__ import annotations

import struct
from collections import Counter
from dataclasses import dataclass, field
from typing import get_args

from newscrawl.items import Counting
from newscrawl.text.line_history import History

VERSION = 1
"""The version of the bytes. If a memory has another version, learning starts again."""
SUBJECT = 12
"""An article's subject is its 12 most frequent words. On 190 pages of 126 sites, 87 % of the
article's own long lines have one of these words, 81 % of its last lines, and 2 % of the lines in
boxes of other contents.
"""
COUNTINGS: tuple[Counting, ...] = get_args(Counting)

_HEAD = struct.Struct("<4sHIIIIII")
_LINE = struct.Struct("<8sIIIB?8s")
_STORY = struct.Struct(f"<8s{SUBJECT}H")
_MAGIC = b"site"


@dataclass
class Kept:
    """Everything that a site's memory keeps.

    `learnt` is the number of articles learnt from. `lengths` counts the units of declared lengths.
    `lines` has lines by their digests. `articles` has the digest of an article's name -> its
    subject.
    """

    learnt: int = 0
    lengths: Counter[Counting] = field(default_factory=Counter)
    lines: dict[bytes, History] = field(default_factory=dict)  # least recently seen first
    articles: dict[bytes, frozenset[int]] = field(default_factory=dict)


def dump(kept: Kept) -> bytes:
    """Returns a whole memory as bytes."""
    lengths = [kept.lengths[what] for what in COUNTINGS]
    head = _HEAD.pack(_MAGIC, VERSION, kept.learnt, len(kept.lines), *lengths)
    lines = (
        _LINE.pack(
            key, past.since, past.unrelated, past.related, past.removed, past.known, past.last
        )
        for key, past in kept.lines.items()
    )
    stories = (
        _STORY.pack(name, *sorted(subject), *[0] * (SUBJECT - len(subject)))
        for name, subject in kept.articles.items()
    )
    return b"".join((head, *lines, *stories))


def load(value: bytes) -> Kept:
    """Returns the memory that `dump` wrote; an empty one if the bytes are damaged or of another
    version.
    """
    if len(value) < _HEAD.size:
        return Kept()
    magic, version, learnt, size, *lengths = _HEAD.unpack_from(value)
    end = _HEAD.size + size * _LINE.size
    is_whole = len(value) >= end and (len(value) - end) % _STORY.size == 0
    if (magic, version) != (_MAGIC, VERSION) or not is_whole:
        return Kept()
    found = {key: History(*rest) for key, *rest in _LINE.iter_unpack(value[_HEAD.size : end])}
    counts = (max(past.since, past.unrelated + past.related) for past in found.values())
    most = max(sum(lengths), *counts, 0)
    if most > learnt or learnt >> 31:  # no count exceeds the number of articles
        return Kept()
    return Kept(
        learnt,
        Counter(dict(zip(COUNTINGS, lengths, strict=True))),
        found,
        {name: frozenset(words) - {0} for name, *words in _STORY.iter_unpack(value[end:])},
    )
