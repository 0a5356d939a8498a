"""BaseSpider: what all spiders of the project share, and the reasons of failed requests."""

from __future__ import annotations

import uuid
from functools import cached_property
from http import HTTPStatus
from typing import Any, ClassVar, Self, cast

import scrapy
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest, NotSupported
from scrapy.http import Request
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.crawl.profiles import profiles
from newscrawl.extraction.profile import Profile
from newscrawl.job import arguments
from newscrawl.job.arguments import ArchiveArguments, PublisherArguments, StartError
from newscrawl.middlewares.documents import header

PAYMENT_REQUIRED = "payment required"
"""The reason of a page whose site asks crawlers to pay (HTTP 402)."""
MAX_PRICE = 100
"""The most characters of a price that are logged, such as "USD 0.01"."""
_NETWORK = ("twisted.", "scrapy.", "OpenSSL.", "h2.", "service_identity.")
"""Packages whose exceptions sites and networks cause."""
_PACKED = ("gzip", "zlib", "brotli", "backports.zstd", "compression.zstd")
"""Modules whose exceptions mean that a body is not compressed as its header says."""


class ContactError(StartError):
    """The spider crawls a real site, but NEWSCRAWL_CONTACT is empty."""


class BaseSpider(scrapy.Spider):
    """A spider whose arguments are parsed into `arguments`, of the class `takes`."""

    takes: ClassVar[type[PublisherArguments] | type[ArchiveArguments]] = PublisherArguments
    needs_contact: ClassVar[bool] = True
    uses_network: ClassVar[bool] = True

    def __init__(self, **given: Any) -> None:
        super().__init__()
        # Scrapyd's id of this run, or a new one
        self.crawl_id: str = given.get("_job") or uuid.uuid4().hex
        self.arguments: Any = arguments.parse(self.takes, given, self.name)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        if contact := (settings["NEWSCRAWL_CONTACT"] or "").strip():
            settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{contact})", priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        cls.check_contact(crawler.settings)
        return spider

    @classmethod
    def check_contact(cls, settings: BaseSettings) -> None:
        """Raises ContactError if this spider crawls real sites and NEWSCRAWL_CONTACT is empty."""
        if cls.needs_contact and not (settings["NEWSCRAWL_CONTACT"] or "").strip():
            raise ContactError(
                f"{cls.name} crawls a real site, which must be able to write to you. Name an address:\n"
                f"  scrapy crawl {cls.name} -s NEWSCRAWL_CONTACT=you@example.org\n"
                f"  make crawl SPIDER={cls.name} CONTACT=you@example.org"
            )

    @cached_property
    def publishers(self) -> dict[str, Profile]:
        """The profiles of the project's publishers, by domain."""
        return profiles(self.settings)

    def count(self, event: str, number: int = 1) -> None:
        """Adds `number` to the stat newscrawl/spider/`event`. Spaces in its name become "_"."""
        assert self.crawler.stats
        if number:
            self.crawler.stats.inc_value(f"newscrawl/spider/{event.replace(' ', '_')}", number)

    def reason(self, failure: Failure) -> str:
        """Returns why a request failed, in the words of `reason_of`. Logs and counts bugs, and logs
        the price of a page that crawlers must pay for.
        """
        assert self.crawler.stats
        reason, error = reason_of(failure), cast("Exception", failure.value)
        if isinstance(error, HttpError) and reason == PAYMENT_REQUIRED:
            url, price = error.response.url, header(error.response, "crawler-price")[:MAX_PRICE]
            self.logger.info(
                "%s asks crawlers to pay: crawler-price %r", url, price or "not stated"
            )
        if _is_bug(error):
            self.crawler.stats.inc_value("newscrawl/errors/count")
            self.crawler.stats.inc_value(f"newscrawl/errors/{reason}")
            self.logger.error("Error while fetching %s", request_of(failure), exc_info=error)
        return reason


def _is_bug(error: Exception) -> bool:
    """Returns whether neither a site nor a network caused the error."""
    if isinstance(error, (IgnoreRequest, OSError)):
        return False
    of_network = type(error).__module__.startswith((*_NETWORK, *_PACKED))
    # a TypeError of Scrapy means that a middleware returned what it must not
    return isinstance(error, TypeError) or not of_network


def request_of(failure: Failure) -> Request:
    """Returns the request that failed. Scrapy adds it to Twisted's failure."""
    request: Request = failure.request  # type: ignore[attr-defined] # Twisted does not know it
    return request


def reason_of(failure: Failure) -> str:
    """Returns why a request failed: "http 404", "robots", "too large", an exception's name …"""
    error = failure.value
    if isinstance(error, HttpError):
        status = error.response.status
        return PAYMENT_REQUIRED if status == HTTPStatus.PAYMENT_REQUIRED else f"http {status}"
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in str(error):
        return "too large"
    if type(error).__module__.startswith(_PACKED):
        return "not unpacked"
    if isinstance(error, IgnoreRequest):
        text = str(error)
        return "robots" if "robots.txt" in text else text or "refused"
    return "not on the web" if isinstance(error, NotSupported) else type(error).__name__
