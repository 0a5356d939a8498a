"""Requests to addresses that are not public; tests/test_malicious.py has redirects and DNS answers
in a real crawl.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import CannotResolveHostError, NotConfigured
from scrapy.utils.test import get_crawler

from newscrawl.job.exceptions import Refused
from newscrawl.middlewares.requests import PublicAddresses
from newscrawl.network import resolver

REFUSED = "newscrawl/refused/private_address"


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    resolver.trusted.clear()
    resolver.refused.clear()


def guard(**settings: Any) -> PublicAddresses:
    return PublicAddresses.from_crawler(get_crawler(Spider, settings))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:8080/a?b#c",
        "https://127.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]:80/",
        "http://[64:ff9b::a00:1]/",
        "http://user:pass@192.168.0.1/",
        "http://LOCALHOST/",
        "http://169.254.169.254/latest/meta-data/",
        "http://１２７.0.0.1/",
        "http://①②⑦.⓪.⓪.①/",
    ],
)
@pytest.mark.parametrize("proxy", [None, "http://proxy.example:3128"])
def test_refused_directly_and_through_a_proxy(url: str, proxy: str | None) -> None:
    middleware = guard()
    with pytest.raises(Refused, match=r"^private address$"):
        middleware.process_request(Request(url, meta={"proxy": proxy} if proxy else {}))
    assert middleware.stats.get_value(REFUSED) == 1


@pytest.mark.parametrize(
    "url", ["http://daily.example/", "https://8.8.8.8/", "https://[2606:4700::1111]/"]
)
def test_requests_to_public_addresses_pass(url: str) -> None:
    guard().process_request(Request(url))


def test_the_operators_proxy_may_be_anywhere_but_is_no_site() -> None:
    middleware = guard()
    request = Request("http://daily.example/", meta={"proxy": "http://Proxy.internal:3128"})
    middleware.process_request(request)
    assert resolver.trusted == {"proxy.internal"}
    with pytest.raises(Refused):
        middleware.process_request(Request("http://proxy.internal/admin"))


def test_a_name_that_the_resolver_refused() -> None:
    middleware = guard()
    resolver.refused["rebind.example"] = "10.0.0.1"
    with pytest.raises(Refused):
        middleware.process_exception(Request("http://Rebind.example/"), CannotResolveHostError())
    middleware.process_exception(
        Request("http://rebind.example/"), OSError()
    )  # an error that has nothing to do with addresses
    middleware.process_exception(Request("http://nowhere.example/"), CannotResolveHostError())
    assert middleware.stats.get_value(REFUSED) == 1


def test_a_refused_robots_txt_is_not_counted_twice() -> None:
    middleware = guard()
    with pytest.raises(Refused):
        middleware.process_request(
            Request("http://10.0.0.1/robots.txt", meta={"robotstxt_bytes_read": 0})
        )
    assert middleware.stats.get_value(REFUSED) is None


def test_off_by_the_setting() -> None:
    with pytest.raises(NotConfigured):
        guard(NEWSCRAWL_PRIVATE_ADDRESSES=True)
