"""Makes the records of labelled pages without a crawl: by extraction and the item pipelines, in the
order of settings.py.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

from corpus import Case
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.misc import load_object

from newscrawl import settings
from newscrawl.extraction import extract
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.profile import Profile
from newscrawl.items import Article, Via
from newscrawl.output.exporters import to_line


class Reader:
    """Reads pages as `scrapy crawl archive` does, without the publishers' files and without a
    state.

    Like a crawl, a reader remembers lines that repeat on a site, and texts that may be copied.
    """

    def __init__(self) -> None:
        project = Settings()
        project.setmodule(settings)
        crawler: Any = SimpleNamespace(
            spider=None, settings=project, get_extension=lambda kind: None
        )
        crawler.stats = MemoryStatsCollector(SimpleNamespace(settings=project))
        order = sorted(settings.ITEM_PIPELINES.items(), key=lambda entry: entry[1])
        self._steps: list[Any] = []
        for path, _ in order:
            # a crawl without a state switches these off too
            with suppress(NotConfigured):
                self._steps.append(load_object(path).from_crawler(crawler))

    def read(self, case: Case, profile: Profile | None = None) -> Article | str:
        """Returns the record of a page, or the reason why the page gives no record."""
        document = Document.of(case.body, case.url, case.headers)
        try:
            article = extract(
                document,
                via=Via("archive"),
                profile=profile,
                fetched_at=case.headers.get("warc-date"),
            )
            for step in self._steps:
                article = step.process_item(article)
        except DropItem as reason:
            return str(reason)
        except Exception as error:  # a page that raises is a result; the run goes on
            return repr(error)
        return article


def records(
    cases: Iterable[Case], profile: Callable[[Case], Profile | None] = lambda case: None
) -> Iterator[tuple[Case, Article | str, float]]:
    """Yields each page, its record or the reason why it gives none, and the milliseconds of
    processor time for reading and export.

    The first page is read once more before, without a clock, to load word lists and models.
    """
    reader = Reader()
    for place, case in enumerate(cases):
        if not place:
            Reader().read(case)
            tune()
        start = time.process_time()
        article = reader.read(case, profile(case))
        if isinstance(article, Article):
            to_line(article)
        yield case, article, (time.process_time() - start) * 1000


def row(article: Article | str) -> dict[str, Any]:
    """Returns a record as a crawl writes it; {} for the reason why a page gives none."""
    return {} if isinstance(article, str) else json.loads(to_line(article))


def extracted(url: str, body: bytes, headers: Mapping[str, str]) -> Article:
    """Returns the article of a page as extraction makes it, before any pipeline."""
    return extract(Document.of(body, url, headers), via=Via("archive"))


def tune() -> None:
    """Sets the garbage collector as `scrapy crawl` does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)
