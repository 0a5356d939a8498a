"""Decides whether a fetched page is an article, from the result of its extraction."""

from __future__ import annotations

import math
import re

from newscrawl.discovery import links
from newscrawl.items import DOUBTED, Article
from newscrawl.text.vocabulary import entries

# Characters of text from which a page counts as an article if it does not say what it is: with and
# without a date or an author. Of 325 articles of research sets, 2 have less. Of 51 section pages,
# half have more; but a link seldom leads to a section page.
_DATED, _UNDATED = 250, 1000


def is_article(article: Article) -> bool:
    """Returns whether the page is one article: it says so, a feed or news sitemap lists it, or its
    text is long enough. A date in the address says nothing: a page of an error has it too.
    """
    if article.evidence.is_article or (
        article.via and article.via.kind in ("feed", "news_sitemap")
    ):
        return True
    is_dated = article.date_published and article.date_source != "url"
    return length(article) >= (_DATED if is_dated or article.authors else _UNDATED)


_WORD = re.compile(r"\w+")
_BESIDE = frozenset("404 erreur error fehler http oh oops sorry ups".split())
"""Words that stand before or after "page not found"."""
_NOT_FOUND = frozenset(
    " ".join(_WORD.findall(one)) for one in entries(__package__, "not_found_titles")
)


def is_missing(article: Article) -> bool:
    """Returns whether the page says that it was not found, by its whole title and by a text that
    is short or of low confidence. None of 3,166 labelled articles says so.
    """
    words = _WORD.findall((article.title or "").lower())
    rest = " ".join(word for word in words if word not in _BESIDE)
    if rest not in _NOT_FOUND and (rest or "404" not in words):
        return False
    return length(article) < _UNDATED or (article.confidence or 0) < DOUBTED


def length(article: Article) -> int:
    """Returns the characters of the article's text, without headings and captions."""
    return sum(_lengths(article))


def _lengths(article: Article) -> list[int]:
    """Returns the characters of each block of the text, without headings and captions."""
    left_out = ("heading", "caption", "embed")
    return [len(block.text) for block in article.blocks if block.type not in left_out]


# The weights of the features of a list of stories, in log-odds, fitted by benchmarks/lists.py.
LIST = {
    "bias": -0.46,
    "declared": 4.11,  # JSON-LD says CollectionPage or ItemList
    "said": -0.9,  # the page says that it is an article
    "address": -2.3,  # log-odds that the address is an article's, from -3 to 3
    "cards": 1.48,  # log of the headings that are links
    "linked": 3.87,  # share of the text in links as long as headlines
    "longest": -1.35,  # log of the characters of the longest paragraph
}
CERTAIN = 2.0
"""Log-odds from which a page counts as a list: 4 of 1,369 articles of unseen sites have as many."""


def is_list(article: Article) -> bool:
    """Returns whether the page is a list of stories, whatever it says. Live blogs are articles."""
    listing = article.evidence.listing
    if listing.live or not (listing.cards or listing.linked):
        return False
    return sum(LIST[name] * value for name, value in list_features(article).items()) > CERTAIN


def list_features(article: Article) -> dict[str, float]:
    """Returns the values that `is_list` weighs, by name."""
    listing, own = article.evidence.listing, article.url or ""
    # the address of a file says nothing
    url = own if own.startswith("http") else article.canonical_url
    return {
        "bias": 1.0,
        "declared": float(listing.declared),
        "said": float(bool(article.evidence.is_article)),
        "address": max(-3.0, min(3.0, links.score(url))) if url else 0.0,
        "cards": math.log1p(listing.cards),
        "linked": listing.linked,
        "longest": math.log1p(max(_lengths(article), default=0)),
    }
