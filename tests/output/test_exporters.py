"""JSON lines: whole or not at all, every key, no hidden field, and a failure that nobody can miss."""

from __future__ import annotations

import asyncio
import errno
import gzip
import io
import json
import logging
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from feeding import Feeds, State, article, feed
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import NotConfigured

from newscrawl import items
from newscrawl.extensions import feeds
from newscrawl.items import Article, Removed, json_schema
from newscrawl.job.arguments import StartError
from newscrawl.job.status import exit_status
from newscrawl.output.exporters import ArticleExporter, to_line
from newscrawl.output.side_feeds import side_feed

# A line


def test_every_key_in_the_order_of_the_dataclass_and_none_that_is_hidden() -> None:
    line = to_line(article())
    record = json.loads(line)
    assert list(record) == [f.name for f in fields(Article) if f.metadata.get("exported", True)]
    assert list(record["blocks"][0]) == ["type", "text", "level", "credit"]
    assert list(record["completeness"]) == [f.name for f in fields(items.Completeness)]
    assert list(record["rights"]) == [f.name for f in fields(items.Rights)]
    assert b"hidden" not in line
    assert line.count(b"\n") == 1


def test_an_empty_article_has_every_key_too() -> None:
    record = json.loads(to_line(Article()))
    assert list(record) == list(json_schema()["properties"])
    assert record["publisher"] == {"id": None, "name": None, "domain": None, "country": None}
    assert (record["via"], record["tags"], record["truncated"]) == (None, [], None)


@given(st.text(st.characters(codec=None, categories=None), max_size=60), st.text(max_size=20))
def test_any_string_gives_one_line_of_utf_8(text: str, tag: str) -> None:
    line = to_line(article(text, tags=[tag]))
    record = json.loads(line.decode("utf-8", "strict"))
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert (record["text"], record["tags"]) == (clean, [tag])
    assert line.endswith(b"\n") and line.count(b"\n") == 1


@pytest.mark.parametrize("sign", ["\ud83d", "\udcff", "\ude00\ud83d"])
def test_a_lone_surrogate_never_reaches_the_file(sign: str) -> None:
    values = {"title": sign, "url": f"http://a.example/{sign}", "removed": [Removed(sign, "x.y")]}
    record = json.loads(to_line(article(f"a {sign} b", **values)).decode())
    replaced = "\ufffd" * len(sign)
    assert record["text"] == f"a {replaced} b"
    assert (record["title"], record["removed"][0]["text"]) == (replaced, replaced)


def test_a_pair_of_surrogates_is_the_sign_that_it_means() -> None:
    assert json.loads(to_line(article("\ud83d\ude00 and \ud83d")))["text"] == "😀 and \ufffd"


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_no_number_that_json_does_not_know(number: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        to_line(article(completeness=items.Completeness(probability=number)))


def test_fields_can_be_picked_and_renamed() -> None:
    line = to_line(
        article(title="T"),
        {"url": "address", "title": "headline", "evidence": "evidence", "none": "none"},
    )
    assert json.loads(line) == {"address": "http://a.example/1", "headline": "T"}


# A file


def lines(data: bytes) -> list[str]:
    assert not data or data.endswith(b"\n")
    return [json.loads(line)["text"] for line in data.splitlines()]


def test_each_record_is_in_the_file_as_soon_as_it_is_exported(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        exporter = ArticleExporter(file)
        exporter.start_exporting()
        for number in range(3):
            exporter.export_item(article(f"text {number}"))
            assert lines(path.read_bytes()) == [f"text {n}" for n in range(number + 1)]
        exporter.finish_exporting()


@pytest.mark.parametrize("names", [["url", "text"], {"url": "url", "text": "text"}])
def test_fields_to_export(names: Any) -> None:
    file = io.BytesIO()
    exporter = ArticleExporter(file, fields_to_export=names)
    exporter.export_item(article("x"))
    exporter.finish_exporting()
    assert json.loads(file.getvalue()) == {"url": "http://a.example/1", "text": "x"}


def test_appends_to_an_existing_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    for text in ("one", "two"):
        with path.open("ab") as file:
            ArticleExporter(file).export_item(article(text))
    assert lines(path.read_bytes()) == ["one", "two"]


class Disk(io.RawIOBase):
    """A file on a disk that has room for this many bytes, and takes at most `piece` bytes at once."""

    def __init__(self, room: int, piece: int = 1000) -> None:
        self.data = bytearray()
        self.room, self.piece, self.writes = room, piece, 0
        self.at = 0

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self.at = (0, self.at, len(self.data))[whence] + offset
        return self.at

    def write(self, data: Any) -> int:
        self.writes += 1
        taken = bytes(data)[: min(self.piece, self.room - self.at)]
        if not taken:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.data[self.at : self.at + len(taken)] = taken
        self.at += len(taken)
        return len(taken)

    def truncate(self, size: int | None = None) -> int:
        del self.data[size:]
        return len(self.data)


def test_a_write_that_fails_half_way_is_taken_back_and_a_later_one_fits() -> None:
    line = len(to_line(article("x" * 3000)))
    disk = Disk(room=2 * line + line // 2)
    exporter = ArticleExporter(disk)
    exporter.export_item(article("x" * 3000))
    exporter.export_item(article("y" * 3000))
    with pytest.raises(OSError, match="No space left"):
        exporter.export_item(article("z" * 3000))
    assert [text[0] for text in lines(bytes(disk.data))] == ["x", "y"]
    exporter.export_item(article("short"))
    assert lines(bytes(disk.data))[2:] == ["short"]


def test_a_record_that_the_file_takes_in_pieces_is_whole() -> None:
    disk = Disk(room=100_000, piece=7)
    ArticleExporter(disk).export_item(article("a text of some words"))
    assert disk.writes > 10
    assert lines(bytes(disk.data)) == ["a text of some words"]


def test_records_that_another_job_appended_meanwhile_are_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    with path.open("ab", buffering=0) as ours:

        class Shared(io.RawIOBase):
            """A file on a disk that is full after ten bytes. Another job owns the next hundred
            bytes.
            """

            def write(self, data: Any) -> int:
                if ours.tell():
                    with path.open("ab") as theirs:
                        theirs.write(b"x" * 100)
                    raise OSError(errno.ENOSPC, "No space left on device")
                return ours.write(bytes(data)[:10]) or 0

            def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
                return ours.seek(offset, whence)

            def truncate(self, size: int | None = None) -> int:
                return ours.truncate(size)

        with pytest.raises(OSError, match="No space left"):
            ArticleExporter(Shared()).export_item(article())
    assert path.read_bytes().endswith(b"x" * 100)


def test_a_record_is_one_write() -> None:
    disk = Disk(room=100_000, piece=100_000)
    ArticleExporter(disk).export_item(article("a text of some words"))
    assert disk.writes == 1


def test_if_a_file_can_not_be_cut_the_first_error_is_raised() -> None:
    """The file is like /dev/full, which says that it can seek but can't be cut."""

    class Full(Disk):
        def truncate(self, size: int | None = None) -> int:
            raise OSError(errno.EINVAL, "Invalid argument")

    with pytest.raises(OSError, match="No space left"):
        ArticleExporter(Full(room=10)).export_item(article())


def test_a_failed_sync_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(number: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with (tmp_path / "a.jsonl").open("wb") as file:
        exporter = ArticleExporter(file)
        exporter.export_item(article())
        monkeypatch.setattr(os, "fsync", fsync)
        with pytest.raises(OSError, match="Input/output"):
            exporter.finish_exporting()


# Feeds


def test_a_feed(tmp_path: Path) -> None:
    made = feed(tmp_path / "a.jsonl")
    stats = made.run([article("one"), article("two")])
    assert lines((tmp_path / "a.jsonl").read_bytes()) == ["one", "two"]
    assert made.closed == []
    assert stats["feedexport/success_count/FileFeedStorage"] == 1


@pytest.mark.parametrize("name", ["file/a.jsonl", "folder", "folder/a/b.jsonl"])
def test_a_path_that_cannot_be_written_ends_the_crawl_before_any_request(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # this user may write anywhere
    made = feed(tmp_path / name)
    stats = made.run([])
    assert (made.closed, made.stopped) == (["output_failed"], True)
    assert stats["finish_reason"] == "output_failed"
    assert stats["newscrawl/exporter/failed"] == 1
    (error,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert str(tmp_path / name.partition("/")[0]) in error
    assert "Choose another path" in error


def test_a_failed_write_ends_the_crawl_and_later_records_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = len(to_line(article("x" * 3000)))
    disk = Disk(room=line + line // 2)
    monkeypatch.setattr("scrapy.extensions.feedexport.FileFeedStorage.open", lambda *_: disk)
    made = feed(tmp_path / "a.jsonl")
    stats = made.run([article("x" * 3000) for _ in range(4)])
    assert made.closed == ["output_failed"]
    assert stats["newscrawl/exporter/not_written"] == 3
    assert len(lines(bytes(disk.data))) == 1


def test_a_record_that_cannot_be_written_is_counted_and_the_crawl_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = feed(tmp_path / "a.jsonl")
    bad = article(completeness=items.Completeness(probability=float("nan")))
    stats = made.run([article("one"), bad, article("two")])
    assert lines((tmp_path / "a.jsonl").read_bytes()) == ["one", "two"]
    assert made.closed == []
    assert stats["newscrawl/exporter/not_written"] == 1
    (error,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert "http://a.example/1" in error


def test_a_packed_feed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    feed(path, postprocessing=["scrapy.extensions.postprocessing.GzipPlugin"]).run(
        [article("one"), article("two")]
    )
    assert lines(gzip.decompress(path.read_bytes())) == ["one", "two"]


def test_batches(tmp_path: Path) -> None:
    made = feed(tmp_path / "%(batch_id)d.jsonl", batch_item_count=2)
    made.run([article(str(n)) for n in range(5)])
    assert [lines((tmp_path / f"{n}.jsonl").read_bytes()) for n in (1, 2, 3)] == [
        ["0", "1"],
        ["2", "3"],
        ["4"],
    ]
    assert made.feeds.written == [str(tmp_path / f"{n}.jsonl") for n in (1, 2, 3)]


def test_a_feed_without_records_is_not_named(tmp_path: Path) -> None:
    made = feed(tmp_path / "%(batch_id)d.jsonl", batch_item_count=2)
    made.run([article(str(n)) for n in range(4)])
    assert made.feeds.written == [str(tmp_path / f"{n}.jsonl") for n in (1, 2)]


def test_fields_of_a_feed_are_honoured(tmp_path: Path) -> None:
    feed(tmp_path / "a.jsonl", fields=["title", "url"]).run([article(title="T")])
    assert json.loads((tmp_path / "a.jsonl").read_bytes()) == {
        "title": "T",
        "url": "http://a.example/1",
    }


@pytest.mark.parametrize(
    ("kind", "unknown"), [("jsonlines", "titel, publisher_id"), ("csv", "titel")]
)
def test_fields_that_no_record_has_are_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str, unknown: str
) -> None:
    names = ["url", "titel", "markdown", "publisher", "publisher_id"]
    feed(tmp_path / "a.txt", format=kind, fields=names)
    assert [record.getMessage() for record in caplog.records] == [
        f"No record has the fields that a feed names: {unknown}. `scrapy schema` lists all fields"
    ]


@pytest.mark.parametrize("kind", ["json", "csv", "xml"])
def test_no_hidden_field_in_any_other_format(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    feed(path, format=kind).run([article("a text \ud83d"), article("another")])
    written = path.read_text("utf-8")
    assert "a text" in written and "another" in written
    assert "hidden" not in written
    assert "\ufffd" in written or "\\ufffd" in written
    if kind == "json":
        assert [list(record) for record in json.loads(written)] == [
            list(json_schema()["properties"])
        ] * 2


@pytest.mark.parametrize(
    ("uri", "format", "logged"),
    [
        ("gopher://a.example/out.jsonl", "jsonlines", "Unknown feed storage scheme: gopher"),
        ("out.jsonl", "no such format", "Unknown feed format: no such format"),
        ("out.jsonl", "", "Feed format not set"),
    ],
)
def test_a_feed_that_cannot_be_written_ends_the_crawl_before_its_start(
    uri: str, format: str, logged: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(StartError, match=r"a feed can't be written: .*out\.jsonl"):
        Feeds(None, FEEDS={uri: {"format": format}})
    assert logged in caplog.text


def test_a_feed_on_s3_without_boto3_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    monkeypatch.setattr(feeds, "find_spec", lambda name: None)
    with pytest.raises(StartError, match=r"s3://bucket/out\.jsonl.*pip install boto3") as refused:
        Feeds(None, FEEDS={"s3://me:secret@bucket/out.jsonl": {"format": "jsonlines"}})
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "keys", [{}, {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "word"}]
)
def test_a_feed_on_s3_without_credentials_ends_the_crawl_before_its_start(
    keys: dict[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    nowhere = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/none"}
    for name, value in {**nowhere, "AWS_SHARED_CREDENTIALS_FILE": "/none", **keys}.items():
        monkeypatch.setenv(name, value)
    s3 = Feeds(None, FEEDS={"s3://bucket/out.jsonl": {"format": "jsonlines", "store_empty": False}})
    stats = s3.run([])
    assert exit_status({"finish_reason": "finished", "item_scraped_count": 1, **stats}) == (
        0 if keys else 2
    )
    assert ("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" in caplog.text) == (not keys)


def test_no_feed_is_no_failure() -> None:
    with pytest.raises(NotConfigured):
        Feeds(None, FEEDS={})


def test_item_classes_of_a_feed_are_honoured(tmp_path: Path) -> None:
    made = feed(tmp_path / "a.json", format="json", item_classes=[Article])
    made.run([article("one")])
    assert [record["text"] for record in json.loads((tmp_path / "a.json").read_bytes())] == ["one"]


def test_a_state_that_is_away_at_the_start_ends_the_crawl(tmp_path: Path) -> None:
    made = feed(tmp_path / "a.jsonl", State(0))
    stats = made.run([])
    assert (made.closed, made.stopped) == (["state_failed"], True)
    assert stats["finish_reason"] == "state_failed"


def test_a_state_that_is_away_at_the_end_is_the_reason_for_it(tmp_path: Path) -> None:
    made = feed(tmp_path / "a.jsonl", state := State(1))
    made.stats.set_value("finish_reason", "finished")  # Scrapy's own extension has set it by then
    stats = made.run([article("one")])
    assert stats["finish_reason"] == "state_failed"
    assert exit_status(stats) == 2
    assert not state.finished
    assert lines((tmp_path / "a.jsonl").read_bytes()) == ["one"]


def test_a_state_that_is_away_when_a_further_file_begins(tmp_path: Path) -> None:
    made = feed(tmp_path / "%(batch_id)d.jsonl", State(1), batch_item_count=1)
    made.run([article("one"), article("two")])
    assert made.closed == ["state_failed"]


def remove(path: Path) -> None:
    path.unlink()


def replace(path: Path) -> None:
    path.with_name("other").write_bytes(path.read_bytes())
    path.with_name("other").replace(path)


def move(path: Path) -> None:
    path.rename(path.with_name("moved"))


def cut(path: Path) -> None:
    os.truncate(path, len(to_line(article("one", id="1"))))


@pytest.mark.parametrize("overwrite", [True, False])
@pytest.mark.parametrize("more", [True, False])
@pytest.mark.parametrize(
    ("event", "gone", "told"),
    [
        (remove, ["1", "2"], "was removed while it was written"),
        (replace, ["1", "2"], "was replaced by another file"),
        (move, [], "was moved away"),
        (cut, ["2"], "was cut to"),
    ],
)
def test_a_lost_output_ends_the_crawl_and_unmarks_its_records(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    event: Any,
    gone: list[str],
    told: str,
    more: bool,
    overwrite: bool,
) -> None:
    """With `more`, another record is written before the next sync."""
    path = tmp_path / "a.jsonl"
    made = feed(path, state := State(99), overwrite=overwrite)

    async def crawl() -> None:
        made.feeds.open_spider(made.spider)  # type: ignore[arg-type]
        for name in ("one", "two"):
            made.feeds.item_scraped(article(name, id={"one": "1", "two": "2"}[name]), made.spider)  # type: ignore[arg-type]
        await made.feeds._sync()
        event(path)
        if more:
            made.feeds.item_scraped(article("a longer text " * 2_000, id="3"), made.spider)  # type: ignore[arg-type]
        await made.feeds._sync()
        await asyncio.sleep(0)
        await made.feeds.close_spider(made.spider)  # type: ignore[arg-type]

    asyncio.run(crawl())
    stats = made.stats.get_stats()
    assert made.closed == ["output_lost"]
    assert stats["finish_reason"] == "output_lost"
    assert exit_status(stats) == 2
    assert not state.finished
    lost = [id for batch in state.committed for id in batch.lost]
    # A record that was written before the loss was noticed was never marked, so no mark has to be
    # withdrawn.
    assert [id for id in lost if id != "3"] == gone
    assert told in caplog.text


def test_half_a_record_of_whichever_crawl_is_cut_before_another_is_appended(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes(to_line(article("one")) + to_line(article("torn"))[:99])
    stats = feed(path, overwrite=False).run([article("two")])
    assert lines(path.read_bytes()) == ["one", "two"]
    assert stats["newscrawl/exporter/torn_lines_cut"] == 1


# Whole articles apart from truncated ones


def verdicts() -> list[Article]:
    return [
        article(f"Text {n}.", truncated=truncated)
        for n, truncated in enumerate((False, True, None, True))
    ]


def test_all_are_delivered_together(tmp_path: Path) -> None:
    feed(tmp_path / "all.jsonl").run(verdicts())
    assert len((tmp_path / "all.jsonl").read_text().splitlines()) == 4
    assert [path.name for path in tmp_path.iterdir()] == ["all.jsonl"]


def test_truncated_articles_go_into_a_side_feed(tmp_path: Path) -> None:
    options = {"format": "jsonlines", "overwrite": True}
    Feeds(NEWSCRAWL_DELIVER="whole", FEEDS={str(tmp_path / "a.jsonl"): options}).run(verdicts())
    texts = [json.loads(line)["text"] for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    cut = [
        json.loads(line)["text"]
        for line in (tmp_path / "a.truncated.jsonl").read_text().splitlines()
    ]
    assert (texts, cut) == (["Text 0.", "Text 2."], ["Text 1.", "Text 3."])


def test_no_side_feed_if_nothing_is_truncated(tmp_path: Path) -> None:
    options = {"format": "jsonlines", "overwrite": True}
    Feeds(NEWSCRAWL_DELIVER="whole", FEEDS={str(tmp_path / "a.jsonl"): options}).run(verdicts()[:1])
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_delivery_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="NEWSCRAWL_DELIVER=half"):
        Feeds(NEWSCRAWL_DELIVER="half", FEEDS={str(tmp_path / "a.jsonl"): {"format": "jsonlines"}})


@pytest.mark.parametrize(
    ("uri", "side"),
    [
        ("output/%(name)s-1.jsonl", "output/%(name)s-1.truncated.jsonl"),
        ("s3://bucket.eu/a.jsonl.gz", "s3://bucket.eu/a.truncated.jsonl.gz"),
        ("a.jl", "a.truncated.jl"),
        ("folder.d/plain", "folder.d/plain.truncated"),
    ],
)
def test_the_side_feed_lies_beside(uri: str, side: str) -> None:
    assert side_feed(uri)[0] == side


def test_items_that_are_no_articles_are_written_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    feed(path).run([{"price": 4, "name": "tea \u00fc \ud83d"}])  # type: ignore[list-item]
    assert path.read_text("utf-8") == '{"price": 4, "name": "tea \u00fc \ufffd"}\n'
