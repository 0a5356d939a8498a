"""VnExpress, https://vnexpress.net/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class VnExpressSpider(PublisherSpider):
    name = "vnexpress"
    publisher_name = "VnExpress"
    domain = "vnexpress.net"
    home = "https://vnexpress.net/"
    country = "VN"
    language = "vi"
    timezone = "Asia/Ho_Chi_Minh"
    feeds = [
        "/rss/tin-moi-nhat.rss",
        "/rss/the-gioi.rss",
        "/rss/thoi-su.rss",
        "/rss/kinh-doanh.rss",
        "/rss/giai-tri.rss",
        "/rss/the-thao.rss",
        "/rss/phap-luat.rss",
        "/rss/giao-duc.rss",
        "/rss/tin-noi-bat.rss",
        "/rss/suc-khoe.rss",
        "/rss/gia-dinh.rss",
        "/rss/du-lich.rss",
        "/rss/khoa-hoc-cong-nghe.rss",
        "/rss/oto-xe-may.rss",
        "/rss/y-kien.rss",
        "/rss/tam-su.rss",
    ]
    # Signed at the end; structured data name the paper alone.
    selectors = {"authors": "p.author_mail strong, p.Normal[style*='text-align:right'] strong"}
