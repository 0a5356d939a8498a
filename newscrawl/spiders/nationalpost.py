"""National Post, https://nationalpost.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import PostmediaSpider


class NationalPostSpider(PostmediaSpider):
    name = "nationalpost"
    publisher_name = "National Post"
    domain = "nationalpost.com"
    home = "https://nationalpost.com/"
    sections = {
        "canada": "/category/news/canada/",
        "world": "/category/news/world/",
        "politics": "/category/news/politics/",
        "sport": "/category/sports/",
        "culture": "/category/entertainment/",
        "lifestyle": "/category/life/",
        "opinion": "/category/opinion/",
        "travel": "/category/travel/",
    }
