"""What the reasons of skipped pages, failed sources and errors mean, in words for people."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


def meaning(reason: str) -> str | None:
    """Returns what a reason such as "http 404" or "preview: robots" means, or None."""
    return _meanings().get(reason.rpartition(": ")[2].replace(" ", "_"))


def in_words(reason: str) -> str:
    """Returns a reason and its meaning, such as "http 404 (not found)"."""
    told = meaning(reason)
    return f"{reason} ({told})" if told else reason


@cache
def _meanings() -> Mapping[str, str]:
    return tomllib.loads(resources.files(__package__).joinpath("reasons.toml").read_text("utf-8"))
