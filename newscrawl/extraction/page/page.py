"""Holds what a page says about its article in its head, headings and data. The page's tree is not
changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from typing import Any, NamedTuple

from lxml import etree

from newscrawl.extraction.addresses import absolute, host, key, registrable
from newscrawl.extraction.page import jsonld, tdmrep
from newscrawl.extraction.page.jsonld import Node
from newscrawl.extraction.page.preferences import Preference
from newscrawl.extraction.strings import SILENT, clean, is_in, normal, text_of

MAX_REPEATS = 100
"""The most values that are kept of one meta name or rel, and the most time elements. Only broken or
hostile pages have more.
"""
HUGE = 50_000
"""A page with more elements is huge. The largest of 190 article pages has 4,098."""
HEADER = 80
"""Elements after h1 in which byline and date are looked for."""
LINE = 200
"""Characters of the longest element that is a byline or a date."""
_HEADLINES = frozenset(("h2", "h3", "h4", "b", "strong", "font", "span", "div", "td", "p"))
"""Elements that may show the headline of a page without any h1."""
_MAX_HEADLINE = 300
"""Characters of the longest headline that is compared with the page's titles."""
_MAX_SEARCHED = 2_000
"""The most elements that are compared with the page's titles, so that no page takes long."""
_REFERENCE = 2
"""A JSON-LD node with at most so many keys (@id, @type) may be a mere reference to another node."""
_SITE_NAME = 60
"""Characters of the longest name of a site; longer ones are slogans or descriptions."""
RSL = "application/rsl+xml"
"""The media type of licences in RSL. In `Page.rels` it is the key of links to such licences."""
_ADDRESSES = ("url", "@id", "mainEntityOfPage")
"""JSON-LD's keys of an article's address."""
_PAGES = frozenset(("WebPage", "ItemPage", "NewsPage"))
_SITES = frozenset(("WebSite", "NewsMediaOrganization", "Organization"))
_SITE_METAS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher")
_OTHER_WORKS = frozenset(
    ("comment", "citation", "review", "mentions", "isPartOf", "isBasedOn", "hasPart", "relatedLink")
)
"""Values of itemprop whose microdata describes a comment or another work, not the article."""
_MAX_SCOPES = 30
"""Elements above an element in which the microdata's scope is looked for."""
_ROLES: Any = etree.XPath("descendant-or-self::*/@rel | descendant-or-self::*/@itemprop")
"""The values of attributes know their elements. A path to the elements themselves takes longer."""
_AROUND_WORDS = ".,;:!?()„“”\"‘’'«»"
"""Signs that are removed at the ends of words. Inside words they stay: "view@gazette.example" is one
word, and its "view" is none.
"""


class Time(NamedTuple):
    """A time element. `stated` is its datetime attribute. `after_h1` says whether an h1 stands
    before the element.
    """

    stated: str
    text: str
    itemprop: str
    after_h1: bool
    element: etree._Element


@dataclass
class Page:
    """A page's addresses, headers, head and declared data.

    `headers` and `meta` have lower-case keys and lists of values. `rels` maps each rel to its
    addresses. `h1s` are the texts of `headings`; `logos` are the texts of h1 elements that link to
    the front page. `preferences` come from the site's robots.txt, and `tdm_rule` from its
    tdmrep.json; both are empty if the request does not have them. `root` is the page's tree or
    None. `data_unread` says that a JSON-LD script is broken beyond repair or too large. `is_huge`
    says that the page has more than `HUGE` elements.
    """

    url: str
    base: str
    headers: dict[str, list[str]] = field(default_factory=dict)
    preferences: list[Preference] = field(default_factory=list)
    tdm_rule: tdmrep.Rule | None = None
    root: etree._Element | None = None
    lang: str | None = None
    meta: dict[str, list[str]] = field(default_factory=dict)
    rels: dict[str, list[str]] = field(default_factory=dict)
    title: str | None = None
    headings: list[etree._Element] = field(default_factory=list)
    h1s: list[str] = field(default_factory=list)
    logos: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    data_unread: bool = False
    is_huge: bool = False
    # Without references lxml would make an element's Python object again at each access. Keeping
    # them halves the time of every walk.
    elements: list[etree._Element] = field(default_factory=list, repr=False)

    def first(self, *names: str) -> str | None:
        """Returns the first content of the first of these meta names that has one."""
        return next((value for name in names for value in self.meta.get(name, ())), None)

    def link(self, value: object) -> str | None:
        """Returns the absolute http(s) address that `value` means on this page; None if there is
        none.
        """
        return absolute(value, self.base)

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """@id -> the node with the most keys of all that have this @id. Other nodes refer to it."""
        found: dict[str, Node] = {}
        for node in self.nodes:
            name = node.get("@id")
            if isinstance(name, str) and len(node) > len(found.get(name, ())):
                found[name] = node
        return found

    def resolve(self, value: Any) -> Any:
        """Returns the node that {"@id": …} refers to, else the value itself."""
        if not isinstance(value, dict) or len(value) > _REFERENCE or "name" in value:
            return value
        name = value.get("@id")
        return self.by_id.get(name, value) if isinstance(name, str) else value

    @cached_property
    def articles(self) -> list[Node]:
        """The JSON-LD nodes of this page's article, the surest first: by address and headline,
        then by type.

        If some nodes agree with the page, the nodes that don't agree are other articles and are
        left out.
        """
        ranked = [(rank, node) for node in self.nodes if (rank := jsonld.rank(node))]
        if not ranked:
            return []
        shown = (*self.h1s, *self.meta.get("og:title", ()), self.title or "")
        heads = {head for text in shown if (head := normal(text))}
        urls = (self.url, *self.rels.get("canonical", ()), *self.meta.get("og:url", ()))
        here = {key(url) for url in urls}
        scored = []
        for place, (rank, node) in enumerate(ranked):
            headline = normal(clean(node.get("headline") or node.get("name")) or "")
            is_shown = bool(headline) and any(
                headline in head or head in headline for head in heads
            )
            stated = filter(None, (self.link(node.get(name)) for name in _ADDRESSES))
            agrees = is_shown + any(key(url) in here for url in stated)
            scored.append((-agrees, -bool(headline), -rank, place))
        scored.sort()
        return [ranked[at][1] for agrees, *_, at in scored if agrees or not scored[0][0]]

    @cached_property
    def about(self) -> list[Node]:
        """The article's nodes, followed by the nodes that describe the page itself."""
        pages = [node for node in self.nodes if not _PAGES.isdisjoint(jsonld.types(node))]
        return [*self.articles, *pages]

    @property
    def article(self) -> Node:
        """The first node of this page's article; {} if there is none."""
        return self.articles[0] if self.articles else {}

    def stated(self, *keys: str) -> Any:
        """Returns the first value that the article's nodes give for one of `keys`, as JSON."""
        found = (node[name] for name in keys for node in self.articles if node.get(name))
        return next(found, None)

    @cached_property
    def anchors(self) -> list[tuple[str, etree._Element]]:
        """The links as (href as the page writes it, element); [] on a huge page."""
        links = [element for element in self.elements if element.tag == "a"]
        return [(href, anchor) for anchor in links if (href := anchor.get("href"))]

    @cached_property
    def marked(self) -> list[etree._Element]:
        """The elements that have an itemprop of the article, or a rel that names an author or a
        licence; [] on a huge page.
        """
        if self.is_huge:
            return []
        named = (
            value.getparent()
            for value in self._roles
            if value and (value.attrname == "itemprop" or "author" in value or "license" in value)
        )
        return [element for element in dict.fromkeys(named) if not self.is_of_another(element)]

    def is_of_another(self, element: etree._Element) -> bool:
        """Returns whether an element's microdata describes one of `_OTHER_WORKS`."""
        others = self._other_works
        return bool(others) and not others.isdisjoint(islice(element.iterancestors(), _MAX_SCOPES))

    @cached_property
    def _other_works(self) -> set[etree._Element]:
        """The elements whose microdata describes one of `_OTHER_WORKS`."""
        named = (value.getparent() for value in self._roles if value in _OTHER_WORKS)
        return {
            element
            for element in named
            if element.get("itemprop") in _OTHER_WORKS and element.get("itemscope") is not None
        }

    @cached_property
    def _roles(self) -> list[Any]:
        """The values of all rel and itemprop attributes."""
        return [] if self.root is None else _ROLES(self.root)

    @cached_property
    def classes(self) -> list[str]:
        """The class of each of `elements`, "" if it has none."""
        return [element.get("class") or "" for element in self.elements]

    def called(self, names: re.Pattern[str], limit: int) -> Iterator[etree._Element]:
        """Returns the first `limit` elements whose class matches `names`; none on a huge page."""
        known = {name: bool(name and names.search(name)) for name in set(self.classes)}
        found = (e for e, name in zip(self.elements, self.classes, strict=True) if known[name])
        return islice(found, limit)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the page's texts, in the page's own capital and small letters."""
        texts = chain.from_iterable(
            ("" if e.tag in SILENT else e.text or "", e.tail or "") for e in self.elements
        )
        return frozenset(word.strip(_AROUND_WORDS) for word in set(" ".join(texts).split()))

    @cached_property
    def outlet(self) -> frozenset[str]:
        """The publisher's names, the host with and without "www.", and the domain with and without
        its suffix, all in `normal` form.
        """
        here = host(self.url)
        domain = registrable(here)
        names = [here, here.removeprefix("www."), domain, domain.partition(".")[0]]
        return frozenset(filter(None, map(normal, [*self.site_names, *names])))

    @cached_property
    def heading(self) -> int | None:
        """The index in `h1s` of the article's headline; None without any h1.

        The headline is the longest h1 that stands in JSON-LD's headline or og:title. If there is
        none, it is the longest h1 that stands in the title tag, else the first h1.
        """
        shown = [normal(text) for text in self.h1s]
        for values in ((self.stated("headline"), self.first("og:title")), (self.title,)):
            titles = [normal(text) for value in values if (text := clean(value))]
            agreeing = [text for text in shown if text and any(text in one for one in titles)]
            if agreeing:
                return shown.index(max(agreeing, key=len))
        return 0 if shown else None

    @property
    def heading_text(self) -> str | None:
        """The article's h1."""
        return None if self.heading is None else self.h1s[self.heading]

    @cached_property
    def under_heading(self) -> list[etree._Element]:
        """The first elements after the article's h1, with the standfirst, byline and date."""
        if self.heading is None:
            return []
        return list(islice(_following(self.headings[self.heading]), HEADER))

    @cached_property
    def lines_under_heading(self) -> list[tuple[etree._Element, str]]:
        """The elements under the headline with a text of at most `LINE` characters, each with its
        text. Bylines and dates are such elements.
        """
        return _lines(self.under_heading)

    @cached_property
    def under_title(self) -> list[etree._Element]:
        """The same as `under_heading`. On a page without any h1, they are the elements after the
        first one that shows most of the page's title.
        """
        if self.headings or not self._title_keys:
            return self.under_heading
        candidates = (element for element in self.elements if element.tag in _HEADLINES)
        shown = next(filter(self._shows_title, islice(candidates, _MAX_SEARCHED)), None)
        return [] if shown is None else list(islice(_following(shown), HEADER))

    @cached_property
    def lines_under_title(self) -> list[tuple[etree._Element, str]]:
        """The elements of `under_title` with a text of at most `LINE` characters, each with its text."""
        return self.lines_under_heading if self.headings else _lines(self.under_title)

    def _shows_title(self, element: etree._Element) -> bool:
        """Returns whether an element outside of lists and side columns has half or more of a title of
        the page, from its beginning or up to its end.
        """
        key = normal(text_of(element, _MAX_HEADLINE) or "")
        longest = max(map(len, self._title_keys))
        if not key or 2 * len(key) < longest or is_in(element, "li", "nav", "aside"):
            return False
        return any(one.startswith(key) or one.endswith(key) for one in self._title_keys)

    @cached_property
    def _title_keys(self) -> list[str]:
        """The titles in the page's data, meta tags and title tag, in `normal` form."""
        values = (self.stated("headline"), self.first("og:title"), self.title)
        return [key for value in values if (text := clean(value)) and (key := normal(text))]

    @cached_property
    def site_names(self) -> list[str]:
        """The names that the page gives its publisher: og:site_name, JSON-LD's publisher and
        WebSite, application names.
        """
        values: list[Any] = [value for name in _SITE_METAS for value in self.meta.get(name, ())]
        for node in self.articles:
            values += map(self.resolve, jsonld.as_list(node.get("publisher")))
        for node in self.nodes:
            if not _SITES.isdisjoint(jsonld.types(node)):
                values += [node.get("name"), *jsonld.as_list(node.get("alternateName"))]
        names = [*self.logos, *map(clean, values)]
        fit = (name for name in names if name and len(name) <= _SITE_NAME and "://" not in name)
        return list(dict.fromkeys(fit))


def _lines(elements: Iterable[etree._Element]) -> list[tuple[etree._Element, str]]:
    """Returns the elements with a text of at most `LINE` characters, each with its text."""
    texts = ((e, text_of(e, LINE + 1)) for e in elements if e.tag not in SILENT)
    return [(element, text) for element, text in texts if text and len(text) <= LINE]


def _following(element: etree._Element) -> Iterator[etree._Element]:
    """Yields the elements that come after this element in page order, without its descendants."""
    here: etree._Element | None = element
    while here is not None:
        for sibling in here.itersiblings():
            yield from (node for node in sibling.iter() if isinstance(node.tag, str))
        here = here.getparent()
