"""The summary of a crawl, from its stats: how many records, how complete they are, what was skipped
and why, which files."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from newscrawl.job.reasons import meaning
from newscrawl.job.status import exit_status, output_failed, status_reason
from newscrawl.text.printable import visible

if TYPE_CHECKING:
    from rich.table import Table

Rows = list[tuple[str, int]]

# Counts of requests that are not for articles: label, group of stats under newscrawl/spider/, and
# the name in this group that means success.
_REQUESTS = (
    ("source", "sources_failed", None),
    ("further page", "pages", "joined"),
    ("preview", "previews", "followed"),
)
_WIDTH = 100
"""Columns of the table. A report in a log has no width of its own."""
_LINKS = (
    ("too deep", "depth/request_ignored_count"),
    ("address too long", "urllength/request_ignored_count"),
)


DOUBTED = "newscrawl/doubted"
"""The stat that counts records whose text may not be the article. Stats below it list the first
addresses.
"""
REPORTS = "newscrawl/reports"
"""The stat that names the pages of the report (extensions/report.py)."""
TOMBSTONES = "newscrawl/tombstones"
"""The stat that counts delivered articles whose pages were deleted."""


def tally(stats: Mapping[str, Any]) -> dict[str, Rows]:
    """Returns the rows of the summary, from the crawl's stats: section -> (label, number), largest
    first.
    """
    return {
        "records": _records(stats),
        "truncated": _under(stats, "newscrawl/delivered/kind/"),
        "repaired": [row for row in _under(stats, "newscrawl/repair/") if row[0] != "articles"],
        "skipped": _skipped(stats),
        "errors": [row for row in _errors(stats) if row[1]],
    }


def _under(stats: Mapping[str, Any], prefix: str) -> Rows:
    """Returns the stats whose names begin with a prefix, without the prefix, largest first."""
    rows = [
        (name[len(prefix) :], value)
        for name, value in stats.items()
        if name.startswith(prefix) and value
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _records(stats: Mapping[str, Any]) -> Rows:
    tombstones = stats.get(TOMBSTONES, 0)
    written = _written(stats)
    further = [
        ("whole", stats.get("newscrawl/delivered/whole", 0)),
        ("truncated", stats.get("newscrawl/delivered/truncated", 0)),
        ("not known", stats.get("newscrawl/delivered/unknown", 0)),
        ("tombstones", tombstones),
        ("of low confidence", stats.get(DOUBTED, 0)),
    ]
    return [("delivered", written - tombstones), *(row for row in further if row[1])]


def _written(stats: Mapping[str, Any]) -> int:
    """Returns how many records and tombstones were written."""
    made: int = stats.get("item_scraped_count", 0)
    return made - int(stats.get("newscrawl/exporter/not_written", 0))


def _skipped(stats: Mapping[str, Any]) -> Rows:
    skipped = _under(stats, "newscrawl/spider/skipped/")
    for label, group, good in _REQUESTS:
        rows = _under(stats, f"newscrawl/spider/{group}/")
        skipped += [(f"{label}: {reason}", number) for reason, number in rows if reason != good]
    # if the spider counts nothing, the counts of Scrapy and the middlewares are used
    if not skipped:
        rows = _under(stats, "httperror/response_ignored_status_count/")
        skipped += [(f"HTTP {status}", number) for status, number in rows]
        if forbidden := stats.get("robotstxt/forbidden", 0):
            skipped.append(("robots.txt forbids", forbidden))
        skipped += _under(stats, "newscrawl/refused/")
    earlier = _under(stats, "newscrawl/seen/skipped/")
    skipped += [(f"earlier: {reason}", number) for reason, number in earlier]
    # Links that never became a request: the spider does not know about them.
    skipped += [(label, number) for label, name in _LINKS if (number := stats.get(name, 0))]
    return skipped + _under(stats, "item_dropped_reasons_count/")


def _errors(stats: Mapping[str, Any]) -> Rows:
    errors: Rows = [
        ("lost input", stats.get("newscrawl/spider/lost", 0)),
        ("not written", stats.get("newscrawl/exporter/not_written", 0)),
    ]
    for group in ("newscrawl/errors/", "spider_exceptions/"):
        errors += [row for row in _under(stats, group) if row[0] != "count"]
    return [
        *errors,
        ("records lost with the output", stats.get("newscrawl/exporter/lost", 0)),
        ("pipeline errors", stats.get("item_error_count", 0)),
    ]


def meanings(reasons: Iterable[str]) -> list[str]:
    """Returns a line for each reason that reasons.toml explains, such as "robots: robots.txt
    forbids it".
    """
    codes = dict.fromkeys(reason.rpartition(": ")[2] for reason in reasons)
    return [f"  {code}: {told}" for code in codes if (told := meaning(code))]


def render(
    name: str,
    stats: Mapping[str, Any],
    uris: Sequence[str],
    note: str | None = None,
    plain: bool = False,
) -> str:
    """Returns the summary as text: a table and lines below it. With `plain` the table is drawn in
    ASCII.
    """
    from rich.console import Console

    rows_of = tally(stats)
    out = io.StringIO()
    console = Console(file=out, width=_WIDTH)
    console.print(_table(f"{name}: {stats.get('finish_reason', 'did not finish')}", rows_of, plain))
    reasons = (what for section in ("skipped", "errors") for what, _ in rows_of[section])
    lines = [*meanings(reasons), *_outputs(stats, uris)]
    for label, stat in _NAMED:
        lines += [f"{label}: {one}" for one in stats.get(stat, ())]
    if note:
        lines.append(note)
    for line in lines:
        console.print(line, soft_wrap=True, markup=False, highlight=False)
    if status := exit_status(stats):
        line = f"Exit status {status}: {status_reason(stats)}."
        console.print(line, soft_wrap=True, markup=False, highlight=False)
    return visible(out.getvalue())


def _outputs(stats: Mapping[str, Any], uris: Sequence[str]) -> Iterator[str]:
    """Yields a line for each output. A crawl without records leaves no file."""
    if _written(stats) > 0:
        label = "Records, but not all of them" if output_failed(stats) else "Records"
        yield from (f"{label}: {uri}" for uri in uris)


_NAMED = (
    ("Report", REPORTS),
    ("WARC", "newscrawl/warc/files"),
    ("May not be the article, or not all of it", f"{DOUBTED}/addresses"),
    ("Given up, because it took too long", "newscrawl/too_slow/addresses"),
)
"""Labels of the stats that list paths or addresses."""


def _table(title: str, rows_of: Mapping[str, Rows], plain: bool) -> Table:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    drawn = box.ASCII if plain else box.HEAVY_HEAD
    table = Table(title=escape(title), title_justify="left", box=drawn)
    for column in ("", "what", "how many"):
        table.add_column(column, justify="right" if column == "how many" else "left")
    for section, rows in rows_of.items():
        for index, (what, number) in enumerate(rows):
            table.add_row(
                section if index == 0 else "",
                escape(what),
                str(number),
                end_section=index == len(rows) - 1,
            )
    return table
