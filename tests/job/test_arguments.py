"""Spider arguments: what is taken, what is refused, and what the refusal says."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.job.arguments import (
    ArchiveArguments,
    ArgumentError,
    PublisherArguments,
    SiteArguments,
    parse,
)


def test_defaults() -> None:
    assert parse(PublisherArguments, {}) == PublisherArguments(
        only=(), pages=None, since=None, again=False
    )


def test_values() -> None:
    given = {
        "only": "world, Business,",
        "pages": " 3 ",
        "since": "2026-11-20T06:00+04:00",
        "again": "1",
    }
    since = datetime(2026, 11, 20, 6, tzinfo=timezone(timedelta(hours=4)))
    expected = PublisherArguments(only=("world", "Business"), pages=3, since=since, again=True)
    assert parse(PublisherArguments, given) == expected


def test_values_that_are_no_strings() -> None:
    assert parse(PublisherArguments, {"pages": 3, "again": False}) == PublisherArguments(pages=3)


def test_unknown_names_the_known_and_the_nearest() -> None:
    with pytest.raises(ArgumentError, match=r"(?s)pagess.*did you mean pages.*-a only=.*-a since="):
        parse(PublisherArguments, {"pagess": "3"})


@pytest.mark.parametrize("name", ["name", "start_urls", "sections", "domain", "arguments"])
def test_names_of_class_attributes_are_no_arguments(name: str) -> None:
    with pytest.raises(ArgumentError):
        parse(PublisherArguments, {name: "x"})


def test_underscored_keys_pass() -> None:
    assert parse(PublisherArguments, {"_job": "abc", "_version": "1"}) == PublisherArguments()


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("pages", "0", "whole number"),
        ("pages", "-1", "whole number"),
        ("pages", "three", "whole number"),
        ("pages", "²", "whole number"),
        ("since", "last week", "yesterday"),
        ("since", "9999 days", "2026-11-20"),
        ("again", "maybe", "1 or 0"),
        ("only", " , ", "commas"),
        ("language", "english", "en,de"),
        ("language", " , ", "commas"),
        ("match", "", "climate|energy"),
        ("match", "(a", "missing \\)"),
        ("urls", "no/such/list.txt", "No such file"),
    ],
)
def test_errors_of_bad_values_name_valid_ones(key: str, value: str, right: str) -> None:
    with pytest.raises(ArgumentError, match=right):
        parse(PublisherArguments, {key: value})


def test_required() -> None:
    with pytest.raises(ArgumentError, match=r"site needs -a url=….*-a urls=…"):
        parse(SiteArguments, {}, "site")
    with pytest.raises(ArgumentError, match=r"needs -a path=…"):
        parse(ArchiveArguments, {"articles": "1"})


@pytest.mark.parametrize(
    "url",
    [
        "example",
        "ftp://example.org/",
        "mailto:ann@example.org",
        "ann:secret@example.org",
        "http://",
        "https://[::1",
        "https://a b/",
        "https://example.org:99999/",
    ],
)
def test_bad_addresses(url: str) -> None:
    with pytest.raises(ArgumentError, match="http"):
        parse(SiteArguments, {"url": url})


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("example.org", "https://example.org"),
        ("www.example.org:8080/news?a=1", "https://www.example.org:8080/news?a=1"),
        ("http://example.org/", "http://example.org/"),
    ],
)
def test_addresses(value: str, url: str) -> None:
    assert parse(SiteArguments, {"url": value}).url == url


@pytest.mark.parametrize(
    ("value", "days"), [("today", 0), ("Yesterday", 1), ("3 days ago", 3), ("1 day ago", 1)]
)
def test_days_before_today(value: str, days: int) -> None:
    since = parse(PublisherArguments, {"since": value}).since
    assert since is not None
    assert since.time() == time()
    assert since.tzinfo is None  # meant in the publisher's zone
    assert 0 <= (datetime.now() - since).days - days <= 1  # 1: midnight has just passed


def test_filters() -> None:
    found = parse(ArchiveArguments, {"path": "a", "language": "en, pt-BR", "match": "Energy"})
    assert found.language == ("en", "pt-br")
    assert found.match is not None and found.match.search("clean energy")


def test_a_list_stands_in_place_of_sections(tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.touch()
    assert parse(SiteArguments, {"urls": str(listed)}) == SiteArguments(url="", urls=listed)
    for other in ({"only": "world"}, {"pages": "2"}):
        with pytest.raises(ArgumentError, match="Leave out -a only="):
            parse(PublisherArguments, {"urls": str(listed), **other})


def test_archive() -> None:
    assert parse(ArchiveArguments, {"path": "a.warc.gz,b", "articles": "yes"}) == ArchiveArguments(
        path=("a.warc.gz", "b"), articles=True
    )


@given(st.dictionaries(st.sampled_from(["only", "pages", "since", "again", "url", "x"]), st.text()))
def test_total(given: dict[str, str]) -> None:
    try:
        parse(SiteArguments, given)
    except ArgumentError as error:
        assert str(error)


def test_no_user_and_password_in_an_address() -> None:
    for value in (
        "https://me:s3cr3t@a.example/",
        "https://s3cr3t@a.example",
        "ftp://me:s3cr3t@a.example/",
        "me:s3cr3t@a.example/",
    ):
        with pytest.raises(ArgumentError) as told:
            parse(SiteArguments, {"url": value})
        assert "s3cr3t" not in str(told.value)
