"""Files of JSON lines or CSV: can they be written? Cuts off half a record of a killed process."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from pathlib import Path
from typing import IO, BinaryIO

CSV = ".csv"
_CHUNK = 65_536
"""Bytes of one read. Most records are shorter."""


def check_writable(path: Path) -> None:
    """Makes a file's folder. Raises OSError if the file can't be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def hold(file: IO[bytes]) -> None:
    """Marks the file as being written, until it is closed. `mend` does not change such files."""
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_SH)
    except (AttributeError, OSError, ValueError):
        return  # a stream in memory, a compressor, or a disk without locks


def mend(path: Path, start: int = 0) -> bool:
    """Cuts half a record from the end of a file. Returns whether there was one.

    The first `start` bytes are known to be whole. If the last line only lacks its line end, the
    line end is added. A file that is being written stays unchanged. Raises OSError.
    """
    if not path.is_file():
        return False
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        size = file.seek(0, os.SEEK_END)
        if path.suffix == CSV:
            end = _last_row_end(file, start)
            file.truncate(end)
            return end < size
        end = _last_line_end(file, start, size)
        if end >= size:
            return False
        file.seek(end)
        if _is_half(file.read(size - end)):
            file.truncate(end)
            return True
        file.write(b"\n")
        return False


def _last_row_end(file: BinaryIO, start: int) -> int:
    """Returns the end of the last whole row of CSV after `start`, or `start` without one. A line end
    inside quotes does not end a row.
    """
    file.seek(start)
    at = end = start
    quoted = False
    while line := file.readline(_CHUNK):
        at += len(line)
        quoted ^= line.count(b'"') % 2 == 1
        if line.endswith(b"\n") and not quoted:
            end = at
    return end


def _is_half(line: bytes) -> bool:
    if not line.startswith(b"{"):
        return False  # not a record
    try:
        json.loads(line)
    except ValueError:
        return True
    return False


def _last_line_end(file: BinaryIO, start: int, size: int) -> int:
    """Returns the end of the last whole line after `start`, or `start` if there is none."""
    at = size
    while at > start:
        at, end = max(start, at - _CHUNK), at
        file.seek(at)
        if (found := file.read(end - at).rfind(b"\n")) >= 0:
            return at + found + 1
    return start
