"""`from newscrawl import read_article`: the public names, and that a record is the same as in a
crawl.
"""

from __future__ import annotations

import json
import subprocess
import sys
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from processor_time import at_most
from scrapy.http import Headers, HtmlResponse
from test_pipelines import through

import newscrawl
from newscrawl import Article, Profile, extraction, read_article
from newscrawl.items import Via
from newscrawl.middlewares.documents import document_of
from newscrawl.output.exporters import to_line

PAGE = """<html lang="en"><head><title>Ferry returns</title><meta name="author" content="Ana Lund">
<meta property="article:published_time" content="2026-11-20T08:00:00Z"></head><body><article><h1>Ferry returns</h1>
<p>The ferry came back on Monday after Â£10 million of repairs, the harbour board said in a statement.</p>
<p>It carries forty cars and three hundred people, twice a day, from the old pier to the islands.</p>
<p>Tickets are sold on board, and the first week is free for everyone who lives on the coast.</p>
</article></body></html>"""
URL = "https://paper.example/news/ferry"


def test_public_names_are_these() -> None:
    assert newscrawl.__all__ == ["Article", "Profile", "__version__", "read_article"]
    assert all(hasattr(newscrawl, name) for name in newscrawl.__all__)
    with pytest.raises(AttributeError, match="no attribute 'read_articles'"):
        newscrawl.read_articles  # noqa: B018


def test_a_record_is_what_a_crawl_delivers() -> None:
    """Equal except for facts that only a crawl knows: its id, and how the article was found."""
    response = HtmlResponse(
        URL, body=PAGE.encode(), encoding="utf-8", headers={"Content-Type": "text/html"}
    )
    crawled = through(extraction.extract(document_of(response), via=Via("archive")))
    crawled.crawl_id, crawled.via = None, None
    alone = read_article(PAGE.encode(), URL, headers={"Content-Type": "text/html"}, status=200)
    assert to_line(alone) == to_line(crawled)
    assert alone.truncated is False
    assert "£10 million" in alone.text
    assert [author.name for author in alone.authors] == ["Ana Lund"]


def test_to_dict_has_the_keys_of_a_feed() -> None:
    record = read_article(PAGE, URL)
    assert record.to_dict() == json.loads(to_line(record))


def test_text_stays_and_bytes_are_decoded_as_browsers_do() -> None:
    page = PAGE.replace("ferry came", "Fähre came").replace(
        "<head>", '<head><meta charset="windows-1252">'
    )
    assert "Fähre" in read_article(page, URL).text
    assert "Fähre" in read_article(page.encode("cp1252"), URL).text


def test_plain_text_and_pages_that_are_no_articles() -> None:
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    assert (
        read_article("One line.\n\nAnother line.", URL, headers=headers).text
        == "One line.\n\nAnother line."
    )
    assert read_article("", URL).text == ""
    assert read_article(b"&&&& " * 200, URL, headers=headers).text == ""


def test_a_page_that_would_take_minutes_is_refused() -> None:
    hostile = PAGE.replace("<article>", f"<article {' '.join(f'a{n}' for n in range(100_000))}>")
    with at_most(3), pytest.raises(ValueError, match="too many attributes"):
        read_article(hostile, URL)


@pytest.mark.parametrize("named", [dict, Headers, Message])
def test_headers_of_any_library_are_read(named: Any) -> None:
    headers = named()
    headers["Content-Type"] = "text/html; charset=windows-1252"
    headers["X-Robots-Tag"] = "noarchive"
    record = read_article(
        PAGE.replace("ferry came", "Fähre came").encode("cp1252"), URL, headers=headers
    )
    assert "Fähre" in record.text
    assert record.rights.robots_meta == ["noarchive"]


def test_a_page_without_its_article_is_not_called_whole() -> None:
    rest = "<p>Copyright 2026 The Harrow Post. All rights reserved. Privacy Terms</p>"
    record = read_article(f"<html><h1>Ferry returns</h1><div id=root></div>{rest}</html>", URL)
    assert (record.text, record.confidence, record.truncated) == ("", 0.0, None)
    assert record.completeness.kind == "extraction_gap"
    for page in ("", "<html></html>", "<p> </p>"):
        assert read_article(page, URL).truncated is None


def test_a_page_with_a_nul_byte_is_a_page() -> None:
    assert (
        read_article(PAGE.replace("board said", "bo\0ard said"), URL).text
        == read_article(PAGE, URL).text
    )


@pytest.mark.parametrize("start", [b"", b"<html>"])
def test_a_pdf_gives_no_text(start: bytes) -> None:
    text = b"BT /F1 12 Tf (The ferry came back on Monday after ten million of repairs) Tj ET\n" * 40
    found = read_article(b"%PDF-1.4\n" + text + start, URL, headers={"Content-Type": "text/html"})
    assert found.text == ""


def test_binary_data_gives_no_text() -> None:
    picture = b"\x89PNG\r\n\x1a\n\0\0" + b"some words in a picture. " * 100
    assert read_article(picture, URL).text == ""


@pytest.mark.parametrize("page", [None, 3, Path("page.html")])
def test_a_page_is_bytes_or_text(page: Any) -> None:
    with pytest.raises(TypeError, match="a page is bytes or str, not "):
        read_article(page, URL)


def test_an_address_must_be_absolute() -> None:
    with pytest.raises(
        ValueError, match=r"url='/news/1' is not absolute: give one such as https://"
    ):
        read_article(PAGE, "/news/1")


def test_the_publishers_file_fills_facts_that_the_page_lacks() -> None:
    record = read_article(
        PAGE, URL, publisher=Profile("paper", "The Paper", "paper.example", country="NO")
    )
    assert (record.publisher.id, record.publisher.country) == ("paper", "NO")


def test_reading_needs_no_scrapy() -> None:
    code = "import sys; from newscrawl import read_article; read_article('<p>a', 'https://a.example/'); "
    code += "print([name for name in ('scrapy', 'twisted') if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_the_lines_of_the_readme_run(capsys: pytest.CaptureFixture[str]) -> None:
    readme = Path(__file__).parents[1].joinpath("README.md").read_text("utf-8")
    lines = readme.partition("```python\n")[2].partition("```")[0]
    exec(lines, {"html": PAGE})
    assert capsys.readouterr().out.startswith(
        "Ferry returns False {'schema': 'newscrawl/article/1', 'id': '"
    )


def test_article_type_is_the_record() -> None:
    assert isinstance(read_article(PAGE, URL), Article)
