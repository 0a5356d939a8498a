"""The JSON Schema (2020-12) of a record."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def load(name: str = "article-1") -> dict[str, Any]:
    """Returns a schema as Python values: of a record, or with "tombstone-1" of a tombstone."""
    loaded: dict[str, Any] = json.loads(files(__name__).joinpath(f"{name}.json").read_text("utf-8"))
    return loaded
