"""Finds out how a text ends: at a sentence's end, in mid-sentence, or in mid-word."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from newscrawl.items import IN_TEXT, Block, Cut
from newscrawl.text import phrases, tokens
from newscrawl.text.phrases import lexicon
from newscrawl.text.scripts import LAO, THAI
from newscrawl.text.sentences import ENDS
from newscrawl.text.weights import odds

_TAIL = 600  # characters at the end of a text that are read
_LONG = 12  # a line with so many tokens is a paragraph rather than a title
_READ = 8000  # characters of a text that show how its words end
_SAME = 25  # characters at the end of a text that show its place in a copy
_UNPUNCTUATED = re.compile(rf"[{THAI}{LAO}]\W*\Z")  # Thai and Lao write no full stop
_NOTE = 170
"""The characters at a text's end in which a note in brackets is looked for. It has at most 160."""
_LINE = 300  # a last line with 300 characters or more is prose, not a sign-off
_FEW, _TWO = 4, 3
"""A fragment with fewer words is more likely a name, a label or a place than a cut sentence: with
fewer than 4 in a script without capitals, with fewer than 3 if it begins in lower case.
"""
_RUNNING = 8  # a paragraph with at least 8 words is running text
_LETTERS = 2  # a last word with fewer letters is not tested for a cut in its middle
_RARE, _RAREST = 0.003, -6.0
"""If less than .003 of the words with some letters end in them, the log-odds count as -6."""
_DECORATION = frozenset("Pf Pi Pe Ps Zs Sk Cf Sm".split())
"""Categories of characters that may stand behind a sentence's end: quotes, brackets, ornaments."""
_GREEK = re.compile(r"[\u0370-\u03ff]")
_EXCERPT = re.compile(r"[\[(]\s{0,3}(?:…|\.{3}|&hellip;)\s{0,3}[\])]\W{0,3}\Z")
"""The mark that programs put at an excerpt's end: "[…]"."""
_DOTS = re.compile(r"(?:\s{0,3}(?:…|\.{2,6})){1,3}\s{0,3}\Z")
_ELLIPSIS = re.compile(r"(?:…|\.{3,6}|…\.)[\"'”’»)\]]{0,3}\Z")
_GROUP = re.compile(r"[(\[（［【][^()\[\]（）［］【】]{1,160}[)\]）］】]\s{0,3}\Z")
_SENTENCE = re.compile(r"(?:[.!?…؟۔।॥։።][\"'”’»)\]]{0,3}\s)|[。！？｡][」』”’）]?")
_LABEL = re.compile(r"[:：]\s?(?:[^\s:：]+\s?){1,2}\Z")
_CONTACT = re.compile(r"[@©ⓒ®]|https?:|www\.|\b\w{2,}\.(?:com|org|net)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Ending:
    """How a text ends.

    `signal` is "unfinished", "sentence_end", "ellipsis", "excerpt_mark", or None if the end tells
    nothing. `quote` is the text's tail. For an unfinished end, `strength` are the log-odds that it
    is a cut. For an ellipsis, `strength` is lower if the text's other paragraphs end so too.
    """

    signal: str | None = None
    cut: Cut | None = None
    quote: str | None = None
    strength: float = 1.0


def ending_of(blocks: Sequence[Block], beside: Sequence[str] = ()) -> Ending:
    """Returns how the body ends. Captions, embeds and sign-offs at the end are ignored.

    `beside` are other texts of the article, such as its title, description or another copy. Their
    words help to tell a part of a word from a whole word.
    """
    body = [block for block in blocks if block.type in IN_TEXT and block.text.strip()]
    if not body:
        return Ending()
    last = body[-1].text.rstrip()
    quote = last[-100:]
    if mark := _EXCERPT.search(last[-40:]):
        cut = _cut(_DOTS.sub("", last[: -len(mark[0])]), body[:-1], beside)
        return Ending("excerpt_mark", cut, quote)
    if _ELLIPSIS.search(last[-12:]):
        cut = _cut(last.rstrip("\"'”’»)]").rstrip(".…"), body[:-1], beside)
        habit = any(_ELLIPSIS.search(block.text[-12:]) for block in body[:-1])
        return Ending("ellipsis", cut, quote, 0.4 if habit else 1.0)
    place = len(body) - 1
    while place > 0 and place > len(body) - 5 and _apart(body[place]):
        place -= 1
    is_last = place == len(body) - 1
    if _finished(body[place].text):
        return Ending("sentence_end", "sentence_end" if is_last else None, quote)
    if (
        not is_last
        or body[place].type not in ("paragraph", "quote")
        or _UNPUNCTUATED.search(last[-12:])
        or last[-1] in ":："
        or _GROUP.search(last[-_NOTE:])  # such as an author's initials in brackets
    ):
        return Ending(None, None, quote)
    cut = _cut(last, body[:-1], beside)
    return Ending("unfinished", cut, quote, odds("ending", signs(last, body[:-1], cut)))


def _finished(text: str) -> bool:
    """Returns whether a text ends with a sentence, perhaps with quotes and a note behind it."""
    text = text.rstrip()
    if group := _GROUP.search(text[-_NOTE:]):  # "... he said. (AFP)"
        before = text[: len(text[:-_NOTE]) + group.start()].rstrip()
        if before and _finished_plainly(before):
            return True
    return _finished_plainly(text)


def _finished_plainly(text: str) -> bool:
    """Returns whether the last character that is no decoration ends a sentence."""
    tail = text[-24:]
    while tail and (tail[-1] in "\"'*_" or unicodedata.category(tail[-1]) in _DECORATION):
        tail = tail[:-1]
    if not tail:
        return False
    if unicodedata.category(tail[-1]) == "So":  # an emoji or an ornament that marks the end
        return True
    return tail[-1] in ENDS or (tail[-1] in ";\u037e" and bool(_GREEK.search(text[-60:])))


def _apart(block: Block) -> bool:
    """Returns whether a last line is a sign-off, a credit, a heading, or an entry of a list."""
    text = block.text.strip()
    if block.type in ("heading", "list_item", "table_row"):
        return not _finished(text)
    if _finished(text) or len(text) >= _LINE or _SENTENCE.search(text):
        return False
    # "Reporting by …, … and …; Editing by …"
    return _signoff(text) or _signoff(text.rpartition(";")[2] or text)


def _signoff(fragment: str) -> bool:
    """Returns whether words look like a sign-off: names, agencies, dates, contacts, labels."""
    fragment = fragment.strip()
    if (
        _CONTACT.search(fragment[-60:])
        or _LABEL.search(fragment[-80:])
        or fragment[:1] in ("*", "/", "_")
    ):
        return True
    words = tokens.tokens(fragment[:400])
    letters = [word for word in words if word[0].isalpha()]
    if 2 * len(letters) <= len(words):
        return True
    cased = [word for word in letters if word[0].islower() or word[0].isupper()]
    if not cased:  # a script without capitals
        return len(words) < _FEW
    if len(words) < _TWO and words[0].islower():
        return True
    if fragment[-1] in ",-–—" or letters[-1][0].islower():
        return False
    capitals = sum(word[0].isupper() for word in cased) / len(cased)
    return capitals >= (0.6 if len(words) < _LONG else 0.8)


def _fragment(text: str) -> str:
    """Returns the words after the last full stop of a text."""
    tail = text[-_TAIL:]
    return tail[max((match.end() for match in _SENTENCE.finditer(tail)), default=0) :]


def signs(last: str, before: Sequence[Block], cut: Cut | None) -> dict[str, float]:
    """Returns the features of an unfinished end by the names of their weights.

    The end of `last` is less likely a cut if the paragraphs `before` end so too, or if it looks
    like a separate line: a name, a label, one of several titles.
    """
    long = tokens.count_to(_LONG, last[-_TAIL:]) >= _LONG
    others = [block.text for block in before if block.type == "paragraph"][-60:]
    others = [text for text in others if not long or tokens.count_to(_LONG, text[:_TAIL]) >= _LONG]
    done = sum(map(_finished, others))
    inside = min(4, sum(1 for _ in _SENTENCE.finditer(last[-2000:])))
    fragment = _fragment(last)
    above = before[-1].text if before and before[-1].type == "paragraph" else ""
    row = tokens.count_to(_RUNNING, above[-_TAIL:]) >= _RUNNING and not _finished(above)
    return {
        "constant": 1.0,
        "habit": math.log((done + inside + 1) / (len(others) - done + 1)),
        "alone": float(not others),
        "mid_word": float(cut == "mid_word"),
        "signoff": float(_signoff(fragment)),
        "row": float(row and len(fragment) >= len(last)),
    }


def _cut(text: str, before: Sequence[Block], beside: Sequence[str]) -> Cut:
    """Returns where a text is cut, by a longer copy of it or else by its words and language."""
    text = text.rstrip()
    if _finished_plainly(text):
        return "sentence_end"
    last = tokens.tokens(text[-200:])
    if (
        not last
        or not text.endswith(last[-1])
        or not last[-1].isalpha()
        or len(last[-1]) < _LETTERS
    ):
        return "mid_sentence"
    for copy in beside if len(text) >= _SAME else ():
        found = copy.find(text[-_SAME:])
        # the copy may be cut in the same place
        if found >= 0 and (following := copy[found + _SAME :][:1]) and following not in ".…":
            return "mid_word" if following.isalpha() else "mid_sentence"
    copies = (copy[:2000] for copy in beside)
    texts = [*copies, *(block.text[-2000:] for block in before[-40:]), text[-5000 : -len(last[-1])]]
    signs = word_signs(last[-1], "\n".join(texts)[-_READ:])
    return "mid_word" if odds("word", signs) > _WORD_CUT else "mid_sentence"


_WORD_CUT = 0.5
"""Above these log-odds a word counts as cut in two. Half of the texts that the weights learnt from
were cut inside a word. Real texts are less often, because many programs cut between words.
"""


def word_signs(word: str, text: str) -> dict[str, float]:
    """Returns features that tell a part of a word from a whole word, by the names of their weights.

    `text` is the text before the word. "alone" compares how often the word occurs there as a whole
    word and how often as a beginning. "small" tells whether it is a small word of the text's
    language. "ending" are the log-odds that its last letters end a word. "letters" is its length.
    """
    word, others = "".join(phrases.words(word)), phrases.words(text)
    kinds = set(others)
    common = lexicon().common
    spoken = Counter(language for other in kinds for language in common.get(other, ()))
    language = max(spoken, key=lambda name: (spoken[name], name), default=None)
    running, distinct = ("\n".join(("", *words, "")) for words in (others, sorted(kinds)))
    whole, begun = running.count(f"\n{word}\n"), running.count(f"\n{word}")
    rate = 0.2
    for length in range(1, min(3, len(word)) + 1):  # a shorter ending is the prior of a longer
        letters = word[-length:]
        rate = (distinct.count(letters + "\n") + 2 * rate) / (distinct.count(letters) + 2)
    return {
        "constant": 1.0,
        "alone": math.log((whole + 0.5) / (begun - whole + 0.5)),
        "small": float(language in common.get(word, ())),
        "ending": math.log(rate / (1 - min(rate, 0.997))) if rate > _RARE else _RAREST,
        "letters": min(len(word), 10),
    }
