"""The links of a page to its own site: their addresses, texts and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.extraction.addresses import key, resolve, within

MAX_LINKS = 5_000
"""The most links that are read of a page."""
MAX_WORDS = 500
"""Characters that are read of a link's text."""
MAX_CLASSES = 300
"""Characters that are read of an element's class and id."""
_BOX_DEPTH = 2
"""Elements above a link that tell the kind of its box. On labelled pages of other sites, one to
four of them do about as well; two do best.
"""
_IN_HOST = 8
"""The slashes of "https://" come before this position. The next slash ends the host."""
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


def own_links(root: HtmlElement, base: str, domains: Sequence[str]) -> list[Target]:
    """Returns the addresses within `domains` to which a page links, in page order."""
    by_url: dict[str, Target | None] = {}
    inside: dict[str, bool] = {}
    itself, navigation = _Itself(base), _Navigation()
    for a, url in _anchors(root, base):
        if url not in by_url:
            origin = url[: url.find("/", _IN_HOST)]
            if origin not in inside:
                inside[origin] = within(url, domains)
            by_url[url] = Target(url) if inside[origin] and not itself.is_at(url) else None
        target = by_url[url]
        if target is None:
            continue
        words = _words(a)
        if len(words) > len(target.words):
            target.words = words
        target.in_navigation |= navigation.holds(a)
        target.boxes.add(_box(a))
        if words:
            target.labels.append(words)
    return [target for target in by_url.values() if target]


def _box(a: HtmlElement) -> str:
    """Returns the kind of box that a link stands in: pages write their cards alike."""
    nearest = (a, *islice(a.iterancestors(), _BOX_DEPTH))
    return "/".join([f"{e.tag} {e.get('class') or ''}"[:MAX_CLASSES] for e in nearest])


class _Itself:
    """Recognises links to the page itself. Few addresses end like it, so few keys are computed."""

    def __init__(self, base: str) -> None:
        self.key = key(base)
        self.last = self.key.partition("?")[0].partition("/")[2].rpartition("/")[2]

    def is_at(self, url: str) -> bool:
        path = url[url.find("/", _IN_HOST) + 1 :]
        if self.last not in path or (
            not self.last and path and not path.startswith(("?", "amp", "index.", "default."))
        ):
            return False
        return key(url) == self.key


class _Navigation:
    """Recognises links in navigation, by the tags, roles and class words of the elements above
    them.

    These elements are cached, because the links of a page share most of them. lxml returns the
    same object for an element as long as a reference to it exists.
    """

    def __init__(self) -> None:
        self.known: dict[HtmlElement, bool] = {}

    def holds(self, a: HtmlElement) -> bool:
        above: list[HtmlElement] = []
        inside = False
        for e in a.iterancestors():
            if e in self.known:
                inside = self.known[e]
                break
            if e.tag == "body":
                break
            above.append(e)
        for e in reversed(above):
            classes = f"{e.get('class') or ''} {e.get('id') or ''}"[:MAX_CLASSES]
            inside = inside or _is_navigation(e.tag, e.get("role"), classes)
            self.known[e] = inside
        return inside


@lru_cache(maxsize=4_096)
def _is_navigation(tag: str, role: str | None, classes: str) -> bool:
    names = {word.lower() for word in _CLASS_WORD.findall(classes)}
    return tag == "nav" or role == "navigation" or not _NAVIGATION.isdisjoint(names)


def _anchors(root: HtmlElement, base: str) -> Iterator[tuple[HtmlElement, str]]:
    """Yields the links of a page with their addresses."""
    base = base_of(root, base)
    known: dict[str, str | None] = {}
    count = 0
    for a in root.iter("a"):
        href = a.get("href")
        if not href:
            continue
        if href not in known:
            known[href] = resolve(href, base)
        if url := known[href]:
            count += 1
            if count > MAX_LINKS:
                return
            yield a, url


def base_of(root: HtmlElement, url: str) -> str:
    """Returns the address to which the addresses on a page at `url` are relative."""
    href = next((b.get("href") or "" for b in root.iter("base")), "")
    return (href and resolve(href, url)) or url


def _words(a: HtmlElement) -> str:
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
