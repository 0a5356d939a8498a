"""The facts of a record, each with the places of the page that state it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from newscrawl.extraction.page.page import Page
from newscrawl.extraction.profile import Profile
from newscrawl.extraction.strings import clean, normal
from newscrawl.items import Article

MAX_VALUES = 5_000
"""Values that are searched in a page's JSON-LD. A real article has some dozens."""
MAX_DEPTH = 4
"""Levels that are searched in a JSON-LD node: an author's name is on the second."""
MOST_PLACES = 4
"""The most places that are named for one fact: a title is in five or six places."""
SHORTEST = 4
"""A value with fewer letters and digits is not searched inside longer texts, such as a name in a
byline.
"""
NOT_STATED = "read from the page"
"""The source of a fact if no place states it by itself."""
TO_THE_MINUTE = len("20261120t1000")
"""An instant is searched by its first letters and digits, because pages write seconds and offsets in
several ways.
"""
_UPDATE = re.compile("modif|updat", re.IGNORECASE)
_LEFT_OUT = frozenset({"@context", "@id", "@type", "articleBody", "url"})

Said = dict[str, str]
"""A fact's name, or "author" and the author's name -> the places of the page that state it."""


@dataclass(frozen=True)
class Fact:
    """A fact for a reader. `source` says where it comes from."""

    name: str
    value: str
    source: str


def witnesses(article: Article, page: Page) -> Said:
    """Returns where the page states the facts of an article. The article must not be repaired yet."""
    places = list(islice(_places(page), MAX_VALUES))

    def places_of(value: str | None) -> str:
        return _named(places, normal(value or ""))

    found = {
        name: places_of(getattr(article, name))
        for name in ("title", "subtitle", "description", "section", "agency")
    }
    found["publisher"] = places_of(article.publisher.name)
    found["tags"] = places_of(article.tags[0]) if article.tags else ""
    for number, author in enumerate(article.authors):
        found[f"author {number}"] = places_of(author.name)
    minute = normal(article.date_modified or "")[:TO_THE_MINUTE]
    updates = ((place, text[: len(minute)]) for place, text in places if _UPDATE.search(place))
    found["modified"] = _named(updates, minute)
    return found


def facts(article: Article, said: Said, profile: Profile | None = None) -> list[Fact]:
    """Returns the known facts of the record, in the order of interest to a reader."""
    publisher = article.publisher
    who = ", ".join(filter(None, [publisher.name, publisher.domain, publisher.country]))
    file = "the publisher's file" if profile else said["publisher"] or "the address"
    language_source = (article.language_source or NOT_STATED).replace("_", " ")
    found = [
        *(
            (name, getattr(article, name), said[name])
            for name in ("title", "subtitle", "description")
        ),
        *_authors(article, said),
        ("agency", article.agency, said["agency"]),
        ("dateline", article.dateline, "the text"),
        ("published", article.date_published, _date_source(article)),
        ("modified", article.date_modified, said["modified"]),
        ("language", article.language, language_source),
        ("section", article.section, said["section"]),
        ("tags", ", ".join(article.tags), said["tags"]),
        ("publisher", who, file),
        ("canonical", article.canonical_url, _canonical_source(article)),
        ("access", article.access, "the page"),
        ("images", str(len(article.images) or ""), "the body"),
        ("rights", _rights(article), "the page, its headers and robots.txt"),
    ]
    return [Fact(name, value, source or NOT_STATED) for name, value, source in found if value]


def _authors(article: Article, said: Said) -> Iterator[tuple[str, str, str | None]]:
    for number, author in enumerate(article.authors):
        name = f"{author.name} ({author.type})" if author.type != "Person" else author.name
        yield "author", name, said.get(f"author {number}")


def _date_source(article: Article) -> str:
    zones = {"stated": "zone stated", "publisher": "zone of the publisher", None: "no zone"}
    zone = zones[article.date_zone]
    raw = f' "{article.date_raw}"' if article.date_raw else ""
    return f"{article.date_source}{raw}, {zone}, to the {article.date_precision}"


def _canonical_source(article: Article) -> str:
    if not article.declared_canonical:
        return "the page's own address"
    if article.canonical_url == article.declared_canonical:
        return "rel=canonical"
    return f"the page's own address; rel=canonical is not believed: {article.declared_canonical}"


def _rights(article: Article) -> str:
    rights = article.rights
    mining = {1: "text and data mining reserved", 0: "text and data mining allowed", None: ""}
    found = [", ".join(rights.robots_meta), rights.license, mining[rights.tdm_reservation]]
    found += [f"{one.usage}={one.value} ({one.source})" for one in rights.ai_usage]
    return "; ".join(filter(None, found))


def _named(places: Iterable[tuple[str, str]], key: str) -> str:
    """Returns the places that say `key`, or else those that contain it."""
    if not key:
        return ""
    listed = list(places)
    found = dict.fromkeys(place for place, text in listed if text == key)
    if not found and len(key) >= SHORTEST:
        found = dict.fromkeys(f"in {place}" for place, text in listed if key in text)
    return ", ".join(islice(found, MOST_PLACES))


def _places(page: Page) -> Iterator[tuple[str, str]]:
    """Yields (place, text in `normal` form) for everything that the page states about itself."""
    stated: list[tuple[str, Any]] = [("h1", text) for text in page.h1s]
    stated += [(name, value) for name, values in page.meta.items() for value in values]
    for place, value in stated:
        yield place, normal(value)
    for node in page.articles:
        yield from _in_data(page, "JSON-LD", node)
    yield "title", normal(page.title or "")
    for _, text in page.lines_under_heading:
        yield "the lines under the headline", normal(text)
    for node in page.nodes:
        yield from _in_data(page, "JSON-LD", node)


def _in_data(page: Page, place: str, value: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yields the values of a JSON-LD node under their keys. The `name` of an object gets the key
    of the object, such as "JSON-LD author".
    """
    value = page.resolve(value)
    if isinstance(value, dict) and depth < MAX_DEPTH:
        for key, inner in value.items():
            if key not in _LEFT_OUT:
                yield from _in_data(
                    page, place if depth and key == "name" else f"JSON-LD {key}", inner, depth + 1
                )
    elif isinstance(value, list):
        for inner in value:
            yield from _in_data(page, place, inner, depth)
    elif text := clean(value):
        yield place, normal(text)
