"""When an article was published and changed: with source, precision, zone and the words as they stand."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from itertools import chain, islice
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml import etree

from newscrawl.extraction.jsonld import Node
from newscrawl.extraction.page import Page, clean, is_in, path_key, text_of

EARLIEST = 1800
"""Digitised newspapers go back so far; earlier years are fillers such as 0001."""
EARLIEST_SHOWN = 1990
"""Of dates in text and addresses: there were no pages before."""
AHEAD = timedelta(days=2)
"""A date further after the fetch than this is no date of publication."""

MAX_SCRIPT = 1_000_000

Precision = Literal["second", "minute", "day"]

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ,]{1,2}(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?\s?(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![.\d])\d{1,2}(?:[:h]\d{2}(?P<seconds>:\d{2})?|\.\d{2}(?!\.?\d))")
_PACKED = re.compile(r"[T ]\d{6}")
_RFC = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}(?!.{0,9}[AaPp]\.?[Mm])")
_EPOCH = re.compile(r"(?:/Date\()?(\d{10}|\d{13})(?:\.\d{1,9}|(?:[+-]\d{4})?\)/)?")
# A date among other words: 05.04.2025, 12 de abril de 2025, April 3rd, 2025, 2025年4月5日, a time of day before or after it.
_NAMED = r"(?:[^\W\d]{3,12}|[\u0600-\u0e4f][\u0600-\u0e4f.]{1,13})"  # a month's name: vowel signs of India's scripts are no letters
_YEAR = r"(?:19|20)\d{2}"
_WRITTEN = re.compile(
    r"(?:(?<![\d.:])\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?\s?m\b\.?)?(?-i:\s[A-Z]{1,3}T|\sUTC)?(?:\s(?:uhr|on))?(?:,\s?|\s[-–|•]\s|\s))?"
    rf"(?<!\d)(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d{{2}}|{_YEAR}\s?[./年년-]\s?\d{{1,2}}\s?[./月월-]\s?\d{{1,2}}[日일.]?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?\s(?:de\s|di\s)?{_NAMED}\.?,?\s(?:de\s)?(?:{_YEAR}|25\d{{2}})|\d{{1,2}}(?P<sign>[./-])[^\W\d]{{3,9}}(?P=sign){_YEAR}"
    rf"|{_NAMED}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}|{_YEAR}\.\s{_NAMED}\s\d{{1,2}}\.?)(?!\d)"
    r"(?:\D{1,12}\d{1,2}(?:[:.]|\s?[h時时시]\s?)\d{2}(?::\d{2})?(?!\.?\d)(?:\s?[ap]\.?\s?m\b\.?)?(?:\suhr)?"
    r"(?-i:\s\(?(?:[A-Z]{1,4}T|UTC|MES?Z|MSK|WIB)\b(?:\s?[+-]\d{1,2}(?::?\d{2})?)?)?)?",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"updat|aktual|aktuali|mis\s+à\s+jour|modifi|actuali[sz]|atuali[sz]|aggiorn|oppdatert|opdater|uppdater|päivit|güncel|обнов|оновл|bijgewerkt"
    r"|zmien|ažur|frissít|ενημέρ|更新|수정|diperbarui|cập nhật",
    re.IGNORECASE,
)
_IN_PATH = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?P<mark>[/-])(1[0-2]|0?[1-9]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})(?P=mark)(3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(3[01]|[12]\d|0[1-9])(?!\d)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Abbreviations of zones that news pages use for one offset only. IST, CST, BST, AST and others stand for several.
_ZONES = {
    "EST": "-0500", "EDT": "-0400", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
    "CET": "+0100", "CEST": "+0200", "MEZ": "+0100", "MESZ": "+0200", "EET": "+0200", "EEST": "+0300", "WEST": "+0100",
    "MSK": "+0300", "JST": "+0900", "KST": "+0900", "AEST": "+1000", "AEDT": "+1100", "NZST": "+1200", "NZDT": "+1300",
    "SAST": "+0200", "PKT": "+0500", "WIB": "+0700", "HKT": "+0800", "SGT": "+0800", "GMT": "+0000", "UTC": "+0000",
}  # fmt: skip
# What every region that writes so means: the offset depends on the day.
_REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
_REGION = re.compile(r"(?<=[\dmM.])\s(ET|CT|MT|PT)\b")
_OFFSET = re.compile(
    r"\s?\(?(?:(?:GMT|UTC)\s?([+-]\d{1,2}(?::?[0-5]\d)?)|\s?([+-](?:0\d|1[0-4]):?[0-5]\d))\)?(?:\s?\([^()]{1,40}\))?$"
)
# Signs and words of a time of day that dateparser doesn't know, or takes for "… hours ago": "15h15", "15時15分", "kl. 15.15".
_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s?(?:[h時时시])\s?(\d{2})\s?[分분m]?")
_THAI_YEAR = re.compile(r"(?<!\d)25\d\d(?!\d)")
_HALF = re.compile(r"(?<=\d\s)([ap])\.?\s?m\b\.?|(?<=\d)([ap])\.\s?m\b\.?", re.IGNORECASE)  # "3:15 p. m."
_AT = re.compile(r"\b(?:kl|klo)\b\.?\s?(?:(\d{1,2})\.(\d{2}))?")
_ZONE = re.compile(r"(?<=[\d\s(])\(?([A-Z]{3,4})\)?(?![\w+-])")
_NOT_ZONES = frozenset(
    [*map(str.upper, _MONTHS), "JUNE", "JULY", "SEPT", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN", "UHR"]
)
_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "og:pubdate", "datepublished", "parsely-pub-date", "sailthru.date", "rnews:datepublished",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article.published", "publish-date",
    "publish_date", "publishdate", "published_time", "published_at", "published", "publication_date",
    "publicationdate", "pubdate", "date_published", "originalpublicationdate", "iso-8601-publish-date",
    "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date", "dcterms.created", "dc.date.created",
    "datecreated", "article:create_at", "release_date", "date", "timestamp",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "article:modified", "og:article:modified_time", "og:updated_time", "datemodified",
    "article.updated", "rnews:datemodified", "dcterms.modified", "dc.date.modified", "last-modified",
    "modified_time", "lastmod", "updated_time", "revised", "article:update_at",
)  # fmt: skip
_CALLED = re.compile(r"[dD]ate|[pP]ublish|[tT]ime|datum")
_STATED = re.compile(
    r"[\"'](?:article_?)?(?:date_?published|publish(?:ed)?_?(?:date|time|at|on)|publication_?(?:date|time)|pub_?date|first_?publish(?:ed)?(?:_?(?:at|date))?"
    r"|display_date|deploy_?dt)\\?[\"']\s?:\s?\\?[\"']?([^\"'\\,}]{8,40})",
    re.IGNORECASE,
)
_GUESSED = frozenset(("url", "text", "script"))
_FIGURES = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:19|20)\d{2}")
_LABEL = re.compile(
    r"(?:published|posted|publié|publiée|veröffentlicht|erstellt|publicad[oa]|pubblicato|opublikowano|publicerad|julkaistu|опубликовано|yayınlanma"
    r"|입력|등록|승인|发布|發布|發表|公開|掲載|配信)(?:\s\w{2,8}|시간|时间|時間|日期|일|일시|日時|日)?[\s:：\[(]{0,6}$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z .]{2,30}(?:,\s[A-Z][a-z.]{1,12})?,\s)?[A-Z][a-z]{2,8}\.?\s\d{1,2},\s20\d{2}\s?(?:--|[–—-]|/)"
)
_NO_DATE = frozenset(("body", "html", "article", "main", "script", "meta", "link", "style"))


@dataclass(frozen=True)
class Moment:
    """A date as stated: a `datetime` (with or without offset) or a `date`; `zone` tells who gave the offset.

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

    The first source that states a date counts; where it gives less than an instant, a later one of that day may give
    more. A time of 00:00:00 is mostly a filler: it stays in the text as stated, but its precision is the day and it is
    no instant.
    """
    declared = _declared(page, ("datePublished", "dateCreated", "uploadDate"), _PUBLISHED, "datepublished", language)
    return _best(chain(declared, _shown(page, language)), zone, fetched_at)


def modified(
    page: Page, *, zone: str | None = None, fetched_at: str | datetime | None = None, language: str | None = None
) -> Moment | None:
    """When the article was last changed, as `published`."""
    declared = _declared(page, ("dateModified",), _MODIFIED, "datemodified", language)
    shown = (moment for raw in _visible(page, updated=True) if (moment := parse(raw, "text", language)))
    return _best(chain(declared, shown), zone, fetched_at)


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


def _declared(
    page: Page, keys: tuple[str, ...], names: tuple[str, ...], itemprop: str, language: str | None
) -> Iterator[Moment]:
    """The dates that JSON-LD, meta tags and microdata declare, in the order in which they are believed."""
    yield from _of_nodes(page.articles, keys, language)
    for name in names:
        for raw in page.meta.get(name, ())[:3]:
            if moment := parse(raw[:200], f"meta:{name}", language):
                yield moment
    yield from _of_nodes(page.about[len(page.articles) :], keys, language)
    for time in page.times:
        if itemprop in time.itemprop and (moment := parse((time.stated or time.text)[:200], "time", language)):
            yield moment
    for element in page.marked:
        if (element.get("itemprop") or "").lower() == itemprop and element.tag not in ("meta", "time"):
            raw = element.get("content") or element.get("datetime") or text_of(element, 200) or ""
            if moment := parse(raw[:200], "itemprop", language):
                yield moment


def _of_nodes(nodes: list[Node], keys: tuple[str, ...], language: str | None) -> Iterator[Moment]:
    for key in keys:
        for node in nodes:
            raw = node.get(key)
            raw = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) and raw < 10**14 else clean(raw, 200)
            if raw and (moment := parse(raw, f"json_ld:{key}", language)):
                yield moment


def _shown(page: Page, language: str | None) -> Iterator[Moment]:
    """Dates that the page shows without saying what they are of: a time element, the address, words."""
    # A page has times of other articles too: of those without a mark the first under the headline counts.
    unmarked = [time for time in page.times if time.stated and "modified" not in time.itemprop]
    if len(unmarked) > 1:
        unmarked.sort(key=lambda time: (_is_of_another(page, time.element), not time.after_h1))
    for time in unmarked[:1]:
        if moment := parse(time.stated[:200], "time", language):
            yield moment
    day = _in_path(page.url)
    if day:
        yield Moment(day, "day", "url", page.url)
    hint = day or _in_path(page.first("og:image") or "")
    found = False
    for raw in _visible(page):
        if moment := parse(raw, "text", language):
            found = True
            yield _turned(moment, hint)
    if not found and not day and not unmarked:
        labelled = _labelled(page)
        if labelled and (moment := parse(labelled, "text", language)):
            yield _turned(moment, hint)
        elif moment := _in_scripts(page, language):
            yield moment


def _is_of_another(page: Page, element: etree._Element) -> bool:
    """Whether a time stands with a link to another article: in the link, or in a list's item that has little else."""
    item = next(element.iterancestors("a", "li"), None)
    for anchor in islice(item.iter("a"), 5) if item is not None else ():
        url = page.link(anchor.get("href"))
        if url and path_key(url) != path_key(page.url) and (anchor is item or len(text_of(anchor, 60) or "") >= 30):
            return True
    return False


def _turned(moment: Moment, hint: date | None) -> Moment:
    """`moment` with day and month exchanged where figures allow it and that is the day in an address of the page."""
    day = moment.day
    if hint is None or day == hint or (day.year, day.month, day.day) != (hint.year, hint.day, hint.month):
        return moment
    if not _FIGURES.search(moment.raw):
        return moment
    return replace(moment, value=moment.value.replace(month=hint.month, day=hint.day))


def _labelled(page: Page) -> str | None:
    """The first date on the page that a word such as "published" stands before."""
    for element in page.elements:
        for text in (element.text if element.tag not in ("script", "style") else None, element.tail):
            short = text and 10 < len(text) < 300 and ("20" in text or "19" in text)
            dated = _WRITTEN.search(text) if text and short else None
            if text and dated and _LABEL.search(text[: dated.start()].strip()):
                return dated[0]
    return None


def _in_scripts(page: Page, language: str | None) -> Moment | None:
    """The date of publication that the page's scripts state, where they state one day alone.

    Of 85 article pages that show their date too, the first one of their scripts is of another day on 6: of other articles.
    """
    found: list[Moment] = []
    for script in page.root.iter("script") if page.root is not None else ():
        matches = _STATED.finditer((script.text or "")[:MAX_SCRIPT])
        moments = (parse(match[1], "script", language) for match in islice(matches, 20))
        found += [moment for moment in moments if moment and moment.day.year >= EARLIEST_SHOWN]
    return found[0] if len({moment.day for moment in found}) == 1 else None


def _in_path(url: str) -> date | None:
    """The day in an address: /2024/05/03/, /2024/may/03/, 2024-05-03, 20240503."""
    try:
        found = _IN_PATH.search(urlsplit(url).path[:1_000])
        if not found:
            return None
        year, _, month, day = found.groups()[:4] if found[1] else (found[5], "", found[6], found[7])
        return date(int(year), int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1, int(day))
    except ValueError:
        return None


def _visible(page: Page, updated: bool = False) -> Iterator[str]:
    """Dates in words or figures: those under the headline first, then what is marked as a date; at most six.

    `updated` for those that a word such as "updated" stands before, under the headline alone.
    """
    found: dict[str, None] = {}
    near = page.under_heading
    called = (
        e for e in page.called(_CALLED, 1_000) if e.tag not in _NO_DATE and not is_in(e, "nav", "footer", "aside")
    )
    for place, element in enumerate(near if updated else chain(near, islice(called, 40))):
        text = text_of(element, 200) if element.tag not in ("script", "style") else None
        if not updated and _CALLED.search(element.get("class") or "") and (stated := _in_attributes(element)):
            found[stated] = None
        for match in _WRITTEN.finditer(text or ""):
            # Without a mark a date is the article's only where little else is said, or at the head of a report.
            alone = place >= len(near) or len(match[0]) * 4 >= len(text or "") or _DATELINE.match(text or "")
            if alone and updated == bool(_UPDATED.search(text or "", max(0, match.start() - 30), match.start())):
                found[match[0]] = None
                break
        if len(found) >= 6:
            break
    yield from found


def is_mostly_date(text: str) -> bool:
    """Whether a line says little but a date: a byline with its day, "Updated …"."""
    found = sum(len(match[0]) for match in _WRITTEN.finditer(text[:300]))
    return found * 4 >= len(text)


def _in_attributes(element: etree._Element) -> str | None:
    """A time that an element's attribute states beside its words, as microformats do: title="2026-04-21T10:42Z"."""
    values = (element.get(name) or "" for name in ("datetime", "title", "content", "data-datetime", "data-date"))
    return next((value for value in values if isinstance(_iso(value.strip()[:60]), datetime)), None)


def _best(moments: Iterator[Moment], zone: str | None, fetched_at: str | datetime | None) -> Moment | None:
    latest = _latest(fetched_at)
    place = _zone(zone)
    best: Moment | None = None
    ahead = False
    for moment in moments:
        if not _plausible(moment, latest):
            ahead = ahead or moment.day > latest
            continue
        if ahead and moment.source in _GUESSED and best is None:
            # The page does state its date, and it can't be: another date on the page won't be it either.
            break
        moment = _placed(moment, place)
        if best is None or (abs(moment.day - best.day) <= timedelta(days=1) and _detail(moment) > _detail(best)):
            best = moment
        if _detail(best) == 3 or (best is not moment and moment.source in _GUESSED):
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
    earliest = EARLIEST_SHOWN if moment.source in _GUESSED else EARLIEST
    return day.year >= earliest and day <= latest and day not in _FILLERS


_FILLERS = frozenset((date(1970, 1, 1), date(1900, 1, 1), date(1899, 12, 31), date(1899, 12, 30)))


def parse(raw: str, source: str = "text", language: str | None = None) -> Moment | None:
    """The date in `raw`: ISO 8601 and seconds since 1970 first, RFC 2822, then words. None for no date.

    `language` helps with the names of months, and with whether 3/4 is in March or in April.
    """
    raw = (clean(raw, 200) or "").strip("\"' ")
    if len(raw) < 6 or not any(sign.isdigit() for sign in raw):
        return None
    if raw.isascii() and (epoch := _EPOCH.fullmatch(raw)):
        seconds = int(epoch[1]) / (1 if len(epoch[1]) == 10 else 1000)
        return Moment(datetime.fromtimestamp(seconds, UTC), "second", source, raw, "stated")
    value: datetime | date | None = _iso(raw)
    if value is None and _RFC.match(raw):
        try:
            value = parsedate_to_datetime(raw)
        except (ValueError, TypeError, IndexError, OverflowError):
            value = None
    if value is None:
        value = _in_words(raw, language)
    if value is None and not _ISO.match(raw) and (found := _WRITTEN.search(raw)) and found[0] != raw:
        value = _in_words(found[0], language)  # "Posted on …"
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
    hours, minutes = (
        zone[1:].split(":") if ":" in zone else (zone[1:-2], zone[-2:]) if len(zone) > 3 else (zone[1:], "")
    )
    return timezone((1 if zone[0] == "+" else -1) * timedelta(hours=int(hours), minutes=int(minutes or 0)))


def _in_words(raw: str, language: str | None) -> datetime | date | None:
    """A date in words, or in figures other than ISO's. A zone's abbreviation counts where it means one offset."""
    if len(raw) > 80:
        return None
    name = (language or "").lower()
    base = name.split("-")[0]
    order = "MDY" if name in _MONTH_FIRST else "YMD" if base in _YEAR_FIRST else "DMY"
    base = _CALLED_OTHERWISE.get(base, base)
    offset = _OFFSET.search(raw)
    raw = raw[: offset.start()] if offset else raw
    region = _REGION.search(raw)
    raw = raw.replace(region[0], "") if region else raw
    if base == "th":  # counted from the Buddha's death
        raw = _THAI_YEAR.sub(lambda found: str(int(found[0]) - 543), raw)
    raw = _HALF.sub(lambda found: f"{found[1] or found[2]}m", raw)
    raw = _HOUR.sub(r"\1:\2", _AT.sub(lambda found: f"{found[1]}:{found[2]}" if found[1] else "", raw))
    zone = next((found for found in _ZONE.findall(raw) if found not in _NOT_ZONES), None)
    words = _ZONE.sub(lambda found: found[0] if found[1] in _NOT_ZONES else "", raw) if zone else raw
    clock = _CLOCK.search(raw)
    value = _at_sight(words, base, order) or _in_any_words(words, base, order)
    if value is None:
        return None
    if not clock:
        return value.date()
    known = (offset[1] or offset[2]) if offset else _ZONES.get(zone or "")
    if region and not known:
        return value.replace(tzinfo=ZoneInfo(_REGIONS[region[1]]))
    return value.replace(tzinfo=_offset(known)) if known else value


_ENGLISH_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_AT_SIGHT = re.compile(
    rf"\s*(?:(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}})|{_ENGLISH_MONTH}\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}})|(\d{{1,2}})\s{_ENGLISH_MONTH},?\s(\d{{4}}))"
    r"(?:,?\s(?:at\s)?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([ap])\.?m\.?)?)?\s*",
    re.IGNORECASE,
)


def _at_sight(words: str, language: str, order: str) -> datetime | None:
    """The two forms that are commonest, without dateparser and what it costs: "5.4.2025, 16:20" and English months."""
    found = _AT_SIGHT.fullmatch(words)
    if not found or (order != "DMY" if found[1] else language != "en"):
        return None
    day, year = found[1] or found[5] or found[7], found[3] or found[6] or found[9]
    month = int(found[2]) if found[2] else _MONTHS.index((found[4] or found[8])[:3].lower()) + 1
    hour, half = int(found[10] or 0), (found[13] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half == "p")
    try:
        return datetime(int(year), month, int(day), hour, int(found[11] or 0), int(found[12] or 0))
    except ValueError:  # a month 13: the order is another
        return None


def _in_any_words(words: str, language: str, order: str) -> datetime | None:
    import dateparser  # late: it costs a third of a second

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "DATE_ORDER": order,
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PARSERS": ["absolute-time"],
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for languages in ([language], ["en"]) if language else (_COMMON,):
            with suppress(Exception):  # it raises many kinds on strange input, and on languages that it doesn't know
                if (value := dateparser.parse(words, languages=languages, settings=settings)) is not None:
                    return value
    return None


# Tried where the language isn't known: all that there are would take seconds.
_COMMON = ["en", "de", "fr", "es", "it", "pt", "nl"]
_CALLED_OTHERWISE = {"no": "nb", "nn": "nb", "sh": "hr"}
_MONTH_FIRST = frozenset(("en-us", "en-ph"))
_YEAR_FIRST = frozenset(("zh", "ja", "ko", "hu", "lt"))
