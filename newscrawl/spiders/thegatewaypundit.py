"""The Gateway Pundit, https://www.thegatewaypundit.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheGatewayPunditSpider(PublisherSpider):
    name = "thegatewaypundit"
    publisher_name = "The Gateway Pundit"
    domain = "thegatewaypundit.com"
    country = "US"
    language = "en"
    timezone = "America/Chicago"
    sitemaps = ["/sitemap.xml"]
