"""Reads what a page states about access to its article, the article's length, and its further
pages.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from lxml import etree
from parsel.csstranslator import HTMLTranslator

from newscrawl.extraction.addresses import MAX_LENGTH, key
from newscrawl.extraction.page import jsonld
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.strings import find, text_of
from newscrawl.extraction.vocabulary import any_of
from newscrawl.items import Access, Part
from newscrawl.text.tokens import count

MAX_PARTS, MAX_SELECTOR = 10, 200
"""Parts of a page, and selectors of one part, that are read, and characters of the longest selector.
Pages declare one or two.
"""
MAX_PAGES = 50
"""Links to further pages that are examined."""
MAX_MATCHES, MAX_TEXT = 1_000, 200_000
"""Elements of a part whose words are counted, and characters of each that are read."""
MAX_WORDS = 1_000_000
"""A declared word count of at least this number is not believed: no article is so long."""
MAX_TIER = 40
"""Characters of a tier that are kept."""
_TAIL = 60
"""Characters at the end of a link in which a page suffix is looked for."""
_IN_HOST = 9
"""The slashes of "https://" come before this position. The next slash ends the host."""

_TIERS: dict[str, Access] = {
    **dict.fromkeys(("free", "open", "public"), "free"),
    **dict.fromkeys(("metered", "meter"), "metered"),
    **dict.fromkeys(("registration", "registered", "login", "regwall"), "registration"),
    **dict.fromkeys(
        "locked paid premium subscriber subscription subscribers paywall closed plus".split(),
        "subscriber",
    ),
}
"""The value of article:content_tier -> the record's `access`."""
_STEP = re.compile(r"(?:[^,]*[\s>])?([\w-]*(?:[.#][\w-]+)+)")
"""The last step of a selector that is read: it names a class or an id. Nearly all that pages declare
are a single class.
"""
_TIER_NAMES = (
    "article:content_tier",
    "article_content_tier",
    "content_tier",
    "og:article:content_tier",
    "content-tier",
)
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

# The suffix of an address that differs between the pages of an article: "/page/2", "?page=2",
# "-seite-2", "/2", "_2.html". A bare "-2" is not a page suffix: sites add "-2" to the address of a
# second article with the same title.
_SUFFIX = re.compile(
    rf"(?:(?P<word>[/?&._,;-]{any_of('page_words')}[=/_.-]?)"
    r"|/|[,_-](?=\d{1,2}\.\w))(?P<number>\d{1,2})(?=(?:\.\w{2,5})?/?$)",
    re.IGNORECASE,
)


def flag(value: Any) -> bool | None:
    """Returns a boolean of JSON-LD, written as a boolean or as text ("True"); None for anything
    else.
    """
    if isinstance(value, list):
        value = value[0] if value else None
    return _FLAGS.get(str(value).strip().lower().rpartition("/")[2])


def free(page: Page) -> bool | None:
    """Returns isAccessibleForFree of the article, else of its page; None if neither states it."""
    stated = (flag(node.get("isAccessibleForFree")) for node in page.about)
    return next((one for one in stated if one is not None), None)


def tier(page: Page) -> str | None:
    """Returns article:content_tier as the page states it, in lower case."""
    value = page.first(*_TIER_NAMES)
    return value.lower()[:MAX_TIER] if value else None


def access(page: Page) -> Access | None:
    """Returns the access that the page states: by its tier, else by isAccessibleForFree. A
    subscriber's page may hold the whole text.
    """
    if stated := _TIERS.get(tier(page) or ""):
        return stated
    stated_free = free(page)
    return None if stated_free is None else "free" if stated_free else "subscriber"


def parts(page: Page) -> list[Part]:
    """Returns the parts that hasPart declares, one for each selector, with their words."""
    stated: dict[str, bool | None] = {}
    for piece in chain(*(jsonld.as_list(node.get("hasPart"))[:MAX_PARTS] for node in page.about)):
        selectors = jsonld.as_list(piece.get("cssSelector")) if isinstance(piece, dict) else []
        for selector in selectors[:MAX_PARTS]:
            if isinstance(selector, str) and 0 < len(selector) <= MAX_SELECTOR:
                stated.setdefault(selector, flag(piece.get("isAccessibleForFree")))
    first = islice(stated.items(), MAX_PARTS)
    return [Part(selector, free, _words(page, selector)) for selector, free in first]


@lru_cache(maxsize=500)
def _path(selector: str) -> etree.XPath | None:
    """Returns the XPath of a selector's last step, ".lead" of "main .lead"; None for other forms.
    The steps before it only say more about the same element.
    """
    step = _STEP.fullmatch(selector.strip())
    return etree.XPath(HTMLTranslator().css_to_xpath(step[1])) if step else None


def _words(page: Page, selector: str) -> int | None:
    """Returns how many words the elements that a selector matches have; None if there are none."""
    path = _path(selector)
    matches = find(path, page.root)[:MAX_MATCHES] if path else []
    known = set(matches)
    outer = [element for element in matches if known.isdisjoint(element.iterancestors())]
    return sum(count(text_of(element, MAX_TEXT) or "") for element in outer) if outer else None


def declared_words(page: Page) -> int | None:
    """Returns JSON-LD's wordCount; None unless it is a number that an article can have."""
    value = page.stated("wordCount")
    try:
        number = 0.0 if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return int(number) if math.isfinite(number) and 0 < number < MAX_WORDS else None


def split_page(url: str) -> tuple[str, int | None, bool]:
    """Returns an address without its page suffix, the page's number, and whether the suffix has a
    word such as "page".

    "https://example.org/story?page=2" -> "https://example.org/story", 2, True
    "https://example.org/story/2" -> "https://example.org/story", 2, False
    """
    url = url[:MAX_LENGTH].partition("#")[0]
    found = _SUFFIX.search(url)
    if not found or found.start() < url.find("/", _IN_HOST):
        return url.rstrip("/?"), None, False
    base = url[: found.start()] + url[found.end() :]
    return base.rstrip("/?"), int(found["number"]), bool(found["word"])


def is_page_of(url: str, other: str) -> bool:
    """Returns whether `other` is a further page of the article at `url`."""
    base, number, worded = split_page(other)
    if number in (None, 0, 1):
        return False
    base = key(base)
    if base == key(url):
        return "/" in base
    own_base, own_number, own_worded = split_page(url)
    return worded and own_worded and own_number != number and key(own_base) == base


def next_page(page: Page) -> str | None:
    """Returns the address of rel=next if it is a further page of this article; else None."""
    return next((url for url in page.rels.get("next", ()) if is_page_of(page.url, url)), None)


def pages(page: Page) -> list[str]:
    """Returns the further pages of the article to which this page links, ordered by number."""
    # The addresses of further pages contain the stem. This quick test excludes most links.
    stem = split_page(page.url)[0].partition("?")[0].rpartition("/")[2].partition(".")[0]
    near = (
        href.partition("#")[0]
        for href, _ in page.anchors
        if (stem in href or href[0] == "?")
        and "comment" not in href
        and _SUFFIX.search(href[-_TAIL:])
    )
    hrefs = islice(dict.fromkeys(near), MAX_PAGES)
    urls = {*page.rels.get("next", ()), *filter(None, map(page.link, hrefs))}
    found = {url: split_page(url)[1] or 0 for url in urls if is_page_of(page.url, url)}
    return sorted(found, key=lambda url: (found[url], url))
