"""Scrapy decodes responses with encodings that browsers know, whatever they declare."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse

from newscrawl.middlewares.responses import KnownEncodings

URL = "https://daily.example/1"


@pytest.mark.parametrize("name", ["punycode", "hex", "undefined", "utf-7"])
@pytest.mark.parametrize("kind", [HtmlResponse, TextResponse])
def test_the_text_is_decoded_as_utf_8(kind: type[TextResponse], name: str) -> None:
    headers = {"Content-Type": f"text/html; charset={name}"}
    response = kind(URL, headers=headers, body="Brücke".encode())
    decoded = KnownEncodings().process_response(Request(URL), response)
    assert isinstance(decoded, kind)
    assert decoded.text == "Brücke"


def test_a_response_without_text_stays() -> None:
    response = Response(URL, body=b"\x89PNG")
    assert KnownEncodings().process_response(Request(URL), response) is response
