"""The schema and the dataclasses say the same: names, order, nesting, values."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import jsonschema
import pytest

from newscrawl import items
from newscrawl.items import Article, Block, Removed, json_schema

SCHEMA = json_schema()
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}


def exported(cls: Any) -> list[str]:
    return [f.name for f in fields(cls) if f.metadata.get("exported", True)]


def options(hint: Any) -> list[Any]:
    return list(get_args(hint)) if get_origin(hint) in (Union, types.UnionType) else [hint]


def agree(hint: Any, part: dict[str, Any], where: str) -> None:
    """Checks that `part` of the schema allows exactly what the type `hint` allows."""
    found: set[str] = set()
    values: set[Any] = set()
    for option in options(hint):
        if option is type(None):
            found.add("null")
        elif get_origin(option) is Literal:
            values |= set(get_args(option))
        elif get_origin(option) is list:
            found.add("array")
            agree(get_args(option)[0], part["items"], f"{where}[]")
        elif is_dataclass(option):
            found.add("object")
            agree_fields(option, part, where)
        else:
            found.add(PLAIN[option])
    if values:
        assert set(part["enum"]) == values | ({None} if "null" in found else set()), where
        assert "type" not in part, where
    elif "const" not in part:
        stated = part["type"] if isinstance(part["type"], list) else [part["type"]]
        # Finished records always have an id, a revision and an address. Unfinished articles may
        # lack them.
        assert set(stated) == found - (
            {"null"} if where in (".id", ".revision", ".url") else set()
        ), where


def agree_fields(cls: Any, part: dict[str, Any], where: str) -> None:
    assert list(part["properties"]) == exported(cls), where
    assert part["required"] == exported(cls), where
    assert part["additionalProperties"] is False, where
    hints = get_type_hints(cls, vars(items) | {"Frame": object})
    for name in exported(cls):
        agree(hints[name], part["properties"][name], f"{where}.{name}")


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_names_order_nesting_and_types_agree() -> None:
    agree_fields(Article, SCHEMA, "")


def test_version() -> None:
    assert Article().schema == SCHEMA["properties"]["schema"]["const"]


def test_every_field_is_described() -> None:
    def walk(part: dict[str, Any], where: str) -> None:
        assert part.get("description"), where
        for name, below in part.get("properties", {}).items():
            walk(below, f"{where}.{name}")

    walk(SCHEMA, "record")


def test_fields_that_are_not_exported() -> None:
    assert {f.name for f in fields(Article)} - set(exported(Article)) == {"attachments", "evidence"}
    assert {f.name for f in fields(Block)} - set(exported(Block)) == {"links", "place", "where"}
    assert {f.name for f in fields(Removed)} - set(exported(Removed)) == {"place"}


def test_a_caller_may_change_the_schema_that_it_loaded() -> None:
    json_schema()["properties"].clear()
    assert json_schema()["properties"]


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("date_published", "2026-11-20", "20.11.2026"),
        ("date_published", "2026-11-20T06:00:00+04:00", "2026-11-20 06:00"),
        ("published_at", "2026-11-20T02:00:00Z", "2026-11-20T06:00:00+04:00"),
        ("truncated", None, "yes"),
        ("access", "metered", "open"),
        ("http_status", 200, "200"),
        ("tags", ["a"], "a"),
        ("via", {"kind": "seed", "url": None}, {"kind": "seed"}),
    ],
)
def test_the_schema_accepts_good_values_and_refuses_bad_ones(
    name: str, good: Any, bad: Any
) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA["properties"][name])
    assert validator.is_valid(good)
    assert not validator.is_valid(bad)
