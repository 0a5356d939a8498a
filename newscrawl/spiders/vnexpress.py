"""VnExpress, https://vnexpress.net/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class VnExpressSpider(PublisherSpider):
    name = "vnexpress"
    publisher_name = "VnExpress"
    domain = "vnexpress.net"
    home = "https://vnexpress.net/"
    country = "VN"
    language = "vi"
    timezone = "Asia/Ho_Chi_Minh"
    sections = {
        "vietnam": "/thoi-su",
        "world": "/the-gioi",
        "business": "/kinh-doanh",
        "technology": "/khoa-hoc-cong-nghe",
        "health": "/suc-khoe",
        "sport": "/the-thao",
        "culture": "/giai-tri",
        "lifestyle": "/doi-song",
        "opinion": "/y-kien",
        "education": "/giao-duc",
        "travel": "/du-lich",
    }
    section_feeds = {
        "vietnam": "/rss/thoi-su.rss",
        "world": "/rss/the-gioi.rss",
        "business": "/rss/kinh-doanh.rss",
        "technology": "/rss/khoa-hoc-cong-nghe.rss",
        "health": "/rss/suc-khoe.rss",
        "sport": "/rss/the-thao.rss",
        "culture": "/rss/giai-tri.rss",
        "lifestyle": "/rss/gia-dinh.rss",
        "opinion": "/rss/y-kien.rss",
        "education": "/rss/giao-duc.rss",
        "travel": "/rss/du-lich.rss",
    }
    feeds = [
        "/rss/tin-moi-nhat.rss",
        "/rss/phap-luat.rss",
        "/rss/tin-noi-bat.rss",
        "/rss/oto-xe-may.rss",
        "/rss/tam-su.rss",
    ]
    # Signed at the end; structured data name the paper alone.
    selectors = {"authors": "p.author_mail strong, p.Normal[style*='text-align:right'] strong"}
