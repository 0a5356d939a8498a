"""Reads section pages and front pages: their articles, the next page, and the sections in the
navigation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from functools import lru_cache
from urllib.parse import unquote

from lxml.html import HtmlElement

from newscrawl.discovery import link_features, links
from newscrawl.discovery.entry import Entry, latest, parse_date
from newscrawl.extraction.addresses import bare, key, resolve, within
from newscrawl.text.vocabulary import entries

MAX_LINKS = 5_000
"""The most links that are read of a page."""
MAX_SECTIONS = 40
"""The most sections of a navigation that a crawl requests. Newspapers have fewer, apart from pages
of towns and topics.
"""
CARD_DEPTH = 6
"""Levels of elements above a date in which its article's link is searched."""
MIN_SCORE = -0.5
"""The score above which a link counts as an article. In doubt the page is fetched: that costs one
request, while a missed link costs an article."""
LARGEST_SCORE = 6.0
"""Scores beyond this, in either direction, count as this much, so that one link does not outweigh
its group."""
LONGEST_NAME, LONGEST_LABEL = 30, 40
"""Longer texts in a navigation are not names of sections; longer texts of links are not phrases of
the lists.
"""
LONGEST_COUNT = 4
"""Digits of the highest page number."""
LONGEST_NUMBERED = 20
"""Characters of the longest text of a link to a numbered page. A longer text is a title with a
number of comments.
"""
MAX_WORDS = 500
"""Characters that are read of a link's text."""
MAX_CLASSES = 300
"""Characters that are read of an element's class and id."""
_IN_HOST = 8
"""The slashes of "https://" come before this position. The next slash ends the host."""
_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
)
_FEED_TYPES_AT_TIMES = ("application/json", "application/xml", "text/xml")
_FEED_WORD = re.compile(r"feed|rss|atom", re.IGNORECASE)
_UNSEEN = ("script", "style", "noscript", "template")
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]+")
_NAVIGATION = {
    "nav",
    "navi",
    "navbar",
    "navigation",
    "menu",
    "submenu",
    "breadcrumb",
    "breadcrumbs",
    "toolbar",
    "sitemap",
}
_NEXT = frozenset(entries(__package__, "next_page_links"))
"""Texts of links to the next page, in lower case and without arrows."""
_MORE = frozenset(entries(__package__, "load_more_links"))
"""Texts of links that load more articles. Other links have these texts too. So the address of a
next page must also begin like the page's own address.
"""
_ARROWS = " \t\u00a0\u200e\u200f<>«»‹›←→⟨⟩❮❯▶►▸»….·|+"
_ONWARD = {"›", "»", ">", ">>", "→", "❯", "▶", "►", "▸", "›››", "»»"}
_PAGE_NUMBER = re.compile(
    r"(?:(?<=[/=_:,-])|(?<=[/_-]p)|(?<=page)|(?<=seite))(\d{1,4})(?=/?(?:\.html?)?(?:&|$))"
)
_PAGED = re.compile(
    r"[/?&](?:p|pg|pages?|paged|seite|pagina|página|sayfa|strona|side|sivu|offset)[=/_:-]?\d{1,4}(?=[/&.]|$)"
)
_SUFFIX = re.compile(r"(?:\.\w{2,5}|/)$")


@dataclass
class SectionPage:
    """The content of a section page: articles, the next page, and the sections of the navigation
    (name -> address).
    """

    articles: list[Entry] = field(default_factory=list)
    next_page: str | None = None
    sections: dict[str, str] = field(default_factory=dict)


@dataclass
class Target:
    """All links of a page to one address.

    `words` is the longest of their texts, `labels` are all of them. `places` says whether they
    stand in the navigation. `score` says how likely the address is one of an article.
    """

    url: str
    words: str = ""
    places: set[str] = field(default_factory=set)
    labels: list[str] = field(default_factory=list)
    score: float = 0.0


def section_page(root: HtmlElement, base: str, domains: Sequence[str]) -> SectionPage:
    """Returns the links of the page at `base` that lead to `domains` or their subdomains. Each
    article is listed once.
    """
    found = targets(root, base, domains)
    page = SectionPage(next_page=next_page(root, found, base, domains))
    navigation = []
    for target in found:
        if target.url == page.next_page:
            continue
        if target.score > MIN_SCORE:
            page.articles.append(Entry(target.url, title=target.words or None))
        elif (
            "navigation" in target.places
            and links.is_section(target.url)
            and not _PAGED.search(target.url)
        ):
            navigation.append(target)
    page.sections = sections(navigation)
    if dates := listed_dates(root, {entry.url for entry in page.articles}, base):
        page.articles = [replace(entry, listed=dates.get(entry.url)) for entry in page.articles]
    return page


def sections(navigation: Sequence[Target]) -> dict[str, str]:
    """Returns the sections of a navigation: name -> address.

    If several links have one name, the name belongs to the first of them, or to a later one whose
    address is above it. The other links come last, named by their paths.
    """
    named = [(name, target.url) for target in navigation if (name := _name(target))]
    chosen: dict[str, str] = {}
    for name, url in named:
        if chosen.setdefault(name, url).startswith(url.rstrip("/") + "/"):
            chosen[name] = url
    for _, url in named:
        if url not in chosen.values() and "?" not in url:
            chosen.setdefault(_path(url), url)
    return chosen


def _name(target: Target) -> str:
    """Returns the shortest of a link's labels that can be a section's name, or "".

    The name is in lower case and has no comma, because -a only= splits at commas.
    """
    labels = [label for label in target.labels if not _says(label, _MORE)] or target.labels
    # "İ" in lower case has two characters. The second one is removed, because nobody types it.
    name = " ".join(
        min(labels, key=len, default="").replace(",", " ").lower().replace("\u0307", "").split()
    )
    return name if len(name) <= LONGEST_NAME and not name.isdigit() else ""


def _path(url: str) -> str:
    return unquote(url.partition("//")[2].partition("/")[2].rstrip("/")).replace(",", " ").lower()


def targets(root: HtmlElement, base: str, domains: Sequence[str]) -> list[Target]:
    """Returns the addresses within `domains` to which a page links, in page order, with their
    scores.
    """
    by_url: dict[str, Target | None] = {}
    inside: dict[str, bool] = {}
    itself, places = _Itself(base), _Places()
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
        target.places |= places.of(a)
        if words:
            target.labels.append(words)
    found = [target for target in by_url.values() if target]
    table = links.page_weights()
    for target, features in zip(found, page_features(found), strict=True):
        target.score = sum(table.get(name, 0.0) * value for name, value in features.items())
    return found


def page_features(found: Sequence[Target]) -> list[dict[str, float]]:
    """Returns the features of each link: its own score, the mean score of links of the same shape,
    and its place.
    """
    scores = [max(-LARGEST_SCORE, min(LARGEST_SCORE, links.score(t.url, t.words))) for t in found]
    shapes = [link_features.shapes(target.url) for target in found]
    # A mean over few links weighs little: two further links are added, with the mean of the wider
    # shape, or 0.
    wide = _means_of_others(scores, [shape for _, shape in shapes], [0.0] * len(found))
    alike = _means_of_others(scores, [shape for shape, _ in shapes], wide)
    result = []
    for target, alone, others in zip(found, scores, alike, strict=True):
        features = {
            "bias": 1.0,
            "alone": alone,
            "alike": others,
            **dict.fromkeys(target.places, 1.0),
        }
        # in a navigation, sections may have the same shape as articles
        if "navigation" in target.places:
            features["alike, navigation"] = others
        result.append(features)
    return result


def _means_of_others(
    scores: Sequence[float], groups: Sequence[str], prior: Sequence[float]
) -> list[float]:
    """Returns for each score the mean over the others of its group and two scores of its `prior`."""
    total: dict[str, float] = {}
    for score, group in zip(scores, groups, strict=True):
        total[group] = total.get(group, 0.0) + score
    size = Counter(groups)
    return [
        (total[group] - score + 2 * before) / (size[group] + 1)
        for score, group, before in zip(scores, groups, prior, strict=True)
    ]


def listed_dates(root: HtmlElement, articles: Set[str], base: str) -> dict[str, date]:
    """Returns article -> the latest date of the time elements beside its link, if no other article
    is linked there.
    """
    found: dict[str, date] = {}
    base = _base(root, base)
    for element in root.iter("time"):
        stated = parse_date(element.get("datetime"))
        above = element if stated else None
        for _ in range(CARD_DEPTH):
            above = above.getparent() if above is not None else None
            if above is None:
                break
            near = {resolve(a.get("href") or "", base) or "" for a in above.iter("a")} & articles
            if near and stated:
                if len(near) == 1:
                    url = near.pop()
                    found[url] = max(
                        found.get(url, stated), stated, key=lambda date: latest(date, UTC)
                    )
                break
    return found


def feed_links(root: HtmlElement, base: str) -> list[str]:
    """Returns the feeds in a page's link elements, without feeds of comments."""
    found: dict[str, None] = {}
    for link in root.iter("link"):
        kind = (link.get("type") or "").lower().partition(";")[0].strip()
        href, title = link.get("href") or "", link.get("title") or ""
        feed = kind in _FEED_TYPES or (
            kind in _FEED_TYPES_AT_TIMES and _FEED_WORD.search(f"{href} {title}")
        )
        if feed and "alternate" in (link.get("rel") or "").lower().split():
            url = resolve(href, base)
            if url and "comments" not in url and "oembed" not in url:
                found[url] = None
    return list(found)


def next_page(
    root: HtmlElement, found: Sequence[Target], base: str, domains: Sequence[str]
) -> str | None:
    """Returns the next page: by rel=next, by the text of a link, or by the number after this
    page's own.
    """
    for link in root.iter("link", "a"):
        if "next" in (link.get("rel") or "").lower().split():
            url = resolve(link.get("href") or "", base)
            if url and within(url, domains) and url != base:
                return url
    own = _PAGE_NUMBER.search(base)
    path = base.partition("?")[0]
    start = bare(base[: own.start()] if own else _SUFFIX.sub("", path))
    # The next page's address has a number, or is this page's address with another query.
    further = [t for t in found if _PAGE_NUMBER.search(t.url) or t.url.startswith(f"{path}?")]
    for target in further:
        if any(label in _ONWARD or _says(label, _NEXT) for label in target.labels):
            return target.url
    alike = [target for target in further if bare(target.url).startswith(start)]
    for target in alike:
        if any(
            _says(label, _MORE) or _says(label.partition(" ")[0], _NEXT) for label in target.labels
        ):
            return target.url
    return _numbered(alike, own)


def _says(label: str, phrases: frozenset[str]) -> bool:
    return len(label) < LONGEST_LABEL and label.strip(_ARROWS).lower() in phrases


def _numbered(alike: Sequence[Target], own: re.Match[str] | None) -> str | None:
    """Returns the next page among links whose texts are numbers.

    If the page's own address has no number, the next page is the link "2". Otherwise it is the
    link whose address has the next higher number.
    """
    numbers: dict[int, str] = {}
    for target in alike:
        there = _PAGE_NUMBER.search(target.url) if len(target.words) <= LONGEST_NUMBERED else None
        for label in target.labels if there else ():
            # digits of any script: 2, ٢, २
            if there and label.isdecimal() and len(label) <= LONGEST_COUNT:
                numbers.setdefault(int(there[1]) if own else int(label), target.url)
    if not own:
        return numbers.get(2)
    return numbers.get(min((number for number in numbers if number > int(own[1])), default=0))


class _Itself:
    """Recognises links to the page itself. Computes keys only for addresses that end in the page's
    last segment.
    """

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


class _Places:
    """Recognises links in navigation, by the tags, roles and class words of the elements above
    them.

    These elements are cached, because the links of a page share most of them. lxml returns the
    same object for an element as long as a reference to it exists.
    """

    def __init__(self) -> None:
        self.known: dict[HtmlElement, frozenset[str]] = {}

    def of(self, a: HtmlElement) -> frozenset[str]:
        above: list[HtmlElement] = []
        places: frozenset[str] = frozenset()
        for e in a.iterancestors():
            if e in self.known:
                places = self.known[e]
                break
            if e.tag == "body":
                break
            above.append(e)
        for e in reversed(above):
            if place := _place(
                e.tag, e.get("role"), f"{e.get('class') or ''} {e.get('id') or ''}"[:MAX_CLASSES]
            ):
                places |= {place}
            self.known[e] = places
        return places


@lru_cache(maxsize=4_096)
def _place(tag: str, role: str | None, classes: str) -> str | None:
    names = {word.lower() for word in _CLASS_WORD.findall(classes)}
    in_navigation = tag == "nav" or role == "navigation" or not _NAVIGATION.isdisjoint(names)
    return "navigation" if in_navigation else None


def _anchors(root: HtmlElement, base: str) -> Iterator[tuple[HtmlElement, str]]:
    """Yields the links of a page with their addresses."""
    base = _base(root, base)
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


def _base(root: HtmlElement, url: str) -> str:
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
