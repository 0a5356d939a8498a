"""The tree of a response."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from newscrawl.middlewares.documents import root_of


def response(body: bytes) -> HtmlResponse:
    return HtmlResponse("http://daily.example/", body=body, encoding="utf-8")


def test_links_behind_an_early_end_of_the_page_are_read() -> None:
    page = response(b"<body><a href=/a>A</a></body></html><a href=/b>B</a>")
    assert root_of(page).xpath("//a/@href") == ["/a", "/b"]


@pytest.mark.parametrize("body", [b"", b" ", b"<!-- -->"])
def test_a_page_without_content_has_an_empty_tree(body: bytes) -> None:
    assert root_of(response(body)).xpath("//a") == []


def test_a_base_that_is_no_address_does_no_harm() -> None:
    assert root_of(response(b'<base href="http://["><a href=/a>A</a>')).xpath("//a")


def test_a_page_is_parsed_once() -> None:
    page = response(b"<p>Ferry")
    assert root_of(page) is root_of(page)
