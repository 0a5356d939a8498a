"""Finds all days that a page mentions, and chooses the day of publication among them.

The page's declared date is not read here. Boosted trees score each day by the places that mention
the day. benchmarks/fit_days.py fits the trees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from newscrawl.extraction import fitted
from newscrawl.extraction.facts.dateparse import Moment, iso, month_of, parse, written
from newscrawl.extraction.page.page import HEADER, LINE, Page
from newscrawl.extraction.strings import is_in, text_of
from newscrawl.extraction.vocabulary import any_of

SURE = -1.5
"""The least score of the day of publication, in log-odds against "none of the days is right".

For the measurement, pages lost their declared date. On a quarter of these pages a wrong day then
counted, such as the day of a change. With -2 it was twice as many pages, and no more days were
found.
"""
EARLIEST = 1990
"""The year of the first web pages. Earlier days are days of events, or fillers."""
MAX_MENTIONS = 40
"""The most dates that are read in a page's texts. Lists of other articles have many dates."""
MAX_STATED = 20
"""The most dates that are read in a page's scripts, to bound the time."""
TELLING = {"near": 0.25, "shown": 0.25}
"""The least share of its text that a date must make up, by place. Dates in sentences have less."""
LABEL = 30
"""The most characters before a date in which a word such as "updated" is looked for."""
SHORTEST = 8
"""The fewest characters of a date that is read: 28.09.19."""
BESIDE = 2
"""`Mention.side` of an element that a tag sets beside the article."""
_NO_SIDE = 3
"""The feature `side` of a day that no text mentions: one more than the highest `Mention.side`."""
FAR, LATE = 9_999, 9
"""Distance and rank of a day that a place does not mention. Ranks above LATE count as LATE."""
_DATES_OF_TEXT = 2
"""The most dates that are read in one text: that of publication and that of the change."""
_ANCESTORS = 12
"""The most ancestors of a date whose tags and classes are looked at."""

_UPDATED = re.compile(any_of("updated_labels"), re.IGNORECASE)
_PUBLISHED = re.compile(any_of("published_labels"), re.IGNORECASE)
_IN_PATH = re.compile(
    r"(?<!\d)((?:19|20)\d{2})([/-]?)(\d{1,2}|[a-z]{3,9})\2(\d{1,2})(?!\d)", re.IGNORECASE
)
_UNMARKED = 4
"""Month and day have four digits if no sign parts them: 20240503."""
_STATED = re.compile(
    rf"[\"'](?:article_?)?(?:{any_of('publication_keys')}|display_date|deploy_?dt)"
    r"\\?[\"']\s?:\s?\\?[\"']?([^\"'\\,}]{8,40})",
    re.IGNORECASE,
)
# A search is twice as fast if each alternative of its pattern begins with one given character.
_CALLED = re.compile("date|Date|publish|Publish|time|Time|datum")
_OF_OTHERS = re.compile(
    "comment|related|sidebar|widget|recommend|teaser|card|latest|popular|recent|footer|kommentar|more-"
)
_YEAR = re.compile(
    r"1(?:9|3[7-9]\d|4[01]\d)|20|25|\.\d\d(?!\d)|/\d\d(?!\d)|-\d\d(?!\d)|٢٠|۲۰|२०|২০|２０|١٤|۱۴|۱۳|令和|平成|民[國国]"
)
"""A part of every date: a century (25 in Thailand, 13 and 14 in Iran), an era, or two digits at its
end.
"""
_BESIDE_TAGS = frozenset(("nav", "aside", "li", "footer"))
_UNREAD = frozenset(("script", "style", "noscript", "title"))
_BOXES = frozenset(("body", "html", "article", "main", "meta", "link"))


class Mention(NamedTuple):
    """A day that one place mentions.

    `place` is "modified" (declared as a change), "meta" (a meta tag with a vague name), "script",
    "url", "time_after" or "time_before" (a time element after or before the h1), "attribute",
    "near" (a line under the h1), or "shown" (a text elsewhere).

    `updated` and `published` mean that a label names a change or the publication. `fill` is the
    date's share of its text. `distance` is the number of elements from the h1 to the date, negative
    above the h1. `side` tells what sets the date beside the article: 0 nothing, 1 a class, 2 a tag.
    `called` means that a class calls the element a date. `linked` means that the date is in a link.
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
    def is_change(self) -> bool:
        """Whether the page says that this is the day of a change."""
        return self.updated or self.place == "modified"

    @property
    def is_telling(self) -> bool:
        """Whether the date may be the page's own. Dates in sentences are mostly dates of events."""
        if self.place == "shown" and self.side == BESIDE and not self.called:
            return False
        is_marked = self.published or self.updated or self.called
        return is_marked or self.fill >= TELLING.get(self.place, 0.0)


PLACES = "modified url time_after time_before attribute near".split()
"""Places in which a day's rank is a feature: 0 for the first day that the place mentions."""
SHOWN = frozenset(("near", "shown"))
"""Places that are texts of the page."""
NAMES = [f"rank_{place}" for place in PLACES] + (
    "near_fill free_fill after before side published linked days to_modified"
).split()
"""The features of a day, in the order of `rows`."""


def mentions(page: Page, language: str | None) -> Iterator[Mention]:
    """Yields the days in a page's time elements, address, texts and scripts."""
    yield from in_times(page, language)
    if day := _in_path(page.url):
        yield Mention("url", Moment(day, "day", "url", page.url))
    yield from islice(chain(under_heading(page, language), _shown(page, language)), MAX_MENTIONS)
    yield from _in_scripts(page, language)


def in_times(page: Page, language: str | None) -> list[Mention]:
    """Returns the days in time elements, those after the h1 first.

    Elements that declare a publication or a change are left out.
    """
    found = []
    for time in page.times:
        if "published" in time.itemprop or "modified" in time.itemprop:  # these are declared
            continue
        moment = parse(time.stated, "time", language) or parse(time.text, "time", language)
        if moment:
            where = "time_after" if time.after_h1 else "time_before"
            updated = bool(_UPDATED.search(time.text[:LABEL]))
            found.append(Mention(where, moment, updated, side=_side(time.element)))
    return sorted(found, key=lambda mention: PLACES.index(mention.place))


def under_heading(page: Page, language: str | None, most: int | None = None) -> Iterator[Mention]:
    """Yields the days in the lines under the headline, or in the first `most` of them."""
    for place, (element, text) in enumerate(page.lines_under_heading[:most]):
        yield from _read(element, text, place, "near", language)


def _in_path(url: str) -> date | None:
    """Returns the day in an address, such as /2024/05/03/, /2024/may/03/, 2024-05-03, 20240503."""
    try:
        found = _IN_PATH.findall(urlsplit(url).path)
    except ValueError:
        return None
    for year, mark, month, day in found:
        if mark or len(month + day) == _UNMARKED:
            with suppress(ValueError):  # there is no such day: a number such as 20245678
                return date(int(year), month_of(month[:3], "en") or 0, int(day))
    return None


def _in_scripts(page: Page, language: str | None) -> list[Mention]:
    """Returns the dates of publication in the page's scripts if all are of one day, else [].

    Dates of several days mostly belong to other articles.
    """
    scripts = page.root.iter("script") if page.root is not None else ()
    found = chain.from_iterable(_STATED.findall(script.text or "") for script in scripts)
    moments = (parse(text, "script", language) for text in islice(found, MAX_STATED))
    stated = [moment for moment in moments if moment and moment.day.year >= EARLIEST]
    is_one = len({moment.day for moment in stated}) == 1
    return [Mention("script", moment) for moment in stated] if is_one else []


def _shown(page: Page, language: str | None) -> Iterator[Mention]:
    """Yields the days in the page's texts, in page order.

    If a class calls an element a date, its whole text and its attributes are read. Of other
    elements each piece of text is read by itself.
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
            is_read = isinstance(element.tag, str) and element.tag not in _UNREAD
            for text in (element.text if is_read else None, element.tail):
                if text and SHORTEST <= len(text) <= 2 * LINE and _YEAR.search(text):
                    yield from _read(element, text, distance, "shown", language)


def _read(
    element: etree._Element, text: str, distance: int | None, place: str, language: str | None
) -> Iterator[Mention]:
    """Yields a mention for each of the first dates in a text of `element`."""
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
    """Returns the first dates in a text, each with its position."""
    return list(islice(written(text, "text", language), _DATES_OF_TEXT))


def _before(element: etree._Element) -> str:
    """Returns the label before an element, such as "Updated:"; "" if there is none.

    The label is the text of the sibling before the element. Without a sibling it is the parent's
    text before the element. A sibling's text with digits is no label, because it may be another
    date.
    """
    neighbour, above = element.getprevious(), element.getparent()
    if neighbour is not None and isinstance(neighbour.tag, str) and neighbour.tag not in _UNREAD:
        text = text_of(neighbour, LABEL + 1) or ""
        return text if len(text) <= LABEL and not any(sign.isdigit() for sign in text) else ""
    return ((above.text or "") if above is not None else "")[-LABEL:]


def _side(element: etree._Element) -> int:
    """Returns what sets an element beside the article: 2 is a tag, 1 is a class, 0 is nothing."""
    found = 0
    for node in (element, *islice(element.iterancestors(), _ANCESTORS)):
        if node.tag in _BESIDE_TAGS:
            return BESIDE
        if node.tag in _BOXES:
            break
        if not found and (name := node.get("class")) and _OF_OTHERS.search(name.lower()):
            found = 1
    return found


def _in_attributes(element: etree._Element) -> str | None:
    """Returns the first attribute with a time, such as title="2026-04-21T10:42Z", or None."""
    names = ("datetime", "title", "content", "data-datetime", "data-date")
    values = (element.get(name) or "" for name in names)
    return next((value for value in values if isinstance(iso(value.strip()), datetime)), None)


def best(found: list[Mention]) -> list[Mention]:
    """Returns the mentions of the day of publication; [] if no day reaches the score SURE."""
    score = fitted.scorer("days")
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
    fresh = [mention for mention in telling if not mention.is_change]
    if any(mention.place == "near" for mention in fresh):
        # A line under the headline that is no change gives the publication. So changes don't count.
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
    """Returns the features of a day by the texts that mention it: `near_fill` to `linked`."""
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
