"""Turns Scrapy's responses into the documents that extraction reads."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from lxml import etree
from scrapy.http import HtmlResponse, Response, TextResponse

from newscrawl.extraction.page import preferences, tdmrep
from newscrawl.extraction.page.document import Document, by_name
from newscrawl.extraction.page.parsing import parse

_ROOTS: WeakKeyDictionary[HtmlResponse, Any] = WeakKeyDictionary()
"""The trees of the responses that are in use."""


def header(response: Response, name: str) -> str:
    """Returns a header of a response, such as "text/html; charset=utf-8", or ""."""
    return (response.headers.get(name) or b"").decode("latin-1")


def root_of(response: HtmlResponse) -> Any:
    """Returns the root of a page's tree, an html element without content for a page without any.
    The page is parsed once.

    Scrapy's selector would lose what follows an early `</html>`, and raise ValueError if the page's
    `<base>` is no address, such as `<base href="http://[">`.
    """
    root = _ROOTS.get(response)
    if root is None:
        root = parse(response.body, response.encoding)
        _ROOTS[response] = root = etree.Element("html") if root is None else root
    return root


def document_of(response: Response) -> Document:
    """Returns the document of a response, with what middlewares learnt about its site."""
    meta = response.request.meta if response.request else {}
    document = Document(
        response.url,
        response.body,
        kind="other",
        headers=by_name(response.headers),
        status=response.status,
        preferences=meta.get(preferences.META) or [],
        tdm_rules=meta.get(tdmrep.META) or [],
    )
    if isinstance(response, TextResponse):
        document.kind = "html" if isinstance(response, HtmlResponse) else "text"
        document.encoding = response.encoding
    return document
