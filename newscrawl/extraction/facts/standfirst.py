"""Finds the standfirst of an article and its description."""

from __future__ import annotations

from newscrawl.extraction.facts.dateparse import date_share
from newscrawl.extraction.facts.title import CLIPPED
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.strings import clean, normal, text_of
from newscrawl.extraction.vocabulary import class_pattern, dashed

SUBTITLE_WITHIN = 20
"""The standfirst is looked for in this many elements after the h1."""
MIN_DESCRIPTION = 11
"""The fewest characters of a description. Shorter ones are a name or a word."""
SHORTEST, LONGEST = 30, 800
"""The fewest and the most characters of a standfirst. Shorter lines are labels, longer ones are
paragraphs.
"""
MAX_TEXT = 1_000
"""The most characters of an element that are read, enough to see that the text is too long."""
_DATES = 0.25
"""A line with a quarter of its characters in dates is a byline or a date."""
MIN_HEADLINE = 20
"""A line that contains the headline is another title, not a standfirst, if the headline has at
least 20 characters. Shorter headlines may occur in a sentence.
"""

_MARK, _NO_MARK = class_pattern("subtitle_classes"), class_pattern("not_subtitle_classes")
_SUBTITLE_TAGS = frozenset(("h2", "h3", "h4", "div", "span", "strong"))


def description(page: Page) -> str | None:
    """Returns the first description in the page's data that is not clipped.

    If all are clipped, returns the first one; None if there is none.
    """
    names = ("og:description", "description", "twitter:description")
    found = map(clean, (page.stated("description"), *map(page.first, names)))
    kept = [text.rstrip(" |") for text in found if text and len(text) >= MIN_DESCRIPTION]
    return next((text for text in kept if not CLIPPED.search(text)), kept[0] if kept else None)


def subtitle(page: Page, headline: str | None) -> str | None:
    """Returns the standfirst, which is a line under the headline; None if there is none.

    A line is the standfirst if it equals the declared description or JSON-LD's
    alternativeHeadline. Without such a line, the first line with a class for standfirsts counts. A
    declared text that no line shows does not count: alternativeHeadline is mostly a second
    headline.
    """
    titles = [headline, page.title, page.first("og:title"), page.first("twitter:title"), *page.h1s]
    skip = {normal(text) for text in titles if text} | page.outlet
    declared = {
        normal(text)
        for value in (page.stated("alternativeHeadline"), description(page))
        if (text := clean(value))
    }
    shown = normal(headline or "")
    first: str | None = None
    for element in page.under_heading[:SUBTITLE_WITHIN]:
        marks = dashed(f"{element.get('class') or ''} {element.get('itemprop') or ''}")
        marked = _MARK.search(marks) and not _NO_MARK.search(marks)
        if not marked and element.tag not in _SUBTITLE_TAGS:
            continue
        text = text_of(element, MAX_TEXT) or ""
        if not SHORTEST <= len(text) <= LONGEST:
            continue
        key = normal(text)
        is_title = key in skip or (len(shown) >= MIN_HEADLINE and shown in key)
        if is_title or date_share(text) >= _DATES:
            continue
        if key in declared:
            return text
        if marked and not first:
            first = text
    return first
