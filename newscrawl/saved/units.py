"""Splits saved files into units for processes: each WARC file alone, single pages in groups."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from newscrawl.saved.files import WARC_SUFFIXES
from newscrawl.saved.paths import files_under

GROUP = 2_000
"""Single pages in one unit: half a minute's work."""


@dataclass(frozen=True)
class Unit:
    """Files that one process reads. `name` is for people and for the names of outputs."""

    name: str
    paths: tuple[Path, ...]

    @property
    def is_warc(self) -> bool:
        return len(self.paths) == 1 and is_warc(self.paths[0])


def is_warc(path: Path) -> bool:
    return path.name.lower().endswith(WARC_SUFFIXES)


def split(paths: Iterable[Path]) -> list[Unit]:
    """Returns a unit for each WARC file, then groups of all other files. All names differ."""
    warcs: list[Path] = []
    others: list[Path] = []
    for path in files_under(paths):
        (warcs if is_warc(path) else others).append(path)
    units = [Unit(path.name.lower().partition(".warc")[0], (path,)) for path in warcs]
    groups = (others[start : start + GROUP] for start in range(0, len(others), GROUP))
    units += [Unit(f"pages-{number}", tuple(group)) for number, group in enumerate(groups, 1)]
    taken: dict[str, int] = {}  # name -> the last number that was tried behind it
    named_apart = []
    for unit in units:
        name = unit.name
        while name in taken:
            taken[unit.name] += 1
            name = f"{unit.name}-{taken[unit.name]}"
        taken[name] = 1
        named_apart.append(Unit(name, unit.paths))
    return named_apart


def stamp(path: Path, arguments: str) -> bytes:
    """Returns a stamp that changes with the file and with the arguments."""
    found = path.stat()
    return json.dumps([found.st_size, found.st_mtime_ns, arguments]).encode()
