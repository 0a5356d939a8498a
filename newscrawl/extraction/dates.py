"""When an article was published and changed, with what is known of it: source, precision, zone and the words themselves."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml import etree

from newscrawl.extraction.page import Page, clean, find, text_of

EARLIEST = 1800
"""Digitised newspapers go back so far; earlier years are fillers such as 0001."""
AHEAD = timedelta(days=2)
"""A date further after the fetch than this is no date of publication."""

Precision = Literal["second", "minute", "day"]

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ,]{1,2}(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?\s?(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![.\d])\d{1,2}(?:[:h]\d{2}(?P<seconds>:\d{2})?|\.\d{2}(?!\.?\d))")
_PACKED = re.compile(r"[T ]\d{6}")
_RFC = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}")
# A date in a line of others: 05.04.2025, 12 de abril de 2025, April 3rd, 2025, 2025年4月5日, with a time of day after it.
_WRITTEN = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:19|20)\d{2}\s?[./年년-]\s?\d{1,2}\s?[./月월-]\s?\d{1,2}[日일.]?"
    r"|\d{1,2}(?:st|nd|rd|th|er|º|\.)?\s(?:de\s|di\s)?[^\W\d]{3,12}\.?,?\s(?:de\s)?(?:19|20)\d{2}"
    r"|[^\W\d]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d{2})(?!\d)"
    r"(?:\D{1,12}\d{1,2}[:.h]\d{2}(?::\d{2})?(?!\.?\d)(?:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{2,4}\b)?)?",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"updat|aktual|aktuali|mis\s+à\s+jour|modifi|actuali[sz]|atuali[sz]|aggiorn|oppdatert|opdater|uppdater|päivit|güncel|обнов|оновл|bijgewerkt"
    r"|zmien|ažur|frissít|ενημέρ|更新|수정|diperbarui|cập nhật",
    re.IGNORECASE,
)
_IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d{2})[/-]?(1[0-2]|0?[1-9])[/-]?(3[01]|[12]\d|0?[1-9])(?!\d)")

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "og:pubdate", "datepublished",
    "parsely-pub-date", "sailthru.date", "rnews:datepublished", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article.published",
    "publish-date", "publish_date", "publishdate", "published_time", "published_at", "published", "publication_date", "publicationdate",
    "pubdate", "date_published", "originalpublicationdate", "iso-8601-publish-date", "dc.date.issued", "dcterms.issued", "dcterms.date",
    "dc.date", "dcterms.created", "dc.date.created", "datecreated", "article:create_at", "release_date", "date", "timestamp",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "article:modified", "og:article:modified_time", "og:updated_time", "datemodified", "article.updated",
    "rnews:datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "modified_time", "lastmod", "updated_time", "revised",
    "article:update_at",
)  # fmt: skip
_MARKED = etree.XPath(
    "//*[contains(@itemprop, 'datePublished') or contains(@class, 'date') or contains(@class, 'Date') or contains(@class, 'publish')"
    " or contains(@class, 'Publish') or contains(@class, 'time') or contains(@class, 'Time') or contains(@class, 'datum')]"
    "[not(self::body or self::html or self::article or self::main or self::script or self::meta or self::link)]"
    "[not(ancestor::nav or ancestor::footer or ancestor::aside)]"
)


@dataclass(frozen=True)
class Moment:
    """A date as stated: a `datetime` (with or without offset) or a `date`; `stated` tells an offset that the page gives itself.

    `midnight` marks a time of 00:00:00, which is mostly a day's filler.
    """

    value: datetime | date
    precision: Precision
    source: str
    raw: str
    zone: Literal["stated", "publisher"] | None = None

    @property
    def midnight(self) -> bool:
        return isinstance(self.value, datetime) and (self.value.hour, self.value.minute, self.value.second) == (0, 0, 0)

    @property
    def text(self) -> str:
        """ISO 8601, with the offset where it is known, a bare date where only a day is."""
        return self.value.isoformat()

    @property
    def instant(self) -> str | None:
        """The same in UTC with Z, None unless the instant is known."""
        if not isinstance(self.value, datetime) or self.value.tzinfo is None or self.precision == "day":
            return None
        return self.value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    @property
    def day(self) -> date:
        return self.value.date() if isinstance(self.value, datetime) else self.value


def published(
    page: Page, *, zone: str | None = None, fetched_at: str | datetime | None = None, language: str | None = None
) -> Moment | None:
    """When the article was first published; `zone` is the publisher's IANA zone, for times that come without an offset.

    The first source that states a date counts; where it gives less than an instant, a later one of the same day that gives more.
    """
    return _best(
        _sources(page, ("datePublished", "dateCreated", "uploadDate"), _PUBLISHED, "datepublished", language, True),
        zone,
        fetched_at,
    )


def modified(
    page: Page, *, zone: str | None = None, fetched_at: str | datetime | None = None, language: str | None = None
) -> Moment | None:
    """When the article was last changed, as `published`."""
    return _best(_sources(page, ("dateModified",), _MODIFIED, "datemodified", language, False), zone, fetched_at)


def parse_all(
    values: list[str],
    source: str,
    *,
    zone: str | None = None,
    fetched_at: str | datetime | None = None,
    language: str | None = None,
) -> Moment | None:
    """The best of the given texts, for what a publisher's selector finds."""
    return _best(((moment for value in values if (moment := parse(value, source, language)))), zone, fetched_at)


def _sources(
    page: Page, keys: tuple[str, ...], names: tuple[str, ...], itemprop: str, language: str | None, all_: bool
) -> Iterator[Moment]:
    """Dates in the order in which they are believed. Lazy: words and addresses are read only when nothing else is there."""
    for key in keys:
        for node in page.articles:
            raw = node.get(key)
            raw = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) and raw < 10**14 else clean(raw, 200)
            if raw and (moment := parse(raw, f"json_ld:{key}", language)):
                yield moment
    for name in names:
        for raw in page.meta.get(name, ())[:3]:
            if moment := parse(raw[:200], f"meta:{name}", language):
                yield moment
    for time in page.times:
        if itemprop in time.itemprop and (moment := parse((time.stated or time.text)[:200], "time", language)):
            yield moment
    if not all_:
        return
    # A page has times of other articles too: of those without a mark the first under the headline counts.
    unmarked = [time for time in page.times if time.stated and "modified" not in time.itemprop]
    for time in sorted(unmarked, key=lambda time: not time.after_h1)[:1]:
        if moment := parse(time.stated[:200], "time", language):
            yield moment
    if found := _IN_PATH.search(_path(page.url)):
        with contextlib.suppress(ValueError):
            yield Moment(date(int(found[1]), int(found[2]), int(found[3])), "day", "url", found[0])
    for raw in _visible(page):
        if moment := parse(raw, "text", language):
            yield moment


def _path(url: str) -> str:
    try:
        return urlsplit(url).path[:1_000]
    except ValueError:
        return ""


def _visible(page: Page) -> Iterator[str]:
    """Dates in words or figures: those under the headline first, then what is marked as a date; at most six."""
    found: dict[str, None] = {}
    for element in (*page.under_heading, *find(_MARKED, page.root)[:40]):
        stated = element.get("datetime") or element.get("content")
        text = stated or (text_of(element, 200) if element.tag not in ("script", "style", "p") else None)
        match = _WRITTEN.search(text) if text and len(text) <= 200 else None
        if text and match and not _UPDATED.search(text, max(0, match.start() - 30), match.start()):
            found[match[0]] = None
            if len(found) == 6:
                break
    yield from found


def _best(moments: Iterator[Moment], zone: str | None, fetched_at: str | datetime | None) -> Moment | None:
    latest = _latest(fetched_at)
    place = _zone(zone)
    best: Moment | None = None
    for moment in moments:
        if not _plausible(moment, latest):
            continue
        moment = _placed(moment, place)
        if best is None or (abs(moment.day - best.day) <= timedelta(days=1) and _detail(moment) > _detail(best)):
            best = moment
        if _detail(best) == 3 or (best is not moment and moment.source in ("url", "text")):
            break
    if best is not None and best.midnight:
        # Nobody publishes at 00:00:00 sharp as often as pages say so: the day is what is known.
        return Moment(best.value, "day", best.source, best.raw, best.zone)
    return best


def _detail(moment: Moment) -> int:
    """How much a date says: 0 a day, 1 a midnight, 2 a time of day, 3 an instant."""
    if not isinstance(moment.value, datetime):
        return 0
    if moment.midnight:
        return 1
    return 2 if moment.value.tzinfo is None else 3


def _zone(name: str | None) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return None


def _placed(moment: Moment, zone: tzinfo | None) -> Moment:
    """`moment` in the publisher's zone, where it has a time of day and no offset of its own."""
    if zone is None or not isinstance(moment.value, datetime) or moment.value.tzinfo is not None:
        return moment
    return Moment(moment.value.replace(tzinfo=zone), moment.precision, moment.source, moment.raw, "publisher")


def _latest(fetched_at: str | datetime | None) -> date:
    if isinstance(fetched_at, str):
        found = _iso(fetched_at)
        fetched_at = found if isinstance(found, datetime) else None
    return (fetched_at + AHEAD).date() if fetched_at and fetched_at.year < 9999 else date(2200, 1, 1)


def _plausible(moment: Moment, latest: date) -> bool:
    day = moment.day
    return day.year >= EARLIEST and day <= latest and day not in _FILLERS


_FILLERS = frozenset((date(1970, 1, 1), date(1900, 1, 1), date(1899, 12, 31), date(1899, 12, 30)))


def parse(raw: str, source: str = "text", language: str | None = None) -> Moment | None:
    """The date in `raw`: ISO 8601 and seconds since 1970 first, RFC 2822, then words in many languages. None for no date.

    `language` helps with the names of months, and with whether 3/4 is in March or in April.
    """
    raw = (clean(raw, 200) or "").strip("\"' ")
    if len(raw) < 6 or not any(sign.isdigit() for sign in raw):
        return None
    if raw.isdecimal() and raw.isascii() and len(raw) in (10, 13):
        value: datetime | date | None = datetime.fromtimestamp(int(raw) / (1 if len(raw) == 10 else 1000), UTC)
        return Moment(value, "second", source, raw, "stated") if value else None
    value = _iso(raw)
    if value is None and _RFC.match(raw):
        try:
            value = parsedate_to_datetime(raw)
        except (ValueError, TypeError, IndexError, OverflowError):
            value = None
    if value is None:
        value = _in_words(raw, language)
    if value is None:
        return None
    if isinstance(value, datetime):
        if value.tzinfo is not None and abs(value.utcoffset() or timedelta()) > timedelta(hours=15):
            return None
        clock = _CLOCK.search(raw)
        precision: Precision = "second" if (clock and clock["seconds"]) or _PACKED.search(raw) else "minute"
        return Moment(value, precision, source, raw, "stated" if value.tzinfo else None)
    return Moment(value, "day", source, raw)


def _iso(raw: str) -> datetime | date | None:
    found = _ISO.match(raw)
    if not found or (found.end() != len(raw) and raw[found.end() :].strip()[:1] not in ("", "[", "(")):
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        value = datetime(
            int(year),
            int(month),
            int(day),
            int(hour),
            int(minute),
            int(second or 0),
            int((fraction or "").ljust(6, "0")[:6]),
        )
        return value.replace(tzinfo=_offset(zone)) if zone else value
    except ValueError:
        return None


def _offset(zone: str) -> tzinfo:
    if zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    hours, minutes = zone[1:].split(":") if ":" in zone else (zone[1:3], zone[3:])
    return timezone((1 if zone[0] == "+" else -1) * timedelta(hours=int(hours), minutes=int(minutes or 0)))


def _in_words(raw: str, language: str | None) -> datetime | date | None:
    if len(raw) > 80:
        return None
    import warnings

    import dateparser  # late: it costs a third of a second

    base = (language or "").split("-")[0].lower()
    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True, "PREFER_DATES_FROM": "past",
        "DATE_ORDER": "MDY" if (language or "").lower() in ("en-us", "en-ph") else "YMD" if base in ("zh", "ja", "ko", "hu", "lt") else "DMY",
    }  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for languages in ([base], None) if base else (None,):
            try:
                value = dateparser.parse(raw, languages=languages, settings=settings)
            except Exception:  # it raises many kinds on strange input, and on languages that it doesn't know
                value = None
            if value is not None:
                return value if _CLOCK.search(raw) else value.date()
    return None
