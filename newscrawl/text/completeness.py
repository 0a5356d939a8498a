"""Whether a body is the whole article: weighed evidence, each piece quoted, summed to a
probability.

A piece's weight is in log-odds; the sum, through the logistic function, is the probability that
the text is truncated. What the sum starts from is a piece too (`source`): an article's page is
nearly always whole, a text without its page as often as not. benchmarks/fit_completeness.py fits
the weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from newscrawl.items import Access, Basis, Block, Completeness, Evidence, Kind, PageEvidence
from newscrawl.text import ending, line_model, tokens, witnesses
from newscrawl.text.boilerplate import Frame
from newscrawl.text.witnesses import Length, Unit, Witness

TRUE_FROM, FALSE_TO = 0.8, 0.2  # probabilities, as docs/record.md promises

WEIGHTS = {
    "source_page": -1.7,
    "source_text": -1.05,
    "source_feed": -0.5,
    "declared_fraction": 2.4,
    "declared_remaining": 5.4,
    "line_end": 0.37,
    "lines_at_end": 1.45,
    "line_after": 1.35,
    "line_start": 0.95,
    "line_inside": 0.35,
    "short_before_line": 2.3,
    "stops_above_line": 0.7,
    "excerpt_mark": 4.0,
    "ellipsis": 2.7,
    "unfinished": 1.6,
    "unfinished_page": 0.65,
    "sentence_end": -0.3,
    "declared_length_more": 4.2,
    "declared_length_perhaps": 2.2,
    "declared_length_equal": -7.0,
    "longer_copy": 5.5,
    "equal_copy": -2.9,
    "parser_cut": 3.0,
    "recovered": 0.0,
    "continues_after": 2.5,
    "further_page": 4.8,
    "faded": 0.5,
    "veiled": 6.0,
    "free": -3.4,
    "locked_part_held": -5.0,
}
"""The log-odds of every signal, as benchmarks/fit_completeness.py fits them."""

_TOLD = 0.5
"""Log-odds from which the reason quotes a piece of evidence."""
_QUOTE = 160  # characters of a quotation in the reason: a line or two
_PROVING = frozenset({"declared_length_equal", "locked_part_held"})
"""Signals that a short text is all there is."""


@dataclass(frozen=True)
class Verdict:
    """`truncated` is True from probability .8, False to .2, None between."""

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
    """Judge a body: its blocks without their frame, what the page and the frame said, and its
    count of tokens.

    `unit` is what this site's declared word counts are known to count (some give characters); None
    if not known. `domain` is the page's own: a link that stays on it leads to no other publisher.
    `beside` are the page's other words of the article (title, description): a word cut in two is
    told by them too.
    """
    chars = witnesses.body_chars(blocks)
    end = ending.ending_of(
        blocks,
        [*beside, *(copy for copy in (page.jsonld_body, page.feed_text, *page.titles) if copy)],
    )
    length = witnesses.declared_length(page, frame, chars, unit)
    evidence = _evidence(page, frame, blocks, words, end, length)
    probability = _logistic(sum(piece.weight for piece in evidence))
    truncated = True if probability >= TRUE_FROM else False if probability <= FALSE_TO else None
    said = Completeness(
        probability=round(probability, 4), publisher_name=frame.publisher_name, evidence=evidence
    )
    if truncated is not False:
        said.delivered_fraction, said.fraction_basis = _fraction(
            page, frame, end, length, words, chars, evidence
        )
        said.estimated_total_words = _total(said, length, words)
    box = witnesses.holding_box(frame)
    if truncated:
        said.kind = _kind(page, frame, evidence, box, words, domain)
        said.cut = end.cut
        # Behind a paywall the whole stands at the page's own address: only a preview or an excerpt
        # names another.
        if said.kind in ("aggregator_preview", "teaser", "feed_excerpt"):
            said.full_text_url = frame.full_text_url
    said.reason = _reason(truncated, said)
    return Verdict(truncated, said, _access(page, box))


def _evidence(
    page: PageEvidence,
    frame: Frame,
    blocks: Sequence[Block],
    words: int,
    end: ending.Ending,
    length: Length | None,
) -> list[Evidence]:
    """All that speaks for and against a cut, weighed."""
    found = [
        Witness(f"source_{page.source}", page.source),
        *witnesses.from_frame(frame, words, end, page),
        *witnesses.from_end(end, page),
        *witnesses.from_length(length, words, witnesses.body_chars(blocks)),
        *witnesses.from_copies(page, blocks, words),
        *witnesses.from_page(page, words),
    ]
    proven = any(witness.signal in _PROVING for witness in found)
    return [
        _piece(witness)
        for witness in found
        if not (proven and witness.signal == "short_before_line")
    ]


def holds_back(line: str) -> bool:
    """Whether a line says that the rest of the article is elsewhere."""
    return len(line) <= line_model.READ and line_model.holds(line) > 1.0


def _logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, log_odds))))


def _piece(witness: Witness) -> Evidence:
    shown = (
        None if witness.quote is None else " ".join(witness.quote[: 2 * _QUOTE].split())[:_QUOTE]
    )
    return Evidence(
        witness.signal, witness.where, shown, round(WEIGHTS[witness.signal] * witness.scale, 2)
    )


def _kind(
    page: PageEvidence,
    frame: Frame,
    evidence: Sequence[Evidence],
    box: witnesses.Box | None,
    words: int,
    domain: str | None,
) -> Kind | None:
    """What kind of cut it is, by its strongest witness; None if the text just stops."""
    signals = {piece.signal: piece.where for piece in evidence}
    held = box is not None and box.holds > 0
    withheld = held or page.free is False
    if {"parser_cut", "continues_after"} & signals.keys() or (
        signals.get("longer_copy") == "jsonld" and not withheld
    ):
        return "extraction_gap"
    if "further_page" in signals and not (held and page.free is False):
        return "paginated"
    marked = bool(frame.declared_remaining_chars) or "excerpt_mark" in signals
    if box is not None and box.holds > 0:
        kind = _kind_of(box, frame, page)
        elsewhere = frame.publisher_name or (
            frame.full_text_url and not _on(domain, frame.full_text_url)
        )
        if kind in ("aggregator_preview", "teaser") and (frame.full_text_url or elsewhere):
            kind = "aggregator_preview" if elsewhere or frame.declared_fraction else "teaser"
        return "feed_excerpt" if marked and kind not in ("paywall", "registration") else kind
    if page.source == "feed" or marked or (page.source == "text" and "ellipsis" in signals):
        return "feed_excerpt"
    # Who declares a greater length has the whole and serves less: a script adds the call.
    if (
        page.free is False
        or page.faded
        or frame.veiled
        or (page.source == "page" and "declared_length_more" in signals)
    ):
        return "paywall"
    if words < witnesses.SHORT and "longer_copy" in signals:
        return "lead_only"
    if signals.keys() & {"ellipsis", "longer_copy"}:
        return "teaser"
    return _kind_of(box, frame, page) if box is not None and box.where == "end" else None


def _kind_of(box: witnesses.Box, frame: Frame, page: PageEvidence) -> Kind:
    """The class of a box's lines, or of all lines at the text's end; a page that says that it is
    not free has a paywall.
    """
    lines = witnesses.bottom(frame) if box.where == "end" else box.lines
    odds = line_model.classes(lines, line_model.HOLDING)
    odds["paywall"] += page.free is False
    return cast(Kind, max(odds, key=lambda name: odds[name]))


def _on(domain: str | None, url: str) -> bool:
    """Whether an address is on this domain or under it."""
    host = urlsplit(url if "//" in url else "").hostname or ""
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _fraction(
    page: PageEvidence,
    frame: Frame,
    end: ending.Ending,
    length: Length | None,
    words: int,
    chars: int,
    evidence: Sequence[Evidence],
) -> tuple[float | None, Basis | None]:
    """The delivered share and what it rests on; nothing if nothing declares or measures the whole."""
    if frame.declared_fraction is not None:
        return _share(frame.declared_fraction, 1), "declared"
    marks = [mark[1] or 0 for call in frame.calls if (mark := ending.excerpt_mark(call.text))]
    if rest := frame.declared_remaining_chars or end.remaining or max(marks, default=0):
        held = max(chars - end.mark, 0)
        return _share(held, held + rest), "character_count"
    if rest := frame.declared_remaining_words or 0:
        return _share(words, words + rest), "word_count"
    if length and (length.unit or length.count < witnesses.MOST_WORDS):
        # Characters that are about the text's own say nothing of a whole: on a text that is cut,
        # they are words.
        in_words = length.unit != "characters"
        if (share := _share(words if in_words else chars, length.count)) < witnesses.OWN:
            return share, "word_count" if in_words else "character_count"
    longer = {piece.where for piece in evidence if piece.signal == "longer_copy"}
    for where, copy in witnesses.copies(page):
        if where in longer and (there := tokens.count(copy)) > words:
            return _share(words, there), "feed" if where == "feed" else "word_count"
    return None, None


def _share(held: float, whole: float) -> float:
    return round(max(0.0, min(1.0, held / whole)), 4)


def _total(found: Completeness, length: Length | None, words: int) -> int | None:
    if length and length.unit == "words" and found.fraction_basis == "word_count":
        return length.count
    return round(words / found.delivered_fraction) if found.delivered_fraction else None


def _access(page: PageEvidence, box: witnesses.Box | None) -> Access | None:
    """What the page says of access: its tier, isAccessibleForFree, its lines."""
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
    """One sentence a person can read."""
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


_SAID = {
    "declared_fraction": "the page declares the share delivered",
    "declared_remaining": "the page counts what it holds back",
    "line_end": "a line at the end says where the rest is",
    "lines_at_end": "the lines at the end say where the rest is",
    "line_after": "a line behind the text says where the rest is",
    "line_start": "a line above the text says where the rest is",
    "line_inside": "a line in the text says where the rest is",
    "short_before_line": "the text is short",
    "stops_above_line": "the text stops in mid-sentence above a line of the site",
    "excerpt_mark": "the text ends in an excerpt's mark",
    "ellipsis": "the text ends in an ellipsis",
    "unfinished": "the last sentence is unfinished",
    "unfinished_page": "the last sentence is unfinished",
    "sentence_end": "the text ends with a whole sentence",
    "declared_length_more": "the declared length is well above the text's",
    "declared_length_perhaps": "the declared length may be above the text's",
    "declared_length_equal": "the declared length is the text's own",
    "longer_copy": "another copy of the text is longer",
    "equal_copy": "the page's own copy of the text is no longer",
    "recovered": "the text was read from the page's data",
    "parser_cut": "the page was not read to its end",
    "continues_after": "the text goes on behind its end",
    "further_page": "a further page of the article was not joined",
    "faded": "the text fades out",
    "veiled": "what should follow can't be read",
    "free": "the page is declared free",
    "locked_part_held": "the locked part is on the page",
}


def _say(piece: Evidence) -> str:
    if piece.quote and piece.signal.startswith(("declared_", "line")):
        quote = piece.quote if '"' in piece.quote else f'"{piece.quote}"'
        return f"{_SAID[piece.signal]} ({quote})"
    return _SAID[piece.signal]
