"""Decides by a line's history on the articles of a site whether the line is boilerplate.

A footer stands on reports about a bridge, a ferry and a theatre. Their subjects share no words, so
each report counts as `unrelated`, and the third one makes the footer known boilerplate. A sentence
about the bridge's builder stands on ten reports about the bridge. These share their subject with
the report before, so they count as `related`, and the sentence never becomes known.
"""

from __future__ import annotations

from dataclasses import dataclass

ARTICLES = 3
"""A line repeats if it was on 3 articles."""
UNRELATED = 2
"""Boilerplate was on twice as many unrelated articles as on articles about its own words."""
RATE = 50
"""A short line is boilerplate only if it is on 1 article in 50. A sentence such as "The search goes
on." is on less than 1 in 100.
"""
MOST_REMOVED = 255  # `removed` is stored in one byte


@dataclass(slots=True)
class History:
    """The site's articles that had a line in a place of boilerplate (article_lines.py).

    `related` counts the articles about the line's own words or about the same story as the last
    article with the line; `unrelated` counts all others. `removed` counts how often boilerplate.py
    removed the line, up to 255. `known` stays True once the line is known boilerplate. `since` is
    the number of the first article with the line, `last` the digest of the last one.
    """

    since: int
    unrelated: int = 0
    related: int = 0
    removed: int = 0
    known: bool = False
    last: bytes = b""

    def count(self, article: bytes, related: bool = False, removed: bool = False) -> None:
        """Counts one more article with the line. `removed`: by boilerplate.py from this article."""
        self.related, self.unrelated = self.related + related, self.unrelated + (not related)
        self.removed = min(self.removed + removed, MOST_REMOVED)
        self.last = article

    def repeats(self, learnt: int, long: bool) -> bool:
        """Returns whether the line was on enough unrelated articles of all that were `learnt`."""
        often = long or learnt - self.since < RATE * self.unrelated
        return often and self.unrelated >= max(ARTICLES, UNRELATED * self.related)

    def is_foreign(self, article: bytes) -> bool:
        """Returns whether the line is known boilerplate, or was last seen on another article."""
        return self.known or self.last not in (b"", article)

    @property
    def worth(self) -> int:
        """The order of forgetting: lines seen once (0) first, known boilerplate (2) last."""
        return 2 if self.known else self.unrelated + self.related > 1
