"""Splits saved files into units for processes: each WARC file alone, single pages in groups."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newscrawl.saved.files import WARC_SUFFIXES, expand

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


def named(patterns: Iterable[str]) -> list[Path]:
    """Returns the files and folders that paths, patterns and lists name.

    `@list.txt` is a file with a path in each line, packed by gzip if its name ends in .gz. Its
    paths are relative to the working folder, or else to the list's own folder. Raises ValueError
    with the paths that do not exist.
    """
    found: list[Path] = []
    for pattern in patterns:
        some = (
            _listed(Path(pattern[1:]).expanduser()) if pattern.startswith("@") else expand(pattern)
        )
        if not some:
            raise ValueError(f"there is no such file or folder (looked in {Path.cwd()})")
        found += some
    return list(dict.fromkeys(found))


def _listed(path: Path) -> list[Path]:
    try:
        with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as file:
            lines = [line.strip() for line in file.read().decode().splitlines()]
    except (OSError, ValueError) as error:
        raise ValueError(f"the list {path} can't be read: {error}") from None
    found, missing = [], []
    for line in lines:
        if line and not line.startswith("#"):
            places = [Path(line).expanduser(), path.parent / line]
            there = next((place for place in places if place.exists()), None)
            found.append(there) if there else missing.append(line)
    if missing:
        shown = ", ".join(missing[:3])
        raise ValueError(f"{len(missing)} of the files in the list {path} are not there: {shown}")
    return found


def split(paths: Iterable[Path]) -> list[Unit]:
    """Returns a unit for each WARC file, then groups of all other files. All names differ."""
    warcs: list[Path] = []
    others: list[Path] = []
    for path in _files(paths, frozenset()):
        (warcs if is_warc(path) else others).append(path)
    units = [Unit(path.name.lower().partition(".warc")[0], (path,)) for path in warcs]
    groups = (others[start : start + GROUP] for start in range(0, len(others), GROUP))
    units += [Unit(f"pages-{number}", tuple(group)) for number, group in enumerate(groups, 1)]
    taken: dict[str, int] = {}
    named_apart = []
    for unit in units:
        taken[unit.name] = number = taken.get(unit.name, 0) + 1
        named_apart.append(Unit(f"{unit.name}-{number}", unit.paths) if number > 1 else unit)
    return named_apart


def _files(paths: Iterable[Path], above: frozenset[Path]) -> Iterator[Path]:
    """Yields all files under the paths. A folder that can't be listed is yielded itself: its
    reader reports why.
    """
    for path in paths:
        try:
            inside = (
                sorted(path.iterdir()) if path.is_dir() and path.resolve() not in above else None
            )
        except OSError:
            inside = None
        if inside is None:
            yield path
        else:
            yield from _files(inside, above | {path.resolve()})


def size(paths: Iterable[Path]) -> int:
    """Returns the bytes of all files."""
    return sum(path.stat().st_size for path in paths if path.is_file())


def stamp(path: Path, arguments: str) -> bytes:
    """Returns a stamp that changes with the file and with the arguments."""
    found = path.stat()
    return json.dumps([found.st_size, found.st_mtime_ns, arguments]).encode()
