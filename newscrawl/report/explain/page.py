"""An explanation as one HTML page without scripts or requests, in light and dark, for phones too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from newscrawl.extraction.reading import DOUBTED
from newscrawl.items import EXTRACTOR, Article, Evidence
from newscrawl.report.explain import Explained, Line, verdict
from newscrawl.report.html import filled, resource
from newscrawl.text.printable import visible

MANY = 6
"""So many removed lines in a row are folded: a navigation in the body may have hundreds."""
_TONES = {True: "bad", False: "good", None: "doubt"}
_TAGS = {
    "heading": "h3",
    "quote": "blockquote",
    "caption": "p class=caption",
    "embed": "p class=caption",
}
"""Block type -> the element that shows it."""


def html(found: Explained) -> str:
    """Returns the whole page."""
    article = found.record
    kept, dropped = len(found.kept), len(found.removed)
    sections = [
        _section("Body", f"{kept} kept, {dropped} dropped", _body(found.lines)),
        _section(
            "Evidence of a cut", f"log-odds {verdict.log_odds(article):+.1f}", _evidence(article)
        ),
        _section("Facts", "with the places that state them", _facts(found)),
        _section("Repairs", str(sum(one.times for one in found.repairs)), _repairs(found)),
        _section("Time", "", _times(found)),
    ]
    record = json.dumps(article.to_dict(), indent=2, ensure_ascii=False)
    return filled(
        "explain/page.html",
        title=_text(article.title or article.url or "A page"),
        style=resource("explain/page.css"),
        language=escape(article.language or "en"),
        address=_address(article.url),
        origin=_text(found.origin),
        verdict=_verdict(article, found.notes),
        sections="\n".join(sections),
        record=_text(record),
        extractor=escape(EXTRACTOR),
    )


def _text(text: str) -> str:
    return escape(visible(text))


def _address(url: str | None) -> str:
    shown = _text(url or "")
    is_link = (url or "").startswith(("http://", "https://"))
    return f'<a href="{shown}" rel="noreferrer noopener">{shown}</a>' if is_link else shown


def _section(title: str, beside: str, content: str) -> str:
    if not content:
        return ""
    return f"<section><h2>{title} <small>{_text(beside)}</small></h2>\n{content}\n</section>"


def _verdict(article: Article, notes: Iterable[str]) -> str:
    meters = _meter(
        "probability of a cut", article.completeness.probability, _TONES[article.truncated]
    )
    sure = article.confidence is None or article.confidence >= DOUBTED
    meters += _meter("confidence in the text", article.confidence, "good" if sure else "doubt")
    details = [f"{article.word_count} words", *verdict.details(article)[1:]]
    hints = "".join(f'<p class="hint">{_text(note)}</p>' for note in notes)
    reason = article.completeness.reason if article.text else verdict.NO_WORDS
    return (
        f'<div class="verdict {_TONES[article.truncated]}"><p class="chip">{_text(verdict.headline(article))}</p>'
        f'<p class="details">{_text(" · ".join(details))}</p><div class="meters">{meters}</div>'
        f'<p class="reason">{_text(reason or "")}</p>{hints}</div>'
    )


def _meter(name: str, value: float | None, tone: str) -> str:
    if value is None:
        return ""
    return (
        f'<div class="meter"><span>{name}</span><b>{value:.2f}</b>'
        f'<i class="track"><i class="{tone}" style="width:{100 * value:.1f}%"></i></i></div>'
    )


def _body(lines: Sequence[Line]) -> str:
    if not lines:
        return f"<p>{verdict.NO_WORDS}.</p>"
    return f'<div class="body" dir="auto">{"".join(_runs(lines))}</div>'


def _runs(lines: Sequence[Line]) -> Iterator[str]:
    """Yields the lines. Long runs of removed lines are folded."""
    for gone, run in groupby(lines, key=lambda line: line.rule is not None):
        shown = [_dropped(line) if gone else _kept(line) for line in run]
        if gone and len(shown) >= MANY:
            yield f"<details><summary>{len(shown)} lines dropped</summary>{''.join(shown)}</details>"
        else:
            yield from shown


def _dropped(line: Line) -> str:
    return f'<div class="line dropped"><p><s>{_text(line.text)}</s></p><code>{_text(line.rule or "")}</code></div>'


def _kept(line: Line) -> str:
    tag = _TAGS.get(line.type or "", "p")
    mark = "• " if line.type == "list_item" else ""
    tags = {"same": "{}", "before": "<del>{}</del>", "after": "<ins>{}</ins>"}
    text = mark + "".join(tags[kind].format(_text(piece)) for kind, piece in line.parts)
    credit = f" <small>{_text(line.credit)}</small>" if line.credit else ""
    note = "<code>repaired</code>" if line.before is not None else ""
    return f'<div class="line"><{tag}>{text}{credit}</{tag.split()[0]}>{note}</div>'


def _evidence(article: Article) -> str:
    pieces = article.completeness.evidence
    most = max((abs(piece.weight) for piece in pieces), default=0) or 1
    return (
        f'<div class="evidence">{"".join(_piece(piece, most) for piece in pieces)}</div>'
        if pieces
        else ""
    )


def _piece(piece: Evidence, most: float) -> str:
    side = "for" if piece.weight > 0 else "against"
    share = 50 * abs(piece.weight) / most
    return (
        f'<div class="piece"><b>{piece.weight:+.2f}</b><i class="axis"><i class="{side}" style="width:{share:.1f}%"></i></i>'
        f"<p><strong>{_text(piece.signal.replace('_', ' '))}</strong> {_text(verdict.shown(piece))}</p></div>"
    )


def _facts(found: Explained) -> str:
    rows = (
        f"<div><dt>{_text(fact.name)}</dt><dd>{_text(fact.value)}<small>{_text(fact.source)}</small></dd></div>"
        for fact in found.facts
    )
    return f"<dl>{''.join(rows)}</dl>"


def _repairs(found: Explained) -> str:
    rows = [
        f"<tr><td>{one.times} ×</td><td><del>{_text(one.before) or '∅'}</del></td><td>→</td>"
        f"<td><ins>{_text(one.after) or '∅'}</ins></td><td><code>{_text(one.rule)}</code></td></tr>"
        for one in found.repairs
    ]
    return f'<div class="scroll"><table>{"".join(rows)}</table></div>' if rows else ""


def _times(found: Explained) -> str:
    whole = sum(time for _, time in found.timings) or 1
    parts = list(_shares(found.timings, whole))
    legend = "".join(
        f'<li><i class="c{at}"></i>{_text(stage)} <b>{time:.1f} ms</b></li>'
        for at, (stage, time) in enumerate(found.timings)
    )
    once = f"Models were loaded in {found.loading:.0f} ms, once for all pages of a process."
    return f'<div class="times">{"".join(parts)}</div><ul class="legend">{legend}</ul><p class="note">{once}</p>'


def _shares(timings: Iterable[tuple[str, float]], whole: float) -> Iterator[str]:
    for at, (_, time) in enumerate(timings):
        yield f'<i class="c{at}" style="width:{100 * time / whole:.2f}%"></i>'
