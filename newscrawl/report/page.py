"""The report as one HTML page that makes no requests and works on paper and on a phone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from newscrawl.items import DOUBTED
from newscrawl.report.collect import OTHER, VERDICTS
from newscrawl.report.html import filled, resource

ROWS = 12
"""The most bars of a chart and rows of a table. The rest is added up; the JSON has all rows."""
HOURS = 72
"""Up to this many hours are shown one by one; a longer time is shown in days."""
DAYS = 92
"""Up to this many days are shown one by one; a longer time is shown in months."""
HOUR, DAY, MONTH = 13, 10, 7
"""Characters of an hour, a day and a month in ISO 8601: 2026-11-20T06."""
KINDS = {"truncated": "truncated", "skipped": "skipped", "errors": "error"}
"""Group of outcomes -> its class in page.css and page.js."""


def render(report: Mapping[str, Any]) -> str:
    """Returns the page of a report (newscrawl/report/collect.py).

    A Content-Security-Policy allows only the page's own scripts.
    """
    # without the addresses of their source maps
    library = resource("chartist.js").rpartition("\n//#")[0]
    styles = resource("chartist.css").rpartition("\n/*#")[0] + resource("page.css")
    scripts = (library, resource("page.js"))
    started = datetime.fromisoformat(report["started_at"])
    return filled(
        "page.html",
        report=report,
        charts=_charts(report),
        hashes=map(_hash, scripts),
        scripts=scripts,
        styles=styles,
        started=started.strftime("%-d %B %Y, %H:%M UTC"),
        duration=_duration(report["seconds"]),
        share=lambda part: _share(part, report["records"]["delivered"]),
        left_out={
            group: sum(one["count"] for one in report["outcomes"] if one["group"] == group)
            for group in KINDS
        },
        rows=ROWS,
        doubted=DOUBTED,
    )


def _charts(report: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the data of the charts, by the ids of their boxes."""
    outcomes = [
        {"reason": _spaced(one["reason"]), "kind": KINDS[one["group"]], "count": one["count"]}
        for one in report["outcomes"]
    ]
    return {
        "outcomes": shortened(outcomes, {"reason": OTHER, "kind": "skipped"}),
        "sites": shortened(report["sites"] if len(report["sites"]) > 1 else [], {"name": OTHER}),
        "sections": shortened(report["sections"], {"name": OTHER}),
        "repairs": shortened(report["repairs"], {"rule": OTHER}),
        "published": timeline(report["published"]),
        "confidence": report["confidence"],
    }


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def shortened(rows: Sequence[Mapping[str, Any]], rest: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Returns the first rows, and one more row with the sum of the others, which is named `rest`."""
    shown = [dict(one) for one in rows[:ROWS]]
    if others := rows[ROWS:]:
        counts = [name for name, value in others[0].items() if isinstance(value, int)]
        shown.append({**rest, **{name: sum(one[name] for one in others) for name in counts}})
    return shown


def timeline(hours: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Returns the number of records in each hour, day or month of publication, without gaps."""
    if not hours:
        return []
    first, last = (datetime.fromisoformat(f"{hours[at]['name']}:00") for at in (0, -1))
    span = last - first
    size = HOUR if span < timedelta(hours=HOURS) else DAY if span < timedelta(days=DAYS) else MONTH
    counts: dict[str, dict[str, int]] = {
        name: dict.fromkeys(VERDICTS, 0) for name in _periods(first, last, size)
    }
    for hour in hours:
        for verdict in VERDICTS:
            counts[hour["name"][:size]][verdict] += hour[verdict]
    return [{"label": _label(name), **one} for name, one in counts.items()]


def _periods(first: datetime, last: datetime, size: int) -> Iterable[str]:
    """Yields the names of all hours, days or months from the first to the last."""
    step = timedelta(hours=1) if size == HOUR else timedelta(days=1)
    names = dict.fromkeys(
        (first + step * count).isoformat()[:size] for count in range((last - first) // step + 1)
    )
    return [*names, *({last.isoformat()[:size]} - names.keys())]


def _label(period: str) -> str:
    if len(period) == HOUR:
        return datetime.fromisoformat(f"{period}:00").strftime("%-d\N{NO-BREAK SPACE}%b %H:00")
    if len(period) == DAY:
        return datetime.fromisoformat(period).strftime("%-d %b")
    return datetime.fromisoformat(f"{period}-01").strftime("%b\N{NO-BREAK SPACE}%Y")


def _spaced(reason: str) -> str:
    return reason.replace("_", " ")


def _duration(seconds: float) -> str:
    whole = timedelta(seconds=round(seconds))
    return f"{seconds:.0f}\N{NO-BREAK SPACE}s" if whole < timedelta(minutes=2) else str(whole)


def _share(part: int, whole: int) -> str:
    """Returns a share in per cent. Only none and all are shown as 0% and 100%."""
    if not whole:
        return "–"
    share = part / whole
    return f"{share:.0%}" if share in (0, 1) or round(share, 2) not in (0, 1) else f"{share:.1%}"
