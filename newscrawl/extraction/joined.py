"""Joins the pages of an article."""

from __future__ import annotations

from newscrawl.extraction.facts.images import merge
from newscrawl.items import Article


def following(article: Article) -> str | None:
    """Returns the address of the article's next page: rel=next, else the first page link that was
    not read yet. None if the article has no further page.
    """
    return article.evidence.next_page or next(iter(article.evidence.pages), None)


def join(article: Article, further: Article, address: str) -> None:
    """Appends the blocks of a further page to `article`, without lines that `article` has already.

    `address` is the address of the further page. This page no longer counts as missing.
    """
    known = {block.text for block in article.blocks}
    article.blocks += [block for block in further.blocks if block.text not in known]
    article.images = merge([*article.images, *further.images])
    ours, theirs = article.evidence, further.evidence
    ours.after = theirs.after
    ours.dropped += [line for line in theirs.dropped if line not in ours.dropped]
    ours.next_page = theirs.next_page if theirs.next_page != address else None
    ours.pages = [page for page in ours.pages if page not in (address, ours.next_page)]
