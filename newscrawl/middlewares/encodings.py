"""Decodes every response by `encoding_of`. Without this, a page could name any codec of Python."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response, TextResponse

from newscrawl.extraction.page.encoding import encoding_of


class KnownEncodings:
    """A downloader middleware that sets the encoding of each text response."""

    def process_response(self, request: Request, response: Response) -> Response:
        if not isinstance(response, TextResponse):
            return response
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        return response.replace(encoding=encoding_of(response.body, content_type))
