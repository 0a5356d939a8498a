"""Whether a page that was fetched is an article, from what extraction made of it."""

from __future__ import annotations

import math

from newscrawl.discovery import links
from newscrawl.items import Article

# Characters of text that make an article of a page that does not say what it is: where it is dated
# or signed, and where not. Of 325 articles of research sets 2 fall short; of 51 section pages half
# pass: a link that leads to one is the exception.
_DATED, _UNDATED = 250, 1000


def is_article(article: Article) -> bool:
    """Whether the page is one article: it says so, a feed or a news sitemap says so, or it has an
    article's text.
    """
    if article.evidence.is_article or (
        article.via and article.via.kind in ("feed", "news_sitemap")
    ):
        return True
    return length(article) >= (_DATED if article.date_published or article.authors else _UNDATED)


def length(article: Article) -> int:
    """Characters of the article's text, headings and captions left out."""
    return sum(
        len(block.text)
        for block in article.blocks
        if block.type not in ("heading", "caption", "embed")
    )


# What speaks for a list of stories, in log-odds, as benchmarks/lists.py fits it.
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
"""Log-odds from which a page counts as a list: 4 of 1,369 articles of sites that had no part in
the fit pass them.
"""


def is_list(article: Article) -> bool:
    """Whether the page is a list of stories rather than one, whatever its metadata says. A live
    blog is an article.
    """
    listing = article.evidence.listing
    if listing.live or not (listing.cards or listing.linked):
        return False
    return sum(LIST[name] * value for name, value in list_features(article).items()) > CERTAIN


def list_features(article: Article) -> dict[str, float]:
    """The values that `is_list` weighs, by name."""
    listing, own = article.evidence.listing, article.url or ""
    url = own if own.startswith("http") else article.canonical_url  # a file's place says nothing
    paragraphs = [
        len(block.text)
        for block in article.blocks
        if block.type not in ("heading", "caption", "embed")
    ]
    return {
        "bias": 1.0,
        "declared": float(listing.declared),
        "said": float(bool(article.evidence.is_article)),
        "address": max(-3.0, min(3.0, links.score(url))) if url else 0.0,
        "cards": math.log1p(listing.cards),
        "linked": listing.linked,
        "longest": math.log1p(max(paragraphs, default=0)),
    }
