"""What the words of a frame declare: the share or length of the article, what is held back, and who has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.text.phrases import ANY, lexicon, words

_PERCENT = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,3})?)\s?(?:%|٪|％|percent\b|per cent\b)|(?:%|٪|％)\s?(\d{1,3}(?:[.,]\d{1,3})?)(?![\d.,])"
)
_COUNT = re.compile(r"(?<![\dA-Za-z.,])\+?(\d{1,3}(?:[., '’]\d{3})+|\d{2,6})(?![\d%])")
_CLAUSE = re.compile(r"(?<=[.!?;:,])\s+|[。！？，、；·|•—।؛،۔]|\s[–-]\s")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|[。！？，、；|•।۔\n]")
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]]{4,2000}")
_EDGES = " \t\"'“”„«»‘’()[]（）「」『』.,:;!?…→➔➜➞➡►▶▷›>❯↗←|-–—"
_JOINTS = frozenset(
    [
        "of",
        "de",
        "di",
        "da",
        "del",
        "della",
        "du",
        "des",
        "la",
        "le",
        "the",
        "and",
        "und",
        "&",
        "y",
        "e",
        "i",
        "van",
        "von",
        "der",
        "den",
        "och",
        "og",
        "ja",
        "en",
    ]
)
_NO_NAME = frozenset({"small", "topic", "reader", "journalism", "offer", "full", "on", "behind", "preview"})
_BOUNDS = frozenset({"on", "behind", "read", "continue", "click", "site", "subscribe"})
_LONGEST_NAME = 7  # words
_DIGITS = {
    ord(digit): str(value) for zero in "٠۰०০" for value, digit in enumerate(chr(ord(zero) + n) for n in range(10))
}


def fraction(text: str, language: str | None) -> float | None:
    """The share of the article delivered, 0 to 1: a percentage of the article, or what a percentage left makes of it."""
    text = text.translate(_DIGITS)
    whole = _meanings(text, language)
    for clause in _CLAUSE.split(text):
        found = _PERCENT.search(clause) if clause else None
        if not found:
            continue
        said = _meanings(clause, language)
        if not said & {"article", "preview", "left", "words"}:
            said = whole if "offer" not in said else set()
        priced = "offer" in said and not said & {"preview", "left", "read"}
        if said & {"article", "preview", "left", "words"} and not priced:
            share = float((found[1] or found[2]).replace(",", ".")) / 100
            if 0 < share <= 1:
                return round(1 - share if "left" in said else share, 4)
    return None


def lengths(text: str, language: str | None) -> dict[str, int]:
    """Counts that a line gives: `words` of the whole article, `words_left` and `chars_left` of what is held back."""
    counts: dict[str, int] = {}
    for clause in _CLAUSE.split(text.translate(_DIGITS)):
        for found in _COUNT.finditer(clause or ""):
            unit = _meanings(clause[found.end() : found.end() + 24], language)
            number = int(re.sub(r"\D", "", found[1]))
            left = "left" in _meanings(clause, language) or found[0].startswith("+")
            if "chars" in unit and (left or "[" in clause):
                counts.setdefault("chars_left", number)
            elif "words" in unit:
                counts.setdefault("words_left" if left else "words", number)
    return counts


def address(text: str) -> str | None:
    """The first address written out in `text`."""
    found = _ADDRESS.search(text)
    return found[0].rstrip(".,;:!?") if found else None


def publisher(text: str, language: str | None) -> str | None:
    """The name that a call gives behind its "on" ("Continue Reading on The Example"), or before it where a language does."""
    for sentence in _SENTENCE.split(text):
        if sentence and (name := next(_names(sentence, language), None)):
            return name
    return None


def _names(sentence: str, language: str | None) -> Iterator[str]:
    tokens = sentence.split()
    senses = [_meanings(token, language) for token in tokens]
    pattern = lexicon().unspaced.get(language or "")
    for at in range(len(tokens) - 1, -1, -1):
        if "on" in senses[at]:
            run = _run(tokens[at + 1 :])
            # In many languages only a name's first word has a capital.
            rest = range(at + 1 + len(run), len(tokens))
            if run and len(run) + len(rest) <= 4 and all(senses[place] <= {"site"} for place in rest):
                run += [tokens[place] for place in rest]
            if name := _valid(run, language):
                yield name
        apart = at and not pattern and not set("'’") & set(tokens[at])
        if apart and "behind" in senses[at] and (name := _valid(_run(tokens[:at][::-1])[::-1], language)):
            yield name
        stem, mark, ending = tokens[at].replace("’", "'").rpartition("'")
        inflected = mark and "behind" in _meanings(ending, language)
        if inflected and (name := _valid([*_run(tokens[:at][::-1])[::-1], stem], language)):
            yield name
    if pattern:
        yield from _unspaced_names(sentence, language, pattern)
    for suffix in lexicon().endings.get(language or "", ()):
        for at, token in enumerate(tokens):
            inflected = token.endswith(suffix) and len(token) > len(suffix) + 1
            if inflected and (name := _valid([*tokens[:at], token.removesuffix(suffix)], language)):
                yield name


def _unspaced_names(sentence: str, language: str | None, pattern: re.Pattern[str]) -> Iterator[str]:
    """Names before or behind a particle, as far as the next word that frames are made of."""
    parts = [found for found in pattern.finditer(sentence) if _meanings(found[0], language) & _BOUNDS]
    for index, part in enumerate(parts):
        said = _meanings(part[0], language)
        if "on" in said:
            end = parts[index + 1].start() if index + 1 < len(parts) else len(sentence)
            if name := _valid([sentence[part.end() : end].strip(_EDGES)], language):
                yield name
        if "behind" in said:
            start = parts[index - 1].end() if index else 0
            if name := _valid([sentence[start : part.start()].strip(_EDGES)], language):
                yield name


def _run(tokens: list[str]) -> list[str]:
    """The words from the first on that a name may have: capitals, joints between them, or any of a script without."""
    run: list[str] = []
    for token in tokens[: _LONGEST_NAME + 1]:
        bare = token.strip(_EDGES)
        if not bare or (bare[0].islower() and (bare.lower() not in _JOINTS or not run) and "." not in bare):
            break
        run.append(bare)
        if token[-1] in ".!?,;:" and len(bare) > 3:
            break
    while run and run[-1].islower() and run[-1] in _JOINTS:
        run.pop()
    return run


def _valid(name: list[str], language: str | None) -> str | None:
    joined = " ".join(name).strip(_EDGES)
    if not 2 <= len(joined) <= 60 or len(name) > _LONGEST_NAME or not any(map(str.isalpha, joined)):
        return None
    listed = words(joined)
    heard = lexicon().hear(listed)
    explained = sum(bool({*said.get(language or "", ()), *said.get(ANY, ())} - _NO_NAME) for said in heard)
    if explained >= len(listed) or (len(listed) > 2 and explained > len(listed) // 2):
        return None
    return joined


def _meanings(text: str, language: str | None) -> set[str]:
    return lexicon().meanings(words(text), language)
