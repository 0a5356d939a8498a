"""An explanation for a terminal, as plain text for a pipe, or as a picture."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newscrawl.report.explain import Explained, Line, verdict
from newscrawl.text.printable import visible

WIDTH = 100
"""The most columns in a terminal: longer lines are hard to read."""
WIDE = 10_000
"""Columns of plain text: no ordinary paragraph is folded, so that a search finds its sentences."""
MOST_REPAIRS = 20
"""The most different repairs that are listed. A page decoded wrongly has hundreds, all of one
kind.
"""
_BAR = 12
"""Columns of the longest bar."""
_COLOURS = {True: "bold red", False: "bold green", None: "bold yellow"}
_LOOKS = {
    "heading": ("#", "bold"),
    "quote": (">", "italic"),
    "list_item": ("•", ""),
    "table_row": ("|", ""),
    "caption": ("▣", "dim"),
    "embed": ("▣", "dim"),
}
"""Type of block -> its mark, and its style as rich names it."""


def coloured(found: Explained, width: int = WIDTH) -> str:
    """Returns the explanation with escape codes: removed lines are struck out, repairs are shown
    in place.
    """
    console = Console(
        file=io.StringIO(), force_terminal=True, width=min(width, WIDTH), highlight=False
    )
    return _printed(drawn(found), console)


def plain(found: Explained) -> str:
    """Returns the explanation without escape codes and without folded lines, for a pipe.

    A removed line begins with "-" and ends with its rule in brackets.
    """
    console = Console(file=io.StringIO(), color_system=None, width=WIDE, highlight=False)
    text = _printed(drawn(found, repairs_in_place=False), console)
    return "".join(f"{line.rstrip()}\n" for line in text.split("\n")[:-1])


def _printed(drawing: RenderableType, console: Console) -> str:
    with console.capture() as captured:
        console.print(drawing)
    return captured.get()


def svg(found: Explained) -> str:
    """Returns a picture of the explanation in a terminal, without the web font of rich."""
    console = Console(file=io.StringIO(), record=True, width=WIDTH, highlight=False)
    console.print(drawn(found))
    picture = console.export_svg(title="scrapy explain")
    without_font = re.sub(r"@font-face \{.*?\}\n", "", picture, flags=re.DOTALL)
    return without_font.replace("font-family: Fira Code", "font-family: Menlo")


def drawn(found: Explained, repairs_in_place: bool = True) -> RenderableType:
    """Returns the explanation as an object that rich draws.

    `repairs_in_place` shows the text before each repair too, which needs colours.
    """
    article = found.record
    parts: list[RenderableType] = [
        _text(article.title or article.url or "", "bold"),
        _text("\n".join(filter(None, [article.url, found.origin])), "dim"),
        Text(),
        Text.assemble(
            (f" {verdict.headline(article).upper()} ", f"{_COLOURS[article.truncated]} reverse"),
            "  ",
            ", ".join([*verdict.measures(article), *verdict.details(article)]),
        ),
    ]
    if article.completeness.reason and article.text:
        parts.append(_text(article.completeness.reason))
    parts += [_text(f"→ {note}", "yellow") for note in found.notes]
    parts += _section("Facts", _facts(found))
    parts += _section(
        f"Body: {len(found.kept)} lines kept, {len(found.removed)} dropped",
        _body(found.lines, repairs_in_place),
    )
    if found.repairs:
        parts += _section(f"Repairs: {sum(one.times for one in found.repairs)}", _repairs(found))
    if article.completeness.evidence:
        parts += _section(
            f"Evidence of a cut: log-odds {verdict.log_odds(article):+.1f}", _evidence(found)
        )
    parts += _section("Time", _times(found))
    return Group(*parts)


def _section(title: str, content: RenderableType) -> list[RenderableType]:
    return [Text(), Text(title, "bold cyan"), Padding(content, (0, 0, 0, 2))]


def _facts(found: Explained) -> Table:
    table = _grid({"style": "dim", "no_wrap": True}, {"overflow": "fold"}, gap=2)
    for fact in found.facts:
        source = (f"[{visible(fact.source)}]", "dim italic")
        table.add_row(_text(fact.name), Text.assemble(visible(fact.value), "  ", source))
    return table


def _body(lines: Sequence[Line], repairs_in_place: bool) -> RenderableType:
    if not lines:
        return Text(verdict.NO_WORDS)
    table = _grid({"width": 1}, {"overflow": "fold"})
    for line in lines:
        mark, text = _line(line, repairs_in_place)
        table.add_row(mark, text)
        if line.rule is None:
            table.add_row()
    return table


def _line(line: Line, repairs_in_place: bool) -> tuple[Text, Text]:
    if line.rule is not None:
        rule = (f"[{line.rule}]", "red")
        return Text("-", "red"), Text.assemble((visible(line.text), "strike dim"), "  ", rule)
    mark, style = _LOOKS.get(line.type or "", ("", ""))
    styles = {"same": style, "before": "red strike", "after": "green"}
    parts = line.parts if repairs_in_place else [("same", line.text)]
    text = Text.assemble(*((visible(piece), styles[kind]) for kind, piece in parts))
    if line.credit:
        text.append(f"  ({visible(line.credit)})", "dim")
    return Text(mark, "dim"), text


def _repairs(found: Explained) -> Table:
    table = _grid({"justify": "right"}, {"no_wrap": True}, {"overflow": "fold"}, gap=2)
    for rule, before, after, count in found.repairs[:MOST_REPAIRS]:
        pair = Text.assemble((_shown(before), "red"), " → ", (_shown(after), "green"))
        table.add_row(f"{count} ×", _text(rule), pair)
    if (more := len(found.repairs) - MOST_REPAIRS) > 0:
        table.add_row("", "", f"and {more} other repairs")
    return table


def _evidence(found: Explained) -> Table:
    quote = {"style": "dim", "overflow": "fold"}
    table = _grid({"justify": "right"}, {"width": _BAR}, {"no_wrap": True}, quote)
    pieces = found.record.completeness.evidence
    for piece in pieces:
        bar = _bar(abs(piece.weight), [abs(one.weight) for one in pieces])
        weight = (f"{piece.weight:+.2f}", Text(bar, "red" if piece.weight > 0 else "green"))
        table.add_row(*weight, _text(piece.signal), _text(verdict.shown(piece)))
    return table


def _times(found: Explained) -> Table:
    table = _grid({"no_wrap": True}, {"justify": "right"}, {"width": _BAR})
    times = [time for _, time in found.timings]
    for stage, time in found.timings:
        table.add_row(stage, f"{time:.1f} ms", Text(_bar(time, times), "cyan"))
    table.add_row(Text("models, once", "dim"), Text(f"{found.loading:.0f} ms", "dim"), "")
    return table


def _grid(*columns: dict[str, Any], gap: int = 1) -> Table:
    """Returns a table without lines. `columns` are the options of rich for each column."""
    table = Table.grid(padding=(0, gap))
    for options in columns:
        table.add_column(**options)
    return table


def _bar(value: float, values: Iterable[float]) -> str:
    return "━" * round(_BAR * value / (max(values) or 1))


def _text(text: str, style: str = "") -> Text:
    return Text(visible(text), style)


def _shown(text: str) -> str:
    """Returns a repaired piece, with codes for white space and invisible characters."""
    if not text.strip():
        return repr(text)
    return visible(text) if text.isprintable() else ascii(text)[1:-1]
