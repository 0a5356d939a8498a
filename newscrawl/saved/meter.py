"""Measures how much of the saved files was read, in bytes (of packed files, the packed bytes)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from newscrawl.saved.paths import files_under, size


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
        self.total = size(files_under(paths))

    @contextmanager
    def reading(self, path: Path) -> Iterator[None]:
        """Marks the file as being read, while the context lasts."""
        try:
            yield
        finally:
            self.file = None
            self.closed += size([path])

    def read(self) -> int:
        """Returns the bytes read so far. Safe to call in another thread than the reader's."""
        file = self.file
        try:
            return self.closed + (file.tell() if file else 0)
        except ValueError:  # the file was closed meanwhile
            return self.closed
