"""`scrapy schema`: what it prints, and what it refuses."""

from __future__ import annotations

import argparse
import json

import pytest
from scrapy.utils.project import get_project_settings

from newscrawl.commands.schema import FORMATS, Command
from newscrawl.items import json_schema


def run(*args: str) -> int:
    command = Command()
    command.settings = get_project_settings()
    command.run(list(args), argparse.Namespace())
    return command.exitcode


@pytest.mark.parametrize(
    ("args", "beginning"), [(["duckdb"], "CREATE TABLE"), (["arrow"], "schema: string"), ([], "{")]
)
def test_schemas(args: list[str], beginning: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*args) == 0
    assert capsys.readouterr().out.startswith(beginning)


def test_json_is_the_schema_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("json") == 0
    assert json.loads(capsys.readouterr().out) == json_schema()


def test_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("avro") == run("json", "duckdb") == 1
    assert "name one of json, duckdb, postgresql, arrow" in capsys.readouterr().err


def test_without_pyarrow(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> str:
        raise ImportError("pyarrow")

    monkeypatch.setitem(FORMATS, "arrow", missing)
    assert run("arrow") == 1
    assert "pip install pyarrow" in capsys.readouterr().err


def test_help() -> None:
    assert Command().syntax() == "[json|duckdb|postgresql|arrow]"
    assert "schema" in Command().short_desc()
