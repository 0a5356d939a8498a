"""Reads the text of articles from a page's scripts, and from parts that are read apart from the
rest of the page. Some pages show their article only after a browser has run their scripts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from lxml import etree

from newscrawl.text.sentences import END

MAX_SCRIPT = 4_000_000
"""Characters of the longest script that is read. Scripts with data are far shorter."""
MAX_NODES, MAX_ITEMS = 50_000, 2_000
"""Values of one script that are examined, and items of one list that are read as paragraphs, so that
no script takes long.
"""
SHORTEST, SHORTEST_ITEM = 200, 20
"""Characters of the shortest text that may be an article, and of the shortest paragraph in a list.
Shorter ones are descriptions, names and labels.
"""
_NEXT_PUSH = re.compile(r"""self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)""")
_NEXT_TEXT = re.compile(r"^[0-9a-f]+:T[0-9a-f]+,", re.MULTILINE)
_NEXT_DATA = re.compile(r"\s*[{\[]|[0-9a-f]*:")
_VALUE = re.compile(r"^\s*(?=[{\[])|(?:^|[;\s])(?:window\.|self\.)?[\w.$]{2,60}\s*=\s*(?=[{\[])")
"""What stands before the JSON of a script: nothing, or an assignment such as "window.data ="."""
_TEXT_KEYS = ("content", "text", "html", "value")
_MARKUP = re.compile(r"<(?:p|h2|h3|br|div)\b", re.IGNORECASE)
_APART = re.compile(r"<(/?)(?:noscript|template)\b")


def longest_text(root: Any) -> str | None:
    """Returns the longest text in the page's scripts that may be an article, or None.

    The text is HTML or plain paragraphs. The strings of one list are joined, because some systems
    keep one paragraph in each item of a list. An example is content_elements of Arc XP.
    """
    texts = chain.from_iterable(map(_texts, root.iter("script")))
    best = max(texts, key=len, default="")
    return best if len(best) >= SHORTEST else None


def longest_part(root: Any) -> str | None:
    """Returns the HTML of the longest part of a page that a tree of blocks leaves out and a browser
    may show. Returns None if the page has no such part, or only short ones.

    Such parts are `<noscript>`, a shadow root (`<template shadowrootmode="open">`), and the page in
    `<iframe srcdoc="…">`. Scripts fill a `<template>` without a mode, so it is not read.
    """
    best, left = "", MAX_SCRIPT
    for part in root.iter("noscript", "template", "iframe"):
        if part.tag == "iframe":
            source = part.get("srcdoc") or ""
        elif part.tag == "template" and part.get("shadowrootmode") is None:
            continue
        else:
            source = etree.tostring(part, encoding="unicode", method="html", with_tail=False)
        left -= len(source)
        if left < 0:  # nested parts are read again with each part around them
            break
        best = max(best, source, key=len)
    # As divs, the part and those inside it are read.
    return _APART.sub(r"<\1div", best) if len(best) >= SHORTEST else None


def _texts(script: Any) -> Iterator[str]:
    """Yields the texts in one script. JSON-LD is left out, since jsonld.py reads it."""
    source = script.text or ""
    is_data = script.get("type") == "application/ld+json"
    if is_data or not SHORTEST <= len(source) <= MAX_SCRIPT:
        return
    if "__next_f" in source:  # Next.js' flight data, whose rows are strings of JavaScript
        rows = (_json(row[1], 0) for row in _NEXT_PUSH.finditer(source))
        yield from (
            _NEXT_TEXT.split(row)[0]
            for row in rows
            if isinstance(row, str) and _MARKUP.search(row) and not _NEXT_DATA.match(row)
        )
    elif value := _VALUE.search(source):
        yield from _grouped(_json(source, value.end()))


def _json(text: str, start: int) -> Any:
    """Returns the JSON value that begins at `start`; None if no value begins there."""
    try:
        return json.JSONDecoder().raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def _grouped(value: Any) -> Iterator[str]:
    """Yields the joined texts of each list, and each long text outside lists."""
    stack, seen = [value], 0
    while stack and seen < MAX_NODES:
        node = stack.pop()
        seen += 1
        if isinstance(node, dict):
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
            texts = [text for item in node[:MAX_ITEMS] if (text := _prose(item))]
            if len(texts) > 1:
                yield "\n\n".join(f"<p>{text}</p>" for text in texts)
        elif isinstance(node, str) and len(node) >= SHORTEST and END.search(node) and " " in node:
            yield node


def _prose(item: Any) -> str | None:
    """Returns the text of a list's item if it is a paragraph: a string, or a dict with a string
    under one of `_TEXT_KEYS`.
    """
    if isinstance(item, dict):
        item = next((item[key] for key in _TEXT_KEYS if isinstance(item.get(key), str)), None)
    return item if isinstance(item, str) and len(item) >= SHORTEST_ITEM and " " in item else None
