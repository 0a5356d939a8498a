"""Whether a page that was fetched is an article, from what extraction made of it."""

from __future__ import annotations

from newscrawl.items import Article

_MIN_CHARACTERS = 250


def is_article(article: Article) -> bool:
    """Whether the page is one article: it says so, or it is dated or signed and has text.

    A page found in a feed or a news sitemap is one by that.
    """
    if article.evidence.is_article or (article.via and article.via.kind in ("feed", "news_sitemap")):
        return True
    if not (article.date_published or article.authors):
        return False
    text = (block.text for block in article.blocks if block.type not in ("heading", "caption", "embed"))
    return sum(map(len, text)) >= _MIN_CHARACTERS
