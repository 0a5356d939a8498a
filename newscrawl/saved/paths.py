"""Finds the saved files that paths, patterns, lists and folders name, and their sizes."""

from __future__ import annotations

import glob
import gzip
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path


def named(patterns: Iterable[str]) -> list[Path]:
    """Returns the files and folders that paths, patterns (`saved/**/*.html`) and lists name.

    `@list.txt` is a file with a path in each line, packed by gzip if its name ends in .gz. Its
    paths are relative to the working folder, or else to the list's own folder. Raises ValueError
    with the paths that do not exist.
    """
    found: list[Path] = []
    for pattern in patterns:
        path = Path(pattern.removeprefix("@")).expanduser()
        if pattern.startswith("@"):
            some = _listed(path)
        elif path.exists():  # a file may be called like a pattern
            some = [path]
        else:
            some = sorted(map(Path, glob.glob(str(path), recursive=True)))  # noqa: PTH207 # Path.glob takes no absolute pattern
        if not some:
            raise ValueError(f"{pattern}: there is no such file or folder (looked in {Path.cwd()})")
        found += some
    return list(dict.fromkeys(found))


def _listed(path: Path) -> list[Path]:
    try:
        with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as file:
            lines = [line.strip() for line in file.read().decode().splitlines()]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ValueError(f"@{path}: the list can't be read: {reason}") from None
    found, missing = [], []
    for line in lines:
        if line and not line.startswith("#"):
            places = [Path(line).expanduser(), path.parent / line]
            there = next((place for place in places if place.exists()), None)
            found.append(there) if there else missing.append(line)
    if missing:
        shown = ", ".join(missing[:3])
        raise ValueError(f"@{path}: {len(missing)} files of the list are not there: {shown}")
    if not found:
        raise ValueError(f"@{path}: the list names no file")
    return found


def files_under(paths: Iterable[Path]) -> Iterator[Path]:
    """Yields all files under the paths. Folders are read in the order of their names.

    A folder that can't be listed, and a link that leads back to a folder above, are yielded
    themselves: their reader reports why.
    """
    for path in paths:
        inside = None
        with suppress(OSError):
            if path.is_dir() and not leads_back(path):
                inside = sorted(path.iterdir())
        if inside is None:
            yield path
        else:
            yield from files_under(inside)


def leads_back(path: Path) -> bool:
    """Returns whether the path is a link to a folder that it lies in."""
    return path.is_symlink() and path.resolve() in map(Path.resolve, path.absolute().parents)


def size(files: Iterable[Path]) -> int:
    """Returns the bytes of the files. Files that can't be read, and folders, count as 0."""
    total = 0
    for path in files:
        with suppress(OSError):
            total += path.stat().st_size if path.is_file() else 0
    return total
