"""Feeds of CSV: `-O articles.csv`."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from newscrawl.items import Article
from newscrawl.output import table
from newscrawl.output.exporters import MARKDOWN, ArticleExporter, encode, plain
from newscrawl.output.lines import CSV


class OtherColumnsError(OSError):
    """The file to which a feed appends has other columns than the feed."""


class CsvExporter(ArticleExporter):
    """Writes each record as a row of plain columns (newscrawl/output/table.py), in one write.

    Rows are appended only to a file with the same columns, without a second header.
    """

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(file, **kwargs)
        self.columns = table.chosen(self.names)
        self.fields = [*Article.__dataclass_fields__, *({MARKDOWN} & set(self.names or ()))]

    @classmethod
    def is_mended(cls, uri: str) -> bool:
        return uri.endswith(CSV) or uri.startswith("stdout:")

    def start_exporting(self) -> None:
        super().start_exporting()
        header = encode(table.line(column.name for column in self.columns))
        found = self._stat()
        if found is None or not found.st_size:
            self.write(header)
            return
        path = Path(self.file.name)
        with path.open("rb") as file:
            if file.read(len(header)) != header:
                raise OtherColumnsError(
                    f"{path} has other columns than this feed, so nothing is appended to it"
                )

    def export_item(self, item: Any) -> None:
        if not isinstance(item, Article):
            raise TypeError(f"a CSV feed takes articles, not {type(item).__name__}")
        self.write(encode(table.line(table.row(plain(item, self.fields), self.columns))))
