"""The inputs of hostile.py: each is made when it is asked for."""

from __future__ import annotations

import gzip
import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from loopback import HTML, PLAIN, XML

SENTENCE = (
    "It was of this that the whole town of Harrow spoke on Friday, from the harbour to the hill. "
)


@dataclass(frozen=True)
class Input:
    """A body of a kind (article, feed, sitemap, list, robots), and the headers that come with it."""

    kind: str
    body: Callable[[], bytes]
    headers: Mapping[str, str] = field(default_factory=lambda: HTML)


def page(inside: bytes, head: bytes = b"", title: str = "A story of Harrow") -> bytes:
    """Returns an article's page with something in it."""
    is_article = '<meta property="og:type" content="article">'
    start = f'<html lang="en"><head><title>{title}</title>{is_article}'.encode()
    middle = f"</head><body><article><h1>{title}</h1>{f'<p>{SENTENCE * 2}</p>' * 8}".encode()
    return start + head + middle + inside + b"</article></body></html>"


def article(title: str) -> Input:
    """Returns a good article."""
    own = f"<p>{title} is told here, and {title} alone. </p>".encode() * 3
    return Input("article", lambda: page(own, title=title))


def _page(
    inside: Callable[[], bytes], head: bytes = b"", headers: Mapping[str, str] = HTML
) -> Input:
    return Input("article", lambda: page(inside(), head), headers)


ITEM = b"<item><title>T</title><link>SITE/2026/11/21/a-story-of-the-town</link></item>"


def _feed(
    inside: Callable[[], bytes], before: bytes = b"", headers: Mapping[str, str] = XML
) -> Input:
    return Input(
        "feed",
        lambda: before + b'<rss version="2.0"><channel>' + inside() + b"</channel></rss>",
        headers,
    )


_raw = partial(Input, "article")
_sitemap = partial(Input, "sitemap", headers=XML)


def _charset(name: str, size: int = 2_000_000) -> Input:
    return _page(
        lambda: b"\xc3\xa9-" * (size // 3), headers={"Content-Type": f"text/html; charset={name}"}
    )


def _attributes(number: int) -> bytes:
    return b" ".join(b"a%d='1'" % n for n in range(number))


def _noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def _gzip(body: Callable[[], bytes]) -> Callable[[], bytes]:
    return lambda: gzip.compress(body())


GZIP = {**HTML, "Content-Encoding": "gzip"}
MOJIBAKE = "Ã©Ã¨â€™".encode()

ARTICLES: dict[str, Input] = {
    "punycode": _charset("punycode"),
    "punycode-in-meta": _page(lambda: b"\xc3\xa9-" * 700_000, b'<meta charset="punycode">', {"Content-Type": "text/html"}),
    "punycode-gzip": Input("article", _gzip(lambda: page(b"\xc3\xa9-" * 4_000_000)), {**GZIP, "Content-Type": "text/html; charset=punycode"}),
    **{f"charset-{name}": _charset(name, 60_000) for name in ("hex", "zlib", "rot13", "idna", "undefined", "utf-7", "base64")},
    "charset-windows-1253": _raw(lambda: b"<html>" + b"\xff" * 8_000_000, {"Content-Type": "text/html; charset=windows-1253"}),
    "undeclared-bytes": _raw(lambda: b"<html><p>" + bytes(range(128, 256)) * 60_000, {"Content-Type": "text/html"}),
    "mojibake-75k": _page(lambda: b"<p>" + MOJIBAKE * 25_000),
    "mojibake-500k": _page(lambda: b"<p>" + MOJIBAKE * 170_000),
    "mojibake-spaced": _page(lambda: b"<p>" + (MOJIBAKE + b" ") * 150_000),
    "mojibake-layers": _page(lambda: b"<p>" + "é".encode().decode("latin-1").encode().decode("latin-1").encode() * 200_000),
    "entities-twice": _page(lambda: b"<p>" + b"&amp;lt;" * 500_000),
    "entities-many-times": _page(lambda: b"<p>" + b"&amp;" * 20 + b"lt;" + b"&amp;amp;amp;amp;lt; " * 200_000),
    "percent-encoded": _page(lambda: b"<p>" + b"%3Cp%3E" * 500_000),
    "controls": _page(lambda: b"<p>" + b"\x01\x1b[2J\xc2\x85\xe2\x80\xae" * 400_000),
    "soft-hyphens": _page(lambda: b"<p>" + "\u00ad\u200b\u2060".encode() * 400_000),
    "combining-marks": _page(lambda: b"<p>a" + "\u0301\u0323".encode() * 500_000),
    "question-marks": _page(lambda: b"<p>" + "?\ufffd".encode() * 500_000),
    "white-space": _page(lambda: b"<p>" + b" \n\t" * 2_000_000),
    "bars": _page(lambda: b"<p>" + b"en / ar | " * 500_000),
    "one-word": _page(lambda: b"<p>" + b"a" * 8_000_000),
    "one-line-of-points": _page(lambda: b"<p>" + b"." * 8_000_000),
    "words": _page(lambda: b"<p>" + SENTENCE.encode() * 80_000),
    "paragraphs": _page(lambda: f"<p>{SENTENCE}</p>".encode() * 60_000),
    "short-paragraphs": _page(lambda: b"<p>a b</p>" * 120_000),
    "attributes-2000-by-990": _page(lambda: (b"<p " + _attributes(990) + b">x</p>") * 1_500),
    "attributes-of-one": _page(lambda: b"<p " + _attributes(200_000) + b">x"),
    "attributes-without-values": _page(lambda: b"<p " + b" ".join(b"a%d" % n for n in range(300_000)) + b">x"),
    "long-attribute": _page(lambda: b"<p title='" + b"x" * 12_000_000 + b"'>x"),
    "classes": _page(lambda: b"<p class='" + b"related share promo " * 200_000 + b"'>x"),
    "deep": _page(lambda: b"<div>" * 200_000),
    "deep-inline": _page(lambda: b"<b><i>" * 100_000),
    "tags": _page(lambda: b"<br>" * 3_000_000),
    "tags-below-the-bound": _page(lambda: b"<p>x<b>y</b></p>" * 110_000),
    "unclosed-tags": _page(lambda: b"<a <b <c " * 800_000),
    "less-thans": _page(lambda: b"<" * 8_000_000),
    "comments": _page(lambda: b"<!-- x -->" * 240_000),
    "unclosed-comments": _page(lambda: b"<!--" * 2_000_000),
    "early-ends": _page(lambda: b"</body></html>" * 600_000),
    "table-in-table": _page(lambda: b"<table><tr><td>" * 60_000),
    "open-divs": _page(lambda: b"<body><div><td>x</div></td>" * 80_000),
    "open-titles": _page(lambda: b"<button><div></button>" + (b"<title> " + b"x" * 300) * 20_000),
    "forms-and-selects": _page(lambda: b"<form><select><option>" * 70_000),
    "nul-bytes": _page(lambda: b"\0" * 8_000_000),
    "links-4000-long": _page(lambda: b"".join(b"<a href='/%d%s'>x</a>" % (n, b"%" * 1900) for n in range(4_000))),
    "links-broken": _page(lambda: b"<a href='http://['>x y z</a>" * 60_000),
    "images": _page(lambda: b"<figure><img src='http://['><figcaption>x</figcaption></figure>" * 40_000),
    "title-of-a-million": _raw(lambda: page(b"", title="A story " * 125_000)),
    "metas": _page(lambda: b"", b"<meta name='author' content='A B'>" * 100_000),
    "authors": _page(lambda: b"", b'<script type="application/ld+json">{"@type":"NewsArticle","author":[' + b'{"name":"A B"},' * 100_000 + b'{"name":"C D"}]}</script>'),
    "json-ld-deep": _page(lambda: b"", b'<script type="application/ld+json">' + b'{"@graph":[' * 100_000 + b"</script>"),
    "json-ld-broken": _page(lambda: b"", b'<script type="application/ld+json">{"a": "' + b'\\" , \n' * 800_000 + b"</script>"),
    "json-ld-body": _page(lambda: b"", b'<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"' + SENTENCE.encode() * 80_000 + b'"}</script>'),
    "dates": _page(lambda: b"<time datetime='" + b"1 of May " * 5_000 + b"'>x</time>" + b"<time>2026-11-20 10:00</time>" * 50_000),
    "scripts": _page(lambda: b"<script>window.__STATE__={" + b'"a":{"b":"c d e"},' * 400_000 + b"}</script>"),
    "plain-entities": Input("article", lambda: b"&lt;" * 750_000, PLAIN),
    "png-as-html": _raw(lambda: b"\x89PNG\r\n\x1a\n" + _noise(3_000_000)),
    "noise-as-html": _raw(lambda: os.urandom(4_000_000)),
    "ampersands": _raw(lambda: b"<html><p>" + b"&" * 15_000_000),
    "zip-bomb": Input("article", _gzip(lambda: b"<p>" + b"a" * 200_000_000), GZIP),
    "gzip-of-tags": Input("article", _gzip(lambda: b"<html>" + b"<p>" * 5_000_000), GZIP),
    "bidi-in-the-title": _raw(lambda: page(b"", title="Story \u202e\u2066 of \u0085 the \u2028 town")),
    "language-of-a-million": _raw(lambda: page(b"").replace(b'lang="en"', b'lang="' + b"e" * 1_000_000 + b'"')),
    "meta-refresh": _raw(lambda: b"<meta http-equiv=refresh content='0;url=" + b"a" * 2_000_000 + b"'>" + b"<p>x" * 1_000),
    "base-broken": _page(lambda: b"<a href='x'>y</a>" * 20_000, b"<base href='http://['>"),
}  # fmt: skip

FEEDS: dict[str, Input] = {
    "lines": _feed(lambda: ITEM, b"<?xml version='1.0'?>" + b"\n" * 200_000),
    "lines-utf-16": Input("feed", lambda: ("<rss><channel>" + "\n" * 3_000_000).encode("utf-16"), XML),
    "attributes": _feed(lambda: ITEM.replace(b"<item", b"<item " + _attributes(390_000))),
    "attributes-500k": _feed(lambda: ITEM.replace(b"<item", b"<item " + _attributes(500_000))),
    "ampersands-4m": _feed(lambda: ITEM.replace(b"T<", b"&" * 4_000_000 + b"<")),
    "names": _feed(lambda: ITEM.replace(b"T<", b"&nbsp;" * 390_000 + b"<")),
    "items": _feed(lambda: b"<item>" * 149_000),
    "long-links": _feed(lambda: b"<item><link>SITE/%s</link></item>" % (b"%" * 2_000) * 3_500),
    "cdata": _feed(lambda: b"<item>" + b"<![CDATA[" * 149_000),
    "laughs": Input("feed", lambda: b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', XML),
    "punycode-feed": _feed(lambda: ITEM + b"\xc3\xa9-" * 800_000, headers={"Content-Type": "text/xml; charset=punycode"}),
    "json-deep": Input("feed", lambda: b'{"items":' + b"[" * 4_000_000, {"Content-Type": "application/json"}),
    "bomb-feed": Input("feed", _gzip(lambda: b"<rss>" + b" " * 60_000_000), XML),
}  # fmt: skip

SITEMAPS: dict[str, Input] = {
    "no-addresses": _sitemap(lambda: b"http:[\n" * 2_000_000, headers=PLAIN),
    "addresses": _sitemap(lambda: b"SITE/2026/11/21/a-story\n" * 250_000, headers=PLAIN),
    "addresses-packed": _sitemap(_gzip(lambda: b"http://127.0.0.1:9/2026/11/21/a-story\n" * 1_300_000), headers=PLAIN),
    "lines-of-nothing": _sitemap(lambda: b"http" + b"\n" * 15_000_000, headers=PLAIN),
    "elements": _sitemap(lambda: b"<urlset>" + (b"<url><loc>SITE/a</loc>" + b"<a/>" * 34 + b"</url>") * 50_000),
    "one-tag": _sitemap(lambda: b"<urlset><url " + _attributes(1_000_000) + b"/></urlset>"),
    "news-in-news": _sitemap(lambda: b"<urlset xmlns:news='n'><url><loc>SITE/a</loc><news:news>" + b"<news:title>x</news:title>" * 90_000),
    "feed-as-sitemap": _sitemap(lambda: b"<?xml version='1.0'?>" + b"\n" * 200_000 + b"<rss><channel>" + ITEM + b"</channel></rss>"),
    "index": _sitemap(lambda: b"<sitemapindex>" + b"<sitemap><loc>SITE/2020-2020-2020-2020</loc></sitemap>" * 49_000),
}  # fmt: skip

ROBOTS: dict[str, Input] = {
    "sitemap-lines": Input("robots", lambda: b"User-agent: *\nAllow: /\n" + b"Sitemap: SITE/none.xml\n" * 350_000, PLAIN),
}  # fmt: skip

INPUTS = {**FEEDS, **SITEMAPS, **ARTICLES, **ROBOTS}
