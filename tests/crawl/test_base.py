"""Which errors of requests are bugs, and which ones sites and networks cause."""

from __future__ import annotations

import pytest
from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import DownloadTimeoutError, NotSupported, _InvalidOutput
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from newscrawl.crawl.base import _is_bug, reason_of
from newscrawl.job.exceptions import Refused


@pytest.mark.parametrize(
    "error",
    [
        DownloadTimeoutError(),
        NotSupported(),
        DNSLookupError(),
        ResponseFailed([]),
        OSError(),
        Refused("private address"),
    ],
)
def test_sites_and_networks_fail(error: Exception) -> None:
    assert not _is_bug(error)


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_is_not_packed_as_its_header_says(packing: str) -> None:
    response = Response(
        "https://paper.example/a",
        headers={"Content-Encoding": packing},
        body=b"<html>No.</html>" * 9,
    )
    middleware = HttpCompressionMiddleware.from_crawler(get_crawler(Spider))
    with pytest.raises(Exception) as raised:
        middleware.process_response(Request(response.url), response)
    assert not _is_bug(raised.value)
    assert reason_of(Failure(raised.value)) == "not unpacked"


@pytest.mark.parametrize("error", [ValueError(), TypeError(), _InvalidOutput()])
def test_the_rest_are_bugs(error: Exception) -> None:
    assert _is_bug(error)
