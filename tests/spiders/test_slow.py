"""A response that takes too long is dropped, and the crawl goes on. A crawl that is told to end
ends in time.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import forks
import newspaper
import pytest
from newspaper import listing, stories, story

_RUN = Path(__file__).with_name("slow_crawl.py")


def start(url: str, settings: Mapping[str, Any] | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", str(_RUN), url, json.dumps(settings or {})]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=forks.environment()
    )


def test_slow_responses_are_given_up_and_the_crawl_goes_on() -> None:
    slugs = ["bridge", "endless", "harbour", "stuck", "market"]
    pages = {
        "/world": listing(slugs),
        "/feed": "<rss></rss>",
        **stories(*slugs),
    }
    with newspaper.serve(pages) as site, start(site.url) as process:
        out, log = process.communicate(timeout=120)
    assert process.returncode == 0, log
    result = json.loads(out.splitlines()[-1])
    stats = result["stats"]
    assert sorted(result["urls"]) == sorted(
        f"{site.url}{story(slug)}" for slug in ("bridge", "harbour", "market")
    )
    assert stats["newscrawl/too_slow"] == 3
    slow = [f"{site.url}{path}" for path in ("/feed", story("endless"), story("stuck"))]
    assert sorted(stats["newscrawl/too_slow/addresses"]) == sorted(slow)
    assert all(f"), given up: {url}" in log for url in slow)
    assert all(f"Given up, because it took too long: {url}" in log for url in slow)  # the summary
    assert stats["newscrawl/spider/skipped/too_slow"] == 1
    assert stats["newscrawl/spider/sources_failed/too_slow"] == 1
    assert stats["item_dropped_reasons_count/TooSlowItem"] == 1
    assert "spider_exceptions/count" not in stats
    assert stats["finish_reason"] == "finished"


@pytest.mark.parametrize("how", ["SIGTERM", "CLOSESPIDER_TIMEOUT"])
def test_a_crawl_ends_in_time(how: str) -> None:
    """Three articles wait for a Crawl-delay of a minute each."""
    slugs = ["bridge", "harbour", "market"]
    pages: dict[str, Any] = {
        "/world": listing(slugs),
        **stories(*slugs),
    }
    pages["/robots.txt"] = ("text/plain", "User-agent: *\nCrawl-delay: 60\n")
    settings = {"CLOSESPIDER_TIMEOUT": 3} if how == "CLOSESPIDER_TIMEOUT" else {}
    with newspaper.serve(pages) as site, start(site.url, settings) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        while "/robots.txt" not in site.asked:
            time.sleep(0.05)
        if how == "SIGTERM":
            time.sleep(1)
            process.send_signal(signal.SIGTERM)
        out, log = process.communicate(timeout=50)  # without the watchdog it takes three minutes
    assert process.returncode == 0, log
    reason = "shutdown" if how == "SIGTERM" else "closespider_timeout"
    assert json.loads(out.splitlines()[-1])["stats"]["finish_reason"] == reason
