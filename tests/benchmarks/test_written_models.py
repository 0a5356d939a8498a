"""The models that the fits write are read by the package, and score as the fits' own models do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import boosting
import pytest
from corpus import Case

from newscrawl.extraction import fitted
from newscrawl.extraction.body import selection

SITES = [f"paper{number}.example" for number in range(12)]
NEAR = 0.001
"""Written thresholds and leaves are rounded."""


def pages(_folder: Path, _half: str, sets: tuple[str, ...]) -> Iterator[Case]:
    """Yields a page of each site for the first of the sets. Every second page declares its date."""
    for number, site in enumerate(SITES, 1):
        day = f"2026-03-{number:02}"
        story = [
            f"The council of {site} met {number} times and voted for plan {at}, which costs {at * number} pounds."
            for at in range(1, 6 + number)
        ]
        meta = f"<meta property='article:published_time' content='{day}'>" if number % 2 else ""
        text = "".join(f"<p>{line}</p>" for line in story)
        page = (
            f"<html><head>{meta}</head><body><nav><a href=/a>World</a> <a href=/b>Sport</a></nav>"
            f"<main><h1>Plan {number}</h1><p>Published {number} March 2026</p>{text}</main>"
            f"<aside><p>{number + 3} April 2026</p><p>Boats for sale this week</p></aside></body></html>"
        )
        truth = {"date": day, "text": "\n\n".join(story)}
        yield Case(sets[0], site, f"https://{site}/plan", page.encode(), {}, truth)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Returns an empty folder, from which the package then reads its models."""
    if find_spec("lightgbm") is None:
        monkeypatch.setitem(sys.modules, "lightgbm", boosting)
    for cached in (fitted.stored_model, fitted.scorer):
        cached.cache_clear()
    (tmp_path / "pages").mkdir()
    yield tmp_path
    for cached in (fitted.stored_model, fitted.scorer):
        cached.cache_clear()


def written(
    script: ModuleType, fit: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Any, Any]:
    """Runs a script with --write. Returns its last model, and the rows that the model was fitted on."""
    models, given = [], []
    lightgbm, own = sys.modules["lightgbm"], getattr(script, fit)
    make = lightgbm.Dataset

    def dataset(rows: Any, *rest: Any, **more: Any) -> Any:
        given.append(rows)
        return make(rows, *rest, **more)

    def fitting(*args: Any) -> Any:
        models.append(own(*args))
        return models[-1]

    monkeypatch.setattr(lightgbm, "Dataset", dataset)
    monkeypatch.setattr(script, fit, fitting)
    monkeypatch.setattr(script, "FOLDS", 2)
    monkeypatch.setattr(import_module("fit_body"), "MODELS", folder)
    monkeypatch.setattr(sys, "argv", ["fit", str(folder), "--write"])
    script.main()
    monkeypatch.setattr(fitted, "files", lambda _: folder)
    return models[-1], given[-1]


def test_the_model_of_blocks_is_written_as_the_package_reads_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = import_module("fit_body")
    monkeypatch.setattr(script, "cases", pages)
    monkeypatch.setattr(script, "BLOCK_TREES", 3)
    monkeypatch.setitem(script.BLOCKS, "min_data_in_leaf", 1)
    monkeypatch.setattr(script, "KNOTS", (0.0, 0.5, 1.0))
    model, rows = written(script, "fit_blocks", folder, monkeypatch)
    names = fitted.stored_model("blocks")["features"]
    given = {place: dict(zip(names, row, strict=True)) for place, row in enumerate(rows)}
    chances = selection.probabilities(len(rows), given)
    assert chances == pytest.approx(model.predict(rows).tolist(), abs=NEAR)
    assert len(set(chances)) > 1
    assert fitted.stored_model("confidence")["knots"]


def test_the_model_of_days_is_written_as_the_package_reads_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = import_module("fit_days")
    monkeypatch.setattr(script.corpus, "cases", pages)
    monkeypatch.setattr(script, "TREES", 3)
    monkeypatch.setitem(script.TREE, "min_data_in_leaf", 1)
    model, rows = written(script, "fit", folder, monkeypatch)
    scores = [fitted.scorer("days")(*row) for row in rows]
    assert scores == pytest.approx(model.predict(rows).tolist(), abs=NEAR)
    assert len(set(scores)) > 1
