"""Reads what a site's line declares: lengths, the share shown or held back, and the publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.text import line_model, phrases
from newscrawl.text.phrases import ANY, lexicon, words
from newscrawl.text.vocabulary import entries

_SIGN = r"(?:[%٪％﹪]|/\s?100\b)"
_NUMBER = r"(\d{1,3}(?:[.,٫]\d{1,3})?)"
_WORDS_FOR_PERCENT = entries(__package__, "percent_words")


def _word_patterns(pattern: str) -> str:
    """Returns the words of percent_words.txt that `pattern` finds, as alternatives of a pattern."""
    found = [re.search(pattern, entry) for entry in _WORDS_FOR_PERCENT]
    return "|".join(re.escape(word[1]).replace(r"\*", r"\w{0,4}") for word in found if word)


_BEHIND, _GLUED = _word_patterns("^N (.+)"), _word_patterns("^N(?! )(.+)")
_BEFORE, _GLUED_BEFORE = _word_patterns("(.+) N$"), _word_patterns("(.+)(?<! )N$")
_PERCENT = re.compile(
    rf"(?<![\d.,]){_NUMBER}(?:\s?{_SIGN}|\s(?:{_BEHIND})(?!\w)|\s?(?:{_GLUED}))"
    rf"|(?:{_SIGN}\s?|(?<!\w)(?:{_BEFORE})\s|(?:{_GLUED_BEFORE})\s?){_NUMBER}(?![\d.,])",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?<![\dA-Za-z.,])\+?(\d{1,3}(?:[., '’]\d{3})+|\d{2,6})(?![\d%])")
_CLOSED = re.compile(r"\(\W{0,6}\d[^()]{0,40}\)|[\[<⟨][^\[\]<>⟨⟩]{0,30}\d[^\[\]<>⟨⟩]{0,60}[\]>⟩]")
"""A number in brackets, as programs write what they cut off: "[1234 chars]"."""
_CLAUSE = re.compile(r"(?<=[.!?;:,])\s+|[。！？，、；·|•—।؛،۔]|\s[–-]\s")
_SHARE_CLAUSE = re.compile(r"(?<=[.!?;,])\s+|[。！？，、；·|•—।؛،۔]|\s[–-]\s")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|[。！？，、；|•।۔\n]")
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]]{4,2000}")
_EDGES = " \t\"'“”„«»‘’()[]（）「」『』.,:;!?…→➔➜➞➡►▶▷›>❯↗←|-–—"
_JOINTS = frozenset(
    "of de di da del della du des la le the and und & y e i van von der den och og ja en".split()
)
_NO_NAME = frozenset(
    {"small", "topic", "reader", "journalism", "offer", "full", "on", "behind", "preview"}
)
_LONGEST_NAME = 7  # the most words of a publisher's name
_READ = 300  # the most characters of a line that show its language
_PRICE = re.compile(r"[€$£¥₹₽₺]|\b(?:EUR|USD)\b|(?i:%\s?off\b|discount|rabatt|\bsave\b|\bspar)")
_CLAIMING = frozenset({"article", "preview", "left", "words"})


def spoken(text: str, language: str | None = None) -> str | None:
    """Returns the language of a line by its words; `language` if it explains half of the letters."""
    return phrases.spoken(lexicon().hear(words(text[:_READ])), language)


def fraction(
    text: str, language: str | None = None, *, holds: bool = False, beside: bool = False
) -> float | None:
    """Returns the share of the article that was delivered (0 to 1); None if a line states no share.

    The line may state the share that is shown ("15% of the article") or the share that is left
    ("57% left to read"). `holds` means that the line holds the rest of the article back, `beside`
    that another line does. If neither does, the line must name the article, a preview or what is
    left. A discount is no share: "30 % off your first year".
    """
    language = spoken(text, language)
    clause = share_clause(text)
    meant = _meanings(clause, language)
    share = percentage(clause)
    if share is None or _PRICE.search(clause):
        return None
    priced = "offer" in meant and not meant & {"preview", "left", "read"}
    claims = beside or (meant | _meanings(text, language)) & _CLAIMING
    if not holds and (priced or not claims):
        return None
    left = line_model.remaining(clause) + _LARGE * (share - 0.5) > 0
    return round(1 - share if left else share, 4)


_LARGE = 2.0
"""The log-odds of being the share left grow by 2 from a share of 0 % to one of 100 %, because
previews show little.
"""


def share_clause(text: str) -> str:
    """Returns the clause of `text` that states a share; all of `text` if it has no other words."""
    for clause in _SHARE_CLAUSE.split(text):
        if clause and percentage(clause) is not None:
            return clause if _LETTERS.search(clause) else text
    return text


def percentage(text: str) -> float | None:
    """Returns the first percentage between 0 and 100 as a fraction (15 % is .15), or None."""
    for stated in _PERCENT.finditer(text):
        if 0 < (share := float(re.sub("[,٫]", ".", stated[1] or stated[2])) / 100) < 1:
            return share
    return None


def lengths(text: str, language: str | None = None) -> dict[str, int]:
    """Returns the counts in a line, by name.

    `words` counts the whole article, `words_left` and `chars_left` the part that is held back.
    """
    if not _COUNT.search(text):
        return {}
    language = spoken(text, language)
    counts: dict[str, int] = {}
    for clause in _CLAUSE.split(text):
        for found in _COUNT.finditer(clause or ""):
            unit = _meanings(clause[found.end() : found.end() + 24], language)
            number = int(re.sub(r"\D", "", found[1]))
            left = "left" in _meanings(clause, language) or found[0].startswith("+")
            if "chars" in unit and (left or _CLOSED.search(clause)):
                counts.setdefault("chars_left", number)
            elif "words" in unit:
                counts.setdefault("words_left" if left else "words", number)
    return counts


def address(text: str) -> str | None:
    """Returns the first address written out in `text`."""
    found = _ADDRESS.search(text)
    return found[0].rstrip(".,;:!?") if found else None


def publisher(text: str, language: str | None = None) -> str | None:
    """Returns the publisher that a line names, or None.

    In most languages the name follows a word for "on": "Continue Reading on The Example". In others
    it stands before such a word.
    """
    language = spoken(text, language)
    names = (name for part in _SENTENCE.split(text) for name in _names(part or "", language))
    return next(names, None)


def _names(sentence: str, language: str | None) -> Iterator[str]:
    """Yields the names in a sentence that may be the publisher's, the last ones first."""
    tokens = sentence.split()
    for at in range(len(tokens) - 1, -1, -1):
        senses = _meanings(tokens[at], language)
        runs = []
        if "on" in senses:
            run = _run(tokens[at + 1 :])
            # In many languages only the first word of a name has a capital.
            rest = tokens[at + 1 + len(run) :] if run else []
            if len(run) + len(rest) <= _NAME_WORDS and all(
                _meanings(token, language) <= {"site"} for token in rest
            ):
                run += rest
            runs.append(run)
        if "behind" in senses and language not in lexicon().unspaced:
            runs.append(_run(tokens[:at][::-1])[::-1])
        yield from filter(None, [_valid(run, language) for run in runs])


def _run(tokens: list[str]) -> list[str]:
    """Returns the first words that can form a name: capitals, joints, scripts without capitals."""
    run: list[str] = []
    for token in tokens[: _LONGEST_NAME + 1]:
        bare = token.strip(_EDGES)
        if not bare or (
            bare[0].islower() and (bare.lower() not in _JOINTS or not run) and "." not in bare
        ):
            break
        run.append(bare)
        if token[-1] in ".!?,;:" and len(bare) > _ABBREVIATION:
            break
    while run and run[-1].islower() and run[-1] in _JOINTS:
        run.pop()
    return run


_NAME_WORDS = 4  # the most words of a publisher's name if only the first word has a capital
_ABBREVIATION = 3
"""A word of up to 3 letters with a full stop, such as "St.", does not end a name."""
_SHORTEST, _LONGEST_LETTERS, _PAIR = 2, 60, 2
"""The fewest and the most characters of a name. In a name of more than two words, at most half may
be words that are usual in frames.
"""


def _valid(name: list[str], language: str | None) -> str | None:
    """Returns the words as one name; None if they can't be a publisher's name."""
    joined = " ".join(name).strip(_EDGES)
    if (
        not _SHORTEST <= len(joined) <= _LONGEST_LETTERS
        or len(name) > _LONGEST_NAME
        or not any(map(str.isalpha, joined))
    ):
        return None
    listed = words(joined)
    heard = lexicon().hear(listed)
    explained = sum(
        bool({*said.get(language or "", ()), *said.get(ANY, ())} - _NO_NAME) for said in heard
    )
    if explained >= len(listed) or (len(listed) > _PAIR and explained > len(listed) // 2):
        return None
    return joined


def _meanings(text: str, language: str | None) -> set[str]:
    """Returns the meanings of a text's words in a language (text/phrases)."""
    return lexicon().meanings(words(text), language)
