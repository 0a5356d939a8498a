"""Chooses the blocks of a page that are its article (`choose`).

1. The rules find the container and say what each block may be (container.py, pruning.py).
2. The model gives each block the probability that it is text (features.py). Surer rules overrule
   the model, hidden blocks get 0, and all cells of a table row get the same.
3. The most probable blocks are chosen (selection.py), and headings like chosen headings.
4. Captions and embeds stay by the rules. Headings over nothing go.
5. The other blocks of the container are told as removed, each with a reason.

Furniture means parts of a page that its tags or classes set apart from the article: navigation,
boxes, comments.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from newscrawl.extraction.body import pruning, selection
from newscrawl.extraction.body.blocks import HEADINGS, Node, Raw, Tree
from newscrawl.extraction.body.container import (
    container_of,
    elsewhere,
    spread_factors,
    upwards,
    weight_of,
)
from newscrawl.extraction.body.features import features_of
from newscrawl.extraction.body.pruning import Ruling, View, is_bare_link, ruled
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


def look(tree: Tree, hints: Hints) -> View:
    """Returns the weights, headlines and container of a page's blocks, and what the rules say."""
    blocks = tree.blocks
    weights = [weight_of(raw) for raw in blocks]
    titles, heads = _headlines(blocks, hints)
    spread_factors(tree.nodes, [0.0, *accumulate(weights)], heads)
    kept = [weight * raw.node.factor for weight, raw in zip(weights, blocks, strict=True)]
    sums = [0.0, *accumulate(kept)]
    container, described = container_of(tree.nodes[0], sums, heads), Witness(hints.description)
    other = elsewhere(tree, container, sums, heads, (Witness(hints.stated), described))
    view = View(blocks, weights, heads, other or container)
    view.rulings = ruled(view, sums, titles, described)
    return view


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


def choose(tree: Tree, hints: Hints) -> Body:
    """Returns the article's body among the blocks of a page."""
    if not tree.blocks:
        return Body()
    view = look(tree, hints)
    sizes = [raw.size for raw in view.blocks]
    chances = selection.probabilities(len(sizes), features_of(view))
    chances = overrule(chances, sizes, view.rulings)
    hidden = _unseen(chances, sizes, tree.hidden)
    chances = [0.0 if place in hidden else chance for place, chance in enumerate(chances)]
    chances = _levelled(chances, view.blocks)
    chosen = _chosen(view, chances, sizes, hidden)
    roles = _roles(view, chosen)
    empty = _empty_headings(view, roles)
    roles = {place: role for place, role in roles.items() if place not in empty}
    reasons = dict.fromkeys(hidden, "hidden") | dict.fromkeys(empty, "empty_heading")
    body = _body(view, roles, reasons, hints.base)
    body.confidence = selection.confidence(selection.expected(chances, sizes, chosen))
    return body


def overrule(
    chances: Sequence[float], sizes: Sequence[int], rulings: Sequence[Ruling]
) -> list[float]:
    """Returns the model's probabilities, but 0 in furniture below its bar, and at least `_SURE` for
    lines above the body and for parts of the article.
    """
    bars = [_bar(ruling) if ruling.piece else 0.0 for ruling in rulings]
    every = zip(chances, sizes, bars, strict=True)
    furniture = sum([chance * size for chance, size, bar in every if chance < bar == _BAR])
    is_small = furniture <= _SMALL * selection.wanted(chances, sizes)
    found = [*chances]
    for place, (ruling, bar) in enumerate(zip(rulings, bars, strict=True)):
        if chances[place] < bar and (is_small or bar == _SURE):
            found[place] = 0.0
        elif ruling.role in pruning.LEADS or (ruling.in_part and chances[place] > _UNLIKELY):
            found[place] = max(chances[place], _SURE)
    return found


def _bar(ruling: Ruling) -> float:
    """Returns the probability that a block in a piece must have to be text."""
    if ruling.piece == "box" or ruling.role in pruning.TEXTS:
        return 0.0
    return _SURE if ruling.piece in pruning.SURELY else _BAR


def _unseen(
    chances: Sequence[float], sizes: Sequence[int], hidden: Collection[int]
) -> Collection[int]:
    """Returns the hidden blocks that are not text: all of them, or none if they surely hold much of
    the text (`_MUCH_HIDDEN`).
    """
    sure = sum(chances[place] * sizes[place] for place in hidden if chances[place] >= _SURELY_TEXT)
    return () if sure > _MUCH_HIDDEN * selection.wanted(chances, sizes) else hidden


def _levelled(chances: Sequence[float], blocks: list[Raw]) -> list[float]:
    """Returns the probabilities with one for all cells of a table row, and for a row of headings no
    less than for the row below it. So a row is chosen as a whole, and never without its headings.
    """
    rows: dict[Node, list[int]] = {}
    for place, raw in enumerate(blocks):
        if row := row_of(raw):
            rows.setdefault(row, []).append(place)
    found, below = [*chances], 0.0
    for places in reversed(rows.values()):
        mean = sum(chances[place] for place in places) / len(places)
        if all(blocks[place].node.tag == "th" for place in places):
            mean = max(mean, below)
        for place in places:
            found[place] = mean
        below = mean
    return found


def _chosen(
    view: View, chances: Sequence[float], sizes: Sequence[int], hidden: Collection[int]
) -> set[int]:
    """Returns the places of the text: by the model; if it finds none, by the rules; if they find
    none either, all blocks but bare links.
    """
    by_rules = (at for at, ruling in enumerate(view.rulings) if ruling.role in pruning.TEXTS)
    chosen = {*selection.best(chances, sizes)} or {at for at in by_rules if at not in hidden}
    chosen |= _linked_headings(view.blocks, view.container, chosen)
    return chosen or {raw.place for raw in view.blocks if not is_bare_link(raw)}


def _linked_headings(blocks: list[Raw], container: Node, chosen: set[int]) -> set[int]:
    """Returns the headings that are links and stand between chosen text like chosen headings of
    their shape: of six shows in a list, one heading leads to the show's page.
    """
    pairs = [*pairwise(blocks[container.first : container.last])]
    shapes = {_shape(raw) for raw, _ in pairs if raw.place in chosen}
    return {
        raw.place
        for raw, below in pairs
        if raw.place not in chosen
        and below.place in chosen
        and raw.node.tag in HEADINGS
        and is_bare_link(raw)
        and _shape(raw) in shapes
        and not (below.node.tag in HEADINGS or is_bare_link(below))
    }


def _shape(raw: Raw) -> tuple[str, str]:
    """Returns a block's tag and class."""
    return raw.node.tag, raw.node.classes


def _roles(view: View, chosen: Collection[int]) -> dict[int, str]:
    """Returns the roles of the chosen blocks, and of the captions and embeds beside them."""
    roles = dict.fromkeys(chosen, "text")
    for raw, ruling in zip(view.blocks, view.rulings, strict=True):
        is_chosen, in_figure = raw.place in chosen, "figure" in raw.node.within
        is_typed = ruling.role in pruning.TYPES and (in_figure or not is_chosen)
        if is_typed or (is_chosen and ruling.role in pruning.LEADS):
            roles[raw.place] = ruling.role
    return roles


def _body(view: View, roles: Mapping[int, str], reasons: Mapping[int, str], base: str) -> Body:
    """Returns the body of the blocks that have a role. `reasons` say why `choose` left out others."""
    if not roles:
        return Body()
    blocks, order = view.blocks, sorted(roles)
    typed, captions = typed_all([(blocks[place], roles[place]) for place in order], base)
    for block in typed:
        if block.place is not None and roles[block.place] == "standfirst":
            block.where = LEAD
    dropped = _dropped(view, roles, reasons)
    end = (
        max((place for place in order if roles[place] not in pruning.TYPES), default=order[-1]) + 1
    )
    after = [block_of(raw, "paragraph", base) for raw in blocks[end : end + _AFTER]]
    return Body(typed, pictures_in(captions, view.container, base), dropped, after)


def _dropped(view: View, roles: Collection[int], reasons: Mapping[int, str]) -> list[Removed]:
    """Returns the blocks without a role, each with its reason: in the container, between blocks with
    a role, and further blocks that the rules would keep, unless the page hides them.
    """
    places = {*range(view.container.first, view.container.last), *range(min(roles), max(roles))}
    by_rules = (place for place, ruling in enumerate(view.rulings) if ruling.role)
    places |= {place for place in by_rules if reasons.get(place) != "hidden"}
    found = []
    for place in sorted(places.difference(roles)):
        ruling = view.rulings[place]
        reason = ruling.piece or reasons.get(place) or ruling.line or "unlikely"
        found.append(Removed(view.blocks[place].text, f"extraction.{reason}", place))
    return found


def _empty_headings(view: View, kept: Collection[int]) -> set[int]:
    """Returns the headings and labels over nothing. If a text has headings only, they stay, apart from
    the headline.
    """
    found: set[int] = set()
    following: int | None = None
    for place in sorted(kept, reverse=True):
        if _is_empty(view.blocks[place], following, view.blocks, kept):
            found.add(place)
        else:
            following = place
    return found if len(found) < len(kept) else found.intersection(view.heads)


def _is_empty(raw: Raw, following: int | None, blocks: list[Raw], kept: Collection[int]) -> bool:
    """Returns whether a heading ends the article or stands over links only, or a line such as "Read
    next:" stands over a link. `following` is the next place that is kept.
    """
    is_heading = raw.node.tag in HEADINGS
    if not is_heading and (raw.size > _LABEL or not raw.text.endswith((":", "："))):
        return False
    below = blocks[raw.place + 1 : following]
    links = sum(one.link_share > _LINKED for one in below[:_BELOW])
    if following is None:
        return is_heading or links > 0
    if links > 1:
        return True
    return links == 1 and (_heads_links(raw, blocks, kept) if is_heading else len(below) == 1)


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
