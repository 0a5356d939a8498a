"""robots.txt by RFC 9309. tests/test_malicious.py tests it on a malicious site."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processor_time import at_most
from scrapy import Request, Spider, signals
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest, StopDownload
from scrapy.http import HtmlResponse, Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.test import get_crawler

from newscrawl.job.exceptions import Refused
from newscrawl.middlewares.robotstxt import (
    MAX_AGE,
    MAX_SIZE,
    RobotsTxtMiddleware,
    is_robots_request,
    without_other_robots,
)

PAGE = "https://daily.example/news/1"
RULES = b"User-agent: *\nDisallow: /news/\n"

Answer = Response | Exception


class Store(dict[tuple[str, str], bytes]):
    def recall(self, kind: str, name: str) -> bytes | None:
        return self.get((kind, name))

    def remember(self, kind: str, name: str, value: bytes) -> None:
        self[kind, name] = value


class Site:
    """Answers requests for robots.txt, and runs the middleware on requests for pages."""

    def __init__(self, answer: Callable[[Request], Answer], memory: Store | None = None) -> None:
        self.asked: list[str] = []
        self.parsed: list[Any] = []
        settings = {"ROBOTSTXT_OBEY": True, "ROBOTSTXT_USER_AGENT": "newscrawl"}
        self.crawler = get_crawler(Spider, settings)

        async def download_async(request: Request) -> Response:
            self.asked.append(request.url)
            await asyncio.sleep(0)
            result = answer(request)
            if isinstance(result, Exception):
                raise result
            return result

        async def send(signal: object, **kwargs: Any) -> None:
            assert signal is signals.robots_parsed
            self.parsed.append(kwargs["robotparser"])

        self.crawler.engine = SimpleNamespace(download_async=download_async)  # type: ignore[assignment]
        self.middleware = RobotsTxtMiddleware.from_crawler(self.crawler)
        self.crawler.signals.send_catch_log_async = send  # type: ignore[assignment]
        self.middleware.state = memory  # type: ignore[assignment]

    def ask(self, *urls: str) -> list[str]:
        """Returns the outcomes of simultaneous requests: "allowed", or why not."""

        async def one(url: str) -> str:
            try:
                await self.middleware.process_request(Request(url))
            except IgnoreRequest as error:
                return str(error)
            return "allowed"

        async def all_of_them() -> list[str]:
            return await asyncio.gather(*map(one, urls))

        return asyncio.run(all_of_them())

    def stat(self, name: str) -> int:
        return int(self.crawler.stats.get_value(name, 0))


def answering(status: int, body: bytes = RULES, **kwargs: Any) -> Callable[[Request], Answer]:
    return lambda request: Response(request.url, status=status, body=body, **kwargs)


FORBIDDEN, UNREACHABLE = "Forbidden by robots.txt", "robots unreachable"


def test_rules_are_heeded() -> None:
    site = Site(answering(200))
    assert site.ask(PAGE, "https://daily.example/sport/1") == [FORBIDDEN, "allowed"]
    assert len(site.parsed) == 1  # for the crawl-delay


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 301, 304])
def test_4xx_leaves_the_site_free_whatever_its_page_says(status: int) -> None:
    assert Site(answering(status)).ask(PAGE) == ["allowed"]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 599])
def test_5xx_refuses_the_whole_site_whatever_its_page_says(status: int) -> None:
    site = Site(answering(status, b"User-agent: *\nAllow: /"))
    assert site.ask(PAGE, "https://daily.example/") == [UNREACHABLE, UNREACHABLE]
    assert site.stat("newscrawl/refused/robots_unreachable") == 2
    assert len(site.asked) == 1  # once, not once a request


@pytest.mark.parametrize(
    "error", [DownloadTimeoutError(), OSError("reset"), IgnoreRequest("exceeded DOWNLOAD_MAXSIZE")]
)
def test_no_answer_refuses_the_site(error: Exception) -> None:
    assert Site(lambda request: error).ask(PAGE) == [UNREACHABLE]


def test_after_more_than_five_redirects_everything_is_allowed() -> None:
    def redirected(request: Request) -> Answer:
        assert request.meta["redirect_ttl"] == 5
        return IgnoreRequest("max redirections reached")

    assert Site(redirected).ask(PAGE) == ["allowed"]


def test_a_refusal_is_that_of_the_site() -> None:
    site = Site(lambda request: Refused("private address"))
    assert site.ask("http://10.0.0.1/a", "http://10.0.0.1/b") == ["private address"] * 2
    assert site.asked == ["http://10.0.0.1/robots.txt"]
    assert site.stat("newscrawl/refused/private_address") == 2


def test_all_that_wait_together_get_the_answer() -> None:
    site = Site(answering(200))
    assert site.ask(*[f"{PAGE}{n}" for n in range(20)]) == [FORBIDDEN] * 20
    assert site.asked == ["https://daily.example/robots.txt"]


def test_each_scheme_host_and_port_has_its_own() -> None:
    site = Site(
        lambda request: Response(request.url, body=RULES if ":8080" in request.url else b"")
    )
    urls = [
        "http://a.example/news/",
        "https://a.example/news/",
        "https://u:p@A.example/news/",
        "http://a.example:8080/news/",
    ]
    assert site.ask(*urls) == ["allowed", "allowed", "allowed", FORBIDDEN]
    assert site.asked == [
        "http://a.example/robots.txt",
        "https://a.example/robots.txt",
        "http://a.example:8080/robots.txt",
    ]


def test_other_schemes_are_not_asked() -> None:
    site = Site(answering(500))
    assert site.ask("ftp://daily.example/x", "s3://bucket/x") == ["allowed", "allowed"]
    assert site.asked == []


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        (b"User-agent: newscrawl\nDisallow:\n\nUser-agent: *\nDisallow: /", "allowed"),
        (b"User-agent: *\nDisallow:\n\nUser-agent: NewsCrawl\nDisallow: /", FORBIDDEN),
        (b"User-agent: other\nUser-agent: newscrawl\nDisallow: /news", FORBIDDEN),
        (
            b"User-agent: newscrawl\nDisallow: /a\n\nUser-agent: newscrawl\nDisallow: /news",
            FORBIDDEN,
        ),  # merged
        (b"User-agent: other\nDisallow: /", "allowed"),
        (b"User-agent: *\nDisallow:\n\nUser-agent: newscrawl/0.1 # ours\nDisallow: /", FORBIDDEN),
        (b"useragent newscrawl\nDisallow: /", FORBIDDEN),
        (
            b"User-agent: news\nDisallow: /\n\nUser-agent: newscrawler\nDisallow: /",
            "allowed",
        ),  # others
        (b"User-agent: newscrawl-images\nDisallow: /", "allowed"),
        (b"User-agent: *\nUser-agent:\nDisallow: /", FORBIDDEN),
        (b"User-agent: *\nDisallow: /news\nAllow: /news/1", "allowed"),  # the longest
        (b"User-agent: *\nDisallow: /*/1$", FORBIDDEN),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /news # all\r\n", FORBIDDEN),
        (b"User-agent: *\rDisallow: /news", FORBIDDEN),
        (
            b"<!DOCTYPE html><html><body><h1>Welcome</h1><script>user-agent: x</script></body></html>",
            "allowed",
        ),
        (
            b"<html><body><pre>\nUser-agent: *\nDisallow: /\n</pre></body></html>",
            FORBIDDEN,
        ),  # its lines are rules
        (b"\xff\xfe\x00garbage\x00", "allowed"),
        (b"", "allowed"),
    ],
)
def test_groups_and_bodies(body: bytes, verdict: str) -> None:
    assert Site(answering(200, body)).ask(PAGE) == [verdict]


def test_html_by_its_type_is_read_by_its_lines_too() -> None:
    site = Site(
        lambda request: HtmlResponse(
            request.url, body=b"<html>Disallow: /</html>", encoding="utf-8"
        )
    )
    assert site.ask(PAGE) == ["allowed"]


def test_500_kib_are_read_and_no_line_by_half() -> None:
    head = b"User-agent: *\nDisallow: /sport/\n"
    line = b"Disallow: /news/of-long-ago/\n"
    filler = b"#" * (MAX_SIZE - len(head) - len(b"Disallow: /news/") - 1) + b"\n"
    body = head + filler + line  # cut, the last line would be "Disallow: /news/"
    assert body[:MAX_SIZE].endswith(b"Disallow: /news/")
    site = Site(answering(200, body))
    assert site.ask("https://daily.example/sport/1", PAGE) == [FORBIDDEN, "allowed"]
    stopped = Site(
        answering(200, b"User-agent: *\nDisallow: /sport/\nDisallow: /", flags=["download_stopped"])
    )
    assert stopped.ask("https://daily.example/sport/1", PAGE) == [FORBIDDEN, "allowed"]


def test_a_download_stops_after_the_part_that_is_read() -> None:
    chunks = 0

    def endless(request: Request) -> Answer:
        nonlocal chunks
        try:
            while True:
                chunks += 1
                site.middleware.bytes_received(b"x" * 1024, request)
        except StopDownload as stop:
            assert not stop.fail  # the part that was read is used
        return Response(request.url, body=RULES + b"x" * MAX_SIZE, flags=["download_stopped"])

    site = Site(endless)
    assert site.ask(PAGE) == [FORBIDDEN]
    assert chunks == MAX_SIZE / 1024 + 1
    site.middleware.bytes_received(
        b"x" * MAX_SIZE * 2, Request(PAGE)
    )  # pages have bounds of their own


def test_the_last_good_copy_serves_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    assert Site(answering(200), store).ask(PAGE) == [FORBIDDEN]
    later = Site(answering(503), store)
    assert later.ask(PAGE, "https://daily.example/sport/1") == [FORBIDDEN, "allowed"]
    assert later.stat("newscrawl/robots/recalled") == 1
    assert len(later.parsed) == 1
    assert Site(answering(503), store).ask("https://other.example/") == [UNREACHABLE]
    now = time.time()
    for wrong in (now + MAX_AGE + 1, now - MAX_AGE):
        monkeypatch.setattr(time, "time", lambda at=wrong: at)
        assert Site(answering(503), store).ask("https://daily.example/sport/1") == [UNREACHABLE]


def test_that_there_was_none_is_remembered_too() -> None:
    store = Store()
    assert Site(answering(404), store).ask(PAGE) == ["allowed"]
    assert Site(answering(500), store).ask(PAGE) == ["allowed"]


@given(st.binary(max_size=200))
def test_whatever_the_memory_holds(kept: bytes) -> None:
    store = Store({("robots.txt", "https://daily.example"): kept})
    assert Site(answering(500), store).ask(PAGE)[0] in ("allowed", UNREACHABLE, FORBIDDEN)


def test_its_own_requests_pass_and_are_counted_from_the_start_at_each_try() -> None:
    made: list[Request] = []
    site = Site(lambda request: made.append(request) or Response(request.url))
    assert site.ask(PAGE) == ["allowed"]
    assert is_robots_request(made[0]) and not is_robots_request(Request(PAGE))
    site.middleware.bytes_received(b"x" * MAX_SIZE, made[0])
    asyncio.run(site.middleware.process_request(made[0]))  # a retry
    site.middleware.bytes_received(b"x" * MAX_SIZE, made[0])
    with pytest.raises(StopDownload):
        site.middleware.bytes_received(b"x", made[0])
    assert len(made) == 1


def test_ai_preferences_go_with_the_requests_of_their_site() -> None:
    rules = b"User-agent: *\nContent-Signal: search=yes, ai-train=no\n"
    site = Site(
        lambda request: Response(request.url, body=rules if "daily" in request.url else b"")
    )
    request = Request(PAGE)
    asyncio.run(site.middleware.process_request(request))
    assert [one.stated for one in request.meta["ai_preferences"]] == ["search=yes, ai-train=no"]
    elsewhere = request.replace(url="https://other.example/")  # a redirect
    asyncio.run(site.middleware.process_request(elsewhere))
    assert elsewhere.meta["ai_preferences"] == []


@given(st.binary(max_size=300))
def test_any_body_can_be_read(body: bytes) -> None:
    parser = ProtegoRobotParser(without_other_robots(body, "newscrawl"), None)
    assert parser.allowed(PAGE, "newscrawl") in (True, False)


def test_many_robots_with_many_rules_take_no_minutes() -> None:
    robots = b"".join(b"User-agent: robot%d\n" % n for n in range(18_000))
    body = b"User-agent: *\nDisallow: /news\n" + robots + b"Disallow: /a\n" * 8_000
    assert len(body) < MAX_SIZE
    with at_most(5):  # Protego alone takes 300 s
        assert Site(answering(200, body)).ask(PAGE) == [FORBIDDEN]
