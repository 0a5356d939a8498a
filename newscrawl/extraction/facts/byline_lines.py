"""Reads the byline in a line that says other things too: "Aug 6th, 2012 by Jane Doe | 3 comments"."""

from __future__ import annotations

import re

from newscrawl.extraction.agencies import is_agency
from newscrawl.extraction.facts.dateparse import WRITTEN
from newscrawl.extraction.facts.names import PARTICLES, Credits, add_names, undated
from newscrawl.extraction.strings import normal
from newscrawl.extraction.vocabulary import any_of

_DATED = "\n"
"""Replaces each date in a line. The lines come from `text_of`, so they hold no line end of their
own.
"""
_BETWEEN_PIECES = re.compile(r"\s*\n[\s,\n]*|\s+[|•·–—-]+\s+|\s*[|•·]\s*")
"""Matches a date or a sign between two pieces of a line."""
# "About" and "follow" are in the list because of "About Jane Doe". But in lines that say other things
# too, they mostly stand before other words: "Follow us".
_BY = re.compile(
    rf"(?!about|follow)(?:(?:(?:posted|published|written)\s+)?by|{any_of('byline_prefixes')})\s*:?\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"{any_of('byline_labels')}\s*[:：]\s*", re.IGNORECASE)
_BEHIND_NAME = re.compile(r"[\s,]+(?:on|am|le|el|il|op|den|dnia|em|at)$|\s(?:\s|\d).*$")
"""Matches the words behind a name: "on" in "Jane Doe on May 3", "3 comments" in "Jane Doe 3 comments",
and what stands behind a wide space.
"""
_NEVER_IN_NAMES = frozenset(":_")
"""Signs that no name has. Labels have them: "Category:"."""
_AGENCY_SIGNS = " ,|-–—()[]/"
"""Signs around the name of an agency in a line of its own."""
_LONGEST_AGENCY_LINE = 100
"""The most characters of an agency's name with a date. Longer lines are not read, to save time."""
_DIGIT = re.compile(r"\d")
_SHORTEST_AGENCY = 3
"""The fewest letters of an agency in a line of its own. "AA" is mostly a button for the size of the
letters.
"""


def byline_in(text: str, outlet: frozenset[str]) -> Credits:
    """Returns the people that a piece of a line names behind "by" or behind "Author:".

    All words of a name have capitals. But if the line has a date, "Author:" or "written by", a single
    word is a name too, with or without a capital: "5 November 2012 by janedoe".
    """
    line = _without_dates(text)
    for piece in _BETWEEN_PIECES.split(line):
        label = _LABEL.match(piece)
        if begin := label or _BY.match(piece):
            found = Credits()
            name = _BEHIND_NAME.sub("", undated(piece[begin.end() :]).strip(" ,:"))
            if not _NEVER_IN_NAMES.isdisjoint(name):
                continue
            add_names(found, name, outlet, declared=True)
            is_sure = bool(label) or _DATED in line or " " in begin[0].strip()
            found.people = [one for one in found.people if _is_name(one.name, is_sure)]
            if found.people or found.agencies or (is_sure and found):
                return found
    return Credits()


def _is_name(text: str, is_sure: bool) -> bool:
    """Returns whether all words of a text have capitals. One word needs none if `is_sure`."""
    if " " not in text:
        return is_sure
    lower = (word for word in text.split() if word.islower() and word not in PARTICLES)
    return not any(lower)


def _without_dates(text: str) -> str:
    """Returns a line with `_DATED` in place of each date."""
    return WRITTEN.sub(_DATED, text) if _DIGIT.search(text) else text


def agency_in(text: str) -> str | None:
    """Returns the agency of a line that names nothing else, but for a date: "dpa am 25.01.2022"."""
    if len(text) > _LONGEST_AGENCY_LINE:
        return None
    name = undated(_without_dates(text).replace(_DATED, ""))
    name = _BEHIND_NAME.sub("", name.strip(_AGENCY_SIGNS))
    is_long = len(normal(name)) >= _SHORTEST_AGENCY
    is_text = name[:1].isalpha()  # "© AFP" credits a picture
    return name if is_long and is_text and is_agency(name) else None
