"""The address that an article is known by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from newscrawl.discovery.addresses import netloc, registrable, untracked, within

if TYPE_CHECKING:
    from newscrawl.extraction.page import Page


def normalize(url: str) -> str | None:
    """An http address in one form: parameters sorted, fragment, tracking and default port gone, escapes alike. None for any other."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > 2_000:
            return None
        parts = urlsplit(canonicalize_url(untracked(url)))
        return urlunsplit(parts._replace(netloc=netloc(parts)))
    except ValueError:
        return None


def declared(page: Page) -> str | None:
    """rel=canonical as an absolute address, believed or not."""
    return next(iter(page.rels.get("canonical", ())), None)


def canonical(page: Page, domains: Sequence[str] = ()) -> str | None:
    """The canonical address: the declared one where it can be believed, else the page's own. None for a local file.

    `domains` are the publisher's, further and former ones too: they are one site.
    """
    own = normalize(page.url)
    stated = declared(page)
    return (normalize(stated) if stated and credible(stated, page.url, domains) else None) or own


def credible(stated: str, url: str, domains: Sequence[str] = ()) -> bool:
    """Whether a declared address may stand for this page: of the same site, and neither its root nor a section page."""
    try:
        there, here = urlsplit(stated), urlsplit(url)
        if here.scheme not in ("http", "https"):
            return False
        one_site = registrable(there.hostname or "") == registrable(here.hostname or "")
        if not one_site and not (within(stated, domains) and within(url, domains)):
            return False
    except ValueError:
        return False
    if there.path in ("", "/") and not there.query:
        return here.path in ("", "/") and not here.query
    return names_article(there.path, there.query) or not names_article(here.path, here.query)


_IN_QUERY = re.compile(r"(?:^|&)[a-z_]{0,20}=[^&]{0,40}\d", re.IGNORECASE)


def names_article(path: str, query: str = "") -> bool:
    """Whether an address looks like an article's and not a section's: a number, or a slug of three words or more."""
    last = path.rstrip("/").rpartition("/")[2][:500]
    if _IN_QUERY.search(query[:500]):
        return True
    return (
        sum(sign.isdigit() for sign in last) >= 3
        or last.count("-") + last.count("_") + last.count("+") >= 2
        or len(last) >= 30
    )
