"""The aggregator at http://preview.example: damaged previews of the newspaper's stories, 15 % of
each.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from newscrawl.demo.newspaper import Answer, answer
from newscrawl.demo.pieces import NAME as NEWSPAPER_NAME
from newscrawl.demo.pieces import day, plain
from newscrawl.demo.stories import Story

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
    paragraphs = [plain(part.text).split() for part in story.pages[0] if part.kind != "image"]
    left = round(SHARE * sum(map(len, paragraphs)))
    shown: list[str] = []
    for words in paragraphs:
        cut = words[:left]
        left -= len(words)
        if left < 0:
            # One word less if the share happens to end with a sentence.
            while cut and cut[-1].rstrip("\"'”’»)").endswith(
                (".", "!", "?", ":", ",", ";", "–", "—")
            ):
                cut.pop()
            return [*shown, " ".join(cut)] if cut else shown
        shown.append(" ".join(words))
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
            return answer(damage(_front(self.stories)))
        for story in self.stories:
            if path == f"/preview/{story.slug}":
                return answer(damage(_page(story)))
        return answer(damage(_shell("Not found", "<h1>Not found</h1>")), 404)


def _front(stories: Sequence[Story]) -> str:
    cards = "\n".join(
        f'<div class="story"><h2><a href="/preview/{story.slug}">{escape(story.title)}</a></h2>'
        f"<p>{NEWSPAPER_NAME} · {day(story)}</p></div>"
        for story in stories
    )
    return _shell(NAME, f"<h1>Today's previews</h1>\n{cards}")


def _page(story: Story) -> str:
    paragraphs = "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in preview(story))
    names = ", ".join(author["name"] for author in story.authors)
    main = f"""<article class="preview">
<h1>{escape(story.title)}</h1>
<p class="byline">By <span class="author">{escape(names)}</span> ·
<time datetime="{story.published.isoformat()}">{day(story)}</time></p>
<div class="preview-content">
{paragraphs}
<div class="continue"><div>📰</div>
<h3>Continue Reading on {NEWSPAPER_NAME}</h3>
<p>This preview shows approximately 15% of the article. Read the full story on the publisher's website
to support quality journalism.</p>
<a href="{story.url}">Read Full Article →</a></div>
</div>
</article>"""
    head = (
        f'<meta property="og:type" content="article">\n<meta property="og:title" content="{escape(story.title)}">\n'
        f'<meta name="description" content="{escape(story.description)}">\n<link rel="canonical" href="{story.url}">\n'
    )
    return _shell(f"{story.title} | {NAME}", main, head)


def _shell(title: str, main: str, head: str = "") -> str:
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>
<meta property="og:site_name" content="{NAME}">
{head}</head>
<body><header><a href="/">{NAME}</a><nav><a href="/">Latest</a> <a href="/private/saved">Saved</a></nav></header>
<main>
{main}
</main>
<footer><p>{NAME} collects the first lines of stories from many publishers.</p></footer></body></html>
"""
