"""The terminal's text, the plain text and the HTML page of an explanation."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser import PROGRAM, Browser
from test_explained import PAGE, URL

from newscrawl.extraction.page.document import Document
from newscrawl.items import Article, Completeness
from newscrawl.report.explain import Explained, Line, Repair, explained, page, terminal, verdict

HOSTILE = "<script>alert(1)</script> \x1b[2J $style & \u202egnp"


@pytest.fixture(scope="module")
def found() -> Explained:
    return explained(Document.of(PAGE, URL), origin="HTTP 200, 2.0 KB", fetching=12.0)


@pytest.fixture(scope="module")
def hostile() -> Explained:
    article = Article(url="https://a.example/", title=HOSTILE, text=HOSTILE)
    lines = [
        Line(HOSTILE, "paragraph", before="x", credit=HOSTILE),
        Line(HOSTILE, rule="line.share"),
        Line("o", "quote"),
    ]
    return Explained(
        article,
        HOSTILE,
        lines=lines,
        repairs=[Repair("nfc", HOSTILE, " ", 2), Repair("nfc", "\x9d", "", 1)],
    )


def test_plain_text_has_no_escape_codes_and_marks_dropped_lines(found: Explained) -> None:
    text = terminal.plain(found)
    assert text.isprintable() or set(re.findall(r"[^\x20-\uffff]", text)) == {"\n"}
    assert "\n  - Advertisement  [extraction." in text
    assert "\n  # A long winter\n" in text
    assert "\n    The café by the quay" in text
    assert re.search(r"1 × +mojibake.windows-1252 +Ã© → é\n", text)
    assert re.search(r"title +The bridge opens at last  \[h1, og:title, JSON-LD headline\]\n", text)
    source = found.record.completeness.evidence[0]
    assert source.signal == "source_page"
    assert re.search(rf"{source.weight:.2f} +━+ +source_page", text)
    assert re.search(r"extraction +\d+\.\d ms", text)
    assert text.startswith(f"The bridge opens at last\n{URL}\nHTTP 200, 2.0 KB\n")


def test_a_terminal_strikes_out_dropped_lines(found: Explained) -> None:
    text = terminal.coloured(found, 80)
    assert re.search(r"\x1b\[[0-9;]*9mAdvertisement\x1b\[0m", text)
    assert re.search(r"\x1b\[[0-9;]*9;31mcafÃ©\x1b\[0m\x1b\[32mcafé\x1b\[0m", text)
    assert all(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) <= 80 for line in text.splitlines())


def test_a_picture_asks_no_other_server(found: Explained) -> None:
    picture = terminal.svg(found)
    assert picture.startswith("<svg")
    assert "@font-face" not in picture
    assert "url(http" not in picture


@pytest.mark.parametrize("draw", [terminal.plain, lambda found: terminal.coloured(found, 60)])
def test_a_page_can_not_write_to_the_terminal(draw, hostile: Explained) -> None:  # type: ignore[no-untyped-def]
    text = draw(hostile)
    assert "\x1b[2J" not in text
    assert "\u202e" not in text
    assert "\\x1b[2J" in text


class _Tags(HTMLParser):
    """Collects the open tags, the attributes with addresses, and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.outside: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)
        self.outside += [
            f"{tag} {value}" for name, value in attrs if name in ("src", "href", "srcset") and value
        ]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_is_well_formed_and_needs_nothing_else(found: Explained) -> None:
    text = page.html(found)
    tags = _Tags(text)
    assert tags.open == []
    assert tags.outside == [f"a {URL}"]
    assert not tags.tags & {"script", "link", "img", "iframe"}
    assert "@import" not in text
    assert "url(" not in text
    assert "prefers-color-scheme: dark" in text
    assert "<s>Advertisement</s>" in text
    assert "<del>cafÃ©</del><ins>café</ins>" in text
    assert '"truncated": false' in tags.text
    assert "JSON-LD headline" in tags.text


def test_html_escapes_texts_of_pages(hostile: Explained) -> None:
    tags = _Tags(page.html(hostile))
    assert "script" not in tags.tags
    assert "<script>alert(1)</script> \\x1b[2J $style & \\u202egnp" in tags.text
    assert tags.open == []


def test_html_folds_long_runs_of_dropped_lines(found: Explained) -> None:
    lines = [Line(f"Link {number}", rule="extraction.link_only") for number in range(page.MANY)]
    assert f"<summary>{page.MANY} lines dropped</summary>" in page.html(replace(found, lines=lines))
    assert "lines dropped</summary>" not in page.html(replace(found, lines=lines[1:]))


def test_a_page_without_an_article() -> None:
    found = explained(Document.of("<html><body></body></html>", "file:///tmp/empty.html"))
    assert verdict.NO_WORDS in terminal.plain(found)
    assert verdict.NO_WORDS in terminal.coloured(found)
    tags = _Tags(page.html(found))
    assert verdict.NO_WORDS in tags.text
    assert tags.outside == []
    assert "NO TEXT" in terminal.coloured(found)


def test_many_repairs_are_counted(found: Explained) -> None:
    many = replace(
        found, repairs=[Repair("nfc", str(n), "é", 1) for n in range(terminal.MOST_REPAIRS + 3)]
    )
    assert "and 3 other repairs" in terminal.plain(many)
    assert "and 3 other repairs" in terminal.coloured(many)


def test_the_verdict_in_words() -> None:
    said = Completeness(0.99, "paywall", 400, 0.5, "word_count", "sentence_end", None, "The Harrow")
    article = Article(text="x", word_count=200, truncated=True, completeness=said)
    assert verdict.headline(article) == "truncated, paywall"
    assert verdict.details(article) == [
        "probability of a cut 0.99", "50% delivered (word count)", "cut between sentences", "about 400 words in all",
        "the whole is at The Harrow",
    ]  # fmt: skip
    assert verdict.measures(article) == ["200 words"]
    assert verdict.headline(Article(text="x")) == "not known"


@pytest.mark.skipif(
    PROGRAM is None, reason="Chromium is not installed (Debian: apt-get install chromium)"
)
def test_a_browser_shows_the_page_without_errors_and_requests(
    found: Explained, hostile: Explained, tmp_path: Path
) -> None:
    grounds = set()
    questions = (
        "document.documentElement.scrollWidth",
        "getComputedStyle(document.body).backgroundColor",
    )
    with Browser() as browser:
        for number, one in enumerate((found, hostile)):
            path = tmp_path / f"{number}.html"
            path.write_text(page.html(one), "utf-8")
            for width, dark in ((1100, False), (390, True)):
                seen = browser.look(path, width=width, dark=dark, questions=questions)
                assert seen.errors == []
                assert seen.requests == [path.as_uri()]
                across, ground = seen.values
                assert across == width  # nothing to scroll sideways
                grounds.add((dark, ground))
    assert len(grounds) == 2
