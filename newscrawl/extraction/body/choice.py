"""Chooses the blocks of a page that are its article. Rules propose a container and lines to leave
out; a fitted model decides. Furniture means parts of a page that its tags or classes set apart from
the article: navigation, boxes, comments.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from newscrawl.extraction.body import features, selection
from newscrawl.extraction.body.blocks import HEADINGS, Node, Raw, Tree
from newscrawl.extraction.body.container import (
    container_of,
    elsewhere,
    spread_factors,
    upwards,
    weight_of,
)
from newscrawl.extraction.body.pruning import SURELY, TYPES, Ruled, is_bare_link, ruled
from newscrawl.extraction.body.titles import Titles, Witness
from newscrawl.extraction.body.typed import block_of, pictures_in, row_of, typed_all
from newscrawl.items import Block, Image, Removed

LEAD = "lead"
"""The `where` of a standfirst."""
_AFTER = 12
"""Blocks behind the body that are kept as evidence."""
_SURE, _BAR = 0.7, 0.6
"""The least probability of text in furniture: in captions, embeds and comments, and in other
furniture. Lines above the body that a rule adds get at least the first number.
"""
_UNLIKELY = 0.05
"""Blocks in a part that the article sets apart, such as its ingredients, count as text if they have a
higher probability. Of such blocks of the fitting half with .05 to .6, nine in ten are text.
"""
_SMALL = 0.25
"""If a larger share of the text that the model expects is in furniture, the model decides about the
furniture: then the classes of the page are probably misleading.
"""
_SURELY_TEXT, _MUCH_HIDDEN = 0.9, 0.2
"""If hidden blocks with at least the first probability hold a larger share of the expected text
than the second, the page shows them by a script, for example after "Read more": then hidden text
stays. On 940 labelled pages, no hidden block beside the article had over .77.
"""
_LINKED, _BELOW = 0.6, 2
"""A line with a larger share of its text in links than the first number counts as a link. The
second number is how many lines below a heading are checked for links.
"""
_LABEL = 60
"""A line with more characters that ends in a colon is a sentence of the article, such as "We
publish six papers that we like:", even if only links follow.
"""
_STORY = 15
"""Characters of the shortest link to another story. Shorter ones are labels: "Advertisement"."""
_FIRST_BLOCKS = 4
"""First blocks of the article in which the standfirst is looked for: a caption or heading may stand
before the standfirst.
"""


@dataclass(slots=True)
class Hints:
    """What the rest of the page says about its body: its titles, which must not be in the body, its
    description, and JSON-LD's text (`stated`). `declared` are the titles from the page's head and
    data. `base` is the address to which links are relative.
    """

    titles: Collection[str] = ()
    declared: Collection[str] = ()
    description: str | None = None
    stated: str | None = None
    base: str = ""


@dataclass(slots=True)
class Body:
    """The article's blocks in page order, its figures, and the lines beside them.

    `dropped` are lines of the container that were left out, with their rule. `after` are the first
    lines behind the body. `confidence` is the predicted F1 of the blocks' text, 0 to 1; None for a
    text without a page.
    """

    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    dropped: list[Removed] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    confidence: float | None = None


@dataclass(slots=True)
class View:
    """What is known about a page's blocks before the choice: their weights (`plain`), the places of
    headlines, the container, and the results of the rules.
    """

    plain: list[float]
    heads: list[int]
    container: Node
    rules: Ruled


def look(tree: Tree, hints: Hints) -> View:
    """Returns the weights, headlines, container and rules of a page's blocks."""
    blocks = tree.blocks
    plain = [weight_of(raw) for raw in blocks]
    titles, heads = _headlines(blocks, hints)
    spread_factors(tree.nodes, [0.0, *accumulate(plain)], heads)
    sums = [
        0.0,
        *accumulate(weight * raw.node.factor for weight, raw in zip(plain, blocks, strict=True)),
    ]
    container = container_of(tree.nodes[0], sums, heads)
    described = Witness(hints.description)
    other = elsewhere(tree, container, sums, heads, (Witness(hints.stated), described))
    container = other or container
    return View(plain, heads, container, ruled(blocks, container, sums, titles, heads, described))


def _headlines(blocks: list[Raw], hints: Hints) -> tuple[Titles, list[int]]:
    """Returns the page's titles and the places of the article's headlines. Blocks that repeat a
    declared title, or its larger part, are preferred, because an h1 may have a notice or the site's
    name.
    """
    titles, declared = Titles(hints.titles), Titles(hints.declared)
    parts = [place for place, raw in enumerate(blocks) if declared.has_part(raw)]
    heads = [place for place in parts if blocks[place].node.tag in HEADINGS] or parts
    if not heads:
        headings = (raw for raw in blocks if raw.node.tag in HEADINGS)
        return titles, [raw.place for raw in headings if titles.has(raw)]
    return Titles([*hints.titles, *(blocks[place].text for place in heads)]), heads


def describe(tree: Tree, view: View) -> tuple[list[int], list[list[float]]]:
    """Returns the places of the blocks that the model judges, and the features of each."""
    return features.rows(tree.blocks, view.plain, view.container, view.heads, view.rules)


def choose(tree: Tree, hints: Hints) -> Body:
    """Returns the article's body among the blocks of a page."""
    blocks = tree.blocks
    if not blocks:
        return Body()
    view = look(tree, hints)
    chances = selection.probabilities(len(blocks), *describe(tree, view))
    sizes = [raw.size for raw in blocks]
    overrule(chances, sizes, view.rules)
    _leave_out(chances, sizes, view.rules, tree.hidden)
    _level_rows(chances, blocks)
    chosen = set(selection.best(chances, sizes)) or view.rules.kept
    chosen = chosen | _linked_headings(blocks, view.container, chosen)
    if not chosen:  # nothing looks like an article
        chosen = {place for place, raw in enumerate(blocks) if not is_bare_link(raw)}
    body = _assemble(tree, view, chosen, hints.base)
    body.confidence = selection.confidence(selection.expected(chances, sizes, chosen))
    return body


def overrule(chances: list[float], sizes: Sequence[int], rules: Ruled) -> None:
    """Changes the model's probabilities if a rule is surer: lines in small furniture get 0, and
    `rules.leads` get at least `_SURE`.
    """
    unlikely = {
        place: rule in SURELY
        for place, rule in rules.pruned.items()
        if place not in rules.kept
        and rule != "box"
        and chances[place] < (_SURE if rule in SURELY else _BAR)
    }
    furniture = sum(
        chances[place] * sizes[place] for place, surely in unlikely.items() if not surely
    )
    is_small = furniture <= _SMALL * selection.wanted(chances, sizes)
    for place, surely in unlikely.items():
        if is_small or surely:
            chances[place] = 0.0
    for place in rules.leads:
        chances[place] = max(chances[place], _SURE)
    for place in rules.parts:
        if chances[place] > _UNLIKELY:
            chances[place] = max(chances[place], _SURE)


def _leave_out(
    chances: list[float], sizes: Sequence[int], rules: Ruled, hidden: Collection[int]
) -> None:
    """Gives hidden blocks the probability 0, unless they surely hold much of the text
    (`_MUCH_HIDDEN`).
    """
    sure = sum(chances[place] * sizes[place] for place in hidden if chances[place] >= _SURELY_TEXT)
    if sure > _MUCH_HIDDEN * selection.wanted(chances, sizes):
        return
    for place in hidden:
        chances[place] = 0.0
        rules.kept.discard(place)
        rules.lines[place] = "hidden"


def _level_rows(chances: list[float], blocks: list[Raw]) -> None:
    """Gives all cells of a table row the same probability, and a row of headings no less than the
    row below it. So a row is chosen as a whole, and never without its headings.
    """
    rows: dict[Node, list[int]] = {}
    for place, raw in enumerate(blocks):
        if row := row_of(raw):
            rows.setdefault(row, []).append(place)
    below = 0.0
    for places in reversed(rows.values()):
        mean = sum(chances[place] for place in places) / len(places)
        if all(blocks[place].node.tag == "th" for place in places):
            mean = max(mean, below)
        for place in places:
            chances[place] = mean
        below = mean


def _linked_headings(blocks: list[Raw], container: Node, chosen: set[int]) -> set[int]:
    """Returns the headings that are links and stand between chosen text like chosen headings of
    their shape: of six shows in a list, one heading leads to the show's page.
    """
    inside = range(container.first, container.last - 1)
    shapes = {_shape(blocks[place]) for place in inside if place in chosen}
    return {
        place
        for place in inside
        if place not in chosen
        and blocks[place].node.tag in HEADINGS
        and is_bare_link(blocks[place])
        and _shape(blocks[place]) in shapes
        and place + 1 in chosen
        and blocks[place + 1].node.tag not in HEADINGS
        and not is_bare_link(blocks[place + 1])
    }


def _shape(raw: Raw) -> tuple[str, str]:
    """Returns a block's tag and class."""
    return raw.node.tag, raw.node.classes


def _assemble(tree: Tree, view: View, chosen: set[int], base: str) -> Body:
    """Returns the body of the chosen places, with the captions beside them."""
    blocks, rules = tree.blocks, view.rules
    kept = {place: "lead" if place in rules.leads else "text" for place in chosen}
    kept |= {
        place: rule
        for place, rule in rules.typed.items()
        if place not in chosen or "figure" in blocks[place].node.within
    }
    empty = _empty_headings(blocks, kept)
    # If a text has headings only, they stay, apart from the headline.
    if len(empty) == len(kept):
        empty = [place for place in empty if place in view.heads]
    for place in empty:
        rules.lines[place] = "empty_heading"
        del kept[place]
    order = sorted(kept)
    if not order:
        return Body()
    typed, captions = typed_all([(blocks[place], kept[place]) for place in order], base)
    body = Body(typed, pictures_in(captions, view.container, base))
    leads = {blocks[place].text for place in rules.standfirst & chosen}
    for block in body.blocks[:_FIRST_BLOCKS]:
        if block.type == "paragraph" and block.text in leads:
            block.where = LEAD
    span = {*range(view.container.first, view.container.last), *range(order[0], order[-1])}
    span |= {*rules.typed, *rules.kept}
    body.dropped = [
        Removed(blocks[place].text, f"extraction.{rules.rule(place) or 'unlikely'}", place)
        for place in sorted(span - kept.keys())
    ]
    end = max((place for place in order if kept[place] not in TYPES), default=order[-1])
    body.after = [block_of(raw, "paragraph", base) for raw in blocks[end + 1 : end + 1 + _AFTER]]
    return body


def _empty_headings(blocks: list[Raw], kept: Collection[int]) -> list[int]:
    """Returns the headings that end the article or stand over links only, and lines such as "Read
    next:" over a link.
    """
    found: list[int] = []
    following: int | None = None
    for place in sorted(kept, reverse=True):
        raw = blocks[place]
        is_heading = raw.node.tag in HEADINGS
        if is_heading or (raw.size <= _LABEL and raw.text.endswith((":", "："))):
            below = blocks[place + 1 : following]
            links = sum(one.link_share > _LINKED for one in below[:_BELOW])
            if (
                (is_heading and following is None)
                or links > (following is not None)
                or (links and not is_heading and len(below) == links)
                or (is_heading and links and _heads_links(raw, blocks, kept))
            ):
                found.append(place)
                continue
        following = place
    return found


def _heads_links(heading: Raw, blocks: list[Raw], kept: Collection[int]) -> bool:
    """Returns whether the smallest box around a heading and further lines begins with the heading,
    links to a story and has no other line that is kept. The article goes on behind the box.
    """
    box = next(node for node in upwards(heading.node) if node.last - node.first > 1)
    below = range(box.first + 1, box.last)
    return (
        box.first == heading.place
        and any(blocks[at].link_share > _LINKED and blocks[at].size >= _STORY for at in below)
        and not any(at in kept for at in below)
    )
