"""The sections of a publisher's file: which are asked for, which are lost, their older pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newscrawl.discovery import section_names
from newscrawl.job.arguments import ArgumentError

_OF_FRONT_PAGE = 3
"""Slashes in the address of a front page, "https://paper.example/". Section addresses have more."""
OUTBOUND_FEED = 100
"""Articles in one answer of an outbound feed of Arc XP: the most that Arc XP gives."""


def older_page(pattern: str, section: str, page: int) -> str:
    """Returns the address of page number `page` (2 or more) of a section, or "" without a pattern.

    In a pattern, such as "{section}/page/{page}/", {section} is the section's address and {path}
    its path, both without a slash at the end. {origin} is the site, {page} the number of the page,
    {before} the number minus one, and {skip} the number of articles that a feed leaves out.
    """
    parts = urlsplit(section)
    origin, path = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")
    skip = OUTBOUND_FEED * (page - 2)  # the section's own page shows the first articles
    return pattern.format(
        section=origin + path, origin=origin, path=path, page=page, before=page - 1, skip=skip
    )


@dataclass
class Sections:
    """The sections that a crawl asks for, with those that are gone or have moved."""

    names: Sequence[str]
    total: int  # sections in the publisher's file, asked for or not
    others: Sequence[str] = ()  # addresses of the sections that `-a only=` leaves out
    addresses: dict[str, str] = field(default_factory=dict)  # name -> address asked for
    gone: dict[str, str] = field(default_factory=dict)  # name -> reason
    moved: dict[str, str] = field(default_factory=dict)  # name -> address in the navigation
    # name -> address; None before the front page was read
    navigation: Mapping[str, str] | None = None
    read: set[str] = field(default_factory=set)  # names of those that gave a page or a feed
    waiting: list[str] = field(default_factory=list)  # names of lost ones, for the navigation

    def is_in_others(self, url: str) -> bool:
        """Returns whether an article's address lies under a section that is left out, and not
        deeper under one that is asked for.
        """
        own = max((length_above(url, one) for one in self.addresses.values()), default=0)
        return any(length_above(url, one) > own for one in self.others)

    def nearest(self, url: str, names: Iterable[str]) -> str:
        """Returns the section under whose address the article's address lies, else the first."""
        return max(names, key=lambda name: length_above(url, self.addresses.get(name, "")))

    def lose(self, name: str, reason: str) -> bool:
        """Notes a section of the publisher's file as lost. Returns False for any other section."""
        if name not in self.names or name in self.gone:
            return False
        self.gone[name] = reason
        self.waiting.append(name)
        return True

    def note(self, file: str) -> list[str]:
        """Returns lines for the end of the crawl: which sections are gone, or have moved."""
        if not self.gone:
            return []
        gone = ", ".join(f"{name} ({reason})" for name, reason in self.gone.items())
        care = f" {file} needs care." if 2 * len(self.gone) >= self.total else ""
        lines = [f"{len(self.gone)} of {len(self.names)} sections are gone: {gone}.{care}"]
        for name in self.gone:
            if name in self.moved:
                lines.append(f'    In the navigation: "{name}": "{self.moved[name]}"')
            elif name in self.read:
                lines.append(f"    Read from its feed: {name}")
        return lines


def choose(
    known: Mapping[str, str],
    names: Iterable[str],
    spider: str,
    language: str | None = None,
    country: str | None = None,
) -> dict[str, str]:
    """Returns the known sections that `names` name, in newscrawl's words or the site's. Raises
    ArgumentError for a name that no section has.
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


def length_above(url: str, section: str) -> int:
    """Returns the length of a section's address if an article's address lies under it, else 0. No
    article lies under a front page.
    """
    above = section.rstrip("/") + "/"
    return len(above) if url.startswith(above) and above.count("/") > _OF_FRONT_PAGE else 0
