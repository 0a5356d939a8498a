"""`scrapy bench` without delays: its server is on this machine."""

from __future__ import annotations

from scrapy.commands import bench

from newscrawl.commands._command import Quiet


class Command(Quiet, bench.Command):
    more = {
        "LOG_LEVEL": "INFO",  # Scrapy logs the pages a minute
        "LOGSTATS_INTERVAL": 1,
        "CLOSESPIDER_TIMEOUT": 10,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "ROBOTSTXT_OBEY": False,
        "NEWSCRAWL_PRIVATE_ADDRESSES": True,
        "NEWSCRAWL_HOST_REQUESTS": 0,
    }
