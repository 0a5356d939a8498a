"""The JSON Schema (2020-12) of a record."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def load() -> dict[str, Any]:
    """The schema as Python values."""
    loaded: dict[str, Any] = json.loads(files(__name__).joinpath("article-1.json").read_text("utf-8"))
    return loaded
