"""An article's pictures in meta tags and JSON-LD."""

from __future__ import annotations

from page_of import ld, meta, page_of

from newscrawl.extraction.facts.images import images, merge
from newscrawl.items import Image

SITE = "https://www.morning-gazette.example"


def test_json_ld_with_caption_and_credit() -> None:
    stated = {
        "@type": "ImageObject",
        "url": "/img/ferry.jpg",
        "caption": "The ferry <b>today</b>",
        "creditText": "Ines Vidal",
    }
    page = page_of(
        ld(
            {
                "@type": "NewsArticle",
                "image": [stated, SITE + "/img/dock.jpg", {"url": "javascript:x"}, 5, None],
            }
        )
    )
    assert images(page) == [
        Image(SITE + "/img/ferry.jpg", "The ferry today", "Ines Vidal"),
        Image(SITE + "/img/dock.jpg"),
    ]


def test_a_name_instead_of_credit_text() -> None:
    stated = {"contentUrl": "/img/ferry.jpg", "author": {"@type": "Person", "name": "Ines Vidal"}}
    assert images(page_of(ld({"@type": "NewsArticle", "image": stated})))[0].credit == "Ines Vidal"


def test_references() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "image": {"@id": "#i"}},
            {"@type": "ImageObject", "@id": "#i", "url": "/img/ferry.jpg"},
        ]
    }
    assert images(page_of(ld(graph))) == [Image(SITE + "/img/ferry.jpg")]


def test_og_image_of_the_same_picture_is_merged() -> None:
    head = ld(
        {
            "@type": "NewsArticle",
            "image": {"url": "/16x9/ferry-harbour-20260421.jpg", "caption": "The ferry"},
        }
    )
    page = page_of(head + meta(og__image="/1x1/ferry-harbour-20260421.jpg?w=100"))
    assert images(page) == [Image(SITE + "/16x9/ferry-harbour-20260421.jpg", "The ferry")]


def test_twitter_tags_count_if_nothing_else_names_a_picture() -> None:
    assert images(page_of('<meta name="twitter:image" content="/a.jpg">')) == [
        Image(SITE + "/a.jpg")
    ]
    assert images(
        page_of('<meta name="twitter:image" content="/a.jpg">' + meta(og__image="/b.jpg"))
    ) == [Image(SITE + "/b.jpg")]


def test_merge_keeps_order_and_first_words() -> None:
    found = [
        Image("https://x.example/a.jpg"),
        Image("https://x.example/b.jpg"),
        Image("https://x.example/a.jpg", "A", "C"),
    ]
    assert merge(found) == [
        Image("https://x.example/a.jpg", "A", "C"),
        Image("https://x.example/b.jpg"),
    ]


def test_pictures_named_by_query_differ() -> None:
    found = [Image("https://x.example/image?id=1"), Image("https://x.example/image?id=2")]
    assert len(merge(found)) == 2


def test_sizes_in_names_and_addresses_escaped_twice() -> None:
    head = ld(
        {"@type": "NewsArticle", "image": "/img/ferry-harbour-20260421-366x256.jpg?a=1&amp;b=2"}
    )
    page = page_of(head + meta(og__image="/img/1200x675_ferry-harbour-20260421.jpg"))
    assert images(page) == [Image(SITE + "/img/ferry-harbour-20260421-366x256.jpg?a=1&b=2")]
