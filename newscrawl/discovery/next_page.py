"""Finds the next page of a list of articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.etree import _Element

from newscrawl.discovery.page_links import Target
from newscrawl.extraction.addresses import bare, resolve, within
from newscrawl.text.vocabulary import entries

LONGEST_LABEL = 40
"""Longer texts of links are not phrases of the lists."""
LONGEST_COUNT = 4
"""Digits of the highest page number."""
LONGEST_NUMBERED = 20
"""Characters of a link to a numbered page. A longer one is a title with a number of comments."""
_NEXT = frozenset(entries(__package__, "next_page_links"))
"""Texts of links to the next page, in lower case and without arrows."""
_MORE = frozenset(entries(__package__, "load_more_links"))
"""Texts of links that load more articles. Other links have them too, so the address decides."""
_ARROWS = " \t\u00a0\u200e\u200f<>«»‹›←→⟨⟩❮❯▶►▸»….·|+"
_ONWARD = {"›", "»", ">", ">>", "→", "❯", "▶", "►", "▸", "›››", "»»"}
_PAGE_NUMBER = re.compile(
    r"(?:(?<=[/=_:,-])|(?<=[/_-]p)|(?<=page)|(?<=seite))(\d{1,4})(?=/?(?:\.html?)?(?:&|$))"
)
_PAGED = re.compile(
    r"[/?&](?:p|pg|pages?|paged|seite|pagina|página|sayfa|strona|side|sivu|offset)[=/_:-]?\d{1,4}(?=[/&.]|$)"
)
_SUFFIX = re.compile(r"(?:\.\w{2,5}|/)$")


def next_page(
    root: _Element, found: Sequence[Target], base: str, domains: Sequence[str]
) -> str | None:
    """Returns the next page: by rel=next, by the text of a link, or by this page's own number."""
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
    candidates = [target for target in further if bare(target.url).startswith(start)]
    for target in candidates:
        if any(
            says_more(label) or _says(label.partition(" ")[0], _NEXT) for label in target.labels
        ):
            return target.url
    return _numbered(candidates, own)


def says_more(label: str) -> bool:
    """Returns whether a link's text is one of those that load more articles."""
    return _says(label, _MORE)


def is_paged(url: str) -> bool:
    """Returns whether an address names a further page of a list: /world/page/2."""
    return _PAGED.search(url) is not None


def _says(label: str, phrases: frozenset[str]) -> bool:
    return len(label) < LONGEST_LABEL and label.strip(_ARROWS).lower() in phrases


def _numbered(candidates: Sequence[Target], own: re.Match[str] | None) -> str | None:
    """Returns the next page among links whose texts are numbers: the next higher number in their
    addresses, or "2" if the page's own address has none.
    """
    numbers: dict[int, str] = {}
    for target in candidates:
        there = _PAGE_NUMBER.search(target.url) if len(target.words) <= LONGEST_NUMBERED else None
        for label in target.labels if there else ():
            # digits of any script: 2, ٢, २
            if there and label.isdecimal() and len(label) <= LONGEST_COUNT:
                numbers.setdefault(int(there[1]) if own else int(label), target.url)
    if not own:
        return numbers.get(2)
    return numbers.get(min((number for number in numbers if number > int(own[1])), default=0))
