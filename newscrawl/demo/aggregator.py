"""The aggregator at http://preview.example: damaged previews of the newspaper's stories, 15 % of
each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newscrawl.demo.newspaper import Answer, answer
from newscrawl.demo.rendering import filled
from newscrawl.demo.stories import Story, without_links

NAME = "Example Previews"
SITE = "http://preview.example"
SHARE = 0.15  # of a story's words, as the previews say themselves
SLUGS = (
    "harrow-bay-night-ferry-returns",
    "currency-swings-squeeze-island-cafes",
    "museum-returns-bell-to-village",
    "do-rivers-have-a-memory",
    "repair-shops-spare-parts-law",
    "lindmoor-cup-giantkillers",
    "tide-clock-harbour-wall-error",
    "cycling-tour-of-three-sounds-stage-four",
    "review-the-lighthouse-keepers-ledger",
    "seed-vault-first-withdrawal",
)

ROBOTS = """User-agent: *
Disallow: /private/
Crawl-delay: 0.05
"""


def damage(text: str) -> str:
    """Returns the text as if its UTF-8 had been read as Windows-1253, with gaps filled from
    Windows-1252.
    """
    return "".join(_character(byte) for byte in text.encode("utf-8"))


def _character(byte: int) -> str:
    for page in ("cp1253", "cp1252"):
        try:
            return bytes([byte]).decode(page)
        except UnicodeDecodeError:
            continue
    return chr(byte)


def preview(story: Story) -> list[str]:
    """Returns the first 15 % of a story's words as paragraphs, cut in mid-sentence."""
    paragraphs = [
        without_links(part.text).split() for part in story.pages[0] if part.kind != "image"
    ]
    left = round(SHARE * sum(map(len, paragraphs)))
    shown: list[str] = []
    for words in paragraphs:
        if left <= 0:
            break
        shown.append(" ".join(words[:left]))
        left -= len(words)
    return shown


class Aggregator:
    """Answers all requests to preview.example."""

    def __init__(self, stories: Sequence[Story]) -> None:
        by_slug = {story.slug: story for story in stories}
        self.stories = [by_slug[slug] for slug in SLUGS]

    def answer(self, path: str, query: str = "") -> Answer:
        if path == "/robots.txt":
            return answer(ROBOTS, content_type="text/plain; charset=utf-8")
        if path == "/":
            return answer(_page(NAME, stories=self.stories))
        for story in self.stories:
            if path == f"/preview/{story.slug}":
                return answer(_page(NAME, story=story, paragraphs=preview(story)))
        return answer(_page("Not found"), 404)


def _page(title: str, **values: Any) -> str:
    return damage(filled("aggregator.html", aggregator=NAME, title=title, **values))
