"""Feeds of CSV: `-O articles.csv`. A record is one row, with nested fields flattened."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from newscrawl.output.column_types import Type, record_type
from newscrawl.output.exporters import ArticleExporter, encode, fields_of, plain_values
from newscrawl.output.lines import CSV

JOINED = "; "
"""The separator between the texts of a list in one cell."""


Columns = Mapping[str, tuple[str, ...]]
"""Names of columns -> the paths of their values in the record."""


@cache
def columns() -> Columns:
    """Returns all columns, in the order of the record. Fields of nested objects get the object's
    name as a prefix: `publisher_country`.
    """
    return {"_".join(path): path for path in _paths(record_type())}


def _paths(type: Type, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, one in type.fields:
        if one.kind == "struct":
            yield from _paths(one, (*above, name))
        else:
            yield (*above, name)


def chosen(names: Mapping[str, str] | None) -> Columns:
    """Returns the columns that a feed requests (`names`: field -> name in the output).

    The name of a nested object selects all of its columns. Any other name, such as "markdown",
    becomes a column of its own.
    """
    if names is None:
        return columns()
    found: dict[str, tuple[str, ...]] = {}
    for name, out in names.items():
        below = [column for column, path in columns().items() if path[0] == name]
        picked = [name] if name in columns() else below
        found |= {out + one.removeprefix(name): columns()[one] for one in picked} or {out: (name,)}
    return found


def row(record: Mapping[str, Any], paths: Iterable[tuple[str, ...]]) -> list[str]:
    """Returns the cells of a record, by the paths of their values. An unknown value is empty.

    The texts of a list are joined by "; ", and so are the names of authors. Any other value is
    JSON.
    """
    return [_cell(_at(record, path), path[-1]) for path in paths]


def line(cells: Iterable[str]) -> str:
    """Returns cells as one record of CSV (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _at(value: Any, path: Iterable[str]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _cell(value: Any, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if name == "authors":
        value = [author["name"] for author in value]
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return JOINED.join(value)
    return json.dumps(value, ensure_ascii=False)


class CsvExporter(ArticleExporter):
    """Writes each record as a row of plain columns, in one write, below one header."""

    def __init__(self, file: io.BytesIO, **kwargs: Any) -> None:
        super().__init__(file, **kwargs)
        self.columns = chosen(self.names)
        self.paths = list(self.columns.values())
        self.fields = {path[0] for path in self.paths}

    @classmethod
    def is_mended(cls, uri: str) -> bool:
        return uri.endswith(CSV) or uri.startswith("stdout:")

    def start_exporting(self) -> None:
        super().start_exporting()
        found = self._stat()
        if found is None or not found.st_size:
            self.write(encode(line(self.columns)))

    def piece(self, item: Any) -> bytes:
        return encode(line(row(plain_values(item, self.fields), self.paths)))


def check_columns(
    path: Path, fields: Mapping[str, str] | Iterable[str] | None, is_mended: bool
) -> None:
    """Raises FileExistsError if rows of a feed with these fields can't be appended to a file. If
    the file's end is mended, the file may hold half a header.
    """
    header = encode(line(chosen(fields_of(fields))))
    with path.open("rb") as file:
        found = file.read(len(header))
    if found not in (b"", header) and not (is_mended and header.startswith(found)):
        raise FileExistsError(
            f"{path} has other columns than this feed, or is compressed, so nothing is appended to it"
        )
