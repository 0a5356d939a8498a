"""A record as one row of a table with plain columns: nested fields are flattened."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from newscrawl.output.column_types import Type, record_type

JOINED = "; "
"""The separator between the texts of a list in one cell."""


@dataclass(frozen=True)
class Column:
    """A column of the table: its name, and the path of its value in the record."""

    name: str
    path: tuple[str, ...]


@cache
def columns() -> tuple[Column, ...]:
    """Returns all columns, in the order of the record.

    Fields of nested objects get the object's name as a prefix: `publisher_country`,
    `completeness_kind`.
    """
    return tuple(Column("_".join(path), path) for path in _paths(record_type()))


def _paths(type: Type, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, one in type.fields:
        if one.kind == "struct":
            yield from _paths(one, (*above, name))
        else:
            yield (*above, name)


def chosen(names: Mapping[str, str] | None) -> list[Column]:
    """Returns the columns that a feed requests, under the names that it gives (`names`: field ->
    name).

    The name of a nested object selects all of its columns. Any other name, such as "markdown",
    becomes a column of its own.
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
    """Returns the cells of a record. An unknown value is an empty cell, true and false are JSON's
    words.

    The texts of a list are joined by "; ", and so are the names of authors. Any other list is
    JSON.
    """
    return [_cell(_at(record, column.path), column.path[-1]) for column in columns]


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
