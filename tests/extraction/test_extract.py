"""From a document to an Article: the parts together, pages of all kinds, and no exceptions."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import bridge
import jsonschema
import pytest
from bridge import TITLE, URL, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from newscrawl.extraction import extract
from newscrawl.extraction.profile import Profile
from newscrawl.items import Article, Author, Publisher, Via, json_schema
from newscrawl.middlewares.documents import document_of
from newscrawl.output.exporters import to_line
from newscrawl.text.compose import compose

STORY = bridge.STORY[:4]
NODE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2026-11-20T06:00:00+04:00",
    "author": [{"@type": "Person", "name": "Ann Ex"}],
    "articleSection": "World",
}
HEAD = (
    f'<meta charset="utf-8"><title>{TITLE} | Mill Lane Paper</title><meta property="og:type" content="article">'
    f'<meta property="og:site_name" content="Mill Lane Paper"><link rel="canonical" href="{URL}">'
    '<meta name="description" content="The old bridge is to be mended before spring.">'
    f'<script type="application/ld+json">{json.dumps(NODE)}</script>'
)
BODY = f"<nav><a href=/>Home</a></nav><article><h1>{TITLE}</h1><p>By Ann Ex</p>{paragraphs(STORY)}</article>"
PAGE = f'<!DOCTYPE html><html lang="en-GB"><head>{HEAD}</head><body>{BODY}</body></html>'
VIA = Via("section", "https://www.mill-lane-paper.example/world")
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def response(text: str = PAGE, url: str = URL, **kwargs: Any) -> HtmlResponse:
    return HtmlResponse(url, body=text.encode("utf-8", "surrogatepass"), encoding="utf-8", **kwargs)


def assert_fits(article: Article) -> None:
    """Checks that an article fits the schema, except for the fields that pipelines fill in."""
    article.text, article.id, article.revision = compose(article.blocks) or "x", "0" * 32, "0" * 32
    VALIDATOR.validate(json.loads(to_line(article)))


def test_a_page() -> None:
    article = extract(document_of(response()), via=VIA, fetched_at="2026-11-20T12:00:00Z")
    assert (article.url, article.requested_url, article.http_status, article.via) == (
        URL,
        URL,
        200,
        VIA,
    )
    assert (article.title, article.authors) == (TITLE, [Author("Ann Ex")])
    assert (article.published_at, article.date_published) == (
        "2026-11-20T02:00:00Z",
        "2026-11-20T06:00:00+04:00",
    )
    assert (article.language, article.section) == ("en-GB", "World")
    assert article.canonical_url == article.declared_canonical == URL
    assert article.publisher == Publisher(
        "mill-lane-paper.example", "Mill Lane Paper", "mill-lane-paper.example", None
    )
    assert [block.text for block in article.blocks] == STORY
    assert article.evidence.source == "page" and article.evidence.is_article is True
    assert any(line.text == "By Ann Ex" for line in article.evidence.dropped)
    assert_fits(article)


def test_facts_of_the_publishers_file_come_first() -> None:
    profile = Profile(
        "mill",
        "The Mill Lane Paper",
        "mill-lane-paper.example",
        country="GB",
        selectors={"title": "h2.t"},
    )
    article = extract(
        document_of(
            response(PAGE.replace("<article>", "<article><h2 class=t>A title of its own</h2>"))
        ),
        via=VIA,
        profile=profile,
    )
    assert article.publisher == Publisher(
        "mill", "The Mill Lane Paper", "mill-lane-paper.example", "GB"
    )
    assert article.title == "A title of its own"


@pytest.mark.parametrize(
    ("given", "stated"),
    [
        (
            datetime(2026, 11, 20, 6, 0, 0, 999, tzinfo=timezone(timedelta(hours=4))),
            "2026-11-20T02:00:00Z",
        ),
        (datetime(2026, 11, 20, 6, tzinfo=UTC), "2026-11-20T06:00:00Z"),
        ("2026-11-20T06:00:00Z", "2026-11-20T06:00:00Z"),
        (None, None),
    ],
)
def test_the_time_of_the_fetch(given: datetime | str | None, stated: str | None) -> None:
    assert extract(document_of(response()), via=VIA, fetched_at=given).fetched_at == stated


def test_the_final_and_the_requested_address() -> None:
    article = extract(document_of(response()), via=VIA, requested_url="http://mill.example/4711")
    assert (article.url, article.requested_url) == (URL, "http://mill.example/4711")


def test_a_local_file_has_no_canonical_address() -> None:
    article = extract(
        document_of(
            response(
                PAGE.replace(f'<link rel="canonical" href="{URL}">', ""), url="file:///tmp/a.html"
            )
        ),
        via=VIA,
    )
    assert (article.url, article.canonical_url) == ("file:///tmp/a.html", None)
    assert article.publisher.domain is None


def test_a_page_that_says_nothing_of_itself() -> None:
    article = extract(
        document_of(response(f"<html><body>{paragraphs(STORY)}</body></html>")),
        via=VIA,
    )
    assert [block.text for block in article.blocks] == STORY
    assert article.evidence.is_article is None
    assert (article.title, article.authors, article.published_at) == (None, [], None)
    assert_fits(article)


def test_a_plain_text() -> None:
    text = f"{TITLE}\n\n" + "\n\n".join(STORY)
    article = extract(
        document_of(TextResponse("file:///tmp/a.txt", body=text.encode(), encoding="utf-8")),
        via=VIA,
    )
    assert compose(article.blocks).endswith("\n\n".join(STORY))
    assert article.evidence.source == "text"
    assert article.language == "en"
    assert_fits(article)


def test_bytes_that_are_no_text() -> None:
    article = extract(
        document_of(Response("https://a.example/a.pdf", body=b"%PDF-1.7 \x00\x01")), via=VIA
    )
    assert article.blocks == []
    assert_fits(article)


@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"\x00", b"<p>", b"<html>", b"<!-- -->", b"\xef\xbb\xbf", b"<?xml version='1.0'?>"],
)
@pytest.mark.parametrize("kind", [HtmlResponse, TextResponse, XmlResponse])
def test_a_page_of_nothing(body: bytes, kind: type[TextResponse]) -> None:
    article = extract(document_of(kind(URL, body=body)), via=VIA)
    assert kind is not HtmlResponse or compose(article.blocks) == ""
    assert_fits(article)


def test_a_text_that_stands_in_the_pages_data_alone() -> None:
    node = {**NODE, "articleBody": "\n\n".join(STORY)}
    page = f'<html><head><script type="application/ld+json">{json.dumps(node)}</script></head><body><div id=app></div></body></html>'
    assert compose(extract(document_of(response(page)), via=VIA).blocks) == "\n\n".join(STORY)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1251", "shift_jis", "utf-16"])
def test_encodings(encoding: str) -> None:
    line = {
        "windows-1251": "Мост закрыт с прошлой зимы.",
        "shift_jis": "橋は去年の冬から閉まっている。",
    }.get(encoding, "Garçons façade.")
    page = PAGE.replace(STORY[0], f"{line} {STORY[0]}").replace("utf-8", encoding)
    made = HtmlResponse(
        URL, body=page.encode(encoding), headers={"Content-Type": f"text/html; charset={encoding}"}
    )
    assert extract(document_of(made), via=VIA).blocks[0].text == f"{line} {STORY[0]}"


def test_the_tree_is_parsed_once_and_not_changed() -> None:
    made = response()
    before = etree.tostring(made.selector.root)
    root = made.selector.root
    extract(document_of(made), via=VIA)
    assert made.selector.root is root
    assert etree.tostring(root) == before


def test_twice_gives_the_same() -> None:
    made = response()
    assert (
        extract(document_of(made), via=VIA)
        == extract(document_of(made), via=VIA)
        == extract(document_of(response()), via=VIA)
    )


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_to_a_page_raises(data: st.DataObject) -> None:
    """The damage: a piece is lost or doubled, or has other bytes in it."""
    whole = PAGE.encode()
    places = st.integers(0, len(whole))
    start, end, to = *sorted([data.draw(places), data.draw(places)]), data.draw(places)
    piece = data.draw(
        st.one_of(st.just(whole[start:end]), st.binary(max_size=20), st.sampled_from(WEDGES))
    )
    body = (
        (whole[:start] + whole[end:] if data.draw(st.booleans()) else whole)[:to]
        + piece
        + whole[to:]
    )
    url = data.draw(
        st.sampled_from(
            [
                URL,
                "file:///tmp/a b.html",
                "http://[::1]/x",
                "http://192.0.2.1:8080/",
                "https://xn--bcher-kva.example/",
            ]
        )
    )
    assert_fits(extract(document_of(HtmlResponse(url, body=body)), via=VIA))


WEDGES = [
    b'<link rel=canonical href="//[">',
    b'<meta property="article:published_time" content="0000-99-99T99:99">',
    b'<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": {"@value": 7}}, "headline": [[]]}</script>',
    b'<script type="application/ld+json">{"@type": ["NewsArticle"], "datePublished": 1e999, "image": [null, {"url": []}]}</script>',
    b'<script type="application/ld+json">' + b"[" * 5000 + b"</script>",
    b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "\\ud83d", "articleBody": "\\udc00"}</script>',
    b"<html lang='" + b"x-" * 200 + b"'>",
    b"<svg><title>x</title></svg><math>",
    b"<div>" * 3000,
]


@pytest.mark.parametrize("wedge", WEDGES, ids=range(len(WEDGES)))
def test_broken_data_leaves_the_text_whole(wedge: bytes) -> None:
    page = PAGE.encode().replace(
        b"</head>",
        wedge + b"</head>"
        if wedge.startswith((b"<base", b"<link", b"<meta", b"<script"))
        else b"</head>",
    )
    if wedge not in page:
        page = page.replace(b"</article>", b"</article>" + wedge)
    article = extract(document_of(HtmlResponse(URL, body=page)), via=VIA)
    assert [block.text for block in article.blocks][: len(STORY)] == STORY
    assert article.title == TITLE
    assert_fits(article)


def test_a_broken_base_leaves_the_text_whole() -> None:
    article = extract(
        document_of(response(PAGE.replace("<head>", '<head><base href="http://[broken">'))), via=VIA
    )
    assert [block.text for block in article.blocks] == STORY


def test_lines_in_the_place_of_a_caption_that_are_no_captions() -> None:
    story = (
        "The council met on Tuesday evening and agreed, by nine votes to two, to mend the old "
        "bridge over the river. "
    )
    figure = "<figure><img src=/{0}.jpg><figcaption>{1}</figcaption></figure>"
    body = figure.format("bridge", "The bridge before the flood") + figure.format(
        "ad", "Advertisement"
    )
    page = f"<html><body><article><h1>Bridge</h1><p>{story * 2}</p>{body}<p>{story * 3}</p></article></body></html>"
    article = extract(document_of(response(page)), via=Via("archive", None))
    assert [block.text for block in article.blocks if block.type == "caption"] == [
        "The bridge before the flood"
    ]
    assert [image.caption for image in article.images] == ["The bridge before the flood", None]
    assert ("Advertisement", "extraction.caption") in [
        (one.text, one.rule) for one in article.evidence.dropped
    ]


def test_a_byline_under_a_portrait_is_no_caption() -> None:
    story = (
        "The council met on Tuesday evening and agreed, by nine votes to two, to mend the old "
        "bridge over the river. "
    )
    figure = "<figure><img src=/{0}.jpg><figcaption>{1}</figcaption></figure>"
    figures = figure.format("a", "By Ines Vidal") + figure.format(
        "b", "Ines Vidal crosses the bridge"
    )
    head = '<meta name="author" content="Ines Vidal">'
    body = f"<article><h1>Bridge</h1><p>{story * 2}</p>{figures}<p>{story * 3}</p></article>"
    article = extract(
        document_of(response(f"<html><head>{head}</head><body>{body}</body></html>")),
        via=Via("archive", None),
    )
    assert [block.text for block in article.blocks if block.type == "caption"] == [
        "Ines Vidal crosses the bridge"
    ]
    assert [image.caption for image in article.images] == [None, "Ines Vidal crosses the bridge"]
    assert ("By Ines Vidal", "extraction.byline") in [
        (one.text, one.rule) for one in article.evidence.dropped
    ]


@pytest.mark.parametrize(
    ("line", "is_text"),
    [
        ("Ines Vidal (text), Tom Hart (photos) 20.11.2026, 05.30 5 minutes to read", False),
        (
            "By Ines Vidal, published on 20 November at 16h30, changed on 20 November at 17h02",
            False,
        ),
        ("Ines Vidal was on the bridge at 10:15.", True),
        ("The bridge is to be closed on 20.11.2026, from 05.30 on", True),
    ],
)
def test_a_byline_with_its_date_above_the_text_is_no_line_of_it(line: str, is_text: bool) -> None:
    story = (
        "The council met on Tuesday evening and agreed, by nine votes to two, to mend the old "
        "bridge over the river. "
    )
    head = '<meta name="author" content="Ines Vidal">'
    lead = f'<p class="lead">{story.replace("nine", "ten")}</p>'
    body = (
        f"<article><h1>Bridge</h1>{lead}<p>{line}</p><p>{story * 2}</p><p>{story * 3}</p></article>"
    )
    article = extract(
        document_of(response(f"<html><head>{head}</head><body>{body}</body></html>")),
        via=Via("archive", None),
    )
    assert (line in [block.text for block in article.blocks]) is is_text


@pytest.mark.parametrize("line", ["20 November 2026, 10:15", "Friday, 20 November 2026"])
def test_a_date_above_the_text_is_no_line_of_it(line: str) -> None:
    page = PAGE.replace("<p>By Ann Ex</p>", f"<p>By Ann Ex</p><p>{line}</p>")
    article = extract(document_of(response(page)), fetched_at="2026-11-20T12:00:00Z")
    assert [block.text for block in article.blocks] == STORY
    told = f"{line}: the bridge is closed"
    page = PAGE.replace("<p>By Ann Ex</p>", f"<p>By Ann Ex</p><p>{told}</p>")
    dropped = extract(document_of(response(page))).evidence.dropped
    assert told not in [one.text for one in dropped if one.rule == "extraction.date_line"]
