"""AI preferences in robots.txt, from the file to the record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import HtmlResponse

from newscrawl.extraction.facts.rights import forbidden, rights
from newscrawl.extraction.page import page_reader
from newscrawl.extraction.page.preferences import (
    MAX_LICENSES,
    MAX_STATED,
    META,
    Preference,
    of_page,
    preferences_of,
)
from newscrawl.items import AiUsage
from newscrawl.middlewares.documents import document_of

CLOUDFLARE = b"""\xef\xbb\xbf# As a content delivery network writes it.
User-Agent: *
Content-Signal: search=yes,ai-train=no  # no training
Allow: /

User-agent: GPTBot
Content-Signal: ai-input=no
Disallow: /
"""


def stated(robots: str | bytes) -> list[tuple[str, str, str]]:
    return [
        tuple(one)
        for one in preferences_of(robots if isinstance(robots, bytes) else robots.encode())
    ]  # type: ignore[misc]


def test_preferences_for_all_robots() -> None:
    assert stated(CLOUDFLARE) == [("content-signal", "/", "search=yes,ai-train=no")]


@pytest.mark.parametrize(
    ("robots", "found"),
    [
        ("", []),
        ("User-agent: *\nDisallow: /", []),
        (
            "Content-Usage: train-ai=n",
            [("content-usage", "/", "train-ai=n")],
        ),  # before any group: for all
        ("User-agent: a\nUser-agent: *\nContent-Usage: tdm=n", [("content-usage", "/", "tdm=n")]),
        ("User-agent: *\nUser-agent: a\nContent-Usage: tdm=n", [("content-usage", "/", "tdm=n")]),
        (
            "Content-Usage: tdm=n\nContent-Signal: search=yes\nLicense: https://a.example/1",
            [
                ("content-usage", "/", "tdm=n"),
                ("content-signal", "/", "search=yes"),
                ("license", "/", "https://a.example/1"),
            ],
        ),
        ("User-agent: a\nDisallow: /\nContent-Usage: tdm=n", []),
        ("User-agent: *\nContent-Usage: /news/ tdm=n", [("content-usage", "/news/", "tdm=n")]),
        ("User-agent: *\nContent-Usage: /news/*.pdf tdm=n", [("content-usage", "/news/", "tdm=n")]),
        (
            "User-agent: *\nContent-Signal: ai-train=no\nUser-agent: NewsCrawl\nDisallow:",
            [],
        ),  # newscrawl has a group of its own, without preferences
        (
            "User-agent: newscrawl\r\nContent-Signal: ai-train=no\r\nUser-agent: *\r\nContent-Signal: ai-train=yes",
            [("content-signal", "/", "ai-train=no")],
        ),
        ("User-agent: *\nContent-Signal:\nContent-Signal", []),
        ("License: https://a.example/rsl.xml", [("license", "/", "https://a.example/rsl.xml")]),
        # A licence applies to every robot, at any place in the file, and ends no group.
        (
            "User-agent: other\nLICENSE: https://a.example/1 # terms\nUser-agent: *\nContent-Signal: ai-train=no",
            [("content-signal", "/", "ai-train=no"), ("license", "/", "https://a.example/1")],
        ),
        (
            "License: https://a.example/1\nLicense: https://a.example/1",
            [("license", "/", "https://a.example/1")],
        ),
        (
            "License: https://a.example/1\nSitemap: https://a.example/2",
            [("license", "/", "https://a.example/1")],
        ),
        ("License: /license.xml\nLicense: MIT\nLicense:", []),  # RSL asks for an absolute address
    ],
)
def test_groups(robots: str, found: list[tuple[str, str, str]]) -> None:
    assert stated(robots) == found


def test_the_longest_path_of_each_directive() -> None:
    found = [
        Preference("content-usage", "/", "train-ai=n"),
        Preference("content-usage", "/open/", "train-ai=y"),
        Preference("content-signal", "/", "search=yes"),
    ]
    assert of_page(found, "https://a.example/news/1") == [found[0], found[2]]
    assert of_page(found, "https://a.example/open/1?x=2") == [found[1], found[2]]
    assert of_page(found[::-1], "https://a.example/open/1?x=2") == [found[2], found[1]]
    assert of_page(found, "https://a.example") == [found[0], found[2]]
    assert of_page(found, "https://[a/") == []
    query = [Preference("content-usage", "/a?b", "tdm=n")]
    assert of_page(query, "https://a.example/a?b=1") == query
    assert of_page(query, "https://a.example/a") == []


def test_limits_of_a_robots_txt() -> None:
    longest = "x" * MAX_STATED
    assert stated(f"Content-Usage: {longest}yz") == [("content-usage", "/", longest)]
    many = "".join(f"License: https://a.example/{n}\n" for n in range(MAX_LICENSES + 1))
    assert [one.stated for one in preferences_of(many.encode())] == [
        f"https://a.example/{n}" for n in range(MAX_LICENSES)
    ]
    address = "https://a.example/".ljust(MAX_STATED, "x")
    assert stated(f"License: {address}") == [("license", "/", address)]
    assert stated(f"License: {address}x") == []


def test_in_the_record() -> None:
    request = Request("https://a.example/news/1", meta={META: preferences_of(CLOUDFLARE)})
    response = HtmlResponse(request.url, body=b"<html></html>", request=request)
    found = rights(page_reader.read_page(document_of(response)))
    assert found.ai_usage == [
        AiUsage("robots.txt content-signal", "search", "yes"),
        AiUsage("robots.txt content-signal", "ai-train", "no"),
    ]
    assert "training" in forbidden(found)


@given(st.binary(max_size=400), st.text(max_size=40))
def test_any_file_and_address(robots: bytes, url: str) -> None:
    of_page(preferences_of(b"Content-Usage: x\n" + robots), url)


@given(
    st.lists(
        st.sampled_from(
            [
                "User-agent: *",
                "User-agent: newscrawl",
                "Content-Usage: /a b=n",
                "Content-Signal: c=n",
                ":",
                "#",
            ]
        )
    )
)
def test_any_lines(lines: list[str]) -> None:
    assert all(one.stated in ("b=n", "c=n") for one in preferences_of("\n".join(lines).encode()))
