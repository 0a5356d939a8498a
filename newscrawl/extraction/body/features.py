"""Computes the features that the block model reads: numbers that describe each block of a page, its
place and its neighbours.
"""

from __future__ import annotations

import math

from newscrawl.extraction.body.blocks import HEADINGS, Node, Raw
from newscrawl.extraction.body.meanings import meaning
from newscrawl.extraction.body.places import Place, Places, Sums, densest
from newscrawl.extraction.body.pruning import Ruled, is_bare_link
from newscrawl.text.sentences import ENDS

_TAGS = {
    tag: code
    for code, tag in enumerate(
        "p div li td span blockquote h1 h2 h3 h4 h5 h6 dd dt th figcaption pre section article a".split()
    )
}
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
another story's headline, in comments, and in furniture with a smaller share of the weight.
"""
_COMMENTS = 0.05
"""Only comments have a smaller factor (container.py)."""
_NEVER = frozenset(("title", "date_line", "marker", "ad"))
"""Rules for single lines that the model can't overrule."""
_NO_LIST = -1.0, -1
"""The features `list_links` and `list_blocks` of a block outside lists."""
_PIECE_RULES = {
    name: code
    for code, name in enumerate(
        "caption embed frame footer aside form comment consent related social signup ad author meta "
        "box".split(),
        1,
    )
}
"""The values of the feature `piece_rule`; 0 without a rule."""

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


class _Page:
    """A page's blocks with everything that describes them. `pass_by` must be called for each block
    once, in page order.
    """

    def __init__(
        self,
        blocks: list[Raw],
        plain: list[float],
        container: Node,
        heads: list[int],
        rules: Ruled,
    ) -> None:
        self.blocks, self.plain, self.rules = blocks, plain, rules
        self.sums = Sums(blocks, plain)
        self.head, self.titled = heads[0] if heads else -1, frozenset(heads)
        self.dense = densest(blocks, plain, container)
        self.places = Places(
            self.sums, container, self.dense, blocks[self.head].node if heads else None
        )
        self.first, self.last = container.first, container.last
        self.groups, self.times = _groups(blocks)
        weights, sizes = self.sums.weights, self.sums.sizes
        self.size = sizes[self.last] - sizes[self.first] or 1
        self.share = (weights[self.last] - weights[self.first]) / self.sums.weight
        self.logs = [math.log(len(blocks) + 1), math.log(self.sums.weight + 1)]
        self.is_below_another = False
        self.comment = -_FAR

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
        return self.places.of(raw.node).furniture >= _SMALL

    def row(self, place: int, raw: Raw) -> list[float]:
        """Returns the block's features, in the order of NAMES."""
        node, text, sums = raw.node, raw.text, self.sums
        around = self.places.of(node)
        parent = node.parent or node
        inside = self.first <= place < self.last
        size, count, links = self.groups[place]
        return [
            raw.size,
            raw.link_share,
            text[-1] in _ENDS,
            _TAGS.get(node.tag, len(_TAGS)),
            inside,
            around.steps,
            (sums.sizes[place] - sums.sizes[self.first]) / self.size if inside else -1.0,
            max(place - self.last + 1, 0),
            place - self.head if self.head >= 0 else -_NOWHERE,
            place / len(self.blocks),
            *self.logs,
            self.times[text],
            size / sums.size,
            count,
            links / (size or 1),
            *sums.text(parent),
            *sums.text(parent.parent or parent),
            *self._surroundings(place, raw, around, parent),
        ]

    def _surroundings(self, place: int, raw: Raw, around: Place, parent: Node) -> list[float]:
        """Returns the features of the block's surroundings, from `furniture_share` on, and the
        rules that apply to the block.
        """
        node, rules, sums = raw.node, self.rules, self.sums
        return [
            around.furniture,
            self.share,
            self.plain[place],
            (self.blocks[place - 1] if place else raw).link_share,
            sums.weights[min(place + _AROUND + 1, len(self.blocks))]
            - sums.weights[max(place - _AROUND, 0)],
            place - self.comment,
            around.level,
            around.mass,
            around.dense,
            parent is self.dense,
            place in rules.kept,
            _PIECE_RULES.get(rules.pruned.get(place, ""), 0),
            node.factor,
            "body" in node.within,
            "table" in node.within,
            *(sums.text(around.list)[1:] if around.list else _NO_LIST),
        ]


def _may_be_link(node: Node) -> bool:
    """Returns whether a link may be text there: in a list, in a table, or as a heading."""
    return node.tag in HEADINGS or not node.within.isdisjoint(("list", "table"))


def _groups(blocks: list[Raw]) -> tuple[list[list[int]], dict[str, int]]:
    """Returns for each block [characters, number, characters in links] of all blocks of its shape,
    and how often each text stands on the page.

    Blocks of one shape have the same tag and class, and so have their parents.
    """
    groups: dict[tuple[str, str, str, str], list[int]] = {}
    times: dict[str, int] = {}
    found = []
    for raw in blocks:
        node = raw.node
        parent = node.parent or node
        shape = (node.tag, node.classes, parent.tag, parent.classes)
        group = groups.get(shape)
        if group is None:
            group = groups[shape] = [0, 0, 0]
        group[0] += raw.size
        group[1] += 1
        group[2] += raw.link_length
        found.append(group)
        times[raw.text] = times.get(raw.text, 0) + 1
    return found, times
