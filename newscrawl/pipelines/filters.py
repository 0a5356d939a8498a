"""Drops articles: without text or address, by the publisher's rights, by the crawl's arguments."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured

from newscrawl.extensions.state import CrawlState
from newscrawl.extraction.facts import rights
from newscrawl.items import Article
from newscrawl.job import exceptions
from newscrawl.job.arguments import FilterArguments, StartError
from newscrawl.job.component import Component
from newscrawl.state import FILTERED, Delivery


class RequirePipeline(Component):
    """Drops articles without text or without an address. Every other field may be null."""

    name = "require"

    def process_item(self, item: Article) -> Article:
        if not item.text:
            raise exceptions.NoText(f"no text: {item.url}")
        if not item.url:
            raise exceptions.NoSource(f"no url: article titled {item.title!r}")
        return item


RULES: dict[str, type[DropItem]] = {
    "tdm": exceptions.TextMiningReserved,
    "training": exceptions.TrainingForbidden,
    "search": exceptions.SearchForbidden,
    "ai-input": exceptions.InputForbidden,
    "noindex": exceptions.IndexingForbidden,
    "noarchive": exceptions.ArchivingForbidden,
}
"""A name in NEWSCRAWL_RIGHTS -> the exception with which articles are dropped."""


class RightsPipeline(Component):
    """Drops articles whose publishers forbid a use that NEWSCRAWL_RIGHTS names."""

    name = "rights"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.heeded = rights.heeded(crawler.settings.getlist("NEWSCRAWL_RIGHTS"))
        if unknown := [name for name in self.heeded if name not in RULES]:
            valid = ", ".join(RULES)
            raise StartError(f"NEWSCRAWL_RIGHTS={','.join(unknown)} is unknown. Valid: {valid}")

    def process_item(self, item: Article) -> Article:
        forbidden = rights.forbidden(item.rights)
        for name in self.heeded:
            if name in forbidden:
                raise RULES[name](f"the publisher forbids {name}: {item.url}")
        return item


def unwanted(article: Article, arguments: FilterArguments) -> DropItem | None:
    """Returns why the arguments leave the article out, or None. `language=pt` also takes pt-BR;
    articles of an unknown language are left out.
    """
    # RFC 4647, basic filtering: a tag fits if it is the wanted one or a more exact one
    wanted = tuple(f"{tag}-" for tag in arguments.language)
    if wanted and not f"{article.language or ''}-".lower().startswith(wanted):
        return exceptions.OtherLanguage(f"in language {article.language}: {article.url}")
    if arguments.match and not any(
        arguments.match.search(text) for text in (article.title or "", article.text)
    ):
        return exceptions.NoMatch(f"does not match {arguments.match.pattern!r}: {article.url}")
    return None


class FilterPipeline(Component):
    """Drops unwanted articles. The state remembers them with the filter: only crawls with the same
    filter leave them out again. Delivered articles stay marked as delivered.
    """

    name = "filter"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        arguments = getattr(crawler.spider, "arguments", None)
        if not isinstance(arguments, FilterArguments) or not arguments.filter_digest:
            raise NotConfigured  # the crawl has no filter
        self.arguments = arguments
        self.state = crawler.get_extension(CrawlState)

    def process_item(self, item: Article) -> Article:
        if (reason := unwanted(item, self.arguments)) is None:
            return item
        delivery = item.attached(Delivery)
        if self.state is not None and delivery is not None and delivery.known is None:
            for key in delivery.keys:
                self.state.skipped(key, FILTERED, self.arguments.filter_digest)
        raise reason
