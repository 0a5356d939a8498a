"""Finds the titles of an article, and improves them by the site's habits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from newscrawl.extraction.facts import headline
from newscrawl.extraction.facts.headline import MAX_CUTS, SEPARATOR
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.strings import normal


def titles(page: Page, section: str | None) -> list[str]:
    """Returns the title, followed by the page's other titles as they stand.

    [] if the page has no title but its site's name.
    """
    given = headline.sources(page)
    known = headline.names(page, section)
    best = headline.best(given, known, page.url)
    others = (
        text
        for place, text in given
        if place not in ("h1+", "h2") and normal(text) not in known.site
    )
    return list(dict.fromkeys([best, *others])) if best else []


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
