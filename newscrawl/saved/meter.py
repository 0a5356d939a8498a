"""Measures how much of the saved files was read, in bytes (of packed files, the packed bytes)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass
class Meter:
    """Counts bytes of files. `total` is None until `count` is done. `closed` are the bytes of
    files that were read to their end.
    """

    total: int | None = None
    closed: int = 0
    file: IO[bytes] | None = None

    def count(self, paths: Iterable[Path]) -> None:
        """Adds up the sizes of all files under the paths. Takes seconds: call it in a thread."""
        self.total = sum(map(_size, paths))

    @contextmanager
    def reading(self, path: Path) -> Iterator[None]:
        """Marks the file as being read, while the context lasts."""
        try:
            yield
        finally:
            self.file = None
            self.closed += _size(path)

    def read(self) -> int:
        """Returns the bytes read so far. Safe to call in another thread than the reader's."""
        file = self.file
        try:
            return self.closed + (file.tell() if file else 0)
        except ValueError:  # the file was closed meanwhile
            return self.closed


def _size(path: Path) -> int:
    try:
        if path.is_file():
            return path.stat().st_size
        return sum(
            _size(Path(folder) / name) for folder, _, names in os.walk(path) for name in names
        )
    except OSError:
        return 0
