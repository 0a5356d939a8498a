"""Finds the forms in which a page gives its headline, and chooses one; improves titles by the
site's habits.

A form is a text in one place: JSON-LD, a meta tag, an h1, the title tag. Another form is such a
text without the piece before or behind a separator. A small fitted model scores the forms; the one
with the highest score is the headline. The weights are in models/title_weights.txt;
benchmarks/fit_facts.py fits them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from urllib.parse import unquote, urlsplit

from newscrawl.extraction.facts.names import is_outlet
from newscrawl.extraction.linear import Features, score, weights
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.strings import clean, normal, plain

MAX_TITLE = 500
"""Characters of a title that are read. Longer ones are texts."""
MAX_CUTS = 6
"""Separators of one text at which it is cut. Real titles have four at most."""
MAX_HEADINGS = 6
"""Texts of h1 elements that are read. Pages with more use h1 for teasers."""
CLIPPED_AT = 100
"""A headline with fewer characters is not clipped. JSON-LD's often ends at 110 characters."""
MAX_PATH = 1_000
"""Characters of an address's path that are read."""

_BARS = r"\s*[|｜ㅣ]\s*|(?<=[^\x00-\x7f])_|_(?=[^\x00-\x7f])"
"""Separators that no headline has. Chinese sites write "渡轮复航_本地_晨报"."""
SEPARATOR = re.compile(rf"{_BARS}|\s+[-–—―]{{1,3}}\s+|\s+(?:[·•»«›‹]|::|//|~|\*+)\s+")
"""Separators between a title and the name of a site or a section."""
_CUT = re.compile(rf"{SEPARATOR.pattern}|\s?:\s+|\s?：\s*")
_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛´`′", "'"), **dict.fromkeys("“”„‟«»″", '"')})
_BAR = re.compile(rf"\S(?:{_BARS})\S")
_CLIPPED = re.compile(r"(?:\.{3}|…|\[…\]|\[\.\.\.\])\s*$")
_WORD = re.compile(r"[^\W\d_]{3,}")
WEIGHTS = weights("title_weights")


@dataclass
class Form:
    """One form of the title: its spellings, and the places that give it as it stands."""

    spellings: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)

    @cached_property
    def text(self) -> str:
        """The spelling that most places share."""
        return max(self.spellings, key=self.spellings.count)


@dataclass(frozen=True)
class Names:
    """The names that a page gives its site and its section, in `normal` form."""

    site: frozenset[str]
    sections: frozenset[str]

    def kind(self, key: str) -> str | None:
        """Returns what a piece of a title names: "site", "section" or None."""
        if is_outlet(key, self.site):
            return "site"
        return "section" if key in self.sections else None


def _key(text: str) -> str:
    """Returns a text without its case, white space and kind of quotes."""
    return " ".join(text.translate(_QUOTES).casefold().split())


def names(page: Page, section: str | None) -> Names:
    """Returns the names of the page's site and section, which often stand beside the headline."""
    sections = [section, *page.meta.get("article:section", ())]
    parts = {normal(part) for name in page.site_names for part in SEPARATOR.split(name)}
    return Names(
        page.outlet | (parts - {""}), frozenset(normal(text) for text in sections if text) - {""}
    )


def sources(page: Page) -> list[tuple[str, str]]:
    """Returns place and text of each title that the page gives, the most reliable place first."""
    h1 = page.heading_text
    # If an h1 shares no word with the title tag, it mostly names the site and not the article.
    own = h1 if not h1 or not page.title or _shares_words(h1, page.title) else None
    given = {
        "headline": page.stated("headline"),
        "og:title": page.first("og:title"),
        "h1": own,
        "itemprop": page.first("headline"),
        "name": page.article.get("name"),
        "twitter:title": page.first("twitter:title"),
        "title": page.title,
    }
    found = [
        (place, text)
        for place, value in given.items()
        if (text := clean(value, MAX_TITLE)) and normal(text)
    ]
    others = (text[:MAX_TITLE] for text in page.h1s[:MAX_HEADINGS] if text != own and normal(text))
    return found + [("h1+", text) for text in others]


def _shares_words(text: str, other: str) -> bool:
    """Returns whether a word of `text` is in `other`."""
    other = other.casefold()
    return any(word in other for word in text.casefold().split())


def forms(given: list[tuple[str, str]]) -> dict[str, Form]:
    """Returns all forms of the titles from `sources`, each by its key.

    Texts that differ in case, white space or kind of quotes alone are one form. Clipped forms are
    left out, unless all are clipped.
    """
    found: dict[str, Form] = {}
    for place, text in given:
        form = found.setdefault(_key(text), Form())
        form.spellings.append(text)
        form.places.add(place)
    for _, text in given:
        for piece in _parts(text):
            form = found.setdefault(_key(piece), Form())
            form.spellings += [] if form.places else [piece]
    texts = [form.text for form in found.values()]
    return {key: form for key, form in found.items() if not _is_clipped(form.text, texts)} or found


def _parts(text: str, separator: re.Pattern[str] = _CUT) -> Iterator[str]:
    """Yields the pieces before and behind each separator."""
    for cut in islice(separator.finditer(text), MAX_CUTS):
        before, behind = text[: cut.start()].strip(), text[cut.end() :].strip()
        if normal(before) and normal(behind):
            yield from (before, behind)


def _is_clipped(text: str, others: list[str]) -> bool:
    """Returns whether a text is clipped: another one begins with it and goes on.

    The text must end in dots, or be long enough to have been clipped.
    """
    marked = _CLIPPED.search(text)
    if not marked and len(text) < CLIPPED_AT:
        return False
    start = _CLIPPED.sub("", text).rstrip().casefold()
    ends = (
        other[len(start) :]
        for other in others
        if len(other) > len(text) and other.casefold().startswith(start)
    )
    return any(marked or not SEPARATOR.match(end) for end in ends)


def slug(url: str) -> frozenset[str]:
    """Returns the words of the longest segment of an address's path."""
    try:
        pieces = unquote(urlsplit(url).path[:MAX_PATH]).split("/")
    except ValueError:
        return frozenset()
    return frozenset(_WORD.findall(plain(max(pieces, key=len))))


def features(found: Iterable[Form], known: Names, url: str) -> list[Features]:
    """Returns the features of each form. A feature that is left out is 0."""
    address = slug(url)
    return [
        {f"in_{place}": 1.0 for place in form.places}
        | {"length": math.log1p(len(form.text))}
        | _of_parts(form.text, known)
        | _of_words(frozenset(_WORD.findall(plain(form.text))), address)
        for form in found
    ]


def _of_parts(text: str, known: Names) -> Features:
    """Returns whether a form still has a bar, and the names of the site or its section."""
    kinds = {known.kind(normal(piece)) for piece in _parts(text, SEPARATOR)} - {None}
    found = {f"with_{kind}": 1.0 for kind in kinds}
    return found | {"with_bar": float(bool(_BAR.search(text)))}


def _of_words(said: frozenset[str], address: frozenset[str]) -> Features:
    """Returns the share of the form's words in the address, and of the address's words in the
    form.
    """
    both = len(said & address)
    return {"of_slug": both / len(said), "slug": both / len(address)} if both else {}


def best(given: list[tuple[str, str]], known: Names, url: str) -> str | None:
    """Returns the headline: among the forms of `sources`, the one with the highest score.

    None if the page has no form but the site's name.
    """
    found = [form for form in forms(given).values() if normal(form.text) not in known.site]
    rows = zip(features(found, known, url), found, strict=True)
    titles = [(score(row, WEIGHTS), form.text) for row, form in rows]
    return max(titles, key=lambda entry: entry[0])[1] if titles else None


def titles(page: Page, section: str | None) -> list[str]:
    """Returns the title, followed by the page's other titles as they stand.

    [] if the page has no title but its site's name.
    """
    given = sources(page)
    known = names(page, section)
    chosen = best(given, known, page.url)
    others = (text for place, text in given if place != "h1+" and normal(text) not in known.site)
    return list(dict.fromkeys([chosen, *others])) if chosen else []


def pieces(forms: Iterable[str]) -> set[str]:
    """Returns the parts of these titles that may be the site's and not the article's.

    These are the whole title, the piece behind its last separator, and the piece before its first.
    """
    return {f"{place} {text}" for form in forms for place, text, _ in _cuts(form)}


def by_habit(forms: Sequence[str], is_habit: Callable[[str], bool]) -> str:
    """Returns the first of `forms` that is not on the site's other pages too, without their common
    pieces.

    `is_habit` says whether one of `pieces` is shared. If all forms are shared, the first one stays
    as it is.
    """
    for form in forms:
        text, before = form, ""
        while text != before:
            before = text
            text = next(
                (rest for place, piece, rest in _cuts(text) if is_habit(f"{place} {piece}")), text
            )
        if text:
            return text
    return forms[0]


def _cuts(form: str) -> list[tuple[str, str, str]]:
    """Returns the pieces of a title, each with the name of its place before and the rest behind."""
    cuts = list(islice(SEPARATOR.finditer(form), MAX_CUTS))
    found = [("whole", form, "")]
    if cuts:
        found.append(("end", form[cuts[-1].end() :], form[: cuts[-1].start()].rstrip()))
        found.append(("start", form[: cuts[0].start()], form[cuts[0].end() :].lstrip()))
    return [(place, piece.strip(), rest) for place, piece, rest in found if piece.strip()]
