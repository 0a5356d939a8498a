"""Reads a page's tree into text blocks, in one walk. choice.py decides which blocks are the
article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from newscrawl.extraction.body.hidden import hidden_in, is_in_line
from newscrawl.extraction.body.meanings import meaning
from newscrawl.extraction.body.roles import LEFT, LITTLE, MUCH, OPEN_ROLES, ROLES, WORDED, WRAPPERS
from newscrawl.extraction.strings import collapse, is_in
from newscrawl.text.scripts import HAN, HANGUL, KANA, THAI
from newscrawl.text.sentences import ENDS

MAX_DEPTH = 2040
"""libxml2 silently drops elements below 2,048 levels. A tree that reaches this depth was cut."""
MAX_BLOCKS = 10_000
"""Blocks that are read of a page. On a page of 10 MB, so many take three seconds; all of them would
take half a minute.
"""
_SPOKEN = "spoken"
"""The meaning of classes whose elements only screen readers read."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}

_CJK = re.compile(f"[{KANA}{HAN}{HANGUL}{THAI}]")
"""Characters of scripts without spaces, or with a syllable in each character."""
_EMPTY: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Node:
    """A block-level element with the page's blocks from `first` to just before `last`.

    `classes` is its class attribute. `means` are the meanings of the words in its class and id.
    `within` has the meanings of the element and of all elements above it. `factor` is the share of
    their weight that the blocks in the element keep (container.py).
    """

    element: Any
    tag: str
    classes: str = ""
    parent: Node | None = None
    means: frozenset[str] = _EMPTY
    within: frozenset[str] = _EMPTY
    first: int = 0
    last: int = 0
    factor: float = 1.0
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Raw:
    """A text between two block-level boundaries; never empty. `anchors` are (text, href). Lengths
    are in characters.

    `size` is the text's length, in which characters of `_CJK` count double. `link_share` is the
    share of the text in links. `place` is the block's number on the page.
    """

    text: str
    size: int
    node: Node
    anchors: list[tuple[str, str]]
    link_length: int
    link_share: float
    time_length: int
    place: int


@dataclass(slots=True)
class Tree:
    """All blocks of a page in page order, and the block-level elements above them, parents first.

    An element that holds no block has no node. `too_deep` and `too_long` say that a part of the
    page was not read. `hidden` are the places of blocks in elements that the page hides.
    """

    blocks: list[Raw]
    nodes: list[Node]
    too_deep: bool
    too_long: bool
    hidden: set[int] = field(default_factory=set)

    def release(self) -> None:
        """Breaks the references between nodes, so that their memory is free at once and not only
        after a garbage collection.
        """
        for node in self.nodes:
            node.parent = None
            node.children.clear()


_BREAK = "\x00"
"""Stands for a br element in the text that the walk collects."""
PLACE_TAGS = {
    "nav": "frame",
    "footer": "footer",
    "aside": "aside",
    "form": "form",
    "header": "header",
    "figure": "figure",
    "figcaption": "caption",
    "blockquote": "quote",
    "table": "table",
    "ul": "list",
    "ol": "list",
    "dl": "list",
}
"""Elements whose tag alone gives their meaning, in the words of `meaning`."""

_SENTENCE_ENDS = frozenset(ENDS + '"”’»')
_CLOSING = frozenset(ENDS + ")")
_QUOTES = frozenset('"“‘«„')


def _is_break(span: Any, before: str) -> bool:
    """Returns whether an empty span is a line break: its class is "br", or it separates two
    sentences that have no space between them.
    """
    after = span.tail
    return "br" in (span.get("class") or "").split() or bool(
        after and before[-1:] in _SENTENCE_ENDS and (after[0].isupper() or after[0] in _QUOTES)
    )


def _are_apart(before: str, text: str) -> bool:
    """Returns whether the texts of two inline elements side by side are two words or sentences,
    which only the style sheet keeps apart: "in spring.", "A. Ex" or "Jane Doe", "5 May".

    A drop cap, the mark of a footnote and a sign in lines of code have one character.
    """
    left, right = before[-1], text[0]
    ends = left.islower() or left in _CLOSING
    is_apart = ends if right.isdigit() else right.isupper() and (ends or left.isdigit())
    return is_apart and len(before) > 1


def _node(element: Any, parent: Node, at: int) -> Node:
    """Returns a new node for a block-level element under `parent`. `at` is the number of blocks
    before the element.
    """
    tag, classes = element.tag, element.get("class") or ""
    ident = element.get("id")
    names = f"{classes} {ident}" if ident else classes
    means = meaning(names) if names else _EMPTY
    if "part" in means and tag == "aside":  # "Key takeaways" are no aside
        tag = "div"
    within = parent.within
    if not means <= within:
        within = within | means
    place = PLACE_TAGS.get(tag)
    if place and place not in within:
        within = within | {place}
    node = Node(element, tag, classes, parent, means, within, at, at)
    parent.children.append(node)
    return node


class _Walker:
    """The state of a walk: the blocks so far, the open elements, and the text since the last block.

    `opened` are the open elements without a block so far; they are inside `node`. `anchor_from` is
    the index in the buffer at which the open anchor's text begins; it is -1 outside anchors.
    `links` and `time` count the buffer's characters inside anchors and time elements. `seam` is the
    buffer's length at the last end of an element that no text follows. `unread` are inline elements
    whose text is left out.
    """

    def __init__(self, start: Any, roles: dict[Any, str], unread: set[Any]) -> None:
        self.roles = roles
        self.unread = unread
        self.node = self.body = Node(start, str(start.tag))
        self.nodes = [self.body]
        self.blocks: list[Raw] = []
        self.buffer: list[str] = []
        self.anchors: list[tuple[str, str]] = []
        self.opened: list[Any] = []
        self.anchor_from = -1
        self.links = self.time = self.in_time = self.deepest = self.seam = 0
        self.depth = 1

    def walk(self, start: Any) -> None:
        """Reads everything under `start`, by first child, next sibling and parent. This takes .14 ms
        a page. A walk by the events of lxml's iterwalk takes .23 ms.
        """
        roles, buffer, add, unread = self.roles, self.buffer, self.add, self.unread
        element = start
        role: str | None = roles.get(start.tag, "inline")  # the start has a node already
        while True:
            if (unread and element in unread) or (
                role in WORDED and (classes := element.get("class")) and _SPOKEN in meaning(classes)
            ):
                role = "skipped"
            if role != "skipped":
                text: str | None = element.text
                if role is None:
                    if not self.open_block(element):
                        return
                elif role != "inline":
                    text = self.enter(element, role, text)
                if text and (buffer or not text.isspace()):
                    if buffer and self.seam == len(buffer) and _are_apart(buffer[-1], text):
                        buffer.append(" ")
                    add(text)
                if len(element):
                    element = element[0]
                    role = roles.get(element.tag)
                    self.depth += 1
                    continue
            element = self.following(element, role, start)
            if element is None:
                return
            role = roles.get(element.tag)

    def following(self, element: Any, role: str | None, start: Any) -> Any:
        """Leaves an element, and the elements that end with it. Returns the next element in page
        order; None after the last one.
        """
        while element is not start:
            text: str | None = element.tail
            if role is None:
                self.close_block()
            elif role in LEFT:
                text = self.leave(element, role, text)
            if text and (self.buffer or not text.isspace()):
                self.add(text)
            elif not text:
                self.seam = len(self.buffer)
            following = element.getnext()
            if following is not None:
                return following
            element = element.getparent()
            role = self.roles.get(element.tag)
            self.depth -= 1
        return None

    def add(self, text: str) -> None:
        """Puts a text into the buffer."""
        self.buffer.append(text)
        if self.anchor_from >= 0:
            self.links += len(text.strip())
        if self.in_time:
            self.time += len(text.strip())

    def open_block(self, element: Any) -> bool:
        """Begins a block-level element; False if the page has too many blocks to go on."""
        if self.depth > self.deepest:
            self.deepest = self.depth
        if len(self.blocks) >= MAX_BLOCKS:
            return False
        if self.buffer:
            self.flush()
        self.opened.append(element)
        return True

    def close_block(self) -> None:
        """Ends the innermost block-level element."""
        if self.buffer:
            self.flush()
        if self.opened:
            self.opened.pop()
        else:
            self.node.last = len(self.blocks)
            self.node = self.node.parent or self.body

    def enter(self, element: Any, role: str, text: str | None) -> str | None:
        """Begins a span, a, time or br element. Returns the text in it that counts."""
        buffer = self.buffer
        if role == "span":
            if buffer and not text and not len(element) and _is_break(element, buffer[-1]):
                self.flush()
        elif role == "a":
            within = self.opened[-1].tag if self.opened else self.node.tag
            # An anchor without href but with a name is a place on the page, and no link. Old pages
            # leave such anchors open. A heading's link to its own place on the page ("#routes") is
            # text of the heading.
            href = element.get("href")
            is_place = href is None and element.get("name") is not None
            is_own = within in HEADINGS and (href or "").startswith("#")
            if not is_place and not is_own:
                self.anchor_from = len(buffer)
        elif role == "time":
            self.in_time += 1
        elif buffer and buffer[-1] == _BREAK:
            self.flush()  # two line breaks separate paragraphs
        else:
            buffer.append(_BREAK)
        return None if role == "br" else text

    def leave(self, element: Any, role: str, text: str | None) -> str | None:
        """Ends an element of `LEFT`. Returns the text that follows it."""
        if role == "a":
            if self.anchor_from >= 0 and (href := element.get("href")):
                anchor = collapse("".join(self.buffer[self.anchor_from :]).replace(_BREAK, " "))
                if anchor:
                    self.anchors.append((anchor, href))
            self.anchor_from = -1
        elif role == "time":
            self.in_time -= 1
        elif text and text.isspace():
            text = None  # white space between two br elements does not count as text
        return text

    def flush(self) -> None:
        """Makes the buffer's text a block, unless it is empty. Then the elements in `opened` get
        their nodes.
        """
        text = "".join(self.buffer)
        text = collapse(text.replace(_BREAK, " ") if _BREAK in text else text)
        self.buffer.clear()
        self.seam = 0
        if text and not text.isspace():
            blocks, node = self.blocks, self.node
            place, size = len(blocks), len(text)
            double = 0 if text.isascii() else len(_CJK.findall(text))
            for above in self.opened:
                node = _node(above, node, place)
                self.nodes.append(node)
            self.opened.clear()
            self.node = node
            links = min(self.links, size)
            raw = Raw(
                text, size + double, node, self.anchors, links, links / size, self.time, place
            )
            blocks.append(raw)
        self.anchors = []
        self.links = self.time = 0
        if self.anchor_from >= 0:  # an anchor around blocks goes on
            self.anchor_from = 0

    def tree(self) -> Tree:
        """Closes the open elements, and returns everything that was read."""
        if self.buffer:
            self.flush()
        count, node = len(self.blocks), self.node
        while node is not self.body:
            node.last = count
            node = node.parent or self.body
        self.body.last = count
        return Tree(self.blocks, self.nodes, self.deepest >= MAX_DEPTH, count >= MAX_BLOCKS)


def tree_of(root: Any) -> Tree:
    """Returns the blocks of the page under `root` (an lxml element, not changed)."""
    start = root.find("body") if root.tag == "html" else root
    if start is None:
        start = root
    tree = _walked(start, ROLES)
    shown = sum([raw.size - raw.link_length for raw in tree.blocks])
    if shown < LITTLE and _wrapped(start) > max(shown, MUCH):
        tree.release()
        tree = _walked(start, OPEN_ROLES)
    return tree


def _wrapped(start: Any) -> int:
    """Returns how many characters the longest text in one of `WRAPPERS` has."""
    # A wrapper inside another is not read again: in deep trees that would take quadratic time.
    outer = (one for one in start.iter(*WRAPPERS) if not is_in(one, *WRAPPERS))
    return max((sum(len(text.strip()) for text in one.itertext()) for one in outer), default=0)


def _walked(start: Any, roles: dict[Any, str]) -> Tree:
    """Returns the blocks under `start`, with the hidden ones marked."""
    hidden = hidden_in(start)
    walker = _Walker(start, roles, {element for element in hidden if is_in_line(element)})
    walker.walk(start)
    tree = walker.tree()
    done = 0  # nodes come in page order, parents first
    for node in tree.nodes:
        if node.last > done and (_SPOKEN in node.means or node.element in hidden):
            tree.hidden.update(range(node.first, node.last))
            done = node.last
    return tree
