"""Reads the JSON-LD of a page into a flat list of nodes. Common errors in the JSON are repaired."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

Node = dict[str, Any]

MAX_CHARS = 4_000_000
"""Characters of all scripts of a page together that are read."""
MAX_REPAIR = 500_000
"""Characters of the longest script that is repaired, since each repair reads the whole script."""
MAX_NODES = 2_000
"""Nodes of a page, and values of one array, that are read."""
MAX_DEPTH = 12
"""Levels of arrays, graphs and main entities that are followed."""
MAX_VALUES, MAX_LIST = 50, 500
"""Values that are read of a script, and entries of a list. Some scripts have several values, one
after another.
"""
MAX_TYPE = 100
"""Characters of a type that are read, from its end."""

ARTICLE_TYPES = {
    name: rank
    for rank, names in enumerate(
        (
            "Review Recipe CreativeWork Report TechArticle ScholarlyArticle",
            "BlogPosting SocialMediaPosting AdvertiserContentArticle SatiricalArticle LiveBlogPosting",
            "Article",
            "NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle "
            "BackgroundNewsArticle ReviewNewsArticle AskPublicNewsArticle",
        ),
        start=1,
    )
    for name in names.split()
}
"""schema.org's types of articles -> their rank. If several nodes state a fact, the most specific
type counts."""

_FEW = ("Article", "Posting")
_MARKS = tuple(
    word.encode()
    for word in (*_FEW, *(name for name in ARTICLE_TYPES if not any(few in name for few in _FEW)))
)
"""Each name of a type of articles contains one of these words."""
_DOWN = ("@graph", "mainEntity", "mainEntityOfPage")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_WRAPPER = re.compile(r"<!--|-->|(?://|/\*)?\s{0,9}(?:<!\[CDATA\[|\]\]>)(?:\s{0,9}\*/)?")
_DECODER = json.JSONDecoder(strict=False)


def may_be_article(page: bytes) -> bool:
    """Returns False if a page can't declare itself an article, in JSON-LD, microdata or og:type.

    Takes some 50 µs, and needs no tree.
    """
    if b"\0" in page[:64]:  # UTF-16 or UTF-32
        return True
    if any(name in page for name in _MARKS):
        return True
    lower = page.lower()
    return b"og:type" in lower and b"article" in lower


def parse(script: str) -> list[Any]:
    """Returns the JSON values in the text of one script; [] if it can't be read even after cheap
    repairs.
    """
    values, rest = _decode(script.strip("\ufeff \t\r\n").rstrip(";"))
    if (values and not rest) or len(script) > MAX_REPAIR:
        return values
    repaired = _WRAPPER.sub("", script).strip()
    if "&quot;" in repaired and repaired.count('"') < repaired.count("&quot;"):
        repaired = html.unescape(repaired)
    repaired = _ESCAPE.sub(lambda m: m[0] if m[1] in '"\\/bfnrtu' else m[1], repaired)
    repaired = _TRAILING_COMMA.sub("", repaired)
    return _decode(repaired)[0] or values


def _decode(text: str) -> tuple[list[Any], str]:
    """Returns the values at the head of `text`, one after another, and the rest of the text."""
    values: list[Any] = []
    while text and len(values) < MAX_VALUES:
        try:
            value, end = _DECODER.raw_decode(text)
        except (ValueError, RecursionError):
            break
        values.append(value)
        text = text[end:].lstrip(" \t\r\n,;")
    return values, text


def parse_all(scripts: Iterable[str]) -> tuple[list[Any], bool]:
    """Returns the values of a page's scripts in order, and whether a script could not be read.

    Scripts beyond MAX_CHARS are not read.
    """
    values: list[Any] = []
    left = MAX_CHARS
    unread = False
    for script in scripts:
        found = parse(script) if len(script) <= left else []
        left -= len(script) if found else 0
        unread = unread or not (found or script.isspace())
        values += found
    return values, unread


def flatten(values: Iterable[Any]) -> list[Node]:
    """Returns the nodes at the top level, in arrays, in @graph and as main entities, in page
    order.
    """
    nodes: list[Node] = []
    stack = [(value, 0) for value in reversed(list(values))]
    while stack and len(nodes) < MAX_NODES:
        value, depth = stack.pop()
        if depth > MAX_DEPTH:
            continue
        if isinstance(value, list):
            stack.extend((item, depth + 1) for item in reversed(value[:MAX_NODES]))
        elif isinstance(value, dict):
            nodes.append(value)
            stack.extend(
                (value[key], depth + 1) for key in _DOWN if isinstance(value.get(key), dict | list)
            )
    return nodes


def types(node: Node) -> Iterator[str]:
    """Yields the node's types without their vocabulary: "http://schema.org/NewsArticle" ->
    "NewsArticle".
    """
    for name in as_list(node.get("@type")):
        if isinstance(name, str):
            yield re.split(r"[/#:]", name[-MAX_TYPE:])[-1].strip()


def rank(node: Node) -> int:
    """Returns the rank of the node's type among articles (ARTICLE_TYPES); 0 if the node is not an
    article.
    """
    return max((ARTICLE_TYPES.get(name, 0) for name in types(node)), default=0)


def as_list(value: Any) -> list[Any]:
    """Returns a value as a list: JSON-LD allows a single value for a list of one. Empty values are
    left out.
    """
    if isinstance(value, list):
        parts = (part[:MAX_LIST] if isinstance(part, list) else [part] for part in value[:MAX_LIST])
        return [item for part in parts for item in part if item]
    return [value] if value else []
