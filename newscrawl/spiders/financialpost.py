"""Financial Post, https://financialpost.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import PostmediaSpider


class FinancialPostSpider(PostmediaSpider):
    name = "financialpost"
    publisher_name = "Financial Post"
    domain = "financialpost.com"
    home = "https://financialpost.com/"
    sections = {
        "business": "/category/news/economy/",
        "technology": "/category/technology/",
        "opinion": "/category/opinion/",
    }
