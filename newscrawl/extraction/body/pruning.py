"""Applies the rules that choose the article's text, before the model is asked (`ruled`).

1. A piece is an element of the container that a rule takes as a whole, by its tag, class or picture:
   furniture (explained in choice.py), a caption, an embed. `_furniture` finds the pieces.
2. All other lines of the container are text, unless `_line_rule` names a rule against them.
3. Lines between the headline and the text may be text too (`_lines_above`), and so may parts that
   the article sets apart, such as ingredients (`_is_in_part`).

A new rule is an entry of `_PRUNED_TAGS` or `_PRUNED_MEANINGS` (pieces) or a condition of `_line_rule`.
docs/record.md explains its name, and benchmarks/rules.py measures it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, NamedTuple

from newscrawl.extraction.body.blocks import HEADINGS, PLACE_TAGS, Node, Raw
from newscrawl.extraction.body.container import mass_of, upwards
from newscrawl.extraction.body.meanings import meaning
from newscrawl.extraction.body.titles import Titles, Witness
from newscrawl.extraction.body.typed import PICTURE_BLOCKS, row_of
from newscrawl.extraction.strings import text_of
from newscrawl.extraction.vocabulary import words
from newscrawl.text.sentences import END

TYPES = frozenset({"caption", "embed"})
"""Rules that give a piece its type instead of removing it."""
SURELY = TYPES | {"comment"}
"""Rules that hold for pieces of any size: comments are often longer than the article."""
LEADS = ("standfirst", "lead")
TEXTS = ("text", *LEADS)
"""Roles of text above the container, and of all text. TEXTS stay if the model finds no text."""
_MOST_LINKS = 0.85
"""A line with a larger share of its text in links is a bare link."""
_LABEL = 25
"""A line with fewer characters may be a mere label, such as "Advertisement"."""
_MARKER = re.compile(r"\W*(?:\d{1,3}[.)]\W*)?|\{\{.*\}\}")
"""A line of signs alone, of a list's number alone, or of an unfilled template."""
_CONSENT = tuple(words("consent_lines"))
_BEGINNING = max(map(len, _CONSENT))
"""The beginnings of lines that ask for consent, in lower case, and the length of the longest."""
_COUNTER = re.compile(r"(\d{1,3}) ?(?:/|of|von|de|sur|di) ?(\d{1,3})")
_SLIDES = 3
"""The fewest slides of a gallery. Two ratings of one scale may rise by chance."""
_DATED = 0.5
"""A line with a larger share of its text in time elements is a date."""
_LABELLED = 0.6
"""A line with this share of its text in links or more may be a label with a link."""
_END = 3
"""Characters at a line's end in which a sentence ends: quotation marks and brackets may follow the
full stop.
"""
_PRUNE_SHARE = 0.25
"""A piece with a larger share of the container's weight is kept, whatever its class says. So are
the pieces of one rule that have a larger share together."""
_NO_BOX = HEADINGS.keys() | frozenset("li td th tr tbody table ul ol dl dd blockquote".split())
"""Tags that are never the box of a picture and its caption."""
_SLANTED = ("em", "i", "small")
_CAPTION, _CAPTION_OF_TWO = 300, 200
"""The text in a box with a picture and without a class for pictures is a caption if it has fewer
characters: in one block, and in two.
"""
_PRUNED_TAGS = {tag: PLACE_TAGS[tag] for tag in ("nav", "footer", "aside", "form", "figcaption")}
_PRUNED_TAGS["figure"] = "caption"
_PRUNED_MEANINGS = "comment consent related social signup ad author frame meta box".split()
_NEVER_PARTS = frozenset(("comment", "consent", "signup", "ad", "frame", "form", "footer"))
"""Furniture that never holds a part of the article, even if a class says so: some dialogs about
accounts have class "faq".
"""
_LEAD_REACH = 60
"""Blocks above the body in which a standfirst is searched."""
# The bounds below were chosen by hand on the sets on which the rules were first written
# (benchmarks/corpus.py).
_BOX_BLOCKS, _BOX_BLOCKS_UNCALLED = 3, 2
"""The most blocks of a box with a picture and its caption: with a class for pictures, and without.
"""
_LEAD_LINKS = 0.3
"""A line above the body with a larger share of its text in links is not part of the article."""
_LEAD_SIZE, _FIRST_SIZE = 40, 80
"""The fewest characters of a standfirst, and of a first paragraph. Shorter lines are labels and
bylines.
"""
_LEAD_FACTOR, _FIRST_FACTOR = 0.1, 0.3
"""A place counts as furniture by its factor (container.py): for a standfirst up to the first
number, for a first paragraph below the second.
"""
_PICTURE = frozenset({"caption", "photo"})
"""Meanings of elements that belong to a picture."""


class Ruling(NamedTuple):
    """What the rules say about one block.

    `role` is what the rules take the block for: "text", "caption" or "embed"; "standfirst" or "lead"
    (a first paragraph) above the container. `piece` is the rule of the piece around the block. `line`
    is the rule that removes the block by itself. All three are empty for a block without. `in_part`
    says that the block is in a part that the article sets apart.
    """

    role: str = ""
    piece: str = ""
    line: str = ""
    in_part: bool = False


@dataclass(slots=True)
class View:
    """What is known about a page's blocks before the model is asked: their weights, the places of
    headlines, the container, and what the rules say about each block (`ruled`).
    """

    blocks: list[Raw]
    weights: list[float]
    heads: list[int]
    container: Node
    rulings: list[Ruling] = field(default_factory=list)


def ruled(view: View, sums: list[float], titles: Titles, description: Witness) -> list[Ruling]:
    """Returns what the rules say about each block of a page."""
    blocks, container = view.blocks, view.container
    inside = blocks[container.first : container.last]
    pieces = _furniture(container, blocks, sums)
    rulings = [Ruling()] * len(blocks)
    for raw in inside:
        rulings[raw.place] = _ruling(raw, pieces.get(raw.place, ""), titles)
    for place in _counters(inside) - pieces.keys():
        rulings[place] = Ruling(line="marker")
    first = next((place for place, ruling in enumerate(rulings) if ruling.role), 0)
    for place, role in _lines_above(first, view, titles, description).items():
        rulings[place] = rulings[place]._replace(role=role)
    article = _with_headline(container, view.heads)
    for raw in filter(_is_in_part, blocks[article.first : article.last]):
        rulings[raw.place] = rulings[raw.place]._replace(in_part=True)
    return rulings


def _furniture(container: Node, blocks: list[Raw], sums: list[float]) -> dict[int, str]:
    """Returns the places of the blocks in pieces, each with the rule of its piece.

    If the boxes of one class together hold more than `_PRUNE_SHARE` of the weight, the page writes
    its article in them, for example a comparison of firms in boxes of class "author". Then this
    class removes nothing.
    """
    most = _PRUNE_SHARE * mass_of(container, sums)
    pieces = _pieces(container, blocks, most, sums)
    held: dict[str, float] = defaultdict(float)
    for piece, rule in pieces.items():
        held[rule] += mass_of(piece, sums)
    if heavy := {rule for rule, mass in held.items() if mass > most and rule not in SURELY}:
        pieces = _pieces(container, blocks, most, sums, heavy)
    return {
        place: rule for piece, rule in pieces.items() for place in range(piece.first, piece.last)
    }


def _ruling(raw: Raw, piece: str, titles: Titles) -> Ruling:
    """Returns what the rules say about a block of the container. `piece` is the rule of the piece
    around the block.
    """
    if not piece:
        line = _line_rule(raw, titles)
        return Ruling(line=line) if line else Ruling("text")
    if piece == "box" and raw.node.tag == "figcaption":  # of a gallery
        piece = "caption"
    elif piece == "caption" and is_bare_link(raw):  # a teaser with a picture
        piece = "link_only"
    if piece == "caption" and not raw.node.within.isdisjoint(("quote", "table")):
        return Ruling("text", piece)
    return Ruling(piece if piece in TYPES else "", piece)


def _with_headline(container: Node, heads: Collection[int]) -> Node:
    """Returns the smallest element that holds the container, more text and a headline; the whole page
    if there is none. The article's parts may stand beside the container.
    """
    boxes, held = [*upwards(container)], container.last - container.first
    larger = (box for box in boxes if box.last - box.first > held)
    headed = (box for box in larger if any(box.first <= head < box.last for head in heads))
    return next(headed, boxes[-1])


def _is_in_part(raw: Raw) -> bool:
    """Returns whether a block is in a part that articles set apart, such as ingredients, and not in
    furniture.
    """
    within = raw.node.within
    return (
        "part" in within
        and within.isdisjoint(_NEVER_PARTS)
        and raw.link_share < _LEAD_LINKS
        and not _line_rule(raw, None)
    )


def _counters(inside: list[Raw]) -> set[int]:
    """Returns the places of the counters of slides: "1/8", "2/8". A counter may stand above and below
    its slide. Ratings of one scale seldom rise from 1. Cells of a table are data.
    """
    rows: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for raw in inside:
        if raw.size < _LABEL and (match := _COUNTER.fullmatch(raw.text)) and not row_of(raw):
            rows[match[2]].append((int(match[1]), raw.place))
    return {place for row in rows.values() if _count_slides(row) for _, place in row}


def _count_slides(row: list[tuple[int, int]]) -> bool:
    """Returns whether lines of one scale count slides. `row` has their numbers and places."""
    numbers = [number for number, _ in row]
    return numbers[0] == 1 and numbers == sorted(numbers) and len({*numbers}) >= _SLIDES


def _pieces(
    container: Node, blocks: list[Raw], most: float, sums: list[float], heavy: Collection[str] = ()
) -> dict[Node, str]:
    """Returns the pieces in the container that are not the article, each with its rule.
    Pieces heavier than `most`, and pieces of the `heavy` rules, are left out.
    """
    found: dict[Node, str] = {}
    stack = list(container.children)
    while stack:
        child = stack.pop()
        rule = _prune_rule(child, blocks)
        if (
            rule is not None
            and rule not in heavy
            and (mass_of(child, sums) <= most or _is_one_caption(child, blocks))
        ):
            found[child] = rule
        else:
            stack.extend(child.children)
    return found


def _prune_rule(node: Node, blocks: list[Raw]) -> str | None:
    """Returns the rule that removes an element by its tag, class or picture, or None."""
    means = node.means
    if rule := _PRUNED_TAGS.get(node.tag):
        return rule
    is_lead = "lead" in means and "photo" not in means  # "lead-image" is no standfirst
    if is_lead or "body" in means or node.tag in HEADINGS:
        return None
    if "caption" in means or _is_under_picture(node, blocks):
        return "caption"
    if not means:
        return None
    return next((name for name in ("embed", *_PRUNED_MEANINGS) if name in means), None)


def _is_one_caption(node: Node, blocks: list[Raw]) -> bool:
    """Returns whether an element is the figcaption of one picture. It is a caption even if the
    article is so short that the caption holds much of its text.
    """
    held = blocks[node.first : node.last]
    return (
        node.tag == "figcaption"
        and len(held) <= _BOX_BLOCKS
        and sum(len(raw.text) for raw in held) < _CAPTION
    )


def _is_set_apart(paragraph: Any, text: str) -> bool:
    """Returns whether a paragraph holds a picture, and its only text is in one element that sets
    captions apart: an `em`, `i` or `small`, or one with a class for captions.
    """
    if not len(paragraph) or len(text) >= _CAPTION or (paragraph.text or "").strip():
        return False
    parts = [part for part in paragraph if isinstance(part.tag, str) and text_of(part, 1)]
    return (
        len(parts) == 1
        and not any((part.tail or "").strip() for part in paragraph)
        and _has_picture(paragraph)
        and (parts[0].tag in _SLANTED or "caption" in meaning(parts[0].get("class") or ""))
    )


def _is_under_picture(node: Node, blocks: list[Raw]) -> bool:
    """Returns whether an element is a box with a picture and little text. The text is then the
    caption, whatever the class of the box is.
    """
    held = node.last - node.first
    if node.tag == "p":
        return held == 1 and _is_set_apart(node.element, blocks[node.first].text)
    if held > _BOX_BLOCKS or node.tag in _NO_BOX:
        return False
    if "photo" not in node.means:
        texts = blocks[node.first : node.last]
        if (
            held > _BOX_BLOCKS_UNCALLED
            or sum(len(raw.text) for raw in texts) >= (_CAPTION if held == 1 else _CAPTION_OF_TWO)
            or any(raw.node.tag in HEADINGS for raw in texts)
        ):
            return False
    return _has_picture(node.element)


def _has_picture(element: Any) -> bool:
    return next(element.iter("img", "amp-img"), None) is not None


def _line_rule(raw: Raw, titles: Titles | None) -> str | None:
    """Returns the rule that removes a line for its own text and links; None if it may be text."""
    if is_bare_link(raw) or _is_labelled_link(raw):
        return "link_only"
    if raw.time_length > _DATED * len(raw.text):
        return "date_line"
    if raw.size < _LABEL:
        if _MARKER.fullmatch(raw.text):
            return "marker"
        if "ad" in meaning(raw.text) and not END.search(raw.text):
            return "ad"
    if raw.text[:_BEGINNING].lower().replace("’", "'").startswith(_CONSENT):
        return "consent"
    return "title" if titles and titles.has(raw) else None


def is_bare_link(raw: Raw) -> bool:
    """Returns whether a line is hardly more than its links."""
    return raw.link_length > _MOST_LINKS * len(raw.text)


def _is_labelled_link(raw: Raw) -> bool:
    """Returns whether a line is a label with a link and no sentence: "Read more: The ferry is
    found", in which the link is "The ferry is found".
    """
    return (
        raw.link_share >= _LABELLED
        and raw.size == len(raw.text)
        and not END.search(raw.text.rstrip(" ])")[-_END:])
    )


def _lines_above(first: int, view: View, titles: Titles, description: Witness) -> dict[int, str]:
    """Returns the roles of the article's lines between the headline and its `first` block."""
    blocks = view.blocks
    above = range(first - 1, max(-1, first - _LEAD_REACH), -1)
    headlines = [place for place in above if titles.has(blocks[place])]
    top = next((place for place in headlines if place in view.heads), next(iter(headlines), -1))
    is_under_headline = top >= 0 or any(raw.node.tag == "h1" for raw in blocks[:first])
    found: dict[int, str] = {}
    for place in takewhile(lambda at: blocks[at].node.tag != "h1" and at != top, above):
        raw = blocks[place]
        if raw.link_share > _LEAD_LINKS or place in headlines or _line_rule(raw, None):
            continue
        if _is_of_picture(raw.node):
            if is_under_headline:
                found[place] = "caption"
        elif _is_standfirst(raw, description):
            found[place] = "standfirst"
        elif "standfirst" not in found.values() and _is_first_paragraph(raw, is_under_headline):
            found[place] = "lead"
    return found


def _is_standfirst(raw: Raw, description: Witness) -> bool:
    """Returns whether a block above the body is a standfirst: its class says so, or the page's
    description says the same as the block.
    """
    return raw.size >= _LEAD_SIZE and (
        ("lead" in raw.node.within and raw.node.factor > _LEAD_FACTOR)
        or description.tells(raw.text)
    )


def _is_first_paragraph(raw: Raw, is_under_headline: bool) -> bool:
    """Returns whether a block above the body may be the article's first paragraph: a `p` with a full
    sentence. Other tags hold one only below the headline and outside furniture.
    """
    least = _FIRST_FACTOR if raw.node.tag == "p" else 1
    return (
        raw.size >= _FIRST_SIZE
        and raw.node.factor >= least
        and (raw.node.tag == "p" or is_under_headline)
        and END.search(raw.text[-_END:]) is not None
    )


def _is_of_picture(node: Node) -> bool:
    """Returns whether a text belongs to a small figure, or to a small box with a class such as
    "photo". Some themes give whole pages such a class.
    """
    boxes = takewhile(lambda box: box.last - box.first <= PICTURE_BLOCKS, upwards(node))
    return any(box.tag in ("figure", "figcaption") or box.means & _PICTURE for box in boxes)
