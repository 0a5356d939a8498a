"""What a site's tdmrep.json says of a page."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processor_time import at_most

from newscrawl.extraction.page.tdmrep import MAX_PATH, MAX_RULES, MAX_SIZE, Rule, of_page, rules_of

SITE = "https://news.example"


def rules(*stated: Any) -> list[Rule]:
    return rules_of(json.dumps(list(stated)).encode())


def rule(path: str, reservation: Any = 1, **more: Any) -> dict[str, Any]:
    return {"location": path, "tdm-reservation": reservation, **more}


@pytest.mark.parametrize(
    ("path", "url", "holds"),
    [
        ("/", "/2026/11/a-story", True),
        ("/news", "/news/a-story", True),
        ("/news", "/sport/news", False),
        ("*", "/2026/11/a-story", True),
        ("/*/story", "/2026/11/story-7", True),
        ("/*/story", "/story", False),
        ("/*.html$", "/news/a.html", True),
        ("/*.html$", "/news/a.html?x=1", False),
        ("/a*b*c", "/a--b--c", True),
        ("/a*b*c", "/a--c--b", False),
        ("/news$", "/news", True),
        ("/news$", "/news/1", False),
        ("news", "/news/1", True),
        ("/", "", True),
        ("/ab*ab*c", "/abc", False),
        ("/*a*b", "/a-b-a", True),
        ("*/a*b", "/a/b", True),
        ("/*ab*b", "/ab", False),
    ],
)
def test_paths(path: str, url: str, holds: bool) -> None:
    assert (of_page(rules(rule(path)), SITE + url) is not None) is holds


def test_the_longest_path_holds() -> None:
    found = rules(rule("/", 1, **{"tdm-policy": "https://news.example/policy"}), rule("/free", 0))
    assert of_page(found, f"{SITE}/a") == Rule("/", 1, "https://news.example/policy")
    assert of_page(found, f"{SITE}/free/a") == Rule("/free", 0, None)


@pytest.mark.parametrize(
    "body",
    [
        *(
            b"",
            b"<html>",
            b"{",
            b"[1, null, []]",
            b'[{"location": 1, "tdm-reservation": 1}]',
            b"[" * 100_000,
            b" " * 600_000,
        ),
        *(json.dumps([rule("/", value)]).encode() for value in (2, None, True, "yes", [])),
    ],
)
def test_bytes_without_a_rule_give_no_rules(body: bytes) -> None:
    assert rules_of(body) == []


def test_a_rule_with_small_faults_is_read() -> None:
    assert rules_of(b'\xef\xbb\xbf[{"location": "/", "tdm-reservation": "1"}]') == [
        Rule("/", 1, None)
    ]
    assert rules_of(json.dumps(rule("/")).encode()) == [Rule("/", 1, None)]
    assert rules_of(b'[{"location": "/\xff", "tdm-reservation": 1}]') == [Rule("/\ufffd", 1, None)]
    assert rules(7, rule("*", 0, **{"tdm-policy": 7})) == [Rule("*", 0, None)]


def test_limits_of_a_file() -> None:
    whole = json.dumps(rule("/")).encode().ljust(MAX_SIZE)
    assert (len(rules_of(whole)), len(rules_of(whole + b" "))) == (1, 0)
    assert len(rules(*[rule("/")] * (MAX_RULES + 1))) == MAX_RULES
    longest = "/".ljust(MAX_PATH, "a")
    assert rules(rule(longest), rule(longest + "a"), rule("")) == [Rule(longest, 1, None)]


def test_no_path_takes_long() -> None:
    found = rules(rule("/*a" * 600 + "b"))
    with at_most(1):
        assert of_page(found, SITE + "/" + "a" * 2_000) is None


@given(st.binary(max_size=200), st.text(max_size=50))
def test_any_file_and_any_address(body: bytes, url: str) -> None:
    of_page(rules_of(body), url)
