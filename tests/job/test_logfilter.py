"""Log lines have no passwords, and no traceback twice."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.job.logfilter import LogFilter, without_userinfo


@pytest.fixture
def lines() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    out = io.StringIO()
    handlers = [logging.StreamHandler(out), logging.StreamHandler(io.StringIO())]
    shared = LogFilter()
    logger = logging.Logger("test")
    for handler in reversed(handlers):
        handler.addFilter(shared)
        logger.addHandler(handler)
    yield logger, out


def fail(where: str) -> None:
    if where == "one":
        raise AttributeError("http://me:s3cr3t@a.example/ has no title")
    raise AttributeError("another")


def test_one_traceback_for_each_kind_of_error(lines: tuple[logging.Logger, io.StringIO]) -> None:
    logger, out = lines
    for number, where in enumerate(["one", "one", "two", "one"]):
        try:
            fail(where)
        except AttributeError:
            logger.exception("Page %d", number)
    text = out.getvalue()
    assert text.count("Traceback") == 2
    assert [text.count(f"Page {number}") for number in range(4)] == [1] * 4
    assert text.count("(AttributeError, as before, in line") == 2
    assert "s3cr3t" not in text
    assert "http://a.example/ has no title" in text


def test_a_bad_certificate_is_told_once_for_each_host() -> None:
    told = LogFilter()
    text = 'Remote certificate is not valid for hostname "%s"'
    records = [
        logging.makeLogRecord({"name": name, "msg": text, "args": (host,)})
        for name, host in (
            ("scrapy.core.downloader.tls", "a.example"),
            ("scrapy.core.downloader.tls", "a.example"),
            ("scrapy.core.downloader.tls", "b.example"),
            ("another", "a.example"),
            ("another", "a.example"),
        )
    ]
    expected = [True, False, True, True, True]
    assert [told.filter(record) for record in records] == expected
    # a record that several handlers print
    assert [told.filter(record) for record in records] == expected


def test_no_password_in_a_message(lines: tuple[logging.Logger, io.StringIO]) -> None:
    logger, out = lines
    logger.warning(
        "Crawled %s from %s", "<GET https://me:s3cr3t@a.example/b>", "https://a.example/@me?to=b@c"
    )
    assert out.getvalue() == "Crawled <GET https://a.example/b> from https://a.example/@me?to=b@c\n"


@given(
    st.text(st.characters(exclude_characters="/?#\"'<>", exclude_categories=["Z", "C"]), min_size=1)
)
def test_any_user_and_password(text: str) -> None:
    assert without_userinfo(f"see http://{text}@a.example/b") == "see http://a.example/b"


def test_a_line_holds_no_control_characters() -> None:
    record = logging.LogRecord(
        "x", logging.INFO, "x", 1, "Sections: %s", ("World\x1b[2J\u202e",), None
    )
    assert LogFilter().filter(record)
    assert record.getMessage() == "Sections: World\\x1b[2J\\u202e"
