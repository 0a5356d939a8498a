"""Measures how much of a page is a list of other stories, from its blocks and its JSON-LD.

newscrawl/discovery/list_pages.py decides by these numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newscrawl.extraction.body.blocks import HEADINGS, Raw
from newscrawl.extraction.page import jsonld
from newscrawl.extraction.page.jsonld import Node
from newscrawl.items import Listing

HEADLINE = 25
"""A block with fewer characters in links does not count as linked. Short links lead to sections and
people, and articles' pages have many of them.
"""
_ITEMS = 10
"""An ItemList with fewer items is not the page's content: it is a breadcrumb or a box of related
stories.
"""
_OF_LINK = 0.5
"""A heading with a larger share of its text in links leads to another story."""


def measure(blocks: Sequence[Raw], nodes: Iterable[Node], has_article: bool) -> Listing:
    """Returns how much of a page is a list of stories. `has_article` says that one of the JSON-LD
    `nodes` is the page's article.
    """
    headings = (block for block in blocks if block.node.tag in HEADINGS)
    size = sum([block.size for block in blocks])
    linked = sum([block.link_length for block in blocks if block.link_length >= HEADLINE])
    return Listing(
        cards=len({block.text for block in headings if block.link_share > _OF_LINK}),
        linked=linked / size if size else 0.0,
        declared=any(_is_list(node, has_article) for node in nodes),
        live=any("LiveBlogPosting" in jsonld.types(node) for node in nodes),
    )


def _is_list(node: Node, has_article: bool) -> bool:
    """Returns whether a node says that the page is a list of stories."""
    types = set(jsonld.types(node))
    items = jsonld.as_list(node.get("itemListElement")) if "ItemList" in types else []
    return "CollectionPage" in types or (not has_article and len(items) >= _ITEMS)
