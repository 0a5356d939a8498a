"""The report as one HTML page that makes no requests and works on paper and on a phone."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Any

from newscrawl.report.collect import OTHER, VERDICTS
from newscrawl.report.html import filled, resource

ROWS = 12
"""The most bars of a chart and rows of a table. The rest is added up; the JSON has all rows."""
HOURS = 72
"""Up to so many hours are shown one by one; a longer time is shown in days."""
DAYS = 92
"""Up to so many days are shown one by one; a longer time is shown in months."""
HOUR, DAY, MONTH = 13, 10, 7
"""Characters of an hour, a day and a month in ISO 8601: 2026-11-20T06."""
KINDS = {"truncated": "truncated", "skipped": "skipped", "errors": "error"}
WORDS = {"whole": "whole", "truncated": "truncated", "unknown": "not known"}


def render(report: Mapping[str, Any]) -> str:
    """Returns the page of a report (newscrawl/report/collect.py).

    All text from web pages is escaped. A Content-Security-Policy allows only the page's own
    scripts.
    """
    charts = {
        "outcomes": shortened(
            [
                {
                    "reason": _spaced(one["reason"]),
                    "kind": KINDS[one["group"]],
                    "count": one["count"],
                }
                for one in report["outcomes"]
            ],
            {"reason": OTHER, "kind": "skipped"},
        ),
        "sites": shortened(report["sites"] if len(report["sites"]) > 1 else [], {"name": OTHER}),
        "sections": shortened(report["sections"], {"name": OTHER}),
        "repairs": shortened(report["repairs"], {"rule": OTHER}),
        "published": timeline(report["published"]),
        "confidence": report["confidence"],
    }
    library, drawing = resource("chartist.js").rpartition("\n//#")[0], resource("page.js")
    return filled(
        "page.html",
        scripts=" ".join(map(_hash, (library, drawing))),
        styles=resource("chartist.css").rpartition("\n/*#")[0] + resource("page.css"),
        title=escape(f"{report['spider']}: {report['records']['delivered']} records"),
        heading=escape(report["publisher"] or report["spider"]),
        about=_about(report),
        body="\n".join(_body(report, charts)),
        footer=_footer(report),
        data=json.dumps(charts, ensure_ascii=False).replace("<", "\\u003c"),
        library=library,
        charts=drawing,
    )


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


# Data of the charts


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


# Parts of the page


def _about(report: Mapping[str, Any]) -> str:
    when = datetime.fromisoformat(report["started_at"]).strftime("%-d %B %Y, %H:%M UTC")
    state = f"<b{' class=bad' if report['exit_status'] else ''}>{escape(report['finish_reason'].replace('_', ' '))}</b>"
    pages, seconds = report["pages"], report["seconds"]
    rate = f", {pages / seconds:.1f} a second" if seconds else ""
    return f"{state} · {when} · {_duration(seconds)} · {pages:,} pages{rate}"


def _duration(seconds: float) -> str:
    whole = timedelta(seconds=round(seconds))
    return f"{seconds:.0f}\N{NO-BREAK SPACE}s" if whole < timedelta(minutes=2) else str(whole)


def _body(report: Mapping[str, Any], charts: Mapping[str, Any]) -> Iterable[str]:
    records = report["records"]
    yield _tiles(report)
    if records["delivered"]:
        shares = "".join(
            f'<i class="{name}" style="flex-grow:{records[name]}" title="{records[name]:,} {WORDS[name]}"></i>'
            for name in VERDICTS
            if records[name]
        )
        yield f'<div class="share">{shares}</div>'
    yield '<div class="cards">'
    yield _chart(
        "outcomes",
        "What was cut, left out or failed",
        "",
        charts,
        _legend("truncated", "skipped", "error"),
    )
    yield _chart("sites", "Records by site", "", charts, _legend(*VERDICTS))
    yield _chart("sections", "Records by section", "", charts, _legend(*VERDICTS))
    note = f"In UTC. Without a time of publication: {records['without_time']:,}."
    yield _chart(
        "published", "Records by time of publication", note, charts, _legend(*VERDICTS), wide=True
    )
    if any(report["confidence"]):
        note = f"How much of the text is the article, as predicted. Below .82: {records['low_confidence']:,}."
        yield _chart("confidence", "Confidence", note, charts)
    yield _chart("repairs", "Repaired characters and markup", "By kind of damage.", charts)
    yield _hosts(report["hosts"])
    yield _meanings(report["outcomes"])
    yield _look_at(report["look_at"])
    yield "</div>"


def _tiles(report: Mapping[str, Any]) -> str:
    records = report["records"]
    delivered = records["delivered"]
    groups = {
        name: sum(one["count"] for one in report["outcomes"] if one["group"] == name)
        for name in KINDS
    }
    tiles = [
        ("", f"{delivered:,}", "records"),
        ("whole", _share(records["whole"], delivered), "whole"),
        ("truncated", _share(records["truncated"], delivered), "truncated"),
        ("", _share(records["low_confidence"], delivered), "of low confidence"),
        ("", f"{report['pages']:,}", "pages read"),
        ("", f"{records['words'] // delivered if delivered else 0:,}", "words on average"),
        ("", f"{groups['skipped']:,}", "skipped"),
        ("error" if groups["errors"] else "", f"{groups['errors']:,}", "errors"),
    ]
    inner = "".join(
        f'<div class="tile {kind}"><b>{value}</b><span>{name}</span></div>'
        for kind, value, name in tiles
    )
    return f'<div class="tiles">{inner}</div>'


def _share(part: int, whole: int) -> str:
    if not whole:
        return "–"
    share = part / whole
    return f"{share:.0%}" if share in (0, 1) or round(share, 2) not in (0, 1) else f"{share:.1%}"


def _legend(*names: str) -> str:
    words = {**WORDS, "skipped": "skipped", "error": "errors"}
    return f'<ul class="legend">{"".join(f"<li class={name}>{words[name]}</li>" for name in names)}</ul>'


def _chart(
    name: str,
    title: str,
    note: str,
    charts: Mapping[str, Any],
    legend: str = "",
    wide: bool = False,
) -> str:
    if not charts[name]:
        return ""
    remark = f'<p class="note">{escape(note)}</p>' if note else ""
    return (
        f"<section{' class=wide' if wide else ''}><h2>{escape(title)}</h2>{remark}{legend}"
        f'<div class="chart" id="{name}" role="img" aria-label="{escape(title)}"></div></section>'
    )


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], note: str = "") -> str:
    """Returns a table. Columns after the first are numbers if their heading is not empty."""
    kinds = ["", *(' class="number"' for _ in head[1:])]
    top = "".join(f"<th{kind}>{escape(one)}</th>" for kind, one in zip(kinds, head, strict=True))
    body = "".join(
        f"<tr>{''.join(f'<td{kind}>{escape(one)}</td>' for kind, one in zip(kinds, row, strict=True))}</tr>"
        for row in rows
    )
    remark = f'<p class="note">{escape(note)}</p>' if note else ""
    return f"<section><h2>{escape(title)}</h2>{remark}<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></section>"


def _hosts(hosts: Sequence[Mapping[str, Any]]) -> str:
    if not hosts:
        return ""
    rows = [
        (
            one["host"],
            f"{one['pages']:,}",
            f"{one['mean_seconds']:.2f} s",
            f"{one['slowest']:.2f} s",
        )
        for one in hosts[:ROWS]
    ]
    return _table(
        "Slowest hosts", ("host", "pages", "mean", "slowest"), rows, "Time from request to answer."
    )


def _meanings(outcomes: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        (f"{_spaced(one['reason'])}: {one['meaning']}", f"{one['count']:,}")
        for one in outcomes
        if one["meaning"]
    ]
    return _table("What the reasons mean", ("reason", "how many"), rows) if rows else ""


def _look_at(records: Sequence[Mapping[str, Any]]) -> str:
    if not records:
        return '<section class="wide"><h2>Records to look at first</h2><p class="empty">No record is doubtful.</p></section>'
    items = "".join(
        f"<li>{_link(one['url'], one['title'])}"
        f'<div class="doubts">{"".join(f"<span>{escape(doubt)}</span>" for doubt in one["doubts"])}</div>'
        f"<p>{escape(one['text'])}</p></li>"
        for one in records
    )
    return f'<section class="wide"><h2>Records to look at first</h2><ul class="records">{items}</ul></section>'


def _link(url: str | None, title: str | None) -> str:
    """Returns a link to a web page. For any other address it returns the words alone."""
    label = escape(title or url or "without a title")
    if not url or not url.startswith(("http://", "https://")):
        return f"<b>{label}</b>"
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{label}</a>'


def _footer(report: Mapping[str, Any]) -> str:
    feeds = ", ".join(map(escape, report["feeds"])) or "none"
    return f"{escape(report['extractor'])} · spider {escape(report['spider'])} · records: {feeds}"
