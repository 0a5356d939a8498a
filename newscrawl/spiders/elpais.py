"""El País, https://elpais.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class ElPaisSpider(PublisherSpider):
    name = "elpais"
    publisher_name = "El País"
    domain = "elpais.com"
    home = "https://elpais.com/"
    country = "ES"
    language = "es"
    timezone = "Europe/Madrid"
    feeds = ["https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/portada"]
    sitemaps = ["/sitemaps/%Y/%m/sitemap_0.xml"]
