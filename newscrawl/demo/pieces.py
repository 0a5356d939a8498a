"""Pieces of HTML that the newspaper's pages share. Whole pages are in pages/*.html."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template
from urllib.parse import quote

from newscrawl.demo.stories import NEWSPAPER, SECTIONS, Part, Story

NAME = "The Daily Example"

_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")

WORDS = {
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


@cache
def _template(name: str) -> Template:
    page = files("newscrawl.demo").joinpath("pages", f"{name}.html").read_text("utf-8")
    return Template(page.removesuffix("\n"))


def filled(name: str, **values: str) -> str:
    """Returns a page of pages/ filled with values. The page need not use all values."""
    return _template(name).substitute(paper=NAME, **values)


def page_values(story: Story) -> dict[str, str]:
    """Returns the facts that most pages show, as values for `filled`."""
    return {
        "section": story.section,
        "label": SECTIONS[story.section],
        "title": escape(story.title),
        "byline": byline(story),
        "published": story.published.isoformat(),
        "day": day(story),
        "language": story.language,
        "description": escape(story.description),
        "url": story.url,
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
    return (
        filled(
            "shell",
            title=escape(title),
            main=main,
            head=head,
            language=language,
            direction=direction,
            classes=classes,
            nav=nav,
        )
        + "\n"
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
    main = filled(
        "listing",
        title=escape(title),
        cards=cards,
        pages=pages,
        popular=items(popular, "?utm_source=mostread&amp;utm_medium=list"),
    )
    return shell(f"{title} | {NAME}", main, classes="page-section")


def head(story: Story, parts: Sequence[Part], *, kind: bool = True) -> str:
    pictures = [NEWSPAPER + part.url for part in parts if part.kind == "image"][:1]
    tags = [("og:title", story.title), ("og:site_name", NAME), ("og:url", story.url)]
    tags += [("og:type", "article")] * kind + [("og:image", picture) for picture in pictures]
    return (
        f'<link rel="canonical" href="{story.url}">\n<meta name="description" content="{escape(story.description)}">\n'
        + "".join(f'<meta property="{name}" content="{escape(value)}">\n' for name, value in tags)
    )


def byline(story: Story) -> str:
    by, conjunction, *_ = WORDS[story.language]
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


def standfirst(story: Story, classes: str, attributes: str = "", tag: str = "p") -> str:
    return (
        f'<{tag} class="{classes}"{attributes}>{escape(story.subtitle)}</{tag}>'
        if story.subtitle
        else ""
    )


def items(stories: Iterable[Story], query: str = "") -> str:
    return "".join(
        f'<li><a href="{story.listed_path}{query}">{escape(story.title)}</a></li>'
        for story in stories
    )


def related(stories: Sequence[Story]) -> str:
    heading = f"<h2>More from {NAME}</h2>"
    return (
        f'<section class="related-stories">{heading}<ul>{items(stories)}</ul></section>'
        if stories
        else ""
    )


def tag_path(tag: str) -> str:
    """Returns the path of a tag's page, with percent signs decoded."""
    return "/tag/" + tag.lower().replace(" ", "-")


def tags(story: Story, form: str) -> str:
    """Returns links to the pages of a story's tags, each in a form with two places."""
    return "".join(form.format(quote(tag_path(tag)), escape(tag)) for tag in story.tags)
