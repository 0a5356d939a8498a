"""Decides whether a publisher's newest runs look like its last good ones.

A count or a share is judged by how improbable it is, so that a few records prove little. The usual
value is a median, so that a single odd run does not change it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Literal

from newscrawl.state.runs import Run

IMPROBABLE = 0.001
"""The highest chance of a finding in a healthy publisher, which may be judged 340 times a week."""
LEAST_CHANGE = 0.2
"""A smaller change of a share is no finding: the news differ from day to day."""
CERTAIN = 0.98
"""The highest expected share (the lowest: 1 minus this), so that one exception proves nothing."""
HALF = 0.5
"""Fewer articles, or fewer words, than this part of the usual number are a finding."""
ENOUGH = 10
"""The newest runs are judged together until they have this many records."""
MOST = 200
"""The most records in a share. More would prove no more and take long to compute."""
FEW = 5
"""Records that a median of words needs."""
LATE = 3
"""A publisher is late if it had no run for this many of its usual intervals."""
SHORTEST_WAIT = 6 * 3600.0
"""A publisher is never late until it had no run for this many seconds."""

State = Literal["ok", "ill", "late", "new"]


@dataclass(frozen=True)
class Finding:
    """One unusual value. `measure` names it for programs, `text` says it to people."""

    measure: str
    text: str
    now: float | None = None
    usual: float | None = None


@dataclass(frozen=True)
class Health:
    """The health of a publisher. `state` "new" means that no good run is known for comparison."""

    publisher: str
    state: State
    findings: tuple[Finding, ...]
    last: Run | None
    good: int

    @property
    def line(self) -> str:
        """The findings in one line, or the numbers of the last run."""
        if self.findings:
            return "; ".join(finding.text for finding in self.findings)
        if self.last is None:
            return "no run yet"
        seen = f"{self.last.found} articles found, {self.last.records} records"
        return seen if self.state == "ok" else f"{seen}; no good run to compare with"


def examine(publisher: str, runs: Sequence[Run], now: float) -> Health:
    """Returns the health of a publisher at `now`, from its runs, the newest first."""
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
    """Returns whether later runs can be compared with this one. `earlier`: the newest run first."""
    return run.ended_well and run.found > 0 and not findings([run, *earlier])


def findings(runs: Sequence[Run]) -> list[Finding]:
    """Returns what is unusual in the newest of the runs, which are ordered from the newest on."""
    last = runs[0]
    if not last.ended_well:
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
    """Returns how many of the newest runs have ENOUGH records, at most half of the runs."""
    records = 0
    for number, run in enumerate(runs[: len(runs) // 2], 1):
        records += run.records
        if records >= ENOUGH:
            return number
    return max(1, len(runs) // 2)


def _found(last: Run, good: Iterable[Run]) -> Finding | None:
    """Compares the number of articles that sections and feeds list."""
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


_SHARES = (
    ("read", "{k} of {n} article pages gave a record", "asked", False),
    ("dated", "{k} of {n} records have a date", "records", False),
    # A page that lost its date still has the day in its address, so times are counted too.
    ("timed", "{k} of {n} records have a time of publication", "records", False),
    ("authored", "{k} of {n} records name an author", "records", False),
    ("truncated", "{k} of {n} records are truncated", "records", True),
    ("doubted", "{k} of {n} records have a low confidence", "records", True),
)
"""Shares: the part of a run, the text of a finding, the whole, and whether a rise is bad."""


def _share(
    recent: Sequence[Run], good: Iterable[Run], measure: str, text: str, of: str, rise: bool
) -> Finding | None:
    part, whole = attrgetter(measure), attrgetter(of)
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
    """Returns a finding if the publisher is no longer crawled."""
    gaps = [newer.at - older.at for newer, older in pairwise(runs)]
    if not gaps:
        return []
    usual, waited = median(gaps), now - runs[0].at
    if waited <= max(LATE * usual, SHORTEST_WAIT):
        return []
    text = f"no run for {_duration(waited)}, usually one every {_duration(usual)}"
    return [Finding("late", text, waited, usual)]


def _duration(seconds: float) -> str:
    for unit, size in (("days", 86_400), ("hours", 3_600)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds / 60:.0f} minutes"


def _middle(values: Iterable[tuple[float | None, int]]) -> tuple[float | None, int]:
    """Returns the weighted median, and the sum of the weights; (None, 0) without values."""
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
    """Returns the probability of at most `most` events if `mean` are expected."""
    return math.fsum(
        math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(most + 1)
    )


def _binomial(most: int, n: int, share: float) -> float:
    """Returns the probability of at most `most` hits in `n` if a `share` is expected."""
    return math.fsum(math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(most + 1))
