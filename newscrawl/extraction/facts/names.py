"""Reads the names in a byline, and tells people, agencies and other organisations apart.

Roles, places, dates and other words beside the names are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from newscrawl.extraction.agencies import is_agency
from newscrawl.extraction.strings import clean, normal
from newscrawl.extraction.vocabulary import any_of, words
from newscrawl.items import Author
from newscrawl.text.scripts import HAN, HANGUL, KANA
from newscrawl.text.vocabulary import entries

MAX_PEOPLE = 50
"""The most names of each kind that are kept of one byline, to bound a record's size."""
MAX_BYLINE = 1_000
"""The most characters of a byline. Longer texts are paragraphs."""
MAX_NAME = 80
"""The most characters of a name. Longer texts are sentences."""
MAX_NAME_WORDS = 6
"""The most words of a person's name. More words are a sentence or a list."""
_MAX_LOWER_NAME = 2
"""The most words of a person's name without a capital: "jane doe". More words are a sentence."""
_SHORT_OUTLET = 3
"""A name of up to 3 words is an outlet's if one word of 3 letters or more is the outlet's name:
"Gazette Berlin".
"""
_LONGEST_AGENCY = 3
"""The most words of an agency's name that is looked for behind a person's name."""
_ABBREVIATION = 4
"""A word in capitals with up to 4 letters abbreviates an organisation: "RT"."""
_FULL_NAME = 2
"""The fewest words of a full name: a given name and a family name."""
_PLACELESS = 3
"""A place behind a name is looked for only in more words: "Jane van Doe" is all name."""
PREFIX = re.compile(
    rf"^\W*(?:(?:[^\W\d_]+\s+){{0,3}}by|{any_of('byline_prefixes')})(?:\s*[:：]\s*|\s+)"
    rf"|^\W*{any_of('byline_labels')}(?:\s*[:：/・]\s*|(?<=[记記]者)\s*)"
    r"|^\W*(?-i:(?:[Bb]y|[Pp]or|von|par)(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]))",  # without a space: "porAna"
    re.IGNORECASE,
)
"""Words before the names in a byline: "By", "Written by", "Text:"."""
# A credit of the pictures: "Photos: A. Ex".
_VISUAL = re.compile(
    rf"(?:^\W*{any_of('picture_credits')}\b"
    rf"|\b{any_of('picture_credits')}(?:\s*[:：]|\s+(?:by|von|por|par|di)\b))[^,;|•·‧]*",
    re.IGNORECASE,
)
# Words behind a name that tell for whom the text was written, or who edited or translated it.
_BEHIND = re.compile(
    r"\s+for\s+the\b.*$|(?<=\w)[\s;,.|]+(?:editing|edited|translat(?:ed|ion))\s+by\b.*$",
    re.IGNORECASE,
)
# Signs between two names. Names are read before the text is repaired, so the first byte of a
# misread "·" may stand before it: "Jane Doe Â· The Gazette".
_SPLIT = re.compile(
    r"\s*(?:(?:(?<=\s)[^\x00-\x7f])?·|[;|•‧/／＋+]|\s[-–—]\s|、|，|\band\s*/\s*or\b)\s*"
)
_MONTH_AND_DAY = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d"
_DATE = re.compile(
    rf"(?:\s+(?:on|am|le|el|il|op|den|dnia|em))?\s+(?:{any_of('weekdays')}\b|{_MONTH_AND_DAY}"
    r"|\d{1,2}[./]\s?\w|\d{1,2}\s[^\W\d]{3,}\.?,?\s(?:19|20)\d{2}).*$"
    r"|\s*(?:19|20)\d{2}[-/.年]\s?\d{1,2}.*$"
    rf"|(?:^|\s+){any_of('byline_dates')}\b(?!\s(?:by|von|par|por|da)\b).*$",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"([A-ZÀ-ÖØ-Þ][\w'’-]+),\s?([A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s[A-ZÀ-ÖØ-Þ]\.?)?)")
_JUNIOR = re.compile(r"\b(?:Jr|Sr)\.$")
_JOINERS = r"and|und|et|y|e|og|och|en|ja|oraz|ve|dan|và|и|i|та|και|ou|with|mit|avec|con|com|med|&"
_AND = re.compile(rf"(\s+(?:{_JOINERS})\s+|\s*&\s*)", re.IGNORECASE)
_GIVEN_NAMES = re.compile(r"([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+) (?:and|und|et|&) ([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)")
_JOINS = re.compile(rf"^(?:{_JOINERS}|AND|UND|ET|Y)\s+")  # no "E": in "E Smith" it is an initial
_PLACE = re.compile(
    r"\s+(?:in|[Ff]or|from|at|aus|,)\s+(?=[^\W\d_a-zà-ÿ]).{0,60}$|(?:^|\s)(?i:special\s+to)\b.*$"
)
_SIGNS = re.compile(r"^[^\w'’‘]+")
_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]{0,80}[)\]）】]\s*")
_CONTACT = re.compile(r"\S{1,64}@\S{1,80}|@\w{1,40}|https?://\S{1,300}|\bwww\.\S{1,200}")
_HANGUL_ROLE = re.compile(r"\s*(?:기자|특파원|논설위원|인턴기자|선임기자|전문기자)\b.*$")
_CJK_ROLE = re.compile(
    r"^[\u4e00-\u9fff]{0,6}(?:记者|記者|编辑|編輯|责任编辑)\s*[:：/]?"
    r"|\s*(?:记者|記者|编辑)$|(?:^|\s)\S{0,10}(?:報導|报道|報道)$"
)
_UNSPACED = re.compile(f"^[{KANA}{HAN}{HANGUL}々·]{{2,12}}$")

_CHINESE_NAMES = re.compile(
    rf"(?:[{''.join(words('chinese_surnames'))}][{HAN}]{{1,2}}(?:\s|$)){{2,}}"
)
"""Chinese names with blanks between them: "李明 王芳". In Japanese, "山田 花子" is one name."""

_ROLES = frozenset(words("roles"))
_ADJECTIVES = frozenset(words("role_adjectives"))
PARTICLES = frozenset(
    "al bin da de del della den der di dos du el ibn la le ten ter van von".split()
)
_STAFF_LIKE = frozenset(("our", "special", "staff"))
"""If a role begins with one of these words, a place follows it: "Our Correspondent New Delhi"."""
GENERIC = frozenset(
    (
        *"agencies agenturen agencias agências agences ajanslar newsagencies newswires".split(),
        *map(normal, entries("newscrawl.text", "picture_agencies")),
    )
)
"""Words for agencies in general, and names of picture agencies, in `normal` form."""
_WORDS = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]{1,40}(?:\.[\w-]{1,40}){0,2}\.[a-z]{2,12}$")
_NOBODY = frozenset(words("nobody")) | frozenset(words("weekdays"))
_NO_NAME = re.compile(any_of("not_names"), re.IGNORECASE)
_TWICE = re.compile(r"(\S+ .+?)(?:\s?\1)+|(\S{4,}?)\2+")
"""A text that says the same several times: "Jane Doe Jane Doe", "JaneDoeJaneDoe". "Hassan Hassan" is a
person's whole name.
"""
_ORGANISATION = re.compile(
    rf"\b(?:{any_of('staff_words')}|{any_of('organisation_words')})\b"
    rf"|{any_of('newspaper_endings')}|デジタル|編集部|編輯部|编辑部|뉴스팀|편집국",
    re.IGNORECASE,
)

Kind = Literal["person", "agency", "organisation"]


@dataclass
class Credits:
    """The names of a byline by kind. `organisations` are outlets and staff, such as "Newsroom"."""

    people: list[Author] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)

    @property
    def authors(self) -> list[Author]:
        """The byline's people and agencies; if it has neither, its first organisation."""
        named = self.agencies if self.people else self.agencies or self.organisations[:1]
        return [*self.people, *(Author(name, type="Organization") for name in named)]

    def is_of(self, outlet: frozenset[str]) -> bool:
        """Returns whether the byline names only the outlet. `outlet` has names in `normal` form."""
        if self.people or self.agencies:
            return False
        return all(is_outlet(normal(name), outlet) for name in self.organisations)

    def add(self, kind: Kind, name: str, url: str | None = None) -> None:
        """Adds a name, unless the byline has the same name of this kind."""
        if kind == "person":
            for one in self.people:
                if same := _fuller(one.name, name):
                    one.name, one.url = same, one.url or url
                    return
            if len(self.people) < MAX_PEOPLE:
                self.people.append(Author(name, url))
            return
        names = self.agencies if kind == "agency" else self.organisations
        if normal(name) not in map(normal, names) and len(names) < MAX_PEOPLE:
            names.append(name)

    def __bool__(self) -> bool:
        return bool(self.people or self.agencies or self.organisations)


def _fuller(name: str, other: str) -> str | None:
    """Returns the fuller of two spellings of a person's name; None if they are two persons.

    "Jane M. Doe" is fuller than "JANE M. DOE", "Jane Doe" and "J. Doe". But words behind a full name
    are left out: "Jane Doe" counts before "Jane Doe The Gazette". Of equal spellings, `name` counts.
    """
    short, long = sorted(
        (other, name), key=lambda one: (len(normal(one)), one.upper() != one != one.lower())
    )
    if normal(short) == normal(long):
        return long
    behind = long[len(short) :]
    if " " in short and normal(long).startswith(normal(short)) and not behind[:1].islower():
        return short
    given, *family = short.casefold().split()
    first, *others = long.casefold().split()
    is_same = given.strip(".") in (first, first[0]) and family in (others, others[-1:])
    return long if is_same and family else None


def add_names(
    found: Credits,
    text: str,
    outlet: frozenset[str] = frozenset(),
    *,
    url: str | None = None,
    organisation: bool = False,
    declared: bool = False,
) -> None:
    """Adds the names in one byline to `found`, each to its kind.

    `outlet` has the publisher's names in `normal` form. `url` is the author's address. It is kept
    only if the byline names one person. `organisation` means that no name is a person's.
    `declared` means that the byline comes from data such as JSON-LD, so that names in lower case
    count too.
    """
    names: Iterable[str] = names_in(_in_order(text, outlet) if declared else text)
    if not organisation:
        names = [part for name in names for part in _given_names(name)]
    entries = [(name, kind) for name in names if (kind := kind_of(name, outlet))]
    people = sum(kind == "person" for _, kind in entries)
    for name, kind in entries:
        if kind == "person" and organisation:
            kind = "organisation"
        if kind == "person" and not declared and _is_running_text(name):
            continue
        found.add(kind, name, url if people == 1 and kind == "person" else None)


def _in_order(text: str, outlet: frozenset[str]) -> str:
    """Returns "Jane Doe" for "Doe, Jane", as some systems declare names; else the text itself."""
    found = _INVERTED.fullmatch(text.strip())
    if not found or found[2].lower() in _ROLES:
        return text
    are_names = all(kind_of(part, outlet) == "person" for part in found.groups())
    return f"{found[2]} {found[1]}" if are_names else text


def _is_running_text(name: str) -> bool:
    """Returns whether words are part of a sentence: the first or the last is in lower case."""
    words = name.split()
    is_start = words[0].islower() and words[0] not in PARTICLES
    return is_start or (len(words) > _FULL_NAME and words[-1].islower())


def undated(text: str) -> str:
    """Returns a byline without the date at its end."""
    return _DATE.sub("", text)


@lru_cache(maxsize=256)  # several places of a page give the same byline
def names_in(text: str) -> tuple[str, ...]:
    """Returns the names in a byline, each only once.

    "By", roles, places, dates, brackets, addresses and photographers are left out. An agency in
    brackets is kept.
    """
    text = clean(text, MAX_BYLINE + 1) or ""
    if len(text) > MAX_BYLINE:
        return ()
    text = _BEHIND.sub("", _VISUAL.sub(";", _CONTACT.sub(" ", text)))
    bracketed = [piece.strip(" ()[]（）【】") for piece in _BRACKETS.findall(text)]
    text = PREFIX.sub("", _BRACKETS.sub(" ", text).strip(), count=1)
    names: list[str] = []
    for piece in _SPLIT.split(undated(text)):
        parts = _without_posts([part for part in map(str.strip, piece.split(",")) if part])
        for place, part in enumerate(parts):
            name = _role_off(_JOINS.sub("", part, count=1) if place or names else part)
            # One word behind a name is a place, unless it is an agency.
            behind = place or (";" not in text and any(" " in name for name in names))
            if not behind or _is_whole(name):
                names += _conjoined(name)
    trimmed = [part for name in names for part in _parted(_trim(name))]
    found = [*trimmed, *filter(is_agency, bracketed)]
    return tuple(dict.fromkeys(name for name in found if name and len(name) <= MAX_NAME))


def _without_posts(parts: list[str]) -> list[str]:
    """Returns the pieces between commas without the role behind a name and without the employer
    behind the role: "Jane Doe, Health Policy Reporter, Example Radio". An agency stays.
    """
    posts = [_is_role(part) for part in parts]
    if not any(posts) or posts[0]:
        return parts
    if posts[-2] and not (is_agency(parts[-1]) or _JOINS.match(parts[-1])):
        parts = parts[:-1]
    return [part for part, is_post in zip(parts, posts, strict=False) if not is_post]


def _is_role(text: str) -> bool:
    """Returns whether a text ends in a role and does not begin with an agency: "News Editor", but not
    "Associated Press Writer".
    """
    words = text.split()
    starts = (" ".join(words[:length]) for length in range(1, _LONGEST_AGENCY + 1))
    return words[-1].lower().strip(".:") in _ROLES and not any(map(is_agency, starts))


def _parted(name: str) -> list[str]:
    """Returns the names in a text without signs between them: several Chinese names, or a name and
    an agency ("Jane Doe dpa"). Any other text stays whole.
    """
    parts = name.split()
    if _CHINESE_NAMES.fullmatch(name):
        return parts
    for length in range(1, _LONGEST_AGENCY + 1):
        first, last = parts[:-length], " ".join(parts[-length:])
        if len(first) >= _FULL_NAME and is_agency(last):
            return [" ".join(first), last.strip("()[]")]
    return [name]


def _conjoined(text: str) -> list[str]:
    """Returns the names in a text with "and" between them.

    "And" separates two names only if a full name stands on both sides: "Ana Costa e Silva" is one
    person.
    """
    first, *rest = _AND.split(text)
    names = [first]
    for conjunction, piece in zip(rest[::2], rest[1::2], strict=True):
        if _is_whole(names[-1].strip()) and _is_whole(piece.strip()):
            names.append(piece)
        else:
            names[-1] += conjunction + piece
    return [name.strip() for name in names if name.strip()]


def _given_names(name: str) -> list[str]:
    """Returns two given names apart: "Ann and Bob" -> "Ann", "Bob". Any other text stays whole."""
    pair = _GIVEN_NAMES.fullmatch(name)
    return [pair[1], pair[2]] if pair and pair[1] != pair[2] else [name]


def _is_whole(name: str) -> bool:
    """Returns whether a text can be a full name.

    It has two words, is in a script without spaces, or names an agency.
    """
    return " " in name or bool(_UNSPACED.match(name)) or is_agency(name) or normal(name) in GENERIC


def _role_off(text: str) -> str:
    """Returns a name without the role before or behind it, or the agency before a role.

    Returns "" if `text` is only a role.
    """
    parts = text.split()
    lowered = [word.lower().strip(".:") for word in parts]
    if _ROLES.isdisjoint(lowered):
        return text
    if is_agency(parts[0]):
        return parts[0]
    is_role = [word in _ROLES or word in _ADJECTIVES for word in lowered]
    start = is_role.index(True)
    if start:
        return " ".join(parts[:start]) if start >= _FULL_NAME else ""
    rest = [*is_role, False].index(False)
    if not _STAFF_LIKE.isdisjoint(lowered[:rest]):
        return ""
    is_name = len(parts) - rest >= _FULL_NAME and not any(map(str.islower, parts[rest:]))
    return " ".join(parts[rest:]) if is_name and _ROLES.isdisjoint(lowered[rest:]) else ""


def _trim(text: str) -> str:
    """Returns a name without "by", East Asian roles, the place behind it and signs around it."""
    text = PREFIX.sub("", text.strip(), count=1)
    text = _HANGUL_ROLE.sub("", _CJK_ROLE.sub("", text))
    if len(text.split()) > _PLACELESS:
        text = _PLACE.sub("", text)
    text = _SIGNS.sub("", text).strip()
    if twice := _TWICE.fullmatch(text):
        text = twice[1] or twice[2]
    return text.strip(' \t,;:.|/–—-•*"“”()[]') + ("." if _JUNIOR.search(text) else "")


def kind_of(name: str, outlet: frozenset[str] = frozenset()) -> Kind | None:
    """Returns the kind of a name; None if the text is no name.

    `outlet` has the publisher's names in `normal` form.
    """
    key = normal(name)
    if not key or key in _NOBODY or _NO_NAME.fullmatch(name) or len(name) > MAX_NAME:
        return None
    if is_agency(name):
        return "agency"
    words = _WORDS.findall(name)
    long = (normal(word) for word in words if len(word) >= _SHORT_OUTLET)
    if (
        is_outlet(key, outlet | GENERIC)
        or (len(words) <= _SHORT_OUTLET and not outlet.isdisjoint(long))
        or name.lower().startswith("the ")
        or (name.isupper() and len(name) <= _ABBREVIATION)
        or _DOMAIN.match(name)
        or _ORGANISATION.search(name)
    ):
        return "organisation"
    return "person" if _may_be_person(name, len(words)) else None


def is_outlet(key: str, outlet: frozenset[str]) -> bool:
    """Returns whether a name in `normal` form is the outlet's, with or without "The"."""
    return key in outlet or key.removeprefix("the") in outlet


def _may_be_person(name: str, words: int) -> bool:
    """Returns whether a text can be a person's name.

    It has few words, no digit and no @. A text of more than two words needs a capital.
    """
    if any(sign.isdigit() or sign == "@" for sign in name) or not any(map(str.isalpha, name)):
        return False
    lower = name[:1].islower() and not any(sign.isupper() for sign in name)
    return words <= (_MAX_LOWER_NAME if lower else MAX_NAME_WORDS)
