"""Computes the features that the block model reads: numbers that describe each block of a page, its
place and its neighbours. Furniture is explained in choice.py.

`features_of` leaves out the blocks that are surely not text (`_Page.is_asked`) and describes each
other block by the features of the page, of the elements around the block, and of the block itself.
A new feature is a name and a number in the dictionary of its group. The model reads the feature as
soon as it is fitted again (benchmarks/fit_body.py).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from newscrawl.extraction.body.blocks import HEADINGS, PLACE_TAGS, Node, Raw
from newscrawl.extraction.body.container import upwards
from newscrawl.extraction.body.meanings import meaning
from newscrawl.extraction.body.pruning import TEXTS, TYPES, View, is_bare_link
from newscrawl.extraction.fitted import Features
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
that the article sets apart may be smaller (Ruling.in_part).
"""
_COMMENTS = 0.05
"""Only comments have a smaller factor (container.py)."""
_NEVER = frozenset(("title", "date_line", "marker", "ad", "consent"))
"""Rules for single lines that the model can't overrule."""
_PIECE_RULES = (
    "caption embed frame footer aside form comment consent related social signup ad author meta box"
).split()
_PIECE_CODES = {name: code for code, name in enumerate(_PIECE_RULES, 1)}
"""The values of the feature `piece_rule`; 0 without a rule."""
_FURNITURE = frozenset(_PIECE_RULES) - TYPES
_WHOLE = 0.5
"""An element with a larger share of the page's weight is not furniture, whatever its class says."""
_Shape = tuple[str, str, str, str]
"""The shape of a block: the tag and class of the block and of its parent."""


def features_of(view: View) -> dict[int, Features]:
    """Returns the features of the blocks that the model judges, by the blocks' places."""
    page = _Page(view)
    return {raw.place: page.features(raw) for raw in view.blocks if page.is_asked(raw)}


class _Text(NamedTuple):
    """An element's share of the page's text, the share of its text in links, and its blocks."""

    share: float
    links: float
    blocks: int


class _Sums:
    """Running sums over a page's blocks. The sum over an element is one subtraction."""

    def __init__(self, view: View) -> None:
        self.weights = [0.0, *accumulate(view.weights)]
        self.sizes = [0, *accumulate([raw.size for raw in view.blocks])]
        self.links = [0, *accumulate([raw.link_length for raw in view.blocks])]
        self.weight, self.size = self.weights[-1] or 1.0, self.sizes[-1] or 1

    def share(self, node: Node) -> float:
        """Returns the share of the page's weight in an element."""
        return (self.weights[node.last] - self.weights[node.first]) / self.weight

    def text(self, node: Node) -> _Text:
        """Returns the text of an element."""
        size = self.sizes[node.last] - self.sizes[node.first] or 1
        links = self.links[node.last] - self.links[node.first]
        return _Text(size / self.size, links / size, node.last - node.first)


class _Elements:
    """The features that blocks have from the elements around them.

    `steps` counts the levels from the container down to the block, and `dense_steps` the levels from
    the element with the most weight of its own (`_densest`). Both are negative for a block outside
    these elements. Then they count the levels up to the first element that also holds the block: -1
    for a block beside the container. `head_level` counts the levels from the headline up to the
    first element that also holds the block, and `head_mass` is this element's share of the weight.
    `furniture_share` and `list_…` describe the innermost furniture and list.
    """

    def __init__(self, view: View, sums: _Sums) -> None:
        self.sums = sums
        self.dense = _densest(view.blocks, view.weights, view.container)
        self.to_body, self.to_dense = _levels(view.container), _levels(self.dense)
        self.to_head = _levels(view.blocks[view.heads[0]].node if view.heads else None)
        names = ("steps", "dense_steps", "head_level", "list_links", "list_blocks")
        outside = dict.fromkeys(names, -1.0) | {"furniture_share": 1.0, "head_mass": 1.0}
        self.known: dict[Node | None, Features] = {None: outside}
        self.parents: dict[Node, Features] = {}

    def around(self, node: Node) -> Features:
        """Returns the features of the blocks in an element. They are computed at their first use,
        because most elements are never used.
        """
        if node not in self.known:
            for one in reversed([*takewhile(lambda it: it not in self.known, upwards(node))]):
                self.known[one] = self._inside(one, self.known[one.parent])
        return self.known[node]

    def _inside(self, node: Node, above: Features) -> Features:
        """Returns the features of the blocks in an element. `above` are the features of its parent."""
        found = above.copy()
        found["steps"] = _steps(self.to_body, node, above["steps"])
        found["dense_steps"] = _steps(self.to_dense, node, above["dense_steps"])
        held, place = self.sums.share(node) if node.parent else 1.0, PLACE_TAGS.get(node.tag)
        if held <= _WHOLE and (place in _FURNITURE or not _FURNITURE.isdisjoint(node.means)):
            found["furniture_share"] = held
        if node in self.to_head:
            found["head_level"], found["head_mass"] = self.to_head[node], held
        if place == "list":
            _, found["list_links"], found["list_blocks"] = self.sums.text(node)
        return found

    def above(self, node: Node) -> Features:
        """Returns the features of the two elements above a block. Most blocks of an article share
        these elements.
        """
        parent = node.parent or node
        if (known := self.parents.get(parent)) is None:
            near, far = self.sums.text(parent), self.sums.text(parent.parent or parent)
            known = self.parents[parent] = {
                "parent_share": near.share,
                "parent_links": near.links,
                "parent_blocks": near.blocks,
                "grand_share": far.share,
                "grand_links": far.links,
                "grand_blocks": far.blocks,
                "dense_same": parent is self.dense,
            }
        return known


class _Page:
    """A page's blocks with everything that they are compared with.

    `other_story` is the place of another story's headline. If no other story has a headline,
    `other_story` is the number of blocks. `comments` are the places of the headings of comments.
    `of_page` are the features that all blocks share.
    """

    def __init__(self, view: View) -> None:
        self.view, self.sums = view, _Sums(view)
        self.elements = _Elements(view, self.sums)
        self.first, self.last = view.container.first, view.container.last
        self.head, self.titled = next(iter(view.heads), -1), frozenset(view.heads)
        below = (raw.place for raw in view.blocks[self.head :] if raw.node.tag == "h1")
        others = (place for place in below if self.head >= 0 and place not in self.titled)
        self.other_story = next(others, len(view.blocks))
        self.comments = [-_FAR, *(raw.place for raw in view.blocks if _heads_comments(raw))]
        self.start = self.sums.sizes[self.first]
        self.inside = self.sums.sizes[self.last] - self.start or 1
        self.shapes: defaultdict[_Shape, list[Raw]] = defaultdict(list)
        for raw in view.blocks:
            self.shapes[_shape(raw)].append(raw)
        self.groups: dict[_Shape, Features] = {}
        self.times = Counter([raw.text for raw in view.blocks])
        self.of_page = {
            "page_blocks": math.log(len(view.blocks) + 1),
            "page_weight": math.log(self.sums.weight + 1),
            "container_share": self.sums.share(view.container),
        }

    def is_asked(self, raw: Raw) -> bool:
        """Returns whether the model is asked about a block. All other blocks are not text."""
        place, ruling = raw.place, self.view.rulings[raw.place]
        if place in self.titled or ruling.line in _NEVER:
            return False
        inside = self.first <= place < self.last
        if ruling.line == "link_only" or is_bare_link(raw):
            return inside and _may_be_link(raw.node)
        if inside:
            return True
        if not self.head <= place < self.other_story or raw.node.factor < _COMMENTS:
            return False
        return ruling.in_part or self.elements.around(raw.node)["furniture_share"] >= _SMALL

    def features(self, raw: Raw) -> Features:
        """Returns all features of a block."""
        return {
            **self.of_page,
            **self.elements.around(raw.node),
            **self.elements.above(raw.node),
            **self._of_group(raw),
            **self._of_text(raw),
            **self._of_position(raw),
        }

    def _of_group(self, raw: Raw) -> Features:
        """Returns the features of all blocks of the block's shape."""
        shape = _shape(raw)
        if (known := self.groups.get(shape)) is None:
            size = sum([other.size for other in self.shapes[shape]])
            links = sum([other.link_length for other in self.shapes[shape]])
            known = self.groups[shape] = {
                "group_share": size / self.sums.size,
                "group_blocks": len(self.shapes[shape]),
                "group_links": links / size,
            }
        return known

    def _of_text(self, raw: Raw) -> Features:
        """Returns the features of the block by itself, and of what the rules say."""
        node, ruling = raw.node, self.view.rulings[raw.place]
        return {
            "size": raw.size,
            "link_share": raw.link_share,
            "ends": raw.text[-1] in _ENDS,
            "weight": self.view.weights[raw.place],
            "repeats": self.times[raw.text],
            "tag": _TAG_CODES.get(node.tag, len(_TAGS)),
            "factor": node.factor,
            "in_body": "body" in node.within,
            "in_table": "table" in node.within,
            "kept": ruling.role in TEXTS,
            "piece_rule": _PIECE_CODES.get(ruling.piece, 0),
        }

    def _of_position(self, raw: Raw) -> Features:
        """Returns the features of the block's place on the page, and of its neighbours."""
        place, blocks, weights = raw.place, self.view.blocks, self.sums.weights
        before, after = max(place - _AROUND, 0), min(place + _AROUND + 1, len(blocks))
        inside = self.first <= place < self.last
        return {
            "at": place / len(blocks),
            "in_container": inside,
            "position": (self.sums.sizes[place] - self.start) / self.inside if inside else -1.0,
            "after": max(place - self.last + 1, 0),
            "from_head": place - self.head if self.head >= 0 else -_NOWHERE,
            "since_comment": place - self.comments[bisect_right(self.comments, place) - 1],
            "link_1": blocks[max(place - 1, 0)].link_share,
            "near_weight": weights[after] - weights[before],
        }


def _heads_comments(raw: Raw) -> bool:
    """Returns whether a block is the heading of the comments."""
    return len(raw.text) < _LABEL and raw.link_length < raw.size and "comment" in meaning(raw.text)


def _steps(levels: dict[Node, int], node: Node, above: float) -> float:
    """Returns the levels from an element down to `node`, or minus the levels up to the first element
    that holds both. `levels` are the levels up from the element, `above` is the result for the
    parent of `node`.
    """
    return -levels[node] if node in levels else above + (above >= 0)


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


def _shape(raw: Raw) -> _Shape:
    parent = raw.node.parent or raw.node
    return raw.node.tag, raw.node.classes, parent.tag, parent.classes
