"""A page's tree to its text blocks, in one walk: what stands where, before anything is chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from lxml import etree

from newscrawl.extraction.whitespace import collapse

MAX_DEPTH = 2040
"""libxml2 drops what lies deeper than 2,048 levels without a word; a tree that reaches this far was cut."""
MAX_BLOCKS = 10_000
"""What stands behind so many blocks is not read: a page of 10 MB takes three seconds up to here, half a minute in all."""

SKIPPED = frozenset(
    "script style noscript template svg button select option input textarea canvas audio video object map math head "
    "progress meter datalist dialog rt rp iframe noframes noembed".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby s samp small span "
    "strike strong sub sup time tt u var wbr br img".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}

# What a class or id says of an element. Words, not patterns: "related" in "story-related", never in "unrelated".
_MEANING = {
    "comment": "comments comment disqus livefyre replies respond kommentare commentlist coral spotim viafoura",
    "consent": "cookie cookies consent gdpr ccpa onetrust didomi",
    "frame": "nav navbar navigation menu submenu breadcrumb breadcrumbs footer sidebar masthead topbar toolbar pagination pager "
    "skip sitemap rail",
    "related": "related relatedarticles relatedstories recirc recirculation recommended recommendation recommendations outbrain "
    "taboola popular trending mostread mostpopular most readmore readnext readalso alsoread next more morefrom also "
    "teaser teasers promo promos promoted promotion sponsored upnext latest suggestions similar onward crosslinks "
    "plista zergnet revcontent related-posts lesogsa lesmer",
    "social": "share sharing shares sharebar social socials addthis sharethis follow facebook twitter whatsapp bookmark bookmarks",
    "ad": "ad ads adv advert advertisement advertising adslot banner dfp sponsor werbung publicite",
    "signup": "newsletter newsletters signup subscribe subscription subscriptions paywallbox donate donation membership "
    "registration login apps appstore",
    "author": "author authors byline bylines bio biography contributor contributors writer autor auteur aboutauthor",
    "meta": "meta metadata date datetime timestamp dateline published pubdate updated tags tag taglist keywords topics kicker "
    "eyebrow rubric category categories readingtime toolbox tools print copyright breadcrumb breadcrumbs credits "
    "correction disclosure articleinfo",
    "caption": "caption captions figcaption imagecaption wpcaption credit credits photocredit imagecredit legend legende "
    "bildunterschrift",
    "box": "infobox factbox fact facts mediabox box aside sidenote pullquote pullquotes glossary poll quiz disclaimer notice "
    "callout audioplayer player transcriptlink gallery slideshow carousel slider swiper",
    "photo": "photo photos image images picture pictures img thumb thumbnail media",
    "embed": "tweet instagram tiktok pinterest twittertweet",
    "body": "articlebody storybody postcontent entrycontent articlecontent bodycontent articletext storytext mainbody "
    "richtext articlebodycontent",
    "lead": "lead lede dek deck standfirst subtitle subheadline subhead subheading intro ingress chapo abstract summary excerpt "
    "teaserlead strapline vorspann entradilla bajada sottotitolo preamble undertitle manchet",
}
_WORDS = {word: meaning for meaning, words in _MEANING.items() for word in words.split()}
_SPLIT = re.compile(r"[^0-9A-Za-z]+|(?<=[a-z])(?=[A-Z])")
_EMPTY: frozenset[str] = frozenset()


@lru_cache(maxsize=65536)
def _of_name(name: str) -> tuple[frozenset[str], str, str]:
    """What one class name says, and the first and last of its words, which may be halves of a word with its neighbours'."""
    plain = name.replace("_", "-")
    if plain.islower() and plain.replace("-", "").isalnum() and plain.isascii():
        parts = [part for part in plain.split("-") if part]
    else:
        parts = [part.lower() for part in _SPLIT.split(name) if part]
    found = [_WORDS[part] for part in parts if part in _WORDS]
    if len(parts) > 1:
        found += [_WORDS[a + b] for a, b in pairwise(parts) if a + b in _WORDS and len(a) > 1 and len(b) > 1]
    return frozenset(found), parts[0] if parts else "", parts[-1] if parts else ""


@lru_cache(maxsize=16384)
def meaning(names: str) -> frozenset[str]:
    """What the words of a class and id attribute say: a set of the keys of _MEANING."""
    found: frozenset[str] = _EMPTY
    before = ""
    for name in names[:400].split():
        said, first, last = _of_name(name)
        if said:
            found |= said
        if before + first in _WORDS and len(before) > 1 and len(first) > 1:
            found |= {_WORDS[before + first]}
        before = last
    return found


@dataclass(slots=True, eq=False)
class Node:
    """A block-level element: what its place says, and which of the page's blocks it holds (first to last)."""

    element: Any
    tag: str
    names: str
    parent: Node | None
    means: frozenset[str]
    within: frozenset[str]
    first: int = 0
    last: int = 0
    factor: float = 1.0
    counted: frozenset[str] = _EMPTY
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Raw:
    """A run of text between two block-level boundaries. `anchors` are (text, href); lengths are in characters."""

    text: str
    node: Node
    anchors: list[tuple[str, str]]
    link_length: int
    time_length: int
    weight: float = 0.0

    @property
    def link_share(self) -> float:
        return self.link_length / max(len(self.text), 1)


@dataclass(slots=True)
class Tree:
    """All blocks of a page in page order, the block-level elements above them (parents first), and whether all of it was read."""

    blocks: list[Raw]
    nodes: list[Node]
    too_deep: bool
    too_long: bool

    def release(self) -> None:
        """Undo the ties between nodes, so that their memory is free at once and not at the garbage collector's next turn."""
        for node in self.nodes:
            node.parent = None
            node.children.clear()


_BREAK = "\x00"
_PLACE_TAGS = {
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


def read(root: Any) -> Tree:
    """The blocks of the page under `root` (an lxml element, not changed)."""
    start = root.find("body") if root.tag == "html" else root
    if start is None:
        start = root
    node = body = Node(start, str(start.tag), "", None, _EMPTY, _EMPTY)
    nodes, blocks = [body], list[Raw]()
    buffer: list[str] = []
    anchors: list[tuple[str, str]] = []
    anchor_from = -1  # where in the buffer the open anchor's text begins; -1 outside anchors
    links = time = 0  # characters of the buffer inside such elements
    in_time = 0
    depth = deepest = 0

    def flush() -> None:
        nonlocal links, time, anchor_from
        text = "".join(buffer)
        text = collapse(text.replace(_BREAK, " ") if _BREAK in text else text)
        buffer.clear()
        if text and not text.isspace():
            blocks.append(Raw(text, node, anchors.copy(), min(links, len(text)), time))
        anchors.clear()
        links = time = 0
        if anchor_from >= 0:  # an anchor around blocks goes on
            anchor_from = 0

    walk = etree.iterwalk(start, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            depth += 1
            tag = element.tag
            if tag in SKIPPED:
                walk.skip_subtree()
                continue
            text = element.text
            if tag in INLINE:
                if tag == "a":
                    anchor_from = len(buffer)
                elif tag == "time":
                    in_time += 1
                elif tag == "br":
                    if buffer and buffer[-1] == _BREAK:
                        flush()  # two line breaks part paragraphs
                    else:
                        buffer.append(_BREAK)
                    continue
                elif tag == "img":
                    continue
            elif element is not start:
                if depth > deepest:
                    deepest = depth
                if len(blocks) >= MAX_BLOCKS:
                    break
                if buffer:
                    flush()
                cls, ident = element.get("class"), element.get("id")
                means, names = _EMPTY, ""
                if cls or ident:
                    names = f"{cls or ''} {ident}" if ident else cls
                    means = meaning(names)
                within = node.within
                if means and not means <= within:
                    within = within | means
                place = _PLACE_TAGS.get(tag)
                if place and place not in within:
                    within = within | {place}
                parent, at = node, len(blocks)
                node = Node(element, tag, names, parent, means, within, at, at)
                parent.children.append(node)
                nodes.append(node)
        elif event == "end":
            depth -= 1
            tag = element.tag
            text = element.tail
            if tag in INLINE:
                if tag == "a":
                    href = element.get("href")
                    if href and anchor_from >= 0:
                        anchor = collapse("".join(buffer[anchor_from:]).replace(_BREAK, " "))
                        if anchor:
                            anchors.append((anchor, href))
                    anchor_from = -1
                elif tag == "time":
                    in_time -= 1
                elif tag == "br" and text and not text.strip():
                    continue  # white space between two br's is no text between them
            elif tag not in SKIPPED:
                if element is start:
                    break
                if buffer:
                    flush()
                node.last = len(blocks)
                node = node.parent or body
        else:
            text = element.tail
        if text and (buffer or not text.isspace()):
            buffer.append(text)
            if anchor_from >= 0:
                links += len(text.strip())
            if in_time:
                time += len(text.strip())
    if buffer:
        flush()
    while node is not body:  # elements that were open when reading was given up
        node.last = len(blocks)
        node = node.parent or body
    body.last = len(blocks)
    return Tree(blocks, nodes, deepest >= MAX_DEPTH, len(blocks) >= MAX_BLOCKS)
