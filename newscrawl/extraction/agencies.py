"""Recognises news agencies by name, in datelines at the head of a text, and in signatures at its
end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newscrawl.extraction.strings import normal
from newscrawl.extraction.vocabulary import words
from newscrawl.text.vocabulary import entries

AGENCIES = frozenset(normal(name) for name in entries("newscrawl.text", "agencies"))
"""News agencies by the names that bylines use, in `normal` form."""
_NO_PLACES = frozenset(words("not_datelines"))
"""First words of notes and kickers in capitals: "BREAKING:", "EDITOR'S NOTE —"."""
_LOWER_AGENCIES = frozenset(("dpa", "epd", "sid"))
"""Short names that agencies write in lower case."""
_SHORT = 3
"""Letters of the longest name that counts only in capitals, because the name may also be a word:
"ANI" is an agency, and "ani" is a word."""
FIRST_PARAGRAPHS = 3
"""First paragraphs in which the dateline is looked for: a standfirst or an editor's note may stand
before the paragraph that has the dateline.
"""
_MIN_PLACE = 4
"""Letters of the shortest place in capitals. Shorter words in capitals are abbreviations."""
_HEAD = 160
"""Characters at the head of a text in which a dateline is looked for."""
_TAIL = 100
"""Characters at the end of a text in which a signature is looked for."""
_MAX_SIGNATURE = 60
"""Characters of the longest paragraph that is nothing but a signature: "Quelle: dpa"."""
_CHINESE_NAME = 3
"""Characters of an agency's name at the head of a Chinese dateline: 新华社."""
_JOINED_NAMES = (4, 3, 2)
"""Lengths of agencies' names that are tried at the end of a dateline without blanks, the longest
first: "ソウル共同" ends with "共同".
"""


def is_agency(name: str) -> bool:
    """Returns whether `name` is an agency's. Short names count only in capitals, because they may
    also be words.
    """
    key = normal(name)
    return key in AGENCIES and (len(key) > _SHORT or name.upper() == name or key in _LOWER_AGENCIES)


# "LONDON (Reuters) - ", "WASHINGTON, April 3 (AP) — ", "Berlin (dpa/lby) - ", "MANILA — "
_DATELINE = re.compile(
    r"^\s{0,5}(?P<line>(?P<place>[^\W\d_a-zà-öø-ÿ][^\W\d_]*(?:[ .'’/,-]{1,3}[^\W_]+){0,6}?\.?)"
    r"(?:\s?[(（](?P<agency>[^()（）]{2,40})[)）])?)\.?\s{0,2}(?P<mark>[-–—―:]{1,2}|\|)\s"
)
# Datelines of East Asia and Russia: "【ソウル共同】", "(서울=연합뉴스) 홍길순 기자 = ",
# "新华社北京4月21日电", "МОСКВА, 21 апреля. /ТАСС/. ".
_WIRE = re.compile(
    r"\s{0,5}(?:【(?P<japanese>[^】]{2,30})】"
    r"|[(\[](?P<korean>[^\W\d_]{1,10}=[^)\]]{2,12})[)\]]\s?(?:[가-힣·\s]{2,20}(?:기자|특파원)\s?)?="
    r"|(?P<chinese>[\u4e00-\u9fff]{3}[\u4e00-\u9fff]{1,8}(?:\d{1,2}月)?\d{1,2}日(?:电|電))"
    r"|(?P<russian>[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐ -]{2,30},\s\d{1,2}\s[а-яёіїєґ]{3,9})"
    r"(?:\.?\s/|\.?\s[—–-]\s)(?P<agency>[^\W\d_][^/.]{1,20})[/.])"
)


def dateline_of(paragraphs: Sequence[str]) -> tuple[str | None, str | None]:
    """Returns the dateline of an article without its dash, and the agency in the dateline.

    A word that the text also writes small is no place: "TOSS: …", "won the toss".
    """
    for paragraph in paragraphs[:FIRST_PARAGRAPHS]:
        line, agency = dateline(paragraph)
        if line and (agency or not _is_word(line, "\n".join(paragraphs))):
            return line, agency
    return None, None


def _is_word(line: str, text: str) -> bool:
    """Returns whether a text writes the place of a dateline small, and never as a name. A city may
    have the name of a thing: Essen, Nice.

    A dateline with a comma names a state or a day too, so the place is no label: "MOBILE, Ala.".
    Addresses are not read: "paris.example", "paris@gazette.example".
    """
    if "," in line:
        return False
    place = re.split("[/(]", line)[0].strip()
    small = re.search(rf"(?<![\w.@/]){re.escape(place.lower())}(?!\w|[.@/]\w)", text)
    return small is not None and place.title() not in text


def dateline(text: str) -> tuple[str | None, str | None]:
    """Returns the dateline at the head of a paragraph without its dash, and the agency in the
    dateline.

    A dateline is a place in capitals ("MANILA"), two places with a slash between them
    ("Berlin/Paris"), or any place before an agency in brackets ("London (Reuters)"). Both are None
    if the text has no dateline.
    """
    if wire := _WIRE.match(text[:_HEAD]):
        line = next(line for line in wire.group("japanese", "korean", "chinese", "russian") if line)
        agency = wire["agency"] or (line[:_CHINESE_NAME] if wire["chinese"] else _last_agency(line))
        return (line, agency) if agency and is_agency(agency) else (None, None)
    found = _DATELINE.match(text[:_HEAD])
    if not found:
        return None, None
    names = re.split(r"[/,]\s?", found["agency"] or "")
    agency = next((name for name in names if normal(name) in AGENCIES), None)
    first = re.split("[,/]", found["place"])[0]
    if re.split(r"\W", first)[0].lower() in _NO_PLACES:
        return None, None
    letters = sum(map(str.isalpha, first))
    in_capitals = first == first.upper() and first != first.lower() and letters >= _MIN_PLACE
    is_place = in_capitals and " " not in (found["agency"] or "")
    # "Text/Photos:" is a label
    are_two_places = "/" in found["place"] and not found["agency"] and found["mark"] != ":"
    if agency or is_place or are_two_places:
        return found["line"].strip(), agency
    return None, None


def _last_agency(line: str) -> str | None:
    """Returns the agency at the end of a line: "연합뉴스" for "서울=연합뉴스", "共同" for "ソウル共同"."""
    last = re.split(r"[\s=]", line)[-1]
    endings = (last, *(last[-size:] for size in _JOINED_NAMES))
    return next(filter(is_agency, endings), None)


# "… on Monday. (dpa)", "[AFP/Reuters]"
_SIGNED_BEHIND = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]\W*$")
_SIGNED_ALONE = re.compile(  # "mit dpa", "© AFP"
    r"\W*(?:(?:mit|with|avec|con|com|med|met|z|source|quelle|fuente|fonte)\b\s?:?\s?)?([^\W\d_][^\d:()]{1,40}?)\W*$",
    re.IGNORECASE,
)
# "… on Monday. PTI", "… on Monday. - Sapa"
_SIGNED_OPENLY = re.compile(r"[.!?][\"'”’»]?\s(?:([A-Z]{2,6})|[-–—]\s([A-Z][\w .-]{1,30}))\s*$")
# "With files from the Canadian Press", "with additional inputs from PTI"
_SOURCES = re.compile(
    r"\b(?:with|mit|avec)\s(?:(?:additional|weiterem)\s)?(?:files?|inputs?|material|reporting|reports)"
    r"\s(?:from|by|von|der|de)\s(?:the\s|der\s)?",
    re.IGNORECASE,
)
_SIGNERS = re.compile(r"\s?[/,+&]\s?|\s(?:und|and|et|y|e)\s")


def signed_by(text: str) -> str | None:
    """Returns the agencies that sign a text's last paragraph, joined by ", "; None if none does."""
    tail = _SOURCES.sub("", text[-_TAIL:])
    if found := _SIGNED_BEHIND.search(tail):
        # The initials of an editor may stand beside the agency. They are left out.
        names = [name for name in _SIGNERS.split(found[1]) if is_agency(name)]
    elif found := _SIGNED_OPENLY.search(tail):
        names = [found[1] or found[2]]
    elif len(text) <= _MAX_SIGNATURE and (found := _SIGNED_ALONE.match(tail)):
        names = _SIGNERS.split(found[1])
    else:
        return None
    return ", ".join(names) if names and all(map(is_agency, names)) else None
