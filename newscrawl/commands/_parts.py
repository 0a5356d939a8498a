"""The outputs of a crawl with several processes: each process writes parts, and the parent joins
them.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from scrapy.extensions.feedexport import FileFeedStorage
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from newscrawl.output import lines
from newscrawl.output.exporters import ArticleExporter
from newscrawl.output.side_feeds import side_feed

_SIDES = ("", "truncated", "deleted")
_CHUNK = 1 << 20  # bytes that are copied at once


class Outputs:
    """The feeds in the settings, for several processes.

    Parts of JSON lines files, and of stdout, are joined. Nothing can be appended to other feeds,
    such as Parquet or S3: there each part stays an output by itself with the part's name,
    articles.parquet -> articles.NAME.parquet.
    """

    def __init__(self, settings: BaseSettings, spider: str) -> None:
        now = datetime.now(UTC)
        params = {
            "name": spider,
            "time": now.replace(microsecond=0).isoformat().replace(":", "-"),
            "batch_time": now.isoformat().replace(":", "-"),
            "batch_id": 1,
        }
        self.feeds: dict[str, dict[str, Any]] = settings.getdict("FEEDS")
        # feed on this machine -> its file; None for stdout
        local = {uri: _file(uri % params) for uri in self.feeds if _is_local(uri)}
        exporters = settings.getwithbase("FEED_EXPORTERS")
        self._joined = {
            uri: path for uri, path in local.items() if _is_lines(self.feeds[uri], exporters)
        }
        self.uris = [uri % params if uri in self._joined else uri for uri in self.feeds]
        self.files = [path for path in local.values() if path]  # joined or not
        self._open: dict[str, ArticleExporter] = {}
        self._stack = ExitStack()
        self.failed = False

    @property
    def folder(self) -> Path | None:
        """The folder for parts: beside the first output, so that they are on its disk. None: a
        temporary folder of the system.
        """
        return next((path.parent for path in self._joined.values() if path), None)

    def open(self) -> None:
        """Opens the outputs, and deletes those that are to be overwritten.

        Raises OSError if an output can't be written.
        """
        for uri, path in self._joined.items():
            if path:
                lines.check_writable(path)
                if self.feeds[uri].get("overwrite"):
                    for side in _SIDES:
                        _of_side(path, side).unlink(missing_ok=True)

    def of_part(self, base: Path, name: str) -> dict[str, dict[str, Any]]:
        """Returns the feeds of the process that writes the parts at `base`."""
        found = {}
        for number, (uri, options) in enumerate(self.feeds.items()):
            if uri in self._joined:
                found[f"{base}-{number}.jsonl"] = {**options, "overwrite": True}
            else:
                folder, slash, file = uri.rpartition("/")
                stem, dot, rest = file.partition(".")
                found[f"{folder}{slash}{stem}.{name}{dot}{rest}"] = options
        return found

    def take(self, base: Path) -> None:
        """Appends the parts at `base` to the outputs, and syncs them.

        If this raises OSError, nothing of the part that failed is in the output.
        """
        for number, uri in enumerate(self.feeds):
            for side in _SIDES if uri in self._joined else ():
                part = _of_side(Path(f"{base}-{number}.jsonl"), side)
                if part.is_file():
                    lines.mend(part)  # a killed process may have left half a record
                    try:
                        self._append(part, self._joined[uri], side)
                    except OSError:
                        self.failed = True
                        raise
                    part.unlink()

    def close(self) -> None:
        self._stack.close()

    def _append(self, part: Path, path: Path | None, side: str) -> None:
        if path is None:
            with part.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        target = _of_side(path, side)
        exporter = self._exporter(target)
        before = exporter.length()
        try:
            with part.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    exporter.write(chunk)
            exporter.sync()
            exporter.check(target)
        except OSError:
            exporter.raw.truncate(before)
            exporter.end = before
            raise

    def _exporter(self, path: Path) -> ArticleExporter:
        if str(path) not in self._open:
            lines.mend(path)
            file: BinaryIO = self._stack.enter_context(path.open("ab", buffering=0))
            exporter = ArticleExporter(file)  # type: ignore[arg-type]
            exporter.start_exporting()
            self._open[str(path)] = exporter
        return self._open[str(path)]


def _is_local(uri: str) -> bool:
    return "://" not in uri or uri.startswith("file:")


def _file(uri: str) -> Path | None:
    """Returns the file of a feed, or None for stdout."""
    return None if uri.startswith("stdout:") else Path(FileFeedStorage(uri).path).absolute()


def _of_side(path: Path, side: str) -> Path:
    """Returns the file of a side feed, or the output itself for the side ""."""
    return Path(side_feed(str(path), side)[0]) if side else path


def _is_lines(options: dict[str, Any], exporters: BaseSettings) -> bool:
    """Returns whether records can be appended to a feed: JSON lines, neither packed nor in
    batches.
    """
    whole = options.get("postprocessing") or options.get("batch_item_count")
    return load_object(exporters[options["format"]]) is ArticleExporter and not whole
