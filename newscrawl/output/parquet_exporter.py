"""Feeds of Parquet: `-O articles.parquet`. Needs pyarrow: pip install pyarrow."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from scrapy.exporters import BaseItemExporter

from newscrawl.items import Article
from newscrawl.output.column_types import Type, arrow_field, record_type, value
from newscrawl.output.exporters import MARKDOWN, fields_of, to_line

GROUP_RECORDS, GROUP_BYTES = 1_000, 8 * 1024 * 1024
"""A row group is written when this many records wait, or this many bytes of them as JSON lines.
This bounds the memory.
"""
BATCH_RECORDS = 50
"""Records that are converted in one go, which blocks the event loop for about 10 ms."""
COMPRESSION = "zstd"
"""A third smaller than snappy, Parquet's default, and as fast to read."""


class ParquetExporter(BaseItemExporter):
    """Writes the records in row groups, with nested fields as structs and lists.

    A Parquet file has its table of contents at its end. So the file can be read only after the
    crawl, and nothing can be appended to it.
    """

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.file = file
        known = dict(record_type().fields) | {MARKDOWN: Type("string")}
        names = fields_of(self.fields_to_export) or {name: name for name, _ in record_type().fields}
        self.columns = {name: (out, known[name]) for name, out in names.items() if name in known}
        self.rows: list[dict[str, Any]] = []  # records that wait to be converted
        self.batches: list[Any] = []  # record batches that wait to be written
        self.records = self.size = 0  # of both lists

    def start_exporting(self) -> None:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter

        if self.file.seekable() and self.file.tell():
            name = getattr(self.file, "name", "the file")
            raise FileExistsError(f"nothing can be appended to a Parquet file; {name} is not empty")
        self.schema = pa.schema([arrow_field(out, one) for out, one in self.columns.values()])
        self.writer = ParquetWriter(self.file, self.schema, compression=COMPRESSION)

    def export_item(self, item: Any) -> None:
        if not isinstance(item, Article):
            raise TypeError(f"a Parquet feed takes articles, not {type(item).__name__}")
        line = to_line(item, {name: name for name in self.columns})
        record = json.loads(line)
        self.rows.append(
            {out: value(record[name], one) for name, (out, one) in self.columns.items()}
        )
        self.records += 1
        self.size += len(line)
        if self.records >= GROUP_RECORDS or self.size >= GROUP_BYTES:
            self._write_group()
        elif len(self.rows) >= BATCH_RECORDS:
            self._convert()

    def finish_exporting(self) -> None:
        try:
            self._write_group()
            self.writer.close()
        finally:
            # Otherwise pyarrow would try to close again when the object is deleted, in a file that
            # is closed.
            self.writer.is_open = False

    def _convert(self) -> None:
        import pyarrow as pa

        self.batches.append(pa.RecordBatch.from_pylist(self.rows, self.schema))
        self.rows = []

    def _write_group(self) -> None:
        import pyarrow as pa

        if self.rows:
            self._convert()
        if self.batches:
            self.writer.write_table(pa.Table.from_batches(self.batches, self.schema))
        self.batches = []
        self.records = self.size = 0
