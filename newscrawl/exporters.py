"""JSON lines as newscrawl writes them: every record whole, in one write, or the crawl says that its output failed."""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import stat
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from scrapy import signals
from scrapy.exporters import BaseItemExporter, JsonLinesItemExporter
from scrapy.extensions.feedexport import FeedExporter, FeedSlot, FileFeedStorage, ItemFilter, StdoutFeedStorage
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call, run_in_thread

from newscrawl import lines
from newscrawl.arguments import StartError
from newscrawl.extensions.state import STATE_FAILED, CrawlState
from newscrawl.items import Article, to_json_object
from newscrawl.state import Batch, Output, StateError
from newscrawl.status import output_failed

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from twisted.internet.task import LoopingCall

logger = logging.getLogger(__name__)

OUTPUT_FAILED = "output_failed"
"""The finish_reason of a crawl whose output could not be written."""
OUTPUT_LOST = "output_lost"
"""That of a crawl whose output was removed, replaced or cut by another program while the crawl wrote it."""


class OutputLostError(OSError):
    """What was written is not in the file any more. `safe` is how many of its bytes are still on the disk."""

    def __init__(self, path: Path, event: str, safe: int) -> None:
        super().__init__(f"{path} {event}")
        self.path = path
        self.safe = safe


def to_line(article: Article, names: Mapping[str, str] | None = None) -> bytes:
    """The record as one line of JSON in UTF-8. `names` picks fields and renames them: field -> name in the output.

    A surrogate that stands alone has no UTF-8 form and becomes U+FFFD.
    """
    record = to_json_object(article)
    if names is not None:
        record = {out: record[name] for name, out in names.items() if name in record}
    line = json.dumps(record, default=to_json_object, ensure_ascii=False, allow_nan=False) + "\n"
    try:
        return line.encode()
    except UnicodeEncodeError:
        return line.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


class ArticleExporter(JsonLinesItemExporter):
    """Writes each record whole: past every buffer, in one write; a write that fails half-way is taken back."""

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(file, **kwargs)
        self.raw = getattr(file, "raw", file)
        names = self.fields_to_export
        self.names = names if isinstance(names, Mapping) or names is None else {name: name for name in names}
        self.end = 0  # where the last record ends
        self._identity: tuple[int, int] | None = None  # device and inode of the file, where it is a regular one

    def export_item(self, item: Any) -> None:
        if not isinstance(item, Article):
            super().export_item(item)
            self.file.flush()
            return
        self._write(to_line(item, self.names))

    def length(self) -> int:
        """How many bytes the file has."""
        return int(self.raw.seek(0, os.SEEK_END))

    def start_exporting(self) -> None:
        lines.hold(self.file)
        if (found := self._stat()) is not None:
            self._identity = found.st_dev, found.st_ino

    def check(self, path: Path) -> None:
        """Raise OutputLostError if the file at `path` is not the one that is written, or lacks some of what was written."""
        written = self._stat()
        if self._identity is None or written is None:
            return
        self._check_size(path, written)
        # A file that was moved still has a name, and all of its records.
        safe = written.st_size if written.st_nlink else 0
        try:
            there = path.stat()
        except FileNotFoundError:
            event = "was moved away" if safe else "was removed"
            raise OutputLostError(path, f"{event} while it was written", safe) from None
        if (there.st_dev, there.st_ino) != self._identity:
            raise OutputLostError(path, "was replaced by another file while it was written", safe)

    def _check_size(self, path: Path, written: os.stat_result) -> None:
        if written.st_size < self.end:
            event = f"was cut to {written.st_size} bytes while it was written, of {self.end}"
            raise OutputLostError(path, event, written.st_size)

    def _stat(self) -> os.stat_result | None:
        """What the system knows of the file; None of what is no regular file: a stream, a pipe, a device."""
        try:
            found = os.fstat(self.raw.fileno())
        except (AttributeError, OSError, ValueError):
            return None
        return found if stat.S_ISREG(found.st_mode) else None

    def finish_exporting(self) -> None:
        self.sync()

    def sync(self) -> None:
        """What was written is on the disk when this returns; raises OSError. Safe to call in a thread."""
        try:
            os.fsync(self.raw.fileno())
        except (AttributeError, ValueError):  # no real file: a stream in memory, a compressor
            self.file.flush()
        except OSError as error:
            if error.errno not in _NO_SYNC:
                raise

    def _write(self, line: bytes) -> None:
        if self._identity is not None and (found := self._stat()) is not None:
            # Another program may have cut the file: this record would hide that from `check`.
            self._check_size(Path(str(getattr(self.file, "name", "the output"))), found)
        rest = memoryview(line)
        try:
            while rest:
                written = self.raw.write(rest)
                rest = rest[len(rest) if written is None else written :]
        except OSError:
            with suppress(OSError, ValueError):  # of a device or a pipe, which holds nothing that could be taken back
                self._take_back(len(line) - len(rest))
            raise
        if self._identity is not None:
            self.end = self.raw.tell()

    def _take_back(self, size: int) -> None:
        """Cut so many bytes that were just written, where the file still ends with them: others may append to it too."""
        end = self.raw.tell()
        if size and self.raw.seek(0, os.SEEK_END) == end:
            self.raw.truncate(self.raw.seek(end - size))


_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP})  # a pipe or terminal, which has nothing to sync


def side_feed(uri: str) -> str:
    """Where the truncated articles of a feed go: articles.jsonl -> articles.truncated.jsonl."""
    folder, slash, name = uri.rpartition("/")
    stem, dot, rest = name.partition(".jsonl")
    if not dot:
        stem, dot, rest = name.rpartition(".") if "." in name else (name, "", "")
    return f"{folder}{slash}{stem}.truncated{dot}{rest}"


class TruncatedFilter(ItemFilter):
    """Of what the feed's own filter lets through: the articles known to be truncated, or all others."""

    def __init__(self, given: ItemFilter, *, truncated: bool) -> None:
        self.given = given
        self.truncated = truncated

    def accepts(self, item: Any) -> bool:
        return bool(self.given.accepts(item)) and (getattr(item, "truncated", None) is True) == self.truncated


def without_hidden(exporter: type[BaseItemExporter]) -> type[BaseItemExporter]:
    """An exporter of another format, which is given the record as JSON lines would hold it."""

    class Exporter(exporter):  # type: ignore[misc, valid-type]
        def export_item(self, item: Any) -> None:
            super().export_item(json.loads(to_line(item)) if isinstance(item, Article) else item)

    return Exporter


class ArticleFeeds(FeedExporter):
    """Feeds that can be trusted.

    Scrapy's report success on a full disk: here a failed write ends the crawl as output_failed. Before
    NEWSCRAWL_SYNC_RECORDS records or NEWSCRAWL_SYNC_SECONDS wait, and at the end, files are synced, and then one transaction
    marks their articles as delivered and notes how long each file is. Only that does. Each sync looks whether the file is
    still there: a crawl whose output was removed, replaced or cut ends as output_lost, and takes back the marks of the
    records that are gone. A feed that is stored at its end
    (S3, FTP, a compressed file, a format that is no JSON lines) is marked at its end.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._closing: asyncio.Future[None] | None = None
        self._failure: str | None = None  # as what the crawl ends for it
        self._state: CrawlState | None = None
        # A sync takes its time, and records come meanwhile: begun at half, it is over before so many are unmarked.
        self._every = max(1, crawler.settings.getint("NEWSCRAWL_SYNC_RECORDS") // 2)
        self._waiting = 0  # records since the last sync
        # Of each file: where its records end, and their ids. A file that is lost takes their marks with it.
        self._records: defaultdict[Path, list[tuple[int, str]]] = defaultdict(list)
        self._lost: list[str] = []  # ids of records that were written and are gone
        self._syncing: asyncio.Future[None] | None = None
        self._timer: AsyncioLoopingCall | LoopingCall | None = None
        deliver = crawler.settings["NEWSCRAWL_DELIVER"] or "all"
        if deliver not in ("all", "whole"):
            raise StartError(
                f"NEWSCRAWL_DELIVER={deliver}: it takes all, or whole (truncated articles into a side feed)"
            )
        if deliver == "whole":
            self._part_feeds()

    def _part_feeds(self) -> None:
        """Articles known to be truncated go into a feed of their own beside each feed."""
        for uri, options in list(self.feeds.items()):
            given = self.filters[uri]
            self.filters[uri] = TruncatedFilter(given, truncated=False)
            if uri.startswith("stdout:"):  # there is nothing beside it: the summary tells how many were truncated
                continue
            side = side_feed(uri)
            self.feeds[side] = {**options, "store_empty": False}
            self.filters[side] = TruncatedFilter(given, truncated=True)

    def open_spider(self, spider: Spider) -> None:
        self._state = self.crawler.get_extension(CrawlState)
        try:
            super().open_spider(spider)
            for slot in self.slots:
                if isinstance(slot.storage, FileFeedStorage):
                    check_writable(Path(slot.storage.path))
        except Exception as error:  # Scrapy would log it and crawl on, without the feed
            self._say(error)
            # A spider that is closed before the engine starts ends without engine_stopped, and so without a summary.
            self.crawler.signals.connect(self._end_at_once, signals.engine_started)
            return
        if self._state is not None:
            self._timer = create_looping_call(self._sync_soon)
            self._timer.start(self.settings.getfloat("NEWSCRAWL_SYNC_SECONDS"), now=False)

    async def _end_at_once(self) -> None:
        """End the crawl before its first request."""
        await self.crawler.engine.close_spider_async(reason=self._failure or OUTPUT_FAILED)
        await self.crawler.engine.stop_async()

    def _start_new_batch(self, *args: Any, **kwargs: Any) -> FeedSlot:
        slot = super()._start_new_batch(*args, **kwargs)
        if (path := _path(slot)) is not None:
            appends = not slot.feed_options.get("overwrite") and path.is_file()
            if appends and lines.mend(path):  # else the half and our first record were one line that nobody can read
                self.crawler.stats.inc_value("newscrawl/exporter/torn_lines_cut")
                logger.warning("%s ended in half a record, which was cut off", path)
            if self._state is not None:
                self._state.begin(Output(str(path), path.stat().st_size if appends else 0))
        return slot

    def item_scraped(self, item: Any, spider: Spider) -> None:
        if self._failure is not None:
            self.crawler.stats.inc_value("newscrawl/exporter/not_written")
            return
        try:
            super().item_scraped(item, spider)
        except (OSError, StateError) as error:
            self._failed(error)
            self.crawler.stats.inc_value("newscrawl/exporter/not_written")
            return
        except Exception:  # a record that can't be written: Scrapy would log this and count the record as delivered
            logger.exception("A record could not be written: %s", getattr(item, "url", None))
            self.crawler.stats.inc_value("newscrawl/exporter/not_written")
            return
        if self._state is not None and isinstance(item, Article):
            self._state.delivered(item)
            self._note(item)
            self._waiting += 1
            if self._waiting >= self._every:
                self._sync_soon()

    def _note(self, item: Article) -> None:
        """Note where in its file the record stands that was just written."""
        for slot in self.slots:
            path = _path(slot)
            if path is not None and isinstance(slot.exporter, ArticleExporter) and slot.filter.accepts(item):
                self._records[path].append((slot.exporter.end, item.id or ""))

    def _sync_soon(self) -> None:
        """Begin a sync where none is under way and every feed can be synced before its end."""
        if self._syncing is None and self._failure is None and all(map(_is_synced, self.slots)):
            self._syncing = asyncio.ensure_future(self._sync())

    async def _sync(self) -> None:
        """Make durable what was written so far, then mark it."""
        assert self._state is not None
        try:
            if self._pending_close_tasks:  # files that have their batch_item_count
                await asyncio.wait(cast("list[asyncio.Task[None]]", list(self._pending_close_tasks)))
            self._waiting = 0
            batch = self._state.take()
            for slot in self.slots:
                if isinstance(slot.exporter, ArticleExporter) and slot.itemcount:
                    if path := _path(slot):
                        batch.outputs.append(Output(str(path), slot.exporter.length()))
                    await run_in_thread(slot.exporter.sync)
                    if path:
                        slot.exporter.check(path)
            await self._state.commit(batch)
        except (OSError, StateError) as error:
            self._failed(error)
        finally:
            self._syncing = None

    async def close_spider(self, spider: Spider) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self._syncing is not None:
            await self._syncing
        await super().close_spider(spider)
        if self._state is not None and not output_failed(self.crawler.stats.get_stats()):
            try:
                await self._state.commit(self._state.take())
                await self._state.finish()
            except StateError as error:
                self._failed(error)
        if self._state is not None and self._lost:
            try:
                await self._state.commit(Batch(lost=self._lost))
            except StateError as error:
                logger.error("The marks of the records that were lost could not be taken back: %s", error)
        if self._failure is not None:  # also where the crawl was at its end by then
            self.crawler.stats.set_value("finish_reason", self._failure)

    async def _close_slot(self, slot: Any, spider: Spider) -> None:
        try:
            if (path := _path(slot)) and isinstance(slot.exporter, ArticleExporter) and self._failure is None:
                slot.exporter.check(path)
            await super()._close_slot(slot, spider)
        except OSError as error:
            self._failed(error)

    def _load_components(self, setting_prefix: str) -> dict[str, Any]:
        found = super()._load_components(setting_prefix)
        if setting_prefix != "FEED_EXPORTERS":
            return found
        return {name: cls if issubclass(cls, ArticleExporter) else without_hidden(cls) for name, cls in found.items()}

    def _failed(self, error: Exception) -> None:
        """Count and say it, and end the crawl, once. Nothing that was written since the last sync is marked."""
        if self._failure is None:
            reason = self._say(error)
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    def _say(self, error: Exception) -> str:
        """Count and say it; as what the crawl ends for it."""
        kinds = {StateError: STATE_FAILED, OutputLostError: OUTPUT_LOST}
        self._failure = next((reason for kind, reason in kinds.items() if isinstance(error, kind)), OUTPUT_FAILED)
        self.crawler.stats.inc_value("newscrawl/exporter/failed")
        if isinstance(error, OutputLostError):
            # Another feed may have a lost record too: it comes again there, which `id` and `revision` tell.
            records = self._records.get(error.path.absolute(), [])
            self._lost = [id for end, id in records if end > error.safe]
            self.crawler.stats.inc_value("newscrawl/exporter/lost", len(self._lost))
            logger.error(
                "The output was lost: %s. %d records in it are gone; they are not marked as delivered, and the next "
                "crawl delivers them again. Leave a file alone until its crawl is over.", error, len(self._lost),
            )  # fmt: skip
        elif isinstance(error, StateError):
            logger.error("What was delivered could not be marked, and comes again with the next crawl: %s", error)
        else:
            logger.error("The output could not be written: %s. %s, then run again.", error, _remedy(error))
        return self._failure


def check_writable(path: Path) -> None:
    """Make a file's folder; raises OSError where the file can't be written."""
    folder = path.parent
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def _remedy(error: Exception) -> str:
    """What whoever runs the crawl can do."""
    number = getattr(error, "errno", None)
    if number == errno.EPIPE:
        return "Whoever read it has gone: let it read to the end"
    return "Free the disk or choose another path" if number in _FULL else "Choose another path or mend this one"


def _is_synced(slot: FeedSlot) -> bool:
    """Whether what is written to the feed can be made durable before its end."""
    lines = issubclass(slot.exporters[slot.format], ArticleExporter)
    plain = isinstance(slot.storage, (FileFeedStorage, StdoutFeedStorage))
    return lines and plain and "postprocessing" not in slot.feed_options


def _path(slot: FeedSlot) -> Path | None:
    """The feed's file, where it is one of JSON lines on this machine."""
    return (
        Path(slot.storage.path).absolute() if isinstance(slot.storage, FileFeedStorage) and _is_synced(slot) else None
    )
