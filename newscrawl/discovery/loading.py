"""Loads word lists, models and patterns before the first page, by reading a page."""

from __future__ import annotations

from newscrawl.discovery.sections import section_page
from newscrawl.extraction.page.parsing import parse
from newscrawl.extraction.reading import read_article

_URL = "https://paper.example/world/2026/11/27/the-ferry-came-back-on-monday"
_SENTENCE = "The ferry came back to the harbour on Monday, said the mayor’s office, after a week of repairs. "
_PAGE = f"""<!doctype html><html lang="en"><head><title>The ferry came back | The Paper</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "The ferry came back"}}</script></head><body>
<nav><a href="/world">World</a><a href="/world/2026/11/26/another-story-of-the-harbour">Another story</a></nav>
<article><h1>The ferry came back</h1><p class="byline">By Ada Brook, Reuters</p><time>27 November 2026, 8:15</time>
{f"<p>{3 * _SENTENCE}</p>" * 5}<p>Read more: subscribe to our newsletter</p></article><footer>© The Paper</footer></body></html>"""
"""A page with all that extraction looks for, so that reading it loads everything."""


def load() -> None:
    """Loads everything that reading a page needs, by reading one."""
    read_article(_PAGE, _URL)
    root = parse(_PAGE.encode(), "utf-8")
    assert root is not None
    section_page(root, _URL, ["paper.example"])
