"""Decides whether a body is the whole article, by weighted evidence. Each piece has a quote.

A piece's weight is in log-odds. The logistic function of their sum is the probability that the
text is truncated. The prior is a piece too (`source`): an article's page is nearly always whole,
a text without its page is whole about half of the time. benchmarks/fit_completeness.py fits the
weights (text/weights.json).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from newscrawl.items import Access, Basis, Block, Completeness, Evidence, Kind, PageEvidence
from newscrawl.text import line_model, witnesses
from newscrawl.text.boilerplate import Frame
from newscrawl.text.weights import weigh, weights
from newscrawl.text.witnesses import SIGNALS, Testimony, Unit, Witness

TRUE_FROM, FALSE_TO = 0.8, 0.2  # probabilities, as docs/record.md promises

_TOLD = 0.5
"""The reason quotes pieces of evidence with at least these log-odds."""
_QUOTE = 160  # characters of a quotation in the reason: a line or two
_NO_PAGE = "without its page a text can't be proven whole"
_UNPROVEN = -1.2
"""The least log-odds (.23) of a text without its page: nothing in it can prove that it is whole."""


@dataclass(frozen=True)
class Verdict:
    """The verdict. `truncated` is True from probability .8, False up to .2, None between."""

    truncated: bool | None
    completeness: Completeness
    access: Access | None


def judge(
    blocks: Sequence[Block],
    page: PageEvidence,
    frame: Frame,
    words: int,
    *,
    unit: Unit | None = None,
    domain: str | None = None,
    beside: Sequence[str] = (),
) -> Verdict:
    """Returns the verdict on a body.

    `blocks` are the body without its frame, `page` and `frame` the facts of the page and the
    frame, `words` the body's count of tokens. `unit` is what this site's declared word counts are
    known to count (some count characters), or None. `domain` is the page's own: a link to it leads
    to no other publisher. `beside` are other texts of the article (title, description), by whose
    words a word cut in two is recognised.
    """
    heard = Testimony(blocks, page, frame, words, unit, beside)
    evidence = _evidence(heard)
    probability = _logistic(sum(piece.weight for piece in evidence))
    truncated = True if probability >= TRUE_FROM else False if probability <= FALSE_TO else None
    said = Completeness(probability=round(probability, 4), evidence=evidence)
    if truncated is not False:
        said.publisher_name = frame.publisher_name
        said.delivered_fraction, said.fraction_basis = _fraction(heard)
        said.estimated_total_words = _total(said, heard)
    if truncated:
        said.kind = _kind(heard, domain)
        said.cut = heard.end.cut
        # Behind a paywall the whole article has the page's own address. Only a preview or an
        # excerpt names another.
        if said.kind in ("aggregator_preview", "teaser", "feed_excerpt"):
            said.full_text_url = frame.full_text_url
    said.reason = _reason(truncated, said)
    return Verdict(truncated, said, _access(page, heard.box))


def holds_back(line: str) -> bool:
    """Returns whether a line says that the rest of the article is elsewhere."""
    return len(line) <= line_model.READ and line_model.holds(line) > 1.0


def _logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, log_odds))))


def _evidence(heard: Testimony) -> list[Evidence]:
    """Returns the weighted evidence. A text without its page gets `no_page` if the rest would call
    it whole.
    """
    evidence = [_piece(witness) for witness in heard.witnesses]
    lacking = _UNPROVEN - sum(piece.weight for piece in evidence)
    if heard.page.source != "page" and lacking > 0:
        evidence.append(Evidence("no_page", "text", None, round(lacking, 2)))
    return evidence


def _piece(witness: Witness) -> Evidence:
    return Evidence(
        witness.signal,
        witness.where,
        None if witness.quote is None else _shortened(witness.quote),
        round(weigh(weights("verdict")[witness.signal], witness.value), 2),
    )


def _shortened(quote: str) -> str:
    """Returns a quotation on one line. A long one is cut between words and ends in "…"."""
    line = " ".join(quote[: 2 * _QUOTE].split())
    if len(line) <= _QUOTE:
        return line
    # scripts without spaces are cut between any characters
    start, space, _ = line[:_QUOTE].rpartition(" ")
    return (start if space and 2 * len(start) > _QUOTE else line[: _QUOTE - 1]) + "…"


def _kind(heard: Testimony, domain: str | None) -> Kind | None:
    """Returns the kind of cut, by its strongest witness, or None if the text just stops."""
    page, frame, box = heard.page, heard.frame, heard.box
    signals = {witness.signal: witness.value for witness in heard.witnesses}
    held = box is not None and box.holds > 0
    copied = heard.longer is not None and heard.longer[0] == "jsonld"
    if {"parser_cut", "continues_after"} & signals.keys() or (
        copied and not held and page.free is not False
    ):
        return "extraction_gap"
    if "further_page" in signals and not (held and page.free is False):
        return "paginated"
    marked = bool(frame.declared_remaining_chars) or "excerpt_mark" in signals
    if held and box is not None:
        kind = _kind_at(box, heard, domain)
        return "feed_excerpt" if marked and kind not in ("paywall", "registration") else kind
    if page.source == "feed" or marked or (page.source == "text" and "ellipsis" in signals):
        return "feed_excerpt"
    # A page that declares a greater length than it serves has the whole article; a script adds the
    # line.
    longer = page.source == "page" and signals.get("declared_length", 0) > 0
    if page.free is False or page.faded or frame.veiled or longer:
        return "paywall"
    if heard.words < witnesses.SHORT and "longer_copy" in signals:
        return "lead_only"
    if signals.keys() & {"ellipsis", "longer_copy"}:
        return "teaser"
    return _kind_of(box, heard) if box is not None and box.where == "end" else None


def _kind_at(box: witnesses.Box, heard: Testimony, domain: str | None) -> Kind:
    """Returns the class of a box's lines. A link to the whole article decides between a teaser and
    another site's preview: it leads to the page's own `domain` or to another publisher.
    """
    kind, frame = _kind_of(box, heard), heard.frame
    elsewhere = frame.publisher_name or (
        frame.full_text_url and not _on(domain, frame.full_text_url)
    )
    if kind in ("aggregator_preview", "teaser") and (frame.full_text_url or elsewhere):
        return "aggregator_preview" if elsewhere or frame.declared_fraction else "teaser"
    return kind


def _kind_of(box: witnesses.Box, heard: Testimony) -> Kind:
    """Returns the class of a box's lines, or of all lines at the text's end. A page that says that
    it is not free has a paywall.
    """
    lines = heard.bottom if box.where == "end" else box.lines
    odds = line_model.classes(lines, line_model.HOLDING)
    odds["paywall"] += heard.page.free is False
    return cast(Kind, max(odds, key=lambda name: odds[name]))


def _on(domain: str | None, url: str) -> bool:
    """Returns whether an address is on this domain or a subdomain."""
    host = urlsplit(url if "//" in url else "").hostname or ""
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _fraction(heard: Testimony) -> tuple[float | None, Basis | None]:
    """Returns the delivered share and its basis, or (None, None) if the whole is neither declared
    nor measured.
    """
    frame, words, length = heard.frame, heard.words, heard.length
    if frame.declared_fraction is not None:
        return _share(frame.declared_fraction, 1), "declared"
    if rest := frame.declared_remaining_chars:
        return _share(heard.chars, heard.chars + rest), "character_count"
    if rest := frame.declared_remaining_words or 0:
        return _share(words, words + rest), "word_count"
    if length and (length.unit or length.count < witnesses.MOST_WORDS):
        # A count near the text's own characters does not give the whole length: on a cut text, it
        # counts words.
        in_words = length.unit != "characters"
        if (share := _share(words if in_words else heard.chars, length.count)) < witnesses.OWN:
            return share, "word_count" if in_words else "character_count"
    if heard.longer and heard.longer[1] > words:
        where, there = heard.longer
        return _share(words, there), "feed" if where == "feed" else "word_count"
    return None, None


def _share(held: float, whole: float) -> float:
    return round(max(0.0, min(1.0, held / whole)), 4)


def _total(found: Completeness, heard: Testimony) -> int | None:
    length = heard.length
    if length and length.unit == "words" and found.fraction_basis == "word_count":
        return length.count
    return round(heard.words / found.delivered_fraction) if found.delivered_fraction else None


def _access(page: PageEvidence, box: witnesses.Box | None) -> Access | None:
    """Returns what the page says about access, by its tier, isAccessibleForFree and its lines."""
    tier = (page.tier or "").lower()
    kind = (
        line_model.kind(box.lines, line_model.HOLDING)
        if box is not None and box.holds > 0
        else None
    )
    if tier == "metered":
        return "metered"
    if tier in ("locked", "premium", "paid", "subscriber"):
        return "subscriber"
    if tier == "free" or page.free:
        return "free"
    if kind == "registration":
        return "registration"
    return "subscriber" if kind == "paywall" or page.free is False else None


def _reason(truncated: bool | None, found: Completeness) -> str:
    """Returns the verdict as one sentence for people."""
    ranked = sorted(found.evidence[1:], key=lambda piece: -piece.weight)
    if truncated:
        kind = f" ({found.kind.replace('_', ' ')})" if found.kind else ""
        return f"Truncated{kind}: {' and '.join(_say(piece) for piece in ranked[:2] if piece.weight > 0)}."
    speaking = [piece for piece in ranked if piece.weight > _TOLD]
    if truncated is None:
        if not speaking:
            return "Nothing in the text speaks for a cut, and without its page nothing can speak against one."
        return f"Not certain: {_say(speaking[0])}, which is not enough for a verdict."
    if speaking:
        against = min(found.evidence[1:], key=lambda piece: piece.weight)
        but = (
            f", but {_say(against)}"
            if against.weight < 0
            else " alone, which is not enough on an article's page"
        )
        return f"Taken for whole: {_say(speaking[0])}{but}."
    return "Nothing on the article's page speaks for a cut."


def _say(piece: Evidence) -> str:
    said = SIGNALS[piece.signal][0] if piece.signal in SIGNALS else _NO_PAGE
    if piece.quote and piece.signal.startswith(("declared_", "line")):
        quote = piece.quote if '"' in piece.quote else f'"{piece.quote}"'
        return f"{said} ({quote})"
    return said
