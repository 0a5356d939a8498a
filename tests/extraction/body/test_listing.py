"""How much of a page is a list of stories, as extraction counts it."""

from __future__ import annotations

import pytest
from page_of import ld, response_of

from newscrawl.extraction import extract
from newscrawl.items import Listing, Via
from newscrawl.middlewares.documents import document_of

STORY = "<p>It was of this that the whole town spoke on Friday, from the harbour to the hill.</p>"


def listing(body: str, *data: object) -> Listing:
    response = response_of(f"<html><head>{ld(*data)}</head><body>{body}</body></html>")
    return extract(document_of(response), via=Via("section")).evidence.listing


def cards(number: int) -> str:
    return "".join(
        f"<article><h3><a href='/{n}'>Headline {n} of what the town spoke of</a></h3>{STORY}</article>"
        for n in range(number)
    )


def test_cards_are_linked_headings_each_once() -> None:
    assert listing(cards(12) + cards(3)).cards == 12
    assert listing(f"<h1>The bridge</h1><h2>Its arches</h2>{STORY}").cards == 0


def test_the_linked_share() -> None:
    assert listing(STORY).linked == 0
    assert listing("<a href=/a>The bridge reopens after the flood</a>").linked == 1
    assert listing(f"<nav><a href=/world>World</a></nav>{STORY}").linked == 0
    assert 0.2 < listing(cards(10)).linked < 0.4
    assert listing("") == Listing()


ITEMS = [{"@type": "ListItem", "url": f"/{n}"} for n in range(10)]


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        ([{"@type": "CollectionPage"}], True),
        ([{"@graph": [{"@type": ["WebPage", "CollectionPage"]}]}], True),
        ([{"@type": "ItemList", "itemListElement": ITEMS}], True),
        ([{"@type": "ItemList", "itemListElement": ITEMS[:4]}], False),
        (
            [
                {"@type": "ItemList", "itemListElement": ITEMS},
                {"@type": "NewsArticle", "headline": "Ten bridges"},
            ],
            False,
        ),
        ([{"@type": "WebPage"}], False),
    ],
)
def test_pages_that_declare_themselves_lists(data: list[object], declared: bool) -> None:
    assert listing(STORY, *data).declared is declared


def test_a_live_blog() -> None:
    assert listing(STORY, {"@type": "LiveBlogPosting"}).live
    assert not listing(STORY, {"@type": "NewsArticle"}).live
