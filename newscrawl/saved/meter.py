"""How much of the saved pages was read: bytes of their files, packed as they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass
class Meter:
    """Bytes of files. `total` is None until `count` is done; `closed` are those of files that were
    read to their end."""

    total: int | None = None
    closed: int = 0
    file: IO[bytes] | None = None

    def count(self, paths: Iterable[Path]) -> None:
        """Add up the sizes of all files under the paths. It may take seconds: call it in a thread."""
        self.total = sum(map(_size, paths))

    @contextmanager
    def reading(self, path: Path) -> Iterator[None]:
        """While a file is read, in whatever way."""
        try:
            yield
        finally:
            self.file = None
            self.closed += _size(path)

    def read(self) -> int:
        """The bytes that were read so far. Safe to call in another thread than the one that reads."""
        file = self.file
        try:
            return self.closed + (file.tell() if file else 0)
        except ValueError:  # closed meanwhile
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
