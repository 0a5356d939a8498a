"""The demo's middleware: its two hosts go to the server on loopback, no other host is ever asked."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.request import ProxyHandler, build_opener

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.test import get_crawler

from newscrawl.demo.middleware import DemoMiddleware


@pytest.fixture
def middleware() -> Iterator[DemoMiddleware]:
    running = DemoMiddleware.from_crawler(get_crawler())
    running.spider_opened()
    yield running
    running.spider_closed()


@pytest.mark.parametrize("url", ["http://daily.example/world", "http://preview.example/"])
def test_the_two_hosts_go_to_the_server(middleware: DemoMiddleware, url: str) -> None:
    request = Request(url)
    middleware.process_request(request)
    opener = build_opener(ProxyHandler({"http": request.meta["proxy"]}))
    with opener.open(url, timeout=10) as response:
        assert response.status == 200 and b"Example" in response.read()


@pytest.mark.parametrize(
    "url",
    ["http://elsewhere.example/", "https://daily.example/", "file:///daily.example", "data:,x"],
)
def test_every_other_host_is_refused_and_counted(middleware: DemoMiddleware, url: str) -> None:
    request = Request(url)
    with pytest.raises(IgnoreRequest):
        middleware.process_request(request)
    assert "proxy" not in request.meta
    assert middleware.stats.get_value("newscrawl/demo/refused") == 1


def test_nothing_is_asked_before_the_server_runs() -> None:
    middleware = DemoMiddleware.from_crawler(get_crawler())
    with pytest.raises(IgnoreRequest):
        middleware.process_request(Request("http://daily.example/"))
    middleware.spider_closed()
