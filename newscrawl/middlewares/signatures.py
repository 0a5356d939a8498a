"""Signs every request (Web Bot Auth), if the settings name a key."""

from __future__ import annotations

import secrets
import time

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.job.arguments import StartError
from newscrawl.job.component import Component
from newscrawl.network.signatures import NONCE_BYTES, SignatureKeyError, signer_of


class RequestSignatures(Component):
    """Adds the headers Signature-Agent, Signature-Input and Signature to each request, even for
    robots.txt.

    Runs only if NEWSCRAWL_SIGNATURE_KEY names a file. Retries and redirects are signed again.
    Raises StartError if the key can't be used.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        path = (crawler.settings["NEWSCRAWL_SIGNATURE_KEY"] or "").strip()
        agent = (crawler.settings["NEWSCRAWL_SIGNATURE_AGENT"] or "").strip()
        if not path:
            raise NotConfigured
        try:
            self.signer = signer_of(path, agent)
        except SignatureKeyError as error:
            raise StartError(str(error)) from error

    def process_request(self, request: Request) -> None:
        signed = self.signer.headers(
            request.url, int(time.time()), secrets.token_bytes(NONCE_BYTES)
        )
        for name, value in signed.items():
            request.headers[name] = value
