"""Decodes every response by `encoding_of`. Without this, a page could name any codec of Python."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response, TextResponse

from newscrawl.extraction.page.encoding import encoding_of
from newscrawl.middlewares.documents import header


class KnownEncodings:
    """A downloader middleware that sets the encoding of each text response."""

    def process_response(self, request: Request, response: Response) -> Response:
        if not isinstance(response, TextResponse):
            return response
        encoding = encoding_of(response.body, header(response, "Content-Type"))
        return response.replace(encoding=encoding)
