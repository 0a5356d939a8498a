"""Fox News, https://www.foxnews.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class FoxNewsSpider(PublisherSpider):
    name = "foxnews"
    publisher_name = "Fox News"
    domain = "foxnews.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    feeds = [
        "https://moxie.foxnews.com/google-publisher/latest.xml",
        "https://moxie.foxnews.com/google-publisher/world.xml",
        "https://moxie.foxnews.com/google-publisher/politics.xml",
        "https://moxie.foxnews.com/google-publisher/us.xml",
        "https://moxie.foxnews.com/google-publisher/travel.xml",
        "https://moxie.foxnews.com/google-publisher/opinion.xml",
        "https://moxie.foxnews.com/google-publisher/tech.xml",
        "https://moxie.foxnews.com/google-publisher/science.xml",
        "https://moxie.foxnews.com/google-publisher/health.xml",
    ]
    news_sitemaps = ["/sitemap.xml?type=news"]
    sitemaps = ["/sitemap.xml"]
