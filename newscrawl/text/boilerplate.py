"""What a preview, paywall, newsletter, share bar or consent frame adds to a body, taken out line by line with its rule.

Two kinds of evidence are added up as log-odds for each line. What it says: how much of it is made of words that frames
are made of (text/phrases), in any language. How and where it stands: next to the body's end, short, an arrow, a link
alone, an address, a publisher's name, in another language than the body. The article's own lines speak for themselves by
all the words that no frame has, by quotation marks and by whole sentences.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import chain, count, takewhile
from math import log
from typing import Literal, TypeVar

from newscrawl.items import Block, Link, Removed
from newscrawl.text import declared
from newscrawl.text.phrases import ANY, Heard, fold, languages, lexicon, words, written

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
    "comments", "related", "gallery", "media", "advert", "language_switch", "caption", "navigation", "notice", "frame",
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

# What a meaning weighs where it stands in a line; the rest, which other texts have as often, weigh .3.
_WEIGHTS = {
    "subscribe": 2.0, "signin": 2.0, "newsletter": 2.0, "cookies": 1.5, "register": 1.5, "account": 1.5,
    "subscription": 1.5, "download": 1.5, "unlock": 1.5, "related": 1.5, "app": 1.5, "share": 1.5, "follow": 1.5,
    "advert": 1.2, "brand": 1.2, "read": 1.2, "continue": 1.0, "privacy": 1.0, "email": 1.0, "limit": 0.8, "accept": 0.7,
    "notify": 0.7, "preview": 0.8, "click": 0.6, "save": 0.6, "comment": 0.7, "support": 0.7, "gallery": 0.7,
    "origin": 2.0, "give": 1.3, "stay": 1.0, "notice": 1.0, "watch": 0.6, "article": 0.6, "site": 0.4, "journalism": 0.4, "full": 0.5, "offer": 0.5, "reader": 0.5,
}  # fmt: skip
_STRONG = frozenset(meaning for meaning, weight in _WEIGHTS.items() if weight >= 1.0)
_LOUD = frozenset(meaning for meaning, weight in _WEIGHTS.items() if weight >= 0.6)
_BESIDE = _LOUD - {"gallery", "watch"}  # a picture's credit and a minute stand at the article's edge too
_PAIRS = tuple(
    map(
        frozenset,
        (
            ("full", "article"),
            ("continue", "article"),
            ("gallery", "click"),
            ("gallery", "watch"),
            ("preview", "article"),
        ),
    )
)
"""Meanings that are strong together."""
_ADDRESSING = frozenset({"reader", "click", "origin"})
_SILENT = frozenset({"small", "on", "behind", "half", "third", "quarter"})
"""Meanings that say nothing of a frame."""

_ENOUGH = 400  # characters of a body, to know its words by
_MAX_CHARS = 700  # a longer paragraph is the article's: no frame seen has one
_SHORT = 12  # words
_PARAGRAPH = 80  # characters
_TOLD = 4  # words that no frame has, or beside a quotation, that tell something
_BARE = 3  # words of a line that is a button's: "Print"
_TERMINAL = ".!?…。！？؟۔।॥։።"
_STOPS = ".…。۔।॥։:;,"
_ENDS = _TERMINAL + ":;,"
_CLOSERS = "\"'”’»›)]）」』】*_ \u200e\u200f"
_ARROW = re.compile(r"^\W{0,3}(?:[→➔➜➞➡⟶⇒▸►▶▷❯↓↗⬇↪👉➤]|>>|->)|(?:[→➔➜➞➡⟶⇒▸►▶▷›»❯↓↗⬇➤]|>>|->|>)\W{0,3}$")
_ADDRESS = re.compile(r"https?://\S|\bwww\.\w|\b[\w-]{2,40}\.(?:com|org|net|info|news)(?:/|\b)")
_CONTACT = re.compile(r"://|@|www\.")
_DIGIT = re.compile(r"\d")
_COUNTER = re.compile(r"^[^\d\n]{0,20}(\d{1,3})(?:\s?/\s?|\s\D{1,6}\s)(\d{1,3})\W{0,2}$")
_CLOCKS = re.compile(r"^\d{1,2}:\d\d\s?/\s?\d{1,2}:\d\d$")
_ASKS = re.compile(r"[?!？！؟]\W*$")
_ITEM = re.compile(r"\w{1,3}\s?[:.)]\s")
_NOTED = re.compile(r"\d{1,3}\s?[|.):]\s|\*{1,3}\s?\w")  # an item of a list, a footnote
_PRICE = re.compile(r"[€$£¥₹₽₺]|\b(?:EUR|USD)\b")
_MONEY = re.compile(rf"%|{_PRICE.pattern}")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f]")
_QUOTES = re.compile("[\"“”„«»「」『』]|(?<!\\w)['‘]\\w|\\w[.!?,]['’]")
_QUOTED = re.compile('["“„«»「『][^"”“»«」』]{2,200}["”“»«」』]')
_BAR = re.compile(r"\w\s*[|·•/‧∙]\s*\w")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’‘ʻʼ][^\W\d_]+)*")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True)
class Line:
    """A block's line, what its words mean, and its log-odds of being a frame's."""

    language: str | None = None
    meanings: frozenset[str] = frozenset()
    linked: bool = False
    wordless: bool = False
    score: float = -9.0
    strange: bool = False
    """Whether it is in none of the known languages and not in the body's."""
    quoted: bool = False


_ARTICLE = Line()


_CALLING, _COMMON, _OTHER = "calling", "common", "other"

_SCRIPTS = {"HANGUL": "ko", "HEBREW": "he", "GREEK": "el", "THAI": "th"}
"""Languages known by their script."""

_SAME_FILE = {"nb": "no", "nn": "no", "in": "id", "iw": "he", "bs": "hr", "sh": "hr", "fil": "tl"}
"""Tags of languages whose words stand in another's file."""


class _Kinds(dict[str, str]):
    """What each word is by itself in one language: of frames, common, or neither. Short ones are remembered."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __missing__(self, word: str) -> str:
        said = lexicon().alone[word]
        own, shared = said.get(self.language, ()), said.get(ANY, ())
        calling = not (_LOUD.isdisjoint(own) and _LOUD.isdisjoint(shared))
        kind = _CALLING if calling else _COMMON if "small" in own else _OTHER
        if len(word) <= 20 and len(self) < _REMEMBERED:
            self[word] = kind
        return kind


_kinds = cache(_Kinds)
_REMEMBERED = 20_000


class _Page:
    """What a line is held against: the body's language, its script, its words, and the publisher's names."""

    def __init__(self, blocks: Sequence[Block], names: Sequence[str], language: str | None) -> None:
        self.names = [name for name in map(fold, names) if len(name) > 2]
        paragraphs = [block.text for block in blocks if len(block.text) >= 80][:60]
        sample = " ".join(text[:160] for text in paragraphs[:6])
        self.script = _script(sample)
        self._spoken = _language(sample)
        self.language = self._spoken or _tag(_SCRIPTS.get(self.script)) or _tag(language)
        self.kinds = _kinds(self.language or "")
        self.abroad: str | None = None
        # Mostly paragraphs: then a short line at the end says something by being short.
        self.prose = len(paragraphs) >= 0.6 * min(60, len(blocks)) - 4 and len(paragraphs) >= 2
        self._paragraphs = paragraphs if sum(map(len, paragraphs)) >= _ENOUGH else []

    def named(self, text: str) -> bool:
        """Whether the publisher's name stands in a text."""
        folded = fold(text)
        return any(name in folded for name in self.names)

    def at_home(self, listed: Sequence[str]) -> bool:
        """Whether a quarter of the words are words that the file of the body's language has."""
        if self.language is None:
            return False
        alone = lexicon().alone
        return sum(self.language in alone[word] for word in listed) >= 0.25 * len(listed)

    def calls(self, listed: tuple[str, ...]) -> bool:
        """Whether a phrase of frames in the body's language stands in a line's words."""
        return any(
            language in (self.language, ANY) and _WEIGHTS.get(said, 0.0) >= 1.0
            for _, _, (language, said) in lexicon().phrases_in(listed)
        )

    @cached_property
    def seen(self) -> Counter[str]:
        """In how many of the body's paragraphs each word stands."""
        return Counter(chain.from_iterable(set(_TOKEN.findall(text[:500].lower())) for text in self._paragraphs[:30]))

    @cached_property
    def topics(self) -> Counter[str]:
        """In how many of the body's paragraphs longer words begin so."""
        return Counter(stem for text in self._paragraphs for stem in set(_stems(words(text))))

    def shared(self, listed: Sequence[str], own: bool = False) -> float:
        """The share of a line's longer words that stand in the body; `own`: the line is one of its paragraphs itself."""
        stems = list(_stems(listed)) if self._paragraphs else []
        return sum(self.topics[stem] > own for stem in stems) / max(1, len(stems))

    def apart(self, listed: Sequence[str]) -> bool:
        """Whether a line's longer words stand nowhere in the body, as an article's own headings do."""
        return bool(self._paragraphs) and not any(map(_UNSPACED.match, listed)) and not self.shared(listed)

    @cached_property
    def letters(self) -> frozenset[str]:
        return frozenset("".join(self._paragraphs).lower())

    @cached_property
    def novelty(self) -> float:
        """The share of a paragraph's words that no other has: .4 in English, .7 where words are built by endings."""
        times = list(self.seen.values())
        # A paragraph of 40 words meets some 30 distinct ones; those that stand once are new wherever they stand.
        return min(0.9, max(0.3, 1.1 * times.count(1) / max(1, sum(times))))

    def foreign(self, text: str) -> float:
        """Log-odds that `text` is in another language than the body, by words that the body never uses."""
        if _strangers(text, self.script):
            return 3.0
        if not self._paragraphs or _UNSPACED.search(text):
            return 0.0
        listed = _TOKEN.findall(text)
        plain = [word.lower() for word in listed[:1]] + [word for word in listed[1:] if word[0].islower()]
        plain = [word for word in plain if len(word) > 1]
        if len(plain) < 2:
            return 0.0
        own = len(text) >= 80  # then it is one of the paragraphs itself
        known = lexicon().alone
        new = sum(self.seen[word] <= own for word in plain)
        old = len(plain) - new
        novelty = self.novelty if self.script == "LATIN" or not plain[0].isascii() else 0.5
        odds = new * log(0.97 / novelty) + old * log(0.03 / (1 - novelty))
        if self._spoken and not own and len(plain) > 2 and not any(self._spoken in known[word] for word in words(text)):
            odds += 0.5 * (len(plain) - 2)  # not even a small word of the body's language
        odds += any(not letters.isascii() and not self.letters.issuperset(letters) for letters in plain)
        return max(-2.0, min(4.0, odds))


def _stems(listed: Iterable[str]) -> Iterator[str]:
    """How words begin that are long enough to mean something; in Korean two letters are."""
    for word in listed:
        if word >= "\uac00" and word <= "\ud7a3" and len(word) >= 2:
            yield word[:2]
        elif len(word) >= 4:
            yield word[:5]


def _tag(language: str | None) -> str | None:
    primary = (language or "").lower().partition("-")[0]
    primary = _SAME_FILE.get(primary, primary)
    return primary if primary in languages() else None


def _script(text: str) -> str:
    """The script of most letters, as Unicode names it; CJK for the three that are written together."""
    letters = [character for character in text[:200] if character.isalpha()][:40]
    names = Counter(unicodedata.name(letter, "?").partition(" ")[0] for letter in letters)
    most = max(names, key=lambda name: names[name], default="")
    return "CJK" if most in ("HIRAGANA", "KATAKANA", "CJK") else most


def _strangers(text: str, script: str) -> bool:
    """Whether much of `text` is in another script than the body's; Latin words stand in texts of every script."""
    if text.isascii() or not script:
        return False
    letters = [character for character in text[:200] if character.isalpha()]
    other = [letter for letter in letters if letter > "\u024f" and _script(letter) not in (script, "LATIN")]
    return len(other) >= 4 and len(other) >= 0.3 * len(letters)


def _language(sample: str) -> str | None:
    """The language whose small words the sample is full of, of those that have a file."""
    listed = words(sample)
    found: Counter[str] = Counter()
    if _UNSPACED.search(sample):
        total = sum(map(len, listed))
        for word in listed:
            for language, means in lexicon().alone[word].items():
                found[language] += means.get("small", 0)
    else:
        common, total = lexicon().common, len(listed)
        found.update([language for word in listed if word in common for language in common[word]])
    (best, most), (_, next_most) = [*found.most_common(2), (None, 0), (None, 0)][:2]
    # Measured: .23 and more in most languages, .06 to .14 in Turkish; .16 for Norwegian in Icelandic, .14 for Danish.
    return best if most >= 0.2 * total or most > max(0.05 * total, 2 * next_most) else None


@dataclass
class _Reading:
    """A line read in one language: shares of its letters that frames' words cover, and that any known word does."""

    language: str | None
    meanings: frozenset[str]
    framed: float
    explained: float
    unknown: float
    """Words that the language's file does not have; a capital one counts half, an unspaced one by its letters."""
    addressed: bool = False
    """Whether it speaks to its reader, or of itself."""

    @cached_property
    def weight(self) -> float:
        # An invitation to comment speaks of sharing and joining too: it counts once.
        meanings = self.meanings - {"share", "support", "register"} if "comment" in self.meanings else self.meanings
        return sum(_WEIGHTS.get(meaning, 0.3) for meaning in meanings) + 0.6 * any(meanings >= pair for pair in _PAIRS)

    @cached_property
    def strong(self) -> bool:
        return not _STRONG.isdisjoint(self.meanings) or any(self.meanings >= pair for pair in _PAIRS)

    @property
    def said(self) -> float:
        """Log-odds by what the line says: frames' meanings, less the words that no frame has."""
        if self.language is None:  # nothing known of its other words
            return 1.5 * min(self.weight, 5.0) * min(1.0, 2.5 * self.framed)
        if not self.strong:
            return 0.8 * self.weight * self.framed - 0.3 * self.unknown
        score = 1.5 * min(self.weight, 5.0) * min(1.0, 1.5 * self.framed) - 0.5 * max(0.0, self.unknown - 0.5)
        return score - (1.0 if self.framed < 0.3 else 0.0)


def _read(text: str, listed: tuple[str, ...], page: _Page) -> _Reading:
    """The line in the language in which it says most; in another than the body's it must say it nearly word for word."""
    heard = lexicon().hear(listed)
    spoken = Counter([language for said in heard for language in said])
    shared, home = spoken.pop(ANY, 0), page.language or ""
    # A short line of which the body's language explains hardly a word is in another: only what all share is known of it.
    understood = sum(home in said or ANY in said for said in heard)
    abroad = len(listed) <= 15 and page.script not in _SCRIPTS and understood < 0.3 * len(listed) + shared
    best = _reading(text, listed, heard, None if abroad else page.language)
    if abroad and home in spoken:
        own = _reading(text, listed, heard, home)
        if own.said > best.said or not best.meanings:
            best = own
    if best.language and (best.explained >= 0.9 or (len(listed) > 25 and understood >= 0.3 * len(listed))):
        return best
    for language, times in spoken.items():
        if language == home or times + shared < 0.4 * len(listed):
            continue
        reading = _reading(text, listed, heard, language)
        clear = reading.explained >= (0.4 if language == page.abroad else 0.75)
        if clear and (reading.said > best.said + 0.5 or not best.meanings):
            best = reading
    if best.strong and best.language != page.language:
        page.abroad = best.language  # the frame's own language: its other lines are read in it more readily
    return best


def _reading(text: str, listed: Sequence[str], heard: Sequence[Heard], language: str | None) -> _Reading:
    framed = explained = letters = 0
    unknown, home = 0.0, language or ""
    meanings: set[str] = set()
    spelt: list[str] | None = None
    opening: Iterable[str] = ()
    for at, (word, said) in enumerate(zip(listed, heard, strict=True)):
        size, unspaced = len(word), word >= "\u0e00" and bool(_UNSPACED.match(word))
        own, shared = (said.get(home), said.get(ANY)) if said else (None, None)
        means = {**shared, **own} if own and shared else own or shared
        if means:
            meanings.update(means)
            if unspaced:
                covered = min(size, sum(means.values()))
                unknown += (size - covered) / 2
                framed += min(size, sum(many for meaning, many in means.items() if meaning not in _SILENT))
            else:
                covered = size
                framed += size * (not means.keys() <= _SILENT)
            letters += size
            explained += covered
            if not at:
                opening = means
        elif not word.isdigit():
            spelt = spelt or written(text)
            worth = size / 2 if unspaced else 1.0
            if at < len(spelt) and spelt[at][0].isupper():  # a name, such as the publisher's
                unknown += worth / 2
            else:
                unknown += worth
                letters += size
    letters = max(1, letters)
    addressed = not meanings.isdisjoint(_ADDRESSING) or not _STRONG.isdisjoint(opening)
    return _Reading(language, frozenset(meanings - _SILENT), framed / letters, explained / letters, unknown, addressed)


def _look(block: Block, page: _Page) -> Line:
    """What a block's line says and how it looks; long ones are the article's unseen."""
    text = block.text
    if len(text) > _MAX_CHARS or block.type in ("caption", "embed"):
        return _ARTICLE if block.type not in ("caption", "embed") else Line(score=0.0)
    listed = words(text)
    size = _size(listed)
    if not size:  # an ornament; a mere rule of dashes goes with its neighbours alone
        return Line(wordless=True, score=0.1 if text.isascii() else 1.0)
    quoted = bool(_QUOTES.search(text))
    # What a quotation says the article tells: beside it the rest speaks.
    rest = _QUOTED.sub(" ", text) if quoted and size <= 40 else text
    beside = listed if rest is text else words(rest)
    reading = _read(rest, beside, page) if len(beside) >= _TOLD else _read(text, listed, page)
    short = size <= _SHORT
    linked = bool(block.links) and sum(len(link.text) for link in block.links) >= 0.8 * len(text)
    foreign = 0.0
    if size <= 40 and not page.at_home(listed):
        # An address has no language, but its line may be in another script.
        foreign = page.foreign(text) if not _CONTACT.search(text) else 3.0 * _strangers(text, page.script)
    unread = foreign > 1 and reading.explained < 0.3
    score = foreign + (0.0 if unread else max(-4.0, reading.said))
    if short and page.prose and page.language is None and reading.language is None:
        name = 2 * sum(word[0].isupper() for word in text.split()) > len(text.split())
        score += 1.0 * (not name and text.rstrip(_CLOSERS)[-1:] not in _STOPS) + 0.5 * bool(_ASKS.search(text))
        score += 0.7 * bool(_MONEY.search(text))
    if short:
        score += 3.0 * bool(_ARROW.search(text)) + 2.0 * linked + 1.0 * (len(_BAR.findall(text)) >= 2)
        score += 1.0 * bool(_EMOJI.search(text))
        if reading.explained > 0.95 and reading.unknown <= 2:
            loud = not (reading.unknown or _LOUD.isdisjoint(reading.meanings))
            bare = size <= _BARE and loud and text[-1] not in _STOPS
            told = len(reading.meanings) > 1 or bool(reading.meanings and _DIGIT.search(text))
            score += 1.5 * (told or bare)
        score += 2.0 * _counts(text)
    if size <= 40:
        score += 1.0 * (reading.weight > 1 and bool(_ADDRESS.search(text)))
        score += 2.0 * ((reading.weight > 1 or short) and page.named(text))
    if size <= 25 and reading.meanings & {"read", "continue", "article"} and declared.publisher(text, reading.language):
        score += 1.2
    head, colon, title = text[:60].partition(":" if ":" in text[:60] else "：")
    if colon and title.strip() and size <= 30 and _leads(head, page):
        score = max(score, 3.5)
    score -= 2.0 * quoted + 0.04 * max(0.0, size - _SHORT)
    if size > 6 and not unread and text.rstrip(_CLOSERS)[-1:] in _TERMINAL:
        score -= 2.0 * (not reading.addressed)
        if reading.unknown >= _TOLD and score > 0:
            shared = page.shared(listed, len(text) >= _PARAGRAPH)
            score -= 4.0 * shared * (shared >= 0.5)  # half of its words are the article's: it tells of a paywall
    score -= 2.0 * bool(_NOTED.match(text))
    # What ends in a colon leads on to the article's next line, but for "Read also:".
    score -= 1.5 * (size > 4 and text[-1] in ":：" and "related" not in reading.meanings)
    score -= {"quote": 3.0, "heading": 0.5, "list_item": 1.0, "table_row": 5.0}.get(block.type, 0.0)
    strange = short and foreign > 0 and reading.explained < 0.3
    return Line(reading.language, reading.meanings, linked, False, score, strange, quoted)


def _counts(text: str) -> bool:
    """Whether a line is a player's or a gallery's counter: "Photo 3 of 12", "0:00 / 6:32"."""
    found = _COUNTER.search(text)
    return bool(_CLOCKS.search(text)) or (found is not None and 0 < int(found[1]) <= int(found[2]))


def _leads(head: str, page: _Page) -> bool:
    """Whether what stands before a colon leads to another article: "Read also"."""
    reading = _read(head, words(head), page)
    return "related" in reading.meanings and reading.explained > 0.95 and not reading.unknown


def _size(listed: Sequence[str]) -> float:
    """How many words they are; in scripts without spaces two letters are one."""
    return sum([len(word) / 2 if word >= "\u0e00" and _UNSPACED.match(word) else 1 for word in listed])


# --- the whole body -------------------------------------------------------------------------------------------------

_END, _START = 2.0, 2.5  # log-odds that the lines of a frame need together at the body's end and start
_INSIDE = 3.0  # and lines between the article's own paragraphs
_MEMBER, _BRIDGED = 0.5, (-0.7, -1.5)  # the least of such a line; of one between two such, and of one in a box
_BETWEEN = 2  # how many may stand there
_LOOSE = 0.5  # what each of a few short lines in a row has in advance
_OUTERMOST = 0.8  # the least that the line next to the article has
_WHOLE = 4.0  # what a frame says that takes the lines next to it along
_BESIDE_LEAST = -0.75  # the least that such a line has
_APART_LEAST, _APART_WORDS = -1.3, 8  # and of one that speaks of nothing in the article
_ROW = 3, 8  # how many buttons stand in a row
_BUTTON_CHARS = 32
_HEADINGS = 3  # of one level, which are the article's own then
_MUTE = 4  # lines without a strong word that may follow each other: more are a list
_MUTTERED = -1.0  # what the lines at the very edge may lack until a call is met
_STOP = -2.0  # below this a line is the article's and ends a frame
_INSIDE_CHARS = 200
_AFTER, _NEXT = 12, 6  # blocks behind the body that are read, and those in which a stated share is the article's

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
        ("notice.republished", "origin"),
        ("preview.read_full", "preview article"),
        ("preview.read_full", "read site"),
        ("consent.cookies", "cookies"),
        ("advert.label", "advert"),
        ("paywall.unlock", "unlock"),
        ("follow.alerts", "notify"),
        ("follow.us", "follow"),
        ("share.bar", "share"),
        ("share.bar", "brand"),
        ("support.give", "give"),
        ("support.give", "support"),
        ("comments.join", "comment"),
        ("app.get", "app"),
        ("app.get", "download"),
        ("paywall.subscribers_only", "subscription"),
        ("gallery.open", "gallery"),
        ("media.play", "watch"),
        ("share.save", "save"),
        ("consent.terms", "privacy"),
        ("preview.read_more", "read"),
        ("preview.continue", "continue"),
        ("newsletter.sign_up", "email"),
        ("newsletter.sign_up", "stay"),
        ("notice.made", "notice"),
    )
)


def strip(
    blocks: Sequence[Block], *, after: Sequence[Block] = (), names: Sequence[str] = (), language: str | None = None
) -> Stripped:
    """Take out of `blocks` what a frame added; `after`, the page's blocks behind the body, are read as evidence only.

    `names` are the publisher's own, `language` a BCP 47 tag where known. The blocks given are not changed.
    """
    kept = list(blocks)
    calls: dict[int, list[tuple[str, str, Line]]] = defaultdict(list)
    if kept and (mark := _CHARS_LEFT.search(kept[-1].text[-60:])):
        text = kept[-1].text
        calls[len(kept) - 1].append((mark[0].strip(), "preview.chars_left", _ARTICLE))
        kept[-1] = replace(kept[-1], text=text[: len(text) - len(mark[0])])
    page = _Page(kept, names, language)
    looks: dict[int, Line] = {}

    def look(index: int) -> Line:
        if index not in looks:
            looks[index] = _look(kept[index], page)
        return looks[index]

    last = len(kept) - _run(map(look, range(len(kept) - 1, -1, -1)), _END)
    first = _run(map(look, range(last)), _START)
    first += _row(kept[first:last], page)
    last -= _row(kept[first:last][::-1], page)
    gone = {index for index in (*range(first), *range(last, len(kept))) if kept[index].type not in ("caption", "embed")}
    gone |= _inside(kept, first, last, look, page)
    gone |= set(_beside(kept, gone, look, page))
    for index in gone:
        calls[index].append((kept[index].text, _rule(look(index)), look(index)))
    said: list[_Said] = []
    removed: list[Removed] = []
    for index in sorted(calls):
        where: Place = "end" if index >= last or index == len(kept) - 1 else "start" if index < first else "inside"
        for text, rule, line in calls[index]:
            call = Call(text, rule, where, bool(line.meanings & _STRONG) or rule == "preview.chars_left")
            said.append(_Said(call, line.language, kept[index].links if line is not _ARTICLE else []))
            removed.append(Removed(text, rule))
    behind = [
        (place, block, _look(block, page))
        for place, block in enumerate(after[:_AFTER])
        if len(block.text) <= 2 * _INSIDE_CHARS and _may_say(block.text)
    ]
    called = {place for place, _, line in behind if line.meanings & _STRONG and line.score >= _END}
    tongue = _first(line.language for place, _, line in behind if place in called)
    for place, block, line in behind:
        if place in called or (place < _NEXT and line.score > 0 and _declares(block.text, line, tongue)):
            call = Call(block.text, _rule(line), "after", place in called)
            said.append(_Said(call, line.language, block.links))
    final = [
        block for i, block in enumerate(kept) if i not in gone and (block.text or block.type in ("caption", "embed"))
    ]
    return Stripped(final, removed, _frame(said))


def _run(lines: Iterable[Line], threshold: float) -> int:
    """How many lines from an edge on are the frame's: those with the highest sum, as far as no line of the article."""
    best, length, total, spoken, mute = 0.0, 0, 0.0, 0, 0
    for index, line in enumerate(lines):
        mute = 0 if line.meanings & _STRONG else mute + 1
        if mute > _MUTE:
            return spoken
        if line.score < _STOP:
            break
        total += line.score
        if total < _MUTTERED:  # the article's last line: what stands before it is inside
            break
        outer = line.score >= _OUTERMOST or (line.strange and line.score > 0 and total >= 2 * threshold)
        if outer and total > best and total >= max(threshold, 0.7 * (index + 1)):
            best, length = total, index + 1
        elif index == length and line.wordless and line.score >= 1:  # an ornament goes even alone
            length = index + 1
        if not mute:
            spoken = length
    return length


def _row(blocks: Sequence[Block], page: _Page) -> int:
    """How many blocks from an edge on are a row of buttons: a few bare words each, none of which the article speaks of."""
    row = list(takewhile(_is_button, blocks))
    known = page.prose and _ROW[0] <= len(row) <= _ROW[1] and all(page.apart(words(block.text)) for block in row)
    return len(row) if known else 0


def _is_button(block: Block) -> bool:
    """Whether a line is a bare word or a few, and neither a name, a sentence nor an address."""
    text = block.text
    listed = text.split() if block.type in ("paragraph", "list_item", "heading") else []
    if not 1 <= len(listed) <= _BARE or len(text) > _BUTTON_CHARS or text.rstrip(_CLOSERS)[-1:] in _ENDS:
        return False
    name = len(listed) > 1 and all(word[0].isupper() for word in listed)
    return text[0].isalpha() and not name and not _CONTACT.search(text)


def _inside(blocks: Sequence[Block], first: int, last: int, look: Callable[[int], Line], page: _Page) -> set[int]:
    """Lines of frames between the article's own: neighbours that reach the threshold together."""
    found: set[int] = set()
    place = first
    while place < last:
        run = list(takewhile(lambda at: _is_short(blocks[at]), range(place, last)))
        place += len(run) + 1
        calling = {at for at in run if _may_call(blocks[at], page)}
        while calling:
            # A few short lines in a row, none of them a sentence, in a body of paragraphs: those of a box.
            loose = {at for at in run if not _ended(blocks[at].text)}
            listed = any(_ITEM.match(blocks[at].text) for at in run)  # an interview, a list
            box = loose if page.prose and 2 <= len(loose) <= 5 and not listed else set()
            taken = set(_groups(run, look, calling, box))
            found |= taken
            run = [at for at in run if at not in taken]  # what is left is read as it will stand
            calling = calling - taken if taken else set()
    return found


def _groups(run: Sequence[int], look: Callable[[int], Line], calling: Set[int], box: Set[int]) -> Iterator[int]:
    """The lines of a run that are a frame's: calls, and what stands between two of them; in a box that may be more."""
    scores = {at: look(at).score + _LOOSE * (at in box) if at in calling or at in box else _STOP for at in run}
    group: list[int] = []
    between: list[int] = []
    for at in run:
        if scores[at] > _MEMBER:
            group += [*between, at]
            between = []
        elif group and len(between) < _BETWEEN and scores[at] > _BRIDGED[at in box]:
            between.append(at)
        else:
            yield from _framed(group, look, scores)
            group, between = [], []
    yield from _framed(group, look, scores)


def _framed(group: list[int], look: Callable[[int], Line], scores: Mapping[int, float]) -> list[int]:
    """The group if it reaches the threshold, or nothing."""
    mute = sum(not look(at).meanings & _STRONG for at in group)
    told = any(not look(at).wordless for at in group)
    return group if told and mute <= _MUTE and sum(scores[at] for at in group) >= _INSIDE else []


def _beside(blocks: Sequence[Block], gone: Set[int], look: Callable[[int], Line], page: _Page) -> Iterator[int]:
    """Lines that say too little to go alone, next to a whole frame: its slogan, its button. No heading as the article has many."""
    levels: Counter[int | None] = Counter(block.level for block in blocks if block.type == "heading" and block.level)
    for first in [at for at in gone if at - 1 not in gone]:
        last = next(at for at in count(first) if at + 1 not in gone)
        frame = [look(at) for at in range(first, last + 1)]
        if sum(line.score for line in frame) < _WHOLE:
            continue
        strange = any(line.strange for line in frame)
        for at, beyond in ((first - 1, first - 2), (last + 1, last + 2)):
            if 0 <= at < len(blocks) and _is_short(blocks[at]) and levels[blocks[at].level] < _HEADINGS:
                told = blocks[beyond].text if 0 <= beyond < len(blocks) else ""
                button = strange and _is_button(blocks[at]) and page.apart(words(blocks[at].text))
                if button or _goes_along(blocks[at].text, look(at), page, len(told) >= _PARAGRAPH and _ended(told)):
                    yield at


def _goes_along(text: str, line: Line, page: _Page, edge: bool) -> bool:
    """Whether a line next to a frame is its own; `edge`: a paragraph of the article stands on its other side."""
    if line.quoted or line.wordless:
        return False
    # A sentence may be the article's last: it must say more, and of nothing that the article speaks of.
    ended = text.rstrip(_CLOSERS)[-1:] in _ENDS
    if ended and not (line.score >= 0 and page.apart(words(text))):
        return False
    if (line.strange and line.score > 0) or (line.score >= _BESIDE_LEAST and not _BESIDE.isdisjoint(line.meanings)):
        return True
    return edge and not ended and line.score >= _APART_LEAST and _is_label(text) and page.apart(words(text))


def _is_label(text: str) -> bool:
    """Whether a line is a few words, no sentence, no name and no figure."""
    listed = text.split()
    names = sum(word[0].isupper() for word in listed)
    plain = text[0].isalpha() and not (_DIGIT.search(text) or _CONTACT.search(text) or _ITEM.match(text))
    return plain and 2 <= len(listed) <= _APART_WORDS and names < 0.7 * len(listed)


def _ended(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return text.rstrip(_CLOSERS)[-1:] in _TERMINAL


def _is_short(block: Block) -> bool:
    return len(block.text) <= _INSIDE_CHARS and block.type not in ("caption", "embed")


def _may_call(block: Block, page: _Page) -> bool:
    """A cheap test: an ornament, or with a word of frames or hardly a common one of the body's language."""
    listed = words(block.text)
    kinds = [page.kinds[word] for word in listed]
    return not listed or _CALLING in kinds or kinds.count(_COMMON) < 0.2 * len(listed) or page.calls(listed)


def _may_say(text: str) -> bool:
    """A cheap test of a line behind the body: a strong word in any language, or a number."""
    if _DIGIT.search(text):
        return True
    heard = lexicon().hear(words(text))
    return any(not _STRONG.isdisjoint(means) for said in heard for means in said.values())


def _declares(text: str, line: Line, tongue: str | None) -> bool:
    """Whether a line states a share of the article, in its language or its neighbours'; a strange one a mere percentage."""
    if declared.fraction(text, line.language or tongue) is not None:
        return True
    return line.strange and declared.percentage(text) is not None


def _rule(line: Line) -> str:
    for rule, meanings in _RULES:
        if meanings <= line.meanings:
            return rule
    if line.wordless:
        return "frame.ornament"
    return "frame.link_only" if line.linked else "frame.stands_apart"


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
    tongue = _first(one.language for one in said)
    counts: dict[str, int] = {}
    for one in holding:
        counts = {**declared.lengths(one.call.text, one.language), **counts}
    return Frame(
        calls=tuple(one.call for one in said),
        declared_fraction=_first(declared.fraction(one.call.text, one.language or tongue) for one in holding)
        or _share(said),
        declared_remaining_chars=counts.get("chars_left"),
        declared_remaining_words=counts.get("words_left"),
        declared_words=counts.get("words"),
        publisher_name=_first(declared.publisher(one.call.text, one.language) for one in previews),
        full_text_url=_first(_address(one) for one in previews),
        form=min((one.call.form for one in said), key=FORMS.index, default=None),
    )


def _share(said: Sequence[_Said]) -> float | None:
    """The share in lines of an unknown language: up to a half is taken for what is shown, more for what is held back."""
    unread = [one.call.text for one in said if one.language is None and one.call.where in ("end", "after")]
    if any(_PRICE.search(text) for text in unread):
        return None
    share = _first(map(declared.percentage, unread))
    return None if share is None or share > 1 else round(share if share <= 0.5 else 1 - share, 4)


def _address(said: _Said) -> str | None:
    """Where a call leads: its link's address, or one written out in it."""
    linked = next((link.url for link in said.links if link.url.startswith(("http://", "https://"))), None)
    return linked or declared.address(said.call.text)


def _first(found: Iterable[_T | None]) -> _T | None:
    return next((one for one in found if one is not None), None)
