"""The newspaper's page shapes: a shell, and four article templates, as different as those of real
sites.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import Any
from urllib.parse import quote

from newscrawl.demo.stories import NEWSPAPER, SECTIONS, Part, Story

NAME = "The Daily Example"

_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")

_WORDS = {
    "en": (
        "By",
        "and",
        "Read also",
        "Get the morning's stories by email",
        "Sign up for our newsletter",
    ),
    "de": (
        "Von",
        "und",
        "Lesen Sie auch",
        "Die Themen des Morgens per E-Mail",
        "Jetzt Newsletter bestellen",
    ),
    "fr": (
        "Par",
        "et",
        "À lire aussi",
        "L’essentiel du matin par courriel",
        "Inscrivez-vous à notre newsletter",
    ),
    "es": (
        "Por",
        "y",
        "Lea también",
        "Las noticias de la mañana en su correo",
        "Suscríbase a nuestro boletín",
    ),
    "ar": ("بقلم", "و", "اقرأ أيضا", "أخبار الصباح في بريدكم", "اشتركوا في نشرتنا البريدية"),
}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}


def inline(text: str) -> str:
    """Returns text with its inline links as HTML."""
    return _LINK.sub(lambda m: f'<a href="{m[2]}">{m[1]}</a>', escape(text, quote=False))


def plain(text: str) -> str:
    """Returns text with the words of its inline links, without their addresses."""
    return _LINK.sub(r"\1", text)


def day(story: Story) -> str:
    """Returns the day of publication in words of the story's language."""
    month = _MONTHS[story.language].split()[story.published.month - 1]
    number = f"{story.published.day}{'.' if story.language == 'de' else ''}"
    parts = (number, "de", month, "de") if story.language == "es" else (number, month)
    return " ".join((*parts, str(story.published.year)))


def body(parts: Iterable[Part], paragraph: str = "<p>{}</p>") -> list[str]:
    """Returns the parts as HTML, a list as one element. `paragraph` is the template's form of a
    paragraph.
    """
    html = []
    for kind, group in groupby(parts, key=lambda part: part.kind):
        if kind == "list_item":
            html.append(
                "<ul>" + "".join(f"<li>{inline(part.text)}</li>" for part in group) + "</ul>"
            )
        else:
            html += [_element(part, paragraph) for part in group]
    return html


def _element(part: Part, paragraph: str) -> str:
    text = inline(part.text)
    if part.kind == "heading":
        return f"<h2>{text}</h2>"
    if part.kind == "quote":
        return f"<blockquote><p>{text}</p></blockquote>"
    if part.kind == "image":
        return (
            f'<figure class="picture"><img src="{part.url}" alt="" width="1200" height="800">'
            f'<figcaption>{text} <span class="credit">{escape(part.credit)}</span></figcaption></figure>'
        )
    return paragraph.format(text)


def shell(title: str, main: str, *, head: str = "", language: str = "en", classes: str = "") -> str:
    """Returns a whole page: head, cookie banner, header with navigation, the main part, footer."""
    nav = "".join(f'<li><a href="/{name}">{label}</a></li>' for name, label in SECTIONS.items())
    direction = ' dir="rtl"' if language == "ar" else ""
    return f"""<!DOCTYPE html>
<html lang="{language}"{direction}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="/assets/site.css">
<link rel="alternate" type="application/rss+xml" title="{NAME}" href="/feed.xml">
{head}
<script>window.dataLayer = window.dataLayer || []; dataLayer.push({{"page": "view"}});</script>
</head>
<body class="{classes}">
<a class="skip-link" href="#main">Skip to content</a>
<div id="cookie-banner" class="cookie-consent" role="dialog">
<p>We and our partners use cookies to keep this site running and to count its visitors.
You can change your mind at any time.</p>
<button type="button">Accept all</button> <button type="button">Reject all</button>
<a href="/privacy">Privacy policy</a>
</div>
<header class="masthead">
<a class="logo" href="/"><img src="/assets/logo.svg" alt="{NAME}"></a>
<form class="search" action="/search"><input type="search" name="q" placeholder="Search"><button>Search</button></form>
<nav class="main-nav"><ul>{nav}
<li><a href="/newsletters">Newsletters</a></li><li><a href="/subscribe">Subscribe</a></li></ul></nav>
</header>
<main id="main">
{main}
</main>
<footer class="site-footer">
<p>{NAME} has reported from Harrow Bay and the islands since 1887. Follow us for more stories.</p>
<ul><li><a href="/about">About us</a></li><li><a href="/contact">Contact the newsroom</a></li>
<li><a href="/privacy">Privacy policy</a></li><li><a href="/feed.xml">RSS</a></li></ul>
<p>© 2026 {NAME}. All rights reserved.</p>
</footer>
</body>
</html>
"""


def jsonld(
    story: Story,
    parts: Sequence[Part],
    related: Sequence[Story],
    extra: dict[str, Any] | None = None,
) -> str:
    """Returns a page with facts in JSON-LD and Open Graph, and the body in one container.

    Related stories and comments follow the body.
    """
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
    facts |= extra or {}
    head = _head(story, parts) + (
        '<meta name="robots" content="max-image-preview:large">\n'
        f'<script type="application/ld+json">{json.dumps(facts, ensure_ascii=False)}</script>'
    )
    tags = "".join(
        f'<li><a href="{quote(tag_path(tag))}">{escape(tag)}</a></li>' for tag in story.tags
    )
    main = f"""<article class="story">
<header class="story-header">
<a class="kicker" href="/{story.section}">{SECTIONS[story.section]}</a>
<h1>{escape(story.title)}</h1>
{_standfirst(story, "standfirst")}
<div class="byline">{_byline(story)} <time datetime="{story.published.isoformat()}">{day(story)}</time></div>
<ul class="share-tools"><li><a href="https://social.example/share">Share</a></li>
<li><a href="mailto:?subject=story">Email</a></li></ul>
</header>
<div class="article-body">
{chr(10).join(body(parts))}
</div>
<ul class="tags">{tags}</ul>
</article>
{_related(related)}
<section id="comments" class="comments"><h2>Comments</h2>
<div class="comment"><b>harbourwatcher</b><p>I have waited for somebody to write this down.
Thank you for the numbers as well, they were new to me.</p></div>
<div class="comment"><b>old_salt</b><p>My neighbour says that it was quite different in her time,
but then she says that of everything.</p></div>
</section>"""
    return shell(
        f"{story.title} | {NAME}", main, head=head, language=story.language, classes="page-story"
    )


def meta(story: Story, parts: Sequence[Part], related: Sequence[Story]) -> str:
    """Returns a page like a blog system's: facts in meta tags only, an advertisement in the body,
    a newsletter box after it.
    """
    times = [("article:published_time", story.published.isoformat())]
    if story.modified:
        times.append(("article:modified_time", story.modified.isoformat()))
    tags = [
        ("article:section", SECTIONS[story.section]),
        *(("article:tag", tag) for tag in story.tags),
    ]
    properties = "".join(
        f'<meta property="{name}" content="{escape(value)}">\n' for name, value in times + tags
    )
    names = "".join(
        f'<meta name="author" content="{escape(author["name"])}">\n' for author in story.authors
    )
    tier = '<meta property="article:content_tier" content="free">\n'
    pieces = body(parts)
    if len(pieces) > 3:
        pieces.insert(3, '<div class="ad-slot" aria-hidden="true"><span>Advertisement</span></div>')
    *_, invitation, call = _WORDS[story.language]
    main = f"""<div class="wrap"><div class="content-area">
<article class="post type-post">
<h1 class="entry-title">{escape(story.title)}</h1>
{_standfirst(story, "entry-subtitle dek")}
<div class="entry-meta"><span class="posted-on">{day(story)}</span> {_byline(story)}</div>
<div class="entry-content">
{chr(10).join(pieces)}
</div>
<div class="newsletter-box"><h3>{invitation}</h3>
<form action="/newsletters"><input type="email" name="email"><button>{call}</button></form></div>
</article></div>
<aside class="sidebar"><h2>Most read</h2><ol>{_items(related, "?utm_source=mostread")}</ol></aside></div>"""
    head = _head(story, parts) + properties + names + tier
    return shell(
        f"{story.title} – {NAME}",
        main,
        head=head,
        language=story.language,
        classes="single single-post",
    )


def microdata(story: Story, parts: Sequence[Part], related: Sequence[Story]) -> str:
    """Returns a page with microdata and time elements, the body in a section of rows, and a rights
    reservation in the head.
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
    modified = ""
    if story.modified:
        modified = (
            f'<time itemprop="dateModified" datetime="{story.modified.isoformat()}">Updated</time>'
        )
    rows = "\n".join(f'<div class="row">{piece}</div>' for piece in body(parts))
    main = f"""<div itemscope itemtype="https://schema.org/NewsArticle" class="artikel">
<meta itemprop="articleSection" content="{SECTIONS[story.section]}">
<meta itemprop="keywords" content="{escape(", ".join(story.tags))}">
<div class="breadcrumbs"><a href="/">Home</a> › <a href="/{story.section}">{SECTIONS[story.section]}</a></div>
<h1 itemprop="headline">{escape(story.title)}</h1>
{_standfirst(story, "intro", ' itemprop="alternativeHeadline"')}
<div class="meta-line">{authors}
<time itemprop="datePublished" datetime="{story.published.isoformat()}">{day(story)}</time> {modified}</div>
<section itemprop="articleBody" class="article-text">
{rows}
</section>
<div class="share"><span>Share this story</span>
<a href="https://social.example/share">Post</a> <a href="#">Copy link</a></div>
</div>
{_related(related)}"""
    rights = f'<meta name="tdm-reservation" content="1">\n<meta name="tdm-policy" content="{NEWSPAPER}/tdm-policy.json">'
    head = _head(story, parts) + rights
    return shell(
        f"{story.title} - {NAME}", main, head=head, language=story.language, classes="tpl-3"
    )


def soup(story: Story, parts: Sequence[Part], related: Sequence[Story]) -> str:
    """Returns a page of nested div elements with few names, a date in words without a zone, and a
    frame inside the body.
    """
    _, _, read_also, invitation, call = _WORDS[story.language]
    pieces = body(parts, '<div class="tx">{}</div>')
    if len(pieces) > 5:
        pieces.insert(
            4,
            f'<div class="nl-signup newsletter"><div>{invitation}</div><a href="/newsletters">{call}</a></div>',
        )
    if len(pieces) > 2 and related:
        link = f'<a href="{related[0].listed_path}">{escape(related[0].title)}</a>'
        pieces.insert(2, f'<div class="tx inline-link"><b>{read_also}:</b> {link}</div>')
    tags = "".join(
        f'<a rel="tag" href="{quote(tag_path(tag))}">{escape(tag)}</a> ' for tag in story.tags
    )
    biographies = "".join(
        f'<div class="author-bio"><img src="{author["url"]}.jpg" alt=""><b>{escape(author["name"])}</b> '
        f"<span>{escape(author['name'])} has written for {NAME} since 2019 and lives in Harrow Bay.</span></div>"
        for author in story.authors
    )
    main = f"""<div class="g"><div class="g-l"><div class="c">
<div class="rub"><a href="/{story.section}">{SECTIONS[story.section]}</a></div>
<h1>{escape(story.title)}</h1>
{_standfirst(story, "dek", tag="div")}
<div class="inf"><span class="story-date">{day(story)}, {story.published:%H:%M}</span>
<span class="byline">{_byline(story)}</span></div>
<div class="sharebar"><a href="https://social.example/s">Share</a> <a href="https://chat.example/s">Send</a>
<span>2 comments</span></div>
<div class="txt">
{chr(10).join(pieces)}
</div>
{biographies}
<div class="kw">{tags}</div>
</div></div>
<div class="g-r"><div class="ad"><span>Advertisement</span></div>
<div class="pop"><div>Most read</div><ul>{_items(related)}</ul></div></div></div>
<div class="disc"><div>2 comments</div>
<div class="cm"><i>marram</i> Good to see this covered at all, the other paper has not had a word of it.</div>
<div class="cm"><i>pilot_57</i> Could somebody in the newsroom ask what became of last autumn's report?</div></div>"""
    head = _head(story, parts, kind=False)
    return shell(f"{story.title} | {NAME}", main, head=head, language=story.language, classes="p")


def classic(story: Story, parts: Sequence[Part]) -> str:
    """Returns a page of the newspaper's old system: tables, line breaks for paragraphs, and a bare
    day as its date.
    """
    text = "\n<br><br>\n".join(inline(part.text) for part in parts)
    nav = "<br>".join(f'<a href="/{name}">{label}</a>' for name, label in SECTIONS.items())
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html lang="{story.language}">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<title>{NAME}: {escape(story.title)}</title>
<meta name="description" content="{escape(story.description)}">
<meta name="author" content="{escape(story.authors[0]["name"])}">
<meta name="date" content="{story.published:%Y-%m-%d}">
<link rel="canonical" href="{story.url}">
</head>
<body bgcolor="#ffffff">
<table width="900"><tr><td colspan="2"><a href="/"><img src="/assets/logo.gif" alt="{NAME}"></a></td></tr>
<tr><td width="150" valign="top"><font size="2">{nav}</font></td>
<td width="750" valign="top">
<h1>{escape(story.title)}</h1>
<font size="2">{_byline(story)}, {day(story)}</font>
<hr>
<font size="3" face="Times">
{text}
</font>
<hr>
<a href="/contact">Write to the editor</a> | <a href="/">Home</a>
</td></tr></table>
</body>
</html>
"""


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


def pager(story: Story, page: int) -> str:
    """Returns the page links of a story with several pages."""
    links = []
    for number in range(1, len(story.pages) + 1):
        href = story.path if number == 1 else f"{story.path}?page={number}"
        links.append(
            f"<span>{number}</span>" if number == page else f'<a href="{href}">{number}</a>'
        )
    following = (
        f' <a rel="next" href="{story.path}?page={page + 1}">Next page</a>'
        if page < len(story.pages)
        else ""
    )
    return f'<div class="pagination">Page {" ".join(links)}{following}</div>'


def listing(
    title: str, stories: Sequence[tuple[str, Story]], popular: Sequence[Story], pages: str = ""
) -> str:
    """Returns a section's page: a lead story, cards, page links, a list of popular stories.

    `stories` are (address, story).
    """
    cards = "\n".join(
        f'<article class="card{" card-lead" if number == 0 else ""}">'
        f'<a class="card-picture" href="{path}"><img src="/img/{story.slug}.jpg" alt="" loading="lazy"></a>'
        f'<h{2 if number == 0 else 3}><a href="{path}">{escape(story.title)}</a></h{2 if number == 0 else 3}>'
        f"<p>{escape(story.description)}</p>"
        f'<time datetime="{story.published.isoformat()}">{day(story)}</time></article>'
        for number, (path, story) in enumerate(stories)
    )
    main = f"""<h1 class="section-title">{escape(title)}</h1>
<div class="cards">
{cards}
</div>
{pages}
<aside class="popular"><h2>Most read</h2><ol>{_items(popular, "?utm_source=mostread&amp;utm_medium=list")}</ol></aside>
<section class="promo"><h2>Newsletters</h2>
<p>Get the morning's stories by email. <a href="/newsletters">Sign up</a></p></section>"""
    return shell(f"{title} | {NAME}", main, classes="page-section")


def _head(story: Story, parts: Sequence[Part], *, kind: bool = True) -> str:
    pictures = [NEWSPAPER + part.url for part in parts if part.kind == "image"][:1]
    tags = [("og:title", story.title), ("og:site_name", NAME), ("og:url", story.url)]
    tags += [("og:type", "article")] * kind + [("og:image", picture) for picture in pictures]
    return (
        f'<link rel="canonical" href="{story.url}">\n<meta name="description" content="{escape(story.description)}">\n'
        + "".join(f'<meta property="{name}" content="{escape(value)}">\n' for name, value in tags)
    )


def _byline(story: Story) -> str:
    by, conjunction, *_ = _WORDS[story.language]
    links = [
        f'<a rel="author" href="{author["url"]}">{escape(author["name"])}</a>'
        for author in story.authors
    ]
    if story.agency:
        links.append(f'<span class="agency">{escape(story.agency)}</span>')
    if not links:
        return ""
    *others, last = links
    return f"{by} {', '.join(others)} {conjunction} {last}" if others else f"{by} {last}"


def _standfirst(story: Story, classes: str, attributes: str = "", tag: str = "p") -> str:
    return (
        f'<{tag} class="{classes}"{attributes}>{escape(story.subtitle)}</{tag}>'
        if story.subtitle
        else ""
    )


def _items(stories: Iterable[Story], query: str = "") -> str:
    return "".join(
        f'<li><a href="{story.listed_path}{query}">{escape(story.title)}</a></li>'
        for story in stories
    )


def _related(stories: Sequence[Story]) -> str:
    heading = f"<h2>More from {NAME}</h2>"
    return (
        f'<section class="related-stories">{heading}<ul>{_items(stories)}</ul></section>'
        if stories
        else ""
    )


def tag_path(tag: str) -> str:
    """Returns the path of a tag's page, with percent signs decoded."""
    return "/tag/" + tag.lower().replace(" ", "-")
