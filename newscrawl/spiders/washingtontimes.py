"""The Washington Times, https://www.washingtontimes.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheWashingtonTimesSpider(PublisherSpider):
    name = "washingtontimes"
    publisher_name = "The Washington Times"
    domain = "washingtontimes.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    feeds = ["/rss/headlines/news/politics/"]
    sitemaps = ["/sitemap-stories.xml", "/sitemap-entries.xml"]
