"""`scrapy crawl` for real, in a process of its own: saved pages, early ends, bad input, other
people's items.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import resource
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import forks
import jsonschema
import pytest
from forks import COMMAND, unmeasured
from saved import ROOT, Crawl, Page, crawl, page, pages, read, warc, warc_records
from scrapy import Request
from scrapy.exceptions import NotSupported

from newscrawl.crawl.archive import ArchiveDownloadHandler
from newscrawl.items import json_schema
from newscrawl.saved.page import Saved

VALIDATOR = jsonschema.Draft202012Validator(json_schema())

TEXT = """The bridge over the river is to be mended

The council met on Tuesday evening and agreed to mend the old bridge.

It has been closed since the flood of last winter, which carried off two of its seven arches.
"""


def assert_valid(records: list[dict[str, Any]]) -> None:
    for record in records:
        VALIDATOR.validate(record)
        assert list(record) == list(json_schema()["properties"])


# Saved pages


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """Returns the results of a crawl of a folder of everything."""
    folder = tmp_path_factory.mktemp("mixed")
    saved = folder / "saved"
    (saved / "b" / "c").mkdir(parents=True)
    (saved / "a.html").write_bytes(page("A page by itself"))
    (saved / "b" / "1.warc.gz").write_bytes(warc(pages(40), packed=True))
    odd = [
        Page("http://paper.example/request", b"", type="request"),
        Page("http://paper.example/moved", page("Moved"), status="301 Moved Permanently"),
        Page("http://paper.example/gone", page("Gone"), status="410 Gone"),
        Page("http://paper.example/a.jpg", b"\xff\xd8\xff" + bytes(99), content_type="image/jpeg"),
        Page("http://paper.example/long?" + "x" * 5000, page("A long address")),
        Page("http://[paper.example/broken", page("A broken address")),
        Page("http://paper.example/no-text", b"<html><body></body></html>"),
        Page(
            "http://paper.example/last page",
            page("Spaces in the address"),
            status="203 Non-Authoritative",
        ),
        Page("http://paper.example/plain", TEXT.encode(), content_type="text/plain"),
        Page(
            "http://paper.example/surrogates",
            page("S").replace(b"Masons", b"Masons &#xD83D; &#55357;"),
        ),
        Page(
            "http://paper.example/latin",
            page("S").replace(b"utf-8", b"latin-1").replace(b"Masons", b"Ma\xe7ons"),
            content_type="text/html",
        ),
    ]
    (saved / "b" / "2.warc").write_bytes(warc(odd))
    (saved / "b" / "c" / "deep.txt").write_text(TEXT, encoding="utf-8")
    (saved / "b" / "c" / "empty.html").write_bytes(b"")
    (saved / "b" / "c" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (saved / "d.htm").write_bytes(page("Another page by itself"))
    return crawl(folder, "archive", "-a", f"path={saved}", output=folder / "out.jsonl")


def test_every_page_and_text_gives_one_record_in_their_order(mixed: Crawl) -> None:
    assert mixed.status == 0, mixed.log
    urls = [record["requested_url"].rpartition("/")[2] for record in mixed.records]
    assert urls == [
        "a.html",
        *(one.url.rpartition("/")[2] for one in pages(40)),
        "long?" + "x" * 5000,
        "last%20page",
        "plain",
        "surrogates",
        "latin",
        "deep.txt",
        "d.htm",
    ]


def test_pages_that_give_no_record_are_counted_and_printed(mixed: Crawl) -> None:
    for reason in (
        "warc_request",
        "status_301",
        "status_410",
        "not_html",
        "bad_address",
        "empty_file",
        "unknown_type",
    ):
        assert f"newscrawl/spider/skipped/{reason}': 1" in mixed.log, reason
        assert f"| {reason} " in mixed.log, reason
    assert "\nSkipped, unknown_type: /" in mixed.log
    assert "picture.png: not one of" in mixed.log
    assert "'item_dropped_reasons_count/NoText': 1" in mixed.log
    assert "Traceback" not in mixed.log and "ERROR" not in mixed.log


def test_records_of_an_archive(mixed: Crawl) -> None:
    assert_valid(mixed.records)
    by_name = {record["requested_url"].rpartition("/")[2]: record for record in mixed.records}
    local, saved = by_name["a.html"], by_name["0007-bridge"]
    assert (local["http_status"], local["fetched_at"], local["canonical_url"]) == (None, None, None)
    assert local["url"] == local["requested_url"] and local["url"].startswith("file:///")
    assert (saved["http_status"], saved["fetched_at"]) == (200, "2026-11-20T06:00:00Z")
    assert by_name["last%20page"]["http_status"] == 203
    assert saved["via"]["kind"] == "archive" and saved["via"]["url"].endswith("/b/1.warc.gz")
    assert saved["publisher"]["domain"] == "paper.example"
    assert "Story 7, part 1." in saved["text"]
    assert len({record["crawl_id"] for record in mixed.records}) == 1
    assert (
        len({record["id"] for record in mixed.records}) == len(mixed.records) - 1
    )  # two files have the same text


def test_texts_of_an_archive(mixed: Crawl) -> None:
    by_name = {record["requested_url"].rpartition("/")[2]: record for record in mixed.records}
    for name in ("plain", "deep.txt"):
        assert TEXT.strip().rpartition("\n\n")[2] in by_name[name]["text"]
    assert "Maçons" in by_name["latin"]["text"]
    assert not any("\ud800" <= sign <= "\udfff" for sign in by_name["surrogates"]["text"])


def test_pages_that_are_no_articles_are_skipped_on_demand(tmp_path: Path) -> None:
    plain = page("No article").replace(b'<meta property="og:type" content="article">', b"")
    path = tmp_path / "a.warc"
    story = "<h3><a href='/{0}'>What the council said of bridge {0}</a></h3><p>The council met again.</p>"
    cards = "".join(map(story.format, range(30)))
    front = (
        f'<html><head><meta property="og:type" content="article"></head><body>{cards}</body></html>'
    )
    listing = Page("http://a.example/news", front.encode())
    path.write_bytes(warc([Page("http://a.example/about", plain), listing, *pages(1)]))
    done = crawl(
        tmp_path, "archive", "-a", f"path={path}", "-a", "articles=1", output=tmp_path / "o.jsonl"
    )
    assert [record["url"] for record in done.records] == ["http://paper.example/news/0000-bridge"]
    assert "| not_an_article | " in " ".join(done.log.split()) and done.status == 0
    assert "Skipped, not_an_article: http://a.example/about" in done.log
    assert "Skipped, list_page: http://a.example/news" in done.log


def test_without_a_record_no_file_is_left(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "o.jsonl").write_bytes(b"{}\n")  # the output of an earlier crawl, which -O replaces
    done = crawl(tmp_path, "archive", "-a", "path=empty.html", output=tmp_path / "o.jsonl")
    assert done.status == 3
    assert not (tmp_path / "o.jsonl").exists()


def test_several_paths_and_an_archive_named_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_bytes(page("B"))
    (tmp_path / "a.html").write_bytes(page("A"))
    done = crawl(tmp_path, "archive", "-a", "path=b.html,a.html", output=tmp_path / "o.jsonl")
    assert [record["title"] for record in done.records] == ["B", "A"]
    done.assert_clean()


def test_a_request_without_a_saved_page_is_refused() -> None:
    handler = ArchiveDownloadHandler.from_crawler(None)  # type: ignore[arg-type]
    for meta in ({}, {"saved": "http://a.example/"}):
        with pytest.raises(NotSupported, match="not in the archive"):
            asyncio.run(handler.download_request(Request("http://a.example/", meta=meta)))


def test_a_request_with_its_saved_page_is_answered_from_it() -> None:
    saved = Saved(
        "http://a.example/",
        203,
        (("Content-Type", "text/html"),),
        b"<p>x</p>",
        None,
        Path("a.warc"),
    )
    request = Request("http://a.example/", meta={"saved": saved})
    response = asyncio.run(ArchiveDownloadHandler.from_crawler(None).download_request(request))  # type: ignore[arg-type]
    assert (response.status, response.body, type(response).__name__) == (
        203,
        b"<p>x</p>",
        "HtmlResponse",
    )


ESCAPE = '''
"""An archive spider that tries to leave the archive."""
from scrapy import Request
from newscrawl.spiders.archive import ArchiveSpider

class EscapeSpider(ArchiveSpider):
    name = "escape"

    def parse_page(self, response):
        for url in self.settings.getlist("ESCAPES"):
            yield Request(url, self.parse_page, errback=self.failed, dont_filter=True)
        yield from super().parse_page(response)

    def failed(self, failure):
        self.count(f"refused/{failure.type.__name__}")
'''


def test_an_archive_has_no_network(tmp_path: Path) -> None:
    (tmp_path / "escape.py").write_text(ESCAPE)
    (tmp_path / "a.html").write_bytes(page("A"))
    (tmp_path / "secret.html").write_bytes(page("Secret"))
    # a port that is bound and answers nobody: a connection would hang until the timeout
    urls = [
        "http://127.0.0.1:9/",
        "https://127.0.0.1:9/",
        f"file://{tmp_path}/secret.html",
        "ftp://127.0.0.1/",
        "data:x",
    ]
    options = [
        "-a",
        f"path={tmp_path}/a.html",
        "-s",
        "SPIDER_MODULES=escape",
        "-s",
        f"ESCAPES={','.join(urls)}",
    ]
    done = crawl(
        tmp_path,
        "escape",
        *options,
        output=tmp_path / "o.jsonl",
        PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}",
    )
    assert len(done.records) == 1
    assert "'newscrawl/spider/refused/NotSupported': 5" in done.log


# Early ends


@pytest.fixture(scope="module")
def thousands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a folder of 1,500 pages of 50 KB. As in real pages, most bytes are scripts."""
    path = tmp_path_factory.mktemp("thousands") / "pages.warc.gz"
    script = f"<script>{'window.state = {{a: 1, b: [2, 3]}}; ' * 1350}</script>"
    with path.open("wb") as file:
        for record in pages(1500, paragraphs=1, rest=script):
            assert 45_000 < len(record.body) < 55_000
            file.write(warc_records([record], packed=True)[0])
    return path


def test_stopped_by_a_count(thousands: Path, tmp_path: Path) -> None:
    options = ["-a", f"path={thousands}", "-s", "CLOSESPIDER_ITEMCOUNT=5"]
    done = crawl(tmp_path, "archive", *options, output=tmp_path / "o.jsonl")
    assert done.status == 0
    assert 5 <= len(done.records) < 100
    assert "archive: closespider_itemcount" in done.log
    done.assert_clean()


def start(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """Starts a crawl of saved pages whose records come through a pipe."""
    command = [*COMMAND, "archive", *options, "-o", "-:jsonlines"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=folder, env=unmeasured(), stdout=subprocess.PIPE, stderr=log
        )


def test_stopped_by_a_signal(thousands: Path, tmp_path: Path) -> None:
    process = start(tmp_path, "-a", f"path={thousands}")
    assert process.stdout
    with process, process.stdout as out:
        assert json.loads(out.readline())["title"] == "Story 0"
        process.send_signal(signal.SIGINT)
        rest = [json.loads(line) for line in out]
        assert process.wait(20) == 0
    assert len(rest) < 500
    log = (tmp_path / "log").read_text()
    assert "archive: shutdown" in log
    assert "Traceback" not in log


def small_archive(folder: Path, count: int = 60) -> Path:
    path = folder / "small.warc.gz"
    path.write_bytes(warc(pages(count), packed=True))
    return path


def output_failed(done: Crawl) -> None:
    assert done.status == 2, done.log
    assert "The output could not be written" in done.log
    assert "Exit status 2: not all records were written or stored" in done.log
    assert "Traceback" not in done.log


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux's device that is always full")
def test_a_full_disk(tmp_path: Path) -> None:
    done = crawl(
        tmp_path, "archive", "-a", f"path={small_archive(tmp_path)}", "-O", "/dev/full:jsonlines"
    )
    output_failed(done)
    assert "No space left on device" in done.log
    assert "archive: output_failed" in done.log


def test_a_disk_that_fills_up_keeps_whole_lines(tmp_path: Path) -> None:
    """A bound on the file's size imitates a full disk: a write fails in the middle of a record."""
    output = tmp_path / "o.jsonl"
    command = [
        *COMMAND,
        "archive",
        "-a",
        f"path={small_archive(tmp_path)}",
        "-O",
        f"{output}:jsonlines",
    ]
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))  # noqa: E731
    env = unmeasured() | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=env,
        preexec_fn=limit,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    records = read(output)
    assert 2 <= len(records) < 20
    assert_valid(records)
    output_failed(Crawl(done.returncode, done.stderr, records))
    assert re.search(rf"delivered +\| +{len(records)} \|", done.stderr)


@pytest.mark.parametrize("output", ["file/o.jsonl", "folder.jsonl"])
def test_an_output_that_cannot_be_opened(tmp_path: Path, output: str) -> None:
    (tmp_path / "file").write_text("a file, no folder")
    (tmp_path / "folder.jsonl").mkdir()
    done = crawl(tmp_path, "archive", "-a", f"path={small_archive(tmp_path)}", "-O", output)
    output_failed(done)
    assert output.partition("/")[0] in done.log
    assert done.log.count("could not be written") == 1
    assert "archive: output_failed" in done.log  # the summary


# Bad input


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_archive(tmp_path: Path, packed: bool) -> None:
    whole = warc(pages(30), packed=packed)
    path = tmp_path / "cut.warc"
    path.write_bytes(whole[: random.Random(packed).randrange(len(whole) // 2, len(whole) - 100)])
    done = crawl(tmp_path, "archive", "-a", f"path={path}", output=tmp_path / "o.jsonl")
    assert done.status == 2
    assert 10 < len(done.records) < 30
    assert "'newscrawl/spider/lost': 1" in done.log and "| lost input " in done.log
    assert "Input lost (cut)" in done.log and str(path) in done.log
    assert "Traceback" not in done.log


def test_a_folder_without_a_page(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    for name in ("a.jpg", "b.bin", "c.html", "d.txt"):
        (folder / name).write_bytes(b"\x00\xff" + random.Random(1).randbytes(3000))
    (folder / "empty.warc.gz").write_bytes(b"")
    done = crawl(tmp_path, "archive", "-a", f"path={folder}", output=tmp_path / "o.jsonl")
    assert (done.status, done.records) == (3, [])
    for reason, number in (("unknown_type", 2), ("binary", 2), ("empty_file", 1)):
        assert f"newscrawl/spider/skipped/{reason}': {number}" in done.log
    assert "Exit status 3: no record was delivered." in done.log
    done.assert_clean()


REFUSED = {
    "path": (["archive", "-a", "path=/no/such/file.warc"], "/no/such/file.warc"),
    "argument": (
        ["archive", "-a", "path=.", "-a", "pathh=x"],
        "no argument 'pathh'; did you mean path?",
    ),
    "missing": (["archive"], "archive needs -a path="),
    "malformed": (["archive", "-a", "path"], "-a"),
    "spider": (["archif"], "Did you mean archive?"),
    "setting": (
        ["demo", "-s", "NEWSCRAWL_RIGTHS=tdm"],
        "there is no setting NEWSCRAWL_RIGTHS. Did you mean NEWSCRAWL_RIGHTS",
    ),
    "number": (
        ["demo", "-s", "NEWSCRAWL_DUPLICATES=x"],
        "NEWSCRAWL_DUPLICATES=x: must be a whole number from 0, such as 5000",
    ),
    "whole number": (
        ["demo", "-s", "NEWSCRAWL_PREVIEWS=1.5"],
        "NEWSCRAWL_PREVIEWS=1.5: must be a whole number from 0, such as 100",
    ),
    "negative number": (
        ["demo", "-s", "NEWSCRAWL_PREVIEWS=-1"],
        "NEWSCRAWL_PREVIEWS=-1: must be a whole number from 0, such as 100",
    ),
    "endless number": (
        ["demo", "-s", "NEWSCRAWL_SYNC_SECONDS=inf"],
        "NEWSCRAWL_SYNC_SECONDS=inf: must be a number from 0, such as 10",
    ),
    "switch": (["demo", "-s", "NEWSCRAWL_REPORT=x"], "NEWSCRAWL_REPORT=x: must be 1 or 0"),
    "progress": (["demo", "-s", "NEWSCRAWL_PROGRESS=x"], "NEWSCRAWL_PROGRESS=x: must be 1 or 0"),
    "contact": (["thenational"], "NEWSCRAWL_CONTACT"),
    "no name": ([], "name one spider"),
    "two names": (["archive", "demo"], "name one spider"),
    "format": (["archive", "-a", "path=.", "-O", "file.odd"], "-O"),
}


@pytest.fixture(scope="module")
def refused(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[Path, subprocess.CompletedProcess[str]]]:
    """Runs all commands that can't start, two at a time."""

    def start(arguments: list[str]) -> tuple[Path, subprocess.CompletedProcess[str]]:
        folder = tmp_path_factory.mktemp("refused")
        command = ("-m", "scrapy", "crawl", *arguments, "--loglevel", "WARNING")
        return folder, forks.run(*command, folder=folder, NEWSCRAWL_CONTACT="")

    with ThreadPoolExecutor(2) as pool:
        return dict(
            zip(
                REFUSED,
                pool.map(start, (arguments for arguments, _ in REFUSED.values())),
                strict=True,
            )
        )


@pytest.mark.parametrize("case", REFUSED)
def test_a_crawl_that_can_not_start_says_why(
    refused: dict[str, tuple[Path, subprocess.CompletedProcess[str]]], case: str
) -> None:
    folder, done = refused[case]
    assert done.returncode == 1, done.stderr
    assert REFUSED[case][1] in done.stderr
    assert done.stderr.count("scrapy crawl: ") == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == []


def test_settings_are_read_from_the_environment(tmp_path: Path) -> None:
    settings = {"NEWSCRAWL_OUTPUT": "here.jsonl", "NEWSCRAWL_DUPLICATES": "0"}
    command = ("-m", "scrapy", "crawl", "demo", "--loglevel", "WARNING")
    assert forks.run(*command, folder=tmp_path, **settings).returncode == 0
    records = read(tmp_path / "here.jsonl")
    assert len(records) > 50 and not any(one["duplicate_of"] for one in records)


def test_a_misspelt_variable_of_the_environment_is_refused(tmp_path: Path) -> None:
    done = forks.run("-m", "scrapy", "crawl", "demo", folder=tmp_path, NEWSCRAWL_RIGTHS="tdm")
    assert done.returncode == 1
    assert "there is no setting NEWSCRAWL_RIGTHS. Did you mean NEWSCRAWL_RIGHTS" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("NEWSCRAWL_ARTICLE_PAGES", "abc", "a whole number from 0, such as 20"),
        ("NEWSCRAWL_REPORT", "no", "1 or 0"),
    ],
)
def test_a_wrong_value_in_the_environment_is_refused(
    tmp_path: Path, name: str, value: str, wanted: str
) -> None:
    done = forks.run("-m", "scrapy", "crawl", "demo", folder=tmp_path, **{name: value})
    assert done.returncode == 1
    assert done.stderr == f"scrapy crawl: {name}={value}: must be {wanted}\n"


def test_the_output_may_be_a_setting_on_the_command_line(tmp_path: Path) -> None:
    command = ("-m", "scrapy", "crawl", "demo", "-s", "NEWSCRAWL_OUTPUT=here.jsonl")
    assert forks.run(*command, folder=tmp_path).returncode == 0
    assert [path.name for path in tmp_path.glob("**/*.jsonl")] == ["here.jsonl"]


def test_a_log_level_that_is_none_is_refused_in_a_message(tmp_path: Path) -> None:
    done = forks.run("-m", "scrapy", "crawl", "demo", "-L", "LOUD", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("scrapy crawl: there is no log level LOUD: DEBUG, INFO,")


def test_a_log_file_that_can_not_be_written_is_refused_in_a_message(tmp_path: Path) -> None:
    done = forks.run("-m", "scrapy", "crawl", "demo", "--logfile", "none/x.log", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr == (
        "scrapy crawl: the log file none/x.log can't be written: No such file or directory\n"
    )


def test_help_names_the_arguments_of_crawls_and_the_exit_statuses() -> None:
    told = forks.run("-m", "scrapy", "crawl", "-h").stdout.splitlines()
    assert "  -a only=… sections to crawl, by name" in told
    assert told.index("  site:") < told.index(
        "  -a url=… the site's front page, or one of its feeds or sitemaps"
    )
    assert "Exit status: 0 finished, 1 not started, 2 failed, 3 finished without a record" in told


# Other people's items

FOREIGN = """
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

import scrapy


class Story(scrapy.Item):
    headline = scrapy.Field()
    articleBody = scrapy.Field()
    url = scrapy.Field()
    author = scrapy.Field()


@dataclass
class Person:
    name: str
    role: str = "reporter"


@dataclass
class Piece:
    url: str
    title: str
    text: str
    authors: list[Person] = field(default_factory=list)
    price: float = 1.5


TEXT = "The council met on Tuesday evening and agreed to mend the old bridge.\\n\\nIt has been closed since winter."


class ForeignSpider(scrapy.Spider):
    name = "foreign"
    start_urls = ["data:,x"]
    custom_settings = {"DOWNLOAD_HANDLERS": {"data": "scrapy.core.downloader.handlers.datauri.DataURIDownloadHandler"}}

    def parse(self, response):
        yield {"url": "http://a.example/dict", "text": TEXT, "title": "lone \\ud83d surrogate", "tags": ["\\udc00"]}
        yield Story(url="http://a.example/item", articleBody=TEXT, headline="An item", author="Ann Ex")
        yield Piece("http://a.example/piece", "A piece", TEXT, [Person("Ann Ex")])
        yield {
            "url": "http://a.example/wrong", "text": TEXT, "truncated": "yes", "access": "open", "http_status": "200",
            "via": {"kind": "newsletter"}, "blocks": [{"type": "shout", "text": TEXT}], "publisher": "The Paper",
            "language": 7, "fetched_at": "yesterday", "published_at": "2026-11-20T06:00:00+04:00", "word_count": -1,
            "date_published": datetime(2026, 11, 20, 6, tzinfo=timezone(timedelta(hours=4))), "date_modified": "soon",
            "images": ["http://a.example/a.jpg", {"caption": "no address"}], "rights": {"tdm_reservation": 7},
            "completeness": {"probability": float("nan"), "kind": "odd"}, "evidence": {"source": "hidden"},
            "publisher_": {"country": "Germany"}, 5: 6, "duplicate_of": "x", "schema": "mine",
            "fixes": [{"rule": "x", "count": -1}],
        }
        yield {"url": "http://a.example/no-text"}
        yield {"text": TEXT}
"""


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    folder = tmp_path_factory.mktemp("foreign")
    (folder / "strangers.py").write_text(FOREIGN)
    path = f"{folder}{os.pathsep}{ROOT}"
    done = crawl(
        folder,
        "foreign",
        "-s",
        "SPIDER_MODULES=strangers",
        output=folder / "o.jsonl",
        PYTHONPATH=path,
    )
    yield done


def test_other_peoples_items_give_valid_records(foreign: Crawl) -> None:
    assert foreign.status == 0, foreign.log
    assert [record["url"].rpartition("/")[2] for record in foreign.records] == [
        "dict",
        "item",
        "piece",
        "wrong",
    ]
    assert_valid(foreign.records)
    assert all(record["text"].startswith("The council met") for record in foreign.records)
    assert all(record["text"].endswith("since winter.") for record in foreign.records)
    assert all(record["word_count"] == 19 for record in foreign.records)


def test_values_that_fit_are_kept(foreign: Crawl) -> None:
    plain, item, piece, wrong = foreign.records
    assert (plain["title"], plain["tags"]) == ("lone \ufffd surrogate", ["\ufffd"])
    assert (item["title"], item["authors"]) == (
        "An item",
        [{"name": "Ann Ex", "url": None, "type": "Person"}],
    )
    assert piece["authors"] == [{"name": "Ann Ex", "url": None, "type": "Person"}]
    assert wrong["publisher"]["name"] == "The Paper"
    assert wrong["date_published"] == "2026-11-20T06:00:00+04:00"
    assert wrong["schema"] == "newscrawl/article/1"


def test_values_that_do_not_fit_are_counted(foreign: Crawl) -> None:
    for name in (
        "price",
        "language",
        "fetched_at",
        "via.kind",
        "access",
        "evidence",
        "5",
        "authors.role",
    ):
        assert f"'newscrawl/articles/unknown_field/{name}'" in foreign.log, name
    assert "'newscrawl/articles/converted': 6" in foreign.log
    assert "'item_dropped_reasons_count/NoText': 1" in foreign.log
    assert "'item_dropped_reasons_count/NoSource': 1" in foreign.log
    assert "Traceback" not in foreign.log


def test_fields_of_a_feed_are_honoured(tmp_path: Path) -> None:
    options = ["-a", f"path={small_archive(tmp_path, 2)}", "-s", "FEED_EXPORT_FIELDS=title,url"]
    done = crawl(tmp_path, "archive", *options, output=tmp_path / "o.jsonl")
    assert [list(record) for record in done.records] == [["title", "url"]] * 2


def test_the_projects_own_feed_and_only_that(tmp_path: Path) -> None:
    done = crawl(tmp_path, "archive", "-a", f"path={small_archive(tmp_path, 2)}")
    (written,) = (tmp_path / "output").iterdir()
    assert written.name.startswith("archive-") and written.name.endswith(".jsonl")
    assert len(read(written)) == 2
    assert f"Records: output/{written.name}" in done.log
    done.assert_clean()


def test_an_output_of_ones_own_leaves_no_other(tmp_path: Path) -> None:
    crawl(
        tmp_path, "archive", "-a", f"path={small_archive(tmp_path, 2)}", output=tmp_path / "o.jsonl"
    )
    assert not (tmp_path / "output").exists()


# Memory


def peak(process: subprocess.Popen[bytes]) -> int:
    """Returns the most memory that a process has had so far, in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return next(
        int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")
    )


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the peak of another process is read from /proc"
)
def test_memory_stays_flat_and_the_order_kept(thousands: Path, tmp_path: Path) -> None:
    process = start(tmp_path, "-a", f"path={thousands}")
    found = {}
    assert process.stdout
    with process, process.stdout as out:
        for number, line in enumerate(out, 1):
            assert json.loads(line)["title"] == f"Story {number - 1}"
            if number in (500, 1490):
                found[number] = peak(process)
        assert process.wait(20) == 0
    assert number == 1500
    assert found[1490] - found[500] < 10, f"MB: {found}"  # 10 KB a page
    assert found[1490] < 200, f"MB: {found}"


def test_ctrl_c_before_the_crawl_begins_is_told_in_a_line(tmp_path: Path) -> None:
    code = """
import sys
from scrapy import cmdline, spiderloader

def interrupted(settings):
    raise KeyboardInterrupt

spiderloader.SpiderLoader.from_settings = interrupted
cmdline.execute(["scrapy", "crawl", "demo"])
"""
    done = forks.run("-c", code, folder=tmp_path)
    assert done.stderr == "scrapy crawl: stopped before the crawl began\n"
    assert done.returncode not in (0, 2, 3)
