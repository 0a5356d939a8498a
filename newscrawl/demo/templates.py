"""The templates of the newspaper's article pages, as different from each other as real ones are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from newscrawl.demo.pieces import (
    NAME,
    WORDS,
    body,
    filled,
    head,
    inline,
    items,
    page_values,
    plain,
    related,
    shell,
    standfirst,
    tags,
)
from newscrawl.demo.stories import NEWSPAPER, SECTIONS, Part, Story

AD_AFTER = 3
"""Blocks of the text before the advertisement of `meta`."""
NEWSLETTER_AFTER, LINK_AFTER = 4, 2
"""Blocks of the text before the newsletter box, and before the link to another story, of `soup`."""


def jsonld(
    story: Story,
    parts: Sequence[Part],
    others: Sequence[Story],
    extra: dict[str, Any] | None = None,
) -> str:
    """Returns a page with facts in JSON-LD and Open Graph, and the body in one container.

    Related stories and comments follow the body.
    """
    facts = _facts(story, parts) | (extra or {})
    data = (
        '<meta name="robots" content="max-image-preview:large">\n'
        f'<script type="application/ld+json">{json.dumps(facts, ensure_ascii=False)}</script>'
    )
    main = filled(
        "jsonld",
        **page_values(story),
        standfirst=standfirst(story, "standfirst"),
        body="\n".join(body(parts)),
        tags=tags(story, '<li><a href="{}">{}</a></li>'),
        related=related(others),
    )
    return shell(
        f"{story.title} | {NAME}",
        main,
        head=head(story, parts) + data,
        language=story.language,
        classes="page-story",
    )


def _facts(story: Story, parts: Sequence[Part]) -> dict[str, Any]:
    """Returns the story's facts as JSON-LD."""
    people: list[dict[str, str]] = [
        {"@type": "Person", "name": author["name"], "url": NEWSPAPER + author["url"]}
        for author in story.authors
    ]
    if story.agency:
        people.append({"@type": "NewsMediaOrganization", "name": story.agency})
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": story.url},
        "headline": story.title,
        "description": story.description,
        "articleSection": SECTIONS[story.section],
        "keywords": story.tags,
        "inLanguage": story.language,
        "datePublished": story.published.isoformat(),
        "author": people,
        "publisher": {"@type": "NewsMediaOrganization", "name": NAME, "url": NEWSPAPER},
        "image": [NEWSPAPER + part.url for part in parts if part.kind == "image"],
        "isAccessibleForFree": True,
    }
    if story.subtitle:
        facts["alternativeHeadline"] = story.subtitle
    if story.modified:
        facts["dateModified"] = story.modified.isoformat()
    return facts


def meta(story: Story, parts: Sequence[Part], others: Sequence[Story]) -> str:
    """Returns a page with facts in meta tags only, as a blog system writes them.

    An advertisement is in the body, a newsletter box behind it.
    """
    pieces = body(parts)
    if len(pieces) > AD_AFTER:
        ad = '<div class="ad-slot" aria-hidden="true"><span>Advertisement</span></div>'
        pieces.insert(AD_AFTER, ad)
    *_, invitation, call = WORDS[story.language]
    main = filled(
        "meta",
        **page_values(story),
        standfirst=standfirst(story, "entry-subtitle dek"),
        body="\n".join(pieces),
        invitation=invitation,
        call=call,
        popular=items(others, "?utm_source=mostread"),
    )
    return shell(
        f"{story.title} – {NAME}",
        main,
        head=head(story, parts) + _in_meta(story),
        language=story.language,
        classes="single single-post",
    )


def _in_meta(story: Story) -> str:
    """Returns the story's facts as meta tags."""
    facts = [("article:published_time", story.published.isoformat())]
    if story.modified:
        facts.append(("article:modified_time", story.modified.isoformat()))
    facts.append(("article:section", SECTIONS[story.section]))
    facts += [("article:tag", tag) for tag in story.tags]
    properties = "".join(
        f'<meta property="{name}" content="{escape(value)}">\n' for name, value in facts
    )
    names = "".join(
        f'<meta name="author" content="{escape(author["name"])}">\n' for author in story.authors
    )
    return properties + names + '<meta property="article:content_tier" content="free">\n'


def microdata(story: Story, parts: Sequence[Part], others: Sequence[Story]) -> str:
    """Returns a page with facts in microdata and time elements, and the body in a section of rows.

    The head reserves rights.
    """
    authors = " ".join(
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        f'<a itemprop="url" href="{author["url"]}">'
        f'<span itemprop="name">{escape(author["name"])}</span></a></span>'
        for author in story.authors
    )
    if story.agency:
        authors += (
            '<span itemprop="author" itemscope itemtype="https://schema.org/Organization" class="agency">'
            f'<span itemprop="name">{escape(story.agency)}</span></span>'
        )
    when = story.modified.isoformat() if story.modified else ""
    main = filled(
        "microdata",
        **page_values(story),
        keywords=escape(", ".join(story.tags)),
        standfirst=standfirst(story, "intro", ' itemprop="alternativeHeadline"'),
        authors=authors,
        modified=f'<time itemprop="dateModified" datetime="{when}">Updated</time>' if when else "",
        body="\n".join(f'<div class="row">{piece}</div>' for piece in body(parts)),
        related=related(others),
    )
    rights = f'<meta name="tdm-reservation" content="1">\n<meta name="tdm-policy" content="{NEWSPAPER}/tdm-policy.json">'
    return shell(
        f"{story.title} - {NAME}",
        main,
        head=head(story, parts) + rights,
        language=story.language,
        classes="tpl-3",
    )


def soup(story: Story, parts: Sequence[Part], others: Sequence[Story]) -> str:
    """Returns a page of nested div elements with a date in words and without a zone, and a frame
    inside the body. Few elements say what they are.
    """
    _, _, read_also, invitation, call = WORDS[story.language]
    pieces = body(parts, '<div class="tx">{}</div>')
    if len(pieces) > NEWSLETTER_AFTER + 1:
        link = f'<a href="/newsletters">{call}</a>'
        box = f'<div class="nl-signup newsletter"><div>{invitation}</div>{link}</div>'
        pieces.insert(NEWSLETTER_AFTER, box)
    if len(pieces) > LINK_AFTER and others:
        link = f'<a href="{others[0].listed_path}">{escape(others[0].title)}</a>'
        pieces.insert(LINK_AFTER, f'<div class="tx inline-link"><b>{read_also}:</b> {link}</div>')
    main = filled(
        "soup",
        **page_values(story),
        standfirst=standfirst(story, "dek", tag="div"),
        time=f"{story.published:%H:%M}",
        body="\n".join(pieces),
        biographies="".join(map(_biography, story.authors)),
        tags=tags(story, '<a rel="tag" href="{}">{}</a> '),
        popular=items(others),
    )
    return shell(
        f"{story.title} | {NAME}",
        main,
        head=head(story, parts, kind=False),
        language=story.language,
        classes="p",
    )


def _biography(author: dict[str, str]) -> str:
    name = escape(author["name"])
    return (
        f'<div class="author-bio"><img src="{author["url"]}.jpg" alt=""><b>{name}</b> '
        f"<span>{name} has written for {NAME} since 2019 and lives in Harrow Bay.</span></div>"
    )


def classic(story: Story, parts: Sequence[Part]) -> str:
    """Returns a page of the newspaper's old system: tables, one cell with line breaks for
    paragraphs, and a date without a time.
    """
    nav = "<br>".join(f'<a href="/{name}">{label}</a>' for name, label in SECTIONS.items())
    values = page_values(story) | {
        "published": f"{story.published:%Y-%m-%d}",
        "author": escape(story.authors[0]["name"]),
        "body": "\n<br><br>\n".join(inline(part.text) for part in parts),
        "nav": nav,
    }
    return filled("classic", **values) + "\n"


def live(story: Story) -> str:
    """Returns a live blog: an introduction, then entries with a time and a heading each, newest
    first.
    """
    introduction = [part for part in story.pages[0] if part.kind == "paragraph"]
    entries, updates = [], []
    for number, page in enumerate(story.pages[1:]):
        stamp, _, title = page[0].text.partition(" | ")
        moment = f"{story.published:%Y-%m-%d}T{stamp}:00+00:00"
        html = "\n".join(body(page[1:]))
        entries.append(
            f'<div class="live-entry" id="entry-{len(story.pages) - number}"><time datetime="{moment}">{stamp}</time>'
            f"<h2>{escape(title)}</h2>\n{html}</div>"
        )
        updates.append(
            {
                "@type": "BlogPosting",
                "headline": title,
                "datePublished": moment,
                "articleBody": "\n".join(
                    plain(part.text) for part in page[1:] if part.kind == "paragraph"
                ),
            }
        )
    extra = {
        "@type": "LiveBlogPosting",
        "coverageStartTime": story.published.isoformat(),
        "coverageEndTime": story.modified.isoformat() if story.modified else None,
        "liveBlogUpdate": updates,
    }
    html = jsonld(story, introduction, (), extra)
    return html.replace(
        '</div>\n<ul class="tags">', "\n".join(["", *entries, '</div>\n<ul class="tags">']), 1
    )
