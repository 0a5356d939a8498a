"""BR24, https://www.br.de/nachrichten/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class BR24Spider(PublisherSpider):
    name = "br"
    publisher_name = "BR24"
    domain = "br.de"
    home = "https://www.br.de/nachrichten/"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "business": "/nachrichten/wirtschaft,QXAPwyN",
        "technology": "/nachrichten/netzwelt,QXAPuSB",
        "science": "/nachrichten/wissen,QXAPyRp",
        "sport": "/nachrichten/sport,QXAPvmL",
        "culture": "/nachrichten/kultur,QXAPqxI",
        "lifestyle": "/nachrichten/service-verbraucher-tipps-ratgeber,SS0Eocn",
    }
    news_sitemaps = ["https://www.br.de/nachrichten/sitemaps/news.xml"]
    sitemaps = ["https://web.master.br24-web.br-master.de/nachrichten/sitemaps/article-recent.xml"]
