"""The features of a link's address and words, which discovery/links.py weighs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import repeat
from operator import eq
from urllib.parse import unquote

from newscrawl.text.scripts import HAN, HANGUL, KANA, LAO, THAI
from newscrawl.text.vocabulary import entries

# Splits any text into host, path and query as RFC 3986 does, in a third of urlsplit's time.
_ADDRESS = re.compile(r"(?:[^:/?#]+:)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?")
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_DATE = re.compile(
    r"(?:^|[/_-])(?:19|20)\d\d[/_-]?(?:0?[1-9]|1[0-2])(?:[/_-]?(?:0?[1-9]|[12]\d|3[01]))?(?=[/_.-]|$)"
)
_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)", re.ASCII)
_NAMED_ID = re.compile(
    r"(?:^|[/_-])(?:article|artikel|story|art|news|post|[ac]|id|ar)[_-]?(?:id)?[_-]?(?:\d{4,}|[0-9a-f]{8}-)"
)
_QUERY_ID = re.compile(r"(?:^|&)(?:p|\w{0,20}id)=(\d{3,12})(?!\d)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:html?|php|aspx?|cms|jsp|ece|story|shtml)$", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|webp|svg|mp[34]|zip|xml|rss|css|js|ico|apk)$", re.IGNORECASE
)
_ID_AT_END = re.compile(r"[-_]\d{5,}$")
_PUNCTUATION = re.compile("[\"'“”„«»‘’:;?!,—–…]")
_SIGNS = {
    "question": re.compile(r"\?"),
    "colon": re.compile(":"),
    "end of a sentence": re.compile(r"[.?!…]\Z"),
    "quotation": re.compile('["“”„«»‘’]'),
    "money": re.compile("[$€£¥%]"),
}
"""Feature -> what the words of a link contain."""
_NUMBER = re.compile(r"[\d\s.,]+")
_UNSPACED = re.compile(f"[{THAI}{LAO}{KANA}{HAN}{HANGUL}]")
"""Scripts without spaces between words."""
_WORDS_PER_CHARACTER = 0.6
"""In such scripts two characters make about one word."""

_WORDS = f"{__package__}.link_words"
_SEGMENTS = {
    name: frozenset(entries(_WORDS, f"{name}_segments"))
    for name in ("taxonomy", "service", "article", "sponsored")
}
_SOCIAL = frozenset(entries(_WORDS, "social_hosts"))
_SERVICE_HOSTS = frozenset(entries(_WORDS, "service_hosts"))
_INDEXES = frozenset(("index", "index.html", "index.htm", "index.php", "index.shtml"))

MAX_PATH, MAX_QUERY, MAX_WORDS = 1_000, 500, 1_000
"""Characters that are read of a path, a query and a link's words. Real articles have fewer."""
_PIECE = 4
"""Characters of a piece of an address. The weights are fitted to pieces of this length."""
_BEGINNING, _END = 10, 12
"""Characters that are read at both ends of a long last segment. The middle is the headline."""
_MAX_DIRECTORY = 30
"""Characters of the longest directory whose pieces are read: chosen by hand."""
_ZEROS = str.maketrans("123456789", "000000000")

# How many characters, or shares, make one step of a feature. One weight is fitted for each step.
_LETTERS_A_STEP, _LAST_LENGTH, _LAST_LETTERS, _FIRST_LENGTH, _LENGTH, _SHARES = 6, 5, 4, 3, 8, 5
_NUMBERED = 4
"""So many digits in a row may be a date or an article's number: years have four."""
_MORE_THAN_A_YEAR = 5
"""So many digits in a row are no year: an article's number."""
_SLUG = 3
"""A segment with so many words is a headline and not a section's name."""
_STEM = 4
"""Letters that two forms of a word share: an address may have another form of a headline's word."""


def features(url: str, words: str) -> dict[str, int]:
    """Returns the features of a link, by name, with their values. `words` are the text of the
    link.

    >>> features("https://paper.example/2026/11/20/ferry-comes-back", "Ferry comes back")["day"]
    1
    """
    host, segments, query = split(url)
    found = {"bias": 1} | _of_host(host)
    if segments and segments[-1] in _INDEXES:
        segments = segments[:-1]
    if identity := _QUERY_ID.search(query[:MAX_QUERY]):
        # An id in the query counts like a slug with an id of five digits, the most frequent length.
        found["query id"] = 1
        segments = [*segments, f"article-{identity[1]:0>5}"]
    elif query:
        found["query"] = 1
    beginnings = _add_path(segments, found) if segments else set()
    if not segments:
        found["root"] = 1
    words = " ".join(words[:MAX_WORDS].split())
    if words and "{" not in words:  # a link with "{" contains a style sheet or script
        _add_words(words, beginnings, found)
    return found


def split(url: str) -> tuple[str, list[str], str]:
    """Splits an address into its host, the segments of its path in lower case, and its query."""
    host, path, query = _raw(url)
    path = path[:MAX_PATH]
    if "%" in path:
        path = unquote(path)
    return host, [segment for segment in path.lower().split("/") if segment], query


def _raw(url: str) -> tuple[str, str, str]:
    found = _ADDRESS.match(url.strip())
    host, path, query = found.groups("") if found else ("", "", "")
    return host, path, query


# Pieces of an address


def pieces(url: str) -> list[str]:
    """Returns the pieces of an address's directories, and of both ends of its last segment: four
    characters each, all digits as 0.

    Pieces distinguish addresses in any language, without a word list: "/0000" from "/tag/", "aff$"
    from "000$".

    >>> pieces("https://paper.example/tag/flood")
    ['/tag', 'tag/', '/flo', 'floo', 'lood', 'ood$']
    """
    *directories, last = split(url)[1] or [""]
    last = f"/{last}$"
    ends = [last] if len(last) <= _BEGINNING + _END else [last[:_BEGINNING], last[-_END:]]
    parts = [*(f"/{segment[:_MAX_DIRECTORY]}/" for segment in directories), *ends]
    return [
        part[i : i + _PIECE]
        for part in map(str.translate, parts, repeat(_ZEROS))
        for i in range(len(part) - _PIECE + 1)
    ]


# Days and shapes


def date_of(url: str) -> date | None:
    """Returns the day that an address names, as in /2026/11/20/: the day of publication."""
    found = _DAY.search(url[:MAX_PATH])
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


@lru_cache(maxsize=8_192)
def shape(url: str) -> str:
    """Returns the shape of an address: its host, its first directory, and for each further segment
    whether it is a number, a slug or a word.

    The first directory often names what a page is: "/programmes/p06" differs from "/news/p06".
    """
    host, path, query = _raw(url)
    first, *further = path[:MAX_PATH].strip("/").split("/")
    names = sorted(part.partition("=")[0] for part in query[:MAX_QUERY].split("&") if part)
    beginning = f"={first[:_MAX_DIRECTORY].lower()}" if further else _form(first)
    return f"{host.lower()}/{beginning}/{'/'.join(map(_form, further))}?{'&'.join(names)}"


@lru_cache(maxsize=4_096)
def _form(segment: str) -> str:
    stem = _EXTENSION.sub("", segment) if "." in segment else segment
    words = len(_WORD.findall(unquote(stem) if "%" in stem else stem))
    kind = "-" if words >= _SLUG else "w" if words else ""
    return ("0" if _DIGITS.search(stem) else "") + kind + segment[len(stem) :]


# Features of the address


def _add_path(segments: Sequence[str], found: dict[str, int]) -> set[str]:
    """Adds the features of a path. Returns the beginnings of the words in its segments."""
    path, last_segment = "/".join(segments), segments[-1]
    stem = _EXTENSION.sub("", last_segment)
    words = [word for word in _WORD.findall(stem) if len(word) > 1]
    last = longest = len(words)
    beginnings = _beginnings(words)
    for segment in segments[:-1]:
        kinds, number, own = _directory(segment)
        found.update(kinds)
        beginnings |= own
        longest = max(longest, number)
    found["depth"] = len(segments)
    found["last slug"] = last
    found["last length"] = len(stem) // _LAST_LENGTH
    found["last letters"] = sum(map(len, words)) // _LAST_LETTERS
    if len(segments) > 1:
        found["first length"] = len(segments[0]) // _FIRST_LENGTH
    else:
        found["root slug"] = last
    found["length"] = len(path) // _LENGTH
    _add_digits(path, stem, longest, found)
    signs = {
        "file": _FILE.search(last_segment),
        "extension": stem != last_segment,
        "service last": stem in _SEGMENTS["service"],
        "service first": words and words[0] in _SEGMENTS["service"],
        "article first": words and words[0] in _SEGMENTS["article"],
        "service word": longest <= _SLUG and not _SEGMENTS["service"].isdisjoint(words),
    }
    found.update(dict.fromkeys((name for name, holds in signs.items() if holds), 1))
    return beginnings


def _add_digits(path: str, stem: str, longest: int, found: dict[str, int]) -> None:
    """Adds the features of the digits in a path: dates and numbers of articles."""
    runs = _DIGITS.findall(path)
    found["numbers"] = len(runs)
    digits = max(map(len, runs), default=0)
    if digits < _NUMBERED:
        return
    if _DATE.search(path):
        found["date"] = 1
        if digits >= _MORE_THAN_A_YEAR or longest >= _SLUG:
            found["date and more"] = 1
        if _DAY.search(f"/{path}"):
            found["day"] = 1
    if _NAMED_ID.search(path):
        found["named id"] = 1
    if _ID_AT_END.search(stem):
        found["id at end"] = 1


@lru_cache(maxsize=4_096)  # the links of a page share most of these segments
def _directory(segment: str) -> tuple[dict[str, int], int, set[str]]:
    """Returns the features of a segment before the last, its number of words, their beginnings."""
    words = {word for word in _WORD.findall(segment) if len(word) > 1}
    found = {f"{name} segment": 1 for name, listed in _SEGMENTS.items() if segment in listed}
    return found, len(words), _beginnings(words)


def _beginnings(words: Iterable[str]) -> set[str]:
    return {word[:_STEM] for word in words}


@lru_cache(maxsize=256)
def _of_host(host: str) -> dict[str, int]:
    labels = host.lower().partition(":")[0].split(".")
    found = {} if _SOCIAL.isdisjoint(labels) else {"social": 1}
    return found | ({"service host": 1} if labels[0] in _SERVICE_HOSTS else {})


# Features of the words


def _add_words(text: str, path: set[str], found: dict[str, int]) -> None:
    """Adds the features of a link's words. `path` are the beginnings of the words of its address."""
    words = _WORD.findall(text)
    number = len(words)
    if not text.isascii():
        number = max(number, int(len(_UNSPACED.findall(text)) * _WORDS_PER_CHARACTER))
    lower = [word.lower() for word in words]
    beginnings = _beginnings(lower)
    found["words"] = number
    found["letters"] = len(text) // _LETTERS_A_STEP
    found["longest word"] = max(map(len, words), default=0)
    found["figures"] = len(_DIGITS.findall(text))
    found["lower case words"] = plain = sum(map(eq, words, lower))
    if path and "query id" not in found:
        found["share of path"] = 1 + _SHARES * len(path & beginnings) // len(path)
    if number >= _SLUG:
        found["punctuation"] = len(_PUNCTUATION.findall(text))
    else:  # such a link often names a section or a person
        found["few words, depth"] = found.get("depth", 0)
    few = 1 <= len(words) <= _SLUG
    signs = {
        "number": number == 0 and _NUMBER.fullmatch(text),
        "few words, date": number < _SLUG and "date" in found,
        "named by path": few and path >= beginnings,
        "name": few and plain == 0 and len(words) > 1 and words[0] != lower[0],
        "service words in it": number <= _SLUG and not _SEGMENTS["service"].isdisjoint(lower),
    } | {name: sign.search(text) for name, sign in _SIGNS.items()}
    found.update(dict.fromkeys((name for name, holds in signs.items() if holds), 1))
