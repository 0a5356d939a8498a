"""The standfirst of an article and its description."""

from __future__ import annotations

import re

from newscrawl.extraction.dateparse import is_mostly_date
from newscrawl.extraction.page import Page, clean, normal, text_of

SUBTITLE_WITHIN = 20
"""Elements after h1 in which a subtitle may stand."""

_CLIPPED = re.compile(r"(?:\.{3}|…|\[…\]|\[\.\.\.\])\s*$")
_SUBTITLE_WORD = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|sub-?(?:title|head|headline|heading|titulo|titre|titel|line)|dek|deck|summary|alternative-headline|lead|lede|leadtext"
    r"|intro|introduction|ingress|chapo|chapeau|entradilla|bajada|copete|sapo|sommario|vorspann|anriss|excerpt|abstract|spot|teaser-?text|description)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NO_SUBTITLE = re.compile(
    r"(?:^|[\s_-])(?:image|img|media|video|figure|caption|newsletter|related|author|byline|card|list|nav|share|social|ad|promo)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SUBTITLE_TAGS = frozenset(("h2", "h3", "h4", "div", "span", "strong"))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def description(page: Page) -> str | None:
    """The page's own description: the first that isn't clipped, else the first."""
    found = [
        clean(page.stated("description")),
        *(clean(page.first(key)) for key in ("og:description", "description", "twitter:description")),
    ]
    kept = [text.rstrip(" |") for text in found if text and len(text) > 10]
    return next((text for text in kept if not _CLIPPED.search(text)), kept[0] if kept else None)


def subtitle(page: Page, headline: str | None) -> str | None:
    """The standfirst: a line under the headline that is marked as one, or that says what the description says.

    JSON-LD's alternativeHeadline is mostly a second headline, so it counts only where the page shows it there.
    """
    titles = [headline, page.title, page.first("og:title"), page.first("twitter:title"), *page.h1s]
    skip = {normal(text) for text in titles if text} | page.outlet
    declared = {
        normal(text) for value in (page.stated("alternativeHeadline"), description(page)) if (text := clean(value))
    }
    shown = normal(headline or "")
    found: list[str] = []
    for element in page.under_heading[:SUBTITLE_WITHIN]:
        marks = _CAMEL.sub("-", f"{element.get('class') or ''} {element.get('itemprop') or ''}"[:500])
        marked = _SUBTITLE_WORD.search(marks) and not _NO_SUBTITLE.search(marks)
        if marked or element.tag in _SUBTITLE_TAGS:
            text = text_of(element, 1_000)
            if not text or not 30 <= len(text) <= 800 or is_mostly_date(text):
                continue
            key = normal(text)
            if key not in skip and not (len(shown) >= 20 and shown in key):
                if key in declared:
                    return text
                found += [text] if marked else []
    return found[0] if found else None
