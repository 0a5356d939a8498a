"""What the project's commands write to stdout."""

from __future__ import annotations

import io
import json
import sys

import pytest

from newscrawl.commands._command import as_json, writable


@pytest.mark.parametrize(
    ("text", "encoding", "written"),
    [
        ("Élysée", "ascii", "Elysee"),
        ("Élysée", "utf-8", "Élysée"),
        ("Élysée", "latin-1", "Élysée"),
        ("朝日", "ascii", "??"),
    ],
)
def test_characters_that_a_terminal_can_not_show(text: str, encoding: str, written: str) -> None:
    assert writable(text, encoding) == written


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_json_keeps_all_characters(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding))
    text = as_json({"name": "Fjordens Ø 朝日"})
    assert json.loads(text.encode(encoding)) == {"name": "Fjordens Ø 朝日"}
    assert text.isascii() == (encoding != "utf-8")
