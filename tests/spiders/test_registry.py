"""Every publisher's file has the right form: complete facts that fit each other, and names that no
two files share.
"""

from __future__ import annotations

import inspect
import re
from collections import Counter
from datetime import date
from importlib import resources
from statistics import median
from urllib.parse import urljoin, urlsplit
from zoneinfo import available_timezones

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newscrawl import settings
from newscrawl.crawl.publisher import PublisherSpider
from newscrawl.crawl.section_watch import older_page
from newscrawl.discovery import section_names

PROJECT = Settings()
PROJECT.setmodule(settings)
LOADER = get_spider_loader(PROJECT)
PUBLISHERS = {
    name: spider
    for name in LOADER.list()
    if issubclass(spider := LOADER.load(name), PublisherSpider) and name not in ("demo", "site")
}


def zones() -> dict[str, set[str]]:
    """Returns the zones of each country, as tzdata has them."""
    found: dict[str, set[str]] = {}
    table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text()
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            found.setdefault(country, set()).add(zone)
    return found


ZONES = zones()


# These publish in several languages, so their files name none.
SEVERAL = {
    "correctiv",
    "dw",
    "lbcgroup",
    "namibian",
    "pravdaua",
    "sermitsiaq",
    "theportugalnews",
    "zwanzigminuten",
}


@pytest.mark.parametrize("name", PUBLISHERS)
def test_form(name: str) -> None:
    check_form(name, PUBLISHERS[name])


def check_form(name: str, spider: type[PublisherSpider]) -> None:
    def at(attribute: str) -> str:
        return f"{place(spider, attribute)}: {attribute}"

    assert re.fullmatch(r"[a-z][a-z0-9]{1,30}", name), (
        f"{at('name')}: lower-case letters and digits"
    )
    assert spider.__module__.rpartition(".")[2] == name, (
        f"{at('name')}: the file must have the same name"
    )
    named = spider.publisher_name.strip()
    assert spider.publisher_name == named != "", (
        f"{at('publisher_name')}: the name its readers know"
    )
    assert spider.country in ZONES, f"{at('country')}: two capitals of ISO 3166, such as GB"
    assert (spider.language is None) == (name in SEVERAL), (
        f"{at('language')}: BCP 47, such as en or pt-BR. Only publishers in SEVERAL, in this test, have None"
    )
    shape = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"
    assert not spider.language or re.fullmatch(shape, spider.language), (
        f"{at('language')}: BCP 47, such as en or pt-BR"
    )
    assert spider.timezone in available_timezones(), (
        f"{at('timezone')}: an IANA name, such as Europe/London"
    )
    # Reuters states times in UTC, all others in a zone of their country.
    assert spider.timezone in ZONES[spider.country] or name == "reuters", (
        f"{at('timezone')}: one of the country's"
    )
    assert spider.verified is None or date.fromisoformat(spider.verified)


def place(spider: type[PublisherSpider], attribute: str) -> str:
    """Returns the file and line that set an attribute, or the class's own if no line does."""
    lines, first = inspect.getsourcelines(spider)
    number = next((n for n, line in enumerate(lines) if re.match(rf"\s+{attribute} = ", line)), 0)
    return f"{inspect.getsourcefile(spider)}:{first + number}"


@pytest.mark.parametrize("name", PUBLISHERS)
def test_addresses(name: str) -> None:
    check_addresses(PUBLISHERS[name])


def check_addresses(spider: type[PublisherSpider]) -> None:
    for domain in (spider.domain, *spider.domains):
        assert re.fullmatch(r"(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+", domain), (
            f"{place(spider, 'domain')}: {domain!r}: a domain in lower case, without www., such as example.org"
        )
    home = spider.home or f"https://www.{spider.domain}/"
    assert home.endswith("/"), f"{place(spider, 'home')}: an address that ends in /"
    hosts = tuple(f".{domain}" for domain in (spider.domain, *spider.domains))
    assert f".{urlsplit(home).hostname}".endswith(hosts), (
        f"{place(spider, 'home')}: on none of the domains: a crawl would skip all of its links"
    )
    named = [*spider.sections.values(), *spider.section_feeds.values()]
    lists = (named, spider.feeds, spider.news_sitemaps, spider.sitemaps)
    sources = [urljoin(home, address) for some in lists for address in some]
    assert sources, f"{place(spider, 'sections')}: at least one section, feed or sitemap"
    assert len(sources) == len(set(sources)), (
        f"{place(spider, 'sections')}: an address is there twice"
    )
    for url in (home, *sources):
        parts = urlsplit(url)
        assert parts.scheme in ("http", "https")
        assert parts.hostname
        assert not parts.fragment
    older = older_page(spider.older_pages, f"{home}world/", 2)
    assert not older or urlsplit(older).hostname == urlsplit(home).hostname, (
        "older_pages: see newscrawl/crawl/section_watch.py"
    )
    for name in (*spider.sections, *spider.section_feeds):
        assert name in section_names.names(), (
            f"{name}: a name of newscrawl/discovery/section_names/vocabulary.toml"
        )


def test_no_two_with_one_domain() -> None:
    domains = Counter(
        domain for spider in PUBLISHERS.values() for domain in (spider.domain, *spider.domains)
    )
    assert [domain for domain, number in domains.items() if number > 1] == []


def test_no_two_with_one_name() -> None:
    names = Counter(spider.publisher_name for spider in PUBLISHERS.values())
    assert [name for name, number in names.items() if number > 1] == []


def lines_without_sections(spider: type[PublisherSpider]) -> int:
    source = inspect.getsource(inspect.getmodule(spider))  # type: ignore[arg-type]
    return len(re.sub(r" +section(s|_feeds) = \{[^}]*\}\n", "", source).splitlines())


def test_many_and_short() -> None:
    assert len(PUBLISHERS) >= 150
    assert median(map(lines_without_sections, PUBLISHERS.values())) <= 20


def test_most_name_their_sections() -> None:
    named = {name: {*spider.sections, *spider.section_feeds} for name, spider in PUBLISHERS.items()}
    assert sum(len(sections) >= 2 for sections in named.values()) >= 150
    assert sum(len(sections) >= 5 for sections in named.values()) >= 135
    assert max(map(len, named.values())) <= 12


def test_one_name_finds_the_section_of_many() -> None:
    for name, number in (("business", 110), ("sport", 110), ("culture", 100), ("world", 90)):
        assert (
            sum(name in {*spider.sections, *spider.section_feeds} for spider in PUBLISHERS.values())
            >= number
        )


def test_attributes_only() -> None:
    known = {name for name in dir(PublisherSpider) if not name.startswith("__")} | {"name"}
    for spider in PUBLISHERS.values():
        assert {key for key in vars(spider) if not key.startswith("__")} <= known, spider.name
