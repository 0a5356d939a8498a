"""The result of probing a site, and the facts of a publisher's file with their doubts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from itertools import chain, zip_longest
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from newscrawl.discovery import section_names
from newscrawl.extraction.addresses import host, registrable
from newscrawl.extraction.profile import Profile
from newscrawl.items import Article

T = TypeVar("T")

MOST_SECTIONS = 12
"""The most sections in a file. Even the largest papers fill no more with articles of their own."""
MOST_OTHERS = 8
"""The most sections listed that have none of newscrawl's names: there may be a hundred towns."""
MOST_FEEDS = 3
"""The most feeds in a file. Further feeds mostly belong to sections."""
CLEAR = 0.8
"""From this share of articles on, one language, or a sure text, counts as the site's rule."""
ANYWHERE = frozenset(
    "ai app cc cd co eu fm fyi gg im io is la li ly me nu sc sh so st to tv ws".split()
)
"""Country domains that sites of any country use."""
PLATFORMS = {
    "ArcSpider": re.compile(r"/arc/outboundfeeds/|Fusion\.contextPath|/pf/resources/"),
    "YoastSpider": re.compile(r"yoast-schema-graph|This site is optimized with the Yoast"),
    "WordPressSpider": re.compile(r"/wp-content/|<meta[^>]{1,60}content=[\"']WordPress"),
    "DrupalSpider": re.compile(r"/sites/default/files/|<meta[^>]{1,60}content=[\"']Drupal"),
    "BrightspotSpider": re.compile(r"<meta[^>]{1,60}content=[\"']Brightspot|data-bsp-"),
}
"""Base classes of crawl/platforms.py -> what their front pages contain, the surest first."""
_DOMAIN_COUNTRY = {"uk": "GB"}
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z]{4})?(?:[-_]([A-Za-z]{2}))?(?![A-Za-z])")


@dataclass
class Probe:
    """What was found at a site.

    Sources are addresses. `listed` counts the articles that each of them lists. `locales` are the
    language tags of its front page, such as "en-GB". `others` are sections of its navigation
    without one of newscrawl's names. `failed` are sources that could not be read, with the reason.
    """

    home: str
    locales: list[str] = field(default_factory=list)
    platform: str | None = None
    sections: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    news_sitemaps: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    listed: dict[str, int] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


class Guess(NamedTuple):
    """A value. `doubt` says what a weak value rests on, and what to do."""

    value: str | None
    doubt: str = ""


@dataclass
class Proposal:
    """The facts of a publisher's file. `doubts` are further things that a person should check."""

    name: str
    publisher_name: Guess
    domain: str
    home: str
    country: Guess
    language: Guess
    timezone: Guess
    platform: str | None
    sections: dict[str, str]
    feeds: list[str]
    news_sitemaps: list[str]
    sitemaps: list[str]
    doubts: list[str] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """Returns the facts without which no file can be written."""
        return [
            fact for fact in ("language", "country", "timezone") if not getattr(self, fact).value
        ]


def platform_of(html: str) -> str | None:
    """Returns the class of newscrawl/crawl/platforms.py that fits a front page's HTML, or None."""
    return next((name for name, mark in PLATFORMS.items() if mark.search(html)), None)


def spread(lists: Iterable[Sequence[T]], number: int) -> list[T]:
    """Returns the first `number` entries of several lists, one of each in turn."""
    turns = chain.from_iterable(zip_longest(*lists))
    return [one for one in turns if one is not None][:number]


def propose(
    probe: Probe,
    known: Sequence[Profile],
    given: Mapping[str, str | None],
    taken: Iterable[str] = (),
) -> Proposal:
    """Returns the facts of a publisher's file.

    `known` are the project's publishers. `given` are facts from the command line: name,
    publisher_name, country, language, timezone. `taken` are the names of existing spiders.
    """
    domain = registrable(host(probe.home))
    stated = {fact: Guess(value) for fact, value in given.items() if value}
    name = stated.get("publisher_name") or _publisher_name(probe, domain, known)
    language = stated.get("language") or _language(probe)
    country = stated.get("country") or _country(probe, domain, language.value, known)
    timezone = stated.get("timezone") or _timezone(probe, country.value, known)
    return Proposal(
        name=given.get("name") or free_name(domain, taken),
        publisher_name=name,
        domain=domain,
        home=probe.home,
        country=country,
        language=language,
        timezone=timezone,
        platform=probe.platform,
        sections=dict(list(probe.sections.items())[:MOST_SECTIONS]),
        feeds=list(dict.fromkeys(probe.feeds))[:MOST_FEEDS],
        news_sitemaps=list(dict.fromkeys(probe.news_sitemaps)),
        sitemaps=[url for url in dict.fromkeys(probe.sitemaps) if url not in probe.news_sitemaps],
        doubts=_doubts(probe),
    )


def free_name(domain: str, taken: Iterable[str]) -> str:
    """Returns a spider's name made of a domain: "harrow-gazette.example" gives "harrowgazette"."""
    label, _, ending = domain.partition(".")
    names = [re.sub(r"[^a-z0-9]", "", label), re.sub(r"[^a-z0-9]", "", label + ending)]
    names = [(name if name[:1].isalpha() else f"the{name}")[:31] for name in names]
    used = {*taken}
    return next((name for name in names if len(name) > 1 and name not in used), names[1])


def _publisher_name(probe: Probe, domain: str, known: Sequence[Profile]) -> Guess:
    named = (article.publisher.name for article in probe.articles)
    # a page without a publisher's name gives its domain
    names = Counter(name for name in named if name and name != domain)
    if not names:
        label = domain.partition(".")[0]
        made = domain if label.isdigit() else label.capitalize()  # 127.0.0.1, 163.com
        return Guess(made, "made of the domain: no page names its publisher")
    best = names.most_common(1)[0][0]
    if any(one.name == best for one in known):  # publishers of the project have different names
        return Guess(f"{best} ({domain})", "another publisher of the project has this name")
    return Guess(best)


def _language(probe: Probe) -> Guess:
    found = Counter(_primary(article.language) for article in probe.articles if article.language)
    if not found:
        front = next((tag for locale in probe.locales if (tag := _primary(locale))), None)
        return Guess(front, "from the front page alone")
    best, number = found.most_common(1)[0]
    if number >= CLEAR * found.total():
        return Guess(best)
    several = ", ".join(f"{tag} {times}" for tag, times in found.most_common())
    return Guess(best, f"the articles read are in several: {several}")


def _primary(tag: str | None) -> str | None:
    match = _TAG.match(tag or "")
    return section_names.SAME_LANGUAGE.get(match[1].lower(), match[1].lower()) if match else None


def _country(probe: Probe, domain: str, language: str | None, known: Sequence[Profile]) -> Guess:
    """Guesses the country: by the domain, the front page's language, or known publishers."""
    ending = domain.rpartition(".")[2]
    by_domain = _DOMAIN_COUNTRY.get(ending, ending.upper())
    if ending not in ANYWHERE and by_domain in zones():
        return Guess(by_domain)
    regions = [(match[2] or "").upper() for match in map(_TAG.match, probe.locales) if match]
    if region := next((one for one in regions if one in zones()), None):
        return Guess(region, "en-US is the default of many systems" if region == "US" else "")
    moments = _moments(probe.articles)
    fitting = {code for code, of in zones().items() if any(_fits(zone, moments) for zone in of)}
    same = (one for one in known if language and _primary(one.language) == _primary(language))
    countries = Counter(one.country for one in same if one.country in fitting)
    if not countries:
        return Guess(None, "neither the domain nor the front page says it")
    why = f"a guess: of the countries whose clocks fit the articles' dates, it has the most known publishers in {language}"
    return Guess(countries.most_common(1)[0][0], why)


def _timezone(probe: Probe, country: str | None, known: Sequence[Profile]) -> Guess:
    """Guesses the time zone: of those that fit the articles' dates, the most used by publishers."""
    used = Counter(one.timezone for one in known if one.country == country)
    found = sorted(zones().get(country or "", []), key=lambda zone: -used[zone])
    # systems state UTC whatever their zone
    telling = [moment for moment in _moments(probe.articles) if moment.utcoffset()]
    fitting = [zone for zone in found if _fits(zone, telling)]
    if not fitting:
        doubt = f"no zone of {country} fits the offsets of the articles' dates"
        return Guess(found[0] if found else None, doubt)
    clocks = {_clock(zone, datetime.now().year) for zone in fitting}
    several = f"{len(clocks)} clocks of {country} fit the articles' dates"
    return Guess(fitting[0], several if len(clocks) > 1 else "")


def _clock(zone: str, year: int) -> tuple[timedelta | None, ...]:
    """Returns the offsets of a zone in each month: between equal zones nobody needs to choose."""
    months = (datetime(year, month, 1, 12, tzinfo=ZoneInfo(zone)) for month in range(1, 13))
    return tuple(month.utcoffset() for month in months)


def _moments(articles: Iterable[Article]) -> list[datetime]:
    """Returns the instants that articles state with an offset from UTC."""
    stated = (one.date_published for one in articles if one.date_zone == "stated")
    moments = (datetime.fromisoformat(date) for date in stated if date)
    return [moment for moment in moments if moment.tzinfo]


def _fits(zone: str, moments: Iterable[datetime]) -> bool:
    there = ZoneInfo(zone)
    return all(moment.astimezone(there).utcoffset() == moment.utcoffset() for moment in moments)


@cache
def zones() -> dict[str, list[str]]:
    """Returns country -> its time zones, as in tzdata: mostly the most populous first."""
    found: dict[str, list[str]] = {}
    table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text()
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            found.setdefault(country, []).append(zone)
    return found


def _doubts(probe: Probe) -> list[str]:
    """Returns what a person should check before the file is used."""
    doubts, articles = [], probe.articles
    for url, reason in probe.failed.items():
        doubts.append(f"could not read {url}: {reason}")
    lists = "the sections" if probe.sections else "the front page and its navigation"
    if not (probe.feeds or probe.news_sitemaps):
        read = f"the sitemaps and {lists}" if probe.sitemaps else f"{lists} alone"
        doubts.append(f"neither a feed nor a news sitemap was found: crawls read {read}")
    if not probe.sections:
        doubts.append(f"no section was found under one of newscrawl's names: crawls read {lists}")
    if probe.others:
        more = ["…"] if len(probe.others) > MOST_OTHERS else []
        shown = ", ".join([*probe.others[:MOST_OTHERS], *more])
        doubts.append(f"sections without one of newscrawl's names are left out: {shown}")
    if not articles:
        return [*doubts, unread(probe)]
    unsure = [one for one in articles if one.completeness.kind == "extraction_gap"]
    for text, number in (
        ("have no date", sum(not one.date_published for one in articles)),
        ("have no author", sum(not one.authors for one in articles)),
        ("are truncated", sum(one.truncated is True for one in articles)),
        ("may not be the article: confidence is low", len(unsure)),
    ):
        if number > (1 - CLEAR) * len(articles):
            doubts.append(
                f"{number} of {len(articles)} articles {text}; `scrapy explain` shows one"
            )
    return doubts


def unread(probe: Probe) -> str:
    """Returns in words why no article could be read."""
    reasons = [f"{times} {told}" for told, times in Counter(probe.skipped).most_common()]
    why = "; ".join(reasons) or "the pages have no text, perhaps because scripts load it"
    return f"no article could be read: {why}"


def section_words(sections: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Returns the sections under newscrawl's names, and the names of the other sections."""
    known = {name: url for name, url in sections.items() if name in section_names.names()}
    first = {url: name for name, url in reversed(known.items())}  # one section for each address
    return (
        {name: url for name, url in known.items() if first[url] == name},
        [name for name in sections if name not in known],
    )
