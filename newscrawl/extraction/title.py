"""The title of an article, and what its other titles on the page and on its site say about that one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from newscrawl.extraction import headline
from newscrawl.extraction.headline import MAX_CUTS, SEPARATOR
from newscrawl.extraction.page import Page, normal


def titles(page: Page, section: str | None) -> list[str]:
    """The title, and after it the page's other titles as they stand; [] for a page that has none but its site's name."""
    given = headline.sources(page)
    known = headline.names(page, section)
    best = headline.best(given, known, page.url)
    others = (text for place, text in given if place not in ("h1+", "h2") and normal(text) not in known.site)
    return list(dict.fromkeys([best, *others])) if best else []


def pieces(forms: Iterable[str]) -> set[str]:
    """What may be the site's in these titles: the whole, what stands behind the last separator and before the first."""
    return {f"{place} {text}" for form in forms for place, text, _ in _cuts(form)}


def by_habit(forms: Sequence[str], is_habit: Callable[[str], bool]) -> str:
    """The first of `forms` that isn't the same on the site's other pages, without the pieces that those have too.

    `is_habit` knows the site's `pieces`. Where all are the same, the first form stays as it is.
    """
    for form in forms:
        text, before = form, ""
        while text != before:
            before = text
            text = next((rest for place, piece, rest in _cuts(text) if is_habit(f"{place} {piece}")), text)
        if text:
            return text
    return forms[0]


def _cuts(form: str) -> list[tuple[str, str, str]]:
    """(place, piece, what is left without it)."""
    cuts = list(islice(SEPARATOR.finditer(form), MAX_CUTS))
    found = [("whole", form, "")]
    if cuts:
        found.append(("end", form[cuts[-1].end() :], form[: cuts[-1].start()].rstrip()))
        found.append(("start", form[: cuts[0].start()], form[cuts[0].end() :].lstrip()))
    return [(place, piece.strip(), rest) for place, piece, rest in found if piece.strip()]
