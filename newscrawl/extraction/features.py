"""What the block model is asked of: numbers that describe each block of a page, its place and its neighbours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

from newscrawl.extraction.blocks import Node, Raw, meaning
from newscrawl.extraction.pruning import Ruled
from newscrawl.extraction.titles import Witness

_ASKED = "caption comment body lead figure table list meta box photo author quote".split()
"""What a place may say, by its class, id or tag: each is a feature of its own."""
_MEANINGS = [*_ASKED, *"consent frame related social ad signup embed footer aside form header".split()]
_BITS = {name: 1 << place for place, name in enumerate(_MEANINGS)}
_PLACES = {
    "nav": "frame",
    "footer": "footer",
    "aside": "aside",
    "form": "form",
    "header": "header",
    "figure": "figure",
    "figcaption": "caption",
    "blockquote": "quote",
    "table": "table",
    "ul": "list",
    "ol": "list",
    "dl": "list",
}
_FURNITURE = sum(
    _BITS[name] for name in "comment consent frame related social ad signup author meta box footer aside form".split()
)
_WHOLE = 0.5
"""A place that holds more of the page's weight than this share is not what its class says."""
_TAGS = {
    tag: code
    for code, tag in enumerate(
        "p div li td span blockquote h1 h2 h3 h4 h5 h6 dd dt th figcaption pre section article a".split()
    )
}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENDS = frozenset('.!?…。！？।؟۔։។"”»)')
_FAR = 199
_SMALL, _NEAR = 0.1, 2
"""Outside the container three kinds of lines are not asked for: those in small furniture, short ones so many steps away, and
those below another story's headline.
"""
_NEVER = frozenset(("title", "date_line", "link_only", "marker", "ad"))
"""Rules against a line that no model overrules."""
_LINE_RULES = {"link_only": 1, "date_line": 2, "title": 3, "off_branch": 4}
_PIECE_RULES = {
    name: code for code, name in enumerate("caption embed teaser frame footer aside form".split(), 1)
} | dict.fromkeys("comment consent related social signup ad author meta box".split(), 9)

NAMES = (
    "size link_share ends time_share tag in_container steps position before after from_head at page_blocks "
    "page_weight repeats stated described group_share group_blocks group_links parent_share parent_links parent_blocks "
    "grand_share grand_links grand_blocks furniture_share container_share weight weight_1 weight1 link_1 link1 same_1 same1 "
    "near_weight hidden alike alike_share since_heading since_comment since_related head_level head_mass dense_steps dense_same "
    "kept line_rule piece_rule factor stories"
).split() + [f"in_{name}" for name in _ASKED]


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
    """The places of the blocks that are no bare links, and what each is like."""
    n = len(blocks)
    psums = [0.0, *accumulate(plain)]
    pw = psums[-1] or 1.0
    sizes = [0, *accumulate(raw.size for raw in blocks)]
    linked = [0, *accumulate(raw.link_length for raw in blocks)]
    total = sizes[-1] or 1
    head = heads[0] if heads else -1
    container = containers[0]
    branch = _chain(container) | dict.fromkeys(containers, 0)
    head_chain = _chain(blocks[head].node) if head >= 0 else {}
    by_parent: dict[Node, float] = {}
    for raw, weight in zip(blocks, plain, strict=True):
        if weight and raw.node.parent is not None:
            by_parent[raw.node.parent] = by_parent.get(raw.node.parent, 0.0) + weight
    dense = max(by_parent, key=lambda node: by_parent[node]) if by_parent else container
    dense_chain = _chain(dense)
    said: dict[Node, tuple[int, float, int, int, int, float, int, float, int]] = {}
    alike: dict[Node, dict[tuple[str, str], list[int]]] = {}
    for node in nodes:
        above = node.parent
        if above is None:
            said[node] = (0, 1.0, -branch[node], 0, 0, 0.0, head_chain.get(node, -1), 1.0, -dense_chain[node])
            continue
        mask, least, steps, hidden, many, share, level, mass, far = said[above]
        held = psums[node.last] - psums[node.first]
        place = _PLACES.get(node.tag)
        if node.means or place:
            own = _BITS[place] if place else 0
            for name in node.means:
                own |= _BITS[name]
            if own & _FURNITURE:
                if held > _WHOLE * pw:
                    own &= ~_FURNITURE
                else:
                    least = held / pw
            mask |= own
        if node in branch:
            steps = -branch[node]
        elif steps >= 0:
            steps += 1
        if node in dense_chain:
            far = -dense_chain[node]
        elif far >= 0:
            far += 1
        if node in head_chain:
            level, mass = head_chain[node], held / pw
        if len(above.children) > 2 and node.last - node.first > 1:
            shapes = alike.get(above)
            if shapes is None:
                shapes = alike[above] = {}
                for child in above.children:
                    if child.last - child.first > 1:
                        entry = shapes.setdefault((child.tag, child.classes), [0, 0])
                        entry[0] += 1
                        entry[1] += sizes[child.last] - sizes[child.first]
            count, size = shapes[node.tag, node.classes]
            if count > 2 and (size / total > share or count > many):
                many, share = count, size / total
        if not hidden:
            get = node.element.get
            style = get("style")
            if (style and "display" in style and "none" in style) or get("hidden") is not None:
                hidden = 1
        said[node] = (mask, least, steps, hidden, many, share, level, mass, far)
    groups: dict[tuple[str, str, str, str], list[int]] = {}
    texts: dict[str, int] = {}
    keys = []
    for raw in blocks:
        node = raw.node
        parent = node.parent or node
        key = (node.tag, node.classes, parent.tag, parent.classes)
        group = groups.get(key)
        if group is None:
            group = groups[key] = [0, 0, 0]
        keys.append(group)
        group[0] += raw.size
        group[1] += 1
        group[2] += raw.link_length
        texts[raw.text] = texts.get(raw.text, 0) + 1
    first, last = container.first, containers[-1].last
    csize = sizes[last] - sizes[first] or 1
    cshare = (psums[last] - psums[first]) / pw
    logn, logw = math.log(n + 1), math.log(pw + 1)
    stories = 0  # headlines of others below the article's own
    kept, lines, pruned, titled = rules.kept, rules.lines, rules.pruned, frozenset(heads)
    heading, since_comment, since_related = -_FAR, -_FAR, -_FAR
    at: list[int] = []
    found: list[list[float]] = []
    for i, raw in enumerate(blocks):
        node, text = raw.node, raw.text
        tag = node.tag
        link_share = raw.link_length / len(text)
        if tag == "h1" and head >= 0 and i > head and i not in titled:
            stories += 1
        if len(text) < 50:
            says = meaning(text)
            if "comment" in says:
                since_comment = i
            elif "related" in says:
                since_related = i
        if link_share > (0.85 if tag == "p" else 0.6) or lines.get(i) in _NEVER or i in titled:
            if tag in _HEADINGS:
                heading = i
            continue
        mask, least, steps, hidden, many, share, level, mass, far = said[node]
        inside = first <= i < last
        if not inside and (stories or least < _SMALL or (not plain[i] and steps < -_NEAR)):
            if tag in _HEADINGS:
                heading = i
            continue
        parent = node.parent or node
        grand = parent.parent or parent
        gsize, gcount, glinks = keys[i]
        psize = sizes[parent.last] - sizes[parent.first] or 1
        xsize = sizes[grand.last] - sizes[grand.first] or 1
        before = blocks[i - 1] if i else raw
        after = blocks[i + 1] if i + 1 < n else raw
        row = [
            raw.size,
            link_share,
            text[-1] in _ENDS,
            raw.time_length / len(text),
            _TAGS.get(tag, 20),
            inside,
            steps,
            (sizes[i] - sizes[first]) / csize if inside else -1.0,
            first - i if i < first else 0,
            i - last + 1 if i >= last else 0,
            i - head if head >= 0 else -999,
            i / n,
            logn,
            logw,
            texts[text],
            stated.tells(text) if stated.runs else -1,
            described.tells(text) if described.runs else -1,
            gsize / total,
            gcount,
            glinks / (gsize or 1),
            psize / total,
            (linked[parent.last] - linked[parent.first]) / psize,
            parent.last - parent.first,
            xsize / total,
            (linked[grand.last] - linked[grand.first]) / xsize,
            grand.last - grand.first,
            least,
            cshare,
            plain[i],
            plain[i - 1] if i else 0.0,
            plain[i + 1] if i + 1 < n else 0.0,
            before.link_length / len(before.text),
            after.link_length / len(after.text),
            before.node.parent is node.parent,
            after.node.parent is node.parent,
            psums[min(i + 6, n)] - psums[max(i - 5, 0)],
            hidden,
            many,
            share,
            i - heading,
            i - since_comment,
            i - since_related,
            level,
            mass,
            far,
            parent is dense,
            i in kept,
            _LINE_RULES.get(lines.get(i, ""), 0),
            _PIECE_RULES.get(pruned.get(i, ""), 0),
            node.factor,
            stories,
        ]
        row += [mask >> bit & 1 for bit in range(len(_ASKED))]
        found.append(row)
        at.append(i)
        if tag in _HEADINGS:
            heading = i
    return at, found


def _chain(node: Node | None) -> dict[Node, int]:
    """A node and all above it, each with the steps up to it."""
    found: dict[Node, int] = {}
    while node is not None:
        found[node] = len(found)
        node = node.parent
    return found
