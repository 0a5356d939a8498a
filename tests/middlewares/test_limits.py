"""The bound on the requests to one host."""

from __future__ import annotations

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from newscrawl.exceptions import Refused
from newscrawl.middlewares.limits import HostRequests


def test_so_many_and_no_more_of_each_host() -> None:
    limit = HostRequests.from_crawler(get_crawler(Spider, {"NEWSCRAWL_HOST_REQUESTS": 3}))
    for n in range(3):
        limit.process_request(Request(f"https://daily.example/{n}"))
    for n in range(2):
        with pytest.raises(Refused, match=r"^too many requests$"):
            limit.process_request(Request(f"http://daily.example:8080/{n}"))
    limit.process_request(Request("https://other.example/"))
    assert limit.stats.get_value("newscrawl/refused/too_many_requests") == 2


def test_none() -> None:
    with pytest.raises(NotConfigured):
        HostRequests.from_crawler(get_crawler(Spider, {"NEWSCRAWL_HOST_REQUESTS": 0}))
