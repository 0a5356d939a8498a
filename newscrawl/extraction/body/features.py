"""Computes the features that the block model reads: numbers that describe each block of a page, its
place and its neighbours. Furniture is explained in choice.py.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from newscrawl.extraction.body.blocks import HEADINGS, PLACE_TAGS, Node, Raw
from newscrawl.extraction.body.container import upwards
from newscrawl.extraction.body.meanings import meaning
from newscrawl.extraction.body.pruning import Ruled, is_bare_link
from newscrawl.text.sentences import ENDS

_TAGS = "p div li td span blockquote h1 h2 h3 h4 h5 h6 dd dt th figcaption pre section article a".split()
_TAG_CODES = {tag: code for code, tag in enumerate(_TAGS)}
"""The values of the feature `tag`: a code for each tag. All other tags share one further code."""
_ENDS = frozenset(ENDS + '"”»)')
_FAR, _NOWHERE = 199, 999
"""Distances in blocks that stand for "none": `since_comment` counts from so many blocks before the
page, and `from_head` is minus the second number.
"""
_AROUND = 5
"""Blocks before and after a block whose weight is the feature `near_weight`."""
_LABEL = 50
"""A line with fewer characters may be the heading of the comments."""
_SMALL = 0.1
"""The model is not asked about these lines outside the container: lines above the headline, below
another story's headline, in comments, and in furniture with a smaller share of the weight. Parts
that the article sets apart may be smaller (Ruled.parts).
"""
_COMMENTS = 0.05
"""Only comments have a smaller factor (container.py)."""
_NEVER = frozenset(("title", "date_line", "marker", "ad", "consent"))
"""Rules for single lines that the model can't overrule."""
_NO_LIST = -1.0, -1
"""The features `list_links` and `list_blocks` of a block outside lists."""
_PIECE_RULES = (
    "caption embed frame footer aside form comment consent related social signup ad author meta box"
).split()
_PIECE_CODES = {name: code for code, name in enumerate(_PIECE_RULES, 1)}
"""The values of the feature `piece_rule`; 0 without a rule."""
_FURNITURE = frozenset(
    "comment consent frame related social ad signup author meta box footer aside form".split()
)
_WHOLE = 0.5
"""An element with a larger share of the page's weight is not furniture, whatever its class says."""

NAMES = (
    "size link_share ends tag in_container steps position after from_head at page_blocks page_weight repeats "
    "group_share group_blocks group_links parent_share parent_links parent_blocks grand_share grand_links grand_blocks "
    "furniture_share container_share weight link_1 near_weight since_comment head_level head_mass dense_steps dense_same "
    "kept piece_rule factor in_body in_table list_links list_blocks"
).split()
"""The names of the features, in the order of a row."""


def rows(
    blocks: list[Raw], plain: list[float], container: Node, heads: list[int], rules: Ruled
) -> tuple[list[int], list[list[float]]]:
    """Returns the places of the blocks that the model judges, and the features of each.

    `plain` are the blocks' weights, `container` the element that the rules found, `heads` the
    places of headlines.
    """
    page = _Page(blocks, plain, container, heads, rules)
    at: list[int] = []
    found: list[list[float]] = []
    for place, raw in enumerate(blocks):
        page.pass_by(place, raw)
        if page.is_asked(place, raw):
            found.append(page.row(place, raw))
            at.append(place)
    return at, found


class _Place(NamedTuple):
    """The place of a block, by the elements above it.

    `furniture` is the share of the page's weight in the innermost furniture around the block; 1
    without furniture. `steps` counts the levels from the container down to the block, and `dense`
    the levels from the element with the most weight of its own (`_densest`). Both are negative for
    a block outside these elements. Then they count the levels up to the first element that also
    holds the block: -1 for a block beside the container. `level` counts the levels from the
    headline up to the first element that also holds the block; it is -1 without a headline. `mass`
    is this element's share of the page's weight. `list` is the innermost list around the block.
    """

    furniture: float
    steps: int
    dense: int
    level: int
    mass: float
    list: Node | None


class _Page:
    """A page's blocks with everything that describes them. `pass_by` must be called for each block
    once, in page order.

    `weights`, `sizes` and `links` are running sums, so that the sum over an element is one
    subtraction.
    """

    def __init__(
        self, blocks: list[Raw], plain: list[float], container: Node, heads: list[int], rules: Ruled
    ) -> None:
        self.blocks, self.plain, self.rules = blocks, plain, rules
        self.weights = [0.0, *accumulate(plain)]
        self.sizes = [0, *accumulate([raw.size for raw in blocks])]
        self.links = [0, *accumulate([raw.link_length for raw in blocks])]
        self.weight, self.size = self.weights[-1] or 1.0, self.sizes[-1] or 1
        self.head, self.titled = heads[0] if heads else -1, frozenset(heads)
        self.dense = _densest(blocks, plain, container)
        self.to_body, self.to_dense = _levels(container), _levels(self.dense)
        self.to_head = _levels(blocks[self.head].node if heads else None)
        self.places: dict[Node, _Place] = {}
        self.texts: dict[Node, tuple[float, float, int]] = {}
        self.first, self.last = container.first, container.last
        self.groups = _groups(blocks)
        self.times = Counter([raw.text for raw in blocks])
        self.inside = self.sizes[self.last] - self.sizes[self.first] or 1
        self.of_page = [math.log(len(blocks) + 1), math.log(self.weight + 1)]
        self.share = self.held(container)
        self.is_below_another = False
        self.comment = -_FAR

    def held(self, node: Node) -> float:
        """Returns the share of the page's weight in an element."""
        return (self.weights[node.last] - self.weights[node.first]) / self.weight

    def text(self, node: Node) -> tuple[float, float, int]:
        """Returns an element's share of the page's text, the share of its text in links, and the
        number of its blocks. Most blocks of an article share the elements above them.
        """
        if (known := self.texts.get(node)) is None:
            first, last = node.first, node.last
            size = self.sizes[last] - self.sizes[first] or 1
            links = self.links[last] - self.links[first]
            known = self.texts[node] = size / self.size, links / size, last - first
        return known

    def place_of(self, node: Node) -> _Place:
        """Returns the place of an element. It is computed at its first use, because most elements
        are never used.
        """
        if node not in self.places:
            for one in reversed([*takewhile(lambda it: it not in self.places, upwards(node))]):
                self.places[one] = self._under(one, self.places[one.parent] if one.parent else None)
        return self.places[node]

    def _under(self, node: Node, above: _Place | None) -> _Place:
        """Returns the place of a node. `above` is the place of its parent."""
        if above is None:
            level = self.to_head.get(node, -1)
            return _Place(1.0, -self.to_body[node], -self.to_dense[node], level, 1.0, None)
        furniture, steps, dense, level, mass, around = above
        held, tagged = self.held(node), PLACE_TAGS.get(node.tag)
        if held <= _WHOLE and (tagged in _FURNITURE or not _FURNITURE.isdisjoint(node.means)):
            furniture = held
        if (up := self.to_head.get(node)) is not None:
            level, mass = up, held
        return _Place(
            furniture,
            -self.to_body[node] if node in self.to_body else steps + (steps >= 0),
            -self.to_dense[node] if node in self.to_dense else dense + (dense >= 0),
            level,
            mass,
            node if tagged == "list" else around,
        )

    def pass_by(self, place: int, raw: Raw) -> None:
        """Notes if a block is another story's headline, or the heading of the comments: later
        blocks depend on this.
        """
        if raw.node.tag == "h1" and place > self.head >= 0 and place not in self.titled:
            self.is_below_another = True
        if len(raw.text) < _LABEL and raw.link_length < raw.size and "comment" in meaning(raw.text):
            self.comment = place

    def is_asked(self, place: int, raw: Raw) -> bool:
        """Returns whether the model is asked about a block. All other blocks are not text."""
        rule = self.rules.lines.get(place)
        if place in self.titled or rule in _NEVER:
            return False
        inside = self.first <= place < self.last
        if rule == "link_only" or is_bare_link(raw):
            return inside and _may_be_link(raw.node)
        if inside:
            return True
        if self.is_below_another or place < self.head or raw.node.factor < _COMMENTS:
            return False
        return place in self.rules.parts or self.place_of(raw.node).furniture >= _SMALL

    def row(self, place: int, raw: Raw) -> list[float]:
        """Returns the block's features, in the order of NAMES."""
        node, text, sizes = raw.node, raw.text, self.sizes
        around = self.place_of(node)
        parent = node.parent or node
        inside = self.first <= place < self.last
        size, count, links = self.groups[place]
        return [
            raw.size,
            raw.link_share,
            text[-1] in _ENDS,
            _TAG_CODES.get(node.tag, len(_TAGS)),
            inside,
            around.steps,
            (sizes[place] - sizes[self.first]) / self.inside if inside else -1.0,
            max(place - self.last + 1, 0),
            place - self.head if self.head >= 0 else -_NOWHERE,
            place / len(self.blocks),
            *self.of_page,
            self.times[text],
            size / self.size,
            count,
            links / (size or 1),
            *self.text(parent),
            *self.text(parent.parent or parent),
            *self._surroundings(place, raw, around, parent),
        ]

    def _surroundings(self, place: int, raw: Raw, around: _Place, parent: Node) -> list[float]:
        """Returns the features of the block's surroundings, from `furniture_share` on, and the
        rules that apply to the block.
        """
        node, rules, weights = raw.node, self.rules, self.weights
        return [
            around.furniture,
            self.share,
            self.plain[place],
            (self.blocks[place - 1] if place else raw).link_share,
            weights[min(place + _AROUND + 1, len(self.blocks))] - weights[max(place - _AROUND, 0)],
            place - self.comment,
            around.level,
            around.mass,
            around.dense,
            parent is self.dense,
            place in rules.kept,
            _PIECE_CODES.get(rules.pruned.get(place, ""), 0),
            node.factor,
            "body" in node.within,
            "table" in node.within,
            *(self.text(around.list)[1:] if around.list else _NO_LIST),
        ]


def _levels(node: Node | None) -> dict[Node, int]:
    """Returns a node and all nodes above it, each with the number of levels up to it."""
    return {above: level for level, above in enumerate(upwards(node))}


def _densest(blocks: Sequence[Raw], weights: Sequence[float], otherwise: Node) -> Node:
    """Returns the element with the most weight in blocks directly under it; `otherwise` if no block
    has a weight.
    """
    found: dict[Node, float] = defaultdict(float)
    for raw, weight in zip(blocks, weights, strict=True):
        if weight and raw.node.parent:
            found[raw.node.parent] += weight
    return max(found, key=found.__getitem__, default=otherwise)


def _may_be_link(node: Node) -> bool:
    """Returns whether a link may be text there: in a list, in a table, or as a heading."""
    return node.tag in HEADINGS or not node.within.isdisjoint(("list", "table"))


def _groups(blocks: list[Raw]) -> list[list[int]]:
    """Returns for each block [characters, number, characters in links] of all blocks of its shape:
    blocks and parents have the same tag and class.
    """
    groups: dict[tuple[str, str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    found = []
    for raw in blocks:
        node = raw.node
        parent = node.parent or node
        group = groups[node.tag, node.classes, parent.tag, parent.classes]
        group[0] += raw.size
        group[1] += 1
        group[2] += raw.link_length
        found.append(group)
    return found
