"""Whether a page that was fetched is an article, from what extraction made of it."""

from __future__ import annotations

from newscrawl.items import Article

# Characters of text that make an article of a page that does not say what it is: where it is dated or signed, and where not.
# Of 325 articles of research sets 2 fall short; of 51 section pages half pass: a link that leads to one is the exception.
_DATED, _UNDATED = 250, 1000


def is_article(article: Article) -> bool:
    """Whether the page is one article: it says so, a feed or a news sitemap says so, or it has an article's text."""
    if article.evidence.is_article or (article.via and article.via.kind in ("feed", "news_sitemap")):
        return True
    return length(article) >= (_DATED if article.date_published or article.authors else _UNDATED)


def length(article: Article) -> int:
    """Characters of the article's text, headings and captions left out."""
    return sum(len(block.text) for block in article.blocks if block.type not in ("heading", "caption", "embed"))
