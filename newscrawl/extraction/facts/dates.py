"""Finds when an article was published and last changed.

Each date comes with its source, its precision, its zone and the text on the page (`Moment`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import MAXYEAR, UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import chain
from zoneinfo import ZoneInfo

from newscrawl.extraction.facts import mentions
from newscrawl.extraction.facts.dateparse import INSTANT, MAX_RAW, Moment, iso, parse
from newscrawl.extraction.facts.mentions import TELLING, Mention
from newscrawl.extraction.page.jsonld import Node
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.strings import text_of

EARLIEST = 1800
"""The first year of digitised newspapers. Earlier years are fillers such as 0001."""
AHEAD = timedelta(days=2)
"""A date of publication is at most 2 days after the fetch, because zones and clocks differ. Later
dates are dates of events.
"""
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


class Dates:
    """Reads the dates of a page.

    `zone` is the publisher's IANA zone for times without an offset. `language` is the page's tag.
    No article is from later than two days after `fetched_at`.
    """

    def __init__(
        self,
        page: Page,
        *,
        zone: str | None = None,
        fetched_at: str | None = None,
        language: str | None = None,
    ) -> None:
        self.page, self.language = page, language
        self.zone, self.last = _zone(zone), latest(fetched_at)

    def published(self) -> Moment | None:
        """Returns when the article was first published; None if the page does not say so.

        The first date that the page declares counts. But if a line under the headline shows another
        day, that day counts: some systems declare the day on which an old article was imported. If
        the declared date has no time or no offset, a more precise date of the same day replaces it.
        If the page declares no date, a fitted model chooses among the days that it mentions
        (mentions.py).

        A time of 00:00:00 stays in the date's text, but the precision is "day": see `_best`.

        If a page only says when it was changed, the day of the change is returned as the latest
        possible one. The source tells so: "json_ld:dateModified", "text:updated".
        """
        if credible := self.declared():
            if shown := self._contradicting(credible[0]):
                return _best([shown], self.zone)
            found = _best(credible, self.zone)
            if found is None or found.detail == INSTANT:
                return found and self._in_own_zone(found, credible)
            near = chain(mentions.in_times(self.page, self.language)[:1], self._under_heading())
            moments = self._plausible(mention.moment for mention in near)
            return _best(chain(credible, moments), self.zone)
        if any(moment.day > self.last for moment in self._declared(*_OF_PUBLICATION)):
            # The page declares a date in the future, so its other dates can't be trusted either.
            return None
        return self._mentioned()

    def modified(self) -> Moment | None:
        """Returns when the article was last changed; None if the page does not say so.

        Dates that the page declares count before dates in the lines under its headline.
        """
        shown = (mention.moment for mention in self._under_heading() if mention.updated)
        return _best(self._plausible(chain(self._declared(*_OF_CHANGE), shown)), self.zone)

    def selected(self, values: Sequence[str]) -> Moment | None:
        """Returns the date in the texts that a publisher's selector finds; None without one.

        The first date counts, or a more precise one of the same day.
        """
        moments = (
            moment for value in values if (moment := parse(value, "selector", self.language))
        )
        return _best(self._plausible(moments), self.zone)

    def declared(self) -> list[Moment]:
        """Returns the plausible dates of publication that the page declares, the most credible
        first.
        """
        return list(self._plausible(self._declared(*_OF_PUBLICATION)))

    def candidates(self) -> list[Mention]:
        """Returns the mentions of the days among which the model chooses."""
        found = [Mention("modified", moment) for moment in self._declared(*_OF_CHANGE)]
        found += [Mention("meta", moment) for moment in self._of_meta(_VAGUE)]
        found += mentions.mentions(self.page, self.language)
        return [mention for mention in found if plausible(mention.moment, self.last)]

    def _mentioned(self) -> Moment | None:
        """Returns the day of publication among the days that a page mentions but does not declare."""
        found = self.candidates()
        chosen = mentions.best(found) or [mention for mention in found if mention.is_change]
        if moments := [mention.moment for mention in chosen if not mention.is_change]:
            return _best(moments, self.zone)
        if not chosen:
            return None
        # The article was published by the day of its change.
        moment = chosen[0].moment
        source = "text:updated" if chosen[0].updated else moment.source
        return Moment(moment.day, "day", source, moment.raw)

    def _contradicting(self, declared: Moment) -> Moment | None:
        """Returns the date right under the headline if it is of another day than `declared`; else
        None.

        The date does not count if a label or the page's data calls it the date of a change. It does
        not count if any line under the headline shows the declared day. A date in figures alone,
        such as 3/4/2025, does not count either: day and month may stand in an order that is unusual
        in the page's language.
        """
        for mention in self._under_heading(FIRST_LINES):
            moment, is_named = mention.moment, any(map(str.isalpha, mention.moment.raw))
            if mention.fill < TELLING["near"] or mention.updated or mention.side or not is_named:
                continue
            changed = {change.day for change in self._declared(*_OF_CHANGE)} - {declared.day}
            if moment.day in changed:
                continue
            shown = (other.moment.day for other in self._under_heading())
            agrees = any(abs(day - declared.day) <= NEAR for day in shown)
            return moment if plausible(moment, self.last) and not agrees else None
        return None

    def _in_own_zone(self, found: Moment, stated: Sequence[Moment]) -> Moment:
        """Returns `found` in the site's own zone if `found` is in UTC and the page shows that zone.

        Otherwise returns `found`. The site's zone makes the day right for the site's readers.
        Another date of the page shows the zone if it can be the same instant: JSON-LD has
        "2026-05-04T01:30:00Z" and a time element "2026-05-03T20:30:00-05:00". `stated` are the
        dates that the page declares. They count before the dates of time elements.
        """
        value = found.value
        if not isinstance(value, datetime) or value.utcoffset():
            return found
        times = (mention.moment for mention in mentions.in_times(self.page, self.language))
        for other in chain(stated, times):
            if not other.midnight and (offset := _offset(value, other.value)):
                local = value.astimezone(timezone(offset))
                return replace(found, value=local, source=other.source, raw=other.raw)
        return found

    def _under_heading(self, most: int | None = None) -> Iterator[Mention]:
        return mentions.under_heading(self.page, self.language, most)

    def _plausible(self, moments: Iterable[Moment]) -> Iterator[Moment]:
        return (moment for moment in moments if plausible(moment, self.last))

    def _declared(
        self, keys: Sequence[str], names: Sequence[str], itemprop: str
    ) -> Iterator[Moment]:
        """Yields the dates that JSON-LD, meta tags and microdata declare, the most credible first."""
        page = self.page
        yield from self._of_nodes(page.articles, keys)
        yield from self._of_meta(names)
        yield from self._of_nodes(page.about[len(page.articles) :], keys)
        for element in page.marked:
            if (
                element.tag != "meta"
                and itemprop in (element.get("itemprop") or "").lower().split()
            ):
                raw = element.get("content") or element.get("datetime") or text_of(element, MAX_RAW)
                source = "time" if element.tag == "time" else "itemprop"
                if moment := parse(raw, source, self.language):
                    yield moment

    def _of_nodes(self, nodes: Sequence[Node], keys: Sequence[str]) -> Iterator[Moment]:
        """Yields the dates of JSON-LD nodes under these keys, by the order of the keys."""
        for key in keys:
            for node in nodes:
                if moment := parse(node.get(key), f"json_ld:{key}", self.language):
                    yield moment

    def _of_meta(self, names: Sequence[str]) -> Iterator[Moment]:
        """Yields the dates in meta tags with these names, by the order of the names."""
        for name in names:
            for raw in self.page.meta.get(name, ()):
                if moment := parse(raw, f"meta:{name}", self.language):
                    yield moment


def listed(
    stated: date, source: str, *, zone: tzinfo | None, fetched_at: str | None
) -> Moment | None:
    """Returns the date of publication that a feed or sitemap gives; None if no article can have it.

    `source` is the kind of the feed or sitemap. `zone` is for times without an offset.
    """
    is_time, has_zone = isinstance(stated, datetime), getattr(stated, "tzinfo", None) is not None
    moment = Moment(
        stated, "second" if is_time else "day", source, "", "stated" if has_zone else None
    )
    return _best([moment], zone) if plausible(moment, latest(fetched_at)) else None


def _offset(instant: datetime, shown: date) -> timedelta | None:
    """Returns the offset from UTC at which a shown time is the same instant; None if no zone has
    such an offset, or the shown time has no time of day.
    """
    if not isinstance(shown, datetime):
        return None
    if shown.tzinfo is None:
        steps = round((shown - instant.replace(tzinfo=None)) / STEP_OF_OFFSETS)
        if abs(steps) * STEP_OF_OFFSETS > LARGEST_OFFSET:
            return None
        shown = shown.replace(tzinfo=timezone(steps * STEP_OF_OFFSETS))
    return shown.utcoffset() if abs(shown - instant) < MINUTE else None


def _best(moments: Iterable[Moment], zone: tzinfo | None) -> Moment | None:
    """Returns the first of the moments, or a more precise one from further down the list.

    The more precise moment must be of the same day, or of the day before or after. Times without an
    offset first get the publisher's zone.
    """
    best: Moment | None = None
    for moment in moments:
        value = moment.value
        if zone and isinstance(value, datetime) and value.tzinfo is None:
            moment = replace(moment, value=value.replace(tzinfo=zone), zone="publisher")
        if best is None or (abs(moment.day - best.day) <= NEAR and moment.detail > best.detail):
            best = moment
        if best.detail == INSTANT:
            break
    if best is not None and best.midnight:
        # Pages give the time 00:00:00 far more often than articles appear at midnight. So only the
        # day is known.
        return replace(best, precision="day")
    return best


def _zone(name: str | None) -> tzinfo | None:
    """Returns the zone of an IANA name; None for an unknown name."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return None


def latest(fetched_at: str | None) -> date:
    """Returns the last day that can be the day of publication of a page that was fetched then.

    If nobody knows when the page was fetched, it was fetched by now.
    """
    found = iso(fetched_at or "")
    fetched = found if isinstance(found, datetime) else datetime.now(UTC)
    return (fetched + AHEAD).date() if fetched.year < MAXYEAR else date.max


def plausible(moment: Moment, last: date) -> bool:
    """Returns whether a date can be an article's. Only declared dates may be older than the web."""
    day, is_declared = moment.day, moment.source.startswith(("json_ld", "meta"))
    earliest = EARLIEST if is_declared else mentions.EARLIEST
    return day.year >= earliest and day <= last and day not in FILLERS
