"""The report of `scrapy add` on a site."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from newscrawl.discovery import publisher_file
from newscrawl.discovery.probe import Probe, Proposal
from newscrawl.items import Article
from newscrawl.text.printable import printable

_TITLE = 60
"""Characters of an article's title in its line."""


def proposed(found: Probe, proposal: Proposal) -> Iterator[str]:
    """Yields the lines of the report: the sources, the articles, and what is unsure."""
    guesses = proposal.country, proposal.language, proposal.timezone
    facts = ", ".join(guess.value for guess in guesses if guess.value)
    yield f"{printable(proposal.publisher_name.value or '')}, {found.home} ({facts})"
    if proposal.platform:
        yield f"Platform: {proposal.platform.removesuffix('Spider')}"
    yield "\nSources                                            articles listed"
    rows = [("feed", url) for url in found.feeds]
    rows += [("news sitemap", url) for url in found.news_sitemaps]
    rows += [("sitemap", url) for url in found.sitemaps]
    rows += [(f"section {name}", url) for name, url in found.sections.items()]
    for kind, url in rows or [("front page", found.home)]:
        path = publisher_file.path(url, found.home)
        yield f"  {kind:20}  {printable(path):36}  {found.listed.get(url, 0):4}"
    yield f"\nArticles read: {len(found.articles)}"
    yield from map(_article, found.articles)
    yield "\nUnsure"
    names = "publisher_name", "country", "language", "timezone"
    unsure = ((fact, getattr(proposal, fact)) for fact in names)
    said = [f"{fact} {guess.value}: {guess.doubt}" for fact, guess in unsure if guess.doubt]
    yield from (f"  - {printable(line)}" for line in [*said, *proposal.doubts] or ["nothing"])


def _article(article: Article) -> str:
    """Returns one article as a line: date, section, words, verdict, confidence, title."""
    verdict = {True: "truncated", False: "whole", None: "not known"}[article.truncated]
    confidence = "" if article.confidence is None else f"{article.confidence:.2f}"
    day = (article.date_published or "no date")[:10]
    section = printable(article.section or "")[:12]
    title = shorten(printable(article.title or "no title"), _TITLE, placeholder="…")
    return f"  {day:10}  {section:12}  {article.word_count:5} words  {verdict:9}  {confidence:4}  {title}"
