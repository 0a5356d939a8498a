"""Turns any item into an Article. All later pipelines can rely on its types."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from itemadapter import ItemAdapter, is_item
from scrapy.crawler import Crawler

from newscrawl import items
from newscrawl.items import Article, as_instant, json_schema
from newscrawl.job.component import Component
from newscrawl.job.exceptions import NotAnItem


class ArticlesPipeline(Component):
    name = "articles"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawl_id = getattr(crawler.spider, "crawl_id", None) or uuid.uuid4().hex

    def process_item(self, item: Any) -> Article:
        article = self._article(item)
        article.crawl_id = article.crawl_id or self.crawl_id
        for given_up in ("too_deep", "too_long", "data_unread"):
            if getattr(article.evidence, given_up):
                self.count(given_up)
        return article

    def _article(self, item: Any) -> Article:
        if isinstance(item, Article):
            return item
        if not is_item(item):
            self.count("not_an_item")
            raise NotAnItem(
                f"{type(item).__name__} is not an item: yield an Article, a dict, a dataclass or a scrapy.Item"
            )
        article, unknown = to_article(ItemAdapter(item).asdict())
        for name in unknown:
            self.count(f"unknown_field/{name}")
        self.count("converted")
        return article


def to_article(values: Mapping[Any, Any]) -> tuple[Article, list[str]]:
    """Returns an Article made from a mapping, and the names of the values that did not fit.

    The mapping may use Article's field names or those of schema.org. A text without blocks is cut
    into blocks.
    """
    unknown: list[str] = []
    given = {}
    for key, value in values.items():
        name = _names().get(key, key)
        if name in _OURS:
            unknown.append(str(name))
        else:
            given[name] = _utc(value) if name in _INSTANTS else value
    article: Article = _part(Article, json_schema(), given, "", unknown)
    if not article.blocks and article.text:
        from newscrawl.text.segment import segment  # the spiders of newscrawl yield blocks

        article.blocks = segment(article.text)
    return article, unknown


@cache
def _names() -> dict[str, str]:
    """Returns field names of other spiders -> ours."""
    fields = json_schema()["properties"]
    schema_org = {one.get("x-schema-org", name): name for name, one in fields.items()}
    return {"body": "text", "content": "text", **schema_org}


_OURS = frozenset({"schema", "extractor"})
_INSTANTS = frozenset({"fetched_at", "published_at", "modified_at"})


def _utc(value: Any) -> Any:
    """Returns an instant in UTC with "Z". Other values are returned unchanged."""
    try:
        instant = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return as_instant(instant) if instant.tzinfo else value
    except (TypeError, ValueError, OverflowError):
        return value


def _part(cls: Any, schema: Mapping[str, Any], value: Any, where: str, unknown: list[str]) -> Any:
    """Returns a part of the record from a mapping, or from a value of its main field. Raises
    TypeError.
    """
    main = _FIRST.get(cls) or fields(cls)[0].name
    given = dict(value) if isinstance(value, Mapping) else {main: value}
    if cls is items.Block:
        given.setdefault("type", "paragraph")
    made = {}
    for name, one in given.items():
        below = f"{where}.{name}".lstrip(".")
        try:
            if name not in schema["properties"]:
                raise TypeError
            hint = _hints(cls)[name]
            if one is not None:
                made[name] = _fit(hint, schema["properties"][name], one, below, unknown)
            elif NoneType in get_args(hint):
                made[name] = None
        except TypeError:
            unknown.append(below)
    return cls(**made)  # raises TypeError if a field without a default is missing


_FIRST = {items.Block: "text", items.Publisher: "name"}
"""The main field of a part, if its first field is not the main one."""
_hints = cache(get_type_hints)


def _fit(hint: Any, schema: Mapping[str, Any], value: Any, where: str, unknown: list[str]) -> Any:
    """Returns `value` as the type `hint` and its part of the schema require. Raises TypeError."""
    if get_origin(hint) is list:
        return _fit_list(get_args(hint)[0], schema["items"], value, where, unknown)
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    for option in options:
        if is_dataclass(option):
            return _part(option, schema, value, where, unknown)
    if isinstance(value, date):
        value = value.isoformat()
    if not _is_allowed(value, (*options, int) if float in options else options, schema):
        raise TypeError
    return value


def _fit_list(
    hint: Any, schema: Mapping[str, Any], value: Any, where: str, unknown: list[str]
) -> list[Any]:
    """Returns the entries of a list that fit. A single value counts as a list of one."""
    fitting = []
    for one in value if isinstance(value, (list, tuple)) else [value]:
        try:
            fitting.append(_fit(hint, schema, one, where, unknown))
        except TypeError:
            unknown.append(where)
    return fitting


def _is_allowed(value: Any, options: tuple[Any, ...], schema: Mapping[str, Any]) -> bool:
    """Returns whether the schema allows a plain value of one of these types."""
    if "enum" in schema:
        fits = any(value == one and type(value) is type(one) for one in schema["enum"])
    else:
        fits = isinstance(value, options) and (type(value) is bool) == (bool in options)
    if isinstance(value, str):
        fits = fits and bool(re.search(schema.get("pattern", ""), value))
    elif isinstance(value, (int, float)):  # NaN is in no range
        fits = fits and schema.get("minimum", value) <= value <= schema.get("maximum", value)
    return fits
