"""Finds the authors of an article: reads all bylines of a page, and chooses the article's own.

A byline is the set of names that one place of the page credits. Places are JSON-LD, meta tags,
address elements, elements with a class for bylines, links to an author's page, and lines that begin
with "By". Different places often name different people: the site, an editor, the author of another
article. A small fitted model scores the bylines. The byline with the highest score is the
article's. benchmarks/fit_facts.py fits the weights (models/authors_weights.txt).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, takewhile
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from newscrawl.extraction.addresses import registrable
from newscrawl.extraction.facts import byline_lines
from newscrawl.extraction.facts.names import (
    MAX_NAME,
    MAX_PEOPLE,
    PARTICLES,
    PREFIX,
    Credits,
    add_names,
    kind_of,
    names_in,
    undated,
)
from newscrawl.extraction.fitted import Features, score, weights
from newscrawl.extraction.page import jsonld
from newscrawl.extraction.page.page import LINE, Page
from newscrawl.extraction.strings import clean, is_in, normal, text_of
from newscrawl.extraction.vocabulary import any_of, class_pattern, dashed

MAX_CALLED = 60
"""The most elements of the rest of the page that are read as bylines, to bound the time."""
REACH = 12
"""Other authors of a byline are looked for in this many elements after the first author's."""
MAX_CLASS = 500
"""The most characters of a class that are read, to bound the memory of `_marks_byline`."""
MAX_CLASSES = 1_000
"""The most elements with a class for bylines that are looked at, so that no page takes long."""
_LABELLED = ("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")
"""Pairs of meta tags that social networks show on a card: a label ("Written by") and its value."""
MAX_LINKED = 5
"""The most people that links far from the headline credit. More links list all of the site's authors.
"""

_META = (
    "author", "authors", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator",
    "dc.contributor", "article:author", "cxenseparse:author", "article.author", "og:author",
    "article:author_name", "article:author:name", "creator", "articleauthor", "author_name", "citation_author",
)  # fmt: skip
_CALLED = re.compile("byline|Byline|author|Author|autor|auteur|writer|journalist")
_NO_BYLINE = frozenset(("body", "html", "article", "main", "script", "img", "meta"))
_NEVER = frozenset(
    ("script", "style", "img", "figure", "svg", "iframe", "button", "ul", "section", "article")
)
_NO_LINE = _NEVER | {"aside", "nav"}
_MARK, _NO_MARK = class_pattern("byline_classes"), class_pattern("not_byline_classes")
_AGENCY = class_pattern("agency_classes")
_PERSONAL = re.compile(rf"/{any_of('author_paths')}/[^/]", re.IGNORECASE)
_NO_BY = ("about ", "follow ")
"""Of the words before a name these mostly stand before other words: "Follow Us"."""
_CAPITALS = re.compile(
    r"(?!The\b)(?:(?:[^\W\d_a-zà-öø-ÿ][^\s\d]*|and|und|et|y|e|og|och|en|de|da|van|von|der|di|&|,)"
    r"(?:\s+|$)){2,12}$"
)
"""Words that all begin with a capital. Before other words, "by" mostly has another meaning: "by the
river".
"""
WEIGHTS = weights("authors_weights")


Said = tuple[str, Credits]
"""The name of a place on a page, such as "meta", and the names that the place credits."""


@dataclass
class Byline:
    """Names, and the places of a page that credit exactly these names."""

    credits: Credits
    places: list[str]


def credits(page: Page) -> Credits:
    """Returns the names in the article's byline, and the agencies that the markup names. If the
    byline gives no address for an author, links of the page do.
    """
    found = best(bylines(page))
    for name in _marked_agencies(page):
        found.people = [author for author in found.people if normal(author.name) != normal(name)]
        found.add("agency", name)
    if unknown := {normal(author.name): author for author in found.people if not author.url}:
        for name, url in _addresses(page, set(unknown)).items():
            unknown[name].url = url
    return found


def _marked_agencies(page: Page) -> Iterator[str]:
    """Yields the names in elements under the headline that have a class for agencies."""
    for element in page.under_title:
        classes = element.get("class") or ""
        if _AGENCY.search(classes) and not _NO_MARK.search(classes) and not is_aside(page, element):
            names = names_in(text_of(element, MAX_NAME) or "")
            if len(names) == 1 and kind_of(names[0], page.outlet) in ("person", "agency"):
                yield names[0]


def best(found: list[Byline]) -> Credits:
    """Returns the names in the byline with the highest score; no names if `found` is empty."""
    rows = zip(features(found), found, strict=True)
    scored = [(score(row, WEIGHTS), byline.credits) for row, byline in rows]
    return max(scored, key=lambda entry: entry[0])[1] if scored else Credits()


def features(found: list[Byline]) -> list[Features]:
    """Returns the features of each byline: 1 for yes, 0 for no.

    "data", "meta", "marked" and "by" tell which places give the byline. "nobody" tells that it
    names no person. "whole" tells that it has all names of another byline, and more.
    """
    keys = [_key(byline.credits) for byline in found]
    rows: list[Features] = []
    for byline, key in zip(found, keys, strict=True):
        row = {name: name in byline.places for name in ("data", "meta", "marked", "by")}
        row["marked"] |= "address" in byline.places
        row["nobody"] = not byline.credits.people
        row["whole"] = any(key > other for other in keys)
        rows.append({name: float(value) for name, value in row.items()})
    return rows


def _key(credits: Credits) -> frozenset[str]:
    """Returns the credited names in `normal` form. Bylines with the same key are merged."""
    return frozenset(normal(author.name) for author in credits.authors)


def bylines(page: Page, stated: Iterable[Said] | None = None) -> list[Byline]:
    """Returns the bylines on a page. Places that credit the same names give one byline.

    If the page's data or the lines under its headline name a person, bylines that name only the
    outlet are left out, and the rest of the page is not searched. `stated` takes the place of the
    bylines from `declared`.
    """
    near = _of_markup(page, page.lines_under_title)
    first = _without_words(page, [*(declared(page) if stated is None else stated), *near])
    if any(credits.people for _, credits in first):
        return _by_names(one for one in first if not one[1].is_of(page.outlet))
    rest = _without_words(page, list(_elsewhere(page)))
    return _by_names([*first, *rest]) or _by_names(_within_lines(page))


def _by_names(places: Iterable[Said]) -> list[Byline]:
    """Returns one byline for all places that credit the same names. Empty places are left out."""
    found: dict[frozenset[str], Byline] = {}
    for place, credits in places:
        if key := _key(credits):
            found.setdefault(key, Byline(credits, [])).places.append(place)
    return list(found.values())


def _without_words(page: Page, places: list[Said]) -> list[Said]:
    """Removes people that only a class marks from the bylines, if their names are words of the page:
    "Personal Finance", "Shipping Expert". Returns the same bylines.
    """
    others = [credits.people for place, credits in places if place != "class"]
    sure = {normal(author.name) for author in chain.from_iterable(others)}
    for place, credits in places:
        if place == "class":
            credits.people = [
                one
                for one in credits.people
                if normal(one.name) in sure or not _is_words(one.name, page)
            ]
    return places


def _is_words(name: str, page: Page) -> bool:
    """Returns whether the page writes more than half of a name's words in small letters elsewhere.

    Half is not enough: one of two names is often a word, as in "Will Smith" and "Ian Brown".
    """
    parts = [part for part in re.findall(r"[^\W\d_]{2,}", name) if part not in PARTICLES]
    small = [low for part in parts if (low := part.lower()).islower() and low in page.words]
    return 2 * len(small) > len(parts)


def declared(page: Page) -> Iterator[Said]:
    """Yields the bylines in JSON-LD and meta tags, each with the name of the place."""
    yield "data", _of_data(page)
    metas = [_of_meta(page, name) for name in _META if name in page.meta]
    # Some systems write the first author into one meta tag and all authors into another.
    for one in metas:
        if not any(_key(one) < _key(other) for other in metas):
            yield "meta", one
    for label, name in _LABELLED:
        if (named := page.first(name)) and PREFIX.match(f"{page.first(label)} "):
            credits = Credits()
            add_names(credits, named, page.outlet, declared=True)
            yield "card", credits


def _of_meta(page: Page, name: str) -> Credits:
    """Returns the names in the meta tags that are called `name`."""
    found = Credits()
    for value in page.meta[name]:
        if not value.lower().startswith(("http:", "https:", "//", "www.")):
            add_names(found, value, page.outlet, declared=True)
    return found


def _elsewhere(page: Page) -> Iterator[Said]:
    """Returns the bylines on the rest of the page."""
    near = set(page.under_title)
    texts = ((e, text_of(e, LINE + 1)) for e in _marked(page) if e not in near)
    found = _of_markup(page, ((e, text) for e, text in texts if text and len(text) <= LINE))
    return (one for one in found if one[0] != "link" or len(one[1].people) <= MAX_LINKED)


def _within_lines(page: Page) -> Iterator[Said]:
    """Yields the first byline in a line under the headline that says other things too, and the first
    agency in a line of its own.
    """
    found = (byline_lines.byline_in(text, page.outlet) for _, text in _lines(page))
    yield from (("by", credits) for credits in islice(filter(None, found), 1))
    if agency := agency_line(page):
        yield "by", Credits(agencies=[agency])


def agency_line(page: Page) -> str | None:
    """Returns the first agency in a line of its own between headline and first paragraph, or None."""
    head = set(takewhile(lambda element: not _is_paragraph(element), page.under_title))
    texts = (text for element, text in _lines(page) if element in head)
    return next(filter(None, map(byline_lines.agency_in, texts)), None)


def _is_paragraph(element: etree._Element) -> bool:
    """Returns whether an element is a paragraph that is longer than any byline."""
    return element.tag == "p" and len(text_of(element, LINE + 1) or "") > LINE


def _lines(page: Page) -> Iterator[tuple[etree._Element, str]]:
    """Yields the lines under the headline that may hold a byline."""
    for element, text in page.lines_under_title:
        if element.tag not in _NO_LINE and not is_aside(page, element):
            yield element, text


def _of_data(page: Page) -> Credits:
    """Returns the authors that JSON-LD names, or its creators if it names no author."""
    found = Credits()
    for value in jsonld.as_list(page.stated("author", "creator")):
        value = page.resolve(value)
        if isinstance(value, str) and not value.lower().startswith(("http:", "https:")):
            add_names(found, value, page.outlet, declared=True)
        elif isinstance(value, dict):
            _of_node(found, page, value)
    return found


def _of_node(found: Credits, page: Page, value: dict[str, Any]) -> None:
    """Adds the names of a person or organisation of JSON-LD to `found`."""
    parts = (clean(value.get(key)) for key in ("givenName", "familyName"))
    names = [*map(clean, jsonld.as_list(value.get("name")))] or [" ".join(filter(None, parts))]
    urls = map(page.link, jsonld.as_list(value.get("url") or value.get("@id")))
    url = next(filter(None, urls), None)
    if url and urlsplit(url).path in ("", "/"):  # the front page
        url = None
    kinds = jsonld.types(value)
    organisation = any("Organi" in kind or kind == "Corporation" for kind in kinds)
    organisation = organisation and not (url and _PERSONAL.search(url))
    for name in filter(None, names[:MAX_PEOPLE]):
        add_names(found, name, page.outlet, url=url, organisation=organisation, declared=True)


def _of_markup(page: Page, lines: Iterable[tuple[etree._Element, str]]) -> Iterator[Said]:
    """Returns the first byline of each kind (`_kinds`) in `lines`, which are elements with texts.

    Further elements of that kind within REACH add their names to the byline. But a line that begins
    with "By" is complete by itself.
    """
    found: dict[str, Credits] = {}
    first: dict[str, int] = {}
    for position, (element, text) in enumerate(lines):
        if element.tag in _NEVER:
            continue
        for kind in _kinds(page, element, text):
            reach = 0 if kind == "by" else REACH
            if position > first.get(kind, position) + reach or is_aside(page, element):
                continue
            credits = found.setdefault(kind, Credits())
            # An address element holds only names. So a name in lower case counts too.
            alone = kind == "address"
            url = page.link(element.get("href"))
            add_names(credits, text, page.outlet, url=url, declared=alone)
            if credits.authors:
                first.setdefault(kind, position)
    yield from found.items()


def _kinds(page: Page, element: etree._Element, text: str) -> Iterator[str]:
    """Yields the kinds of bylines that an element belongs to.

    They are "marked" (by rel or itemprop), "address" (by its tag), "class", "link" (to a person's
    page) and "by" (its text begins with "By").
    """
    if _names_author(element):
        yield "marked"
    if element.tag == "address":
        yield "address"
    if name := element.get("class"):
        if (is_byline := _marks_byline(name[:MAX_CLASS])) is False:
            return
        if is_byline:
            yield "class"
    if element.tag == "a" and _is_personal(page, element.get("href") or ""):
        yield "link"
    by = None if text.lower().startswith(_NO_BY) else PREFIX.match(text)
    if by and _CAPITALS.match(undated(text), by.end()):
        yield "by"


def _is_personal(page: Page, href: str) -> bool:
    """Returns whether a link leads to a person's page on the same site."""
    if not _PERSONAL.search(href) or not (url := page.link(href)):
        return False
    there, here = (registrable(urlsplit(one).hostname or "") for one in (url, page.url))
    return there == here


def _names_author(element: etree._Element) -> bool:
    """Returns whether the rel or itemprop of an element calls it an author."""
    return any("author" in (element.get(name) or "").split() for name in ("rel", "itemprop"))


@lru_cache(maxsize=1_024)  # the pages of one site use the same few classes
def _marks_byline(name: str) -> bool | None:
    """Returns True if a class marks a byline, False if it marks something else, else None."""
    marks = dashed(name)
    if _NO_MARK.search(marks):
        return False
    return True if _MARK.search(marks) else None


def _marked(page: Page) -> list[etree._Element]:
    """Returns the elements that rel, itemprop, a class or a link marks as bylines."""
    marked = filter(_names_author, page.marked)
    linked = (anchor for href, anchor in page.anchors if _is_personal(page, href))
    called = chain(marked, page.called(_CALLED, MAX_CLASSES), linked)
    found = (e for e in called if e.tag not in _NO_BYLINE and not is_aside(page, e))
    return list(dict.fromkeys(islice(found, MAX_CALLED)))


def is_aside(page: Page, element: etree._Element) -> bool:
    """Returns whether an element stands beside the article: in an aside, nav or figure, in the page's
    own footer, or in the microdata of a comment or another work.

    A footer in an article or main element is the article's, and so is a link with rel=author.
    """
    if is_in(element, "aside", "nav", "figure") or page.is_of_another(element):
        return True
    footer = element if element.tag == "footer" else next(element.iterancestors("footer"), None)
    if footer is None or "author" in (element.get("rel") or "").split():
        return False
    return next(footer.iterancestors("article", "main"), None) is None


def _addresses(page: Page, names: set[str]) -> dict[str, str]:
    """Returns for each of these names in `normal` form the address of the author's page, if a link
    has the name. Links that are marked as an author's count before links under the headline.
    """
    found: dict[str, str] = {}
    marked = (e for e in page.marked if e.tag == "a" and _names_author(e))
    near = (e for e in page.under_title if e.tag == "a")
    for anchor in chain(islice(marked, MAX_CALLED), near):
        href = anchor.get("href") or "#"
        name = normal(PREFIX.sub("", text_of(anchor, MAX_NAME + 1) or ""))
        if name not in names or href.startswith("#") or not (url := page.link(href)):
            continue
        if urlsplit(url).path not in ("", "/"):
            found.setdefault(name, url)
    return found
