"""Decides whether a body is the whole article, by weighing pieces of evidence.

1. `_evidence` gives each signal of text/witnesses.py its weight, in log-odds (text/weights.json).
   The first piece ("source_page" and others) is the prior: an article's page is nearly always
   whole, a text without its page is whole about half of the time.
2. The logistic function of the sum of all weights is the probability that the text is truncated.
3. The facts about a text that may be truncated tell the share delivered, and the kind of the cut.
4. `_reason` tells people the strongest evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from newscrawl.items import Access, Basis, Completeness, Evidence, Kind, PageEvidence
from newscrawl.text import line_model, witnesses
from newscrawl.text.declared_length import SHORT
from newscrawl.text.weights import weigh, weights
from newscrawl.text.witnesses import OPPOSITES, SIGNALS, Box, Facts, Witness

TRUE_FROM, FALSE_TO = 0.8, 0.2  # probabilities, as docs/record.md promises

_TOLD = 0.5  # the reason quotes pieces of evidence with at least these log-odds
_QUOTE = 160  # characters of a quotation in the reason: a line or two
_HOLDS_BACK = 1.5
"""A line says that the rest is elsewhere if its log-odds of holding back are over 1.5. About 5 % of
innocent frames and 1 % of the lines of real whole pages are over this bound.
"""
UNPROVEN = {
    "no_page": "without its page a text can't be proven whole",
    "no_article": "nothing on the page shows that it is an article",
}
"""Signal -> its meaning, for signals that keep a text from being proven whole."""
_LEAST_UNPROVEN = -1.2
"""The least log-odds of a text without its page, or of a page that may be no article: nothing in it
can prove that it is whole.
"""
_TIERS: dict[str, Access] = {"metered": "metered", "free": "free"}
_TIERS |= dict.fromkeys(("locked", "premium", "paid", "subscriber"), "subscriber")
"""article:content_tier -> who may read the article."""


@dataclass(frozen=True)
class Verdict:
    """Whether a text is truncated, the record's `completeness`, and the page's `access`.

    `truncated` is True from probability .8, False up to .2, None between.
    """

    truncated: bool | None
    completeness: Completeness
    access: Access | None


def judge(facts: Facts, domain: str | None = None) -> Verdict:
    """Returns the verdict on a body by the facts about it. `domain` is the page's own."""
    said = witnesses.witnesses(facts)
    evidence = _evidence(facts.page, said)
    probability = line_model.logistic(sum(piece.weight for piece in evidence))
    truncated = True if probability >= TRUE_FROM else False if probability <= FALSE_TO else None
    found = Completeness(probability=round(probability, 4), evidence=evidence)
    if truncated is not False:
        found.publisher_name = facts.frame.publisher_name
        found.delivered_fraction, found.fraction_basis = _fraction(facts)
        found.estimated_total_words = _total(found, facts)
    if truncated:
        found.kind = _kind(facts, {witness.signal: witness.value for witness in said}, domain)
        found.cut = facts.end.cut
        # Behind a paywall the whole article has the page's own address. Only previews and excerpts
        # name another address.
        if found.kind in ("aggregator_preview", "teaser", "feed_excerpt"):
            found.full_text_url = facts.frame.full_text_url
    found.reason = _reason(truncated, found)
    return Verdict(truncated, found, _access(facts.page, facts.box))


def holds_back(line: str) -> bool:
    """Returns whether a line says that the rest of the article is elsewhere."""
    return len(line) <= line_model.READ and line_model.holds(line) > _HOLDS_BACK


def _evidence(page: PageEvidence, said: Sequence[Witness]) -> list[Evidence]:
    """Returns the weighted evidence, the prior first.

    A text without its page also gets the piece "no_page" if the others would prove it whole
    (_LEAST_UNPROVEN). A page that may be no article always gets the piece "no_article".
    """
    evidence = [_piece(witness) for witness in said]
    lacking = round(_LEAST_UNPROVEN - sum(piece.weight for piece in evidence), 2)
    if lacking > 0 and page.source != "page":
        evidence.append(Evidence("no_page", "text", None, lacking))
    if page.is_article is False:
        evidence.append(Evidence("no_article", "page", None, max(0.0, lacking)))
    return evidence


def _piece(witness: Witness) -> Evidence:
    return Evidence(
        witness.signal,
        witness.where,
        None if witness.quote is None else _shortened(witness.quote),
        round(weigh(weights("verdict")[witness.signal], witness.value), 2),
    )


def _shortened(quote: str) -> str:
    """Returns a quotation on one line. A long quotation is cut between words and ends in "…"."""
    line = " ".join(quote[: 2 * _QUOTE].split())
    if len(line) <= _QUOTE:
        return line
    # texts without spaces are cut between any characters
    start, space, _ = line[:_QUOTE].rpartition(" ")
    return (start if space and 2 * len(start) > _QUOTE else line[: _QUOTE - 1]) + "…"


def _kind(facts: Facts, signals: Mapping[str, float], domain: str | None) -> Kind | None:
    """Returns the kind of a cut; None if the text just stops.

    The strongest evidence decides, in this order: the text is on the page, but it was not found or
    not joined; lines say where the rest is; the text's form; what the page declares.
    """
    box = facts.box if facts.box and facts.box.holds > 0 else None
    if kind := _kind_of_gap(facts, signals, box):
        return kind
    excerpt = bool(facts.frame.declared_remaining_chars) or "excerpt_mark" in signals
    if box:
        kind = _kind_at(box, facts, domain)
        return "feed_excerpt" if excerpt and kind not in ("paywall", "registration") else kind
    source = facts.page.source
    if source == "feed" or excerpt or (source == "text" and "ellipsis" in signals):
        return "feed_excerpt"
    if _is_locked(facts, signals):
        return "paywall"
    if facts.words < SHORT and "longer_copy" in signals:
        return "lead_only"
    if signals.keys() & {"ellipsis", "longer_copy"}:
        return "teaser"
    return _kind_of(facts.box, facts) if facts.box and facts.box.where == "end" else None


def _kind_of_gap(facts: Facts, signals: Mapping[str, float], box: Box | None) -> Kind | None:
    """Returns the kind of a cut if the rest is on the page itself or on a further page."""
    locked = facts.page.free is False
    copied = facts.copy is not None and facts.copy.has_more and facts.copy.where == "jsonld"
    if signals.keys() & {"parser_cut", "continues_after"} or (copied and not box and not locked):
        return "extraction_gap"
    further = "further_page" in signals and not (box and locked)
    return "paginated" if further or ("one_further_page" in signals and not box) else None


def _is_locked(facts: Facts, signals: Mapping[str, float]) -> bool:
    """Returns whether a page without a line about its paywall has one all the same.

    If a page declares a greater length than it serves, the site has the whole article. A script
    adds the line about the paywall.
    """
    longer = facts.page.source == "page" and signals.get("declared_length", 0) > 0
    return facts.page.free is False or bool(facts.frame.veiled) or longer


def _kind_at(box: Box, facts: Facts, domain: str | None) -> Kind:
    """Returns the kind of a cut by the lines of a box.

    Lines that give the whole article's address or publisher belong to a teaser, or to the preview
    of an aggregator. It is a preview if the address is not on the page's own `domain`, or if the
    lines name a publisher or declare a share.
    """
    kind, frame, url = _kind_of(box, facts), facts.frame, facts.frame.full_text_url
    elsewhere = frame.publisher_name or (url and not _on(domain, url))
    if kind in ("aggregator_preview", "teaser") and (url or elsewhere):
        return "aggregator_preview" if elsewhere or frame.declared_fraction else "teaser"
    return kind


def _kind_of(box: Box, facts: Facts) -> Kind:
    """Returns the class of a box's lines, or of all lines at the text's end if the box is there.

    What the page declares counts too: a page that is not free more likely has a paywall.
    """
    lines = witnesses.lines_at(facts.frame, "end") if box.where == "end" else box.lines
    odds = line_model.classes(lines, line_model.HOLDING)
    odds["paywall"] += facts.page.free is False
    odds["aggregator_preview"] += facts.frame.publisher_name is not None
    return cast(Kind, max(odds, key=lambda name: odds[name]))


def _on(domain: str | None, url: str) -> bool:
    """Returns whether an address is on this domain or a subdomain."""
    host = urlsplit(url if "//" in url else "").hostname or ""
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _fraction(facts: Facts) -> tuple[float | None, Basis | None]:
    """Returns the delivered share and its basis; (None, None) if the whole length is not known."""
    frame, words, length = facts.frame, facts.words, facts.length
    if frame.declared_fraction is not None:
        return _share(frame.declared_fraction, 1), "declared"
    if rest := frame.declared_remaining_chars:
        return _share(facts.characters, facts.characters + rest), "character_count"
    if rest := frame.declared_remaining_words or 0:
        return _share(words, words + rest), "word_count"
    if length and (unit := length.unit_if_cut):
        share = _share(words if unit == "words" else facts.characters, length.count)
        if share < witnesses.OWN:
            return share, "word_count" if unit == "words" else "character_count"
    if (copy := facts.copy) and copy.has_more and copy.words > words:
        return _share(words, copy.words), "feed" if copy.where == "feed" else "word_count"
    return None, None


def _share(held: float, whole: float) -> float:
    return round(max(0.0, min(1.0, held / whole)), 4)


def _total(found: Completeness, facts: Facts) -> int | None:
    """Returns the words of the whole article, as declared or estimated; None if not known."""
    length = facts.length
    if length and length.unit == "words" and found.fraction_basis == "word_count":
        return length.count
    return round(facts.words / found.delivered_fraction) if found.delivered_fraction else None


def _access(page: PageEvidence, box: Box | None) -> Access | None:
    """Returns who may read the article, by the page's tier, isAccessibleForFree and its lines."""
    tier = (page.tier or "").lower()
    if tier in _TIERS:
        return _TIERS[tier]
    if page.free:
        return "free"
    holds_back = box is not None and box.holds > _HOLDS_BACK
    kind = line_model.kind(box.lines, line_model.HOLDING) if box and holds_back else None
    if kind == "registration":
        return "registration"
    return "subscriber" if kind == "paywall" or page.free is False else None


def _reason(truncated: bool | None, found: Completeness) -> str:
    """Returns the verdict as one sentence for people."""
    ranked = _ranked(found.evidence[1:])
    if truncated:
        kind = f" ({found.kind.replace('_', ' ')})" if found.kind else ""
        return f"Truncated{kind}: {' and '.join(_say(piece) for piece in ranked[:2] if piece.weight > 0)}."
    speaking = [piece for piece in ranked if piece.weight > _TOLD]
    if truncated is None:
        if found.evidence[-1].signal == "no_article":
            return f"Not certain: {_say(found.evidence[-1])}."
        if not speaking:
            return "Nothing in the text speaks for a cut, and without its page nothing can speak against one."
        return f"Not certain: {_say(speaking[0])}, which is not enough for a verdict."
    if speaking:
        against = min(found.evidence[1:], key=lambda piece: piece.weight)
        but = "which alone is not enough on an article's page"
        but = f"but {_say(against)}" if against.weight < 0 else but
        return f"Taken for whole: {_say(speaking[0])}, {but}."
    return "Nothing on the article's page speaks for a cut."


def _ranked(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Returns the strongest pieces first. Of pieces with the same quote, only the strongest is
    returned: one line may be the quote of `lines`, `line` and `last_line`.
    """
    found: dict[str, Evidence] = {}
    for piece in sorted(evidence, key=lambda piece: -piece.weight):
        found.setdefault(piece.quote or piece.signal, piece)
    return list(found.values())


def _say(piece: Evidence) -> str:
    """Returns a piece of evidence in words, with its quote if this is a line or a count."""
    if piece.weight < 0 and piece.signal in OPPOSITES:
        return OPPOSITES[piece.signal]
    meaning = (SIGNALS | UNPROVEN)[piece.signal]
    if piece.quote and piece.signal.startswith(("declared_", "line")):
        quote = piece.quote if '"' in piece.quote else f'"{piece.quote}"'
        return f"{meaning} ({quote})"
    return meaning
