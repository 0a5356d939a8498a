"""The newspaper at http://daily.example: the answer to each address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from newscrawl.demo.rendering import NAME, filled, story_page
from newscrawl.demo.stories import NEWSPAPER, SECTIONS, Story

NOW = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
"""The demo's present, so that nothing depends on the day of the crawl."""

PAGE_SIZE = 8
"""Stories on one page of a section."""
HTML = "text/html; charset=utf-8"

ROBOTS = f"""User-agent: *
Disallow: /members/
Disallow: /search
Crawl-delay: 0.05

Sitemap: {NEWSPAPER}/news-sitemap.xml
"""


@dataclass(frozen=True)
class Answer:
    """The server's answer. `location` is the target of a redirect."""

    body: bytes
    status: int = 200
    content_type: str = HTML
    location: str | None = None


def answer(body: str, status: int = 200, content_type: str = HTML) -> Answer:
    return Answer(body.encode("utf-8", "replace"), status, content_type)


@dataclass(frozen=True)
class Filed:
    """A story in a section's list. `path` may differ from the story's own path."""

    story: Story
    section: str
    path: str


class Newspaper:
    """Answers all requests to daily.example. One address fails at its first request and works
    afterwards.
    """

    def __init__(self, stories: Sequence[Story]) -> None:
        self.stories = stories
        self.ordinary = [story for story in stories if not story.special and story.language == "en"]
        self.filed = [filed for story in stories for filed in _filed(story)]
        self.by_path = {story.path: story for story in stories}
        self.by_path |= {filed.path: filed.story for filed in self.filed}
        self.healed: set[str] = set()

    def answer(self, path: str, query: str = "") -> Answer:
        """Returns the answer to a request for `path` (percent signs decoded) and `query`."""
        first, _, rest = path.strip("/").partition("/")
        page = _page_number(rest, query)
        if path in self.by_path:
            return self._story(self.by_path[path], path, page)
        if first in SECTIONS and (not rest or rest.startswith("page/")):
            return self._section(first, page)
        match path:
            case "/":
                return self._front()
            case "/robots.txt":
                return answer(ROBOTS, content_type="text/plain; charset=utf-8")
            case "/feed.xml":
                return self._feed()
            case "/news-sitemap.xml":
                return self._news_sitemap()
        return _missing()

    def _story(self, story: Story, path: str, page: int) -> Answer:
        if story.special == "moved" and path != story.path:
            return Answer(b"", 301, location=story.url)
        last = len(story.pages) if story.special == "pages" else 1
        if story.special == "missing" or not 1 <= page <= last:
            return _missing()
        if story.special == "gone":
            return _plain(410, "Gone", "This story was withdrawn.")
        if story.special == "flaky" and path not in self.healed:
            self.healed.add(path)
            return _plain(500, "Error", "Please try again.")
        html = story_page(story, self._related(story), page)
        if story.special == "latin-1":
            # The header names no charset: only the page's own meta element does.
            return Answer(html.encode("iso-8859-1", "xmlcharrefreplace"), content_type="text/html")
        return answer(html)

    def _related(self, story: Story) -> list[Story]:
        alike = [other for other in self.ordinary if other.section == story.section]
        return [other for other in alike if other is not story][:4]

    def _section(self, name: str, page: int) -> Answer:
        found = [filed for filed in self.filed if filed.section == name]
        last = -(-len(found) // PAGE_SIZE)
        if not 1 <= page <= last:
            return _missing()
        # Page numbers are in the query or in the path: real sites have both forms.
        in_query = name in ("world", "business", "science")
        return self._list(
            SECTIONS[name],
            found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
            first=f"/{name}",
            address=f"/{name}?page={{}}" if in_query else f"/{name}/page/{{}}",
            page=page,
            last=last,
        )

    def _list(self, title: str, stories: Sequence[Filed], **values: Any) -> Answer:
        shown = {"title": title, "stories": stories, "popular": self.ordinary[:5]}
        return answer(filled("listing.html", **shown, **values))

    def _front(self) -> Answer:
        top: list[Filed] = []
        for name in SECTIONS:
            top += [filed for filed in self.filed if filed.section == name][:2]
        return self._list(f"{NAME}: news from Harrow Bay and the islands", top)

    def _public(self) -> list[Story]:
        hidden = ("missing", "gone", "members")
        return [story for story in self.stories if story.special not in hidden]

    def _feed(self) -> Answer:
        feed = filled("feed.xml", stories=self._public()[:20], now=NOW)
        return answer(feed, content_type="application/rss+xml; charset=utf-8")

    def _news_sitemap(self) -> Answer:
        recent = [one for one in self._public() if one.published > NOW - timedelta(days=2)]
        sitemap = filled("news-sitemap.xml", stories=recent)
        return answer(sitemap, content_type="application/xml; charset=utf-8")


def _page_number(rest: str, query: str) -> int:
    """Returns the page number in a path (`page/2`) or a query (`page=2`). Returns 0, which no list
    has, if it is not a number.
    """
    in_query = parse_qs(query).get("page", ["1"])[0]
    number = rest.removeprefix("page/") if rest.startswith("page/") else in_query
    try:
        return int(number)
    except ValueError:
        return 0


def _filed(story: Story) -> list[Filed]:
    """Returns where a story is listed. The duplicate is also in a second section, under another
    address.
    """
    places = [Filed(story, story.section, story.listed_path)]
    if story.special == "duplicate":
        second = story.path.replace(f"/{story.section}/", "/business/", 1)
        places.append(Filed(story, "business", second))
    return places


def _plain(status: int, title: str, sentence: str) -> Answer:
    return answer(filled("shell.html", title=title, sentence=sentence), status)


def _missing() -> Answer:
    return _plain(404, "Not found", "There is no page at this address.")
