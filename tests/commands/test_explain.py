"""`scrapy explain` from any folder: a page of the demo, saved pages, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import forks
import pytest
from newspaper import serve, story, story_page
from saved import Page, page, warc

from newscrawl.commands.explain import shown
from newscrawl.extraction.page.document import Document
from newscrawl.report.explain import explained

PREVIEW = "http://preview.example/preview/currency-swings-squeeze-island-cafes"
CONTACT = ("-s", "NEWSCRAWL_CONTACT=ann@example.org", "-s", "NEWSCRAWL_PRIVATE_ADDRESSES=1")


def explain(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = forks.run("-m", "scrapy", "explain", *arguments, folder=folder, NEWSCRAWL_CONTACT="")
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_a_preview_of_the_demo_needs_no_network_and_no_contact(tmp_path: Path) -> None:
    status, out, errors = explain(
        tmp_path, PREVIEW, "--html", "page.html", "--svg", "picture.svg", "--json"
    )
    assert status == 0
    record = json.loads(out)
    assert record["truncated"] is True
    assert record["completeness"]["delivered_fraction"] == 0.15
    assert record["http_status"] == 200
    assert record["fetched_at"]
    assert "Zoë Nuñez-Farrow" in (tmp_path / "page.html").read_text("utf-8")
    assert (tmp_path / "picture.svg").read_text("utf-8").startswith("<svg")
    assert f"Wrote {tmp_path / 'page.html'}" in errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.html", "picture.svg"]


def test_a_page_of_a_site_as_plain_text(tmp_path: Path) -> None:
    with serve({"/robots.txt": 404, story("bridge"): story_page("bridge")}) as site:
        status, out, _ = explain(tmp_path, site.url + story("bridge"), *CONTACT)
    assert status == 0
    assert out.startswith("The bridge\n")
    assert "HTTP 200" in out
    assert "\x1b" not in out
    assert "/robots.txt" in site.asked


def test_unreadable_sources_give_a_reason(tmp_path: Path) -> None:
    robots = ("text/plain", "User-agent: *\nDisallow: /private")
    feed = ("application/rss+xml", "<rss/>")
    with serve({"/robots.txt": robots, "/feed": feed}) as site:
        forbidden = explain(tmp_path, site.url + "/private/a", *CONTACT)
        missing = explain(tmp_path, site.url + "/missing", *CONTACT)
        no_page = explain(tmp_path, site.url + "/feed", *CONTACT)
    assert forbidden[0] == missing[0] == no_page[0] == 2
    assert "robots.txt forbids it" in forbidden[2]
    assert "not found" in missing[2]
    assert "not a page" in no_page[2]
    assert "/private/a" not in site.asked


def test_saved_pages(tmp_path: Path) -> None:
    pages = [Page(f"http://paper.example/{n}", page(f"Story {n}")) for n in (1, 2)]
    (tmp_path / "pages.warc").write_bytes(warc(pages))
    (tmp_path / "empty.html").write_bytes(b"<html><body></body></html>")
    (tmp_path / "my page.html").write_bytes(page("Story 3"))
    status, out, _ = explain(tmp_path, "pages.warc")
    assert status == 0
    assert out.startswith("Story 1\nhttp://paper.example/1\n")
    assert "page 1 of several: --page 2 shows the next" in out
    status, out, _ = explain(tmp_path, "pages.warc", "--page", "2", "--json")
    assert json.loads(out)["title"] == "Story 2"
    assert json.loads(out)["fetched_at"]
    status, _, errors = explain(tmp_path, "pages.warc", "--page", "3")
    assert status == 2
    assert errors == "scrapy explain: pages.warc has no page 3: it has 2\n"
    status, out, _ = explain(tmp_path, (tmp_path / "my page.html").as_uri())
    assert status == 0
    assert out.startswith("Story 3\nfile:///")
    status, out, _ = explain(tmp_path, "empty.html")
    assert status == 3
    assert "No article was found on this page" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "name one address or file"),
        (("a.html", "b.html"), "name one address or file"),
        ((PREVIEW, "--colour"), "there is no option --colour; `scrapy explain -h` lists them"),
        (("story.html",), "there is no file story.html (looked in "),
        (("story",), "story is neither a file nor an address such as"),
        (("https://ann:secret@paper.example/a",), "an address without user and password"),
        (("https://paper.example/a",), "Name an address: -s NEWSCRAWL_CONTACT="),
        ((PREVIEW, "--page", "0"), "--page counts from 1"),
        ((PREVIEW, "--page", "2"), "an address has one page"),
    ],
)
def test_refused(arguments: tuple[str, ...], says: str, tmp_path: Path) -> None:
    status, out, errors = explain(tmp_path, *arguments)
    assert status == 1
    assert out == ""
    assert errors.startswith("scrapy explain: ")
    assert says in errors
    assert "secret" not in errors


def test_a_page_that_would_take_minutes(tmp_path: Path) -> None:
    attributes = " ".join(f"a{number}" for number in range(20_000))
    (tmp_path / "page.html").write_text(
        f"<html><div {attributes}>The ferry came back.</div></html>"
    )
    status, out, errors = explain(tmp_path, "page.html")
    assert (status, out) == (2, "")
    assert "page.html is not read, because it has too many attributes in its tags" in errors


def test_an_unwritable_file(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page("Story"))
    status, _, errors = explain(tmp_path, "a.html", "--html", "nowhere/page.html")
    assert status == 2
    assert "could not write nowhere/page.html: No such file or directory" in errors
    (tmp_path / "odd.xyz").write_bytes(b"x")
    status, _, errors = explain(tmp_path, "odd.xyz")
    assert status == 2
    assert "odd.xyz has no page 1: unknown type (" in errors


def test_help(tmp_path: Path) -> None:
    status, out, _ = explain(tmp_path, "-h")
    assert status == 0
    assert "without any network" in " ".join(out.split())


def test_on_a_terminal_the_output_has_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    found = explained(Document.of(page("Story"), "http://paper.example/1"))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert "\x1b[1m" in shown(found, in_json=False)
    assert json.loads(shown(found, in_json=True))["title"] == "Story"


def test_a_bundle_of_a_browser_in_a_folder(tmp_path: Path) -> None:
    """The record has the address and the day at which the browser saved the page. No request is
    sent.
    """
    head = "Snapshot-Content-Location: http://paper.example/7\nDate: Fri, 20 Nov 2026 10:00:00 +0400\nMIME-Version: 1.0\n"
    kind = 'Content-Type: multipart/related; type="text/html"; boundary="part"\n\n--part\nContent-Type: text/html\n\n'
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved/story.mhtml").write_bytes(
        f"{head}{kind}".encode() + page("Story 7") + b"\n--part--\n"
    )
    status, out, errors = explain(tmp_path, "saved", "--json")
    assert status == 0, errors
    record = json.loads(out)
    assert (record["title"], record["url"]) == ("Story 7", "http://paper.example/7")
    assert record["fetched_at"] == "2026-11-20T06:00:00Z"
    assert record["http_status"] is None
