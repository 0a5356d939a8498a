"""The links of a page to its own site: their addresses, texts and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import islice

from lxml.etree import _Element

from newscrawl.extraction.addresses import key, resolve, within

MAX_LINKS = 5_000
"""The most links that are read of a page."""
MAX_WORDS = 500
"""Characters that are read of a link's text."""
MAX_CLASSES = 300
"""Characters that are read of an element's class and id."""
_BOX_DEPTH = 2
"""Elements above a link that tell the kind of its box. Of one to four, two do best."""
_UNSEEN = ("script", "style", "noscript", "template")
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]+")
_NAVIGATION = frozenset(
    "nav navi navbar navigation menu submenu breadcrumb breadcrumbs toolbar sitemap".split()
)


@dataclass
class Target:
    """All links of a page to one address.

    `words` is the longest of their texts, `labels` are all of them. `in_navigation` says whether
    one of them stands in the navigation. `boxes` are the kinds of boxes that they stand in. `score`
    says how likely the address is one of an article.
    """

    url: str
    words: str = ""
    in_navigation: bool = False
    boxes: set[str] = field(default_factory=set)
    labels: list[str] = field(default_factory=list)
    score: float = 0.0


def own_links(root: _Element, base: str, domains: Sequence[str]) -> list[Target]:
    """Returns the addresses within `domains` to which a page links, in page order."""
    by_url: dict[str, list[_Element]] = {}
    for a, url in _anchors(root, base):
        by_url.setdefault(url, []).append(a)
    itself = key(base)
    known: dict[_Element, bool] = {}
    found = []
    for url, anchors in by_url.items():
        if within(url, domains) and key(url) != itself:
            labels = [words for a in anchors if (words := _words(a))]
            in_navigation = any([_is_in_navigation(a, known) for a in anchors])
            longest = max(labels, key=len, default="")
            found.append(Target(url, longest, in_navigation, set(map(_box, anchors)), labels))
    return found


def _box(a: _Element) -> str:
    """Returns the kind of box that a link stands in: pages write their cards alike."""
    nearest = (a, *islice(a.iterancestors(), _BOX_DEPTH))
    return "/".join([f"{e.tag} {e.get('class') or ''}"[:MAX_CLASSES] for e in nearest])


def _is_in_navigation(a: _Element, known: dict[_Element, bool]) -> bool:
    """Returns whether a link is in navigation, by tags, roles and class words of the elements above
    it. `known` has the answers for elements that the links before it have in common.
    """
    above: list[_Element] = []
    inside = False
    for e in a.iterancestors():
        if e in known or e.tag == "body":
            inside = known.get(e, False)
            break
        above.append(e)
    for e in reversed(above):
        classes = f"{e.get('class') or ''} {e.get('id') or ''}"[:MAX_CLASSES]
        inside = inside or _is_navigation(e.tag, e.get("role"), classes)
        known[e] = inside
    return inside


@lru_cache(maxsize=4_096)
def _is_navigation(tag: str, role: str | None, classes: str) -> bool:
    names = {word.lower() for word in _CLASS_WORD.findall(classes)}
    return tag == "nav" or role == "navigation" or not _NAVIGATION.isdisjoint(names)


def _anchors(root: _Element, base: str) -> Iterator[tuple[_Element, str]]:
    """Yields the first MAX_LINKS links of a page with their addresses."""
    resolved = cache(partial(resolve, base=base_of(root, base)))
    links = ((a, url) for a in root.iter("a") if (url := resolved(a.get("href") or "")))
    return islice(links, MAX_LINKS)


def base_of(root: _Element, url: str) -> str:
    """Returns the address to which the addresses on a page at `url` are relative."""
    href = next((b.get("href") or "" for b in root.iter("base")), "")
    return (href and resolve(href, url)) or url


def _words(a: _Element) -> str:
    """Returns the text of a link, or else the label of the link or of its picture."""
    parts = [a.text or ""]
    for piece in a.iterdescendants() if len(a) else ():
        if piece.tag not in _UNSEEN and isinstance(piece.tag, str) and piece.text:
            parts.append(piece.text)
        if piece.tail:
            parts.append(piece.tail)
    words = " ".join(" ".join(parts).split())[:MAX_WORDS]
    if not words:
        names = (e.get(name) for e in a.iter("a", "img") for name in ("aria-label", "title", "alt"))
        words = " ".join(next((name for name in names if name), "").split())[:MAX_WORDS]
    return words
