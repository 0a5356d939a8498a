"""Whether a publisher's newest runs look like its last good ones.

A count or a share is judged by how improbable it is, so that few records prove little: of three
records without a date one can say something, of one record nothing. What is usual is a median, so
that a single odd run moves nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from newscrawl.state.runs import Run

IMPROBABLE = 0.001
"""A finding is at least this improbable by chance. A publisher crawled every half hour is judged
340 times a week.
"""
LEAST_CHANGE = 0.2
"""A share that changes by less is no finding, however many records show it: news of one day
differs from another's.
"""
CERTAIN = 0.98
"""No share is expected to be above this, or below 1 minus this: one exception proves nothing."""
HALF = 0.5
"""Fewer articles, or fewer words, than this part of what is usual are a finding."""
ENOUGH = 10
"""Records that are judged together. The newest run is judged, then the newest two, until they have
as many.
"""
MOST = 200
"""Records that a share is taken of at most: more prove no more, and take long to compute."""
FEW = 5
"""Records of which a median of words says something."""
LATE = 3
"""A publisher is late if this many of its usual intervals have gone by without a run."""
SHORTEST_WAIT = 6 * 3600.0
"""Seconds without a run that are never late."""
_WELL = (0, 3)
"""Exit statuses of runs that ended well: with records, or without a new one."""

State = Literal["ok", "ill", "late", "new"]


@dataclass(frozen=True)
class Finding:
    """One thing that is not as usual. `measure` names it for programs, `text` says it to people."""

    measure: str
    text: str
    now: float | None = None
    usual: float | None = None


@dataclass(frozen=True)
class Health:
    """How a publisher is. `new` says that no good run is known to compare with."""

    publisher: str
    state: State
    findings: tuple[Finding, ...]
    last: Run | None
    good: int

    @property
    def line(self) -> str:
        """The reasons, or what was compared, in a line."""
        if self.findings:
            return "; ".join(finding.text for finding in self.findings)
        if self.last is None:
            return "no run yet"
        seen = f"{self.last.found} articles found, {self.last.records} records"
        return seen if self.state == "ok" else f"{seen}; no good run to compare with"


def examine(publisher: str, runs: Sequence[Run], now: float) -> Health:
    """The health of a publisher at `now`, from its runs, the newest first."""
    if not runs:
        return Health(publisher, "new", (), None, 0)
    found = findings(runs)
    late = _late(runs, now)
    good = sum(run.good for run in runs[1:])
    if found:
        state: State = "ill"
    elif late:
        state = "late"
    else:
        state = "ok" if good else "new"
    return Health(publisher, state, tuple(found + late), runs[0], good)


def is_good(run: Run, earlier: Sequence[Run]) -> bool:
    """Whether a run that has just ended may serve as one to compare with; `earlier` are those
    before, the newest first.
    """
    return run.status in _WELL and run.found > 0 and not findings([run, *earlier])


def findings(runs: Sequence[Run]) -> list[Finding]:
    """What is not as usual in the newest of the runs, which are ordered from the newest on."""
    last = runs[0]
    if last.status not in _WELL:
        return [Finding("failed", f"the last run failed: {last.reason}, exit status {last.status}")]
    # With other arguments a crawl lists and delivers other articles.
    runs = [run for run in runs if run.arguments == last.arguments]
    seen: dict[str, Finding] = {}
    for number in range(1, _enough(runs) + 1):
        recent, good = runs[:number], [run for run in runs[number:] if run.good]
        shares = (_share(recent, good, *measure) for measure in _SHARES)
        for finding in (_found(last, good), _words(recent, good), *shares):
            if finding:
                seen.setdefault(finding.measure, finding)
    return list(seen.values())


def _enough(runs: Sequence[Run]) -> int:
    """How many of the newest runs have enough records together: at most half of them, the rest is
    to compare with.
    """
    records = 0
    for number, run in enumerate(runs[: len(runs) // 2], 1):
        records += run.records
        if records >= ENOUGH:
            return number
    return max(1, len(runs) // 2)


def _found(last: Run, good: Iterable[Run]) -> Finding | None:
    """Sections and feeds list about as many articles each time, whatever is new of them."""
    alike = [run.found for run in good if run.reason == "finished"]
    if not alike or last.reason != "finished":
        return None
    usual = median(alike)
    if last.found >= HALF * usual or _poisson(last.found, usual) > IMPROBABLE:
        return None
    return Finding("found", f"{last.found} articles found, usually {usual:g}", last.found, usual)


def _words(recent: Iterable[Run], good: Iterable[Run]) -> Finding | None:
    now, count = _middle((run.words, run.records) for run in recent)
    usual, _ = _middle((run.words, run.records) for run in good)
    if now is None or usual is None or count < FEW or now >= HALF * usual:
        return None
    return Finding("words", f"{now:g} words a record, usually {usual:g}", now, usual)


_SHARES: tuple[tuple[str, str, Callable[[Run], int], Callable[[Run], int], bool], ...] = (
    (
        "read",
        "{k} of {n} article pages gave a record",
        lambda r: r.records + r.unchanged,
        lambda r: r.asked,
        False,
    ),
    ("dated", "{k} of {n} records have a date", lambda r: r.dated, lambda r: r.records, False),
    # A page that lost its date still has the day in its address.
    (
        "timed",
        "{k} of {n} records have a time of publication",
        lambda r: r.timed,
        lambda r: r.records,
        False,
    ),
    (
        "authored",
        "{k} of {n} records name an author",
        lambda r: r.authored,
        lambda r: r.records,
        False,
    ),
    (
        "truncated",
        "{k} of {n} records are truncated",
        lambda r: r.truncated,
        lambda r: r.records,
        True,
    ),
    (
        "doubted",
        "{k} of {n} records have a low confidence",
        lambda r: r.doubted,
        lambda r: r.records,
        True,
    ),
)
"""A measure, how to say it, what is counted of what, and whether it is the rise that is bad."""


def _share(
    recent: Iterable[Run],
    good: Iterable[Run],
    measure: str,
    text: str,
    part: Callable[[Run], int],
    whole: Callable[[Run], int],
    rise: bool,
) -> Finding | None:
    recent = list(recent)
    k, n = sum(map(part, recent)), sum(map(whole, recent))
    usual, _ = _middle((part(run) / whole(run), whole(run)) for run in good if whole(run))
    if usual is None or not n:
        return None
    k = min(k, n)
    few = min(n, MOST)
    bad = round((k if rise else n - k) * few / n)
    expected = min(max(usual, 1 - CERTAIN), CERTAIN)
    change = k / n - usual if rise else usual - k / n
    chance = _binomial(few - bad, few, 1 - expected if rise else expected)
    if change < LEAST_CHANGE or chance > IMPROBABLE:
        return None
    return Finding(
        measure, f"{text.format(k=k, n=n)}, usually {usual:.0%}", round(k / n, 3), round(usual, 3)
    )


def _late(runs: Sequence[Run], now: float) -> list[Finding]:
    """A publisher that nobody crawls any more delivers nothing either."""
    gaps = [newer.at - older.at for newer, older in pairwise(runs)]
    if not gaps:
        return []
    usual, waited = median(gaps), now - runs[0].at
    if waited <= max(LATE * usual, SHORTEST_WAIT):
        return []
    return [
        Finding(
            "late",
            f"no run for {_duration(waited)}, usually one every {_duration(usual)}",
            waited,
            usual,
        )
    ]


def _duration(seconds: float) -> str:
    for unit, size in (("days", 86_400), ("hours", 3_600)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds / 60:.0f} minutes"


def _middle(values: Iterable[tuple[float | None, int]]) -> tuple[float | None, int]:
    """The median of values by their weights, and all weights together; None where there are none."""
    ordered = sorted(
        (value, weight) for value, weight in values if value is not None and weight > 0
    )
    whole = sum(weight for _, weight in ordered)
    below = 0
    for value, weight in ordered:
        below += weight
        if 2 * below >= whole:
            return value, whole
    return None, 0


def _poisson(most: int, mean: float) -> float:
    """The probability of at most so many where `mean` are expected."""
    return math.fsum(
        math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(most + 1)
    )


def _binomial(most: int, n: int, share: float) -> float:
    """The probability of at most `most` of `n` where a `share` is expected."""
    return math.fsum(math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(most + 1))
