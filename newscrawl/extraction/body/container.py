"""Finds the element that holds the article: the one with most of the page's weight under the
headline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from newscrawl.extraction.body.blocks import HEADINGS, Node, Raw, Tree
from newscrawl.extraction.body.titles import Witness

_FACTORS = {
    "comment": 0.02,
    "frame": 0.1,
    "aside": 0.1,
    "signup": 0.3,
    "author": 0.3,
    "ul": 0.4,
    "dl": 0.4,
}
"""Meaning or tag of an element -> the share of their weight that blocks in the element keep. All
numbers of this module were chosen on the fitting half of the corpus (docs/benchmarks.md).
"""
_LEAST, _MOST = 60, 1200
"""Characters of the shortest block that has a weight, and the most characters of a block that count.
Shorter blocks are labels, headings and links on most pages. One long paragraph must not outweigh an
article.
"""
_LINKED = 0.4
"""A block with a larger share of its text in links has no weight."""
_WEAK = 0.2
"""The share of its weight that a block about cookies keeps."""
_DESCEND, _ALONE = 0.6, 0.95
"""A child with the first share of its parent's weight is the container in place of its parent. A
list needs the second share.
"""
_WRAPPER = 0.5
"""An element with the headline and more of the page's weight than this share is a wrapper,
whatever its class says.
"""
_TOLD = 40.0
"""A block with more weight is a telling block, so it is probably text."""
_PART, _MANY = 0.15, 4
"""An element with a headline is chosen, even if a sibling is heavier, if it has the first number as
its share of the weight, and the second number of telling blocks, or as many as the sibling.
"""
_FEW = 2
"""An element with at most so many telling blocks may be one paragraph or section of several."""
_LISTS = frozenset({"ul", "ol", "dl"})
_LEAF_TAGS = HEADINGS.keys() | {"p", "li", "blockquote", "td", "figure"}


def weight_of(raw: Raw) -> float:
    """Returns how much a block looks like an article's text."""
    if raw.size < _LEAST or raw.link_share > _LINKED or raw.node.tag in HEADINGS:
        return 0.0
    value = float(min(raw.size, _MOST) - raw.link_length)
    if "cookie" in raw.text.lower():
        value *= _WEAK
    return value


def spread_factors(nodes: list[Node], sums: list[float], heads: list[int]) -> None:
    """Gives each node its factor: the share of their weight that the blocks in it keep.

    An element with the headline and over half of the page's text is not what its class says. For
    example, some pages have `class="has-sidebar"` on the whole page. `heads` are the places of
    headlines.
    """
    whole, known = sums[-1], _FACTORS.keys()
    for node in nodes:
        if node.parent:
            node.factor = node.parent.factor
        if node.tag not in known and known.isdisjoint(node.means):
            continue
        if mass_of(node, sums) > _WRAPPER * whole:
            headed = (
                any(node.first <= head < node.last for head in heads)
                if heads
                else "comment" not in node.means
            )
            if headed:
                continue
        node.factor *= min(_FACTORS[word] for word in (*node.means, node.tag) if word in known)


def mass_of(node: Node, sums: list[float]) -> float:
    """Returns the weight of the blocks in an element. `sums` are running sums of the weights of the
    page's blocks.
    """
    return sums[node.last] - sums[node.first]


def container_of(body: Node, sums: list[float], heads: list[int]) -> Node:
    """Returns the element that holds the article. From the body down, the search goes on in a child
    that holds most of the weight, or the headline and a part of the weight.
    """
    node = body
    while node.children and mass_of(node, sums):
        heaviest = max(node.children, key=lambda child: mass_of(child, sums))
        following = _headed(node, heaviest, sums, heads)
        # If much else stands beside a list, the list is a part of the article.
        share = _ALONE if heaviest.tag in _LISTS else _DESCEND
        if following is None and (
            heaviest.tag in _LEAF_TAGS
            or mass_of(heaviest, sums) < share * mass_of(node, sums)
            or _is_part(heaviest, node, sums)
        ):
            break
        node = following or heaviest
    return node


def _is_part(heaviest: Node, node: Node, sums: list[float]) -> bool:
    """Returns whether an element is a paragraph or section of several: it has one or two telling
    blocks, and a sibling of the same tag and class has text.
    """
    return told_in(sums, heaviest.first, heaviest.last) <= _FEW and any(
        child is not heaviest
        and child.tag == heaviest.tag
        and child.classes == heaviest.classes != ""
        and told_in(sums, child.first, child.last)
        for child in node.children
    )


def _headed(node: Node, heaviest: Node, sums: list[float], heads: list[int]) -> Node | None:
    """Returns the child that holds a headline and a part of the text below the headline; None if
    there is none. Comments or the next story may outweigh this child.

    A box that holds only the headline and its standfirst is never returned.
    """
    many = told_in(sums, heaviest.first, heaviest.last) if heads else 0
    for head in heads:
        child = next((child for child in node.children if child.first <= head < child.last), None)
        if (
            child
            and told_in(sums, head, child.last) >= max(many, 2)
            and mass_of(child, sums) >= _PART * mass_of(node, sums)
        ):
            return child
    return None


def told_in(sums: list[float], first: int, last: int) -> int:
    """Returns the number of telling blocks from `first` to just before `last`, but at most `_MANY`."""
    found = (index for index in range(first, last) if sums[index + 1] - sums[index] > _TOLD)
    return sum(1 for _ in islice(found, _MANY))


def elsewhere(
    tree: Tree, container: Node, sums: list[float], heads: list[int], witnesses: Iterable[Witness]
) -> Node | None:
    """Returns the element that holds the article, if a witness fits another part of the page than
    `container`; else None. `witnesses` are JSON-LD's text and the page's description.

    For example, `container` may be a long thread of comments below a short article.
    """
    first, last = container.first, container.last
    for witness in witnesses:
        inside = _told_by(witness, tree.blocks[first:last], sums)
        outside = _told_by(witness, chain(tree.blocks[:first], tree.blocks[last:]), sums)
        if next(inside, None) or not (told := next(outside, None)):
            continue
        place = next(
            node
            for node in upwards(told.node)
            if mass_of(node, sums) >= _PART * sums[-1] or not node.parent
        )
        if place.first < last and first < place.last:
            return None  # a standfirst above the body
        if (
            mass_of(place, sums) >= 2 * _PART * mass_of(container, sums)
            and told_in(sums, place.first, place.last) > 1
        ):
            return container_of(place, sums, heads)
    return None


def _told_by(witness: Witness, blocks: Iterable[Raw], sums: list[float]) -> Iterator[Raw]:
    """Yields the telling blocks that say the same as a witness."""
    for raw in blocks if witness.runs else ():
        if sums[raw.place + 1] - sums[raw.place] > _TOLD and witness.tells(raw.text):
            yield raw


def upwards(node: Node | None) -> Iterator[Node]:
    """Yields the node and the nodes above it, the innermost first."""
    while node is not None:
        yield node
        node = node.parent
