"""The demo's stories, read from articles/*.md: TOML front matter between `+++` lines, then a tiny
markup.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

NEWSPAPER = "http://daily.example"
SECTIONS = {
    "world": "World",
    "business": "Business",
    "sport": "Sport",
    "culture": "Culture",
    "science": "Science",
}

LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_IMAGE = re.compile(r"!\[([^|\]]*)(?:\|([^\]]*))?\]\(([^)]*)\)")

Kind = Literal["paragraph", "heading", "quote", "list_item", "image"]


@dataclass(frozen=True)
class Part:
    """A part of a story's body. `text` has inline markup; of an image it is the caption."""

    kind: Kind
    text: str
    credit: str = ""
    url: str = ""


@dataclass(frozen=True)
class Entry:
    """An entry of a live blog. `stamp` is its time as readers see it, `moment` the same with a day."""

    stamp: str
    title: str
    moment: str
    parts: list[Part]


@dataclass(frozen=True)
class Story:
    """A story of the newspaper.

    `pages` are its parts, page by page; the pages of a live blog after the first are its entries.
    `special` names an unusual way to serve it. `declared_words` is the length that the page of a
    stub declares.
    """

    slug: str
    title: str
    description: str
    section: str
    published: datetime
    language: str
    template: str
    pages: list[list[Part]]
    subtitle: str = ""
    authors: list[dict[str, str]] = field(default_factory=list)
    agency: str = ""
    dateline: str = ""
    modified: datetime | None = None
    tags: list[str] = field(default_factory=list)
    special: str = ""
    declared_words: int | None = None

    @property
    def path(self) -> str:
        if self.template == "soup":
            return f"/{self.section}/{self.slug}.html"
        section = "members" if self.special == "members" else self.section
        return f"/{section}/{self.published:%Y/%m/%d}/{self.slug}"

    @property
    def url(self) -> str:
        return NEWSPAPER + self.path

    @property
    def listed_path(self) -> str:
        """The address in sections, feed and sitemap: of a moved story the old one."""
        return f"{self.path}-first-report" if self.special == "moved" else self.path

    @property
    def words(self) -> dict[str, str]:
        """What pages in the story's language say, such as "Read also"."""
        return _words()[self.language]

    @property
    def day(self) -> str:
        """The day of publication in words of the story's language."""
        month = self.words["months"].split()[self.published.month - 1]
        return self.words["day"].format(self.published.day, month, self.published.year)

    @property
    def credits(self) -> list[tuple[str, str | None]]:
        """Names in the byline, with the addresses of their pages. An agency has none."""
        people = [(author["name"], author["url"]) for author in self.authors]
        return [*people, *([(self.agency, None)] if self.agency else [])]

    @property
    def entries(self) -> list[Entry]:
        """The entries of a live blog, the newest first."""
        found = []
        for first, *parts in self.pages[1:]:
            stamp, _, title = first.text.partition(" | ")
            moment = f"{self.published:%Y-%m-%d}T{stamp}:00+00:00"
            found.append(Entry(stamp, title, moment, parts))
        return found


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("pages/words.toml").read_text("utf-8"))


def without_links(text: str) -> str:
    """Returns text with the words of its inline links, without their addresses."""
    return LINK.sub(r"\1", text)


def parse(text: str) -> Story:
    """Returns a story from the text of its source file."""
    _, front, body = text.split("+++\n", 2)
    facts: dict[str, Any] = tomllib.loads(front)
    for key in ("published", "modified"):
        if key in facts:
            facts[key] = datetime.fromisoformat(facts[key])
    return Story(**facts, pages=[parse_parts(page) for page in f"\n{body}\n".split("\n---\n")])


def parse_parts(body: str) -> list[Part]:
    """Returns the parts of a body, which blank lines separate. List items are on lines of their
    own.
    """
    parts = []
    for piece in body.strip().split("\n\n"):
        lines = [line.strip() for line in piece.strip().splitlines()]
        if all(line.startswith("- ") for line in lines):
            parts += [Part("list_item", line[2:]) for line in lines]
        else:
            parts.append(_part(" ".join(lines)))
    return parts


def _part(text: str) -> Part:
    if image := _IMAGE.fullmatch(text):
        caption, credit, url = (group.strip() if group else "" for group in image.groups())
        return Part("image", caption, credit, url)
    if text.startswith("## "):
        return Part("heading", text[3:])
    if text.startswith("> "):
        return Part("quote", text[2:].replace(" > ", " "))
    return Part("paragraph", text)


@cache
def stories() -> tuple[Story, ...]:
    """Returns all stories, the newest first."""
    sources = files(__package__).joinpath("articles").iterdir()
    read = [parse(file.read_text("utf-8")) for file in sources if file.name.endswith(".md")]
    return tuple(sorted(read, key=lambda story: (story.published, story.slug), reverse=True))
