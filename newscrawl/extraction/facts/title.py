"""Chooses an article's headline among the forms in which the page gives it.

A form is the text of one place: JSON-LD, a meta tag, an h1 or the title tag. The piece of such a
text before or behind a separator is a form too: "Storm hits coast | The Gazette". A small fitted
model scores the forms. The form with the highest score is the headline. benchmarks/fit_facts.py
fits the weights (models/title_weights.txt).

`pieces` and `by_habit` later take out what the site adds to all its titles.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from newscrawl.extraction.fitted import Features, score, weights
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.strings import clean, normal, plain, text_of

MAX_TITLE = 500
"""The most characters of a title that are read. Longer texts are no titles."""
MAX_CUTS = 6
"""The most separators of a text that are looked at. Real titles have four at most."""
MAX_HEADINGS = 6
"""The most h1 elements that are read. Pages with more of them use h1 for teasers."""

_BARS = r"\s*[|｜ㅣ]\s*|(?<=[^\x00-\x7f])_|_(?=[^\x00-\x7f])"
"""Separators that no headline has. Chinese sites write "渡轮复航_本地_晨报"."""
SEPARATOR = re.compile(rf"{_BARS}|\s+[-–—―]{{1,3}}\s+|\s+(?:[·•»«›‹]|::|//|~|\*+)\s+")
"""Separators between a title and the name of a site or a section."""
_COLON = re.compile(r"\s?:\s+|\s?：\s*")
_CUT = re.compile(f"{SEPARATOR.pattern}|{_COLON.pattern}")
_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛´`′", "'"), **dict.fromkeys("“”„‟«»″", '"')})
_BAR = re.compile(rf"\S(?:{_BARS})\S")
CLIPPED = re.compile(r"(?:\.{3}|…|\[…\]|\[\.\.\.\])\s*$")
_OWN_DOTS = re.compile(rf"[.…]*(?:{SEPARATOR.pattern})")
"""Dots at the end of a title, and a separator behind them."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_LETTER = re.compile(r"[^\W_]")
WEIGHTS = weights("title_weights")


class Form(NamedTuple):
    """One form of the title: its first spelling, and the places that give it without other pieces."""

    text: str
    places: set[str]


Names = dict[str, str]
"""A name in `normal` form -> "site" or "section"."""


def _key(text: str) -> str:
    """Returns a text in small letters, with single spaces and plain quotes, for comparison."""
    return " ".join(text.translate(_QUOTES).casefold().split())


def names(page: Page, section: str | None) -> Names:
    """Returns the names of the page's section and site, which often stand beside the headline."""
    sections = [section, *page.meta.get("article:section", ())]
    parts = {normal(part) for name in page.site_names for part in SEPARATOR.split(name)}
    known = dict.fromkeys((normal(text) for text in sections if text), "section")
    return known | dict.fromkeys((page.outlet | parts) - {""}, "site")


def named(key: str, known: Names) -> str | None:
    """Returns what a piece of a title names: "site", "section" or None."""
    return known.get(key) or known.get(key.removeprefix("the"))


def sources(page: Page) -> list[tuple[str, str]]:
    """Returns the place and the text of each title on a page, the most reliable place first.

    "h1" is the h1 that seems to be the headline. "h1+" are the page's other h1 elements.
    """
    h1 = page.heading_text
    # An h1 that shares no word with the title tag mostly names the site, not the article.
    own = h1 if not h1 or not page.title or _shares_words(h1, page.title) else None
    used = {h1} if own else set()
    own = own and _without_kicker(page, own)
    given = {
        "headline": page.stated("headline"),
        "og:title": page.first("og:title"),
        "h1": own,
        "itemprop": page.first("headline"),
        "name": page.article.get("name"),
        "twitter:title": page.first("twitter:title"),
        "title": page.title,
    }
    texts = ((place, clean(value, MAX_TITLE)) for place, value in given.items())
    found = [(place, text) for place, text in texts if text and normal(text)]
    others = (
        text[:MAX_TITLE] for text in page.h1s[:MAX_HEADINGS] if text not in used and normal(text)
    )
    return found + [("h1+", text) for text in others]


def _without_kicker(page: Page, h1: str) -> str:
    """Returns the h1 without the words in an element at its beginning or end, if the page declares
    the rest as its title: <h1><span>Transport</span> Ferry returns <small>Two years in dock</small>
    </h1>.
    """
    declared = [page.stated("headline"), page.first("og:title"), page.title]
    texts = [text for value in declared if (text := clean(value, MAX_TITLE))]
    parts = chain.from_iterable(_parts(text, SEPARATOR) for text in texts)
    known = {normal(text): text for text in [*parts, *texts]}
    heading = page.headings[page.heading or 0]
    for element in islice(heading.iterdescendants(), MAX_CUTS):
        words, whole = normal(text_of(element) or ""), normal(h1)
        if words and whole.startswith(words):
            h1 = known.get(whole.removeprefix(words), h1)
        if words and whole.endswith(words):
            h1 = known.get(whole.removesuffix(words), h1)
    return h1


def _shares_words(text: str, other: str) -> bool:
    """Returns whether a word of `text` is in `other`."""
    other = other.casefold()
    return any(word in other for word in text.casefold().split())


def forms(given: list[tuple[str, str]]) -> dict[str, Form]:
    """Returns the key (`_key`) -> the form, for all titles from `sources` and their pieces.

    Texts that differ only in case, white space or kind of quotes are one form. Clipped forms are
    left out, unless all forms are clipped.
    """
    found: dict[str, Form] = {}
    for place, text in given:
        found.setdefault(_key(text), Form(text, set())).places.add(place)
    for _, text in given:
        for piece in _parts(text):
            found.setdefault(_key(piece), Form(piece, set()))
    return {key: form for key, form in found.items() if not _is_clipped(key, found)} or found


def _parts(text: str, separator: re.Pattern[str] = _CUT) -> Iterator[str]:
    """Yields the text before and the text behind each separator, unless one of them is empty."""
    for cut in islice(separator.finditer(text), MAX_CUTS):
        before, behind = text[: cut.start()].strip(), text[cut.end() :].strip()
        if _LETTER.search(before) and _LETTER.search(behind):
            yield from (before, behind)


def _is_clipped(key: str, keys: Iterable[str]) -> bool:
    """Returns whether a form ends in dots, and another form begins with it and goes on. Both are
    compared as `_key` gives them.

    A form that ends in dots of its own is not clipped: "And then…" beside "And then… | The Gazette".
    """
    if not (dots := CLIPPED.search(key)):
        return False
    start = key[: dots.start()].rstrip()
    longer = (other for other in keys if len(other) > len(key) and other.startswith(start))
    return any(not _OWN_DOTS.match(other, len(start)) for other in longer)


def slug(url: str) -> frozenset[str]:
    """Returns the words in the longest segment of an address's path, which is mostly the slug."""
    try:
        pieces = unquote(urlsplit(url).path).split("/")
    except ValueError:
        return frozenset()
    return words(max(pieces, key=len))


def words(text: str) -> frozenset[str]:
    """Returns a text's words of three letters and more, as slugs write them."""
    return frozenset(_WORD.findall(plain(text)))


def features(found: Iterable[Form], known: Names, url: str) -> list[Features]:
    """Returns the features of each form. A feature that is left out is 0."""
    address = slug(url)
    return [
        {f"in_{place}": 1.0 for place in form.places}
        | {"length": math.log1p(len(form.text))}
        | _of_parts(form.text, known)
        | _of_words(words(form.text), address)
        for form in found
    ]


def _of_parts(text: str, known: Names) -> Features:
    """Returns features for a bar in a form, and for pieces that name the site or a section. A colon
    may stand behind the site's name, and behind the first word of a headline.
    """
    kinds = {named(normal(piece), known) for piece in _parts(text, SEPARATOR)} - {None}
    found = {f"with_{kind}": 1.0 for kind in kinds}
    if any(named(normal(piece), known) == "site" for piece in _parts(text, _COLON)):
        found["with_site_colon"] = 1.0
    return found | {"with_bar": float(bool(_BAR.search(text)))}


def _of_words(words: frozenset[str], address: frozenset[str]) -> Features:
    """Returns the share of a form's words in the slug, whether all of them are there, and the share
    of the slug's words in the form.
    """
    both = len(words & address)
    if not both:
        return {}
    shares = {"of_slug": both / len(words), "slug": both / len(address)}
    return shares | {"all_of_slug": float(both == len(words))}


def best(given: list[tuple[str, str]], known: Names, url: str) -> str | None:
    """Returns the form with the highest score among the titles from `sources`.

    Returns None if the page has no title but the site's name.
    """
    found = [form for form in forms(given).values() if known.get(normal(form.text)) != "site"]
    rows = zip(features(found, known, url), found, strict=True)
    titles = [(score(row, WEIGHTS), form.text) for row, form in rows]
    return max(titles, key=lambda entry: entry[0])[1] if titles else None


def titles(page: Page, section: str | None) -> list[str]:
    """Returns the headline, followed by the texts of all titles of the page, each only once.

    Returns [] if the page has no title but the site's name.
    """
    given = sources(page)
    known = names(page, section)
    chosen = best(given, known, page.url)
    others = (text for place, text in given if place != "h1+" and known.get(normal(text)) != "site")
    return list(dict.fromkeys([chosen, *others])) if chosen else []


def pieces(forms: Iterable[str]) -> set[str]:
    """Returns the pieces of these titles that the site may have added, each behind its place.

    The pieces of "Storm | News | Gazette" are "whole Storm | News | Gazette", "end Gazette" and
    "start Storm".
    """
    return {f"{place} {text}" for form in forms for place, text, _ in _cuts(form)}


def by_habit(forms: Sequence[str], is_habit: Callable[[str], bool]) -> str:
    """Returns the first of `forms` of which text remains without the pieces that the site adds.

    `is_habit` tells whether the site's other titles have a piece of `pieces` too. If no text
    remains of any form, the first form is returned unchanged.
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
    """Returns the pieces of a title: place ("whole", "end", "start"), piece, rest of the title."""
    cuts = list(islice(SEPARATOR.finditer(form), MAX_CUTS))
    found = [("whole", form, "")]
    if cuts:
        found.append(("end", form[cuts[-1].end() :], form[: cuts[-1].start()].rstrip()))
        found.append(("start", form[: cuts[0].start()], form[cuts[0].end() :].lstrip()))
    return [(place, piece.strip(), rest) for place, piece, rest in found if piece.strip()]
