"""Fills the Jinja templates in pages/: the HTML of the newspaper and of the aggregator, and feeds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup, escape

from newscrawl.demo.stories import LINK, NEWSPAPER, SECTIONS, Part, Story, without_links

NAME = "The Daily Example"
PAID_PARTS = {"metered": ".article-body", "paywall": ".subscriber-content"}
"""Special story -> the element of its page that is not free."""


@cache
def _templates() -> Environment:
    loader = FunctionLoader(_source)
    found = Environment(autoescape=True, loader=loader, trim_blocks=True, lstrip_blocks=True)
    found.globals.update(paper=NAME, newspaper=NEWSPAPER, sections=SECTIONS)
    own = {"elements": elements, "inline": _inline, "tag_path": tag_path}
    found.filters.update(own, rfc822=format_datetime)
    return found


def _source(name: str) -> str:
    return files(__package__).joinpath("pages", name).read_text("utf-8")


def filled(name: str, **values: Any) -> str:
    """Returns a template of pages/ filled with values."""
    return _templates().get_template(name).render(values)


def story_page(story: Story, others: Sequence[Story], page: int = 1) -> str:
    """Returns the HTML of a story's page. `others` are stories that it links to."""
    parts = story.pages[page - 1]
    html = filled(
        f"{story.template}.html",
        story=story,
        parts=parts,
        elements=list(elements(parts)),
        facts=json.dumps(_facts(story, parts), ensure_ascii=False),
        others=others,
        page=page,
    )
    return _broken(html) if story.special == "broken" else html


def elements(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Yields the parts of each HTML element of a body: the items of a list are one element."""
    for kind, group in groupby(parts, key=lambda part: part.kind):
        alike = list(group)
        yield from [alike] if kind == "list_item" else ([part] for part in alike)


def _inline(text: str) -> Markup:
    """Returns text with its inline links as HTML."""
    return Markup(LINK.sub(r'<a href="\2">\1</a>', str(escape(text))))


def tag_path(tag: str) -> str:
    """Returns the path of a tag's page, with percent signs decoded."""
    return "/tag/" + tag.lower().replace(" ", "-")


def _broken(html: str) -> str:
    """Returns a page as a faulty system makes it: unclosed elements, stray end tags, a cut end."""
    start, rest = html.split('<div class="entry-content">', 1)
    content, after = rest.split('<div class="newsletter-box">', 1)
    content = content.replace("</p>", "").replace("<p>", "</span></td><p>", 2)
    content = content.replace("</h2>", "</h3>")
    return f'{start}<div class="entry-content"><b></i>{content}<div class="newsletter-box">{after[:60]}'


def _facts(story: Story, parts: Sequence[Part]) -> dict[str, Any]:
    """Returns the facts of a story's page as JSON-LD."""
    people = [
        {"@type": "Person", "name": name, "url": NEWSPAPER + url}
        if url
        else {"@type": "NewsMediaOrganization", "name": name}
        for name, url in story.credits
    ]
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": story.url},
        "headline": story.title,
        "alternativeHeadline": story.subtitle,
        "description": story.description,
        "articleSection": SECTIONS[story.section],
        "keywords": story.tags,
        "inLanguage": story.language,
        "datePublished": story.published.isoformat(),
        "dateModified": story.modified and story.modified.isoformat(),
        "author": people,
        "publisher": {"@type": "NewsMediaOrganization", "name": NAME, "url": NEWSPAPER},
        "image": [NEWSPAPER + part.url for part in parts if part.kind == "image"],
        "isAccessibleForFree": story.special not in ("metered", "paywall", "registration"),
        "wordCount": story.declared_words,
        **_special_facts(story),
    }
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _special_facts(story: Story) -> dict[str, Any]:
    if story.special in PAID_PARTS:
        paid = {"isAccessibleForFree": False, "cssSelector": PAID_PARTS[story.special]}
        return {"hasPart": {"@type": "WebPageElement", **paid}}
    if story.special != "live":
        return {}
    updates = []
    for entry in story.entries:
        lines = (without_links(part.text) for part in entry.parts if part.kind == "paragraph")
        about = {"headline": entry.title, "datePublished": entry.moment}
        updates.append({"@type": "BlogPosting", **about, "articleBody": "\n".join(lines)})
    return {
        "@type": "LiveBlogPosting",
        "coverageStartTime": story.published.isoformat(),
        "coverageEndTime": story.modified and story.modified.isoformat(),
        "liveBlogUpdate": updates,
    }
