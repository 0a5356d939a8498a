"""A section or front page -> its article links, its next page, and the sections that its navigation names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from newscrawl.discovery import links
from newscrawl.discovery.addresses import key, resolve, within
from newscrawl.discovery.entry import Entry

MAX_LINKS = 5_000
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
MAX_SECTIONS = 40
_NEXT = re.compile(
    r"(?:next(?: page)?|older(?: (?:posts|articles|entries|stories))?|(?:load|show) more|more (?:stories|posts)"
    r"|weiter|nächste(?: seite)?|ältere beiträge|mehr (?:laden|anzeigen)|suivante?|page suivante|siguiente|más antiguas"
    r"|successiv[ao]|próxim[ao]|seguinte|volgende|neste|nästa|næste|następna|další|tiếp|sonraki|далее|следующая|التالي"
    r"|下一页|下一頁|次へ|다음)?[\s›»>→❯]*",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"(?<=[/=_-])(\d{1,4})(?=/?(?:\.html?)?(?:&|$))")


@dataclass
class SectionPage:
    """What a section page leads to. `sections` are those of its navigation: name -> address."""

    articles: list[Entry] = field(default_factory=list)
    next_page: str | None = None
    sections: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Anchor:
    element: HtmlElement
    url: str
    words: str


def read(root: HtmlElement, base: str, domains: Sequence[str]) -> SectionPage:
    """The links of a page at `base` that lead to `domains` or their subdomains; each article once, in page order."""
    anchors = [a for a in _anchors(root, base) if within(a.url, domains)]
    here = key(base)
    words: dict[str, list[str]] = {}
    for a in anchors:
        words.setdefault(a.url, []).append(a.words)
    page = SectionPage(next_page=_next_page(root, anchors, base, domains))
    for url, texts in words.items():
        title = max(texts, key=len)
        if key(url) != here and url != page.next_page and links.is_article(url, title):
            page.articles.append(Entry(url, title=title or None))
    done = {entry.url for entry in page.articles}
    for a in anchors:
        if len(page.sections) == MAX_SECTIONS:
            break
        if 0 < len(a.words) <= 30 and a.url not in done and key(a.url) != here and _in_navigation(a.element):
            done.add(a.url)
            if links.score(a.url) < 0:
                page.sections.setdefault(a.words.lower(), a.url)
    return page


def _anchors(root: HtmlElement, base: str) -> Iterator[_Anchor]:
    href = next((b.get("href") or "" for b in root.iter("base")), "")
    base = (href and resolve(href, base)) or base
    count = 0
    for a in root.iter("a"):
        url = resolve(a.get("href") or "", base)
        if url:
            count += 1
            if count > MAX_LINKS:
                return
            yield _Anchor(a, url, _words(a))


def _words(a: HtmlElement) -> str:
    parts = []
    for piece in a.iter():
        if piece.tag not in ("script", "style", "noscript", "template") and isinstance(piece.tag, str) and piece.text:
            parts.append(piece.text)
        if piece is not a and piece.tail:
            parts.append(piece.tail)
    return " ".join(" ".join(parts).split())[:500]


def _in_navigation(a: HtmlElement) -> bool:
    return any(e.tag in ("nav", "header") or e.get("role") == "navigation" for e in a.iterancestors())


def _next_page(root: HtmlElement, anchors: list[_Anchor], base: str, domains: Sequence[str]) -> str | None:
    for link in root.iter("link", "a"):
        if "next" in (link.get("rel") or "").lower().split():
            url = resolve(link.get("href") or "", base)
            if url and within(url, domains) and url != base:
                return url
    for a in anchors:
        label = a.words or a.element.get("aria-label") or a.element.get("title") or ""
        if label and len(label) < 40 and _NEXT.fullmatch(label) and a.url != base and _PAGE_NUMBER.search(a.url):
            return a.url
    return None


def feed_links(root: HtmlElement, base: str) -> list[str]:
    """The feeds that a page's link elements name, those of comments left out."""
    found: dict[str, None] = {}
    for link in root.iter("link"):
        kind = (link.get("type") or "").lower().partition(";")[0].strip()
        if kind in _FEED_TYPES and "alternate" in (link.get("rel") or "").lower().split():
            url = resolve(link.get("href") or "", base)
            if url and "comments" not in url and "oembed" not in url:
                found[url] = None
    return list(found)
