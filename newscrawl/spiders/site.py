"""`scrapy crawl site -a url=https://…`: any news site, by its address alone."""

from newscrawl.crawl.site import AnySiteSpider


class SiteSpider(AnySiteSpider):
    name = "site"
