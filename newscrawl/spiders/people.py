"""People's Daily Online, http://www.people.com.cn/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class PeopleSDailyOnlineSpider(PublisherSpider):
    name = "people"
    publisher_name = "People's Daily Online"
    domain = "people.com.cn"
    domains = ["people.cn"]
    home = "http://www.people.com.cn/"
    country = "CN"
    language = "zh"
    timezone = "Asia/Shanghai"
    sections = {
        "world": "http://world.people.com.cn/",
        "politics": "http://politics.people.com.cn/",
        "business": "http://finance.people.com.cn/",
        "health": "http://health.people.com.cn/",
        "sport": "http://sports.people.com.cn/",
        "culture": "http://culture.people.com.cn/",
        "opinion": "http://opinion.people.com.cn/",
        "education": "http://edu.people.com.cn/",
        "travel": "http://travel.people.com.cn/",
    }
    section_feeds = {
        "world": "/rss/world.xml",
        "politics": "/rss/politics.xml",
    }
    feeds = [
        "/rss/society.xml",
        "/rss/legal.xml",
        "/rss/haixia.xml",
        "/rss/military.xml",
        "/rss/ywkx.xml",
    ]
    sitemaps = ["http://www.people.cn/sitemap_index.xml"]
