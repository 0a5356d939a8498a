"""Reads a document into a `Page`, in one walk over the elements of the head and the headings."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from newscrawl.extraction.addresses import absolute
from newscrawl.extraction.page import jsonld, tdmrep
from newscrawl.extraction.page.canonical import is_front_page
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.page import HUGE, MAX_REPEATS, RSL, Page, Time
from newscrawl.extraction.page.parsing import tree
from newscrawl.extraction.strings import MAX_CONTENT, clean, text_of


def read_page(document: Document) -> Page:
    """Returns the page of a document. Never raises. A document without a tree gives only its
    address and headers.
    """
    page = Page(
        document.url,
        document.url,
        headers=document.headers,
        preferences=document.preferences,
        tdm_rule=tdmrep.of_page(document.tdm_rules, document.url),
    )
    page.root = tree(document.readable) if document.kind == "html" else None
    if page.root is not None:
        held = list(islice(page.root.iter(), HUGE + 1))
        page.is_huge = len(held) > HUGE
        page.elements = [] if page.is_huge else held
        _walk(page, page.root)
    return page


def _walk(page: Page, root: etree._Element) -> None:
    """Fills the page from the elements in `_READERS` and from JSON-LD, in page order."""
    scripts: list[str] = []
    for element in root.iter(*_READERS, "script"):
        if element.tag != "script":
            _READERS[element.tag](page, element)
        elif "ld+json" in (element.get("type") or "").lower() and element.text:
            scripts.append(element.text)
    page.rels = {
        rel: kept
        for rel, hrefs in page.rels.items()
        if (kept := [url for href in hrefs if (url := page.link(href))])
    }
    values, page.data_unread = jsonld.parse_all(scripts)
    page.nodes = jsonld.flatten(values)


def _read_html(page: Page, element: etree._Element) -> None:
    lang = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")
    page.lang = lang or element.get("xml:lang")


def _read_base(page: Page, element: etree._Element) -> None:
    page.base = absolute(element.get("href"), page.url) or page.base


def _read_meta(page: Page, element: etree._Element) -> None:
    content = (element.get("content") or element.get("value") or "").strip()[:MAX_CONTENT]
    for attribute in _META_NAMES if content else ():
        name = element.get(attribute)
        if name and not (attribute == "itemprop" and page.is_of_another(element)):
            _add(page.meta, name.strip().lower(), content)


def _read_link(page: Page, element: etree._Element) -> None:
    names = _RELS.intersection((element.get("rel") or "").lower().split())
    if names and (href := (element.get("href") or "").strip()):
        is_rsl = (element.get("type") or "").strip().lower() == RSL
        for name in names:
            _add(page.rels, RSL if is_rsl and name == "license" else name, href)


def _read_title(page: Page, element: etree._Element) -> None:
    if page.title is None:  # svg has titles too: the page's own is the first
        page.title = clean(element.text)


def _read_h1(page: Page, element: etree._Element) -> None:
    if len(page.h1s) + len(page.logos) >= _MAX_H1S or not (text := text_of(element)):
        return
    if _leads_home(element, page.url):
        page.logos.append(text)
    else:
        page.h1s.append(text)
        page.headings.append(element)


def _read_time(page: Page, element: etree._Element) -> None:
    if len(page.times) < MAX_REPEATS:
        itemprop = (element.get("itemprop") or "").lower()
        stated, text = element.get("datetime") or "", text_of(element) or ""
        page.times.append(Time(stated, text, itemprop, bool(page.h1s), element))


_RELS = frozenset(("canonical", "next", "license", "author"))
_META_NAMES = ("property", "name", "itemprop", "http-equiv")
_MAX_H1S = 20
"""First h1 elements that are read. Some live blogs have one for each entry."""
_READERS: dict[str, Callable[[Page, etree._Element], None]] = {
    "html": _read_html,
    "base": _read_base,
    "meta": _read_meta,
    "link": _read_link,
    "title": _read_title,
    "h1": _read_h1,
    "time": _read_time,
}


def _leads_home(heading: etree._Element, url: str) -> bool:
    """Returns whether an h1 is the site's logo: its first link goes to the front page."""
    anchor = next(heading.iter("a"), None)
    target = absolute(anchor.get("href"), url) if anchor is not None else None
    return target is not None and is_front_page(urlsplit(target))


def _add(table: dict[str, list[str]], key: str, value: str) -> None:
    values = table.setdefault(key, [])
    if len(values) < MAX_REPEATS:
        values.append(value)
