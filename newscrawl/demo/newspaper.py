"""The newspaper at http://daily.example: the answer to each address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Any
from urllib.parse import parse_qs

from newscrawl.demo import pieces, templates
from newscrawl.demo.pieces import NAME
from newscrawl.demo.stories import NEWSPAPER, SECTIONS, Story

NOW = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
"""The demo's present, so that nothing depends on the day of the crawl."""

PAGE_SIZE = 8
"""Stories on one page of a section."""
MOST_DIGITS = 5
"""Digits of a page's number."""
HTML = "text/html; charset=utf-8"

ROBOTS = f"""User-agent: *
Disallow: /members/
Disallow: /search
Crawl-delay: 0.05

Sitemap: {NEWSPAPER}/news-sitemap.xml
"""

_PAYWALL = (
    '<div class="subscribe-wall"><h3>Subscribe to continue reading</h3>'
    "<p>This story is for subscribers only. Subscribe now for full access to all our stories.</p>"
    '<a class="button" href="/subscribe">Subscribe now</a></div>'
)
_REGISTRATION = (
    '<div class="register-wall"><h3>Register for free to keep reading</h3>'
    "<p>Create a free account to read the rest of this article.</p>"
    '<a class="button" href="/subscribe">Register</a> <a href="/subscribe">Already registered? Sign in</a></div>'
)
_PLAIN = {
    "/about": ("About us", "Who we are, how we work, and how our corrections are made."),
    "/contact": (
        "Contact the newsroom",
        "Write to the newsroom or send us a letter for publication.",
    ),
    "/privacy": ("Privacy policy", "What we store about our readers, why, and for how long."),
    "/subscribe": ("Subscribe", "Choose a subscription: digital, weekend, or every day by post."),
    "/newsletters": (
        "Newsletters",
        "Our newsletters: the morning's stories, the islands, the weekend.",
    ),
}


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

    def __init__(
        self, stories: Sequence[Story], redesign: Callable[[str], str] | None = None
    ) -> None:
        self.stories = stories
        self.redesign = redesign or str
        self.ordinary = [story for story in stories if not story.special and story.language == "en"]
        self.filed = [filed for story in stories for filed in _filed(story)]
        self.by_path = {story.path: story for story in stories} | {
            filed.path: filed.story for filed in self.filed
        }
        self.healed: set[str] = set()

    def answer(self, path: str, query: str = "") -> Answer:
        """Returns the answer to a request for `path` (percent signs decoded) and `query`."""
        first, _, rest = path.strip("/").partition("/")
        page = _page_number(rest, query)
        if path in self.by_path:
            return self._story(self.by_path[path], path, page)
        if first in SECTIONS and (not rest or rest.startswith("page/")):
            return self._section(first, page)
        if path in _PLAIN:
            title, sentence = _PLAIN[path]
            return answer(pieces.shell(f"{title} | {NAME}", f"<h1>{title}</h1>\n<p>{sentence}</p>"))
        if path.startswith("/img/") or path.endswith((".svg", ".jpg")):
            return _picture()
        return self._listing(path, first, rest) or _missing()

    def _listing(self, path: str, first: str, rest: str) -> Answer | None:
        """Returns a page that is not a story or section: the front page, a feed or sitemap, the
        stories of an author or a tag.
        """
        match first, rest:
            case "", "":
                return self._front()
            case "robots.txt", "":
                return answer(ROBOTS, content_type="text/plain; charset=utf-8")
            case "feed.xml", "":
                return self._feed()
            case "news-sitemap.xml", "":
                return self._news_sitemap()
            case "author", name:
                found = [s for s in self.stories if any(a["url"] == path for a in s.authors)]
                return _collection(name, found)
            case "tag", name:
                found = [s for s in self.stories if path in map(pieces.tag_path, s.tags)]
                return _collection(name, found)
        return None

    def _story(self, story: Story, path: str, page: int) -> Answer:
        if story.special == "moved" and path != story.path:
            return Answer(b"", 301, location=story.url)
        if story.special == "missing" or not 1 <= page <= (
            len(story.pages) if story.special == "pages" else 1
        ):
            return _missing()
        if story.special == "gone":
            return answer(
                pieces.shell(f"Gone | {NAME}", "<h1>Gone</h1>\n<p>This story was withdrawn.</p>"),
                410,
            )
        if story.special == "flaky" and path not in self.healed:
            self.healed.add(path)
            return answer(
                pieces.shell(f"Error | {NAME}", "<h1>Error</h1>\n<p>Please try again.</p>"), 500
            )
        html = self.redesign(render(story, self._related(story), page))
        if story.special == "latin-1":
            # The header names no charset: only the page's own meta element does.
            return Answer(html.encode("iso-8859-1", "xmlcharrefreplace"), content_type="text/html")
        return answer(html)

    def _related(self, story: Story) -> list[Story]:
        return [
            other
            for other in self.ordinary
            if other.section == story.section and other is not story
        ][:4]

    def _section(self, name: str, page: int) -> Answer:
        found = [filed for filed in self.filed if filed.section == name]
        last = -(-len(found) // PAGE_SIZE)
        if not 1 <= page <= last:
            return _missing()
        # Page numbers are in the query or in the path: real sites have both forms.
        address = (
            f"/{name}?page={{}}"
            if name in ("world", "business", "science")
            else f"/{name}/page/{{}}"
        )
        links = [
            f"<span>{n}</span>"
            if n == page
            else f'<a href="{address.format(n) if n > 1 else "/" + name}">{n}</a>'
            for n in range(1, last + 1)
        ]
        if page < last:
            links.append(f'<a rel="next" href="{address.format(page + 1)}">Older stories</a>')
        shown = [
            (filed.path, filed.story) for filed in found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        ]
        pages = f'<nav class="pagination">{" ".join(links)}</nav>'
        return answer(pieces.listing(SECTIONS[name], shown, self.ordinary[:5], pages))

    def _front(self) -> Answer:
        top = [
            filed for name in SECTIONS for filed in [f for f in self.filed if f.section == name][:2]
        ]
        title = f"{NAME}: news from Harrow Bay and the islands"
        return answer(
            pieces.listing(title, [(filed.path, filed.story) for filed in top], self.ordinary[:5])
        )

    def _public(self) -> Iterable[Story]:
        return (
            story for story in self.stories if story.special not in ("missing", "gone", "members")
        )

    def _feed(self) -> Answer:
        items = "\n".join(
            f"<item><title>{escape(story.title)}</title><link>{NEWSPAPER}{story.listed_path}</link>"
            f'<guid isPermaLink="false">daily-example-{story.slug}</guid>'
            f"<pubDate>{format_datetime(story.published)}</pubDate>"
            + "".join(
                f"<dc:creator>{escape(author['name'])}</dc:creator>" for author in story.authors
            )
            + f"<category>{SECTIONS[story.section]}</category>"
            + f"<description>{escape(story.description)}</description></item>"
            for story in list(self._public())[:20]
        )
        return answer(
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
            f"<channel><title>{NAME}</title><link>{NEWSPAPER}/</link><description>News from Harrow Bay</description>"
            f"<lastBuildDate>{format_datetime(NOW)}</lastBuildDate>\n{items}\n</channel></rss>\n",
            content_type="application/rss+xml; charset=utf-8",
        )

    def _news_sitemap(self) -> Answer:
        entries = "\n".join(
            f"<url><loc>{NEWSPAPER}{story.listed_path}</loc><news:news><news:publication><news:name>{NAME}</news:name>"
            f"<news:language>{story.language}</news:language></news:publication>"
            f"<news:publication_date>{story.published.isoformat()}</news:publication_date>"
            f"<news:title>{escape(story.title)}</news:title></news:news></url>"
            for story in self._public()
            if story.published > NOW - timedelta(days=2)
        )
        return answer(
            '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
            f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{entries}\n</urlset>\n',
            content_type="application/xml; charset=utf-8",
        )


def _page_number(rest: str, query: str) -> int:
    """Returns the page number in a path (`page/2`) or a query (`page=2`). Returns 0, which no list
    has, if it is not a number.
    """
    number = (
        rest.removeprefix("page/")
        if rest.startswith("page/")
        else parse_qs(query).get("page", ["1"])[0]
    )
    is_number = number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS
    return int(number) if is_number else 0


def render(story: Story, related: Sequence[Story], page: int = 1) -> str:
    """Returns the HTML of a story's page."""
    parts = story.pages[0]
    match story.special:
        case "live":
            return templates.live(story)
        case "latin-1":
            return templates.classic(story, parts)
        case "metered" | "paywall" | "registration":
            return _limited(story, related)
        case "pages":
            html = templates.jsonld(story, story.pages[page - 1], related)
            return _behind_body(_in_head(html, _neighbours(story, page)), pieces.pager(story, page))
        case "gallery":
            licence = '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
            return _in_head(templates.jsonld(story, parts, related), licence)
        case "broken":
            return _broken(templates.meta(story, parts, related))
    return _TEMPLATES[story.template](story, parts, related)


def _limited(story: Story, related: Sequence[Story]) -> str:
    """Returns the page of a story that is not free, as its facts say."""
    extra: dict[str, Any] = {"isAccessibleForFree": False}
    if story.special == "metered":
        extra["hasPart"] = _paid_part(".article-body")
    elif story.special == "paywall":
        extra |= {"hasPart": _paid_part(".subscriber-content"), "wordCount": story.words}
    html = templates.jsonld(story, story.pages[0], related, extra)
    if story.special == "metered":
        return _in_head(html, _tier("metered"))
    if story.special == "registration":
        return _behind_body(html, _REGISTRATION)
    wall = f'<div class="subscriber-content"></div>\n{_PAYWALL}'
    return _behind_body(_in_head(html, _tier("locked")), wall)


def _broken(html: str) -> str:
    """Returns a page as a faulty system makes it: unclosed elements, stray end tags, a cut end."""
    start, rest = html.split('<div class="entry-content">', 1)
    content, after = rest.split('<div class="newsletter-box">', 1)
    content = (
        content.replace("</p>", "").replace("<p>", "</span></td><p>", 2).replace("</h2>", "</h3>")
    )
    return f'{start}<div class="entry-content"><b></i>{content}<div class="newsletter-box">{after[:60]}'


def _paid_part(selector: str) -> dict[str, Any]:
    return {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": selector}


def _tier(tier: str) -> str:
    return f'<meta property="article:content_tier" content="{tier}">'


def _in_head(html: str, extra: str) -> str:
    return html.replace("</head>", f"{extra}\n</head>", 1)


def _behind_body(html: str, extra: str) -> str:
    return html.replace('</div>\n<ul class="tags">', f'</div>\n{extra}\n<ul class="tags">', 1)


def _neighbours(story: Story, page: int) -> str:
    before = (
        f'<link rel="prev" href="{f"{story.url}?page={page - 1}" if page - 1 > 1 else story.url}">'
    )
    after = f'<link rel="next" href="{story.url}?page={page + 1}">'
    return before * (page > 1) + after * (page < len(story.pages))


def _filed(story: Story) -> list[Filed]:
    """Returns where a story is listed. The duplicate is also in a second section, under another
    address.
    """
    places = [Filed(story, story.section, story.listed_path)]
    if story.special == "duplicate":
        places.append(
            Filed(story, "business", story.path.replace(f"/{story.section}/", "/business/", 1))
        )
    return places


def _collection(name: str, stories: Sequence[Story]) -> Answer:
    shown = [(story.listed_path, story) for story in stories[:PAGE_SIZE]]
    return (
        answer(pieces.listing(name.replace("-", " ").title(), shown, [])) if shown else _missing()
    )


def _missing() -> Answer:
    html = pieces.shell(
        f"Not found | {NAME}", "<h1>Not found</h1>\n<p>There is no page at this address.</p>"
    )
    return answer(html, 404)


def _picture() -> Answer:
    drawing = '<rect width="12" height="8" fill="#9ab"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="12" height="8">{drawing}</svg>'
    return answer(svg, content_type="image/svg+xml")


_TEMPLATES: dict[str, Callable[..., str]] = {
    "jsonld": templates.jsonld,
    "meta": templates.meta,
    "microdata": templates.microdata,
    "soup": templates.soup,
}
