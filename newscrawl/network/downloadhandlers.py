"""Answers requests from an archive only, so that its crawl can't reach the network."""

from __future__ import annotations

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import NotSupported
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from newscrawl.saved.page import Saved


class ArchiveDownloadHandler(BaseDownloadHandler):
    """Takes the response from `request.meta["saved"]`; a request without one is refused."""

    async def download_request(self, request: Request) -> Response:
        saved = request.meta.get("saved")
        if not isinstance(saved, Saved):
            raise NotSupported(f"not in the archive: {request.url}")
        headers = Headers(saved.headers)
        cls = responsetypes.from_args(headers=headers, url=saved.url, body=saved.body)
        return cls(
            url=request.url,
            status=saved.status or 200,
            headers=headers,
            body=saved.body,
            request=request,
        )
