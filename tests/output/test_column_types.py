"""The types of tables: the same fields as the JSON Schema's, and values that fit them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from newscrawl.items import json_schema
from newscrawl.output.column_types import Type, arrow_schema, ddl, record_type, type_of, value

NAMES = list(json_schema()["properties"])


def test_a_field_for_each_of_the_record() -> None:
    assert [name for name, _ in record_type().fields] == NAMES
    assert arrow_schema().names == NAMES


def test_types() -> None:
    fields = dict(record_type().fields)
    assert fields["schema"] == Type("string")
    assert fields["published_at"] == Type("instant", nullable=True)
    assert fields["date_published"] == Type("string", nullable=True)
    assert fields["tags"] == Type("list", item=Type("string"))
    assert dict(fields["rights"].fields)["tdm_reservation"] == Type("integer", nullable=True)
    assert fields["via"].nullable and fields["truncated"] == Type("boolean", nullable=True)
    assert type_of({"type": "number"}) == Type("number")


@pytest.mark.parametrize(
    ("given", "type", "expected"),
    [
        (None, Type("struct", nullable=True), None),
        ("2026-11-20T06:00:00Z", Type("instant"), datetime(2026, 11, 20, 6, tzinfo=UTC)),
        ("9999-99-99T99:99:99Z", Type("instant"), None),
        (2**63, Type("integer"), None),
        (-5, Type("integer"), -5),
        ([1, 2**70], Type("list", item=Type("integer")), [1, None]),
        ({"a": "x"}, Type("struct", fields=(("a", Type("string")),)), {"a": "x"}),
    ],
)
def test_values(given: Any, type: Type, expected: Any) -> None:
    assert value(given, type) == expected


def test_duckdb() -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.execute(ddl("duckdb"))
    found = connection.execute("DESCRIBE articles").fetchall()
    assert [(row[0], row[2] == "YES") for row in found] == [
        (name, one.nullable) for name, one in record_type().fields
    ]
    connection.close()


def test_postgresql(database: str) -> None:
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(ddl("postgresql"))  # type: ignore[call-overload]
        found = connection.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'articles' ORDER BY ordinal_position"
        ).fetchall()
    types = dict(found)
    assert list(types) == NAMES
    assert (types["tags"], types["authors"], types["published_at"]) == (
        "ARRAY",
        "jsonb",
        "timestamp with time zone",
    )
