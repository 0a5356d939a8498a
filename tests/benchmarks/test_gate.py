"""The gate names figures that sank, ignores noise of a page, and does not compare floors of
another corpus.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gate
import pytest

FLOOR: dict[str, Any] = {"pages": 9, "f1": 0.95, "hasnt": 0.05, "lost": 2, "good": 7}


def test_figures_that_sank_are_named() -> None:
    assert gate.sunk({"andy": FLOOR}, {"andy": FLOOR}) == []
    assert (
        gate.sunk(
            {"andy": FLOOR}, {"andy": FLOOR | {"f1": 0.949, "lost": 3, "hasnt": 0.051, "good": 1}}
        )
        == []
    )
    assert gate.sunk({"andy": FLOOR}, {"andy": FLOOR | {"f1": 0.99, "lost": 0, "hasnt": 0.0}}) == []
    assert gate.sunk({"andy": FLOOR}, {"andy": FLOOR | {"f1": 0.94, "lost": 4, "hasnt": 0.06}}) == [
        "andy: f1 was 0.9500, is 0.9400",
        "andy: hasnt was 0.0500, is 0.0600",
        "andy: lost was 2, is 4",
    ]
    assert gate.sunk({"andy": FLOOR}, {"andy": FLOOR | {"pages": 8}}) == [
        "andy: 9 pages were measured, now 8"
    ]
    assert gate.sunk({"andy": FLOOR}, {}) == ["andy: 9 pages were measured, now 0"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the gate with figures given, on a corpus of a given digest."""
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    (tmp_path / "pages").mkdir()

    def run(found: dict[str, Any], *arguments: str, digest: str = "a" * 16) -> None:
        monkeypatch.setattr(gate.corpus, "digest", lambda folder: digest)
        monkeypatch.setattr(gate.quality, "run", lambda *_: {})
        monkeypatch.setattr(gate.quality, "summary", lambda _: found)
        monkeypatch.setattr("sys.argv", ["gate.py", str(tmp_path), *arguments])
        gate.main()

    return run


def test_floors_are_pinned_and_held(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    run({"andy": FLOOR}, "--pin")
    pinned = json.loads(gate.FLOORS.read_text("utf-8"))
    assert pinned == {"corpus": "a" * 16, "fitting": {"andy": FLOOR}, "checking": {"andy": FLOOR}}
    run({"andy": FLOOR})
    assert "No figure sank." in capsys.readouterr().out
    with pytest.raises(SystemExit, match="2 figures sank"):
        run({"andy": FLOOR | {"f1": 0.9}})
    with pytest.raises(SystemExit, match="1 figures sank"):
        run({"andy": FLOOR | {"f1": 0.9}}, "--half", "checking")
    with pytest.raises(SystemExit, match=r"of corpus a{16}, this one is b{16}"):
        run({"andy": FLOOR}, digest="b" * 16)
    run({"andy": FLOOR}, "--pin", "--half", "fitting", digest="b" * 16)
    assert json.loads(gate.FLOORS.read_text("utf-8")) == {
        "corpus": "b" * 16,
        "fitting": {"andy": FLOOR},
    }


def test_a_wrong_path_is_refused_in_a_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["gate.py", "no/corpus"])
    with pytest.raises(SystemExit) as end:
        gate.main()
    assert end.value.code == 2
    assert "argument corpus: there is no folder no/corpus" in capsys.readouterr().err
