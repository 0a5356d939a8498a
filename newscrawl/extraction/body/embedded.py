"""Reads the text of articles from a page's scripts, and from parts that are read apart from the
rest of the page. Some pages show their article only after a browser has run their scripts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from newscrawl.text.sentences import END

MAX_SCRIPT = 4_000_000
"""Characters of the longest script that is read. Scripts with data are far shorter."""
MAX_NODES = 50_000
"""Values of one script that are examined, so that no script takes long."""
MAX_ITEMS = 2_000
"""Items of one list that are read as paragraphs. Articles have fewer."""
SHORTEST = 200
"""Characters of the shortest text that may be an article. Shorter ones are descriptions."""
SHORTEST_ITEM = 20
"""Characters of the shortest paragraph in a list. Shorter strings are names and labels."""

_NEXT_PUSH = re.compile(r"""self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)""")
_NEXT_TEXT = re.compile(r"^[0-9a-f]+:T[0-9a-f]+,", re.MULTILINE)
_ASSIGNED = re.compile(r"(?:^|[;\s])(?:window\.|self\.)?[\w.$]{2,60}\s*=\s*(?=[{\[])")
_TEXT_KEYS = ("content", "text", "html", "value")
_MARKUP = re.compile(r"<(?:p|h2|h3|br|div)\b", re.IGNORECASE)


def longest_text(root: Any) -> str | None:
    """Returns the longest text in the page's scripts that may be an article, or None.

    The text is HTML or plain paragraphs. The strings of one list are joined, because some systems
    keep one paragraph in each item of a list. An example is content_elements of Arc XP.
    """
    best = max(
        (text for script in root.iter("script") for text in _texts(script)), key=len, default=None
    )
    return best if best and len(best) >= SHORTEST else None


_APART = re.compile(r"<(/?)(?:noscript|template)\b")


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
    if (
        len(source) < SHORTEST
        or len(source) > MAX_SCRIPT
        or script.get("type") == "application/ld+json"
    ):
        return
    if "__next_f" in source:
        for literal in _NEXT_PUSH.findall(source):
            yield from _next_rows(literal)
        return
    found = _parsed(source)
    if found is not None:
        yield from _grouped(found)


def _next_rows(literal: str) -> Iterator[str]:
    """Yields the text of one row of Next.js' flight data if it is HTML."""
    try:
        text = json.loads(literal)
    except ValueError:
        return
    if (
        _MARKUP.search(text)
        and not text.lstrip().startswith(("{", "["))
        and not re.match(r"[0-9a-f]*:", text)
    ):
        yield _NEXT_TEXT.split(text)[0]


def _parsed(source: str) -> Any:
    """Returns the JSON of a script: the whole script, or what it assigns first ("window.data =
    {…}").

    None if there is none.
    """
    start = 0
    if not source.lstrip().startswith(("{", "[")):
        assigned = _ASSIGNED.search(source)
        if not assigned:
            return None
        start = assigned.end()
    try:
        return json.JSONDecoder().raw_decode(source.lstrip() if not start else source, start)[0]
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
    """Returns the text of a list's item if it is a paragraph.

    The item is a string, or a dict with a string under one of `_TEXT_KEYS`.
    """
    if isinstance(item, dict):
        item = next((item[key] for key in _TEXT_KEYS if isinstance(item.get(key), str)), None)
    return item if isinstance(item, str) and len(item) >= SHORTEST_ITEM and " " in item else None
