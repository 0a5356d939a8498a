"""Where a page gives its headline, and which of the forms it gives is the headline: a small fitted model decides.

A form is a text as it stands in one place (JSON-LD, a meta tag, an h1, the title tag), or what is left of it when the
piece before or behind a separator is taken off. The form with the highest score is the headline. The weights are
in headline_weights.txt; benchmarks/fit_facts.py fits them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from urllib.parse import unquote, urlsplit

from newscrawl.extraction.linear import Features, score, weights
from newscrawl.extraction.page import Page, clean, is_in, normal, text_of
from newscrawl.text import marks

MAX_TITLE = 500
MAX_CUTS = 6
"""Separators of one text at which it is cut: real titles have four at most."""
MAX_HEADINGS = 6
MAX_SECOND_HEADINGS = 3
CLIPPED_AT = 100
"""From this length on a headline may have been cut: JSON-LD's often ends at 110 characters."""
SHORT = 12
"""Letters and digits: most section names are shorter, few headlines are."""
MIN_SLUG = 3
"""Words of an address from which on it was made of the headline: fewer name a section or a kind of page."""
MIN_NAME = 4
"""Letters and digits from which on a site's name is looked for inside other words."""

SEPARATOR = re.compile(r"\s+[|]\s+|\s*[|｜ㅣ]\s*|\s+[-–—―]{1,3}\s+|\s+(?:[·•»«›‹]|::|//|~|\*+)\s+")
"""What parts a title from a site's or a section's name."""
_CUT = re.compile(rf"{SEPARATOR.pattern}|\s?:\s+|\s?：\s*")
_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛´`′", "'"), **dict.fromkeys("“”„‟«»″", '"')})
_SIGNS = dict.fromkeys("|｜ㅣ", "bar") | dict.fromkeys("-–—―", "dash") | dict.fromkeys(":：", "colon")
_CLIPPED = re.compile(r"(?:\.{3}|…|\[…\]|\[\.\.\.\])\s*$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "a", "ø": "o", "æ": "ae", "ı": "i", "đ": "d", "ł": "l"}
)
_UNTOLD = frozenset(("with_near_site", "with_other", "with_dash", "with_mark"))
"""Of what a form still has: these told nothing on any set."""
WEIGHTS = weights("headline_weights")


@dataclass
class Form:
    """One form of the title: its spellings, the places it stands in whole, and how it was cut from others."""

    spellings: list[str] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    cuts: set[str] = field(default_factory=set)
    """ "head_dash": what stands before a dash; "tail_bar": what stands behind a bar."""
    rests: list[str] = field(default_factory=list)
    """What was cut off, in `normal` form."""

    @cached_property
    def text(self) -> str:
        """The spelling that most places share."""
        return max(self.spellings, key=self.spellings.count)


@dataclass(frozen=True)
class Names:
    """What a page calls its site and its section, in `normal` form."""

    site: frozenset[str]
    sections: frozenset[str]

    @cached_property
    def _long(self) -> list[str]:
        return [name for name in self.site if len(name) >= MIN_NAME]

    def kind(self, key: str) -> str:
        """ "site", "near_site" (the site's name is in it), "section" or "other"."""
        if key in self.site or key.removeprefix("the") in self.site:
            return "site"
        if any(name in key for name in self._long):
            return "near_site"
        return "section" if key in self.sections else "other"


def _key(text: str) -> str:
    return " ".join(text.translate(_QUOTES).casefold().split())


def names(page: Page, section: str | None) -> Names:
    """The names on a page that are often written beside its headline."""
    sections = [section, *page.meta.get("article:section", ())]
    parts = {normal(part) for name in page.site_names for part in SEPARATOR.split(name)}
    return Names(page.outlet | (parts - {""}), frozenset(normal(text) for text in sections if text) - {""})


def sources(page: Page) -> list[tuple[str, str]]:
    """(place, text) of each title that the page gives, the surest first."""
    h1 = page.heading_text
    # An h1 that the title tag has no word of is the site's more often than the article's.
    own = h1 if not h1 or not page.title or _shares_words(h1, page.title) else None
    given = {
        "headline": page.stated("headline"),
        "og:title": page.first("og:title"),
        "h1": own,
        "itemprop": page.first("headline"),
        "name": page.article.get("name"),
        "twitter:title": page.first("twitter:title"),
        "meta": page.first("parsely-title", "sailthru.title", "dc.title", "title"),
        "title": page.title,
    }
    found = [(place, text) for place, value in given.items() if (text := clean(value, MAX_TITLE)) and normal(text)]
    others = (text[:MAX_TITLE] for text in page.h1s[:MAX_HEADINGS] if text != own and normal(text))
    found += [("h1+", text) for text in others]
    return found + [("h2", text) for text in _second_headings(page)]


def _shares_words(text: str, other: str) -> bool:
    other = other.casefold()
    return any(word in other for word in text.casefold().split())


def _second_headings(page: Page) -> Iterator[str]:
    """The first h2s: some pages have no h1, or give it to the site's name."""
    headings = (e for e in page.elements if e.tag == "h2")
    for element in islice(headings, MAX_SECOND_HEADINGS):
        if not is_in(element, "nav", "aside", "footer") and (text := text_of(element, MAX_TITLE)) and normal(text):
            yield text


def forms(given: list[tuple[str, str]]) -> dict[str, Form]:
    """All forms but for case, white space and kind of quote, from the (place, text) pairs of `sources`."""
    found: dict[str, Form] = {}
    for place, text in given:
        form = found.setdefault(_key(text), Form())
        form.spellings.append(text)
        form.whole.add(place)
    for place, text in given:
        for cut, piece, rest in _cuts(text) if place != "h2" else ():
            form = found.setdefault(_key(piece), Form())
            form.spellings += [] if form.whole else [piece]
            form.cuts.add(cut)
            form.rests.append(normal(rest))
    texts = [form.text for form in found.values()]
    return {key: form for key, form in found.items() if not _is_clipped(form.text, texts)} or found


def _cuts(text: str) -> Iterator[tuple[str, str, str]]:
    """(how it was cut, the piece that stays, the rest) for both sides of each separator."""
    for cut in islice(_CUT.finditer(text), MAX_CUTS):
        sign = _SIGNS.get(cut[0].strip()[:1], "mark")
        before, behind = text[: cut.start()].strip(), text[cut.end() :].strip()
        if normal(before) and normal(behind):
            yield f"head_{sign}", before, behind
            yield f"tail_{sign}", behind, before


def _is_clipped(text: str, others: list[str]) -> bool:
    """Whether a longer text goes on from this one, which ends in dots or is as long as sites clip to."""
    marked = _CLIPPED.search(text)
    if not marked and len(text) < CLIPPED_AT:
        return False
    start = _CLIPPED.sub("", text).rstrip().casefold()
    ends = (other[len(start) :] for other in others if len(other) > len(text) and other.casefold().startswith(start))
    return any(marked or not SEPARATOR.match(end) for end in ends)


def slug(url: str) -> frozenset[str]:
    """The words of the address's longest piece."""
    try:
        pieces = unquote(urlsplit(url).path[:1_000]).split("/")
    except ValueError:
        return frozenset()
    return frozenset(_WORD.findall(plain(max(pieces, key=len))))


def plain(text: str) -> str:
    """Lower case without accents, as slugs are written."""
    text = text.lower().translate(_UMLAUTS)
    return "".join(sign for sign in marks.normalize("NFKD", text) if not unicodedata.combining(sign))


def features(found: dict[str, Form], given: list[tuple[str, str]], known: Names, url: str) -> list[Features]:
    """The features of each form by name, in the order of `found`; a feature that is left out is 0."""
    raw = [(place, normal(text)) for place, text in given if place != "h2"]
    address = slug(url)
    rows = []
    for form in found.values():
        key = normal(form.text)
        rows.append({**_of_place(form), **_of_names(form, key, known), **_of_others(form, key, raw)})
        rows[-1] |= {
            **_of_words(frozenset(_WORD.findall(plain(form.text))), address),
            "length": math.log1p(len(form.text)),
            "short": float(len(key) < SHORT),
        }
    most = max((row["shared"] for row in rows), default=0.0)
    return [{**row, "less_shared": most - row["shared"]} for row in rows]


def _of_place(form: Form) -> Features:
    """Where the form stands as it is; how it was cut where it only stands as a part of others."""
    if form.whole:
        return {f"in_{place}": 1.0 for place in form.whole}
    return dict.fromkeys([*(f"cut_{cut}" for cut in form.cuts), "only_cut"], 1.0)


def _of_names(form: Form, key: str, known: Names) -> Features:
    """What was cut off the form, and which names of the site and its sections it still has."""
    rests = form.rests if not form.whole else ()
    found = {f"without_{known.kind(rest)}": 1.0 for rest in rests} | {"is_section": float(key in known.sections)}
    for cut, piece, _ in _cuts(form.text):
        if not cut.endswith("colon"):
            found[f"with_{known.kind(normal(piece))}"] = found[f"with_{cut.split('_')[1]}"] = 1.0
    return {name: value for name, value in found.items() if name not in _UNTOLD}


def _of_others(form: Form, key: str, raw: list[tuple[str, str]]) -> Features:
    """In how many of the page's titles the form stands, and whether the two that most pages have hold it."""
    holding = {place for place, text in raw if key in text and place not in form.whole}
    found = {f"held_by_{place}": 1.0 for place in holding.intersection(("headline", "title"))}
    return found | {"shared": float(len(form.whole) + len(holding))}


def _of_words(said: frozenset[str], address: frozenset[str]) -> Features:
    """How the form's words and the address's cover each other."""
    both = len(said & address)
    if not both:
        return {}
    return {"of_slug": both / len(said), "slug": both / len(address) if len(address) >= MIN_SLUG else 0.0}


def best(given: list[tuple[str, str]], known: Names, url: str) -> str | None:
    """The headline among the titles of `sources`: the form with the highest score. The site's name by itself is none."""
    found = forms(given)
    rows = zip(features(found, given, known, url), found.values(), strict=True)
    titles = [(score(row, WEIGHTS), form.text) for row, form in rows if normal(form.text) not in known.site]
    return max(titles, key=lambda entry: entry[0])[1] if titles else None
