"""Finds the canonical address of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from newscrawl.extraction.addresses import normalize, registrable, within
from newscrawl.extraction.vocabulary import any_of

if TYPE_CHECKING:
    from newscrawl.extraction.page.page import Page

_READ = 500
"""Characters of a path's last segment and of a query that are looked at."""
_DIGITS, _HYPHENS, _LONG = 3, 2, 30
"""The last segment of an article's address has at least 3 digits, 2 hyphens (3 words) or 30
characters. Names of sections are shorter."""
_IN_QUERY = re.compile(r"(?:^|&)[a-z_]{0,20}=[^&]{0,40}\d", re.IGNORECASE)
_PRINT = re.compile(rf"[/?&=]{any_of('print_segments')}(?=[/?&=.]|$)", re.IGNORECASE)


def declared(page: Page) -> str | None:
    """Returns the address of rel=canonical, absolute, whether or not it is credible."""
    return next(iter(page.rels.get("canonical", ())), None)


def canonical(page: Page, domains: Sequence[str] = ()) -> str | None:
    """Returns the canonical address: the declared one if it is credible, else the page's own; None
    for a local file.

    `domains` are all domains of the publisher, former ones included. They count as one site.
    """
    own = normalize(page.url)
    stated = declared(page)
    return (normalize(stated) if stated and credible(stated, page.url, domains) else None) or own


def credible(stated: str, url: str, domains: Sequence[str] = ()) -> bool:
    """Returns whether the declared address `stated` can be that of the page at `url`.

    It must be on the same site. It must not be a front page or section page, unless `url` is one.
    """
    try:
        there, here = urlsplit(stated), urlsplit(url)
        if here.scheme not in ("http", "https"):
            return False
        one_site = registrable(there.hostname or "") == registrable(here.hostname or "")
        if not one_site and not (within(stated, domains) and within(url, domains)):
            return False
    except ValueError:
        return False
    if is_front_page(there):
        return is_front_page(here)
    return names_article(there.path, there.query) or not names_article(here.path, here.query)


def is_front_page(parts: SplitResult) -> bool:
    """Returns whether an address leads to a site's front page."""
    return parts.path in ("", "/") and not parts.query


def names_article(path: str, query: str = "") -> bool:
    """Returns whether an address looks like an article's: it has a number, or a slug of three
    words.
    """
    last = path.rstrip("/").rpartition("/")[2][:_READ]
    return (
        _IN_QUERY.search(query[:_READ]) is not None
        or sum(sign.isdigit() for sign in last) >= _DIGITS
        or last.count("-") + last.count("_") + last.count("+") >= _HYPHENS
        or len(last) >= _LONG
    )


def is_print_copy(url: str, canonical_url: str) -> bool:
    """Returns whether the page at `url` is a copy to print of the article at `canonical_url`."""
    return bool(_PRINT.search(url)) and not _PRINT.search(canonical_url)


def are_one(first: Set[object], second: Set[object]) -> bool:
    """Returns whether two pages that declare one canonical address are one article, perhaps
    edited: half of the shorter page's blocks are also in the other. Each page is the set of its
    blocks.
    """
    return 2 * len(first & second) >= min(len(first), len(second))
