"""Articles and their texts as Markdown (CommonMark with GitHub's tables)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from newscrawl.items import IN_TEXT, Article, Block

_TOP = 2
"""The level of the largest heading: level 1 is the article's title."""
# Markup inside a line. Single underscores and brackets in words are not markup.
_INLINE = re.compile(
    r"[*`\\]|(?<!\w)_|_(?!\w)|<(?=[a-zA-Z/!?])|\](?=[(\[:])|&(?=#?\w{1,31};)|~(?=~)"
)
# Markup at the beginning of a line: a heading, quote, list, rule or table.
_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+\s*$|-{3,}\s*$|\|)")
_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")


def document(article: Article) -> str:
    """Returns an article as a piece of a Markdown document: its title, a line about it, its
    address and its text.
    """
    publisher = article.publisher.name or article.publisher.domain
    known = (*(author.name for author in article.authors), publisher, article.date_published)
    about = ", ".join(escaped(one) for one in known if one)
    parts = [
        f"# {_line(article.title or article.url or '')}",
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


def markdown(blocks: Iterable[Block]) -> str:
    """Returns the text as Markdown, with its headings, quotes, lists and tables.

    The blocks are those of `text`: captions and embeds are left out. The first row of a table
    becomes its head, because Markdown has no tables without one.
    """
    parts = []
    shown = (block for block in blocks if block.type in IN_TEXT and block.text)
    for kind, group in groupby(shown, key=lambda block: block.type):
        neighbours = list(group)
        texts = [block.text for block in neighbours]
        if kind == "table_row":
            parts.append(_table([text.split(" | ") for text in texts]))
        elif kind == "list_item":
            parts.append("\n".join("- " + escaped(text).replace("\n", "\n  ") for text in texts))
        elif kind == "heading":
            parts += [
                f"{'#' * max(block.level or _TOP, _TOP)} {_line(block.text)}"
                for block in neighbours
            ]
        elif kind == "quote":
            parts.append("\n>\n".join("> " + escaped(text).replace("\n", "\n> ") for text in texts))
        else:
            parts += map(escaped, texts)
    return "\n\n".join(parts)


def escaped(text: str) -> str:
    """Returns a text with a backslash before each character that Markdown would read as markup."""
    lines = (_INLINE.sub(r"\\\g<0>", line) for line in text.split("\n"))
    return "\n".join(_NUMBER.sub(r"\1\\\2", _START.sub(r"\1\\\2", line)) for line in lines)


def _line(text: str) -> str:
    return " ".join(escaped(text).split())


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max(map(len, rows))
    lines = [
        [*(_line(cell).replace("|", r"\|") for cell in row), *[""] * (width - len(row))]
        for row in rows
    ]
    lines.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
