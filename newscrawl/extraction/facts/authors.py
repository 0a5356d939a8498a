"""Finds the authors of an article, with their addresses, and the agencies that supplied it."""

from __future__ import annotations

import re
from itertools import chain, islice
from urllib.parse import urlsplit

from newscrawl.extraction.agencies import is_agency
from newscrawl.extraction.facts import bylines
from newscrawl.extraction.facts.name_kinds import MAX_NAME, kind_of
from newscrawl.extraction.facts.names import PREFIX, Credits, names_in
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.strings import normal, text_of

MAX_AGENCY = 100
"""Characters of an element that are read as the name of an agency."""
MAX_LINKS = 10
"""Links inside one element that is marked as an author's."""

_AGENCY_MARK = re.compile(
    r"(?:^|[\s_\-])(?:agency|agencies|agentur|agenturen|agence|agencia|agenzia|source-org)(?:$|[\s_\-])",
    re.IGNORECASE,
)


def credits(page: Page) -> Credits:
    """Returns the article's byline, with the agencies and the authors' addresses in the page's
    markup.
    """
    found = bylines.best(bylines.bylines(page))
    for name in _marked_agencies(page):
        found.people = [author for author in found.people if normal(author.name) != normal(name)]
        found.add("agency", name)
    if any(author.url is None for author in found.people):
        addresses = _addresses(page)
        for author in found.people:
            author.url = author.url or addresses.get(normal(author.name))
    return found


def _marked_agencies(page: Page) -> list[str]:
    """Returns the names in the elements under the headline whose class says that they name an
    agency.
    """
    found: list[str] = []
    for element in page.under_heading:
        name = element.get("class")
        # A quick check: most classes contain neither.
        if not name or ("gen" not in name and "source-org" not in name):
            continue
        marks = bylines.CAMEL.sub("-", name[: bylines.MAX_CLASS])
        if (
            _AGENCY_MARK.search(marks)
            and not bylines.NO_MARK.search(marks)
            and not bylines.is_aside(element)
        ):
            names = names_in(text_of(element, MAX_AGENCY) or "")
            known = [name for name in names if is_agency(name)]
            found += known or [
                name for name in names if len(names) == 1 and kind_of(name, page.outlet) == "person"
            ]
    return found


def _addresses(page: Page) -> dict[str, str]:
    """Addresses by name in `normal` form.

    They come from links that are marked as an author's, then from links under the headline.
    """
    found: dict[str, str] = {}
    said = chain.from_iterable(
        [element] if element.tag == "a" else islice(element.iter("a"), MAX_LINKS)
        for element in page.marked
        if "author" in (element.get("rel") or "") or "author" in (element.get("itemprop") or "")
    )
    near = (element for element in page.under_heading if element.tag == "a")
    for anchor in chain(islice(said, bylines.MAX_CALLED), near):
        href = anchor.get("href") or "#"
        url = None if href.startswith("#") else page.link(href)
        if url and urlsplit(url).path not in ("", "/") and (name := text_of(anchor, MAX_NAME + 1)):
            found.setdefault(normal(PREFIX.sub("", name)), url)
    return found
