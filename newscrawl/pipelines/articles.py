"""Any item to an Article: from here on attributes are typed."""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from itemadapter import ItemAdapter, is_item

from newscrawl import items
from newscrawl.exceptions import NotAnItem
from newscrawl.items import Article
from newscrawl.pipelines.base import Pipeline
from newscrawl.text.segment import segment

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector

SCHEMA_ORG = {
    "headline": "title",
    "articleBody": "text",
    "body": "text",
    "content": "text",
    "author": "authors",
    "keywords": "tags",
    "datePublished": "date_published",
    "dateModified": "date_modified",
    "inLanguage": "language",
    "articleSection": "section",
    "alternativeHeadline": "subtitle",
    "image": "images",
}
"""Names under which other people's spiders know our fields: schema.org's, and the two that everybody uses for text."""


class ArticlesPipeline(Pipeline):
    name = "articles"

    def __init__(self, stats: StatsCollector) -> None:
        super().__init__(stats)
        self.crawl_id = os.environ.get("SCRAPY_JOB") or uuid.uuid4().hex  # Scrapyd gives a job's id this way

    def process_item(self, item: Any) -> Article:
        article = self._article(item)
        article.crawl_id = article.crawl_id or self.crawl_id
        return article

    def _article(self, item: Any) -> Article:
        if isinstance(item, Article):
            return item
        if not is_item(item):
            self.count("not_an_item")
            raise NotAnItem(f"{type(item).__name__} is no item: yield an Article, a dict, a dataclass or a scrapy.Item")
        article, unknown = to_article(ItemAdapter(item).asdict())
        for name in unknown:
            self.count(f"unknown_field/{name}")
        self.count("converted")
        return article


def to_article(values: Mapping[str, Any]) -> tuple[Article, list[str]]:
    """An Article of a plain mapping by Article's field names or schema.org's, and the keys that fit neither.

    A text without blocks is cut into blocks. A value that does not fit its field counts as unknown.
    """
    known = {f.name for f in fields(Article)} - {"schema", "extractor", "evidence"}
    article, unknown = Article(), []
    hints = get_type_hints(Article)
    for key, value in values.items():
        name = key if key in known else SCHEMA_ORG.get(key, key)
        if value is None and name in known:
            continue
        try:
            if name not in known:
                raise TypeError
            setattr(article, name, _fit(hints[name], value))
        except (TypeError, ValueError):
            unknown.append(str(key))
    if not article.blocks and article.text:
        article.blocks = segment(article.text)
    return article, unknown


def _fit(hint: Any, value: Any) -> Any:
    """`value` as the type `hint` wants it: parts of the record from mappings or plain strings. Raises TypeError."""
    options = get_args(hint)
    if getattr(hint, "__origin__", None) is list:
        listed = value if isinstance(value, (list, tuple)) else [value]
        return [_fit(options[0], one) for one in listed]
    parts = [option for option in (hint, *options) if is_dataclass(option)]
    if parts:
        return _part(parts[0], value)
    plain = [option for option in (hint, *options) if isinstance(option, type) and option is not type(None)]
    if plain and not isinstance(value, tuple(plain)):
        raise TypeError
    return value


def _part(cls: Any, value: Any) -> Any:
    if isinstance(value, cls):
        return value
    first = fields(cls)[0].name
    if cls is items.Block:
        first = "text"
    given = dict(value) if isinstance(value, Mapping) else {first: value}
    if cls is items.Block:
        given.setdefault("type", "paragraph")
    hints = get_type_hints(cls)
    names = {f.name for f in fields(cls)}
    made = {name: _fit(hints[name], one) for name, one in given.items() if name in names and one is not None}
    missing = [
        f.name for f in fields(cls) if f.name not in made and f.default is MISSING and f.default_factory is MISSING
    ]
    if missing:
        raise TypeError
    return cls(**made)
