"""What each element of a page says of the blocks in it: its class words, its share of the page, its way to the article."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from newscrawl.extraction.blocks import PLACE_TAGS, Node, Raw

ASKED = "caption comment body lead figure table list meta box photo author quote".split()
"""What a place may say, by its class, id or tag: each is a feature of its own."""
_MEANINGS = [*ASKED, *"consent frame related social ad signup embed footer aside form header".split()]
_BITS = {name: 1 << place for place, name in enumerate(_MEANINGS)}
_FURNITURE = sum(
    _BITS[name] for name in "comment consent frame related social ad signup author meta box footer aside form".split()
)
_WHOLE = 0.5
"""A place that holds more of the page's weight than this share is not what its class says."""


class Place(NamedTuple):
    """What an element and those above it say.

    `says` has a bit for each meaning, `furniture` is the share of the page's weight in the innermost furniture (1 for none).
    `steps` and `dense` are the steps down from the container and from the element with the most text of its own, or, below 0,
    up to where the way to it branches off. `alike` is how many siblings of one shape there are, `alike_share` their share of
    the page. `level` is how many steps above the headline the way to it branches off, `mass` the weight that is held there.
    """

    says: int
    furniture: float
    steps: int
    dense: int
    hidden: int
    alike: int
    alike_share: float
    level: int
    mass: float


class Sums:
    """Running sums over a page's blocks, so that what an element holds is one subtraction."""

    def __init__(self, blocks: Sequence[Raw], weights: Sequence[float]) -> None:
        self.weights = [0.0, *accumulate(weights)]
        self.sizes = [0, *accumulate(raw.size for raw in blocks)]
        self.links = [0, *accumulate(raw.link_length for raw in blocks)]
        self.weight = self.weights[-1] or 1.0
        self.size = self.sizes[-1] or 1

    def held(self, node: Node) -> float:
        """The share of the page's weight in an element."""
        return (self.weights[node.last] - self.weights[node.first]) / self.weight

    def text(self, node: Node) -> tuple[float, float, int]:
        """(share of the page's text, share of links, number of blocks) of an element."""
        size = self.sizes[node.last] - self.sizes[node.first] or 1
        return size / self.size, (self.links[node.last] - self.links[node.first]) / size, node.last - node.first


def chain(node: Node | None) -> dict[Node, int]:
    """A node and all above it, each with the steps up to it."""
    found: dict[Node, int] = {}
    while node is not None:
        found[node] = len(found)
        node = node.parent
    return found


def densest(blocks: Sequence[Raw], weights: Sequence[float], otherwise: Node) -> Node:
    """The element with the most weight in blocks right under it."""
    found: dict[Node, float] = {}
    for raw, weight in zip(blocks, weights, strict=True):
        if weight and raw.node.parent is not None:
            found[raw.node.parent] = found.get(raw.node.parent, 0.0) + weight
    return max(found, key=lambda node: found[node]) if found else otherwise


def places(
    nodes: Sequence[Node], sums: Sums, containers: Sequence[Node], dense: Node, head: Node | None
) -> dict[Node, Place]:
    """What each element of a page says; `nodes` has parents first, `head` is the headline's element."""
    branch = chain(containers[0]) | dict.fromkeys(containers, 0)
    to_dense, to_head = chain(dense), chain(head)
    shapes: dict[Node, dict[tuple[str, str], list[int]]] = {}
    found: dict[Node, Place] = {}
    for node in nodes:
        if node.parent is None:
            found[node] = Place(0, 1.0, -branch[node], -to_dense[node], 0, 0, 0.0, to_head.get(node, -1), 1.0)
            continue
        above = found[node.parent]
        held = sums.held(node)
        says, furniture = _meaning(node, held)
        alike = _alike(node, node.parent, sums, shapes)
        is_larger = alike[0] > 2 and (alike[1] > above.alike_share or alike[0] > above.alike)
        found[node] = Place(
            above.says | says,
            held if furniture else above.furniture,
            _steps(node, branch, above.steps),
            _steps(node, to_dense, above.dense),
            above.hidden or _is_hidden(node),
            alike[0] if is_larger else above.alike,
            alike[1] if is_larger else above.alike_share,
            to_head.get(node, above.level),
            held if node in to_head else above.mass,
        )
    return found


def _meaning(node: Node, held: float) -> tuple[int, bool]:
    """What an element says by itself, and whether that makes it furniture."""
    tag = PLACE_TAGS.get(node.tag)
    says = _BITS[tag] if tag else 0
    for name in node.means:
        says |= _BITS[name]
    if not says & _FURNITURE:
        return says, False
    return (says & ~_FURNITURE, False) if held > _WHOLE else (says, True)


def _steps(node: Node, branch: dict[Node, int], above: int) -> int:
    if node in branch:
        return -branch[node]
    return above + 1 if above >= 0 else above


def _alike(
    node: Node, parent: Node, sums: Sums, known: dict[Node, dict[tuple[str, str], list[int]]]
) -> tuple[int, float]:
    """How many children of one shape with two blocks or more an element is one of, and their share of the page's text."""
    if len(parent.children) < 3 or node.last - node.first < 2:
        return 0, 0.0
    shapes = known.get(parent)
    if shapes is None:
        shapes = known[parent] = {}
        for child in parent.children:
            if child.last - child.first > 1:
                entry = shapes.setdefault((child.tag, child.classes), [0, 0])
                entry[0] += 1
                entry[1] += sums.sizes[child.last] - sums.sizes[child.first]
    count, size = shapes[node.tag, node.classes]
    return count, size / sums.size


def _is_hidden(node: Node) -> int:
    style = node.element.get("style")
    return int(bool(style and "display" in style and "none" in style) or node.element.get("hidden") is not None)
