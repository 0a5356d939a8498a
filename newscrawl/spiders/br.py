"""BR24, https://www.br.de/nachrichten/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class BR24Spider(PublisherSpider):
    name = "br"
    publisher_name = "BR24"
    domain = "br.de"
    home = "https://www.br.de/nachrichten/"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "world": "/nachrichten/deutschland-welt",
        "local": "/nachrichten/bayern",
        "business": "/nachrichten/wirtschaft",
        "technology": "/nachrichten/netzwelt",
        "science": "/nachrichten/wissen",
        "sport": "/nachrichten/sport",
        "culture": "/nachrichten/kultur",
    }
    news_sitemaps = ["https://www.br.de/nachrichten/sitemaps/news.xml"]
    sitemaps = ["https://web.master.br24-web.br-master.de/nachrichten/sitemaps/article-recent.xml"]
