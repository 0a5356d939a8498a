"""All facts of a page together, and how one fact depends on another."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_of import ld, meta, page_of, response_of

from newscrawl.extraction.facts import all_facts
from newscrawl.extraction.page.page_reader import read_page
from newscrawl.extraction.profile import Profile
from newscrawl.items import Article, Author, Block, to_json_object
from newscrawl.middlewares.documents import document_of

URL = "https://www.gazette.example/world/ferry-sails-again-4821"
NODE = {
    "@type": "NewsArticle",
    "headline": "Ferry sails again",
    "datePublished": "2026-04-21T10:05:00",
    "dateModified": "2026-04-21T11:00:00Z",
    "author": [{"@type": "Person", "name": "Ines Vidal"}, {"@type": "Organization", "name": "AFP"}],
    "articleSection": "World",
    "keywords": "ferry, islands",
    "isAccessibleForFree": False,
    "wordCount": 300,
}


def profile(**selectors: str) -> Profile:
    return Profile(
        "gazette",
        "Gazette",
        "gazette.example",
        timezone="Europe/Vienna",
        language="en",
        selectors=selectors,
    )


def test_all_facts_of_a_page() -> None:
    article = Article(
        fetched_at="2026-04-22T08:00:00Z",
        blocks=[
            Block(
                "paragraph",
                "VALLETTA (Reuters) - After two years in dock the ferry sails to the islands again.",
            )
        ],
    )
    all_facts.fill(
        article,
        page_of(ld(NODE), "<h1>Ferry sails again</h1>", URL, lang="en-GB"),
        profile(),
    )
    assert article.title == "Ferry sails again"
    assert article.authors == [Author("Ines Vidal"), Author("AFP", type="Organization")]
    assert article.agency == "AFP"
    assert (article.date_published, article.published_at) == (
        "2026-04-21T10:05:00+02:00",
        "2026-04-21T08:05:00Z",
    )
    assert (article.date_source, article.date_precision, article.date_zone) == (
        "json_ld:datePublished",
        "second",
        "publisher",
    )
    assert article.date_raw == "2026-04-21T10:05:00"
    assert (article.date_modified, article.modified_at) == (
        "2026-04-21T11:00:00+00:00",
        "2026-04-21T11:00:00Z",
    )
    assert (article.language, article.language_source) == ("en-GB", "html_lang")
    assert (article.section, article.tags) == ("World", ["ferry", "islands"])
    assert (article.canonical_url, article.declared_canonical) == (URL, None)
    assert article.access == "subscriber"
    assert (article.evidence.free, article.evidence.declared_words) == (False, 300)


def test_a_publisher_s_selectors_go_first() -> None:
    body = (
        '<h1>Ferry sails again</h1><p id="t">A better title</p><i data-d="2026-04-20T09:00:00Z"></i>'
        '<p class="w">Tom Hart</p><p class="w">Per Lund</p>'
    )
    chosen = profile(title="#t", authors="p.w::text", published="i::attr(data-d)")
    article = Article(fetched_at="2026-04-22T08:00:00Z")
    all_facts.fill(article, page_of(ld(NODE), body, URL), chosen)
    assert article.title == "A better title"
    assert [author.name for author in article.authors] == ["Tom Hart", "Per Lund"]
    assert (article.date_published, article.date_source) == (
        "2026-04-20T09:00:00+00:00",
        "selector",
    )


def test_a_selector_that_finds_nothing_leaves_the_rest() -> None:
    article = Article(fetched_at="2026-11-27T12:00:00Z")
    all_facts.fill(article, page_of(ld(NODE), url=URL), profile(title="#gone", published="#gone"))
    assert (article.title, article.date_source) == ("Ferry sails again", "json_ld:datePublished")


def test_an_empty_page_gives_nothing() -> None:
    article = Article(fetched_at="2026-04-22T08:00:00Z")
    all_facts.fill(article, page_of(url="file:///tmp/page.html"))
    assert article.canonical_url is None
    assert article.authors == article.tags == article.images == []
    assert article.title is article.date_published is article.language is article.access is None


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text(max_size=30)
    | st.sampled_from(
        [
            "NewsArticle",
            "2026-04-21T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "https://x.example/a",
            "javascript:x",
            "\ud800",
            "#p",
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@id", "name", "url", "@type", "cssSelector", "@graph"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
KEYS = [
    "headline",
    "name",
    "author",
    "creator",
    "datePublished",
    "dateModified",
    "image",
    "keywords",
    "articleSection",
    "description",
    "hasPart",
    "isAccessibleForFree",
    "wordCount",
    "license",
    "inLanguage",
    "url",
    "@id",
    "mainEntityOfPage",
    "publisher",
    "alternativeHeadline",
    "articleBody",
]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), ODD), st.text(max_size=40), st.text(max_size=20))
def test_whatever_json_ld_and_meta_hold(node: dict[str, object], content: str, lang: str) -> None:
    head = ld({"@type": "NewsArticle", **node}) + meta(
        **dict.fromkeys(
            [
                "article__published_time",
                "og__title",
                "author",
                "keywords",
                "robots",
                "tdm-policy",
                "og__image",
            ],
            content.replace('"', ""),
        )
    )
    article = Article(fetched_at="2026-04-22T08:00:00Z")
    all_facts.fill(
        article,
        page_of(head, "<h1>Ferry</h1>", URL, lang=lang.replace('"', "")),
        profile(),
    )
    # Encoding fails on a lone surrogate, NaN is no JSON.
    json.dumps(article, default=to_json_object, ensure_ascii=False, allow_nan=False).encode()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_damaged_pages(noise: bytes, start: int, length: int) -> None:
    html = (
        f"<html lang=en><head>{ld(NODE)}<link rel=canonical href=/a><link rel=next href={URL}/2></head>"
        "<body><h1>Ferry</h1><time datetime=2026-04-21>x</time>"
    )
    damaged = html.encode()[:start] + noise + html.encode()[start + length :]
    article = Article(fetched_at="2026-04-22T08:00:00Z")
    all_facts.fill(
        article,
        read_page(document_of(response_of("", URL).replace(body=damaged))),
        profile(),
    )
    json.dumps(article, default=to_json_object, ensure_ascii=False, allow_nan=False).encode()


@pytest.mark.parametrize(
    "author, agency",
    [("Gazette", "Reuters"), ("Ines Vidal", None), ("AFP", "AFP")],
)
def test_an_agency_in_a_line_is_named_beside_an_outlet(author: str, agency: str | None) -> None:
    article = Article(fetched_at="2026-04-22T08:00:00Z")
    head = f'<meta name="author" content="{author}">'
    all_facts.fill(article, page_of(head, "<h1>Ferry sails</h1><p>Reuters</p>", URL), profile())
    assert article.agency == agency
    assert [one.name for one in article.authors] == [author]
