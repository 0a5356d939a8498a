"""Turns chosen blocks into the record's typed blocks: joins table rows and captions, and finds the
pictures beside them.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import Any

from newscrawl.extraction.addresses import joined
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


def typed_all(
    raws: list[tuple[Raw, str | None]], base: str
) -> tuple[list[Block], list[tuple[Raw, Block]]]:
    """Returns the typed blocks, and the captions among them as (first line, block).

    `raws` are the chosen blocks, each with the rule that kept it. Cells of one table row become one
    block, and so do the lines of one caption.
    """
    found: list[Block] = []
    captions: list[tuple[Raw, Block]] = []
    row: Node | None = None
    at = 0
    while at < len(raws):
        raw, rule = raws[at]
        kind, level = kind_of(raw, rule)
        at += 1
        own = row_of(raw) if kind == "table_row" else None
        if own is not None and own is row:
            found[-1].text += f" | {raw.text}"
            continue
        row = own
        block = block_of(raw, kind, level, base)
        if kind == "caption":
            lines = _lines_of_caption(raws, at - 1)
            at += len(lines) - 1
            block.text, block.credit = _caption_of(lines)
            captions.append((raw, block))
        found.append(block)
    return found, captions


def _lines_of_caption(raws: list[tuple[Raw, str | None]], at: int) -> list[Raw]:
    """Returns the line at `at` and those behind it that are captions of the same picture."""
    picture = _picture_of(raws[at][0].node)
    further = takewhile(
        lambda one: _picture_of(one[0].node) is picture and kind_of(*one)[0] == "caption",
        islice(raws, at + 1, None),
    )
    return [raws[at][0], *(line for line, _ in further)]


def _caption_of(lines: list[Raw]) -> tuple[str, str | None]:
    """Returns the text and credit of a caption in several lines. If some lines stand in a
    figcaption, the other lines can only be the credit.
    """
    inside = [
        line.text for line in lines if any(node.tag == "figcaption" for node in upwards(line.node))
    ]
    beside = [line.text for line in lines if line.text not in inside] if inside else []
    return caption(
        inside or [line.text for line in lines], _picture_of(lines[0].node).element, beside
    )


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


def kind_of(raw: Raw, rule: str | None) -> tuple[BlockType, int | None]:
    """Returns the type of a block, and its level if it is a heading."""
    node = raw.node
    if rule == "caption" and not node.within & {"quote", "table"}:
        return "caption", None
    if rule == "embed":
        return "embed", None
    if rule == "lead":
        return "paragraph", None
    if node.tag in HEADINGS:
        return "heading", HEADINGS[node.tag]
    if "quote" in node.within:
        return "quote", None
    if row_of(raw) is not None:
        return "table_row", None
    return "list_item" if "list" in node.within and _is_item(node) else "paragraph", None


def _is_item(node: Node) -> bool:
    """Returns whether a node stands in an item of the nearest list above it."""
    tags = (place.tag for place in upwards(node))
    return next((tag for tag in tags if tag in _ITEMS or tag in _LISTS), None) in _ITEMS


def row_of(raw: Raw) -> Node | None:
    """Returns the table row around a block; None unless the block is a cell of data."""
    if "table" not in raw.node.within or raw.size >= _CELL or not _is_cell(raw.node):
        return None
    return next((node for node in upwards(raw.node) if node.tag == "tr"), None)


def _is_cell(node: Node) -> bool:
    """Returns whether a node is a cell of data or stands directly in one. Such a cell has other
    cells beside it and holds one block.
    """
    cell = node if node.tag in ("td", "th") else node.parent
    if cell is None or cell.tag not in ("td", "th") or cell.parent is None:
        return False
    return len(cell.parent.element) > 1 and cell.last - cell.first == 1


def block_of(raw: Raw, kind: BlockType, level: int | None, base: str) -> Block:
    """Returns the typed block with its links resolved against `base`."""
    return Block(
        kind,
        raw.text,
        level,
        links=[Link(text, joined(href, base)) for text, href in raw.anchors],
        where=_where(raw.node),
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
                image.caption, image.credit = (
                    image.caption or block.text,
                    image.credit or block.credit,
                )
                break
    return list(found.values())


def _first_picture(element: Any, base: str) -> str | None:
    """Returns the address of the first picture under an element."""
    return next(
        (
            joined(address, base)
            for img in element.iter("img", "amp-img")
            if (address := _source(img))
        ),
        None,
    )


_NAME_END = 300
"""Characters at an address's end in which a placeholder's file name is looked for."""
_PLACEHOLDER = re.compile(
    r"(?:placeholder|preloader|fallback|missing|spacer|blank|transparent|1x1|loading|lazy)[^/]*\.(?:gif|png|jpe?g|svg|webp)",
    re.I,
)


def _source(picture: Any) -> str | None:
    """Returns the address of an img. With lazy loading the address is in data-src, and src holds a
    placeholder.
    """
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        value = (picture.get(name) or "").strip()
        if (
            value
            and not value.startswith("data:")
            and "{" not in value
            and not _PLACEHOLDER.search(value[-_NAME_END:])
        ):
            return str(value)
    srcset = (picture.get("srcset") or picture.get("data-srcset") or "").split()
    return srcset[0] if srcset and not srcset[0].startswith("data:") else None


def _where(node: Node) -> str:
    """Returns an element's tag and the first word of its class or id: "p.lead"."""
    names = (node.classes or node.element.get("id") or "").split(None, 1)
    return f"{node.tag}.{names[0]}" if names else node.tag
