"""Feeds of Markdown for readers: `-O articles.md`."""

from __future__ import annotations

from typing import Any

from newscrawl.items import Article
from newscrawl.output.exporters import ArticleExporter, encode
from newscrawl.output.markdown import escaped, markdown


class MarkdownExporter(ArticleExporter):
    """Writes each article as its title, a line about it, its address and its text."""

    @classmethod
    def is_mended(cls, uri: str) -> bool:
        return False

    def export_item(self, item: Any) -> None:
        if not isinstance(item, Article):
            raise TypeError(f"a Markdown feed takes articles, not {type(item).__name__}")
        self.write(encode(document(item)))


def document(article: Article) -> str:
    """Returns an article as a piece of a Markdown document, with a blank line at its end."""
    publisher = article.publisher.name or article.publisher.domain
    known = (*(author.name for author in article.authors), publisher, article.date_published)
    about = ", ".join(escaped(one) for one in known if one)
    parts = [
        f"# {' '.join(escaped(article.title or article.url or '').split())}",
        about and f"*{about}*",
        f"<{article.url}>" if article.url else "",
        _warning(article),
        markdown(article.blocks),
    ]
    return "\n\n".join(part for part in parts if part) + "\n\n"


def _warning(article: Article) -> str:
    """Returns a line with the kind of a truncated article, and how much of it was delivered."""
    if not article.truncated:
        return ""
    kind, share = article.completeness.kind, article.completeness.delivered_fraction
    verdict = f"Truncated ({kind.replace('_', ' ')})" if kind else "Truncated"
    return f"**{verdict}{f': {share:.0%} of the article' if share is not None else ''}**"
