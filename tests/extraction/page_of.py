"""Pages for tests of the facts: a head, a body and an address make a `Page`."""

from __future__ import annotations

import json
from typing import Any

from scrapy.http import HtmlResponse

from newscrawl.extraction.page.page import Page
from newscrawl.extraction.page.page_reader import read_page
from newscrawl.middlewares.documents import document_of

URL = "https://www.morning-gazette.example/politics/2026/04/21/council-votes-on-new-harbour-bridge-48213"


def response_of(html: str, url: str = URL, headers: dict[str, str] | None = None) -> HtmlResponse:
    return HtmlResponse(
        url, headers=headers or {}, body=html.encode("utf-8", "surrogatepass"), encoding="utf-8"
    )


def page_of(
    head: str = "",
    body: str = "",
    url: str = URL,
    headers: dict[str, str] | None = None,
    lang: str = "",
) -> Page:
    attribute = f' lang="{lang}"' if lang else ""
    return read_page(
        document_of(
            response_of(
                f"<html{attribute}><head>{head}</head><body>{body}</body></html>", url, headers
            )
        )
    )


def ld(*nodes: Any) -> str:
    """Returns JSON-LD scripts, one for each node."""
    return "".join(
        f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes
    )


def meta(**values: str) -> str:
    """Returns meta tags. `article__published_time="…"` gives the property article:published_time."""
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{value}">'
        for name, value in values.items()
    )
