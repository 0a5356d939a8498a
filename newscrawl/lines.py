"""Files of JSON lines: the half of a record that a killed process leaves at their end."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import IO, BinaryIO

_CHUNK = 65_536


def hold(file: IO[bytes]) -> None:
    """Say that this process writes to the file, until it is closed: `mend` leaves it alone meanwhile."""
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_SH)
    except (AttributeError, OSError, ValueError):
        return  # a stream in memory, a compressor; a disk without locks


def mend(path: Path, start: int = 0) -> bool:
    """Cut half a record from the end of a file; whether there was one. What lies before `start` is known to be whole.

    A last line that is no half of a record, and lacks only its end, gets that. A file that is being written is left alone.
    Raises OSError.
    """
    if not path.is_file():
        return False
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        size = file.seek(0, os.SEEK_END)
        end = _last_line_end(file, start, size)
        if end >= size:
            return False
        file.seek(end)
        if _is_half(file.read(size - end)):
            file.truncate(end)
            return True
        file.write(b"\n")
        return False


def _is_half(line: bytes) -> bool:
    if not line.startswith(b"{"):
        return False  # nothing of ours
    try:
        json.loads(line)
    except ValueError:
        return True
    return False


def _last_line_end(file: BinaryIO, start: int, end: int) -> int:
    """Where the last whole line between two places ends; `start` where none does."""
    while end > start:
        begin = max(start, end - _CHUNK)
        file.seek(begin)
        at = file.read(end - begin).rfind(b"\n")
        if at >= 0:
            return begin + at + 1
        end = begin
    return start
