"""A crawl of a malicious site ends, in flat memory, and says what it refused and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import forks
import malicious
import pytest

_RUN = """
import json, sys
from pathlib import Path
from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.resolver import dnscache
from scrapy.utils.project import get_project_settings
from newscrawl.crawl.publisher import PublisherSpider

class Evil(PublisherSpider):
    name = "evil"
    publisher_name = "The Evil"
    domain = "evil.example"
    # As if the operator had named these addresses. Links of a page to other sites are counted before any request.
    domains = ["169.254.169.254", "127.1", "0x7f.1", "::1", "rebind.example", "localhost", "robots.example", "down.example",
               "busy.example"]
    home = "http://evil.example/"
    sections = {"endless": "/endless", "calendar": "/calendar"}
    section_pages = 1_000_000
    feeds = ["/laughs.rss", "/traps.rss"]
    news_sitemaps = ["/sitemap.xml"]
    needs_contact = False

    def article_requests(self, *args):
        for request in super().article_requests(*args):
            if request.url.endswith("drip-in-the-town-of-harrow"):
                # only for this request: on a busy machine any answer may take a second
                request.meta["download_timeout"] = 1
            yield request

    def sources(self):
        yield from super().sources()
        for url in ("file:///etc/passwd", "data:text/html,x", "ftp://evil.example/x", "s3://evil/x"):
            yield Request(url, self.parse_article, errback=self.article_failed)

settings = get_project_settings()
settings.setdict({"FEEDS": {}, "DOWNLOAD_DELAY": 0, "DOWNLOAD_TIMEOUT": 120, "LOG_LEVEL": "WARNING"}, "cmdline")
settings.setdict(json.loads(sys.argv[1]), "cmdline")
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler(Evil)
process.crawl(crawler)
dnscache["rebind.example"] = "127.0.0.1"  # the owner of the name can make its server answer so

def peak():  # getrusage would begin with the peak of the parent process
    return int(next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")).split()[1])

start = peak()
process.start()
stats = {name: value for name, value in crawler.stats.get_stats().items() if isinstance(value, (int, str))}
print(json.dumps({"stats": stats, "growth": (peak() - start) / 1024}))
"""


@dataclass
class Crawl:
    """The end of the crawl. `growth` is the most MB by which its memory grew."""

    stats: dict[str, Any]
    growth: float
    said: str
    asked: list[str]
    times: list[float]
    cookies: list[str]
    sent: int

    def skipped(self) -> dict[str, int]:
        prefix = "newscrawl/spider/skipped/"
        return {
            name.removeprefix(prefix): n
            for name, n in self.stats.items()
            if name.startswith(prefix)
        }


def crawl(**settings: Any) -> Crawl:
    with malicious.serve() as server:
        environment = {
            "http_proxy": f"http://127.0.0.1:{server.server_port}",
            "no_proxy": "rebind.example",
        }
        done = forks.run("-c", _RUN, json.dumps(settings), **environment)
        assert done.returncode == 0, done.stderr
        result = json.loads(done.stdout.splitlines()[-1])
        return Crawl(
            result["stats"],
            result["growth"],
            done.stderr,
            list(server.asked),
            list(server.times),
            list(server.cookies),
            server.sent,
        )


@pytest.fixture(scope="module")
def done() -> Crawl:
    return crawl()


def test_the_crawl_ends_by_itself_with_all_good_articles(done: Crawl) -> None:
    assert done.stats["finish_reason"] == "finished"
    assert (
        done.stats["item_scraped_count"] == 52
    )  # one on each page of the endless list, one that sets a cookie, one from a busy server
    assert "spider_exceptions/count" not in done.stats


def test_each_refusal_is_counted_by_its_reason(done: Crawl) -> None:
    assert (
        done.skipped()
        == {
            "private_address": len(malicious.PRIVATE),
            "not_on_the_web": 4,
            "too_large": 3,  # the bomb, the ten gigabytes, the stream
            "too_many_tags": 2,
            "max_redirections_reached": 1,
            "http_302": 2,  # redirects to file: and data:, which Scrapy does not follow
            "DownloadTimeoutError": 1,
            "robots": 2,  # /private, and what lies behind the endless robots.txt, whose first 500 KiB are heeded
            "robots_unreachable": 1,
        }
    )
    assert done.stats["newscrawl/spider/sources_failed/entities"] == 2
    assert done.stats["depth/request_ignored_count"] == 2


def test_each_is_shown_at_the_end(done: Crawl) -> None:
    for reason in (*done.skipped(), "source: entities", "too deep"):
        assert f"| {reason} " in done.said, reason


def test_no_private_address_is_requested_or_tried_again(done: Crawl) -> None:
    assert not [
        path for path in done.asked if "/a-story-" in path or "machine" in path or "/latest" in path
    ]
    assert not [path for path in done.asked if path.endswith("/admin")]
    assert sum(path.startswith(malicious.HOST + "/to-metadata") for path in done.asked) == 1
    assert done.stats["newscrawl/refused/private_address"] == len(malicious.PRIVATE)
    reasons = [name for name in done.stats if name.startswith("retry/reason_count/")]
    assert sorted(reasons) == [
        "retry/reason_count/503 Service Unavailable",
        "retry/reason_count/scrapy.exceptions.DownloadTimeoutError",
    ]


def test_retry_after_is_waited_for_and_other_sites_go_on(done: Crawl) -> None:
    first, second = [n for n, path in enumerate(done.asked) if "asks-for-rest" in path]
    assert done.times[second] - done.times[first] >= 1
    assert second - first > 5
    assert done.stats["newscrawl/retry_after/asked"] == 1


def test_traps_are_left(done: Crawl) -> None:
    def times(path: str) -> int:
        return sum(asked.startswith(malicious.HOST + path) for asked in done.asked)

    assert times("/endless") == 51  # DEPTH_LIMIT and the first
    assert times("/calendar") == 1  # nothing new on it
    assert times("/loop") == 11  # REDIRECT_MAX_TIMES and the first
    assert times("/2026/11/20/drip") == 3  # RETRY_TIMES and the first
    assert (
        times("/2026/11/20/huge") == times("/2026/11/20/stream") == times("/2026/11/20/bomb") == 1
    )


def test_cookies_are_not_sent_back(done: Crawl) -> None:
    assert done.cookies == []
    assert any("cookies-in-the-town" in path for path in done.asked)


def test_memory_stays_flat(done: Crawl) -> None:
    # Ten gigabytes were offered, and a stream without end taken to 16 MB.
    assert 16 < done.sent / 1024**2 < 60
    assert done.growth < 200


def test_a_bound_on_the_requests_to_a_host() -> None:
    done = crawl(NEWSCRAWL_HOST_REQUESTS=12)
    made = sum(path.startswith(malicious.HOST) for path in done.asked)
    by_ftp = (
        done.skipped()["not_on_the_web"] - 3
    )  # beside file:, data: and s3:, if it came before the bound
    assert made + by_ftp == 12
    assert done.stats["finish_reason"] == "finished"
    assert done.stats["newscrawl/refused/too_many_requests"] >= 5
    assert "too_many_requests" in done.said
