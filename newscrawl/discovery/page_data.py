"""The articles that only the data in a page's scripts name: some sites write lists from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from newscrawl.discovery import link_features, links
from newscrawl.discovery.page_links import MAX_LINKS
from newscrawl.extraction.addresses import host, resolve

MAX_SCRIPT = 4_000_000
"""Characters of the longest script that is read. Scripts with data are far shorter."""
_ESCAPED = (("\\u002F", "/"), ("\\u002f", "/"), ("\\/", "/"), ('\\"', '"'))
"""How scripts write a slash or a quotation mark in a string."""
_ADDRESS = re.compile(r'"((?:https?:/)?/[^"\s<>{}\\]{1,500})"')


def data_articles(root: _Element, base: str) -> list[str]:
    """Returns the addresses in the scripts of a page that look like articles of its host."""
    own = host(base)
    found = {
        url: None
        for address in dict.fromkeys(islice(_addresses(root), MAX_LINKS))
        if (url := resolve(address, base)) and host(url) == own and url != base
    }
    return [
        url
        for url in found
        if links.is_article(url) and "file" not in link_features.features(url, "")
    ]


def _addresses(root: _Element) -> Iterator[str]:
    for script in root.iter("script"):
        text = script.text or ""
        # JSON-LD names the publisher's pages, such as its principles
        if len(text) > MAX_SCRIPT or script.get("type") == "application/ld+json":
            continue
        for escaped, sign in _ESCAPED:
            text = text.replace(escaped, sign)
        yield from (found[1] for found in _ADDRESS.finditer(text))
