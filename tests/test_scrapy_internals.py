"""Contracts with Scrapy: the internals that newscrawl overrides or reads, as Scrapy 2.19 has them.

If a test here fails after an update of Scrapy, read Scrapy's change first, then the file that the
message names, then correct both this test and the file.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
from typing import Any

import pytest
from scrapy.commands.genspider import Command as GenspiderCommand
from scrapy.core.downloader import Downloader, Slot
from scrapy.core.engine import ExecutionEngine
from scrapy.core.engine import _Slot as EngineSlot
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.feedexport import FeedExporter, FeedSlot
from scrapy.pipelines import ItemPipelineManager

OVERRIDDEN = [
    (
        FeedExporter._start_new_batch,
        "(self, batch_id: 'int', uri: 'str', feed_options: 'dict[str, Any]', spider: 'Spider', uri_template: 'str')"
        " -> 'FeedSlot'",
        "extensions/feeds.py",
    ),
    (
        FeedExporter._close_slot,
        "(self, slot: 'FeedSlot', spider: 'Spider') -> 'None'",
        "extensions/feeds.py",
    ),
    (
        FeedExporter._load_components,
        "(self, setting_prefix: 'str') -> 'dict[str, Any]'",
        "extensions/feeds.py",
    ),
    (
        Downloader._wait_for_download,
        "(self, slot: 'Slot', request: 'Request', queue_dfd: 'Deferred[Response]') -> 'None'",
        "network/downloader.py",
    ),
    (
        Downloader._enqueue_request,
        "(self, request: 'Request') -> 'Response'",
        "network/downloader.py",
    ),
    (
        Downloader._download,
        "(self, slot: 'Slot', request: 'Request') -> 'Response'",
        "network/downloader.py",
    ),
    (Downloader.get_slot_key, "(self, request: 'Request') -> 'str'", "network/downloader.py"),
    (
        RobotsTxtMiddleware.process_request,
        "(self, request: 'Request', spider: 'Spider | None' = None) -> 'None'",
        "middlewares/robotstxt.py",
    ),
    (
        RobotsTxtMiddleware.robot_parser,
        "(self, request: 'Request') -> 'RobotParser | None'",
        "middlewares/robotstxt.py",
    ),
    (
        ItemPipelineManager.process_item_async,
        "(self, item: 'Any') -> 'Any'",
        "pipelines/stages.py",
    ),
    (
        GenspiderCommand._generate_template_variables,
        "(self, module: 'str', name: 'str', url: 'str', template_name: 'str') -> 'dict[str, Any]'",
        "commands/genspider.py",
    ),
]


@pytest.mark.parametrize(
    ("method", "known", "file"), OVERRIDDEN, ids=[m.__qualname__ for m, _, _ in OVERRIDDEN]
)
def test_methods_that_newscrawl_overrides(method: Any, known: str, file: str) -> None:
    now = str(inspect.signature(method))
    assert now == known, (
        f"Scrapy changed {method.__qualname__}; newscrawl/{file} overrides it. Was {known}, is {now}"
    )


FIELDS = [
    (
        Slot,
        {"delay", "jitter", "lastseen", "queue", "transferring"},
        "network/downloader.py, middlewares/retry.py",
    ),
    (
        FeedSlot,
        {"exporter", "file", "filter", "format", "itemcount", "storage", "uri"},
        "extensions/feeds.py",
    ),
    (EngineSlot, {"closing"}, "extensions/watchdog.py"),
]


@pytest.mark.parametrize(
    ("kind", "read", "file"), FIELDS, ids=[kind.__name__ for kind, _, _ in FIELDS]
)
def test_attributes_that_newscrawl_reads(kind: Any, read: set[str], file: str) -> None:
    has = {f.name for f in dataclasses.fields(kind)} if dataclasses.is_dataclass(kind) else set()
    has |= {name for name in read if f"self.{name}" in inspect.getsource(kind)}
    assert read <= has, (
        f"Scrapy's {kind.__name__} lost {sorted(read - has)}; newscrawl/{file} reads it"
    )


MADE = [
    (Downloader, "self.slots", "network/downloader.py"),
    (Downloader, "self.per_slot_settings", "network/downloader.py"),
    (Downloader, "self._delay", "network/downloader.py"),
    (RobotsTxtMiddleware, "self._parserimpl", "middlewares/robotstxt.py"),
    (RobotsTxtMiddleware, "self._robotstxt_useragent", "middlewares/robotstxt.py"),
    (RobotsTxtMiddleware, "self._default_useragent", "middlewares/robotstxt.py"),
    (RobotsTxtMiddleware, "self._stats", "middlewares/robotstxt.py"),
    (FeedExporter, "self.slots", "extensions/feeds.py"),
    (FeedExporter, "self.feeds", "extensions/feeds.py"),
    (FeedExporter, "self.filters", "extensions/feeds.py"),
    (FeedExporter, "self.exporters", "extensions/feeds.py"),
    (ExecutionEngine, "self._slot", "extensions/watchdog.py"),
    (ExecutionEngine, "self.downloader", "extensions/watchdog.py"),
]


@pytest.mark.parametrize(
    ("kind", "name", "file"), MADE, ids=[f"{kind.__name__}.{name}" for kind, name, _ in MADE]
)
def test_attributes_that_scrapy_sets(kind: Any, name: str, file: str) -> None:
    assert re.search(rf"{name}(: \S.*)? =|{name}:", inspect.getsource(kind)), (
        f"Scrapy's {kind.__name__} no longer sets {name}; see newscrawl/{file}"
    )


def test_robots_are_asked_for_by_the_method_that_newscrawl_replaces() -> None:
    source = inspect.getsource(RobotsTxtMiddleware.process_request)
    assert "await self.robot_parser(request)" in source, (
        "middlewares/robotstxt.py relies on this call"
    )


def test_a_request_is_under_way_only_when_its_coroutine_runs() -> None:
    """SiteDownloader._wait_for_download exists for this reason. If Scrapy counts at once, the
    override can go.
    """
    assert "slot.transferring.add(request)" not in inspect.getsource(Downloader._process_queue)
