"""Counts a crawl for its report, record by record, so that memory stays flat."""

from __future__ import annotations

import heapq
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from newscrawl.items import DOUBTED, Article, Verdict

VERDICTS: tuple[Verdict, ...] = ("whole", "truncated", "unknown")

LOOK_AT = 12
"""Doubtful records in the report: as many as a person reads."""
HOSTS, SITES, SECTIONS, PERIODS = 1_000, 1_000, 1_000, 50_000
"""The most hosts, sites, sections and hours that are counted one by one."""
OTHER = "other"
"""The name under which everything beyond these limits is counted."""
BINS = 10
"""Bins of the confidence, each one tenth wide."""
SHORT = 60
"""Words. A shorter text is seldom a whole article."""
QUOTE = 160
"""Characters of a quoted text."""


RECORDS = (
    "delivered", *VERDICTS, "low_confidence", "without_time", "words", "lines_removed",
)  # fmt: skip
"""The counts of all records together, in the order of the report."""


@dataclass
class Host:
    """The pages of one host, and their total time in seconds."""

    pages: int = 0
    seconds: float = 0.0
    slowest: float = 0.0

    def add(self, other: Host) -> None:
        self.pages += other.pages
        self.seconds += other.seconds
        self.slowest = max(self.slowest, other.slowest)


@dataclass
class Collected:
    """The counts of one crawl. `records` has the names in RECORDS, `confidence` the bins."""

    records: Counter[str] = field(default_factory=Counter)
    confidence: Counter[int] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    fixes: Counter[str] = field(default_factory=Counter)
    sites: dict[str, Counter[Verdict]] = field(default_factory=dict)
    sections: dict[str, Counter[Verdict]] = field(default_factory=dict)
    hours: dict[str, Counter[Verdict]] = field(default_factory=dict)
    hosts: dict[str, Host] = field(default_factory=dict)
    _doubted: list[tuple[float, int, dict[str, Any]]] = field(default_factory=list)

    def page(self, host: str, seconds: float) -> None:
        """Counts a page of a host that took `seconds`."""
        _of(self.hosts, host, HOSTS, Host).add(Host(1, seconds, seconds))

    def record(self, article: Article) -> None:
        """Counts a delivered record."""
        verdict = article.verdict
        self.records.update(("delivered", verdict))
        _of(self.sites, article.publisher.domain or "no site", SITES, Counter)[verdict] += 1
        _of(self.sections, article.section or "no section", SECTIONS, Counter)[verdict] += 1
        if article.published_at:
            hour = article.published_at[: len("2026-11-20T06")]
            _of(self.hours, hour, PERIODS, Counter)[verdict] += 1
        else:
            self.records["without_time"] += 1
        self.records["words"] += article.word_count
        self.records["lines_removed"] += len(article.removed)
        self.languages[article.language or "not known"] += 1
        for fix in article.fixes:
            self.fixes[fix.rule] += fix.count
        if article.confidence is not None:
            self.confidence[min(int(article.confidence * BINS), BINS - 1)] += 1
            self.records["low_confidence"] += article.confidence < DOUBTED
        self._look_at(article)

    def add(self, other: Collected) -> None:
        """Adds the counts of another process, as if its records came after those counted here."""
        for weight, number, shown in other._doubted:
            self._keep((weight, number - self.records["delivered"], shown))
        self.records.update(other.records)
        self.confidence.update(other.confidence)
        self.languages.update(other.languages)
        self.fixes.update(other.fixes)
        groups = (
            (self.sites, other.sites, SITES),
            (self.sections, other.sections, SECTIONS),
            (self.hours, other.hours, PERIODS),
        )
        for counts, more, most in groups:
            for name, verdicts in more.items():
                _of(counts, name, most, Counter).update(verdicts)
        for name, host in other.hosts.items():
            _of(self.hosts, name, HOSTS, Host).add(host)

    def _look_at(self, article: Article) -> None:
        """Keeps the record if it is one of the most doubtful."""
        doubts = doubts_of(article)
        if not doubts:
            return
        shown = {
            "url": article.url,
            "title": article.title,
            "doubts": [text for _, text in doubts],
            "text": textwrap.shorten(article.text[: 2 * QUOTE], QUOTE, placeholder=" …"),
        }
        # Of records with the same weight, the first one comes first.
        self._keep((sum(weight for weight, _ in doubts), -self.records["delivered"], shown))

    def _keep(self, entry: tuple[float, int, dict[str, Any]]) -> None:
        keep = heapq.heappush if len(self._doubted) < LOOK_AT else heapq.heappushpop
        keep(self._doubted, entry)

    @property
    def look_at(self) -> list[dict[str, Any]]:
        """Returns the most doubtful records, the most doubtful first."""
        return [shown for *_, shown in sorted(self._doubted, key=lambda one: one[:2], reverse=True)]


def doubts_of(article: Article) -> list[tuple[float, str]]:
    """Returns what is doubtful about a record: weights, and sentences for people."""
    done = article.completeness
    sure = 1.0 if article.confidence is None else article.confidence
    unsure, is_short = sure < DOUBTED, article.word_count < SHORT
    kind = f" ({done.kind.replace('_', ' ')})" if done.kind else ""
    found = [
        (unsure, 3 + 5 * (1 - sure), f"confidence {sure:.3f}: may not be the article"),
        (not unsure and article.truncated is None, 2, "not known whether the text is whole"),
        (bool(article.truncated) and done.full_text_url is None, 1, f"truncated{kind}"),
        (not article.title, 3, "no title"),
        (not article.date_published, 2, "no date"),
        (is_short and not article.truncated, 2, f"only {article.word_count} words"),
    ]
    return [(weight, text) for holds, weight, text in found if holds]


def _of(counts: dict[str, Any], name: str, most: int, new: Any) -> Any:
    """Returns the entry of a name, or the entry of all other names if there are `most` entries."""
    if name not in counts:
        name = name if len(counts) < most else OTHER
        counts.setdefault(name, new())
    return counts[name]


def totals(counts: Collected) -> dict[str, Any]:
    """Returns the counts as they are in the report, a JSON object."""
    return {
        "records": {name: counts.records[name] for name in RECORDS},
        "sites": _stacked(_largest_first(counts.sites)),
        "sections": _stacked(_largest_first(counts.sections)),
        "published": _stacked(sorted(counts.hours.items())),
        "confidence": [counts.confidence[number] for number in range(BINS)],
        "languages": [{"name": name, "count": count} for name, count in counts.languages.most_common()],
        "repairs": [{"rule": rule, "count": count} for rule, count in counts.fixes.most_common()],
        "hosts": [
            {"host": name, "pages": one.pages, "mean_seconds": round(one.seconds / one.pages, 2), "slowest": round(one.slowest, 2)}
            for name, one in sorted(counts.hosts.items(), key=lambda pair: -pair[1].seconds / pair[1].pages)
        ],
        "look_at": counts.look_at,
    }  # fmt: skip


def _largest_first(counts: Mapping[str, Counter[Verdict]]) -> list[tuple[str, Counter[Verdict]]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1].total(), pair[0]))


def _stacked(rows: Iterable[tuple[str, Counter[Verdict]]]) -> list[dict[str, Any]]:
    return [
        {"name": name, **{verdict: counts[verdict] for verdict in VERDICTS}}
        for name, counts in rows
    ]
