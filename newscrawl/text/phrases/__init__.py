"""Knows the words that frames (lines that sites add) use, by language and meaning.

The words are in files beside this one, one entry per line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from itertools import chain, pairwise

from newscrawl.text import marks
from newscrawl.text.scripts import UNSPACED
from newscrawl.text.tokens import tokens

ANY = "any"
"""The name of the file with names and words that all languages share."""

# Vowel signs of Indic scripts count as letters, so that a word stays whole. Scripts without spaces
# make runs of their own.
WORD = re.compile(
    rf"[{UNSPACED}]+|(?:(?![{UNSPACED}])[^\W_]|[\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u0900-\u0963\u0966-\u0dff\u200c\u200d])+"
)
_SPACED_WORD = re.compile(
    "[\\w\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u0900-\u0963\u0966-\u0dff\u200c\u200d]+"
)
_KATAKANA = re.compile("[\u30a1-\u30fe]+")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_MARKS = re.compile("[\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u200c\u200d]")
_ARABIC_FORMS = str.maketrans("أإآىةيك", "ااايهيک".replace("ي", "ی"))
_ARABIC_PREFIX = re.compile("^(?:[وف](?=..))?(?:ال|لل|بال|کال)?(?=...)")
_HEBREW_PREFIX = re.compile("^ו?[הבלמש]?(?=...)")
_FIRST_APART = "\u05d0"
"""The first letter of scripts whose words are split or stripped: Hebrew, Arabic and later ones."""
_OPENING = 2  # the letters by which stems are looked up, and the fewest letters of a stem
_REMEMBERED = 20_000  # the most words that are cached with their meanings: those of some 100 pages


def fold(text: str) -> str:
    """Returns `text` without case and accents, so that ΔΙΑΒΑΣΤΕ is διαβάστε."""
    if text.isascii():
        return text.lower()
    text = _MARKS.sub("", marks.normalize("NFKD", text.casefold())).replace("ı", "i")
    return marks.normalize("NFC", text) if not text.isascii() else text


@lru_cache(maxsize=256)  # several rules in a row ask this about the same line
def words(text: str) -> tuple[str, ...]:
    """Returns the folded words of `text`. A run of a script without spaces is one word. Arabic and
    Hebrew words lose the prefixes for "the" and "and".
    """
    return tuple(tokens(text.lower())) if text.isascii() else _words_of(fold(text))


def _words_of(folded: str) -> tuple[str, ...]:
    """Returns the words of a folded text, those in Arabic and Hebrew without prefixes."""
    plain = folded.split()
    if "".join(plain).isalpha() and max(folded) < _FIRST_APART:
        return tuple(plain)  # most entries of the word lists
    return tuple([word if word < _FIRST_APART else _bare(word) for word in written(folded)])


def written(text: str) -> list[str]:
    """Returns the words of `text`, unchanged."""
    # Two cases for speed: most lines have no script without spaces.
    return (
        WORD.findall(text)
        if _IS_UNSPACED.search(text)
        else _SPACED_WORD.findall(text.replace("_", " "))
    )


def _bare(word: str) -> str:
    """Returns an Arabic or Hebrew word without "the" and "and"; other words unchanged."""
    if "\u0600" <= word[0] <= "\u06ff":
        return _ARABIC_PREFIX.sub("", word.translate(_ARABIC_FORMS))
    if "\u05d0" <= word[0] <= "\u05ea":
        return _HEBREW_PREFIX.sub("", word)
    return word


Sense = tuple[str, str]
"""A language and a meaning."""

Heard = Mapping[str, Mapping[str, int]]
"""Language -> meaning -> how many letters of one word have this meaning."""

_NOTHING: Heard = {}


@dataclass
class Lexicon:
    """The meanings of words, stems and phrases in all languages.

    `whole` has words, `stems` beginnings of words, `openings` stems by their first letters,
    `phrases` phrases by their first two words. `parts` has words of scripts without spaces, and
    `unspaced` the pattern that finds them, by language. `common` has the languages of each small
    word.
    """

    whole: dict[str, list[Sense]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[str, list[Sense]] = field(default_factory=lambda: defaultdict(list))
    openings: dict[str, tuple[str, ...]] = field(default_factory=lambda: defaultdict(tuple))
    phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], Sense]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    unspaced: dict[str, re.Pattern[str]] = field(default_factory=dict)
    parts: dict[str, list[Sense]] = field(default_factory=lambda: defaultdict(list))
    common: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self.alone = _Alone(self)
        """Word -> its meanings outside phrases. A run without spaces has those of its parts."""

    def hear(self, line: tuple[str, ...]) -> list[Heard]:
        """Returns the meanings of each word of `line`, alone and in phrases."""
        alone, known = self.alone, self.phrases
        heard = [alone[word] for word in line]
        if known.keys().isdisjoint(pairwise(line)):  # nearly all lines have no phrase
            return heard
        # Phrases are looked up by two words, because many begin with the same word, such as "the".
        for at, pair in enumerate(pairwise(line)):
            for phrase, (language, meaning) in known.get(pair, ()):
                if line[at : at + len(phrase)] == phrase:
                    for place, part in enumerate(phrase, at):
                        own = {**heard[place].get(language, {}), meaning: len(part)}
                        heard[place] = {**heard[place], language: own}
        return heard

    def meanings(self, line: tuple[str, ...], language: str | None) -> set[str]:
        """Returns the meanings of the words of `line` in this language, or shared by all."""
        return _meanings(self.hear(line), language)


def _meanings(heard: Iterable[Heard], language: str | None) -> set[str]:
    found: set[str] = set()
    for said in filter(None, heard):
        found.update(said.get(language or ANY, ()), said.get(ANY, ()))
    return found


_LONGEST_KEPT = 20
"""The most letters of a word that is cached. Longer words hardly repeat."""


class _Alone(dict[str, Heard]):
    """Word -> its meanings outside phrases. Short words are cached."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __missing__(self, word: str) -> Heard:
        found = self._found(word) or _NOTHING
        if len(word) <= _LONGEST_KEPT and len(self) < _REMEMBERED:
            self[word] = found
        return found

    def _found(self, word: str) -> Heard:
        known = self.lexicon
        found: dict[str, dict[str, int]] = {}
        if word >= _FIRST_APART and _IS_UNSPACED.match(word):
            for pattern in known.unspaced.values():
                for part in pattern.finditer(word):
                    for language, meaning in known.parts[part[0]]:
                        means = found.setdefault(language, {})
                        means[meaning] = means.get(meaning, 0) + len(part[0])
            return found
        senses = list(known.whole.get(word, ()))
        stems = known.openings.get(word[:_OPENING], ())
        if word.startswith(stems):  # few words begin with any stem
            senses += chain.from_iterable(known.stems[one] for one in stems if word.startswith(one))
        for language, meaning in senses:
            found.setdefault(language, {})[meaning] = len(word)
        return found


_MUTE = frozenset({"small", "on", "behind"})
"""Meanings of words that are as common outside frames."""


def spoken(heard: Iterable[Heard], given: str | None = None) -> str | None:
    """Returns the language that explains most letters; `given` if it explains at least half as many,
    or if no language explains any.
    """
    letters: dict[str, int] = {}
    for said in filter(None, heard):
        for language, means in said.items():
            many = next(iter(means.values())) if len(means) == 1 else sum(means.values())
            letters[language] = letters.get(language, 0) + many
    letters.pop(ANY, None)
    most = max(letters.values(), default=0)
    if not letters or (given and 2 * letters.get(given, 0) >= most):
        return given
    return min(language for language, many in letters.items() if many == most)


def meant(text: str) -> set[str]:
    """Returns the meanings of a line's words in the line's language, or shared by all languages."""
    heard = lexicon().hear(words(text))
    return _meanings(heard, spoken(heard)) - _MUTE


@cache
def lexicon() -> Lexicon:
    """Returns the words of all languages. The files are read once."""
    return lexicon_of(languages())


def lexicon_of(names: Iterable[str]) -> Lexicon:
    """Returns the words of these languages, with the words that all languages share.

    Raises ValueError if a line has no tab.
    """
    built = Lexicon()
    parts: dict[str, set[str]] = defaultdict(set)
    for language in (*names, ANY):
        file = resources.files(__name__).joinpath(f"{language}.txt")
        # A file is folded as a whole, because folding each entry takes twice as long.
        for line in fold(file.read_text(encoding="utf-8")).splitlines():
            meaning, tab, entry = line.partition("\t")
            if not tab:
                raise ValueError(f"{language}.txt: no tab between meaning and phrase in {line!r}")
            _add(built, parts, entry, (language, meaning))
    for language, known in parts.items():
        longest_first = sorted(known, key=lambda part: (-len(part), part))
        built.unspaced[language] = re.compile("|".join(map(_part, longest_first)))
    return built


def _part(part: str) -> str:
    """Returns the pattern of a part. A part in katakana does not match inside a longer word."""
    if _KATAKANA.fullmatch(part):
        return f"(?<![\u30a1-\u30fe]){re.escape(part)}(?![\u30a1-\u30fe])"
    return re.escape(part)


def _add(built: Lexicon, parts: dict[str, set[str]], entry: str, sense: Sense) -> None:
    """Adds an entry by its form: "stem*", a part, a phrase or a word."""
    bare = entry.removesuffix("*")
    listed = _words_of(bare)
    if not listed:
        return
    if listed[0] >= _FIRST_APART and _IS_UNSPACED.match(listed[0]):
        joined = "".join(listed)
        parts[sense[0]].add(joined)
        built.parts[joined].append(sense)
    elif len(listed) > 1:
        built.phrases[listed[0], listed[1]].append((listed, sense))
    elif entry.endswith("*"):
        if listed[0] not in built.stems:
            built.openings[listed[0][:_OPENING]] += (listed[0],)
        built.stems[listed[0]].append(sense)
    else:
        built.whole[listed[0]].append(sense)
        if sense[1] == "small":
            built.common[listed[0]].add(sense[0])


@cache
def languages() -> list[str]:
    """Returns the languages that have a file."""
    names = (file.name.rpartition(".") for file in resources.files(__name__).iterdir())
    return sorted(name for name, _, suffix in names if suffix == "txt" and name != ANY)
