"""Which of a page's blocks are its article: container, pruning inside it, lead; typed blocks in page order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate, islice, takewhile
from typing import Any

from newscrawl.extraction.blocks import HEADINGS, Node, Raw, Tree
from newscrawl.extraction.captions import caption
from newscrawl.extraction.page import joined
from newscrawl.items import Block, BlockType, Image, Link, Removed

_SENTENCE = re.compile(r"[.!?…。！？।؟۔։။៕]")
LEAD = "lead"
"""The `where` of a standfirst that was found outside the body."""
_DIGITS = re.compile(r"\d+")
_WORDLIKE = re.compile(r"\w+")

# What places take from the weight of what stands in them: chosen on the pages of docs/benchmarks.md, as are the bounds below.
_FACTORS = {
    "comment": 0.02,
    "consent": 0.02,
    "frame": 0.1,
    "nav": 0.1,
    "footer": 0.1,
    "aside": 0.1,
    "form": 0.4,
    "figure": 0.1,
    "caption": 0.1,
    "related": 0.3,
    "social": 0.3,
    "ad": 0.3,
    "signup": 0.3,
    "author": 0.3,
    "ul": 0.4,
    "ol": 0.4,
    "dl": 0.4,
}
_FACTOR_WORDS = frozenset(_FACTORS)
_TYPES = frozenset({"caption", "embed"})
"""Rules that give a piece its type instead of taking it out."""
_DESCEND = 0.6
_ALONE = 0.95
_WRAPPER = 0.5
_SIBLING = 0.1
_WITNESS = 5_000
_MARKS = 6
_TOLD = 40.0
_PART = 0.15
_MANY = 4
_PRUNE_SHARE = 0.25
_RULE_SHARE = 0.4
_NO_BOX = frozenset({"p", "li", "td", "th", "tr", "tbody", "table", "ul", "ol", "dl", "dd", "blockquote"})
_CAPTION, _CAPTION_OF_TWO = 300, 200
"""Characters of a caption that no class calls one."""
_CELL = 300
"""Characters: a longer cell is a column of the page's layout."""
_TITLE = 25
"""Characters of another story's headline."""
_GROUP_SHARE = 0.3
_GROUP_AWAY = 3
_KEPT_PLACES = frozenset({"quote", "caption", "figure", "table", "list"})
_LEAD_REACH, _LEAD_REACH_OF_HEADLINE = 25, 60
_LEAD_GAP = 8
_PICTURE = frozenset({"caption", "photo"})
_PICTURE_BLOCKS = 4
_ELSEWHERE = frozenset({"related", "ad", "signup", "author", "comment", "social", "frame"})
_LEAF_TAGS = frozenset({"p", "li", "blockquote", "td", "figure", "h1", "h2", "h3", "h4", "h5", "h6"})
_PRUNED_TAGS = {"nav": "frame", "footer": "footer", "aside": "aside", "form": "form"}
_PRUNED_MEANINGS = ("comment", "consent", "related", "social", "signup", "ad", "author", "frame", "meta", "box")


@dataclass(slots=True)
class Hints:
    """What the rest of the page says of its body: titles that must not stand in it, its description, JSON-LD's text of it.

    `declared` are those titles that the page's head and data give. `base` is the address that links are relative to.
    """

    titles: Collection[str] = ()
    declared: Collection[str] = ()
    description: str | None = None
    stated: str | None = None
    base: str = ""


@dataclass(slots=True)
class Body:
    """The article's blocks in page order, figures, what was dropped inside the container (with its rule) and what follows it."""

    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    dropped: list[Removed] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)


def choose(tree: Tree, hints: Hints) -> Body:
    """The article's body among the blocks of a page."""
    blocks = tree.blocks
    if not blocks:
        return Body()
    plain = [_weight(raw) for raw in blocks]
    titles = _Titles(hints.titles)
    heads = [i for i, raw in enumerate(blocks) if raw.node.tag in HEADINGS and titles.has(raw)]
    if len(heads) > 1:  # an h1 of a notice is one too
        declared = _Titles(hints.declared)
        heads = [i for i in heads if declared.has(blocks[i])] or heads
    _spread_factors(tree.nodes, [0.0, *accumulate(plain)], heads)
    sums = [0.0, *accumulate(weight * raw.node.factor for weight, raw in zip(plain, blocks, strict=True))]
    container = _container(tree.nodes[0], blocks, sums, heads)
    description = _Witness(hints.description)
    other = _elsewhere(tree, container, sums, heads, (_Witness(hints.stated), description))
    place = _with_siblings(other or container, blocks, sums)
    return _assemble(tree, place, sums, titles, description, hints.base)


def _weight(raw: Raw) -> float:
    """How much this block speaks for being an article's text."""
    if raw.size < 60 or raw.link_share > 0.4 or raw.node.tag in HEADINGS:
        return 0.0
    value = float(min(raw.size, 1200) - raw.link_length)
    if not _has_sentence(raw.text):
        value *= 0.2
    if "cookie" in raw.text.lower():
        value *= 0.2
    return value


def _has_sentence(text: str) -> bool:
    """Whether a sentence ends in a text; a full stop is found without the pattern, and is in most."""
    return "." in text or _SENTENCE.search(text) is not None


def _spread_factors(nodes: list[Node], sums: list[float], heads: list[int]) -> None:
    """How much a place takes from the weight of what stands in it.

    What holds over half of the page's text, and its headline, is not what its class says: `class="has-sidebar"` on the
    whole page. `heads` are the places of headlines.
    """
    whole = sums[-1]
    for node in nodes:
        above = node.parent
        if above:
            node.factor, node.counted = above.factor, above.counted
        if _FACTOR_WORDS.isdisjoint(node.means) and node.tag not in _FACTOR_WORDS:
            continue
        # A word counts once on the way down: page builders write it on every box inside a box.
        words = (node.means | {node.tag}) & _FACTOR_WORDS - node.counted
        if not words:
            continue
        if _mass(node, sums) > _WRAPPER * whole:
            headed = any(node.first <= head < node.last for head in heads) if heads else "comment" not in node.means
            if headed:
                continue
        node.factor *= min(_FACTORS[word] for word in words)
        node.counted |= words


def _mass(node: Node, sums: list[float]) -> float:
    return sums[node.last] - sums[node.first]


def _container(body: Node, blocks: list[Raw], sums: list[float], heads: list[int]) -> Node:
    """Down from the body for as long as one child holds most of the weight, or the headline and a part of it."""
    node = body
    while node.children and _mass(node, sums):
        heaviest = max(node.children, key=lambda child: _mass(child, sums))
        # A list is the body where there is nothing beside it, else a part of the body.
        share = _ALONE if heaviest.tag in ("ul", "ol", "dl") else _DESCEND
        if heaviest.tag in _LEAF_TAGS or _mass(heaviest, sums) < share * _mass(node, sums):
            following = _headed(node, heaviest, blocks, sums, heads)
        else:
            following = _headed(node, heaviest, blocks, sums, heads) or heaviest
        if following is None:
            break
        node = following
    return node


def _headed(node: Node, heaviest: Node, blocks: list[Raw], sums: list[float], heads: list[int]) -> Node | None:
    """The child under whose headline a part of the text stands, whatever its siblings hold: a notice, comments, the next story.

    The headline's own box, with a standfirst or without, is none, nor is the first of an article's parts of one shape.
    """
    whole = _mass(node, sums)
    for head in heads:
        child = next((child for child in node.children if child.first <= head < child.last), None)
        if child is None or (child is heaviest and child.tag == "div" and _mass(child, sums) >= _ALONE * whole):
            continue  # that it holds all needs no counting
        if not (told := _told(sums, head, child.last)):
            continue
        shape = _shape(child)
        like = [
            c for c in node.children if c is not child and _shape(c) == shape and _mass(c, sums) >= _SIBLING * whole
        ]
        if like:  # the next stories, if each has such a headline; that two divs have no class says nothing of them
            headline = _shape(blocks[head].node)
            found = shape != ("div", "") and all(
                any(_shape(raw.node) == headline for raw in blocks[c.first : c.last]) for c in like
            )
        elif child is heaviest:
            found = told > 1 and _mass(child, sums) >= 2 * _PART * whole
        else:
            many = told >= min(_MANY, _told(sums, heaviest.first, heaviest.last))
            found = many and told > 1 and _mass(child, sums) >= (_PART if told > 2 else 2 * _PART) * whole
        if found:
            return child
    return None


def _told(sums: list[float], first: int, last: int) -> int:
    """How many of these blocks tell something."""
    return sum(sums[index + 1] - sums[index] > _TOLD for index in range(first, last))


class _Titles:
    """The page's titles as lines are compared with them; each line once, as it is asked for in several places."""

    def __init__(self, titles: Collection[str]) -> None:
        plain = dict.fromkeys(filter(None, map(_plain, titles)))
        self.titles = [(title, frozenset(title.split())) for title in plain]
        self.least = 0.7 * min(map(len, plain), default=0)
        self.most = min(3 * max(map(len, plain), default=-1), 300)
        self.known: dict[Raw, bool] = {}

    def has(self, raw: Raw) -> bool:
        """Whether a line says a title, or as a heading holds one."""
        size = len(raw.text)
        if not self.least <= size <= self.most:
            return False
        if raw not in self.known:
            self.known[raw] = self._holds(raw, size)
        return self.known[raw]

    def _holds(self, raw: Raw, size: int) -> bool:
        if not any(0.7 * len(title) <= size <= 3 * len(title) for title, _ in self.titles):
            return False
        said = _WORDLIKE.findall(raw.text.lower())
        plain, words = " ".join(said), frozenset(said)
        holds = raw.node.tag in HEADINGS and len(plain) >= 20
        return any(
            _same(plain, words, title, in_title) or (holds and 2 * len(title) >= len(plain) and title in plain)
            for title, in_title in self.titles
        )


class _Witness:
    """The page's own words of its article: its description, or JSON-LD's text."""

    def __init__(self, words: str | None) -> None:
        words = (words or "")[:_WITNESS]
        self.runs = _runs(words) if words else set()
        longest = sorted((len(word), word) for word in set(words.lower().split()) if len(word) > 3)
        self.marks = [word for _, word in longest[-_MARKS:]]

    def tells(self, text: str) -> bool:
        """Whether a text says the same: half of the shorter one's runs of four words are in the longer."""
        lowered = text[:2_000].lower()
        if not any(mark in lowered for mark in self.marks):
            return False
        ours = _runs(lowered)
        return bool(ours and self.runs) and 2 * len(ours & self.runs) >= min(len(ours), len(self.runs))


def _elsewhere(
    tree: Tree, container: Node, sums: list[float], heads: list[int], witnesses: Iterable[_Witness]
) -> Node | None:
    """Where the article stands instead, if the page's own words of it are not in the body but in another part of the page.

    That tells a long thread of comments, or the next story, from the short article above it.
    """
    for witness in witnesses:
        if not witness.runs:
            continue
        inside = range(container.first, container.last)
        told = (
            i
            for i in (*inside, *range(inside.start), *range(inside.stop, len(tree.blocks)))
            if sums[i + 1] - sums[i] > _TOLD and witness.tells(tree.blocks[i].text)
        )
        for index in told:
            if index in inside:
                break
            place = next(
                n for n in _line(tree.blocks[index].node) if _mass(n, sums) >= _PART * sums[-1] or not n.parent
            )
            if place.first < container.last and container.first < place.last:
                return None  # a standfirst above the body
            beside = _mass(place, sums) - (sums[index + 1] - sums[index])
            many = _told(sums, place.first, place.last) >= min(_MANY, _told(sums, container.first, container.last))
            if many and beside >= _PART * _mass(container, sums):
                return _container(place, tree.blocks, sums, heads)
    return None


def _shape(node: Node) -> tuple[str, str]:
    # Without the id: that tells parts of one shape apart.
    return node.tag, _undigited(node.classes or node.names)


@lru_cache(maxsize=4096)
def _undigited(names: str) -> str:
    """A class without its numbers; cached, as a page's lists say one class on every line."""
    return _DIGITS.sub("", names)


def _with_siblings(container: Node, blocks: list[Raw], sums: list[float]) -> list[Node]:
    """The container and those of its siblings that have its shape and hold a tenth of its weight: not the next story."""
    parent = container.parent
    if parent is None:
        return [container]
    least, shape = _SIBLING * _mass(container, sums), _shape(container)
    like = [n for n in parent.children if n is container or (_shape(n) == shape and _mass(n, sums) >= least > 0)]
    if len(like) > 1 and _is_headed(container, blocks):
        like = [n for n in like if n is container or not _is_headed(n, blocks)]
    return like


def _is_headed(node: Node, blocks: list[Raw]) -> bool:
    """Whether a headline of its own stands in it."""
    return any(raw.node.tag == "h1" for raw in blocks[node.first : node.last])


def _assemble(
    tree: Tree, nodes: list[Node], sums: list[float], titles: _Titles, description: _Witness, base: str
) -> Body:
    blocks = tree.blocks
    total = sum(_mass(node, sums) for node in nodes)
    body = Body()
    pieces = [piece for node in nodes for piece in _prunes(node, blocks, total, sums)]
    masses: defaultdict[str, float] = defaultdict(float)
    for piece, reason in pieces:
        masses[reason] += _mass(piece, sums)
    pruned: dict[int, str] = {}
    for piece, reason in pieces:
        # A word that half of the body carries means something else on this site.
        if reason in _TYPES or masses[reason] <= _RULE_SHARE * total:
            for index in range(piece.first, piece.last):
                pruned.setdefault(index, reason)
    kept: list[int] = []
    for node in nodes:
        for index in range(node.first, node.last):
            rule = pruned.get(index) or _line_rule(blocks[index], titles)
            if rule == "caption" and blocks[index].link_share > 0.85:
                rule = "link_only"  # a teaser with a picture
            if rule == "title" and blocks[index].node.tag == "h1" and sums[index] - sums[node.first] < 0.2 * total:
                # What stands above the headline is no part of the article, unless it is longer than any kicker.
                body.dropped += [
                    Removed(blocks[i].text, "extraction.above_title") for i in kept if blocks[i].size < 120
                ]
                kept = [i for i in kept if blocks[i].size >= 120]
            if rule is None or rule in _TYPES:
                kept.append(index)
            else:
                body.dropped.append(Removed(blocks[index].text, f"extraction.{rule}"))
    kept = _without_box_headings(_without_furniture(kept, blocks, body.dropped), nodes, blocks, body.dropped)
    kept = _main_groups(kept, blocks, body.dropped)
    while kept and _announces_links(blocks, kept[-1]):
        body.dropped.append(Removed(blocks[kept.pop()].text, "extraction.trailing_heading"))
    typed, captions = _typed_all([(blocks[index], pruned.get(index)) for index in kept], base)
    while typed and typed[-1].type == "heading":
        body.dropped.append(Removed(typed.pop().text, "extraction.trailing_heading"))
    body.blocks = typed
    if kept:
        known = {_plain(block.text) for block in typed[:4]}
        leads, above = _leads(blocks, kept[0], titles, description, base)
        body.blocks[:0] = [lead for lead in leads if _plain(lead.text) not in known]
        back = {lead.text for lead in leads}
        body.dropped = [out for out in body.dropped if out.text not in back]
        captions[:0] = above
        body.after = [_block(raw, "paragraph", None, base) for raw in blocks[kept[-1] + 1 : kept[-1] + 13]]
        body.images = _pictures(captions, nodes, base)
    return body


def _without_furniture(kept: list[int], blocks: list[Raw], dropped: list[Removed]) -> list[int]:
    """Without the lines that stand there three times or more and are no sentence: "Advert", a mark that nothing replaced."""
    times = Counter(blocks[i].text for i in kept if not _has_sentence(blocks[i].text))
    out = {
        i for i in kept if times[blocks[i].text] >= 3 and blocks[i].node.within.isdisjoint(_KEPT_PLACES - {"figure"})
    }
    dropped += [Removed(blocks[i].text, "extraction.repeated") for i in kept if i in out]
    return [i for i in kept if i not in out]


def _without_box_headings(kept: list[int], nodes: list[Node], blocks: list[Raw], dropped: list[Removed]) -> list[int]:
    """Without the headings of boxes that hold links and of which nothing else is left."""
    left = set(kept)
    out: set[int] = set()
    for index in kept:
        if blocks[index].node.tag in HEADINGS:
            box = next(place for place in _line(blocks[index].node) if place.last - place.first > 1 or place in nodes)
            beside = {*range(box.first, box.last)} - {index}
            if box not in nodes and left.isdisjoint(beside) and sum(blocks[i].link_share > 0.6 for i in beside) > 1:
                out.add(index)
    dropped += [Removed(blocks[i].text, "extraction.box_heading") for i in kept if i in out]
    return [i for i in kept if i not in out]


def _announces_links(blocks: list[Raw], index: int) -> bool:
    """Whether a line such as "Read next:" only says what links come after it."""
    text = blocks[index].text
    return (
        len(text) < 80
        and text.endswith((":", "："))
        and any(raw.link_share > 0.6 for raw in blocks[index + 1 : index + 2])
    )


def _prunes(node: Node, blocks: list[Raw], total: float, sums: list[float]) -> Iterator[tuple[Node, str]]:
    """The pieces inside the container that are not the article, unless they hold too much of it."""
    teasers: set[Node] = set()
    stack = [node]
    while stack:
        child = stack.pop()
        teasers.update(_teasers(child, blocks))
        if child is node:
            stack.extend(reversed(child.children))
            continue
        rule = _prune_rule(child, blocks) or ("teaser" if child in teasers else None)
        if rule is not None and _mass(child, sums) <= _PRUNE_SHARE * total:
            if rule == "box":  # a gallery's captions
                yield from ((part, "caption") for part in _below(child) if part.tag == "figcaption")
            yield child, rule
        else:
            stack.extend(reversed(child.children))


def _below(node: Node) -> Iterator[Node]:
    """All nodes under this one."""
    stack = list(node.children)
    while stack:
        yield (child := stack.pop())
        stack.extend(child.children)


def _teasers(node: Node, blocks: list[Raw]) -> Iterator[Node]:
    """The children that are cards of other stories: three or more of one shape, each with a line that is a link."""
    if len(node.children) < 3:
        return
    shapes: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
    for child in node.children:
        if 1 <= child.last - child.first <= 5:
            shapes[_shape(child)].append(child)
    for like in shapes.values():
        cards = [c for c in like if any(map(_is_card_line, blocks[c.first : c.last]))]
        if len(cards) >= 3 and 2 * len(cards) > len(like):
            yield from cards


def _is_card_line(raw: Raw) -> bool:
    """Whether a line is a link, or a linked headline with the beginning of its story in the same line."""
    if raw.link_share > 0.85:
        return True
    title = raw.anchors[0][0] if raw.anchors else ""
    begins = raw.text[len(title) :].lstrip(' "“„«‘»”')[:1]
    return len(title) >= _TITLE and raw.text.startswith(title) and begins.isalpha() and not begins.islower()


def _prune_rule(node: Node, blocks: list[Raw]) -> str | None:
    rule = _PRUNED_TAGS.get(node.tag)
    if rule is not None:
        return rule
    if node.tag in ("figure", "figcaption"):
        return "caption"
    if "body" in node.means or "lead" in node.means:
        return None
    if "caption" in node.means:
        return "caption"
    if _is_teaser(node, blocks):
        return "teaser"
    if _is_under_picture(node, blocks):
        return "caption"
    if "embed" in node.means:
        return "embed"
    for meaning in _PRUNED_MEANINGS:
        if meaning in node.means:
            return meaning
    return None


def _is_teaser(node: Node, blocks: list[Raw]) -> bool:
    """Whether this is a box of one linked headline and the beginning of its story."""
    held = node.last - node.first
    if not 2 <= held <= 3 or node.tag in _NO_BOX or not (first := blocks[node.first]).anchors:
        return False
    below = blocks[node.first + 1 : node.last]
    return (
        first.link_share > 0.85
        and len(first.text) >= _TITLE
        and sum(len(raw.text) for raw in below) < _CAPTION
        and not any(raw.anchors for raw in below)
    )


def _is_under_picture(node: Node, blocks: list[Raw]) -> bool:
    """Whether this is a box of a picture and little text: its caption, whatever the box is called."""
    held = node.last - node.first
    if not 1 <= held <= 3 or node.tag in _NO_BOX or node.tag in HEADINGS:
        return False
    if "photo" not in node.means:
        texts = blocks[node.first : node.last]
        if held > 2 or sum(len(raw.text) for raw in texts) >= (_CAPTION if held == 1 else _CAPTION_OF_TWO):
            return False
    return next(node.element.iter("img"), None) is not None


def _line_rule(raw: Raw, titles: _Titles | None) -> str | None:
    share, size, tag = raw.link_share, raw.size, raw.node.tag
    if share > (0.85 if tag == "p" else 0.6) or _is_labelled_link(raw):
        return "link_only"
    if (
        (tag in ("div", "span", "section") or (tag == "li" and raw.anchors))
        and size < 25
        and not _has_sentence(raw.text)
    ):
        return "fragment"
    if raw.time_length > 0.5 * len(raw.text):
        return "date_line"
    if size < 25 and tag not in HEADINGS and "table" not in raw.node.within and not any(map(str.isalpha, raw.text)):
        return "fragment"
    return "title" if titles and titles.has(raw) else None


def _is_labelled_link(raw: Raw) -> bool:
    """Whether a line is hardly more than its links and no sentence: "Read more: The ferry is found"."""
    text = raw.text
    if raw.link_share < 0.6 or not raw.anchors or _SENTENCE.search(text[-3:]) or raw.size > len(text):
        return False
    return raw.link_share > 0.8 or text.endswith(raw.anchors[-1][0])


def _main_groups(kept: list[int], blocks: list[Raw], dropped: list[Removed]) -> list[int]:
    """Without the groups of like-shaped blocks that hold little and stand off the main branch."""
    groups: dict[tuple[tuple[str, str], tuple[str, str] | None], list[int]] = {}
    for index in kept:
        node = blocks[index].node
        groups.setdefault((_shape(node), _shape(node.parent) if node.parent else None), []).append(index)
    masses = {key: sum(blocks[i].size for i in group) for key, group in groups.items()}
    if not masses:
        return kept
    main = max(masses, key=lambda key: masses[key])
    branch = set(_line(blocks[groups[main][0]].node.parent))
    out: set[int] = set()
    for key, group in groups.items():
        node = blocks[group[0]].node
        if masses[key] >= _GROUP_SHARE * masses[main] or node.tag in HEADINGS or node.within & _KEPT_PLACES:
            continue
        away = next((steps for steps, above in enumerate(_line(node)) if above in branch), 99)
        if away >= _GROUP_AWAY:
            out.update(group)
    dropped += [Removed(blocks[i].text, "extraction.off_branch") for i in kept if i in out]
    return [i for i in kept if i not in out]


def _line(node: Node | None) -> Iterator[Node]:
    """The node and all above it."""
    while node is not None:
        yield node
        node = node.parent


def _typed_all(raws: list[tuple[Raw, str | None]], base: str) -> tuple[list[Block], list[tuple[Raw, Block]]]:
    """The blocks with their types, cells of one table row and lines of one caption joined; and which are captions, with their place."""
    found: list[Block] = []
    captions: list[tuple[Raw, Block]] = []
    row: Node | None = None
    at = 0
    while at < len(raws):
        raw, rule = raws[at]
        kind, level = _kind(raw, rule)
        at += 1
        own = next((node for node in _line(raw.node) if node.tag == "tr"), None) if kind == "table_row" else None
        if own is not None and own is row:
            found[-1].text += f" | {raw.text}"
            continue
        row = own
        block = _block(raw, kind, level, base)
        if kind == "caption":
            picture, lines = _picture_of(raw.node), [raw]
            while at < len(raws) and _picture_of(raws[at][0].node) is picture and _kind(*raws[at])[0] == "caption":
                lines.append(raws[at][0])
                at += 1
            inside = [line.text for line in lines if any(node.tag == "figcaption" for node in _line(line.node))]
            beside = [line.text for line in lines if line.text not in inside] if inside else []
            block.text, block.credit = caption(inside or [line.text for line in lines], picture.element, beside)
            captions.append((raw, block))
        found.append(block)
    return found, captions


def _picture_of(node: Node) -> Node:
    """The figure that a line of a caption belongs to, else the largest box that holds few lines beside it."""
    box = node
    for place in _line(node):
        if place.tag == "figure":
            return place
        if place.last - place.first > _PICTURE_BLOCKS:
            break
        box = place if "caption" in place.means or "photo" in place.means else box
    return box


def _kind(raw: Raw, rule: str | None) -> tuple[BlockType, int | None]:
    node = raw.node
    if rule == "caption" and not node.within & {"quote", "table"}:
        return "caption", None
    if rule == "embed":
        return "embed", None
    if node.tag in HEADINGS:
        return "heading", HEADINGS[node.tag]
    if "quote" in node.within:
        return "quote", None
    if "table" in node.within and raw.size < _CELL and _is_cell(node):
        return "table_row", None
    if "list" in node.within:
        for place in _line(node):
            if place.tag in ("li", "dd", "dt"):
                return "list_item", None
            if place.tag in ("ul", "ol", "dl"):
                break
    return "paragraph", None


def _is_cell(node: Node) -> bool:
    """Whether this is, or is in, a cell of data: one with others beside it and no more than one block in it."""
    cell = node if node.tag in ("td", "th") else node.parent
    if cell is None or cell.tag not in ("td", "th") or cell.parent is None:
        return False
    return len(cell.parent.element) > 1 and cell.last - cell.first == 1


def _block(raw: Raw, kind: BlockType, level: int | None, base: str) -> Block:
    return Block(
        kind,
        raw.text,
        level,
        links=[Link(text, joined(base, href)) for text, href in raw.anchors],
        where=_where(raw.node),
    )


def _pictures(kept: list[tuple[Raw, Block]], nodes: list[Node], base: str) -> list[Image]:
    """The pictures inside the body: those of figures, and those that a caption stands beside."""
    found: dict[str, Image] = {}
    for node in nodes:
        for figure in node.element.iter("figure"):
            if address := _first_picture(figure, base):
                found.setdefault(address, Image(address))
    beside: dict[Node, str | None] = {}
    for raw, block in kept:
        for place in islice(_line(raw.node), 4):
            if place not in beside:
                beside[place] = _first_picture(place.element, base)
            if address := beside[place]:
                image = found.setdefault(address, Image(address))
                image.caption, image.credit = image.caption or block.text, image.credit or block.credit
                break
    return list(found.values())


def _first_picture(element: Any, base: str) -> str | None:
    """The address of the first picture under an element."""
    return next((joined(base, address) for img in element.iter("img") if (address := _source(img))), None)


_PLACEHOLDER = re.compile(
    r"(?:placeholder|preloader|fallback|missing|spacer|blank|transparent|1x1|loading|lazy)[^/]*\.(?:gif|png|jpe?g|svg|webp)",
    re.I,
)


def _source(picture: Any) -> str | None:
    """The address of an img: lazy loading keeps it in data-src, and a placeholder in src."""
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        value = (picture.get(name) or "").strip()
        if value and not value.startswith("data:") and "{" not in value and not _PLACEHOLDER.search(value[-300:]):
            return str(value)
    srcset = (picture.get("srcset") or picture.get("data-srcset") or "").split()
    return srcset[0] if srcset and not srcset[0].startswith("data:") else None


def _leads(
    blocks: list[Raw], first: int, titles: _Titles, description: _Witness, base: str
) -> tuple[list[Block], list[tuple[Raw, Block]]]:
    """What stands between the headline and the body and belongs to it: the standfirst, a first paragraph set apart, captions.

    A standfirst is one by its class, or because the description says the same; a paragraph is a `p` of a full sentence, or
    another tag's under the headline and in no box. The captions are given once more, with their place.
    """
    above = range(first - 1, max(-1, first - _LEAD_REACH_OF_HEADLINE), -1)
    headlines = [i for i in above if titles.has(blocks[i])]
    # A large box may stand under a headline; but not over the title of the story that is nearer.
    if not headlines or headlines[0] in above[:_LEAD_REACH] or blocks[headlines[0]].node.tag != "h1":
        above = above[:_LEAD_REACH]
        headlines = [i for i in headlines if i in above]
    top = next((i for i in headlines if blocks[i].node.tag == "h1"), next(iter(headlines), -1))
    is_under_headline = top >= 0 or any(raw.node.tag == "h1" for raw in blocks[:first])
    leads: dict[int, Block] = {}
    pictured: list[int] = []
    for index in above:
        raw = blocks[index]
        if raw.node.tag == "h1" or index == top:
            break
        if raw.link_share > 0.3 or index in headlines or _line_rule(raw, None):
            continue
        if _is_of_picture(raw.node):
            if is_under_headline and not _is_elsewhere(raw.node):
                pictured.append(index)
            continue
        if raw.size < 40 or (index < first - _LEAD_REACH and "list" in raw.node.within):  # a list of other stories
            continue
        near = raw.node.factor > 0.1 and (not leads or index >= min(leads) - _LEAD_GAP)
        is_lead = description.tells(raw.text) or (near and "lead" in raw.node.within)
        if is_lead or (
            (raw.node.factor >= 0.3 if raw.node.tag == "p" else raw.node.factor >= 1 and is_under_headline)
            and raw.size >= 80
            and _SENTENCE.search(raw.text[-3:])
            and not any(lead.where == LEAD for lead in leads.values())
        ):
            leads[index] = _block(raw, "paragraph", None, base)
            leads[index].where = LEAD if is_lead else leads[index].where
    # A first part of the body set apart: with the paragraphs go the short ones between them.
    parts = Counter(blocks[index].node.parent for index, lead in leads.items() if lead.where != LEAD)
    for index in above:
        raw = blocks[index]
        if index <= top or index in leads or raw.node.tag != "p" or parts[raw.node.parent] < 2:
            continue
        if raw.link_share <= 0.3 and not _line_rule(raw, titles):
            leads[index] = _block(raw, "paragraph", None, base)
    pictured.reverse()
    _, captions = _typed_all([(blocks[index], "caption") for index in pictured], base)
    placed = {id(blocks[index]): index for index in pictured}
    found = leads | {placed[id(raw)]: block for raw, block in captions}
    return [found[index] for index in sorted(found)], captions


def _is_elsewhere(node: Node) -> bool:
    """Whether this is in a part of the page that is about something else."""
    near = takewhile(lambda place: place.last - place.first <= 3 * _PICTURE_BLOCKS, _line(node))
    return any(place.tag in ("aside", "nav", "footer") or place.means & _ELSEWHERE for place in near)


def _is_of_picture(node: Node) -> bool:
    """Whether this is text of a figure or of a small box that is called after a picture: themes call whole pages so."""
    return any(
        place.tag in ("figure", "figcaption") or place.means & _PICTURE
        for place in takewhile(lambda place: place.last - place.first <= _PICTURE_BLOCKS, _line(node))
    )


def _runs(text: str) -> set[tuple[str, ...]]:
    """The runs of four words in a text."""
    words = _WORDLIKE.findall(text.lower())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def _where(node: Node) -> str:
    first = node.names.split(None, 1)[:1]
    return f"{node.tag}.{first[0]}" if first else node.tag


def _plain(text: str) -> str:
    return " ".join(_WORDLIKE.findall(text.lower()))


def _same(a: str, in_a: frozenset[str], b: str, in_b: frozenset[str]) -> bool:
    """Whether two plain texts, given with their words, are one but for a word or two: a headline is often cut a little."""
    if a == b:
        return bool(a)
    short, long = sorted((len(a), len(b)))
    if short <= 0.8 * long or 2 * len(in_a & in_b) < 0.7 * (len(in_a) + len(in_b)):
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() > 0.9
