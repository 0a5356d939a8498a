"""Finds the bylines of a page, and chooses the article's.

A byline is what one place says: JSON-LD, a meta tag, the name of a personal site, an address
element, elements with a class for bylines, links to an author's page, words that begin with "By",
a signature. Different places name different people: the site, an editor, the author of another
article. A small fitted model scores the bylines; the one with the highest score is the article's.
The weights are in models/byline_weights.txt; benchmarks/fit_facts.py fits them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from newscrawl.extraction.facts.name_kinds import kind_of
from newscrawl.extraction.facts.names import MAX_PEOPLE, PREFIX, Credits, add_names, undated
from newscrawl.extraction.linear import Features, score, weights
from newscrawl.extraction.page import jsonld
from newscrawl.extraction.page.page import LINE, Page
from newscrawl.extraction.strings import clean, is_in, normal, text_of
from newscrawl.extraction.vocabulary import any_of

MAX_CALLED = 60
"""Elements outside the lines under the headline that are read as bylines."""
REACH = 12
"""Elements after the first one of a byline in which other authors are searched."""
MANY = 4
"""The feature "names" counts up to this number. More names say no more about a byline."""
MAX_CLASS = 500
"""Characters of a class or an address that are read."""
MAX_CLASSES = 1_000
"""Elements with a word for bylines in their class that are read, so that no page takes long."""
_LABELLED = ("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")
"""Meta elements that cards of social networks read: a label such as "Written by", and its value."""
_SIGNATURE = range(2, 6)
"""Words of a signature: a full name, or two short ones."""
_MAX_SIGNATURE = 60
"""Characters of a signature that are read."""

_META = (
    "author", "authors", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator",
    "dc.contributor", "article:author", "cxenseparse:author", "article.author", "og:author",
    "article:author_name", "article:author:name", "creator", "articleauthor", "author_name", "citation_author",
)  # fmt: skip
_NEWS_ORGANISATIONS = frozenset(("NewsMediaOrganization", "NewsAgency"))
_CALLED = re.compile(r"[bB]yline|[aA]uthor|autor|writer")
_NO_BYLINE = frozenset(("body", "html", "article", "main", "script", "img", "meta"))
_NEVER = frozenset(
    ("script", "style", "img", "figure", "svg", "iframe", "button", "ul", "section", "article")
)
# Words of a class that mean a byline, or something else.
_MARK = re.compile(
    r"(?:^|[\s_\-])(?:byline|author|authors|autor|autoren|auteur|autore|writer)(?:$|[\s_\-])",
    re.IGNORECASE,
)
NO_MARK = re.compile(rf"(?:^|[\s_\-]){any_of('not_byline_classes')}(?:$|[\s_\-])", re.IGNORECASE)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PERSONAL = re.compile(rf"/{any_of('author_paths')}/[^/]", re.IGNORECASE)
# "By" and words that all begin with a capital. In a sentence "by" mostly has another meaning.
_BY_NAME = re.compile(
    r"(?:(?:[^\W\d_]+\s){0,2}[Bb][Yy]|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|Di|Door|Av|Af|Przez|Oleh)"
    r"(?:\s*:?\s+|(?=[A-Z][a-z]))(?!The\b)"
    r"(?:(?:[^\W\d_a-zà-öø-ÿ][^\s\d]*|and|und|et|y|e|og|och|en|de|da|van|von|der|di|&|,)"
    r"(?:\s+|$)){2,12}$"
)
# A site that is called after the one who writes it: "Jane Doe's blog".
_OWNER = re.compile(r"((?:[^\W\d_a-zà-öø-ÿ][^\W\d_]*\s){1,3}[^\W\d_a-zà-öø-ÿ][^\W\d_]*)['’]s\s")
_AT_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)\b", re.IGNORECASE)
_NAME_ALONE = re.compile(r"(?:[^\W\d_a-zà-öø-ÿ][^\W\d_]*[.'’-]?\s?){2,10}")
WEIGHTS = weights("byline_weights")


@dataclass
class Byline:
    """The names that one or more places of a page credit."""

    credits: Credits
    places: list[str]


def best(found: list[Byline]) -> Credits:
    """Returns the byline with the highest score; an empty one if the page has none."""
    scored = [
        (score(row, WEIGHTS), byline) for row, byline in zip(features(found), found, strict=True)
    ]
    return max(scored, key=lambda entry: entry[0])[1].credits if scored else Credits()


def features(found: list[Byline]) -> list[Features]:
    """Returns the features of each byline: its places, the kinds of its names, and the names that
    it shares with others.
    """
    keys = [_key(byline.credits) for byline in found]
    return [
        _features(byline, key, [other for other in keys if other is not key])
        for byline, key in zip(found, keys, strict=True)
    ]


def _features(byline: Byline, key: frozenset[str], others: list[frozenset[str]]) -> Features:
    """Returns the features of one byline. `key` holds its names, `others` those of the other
    bylines.
    """
    credits = byline.credits
    return dict.fromkeys((f"in_{place}" for place in byline.places), 1.0) | {
        "places": float(len(set(byline.places))),
        "part": float(any(key < other for other in others)),
        "whole": float(any(key > other for other in others)),
        "alone": float(not any(key & other for other in others)),
        "names": float(min(len(key), MANY)),
        "lone_word": float(any(" " not in author.name for author in credits.people)),
        "nobody": float(not credits.people),
        "staff": float(not (credits.people or credits.agencies or credits.outlets)),
    }


def _key(credits: Credits) -> frozenset[str]:
    """Returns the credited names in `normal` form. Bylines with the same names are one."""
    return frozenset(normal(author.name) for author in credits.authors)


def bylines(page: Page) -> list[Byline]:
    """Returns the bylines on a page. Places that credit the same names give one byline.

    The whole page is searched only if neither its data nor the lines under its headline name a
    person.
    """
    found: dict[frozenset[str], Byline] = {}
    for places in (_declared, _near, _elsewhere):
        if places is _elsewhere and any(byline.credits.people for byline in found.values()):
            break
        for place, credits in places(page):
            if key := _key(credits):
                found.setdefault(key, Byline(credits, [])).places.append(place)
    return list(found.values())


def _declared(page: Page) -> Iterator[tuple[str, Credits]]:
    """Yields the bylines in JSON-LD and meta tags, each with the name of the place."""
    yield "data", _of_data(page)
    for name in _META:
        if values := page.meta.get(name):
            credits = Credits()
            for value in values:
                if not value.lower().startswith(("http:", "https:", "//", "www.")):
                    add_names(credits, value, page.outlet, declared=True)
            yield "meta", credits
    for label, name in _LABELLED:
        if (said := page.first(name)) and PREFIX.match(f"{page.first(label)} "):
            credits = Credits()
            add_names(credits, said, page.outlet, declared=True)
            yield "card", credits
    if owner := next(filter(None, map(_OWNER.match, page.site_names)), None):
        credits = Credits()
        add_names(credits, owner[1], page.outlet)
        yield "owner", credits


def _near(page: Page) -> Iterator[tuple[str, Credits]]:
    """Returns the bylines under the headline."""
    return _of_markup(page, page.lines_under_heading, "near")


def _elsewhere(page: Page) -> Iterator[tuple[str, Credits]]:
    """Yields the bylines on the rest of the page, and the signature under the text."""
    near = set(page.under_heading)
    called = (
        (element, text_of(element, LINE + 1) or "")
        for element in _called(page)
        if element not in near
    )
    yield from _of_markup(
        page, ((element, text) for element, text in called if 0 < len(text) <= LINE), "far"
    )
    if text := _signature(page):
        credits = Credits()
        add_names(credits, text, page.outlet)
        yield "signature", credits


def _of_data(page: Page) -> Credits:
    """Returns the names that JSON-LD states as author, else as creator."""
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
    names = [clean(item) for item in jsonld.as_list(value.get("name"))]
    if not names:
        names = [
            " ".join(part for key in ("givenName", "familyName") if (part := clean(value.get(key))))
        ]
    urls = [
        url
        for item in jsonld.as_list(value.get("url") or value.get("@id"))
        if (url := page.link(item))
    ]
    url = urls[0] if urls and urlsplit(urls[0]).path not in ("", "/") else None
    kinds = set(jsonld.types(value))
    organisation = any("Organi" in kind or kind == "Corporation" for kind in kinds)
    organisation = organisation and not (url and _PERSONAL.search(url))
    for name in filter(None, names[:MAX_PEOPLE]):
        if (
            kinds & _NEWS_ORGANISATIONS
            and len(names) == 1
            and kind_of(name, page.outlet) == "person"
        ):
            # An author of this type that is not the publisher is the agency that supplied the text.
            found.add("agency", name)
        else:
            add_names(found, name, page.outlet, url=url, organisation=organisation, declared=True)


def _of_markup(
    page: Page, lines: Iterable[tuple[etree._Element, str]], where: str
) -> Iterator[tuple[str, Credits]]:
    """Returns the first byline of each kind among elements and their texts.

    The other elements of the kind that follow it within REACH add their names to it. A line that
    begins with "By" is complete.
    """
    found: dict[str, Credits] = {}
    first: dict[str, int] = {}
    for position, (element, text) in enumerate(lines):
        if element.tag in _NEVER:
            continue
        for kind in _kinds(element, text):
            if position <= first.get(kind, position) + (
                0 if kind == "by" else REACH
            ) and not is_aside(element):
                credits = found.setdefault(kind, Credits())
                add_names(
                    credits,
                    text,
                    page.outlet,
                    url=page.link(element.get("href")),
                    declared=kind
                    == "address",  # it holds names alone: users' names may be in lower case
                )
                if credits.authors:
                    first.setdefault(kind, position)
    return ((f"{kind}_{where}", credits) for kind, credits in found.items())


def _kinds(element: etree._Element, text: str) -> Iterator[str]:
    """Yields the signs that an element is a byline: rel or itemprop, its class, its link, or its
    words.
    """
    if element.get("rel") == "author" or "author" in (element.get("itemprop") or "").split():
        yield "marked"
    if element.tag == "address":
        yield "address"
    if name := element.get("class"):
        if (says := _says(name[:MAX_CLASS])) is False:
            return
        if says:
            yield "class"
    if element.tag == "a" and _PERSONAL.search((element.get("href") or "")[:MAX_CLASS]):
        yield "link"
    if PREFIX.match(text) and _BY_NAME.match(undated(text)):
        yield "by"


@lru_cache(maxsize=1_024)  # the pages of one site use the same few classes
def _says(name: str) -> bool | None:
    """Returns whether a class says that its element is a byline.

    False if it says that the element is something else, None if it says neither.
    """
    marks = CAMEL.sub("-", name)
    if NO_MARK.search(marks):
        return False
    return True if _MARK.search(marks) else None


def _called(page: Page) -> list[etree._Element]:
    """Returns the elements whose rel, itemprop, class or link says that they are a byline."""
    said = (
        e for e in page.marked if e.get("rel") == "author" or "author" in (e.get("itemprop") or "")
    )
    linked = (anchor for href, anchor in page.anchors if _PERSONAL.search(href[:MAX_CLASS]))
    found = (
        e
        for e in chain(said, page.called(_CALLED, MAX_CLASSES), linked)
        if e.tag not in _NO_BYLINE and not is_aside(e)
    )
    return list(dict.fromkeys(islice(found, MAX_CALLED)))


def _signature(page: Page) -> str | None:
    """Returns the name alone at the right under the last paragraph: some countries' newspapers
    sign so.
    """
    found = None
    for element in page.elements if b"align" in page.source else ():
        at_right = _AT_RIGHT.search(element.get("style") or "") or element.get("align") == "right"
        if (
            at_right
            and element.tag in ("p", "div")
            and not is_aside(element)
            and (text := text_of(element, _MAX_SIGNATURE))
        ):
            last = next(element.itersiblings("p"), None) is None
            if last and len(text.split()) in _SIGNATURE and _NAME_ALONE.fullmatch(text):
                found = text
    return found


def is_aside(element: etree._Element) -> bool:
    """Returns whether an element stands beside the article.

    A footer stands beside it, but not for a link with rel=author: an article's own footer may hold
    its byline.
    """
    return is_in(
        element, "aside", "nav", "figure", *(() if element.get("rel") == "author" else ("footer",))
    )
