"""The summary of a crawl, from its stats: records, what was skipped and why, files."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from newscrawl.job.reasons import meaning
from newscrawl.job.status import outcome, output_failed, written
from newscrawl.text.printable import visible

if TYPE_CHECKING:
    from rich.table import Table

logger = logging.getLogger(__name__)

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
DOUBTED = "newscrawl/doubted"
"""Counts records whose text may not be the article. Stats below it list the first addresses."""
REPORTS = "newscrawl/reports"
"""The stat that names the pages of the report (extensions/report.py)."""
TOMBSTONES = "newscrawl/tombstones"
"""The stat that counts delivered articles whose pages were deleted."""

# Labels and stats of single rows.
_RECORDS = (
    ("whole", "newscrawl/delivered/whole"),
    ("truncated", "newscrawl/delivered/truncated"),
    ("not known", "newscrawl/delivered/unknown"),
    ("tombstones", TOMBSTONES),
    ("of low confidence", DOUBTED),
)
_FORBIDDEN = (("robots.txt forbids", "robotstxt/forbidden"),)
_LINKS = (
    ("section: no articles", "newscrawl/spider/sections_empty"),
    ("too deep", "depth/request_ignored_count"),
    ("address too long", "urllength/request_ignored_count"),
)
_LOST = (
    ("lost input", "newscrawl/spider/lost"),
    ("not written", "newscrawl/exporter/not_written"),
    ("records lost with the output", "newscrawl/exporter/lost"),
    ("pipeline errors", "item_error_count"),
)


def tally(stats: Mapping[str, Any]) -> dict[str, Rows]:
    """Returns the rows of the summary, largest first: section -> (label, number)."""
    articles = written(stats) - stats.get(TOMBSTONES, 0)
    raised = _under(stats, "newscrawl/errors/") + _under(stats, "spider_exceptions/")
    return {
        "records": [("delivered", articles), *_single(stats, _RECORDS)],
        "truncated": _under(stats, "newscrawl/delivered/kind/"),
        "repaired": [row for row in _under(stats, "newscrawl/repair/") if row[0] != "articles"],
        "skipped": _skipped(stats),
        "errors": _single(stats, _LOST) + [row for row in raised if row[0] != "count"],
    }


def _under(stats: Mapping[str, Any], prefix: str) -> Rows:
    """Returns the stats whose names begin with a prefix, without the prefix, largest first."""
    named = ((name, value) for name, value in stats.items() if name.startswith(prefix) and value)
    rows = [(name.removeprefix(prefix), value) for name, value in named]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _single(stats: Mapping[str, Any], labels: Iterable[tuple[str, str]]) -> Rows:
    """Returns the rows of single stats that are not 0."""
    return [(label, number) for label, stat in labels if (number := stats.get(stat, 0))]


def _skipped(stats: Mapping[str, Any]) -> Rows:
    skipped = _under(stats, "newscrawl/spider/skipped/")
    for label, group, good in _REQUESTS:
        rows = _under(stats, f"newscrawl/spider/{group}/")
        skipped += [(f"{label}: {reason}", number) for reason, number in rows if reason != good]
    # if the spider counts nothing, the counts of Scrapy and the middlewares are used
    if not skipped:
        rows = _under(stats, "httperror/response_ignored_status_count/")
        skipped += [(f"HTTP {status}", number) for status, number in rows]
        skipped += _single(stats, _FORBIDDEN) + _under(stats, "newscrawl/refused/")
    earlier = _under(stats, "newscrawl/seen/skipped/")
    skipped += [(f"earlier: {reason}", number) for reason, number in earlier]
    # Links that never became a request: the spider does not know about them.
    skipped += _single(stats, _LINKS)
    return skipped + _under(stats, "item_dropped_reasons_count/")


def meanings(reasons: Iterable[str]) -> list[str]:
    """Returns a line for each reason that reasons.toml explains."""
    codes = dict.fromkeys(reason.rpartition(": ")[2] for reason in reasons)
    return [f"  {code}: {told}" for code in codes if (told := meaning(code))]


def tell(
    name: str, stats: Mapping[str, Any], uris: Sequence[str], note: str, log_file: str | None
) -> None:
    """Prints the summary to stderr, or to the log if that is a file, as under Scrapyd."""
    # Without a terminal the reader may not know the encoding: Scrapyd serves logs without a
    # charset.
    text = render(name, stats, uris, note, plain=bool(log_file) or not sys.stderr.isatty())
    if log_file:
        logger.info("Summary:\n%s", text)
    else:
        sys.stderr.write(text)


def render(
    name: str,
    stats: Mapping[str, Any],
    uris: Sequence[str],
    note: str | None = None,
    plain: bool = False,
) -> str:
    """Returns the summary: a table, in ASCII if `plain`, and lines below it."""
    from rich.console import Console

    rows_of = tally(stats)
    out = io.StringIO()
    console = Console(file=out, width=_WIDTH)
    console.print(_table(f"{name}: {stats.get('finish_reason', 'did not finish')}", rows_of, plain))
    reasons = (what for section in ("skipped", "errors") for what, _ in rows_of[section])
    lines = meanings(reasons)
    if written(stats) > 0:  # a crawl without records leaves no file
        label = "Records, but not all of them" if output_failed(stats) else "Records"
        lines += [f"{label}: {uri}" for uri in uris]
    for label, stat in _NAMED:
        lines += [f"{label}: {one}" for one in stats.get(stat, ())]
    if note:
        lines.append(note)
    status, why = outcome(stats)
    if status:
        lines.append(f"Exit status {status}: {why}.")
    for line in lines:
        console.print(line, soft_wrap=True, markup=False, highlight=False)
    return visible(out.getvalue())


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
        labels = chain([section], repeat(""))  # the first row alone has a label
        for label, (what, number) in zip(labels, rows, strict=False):
            table.add_row(label, escape(what), str(number))
        table.add_section()
    return table
