"""CSV and Parquet: every value of a record has its column, and files are whole or say that they
are not.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from feeding import State, article, feed
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extensions import feeds
from newscrawl.items import Article, Author, Block, Completeness, Fix, Publisher, json_schema
from newscrawl.job.arguments import StartError
from newscrawl.job.status import exit_status
from newscrawl.output import csv_exporter, lines, parquet_exporter
from newscrawl.output.column_types import record_type
from newscrawl.output.csv_exporter import CsvExporter
from newscrawl.output.exporters import to_line
from newscrawl.output.parquet_exporter import ParquetExporter

ANY = st.text(st.characters(codec="utf-8"), max_size=40)


def full() -> Article:
    return article(
        title='He said: "no",\nand went',
        publisher=Publisher("a", "The A", "a.example", "GB"),
        tags=["one", "two"],
        authors=[Author("Ann Lee"), Author("Bo Ek", "http://a.example/bo")],
        published_at="2026-11-20T06:00:00Z",
        truncated=True,
        completeness=Completeness(probability=0.9, kind="paywall"),
        fixes=[Fix("entities", 2)],
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# A row


def test_each_value_has_a_column_of_its_own() -> None:
    names = csv_exporter.columns()
    assert len(names) == len(list(csv_exporter._paths(record_type())))
    assert {name.split("_")[0] for name in json_schema()["properties"]} <= {
        name.split("_")[0] for name in names
    }


def test_cells() -> None:
    record = json.loads(to_line(full()))
    cells = dict(
        zip(
            csv_exporter.columns(),
            csv_exporter.row(record, csv_exporter.columns().values()),
            strict=True,
        )
    )
    assert cells["title"] == 'He said: "no",\nand went'
    assert (cells["publisher_country"], cells["completeness_kind"], cells["via_kind"]) == (
        "GB",
        "paywall",
        "archive",
    )
    assert (cells["tags"], cells["authors"]) == ("one; two", "Ann Lee; Bo Ek")
    assert (cells["truncated"], cells["completeness_probability"], cells["word_count"]) == (
        "true",
        "0.9",
        "0",
    )
    assert json.loads(cells["fixes"]) == [{"rule": "entities", "count": 2}]
    assert (cells["subtitle"], cells["images"], cells["rights_tdm_reservation"]) == ("", "", "")


def test_an_article_that_nothing_named() -> None:
    record = json.loads(to_line(Article()))
    chosen = csv_exporter.chosen({"via": "via", "title": "title"})
    assert csv_exporter.row(record, chosen.values()) == ["", "", ""]


def test_chosen_columns() -> None:
    chosen = csv_exporter.chosen(
        {"url": "address", "publisher": "paper", "via_kind": "found_by", "markdown": "markdown"}
    )
    assert list(chosen.items()) == [
        ("address", ("url",)),
        ("paper_id", ("publisher", "id")),
        ("paper_name", ("publisher", "name")),
        ("paper_domain", ("publisher", "domain")),
        ("paper_country", ("publisher", "country")),
        ("found_by", ("via", "kind")),
        ("markdown", ("markdown",)),
    ]


@given(st.lists(ANY, min_size=1, max_size=5))
def test_any_cells_come_back(cells: list[str]) -> None:
    (back,) = csv.reader(io.StringIO(csv_exporter.line(cells), newline=""))
    assert back == cells


# CSV


def test_a_feed_of_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    feed(path, format="csv").run([full(), article("two \ud83d")])
    first, second = rows(path)
    assert list(first) == list(csv_exporter.columns())
    assert (first["authors"], second["text"]) == ("Ann Lee; Bo Ek", "two \ufffd")


def test_appended_rows_have_no_second_header(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for text in ("one", "two"):
        feed(path, format="csv", overwrite=False).run([article(text)])
    assert [row["text"] for row in rows(path)] == ["one", "two"]


def test_rows_of_other_columns_are_not_appended(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    mine = b'url,title\r\n/1,5" pipe\r\n/2,no line end'
    path.write_bytes(mine)
    made = feed(path, format="csv", overwrite=False)
    made.run([article("one")])
    assert made.closed == ["output_failed"]
    assert path.read_bytes() == mine


def test_half_a_header_is_cut_before_rows_are_appended(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"schema,id,revi")
    feed(path, format="csv", overwrite=False).run([article("one")])
    assert [row["text"] for row in rows(path)] == ["one"]


def test_half_a_header_stays_in_a_file_that_is_not_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.table"
    path.write_bytes(b"schema,id,revi")
    made = feed(path, format="csv", overwrite=False)
    made.run([article("one")])
    assert made.closed == ["output_failed"]
    assert path.read_bytes() == b"schema,id,revi"


def test_rows_are_not_appended_to_a_compressed_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    packed = {"postprocessing": ["scrapy.extensions.postprocessing.GzipPlugin"]}
    feed(path, format="csv", **packed).run([article("one")])
    before = path.read_bytes()
    made = feed(path, format="csv", overwrite=False, **packed)
    made.run([article("two")])
    assert made.closed == ["output_failed"]
    assert path.read_bytes() == before


def test_half_a_row_is_cut_before_another_is_appended(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    feed(path, format="csv").run([article("one\ntwo"), article("torn, line\nby line")])
    whole = path.read_bytes()
    half = whole[: whole.rindex(b"by line") + 2]
    path.write_bytes(half)
    stats = feed(path, format="csv", overwrite=False).run([article("three")])
    assert [row["text"] for row in rows(path)] == ["one\ntwo", "three"]
    assert stats["newscrawl/exporter/torn_lines_cut"] == 1


@given(st.lists(st.lists(ANY, min_size=2, max_size=3), min_size=1, max_size=4), st.data())
def test_only_the_torn_row_is_cut(made: list[list[str]], data: st.DataObject) -> None:
    import tempfile

    whole = [csv_exporter.line(cells).encode() for cells in made]
    cut = data.draw(st.integers(1, len(whole[-1])))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(b"".join(whole)[: len(b"".join(whole)) - cut])
        torn = len(whole[-1]) > cut
        assert lines.mend(path) == torn
        assert path.read_bytes() == b"".join(whole[:-1])


def test_records_of_csv_are_marked_while_the_crawl_runs(tmp_path: Path) -> None:
    state = State(9)
    made = feed(tmp_path / "a.csv", state, format="csv")
    made.feeds._every = 1

    async def crawl() -> None:
        made.feeds.open_spider(made.spider)  # type: ignore[arg-type]
        made.feeds.item_scraped(article("one"), made.spider)  # type: ignore[arg-type]
        await asyncio.sleep(0.2)
        assert [batch.outputs[0].length for batch in state.committed] == [
            (tmp_path / "a.csv").stat().st_size
        ]
        await made.feeds.close_spider(made.spider)  # type: ignore[arg-type]

    asyncio.run(crawl())


@pytest.mark.parametrize("kind", ["csv", "md", "parquet"])
def test_only_articles_go_into_tables(tmp_path: Path, kind: str) -> None:
    stats = feed(tmp_path / f"a.{kind}", format=kind).run([article("one"), {"text": "two"}])  # type: ignore[list-item]
    assert stats["newscrawl/exporter/not_written"] == 1


@pytest.mark.parametrize(("name", "synced"), [("a.csv", True), ("a.txt", False), ("stdout:", True)])
def test_half_a_row_can_be_told_by_the_name(name: str, synced: bool) -> None:
    assert CsvExporter.is_mended(name) == synced


# Parquet


def parquet(path: Path) -> Any:
    from pyarrow.parquet import read_table

    return read_table(path)


def test_a_feed_of_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    articles = [full(), article("two \ud83d"), Article(url="http://a.example/3", text="x")]
    for one in articles:
        one.id = one.revision = "0" * 32
    feed(path, format="parquet").run(articles)
    read = parquet(path).to_pylist()
    assert read[0]["published_at"] == datetime(2026, 11, 20, 6, tzinfo=UTC)
    assert read[1]["text"] == "two \ufffd"
    for one, made in zip(read, articles, strict=True):
        record = json.loads(to_line(made))
        one["published_at"] = record["published_at"]
        assert one == record


@pytest.mark.parametrize(
    ("bound", "most", "rows"), [("GROUP_RECORDS", 2, [2, 2, 1]), ("GROUP_BYTES", 1, [1] * 5)]
)
def test_row_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, most: int, rows: list[int]
) -> None:
    from pyarrow.parquet import ParquetFile

    monkeypatch.setattr(parquet_exporter, bound, most)
    feed(
        tmp_path / "a.parquet",
        format="parquet",
        fields={"text": "body", "markdown": "md", "x": "y"},
    ).run([article(str(n)) for n in range(5)])
    with ParquetFile(tmp_path / "a.parquet") as file:
        groups = range(file.num_row_groups)
        assert [file.metadata.row_group(n).num_rows for n in groups] == rows
        assert file.read().to_pylist()[3:] == [{"body": "3", "md": "3"}, {"body": "4", "md": "4"}]


def test_nothing_is_appended_to_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    feed(path, format="parquet", overwrite=False).run([article("one")])
    before = path.read_bytes()
    made = feed(path, format="parquet", overwrite=False)
    made.run([article("two")])
    assert made.closed == ["output_failed"] and path.read_bytes() == before


def test_a_full_disk_is_noticed(tmp_path: Path) -> None:
    made = feed(Path("/dev/full"), format="parquet")
    assert exit_status(made.run([article("x" * 1000) for _ in range(3)])) == 2


def test_without_pyarrow_the_error_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "find_spec", lambda name: None)
    with pytest.raises(StartError, match="pip install pyarrow"):
        feed(tmp_path / "a.parquet", format="parquet")


def test_any_failure_at_the_end_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: ParquetExporter) -> None:
        raise ValueError("no such column")

    monkeypatch.setattr(ParquetExporter, "_write_group", fail)
    made = feed(tmp_path / "a.parquet", format="parquet")
    assert exit_status(made.run([article("one")])) == 2
    assert made.closed == ["output_failed"]


def test_a_name_for_messages() -> None:
    file = io.BytesIO(b"x")
    file.seek(1)
    with pytest.raises(FileExistsError, match="the file is not empty"):
        ParquetExporter(file).start_exporting()


# Markdown


def test_a_feed_of_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    cut = full()
    cut.completeness.delivered_fraction = 0.15
    feed(path, format="md").run(
        [cut, Article(url="http://a.example/2", blocks=[Block("heading", "*So*")])]
    )
    assert path.read_text(encoding="utf-8") == (
        '# He said: "no", and went\n\n*Ann Lee, Bo Ek, The A*\n\n<http://a.example/1>\n\n'
        "**Truncated (paywall): 15% of the article**\n\nA text.\n\n"
        "# http://a.example/2\n\n<http://a.example/2>\n\n## \\*So\\*\n\n"
    )


@pytest.mark.parametrize("kind", ["jsonlines", "json"])
def test_markdown_is_a_field_on_demand(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.json"
    feed(path, format=kind, fields=["url", "markdown"]).run([article("1. One")])
    read = json.loads(path.read_text())
    assert (read if kind == "jsonlines" else read[0]) == {
        "url": "http://a.example/1",
        "markdown": "1\\. One",
    }
