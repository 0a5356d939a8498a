"""Hostile and broken pages: no exception, bounded time and memory, and a reason if something is
given up.
"""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from typing import Any

import bridge
import jsonschema
import pytest
from bridge import TITLE, URL, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st
from processor_time import at_most
from scrapy.http import HtmlResponse
from scrapy.utils.misc import build_from_crawler
from scrapy.utils.test import get_crawler

from newscrawl.extraction import extract
from newscrawl.items import Article, Via, json_schema
from newscrawl.middlewares.documents import document_of
from newscrawl.output.exporters import to_line
from newscrawl.pipelines.articles import ArticlesPipeline
from newscrawl.text.compose import compose

STORY = bridge.STORY[:3]
TEXT = paragraphs(STORY)
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def page(head: str = "", body: str = f"<article><h1>{TITLE}</h1>{TEXT}</article>") -> bytes:
    return f'<html><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>{body}</body></html>'.encode()


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def node(**values: Any) -> str:
    return ld(json.dumps({"@type": "NewsArticle", "headline": TITLE, **values}))


def record(body: bytes, url: str = URL, **kwargs: Any) -> Article:
    """Returns the article of a page, after it was checked against the schema."""
    article = extract(document_of(HtmlResponse(url, body=body, **kwargs)), via=Via("archive"))
    said = compose(article.blocks)
    article.text, article.id, article.revision, article.crawl_id = (
        said or "x",
        "0" * 32,
        "0" * 32,
        "x",
    )
    VALIDATOR.validate(json.loads(to_line(article)))
    article.text = said
    return article


LARGE: dict[str, Callable[[], bytes]] = {
    "nested": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}" + "<div>" * 100_000 + STORY[0]),
    "nested inline": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}" + "<b>" * 100_000 + STORY[0]),
    "nested lists": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}" + "<ul><li>" * 50_000),
    "a large attribute": lambda: page(body=f'<div class="{"a b-c " * 1_700_000}"><h1>{TITLE}</h1>{TEXT}</div>'),
    "large attributes of a head": lambda: page(
        f'<meta name=description content="{"x" * 5_000_000}"><link rel=canonical href="{"y" * 5_000_000}">'
    ),
    "a large data attribute": lambda: page(body=f'<article data-x="{"z" * 10_000_000}"><h1>{TITLE}</h1>{TEXT}</article>'),
    "a large text": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}<p>{'word ' * 600_000}</p>"),
    "a word of a million": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}<p>{'w' * 1_000_000}</p>"),
    "many paragraphs": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT * 5_000}"),
    "many links": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}<p>{'<a href=/p/2?page=2>x</a> ' * 60_000}</p>"),
    "many headlines": lambda: page(body=f"<h1>{TITLE}</h1>" * 20_000 + TEXT),
    "many bylines": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}" + "<span class=byline>By Ann Ex</span>" * 40_000),
    "many figures": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}" + "<figure><img src=x><figcaption>A bridge</figcaption></figure>" * 6_000),
    "one figure": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}<figure>{'<figcaption>A bridge</figcaption>' * 15_000}</figure>"),
    "cards": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}" + "<div><a href=x>A ferry</a><p>is found</p></div>" * 15_000),
    "a caption of signs": lambda: page(
        body=f"<h1>{TITLE}</h1>{TEXT}<figure><img src=x><figcaption>{'(© / . A ' * 20_000}</figcaption></figure>"
    ),
    "a picture's name": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}<figure><img src={'lazy' * 1_000_000}></figure>"),
    "labelled dates": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}" + "<b>1:11 20 Jan 20 1.1.20 2026</b>" * 15_000),
    "styles": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}" + f"<p style='{'text-align ' * 500}'>Ann Ex</p>" * 1_500),
    "scripts": lambda: page("<script>" + '{"publishedAt": "2026-01-01", ' * 100_000 + "</script>"),
    "many times": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}" + "<time datetime=2026>1 May</time>" * 50_000),
    "deep metas": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}" + "<div itemscope>" * 200 + "<meta itemprop=author content=A>" * 50_000),
    "many metas": lambda: page('<meta property="article:author" content="Ann Ex">' * 50_000),
    "huge JSON-LD": lambda: page(node(articleBody="word " * 1_500_000)),
    "deep JSON-LD": lambda: page(ld("[" * 200_000 + "]" * 200_000)),
    "an array of arrays": lambda: page(ld(json.dumps([[[{"@type": "NewsArticle", "author": [[[["A"]]]]}] * 50] * 50]))),
    "many nodes": lambda: page(ld(json.dumps({"@graph": [{"@type": "NewsArticle", "headline": TITLE}] * 20_000}))),
    "many authors": lambda: page(node(author=[{"@type": "Person", "name": f"Ann Ex {n}"} for n in range(20_000)])),
    "backslashes": lambda: page(ld("{" + "\\" * 400_000)),
    "brackets in a byline": lambda: page(f'<meta name=author content="{"(" * 20_000}">', f"<h1>{TITLE}</h1>{TEXT}"),
    "selectors": lambda: page(node(hasPart=[{"cssSelector": ".a " * 60, "isAccessibleForFree": False}] * 100)),
    # 20,000 titles without an end took 37 s, because each looked for its end in the rest of the page
    "open titles": lambda: page(body=f"<h1>{TITLE}</h1>{TEXT}<button><div></button>" + f"<title> {'x' * 300}" * 20_000),
    "state": lambda: page(f"<script>window.x = {json.dumps([{'a': ['word ' * 10] * 50}] * 2_000)}</script>", "<div></div>"),
}  # fmt: skip


@pytest.mark.parametrize("kind", LARGE)
def test_time_is_bounded(kind: str) -> None:
    body = LARGE[kind]()
    with at_most(3):
        record(body)


@pytest.mark.parametrize("kind", ["nested", "huge JSON-LD", "a large attribute"])
def test_memory_is_bounded(kind: str) -> None:
    body = LARGE[kind]()
    record(page())  # what is loaded late
    tracemalloc.start()
    record(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 15 * len(body) + 40_000_000


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("nested", "too_deep"),
        ("many paragraphs", "too_long"),
        ("huge JSON-LD", "data_unread"),
        ("deep JSON-LD", "data_unread"),
    ],
)
def test_limits_that_were_reached_are_counted(kind: str, reason: str) -> None:
    crawler = get_crawler()
    pipeline = build_from_crawler(ArticlesPipeline, crawler)
    pipeline.process_item(record(LARGE[kind]()))
    assert crawler.stats.get_value(f"newscrawl/articles/{reason}") == 1
    pipeline.process_item(record(page(node())))
    assert crawler.stats.get_value(f"newscrawl/articles/{reason}") == 1


@pytest.mark.parametrize(
    "script",
    [
        "{", "nothing", "[[[]]]", "null", "7", '"x"', "[null, [null], {}]", '{"@type": null}', '{"@graph": {"@graph": [[]]}}',
        '{"@type": "NewsArticle", "headline": "</p><p>x", "articleBody": {"a": 1}}',
        '{"@type": "NewsArticle", "articleBody": "\\ud800<p>\\u0000</p>"}',
        '{"@type": "NewsArticle", "mainEntityOfPage": {"@id": "//["}, "author": {"url": "//[", "name": ["A", ["B"], {"name": 3}]}}',
        '{"@type": "NewsArticle", "image": {"url": {"@id": 3}, "caption": ["x"]}, "hasPart": [1, {"cssSelector": [":not(", 3]}]}',
        '{"@type": "NewsArticle", "wordCount": 1e400, "datePublished": [], "dateModified": {"@value": "2026"}}',
        '{"@type": ["NewsArticle", 3, null], "keywords": [1, null, {"a": 2}], "inLanguage": [3], "publisher": [[{}]]}',
        '{"@id": "a", "author": {"@id": "a"}, "publisher": {"@id": "a"}, "@type": "NewsArticle"}',
        '<script>alert(1)</script>{"@type": "NewsArticle"}',
        '{"@type": "NewsArticle", "description": "<script>alert(1)</script>", "headline": "<!-- x -->"}',
    ],
)  # fmt: skip
def test_odd_data_leaves_the_text_whole(script: str) -> None:
    article = record(page(ld(script)))
    assert article.text.endswith("\n\n".join(STORY))
    assert "alert" not in article.text


@pytest.mark.parametrize(
    "date",
    ["0001-01-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00", "9999-12-31T23:59:59-14:00", "0000-00-00", "-0001-01-01",
     "2026-02-30", "99999-01-01", "253402300800", "9" * 13, "9" * 300, "2026-01-01T25:61:61Z", "2026-01-01T00:00:00+99:99", "١٢٣٤-٥٦-٧٨", "1" * 10_000,
     "31.12.9999 23:59 Uhr", "/Date(9999999999999)/", "9999999999.999", "31.12.9999 24h99", "01.01.0001 kl. 99.99", "May 8, 9999 3 PM ET",
     "1/1/2026 1:11 GMT+99:99", "99h99", "January 1, 0001", "Mon, 01 Jan 0001 00:00:00 +0000", "\x00", "{}", "2026-W01"],
)  # fmt: skip
def test_no_date_raises_or_is_published_beyond_reason(date: str) -> None:
    said = date.replace("\x00", "")
    head = f'<meta property="article:published_time" content="{said}"><meta name=date content="{said}">'
    body = f"<article><h1>{TITLE}</h1><time datetime='{said}'>{said}</time><p class=date>{said}</p>{TEXT}</article>"
    for where in (page(head), page(node(datePublished=date, dateModified=date)), page(body=body)):
        article = record(where, url="https://paper.example/a")
        assert not article.date_published or 1800 <= int(article.date_published[:4]) <= 2200


def test_names_of_ten_thousand_characters_are_ignored() -> None:
    for name in (
        "x" * 10_000,
        "Ann Ex " * 1_500,
        "By " * 3_300,
        "(" * 10_000,
        "," * 10_000,
        "A, " * 3_300,
        "and " * 2_500,
        "Photo: " * 1_400,
        "is a " * 2_000,
        "1 min read " * 900,
    ):
        head = f'<meta name=author content="{name}">' + node(
            author={"@type": "Person", "name": name}
        )
        article = record(page(head, f"<h1>{TITLE}</h1><p class=byline>{name}</p>{TEXT}"))
        assert all(len(author.name) <= 80 for author in article.authors)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://x/y", "//[", "http://", "http://[::1", "http://a:b/", "//\x7f", "http://x" * 1000,
     "about:blank", "mailto:a@b", " ", "#", "?", "http://\ud800/"],
)  # fmt: skip
def test_addresses_that_are_not_http_are_ignored(address: str) -> None:
    shown = address.encode("utf-8", "replace").decode()
    head = (
        "".join(
            f'<link rel="{rel}" href="{shown}">'
            for rel in ("canonical", "next", "license", "author", "amphtml")
        )
        + f'<base href="{shown}"><meta property="og:image" content="{shown}"><meta property="og:url" content="{shown}">'
    )
    data = node(
        url=address,
        image=address,
        author={"name": "Ann Ex", "url": address},
        mainEntityOfPage=address,
    )
    body = f"<article><h1><a href='{shown}'>{TITLE}</a></h1><figure><img src='{shown}'><figcaption>A bridge.</figcaption></figure>{TEXT}</article>"
    article = record(page(head + data, body))
    declared = [
        article.canonical_url,
        article.declared_canonical,
        *(author.url for author in article.authors),
    ]
    assert all(url.startswith(("http://", "https://")) for url in declared if url)


@pytest.mark.parametrize(
    "declared",
    [
        "utf-8",
        "utf-16",
        "utf-32",
        "shift_jis",
        "windows-1251",
        "gb18030",
        "x-unknown",
        "utf-7",
        "cp037",
    ],
)
@pytest.mark.parametrize("written", ["utf-8", "utf-16", "latin-1"])
def test_wrong_charsets(declared: str, written: str) -> None:
    body = page().decode().replace("utf-8", declared, 1).encode(written)
    record(body)
    record(body, headers={"Content-Type": f"text/html; charset={declared}"})


WHOLE = page(
    node(author={"@type": "Person", "name": "Ann Ex"}, datePublished="2026-11-20T06:00:00+04:00", articleBody="\n".join(STORY))
    + '<meta property="og:title" content="The old bridge"><meta name=author content="Ann Ex">',
    f"<nav><ul><li><a href=/>Home</a></ul></nav><article><h1>{TITLE}</h1><p class=standfirst>{STORY[0]}</p>"
    f"<time datetime=2026-11-20>20 November</time><figure><img src=/b.jpg><figcaption>A bridge. <span class=credit>A. Ex</span>"
    f"</figcaption></figure>{TEXT}<ul><li>One arch.</li></ul><table><tr><td>a<td>1</table><blockquote>No.</blockquote></article>"
    "<aside class=related><p>More of it</p></aside><footer>The Paper</footer>",
)  # fmt: skip
TAGS = b"div p ul li table tr td figure figcaption blockquote h1 h2 a span article aside br script style svg math template select".split()


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_no_mutation_raises(data: st.DataObject) -> None:
    """The mutations: pieces are cut, doubled or swapped; other tags, bytes and null bytes are put
    in.
    """
    body = WHOLE
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(body)))
        end = min(len(body), start + data.draw(st.integers(0, 400)))
        tag = data.draw(st.sampled_from(TAGS))
        piece = data.draw(
            st.sampled_from(
                [b"", body[start:end] * 2, b"\x00", b"\xff\xfe", b"<!--", b"]]>", b"<![CDATA[", b"<" + tag + b">", b"</" + tag + b">",
                 b"<" + tag + b" class='related caption credit lead'>", b"&#0;&#xd800;&#x110000;", b"\xed\xa0\x80", b"<?xml encoding='utf-16'?>"]
            )
        )  # fmt: skip
        body = body[:start] + piece + body[end:]
    record(body[: data.draw(st.integers(0, len(body)))] if data.draw(st.booleans()) else body)


@settings(max_examples=60, deadline=None)
@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from([URL, "2026-11-20", "<p>x</p>"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["@type", "@id", "@graph", "name", "url", "author", "headline", "image", "publisher",
                                       "datePublished", "articleBody", "hasPart", "cssSelector", "keywords", "wordCount"]), inner, max_size=5),
    max_leaves=25,
))  # fmt: skip
def test_no_data_raises(value: Any) -> None:
    record(
        page(
            ld(
                json.dumps(
                    {
                        "@type": "NewsArticle",
                        "author": value,
                        "image": value,
                        "mainEntity": value,
                        "@graph": value,
                    }
                )
            ),
            TEXT,
        )
    )
    record(page(node(articleBody=value), "<div></div>"))


PIECES = st.sampled_from(["table", "tr", "td", "div", "p", "h2", "figure", "figcaption", "ul", "li", "blockquote", "aside", "section", "a href=x", "img src=x", "br", "time"])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(PIECES, st.sampled_from(["", "lead", "caption", "photo", "credit", "related", "body"]),
                       st.sampled_from(["", "A bridge", "Foto: A. Ex", *STORY]), st.booleans()), max_size=14),
    st.booleans(),
)  # fmt: skip
def test_nothing_between_headline_and_body_raises(
    parts: list[tuple[str, str, str, bool]], above: bool
) -> None:
    markup = "".join(
        f'<{tag} class="{name}">{text}' + (f"</{tag.split()[0]}>" if closed else "")
        for tag, name, text, closed in parts
    )
    said = f'<meta name=description content="{STORY[0]} {STORY[1]}">'
    body = (
        f"<h1>{TITLE}</h1>{markup}<div class=body>{TEXT}</div>"
        if above
        else f"<h1>{TITLE}</h1><div>{TEXT}{markup}{TEXT}</div>"
    )
    record(page(said, body))


def test_a_standfirst_in_a_table() -> None:
    cells = "".join(f"<td><div>{line}</div></td>" for line in STORY[:2])
    article = record(
        page(
            body=f"<h1>{TITLE}</h1><table class=lead><tr>{cells}</tr></table><div>{TEXT * 3}</div>"
        )
    )
    assert article.text.startswith("\n\n".join(STORY[:2]))
