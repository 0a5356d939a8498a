"""The types of the record's fields, from the JSON Schema, for DuckDB, PostgreSQL and Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from newscrawl.items import json_schema

if TYPE_CHECKING:
    import pyarrow

Kind = Literal["string", "integer", "number", "boolean", "instant", "list", "struct"]

_LARGEST = 2**63 - 1
"""Tables have integers of 64 bits."""


@dataclass(frozen=True)
class Type:
    """The type of one field. `item` is the type of a list's entries. `fields` are a struct's fields.
    An "instant" is a time in UTC, such as "2026-11-20T06:00:00Z".
    """

    kind: Kind
    nullable: bool = False
    item: Type | None = None
    fields: tuple[tuple[str, Type], ...] = ()


@cache
def record_type() -> Type:
    """Returns the type of a whole record: a struct of all its fields."""
    return type_of(json_schema())


def type_of(schema: Mapping[str, Any]) -> Type:
    """Returns the type that a part of the record's JSON Schema describes."""
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        known = {str: "string", int: "integer"}
        kind: Any = next(known[type(value)] for value in values if value is not None)
        return Type(kind, None in values)
    stated = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    nullable, kind = "null" in stated, next(one for one in stated if one != "null")
    if kind == "object":
        return Type(
            "struct",
            nullable,
            fields=tuple((name, type_of(one)) for name, one in schema["properties"].items()),
        )
    if kind == "array":
        return Type("list", nullable, item=type_of(schema["items"]))
    return Type("instant" if schema.get("format") == "date-time" else kind, nullable)


def value(given: Any, type: Type) -> Any:
    """Returns a value of a record, read from JSON, in the form of its column. Impossible times and
    numbers of more than 64 bits become None.
    """
    if given is None:
        return None
    if type.kind == "struct":
        return {name: value(given[name], one) for name, one in type.fields}
    if type.item is not None:
        return [value(one, type.item) for one in given]
    if type.kind == "integer":
        return given if abs(given) <= _LARGEST else None
    if type.kind == "instant":
        try:
            return datetime.fromisoformat(given)
        except ValueError:
            return None
    return given


Dialect = Literal["duckdb", "postgresql"]


_ARROW = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool_"}
"""Kind -> the name of pyarrow's type."""
_SQL = {"string": "text", "integer": "bigint", "number": "double precision", "boolean": "boolean", "instant": "timestamptz"}  # fmt: skip
"""Kind -> a type that both dialects know."""
_JSONB = "jsonb"


def ddl(dialect: Dialect) -> str:
    """Returns the CREATE TABLE statement of a table of records, `articles`.

    DuckDB gets structs and lists. PostgreSQL gets arrays for lists of texts, and jsonb for
    everything else that is nested.
    """
    columns = [
        f'    "{name}" {_sql(one, dialect)}{"" if one.nullable else " NOT NULL"}'
        for name, one in record_type().fields
    ]
    return 'CREATE TABLE "articles" (\n' + ",\n".join(columns) + "\n);\n"


def _sql(type: Type, dialect: Dialect) -> str:
    if type.item is not None:
        inner = _sql(type.item, dialect)
        return inner if inner == _JSONB else f"{inner}[]"
    if type.kind != "struct":
        return _SQL[type.kind]
    if dialect == "postgresql":
        return _JSONB
    inner = ", ".join(f'"{name}" {_sql(one, dialect)}' for name, one in type.fields)
    return f"STRUCT({inner})"


def arrow_schema(columns: Iterable[tuple[str, Type]] | None = None) -> pyarrow.Schema:
    """Returns the schema of Parquet files with these columns, or with all fields of records.

    All columns are nullable, because pyarrow refuses a whole row group for one odd record. Raises
    ImportError without pyarrow.
    """
    import pyarrow as pa

    fields = record_type().fields if columns is None else columns
    return pa.schema([(name, _arrow(one)) for name, one in fields])


def _arrow(type: Type) -> pyarrow.DataType:
    import pyarrow as pa

    if type.kind == "struct":
        return pa.struct([(name, _arrow(one)) for name, one in type.fields])
    if type.item is not None:
        return pa.list_(pa.field("element", _arrow(type.item)))
    if type.kind == "instant":
        return pa.timestamp("us", tz="UTC")
    return getattr(pa, _ARROW[type.kind])()
