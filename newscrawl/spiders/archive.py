"""`scrapy crawl archive -a path=PATH[,PATH…]`: pages that were saved before, without a network."""

from newscrawl.crawl.archive import SavedPagesSpider


class ArchiveSpider(SavedPagesSpider):
    name = "archive"
