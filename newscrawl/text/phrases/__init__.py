"""The words of frames by language and meaning, from the TOML files beside this one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

ANY = "any"
"""The file of names and words that all languages share."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Vowel signs of Indic scripts are letters here, so that a word stays whole; unspaced scripts make runs of their own.
WORD = re.compile(
    rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}])[^\W_]|[\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u0900-\u0963\u0966-\u0dff\u200c\u200d])+"
)
_KATAKANA = re.compile("[\u30a1-\u30fe]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_MARKS = re.compile("[\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u200c\u200d]")
_ARABIC_FORMS = str.maketrans("أإآىةيك", "ااايهيک".replace("ي", "ی"))
_ARABIC_PREFIX = re.compile("^(?:[وف](?=..))?(?:ال|لل|بال|کال)?(?=...)")
_HEBREW_PREFIX = re.compile("^ו?[הבלמש]?(?=...)")
_STEM_LENGTHS = range(1, 15)
_REMEMBERED = 20_000


def fold(text: str) -> str:
    """`text` without case and accents, so that ΔΙΑΒΑΣΤΕ is διαβάστε."""
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())).replace("ı", "i")
    return unicodedata.normalize("NFC", text) if not text.isascii() else text


def words(text: str) -> list[str]:
    """The folded words of `text`; a run of an unspaced script is one. Arabic and Hebrew ones without article and "and"."""
    found = WORD.findall(fold(text))
    return found if text.isascii() else [_bare(word) for word in found]


def _bare(word: str) -> str:
    if "\u0600" <= word[0] <= "\u06ff":
        return _ARABIC_PREFIX.sub("", word.translate(_ARABIC_FORMS))
    if "\u05d0" <= word[0] <= "\u05ea":
        return _HEBREW_PREFIX.sub("", word)
    return word


Sense = tuple[str, str]
"""A language and a meaning."""


@dataclass
class Lexicon:
    """What each word, stem and phrase means, in which languages."""

    whole: dict[str, list[Sense]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[str, list[Sense]] = field(default_factory=lambda: defaultdict(list))
    phrases: dict[str, list[tuple[tuple[str, ...], Sense]]] = field(default_factory=lambda: defaultdict(list))
    unspaced: dict[str, re.Pattern[str]] = field(default_factory=dict)
    parts: dict[str, list[Sense]] = field(default_factory=lambda: defaultdict(list))
    endings: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    heard: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)

    def senses(self, line: list[str]) -> Iterator[tuple[int, int, str, str]]:
        """(index of the word in `line`, letters explained, language, meaning) of everything in it that means something."""
        for at, word in enumerate(line):
            for letters, language, meaning in self.alone(word):
                yield at, letters, language, meaning
            for phrase, (language, meaning) in self.phrases.get(word, ()):
                if tuple(line[at : at + len(phrase)]) == phrase:
                    for offset, part in enumerate(phrase):
                        yield at + offset, len(part), language, meaning

    def alone(self, word: str) -> list[tuple[int, str, str]]:
        """What one word means by itself; in an unspaced run what its parts do. Short ones are remembered."""
        if (found := self.heard.get(word)) is not None:
            return found
        found = []
        if _IS_UNSPACED.match(word):
            for pattern in self.unspaced.values():
                for part in pattern.finditer(word):
                    found += [(len(part[0]), language, meaning) for language, meaning in self.parts[part[0]]]
        else:
            found += [(len(word), language, meaning) for language, meaning in self.whole.get(word, ())]
            for length in _STEM_LENGTHS:
                if length <= len(word) and (senses := self.stems.get(word[:length])):
                    found += [(len(word), language, meaning) for language, meaning in senses]
        if len(word) <= 20 and len(self.heard) < _REMEMBERED:
            self.heard[word] = found
        return found


@cache
def lexicon() -> Lexicon:
    """All languages' words, read once."""
    return read(languages())


def read(names: Iterable[str]) -> Lexicon:
    """The words of these languages, and those that all share."""
    import tomllib

    built = Lexicon()
    parts: dict[str, set[str]] = defaultdict(set)
    for language in (*names, ANY):
        file = resources.files(__name__).joinpath(f"{language}.toml")
        for meaning, listed in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for entry in listed.split(","):
                _add(built, parts, entry.strip(), (language, meaning))
    for language, known in parts.items():
        longest_first = sorted(known, key=lambda part: (-len(part), part))
        built.unspaced[language] = re.compile("|".join(map(_part, longest_first)))
    return built


def _part(part: str) -> str:
    """The pattern of a part; one in katakana must not stand inside a longer word of katakana."""
    if _KATAKANA.fullmatch(part):
        return f"(?<![\u30a1-\u30fe]){re.escape(part)}(?![\u30a1-\u30fe])"
    return re.escape(part)


def _add(built: Lexicon, parts: dict[str, set[str]], entry: str, sense: Sense) -> None:
    listed = words(entry)
    if not listed:
        return
    if entry.startswith("*"):
        built.endings[sense[0]].append(listed[0])
        return
    if _IS_UNSPACED.match(listed[0]):
        joined = "".join(listed)
        parts[sense[0]].add(joined)
        built.parts[joined].append(sense)
    elif len(listed) > 1:
        built.phrases[listed[0]].append((tuple(listed), sense))
    elif entry.endswith("*"):
        built.stems[listed[0]].append(sense)
    else:
        built.whole[listed[0]].append(sense)


@cache
def languages() -> list[str]:
    """The languages that have a file."""
    names = (file.name.rpartition(".") for file in resources.files(__name__).iterdir())
    return sorted(name for name, _, suffix in names if suffix == "toml" and name != ANY)
