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
class Story:
    """A story of the newspaper.

    `pages` are its parts, page by page. `special` names an unusual way to serve it. `words` is the
    length that the page of a stub declares.
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
    words: int | None = None

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
        if lines and all(line.startswith("- ") for line in lines):
            parts += [Part("list_item", line[2:]) for line in lines]
        elif lines:
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
    sources = [
        file
        for file in files("newscrawl.demo").joinpath("articles").iterdir()
        if file.name.endswith(".md")
    ]
    read = [parse(file.read_text(encoding="utf-8")) for file in sources]
    return tuple(sorted(read, key=lambda story: (story.published, story.slug), reverse=True))
