"""Describes the place of an element on its page: the furniture (choice.py) around it, and its
distance from the article and the headline.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from newscrawl.extraction.body.blocks import PLACE_TAGS, Node, Raw
from newscrawl.extraction.body.container import upwards

_FURNITURE = frozenset(
    "comment consent frame related social ad signup author meta box footer aside form".split()
)
_WHOLE = 0.5
"""An element with a larger share of the page's weight is not furniture, whatever its class says."""


class Place(NamedTuple):
    """The place of a block, by the elements above it.

    `furniture` is the share of the page's weight in the innermost furniture around the block; 1
    without furniture. `steps` counts the levels from the container down to the block, and `dense`
    the levels from the element with the most weight of its own (`densest`). Both are negative for a
    block outside these elements. Then they count the levels up to the first element that also holds
    the block: -1 for a block beside the container. `level` counts the levels from the headline up
    to the first element that also holds the block; it is -1 without a headline. `mass` is this
    element's share of the page's weight. `list` is the innermost list around the block.
    """

    furniture: float
    steps: int
    dense: int
    level: int
    mass: float
    list: Node | None = None


class Sums:
    """Running sums over a page's blocks, so that the sum over an element is one subtraction."""

    def __init__(self, blocks: Sequence[Raw], weights: Sequence[float]) -> None:
        self.weights = [0.0, *accumulate(weights)]
        self.sizes = [0, *accumulate([raw.size for raw in blocks])]
        self.links = [0, *accumulate([raw.link_length for raw in blocks])]
        self.weight = self.weights[-1] or 1.0
        self.size = self.sizes[-1] or 1

    def held(self, node: Node) -> float:
        """Returns the share of the page's weight in an element."""
        return (self.weights[node.last] - self.weights[node.first]) / self.weight

    def text(self, node: Node) -> tuple[float, float, int]:
        """Returns an element's share of the page's text, the share of its text in links, and the
        number of its blocks.
        """
        size = self.sizes[node.last] - self.sizes[node.first] or 1
        return (
            size / self.size,
            (self.links[node.last] - self.links[node.first]) / size,
            node.last - node.first,
        )


def chain(node: Node | None) -> dict[Node, int]:
    """Returns a node and all nodes above it, each with the number of levels up to it."""
    return {above: level for level, above in enumerate(upwards(node))}


def densest(blocks: Sequence[Raw], weights: Sequence[float], otherwise: Node) -> Node:
    """Returns the element with the most weight in blocks directly under it; `otherwise` if no block
    has a weight.
    """
    found: dict[Node, float] = {}
    for raw, weight in zip(blocks, weights, strict=True):
        if weight and raw.node.parent is not None:
            found[raw.node.parent] = found.get(raw.node.parent, 0.0) + weight
    return max(found, key=lambda node: found[node]) if found else otherwise


class Places:
    """The places of a page's elements. Each is computed at its first use, because most elements
    are never used.
    """

    def __init__(self, sums: Sums, container: Node, dense: Node, head: Node | None) -> None:
        self._sums = sums
        self._to_body = chain(container)
        self._to_dense, self._to_head = chain(dense), chain(head)
        self._known: dict[Node, Place] = {}

    def of(self, node: Node) -> Place:
        """Returns the place of an element."""
        if node not in self._known:
            unknown = list(takewhile(lambda above: above not in self._known, upwards(node)))
            for one in reversed(unknown):
                self._known[one] = self._under(one, one.parent)
        return self._known[node]

    def _under(self, node: Node, parent: Node | None) -> Place:
        """Returns the place of a node. The place of its parent must be known."""
        if parent is None:
            return Place(
                1.0, -self._to_body[node], -self._to_dense[node], self._to_head.get(node, -1), 1.0
            )
        furniture, steps, dense, level, mass, around = self._known[parent]
        held = self._sums.held(node)
        if held <= _WHOLE and not (
            _FURNITURE.isdisjoint(node.means) and PLACE_TAGS.get(node.tag) not in _FURNITURE
        ):
            furniture = held
        if (up := self._to_head.get(node)) is not None:
            level, mass = up, held
        return Place(
            furniture,
            _steps(node, self._to_body, steps),
            _steps(node, self._to_dense, dense),
            level,
            mass,
            node if PLACE_TAGS.get(node.tag) == "list" else around,
        )


def _steps(node: Node, way: dict[Node, int], above: int) -> int:
    """Returns `steps` or `dense` of a node. `way` is the chain that they count from; `above` is the
    value of the node's parent.
    """
    up = way.get(node)
    if up is not None:
        return -up
    return above + 1 if above >= 0 else above
