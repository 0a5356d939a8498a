"""Decides whether a page is an article or an error page, from the result of its extraction."""

from __future__ import annotations

import re
from typing import Literal

from newscrawl.extraction import vocabulary
from newscrawl.extraction.facts import title
from newscrawl.items import DOUBTED, Article

# Characters of text from which a page counts as an article if it does not say what it is: with and
# without a date or an author. Of 325 articles of research sets, 2 have less. Of 51 section pages,
# half have more; but a link seldom leads to a section page.
_DATED, _UNDATED = 250, 1000
_NAMED = 3
"""An address with so many words of the title is the article's own. An error page may stand at an
article's address too, but it has another title.
"""
_NOT_OF_PAGE = frozenset(("url", "feed", "news_sitemap"))
"""Sources of dates that say nothing about what the page holds."""


def is_article(article: Article) -> bool:
    """Returns whether the page is one article: it says so, a feed or news sitemap lists it, or its
    text is long enough. A date in the address says nothing: a page of an error has it too.
    """
    if article.via and article.via.kind in ("feed", "news_sitemap"):
        return True
    return _looks_like_article(article)


def _looks_like_article(article: Article) -> bool:
    """Returns whether the page says that it is an article, or its text is long enough."""
    if article.evidence.is_article:
        return True
    is_dated = article.date_published and article.date_source not in _NOT_OF_PAGE
    return length(article) >= (_DATED if is_dated or article.authors else _UNDATED)


def shows_article(article: Article) -> bool:
    """Returns whether anything on the page shows that it is an article: what `is_article` asks of
    a page, or an address with words of the title. A list that names the page shows nothing.

    False for most bot checks, logins and pages of errors, and for 21 of 3,166 labelled pages. Seven
    of the 21 would count as whole; digests replace their addresses.
    """
    if stated_error(article):
        return False
    named = title.slug(article.url or "") & title.words(article.title or "")
    return _looks_like_article(article) or len(named) >= _NAMED


Stated = Literal["says_not_found", "says_refused"]

_WORD = re.compile(r"\w+")
_CODES: dict[str, Stated] = {
    "403": "says_refused",
    "404": "says_not_found",
    "451": "says_refused",
}
_BESIDE = _CODES.keys() | set("cloudflare erreur error fehler http oh oops sorry ups".split())
"""Words that stand before or after "page not found" or "access denied"."""
_LISTS: dict[Stated, str] = {
    "says_not_found": "not_found_titles",
    "says_refused": "refused_titles",
}
_TITLES = {
    " ".join(_WORD.findall(one)): reason
    for reason, name in _LISTS.items()
    for one in vocabulary.words(name)
}


def stated_error(article: Article) -> Stated | None:
    """Returns the error that the page states instead of an article, or None. The page states it by
    its whole title, and its text is short or of low confidence. None of 3,166 labelled articles
    does.
    """
    words = _WORD.findall((article.title or "").lower())
    rest = " ".join(word for word in words if word not in _BESIDE)
    codes = [_CODES[word] for word in words if word in _CODES]
    stated = _TITLES.get(rest) if rest or not codes else codes[0]
    # the headline of an article may be "Access denied"
    if stated == "says_refused" and article.evidence.is_article:
        return None
    is_short = length(article) < _UNDATED or (article.confidence or 0) < DOUBTED
    return stated if is_short else None


def length(article: Article) -> int:
    """Returns the characters of the article's text, without headings and captions."""
    return sum(lengths(article))


def lengths(article: Article) -> list[int]:
    """Returns the characters of each block of the text, without headings and captions."""
    left_out = ("heading", "caption", "embed")
    return [len(block.text) for block in article.blocks if block.type not in left_out]
