"""Media Indonesia, https://mediaindonesia.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class MediaIndonesiaSpider(PublisherSpider):
    name = "mediaindonesia"
    publisher_name = "Media Indonesia"
    domain = "mediaindonesia.com"
    home = "https://mediaindonesia.com/"
    country = "ID"
    language = "id"
    timezone = "Asia/Jakarta"
    sections = {
        "world": "/internasional",
        "politics": "/politik-dan-hukum",
        "business": "/ekonomi",
        "technology": "/teknologi",
        "sport": "/olahraga",
        "culture": "/hiburan",
        "opinion": "/opini",
        "local": "/nusantara",
    }
    sitemaps = ["/sitemap.xml"]
    selectors = {"authors": ".author-2"}  # structured data name the editor
