"""newscrawl's names of sections (vocabulary.toml), and sites' words for them in 35 languages."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import unquote, urlsplit

from newscrawl.text.phrases import fold

NATIONAL = "national"
"""News of the publisher's own country: a known country's name replaces it, such as `uk`."""
SAME_LANGUAGE = {"nb": "no", "nn": "no"}
_PATH_ENDINGS = ("index", "home", "startseite", "portada")
"""Last segments of a section's path that do not name it, such as /politik/index."""


@cache
def names() -> frozenset[str]:
    """Returns all names: of topics, of countries and of regions."""
    listed = _vocabulary()
    return frozenset([*listed["topics"], *listed["regions"], *listed["countries"].values()])


def name_of(word: str, language: str | None = None, country: str | None = None) -> str | None:
    """Returns newscrawl's name for a site's `word` for a section, or None for an unknown word.

    The site's own language (BCP 47) decides, then English, then the other languages if they agree.
    `name_of("Wirtschaft")` is "business", `name_of("Inland", "de", "AT")` is "austria".
    """
    key = folded(word)
    own = (language or "").partition("-")[0].lower()
    table = _words()
    for lexicon in (SAME_LANGUAGE.get(own, own), "en"):
        if found := table.get(lexicon, {}).get(key):
            return _in_country(found, country)
    meanings = {lexicon[key] for lexicon in table.values() if key in lexicon}
    return _in_country(meanings.pop(), country) if len(meanings) == 1 else None


def find(
    word: str, sections: Mapping[str, str], language: str | None = None, country: str | None = None
) -> str | None:
    """Returns the key in `sections` (name -> address) that `word` means, or None.

    An equal key wins, then a key with the same newscrawl name, then an address whose last segment
    is the word: "wirtschaft" finds {"business": "/wirtschaft/"}.
    """
    wanted, name = folded(word), name_of(word, language, country)
    meanings: tuple[Callable[[str], bool], ...] = (
        lambda key: folded(key) == wanted,
        lambda key: name is not None and name_of(key, language, country) == name,
        lambda key: folded(_last_piece(sections[key])) == wanted,
    )
    return next((key for means in meanings for key in sections if means(key)), None)


def named(
    sections: Mapping[str, str], language: str | None = None, country: str | None = None
) -> dict[str, str]:
    """Returns a navigation's sections under newscrawl's names, the first of each name. The others
    keep the site's word.
    """
    result: dict[str, str] = {}
    for word, address in sections.items():
        name = name_of(word, language, country)
        result.setdefault(word if name is None or name in result else name, address)
    return result


def folded(word: str) -> str:
    """Returns a word without case, accents and hyphens, for comparison."""
    return " ".join(fold(word).replace("-", " ").replace("_", " ").replace("&", " & ").split())


def _last_piece(address: str) -> str:
    pieces = [
        piece.partition(".")[0] for piece in unquote(urlsplit(address).path).split("/") if piece
    ]
    return next((piece for piece in reversed(pieces) if piece not in _PATH_ENDINGS), "")


def _in_country(name: str, country: str | None) -> str:
    own: str | None = _vocabulary()["countries"].get(country or "")
    return own if name == NATIONAL and own else name


@cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads(_read("vocabulary.toml"))


@cache
def _words() -> dict[str, dict[str, str]]:
    """Returns language -> folded word -> name. English includes the names themselves."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for file in sorted(resources.files(__package__).iterdir(), key=lambda file: file.name):
        language, _, ending = file.name.rpartition(".")
        if ending == "toml" and language != "vocabulary":
            listed = tomllib.loads(_read(file.name))
            found[language] = {folded(word): name for word, name in listed.items()}
    for name in names():
        found["en"].setdefault(folded(name), name)
    return dict(found)


def _read(file: str) -> str:
    return resources.files(__package__).joinpath(file).read_text("utf-8")
