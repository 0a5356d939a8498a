"""What the block model is asked of: numbers that describe each block of a page, its place and its neighbours."""

from __future__ import annotations

import math
from collections.abc import Sequence

from newscrawl.extraction.blocks import Node, Raw, meaning
from newscrawl.extraction.places import ASKED, Sums, densest, places
from newscrawl.extraction.pruning import Ruled
from newscrawl.extraction.titles import Witness

_TAGS = {
    tag: code
    for code, tag in enumerate(
        "p div li td span blockquote h1 h2 h3 h4 h5 h6 dd dt th figcaption pre section article a".split()
    )
}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENDS = frozenset('.!?…。！？।؟۔։។"”»)')
_FAR, _NOWHERE = 199, 999
_LABEL = 50
"""Characters of a line that may head comments or related links."""
_MOST_LINKS, _MOST_LINKS_IN_P = 0.6, 0.85
"""Share of a line in its links from which it is a bare link."""
_SMALL, _NEAR = 0.1, 2
"""Outside the container three kinds of lines are not asked for: those in small furniture, short ones so many steps away, and
those below another story's headline.
"""
_NEVER = frozenset(("title", "date_line", "link_only", "marker", "ad"))
"""Rules against a line that no model overrules."""
_LINE_RULES = {"link_only": 1, "date_line": 2, "title": 3}
_PIECE_RULES = {
    name: code for code, name in enumerate("caption embed teaser frame footer aside form".split(), 1)
} | dict.fromkeys("comment consent related social signup ad author meta box".split(), 9)

NAMES = (
    "size link_share ends time_share tag in_container steps position before after from_head at page_blocks "
    "page_weight repeats stated described group_share group_blocks group_links parent_share parent_links parent_blocks "
    "grand_share grand_links grand_blocks furniture_share container_share weight weight_1 weight1 link_1 link1 same_1 same1 "
    "near_weight hidden alike alike_share since_heading since_comment since_related head_level head_mass dense_steps dense_same "
    "kept line_rule piece_rule factor stories"
).split() + [f"in_{name}" for name in ASKED]


def rows(
    blocks: list[Raw],
    nodes: list[Node],
    plain: list[float],
    containers: Sequence[Node],
    heads: list[int],
    stated: Witness,
    described: Witness,
    rules: Ruled,
) -> tuple[list[int], list[list[float]]]:
    """The places of the blocks that the model is asked of, and what each is like.

    `plain` are the blocks' weights, `containers` the elements that the rules found, `heads` the places of headlines.
    """
    page = _Page(blocks, nodes, plain, containers, heads, rules)
    at: list[int] = []
    found: list[list[float]] = []
    for place, raw in enumerate(blocks):
        page.pass_by(place, raw)
        if page.is_asked(place, raw):
            told = [witness.tells(raw.text) if witness.runs else -1 for witness in (stated, described)]
            found.append(page.row(place, raw, told))
            at.append(place)
        if raw.node.tag in _HEADINGS:
            page.heading = place
    return at, found


class _Page:
    """A page's blocks with all that describes them. It is gone through once, from the first block to the last."""

    def __init__(
        self,
        blocks: list[Raw],
        nodes: list[Node],
        plain: list[float],
        containers: Sequence[Node],
        heads: list[int],
        rules: Ruled,
    ) -> None:
        self.blocks, self.plain, self.rules = blocks, plain, rules
        self.sums = Sums(blocks, plain)
        self.head, self.titled = heads[0] if heads else -1, frozenset(heads)
        self.dense = densest(blocks, plain, containers[0])
        head = blocks[self.head].node if heads else None
        self.places = places(nodes, self.sums, containers, self.dense, head)
        self.first, self.last = containers[0].first, containers[-1].last
        self.groups, self.times = _groups(blocks)
        weights = self.sums.weights
        self.share = (weights[self.last] - weights[self.first]) / self.sums.weight
        self.logs = [math.log(len(blocks) + 1), math.log(self.sums.weight + 1)]
        self.stories = 0
        self.heading = self.comment = self.related = -_FAR

    def pass_by(self, place: int, raw: Raw) -> None:
        """Notes what a block means for those after it: another story's headline, the head of comments or of related links."""
        if raw.node.tag == "h1" and place > self.head >= 0 and place not in self.titled:
            self.stories += 1
        if len(raw.text) < _LABEL:
            says = meaning(raw.text)
            if "comment" in says:
                self.comment = place
            elif "related" in says:
                self.related = place

    def is_asked(self, place: int, raw: Raw) -> bool:
        """Whether the block may be the article's text at all."""
        most = _MOST_LINKS_IN_P if raw.node.tag == "p" else _MOST_LINKS
        if raw.link_share > most or self.rules.lines.get(place) in _NEVER or place in self.titled:
            return False
        if self.first <= place < self.last:
            return True
        around = self.places[raw.node]
        is_far = not self.plain[place] and around.steps < -_NEAR
        return not (self.stories or around.furniture < _SMALL or is_far)

    def row(self, place: int, raw: Raw, told: Sequence[float]) -> list[float]:
        """The block's features, in the order of NAMES."""
        around, rules, text = self.places[raw.node], self.rules, raw.text
        return [
            raw.size,
            raw.link_share,
            text[-1] in _ENDS,
            raw.time_length / len(text),
            _TAGS.get(raw.node.tag, len(_TAGS)),
            *self._position(place, around.steps),
            self.times[text],
            *told,
            *self._boxes(place, raw.node),
            around.furniture,
            self.share,
            *self._neighbours(place, raw),
            around.hidden,
            around.alike,
            around.alike_share,
            place - self.heading,
            place - self.comment,
            place - self.related,
            around.level,
            around.mass,
            around.dense,
            (raw.node.parent or raw.node) is self.dense,
            place in rules.kept,
            _LINE_RULES.get(rules.lines.get(place, ""), 0),
            _PIECE_RULES.get(rules.pruned.get(place, ""), 0),
            raw.node.factor,
            self.stories,
            *(around.says >> bit & 1 for bit in range(len(ASKED))),
        ]

    def _position(self, place: int, steps: int) -> list[float]:
        sizes, first, last = self.sums.sizes, self.first, self.last
        inside = first <= place < last
        size = sizes[last] - sizes[first] or 1
        return [
            inside,
            steps,
            (sizes[place] - sizes[first]) / size if inside else -1.0,
            max(first - place, 0),
            max(place - last + 1, 0),
            place - self.head if self.head >= 0 else -_NOWHERE,
            place / len(self.blocks),
            *self.logs,
        ]

    def _boxes(self, place: int, node: Node) -> list[float]:
        """What the blocks of one shape hold, the element around the block, and the one around that."""
        parent = node.parent or node
        size, count, links = self.groups[place]
        return [
            size / self.sums.size,
            count,
            links / (size or 1),
            *self.sums.text(parent),
            *self.sums.text(parent.parent or parent),
        ]

    def _neighbours(self, place: int, raw: Raw) -> list[float]:
        count, plain, weights = len(self.blocks), self.plain, self.sums.weights
        before = self.blocks[place - 1] if place else raw
        after = self.blocks[place + 1] if place + 1 < count else raw
        return [
            plain[place],
            plain[place - 1] if place else 0.0,
            plain[place + 1] if place + 1 < count else 0.0,
            before.link_share,
            after.link_share,
            before.node.parent is raw.node.parent,
            after.node.parent is raw.node.parent,
            weights[min(place + 6, count)] - weights[max(place - 5, 0)],
        ]


def _groups(blocks: list[Raw]) -> tuple[list[list[int]], dict[str, int]]:
    """For each block [size, number, links] of those of its shape, and how often each text stands on the page."""
    groups: dict[tuple[str, str, str, str], list[int]] = {}
    times: dict[str, int] = {}
    found = []
    for raw in blocks:
        node = raw.node
        parent = node.parent or node
        group = groups.setdefault((node.tag, node.classes, parent.tag, parent.classes), [0, 0, 0])
        group[0] += raw.size
        group[1] += 1
        group[2] += raw.link_length
        found.append(group)
        times[raw.text] = times.get(raw.text, 0) + 1
    return found, times
