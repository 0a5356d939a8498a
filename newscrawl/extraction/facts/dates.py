"""Finds when an article was published and last changed.

Each date comes with its source, its precision, its zone and the text on the page (`Moment`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import chain
from zoneinfo import ZoneInfo

from newscrawl.extraction.facts.dateparse import INSTANT, MAX_RAW, Moment, iso, parse
from newscrawl.extraction.facts.mentions import EARLIEST as EARLIEST_MENTIONED
from newscrawl.extraction.facts.mentions import (
    TELLING,
    Mention,
    best,
    in_times,
    mentions,
    under_heading,
)
from newscrawl.extraction.page.jsonld import Node
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.strings import clean, text_of

EARLIEST = 1800
"""The first year of digitised newspapers. Earlier years are fillers such as 0001."""
AHEAD = timedelta(days=2)
"""A date of publication is at most 2 days after the fetch, because zones and clocks differ. Later
dates are dates of events.
"""
MAX_VALUES = 3
"""The most values of one meta tag that are read. Pages repeat a tag once or twice."""
NEAR = timedelta(days=1)
"""Dates one day apart may mean the same instant, which has different days in different zones."""
MINUTE = timedelta(minutes=1)
"""Two times of one instant differ by less than this. One of them may lack its seconds."""
LARGEST_OFFSET, STEP_OF_OFFSETS = timedelta(hours=14), timedelta(minutes=30)
"""The largest offset of a zone from UTC, and the step between offsets.

Three small zones have offsets with quarter hours. They are left out, because a smaller step lets
more pairs of times agree by chance.
"""
FIRST_LINES = 6
"""A date counts before a different declared one only in the first 6 lines under the headline. On
labelled pages all 3 such dates were right. Of dates in later lines half were wrong.
"""
FILLERS = frozenset((date(1970, 1, 1), date(1900, 1, 1), date(1899, 12, 31), date(1899, 12, 30)))
"""The days on which clocks and spreadsheets begin to count. Systems write them for "no date"."""

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "og:pubdate", "datepublished", "parsely-pub-date", "sailthru.date", "rnews:datepublished",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article.published", "publish-date",
    "publish_date", "publishdate", "published_time", "published_at", "published", "publication_date",
    "publicationdate", "pubdate", "date_published",
)  # fmt: skip
_VAGUE = (
    "originalpublicationdate", "iso-8601-publish-date", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date",
    "dcterms.created", "dc.date.created", "datecreated", "article:create_at", "release_date", "date", "timestamp",
)  # fmt: skip
"""Meta tags in which some sites put the day of the visit or of a change, not of publication."""
_MODIFIED = (
    "article:modified_time", "article:modified", "og:article:modified_time", "og:updated_time", "datemodified",
    "article.updated", "rnews:datemodified", "dcterms.modified", "dc.date.modified", "last-modified",
    "modified_time", "lastmod", "updated_time", "revised", "article:update_at",
)  # fmt: skip


_OF_PUBLICATION = (("datePublished", "dateCreated", "uploadDate"), _PUBLISHED, "datepublished")
_OF_CHANGE = (("dateModified",), _MODIFIED, "datemodified")
"""What `_declared` reads: keys of JSON-LD, names of meta tags, and an itemprop."""


def published(
    page: Page,
    *,
    zone: str | None = None,
    fetched_at: str | datetime | None = None,
    language: str | None = None,
) -> Moment | None:
    """Returns when the article was first published; None if the page does not say so.

    `zone` is the publisher's IANA zone for times without an offset. `language` is the page's tag.

    The first date that the page declares counts. But if a line under the headline shows another
    day, that day counts: some systems declare the day on which an old article was imported. If the
    declared date has no time or no offset, a more precise date of the same day replaces it. If the
    page declares no date, a fitted model chooses among the days that it mentions (mentions.py).

    A time of 00:00:00 stays in the date's text, but the precision is "day": see `_best`.

    If a page only says when it was changed, the day of the change is returned as the latest
    possible one. The source tells so: "json_ld:dateModified", "text:updated".
    """
    last, place = latest(fetched_at), _zone(zone)
    stated = list(_declared(page, *_OF_PUBLICATION, language))
    if credible := [moment for moment in stated if plausible(moment, last)]:
        found = _best(credible, place)
        if shown := _contradicting(page, credible[0], language, last):
            return _best([shown], place)
        if found is None or found.detail == INSTANT:
            return found and _in_own_zone(found, credible, page, language)
        near = (
            mention.moment
            for mention in chain(in_times(page, language)[:1], under_heading(page, language))
        )
        near = (moment for moment in near if plausible(moment, last))
        return _best(chain(credible, near), place)
    if any(moment.day > last for moment in stated):
        # The page declares a date in the future, so its other dates can't be trusted either.
        return None
    return _mentioned(page, language, last, place)


def _contradicting(page: Page, declared: Moment, language: str | None, last: date) -> Moment | None:
    """Returns the date right under the headline if it is of another day than `declared`; else None.

    The date does not count if a label or the page's data calls it the date of a change. It does not
    count if any line under the headline shows the declared day. A date in figures alone, such as
    3/4/2025, does not count either: day and month may stand in an order that is unusual in the
    page's language.
    """
    for mention in under_heading(page, language, FIRST_LINES):
        moment, is_named = mention.moment, any(map(str.isalpha, mention.moment.raw))
        if mention.fill < TELLING["near"] or mention.updated or mention.side or not is_named:
            continue
        changed = _declared(page, *_OF_CHANGE, language)
        if moment.day != declared.day and any(moment.day == other.day for other in changed):
            continue
        shown = (other.moment.day for other in under_heading(page, language))
        agrees = any(abs(day - declared.day) <= NEAR for day in shown)
        return moment if plausible(moment, last) and not agrees else None
    return None


def _in_own_zone(found: Moment, stated: list[Moment], page: Page, language: str | None) -> Moment:
    """Returns `found` in the site's own zone if `found` is in UTC and the page shows that zone.

    Otherwise returns `found`. The site's zone makes the day right for the site's readers.

    Another date of the page shows the zone if it gives the same instant. For example, JSON-LD has
    "2026-05-04T01:30:00Z" and a time element "2026-05-03T20:30:00-05:00". A time without an offset
    counts too if some zone has the difference to UTC (`_offset`). `stated` are the dates that the
    page declares. They count before the dates of time elements.
    """
    value = found.value
    if not isinstance(value, datetime) or value.utcoffset():
        return found
    shown = in_times(page, language, lambda moment: bool(_own_offset(value, moment)))
    for other in chain(stated, (mention.moment for mention in shown)):
        if offset := _own_offset(value, other):
            local = value.astimezone(timezone(offset))
            return Moment(local, found.precision, other.source, other.raw, "stated")
    return found


def _own_offset(value: datetime, other: Moment) -> timedelta | None:
    """Returns the offset of `other` from UTC if `other` can be the instant `value`; else None."""
    local = other.value
    if not isinstance(local, datetime) or other.midnight:
        return None
    offset = local.utcoffset()
    if offset is None:
        offset = _offset(value, local)
        local = local.replace(tzinfo=timezone(offset))
    return offset if abs(local - value) < MINUTE else None


def _offset(value: datetime, local: datetime) -> timedelta:
    """Returns the offset at which a local time is the instant `value`; zero if no zone has it."""
    exact = value.replace(tzinfo=None, microsecond=0, second=value.second if local.second else 0)
    offset = local.replace(microsecond=0) - exact
    is_zone = abs(offset) <= LARGEST_OFFSET and not offset % STEP_OF_OFFSETS
    return offset if is_zone else timedelta()


def declared(page: Page, language: str | None, last: date) -> list[Moment]:
    """Returns the dates of publication that the page declares, the most credible first.

    Dates after the day `last`, and fillers, are left out.
    """
    return [
        moment for moment in _declared(page, *_OF_PUBLICATION, language) if plausible(moment, last)
    ]


def _mentioned(page: Page, language: str | None, last: date, place: tzinfo | None) -> Moment | None:
    """Returns the day of publication among the days that a page mentions but does not declare."""
    found = candidates(page, language, last)
    chosen = best(found) or [
        mention for mention in found if mention.updated or mention.place == "modified"
    ]
    if moments := [
        mention.moment for mention in chosen if mention.place != "modified" and not mention.updated
    ]:
        return _best(moments, place)
    for mention in chosen:  # the article was published by the day of its change
        moment = mention.moment
        return Moment(
            moment.day,
            "day",
            "text:updated" if mention.updated else moment.source,
            moment.raw,
        )
    return None


def candidates(page: Page, language: str | None, last: date) -> list[Mention]:
    """Returns the mentions of the days among which the model chooses. `last` is the last day."""
    changed = _declared(page, *_OF_CHANGE, language)
    found = [Mention("modified", moment) for moment in changed]
    found += [Mention("meta", moment) for moment in _of_meta(page, _VAGUE, language)]
    found += mentions(page, language)
    return [mention for mention in found if plausible(mention.moment, last)]


def modified(
    page: Page,
    *,
    zone: str | None = None,
    fetched_at: str | datetime | None = None,
    language: str | None = None,
) -> Moment | None:
    """Returns when the article was last changed; None if the page does not say so.

    Dates that the page declares count before dates in the lines under its headline. `published`
    explains the arguments.
    """
    last = latest(fetched_at)
    declared = _declared(page, *_OF_CHANGE, language)
    shown = (mention.moment for mention in under_heading(page, language) if mention.updated)
    return _best(
        (moment for moment in chain(declared, shown) if plausible(moment, last)), _zone(zone)
    )


def parse_all(
    values: list[str],
    source: str,
    *,
    zone: str | None = None,
    fetched_at: str | datetime | None = None,
    language: str | None = None,
) -> Moment | None:
    """Returns the date in `values`, the texts that a publisher's selector finds; None without one.

    The first date counts, or a more precise one of the same day. The arguments are those of
    `published`.
    """
    last = latest(fetched_at)
    moments = (moment for value in values if (moment := parse(value, source, language)))
    return _best((moment for moment in moments if plausible(moment, last)), _zone(zone))


def listed(
    stated: date, source: str, *, zone: tzinfo | None, fetched_at: str | datetime | None
) -> Moment | None:
    """Returns the date of publication that a feed or sitemap gives; None if no article can have it.

    `source` is the kind of the feed or sitemap. `published` explains the other arguments.
    """
    is_time, has_zone = isinstance(stated, datetime), getattr(stated, "tzinfo", None) is not None
    moment = Moment(
        stated, "second" if is_time else "day", source, "", "stated" if has_zone else None
    )
    return _best([moment], zone) if plausible(moment, latest(fetched_at)) else None


def _declared(
    page: Page, keys: tuple[str, ...], names: tuple[str, ...], itemprop: str, language: str | None
) -> Iterator[Moment]:
    """Yields the dates that JSON-LD, meta tags and microdata declare, the most credible first."""
    yield from _of_nodes(page.articles, keys, language)
    yield from _of_meta(page, names, language)
    yield from _of_nodes(page.about[len(page.articles) :], keys, language)
    for element in page.marked:
        if element.tag != "meta" and itemprop in (element.get("itemprop") or "").lower().split():
            raw = element.get("content") or element.get("datetime") or text_of(element, MAX_RAW)
            source = "time" if element.tag == "time" else "itemprop"
            if moment := parse((raw or "")[:MAX_RAW], source, language):
                yield moment


def _of_nodes(nodes: list[Node], keys: tuple[str, ...], language: str | None) -> Iterator[Moment]:
    """Yields the dates of JSON-LD nodes under these keys, by the order of the keys."""
    for key in keys:
        for node in nodes:
            raw = clean(node.get(key), MAX_RAW)
            if raw and (moment := parse(raw, f"json_ld:{key}", language)):
                yield moment


def _of_meta(page: Page, names: tuple[str, ...], language: str | None) -> Iterator[Moment]:
    """Yields the dates in meta tags with these names, by the order of the names."""
    for name in names:
        for raw in page.meta.get(name, ())[:MAX_VALUES]:
            if moment := parse(raw[:MAX_RAW], f"meta:{name}", language):
                yield moment


def _best(moments: Iterable[Moment], place: tzinfo | None) -> Moment | None:
    """Returns the first of the moments, or a more precise one from further down the list.

    The more precise moment must be of the same day, or of the day before or after. Times without an
    offset first get the publisher's zone, `place`.
    """
    best: Moment | None = None
    for moment in moments:
        moment = _placed(moment, place)
        if best is None or (abs(moment.day - best.day) <= NEAR and moment.detail > best.detail):
            best = moment
        if best.detail == INSTANT:
            break
    if best is not None and best.midnight:
        # Pages give the time 00:00:00 far more often than articles appear at midnight. So only the
        # day is known.
        return Moment(best.value, "day", best.source, best.raw, best.zone)
    return best


def _zone(name: str | None) -> tzinfo | None:
    """Returns the zone of an IANA name; None for an unknown name."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return None


def _placed(moment: Moment, zone: tzinfo | None) -> Moment:
    """Returns `moment` with the publisher's zone if it has a time of day without an offset."""
    if zone is None or not isinstance(moment.value, datetime) or moment.value.tzinfo is not None:
        return moment
    return Moment(
        moment.value.replace(tzinfo=zone), moment.precision, moment.source, moment.raw, "publisher"
    )


def latest(fetched_at: str | datetime | None) -> date:
    """Returns the last day that can be the day of publication of a page that was fetched then.

    If nobody knows when the page was fetched, it was fetched by now.
    """
    found = iso(fetched_at) if isinstance(fetched_at, str) else fetched_at
    fetched = found if isinstance(found, datetime) else datetime.now(UTC)
    return (fetched + AHEAD).date() if fetched.year < MAXYEAR else date.max


def plausible(moment: Moment, last: date) -> bool:
    """Returns whether a date can be an article's. Only declared dates may be older than the web."""
    day = moment.day
    earliest = EARLIEST if moment.source.startswith(("json_ld", "meta")) else EARLIEST_MENTIONED
    return day.year >= earliest and day <= last and day not in FILLERS
