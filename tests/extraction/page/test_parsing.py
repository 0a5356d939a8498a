"""Bytes to a tree: encodings, what libxml2 stops at, and end tags that it would lose."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from newscrawl.extraction.page import parsing
from newscrawl.extraction.page.parsing import closed, parse


def text(root: Any) -> str:
    return "".join(root.itertext())


@pytest.mark.parametrize(
    ("body", "encoding", "said"),
    [
        (b"<p>plain", "utf-8", "plain"),
        ("<p>Brücke".encode(), "utf-8", "Brücke"),
        ("<p>Brücke".encode("cp1252"), "cp1252", "Brücke"),
        ("<p>Мост".encode("utf-16-le"), "utf-16-le", "Мост"),
        (b"\xef\xbb\xbf<p>marked", "utf-8", "marked"),
        (b"<p>a\0b", "utf-8", "ab"),
        (b"<p>bad \xff byte</p><p>after", "utf-8", "bad \ufffd byteafter"),
        (b'<meta charset="cp1252"><p>' + "Brücke".encode(), "utf-8", "Brücke"),
    ],
)
def test_the_tree_has_the_text_in_the_given_encoding(body: bytes, encoding: str, said: str) -> None:
    assert text(parse(body, encoding)) == said


@pytest.mark.parametrize("body", [b"", b" \n", b"\0", b"\xef\xbb\xbf"])
def test_a_page_without_any_has_no_tree(body: bytes) -> None:
    assert parse(body, "utf-8") is None


@pytest.mark.parametrize(
    "page",
    [
        "<body><p>before</p></body></html><p>behind</p>",
        "<body><p>before</p></BODY><p>behind</p></html>",
        "<body><p>before</p></body></html><html><body><p>behind</p></body></html>",
        "<p>before</p></html ><!-- cached --><p>behind</p>",
        "<p>before</p><!-- a story <p>behind</p>",
        "<p>before</p><!-- whole --><!-- open <p>behind</p>",
        "<!-- open <p>before</p><!-- open <p>behind</p>",
    ],
)
def test_text_after_an_early_end_is_read(page: str) -> None:
    root = parse(page.encode(), "utf-8")
    assert root is not None
    assert [one.text for one in root.iter("p")] == ["before", "behind"]


@pytest.mark.parametrize("comment", ["<!-- no text -->", "<!-- no text --!>", "<!-->", "<!--->"])
def test_a_comment_at_the_end_is_no_text(comment: str) -> None:
    root = parse(f"<p>The ferry</p>{comment}".encode(), "utf-8")
    assert root is not None
    assert "".join(root.itertext()) == "The ferry"


def test_text_behind_a_button_with_an_open_div_is_not_in_the_button() -> None:
    root = parse(b"<body><button>Ask<div>us</button><main><p>The ferry is back.</main>", "utf-8")
    assert root is not None
    assert [e.tag for e in root[0]] == ["button", "main"]


@pytest.mark.parametrize(
    ("page", "whole"),
    [
        ("<button>Ask<div></button><main>", "<button>Ask<div></div></button><main>"),
        ("<ARTICLE><Div>a<div>b</ARTICLE>", "<ARTICLE><Div>a<div>b</div></div></ARTICLE>"),
        ("<ul><li><div>a</li><li>b</ul>", "<ul><li><div>a</div></li><li>b</ul>"),
        # Inline elements do not close a div, nor does an end tag without its element.
        ("<span><div></span>", "<span><div></span>"),
        ("<div></section>", "<div></section>"),
        # An end tag inside a cell closes nothing outside. The cell's own end tag closes everything inside.
        ("<section><table><tr><td><div></section>", "<section><table><tr><td><div></section>"),
        ("<td><section><div></td></section>", "<td><section><div></td></section>"),
        # Text in a script, title or comment is no tag.
        ("<script>'<button><div></button>'</script>", "<script>'<button><div></button>'</script>"),
        ("<button><script>'<div>'</script></button>", "<button><script>'<div>'</script></button>"),
        ("<!--<button><div></button>-->", "<!--<button><div></button>-->"),
        ("<button><!--><div></button>", "<button><!--><div></div></button>"),
        ("<button><div><!-- open", "<button><div><!-- open"),
    ],
)
def test_end_tags_close_the_divs_inside_their_elements(page: str, whole: str) -> None:
    assert closed(page.encode()) == whole.encode()


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>Ferry</title><mbox><div><p>The ferry is back.</div>",  # an unknown element
        "<html><head><title>Ferry</titavaScript src=x><p>The ferry is back.",  # a title without its end
    ],
)
def test_a_damaged_head_does_not_take_the_body(page: str) -> None:
    root = parse(page.encode(), "utf-8")
    assert root is not None
    body = root.find("body")
    assert body is not None
    assert text(body).endswith("The ferry is back.")
    assert [e.text for e in root.iter("title")] == ["Ferry"]


def test_a_page_of_a_head_alone_stays_one() -> None:
    for page in (b"<html><head><title>Ferry</title><!-- none --></head></html>", b"<title>Ferry"):
        root = parse(page, "utf-8")
        assert root is not None
        assert root.find("body") is None


def test_a_page_without_lost_tags_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def closes(page: bytes) -> bytes:
        raise AssertionError(page)

    monkeypatch.setattr(parsing, "closed", closes)
    assert parse(b"<button><div>Ask</div></button><p>a<p>b</div></i>", "utf-8") is not None


def test_a_page_with_more_errors_than_libxml2_names_is_looked_through() -> None:
    root = parse(b"<p></i>" * 200 + b"<button><div></button><main>", "utf-8")
    assert root is not None
    assert [e.tag for e in root.iter("button", "main")] == ["button", "main"]
    assert isinstance(root.find(".//main"), etree._Element)
    assert root.find(".//button//main") is None
