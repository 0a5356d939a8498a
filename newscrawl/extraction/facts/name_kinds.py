"""Decides what a name in a byline names: a person, an agency, another organisation, or a staff
line.
"""

from __future__ import annotations

import re

from newscrawl.extraction.agencies import is_agency
from newscrawl.extraction.strings import normal
from newscrawl.extraction.vocabulary import any_of, words

MAX_NAME = 80
"""Characters of the longest name. Longer texts are sentences."""
MAX_NAME_WORDS = 6
"""Words of the longest name of a person. More words are a sentence or a list."""
_MAX_LOWER_NAME = 2
"""Words of the longest name of a person that has no capital: "jane doe", but not a sentence."""
_SHORTEST_OUTLET = 3
"""Letters of the shortest word that may be an outlet's name."""
_SHORT_OUTLET = 3
"""Words of the longest name in which one word that is the publisher's name makes it an outlet's."""
_READ_WORDS = 20
"""Words of a name that are compared with the outlet's names. Each run of them is compared."""
GENERIC = frozenset(
    "agencies agenturen agencias agências agences ajanslar newsagencies newswires wireservices "
    # These supply pictures, never texts.
    "adobestock alamy gettyimages imago istock picturealliance shutterstock unsplash".split()
)
"""Names that stand for agencies in general or for picture agencies, in `normal` form."""
_WORDS = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]{1,40}(?:\.[\w-]{1,40}){0,2}\.[a-z]{2,12}$")
_NOBODY = frozenset(words("nobody"))
_NEWSPAPER = any_of("newspaper_endings")
_ORGANISATION_WORD = any_of("organisation_words")
_STAFF = re.compile(
    rf"\b(?:{any_of('staff_words')}|{_ORGANISATION_WORD})\b"
    rf"|{_NEWSPAPER}|デジタル|編集部|編輯部|编辑部|뉴스팀|편집국",
    re.IGNORECASE,
)
# A word such as "Verlag" names an organisation if another word stands with it. So do an outlet's
# initials before its desk: "EX-Redaktion".
_ORGANISATION = re.compile(
    rf"\w\W+{_ORGANISATION_WORD}\b|\b{_ORGANISATION_WORD}\W+\w|\w{{2}}{_NEWSPAPER}"
    r"|^(?-i:[A-ZÄÖÜ]{2,5}\d{0,3}[\s-](?=[A-ZÄÖÜ]?[a-zäöü]))",
    re.IGNORECASE,
)


def kind_of(name: str, outlet: frozenset[str] = frozenset()) -> str | None:
    """Returns the kind of a name: "person", "agency", "outlet" or "other"; None if the text is no
    name.

    An outlet is any other organisation. Others are staff lines, such as "Newsroom".
    """
    key = normal(name)
    if not key or key in _NOBODY or len(name) > MAX_NAME:
        return None
    if is_agency(name):
        return "agency"
    if key in outlet or key.removeprefix("the") in outlet or _DOMAIN.match(name):
        return "outlet"
    parts = _WORDS.findall(name)[:_READ_WORDS]
    if key in GENERIC or _STAFF.search(name):
        return "outlet" if _says_whose(parts, outlet) or _ORGANISATION.search(name) else "other"
    if _is_called_like(parts, outlet) or name.lower().startswith("the "):
        return "outlet"
    return "person" if _may_be_person(name, parts) else None


def _says_whose(parts: list[str], outlet: frozenset[str]) -> bool:
    """Returns whether a staff line says whose staff it is: "Redaktion example.org", "Example
    Newsroom".
    """
    runs = (
        parts[start:end] for start in range(len(parts)) for end in range(start + 1, len(parts) + 1)
    )
    return any(_DOMAIN.match(word) for word in parts) or any(
        normal(" ".join(run)) in outlet for run in runs
    )


def _is_called_like(parts: list[str], outlet: frozenset[str]) -> bool:
    """Returns whether one word of a short name is the publisher's name: "Gazette Berlin"."""
    return len(parts) <= _SHORT_OUTLET and any(
        normal(word) in outlet and len(word) >= _SHORTEST_OUTLET for word in parts
    )


def _may_be_person(name: str, parts: list[str]) -> bool:
    """Returns whether a text can be a person's name: few words, no digit, and a capital if it is
    long.
    """
    if any(sign.isdigit() for sign in name) or not any(sign.isalpha() for sign in name):
        return False
    lower = name[:1].islower() and not any(sign.isupper() for sign in name)
    return len(parts) <= (_MAX_LOWER_NAME if lower else MAX_NAME_WORDS)
