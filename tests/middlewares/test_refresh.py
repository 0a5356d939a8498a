"""Pages whose base or refresh can't be read as an address are delivered; good refreshes redirect."""

from __future__ import annotations

import pytest
from scrapy import Request, Spider
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from newscrawl import settings
from newscrawl.middlewares.responses import MetaRefreshMiddleware

URL = "https://daily.example/1"
REFRESH = '<meta http-equiv="refresh" content="0; url={}">'


def answer(html: str) -> Request | Response:
    middleware = MetaRefreshMiddleware.from_crawler(get_crawler(Spider))
    return middleware.process_response(
        Request(URL), HtmlResponse(URL, body=html.encode(), encoding="utf-8")
    )


@pytest.mark.parametrize(
    "head",
    [
        '<base href="http://[">',
        '<base href="http://[">' + REFRESH.format("/2"),
        REFRESH.format("http://["),
    ],
    ids=["base", "base beside a refresh", "refresh"],
)
def test_a_page_with_an_address_that_cant_be_read_is_delivered(head: str) -> None:
    answered = answer(f"<html><head>{head}</head><body>The bridge is open.</body></html>")
    assert isinstance(answered, HtmlResponse)


def test_a_good_refresh_redirects() -> None:
    answered = answer(f"<html><head>{REFRESH.format('/2')}</head></html>")
    assert isinstance(answered, Request)
    assert answered.url == "https://daily.example/2"


def test_the_project_uses_this_middleware_instead_of_scrapys() -> None:
    project = Settings()
    project.setmodule(settings)
    middlewares = project.getwithbase("DOWNLOADER_MIDDLEWARES")
    assert middlewares["newscrawl.middlewares.responses.MetaRefreshMiddleware"] == 580
    assert middlewares["scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware"] is None
