"""Drops unchanged articles that were delivered before. An edited article is a new revision."""

from __future__ import annotations

import struct
import time
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from scrapy.crawler import Crawler

from newscrawl import extraction
from newscrawl.extensions.state import CrawlState
from newscrawl.extraction.addresses import normalize
from newscrawl.extraction.page.canonical import are_one
from newscrawl.items import IN_TEXT, Article
from newscrawl.job.component import Component
from newscrawl.job.exceptions import Unchanged
from newscrawl.state import Delivery, KnownPage, Mark
from newscrawl.text import article_lines
from newscrawl.text.memory import SiteFindings

_SIZE = 8
"""Bytes of one digest. The digests of text/memory.py, which are stored beside ours, have 8 bytes
too."""


class RevisionsPipeline(Component):
    name = "revisions"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.state = crawler.get_extension(CrawlState)
        arguments = getattr(crawler.spider, "arguments", None)
        self.again = getattr(arguments, "again", False)  # deliver unchanged articles too

    def process_item(self, item: Article) -> Article:
        if self.state is None or not item.id:
            return item
        now = time.time()
        page = KnownPage(
            item.id, None, now, now, _instant(item.published_at), item.extractor, digests(item)
        )
        delivery = item.attached(Delivery) or Delivery()
        item.attach(delivery)
        keys, known, namesake = delivery.keys, delivery.known, delivery.namesake
        if namesake is not None and not are_one(
            set(_told(namesake, item)), set(_told(page, item))
        ):  # another article has the same canonical address
            self.count("canonical_shared")
            item.canonical_url = normalize(item.url or "")
            item.id = extraction.digest(item.canonical_url or item.text)
            page = replace(page, id=item.id)
        elif delivery.declared_key is not None:
            keys, known = (*keys, delivery.declared_key), known or namesake
        if (
            known is not None
            and known.extractor == page.extractor
            and _told(known, item) != _told(page, item)
        ):
            self.count("edited")
        elif known is not None and not self.again:
            # A change that comes from a new version of the extractor is no edit.
            self.state.mark(Mark(page, keys))
            raise Unchanged(f"unchanged since it was delivered: {item.url}")
        delivery.mark = Mark(page, keys)
        return item


def digests(article: Article) -> bytes:
    """Returns two digests for the title and for each block of the text: of the exact text, and the
    one by which the site's memory knows the line.
    """
    site = article.attached(SiteFindings)
    title = (site and site.stated_title) or article.title or ""
    texts = [
        title,
        *(block.text for block in article.blocks if block.type in IN_TEXT and block.text),
    ]
    return b"".join(
        blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
        + article_lines.digest(text).rjust(_SIZE, b"\0")
        for text in texts
    )


def _told(page: KnownPage, item: Article) -> list[bytes]:
    """Returns the digests of a page that show edits: without lines that the site's memory knows,
    because they disappear from records as the memory learns.
    """
    site = item.attached(SiteFindings)
    known = site.memory if site else None
    return [
        exact
        for exact, folded in struct.iter_unpack(f"{_SIZE}s{_SIZE}s", page.digests)
        if known is None or not known.knows(folded)
    ]


def _instant(text: str | None) -> float | None:
    try:
        return datetime.fromisoformat(text).timestamp() if text else None
    except (ValueError, OverflowError):
        return None
