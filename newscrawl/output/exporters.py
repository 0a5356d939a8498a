"""Writes records as JSON lines or Markdown. Each record is one write."""

from __future__ import annotations

import errno
import json
import os
import stat
from array import array
from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from scrapy.exporters import BaseItemExporter
from scrapy.utils.serialize import ScrapyJSONEncoder

from newscrawl.items import Article, Tombstone, to_json_object
from newscrawl.output import lines
from newscrawl.output.markdown import document, markdown


class OutputLostError(OSError):
    """Records have disappeared from a file. `lost` are their ids."""

    def __init__(self, path: Path, event: str, lost: list[str]) -> None:
        super().__init__(f"{path} {event} while it was written")
        self.lost = lost


MARKDOWN = "markdown"
"""A field that a feed can request in addition to the record's: the text as Markdown."""


def to_line(article: Article | Tombstone, names: Mapping[str, str] | None = None) -> bytes:
    """Returns the record as one line of JSON in UTF-8. `names` (field -> name in the output) picks
    fields, also MARKDOWN, and renames them.
    """
    record = to_json_object(article)
    if names is not None:
        if MARKDOWN in names and isinstance(article, Article):
            record[MARKDOWN] = markdown(article.blocks)
        record = {out: record[name] for name, out in names.items() if name in record}
    return encode(
        json.dumps(record, default=to_json_object, ensure_ascii=False, allow_nan=False) + "\n"
    )


def plain_values(article: Article, names: Iterable[str]) -> dict[str, Any]:
    """Returns these fields of a record as plain values of JSON, without lone surrogates."""
    record: dict[str, Any] = json.loads(to_line(article, {name: name for name in names}))
    return record


def encode(text: str) -> bytes:
    """Returns the text in UTF-8. A lone surrogate becomes U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


class Written:
    """Where each record of a file ends, and its id: 50 bytes a record, because a crawl holds all."""

    def __init__(self) -> None:
        self._ends = array("Q")
        self._ids = bytearray()
        self._id_ends = array("Q")

    def add(self, end: int, id: str) -> None:
        """Adds a record that ends at this position of the file."""
        self._ends.append(end)
        self._ids += id.encode()
        self._id_ends.append(len(self._ids))

    def after(self, position: int) -> list[str]:
        """Returns the ids of the records that end after this position."""
        starts = [0, *self._id_ends]
        return [
            self._ids[starts[number] : starts[number + 1]].decode()
            for number, end in enumerate(self._ends)
            if end > position
        ]


class ArticleExporter(BaseItemExporter):
    """Writes each record in one unbuffered write."""

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.file = file
        self.raw = getattr(file, "raw", file)
        self.names = fields_of(self.fields_to_export)
        self.end = 0  # position at which the last record ends
        self.written = Written()
        self._identity: tuple[int, int] | None = None  # device and inode of a regular file

    @classmethod
    def is_mended(cls, uri: str) -> bool:
        """Returns whether the next crawl cuts half a record off this file's end (lines.py)."""
        return not uri.endswith(lines.CSV)

    def export_item(self, item: Any) -> None:
        self.write(self.piece(item))
        if self._identity is not None:
            self.written.add(self.end, getattr(item, "id", None) or "")

    def piece(self, item: Any) -> bytes:
        """Returns a record as it stands in the file. Items of spiders whose own ITEM_PIPELINES leave
        out ArticlesPipeline are written as they are.
        """
        if isinstance(item, (Article, Tombstone)):
            return to_line(item, self.names)
        values = dict(self.get_serialized_fields(item))
        return encode(json.dumps(values, ensure_ascii=False, cls=ScrapyJSONEncoder) + "\n")

    def length(self) -> int:
        """Returns how many bytes the file has."""
        return int(self.raw.seek(0, os.SEEK_END))

    def start_exporting(self) -> None:
        lines.hold(self.file)
        if (found := self._stat()) is not None:
            self._identity = found.st_dev, found.st_ino

    def check(self, path: Path) -> None:
        """Raises OutputLostError if `path` is another file now, or if written records are missing."""
        written = self._stat()
        if self._identity is None or written is None:
            return
        self._check_size(path, written)
        # A moved file still has a name (st_nlink) and all its records.
        safe = written.st_size if written.st_nlink else 0
        try:
            there = path.stat()
        except FileNotFoundError:
            event = "was moved away" if safe else "was removed"
            raise OutputLostError(path, event, self.written.after(safe)) from None
        if (there.st_dev, there.st_ino) != self._identity:
            raise OutputLostError(path, "was replaced by another file", self.written.after(safe))

    def _check_size(self, path: Path, written: os.stat_result) -> None:
        if written.st_size < self.end:
            event = f"was cut to {written.st_size} of {self.end} bytes"
            raise OutputLostError(path, event, self.written.after(written.st_size))

    def _stat(self) -> os.stat_result | None:
        """Returns the file's status, or None for a stream, a pipe or a device."""
        try:
            found = os.fstat(self.raw.fileno())
        except (AttributeError, OSError, ValueError):
            return None
        return found if stat.S_ISREG(found.st_mode) else None

    def finish_exporting(self) -> None:
        self.sync()

    def sync(self) -> None:
        """Writes everything to the disk. Raises OSError. Safe to call in a thread."""
        try:
            os.fsync(self.raw.fileno())
        except (AttributeError, ValueError):  # not a real file: a stream in memory, a compressor
            self.file.flush()
        except OSError as error:
            if error.errno not in _NO_SYNC:
                raise

    def write(self, line: bytes) -> None:
        """Writes one or more whole lines. If the write fails half-way, its bytes are removed."""
        if self._identity is not None and (found := self._stat()) is not None:
            # If another program cut the file, this record would hide the cut from `check`.
            self._check_size(Path(str(getattr(self.file, "name", "the output"))), found)
        rest = memoryview(line)
        try:
            while rest:
                written = self.raw.write(rest)
                rest = rest[len(rest) if written is None else written :]
        except OSError:
            with suppress(OSError, ValueError):  # devices and pipes can't be cut
                self._take_back(len(line) - len(rest))
            raise
        if self._identity is not None:
            self.end = self.raw.tell()

    def _take_back(self, size: int) -> None:
        """Removes the last `size` bytes, unless another program has appended to the file since."""
        end = self.raw.tell()
        if size and self.raw.seek(0, os.SEEK_END) == end:
            self.raw.truncate(self.raw.seek(end - size))


def fields_of(names: Mapping[str, str] | Iterable[str] | None) -> Mapping[str, str] | None:
    """Returns the fields that a feed requests as field -> name in the output, or None for all."""
    return names if isinstance(names, Mapping) or names is None else {name: name for name in names}


class MarkdownExporter(ArticleExporter):
    """Writes each article as a piece of a Markdown document for readers."""

    @classmethod
    def is_mended(cls, uri: str) -> bool:
        return False

    def piece(self, item: Any) -> bytes:
        return encode(document(item))


# errors of pipes and terminals, which can't be synced
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP})
