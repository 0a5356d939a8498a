"""When an article was published and changed: with source, precision, zone and the words as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from itertools import chain
from zoneinfo import ZoneInfo

from newscrawl.extraction.dateparse import Moment, iso, parse
from newscrawl.extraction.jsonld import Node
from newscrawl.extraction.mentions import EARLIEST as EARLIEST_MENTIONED
from newscrawl.extraction.mentions import Mention, best, in_times, mentions, under_heading
from newscrawl.extraction.page import Page, clean, text_of

EARLIEST = 1800
"""Digitised newspapers go back so far; earlier years are fillers such as 0001."""
AHEAD = timedelta(days=2)
"""A date further after the fetch than this is no date of publication."""

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
"""Names that some sites use for the day of the fetch, of a change, or of the page instead of the article."""
_MODIFIED = (
    "article:modified_time", "article:modified", "og:article:modified_time", "og:updated_time", "datemodified",
    "article.updated", "rnews:datemodified", "dcterms.modified", "dc.date.modified", "last-modified",
    "modified_time", "lastmod", "updated_time", "revised", "article:update_at",
)  # fmt: skip


_OF_PUBLICATION = (("datePublished", "dateCreated", "uploadDate"), _PUBLISHED, "datepublished")
_OF_CHANGE = (("dateModified",), _MODIFIED, "datemodified")


def published(
    page: Page, *, zone: str | None = None, fetched_at: str | datetime | None = None, language: str | None = None
) -> Moment | None:
    """When the article was first published; `zone` is the publisher's IANA zone, for times that come without an offset.

    The first date that the page declares counts; if it gives less than an instant, another one of that day may give more.
    If the page declares none, a fitted model chooses among the days that it mentions (mentions.py). A time of 00:00:00 is
    mostly a filler: it stays in the text as stated, but its precision is the day and it is no instant. A page that only
    says when it was changed was published by that day: the day counts, and the source names the statement
    ("json_ld:dateModified", "text:updated").
    """
    last, place = latest(fetched_at), _zone(zone)
    stated = list(_declared(page, *_OF_PUBLICATION, language))
    if said := [moment for moment in stated if _plausible(moment, last)]:
        found = _best(said, place)
        if found is None or _detail(found) == INSTANT:
            return found
        near = (mention.moment for mention in chain(in_times(page, language)[:1], under_heading(page, language)))
        return _best(chain(said, (moment for moment in near if _plausible(moment, last))), place)
    if any(moment.day > last for moment in stated):
        # The page does state its date, and it can't be: another date on the page won't be it either.
        return None
    return _mentioned(page, language, last, place)


def declared(page: Page, language: str | None, last: date) -> list[Moment]:
    """The dates of publication that the page declares as such, up to the day `last`, in the order in which they are believed."""
    return [moment for moment in _declared(page, *_OF_PUBLICATION, language) if _plausible(moment, last)]


def _mentioned(page: Page, language: str | None, last: date, place: tzinfo | None) -> Moment | None:
    """The day of publication among the days that a page mentions without declaring them as such."""
    found = candidates(page, language, last)
    chosen = best(found) or [mention for mention in found if mention.updated or mention.place == "modified"]
    if said := [mention.moment for mention in chosen if mention.place != "modified" and not mention.updated]:
        return _best(said, place)
    for mention in chosen:  # it was published by the day of its change
        moment = mention.moment
        return Moment(moment.day, "day", "text:updated" if moment.source == "text" else moment.source, moment.raw)
    return None


def candidates(page: Page, language: str | None, last: date) -> list[Mention]:
    """The days among which the model chooses."""
    changed = _declared(page, *_OF_CHANGE, language)
    found = [Mention("modified", moment) for moment in changed]
    found += [Mention("meta", moment) for moment in _of_meta(page, _VAGUE, language)]
    found += mentions(page, language)
    return [mention for mention in found if _plausible(mention.moment, last)]


def modified(
    page: Page, *, zone: str | None = None, fetched_at: str | datetime | None = None, language: str | None = None
) -> Moment | None:
    """When the article was last changed, as `published`: what the page declares, else what is called so under the headline."""
    last = latest(fetched_at)
    declared = _declared(page, *_OF_CHANGE, language)
    shown = (mention.moment for mention in under_heading(page, language) if mention.updated)
    return _best((moment for moment in chain(declared, shown) if _plausible(moment, last)), _zone(zone))


def parse_all(
    values: list[str],
    source: str,
    *,
    zone: str | None = None,
    fetched_at: str | datetime | None = None,
    language: str | None = None,
) -> Moment | None:
    """The best of the given texts, for what a publisher's selector finds."""
    last = latest(fetched_at)
    moments = (moment for value in values if (moment := parse(value, source, language)))
    return _best((moment for moment in moments if _plausible(moment, last)), _zone(zone))


def _declared(
    page: Page, keys: tuple[str, ...], names: tuple[str, ...], itemprop: str, language: str | None
) -> Iterator[Moment]:
    """The dates that JSON-LD, meta tags and microdata declare, in the order in which they are believed."""
    yield from _of_nodes(page.articles, keys, language)
    yield from _of_meta(page, names, language)
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


def _of_meta(page: Page, names: tuple[str, ...], language: str | None) -> Iterator[Moment]:
    for name in names:
        for raw in page.meta.get(name, ())[:3]:
            if moment := parse(raw[:200], f"meta:{name}", language):
                yield moment


def _best(moments: Iterable[Moment], place: tzinfo | None) -> Moment | None:
    """The first of the moments, or a later one of the same day, or of the next to it, that says more."""
    best: Moment | None = None
    for moment in moments:
        moment = _placed(moment, place)
        if best is None or (abs(moment.day - best.day) <= timedelta(days=1) and _detail(moment) > _detail(best)):
            best = moment
        if _detail(best) == INSTANT:
            break
    if best is not None and best.midnight:
        # Nobody publishes at 00:00:00 sharp as often as pages say so: the day is what is known.
        return Moment(best.value, "day", best.source, best.raw, best.zone)
    return best


INSTANT = 3


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


def latest(fetched_at: str | datetime | None) -> date:
    """The last day that a page fetched then can name as the day of its publication."""
    if isinstance(fetched_at, str):
        found = iso(fetched_at)
        fetched_at = found if isinstance(found, datetime) else None
    return (fetched_at + AHEAD).date() if fetched_at and fetched_at.year < 9999 else date(2200, 1, 1)


def _plausible(moment: Moment, last: date) -> bool:
    day = moment.day
    earliest = EARLIEST if moment.source.startswith(("json_ld", "meta")) else EARLIEST_MENTIONED
    return day.year >= earliest and day <= last and day not in _FILLERS


_FILLERS = frozenset((date(1970, 1, 1), date(1900, 1, 1), date(1899, 12, 31), date(1899, 12, 30)))
