"""Der Spiegel, https://www.spiegel.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class DerSpiegelSpider(PublisherSpider):
    name = "spiegel"
    publisher_name = "Der Spiegel"
    domain = "spiegel.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/schlagzeilen/index.rss"]
    news_sitemaps = ["/sitemaps/news-de.xml"]
    sitemaps = ["/sitemap.xml"]
