"""JSON lines as newscrawl writes them: every record whole, in one write, or the crawl says that its output failed."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

from scrapy.exporters import BaseItemExporter, JsonLinesItemExporter
from scrapy.extensions.feedexport import FeedExporter, ItemFilter

from newscrawl.arguments import StartError
from newscrawl.items import Article, to_json_object

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

OUTPUT_FAILED = "output_failed"
"""The finish_reason of a crawl whose output could not be written."""


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
    """Writes each record whole: past every buffer, in one write; a write that fails half-way is taken back.

    What a crawl keeps of its own deliveries will be marked here, after the sync, and nowhere else.
    """

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(file, **kwargs)
        self.raw = getattr(file, "raw", file)
        names = self.fields_to_export
        self.names = names if isinstance(names, Mapping) or names is None else {name: name for name in names}

    def export_item(self, item: Any) -> None:
        if not isinstance(item, Article):
            super().export_item(item)
            self.file.flush()
            return
        self._write(to_line(item, self.names))

    def finish_exporting(self) -> None:
        try:
            os.fsync(self.raw.fileno())
        except (AttributeError, ValueError):  # no real file: a stream in memory, a compressor
            self.file.flush()
        except OSError as error:
            if error.errno not in _NO_SYNC:
                raise

    def _write(self, line: bytes) -> None:
        seekable = self.raw.seekable() if hasattr(self.raw, "seekable") else False
        start = self.raw.seek(0, os.SEEK_END) if seekable else 0
        try:
            rest = memoryview(line)
            while rest:
                written = self.raw.write(rest)
                rest = rest[len(rest) if written is None else written :]
        except OSError:
            if seekable:
                with suppress(OSError):  # of a device, which holds nothing that could be taken back
                    self.raw.truncate(start)
            raise


_NO_SYNC = frozenset({22, 95, 45})  # EINVAL, ENOTSUP (Linux, macOS): a pipe or terminal, which has nothing to sync


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
    """Scrapy's feed exports report success on a full disk: here a failed write ends the crawl as output_failed."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._closing: asyncio.Future[None] | None = None
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

    def item_scraped(self, item: Any, spider: Spider) -> None:
        if self._closing is not None:
            self.crawler.stats.inc_value("newscrawl/exporter/not_written")
            return
        try:
            super().item_scraped(item, spider)
        except OSError as error:
            self._failed(error)
            self.crawler.stats.inc_value("newscrawl/exporter/not_written")
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=OUTPUT_FAILED))
        except Exception:  # a record that can't be written: Scrapy would log this and count the record as delivered
            logger.exception("A record could not be written: %s", getattr(item, "url", None))
            self.crawler.stats.inc_value("newscrawl/exporter/not_written")

    async def _close_slot(self, slot: Any, spider: Spider) -> None:
        try:
            await super()._close_slot(slot, spider)
        except OSError as error:
            if self._closing is None:
                self._failed(error)

    def _load_components(self, setting_prefix: str) -> dict[str, Any]:
        found = super()._load_components(setting_prefix)
        if setting_prefix != "FEED_EXPORTERS":
            return found
        return {name: cls if issubclass(cls, ArticleExporter) else without_hidden(cls) for name, cls in found.items()}

    def _failed(self, error: OSError) -> None:
        self.crawler.stats.inc_value("newscrawl/exporter/failed")
        logger.error(
            "The output could not be written: %s. Free the disk or choose another path, then run again.", error
        )
