"""Decides whether a page is a list of stories, from the result of its extraction."""

from __future__ import annotations

import math

from newscrawl.discovery import links
from newscrawl.extraction.page_kinds import lengths
from newscrawl.items import Article

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
        "longest": math.log1p(max(lengths(article), default=0)),
    }
