"""Download handlers of the demo after a redesign of its pages."""

from __future__ import annotations

import re

from scrapy import Request
from scrapy.http import HtmlResponse, Response

from newscrawl.demo.handler import DemoDownloadHandler


class Redesigned(DemoDownloadHandler):
    """Changes the HTML of every page by `redesign`."""

    async def download_request(self, request: Request) -> Response:
        response = await super().download_request(request)
        if not isinstance(response, HtmlResponse):
            return response
        return response.replace(body=self.redesign(response.text).encode(response.encoding))

    def redesign(self, html: str) -> str:
        raise NotImplementedError


class WithoutDates(Redesigned):
    """Removes all dates from the pages."""

    def redesign(self, html: str) -> str:
        html = re.sub(r'"date(Published|Modified)": "[^"]*",?', "", html)
        html = re.sub(r'<meta property="article:[a-z]+_time"[^>]*>', "", html)
        return re.sub(
            r'<time[^>]*>.*?</time>|<span class="(posted-on|story-date)">.*?</span>', "", html
        )


class ByScript(Redesigned):
    """Leaves only the first paragraph, as if a script loaded the others."""

    def redesign(self, html: str) -> str:
        body = r'(<(div|section)[^>]*class="(?:article-body|entry-content|article-text|txt)"[^>]*>.*?</p>|<div class="txt">.*?</div>)'
        return re.sub(
            rf'{body}.*?(<ul class="tags">|<div class="(?:newsletter-box|share|author-bio|kw)">)',
            r"\1</div>\3",
            html,
            flags=re.S,
        )
