"""Feeds of Parquet: `-O articles.parquet`. Needs pyarrow: pip install pyarrow."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from scrapy.exporters import BaseItemExporter

from newscrawl.output.column_types import Type, arrow_schema, record_type, value
from newscrawl.output.exporters import MARKDOWN, fields_of, to_line

GROUP_RECORDS, GROUP_BYTES = 1_000, 8 * 1024 * 1024
"""A row group is written when this many records wait, or this many bytes of them as JSON lines.
This bounds the memory.
"""
COMPRESSION = "zstd"
"""A third smaller than snappy, Parquet's default, and as fast to read."""


class ParquetExporter(BaseItemExporter):
    """Writes the records in row groups, with nested fields as structs and lists.

    The file's table of contents is at its end, so nothing can be appended to it.
    """

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.file = file
        known = dict(record_type().fields) | {MARKDOWN: Type("string")}
        names = fields_of(self.fields_to_export) or {name: name for name, _ in record_type().fields}
        self.columns = {name: (out, known[name]) for name, out in names.items() if name in known}
        self.rows: list[dict[str, Any]] = []  # records that wait to be written
        self.size = 0

    def start_exporting(self) -> None:
        from pyarrow.parquet import ParquetWriter

        if self.file.seekable() and self.file.tell():
            name = getattr(self.file, "name", "the file")
            raise FileExistsError(f"nothing can be appended to a Parquet file; {name} is not empty")
        self.schema = arrow_schema(self.columns.values())
        self.writer = ParquetWriter(self.file, self.schema, compression=COMPRESSION)

    def export_item(self, item: Any) -> None:
        line = to_line(item, {name: name for name in self.columns})
        record = json.loads(line)
        self.rows.append(
            {out: value(record[name], one) for name, (out, one) in self.columns.items()}
        )
        self.size += len(line)
        if len(self.rows) >= GROUP_RECORDS or self.size >= GROUP_BYTES:
            self._write_group()

    def finish_exporting(self) -> None:
        try:
            self._write_group()
            self.writer.close()
        finally:
            self.writer.is_open = False  # or pyarrow would try again when the object is deleted

    def _write_group(self) -> None:
        import pyarrow as pa

        if self.rows:
            self.writer.write_table(pa.Table.from_pylist(self.rows, self.schema))
        self.rows = []
        self.size = 0
