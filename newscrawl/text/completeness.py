"""Whether a body is the whole article: weighed evidence, each piece quoted, summed to a probability.

A piece's weight is in log-odds; the sum, through the logistic function, is the probability that the text is truncated.
What the sum starts from is a piece too (`source`): an article's page is nearly always whole, a text without its page as
often as not.
"""

from __future__ import annotations

import html
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import dropwhile, takewhile
from typing import Literal
from urllib.parse import urlsplit

from newscrawl.items import Access, Basis, Block, Completeness, Evidence, Kind, PageEvidence
from newscrawl.text import declared, ending, phrases, tokens
from newscrawl.text.boilerplate import Call, Frame
from newscrawl.text.compose import IN_TEXT, compose
from newscrawl.text.phrases import lexicon

Unit = Literal["words", "characters"]

_URL = re.compile(r"(?:https?://|www\.)\S+")
_BACKING = re.compile(r"https?://|www\.|[→➔➜➞►▶»↗%٪％?？؟]")
_ASKING = re.compile(r"[?？؟;՞፧]\s?\w|[?？؟]\s?$")
_LETTER = r"[\w\u0591-\u05c7\u064b-\u0652\u0900-\u0963\u0966-\u0dff\u102b-\u103e]"  # with vowel signs, which \w has not
_ASKED = re.compile(rf"{_LETTER}\s?[?？؟;՞፧]\s{{0,2}}{_LETTER}+(?:\s{_LETTER}+){{0,2}}[\s.!→»›]{{0,3}}$")
_SHARED = re.compile(r"\d\s?[%٪％﹪]|[%٪％﹪]\s?\d|[→➔➜➞►▶↗]\W{0,3}$|https?://")
_RIGHTS = re.compile(r"[©ⓒ]\s?\S{0,20}\s?\d{4}|^\s?[©ⓒ]")
_CLOSING = " .!»>])→"
_STOP = re.compile(r"(?<=[.!?…])\s")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")

TRUE_FROM, FALSE_TO = 0.8, 0.2

WEIGHTS = {
    # What the sum starts from.
    "source_page": -3.3,
    "source_text": 0.0,
    "source_feed": 0.0,
    # What the frame says. A call that holds the rest back ("subscribe to read on"), next to the end of a body: 21 of 30
    # truncated pages, 4 of 1,060 full ones; any call near the end: 15 and 35. A declared share is such a call itself.
    "declared_fraction": 6.5,
    "declared_remaining": 6.5,
    "holding_call_end": 5.6,
    "strict_call_after": 5.6,
    "holding_call_after": 4.6,
    "holding_call_below": 3.4,
    "holding_call_elsewhere": 2.0,
    "holding_line": 3.0,
    "call_end": 0.5,
    "call_after": 0.2,
    "further_call": 0.5,
    "unread_call": 5.4,
    "call_guessed": 0.7,
    "guess_backed": 2.0,
    "metered_call": 0.3,
    # A last line that ends in a link and says where it goes on: 2 of 12 truncated pages, none of 301 full ones.
    "pointer": 4.9,
    "short_before_call": 0.8,
    # How the text ends; an unfinished end is scaled by the text's own habits (ending.py). On a page it counts less: what
    # extraction left at the end of a body often has no full stop (10 of 301 full pages). An ellipsis:
    # 5 of 30 truncated pages, 15 of 1,060 full ones.
    "excerpt_mark": 3.2,
    "ellipsis": 1.9,
    "unfinished": 1.2,
    "unfinished_page": 0.7,
    "sentence_end": -0.5,
    # The declared length of the whole against the text's, where its unit is plain. 1.5 times or more: 4 of 5 truncated
    # pages, none of 30 full ones. Where a call points elsewhere, an equal length may be the excerpt's own.
    "declared_length_more": 5.3,
    # A third more is more than sites and we count apart (no full page has 1.25 times), as are words that are as many as
    # the text has characters: 1 of 26 sites counts those.
    "declared_length_perhaps": 2.6,
    "declared_length_equal": -5.0,
    "declared_length_near": -2.5,
    "declared_length_own": -1.0,
    # Other copies of the text, and a parser that gave up.
    "longer_copy": 5.5,
    "equal_copy": -1.0,
    "recovered": 0.0,
    "parser_cut": 4.0,
    "continues_after": 2.5,
    # Further pages of the same article: rel=next on 4 of 30 truncated pages, on none of 1,060 full ones. One link
    # alone may lead to another article whose address ends in a number.
    "further_page": 6.0,
    "one_page_link": 2.5,
    # One of 12 truncated pages and one of 301 full ones fade; what can't be read is no article's.
    "faded": 1.5,
    "veiled": 6.0,
    # Access: at most 1.5 together, so never a verdict by itself. A locked part that the page holds speaks for a whole
    # text (42 of 44 full, and one of the two others had a further page).
    "not_free": 0.5,
    "not_free_and_called": 0.7,
    "free": -1.0,
    "locked_part_short": 1.0,
    "locked_part_held": -5.0,
    "locked_part_long": -3.0,
}
"""The log-odds of every signal. benchmarks/fit_completeness.py fits them and says how these stand against what it finds."""

_FORMS: dict[str, Kind] = {"preview": "aggregator_preview", "paywall": "paywall", "registration": "registration"}
"""Forms of calls that hold an article back, and what they make of it."""

_SPEAKING = frozenset({*_FORMS, "metered"})
_HELD_BACK = frozenset({"holding_call_end", "strict_call_after", "holding_call_after", "unread_call"})
_DOORS = frozenset({"subscribe", "subscription", "register", "signin", "account"})
_SOLD = frozenset({"subscribe", "subscription"})
_OPENING = frozenset({"subscribe", "signin"})
_WAYS_ON = frozenset({"read", "continue"})
_PREVIEWED = frozenset({"read", "preview", "article"})
_WHOLE = ({"subscription", "article"}, {"read", "full"}, {"unlock", "article"}, _PREVIEWED)
_BESIDE = frozenset({"comment", "newsletter", "notify", "cookies", "privacy", "follow", "watch", "related", "gallery"})
_ABOUT = _DOORS | _WAYS_ON | {"full", "article"}
_HOLDING = frozenset({"read", "continue", "article"})
"""Meanings of a call's words (text/phrases): what it asks for, what it gives, what says that it is about neither."""

_NEAR, _FAR = 4, 7
_LONG_CALL, _LABEL = 30, 15
_LONG_LINE = 300
"""Blocks behind the body that are next to it, and those too far to speak of it; tokens of a call behind it at most, and
of a label (an unspaced script has a token a character); characters of a line that may be a call."""

_QUOTE = 160
_EQUAL = 1.06
"""A declared length up to so many times the text's is the text's own."""
_OWN = 0.98
"""From this share on, what is declared is the excerpt itself, not the whole that it was cut from."""
_SHORT = 150
_DOOR = 100
"""Words: a text below `_SHORT` may be a stub, a locked part from `_DOOR` on is the article itself."""


@dataclass(frozen=True)
class Verdict:
    """`truncated` is True from probability .8, False to .2, None between."""

    truncated: bool | None
    completeness: Completeness
    access: Access | None


@dataclass(frozen=True)
class _Length:
    """The length that the whole is declared to have; `unit` None where words and characters can't be told apart."""

    count: int
    unit: Unit | None


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
    """Judge a body: its blocks without their frame, what the page and the frame said, and its count of tokens.

    `unit` is what this site's declared word counts are known to count (some give characters); None where not known.
    `domain` is the page's own: a link that stays on it leads to no other publisher. `beside` are the page's other words
    of the article (title, description): a word cut in two is told by them too.
    """
    frame = _heard(frame, page, blocks)
    frame = _with_share(frame, page, blocks)
    chars = sum(len(block.text) for block in blocks if block.type in IN_TEXT)
    called = {call.text for call in frame.calls}
    body = list(dropwhile(lambda block: block.text in called, reversed(blocks)))[::-1]
    end = ending.read(body, [*beside, *(copy for copy in (page.jsonld_body, page.feed_text, *page.titles) if copy)])
    pointer = _pointer(blocks)
    length = _length(page, frame, words, chars, unit)
    said = list(_from_frame(frame, page, length, words))
    held_back = any(map(_holds, frame.calls)) or any(piece.signal in _HELD_BACK for piece in said)
    evidence = [
        _piece(f"source_{page.source}", page.source),
        *said,
        *_from_end(end, page, body, pointer, words),
        *_from_length(length, words, chars, page, frame, held_back),
        *_from_copies(page, blocks, words),
        *_from_page(page, words),
    ]
    probability = _logistic(sum(piece.weight for piece in evidence))
    truncated = True if probability >= TRUE_FROM else False if probability <= FALSE_TO else None
    found = Completeness(probability=round(probability, 4), publisher_name=frame.publisher_name, evidence=evidence)
    if truncated is not False:
        found.delivered_fraction, found.fraction_basis = _fraction(page, frame, end, length, words, chars, evidence)
        found.estimated_total_words = _total(found, length, words)
    if truncated:
        found.kind = _kind(page, frame, evidence, words, domain)
        found.cut = end.cut
        # Behind a paywall the whole stands at the page's own address: only a preview or an excerpt names another.
        if found.kind in ("aggregator_preview", "teaser", "feed_excerpt"):
            found.full_text_url = frame.full_text_url or (pointer[1] if pointer else None)
    found.reason = _reason(truncated, found, page)
    return Verdict(truncated, found, _access(page, frame))


def _logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, log_odds))))


def _piece(signal: str, where: str, quote: str | None = None, scale: float = 1.0) -> Evidence:
    shown = None if quote is None else " ".join(quote[: 2 * _QUOTE].split())[:_QUOTE]
    return Evidence(signal, where, shown, round(WEIGHTS[signal] * scale, 2))


def _from_frame(frame: Frame, page: PageEvidence, length: _Length | None, words: int) -> Iterable[Evidence]:
    """The declared share or rest, and the strongest call: a frame's lines speak together, so they count once."""
    stating = [call.text for call in frame.calls if any(map(str.isdigit, call.text)) or call.rule == "frame.share"]
    number = next((line for line in stating if declared.percentage(line)), next(iter(stating), None))
    rest = frame.declared_remaining_chars or frame.declared_remaining_words or 0
    stated = (frame.declared_fraction is not None and frame.declared_fraction < _OWN) or rest > 0
    if frame.declared_fraction is not None and frame.declared_fraction < _OWN:
        yield _piece("declared_fraction", "frame", number or f"{frame.declared_fraction:.0%}")
    elif rest > 0:
        yield _piece("declared_remaining", "frame", number or str(rest))
    metered = any(map(_counts, frame.calls))
    behind = {block.text: place for place, block in reversed(list(enumerate(page.after[:_FAR])))}
    ranked = [
        (signal, call)
        for call in frame.calls
        if (signal := _call_signal(call, behind.get(call.text, _FAR) if call.where == "after" else 0, metered, frame))
    ]
    ranked.sort(key=lambda entry: -WEIGHTS[entry[0]])
    if not ranked:
        return
    signal, call = ranked[0]
    if stated:
        yield _piece("further_call", call.where, call.text)
        return
    proven = _proven(page, frame, length, words)
    ending_calls = [other for given, other in ranked if given == "call_end"]
    if signal == "call_end" and not metered and _holds(Call("\n".join(c.text for c in ending_calls), call.rule, "end")):
        signal = "holding_call_end"  # what no line says alone, several do
    near = [other for _, other in ranked if other.where == "after" and behind.get(other.text, _FAR) < _NEAR]
    if signal == "call_after" and not metered and _ties("\n".join(other.text for other in near)):
        signal = "holding_call_after"
    elif signal == "holding_call_after" and (_boxed(near) or _opened(page)):
        signal = "strict_call_after"
    yield _piece(signal, call.where, call.text)
    if words < 2 * _SHORT and WEIGHTS[signal] > 1 and not proven:
        yield _piece("short_before_call", "text", f"{words} words")
    if signal in ("holding_call_end", "strict_call_after", "holding_call_after") and page.free is False:
        yield _piece("not_free_and_called", "page", "isAccessibleForFree: false")
    if signal in ("holding_call_end", "call_guessed"):
        for _, other in ranked[1:3]:
            if other.where == "end":
                yield _piece("further_call", other.where, other.text)
    if signal == "call_guessed" and (backed := next((c for _, c in ranked if _BACKING.search(c.text)), None)):
        yield _piece("guess_backed", backed.where, backed.text)


def _call_signal(call: Call, behind: int, metered: bool, frame: Frame) -> str | None:
    """The signal that a call gives; `behind` is how many blocks stand between it and the body."""
    if _counts(call):
        return "metered_call"
    if call.rule.endswith(".unread"):
        return "unread_call"
    if call.form == "frame":
        return "call_guessed" if call.where == "end" and tokens.count_to(1, _URL.sub("", call.text)) else None
    if ending.excerpt_mark(call.text):
        return "excerpt_mark"
    if call.form not in (*_FORMS, "metered") or behind >= _FAR:
        return None
    # Where free articles are counted, an offer to subscribe holds nothing back yet.
    holding = _holds(call) and not (metered and call.form == "paywall")
    if frame.publisher_name and frame.publisher_name in call.text and call.where == "after":
        holding = holding or "continue" in _meanings(call.text)  # on with another publisher, not with another article
    if call.where == "after":
        if holding and behind < _NEAR and _strict(call, frame):
            return "strict_call_after"
        return ("holding_call_after" if behind < _NEAR else "holding_call_below") if holding else "call_after"
    if call.where == "end":
        return "holding_call_end" if holding else "call_end"
    return "holding_call_elsewhere" if holding else None


def _boxed(calls: Sequence[Call]) -> bool:
    """Whether calls next to each other make a door: two that hold back, or one that locks this article and one to open it."""
    holding = [call for call in calls if _holds(call)]
    return len(holding) > 1 or any(
        _locks(call.text) and any(_meanings(other.text) & _OPENING for other in calls if other is not call)
        for call in holding
    )


def _opened(page: PageEvidence) -> bool:
    """Whether the lines next to the body are a door's: one to read on by, or to hold back, and one that opens it."""
    lines = [block.text for block in page.after[:_NEAR] if _within(_LONG_CALL, block.text)]
    said = [_meanings(line) for line in lines]
    for place, line in enumerate(lines):
        beside = {place - 2, place - 1, place + 1, place + 2} & set(range(len(lines)))
        if (
            said[place] >= _WAYS_ON
            and not said[place] & _BESIDE
            and any(said[at] & _DOORS and not said[at] & _BESIDE for at in beside)
        ):
            return True
        if holds_back(line) and any("signin" in said[at] and _ASKING.search(lines[at]) for at in beside):
            return True
    return False


def _locks(line: str) -> bool:
    """Whether a short line says no more than whom the article is for ("This article is for subscribers")."""
    meanings = _meanings(line)
    return meanings >= {"subscription", "article"} and "read" not in meanings and _within(_LABEL, line)


def _strict(call: Call, frame: Frame) -> bool:
    """Whether a call ties the door to reading on ("subscribe to continue reading"), names who or where has the rest, or
    calls what stands there a preview of the article.
    """
    meanings = _meanings(call.text)
    if call.form == "preview" and (meanings >= _PREVIEWED or declared.address(call.text)):
        return True
    if call.form == "preview" and frame.publisher_name:
        return frame.publisher_name in call.text or frame.full_text_url is not None
    return _ties(call.text)


def _ties(text: str) -> bool:
    """Whether words tie a door to reading on, and speak of nothing beside."""
    meanings = _meanings(text)
    return bool(meanings & _DOORS) and meanings >= _WAYS_ON and not meanings & _BESIDE


def _counts(call: Call) -> bool:
    """Whether a call counts free articles, rather than asking for a door to be opened to what is left of this one."""
    return call.form == "metered" and (any(map(str.isdigit, call.text)) or not _holds(call))


def _holds(call: Call) -> bool:
    """Whether a call says that the rest is behind it: a door and a way on, or where to read the whole.

    Behind the body, where other articles' "read more" stands too, a line must be short and more than that.
    """
    meanings = _meanings(call.text)
    if meanings.isdisjoint(_HOLDING) or meanings & _BESIDE:
        return False
    if call.where == "after" and not _within(_LONG_CALL, call.text):
        return False
    if meanings & _DOORS and (meanings & _WAYS_ON or meanings >= {"full", "article"}):
        return True
    goes_on = "continue" in meanings and meanings & {"read", "site", "article"}
    if goes_on and (call.where != "after" or call.text.rstrip()[-1:] in "?？؟"):
        return True
    return any(meanings >= pair for pair in _WHOLE) and "support" not in meanings


def _heard(frame: Frame, page: PageEvidence, blocks: Sequence[Block]) -> Frame:
    """The frame with what its neighbours say, whatever language they are in.

    Boilerplate reads a line in the body's language, asks it to be a call from end to end, and names it by its loudest
    word; here a line at the end or next to it that holds the rest back is a call by what it asks for.
    """
    near = dict.fromkeys(block.text for block in page.after[:_NEAR])
    calls: list[Call] = []
    new = near.copy()
    for call in frame.calls:
        if _RIGHTS.search(call.text):
            continue  # "All rights reserved" is no call
        beside = call.where == "end" or (call.where == "after" and call.text in near)
        rule = _asked(call.text) if beside and call.form not in _SPEAKING else None
        calls.append(replace(call, rule=rule) if rule else call)
        new.pop(call.text, None)
    calls += [Call(line, rule, "after") for line in new if (rule := _asked(line))]
    if all(call.form not in _SPEAKING for call in calls):
        guessed = [call.text for call in calls if call.form == "frame" and call.where == "end"]
        body = [block for block in blocks if block.type in IN_TEXT]
        # A few short lines under a body may be a box of which boilerplate knew no word.
        tail = list(takewhile(lambda line: _within(_LABEL, line), (block.text for block in body[: -_NEAR - 1 : -1])))
        if len(tail) in (0, len(body), _NEAR) or sum(bool(_URL.search(line)) for line in tail) > 1:
            tail = []
        at_end = _unread([*tail[::-1], *guessed], body[: len(body) - len(tail)])
        unread = at_end or ([] if guessed else _unread(list(near), body))
        calls[:0] = [Call(line, rule, "end" if at_end else "after", False) for line, rule in unread]
    if calls == list(frame.calls):
        return frame
    named = [call.text for call in calls if call.rule == "preview.beside"]
    names = (declared.publisher(line, _understood(line)[0]) for line in named)
    return replace(
        frame,
        calls=tuple(calls),
        form=next(
            (call.form for call in calls if call.form in _FORMS), frame.form if frame.form not in _FORMS else None
        ),
        publisher_name=frame.publisher_name or next(filter(None, names), None),
        full_text_url=frame.full_text_url or next(filter(None, map(declared.address, named)), None),
    )


def _asked(line: str) -> str | None:
    """The rule of a short line that counts free articles ("2 free articles left") or holds the rest back, by its door."""
    if len(line) > _LONG_LINE:
        return None
    meanings = _meanings(line)
    if meanings >= {"limit", "article"} and any(map(str.isdigit, line)):
        return "metered.beside"
    if not holds_back(line):
        return None
    return ("paywall" if meanings & _SOLD else "registration" if meanings & _DOORS else "preview") + ".beside"


def _unread(lines: Sequence[str], body: Sequence[Block]) -> list[tuple[str, str]]:
    """Lines of a box in a language that has no file and is not the body's, and what the box is by its shape.

    A share or an arrow is a preview's, a question with its short answer ("Already a subscriber? Log in") a paywall's.
    """
    box = list(takewhile(lambda line: _within(_LONG_CALL, line), lines))
    asked, shared = (next(filter(found, box), None) for found in (_ASKED.search, _SHARED.search))
    if len(box) < 2 or not (asked or shared):
        return []
    known = " ".join(block.text[-2000:] for block in body[-8:])
    box = [line for line in box if _strange(line, known)]
    if len(box) < 2 or not {asked, shared} & set(box):
        return []
    return [(line, "preview.unread" if shared in box else "paywall.unread") for line in box]


def _strange(line: str, body: str) -> bool:
    """Whether no language that is known explains half of a line's words, and the body has none of them."""
    line = _URL.sub(" ", line[:600])
    heard = lexicon().hear(phrases.words(line))
    known = Counter(language for said in heard for language in said)
    if 2 * max(known.values(), default=0) >= len(heard):
        return False
    plain = [word for word in tokens.tokens(line) if word[0].isalpha() and not word[0].isupper() and len(word) > 1]
    return bool(plain) and not any(re.search(rf"(?<!\w){word}(?!\w)", body) for word in plain)


@lru_cache(maxsize=512)  # of the lines near the end several rules ask it
def holds_back(line: str) -> bool:
    """Whether a line of the body is short and says that the rest is elsewhere."""
    return len(line) <= _LONG_LINE and _holds(Call(line, "frame.left", "after"))


def _with_share(frame: Frame, page: PageEvidence, blocks: Sequence[Block]) -> Frame:
    """The frame with the share that a short line next to a call states, where it states none itself; in any language."""
    if frame.declared_fraction is not None:
        return frame
    for call in frame.calls:
        if call.rule.endswith(".unread") and (share := declared.percentage(call.text)):
            # What is shown up to a half, what is left above.
            return replace(frame, declared_fraction=share if share <= 0.5 else round(1 - share, 4))
    lines: list[Block] = []
    if any(call.form == "preview" and call.where == "end" for call in frame.calls):
        lines += [block for block in blocks if block.type in IN_TEXT][-1:]
    near = page.after[:_NEAR]
    texts = {block.text for block in near}
    if any(call.form in _FORMS and call.where == "after" and call.text in texts for call in frame.calls):
        lines += near
    for line in lines:
        if _within(_LABEL, line.text) and declared.percentage(line.text):
            language, meanings = _understood(line.text)
            share = declared.fraction(line.text, language) if meanings & {"article", "preview"} else None
            if share is not None:
                said = Call(line.text, "frame.share", "after" if line in near else "end")
                return replace(frame, declared_fraction=share, calls=(*frame.calls, said))
    return frame


def _within(most: int, text: str) -> bool:
    """Whether a text has at most so many tokens."""
    return tokens.count_to(most + 1, text) <= most


def _meanings(text: str) -> frozenset[str]:
    """What the words of a line mean (text/phrases), in the language that knows most of them."""
    return _understood(text)[1]


@lru_cache(maxsize=512)  # the same few lines are asked for many times
def _understood(text: str) -> tuple[str | None, frozenset[str]]:
    """The language that knows most of a line's words, and what they mean in it."""
    text, addresses = _URL.subn(" ", text[:600]) if "://" in text or "www." in text else (text[:600], 0)
    heard = [said for said in lexicon().hear(phrases.words(text)) if said]
    letters: dict[str, int] = {}
    for said in heard:
        for language, means in said.items():
            letters[language] = letters.get(language, 0) + sum(means.values())
    shared = frozenset({"site"} if addresses else ())
    if letters.pop(phrases.ANY, None):
        shared = shared.union(*(said[phrases.ANY] for said in heard if phrases.ANY in said))
    if not letters:
        return None, shared
    best = max(letters, key=letters.__getitem__)
    own = [said[best].keys() for said in heard if best in said]
    # A word of two meanings ("seguir": go on, follow) is about the article where one of them is.
    return best, shared.union(*(means if means.isdisjoint(_ABOUT) else means - _BESIDE for means in own))


def _from_end(
    end: ending.Ending, page: PageEvidence, blocks: Sequence[Block], pointer: tuple[str, str] | None, words: int
) -> Iterable[Evidence]:
    if pointer:
        yield _piece("pointer", "end", pointer[0])
        if words < _SHORT:
            yield _piece("short_before_call", "text", f"{words} words")
        return
    # A call that boilerplate took for the article's own line.
    for block in [block for block in blocks if block.type in IN_TEXT][-2:]:
        if holds_back(block.text):
            yield _piece("holding_line", "end", block.text)
            break
    if end.signal:
        on_page = end.signal == "unfinished" and page.source == "page"
        yield _piece("unfinished_page" if on_page else end.signal, "end", end.quote, end.strength)
    # The body's own sentence may go on in a block that extraction left out.
    following = page.after[0].text if page.after else ""
    if end.signal == "unfinished" and following[:1].islower() and tokens.count_to(8, following) >= 8:
        yield _piece("continues_after", "after", following)


def _pointer(blocks: Sequence[Block]) -> tuple[str, str] | None:
    """The body's last sentence and its link, where it is short, ends in the link, and says that the text goes on there."""
    last = next((block for block in reversed(blocks) if block.type in IN_TEXT), None)
    if last is None or not last.links:
        return None
    text, link = last.text.rstrip(_CLOSING), last.links[-1].text.rstrip(_CLOSING)
    sentence = _STOP.split(text[-200:])[-1]
    if not link or not text.endswith(link) or not _within(15, sentence):
        return None
    meanings = _meanings(sentence)
    goes_on = "continue" in meanings or ("full" in meanings and meanings & {"read", "article", "site"})
    return (sentence, last.links[-1].url) if goes_on and not meanings & _BESIDE else None


def _length(page: PageEvidence, frame: Frame, words: int, chars: int, unit: Unit | None) -> _Length | None:
    """The declared length of the whole. Without a known unit, a count near the text's characters may count those."""
    if frame.declared_words and frame.declared_words > 0:
        return _Length(frame.declared_words, "words")
    count = page.declared_words
    if not count or count < 20:
        return None
    if unit is None and not 0.8 * chars <= count <= 1.25 * chars:
        unit = "words" if count < 5000 else None
    elif unit is None and count < 600:  # no article is as short as that
        unit = "words"
    elif unit is None and count > 5000:
        unit = "characters"
    return _Length(count, unit)


def _proven(page: PageEvidence, frame: Frame, length: _Length | None, words: int) -> bool:
    """Whether the page's own data says that a short text is all there is: its length is declared, or its locked part held."""
    if (
        length
        and length.unit == "words"
        and 0.9 <= length.count / max(words, 1) <= _EQUAL
        and not _excerpts(page, frame)
    ):
        return True
    return max(_locked(page), default=0) >= max(_DOOR, 0.8 * words)


def _locked(page: PageEvidence) -> list[int]:
    """The words of each part that the page declares locked, where its selector matches."""
    if page.free is not False or _pages_missing(page):  # a first page's locked part is not all of it
        return []
    return [part.words for part in page.parts if not part.free and part.words is not None]


def _excerpts(page: PageEvidence, frame: Frame) -> bool:
    """Whether a declared length may be an excerpt's own: a preview's, unless the page declares itself paid, as publishers do."""
    return _form(frame) == "preview" and page.free is not False


def _from_length(
    length: _Length | None, words: int, chars: int, page: PageEvidence, frame: Frame, held_back: bool
) -> Iterable[Evidence]:
    if length is None:
        return
    # Where the unit is not known, both readings must agree; what is within a twentieth of the characters counts them.
    by_words, by_chars = length.count / max(words, 1), length.count / max(chars, 1)
    readings = {"words": [by_words], "characters": [by_chars]}.get(length.unit or "", [by_words, by_chars])
    quote = f"{length.count} {length.unit or 'words or characters'} declared, {words} words held"
    if min(readings) >= 1.5:
        yield _piece("declared_length_more", "page", quote)
    elif min(readings) >= 1.3 or (max(readings) >= 1.5 and abs(by_chars - 1) > 0.05):
        yield _piece("declared_length_perhaps", "page", quote)
    elif min(readings) >= 0.7 and max(readings) <= 1.2:
        near = "declared_length_equal" if max(readings) <= _EQUAL else "declared_length_near"
        if _excerpts(page, frame):
            yield _piece("declared_length_own", "page", quote)
        elif near == "declared_length_equal" or not held_back:
            yield _piece(near, "page", quote)  # under a call, the little that is lacking may as well be what was cut


def _from_copies(page: PageEvidence, blocks: Sequence[Block], words: int) -> Iterable[Evidence]:
    """The text as JSON-LD, the page's embedded state or the feed have it: what only the copy says is missing here."""
    equal = None
    if page.recovered:
        yield _piece("recovered", "page", page.recovered)
    for where, copy in _copies(page):
        there = tokens.tokens(copy.lower())
        if len(there) < 0.9 * words or len(there) < 20:
            continue
        runs = _runs(there)
        lost = len(runs - _runs(tokens.tokens(compose(blocks).lower())))
        if lost >= 50 and lost >= 0.3 * len(runs):
            yield _piece("longer_copy", where, f"{len(there)} words there, {words} here")
            return
        if where != "feed" and words >= _SHORT and not equal:
            equal = _piece("equal_copy", where, f"{len(there)} words there, {words} here")
    if equal:
        yield equal


def _copies(page: PageEvidence) -> Iterable[tuple[str, str]]:
    """Other copies of the text, without tags and entities, which JSON-LD often holds twice escaped."""
    if page.source != "feed":
        for where, copy in (("jsonld", page.jsonld_body), ("feed", page.feed_text)):
            if copy:
                yield where, _TAG.sub(" ", html.unescape(html.unescape(copy)))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _from_page(page: PageEvidence, words: int) -> Iterable[Evidence]:
    if page.too_deep or page.too_long:
        yield _piece("parser_cut", "page")
    if _pages_missing(page):
        sure = page.next_page or len(page.pages) > 1
        yield _piece("further_page" if sure else "one_page_link", "page", page.next_page or page.pages[0])
    if page.faded:
        yield _piece("faded", "page", page.faded)
    if page.veiled:
        yield _piece("veiled", "text", page.veiled)
    if page.free or page.tier == "free":
        yield _piece("free", "page", "free")
    elif page.free is False:
        yield _piece("not_free", "page", "isAccessibleForFree: false")
        locked = _locked(page)
        if locked and max(locked) >= _DOOR:
            signal = "locked_part_held" if max(locked) >= 2 * _SHORT else "locked_part_long"
            yield _piece(signal, "page", f"{max(locked)} words in the locked part")
        elif page.parts and words < _SHORT:
            yield _piece("locked_part_short", "page", f"{max(locked, default=0)} words in the locked part")


def _pages_missing(page: PageEvidence) -> bool:
    return bool(page.pages or page.next_page) and max(len(page.pages) + 1, 2) > page.pages_joined


def _kind(
    page: PageEvidence, frame: Frame, evidence: Sequence[Evidence], words: int, domain: str | None
) -> Kind | None:
    """What kind of cut it is, by its strongest witness; None where the text just stops."""
    signals = {piece.signal: piece.where for piece in evidence}
    form = _form(frame)
    withheld = page.free is False or form in ("paywall", "registration")
    if {"parser_cut", "continues_after"} & signals.keys() or (signals.get("longer_copy") == "jsonld" and not withheld):
        return "extraction_gap"
    if form == "preview" and page.free is False and not frame.publisher_name:
        form = "paywall"
    if {"further_page", "one_page_link"} & signals.keys() and not (form == "paywall" and page.free is False):
        return "paginated"
    elsewhere = frame.full_text_url is not None and not _on(domain, frame.full_text_url)
    named = frame.publisher_name or frame.declared_fraction or elsewhere
    if form is None and frame.declared_fraction is not None and frame.form != "metered":
        form = "paywall" if page.free is False else "preview"  # said in a language that is not known
    if form and (form != "preview" or named):
        return _FORMS[form]
    if page.source == "feed" or "excerpt_mark" in signals or frame.declared_remaining_chars:
        return "feed_excerpt"
    if page.source == "text" and "ellipsis" in signals and not form:
        return "feed_excerpt"
    if form:
        return "teaser"
    if frame.form == "metered" or page.free is False or page.faded or page.veiled:
        return "paywall"
    if page.source == "page" and "declared_length_more" in signals:
        return "paywall"  # only who has the whole can count it, and serves less: the call itself comes by script
    if words < _SHORT and "longer_copy" in signals:
        return "lead_only"
    return "teaser" if signals.keys() & {"ellipsis", "call_guessed", "longer_copy", "pointer"} else None


def _on(domain: str | None, url: str) -> bool:
    """Whether an address is on this domain or under it."""
    host = urlsplit(url if "//" in url else "").hostname or ""
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _form_of(call: Call, near: Sequence[Call]) -> str:
    """A call's form. Where one word says both "register" and "subscribe", it is what the calls beside it sell."""
    sold = any("subscription" in _meanings(other.text) for other in near)
    return "registration" if call.form == "paywall" and "register" in _meanings(call.text) and not sold else call.form


def _form(frame: Frame) -> str | None:
    """The form of the calls that hold the rest back, or else of any at the end."""
    near = [call for call in frame.calls if call.where in ("end", "after") and not ending.excerpt_mark(call.text)]
    holding = {_form_of(call, near) for call in near if _holds(call)}
    standing = {call.form for call in near if call.where == "end"}
    ranked: list[str] = [form for form in ("paywall", "registration") if form in holding]
    if "preview" in holding and not frame.publisher_name and any(call.form == "paywall" for call in near):
        ranked.append("paywall")
    ranked += ["preview"] * ("preview" in holding)
    ranked += [form for form in ("paywall", "preview", "registration") if form in standing]
    if not ranked and frame.form == "preview" and not frame.publisher_name and "paywall" in (c.form for c in near):
        return "paywall"
    return next(iter(ranked), frame.form if frame.form in _FORMS else None)


def _fraction(
    page: PageEvidence,
    frame: Frame,
    end: ending.Ending,
    length: _Length | None,
    words: int,
    chars: int,
    evidence: Sequence[Evidence],
) -> tuple[float | None, Basis | None]:
    """The delivered share and what it rests on; nothing where nothing declares or measures the whole."""
    if frame.declared_fraction is not None:
        return _share(frame.declared_fraction, 1), "declared"
    marks = [mark[1] or 0 for call in frame.calls if (mark := ending.excerpt_mark(call.text))]
    rest = frame.declared_remaining_chars or end.remaining or max(marks, default=0)
    if rest > 0:
        held = max(chars - end.mark, 0)
        return _share(held, held + rest), "character_count"
    rest = frame.declared_remaining_words or 0
    if rest > 0:
        return _share(words, words + rest), "word_count"
    if length and (length.unit or length.count < 5000):
        # Characters that are about the text's own say nothing of a whole: on a text that is cut, they are words.
        in_words = length.unit != "characters"
        if (share := _share(words if in_words else chars, length.count)) < _OWN:
            return share, "word_count" if in_words else "character_count"
    longer = {piece.where for piece in evidence if piece.signal == "longer_copy"}
    for where, copy in _copies(page):
        if where in longer and (there := tokens.count(copy)) > words:
            return _share(words, there), "feed" if where == "feed" else "word_count"
    return None, None


def _share(held: float, whole: float) -> float:
    return round(max(0.0, min(1.0, held / whole)), 4)


def _total(found: Completeness, length: _Length | None, words: int) -> int | None:
    if length and length.unit == "words" and found.fraction_basis == "word_count":
        return length.count
    return round(words / found.delivered_fraction) if found.delivered_fraction else None


def _access(page: PageEvidence, frame: Frame) -> Access | None:
    """What the page says of access: its tier, isAccessibleForFree, its calls. A bare "subscribe" says nothing of it."""
    tier = (page.tier or "").lower()
    near = [call for call in frame.calls if call.where in ("end", "after")]
    forms = {_form_of(call, near) for call in near if _holds(call)}
    if tier == "metered" or any(map(_counts, frame.calls)):
        return "metered"
    if tier in ("locked", "premium", "paid", "subscriber"):
        return "subscriber"
    if tier == "free" or page.free:
        return "free"
    if "registration" in forms and "paywall" not in forms:
        return "registration"
    return "subscriber" if "paywall" in forms or page.free is False else None


def _reason(truncated: bool | None, found: Completeness, page: PageEvidence) -> str:
    """One sentence a person can read."""
    ranked = sorted(found.evidence[1:], key=lambda piece: -piece.weight)
    if truncated:
        kind = f" ({found.kind.replace('_', ' ')})" if found.kind else ""
        return f"Truncated{kind}: {' and '.join(_say(piece) for piece in ranked[:2] if piece.weight > 0)}."
    speaking = [piece for piece in ranked if piece.weight > 0.5]
    if truncated is None:
        if not speaking:
            return "Nothing in the text speaks for a cut, and without its page nothing can speak against one."
        return f"Not certain: {_say(speaking[0])}, which is not enough for a verdict."
    if speaking:
        against = min(found.evidence[1:], key=lambda piece: piece.weight)
        but = f", but {_say(against)}" if against.weight < 0 else " alone, which is not enough on an article's page"
        return f"Taken for whole: {_say(speaking[0])}{but}."
    return "Nothing on the article's page speaks for a cut."


_SAID = {
    "declared_fraction": "the page declares the share delivered",
    "declared_remaining": "the page counts what it holds back",
    "holding_call_end": "a call at the end says where the rest is",
    "strict_call_after": "a call behind the text says where the rest is",
    "holding_call_after": "a call behind the text says where the rest is",
    "holding_call_below": "a call further down says where the rest is",
    "holding_line": "the last lines say where the rest is",
    "holding_call_elsewhere": "a call on the page says where the rest is",
    "call_end": "a call stands at the end",
    "call_after": "a call follows the text",
    "further_call": "so do others",
    "unread_call": "the lines next to the text have the shape of a door, in another language",
    "call_guessed": "the last lines look like a call",
    "guess_backed": "they ask, count or lead elsewhere",
    "pointer": "the last line leads to where the text goes on",
    "free": "the page is declared free",
    "metered_call": "the page counts free articles",
    "short_before_call": "the text is short",
    "excerpt_mark": "the text ends in an excerpt's mark",
    "ellipsis": "the text ends in an ellipsis",
    "unfinished": "the last sentence is unfinished",
    "unfinished_page": "the last sentence is unfinished",
    "sentence_end": "the text ends with a whole sentence",
    "declared_length_more": "the declared length is well above the text's",
    "declared_length_perhaps": "the declared length may be above the text's",
    "declared_length_equal": "the declared length is the text's own",
    "declared_length_near": "the declared length is near the text's own",
    "declared_length_own": "the declared length is the text's own",
    "longer_copy": "another copy of the text is longer",
    "equal_copy": "the page's own copy of the text is no longer",
    "recovered": "the text was read from the page's data",
    "parser_cut": "the page was not read to its end",
    "continues_after": "the text goes on behind its end",
    "further_page": "a further page of the article was not joined",
    "one_page_link": "a link may lead to a further page of the article",
    "faded": "the text fades out",
    "veiled": "what should follow can't be read",
    "not_free": "the page is declared not free",
    "not_free_and_called": "the page is declared not free",
    "locked_part_short": "the locked part is all but empty",
    "locked_part_held": "the locked part is on the page",
    "locked_part_long": "the locked part is on the page",
}


def _say(piece: Evidence) -> str:
    if piece.quote and piece.signal.startswith(("declared_", "call_", "holding_", "strict_", "pointer")):
        quote = piece.quote if '"' in piece.quote else f'"{piece.quote}"'
        return f"{_SAID[piece.signal]} ({quote})"
    return _SAID[piece.signal]
