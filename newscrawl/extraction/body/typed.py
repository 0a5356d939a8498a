"""Turns chosen blocks into the record's typed blocks: joins table rows and captions, and finds the
pictures beside them.
"""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import Any

from newscrawl.extraction.addresses import absolute
from newscrawl.extraction.body.blocks import HEADINGS, Node, Raw
from newscrawl.extraction.body.captions import caption
from newscrawl.extraction.body.container import upwards
from newscrawl.items import Block, BlockType, Image, Link

_CELL = 300
"""A cell of at least this size (characters) is a column of the page's layout, not a cell of data.
"""
PICTURE_BLOCKS = 4
"""The most blocks in a box that is taken for a picture with its caption."""
_ITEMS, _LISTS = ("li", "dd", "dt"), ("ul", "ol", "dl")
_LEVELS = 4
"""Elements from a caption upwards in which its picture is looked for."""
_NAME_END = 300
"""Characters at an address's end in which a placeholder's file name is looked for."""
_PLACEHOLDER = re.compile(
    r"(?:placeholder|preloader|fallback|missing|spacer|blank|transparent|1x1|loading|lazy)[^/]*\.(?:gif|png|jpe?g|svg|webp)",
    re.I,
)


def typed_all(
    raws: list[tuple[Raw, str]], base: str
) -> tuple[list[Block], list[tuple[Raw, Block]]]:
    """Returns the typed blocks, and the captions among them as (first line, block).

    Cells of one table row become one block, and so do the lines of one picture's caption.
    """
    found: list[Block] = []
    captions: list[tuple[Raw, Block]] = []
    for (kind, _), parts in groupby(raws, key=_whole):
        lines = [raw for raw, _ in parts]
        block = block_of(lines[0], kind, base)
        if kind == "table_row":
            block.text = " | ".join(line.text for line in lines)
        elif kind == "caption":
            block.text, block.credit = _caption_of(lines)
            captions.append((lines[0], block))
        found.append(block)
    return found, captions


def _whole(part: tuple[Raw, str]) -> tuple[BlockType, Node | Raw | None]:
    """Returns a block's type, and the row or picture to which it belongs. Other blocks belong to
    themselves.
    """
    raw, kind = part[0], _kind_of(*part)
    if kind == "table_row":
        return kind, row_of(raw)
    return kind, _picture_of(raw.node) if kind == "caption" else raw


def _caption_of(lines: list[Raw]) -> tuple[str, str | None]:
    """Returns the text and credit of a caption in several lines. If some lines stand in a
    figcaption, the other lines can only be the credit.
    """
    inside = [
        line.text for line in lines if any(node.tag == "figcaption" for node in upwards(line.node))
    ]
    every = [line.text for line in lines]
    beside = [text for text in every if text not in inside] if inside else []
    return caption(inside or every, _picture_of(lines[0].node).element, beside)


def _picture_of(node: Node) -> Node:
    """Returns the figure around a caption's line. Without a figure, returns the largest box of at
    most `PICTURE_BLOCKS` blocks whose class means a caption or photo; else `node`.
    """
    box = node
    for place in upwards(node):
        if place.tag == "figure":
            return place
        if place.last - place.first > PICTURE_BLOCKS:
            break
        box = place if "caption" in place.means or "photo" in place.means else box
    return box


def _kind_of(raw: Raw, rule: str) -> BlockType:
    """Returns the type of a block. `rule` is the rule that kept it."""
    node = raw.node
    if rule == "caption" and node.within.isdisjoint(("quote", "table")):
        return "caption"
    if rule == "embed":
        return "embed"
    if rule in ("standfirst", "lead"):
        return "paragraph"
    if node.tag in HEADINGS:
        return "heading"
    if "quote" in node.within:
        return "quote"
    if row_of(raw) is not None:
        return "table_row"
    return "list_item" if "list" in node.within and _is_item(node) else "paragraph"


def _is_item(node: Node) -> bool:
    """Returns whether a node stands in an item of the nearest list above it."""
    tags = (place.tag for place in upwards(node))
    return next((tag for tag in tags if tag in _ITEMS or tag in _LISTS), None) in _ITEMS


def row_of(raw: Raw) -> Node | None:
    """Returns the table row around a block; None unless the block stands directly in a cell of data.
    Such a cell has other cells beside it and holds one block.
    """
    if "table" not in raw.node.within or raw.size >= _CELL:
        return None
    cell = raw.node if raw.node.tag in ("td", "th") else raw.node.parent
    if cell is None or cell.tag not in ("td", "th") or cell.last - cell.first > 1:
        return None
    row = next((node for node in upwards(cell) if node.tag == "tr"), None)
    return row if cell.parent and len(cell.parent.element) > 1 else None


def block_of(raw: Raw, kind: BlockType, base: str) -> Block:
    """Returns the typed block with its links resolved against `base`."""
    node = raw.node
    names = (node.classes or node.element.get("id") or "").split(None, 1)
    return Block(
        kind,
        raw.text,
        HEADINGS[node.tag] if kind == "heading" else None,
        links=[Link(text, absolute(href, base) or href) for text, href in raw.anchors],
        where=f"{node.tag}.{names[0]}" if names else node.tag,
        place=raw.place,
    )


def pictures_in(kept: list[tuple[Raw, Block]], container: Node, base: str) -> list[Image]:
    """Returns the pictures inside the body: pictures in figures, and pictures beside a caption."""
    found: dict[str, Image] = {}
    for figure in container.element.iter("figure"):
        if address := _first_picture(figure, base):
            found.setdefault(address, Image(address))
    beside: dict[Node, str | None] = {}
    for raw, block in kept:
        for place in islice(upwards(raw.node), _LEVELS):
            if place not in beside:
                beside[place] = _first_picture(place.element, base)
            if address := beside[place]:
                image = found.setdefault(address, Image(address))
                image.caption = image.caption or block.text
                image.credit = image.credit or block.credit
                break
    return list(found.values())


def _first_picture(element: Any, base: str) -> str | None:
    """Returns the address of the first picture under an element."""
    sources = filter(None, map(_source, element.iter("img", "amp-img")))
    return next((absolute(address, base) or address for address in sources), None)


def _source(picture: Any) -> str | None:
    """Returns the address of an img. With lazy loading the address is in data-src, and src holds a
    placeholder.
    """
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        value: str = (picture.get(name) or "").strip()
        if (
            value
            and not value.startswith("data:")
            and "{" not in value
            and not _PLACEHOLDER.search(value[-_NAME_END:])
        ):
            return value
    srcset = (picture.get("srcset") or picture.get("data-srcset") or "").split()
    return srcset[0] if srcset and not srcset[0].startswith("data:") else None
