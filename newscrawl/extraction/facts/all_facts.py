"""Writes all facts of a page into the record. The other modules of this folder read the facts."""

from __future__ import annotations

from parsel import Selector

from newscrawl.extraction.facts import (
    authors,
    dates,
    images,
    language,
    names,
    rights,
    standfirst,
    title,
    topics,
)
from newscrawl.extraction.facts.dateparse import Moment
from newscrawl.extraction.page import access, canonical
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.profile import Profile
from newscrawl.extraction.strings import clean
from newscrawl.items import Article

LANGUAGE_BLOCKS, LANGUAGE_CHARACTERS = 30, 4_000
"""The most blocks, and characters of these, from which the language is found. Identification reads
fewer characters (`language.SAMPLE`).
"""
_UNKNOWN = Profile("", "", "")
"""The profile of a site whose publisher is not known."""
MAX_VALUES = 100
"""The most matches of a publisher's selector that are read, so that no page takes long."""


def fill(article: Article, page: Page, profile: Profile | None = None) -> None:
    """Sets all facts of `article` except its body. Body and `fetched_at` must be set before.

    A publisher's selectors count before the page's data. They may be named title, subtitle,
    description, section, tags, authors, published and modified.
    """
    profile = profile or _UNKNOWN
    words = " ".join(block.text for block in article.blocks[:LANGUAGE_BLOCKS])[:LANGUAGE_CHARACTERS]
    article.language, article.language_source = language.language(page, words, profile.language)
    section = topics.section(page)
    article.title = _first(page, profile, "title")
    if not article.title and (titles := title.titles(page, section)):
        article.title, *article.evidence.titles = titles
    article.subtitle = _first(page, profile, "subtitle") or standfirst.subtitle(page, article.title)
    article.description = _first(page, profile, "description") or standfirst.description(page)
    article.section = article.page_section = _first(page, profile, "section") or section
    article.tags = _selected(page, profile, "tags") or topics.tags(page)
    _authors(article, page, profile)
    _dates(article, page, profile)
    article.declared_canonical = canonical.declared(page)
    domains = filter(None, (profile.domain, *profile.domains))
    article.canonical_url = canonical.canonical(page, tuple(domains))
    article.access = access.access(page)
    article.rights = rights.rights(page)
    article.images = images.images(page)
    evidence = article.evidence
    evidence.free = access.free(page)
    evidence.tier = access.tier(page)
    evidence.parts = access.parts(page)
    evidence.declared_words = access.declared_words(page)
    evidence.next_page = access.next_page(page)
    evidence.pages = access.pages(page)


def _authors(article: Article, page: Page, profile: Profile) -> None:
    credits = names.Credits()
    for text in _selected(page, profile, "authors"):
        names.add_names(credits, text, page.outlet)
    credits = credits or authors.credits(page)
    article.authors = credits.authors
    article.agency = ", ".join(credits.agencies) or None
    if not credits.people and not article.agency:
        article.agency = authors.agency_line(page)


def _dates(article: Article, page: Page, profile: Profile) -> None:
    reader = dates.Dates(
        page, zone=profile.timezone, fetched_at=article.fetched_at, language=article.language
    )
    if published := reader.selected(_selected(page, profile, "published")) or reader.published():
        set_published(article, published)
    if modified := reader.selected(_selected(page, profile, "modified")) or reader.modified():
        article.date_modified, article.modified_at = modified.text, modified.instant


def set_published(article: Article, moment: Moment) -> None:
    """Sets all fields of the date of publication."""
    article.date_published, article.published_at = moment.text, moment.instant
    article.date_source, article.date_precision = moment.source, moment.precision
    article.date_zone, article.date_raw = moment.zone, moment.raw or None


def _selected(page: Page, profile: Profile, name: str) -> list[str]:
    """Returns the texts that the publisher's selector `name` finds.

    ::text and ::attr work as in Scrapy. A match that is an element gives its whole text.
    """
    css = profile.selectors.get(name)
    if not css or page.root is None:
        return []
    found = Selector(root=page.root, type="html").css(css)
    texts = [
        item.get() if isinstance(item.root, str) else item.xpath("string()").get()
        for item in found[:MAX_VALUES]
    ]
    return [text for value in texts if (text := clean(value))]


def _first(page: Page, profile: Profile, name: str) -> str | None:
    """Returns the first text that the publisher's selector `name` finds, or None."""
    return next(iter(_selected(page, profile, name)), None)
