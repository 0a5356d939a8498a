"""The bounds on the requests to one host and on the tags of one page."""

from __future__ import annotations

import pytest
from processor_time import at_most
from scrapy import Request, Spider
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response, XmlResponse
from scrapy.utils.test import get_crawler

from newscrawl.extraction.page.tags import HARMLESS
from newscrawl.job.exceptions import Refused
from newscrawl.middlewares.requests import HostRequests
from newscrawl.middlewares.responses import PageTags


def test_the_limit_counts_requests_of_each_host() -> None:
    limit = HostRequests.from_crawler(get_crawler(Spider, {"NEWSCRAWL_HOST_REQUESTS": 3}))
    for n in range(3):
        limit.process_request(Request(f"https://daily.example/{n}"))
    for n in range(2):
        with pytest.raises(Refused, match=r"^too many requests$"):
            limit.process_request(Request(f"http://daily.example:8080/{n}"))
    limit.process_request(Request("https://other.example/"))
    assert limit.stats.get_value("newscrawl/refused/too_many_requests") == 2


def test_zero_requests_switch_the_limit_off() -> None:
    with pytest.raises(NotConfigured):
        HostRequests.from_crawler(get_crawler(Spider, {"NEWSCRAWL_HOST_REQUESTS": 0}))


URL = "https://daily.example/1"
PARAGRAPH = b"<p class=x>It was of this that the whole town spoke on Friday, from the harbour to the hill.</p>"
ATTRIBUTES = b"<p " + b" ".join(b"a%d" % n for n in range(100_000)) + b">"
HIDDEN = b"<!-- <p ' --><p " + b" ".join(b"a%d='>'" % n for n in range(20_000)) + b">"


@pytest.fixture
def bounds() -> PageTags:
    return PageTags.from_crawler(get_crawler(Spider, {"NEWSCRAWL_PAGE_TAGS": 10_000}))


@pytest.mark.parametrize(
    "body",
    [b"x<br>" * 30_000, b"<!---->" * 30_000, b"<?x>" * 30_000, ATTRIBUTES, HIDDEN],
    ids=["tags", "comments", "instructions", "attributes", "attributes in quotes"],
)
def test_refused_and_counted_unparsed(bounds: PageTags, body: bytes) -> None:
    # the tree of 100,000 attributes takes 9 s
    with at_most(3), pytest.raises(Refused, match=r"^too many tags$"):
        bounds.process_response(Request(URL), HtmlResponse(URL, body=body, encoding="utf-8"))
    assert bounds.stats.get_value("newscrawl/refused/too_many_tags") == 1


@pytest.mark.parametrize(
    "response",
    [
        HtmlResponse(URL, body=PARAGRAPH * 5_000, encoding="utf-8"),
        HtmlResponse(URL, body=b"a < b and " * 100_000, encoding="utf-8"),
        HtmlResponse(
            URL, body=b"<script>" + b"if (a<b) c('<p>');" * 20_000 + b"</script>", encoding="utf-8"
        ),
        HtmlResponse(URL, body=("\x00\ufeff" + "ü" * 200_000).encode("utf-16"), encoding="utf-16"),
        HtmlResponse(URL, body=b" " * HARMLESS * 2, encoding="utf-8"),
        HtmlResponse(URL, body=b"<br>" * 20_000, encoding="utf-8"),  # too small to do harm
        XmlResponse(URL, body=b"<url>" * 100_000, encoding="utf-8"),  # no page
        Response(URL, body=b"<br>" * 100_000),
    ],
)
def test_pages_as_they_are_pass(bounds: PageTags, response: Response) -> None:
    assert bounds.process_response(Request(URL), response) is response


def test_no_bound() -> None:
    with pytest.raises(NotConfigured):
        PageTags.from_crawler(get_crawler(Spider, {"NEWSCRAWL_PAGE_TAGS": 0}))
