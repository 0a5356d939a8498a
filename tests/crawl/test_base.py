"""Which errors of requests are bugs, and which ones sites and networks cause."""

from __future__ import annotations

import pytest
from scrapy.exceptions import DownloadTimeoutError, NotSupported, _InvalidOutput
from twisted.internet.error import DNSLookupError
from twisted.web.client import ResponseFailed

from newscrawl.crawl.base import _is_bug
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


@pytest.mark.parametrize("error", [ValueError(), TypeError(), _InvalidOutput()])
def test_the_rest_are_bugs(error: Exception) -> None:
    assert _is_bug(error)
