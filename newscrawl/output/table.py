"""A record as one row of a table with plain columns: nested fields are flattened."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from newscrawl.schema.types import Type, record_type

JOINED = "; "
"""What stands between the texts of a list in one cell."""


@dataclass(frozen=True)
class Column:
    """A column of the table: its name, and the way to its value in the record."""

    name: str
    path: tuple[str, ...]


@cache
def columns() -> tuple[Column, ...]:
    """All columns, in the order of the record. Fields of nested objects get the object's name
    before theirs: `publisher_country`, `completeness_kind`.
    """
    return tuple(Column("_".join(path), path) for path in _paths(record_type()))


def _paths(type: Type, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, one in type.fields:
        if one.kind == "struct":
            yield from _paths(one, (*above, name))
        else:
            yield (*above, name)


def chosen(names: Mapping[str, str] | None) -> list[Column]:
    """The columns that a feed asks for, under the names that it gives (`names`: field -> name).

    The name of a nested object means all of its columns. A name that is no column of the record
    becomes a column by itself.
    """
    if names is None:
        return list(columns())
    found: list[Column] = []
    for name, out in names.items():
        below = [one for one in columns() if one.path[0] == name]
        same = [one for one in columns() if one.name == name]
        found += [Column(out + one.name.removeprefix(name), one.path) for one in same or below] or [
            Column(out, (name,))
        ]
    return found


def row(record: Mapping[str, Any], columns: Iterable[Column]) -> list[str]:
    """The cells of a record.

    Unknown is an empty cell. true and false are words of JSON. The texts of a list are joined by
    "; ", authors by their names alone. Any other list is JSON.
    """
    return [_cell(_at(record, column.path), column.path[-1]) for column in columns]


def line(cells: Iterable[str]) -> str:
    """Cells as one record of CSV (RFC 4180)."""
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
