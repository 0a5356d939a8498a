"""A page's head, headings, links and data."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_of import URL, ld, page_of, response_of
from processor_time import at_most
from scrapy.http import HtmlResponse, Response, TextResponse

from newscrawl.extraction.page.page import HUGE
from newscrawl.extraction.page.page_reader import read_page
from newscrawl.middlewares.documents import document_of


def test_reads_the_head() -> None:
    page = page_of(
        '<title>Bridge &amp; tunnel</title><meta property="OG:Title" content=" A "><meta name="og:title" content="B">'
        '<link rel="canonical nofollow" href="/a"><link rel="next" href="javascript:void(0)">',
        "<h1>One <b>T</b>wo<br>three<script>no</script></h1><svg><title>icon</title></svg>",
        lang="en-GB",
    )
    assert page.meta["og:title"] == ["A", "B"]
    assert page.rels["canonical"] == ["https://www.morning-gazette.example/a"]
    assert page.title == "Bridge & tunnel"
    assert page.h1s == ["One Two three"]
    assert page.lang == "en-GB"
    assert page.link("javascript:void(0)") is None


def test_an_address_is_no_site_s_name() -> None:
    names = ("https://paper.example/", "Morning Gazette")
    head = "".join(f'<meta property="og:site_name" content="{name}">' for name in names)
    assert page_of(head).site_names == ["Morning Gazette"]


def test_a_logo_is_no_headline() -> None:
    page = page_of(
        "", '<h1><a href="/">Gazette of the Morning</a></h1><h1>Ferry back in service</h1>'
    )
    assert page.h1s == ["Ferry back in service"]
    assert page.site_names == ["Gazette of the Morning"]


def test_the_article_is_the_one_that_agrees_with_the_page() -> None:
    other = {
        "@type": "NewsArticle",
        "headline": "Another story",
        "url": "https://www.morning-gazette.example/other-1",
    }
    own = {"@type": "Article", "headline": "Ferry back in service"}
    page = page_of(ld(other, own), "<h1>Ferry back in service</h1>")
    assert page.article == own
    assert page.articles == [own]


def test_the_article_by_its_address() -> None:
    other = {"@type": "NewsArticle", "headline": "Another story", "url": "/other-1"}
    own = {
        "@type": "NewsArticle",
        "headline": "A longer search headline",
        "mainEntityOfPage": {"@id": URL},
    }
    assert page_of(ld([other, own]), "<h1>Ferry back in service</h1>").article == own


def test_a_single_article_needs_no_proof() -> None:
    assert (
        page_of(ld({"@type": "NewsArticle", "headline": "Lone"}), "<h1>Ferry</h1>").article[
            "headline"
        ]
        == "Lone"
    )


def test_missing_facts_come_from_a_second_node_of_the_same_article() -> None:
    head = ld(
        {"@type": "LiveBlogPosting", "headline": "Storm live"},
        {"@type": "NewsArticle", "headline": "Storm live", "wordCount": 7},
    )
    page = page_of(head, "<h1>Storm live</h1>")
    assert page.stated("wordCount") == 7


def test_references_are_resolved() -> None:
    page = page_of(ld({"@graph": [{"@type": "Person", "@id": "#p", "name": "Ines Vidal"}]}))
    assert page.resolve({"@id": "#p"})["name"] == "Ines Vidal"
    assert page.resolve({"@id": "#q"}) == {"@id": "#q"}


def test_the_heading_is_the_one_that_the_page_declares() -> None:
    page = page_of(
        '<meta property="og:title" content="Ferry back in service">',
        "<h1>Politics</h1><h1>Ferry back in service</h1><p>Text</p>",
    )
    assert page.heading_text == "Ferry back in service"
    assert [element.tag for element in page.under_heading] == ["p"]


@pytest.mark.parametrize(
    "body, tags",
    [
        ("<h2>Ferry back in service</h2><p>By Ines Vidal</p>", ["p"]),
        ("<td><b>Ferry back in service</b><i>Ines</i></td>", ["i"]),
        ("<ul><li><b>Ferry back in service</b></li></ul><i>Ines</i>", []),
        ("<b>Gazette</b><i>Ines</i>", []),
        ("<b>Council votes</b><i>Ines</i>", []),
        (
            "<h1>Council votes</h1><p>Ines</p><b>Ferry back in service</b><i>Tom</i>",
            ["p", "b", "i"],
        ),
        ("<h2></h2><p>Ines</p>", []),
        ("<h2><script>sail()</script>Ferry back in service</h2><i>Ines</i>", ["i"]),
    ],
)
def test_elements_under_a_title_that_is_no_h1(body: str, tags: list[str]) -> None:
    page = page_of("<title>Ferry back in service | Gazette</title>", body)
    assert [element.tag for element in page.under_title] == tags
    assert [element.tag for element, _ in page.lines_under_title] == tags


def test_a_title_is_looked_for_in_time_that_grows_with_the_page() -> None:
    page = page_of(
        "<title>Ferry back in service</title>", "<div>" * 240 + "<b> </b><i></i>" * 20_000
    )
    with at_most(1.5):
        assert page.under_title == []


def test_the_words_of_a_page_are_those_that_it_shows() -> None:
    page = page_of(body="<p>(Ferry) <script>var sail</script>back,</p><p>ask@ferry.example</p>")
    assert page.words == {"Ferry", "back", "ask@ferry.example"}


def test_without_a_title_nothing_is_under_it() -> None:
    assert page_of("", "<h2>Ferry</h2><p>Ines</p>").under_title == []


def test_responses_without_a_tree() -> None:
    assert read_page(document_of(Response("https://x.example/a", body=b"\x89PNG"))).root is None
    assert (
        read_page(
            document_of(
                TextResponse(
                    "https://x.example/a",
                    body=b"[1, 2]",
                    headers={"Content-Type": "application/json"},
                )
            )
        ).root
        is None
    )
    assert read_page(document_of(HtmlResponse("https://x.example/a", body=b""))).h1s == []


def test_headers_are_lower_case_lists() -> None:
    assert page_of(headers={"X-Robots-Tag": "noindex"}).headers["x-robots-tag"] == ["noindex"]


def test_the_tree_stays_as_it_is() -> None:
    response = response_of(
        "<html><body><h1>A<!-- c --> b</h1><time datetime='2026-01-01'>x</time></body></html>"
    )
    before = response.selector.get()
    page = read_page(document_of(response))
    _ = page.articles, page.under_heading, page.outlet
    assert response.selector.get() == before


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/h1metalinkscript \"'=&;#x{}[]\x00\ud800ltime", max_size=300))
def test_never_raises_on_markup(html: str) -> None:
    page = read_page(document_of(response_of(html)))
    assert all("\ud800" not in text for text in page.h1s)
    _ = page.articles, page.site_names, page.outlet, page.under_heading


def test_links_without_an_address_and_links_of_huge_pages_are_left_out() -> None:
    body = '<p><a href="/b">B</a> <a name="top"></a> <a href="">here</a></p>'
    assert [(href, anchor.text) for href, anchor in page_of("", body).anchors] == [("/b", "B")]
    assert page_of("", body + "<i></i>" * (HUGE + 1)).anchors == []


def test_a_huge_page_holds_no_elements_and_is_not_asked_for_each() -> None:
    page = page_of("", "<i></i>" * (HUGE + 1))
    assert page.is_huge
    assert page.elements == page.marked == []
    assert not page_of("", "<i></i>" * 10).is_huge


@pytest.mark.parametrize("of", ["comment", "citation"])
def test_microdata_of_another_work_is_not_the_page_s(of: str) -> None:
    person = '<meta itemprop="author" content="Tom Hart">'
    other = (
        f'<div itemprop="{of}" itemscope><span itemprop="author" itemscope>x</span>{person}</div>'
    )
    own = '<div itemscope><meta itemprop="author" content="Ines Vidal"></div>'
    assert page_of("", f"<h1>Ferry back</h1>{own}{other}").meta["author"] == ["Ines Vidal"]
