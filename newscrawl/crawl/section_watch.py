"""The sections that a publisher's file names: which a crawl asks for, what becomes of them, where
older articles are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newscrawl.discovery import section_names
from newscrawl.job.arguments import ArgumentError

_OF_FRONT_PAGE = 3
"""Slashes in the address of a front page, "https://paper.example/": no section."""
OUTBOUND_FEED = 100
"""Articles in one answer of Arc XP's outbound feeds: the most that they give."""


@dataclass(frozen=True)
class Older:
    """Where the further pages of a section are, by a pattern such as "{section}/page/{page}/".

    {section} is the section's address and {path} its path, both without a slash at the end.
    {origin} is its site, {page} is the number of the page, {before} is one less, {skip} is the
    number of articles that a feed leaves out.
    """

    pattern: str

    def address(self, section: str, page: int) -> str | None:
        """The address of the section's page number `page`, from 2 on; None without a pattern."""
        if not self.pattern:
            return None
        parts = urlsplit(section)
        origin, path = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")
        skip = OUTBOUND_FEED * (
            page - 2
        )  # the first answer goes on from what the section's own page shows
        return self.pattern.format(
            section=origin + path, origin=origin, path=path, page=page, before=page - 1, skip=skip
        )


@dataclass
class Sections:
    """The sections of a publisher's file that a crawl asks for: which are gone, where the
    navigation has them.
    """

    names: Sequence[str]
    total: int  # how many the file names, asked for or not
    gone: dict[str, str] = field(default_factory=dict)  # name -> reason
    moved: dict[str, str] = field(default_factory=dict)  # name -> address in the navigation
    navigation: Mapping[str, str] | None = None  # None: not known yet
    asked: bool = False  # whether the front page was asked for
    _read: set[str] = field(default_factory=set)
    _waiting: list[tuple[str, str, str]] = field(default_factory=list)

    def read(self, name: str) -> None:
        """Note that a page or a feed of the section was read."""
        self._read.add(name)

    def was_read(self, name: str) -> bool:
        """Whether a page or a feed of the section was read."""
        return name in self._read

    def lose(self, name: str, url: str, reason: str) -> bool:
        """Note that a section's address is wrong; False if it is none of the file's or was noted
        before.
        """
        if name not in self.names or name in self.gone:
            return False
        self.gone[name] = reason
        self._waiting.append((name, url, reason))
        return True

    def waiting(self) -> Iterator[tuple[str, str, str]]:
        """Each lost section once: its name, its address, the reason."""
        while self._waiting:
            yield self._waiting.pop(0)

    def in_navigation(self, name: str, language: str | None, country: str | None) -> str | None:
        """The address that the navigation has for a section of this name."""
        known = self.navigation or {}
        key = section_names.find(name, known, language, country)
        return known[key] if key else None

    @property
    def needs_care(self) -> bool:
        """Whether half of the file's sections or more are gone."""
        return bool(self.gone) and 2 * len(self.gone) >= self.total

    def note(self, file: str) -> list[str]:
        """Lines for the crawl's end: which sections are gone, and what to write into the
        publisher's file.
        """
        if not self.gone:
            return []
        gone = ", ".join(f"{name} ({reason})" for name, reason in self.gone.items())
        care = f" {file} needs care." if self.needs_care else ""
        lines = [f"{len(self.gone)} of {len(self.names)} sections are gone: {gone}.{care}"]
        for name in self.gone:
            if name in self.moved:
                lines.append(f'    In the navigation: "{name}": "{self.moved[name]}"')
            elif name in self._read:
                lines.append(f"    Read from its feed: {name}")
        return lines


def choose(
    known: Mapping[str, str],
    names: Iterable[str],
    spider: str,
    language: str | None = None,
    country: str | None = None,
) -> dict[str, str]:
    """Those of the `known` sections that are named, by the vocabulary's name or the site's own
    word.

    Raises ArgumentError if a name matches none.
    """
    chosen = {}
    for wanted in names:
        name = section_names.find(wanted, known, language, country)
        if name is None:
            raise ArgumentError(
                f"{spider} has no section {wanted!r}. It has: {', '.join(known) or 'none'}"
            )
        chosen[name] = known[name]
    return chosen


def belongs_to(url: str, others: Iterable[str], own: Iterable[str]) -> bool:
    """Whether an article's address lies under one of the `others`' addresses, and not under a
    longer one of its `own`.
    """

    def longest(addresses: Iterable[str]) -> int:
        above = [address.rstrip("/") + "/" for address in addresses]
        return max(
            (len(one) for one in above if url.startswith(one) and one.count("/") > _OF_FRONT_PAGE),
            default=0,
        )

    return longest(others) > longest(own)
