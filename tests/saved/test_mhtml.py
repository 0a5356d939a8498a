"""MHTML files as browsers write them: the page, its address and day, in each encoding; and files
that hold no page.
"""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.saved import mhtml
from newscrawl.saved.files import pages_in
from newscrawl.saved.page import Saved, Skipped

HTML = "<html><body><p>The ferry’s café opens on Friday.</p></body></html>".encode()
FILE = Path("saved.mhtml")
PICTURE = base64.encodebytes(bytes(range(256)))


def page_of(data: bytes) -> Saved | None:
    return mhtml.page_of(data, FILE)


def bundle(
    body: bytes = HTML,
    encoding: str = "8bit",
    line: bytes = b"\r\n",
    place: str = "http://paper.example/a",
) -> bytes:
    """Returns an MHTML file of a picture, a page and a frame's page, in this order."""
    written = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(
        encoding, bytes
    )(body)
    lines = [
        b"From: <Saved by a browser>",
        f"Snapshot-Content-Location: {place}".encode(),
        b"Date: Fri, 20 Nov 2026 10:00:00 +0400",
        b"MIME-Version: 1.0",
        b'Content-Type: multipart/related; type="text/html"; boundary="--Part(1)"',
        b"",
        b"----Part(1)",
        b"Content-Type: image/png",
        b"Content-Transfer-Encoding: base64",
        b"",
        PICTURE,
        b"----Part(1)",
        b"Content-Type: text/html; charset=utf-8",
        f"Content-Transfer-Encoding: {encoding}".encode(),
        b"",
        written,
        b"----Part(1)",
        b"Content-Type: text/html",
        b"",
        b"<p>A frame.</p>",
        b"----Part(1)--",
        b"",
    ]
    return line.join(lines)


@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("line", [b"\r\n", b"\n"])
def test_the_page(encoding: str, line: bytes) -> None:
    page = page_of(bundle(encoding=encoding, line=line))
    assert page is not None
    assert page.body.strip() == HTML
    assert page.url == "http://paper.example/a"
    assert page.headers == (("Content-Type", "text/html; charset=utf-8"),)
    assert page.fetched_at == "2026-11-20T06:00:00Z"


def test_a_page_that_is_the_only_part() -> None:
    page = page_of(b"Content-Location: https://paper.example/b\nContent-Type: text/html\n\n" + HTML)
    assert page == Saved(
        "https://paper.example/b", None, (("Content-Type", "text/html"),), HTML, None, FILE
    )


@pytest.mark.parametrize("date", ["", "yesterday", "Fri, 99 Nov 2026 10:00:00 +0400"])
def test_no_day(date: str) -> None:
    page = page_of(f"Date: {date}\nContent-Type: text/html\n\n<p>".encode())
    assert page is not None
    assert page.fetched_at is None


def test_base64_that_is_broken() -> None:
    page = page_of(b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\nabcde")
    assert page is not None
    assert page.body == b""


@pytest.mark.parametrize(
    "data", [b"", HTML, b"x" * 100_000, bundle().replace(b"text/html", b"text/plain"), b"A: b\n\nc"]
)
def test_no_page(data: bytes) -> None:
    assert page_of(data) is None


@given(st.binary(max_size=200), st.integers(0, 1000))
def test_total(data: bytes, at: int) -> None:
    page_of(data)
    page_of(bundle()[:at] + data)


def test_of_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.MHTML"
    path.write_bytes(bundle())
    (saved,) = pages_in([path])
    assert isinstance(saved, Saved)
    assert (saved.url, saved.fetched_at) == ("http://paper.example/a", "2026-11-20T06:00:00Z")
    path.write_bytes(bundle(place="file:///home/a.html"))
    (saved,) = pages_in([path])
    assert isinstance(saved, Saved)
    assert saved.url == path.as_uri()


@pytest.mark.parametrize(
    ("data", "reason"),
    [(HTML, "unreadable"), (bundle(b" "), "empty_page"), (bundle(b"x" * 17_000_000), "too_large")],
)
def test_of_an_archive_without_a_page(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(data)
    (skipped,) = pages_in([path])
    assert isinstance(skipped, Skipped)
    assert skipped.reason == reason
