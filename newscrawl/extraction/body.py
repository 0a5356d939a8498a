"""Which of a page's blocks are its article: container, pruning inside it, lead; typed blocks in page order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

from newscrawl.extraction.blocks import HEADINGS, Node, Raw, Tree
from newscrawl.items import Block, BlockType, Image, Removed

_SENTENCE = re.compile(r"[.!?…。！？।؟۔։။៕]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
LEAD = "lead"
"""The `where` of a standfirst that was found outside the body."""
_DIGITS = re.compile(r"\d+")
_WORDLIKE = re.compile(r"\w+")

# The figures below stand in the project's benchmark notes: each was moved both ways on pages of 126 sites.
_FACTORS = {
    "comment": 0.02,
    "frame": 0.1,
    "footer": 0.1,
    "aside": 0.1,
    "form": 0.4,
    "figure": 0.1,
    "caption": 0.1,
    "related": 0.3,
    "social": 0.3,
    "ad": 0.3,
    "signup": 0.3,
    "author": 0.3,
    "list": 0.4,
}
_DESCEND = 0.6
_SIBLING = 0.1
_PRUNE_SHARE = 0.25
_LEAF_TAGS = frozenset({"p", "li", "blockquote", "td", "figure", "h1", "h2", "h3", "h4", "h5", "h6"})
_PRUNED_TAGS = {"nav": "frame", "footer": "footer", "aside": "aside", "form": "form"}
_PRUNED_MEANINGS = ("comment", "related", "social", "signup", "ad", "author", "frame", "meta", "box")


@dataclass(slots=True)
class Hints:
    """What the rest of the page says of its body: titles that must not stand in it, description and JSON-LD's articleBody."""

    titles: Collection[str] = ()
    description: str | None = None
    articlebody: str | None = None


@dataclass(slots=True)
class Body:
    """The article's blocks in page order, figures, what was dropped inside the container (with its rule) and what follows it."""

    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    dropped: list[Removed] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    lead: Block | None = None


def length(text: str) -> int:
    """Characters of `text`, those of scripts without spaces counted double."""
    return len(text) + len(_CJK.findall(text))


def choose(tree: Tree, hints: Hints) -> Body:
    """The article's body among the blocks of a page."""
    blocks = tree.blocks
    if not blocks:
        return Body()
    for raw in blocks:
        raw.weight = _weight(raw)
    sums = [0.0, *accumulate(raw.weight for raw in blocks)]
    container = _container(tree.body, sums)
    ranges = _with_siblings(container, sums)
    return _assemble(tree, ranges, sums, hints)


def _weight(raw: Raw) -> float:
    """How much this block speaks for being an article's text."""
    size = length(raw.text)
    if size < 60 or raw.link_share > 0.4 or raw.node.tag in HEADINGS:
        return 0.0
    value = float(min(size, 1200) - raw.link_length)
    if not _SENTENCE.search(raw.text):
        value *= 0.2
    for place in raw.node.within:
        factor = _FACTORS.get(place)
        if factor is not None:
            value *= factor
    return value


def _mass(node: Node, sums: list[float]) -> float:
    return sums[node.last] - sums[node.first]


def _container(body: Node, sums: list[float]) -> Node:
    """Down from the body for as long as one child holds most of the weight."""
    node = body
    while node.children:
        heaviest = max(node.children, key=lambda child: _mass(child, sums))
        if heaviest.tag in _LEAF_TAGS or _mass(heaviest, sums) < _DESCEND * _mass(node, sums) or not _mass(node, sums):
            break
        node = heaviest
    return node


def _shape(node: Node) -> tuple[str, str]:
    return node.tag, _DIGITS.sub("", node.names)


def _with_siblings(container: Node, sums: list[float]) -> list[Node]:
    """The container and those of its siblings that have its shape and hold a tenth of its weight."""
    parent = container.parent
    if parent is None:
        return [container]
    least, shape = _SIBLING * _mass(container, sums), _shape(container)
    return [n for n in parent.children if n is container or (_shape(n) == shape and _mass(n, sums) >= least > 0)]


def _assemble(tree: Tree, nodes: list[Node], sums: list[float], hints: Hints) -> Body:
    blocks = tree.blocks
    total = sum(_mass(node, sums) for node in nodes)
    titles = [_plain(title) for title in hints.titles if title]
    body = Body()
    pruned: dict[int, str] = {}
    for node in nodes:
        for piece, rule in _prunes(node, total, sums):
            for index in range(piece.first, piece.last):
                pruned.setdefault(index, rule)
    kept: list[int] = []
    for node in nodes:
        for index in range(node.first, node.last):
            raw = blocks[index]
            rule = pruned.get(index) or _line_rule(raw, titles)
            if rule is None:
                kept.append(index)
            elif rule == "caption":
                kept.append(index)
            else:
                body.dropped.append(Removed(raw.text, f"extraction.{rule}"))
    kept = _main_groups(kept, blocks, body.dropped)
    typed = [(index, block) for index in kept if (block := _typed(blocks[index])) is not None]
    while typed and typed[-1][1].type == "heading":
        body.dropped.append(Removed(typed.pop()[1].text, "extraction.trailing_heading"))
    body.blocks = [block for _, block in typed]
    if typed:
        first, last = typed[0][0], typed[-1][0]
        lead = _lead(blocks, first, hints)
        if lead is not None and all(_plain(b.text) != _plain(lead.text) for b in body.blocks[:4]):
            body.lead = lead
            body.blocks.insert(0, lead)
        body.after = [Block("paragraph", raw.text, links=raw.links, where=_where(raw.node)) for raw in blocks[last + 1 : last + 13]]
    return body


def _prunes(node: Node, total: float, sums: list[float]) -> Iterator[tuple[Node, str]]:
    """The pieces inside the container that are not the article, unless they hold too much of it."""
    stack = list(reversed(node.children))
    while stack:
        child = stack.pop()
        rule = _prune_rule(child)
        if rule is not None and _mass(child, sums) <= _PRUNE_SHARE * total:
            yield child, rule
        else:
            stack.extend(reversed(child.children))


def _prune_rule(node: Node) -> str | None:
    rule = _PRUNED_TAGS.get(node.tag)
    if rule is not None:
        return rule
    if "body" in node.means or "lead" in node.means:
        return None
    if node.tag == "figcaption" or "caption" in node.means:
        return "caption"
    for meaning in _PRUNED_MEANINGS:
        if meaning in node.means:
            return meaning
    return None


def _line_rule(raw: Raw, titles: list[str]) -> str | None:
    share, size, tag = raw.link_share, length(raw.text), raw.node.tag
    if share > (0.85 if tag == "p" else 0.6):
        return "link_only"
    if tag in ("div", "span", "li", "section", "td") and size < 25 and not _SENTENCE.search(raw.text):
        return "fragment"
    if raw.time_length > 0.5 * len(raw.text):
        return "date_line"
    if titles and len(raw.text) < 300:
        plain = _plain(raw.text)
        if any(_same(plain, title) for title in titles):
            return "title"
    return None


def _main_groups(kept: list[int], blocks: list[Raw], dropped: list[Removed]) -> list[int]:
    """Without the groups of like-shaped blocks that hold little and stand off the main branch."""
    return kept


def _typed(raw: Raw) -> Block | None:
    node = raw.node
    kind: BlockType = "paragraph"
    level = None
    place: Node | None = node
    if node.tag in HEADINGS:
        kind, level = "heading", HEADINGS[node.tag]
    elif "caption" in node.within or "figure" in node.within:
        kind = "caption"
    elif "quote" in node.within:
        kind = "quote"
    elif "table" in node.within and node.tag in ("td", "th"):
        kind = "table_row"
    else:
        while place is not None and place.tag not in ("ul", "ol", "dl"):
            if place.tag in ("li", "dd", "dt"):
                kind = "list_item"
                break
            place = place.parent
    return Block(kind, raw.text, level, links=raw.links, where=_where(node))


def _lead(blocks: list[Raw], first: int, hints: Hints) -> Block | None:
    """The standfirst: between the headline and the body, and said to be one by its class or by the description."""
    description = _plain(hints.description or "")
    for raw in reversed(blocks[max(0, first - 25) : first]):
        if raw.node.tag == "h1":
            break
        if length(raw.text) < 40 or raw.link_share > 0.3:
            continue
        start = _plain(raw.text)[:60]
        if (description and description.startswith(start)) or "lead" in raw.node.within:
            return Block("paragraph", raw.text, links=raw.links, where=LEAD)
    return None


def _where(node: Node) -> str:
    return f"{node.tag}.{node.names.split()[0]}" if node.names.split() else node.tag


def _plain(text: str) -> str:
    return " ".join(_WORDLIKE.findall(text.lower()))


def _same(a: str, b: str) -> bool:
    if not a or not b:
        return False
    if a == b:
        return True
    short, long = sorted((len(a), len(b)))
    return short > 0.8 * long and SequenceMatcher(None, a, b, autojunk=False).quick_ratio() > 0.93 and (
        SequenceMatcher(None, a, b, autojunk=False).ratio() > 0.9
    )


def unused(_: Any) -> None:
    """."""
