"""Files of JSON lines: only half a record is ever cut from their end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newscrawl.output import lines

WHOLE = b'{"a": 1}\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b""),
        (WHOLE, WHOLE),
        (WHOLE + b'{"a": "x', WHOLE),
        (WHOLE + b'{"a": ' + b"x" * 200_000, WHOLE),
        (WHOLE + b'{"a": '.ljust(lines._CHUNK, b"x"), WHOLE),  # the block before ends in a line end
        (WHOLE + b'{"a": '.ljust(lines._CHUNK - 1, b"x"), WHOLE),
        (b'{"a": "x', b""),
        (WHOLE + b'{"a": 1}', 2 * WHOLE),  # all of it but the end of the line
        (b"# a note of somebody's own", b"# a note of somebody's own\n"),
        (WHOLE + b'{"a": "\xc3', WHOLE),  # within a letter
    ],
)
def test_the_end_of_a_file(tmp_path: Path, before: bytes, after: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(before)
    assert lines.mend(path) == (len(after) < len(before))
    assert path.read_bytes() == after
    assert not lines.mend(path)


def test_lines_known_to_be_whole_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"no line at all" + b'{"half')
    assert lines.mend(path, start=14)
    assert path.read_bytes() == b"no line at all"


def test_only_files_are_mended(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert not lines.mend(tmp_path / "pipe")
    assert not lines.mend(tmp_path / "none")
    assert not lines.mend(tmp_path)


def test_a_file_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(WHOLE + b'{"half')
    with path.open("ab") as file:
        lines.hold(file)
        assert not lines.mend(path)
    assert lines.mend(path)
