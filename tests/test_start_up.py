"""What a crawl imports before its first request: each module is processor time of every crawl."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UNNEEDED = (
    "aiohttp",
    "warcio",
    "rich",
    "jinja2",
    "pyarrow",
    "newscrawl.demo.handler",
    "newscrawl.report.explain",
    "newscrawl.extraction.article",
    "newscrawl.extraction.reading",
    "newscrawl.text.repair",
    "newscrawl.text.segment",
)
"""Modules that a crawl of a site has no use for before its first request, or at all."""

_CRAWL = """
import sys
from scrapy import cmdline, signals
from scrapy.utils.project import get_project_settings

class Look:
    def update_settings(self, settings):
        settings["EXTENSIONS"][Look] = 1

    @classmethod
    def from_crawler(cls, crawler):
        look = cls()
        crawler.signals.connect(look.asked, signals.request_reached_downloader)
        return look

    def asked(self):
        print("imported", *sys.modules, flush=True)

settings = get_project_settings()
settings.set("ADDONS", {Look: 1}, "cmdline")
cmdline.execute(["scrapy", "crawl", "site", "-a", "url=http://127.0.0.1:9/"], settings)
"""


def test_a_crawl_imports_its_modules_before_its_first_request(tmp_path):
    environment = {
        "SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
        "NEWSCRAWL_CONTACT": "tests@example.org",
    }
    environment |= {
        "PYTHONPATH": str(ROOT),
        "NEWSCRAWL_STATE": "",
        "NEWSCRAWL_PRIVATE_ADDRESSES": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", _CRAWL],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("imported "))
    assert not {name for name in line.split() if name in UNNEEDED}
