"""Titles, dates and authors of records against the truths of the corpus' articles.jsonl (set fundus_tests)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from newscrawl.discovery.addresses import registrable
from newscrawl.extraction import authors

Record = Mapping[str, Any]

_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛´`′", "'"), **dict.fromkeys("“”„‟«»″", '"')})


def title_key(text: str | None) -> str:
    """A title but for case, white space and kind of quote."""
    return " ".join((text or "").translate(_QUOTES).replace("''", '"').casefold().split())


def same_day(record: Record, truth: Record) -> bool:
    """Whether the record's day is the truth's, each in the offset in which it is stated."""
    ours, theirs = record.get("date_published"), truth["date_published"]
    return bool(ours) and ours[:10] == theirs[:10]


def same_instant(record: Record, truth: Record) -> bool:
    """Whether both name one instant, to the second; a truth without an offset is compared as local time."""
    ours, theirs = _moment(record.get("date_published")), _moment(truth["date_published"])
    if ours is None or theirs is None:
        return False
    if ours.tzinfo is None or theirs.tzinfo is None:
        return ours.replace(tzinfo=None, microsecond=0) == theirs.replace(tzinfo=None, microsecond=0)
    return ours.astimezone(UTC).replace(microsecond=0) == theirs.astimezone(UTC).replace(microsecond=0)


def same_utc(record: Record, truth: Record) -> bool:
    """The same, by published_at alone: null where the record doesn't vouch for an instant."""
    ours, theirs = _moment(record.get("published_at")), _moment(truth["date_published"])
    if ours is None or theirs is None or theirs.tzinfo is None:
        return False
    return ours.replace(microsecond=0) == theirs.astimezone(UTC).replace(microsecond=0)


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    if len(text) == 10:
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day)
    return datetime.fromisoformat(text)


def same_names(record: Record, truth: Record) -> bool:
    """Whether the authors are the truth's, people and organisations alike."""
    return _names(author["name"] for author in record.get("authors") or ()) == _names(truth.get("authors") or ())


def same_people(record: Record, truth: Record) -> bool:
    """The same for people alone: what is an agency, an outlet or a staff line is left out of the truth.

    Told apart by newscrawl's own rule, which the count of `same_names` beside it keeps honest.
    """
    host = str(truth.get("site") or "")
    outlet = frozenset(
        re.sub(r"\W", "", name).lower() for name in (host, registrable(host), registrable(host).partition(".")[0])
    )
    theirs = [name for name in truth.get("authors") or () if authors.sort(name, outlet) == "person"]
    ours = [author["name"] for author in record.get("authors") or () if author["type"] == "Person"]
    return _names(ours) == _names(theirs)


def _names(names: Iterable[str]) -> set[str]:
    return {" ".join(name.split()) for name in names if name}


MEASURES = {
    "title": lambda record, truth: title_key(record.get("title")) == title_key(truth["headline"]),
    "same day": same_day,
    "same instant": same_instant,
    "same instant, published_at": same_utc,
    "authors": same_names,
    "authors, people": same_people,
}


def score(records: Iterable[Record], truths: Iterable[Record]) -> dict[str, tuple[int, int]]:
    """(pages right, pages) by measure. Records are a feed's, found by requested_url or url; a missing one is wrong."""
    by_url = {url: record for record in records for url in (record.get("url"), record.get("requested_url")) if url}
    labelled = [truth for truth in truths if truth.get("headline") and truth.get("date_published")]
    return {
        name: (sum(measure(by_url.get(truth["url"], {}), truth) for truth in labelled), len(labelled))
        for name, measure in MEASURES.items()
    }
