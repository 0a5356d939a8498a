"""Signs every request (Web Bot Auth), if the settings name a key."""

from __future__ import annotations

import secrets
import time
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.job.arguments import StartError
from newscrawl.network.signatures import NONCE_BYTES, SignatureKeyError, Signer, signer_of


class RequestSignatures:
    """Adds the headers Signature-Agent, Signature-Input and Signature to each request, even for
    robots.txt.

    Runs only if NEWSCRAWL_SIGNATURE_KEY names a file. Retries and redirects are signed again.
    Raises StartError if the key can't be used.
    """

    def __init__(self, signer: Signer) -> None:
        self.signer = signer

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        path = (crawler.settings["NEWSCRAWL_SIGNATURE_KEY"] or "").strip()
        if not path:
            raise NotConfigured
        try:
            return cls(
                signer_of(path, (crawler.settings["NEWSCRAWL_SIGNATURE_AGENT"] or "").strip())
            )
        except SignatureKeyError as error:
            raise StartError(str(error)) from error

    def process_request(self, request: Request) -> None:
        signed = self.signer.headers(
            request.url, int(time.time()), secrets.token_bytes(NONCE_BYTES)
        )
        for name, value in signed.items():
            request.headers[name] = value
