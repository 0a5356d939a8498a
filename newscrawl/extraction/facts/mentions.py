"""Finds every day that a page mentions besides its declared date, and chooses the day of
publication.

Boosted trees score each day by the places that mention it. benchmarks/fit_days.py fits them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from newscrawl.extraction import trees
from newscrawl.extraction.facts.dateparse import MAX_RAW, Moment, iso, month_of, parse, written
from newscrawl.extraction.page.page import HEADER, LINE, Page
from newscrawl.extraction.strings import is_in, text_of
from newscrawl.extraction.vocabulary import any_of

SURE = -1.5
"""The least score of the day that is taken for the day of publication, in log-odds against "none of
the days is right". Measured on pages whose declared date was taken away: a day of another kind,
such as a change, then counts on a quarter of them. With -2 it is twice as many, for the same number
of days found."""
EARLIEST = 1990
"""The year of the first web pages. Earlier dates that a page mentions are of events, or fillers."""
MAX_MENTIONS = 40
"""Dates in the texts of a page that are read. Lists of other articles have many."""
MAX_SCRIPT = 1_000_000
"""Characters of a script in which a date is looked for."""
MAX_STATED = 20
"""Dates in a page's scripts that are read."""
TELLING = {"near": 0.25, "shown": 0.25}
"""The least share of its text that a date must have, by place. Dates in sentences have less."""
LABEL = 30
"""Characters before a date in which a word such as "updated" stands."""
SHORTEST = 8
"""Characters of the shortest date that is read: 28.09.19."""
BESIDE = 2
"""`Mention.side` of an element that a tag sets beside the article."""
_NO_SIDE = 3
"""The value of `Mention.side` if no text mentions the day: one more than the highest value."""
FAR, LATE = 9_999, 9
"""The values of a distance and a rank if a place does not mention the day. Ranks above LATE count
as LATE.
"""
_DATES_OF_TEXT = 2
"""Dates of one text that are read: when it was published and when it was changed."""
_PATH = 1_000
"""Characters of an address's path in which a date is looked for."""
_ANCESTORS = 12
"""Elements around a date whose tags and classes are looked at."""
_MAX_ATTRIBUTE = 60
"""Characters of an attribute that are read as a time."""

_UPDATED = re.compile(any_of("updated_labels"), re.IGNORECASE)
_PUBLISHED = re.compile(any_of("published_labels"), re.IGNORECASE)
_IN_PATH = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?P<mark>[/-])"
    r"(1[0-2]|0?[1-9]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})"
    r"(?P=mark)(3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(3[01]|[12]\d|0[1-9])(?!\d)",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"[\"'](?:article_?)?(?:{any_of('publication_keys')}|display_date|deploy_?dt)"
    r"\\?[\"']\s?:\s?\\?[\"']?([^\"'\\,}]{8,40})",
    re.IGNORECASE,
)
_CALLED = re.compile(r"[dD]ate|[pP]ublish|[tT]ime|datum")
_OF_OTHERS = re.compile(
    r"comment|related|sidebar|widget|recommend|teaser|card|latest|popular|recent|footer|kommentar|more-",
    re.IGNORECASE,
)
_YEAR = re.compile(r"19|2[05]|[./-]\d\d(?!\d)")
"""A part of every date: a century (25 in Thailand) or two digits at its end."""
_BESIDE_TAGS = frozenset(("nav", "aside", "li", "footer"))
_UNREAD = frozenset(("script", "style", "noscript", "title"))
_BOXES = frozenset(("body", "html", "article", "main", "meta", "link"))


class Mention(NamedTuple):
    """A day that one place mentions.

    `place` is "modified" or "meta" (declared there), "script", "url", "time_after" or "time_before"
    (a time element after or before the h1), "attribute", "near" (a line under the h1), or "shown"
    (a text elsewhere). `fill` is the date's share of its text.
    `distance` is the number of elements from the h1 to the date, negative above the h1. `side` says
    how clearly the date stands beside the article: 0 not at all, 1 by a class, 2 by a tag. `called`
    says that a class calls the element a date, `linked` that the date stands in a link.
    """

    place: str
    moment: Moment
    updated: bool = False
    published: bool = False
    fill: float = 0.0
    distance: int | None = None
    side: int = 0
    called: bool = False
    linked: bool = False

    @property
    def is_telling(self) -> bool:
        """Whether the date may be the page's own.

        Dates in sentences belong to events.
        """
        if self.place == "shown" and self.side == BESIDE and not self.called:
            return False
        return (
            self.published
            or self.updated
            or self.called
            or self.fill >= TELLING.get(self.place, 0.0)
        )


PLACES = "modified url time_after time_before attribute near".split()
"""Places whose order of days is a feature."""
SHOWN = frozenset(("near", "shown"))
NAMES = [f"rank_{place}" for place in PLACES] + (
    "near_fill free_fill after before side published linked days to_modified"
).split()


def mentions(page: Page, language: str | None) -> Iterator[Mention]:
    """Yields the days that a page mentions in time elements, its address, its texts and its
    scripts.
    """
    yield from in_times(page, language)
    if day := _in_path(page.url):
        yield Mention("url", Moment(day, "day", "url", page.url))
    yield from islice(chain(under_heading(page, language), _shown(page, language)), MAX_MENTIONS)
    yield from _in_scripts(page, language)


def in_times(
    page: Page, language: str | None, wanted: Callable[[Moment], bool] = lambda moment: True
) -> list[Mention]:
    """Returns the days of time elements that do not say what they date. Those after the h1 come
    first. Dates that are not `wanted` are left out.
    """
    found = []
    for time in page.times:
        if "published" in time.itemprop or "modified" in time.itemprop:  # these are declared
            continue
        moment = parse(time.stated[:MAX_RAW], "time", language) or parse(
            time.text[:MAX_RAW], "time", language
        )
        if moment and wanted(moment):
            where = "time_after" if time.after_h1 else "time_before"
            updated = bool(_UPDATED.search(time.text[:LABEL]))
            found.append(Mention(where, moment, updated, side=_side(time.element)))
    return sorted(found, key=lambda mention: PLACES.index(mention.place))


def under_heading(page: Page, language: str | None, most: int | None = None) -> Iterator[Mention]:
    """Yields the days in the lines under the headline, or in the first `most` of them."""
    for place, (element, text) in enumerate(page.lines_under_heading[:most]):
        yield from _read(element, text, place, "near", language)


def _in_path(url: str) -> date | None:
    """Returns the day in an address: /2024/05/03/, /2024/may/03/, 2024-05-03, 20240503."""
    try:
        found = _IN_PATH.search(urlsplit(url).path[:_PATH])
        if not found:
            return None
        year, _, month, day = found.groups()[:4] if found[1] else (found[5], "", found[6], found[7])
        return date(
            int(year),
            int(month) if month.isdigit() else month_of(month[:3], "en") or 0,
            int(day),
        )
    except ValueError:
        return None


def _in_scripts(page: Page, language: str | None) -> list[Mention]:
    """Returns the dates of publication that the page's scripts state, if all are of one day.

    If they are of several days, most are of other articles. Then none counts.
    """
    scripts = page.root.iter("script") if page.root is not None else ()
    found = chain.from_iterable(
        _STATED.finditer((script.text or "")[:MAX_SCRIPT]) for script in scripts
    )
    moments = (parse(match[1], "script", language) for match in islice(found, MAX_STATED))
    stated = [moment for moment in moments if moment and moment.day.year >= EARLIEST]
    return (
        [Mention("script", moment) for moment in stated]
        if len({moment.day for moment in stated}) == 1
        else []
    )


def _shown(page: Page, language: str | None) -> Iterator[Mention]:
    """Yields the days in the page's texts, in page order.

    An element whose class names a date is read as a whole.
    """
    head = page.headings[page.heading] if page.heading is not None and not page.is_huge else None
    start = page.elements.index(head) if head is not None else None
    called = {name: bool(name and _CALLED.search(name)) for name in set(page.classes)}
    for place, (element, name) in enumerate(zip(page.elements, page.classes, strict=True)):
        distance = None if start is None else place - start
        if called[name] and element.tag not in _BOXES | _UNREAD:
            if (stated := _in_attributes(element)) and (moment := parse(stated, "text", language)):
                yield Mention("attribute", moment, side=_side(element))
            yield from _read(element, text_of(element, LINE) or "", distance, "shown", language)
        else:
            for text in (element.text if element.tag not in _UNREAD else None, element.tail):
                if text and SHORTEST <= len(text) <= 2 * LINE and _YEAR.search(text):
                    yield from _read(element, text, distance, "shown", language)


def _read(
    element: etree._Element, text: str, distance: int | None, place: str, language: str | None
) -> Iterator[Mention]:
    """Yields the first dates in a text, with their surroundings."""
    if not _YEAR.search(text):
        return
    for start, moment in _dates_of(text, language):
        before = text[max(0, start - LABEL) : start]
        before = before if before.strip() else _before(element)
        above = element.getparent()
        name = f"{element.get('class') or ''} {(above.get('class') or '') if above is not None else ''}"
        yield Mention(
            place,
            moment,
            updated=bool(_UPDATED.search(before) or _UPDATED.search(name)),
            published=bool(_PUBLISHED.search(before)),
            fill=min(1.0, len(moment.raw) / len(text.strip())),
            distance=distance,
            side=_side(element),
            called=bool(_CALLED.search(name)),
            linked=element.tag == "a" or is_in(element, "a"),
        )


@lru_cache(maxsize=256)  # the lines under a headline are read three times
def _dates_of(text: str, language: str | None) -> list[tuple[int, Moment]]:
    """Returns the first dates in a text, each with its place in the text."""
    return list(islice(written(text, "text", language), _DATES_OF_TEXT))


def _before(element: etree._Element) -> str:
    """Returns the label before an element: the text of the element before it, or else of its
    parent.

    A text with digits is not a label, because it may be another date.
    """
    neighbour, above = element.getprevious(), element.getparent()
    if neighbour is not None and isinstance(neighbour.tag, str) and neighbour.tag not in _UNREAD:
        text = text_of(neighbour, LABEL + 1) or ""
        return text if len(text) <= LABEL and not any(sign.isdigit() for sign in text) else ""
    return ((above.text or "") if above is not None else "")[-LABEL:]


def _side(element: etree._Element) -> int:
    """Returns how clearly an element stands beside the article: 2 by a tag, 1 by a class, 0 not at
    all.
    """
    found = 0
    for node in (element, *islice(element.iterancestors(), _ANCESTORS)):
        if node.tag in _BESIDE_TAGS:
            return BESIDE
        if node.tag in _BOXES:
            break
        if not found and (name := node.get("class")) and _OF_OTHERS.search(name):
            found = 1
    return found


def _in_attributes(element: etree._Element) -> str | None:
    """Returns a time in an attribute of an element, as microformats have:
    title="2026-04-21T10:42Z".
    """
    values = (
        element.get(name) or ""
        for name in ("datetime", "title", "content", "data-datetime", "data-date")
    )
    return next(
        (value for value in values if isinstance(iso(value.strip()[:_MAX_ATTRIBUTE]), datetime)),
        None,
    )


def best(found: list[Mention]) -> list[Mention]:
    """Returns the mentions of the day of publication; [] if no day reaches the score SURE."""
    score = trees.scorer("days")
    scored = [(score(*row), day) for day, row in rows(found)]
    value, day = max(scored, default=(SURE - 1, None))
    return [mention for mention in found if mention.moment.day == day] if value >= SURE else []


def rows(found: list[Mention]) -> list[tuple[date, list[float]]]:
    """Returns the days that may be the page's own, the earliest first, each with its features.

    The features are in the order of `NAMES`.
    """
    ranks: dict[str, dict[date, int]] = {}
    for mention in found:
        days_of_place = ranks.setdefault(mention.place, {})
        days_of_place.setdefault(mention.moment.day, len(days_of_place))
    telling = [mention for mention in found if mention.is_telling]
    fresh = [mention for mention in telling if not mention.updated and mention.place != "modified"]
    if any(mention.place == "near" for mention in fresh):
        # The line under the headline has both days: of publication and of change.
        telling = fresh
    days = {mention.moment.day for mention in found}
    changed = ranks.get("modified", {})
    return [
        (day, [
            *(float(min(LATE, ranks.get(place, {}).get(day, LATE))) for place in PLACES),
            *_of_texts([m for m in found if m.place in SHOWN and m.moment.day == day]),
            len(days),
            min((abs((day - other).days) for other in changed), default=FAR),
        ])
        for day in sorted({mention.moment.day for mention in telling})
    ]  # fmt: skip


def _of_texts(found: list[Mention]) -> list[float]:
    """Returns the features of the texts that mention a day: those of `NAMES` from `near_fill` to
    `linked`.
    """
    below = [m for m in found if m.distance is not None and m.distance >= 0]
    above = [m for m in found if m.distance is not None and m.distance < 0]
    return [
        max((m.fill for m in below if (m.distance or 0) <= HEADER), default=0.0),
        max((m.fill for m in found if not m.side), default=0.0),
        min((m.distance or 0 for m in below if m.side < BESIDE), default=FAR),
        min((-(m.distance or 0) for m in above if m.side < BESIDE), default=FAR),
        min((m.side for m in found), default=_NO_SIDE),
        any(m.published for m in found),
        sum(m.linked for m in found) / (len(found) or 1),
    ]
