"""Crawls that record WARC files: what is in them, what is left out, and that a replay gives the
same records.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import saved
from forks import unmeasured
from newspaper import Crawl, Site, crawl, harrow, listing, remembering, serve, story, story_page
from scrapy import FormRequest, Spider
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from warcio.archiveiterator import ArchiveIterator

from newscrawl.job.arguments import StartError
from newscrawl.middlewares.warc import WarcRecorder, check

PATTERN = "warc/%(name)s-%(time)s-%(number)05d.warc.gz"
ONLY_A_CRAWL_KNOWS = ("via", "section", "crawl_id", "fetched_at")
SLUGS = ("bridge", "mayor", "storm", "ferry")


def run(folder: Path, site: Site, **settings: Any) -> Crawl:
    given = {**remembering(folder), "NEWSCRAWL_WARC": str(folder / PATTERN), "NEWSCRAWL_STATE": ""}
    return crawl(harrow(site.url), None, {**given, **settings})


def page(slug: str) -> str:
    """Returns a page with words of its own, so that it is no copy of another."""
    text = "".join(
        f"<p>{slug.title()} {n}. {sentence} So said the {slug}.</p>"
        for n, sentence in enumerate(saved.SENTENCES)
    )
    return re.sub(r"<p>.*</p>", lambda _: text, story_page(slug))


def pages() -> dict[str, Any]:
    return {"/world": listing(list(SLUGS)), **{story(slug): page(slug) for slug in SLUGS}}


def answers(folder: Path) -> dict[str, Any]:
    """Returns the types of the response and revisit records of all files, by path."""
    found = {}
    for path in sorted((folder / "warc").iterdir()):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type in ("response", "revisit"):
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    found["/" + url.partition("://")[2].partition("/")[2]] = record.rec_type
    return found


def test_a_replay_gives_the_same_records(tmp_path: Path) -> None:
    served = pages()
    with serve(served) as site:
        done = run(tmp_path, site)
    first = {record["url"]: record for record in saved.read(tmp_path / "out.jsonl")}
    assert len(first) == len(SLUGS)
    (path,) = (tmp_path / "warc").iterdir()
    assert f"WARC: {path}" in done.log
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", str(path)], capture_output=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, b"")
    assert set(answers(tmp_path)) == {"/robots.txt", "/world", *map(story, SLUGS)}
    replay = saved.crawl(
        tmp_path,
        "archive",
        "-a",
        f"path={path}",
        "-a",
        "articles=1",
        output=tmp_path / "replay.jsonl",
    )
    replay.assert_clean()
    again = {record["url"]: record for record in replay.records}
    assert first.keys() == again.keys()
    for url, record in again.items():
        for name, value in record.items():
            if name not in ONLY_A_CRAWL_KNOWS and name != "publisher":
                assert value == first[url][name], name
        assert record["publisher"]["domain"] == first[url]["publisher"]["domain"]
        dates = [datetime.fromisoformat(one["fetched_at"]) for one in (record, first[url])]
        assert abs(dates[0] - dates[1]) < timedelta(minutes=5)


def test_packed_bodies_are_kept_packed(tmp_path: Path) -> None:
    served = pages()
    served["/world"] = listing(["bridge", "mayor"])
    served[story("mayor")] = page("mayor").replace(
        "<head>", '<head><meta name="robots" content="NoArchive">'
    )
    with serve(served, packed=True) as site:
        done = run(tmp_path, site)
    assert done.slugs == ["bridge", "mayor"]
    assert done.stats["newscrawl/warc/noarchive"] == 1
    assert story("mayor") not in answers(tmp_path)
    (path,) = (tmp_path / "warc").iterdir()
    data = gzip.decompress(path.read_bytes())
    assert b"Content-Encoding: gzip\r\n" in data
    assert b"bridge 1." not in data.lower()
    assert b"isPartOf: " in data and b"robots: obey" in data
    (bridge,) = saved.crawl(
        tmp_path, "archive", "-a", f"path={path}", "-a", "articles=1", output=tmp_path / "x.jsonl"
    ).records
    first = next(one for one in saved.read(tmp_path / "out.jsonl") if "bridge" in one["url"])
    assert (bridge["id"], bridge["revision"], bridge["text"]) == (
        first["id"],
        first["revision"],
        first["text"],
    )


def test_a_page_that_forbids_archiving_is_not_recorded(tmp_path: Path) -> None:
    served = pages()
    served[story("mayor")] = page("mayor").replace(
        "<head>", '<head><meta name="robots" content="noarchive">'
    )
    served[story("storm")] = page("storm").replace(
        "<head>", '<head><meta name="googlebot" content="noarchive">'
    )
    served[story("ferry")] = page("ferry").replace("<p>", "<p>noarchive ", 1)
    with serve(served) as site:
        done = run(tmp_path, site)
    assert done.slugs == sorted(SLUGS)
    assert done.stats["newscrawl/warc/noarchive"] == 1
    assert set(answers(tmp_path)) == {"/robots.txt", "/world", *map(story, SLUGS)} - {
        story("mayor")
    }


def test_forms_are_not_recorded_because_they_may_hold_a_password(tmp_path: Path) -> None:
    crawler = get_crawler(Spider, {"NEWSCRAWL_WARC": str(tmp_path / PATTERN)})
    crawler.spider = Spider.from_crawler(crawler, name="harrow")
    recorder = WarcRecorder(crawler)
    request = FormRequest("http://harrow.example/login", formdata={"password": "eel"})
    response = Response(request.url, status=302)
    assert asyncio.run(recorder.process_response(request, response)) is response
    recorder.files.close()
    assert crawler.stats and crawler.stats.get_value("newscrawl/warc/forms") == 1
    assert answers(tmp_path) == {}


def test_unchanged_responses_are_revisits(tmp_path: Path) -> None:
    state = str(tmp_path / "state.sqlite")
    with serve(pages()) as site:
        run(tmp_path, site, NEWSCRAWL_STATE=state)
        for file in (tmp_path / "warc").iterdir():
            file.unlink()
        second = run(tmp_path, site, NEWSCRAWL_STATE=state)
    assert answers(tmp_path) == {"/robots.txt": "response", "/world": "revisit"}
    assert second.stats["newscrawl/warc/revisits"] == 1


def test_files_in_parts(tmp_path: Path) -> None:
    with serve(pages()) as site:
        done = run(tmp_path, site, NEWSCRAWL_WARC_SIZE=1_500)
    names = sorted(path.name for path in (tmp_path / "warc").iterdir())
    assert len(names) > 2
    assert [name[-13:] for name in names[:2]] == ["00001.warc.gz", "00002.warc.gz"]
    assert done.log.count("WARC: ") >= 2 * len(names)
    assert len(answers(tmp_path)) == len(SLUGS) + 2


def test_a_full_disk_ends_the_crawl_and_loses_no_record(tmp_path: Path) -> None:
    with serve(pages()) as site:
        options = [
            "-a",
            f"url={site.url}",
            "-O",
            "-:jsonlines",
            "-s",
            f"NEWSCRAWL_WARC={PATTERN}",
            "-s",
            "DOWNLOAD_DELAY=0",
        ]
        settings = ["-s", "NEWSCRAWL_PRIVATE_ADDRESSES=1", "-s", "NEWSCRAWL_CONTACT=me@example.org"]
        command = [
            sys.executable,
            "-W",
            "error",
            "-m",
            "scrapy",
            "crawl",
            "site",
            *options,
            *settings,
        ]
        done = subprocess.run(
            ["bash", "-c", 'ulimit -f 4; exec "$@"', "-", *command],  # blocks of 1,024 bytes
            cwd=tmp_path, env=unmeasured(), capture_output=True, text=True, check=False,
            timeout=120,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("The WARC file could not be written") == 1
    assert "output_failed" in done.stderr
    recorded = {path for path, kind in answers(tmp_path).items() if kind == "response"}
    for line in done.stdout.splitlines():
        assert "/" + json.loads(line)["url"].split("/", 3)[3] in recorded


@pytest.mark.parametrize(
    "pattern",
    [
        "warc/a.warc.gz",
        "warc/%(time)s.warc.gz",
        "%(number)d.warc.gz",
        "%(time)s-%(number)d.gz",
        "%(time",
        "%(other)s.warc",
    ],
)
def test_a_pattern_without_a_file_for_each_part_is_refused(pattern: str) -> None:
    with pytest.raises(StartError, match="must name files with a time and a number"):
        check(pattern)


def test_a_path_that_can_not_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "warc").write_text("a file")
    done = saved.crawl(tmp_path, "demo", "-s", f"NEWSCRAWL_WARC={PATTERN}")
    assert done.status == 1
    assert "NEWSCRAWL_WARC=" in done.log.splitlines()[-1] and "can't be written" in done.log
