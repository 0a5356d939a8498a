"""People's Daily Online, http://www.people.com.cn/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class PeopleSDailyOnlineSpider(PublisherSpider):
    name = "people"
    publisher_name = "People's Daily Online"
    domain = "people.com.cn"
    domains = ["people.cn"]
    home = "http://www.people.com.cn/"
    country = "CN"
    language = "zh"
    timezone = "Asia/Shanghai"
    feeds = [
        "/rss/politics.xml",
        "/rss/society.xml",
        "/rss/legal.xml",
        "/rss/world.xml",
        "/rss/haixia.xml",
        "/rss/military.xml",
        "/rss/ywkx.xml",
    ]
    sitemaps = ["http://www.people.cn/sitemap_index.xml"]
