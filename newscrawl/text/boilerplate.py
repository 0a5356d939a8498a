"""What a preview, paywall, newsletter, share bar or consent frame adds to a body, taken out line by line with its rule.

Two kinds of evidence are added up as log-odds for each line. What it says: how much of it is made of words that frames are
made of (text/phrases), in any language. How and where it stands: next to the body's end, short, an arrow, a link alone,
an address, a publisher's name, in another language than the body. The article's own lines speak for themselves by all
the words that no frame has, by quotation marks and by whole sentences.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from newscrawl.items import Block, Link, Removed
from newscrawl.text import declared
from newscrawl.text.phrases import fold, lexicon, words

_T = TypeVar("_T")

Place = Literal["start", "inside", "end", "after"]


@dataclass(frozen=True)
class Call:
    """One line that the frame said. `rule` is "form.name", such as "preview.read_full".

    It is "frame.name" where place and shape alone gave the line away. `where` is its place: in the body (start, inside,
    end) or in the blocks after it. `sure` is True where words of a known language said it.
    """

    text: str
    rule: str
    where: Place
    sure: bool = True

    @property
    def form(self) -> str:
        """What kind of frame: one of FORMS."""
        return self.rule.partition(".")[0]


FORMS = (
    "preview", "paywall", "registration", "metered", "newsletter", "app", "consent", "support", "follow", "share",
    "comments", "related", "gallery", "media", "advert", "language_switch", "caption", "navigation", "frame",
)  # fmt: skip
"""The forms of calls. The first four speak of a text that is not whole."""


@dataclass(frozen=True)
class Frame:
    """What the frame around a body said.

    `calls` are its lines in page order, those of `after` last. `declared_fraction` is the share of the article that was
    delivered, 0 to 1: "This preview shows approximately 15% of the article" is .15, "Il vous reste 57.09% de cet article
    à lire" .4291. `declared_remaining_chars` counts characters held back ("[+1234 chars]"), `declared_remaining_words`
    words held back, `declared_words` the words of the whole article. `publisher_name` is whom a call named as the owner
    of the full text, `full_text_url` where its link leads. `form` is that of the call that says most of completeness:
    the first of FORMS among the calls, None without one.
    """

    calls: tuple[Call, ...] = ()
    declared_fraction: float | None = None
    declared_remaining_chars: int | None = None
    declared_remaining_words: int | None = None
    declared_words: int | None = None
    publisher_name: str | None = None
    full_text_url: str | None = None
    form: str | None = None


@dataclass
class Stripped:
    """The body without its frame, the lines taken out of it, and what the frame said."""

    blocks: list[Block]
    removed: list[Removed] = field(default_factory=list)
    signals: Frame = field(default_factory=Frame)


# --- one line -------------------------------------------------------------------------------------------------------

# How much a meaning speaks for a frame where it stands in a line; the rest of the meanings speak .5.
_WEIGHTS = {
    "subscribe": 2.0, "signin": 2.0, "newsletter": 2.0, "cookies": 1.5, "advert": 1.5, "register": 1.5, "account": 1.5,
    "subscription": 1.5, "download": 1.5, "limit": 1.5, "unlock": 1.5, "related": 1.5, "accept": 1.0, "privacy": 1.5,
    "app": 1.5, "brand": 1.0, "share": 1.5, "follow": 1.5, "notify": 1.5, "comment": 1.5, "preview": 1.0, "email": 1.0,
    "click": 1.0, "save": 1.0, "continue": 1.0, "read": 1.0, "article": 1.0, "support": 1.0, "gallery": 1.0,
    "watch": 1.0, "site": 0.5, "journalism": 0.5, "full": 0.5, "offer": 0.5, "topic": 0.5, "reader": 0.5,
}  # fmt: skip

_SILENT = frozenset({"small", "on", "behind"})
"""Meanings that say nothing of a frame."""

_MAX_WORDS = 110  # a longer paragraph is the article's: no frame seen has one
_TERMINAL = ".!?…。！？؟۔।॥।։።"
_CLOSERS = "\"'”’»›)]）」』】*_ \u200e\u200f"
_ARROW = re.compile(r"[→➔➜➞➡⟶⇒▸►▶▷›»❯↓↗⬇↪↩←«‹◀]|>>|->")
_ARROW_AT_EDGE = re.compile(r"^\W{0,3}(?:[→➔➜➞➡⟶⇒▸►▶▷❯↓↗⬇↪👉➤]|>>|->)|(?:[→➔➜➞➡⟶⇒▸►▶▷›»❯↓↗⬇➤]|>>|->|>)\W{0,3}$")
_ADDRESS = re.compile(r"https?://\S|\bwww\.\w|\b[\w-]{2,40}\.(?:com|org|net|info|news|[a-z]{2})(?:/|\b)|\b[\w.+-]{1,40}@[\w-]{1,40}\.\w|(?:^|\s)@\w{3}")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f]")
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?|100) ?[%٪％]|[%٪] ?(\d{1,2}(?:[.,]\d{1,3})?)(?![\d.,])")
_QUOTES = re.compile("[\"“”„«»「」『』]|(?<!\\w)['‘]\\w|\\w[.!?,]['’]")
_SEPARATED = re.compile(r"\w\s*[|·•/‧∙]\s*\w")
_PLAIN = re.compile(r"(?<![\w'’])[^\W\d_A-ZÀ-Þ]{2,}")
_NAMED = re.compile(r"(?<![.!?:…»\"] )(?<=\s)[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁІЇЄ][\w’'.&-]*")


@dataclass(frozen=True)
class Line:
    """A block's line and what can be seen of it. Shares are of its letters, 0 to 1."""

    text: str
    count: int
    language: str | None
    meanings: frozenset[str]
    weight: float
    framed: float
    unknown: int
    opens: str | None
    linked: bool
    published: bool
    named: int
    ended: bool
    strange: float


def _look(block: Block, names: frozenset[str], known: frozenset[str], language: str | None) -> Line:
    text = block.text
    listed = words(text)
    letters = sum(map(len, listed)) or 1
    folded = fold(text)
    published = any(name in folded for name in names)
    senses: dict[str, dict[int, tuple[int, set[str]]]] = defaultdict(dict)
    for at, size, tongue, meaning in lexicon().senses(listed):
        covered, meanings = senses[tongue].get(at, (0, set()))
        whole = len(listed[at])
        size = size if size == whole else min(whole, covered + size)
        senses[tongue][at] = (max(size, covered), meanings | {meaning})
    shared = senses.pop("any", {})
    best: tuple[float, str | None, frozenset[str], float, float, int, str | None] = (0.0, None, frozenset(), 0.0, 0.0, len(listed), None)
    for tongue in senses or {None: None}:
        found = {**shared, **senses[tongue]} if tongue else shared
        meanings = frozenset(m for _, said in found.values() for m in said) - _SILENT
        framed = sum(size for size, said in found.values() if not said <= _SILENT) / letters
        covered = sum(size for size, _ in found.values()) / letters
        weight = sum(_WEIGHTS.get(m, 0.5) for m in meanings)
        unknown = sum(at not in found for at in range(len(listed)))
        near = 1.15 if tongue and language and tongue.split("-")[0] == language.split("-")[0] else 1.0
        rank = weight * (framed + 0.3 * covered) * near
        if rank > best[0]:
            opens = min((m for m in found.get(0, (0, set()))[1] if m not in _SILENT), default=None)
            best = (rank, tongue, meanings, weight, framed, unknown, opens)
    linked = bool(block.links) and sum(len(link.text) for link in block.links) >= 0.8 * len(text)
    plain = [words(word) for word in _PLAIN.findall(text)]
    strange = sum(not known.issuperset(word) for word in plain) / len(plain) if len(plain) > 2 and known else 0.0
    bare = text.rstrip(_CLOSERS)
    return Line(
        text, len(listed), best[1], best[2], best[3], best[4], best[5], best[6], linked, published,
        len(_NAMED.findall(text)), bare[-1:] in _TERMINAL, strange,
    )  # fmt: skip


def _said(line: Line) -> float:
    """Log-odds of being a frame's line by what it says: its meanings, less the words that no frame has."""
    if not line.meanings:
        return 0.0
    score = 1.2 * min(line.weight, 8.0) * min(1.0, 1.6 * line.framed) - 0.22 * max(0, line.unknown - 3)
    if line.framed < 0.25:
        score -= 1.0
    if not line.meanings & {"reader", "click", "brand", "continue"} and line.count > 8:
        score -= 1.0
    return score


def _shown(line: Line) -> float:
    """Log-odds of being a frame's line by how it looks, in any language."""
    score = 0.0
    short = line.count <= 12
    if _ARROW_AT_EDGE.search(line.text) and short:
        score += 3.0
    if line.linked and short:
        score += 2.0
    if line.published and line.count <= 30:
        score += 1.5
    if _ADDRESS.search(line.text) and line.count <= 40:
        score += 1.0
    if "brand" in line.meanings and short:
        score += 1.0
    if _EMOJI.search(line.text) and line.count <= 40:
        score += 1.0
    if _PERCENT.search(line.text) and line.strange > 0.8:
        score += 1.0
    if len(_SEPARATED.findall(line.text)) >= 2 and short:
        score += 1.0
    if line.strange > 0.75:
        score += 6.0 * (line.strange - 0.5)
    if _QUOTES.search(line.text):
        score -= 1.5
    if line.ended and line.count > 8:
        score -= 1.5
    score -= 0.04 * max(0, line.count - 12)
    score -= 0.3 * max(0, line.named - 2)
    return score


# --- the whole body -------------------------------------------------------------------------------------------------

_EDGE = 2.0  # log-odds that the lines of a frame need together at the body's start or end
_INSIDE = 6.0  # and one line by itself between the article's own paragraphs
_STOP = -1.5  # below this a line is the article's and ends a frame
_BODY_LINE = 15  # words from which a line counts as a paragraph of the body

_CHARS_LEFT = re.compile(r"\s*[\[(]\s*\+?\s*(\d{1,7})\s+(?:more )?(?:chars?|characters?)\s*[\])]\s*$")

# The rule of a line: the first whose meanings it has.
_RULES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (rule, frozenset(meanings.split()))
    for rule, meanings in (
        ("consent.cookies", "cookies accept"),
        ("consent.cookies", "cookies privacy"),
        ("newsletter.sign_up", "newsletter"),
        ("app.get", "app download"),
        ("metered.limit", "limit"),
        ("paywall.subscribe", "subscribe read"),
        ("paywall.subscribe", "subscribe unlock"),
        ("paywall.subscribe", "subscribe article"),
        ("paywall.subscribers_only", "subscription article"),
        ("paywall.subscribers_only", "subscription read"),
        ("paywall.subscribers_only", "subscription unlock"),
        ("registration.sign_in", "signin"),
        ("registration.sign_up", "register"),
        ("registration.sign_up", "account"),
        ("paywall.subscribe", "subscribe"),
        ("paywall.subscribers_only", "subscription offer"),
        ("preview.continue", "continue read"),
        ("related.read_also", "related"),
        ("preview.read_full", "read full"),
        ("preview.read_full", "full article"),
        ("preview.read_full", "preview article"),
        ("preview.read_full", "read site"),
        ("consent.cookies", "cookies"),
        ("advert.label", "advert"),
        ("paywall.unlock", "unlock"),
        ("follow.alerts", "notify"),
        ("follow.us", "follow"),
        ("share.bar", "share"),
        ("follow.us", "brand"),
        ("support.give", "support"),
        ("comments.join", "comment"),
        ("app.get", "app"),
        ("paywall.subscribers_only", "subscription"),
        ("gallery.open", "gallery"),
        ("media.play", "watch"),
        ("share.save", "save"),
        ("consent.terms", "privacy"),
        ("preview.read_more", "read"),
        ("preview.continue", "continue"),
        ("newsletter.sign_up", "email"),
    )
)


def strip(
    blocks: Sequence[Block], *, after: Sequence[Block] = (), names: Sequence[str] = (), language: str | None = None
) -> Stripped:
    """Take out of `blocks` what a frame added; `after`, the page's blocks behind the body, are read as evidence only.

    `names` are the publisher's own, `language` a BCP 47 tag where known. The blocks given are not changed.
    """
    body = [block for block in blocks if len(block.text) > 60]
    known = frozenset(word for block in body for word in words(block.text)) if sum(len(b.text) for b in body) > 1000 else frozenset()
    folded = frozenset(name for name in map(fold, names) if len(name) > 2)
    kept: list[Block] = []
    looks: list[Line] = []
    calls: dict[int, list[tuple[str, str, Line | None]]] = defaultdict(list)
    for index, block in enumerate(blocks):
        text, marks = _unmark(block.text)
        for mark, rule in marks:
            calls[index].append((mark, rule, None))
        block = replace(block, text=text) if marks else block
        kept.append(block)
        if len(block.text) > 900:
            looks.append(_ARTICLE)
            continue
        others = known
        look = _look(block, folded, others, language)
        looks.append(look)
    scores = [_score(block, look) for block, look in zip(kept, looks, strict=True)]
    first, last = _start(scores), _end(scores)
    gone: set[int] = {i for i in range(len(kept)) if (i < first or i >= last or scores[i] >= _INSIDE) and kept[i].type not in ("caption", "embed")}
    for index in gone:
        calls[index].append((kept[index].text, _rule(looks[index]), looks[index]))
    said: list[_Said] = []
    removed: list[Removed] = []
    for index in sorted(calls):
        for text, rule, look in calls[index]:
            where: Place = "end" if index >= last or index == len(kept) - 1 else "start" if index < first else "inside"
            call = Call(text, rule, where, look is None or bool(look.meanings))
            said.append(_Said(call, look.language if look else None, kept[index].links if look else []))
            removed.append(Removed(text, rule))
    for block in after[:20]:
        look = _look(block, folded, known, language)
        if _said(look) >= 2.0:
            said.append(_Said(Call(block.text, _rule(look), "after"), look.language, block.links))
    final = [block for i, block in enumerate(kept) if i not in gone and (block.text or block.type in ("caption", "embed"))]
    return Stripped(final, removed, _frame(said))


_ARTICLE = Line("", 999, None, frozenset(), 0.0, 0.0, 999, None, False, False, 0, True, 0.0)


def _score(block: Block, look: Line) -> float:
    if block.type in ("caption", "embed"):
        return 0.0
    if look.count == 0:
        return 1.0
    if look.count > _MAX_WORDS:
        return -9.0
    return _said(look) + _shown(look)


def _end(scores: list[float]) -> int:
    """Where the frame at the end begins: the suffix with the highest sum that no line of the article breaks."""
    best, start, total = _EDGE if scores and scores[-1] != 1.0 else 1.0, len(scores), 0.0
    for index in range(len(scores) - 1, -1, -1):
        if scores[index] < _STOP:
            break
        total += scores[index]
        if total >= best and scores[index] > 0:
            best, start = total, index
    return start


def _start(scores: list[float]) -> int:
    """Where the frame at the start ends."""
    return len(scores) - _end(scores[::-1])


def _unmark(text: str) -> tuple[str, list[tuple[str, str]]]:
    """`text` without the mark of a cut at its end, and the marks with their rules."""
    if found := _CHARS_LEFT.search(text[-60:]):
        at = len(text) - len(text[-60:]) + found.start()
        return text[:at], [(text[at:].strip(), "preview.chars_left")]
    return text, []


def _rule(look: Line) -> str:
    for rule, meanings in _RULES:
        if meanings <= look.meanings:
            return rule
    if look.count == 0:
        return "frame.ornament"
    if look.linked:
        return "frame.link_only"
    return "frame.stands_apart"


@dataclass(frozen=True)
class _Said:
    """A call, the language of its words where known, and its links."""

    call: Call
    language: str | None
    links: Sequence[Link]


def _frame(said: Sequence[_Said]) -> Frame:
    """What the calls say together; the first that says a thing is believed."""
    previews = [one for one in said if one.call.form == "preview"]
    holding = [one for one in said if one.call.form in ("preview", "paywall", "registration", "metered", "frame")]
    counts: dict[str, int] = {}
    for one in holding:
        counts = {**declared.lengths(one.call.text, one.language), **counts}
    return Frame(
        calls=tuple(one.call for one in said),
        declared_fraction=_first(declared.fraction(one.call.text, one.language) for one in holding),
        declared_remaining_chars=counts.get("chars_left"),
        declared_remaining_words=counts.get("words_left"),
        declared_words=counts.get("words"),
        publisher_name=_first(declared.publisher(one.call.text, one.language) for one in previews),
        full_text_url=_first(_address(one) for one in previews),
        form=min((one.call.form for one in said), key=FORMS.index, default=None),
    )


def _address(said: _Said) -> str | None:
    """Where a call leads: its link's address, or one written out in it."""
    linked = next((link.url for link in said.links if link.url.startswith(("http://", "https://"))), None)
    return linked or declared.address(said.call.text)


def _first(found: Iterable[_T | None]) -> _T | None:
    return next((one for one in found if one is not None), None)
