"""Signed requests of a whole crawl, as a site that verifies them receives them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from newspaper import crawl, harrow, listing, serve, story, story_page
from scrapy import Request, Spider
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler
from signing import AGENT, verify, write_key

from newscrawl.job.arguments import StartError
from newscrawl.middlewares.requests import RequestSignatures
from newscrawl.network.signatures import signer_of


def middleware(**settings: Any) -> RequestSignatures:
    return RequestSignatures.from_crawler(get_crawler(Spider, settings))


def test_off_without_a_key() -> None:
    with pytest.raises(NotConfigured):
        middleware(NEWSCRAWL_SIGNATURE_KEY="", NEWSCRAWL_SIGNATURE_AGENT=AGENT)


def test_a_key_that_can_not_be_used_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"nothing\.pem"):
        middleware(
            NEWSCRAWL_SIGNATURE_KEY=str(tmp_path / "nothing.pem"), NEWSCRAWL_SIGNATURE_AGENT=AGENT
        )


def test_a_redirected_request_is_signed_anew(tmp_path: Path) -> None:
    key = write_key(tmp_path / "key.pem")
    signing = middleware(NEWSCRAWL_SIGNATURE_KEY=str(key), NEWSCRAWL_SIGNATURE_AGENT=AGENT)
    first = Request("https://daily.example/1")
    signing.process_request(first)
    second = first.replace(url="https://www.daily.example/1")
    signing.process_request(second)
    for request, host in ((first, "daily.example"), (second, "www.daily.example")):
        headers = {
            name: request.headers[name].decode()
            for name in ("Signature", "Signature-Agent", "Signature-Input")
        }
        verify(headers, host, signing.signer.directory(), int(time.time()))


def test_every_request_of_a_crawl_is_signed_and_the_key_stays_secret(tmp_path: Path) -> None:
    key = write_key(tmp_path / "key.pem")
    pages = {
        "/robots.txt": ("text/plain", "User-agent: *\nDisallow: /x"),
        "/world": listing(["bridge"]),
        story("bridge"): ("location", "SITE/moved" + story("bridge")),
        "/moved" + story("bridge"): story_page("bridge"),
    }
    with serve(pages) as site:
        done = crawl(
            harrow(site.url),
            settings={"NEWSCRAWL_SIGNATURE_KEY": str(key), "NEWSCRAWL_SIGNATURE_AGENT": AGENT},
        )
    assert done.slugs == ["bridge"]
    assert site.asked[0] == "/robots.txt"
    assert len(site.headers) == len(site.asked) == 4
    directory = signer_of(str(key), AGENT).directory()
    host = site.url.removeprefix("http://")
    nonces = {
        verify(headers, host, directory, int(time.time()))["nonce"] for headers in site.headers
    }
    assert len(nonces) == 4
    secret = "".join(key.read_text().splitlines()[1:-1])
    assert secret not in done.log
    assert secret not in str(done.stats)
