"""The feed export: records count as delivered only once they are durable."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self, cast

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.exporters import BaseItemExporter
from scrapy.extensions import feedexport
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call, run_in_thread
from twisted.internet.task import LoopingCall

from newscrawl.extensions.state import STATE_FAILED, CrawlState
from newscrawl.items import Article, Tombstone, json_schema, to_json_object
from newscrawl.job.arguments import StartError
from newscrawl.job.logfilter import without_userinfo
from newscrawl.job.status import output_failed
from newscrawl.output import lines
from newscrawl.output.csv_exporter import CsvExporter, check_columns, columns
from newscrawl.output.exporters import MARKDOWN, ArticleExporter, OutputLostError, plain_values
from newscrawl.output.parquet_exporter import ParquetExporter
from newscrawl.output.side_feeds import SideFilter, side_feed
from newscrawl.state import Batch, Output, StateError

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class OutputFailure:
    """Why the output failed: the finish_reason, what the log says, and the ids of records that are
    gone because another program removed, replaced or cut a file.
    """

    reason: str
    told: str
    lost: Sequence[str] = ()

    @classmethod
    def of(cls, error: Exception) -> Self:
        if isinstance(error, OutputLostError):
            told = f"The output was lost: {error}. {len(error.lost)} records in it are gone; they are not marked as delivered, and the next crawl delivers them again. Leave a file alone until its crawl is over."
            return cls("output_lost", told, error.lost)
        if isinstance(error, StateError):
            told = "Delivered articles could not be marked, so the next crawl repeats them"
            return cls(STATE_FAILED, f"{told}: {error}")
        told = f"The output could not be written: {error}. Choose another path or free space, then run again."
        return cls("output_failed", told)


def without_hidden(exporter: type[BaseItemExporter]) -> type[BaseItemExporter]:
    """Returns an exporter of another format that writes the same fields as JSON lines."""

    class Exporter(exporter):  # type: ignore[misc, valid-type] # a class known at run time
        def export_item(self, item: Any) -> None:
            if isinstance(item, Article):
                more = [name for name in self.fields_to_export or () if name == MARKDOWN]
                item = plain_values(item, [*to_json_object(item), *more])
            super().export_item(item)

    return Exporter


class ArticleFeeds(feedexport.FeedExporter):
    """Scrapy's feed export, but an article counts as delivered only once its record is durable.

    1. `open_spider` refuses outputs that can't be written. If a file ends with half a record, the
       half is cut off before new records follow.
    2. `item_scraped` writes a record. Its article waits in CrawlState.
    3. `_sync` follows NEWSCRAWL_SYNC_RECORDS records or NEWSCRAWL_SYNC_SECONDS: the files are
       synced, then one transaction marks the waiting articles as delivered and notes the length of
       each file. Nothing else marks articles.
    4. `close_spider` marks the rest. Articles in feeds that can be stored only at their end (S3, FTP,
       compressed files, other formats) are all marked there.

    The first failure ends the crawl: Scrapy reports success even on a full disk. If another program
    removed, replaced or cut a file, the next sync notices, and the marks of the lost records are
    withdrawn.
    """

    def __init__(self, crawler: Crawler) -> None:
        try:
            super().__init__(crawler)
        except NotConfigured:
            if not self.feeds:
                raise
            # Scrapy would crawl without any output.
            shown = ", ".join(map(without_userinfo, self.feeds))
            raise StartError(
                f"a feed can't be written: {shown}. The last ERROR of the log says why. S3 needs boto3: pip install boto3"
            ) from None
        self.written: list[str] = []  # the feeds that got records, each batch by itself
        self._closing: asyncio.Future[None] | None = None
        self._failure: OutputFailure | None = None
        self._state: CrawlState | None = None
        # Records arrive during a sync, so each sync begins when half of the allowed records wait.
        self._every = max(1, crawler.settings.getint("NEWSCRAWL_SYNC_RECORDS") // 2)
        self._waiting = 0  # records since the last sync
        self._syncing: asyncio.Future[None] | None = None
        self._timer: AsyncioLoopingCall | LoopingCall | None = None
        for options in self.feeds.values():
            self._check_format(options)
        deliver = crawler.settings["NEWSCRAWL_DELIVER"] or "all"
        if deliver not in ("all", "whole"):
            raise StartError(f"NEWSCRAWL_DELIVER={deliver} is unknown. Valid: all, whole")
        feeds = dict(self.feeds)
        if deliver == "whole":
            self._add_side_feeds("truncated", feeds)
        if crawler.settings.getbool("NEWSCRAWL_TOMBSTONES"):
            self._add_side_feeds("deleted", feeds)

    def _check_format(self, options: Mapping[str, Any]) -> None:
        """Raises StartError without pyarrow. Warns of fields that no record has."""
        exporter = self.exporters[options["format"]]
        if exporter is ParquetExporter and find_spec("pyarrow") is None:
            raise StartError("a Parquet feed needs pyarrow: pip install pyarrow")
        known = {MARKDOWN, *json_schema()["properties"]}
        if exporter is CsvExporter:
            known |= columns().keys()
        if unknown := [name for name in options["fields"] or () if name not in known]:
            told = (
                "No record has the fields that a feed names: %s. `scrapy schema` lists all fields"
            )
            logger.warning(told, ", ".join(unknown))

    def _add_side_feeds(self, kind: str, feeds: Mapping[str, Mapping[str, Any]]) -> None:
        """Adds a feed of some items beside each of these feeds."""
        for uri, options in feeds.items():
            given = self.filters[uri]
            self.filters[uri] = SideFilter(given, kind, False)
            # stdout has no place for a side feed. The summary says how many items were left out.
            if uri.startswith("stdout:"):
                continue
            side, more = side_feed(uri, kind)
            self.feeds[side] = {**options, **more, "store_empty": False}
            self.filters[side] = SideFilter(given, kind, True)

    def open_spider(self, spider: Spider) -> None:
        self._state = self.crawler.get_extension(CrawlState)
        try:
            super().open_spider(spider)
            for slot in self.slots:
                if isinstance(slot.storage, feedexport.S3FeedStorage):
                    check_credentials(slot.storage)
                if isinstance(slot.storage, feedexport.FileFeedStorage):
                    path = Path(slot.storage.path)
                    lines.check_writable(path)
                    # A crawl without records opens no file. Its -O must not leave the records of
                    # an earlier crawl behind.
                    if slot.storage.write_mode == "wb" and path.is_file():
                        path.resolve().unlink()
        except Exception as error:  # Scrapy would log the error and crawl on without the feed
            self._report(error)
            # If the spider were closed before the engine starts, there would be no engine_stopped
            # and no summary.
            self.crawler.signals.connect(self._end_at_once, signals.engine_started)
            return
        if self._state is not None:
            self._timer = create_looping_call(self._sync_soon)
            self._timer.start(self.settings.getfloat("NEWSCRAWL_SYNC_SECONDS"), now=False)

    async def _end_at_once(self) -> None:
        """Ends the crawl before its first request."""
        assert self._failure
        await self.crawler.engine.close_spider_async(reason=self._failure.reason)
        await self.crawler.engine.stop_async()

    def _start_new_batch(self, *args: Any, **kwargs: Any) -> feedexport.FeedSlot:
        slot = super()._start_new_batch(*args, **kwargs)
        if not isinstance(slot.storage, feedexport.FileFeedStorage):
            return slot
        path = Path(slot.storage.path).absolute()
        appends = path.is_file() and not slot.feed_options.get("overwrite")
        if appends and issubclass(slot.exporters[slot.format], CsvExporter):
            check_columns(path, slot.feed_options["fields"], _is_synced(slot))
        if _is_synced(slot):
            # otherwise the half and our first record would form one unreadable line
            if appends and lines.mend(path):
                self.crawler.stats.inc_value("newscrawl/exporter/torn_lines_cut")
                logger.warning("Half a record of an earlier crawl was cut off the end of %s", path)
            if self._state is not None:
                self._state.begin(Output(str(path), path.stat().st_size if appends else 0))
        return slot

    def item_scraped(self, item: Any, spider: Spider) -> None:
        if self._failure is not None:
            self.crawler.stats.inc_value("newscrawl/exporter/not_written")
            return
        try:
            super().item_scraped(item, spider)
        except Exception as error:  # Scrapy would log the error and count the record as delivered
            if isinstance(error, (OSError, StateError)):
                self._failed(error)
            else:
                logger.exception("A record could not be written: %s", getattr(item, "url", None))
            self.crawler.stats.inc_value("newscrawl/exporter/not_written")
            return
        if self._state is not None and isinstance(item, (Article, Tombstone)):
            self._state.delivered(item)
            self._waiting += 1
            if self._waiting >= self._every:
                self._sync_soon()

    def _sync_soon(self) -> None:
        """Begins a sync, unless one is running, or a feed can be synced only at its end."""
        if self._syncing is None and self._failure is None and all(map(_is_synced, self.slots)):
            self._syncing = asyncio.ensure_future(self._sync())

    async def _sync(self) -> None:
        """Makes the records written so far durable, then marks their articles as delivered."""
        assert self._state is not None
        try:
            if self._pending_close_tasks:  # files that are full (FEED_EXPORT_BATCH_ITEM_COUNT)
                await asyncio.wait(cast("list[asyncio.Task[None]]", self._pending_close_tasks))
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
        if self._failure is not None:
            if self._state is not None and self._failure.lost:
                try:
                    await self._state.commit(Batch(lost=[*self._failure.lost]))
                except StateError as error:
                    logger.error("The marks of the lost records could not be withdrawn: %s", error)
            # even if the crawl was already ending
            self.crawler.stats.set_value("finish_reason", self._failure.reason)

    async def _close_slot(self, slot: Any, spider: Spider) -> None:
        if slot.itemcount:
            self.written.append(slot.uri)
        try:
            path = _path(slot)
            if path and isinstance(slot.exporter, ArticleExporter) and self._failure is None:
                slot.exporter.check(path)
            await super()._close_slot(slot, spider)
        except Exception as error:  # after any error the file is incomplete
            self._failed(error)
        if slot.file is not None and (self._failure is not None or not slot.itemcount):
            with suppress(OSError, ValueError):  # the rest of its buffer may not fit either
                slot.file.close()

    def _load_components(self, setting_prefix: str) -> dict[str, Any]:
        found = super()._load_components(setting_prefix)
        if setting_prefix == "FEED_EXPORTERS":
            for name, cls in found.items():
                if not issubclass(cls, (ArticleExporter, ParquetExporter)):
                    found[name] = without_hidden(cls)
        return found

    def _failed(self, error: Exception) -> None:
        """Reports the failure and ends the crawl. Only the first failure is reported.

        Records written since the last sync are not marked.
        """
        if self._failure is None:
            ending = self.crawler.engine.close_spider_async(reason=self._report(error).reason)
            self._closing = asyncio.ensure_future(ending)

    def _report(self, error: Exception) -> OutputFailure:
        """Counts and logs the failure, and returns it."""
        self._failure = failure = OutputFailure.of(error)
        self.crawler.stats.inc_value("newscrawl/exporter/failed")
        # A lost record may still be in another feed. It comes there twice, with the same `id` and
        # `revision`.
        if isinstance(error, OutputLostError):
            self.crawler.stats.inc_value("newscrawl/exporter/lost", len(failure.lost))
        is_bug = not isinstance(error, (OSError, StateError))
        logger.error("%s", failure.told, exc_info=error if is_bug else None)
        return failure


def check_credentials(storage: feedexport.S3FeedStorage) -> None:
    """Signs a request without sending it. Raises OSError without credentials: Scrapy would find
    this out at the end of the crawl.
    """
    from botocore.exceptions import BotoCoreError

    where = {"Bucket": storage.bucketname, "Key": storage.keyname}
    try:
        storage.s3_client.generate_presigned_url("put_object", Params=where)
    except BotoCoreError as error:
        raise OSError(
            f"S3 needs credentials ({error}). Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        ) from error


def _is_synced(slot: feedexport.FeedSlot) -> bool:
    """Returns whether the records of a feed can be made durable before its end."""
    exporter = slot.exporters[slot.format]
    lines = issubclass(exporter, ArticleExporter) and exporter.is_mended(slot.uri)
    plain = isinstance(slot.storage, (feedexport.FileFeedStorage, feedexport.StdoutFeedStorage))
    return lines and plain and "postprocessing" not in slot.feed_options


def _path(slot: feedexport.FeedSlot) -> Path | None:
    """Returns the feed's file if it is a file of JSON lines or CSV on this machine, else None."""
    if isinstance(slot.storage, feedexport.FileFeedStorage) and _is_synced(slot):
        return Path(slot.storage.path).absolute()
    return None
