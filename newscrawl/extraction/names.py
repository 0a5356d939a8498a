"""The names in a byline: people, agencies, other organisations, and what else stands in the place of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from newscrawl.extraction.agencies import is_agency
from newscrawl.extraction.page import clean, normal, words
from newscrawl.items import Author

MAX_PEOPLE = 50
MAX_NAME = 80
MAX_BYLINE = 1_000

_GENERIC = frozenset(
    [
        "agencies",
        "agenturen",
        "agencias",
        "agências",
        "agences",
        "ajanslar",
        "newsagencies",
        "newswires",
        "wireservices",
        # Of pictures, never of a text.
        "adobestock",
        "alamy",
        "gettyimages",
        "imago",
        "istock",
        "picturealliance",
        "shutterstock",
        "unsplash",
    ]
)

_WORDS = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
PREFIX = re.compile(
    r"^\W*(?:(?:[^\W\d_]+\s+){0,3}by|follow|about"
    r"|von|por|par|przez|oleh|bởi|yazan|door|av|af|od|kirjoittaja|scritto\s+da|a\s+cura\s+di|écrit\s+par|publié\s+par|propos\s+recueillis\s+par"
    r"|escrito\s+por|publicado\s+por|geschrieben\s+von|ein\s+\w{5,20}\s+von|eine\s+\w{5,20}\s+von|oprac(?:ował[ao]?\b|\.)|rozmawiała?|聞き手)(?:\s*[:：]\s*|\s+)"
    r"|^\W*(?:text|texte|texto|testo|tekst|tekstas|autor(?:in|en|es|a|zy|i)?|auteur|autore|forfatter|journalist|författare|penulis|reporter|yazar|muhabir"
    r"|author|authors|byline|oprac(?:ował[ao]?|\.)|автор|автори|авторы|текст|κείμενο|συντάκτης|文|文字|作者|撰文|聞き手|记者|記者)(?:\s*[:：/・]\s*|(?<=[记記]者)\s*)"
    r"|^\W*(?-i:(?:[Bb]y|[Pp]or|von|par)(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]))",  # glued to the name: "porAna"
    re.IGNORECASE,
)
_VISUAL = re.compile(
    r"^\W*(?:photos?|fotos?|foto|bild(?:er)?|picture|pictures|images?|illustrations?|video|vidéo|grafik|graphics?|camera|montage|zdjęcia|fotograf\w*"
    r"|photograph\w*|photographie\w*|kuva|写真|摄影|攝影|사진|фото)\b",
    re.IGNORECASE,
)
_MAKERS = (
    r"(?:photo(?:graph)?s?|pictures?|fotos?|fotografías?|bild(?:er)?|videos?|illustrations?|graphics?|grafik|zdjęcia)"
)
# Who made the pictures, and who edited what another wrote.
_NOT_WRITTEN = re.compile(
    rf"\b{_MAKERS}(?:\s*[:：]|\s+(?:by|von|por|par|di)\b)[^,;|•·‧]*|(?<=\w)[\s;,.|]+(?:editing|edited|translat(?:ed|ion))\s+by\b.*$",
    re.IGNORECASE,
)
# What else stands beside a name: what its bearer is, how long one reads, links to more.
_BESIDE = re.compile(
    r"\s+(?:(?:is|was)\s+(?:a|an|the)|ist\s+(?:ein|eine|der|die)|est\s+(?:un|une|le|la)|es\s+(?:un|una|el|la)|è\s+(?:un|una)|é\s+(?:um|uma))\b.*$"
    r"|\s+for\s+the\b.*$|(?:^|,?\s+)special\s+to\b.*$|\s+(?:view|see|read)\s+(?:full\s+|my\s+|all\s+)?(?:profile|bio|posts|articles|stories)\b.*$"
    r"|\s+follow(?:\s+(?:on|us|me)\b.*)?$|\s+on\s+(?:twitter|x|facebook)$|\s+et\s+al\.?$|\b\d{1,3}[\s-]?min(?:ute)?[ns]?\b\.?(?:\s+(?:read|lesezeit))?",
    re.IGNORECASE,
)
_NETWORKS = re.compile(
    r"(?:^|\s+)(?:on\s+)?(?:facebook|twitter|linkedin|instagram|youtube|tiktok|mastodon|bluesky|whatsapp|e-?mail|rss)\b",
    re.IGNORECASE,
)
# Before "·" may stand half of its damage: names are read before the text is repaired ("Jane Doe Â· The Gazette").
_SPLIT = re.compile(r"\s*(?:(?:(?<=\s)[^\x00-\x7f])?·|[;|•‧/／＋+]|\s[-–—]\s|、|，|\band\s*/\s*or\b)\s*")
_DATE = re.compile(
    r"(?:\s+(?:on|am|le|el|il|op|den|dnia|em))?\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes"
    r"|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)\b"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d|\d{1,2}[./]\s?\w|\d{1,2}\s[^\W\d]{3,}\.?,?\s(?:19|20)\d{2}).*$"
    r"|\s*(?:19|20)\d{2}[-/.年]\s?\d{1,2}.*$|(?:^|\s+)(?:updated|published|posted|aktualisiert|publié|publicado|actualizado|aggiornato|pubblicato)\b(?!\s(?:by|von|par|por|da)\b).*$",
    re.IGNORECASE,
)
_JUNIOR = re.compile(r"\b(?:Jr|Sr)\.$")
_JOINERS = r"and|und|et|y|e|og|och|en|ja|oraz|ve|dan|và|и|i|та|και|ou|with|mit|avec|con|com|med|&"
_AND = re.compile(rf"\s+(?:{_JOINERS})\s+|\s*&\s*", re.IGNORECASE)
_JOINS = re.compile(rf"^(?:{_JOINERS}|AND|UND|ET|Y)\s+")  # not "E Smith"
_PLACE = re.compile(r"\s+(?:in|for|from|at|aus|,)\s+(?=[^\W\d_a-zà-ÿ]).{0,60}$")
_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]{0,80}[)\]）】]\s*")
_CONTACT = re.compile(r"\S{1,64}@\S{1,80}|@\w{1,40}|https?://\S{1,300}|\bwww\.\S{1,200}")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]{1,40}(?:\.[\w-]{1,40}){0,2}\.[a-z]{2,12}$")
_HANGUL_ROLE = re.compile(r"\s*(?:기자|특파원|논설위원|인턴기자|선임기자|전문기자)\b.*$")
_CJK_ROLE = re.compile(
    r"^[\u4e00-\u9fff]{0,6}(?:记者|記者|编辑|編輯|责任编辑)\s*[:：/]?|\s*(?:记者|記者|编辑|.{0,10}(?:報導|报道|報道))$"
)
_UNSPACED = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af々・·]{2,12}$")

_ROLES = frozenset(words("roles"))
_ADJECTIVES = frozenset(words("role_adjectives"))
_NOBODY = frozenset(
    "admin administrator anonymous author by guest none null root undefined unknown updated user von webmaster writtenby".split()
)
"""What systems write if they know no name, in `normal` form."""
_BY = frozenset(("by", "von", "par", "por", "di", "door"))
_PARTICLES = frozenset("al bin da de del della den der di dos du el ibn la le ten ter van von".split())
_STAFF_LIKE = frozenset(("our", "special", "staff"))  # of which a place follows, no name: "Our Correspondent New Delhi"
_STAFF = re.compile(
    r"\b(?:redaktion\w*|redaktionen|redacción|redaccion|redação|redacao|redactie|redazione|rédaction|redaksi\w*|redakcja|redakce|redakcija|redakcia|redaktioun"
    r"|toimitus|szerkesztőség|редакц\w+|σύνταξη|haber\s+merkezi|newsroom|bureau|weekly|daily|news\s*room|desk|editorial\s+(?:team|board|staff)|editorial|staff|team"
    r"|reporters?|correspondents?|editors?|writers?|contributors?|news\s+service|newspapers?|press\s+release|pressemitteilung"
    r"|online|newsletter|archive|media|group|gmbh|ltd|inc|llc|foundation|university|universität|universidad|institute?|instituto|ministry|ministerium|ministerio|magazine|zeitung|nachrichten"
    r"|verein|verband|verlag|stiftung|hochschule|sekretariat|pressestelle|association|asociación|fundación|rdaction|agency|agentur|agencia|agência|ajans\w*|편집부|뉴스팀|온라인|디지털|編集部|編輯部|编辑部|新聞|新闻|日報|日报|통신|일보|신문|뉴스|デジタル)\b"
    r"|(?:新聞|新闻|日報|日报|デジタル|編集部|編輯部|编辑部|通信|通讯社|通訊社|일보|신문|뉴스팀|편집국)",
    re.IGNORECASE,
)
# What is an organisation's name where another word is with it; the initials of an outlet before its desk: "EX-Redaktion".
_KIND = (
    r"(?:weekly|daily|media|group|gmbh|ltd|inc|llc|foundation|university|universität|universidad|institute?|instituto|ministry|ministerium|ministerio"
    r"|magazine|zeitung|nachrichten|news\s+service|verein|verband|verlag|stiftung|hochschule|association|asociación|fundación)"
)
_ORGANISATION = re.compile(
    rf"\w\W+{_KIND}\b|\b{_KIND}\W+\w|\w{{2}}(?:新聞|新闻|日報|日报|通信|通讯社|通訊社|일보|신문)"
    r"|^(?-i:[A-ZÄÖÜ]{2,5}\d{0,3}[\s-](?=[A-ZÄÖÜ]?[a-zäöü]))",
    re.IGNORECASE,
)


@dataclass
class Credits:
    """A byline, sorted: people, agencies, `outlets` (other organisations), and `others`: staff lines, which are nobody's name."""

    people: list[Author] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def authors(self) -> list[Author]:
        """Whom the page credits: people and agencies; where it names neither, the first outlet, else the first staff line."""
        named = self.agencies if self.people else self.agencies or self.outlets[:1] or self.others[:1]
        return [*self.people, *(Author(name, type="Organization") for name in named)]

    def add(self, kind: str, name: str, url: str | None = None) -> None:
        if kind == "person":
            same = next((author for author in self.people if normal(author.name) == normal(name)), None)
            if same:
                same.url = same.url or url
            elif len(self.people) < MAX_PEOPLE:
                self.people.append(Author(name, url))
            return
        names = {"agency": self.agencies, "outlet": self.outlets}.get(kind, self.others)
        if normal(name) not in map(normal, names) and len(names) < MAX_PEOPLE:
            names.append(name)

    def __bool__(self) -> bool:
        return bool(self.people or self.agencies or self.outlets or self.others)


def read(
    found: Credits,
    text: str,
    outlet: frozenset[str] = frozenset(),
    *,
    url: str | None = None,
    organisation: bool = False,
    declared: bool = False,
) -> None:
    """The names in one byline, sorted into `found`. `outlet` are the publisher's names in `normal` form.

    `declared` are names that data, not markup, gives: they may be in lower case.
    """
    names = [_outlet_off(name, outlet) for name in split(text)]
    entries = [(name, kind) for name in names if (kind := sort(name, outlet))]
    people = sum(kind == "person" for _, kind in entries)
    for name, kind in entries:
        if kind == "person" and organisation:
            kind = "outlet"
        if kind == "person" and not declared and _is_running_text(name):
            continue
        found.add(kind, name, url if people == 1 and kind == "person" else None)


def _is_running_text(name: str) -> bool:
    """Whether words that no data calls a name are none: they begin or end in lower case."""
    first, *_, last = name.split() if " " in name else (name, name)
    return (first.islower() and first not in _PARTICLES) or (name.count(" ") > 1 and last.islower())


def undated(text: str) -> str:
    """A byline without the date behind it."""
    return _DATE.sub("", text)


@lru_cache(maxsize=256)  # several places of a page say the same names
def split(text: str) -> tuple[str, ...]:
    """The names in a byline, without "By", roles, places, dates, brackets and addresses; photographers are left out."""
    text = clean(text, MAX_BYLINE + 1) or ""
    if len(text) > MAX_BYLINE:
        return ()
    text = _BESIDE.sub("", _NOT_WRITTEN.sub(";", _NETWORKS.sub(" ", _CONTACT.sub(" ", text))))
    bracketed = [inner for piece in _BRACKETS.findall(text) if is_agency(inner := piece.strip(" ()[]（）【】"))]
    text = PREFIX.sub("", _BRACKETS.sub(" ", text).strip(), count=1)
    names: list[str] = []
    for piece in _SPLIT.split(undated(text)):
        commas = [part.strip() for part in piece.split(",") if part.strip()]
        if _is_reversed(commas):
            commas = [f"{commas[1]} {commas[0]}"]
        for place, part in enumerate(commas):
            name, agency = _role_off(_JOINS.sub("", part, count=1) if place or names else part)
            if _VISUAL.match(name):
                continue
            # Behind a name, and before one in capitals, may stand a place: one word that isn't an agency is nobody.
            behind = place or (";" not in text and any(" " in name for name in names))
            before = len(commas) > place + 1 and len(name) > 3 and name.isupper() and " " in commas[place + 1]
            if not (behind or before) or " " in name or _UNSPACED.match(name) or is_agency(name):
                names += _conjoined(name)
            names += [agency] if agency else []
    trimmed = [part for name in names for part in _agency_off(_trim(name))]
    return tuple(dict.fromkeys(name for name in [*trimmed, *bracketed] if name and len(name) <= MAX_NAME))


def _is_reversed(parts: list[str]) -> bool:
    """Whether parts are a name as libraries write it, family name first: "Doe, Jane"."""
    return len(parts) == 2 and all(" " not in part and part.istitle() and not is_agency(part) for part in parts)


def _agency_off(name: str) -> list[str]:
    """ "Jane Doe Associated Press" as a name and an agency."""
    parts = name.split()
    for length in (1, 2, 3):
        if len(parts) >= length + 2 and is_agency(" ".join(parts[-length:])):
            return [" ".join(parts[:-length]), " ".join(parts[-length:]).strip("()[]")]
    return [name]


def _conjoined(text: str) -> list[str]:
    """`text` at its "and"s, where whole names stand on both sides: "Ana Costa e Silva" is one person."""
    names: list[str] = []
    start = cut = end = 0
    for conjunction in [*_AND.finditer(text), None]:
        piece = text[end : conjunction.start() if conjunction else len(text)]
        if end and _is_whole(text[start:cut].strip()) and _is_whole(piece.strip()):
            names.append(text[start:cut].strip())
            start = end
        if conjunction:
            cut, end = conjunction.span()
    return [name for name in [*names, text[start:].strip()] if name]


def _is_whole(name: str) -> bool:
    return " " in name or bool(_UNSPACED.match(name)) or is_agency(name) or normal(name) in _GENERIC


def _role_off(text: str) -> tuple[str, str | None]:
    """`text` without a role at its end or before a name, "" where it is nothing but a role, and the agency that a role begins with."""
    parts = text.split()
    lowered = [word.lower().strip(".:") for word in parts]
    if not any(word in _ROLES for word in lowered):
        return text, None
    if is_agency(parts[0]):
        return "", parts[0]
    start = next(place for place, word in enumerate(lowered) if word in _ROLES or word in _ADJECTIVES)
    if start >= 2:
        return " ".join(parts[:start]), None
    rest = next((place for place, word in enumerate(lowered) if word not in _ROLES | _ADJECTIVES), len(parts))
    named = (
        len(parts) - rest >= 2 and not any(word.islower() for word in parts[rest:]) and not _ROLES & {*lowered[rest:]}
    )
    if start == 0 and named and not _STAFF_LIKE & {*lowered[:rest]}:
        return " ".join(parts[rest:]), None
    nothing_else = all(word in _ROLES or word in _ADJECTIVES or word.islower() for word in lowered)
    return ("" if nothing_else or start == 0 else text), None


def _outlet_off(name: str, outlet: frozenset[str]) -> str:
    """ "Jane Doe Morning Gazette" or "Gazette von Jane Doe" without the publisher's name.

    Behind a name it has two words or more, or stands in capitals.
    """
    parts = name.split()[:12]
    for end in range(1, len(parts) - 1):
        if parts[end].lower() in _BY and normal(" ".join(parts[:end])) in outlet:
            return " ".join(parts[end + 1 :])
    for start in range(2, len(parts)):
        last = " ".join(parts[start:])
        key = normal(last)
        if (key in outlet or key.removeprefix("the") in outlet) and (
            " " in last or (last.isupper() and not name.isupper())
        ):
            return " ".join(parts[:start])
    return name


def _trim(text: str) -> str:
    text = PREFIX.sub("", text.strip(), count=1)
    text = _HANGUL_ROLE.sub("", _CJK_ROLE.sub("", text))
    if len(text.split()) > 3:
        text = _PLACE.sub("", text)
    return text.strip(' \t,;:.|/–—-•*"“”()[]') + ("." if _JUNIOR.search(text) else "")


def sort(name: str, outlet: frozenset[str] = frozenset()) -> str | None:
    """What a name is of: "person", "agency", "outlet" (another organisation), "other" (a staff line), None for no name at all."""
    key = normal(name)
    if not key or key in _NOBODY or len(name) > MAX_NAME:
        return None
    if is_agency(name):
        return "agency"
    if key in outlet or key.removeprefix("the") in outlet or _DOMAIN.match(name):
        return "outlet"
    parts = _WORDS.findall(name)[:20]
    if key in _GENERIC or _STAFF.search(name):
        # A desk is nobody's name, unless it says whose: "Redaktion example.org", "Example Newsroom".
        runs = (parts[start:end] for start in range(len(parts)) for end in range(start + 1, len(parts) + 1))
        whose = any(_DOMAIN.match(word) for word in parts) or any(normal(" ".join(run)) in outlet for run in runs)
        return "outlet" if whose or _ORGANISATION.search(name) else "other"
    if any(normal(word) in outlet and len(word) >= 3 for word in parts) and len(parts) <= 3:
        return "outlet"
    if name[:4].lower() == "the ":
        return "outlet"
    if any(sign.isdigit() for sign in name) or len(parts) > 6 or not any(sign.isalpha() for sign in name):
        return None
    if name[:1].islower() and not any(sign.isupper() for sign in name) and len(parts) > 2:
        return None
    return "person"
