"""The profiles of the project's publishers, by domain."""

from __future__ import annotations

from collections.abc import Mapping

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newscrawl.extraction.addresses import host
from newscrawl.extraction.profile import Profile


def profiles(settings: BaseSettings) -> dict[str, Profile]:
    """Returns the profiles of all publishers by each of their domains."""
    loader = get_spider_loader(settings)
    found: dict[str, Profile] = {}
    for name in loader.list():
        spider = loader.load(name)
        if getattr(spider, "domain", None) and hasattr(spider, "profile"):
            profile = spider.profile()
            found[profile.domain] = profile
            for domain in profile.domains:
                found.setdefault(domain, profile)
    return found


def profile_at(url: str, known: Mapping[str, Profile]) -> Profile | None:
    """Returns the profile at the address's host, or at the nearest domain above it."""
    name = host(url)
    while name:
        if name in known:
            return known[name]
        name = name.partition(".")[2]
    return None
