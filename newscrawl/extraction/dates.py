"""When an article was published and changed: with source, precision, zone and the words as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from itertools import chain, islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml import etree

from newscrawl.extraction.dateparse import MONTHS, WRITTEN, Moment, iso, parse
from newscrawl.extraction.jsonld import Node
from newscrawl.extraction.page import LINE, Page, clean, is_in, path_key, text_of

EARLIEST = 1800
"""Digitised newspapers go back so far; earlier years are fillers such as 0001."""
EARLIEST_SHOWN = 1990
"""Of dates in text and addresses: there were no pages before."""
AHEAD = timedelta(days=2)
"""A date further after the fetch than this is no date of publication."""

MAX_SCRIPT = 1_000_000
"""Characters of a script that are searched for a date."""
MAX_SHOWN = 6
"""Dates that a page shows which are looked at: one page rarely has more than a day of its own and one of a change."""
MAX_CALLED = 40
"""Elements whose class speaks of a date which are looked at: lists of other articles have many."""
LABEL = 30
"""Characters before a date in which a word such as "updated" stands."""

_UPDATED = re.compile(
    r"updat|\bedited\b|aktual|aktuali|mis\s+à\s+jour|modifi|actuali[sz]|atuali[sz]|aggiorn|oppdatert|opdater|uppdater|päivit|güncel|обнов|оновл|bijgewerkt"
    r"|zmien|ažur|frissít|ενημέρ|更新|수정|diperbarui|cập nhật",
    re.IGNORECASE,
)
_IN_PATH = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?P<mark>[/-])(1[0-2]|0?[1-9]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})(?P=mark)(3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(3[01]|[12]\d|0[1-9])(?!\d)",
    re.IGNORECASE,
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
_LABEL = re.compile(
    r"(?:published|posted|publié|publiée|veröffentlicht|erstellt|publicad[oa]|pubblicato|opublikowano|publicerad|julkaistu|опубликовано|yayınlanma"
    r"|입력|등록|승인|发布|發布|發表|公開|掲載|配信)(?:\s\w{2,8}|시간|时间|時間|日期|일|일시|日時|日)?[\s:：\[(]{0,6}$",
    re.IGNORECASE,
)
_BESIDE = ("nav", "aside", "li")
_NO_DATE = frozenset(("body", "html", "article", "main", "script", "meta", "link", "style"))


def published(
    page: Page, *, zone: str | None = None, fetched_at: str | datetime | None = None, language: str | None = None
) -> Moment | None:
    """When the article was first published; `zone` is the publisher's IANA zone, for times that come without an offset.

    The first source that states a date counts; where it gives less than an instant, a later one of that day may give
    more. A time of 00:00:00 is mostly a filler: it stays in the text as stated, but its precision is the day and it is
    no instant. A page that only says when it was changed was published by that day: the day counts, and the source
    names the statement ("json_ld:dateModified", "text:updated").
    """
    declared = _declared(page, ("datePublished", "dateCreated", "uploadDate"), _PUBLISHED, "datepublished", language)
    found = _best(chain(declared, _shown(page, language)), zone, fetched_at)
    if found is not None:
        return found
    lone = (moment for raw in _lone(page, updated=True) if (moment := parse(raw, "text", language)))
    changed = modified(page, fetched_at=fetched_at, language=language) or _best(lone, None, fetched_at)
    if changed is None:
        return None
    source = "text:updated" if changed.source == "text" else changed.source
    return Moment(changed.day, "day", source, changed.raw)


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
    found = False
    for raw in _visible(page):
        if moment := parse(raw, "text", language):
            found = True
            yield moment
    if not found and not day and not unmarked:
        lone = (moment for raw in _lone(page) if (moment := parse(raw, "text", language)))
        if moment := next(lone, None) or _in_scripts(page, language):
            yield moment


def _is_of_another(page: Page, element: etree._Element) -> bool:
    """Whether a time stands with a link to another article: in the link, or in a list's item that has little else."""
    item = next(element.iterancestors("a", "li"), None)
    for anchor in islice(item.iter("a"), 5) if item is not None else ():
        url = page.link(anchor.get("href"))
        if url and path_key(url) != path_key(page.url) and (anchor is item or len(text_of(anchor, 60) or "") >= 30):
            return True
    return False


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
        return date(int(year), int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1, int(day))
    except ValueError:
        return None


def _visible(page: Page, updated: bool = False) -> Iterator[str]:
    """Dates in words or figures: those under the headline first, then what is marked as a date; at most MAX_SHOWN.

    `updated` for those that a word such as "updated" stands before, under the headline alone.
    """
    found: dict[str, None] = {}
    for element, text, marked in _lines(page, updated):
        if not updated and _CALLED.search(element.get("class") or "") and (stated := _in_attributes(element)):
            found[stated] = None
        for match in WRITTEN.finditer(text):
            # Without a mark a date is the article's only where little else is said.
            alone = marked or len(match[0]) * 4 >= len(text)
            if alone and updated == _is_update(text, match):
                found[match[0]] = None
                break
        if len(found) >= MAX_SHOWN:
            break
    yield from found


def _lines(page: Page, updated: bool) -> Iterator[tuple[etree._Element, str, bool]]:
    """Elements that may hold a date, their texts, and whether their class says that they hold one."""
    yield from ((element, text, False) for element, text in page.lines_under_heading)
    called = (
        e for e in page.called(_CALLED, 1_000) if e.tag not in _NO_DATE and not is_in(e, "nav", "footer", "aside")
    )
    for element in islice(called, MAX_CALLED) if not updated else ():
        yield element, text_of(element, LINE) or "", True


def _is_update(text: str, match: re.Match[str]) -> bool:
    return bool(_UPDATED.search(text, max(0, match.start() - LABEL), match.start()))


def _lone(page: Page, updated: bool = False) -> Iterator[str]:
    """Dates anywhere on the page that stand alone or behind a word such as "published"; `updated` as in `_visible`."""
    for element in page.elements:
        for text in (element.text if element.tag not in ("script", "style") else None, element.tail):
            if not text or not 8 < len(text) <= LINE or not ("20" in text or "19" in text):
                continue
            if (match := WRITTEN.search(text)) is None:
                continue
            said = _is_update(text, match) if updated else _is_lone(text.strip(), match)
            if (
                said
                and updated == _is_update(text, match)
                and element.tag not in _BESIDE
                and not is_in(element, *_BESIDE)
            ):
                yield match[0]


def _is_lone(text: str, match: re.Match[str]) -> bool:
    """Whether a text is a date and little else, or a word before it says that it is one of publication."""
    return len(match[0]) * 2 >= len(text) or bool(_LABEL.search(match.string[: match.start()].strip()))


def _in_attributes(element: etree._Element) -> str | None:
    """A time that an element's attribute states beside its words, as microformats do: title="2026-04-21T10:42Z"."""
    values = (element.get(name) or "" for name in ("datetime", "title", "content", "data-datetime", "data-date"))
    return next((value for value in values if isinstance(iso(value.strip()[:60]), datetime)), None)


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
        found = iso(fetched_at)
        fetched_at = found if isinstance(found, datetime) else None
    return (fetched_at + AHEAD).date() if fetched_at and fetched_at.year < 9999 else date(2200, 1, 1)


def _plausible(moment: Moment, latest: date) -> bool:
    day = moment.day
    earliest = EARLIEST_SHOWN if moment.source in _GUESSED else EARLIEST
    return day.year >= earliest and day <= latest and day not in _FILLERS


_FILLERS = frozenset((date(1970, 1, 1), date(1900, 1, 1), date(1899, 12, 31), date(1899, 12, 30)))
