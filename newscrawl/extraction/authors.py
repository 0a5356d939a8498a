"""Who wrote an article: people, the agencies that supplied it, and what else stands in the place of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from newscrawl.extraction import jsonld
from newscrawl.extraction.page import Page, clean, is_in, normal, text_of, words
from newscrawl.items import Author

MAX_PEOPLE = 50
MAX_NAME = 80
MAX_BYLINE = 1_000

AGENCIES = frozenset(normal(name) for name in words("agencies"))
"""News agencies by the names that bylines use, in `normal` form."""
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
_PREFIX = re.compile(
    r"^\W*(?:(?:written|posted|(?:additional\s+)?report(?:ed|ing)|published|updated|contributed|curated|filed|story|words|text|article|analysis|opinion|interview"
    r"|compiled|edited|review(?:ed)?|(?:guest\s+)?post|(?:(?:view|see)\s+)?(?:(?:all|more)\s+)?(?:posts|articles|stories)|more)\s+by|follow|about"
    r"|by|von|por|par|przez|oleh|bởi|yazan|door|av|af|od|kirjoittaja|scritto\s+da|a\s+cura\s+di|écrit\s+par|publié\s+par|propos\s+recueillis\s+par"
    r"|escrito\s+por|publicado\s+por|geschrieben\s+von|ein\s+\w{5,20}\s+von|eine\s+\w{5,20}\s+von|oprac(?:ował[ao]?\b|\.)|rozmawiała?|聞き手)(?:\s*[:：]\s*|\s+)"
    r"|^\W*(?:text|texte|texto|testo|tekst|tekstas|autor(?:in|en|es|a|zy|i)?|auteur|autore|forfatter|journalist|författare|penulis|reporter|yazar|muhabir"
    r"|author|authors|byline|oprac(?:ował[ao]?|\.)|автор|автори|авторы|текст|κείμενο|συντάκτης|文|文字|作者|撰文|聞き手|记者|記者)(?:\s*[:：/・]\s*|(?<=[记記]者)\s*)"
    r"|^\W*(?-i:(?:[Bb]y|[Pp]or|von|par)(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]))",  # glued to the name: "porAna"
    re.IGNORECASE,
)
_LOWER_PREFIX = re.compile(r"^(?:di|da|de)\s+(?=\S+\s+\S)")
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
    r"|(?:^|,?\s+)special\s+to\b.*$|\s+(?:view|see|read)\s+(?:full\s+|my\s+|all\s+)?(?:profile|bio|posts|articles|stories)\b.*$"
    r"|\s+follow(?:\s+(?:on|us|me)\b.*)?$|\s+on\s+(?:twitter|x|facebook)$|\s+et\s+al\.?$|\b\d{1,3}[\s-]?min(?:ute)?[ns]?\b\.?(?:\s+(?:read|lesezeit))?",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[;|•·‧/／＋+]|\s[-–—]\s|、|，|\band\s*/\s*or\b)\s*")
_DATE = re.compile(
    r"(?:\s+(?:on|am|le|el|il|op|den|dnia|em))?\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes"
    r"|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)\b"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d|\d{1,2}[./]\s?\w).*$"
    r"|\s+(?:updated|published|posted|aktualisiert|publié|publicado|actualizado|aggiornato|pubblicato)\b.*$",
    re.IGNORECASE,
)
_JUNIOR = re.compile(r"\b(?:Jr|Sr)\.$")
_LOWER_AGENCIES = frozenset(("dpa", "epd", "sid"))
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
_STAFF_LIKE = frozenset(("our", "special", "staff"))  # of which a place follows, no name: "Our Correspondent New Delhi"
_STAFF = re.compile(
    r"\b(?:redaktion\w*|redaktionen|redacción|redaccion|redação|redacao|redactie|redazione|rédaction|redaksi\w*|redakcja|redakce|redakcija|redakcia|redaktioun"
    r"|toimitus|szerkesztőség|редакц\w+|σύνταξη|haber\s+merkezi|newsroom|bureau|weekly|daily|news\s*room|desk|editorial\s+(?:team|board|staff)|editorial|staff|team"
    r"|reporters?|correspondents?|editors?|writers?|contributors?|news\s+service|newspapers?|press\s+release|pressemitteilung|admin|administrator"
    r"|webmaster|online|newsletter|archive|media|group|gmbh|ltd|inc|llc|foundation|university|universität|universidad|institute?|instituto|ministry|ministerium|ministerio|magazine|zeitung|nachrichten"
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
_CALLED = re.compile(r"[bB]yline|[aA]uthor|autor")
_NO_BYLINE = frozenset(("body", "html", "article", "main", "script", "img", "meta"))
_MARK = re.compile(r"(?:^|[\s_\-])(?:byline|author|authors|autor|autoren|auteur|autore)(?:$|[\s_\-])", re.IGNORECASE)
_NO_MARK = re.compile(
    r"(?:^|[\s_\-])(?:comments?|bio|biography|related|avatar|image|img|photo|follow|social|share|more|teaser|card|list|footer|box|date|time|"
    r"description|role|title|job|kommentar|twitter|email)(?:$|[\s_\-])",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"^([A-Z][a-zà-ÿ]{1,30})\.([A-Z][^\W\d_]{1,30})$")  # "Jane.Doe", as some systems name their users
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass
class Credits:
    """A byline, sorted: people, agencies, `outlets` (other organisations), and `others`: staff lines, which are nobody's name."""

    people: list[Author] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def authors(self) -> list[Author]:
        """Whom the page credits: people and agencies; where it names neither, the first outlet."""
        named = self.agencies if self.people else self.agencies or self.outlets[:1]
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


_META = (
    "author", "authors", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator",
    "dc.contributor", "article:author", "cxenseparse:author", "article.author", "og:author",
    "article:author_name", "article:author:name", "creator", "articleauthor", "author_name", "citation_author",
)  # fmt: skip


def credits(page: Page) -> Credits:
    """The byline of the article: of JSON-LD, else of meta tags, else of the page's markup.

    Addresses of people and agencies that no list knows are read from the markup in any case: names alone are declared.
    """
    found = _byline(page)
    for name in _marked_agencies(page):
        found.people = [author for author in found.people if normal(author.name) != normal(name)]
        found.add("agency", name)
    if any(author.url is None for author in found.people):
        addresses = _addresses(page)
        for author in found.people:
            author.url = author.url or addresses.get(normal(author.name))
    return found


def _byline(page: Page) -> Credits:
    outlet = page.outlet
    found = Credits()
    for value in jsonld.as_list(page.stated("author", "creator")):
        _declared(found, page, page.resolve(value), outlet)
    for name in _META:
        if found.people or found.agencies:
            return found
        for value in page.meta.get(name, ()):
            if not value.lower().startswith(("http:", "https:", "//", "www.")):
                read(found, value, outlet)
    if not found.people:
        _markup(found, page, outlet, near_only=bool(found))
    if not found.people and not found.agencies and (signature := _signature(page)):
        read(found, signature, outlet)
    return found


_AT_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)\b", re.IGNORECASE)
_NAME_ALONE = re.compile(r"(?:[^\W\d_a-zà-öø-ÿ][^\W\d_]*[.'’-]?\s?){2,10}")


def _signature(page: Page) -> str | None:
    """The name that stands alone at the right under a text's last paragraph, as papers of some countries sign."""
    found = None
    for element in page.elements:
        at_right = _AT_RIGHT.search(element.get("style") or "") or element.get("align") == "right"
        if at_right and element.tag in ("p", "div") and not _is_aside(element) and (text := text_of(element, 60)):
            last = next(element.itersiblings("p"), None) is None
            if last and 2 <= len(text.split()) <= 5 and _NAME_ALONE.fullmatch(text):
                found = text
    return found


def _declared(found: Credits, page: Page, value: Any, outlet: frozenset[str]) -> None:
    if isinstance(value, str):
        if not value.lower().startswith(("http:", "https:")):
            read(found, value, outlet)
        return
    if not isinstance(value, dict):
        return
    names = [clean(item) for item in jsonld.as_list(value.get("name"))]
    if not names:
        names = [" ".join(part for key in ("givenName", "familyName") if (part := clean(value.get(key))))]
    for name in filter(None, names[:MAX_PEOPLE]):
        urls = [url for item in jsonld.as_list(value.get("url") or value.get("@id")) if (url := page.link(item))]
        url = urls[0] if urls and urlsplit(urls[0]).path not in ("", "/") else None
        kinds = set(jsonld.types(value))
        if kinds & _NEWS_ORGANISATIONS and len(names) == 1 and sort(name, outlet) == "person":
            # Whose text it is, where that is neither a person nor the publisher.
            found.add("agency", name)
            continue
        organisation = any("Organi" in kind or kind == "Corporation" for kind in kinds)
        read(found, name, outlet, url=url, organisation=organisation, declared=True)


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
        if kind == "person" and organisation and not (url and _PERSONAL.search(url)):
            kind = "outlet"
        if (
            kind == "person"
            and not declared
            and (name.islower() or (name.count(" ") > 1 and name.split()[-1].islower()))
        ):
            kind = "other"
        found.add(kind, name, url if people == 1 and kind == "person" else None)


_NEWS_ORGANISATIONS = frozenset(("NewsMediaOrganization", "NewsAgency"))
_PERSONAL = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|profiles?|people|person|by|staff|team|journalists?|writers?|redakteure?)/",
    re.IGNORECASE,
)


def split(text: str) -> list[str]:
    """The names in a byline, without "By", roles, places, dates, brackets and addresses; photographers are left out."""
    text = clean(text, MAX_BYLINE + 1) or ""
    if len(text) > MAX_BYLINE:
        return []
    text = _BESIDE.sub("", _NOT_WRITTEN.sub(";", _CONTACT.sub(" ", text)))
    bracketed = [inner for piece in _BRACKETS.findall(text) if is_agency(inner := piece.strip(" ()[]（）【】"))]
    text = _PREFIX.sub("", _BRACKETS.sub(" ", text).strip(), count=1)
    names: list[str] = []
    for piece in _SPLIT.split(_DATE.sub("", text)):
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
    return list(dict.fromkeys(name for name in [*trimmed, *bracketed] if name and len(name) <= MAX_NAME))


def is_agency(name: str) -> bool:
    """Whether the whole of `name` is an agency's; the short ones are words too, so they count in capitals only."""
    key = normal(name)
    return key in AGENCIES and (len(key) > 3 or name.upper() == name or key in _LOWER_AGENCIES)


def _is_reversed(parts: list[str]) -> bool:
    """ "Doe, Jane" of a library's kind of name: one word each, neither in capitals."""
    return len(parts) == 2 and all(" " not in part and part.istitle() and not is_agency(part) for part in parts)


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


def _agency_off(name: str) -> list[str]:
    """ "Jane Doe Associated Press" as a name and an agency."""
    parts = name.split()
    for length in (1, 2, 3):
        if len(parts) >= length + 2 and is_agency(" ".join(parts[-length:])):
            return [" ".join(parts[:-length]), " ".join(parts[-length:])]
    return [name]


def _outlet_off(name: str, outlet: frozenset[str]) -> str:
    """ "Jane Doe Morning Gazette" without the publisher's name: two words or more, or capitals."""
    parts = name.split()[:12]
    for start in range(2, len(parts)):
        last = " ".join(parts[start:])
        key = normal(last)
        if (key in outlet or key.removeprefix("the") in outlet) and (
            " " in last or (last.isupper() and not name.isupper())
        ):
            return " ".join(parts[:start])
    return name


def _trim(text: str) -> str:
    text = _PREFIX.sub("", text.strip(), count=1)
    text = _LOWER_PREFIX.sub("", text)
    text = _HANGUL_ROLE.sub("", _CJK_ROLE.sub("", text))
    if len(text.split()) > 3:
        text = _PLACE.sub("", text)
    text = _DOTTED.sub(r"\1 \2", text)
    return text.strip(' \t,;:.|/–—-•*"“”') + ("." if _JUNIOR.search(text) else "")


def sort(name: str, outlet: frozenset[str] = frozenset()) -> str | None:
    """What a name is of: "person", "agency", "outlet" (another organisation), "other" (a staff line), None for no name at all."""
    key = normal(name)
    if not key or len(name) > MAX_NAME:
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


def _markup(found: Credits, page: Page, outlet: frozenset[str], near_only: bool) -> None:
    """The byline by its markup or its "By", under the headline first, then anywhere; the first that names a person.

    `near_only` where the page declares an author that is nobody's name: then a byline elsewhere is another article's.
    """
    for places in (_near,) if near_only else (_near, _called):
        ranked: list[tuple[int, int, str, str | None]] = []
        for place, element in enumerate(places(page)):
            if (loose := _looseness(element)) is not None:
                text = text_of(element, 300)
                if (
                    text
                    and len(text) <= 200
                    and not _is_aside(element)
                    and (loose < 2 or _BY_NAME.match(_DATE.sub("", text)))
                ):
                    ranked.append((loose, place, text, page.link(element.get("href"))))
        ranked.sort()
        first: tuple[int, int] | None = None
        for loose, place, text, url in ranked[:30]:
            if first and (loose != first[0] or loose == 2 or place > first[1] + 12):
                break
            read(found, text, outlet, url=url)
            if found.people and first is None:
                first = loose, place
        if first:
            return


_AGENCY_MARK = re.compile(
    r"(?:^|[\s_\-])(?:agency|agencies|agentur|agenturen|agence|agencia|agenzia|source-org)(?:$|[\s_\-])", re.IGNORECASE
)


def _marked_agencies(page: Page) -> list[str]:
    """The agencies that a class under the headline marks as such, by the name that stands there."""
    found: list[str] = []
    for element in page.under_heading:
        name = element.get("class")
        if not name or ("gen" not in name and "source-org" not in name):  # no need to look closer
            continue
        marks = _CAMEL.sub("-", name[:500])
        if _AGENCY_MARK.search(marks) and not _NO_MARK.search(marks) and not _is_aside(element):
            names = split(text_of(element, 100) or "")
            known = [name for name in names if is_agency(name)]
            found += known or [name for name in names if len(names) == 1 and sort(name, page.outlet) == "person"]
    return found


def _near(page: Page) -> list[etree._Element]:
    return page.under_heading


def _called(page: Page) -> list[etree._Element]:
    """The elements that say that they are a byline, by rel, itemprop or class; at most 60."""
    said = (e for e in page.marked if e.get("rel") == "author" or "author" in (e.get("itemprop") or ""))
    found = (e for e in chain(said, page.called(_CALLED, 1_000)) if e.tag not in _NO_BYLINE and not _is_aside(e))
    return list(dict.fromkeys(islice(found, 60)))


def _addresses(page: Page) -> dict[str, str]:
    """Addresses by name, in `normal` form: of links marked as an author's, and of those under the headline."""
    found: dict[str, str] = {}
    said = chain.from_iterable(
        [element] if element.tag == "a" else islice(element.iter("a"), 10)
        for element in page.marked
        if "author" in (element.get("rel") or "") or "author" in (element.get("itemprop") or "")
    )
    near = (element for element in page.under_heading if element.tag == "a")
    for anchor in chain(islice(said, 60), near):
        href = anchor.get("href") or "#"
        url = None if href.startswith("#") else page.link(href)
        if url and urlsplit(url).path not in ("", "/") and (name := text_of(anchor, MAX_NAME + 1)):
            found.setdefault(normal(_PREFIX.sub("", name)), url)
    return found


def _is_aside(element: etree._Element) -> bool:
    # An article's own footer may hold its byline, if that says that it is one.
    return is_in(element, "aside", "nav", "figure", *(() if element.get("rel") == "author" else ("footer",)))


# "By" and words that all begin with a capital: in running text "by" is mostly another word.
_BY_NAME = re.compile(
    r"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|Door|Av|Af|Przez|Oleh)\s*:?\s+(?!The\b)(?:(?:[^\W\d_a-zà-öø-ÿ][^\s\d]*|and|und|et|y|e|og|och|en|de|da|van|von|der|di|&|,)(?:\s+|$)){2,12}$"
)


def _looseness(element: etree._Element) -> int | None:
    """How far an element is from a byline's markup: 0 rel=author or itemprop, 1 by class, 2 by its words at most."""
    if element.tag in ("script", "style", "img", "figure", "svg", "iframe", "button", "p", "ul", "section", "article"):
        return 2 if element.tag == "p" else None
    marks = _CAMEL.sub("-", (element.get("class") or "")[:500])
    if element.get("rel") == "author" or "author" in (element.get("itemprop") or "").split():
        return 0
    if _NO_MARK.search(marks):
        return None
    return 1 if _MARK.search(marks) else 2


# "LONDON (Reuters) - ", "WASHINGTON, April 3 (AP) — ", "Berlin (dpa/lby) - ", "MANILA — "
_DATELINE = re.compile(
    r"^\s{0,5}(?P<line>(?P<place>[^\W\d_a-zà-öø-ÿ][^\W\d_]*(?:[ .'’/,-]{1,3}[^\W_]+){0,6}?\.?)"
    r"(?:\s?[(（](?P<agency>[^()（）]{2,40})[)）])?)\.?\s{0,2}(?:[-–—―:]{1,2}|\|)\s"
)
# As wires of East Asia and of Russia write it: "【ソウル共同】", "(서울=연합뉴스) 홍길순 기자 = ", "新华社北京4月21日电", "МОСКВА, 21 апреля. /ТАСС/. ".
_WIRE = re.compile(
    r"\s{0,5}(?:【(?P<japanese>[^】]{2,30})】|[(\[](?P<korean>[^\W\d_]{1,10}=[^)\]]{2,12})[)\]]\s?(?:[가-힣·\s]{2,20}(?:기자|특파원)\s?)?="
    r"|(?P<chinese>[\u4e00-\u9fff]{3}[\u4e00-\u9fff]{1,8}(?:\d{1,2}月)?\d{1,2}日(?:电|電))"
    r"|(?P<russian>[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐ -]{2,30},\s\d{1,2}\s[а-яёіїєґ]{3,9})(?:\.?\s/|\.?\s[—–-]\s)(?P<agency>[^\W\d_][^/.]{1,20})[/.])"
)


def dateline(text: str) -> tuple[str | None, str | None]:
    """The dateline at the head of an article's first words, without its dash, and the agency in it.

    A place in capitals, two places with a stroke, or any place that an agency in brackets follows: "LONDON (Reuters)".
    """
    if wire := _WIRE.match(text[:160]):
        line = next(line for line in wire.group("japanese", "korean", "chinese", "russian") if line)
        agency = wire["agency"] or (line[:3] if wire["chinese"] else _last_agency(line))
        return (line, agency) if agency and is_agency(agency) else (None, None)
    found = _DATELINE.match(text[:160])
    if not found:
        return None, None
    agencies = [name for name in re.split(r"[/,]\s?", found["agency"] or "") if normal(name) in AGENCIES]
    place = found["place"]
    first = place.split(",")[0].split("/")[0]
    capitals = first == first.upper() and first != first.lower() and len(first) >= 4
    if agencies or (capitals and " " not in (found["agency"] or "")) or ("/" in place and not found["agency"]):
        return found["line"].strip(), agencies[0] if agencies else None
    return None, None


def _last_agency(line: str) -> str | None:
    """The agency that a line ends with, a blank or an equals sign before it or none: "ソウル共同", "서울=연합뉴스"."""
    last = re.split(r"[\s=]", line)[-1]
    return next((name for name in (last, *(last[-size:] for size in (4, 3, 2))) if is_agency(name)), None)


_SIGNED_BEHIND = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]\W*$")  # "… on Monday. (dpa)", "[AFP/Reuters]"
_SIGNED_ALONE = re.compile(  # "mit dpa", "© AFP"
    r"\W*(?:(?:mit|with|avec|con|com|med|met|z|source|quelle|fuente|fonte)\b\s?:?\s?)?([^\W\d_][^\d:()]{1,40}?)\W*$",
    re.IGNORECASE,
)
_SIGNED_OPENLY = re.compile(r"[.!?][\"'”’»]?\s([A-Z]{2,6})\s*$")  # "… on Monday. PTI"
_SIGNERS = re.compile(r"\s?[/,+&]\s?|\s(?:und|and|et|y|e)\s")


def signed_by(text: str) -> str | None:
    """The agencies, joined by ", ", that a text's last paragraph is signed with."""
    if found := _SIGNED_BEHIND.search(text[-100:]):
        # An agency may stand there beside an editor's initials.
        names = [name for name in _SIGNERS.split(found[1]) if is_agency(name)]
    elif found := _SIGNED_OPENLY.search(text[-100:]):
        names = [found[1]]
    elif len(text) <= 60 and (found := _SIGNED_ALONE.match(text)):
        names = _SIGNERS.split(found[1])
    else:
        return None
    return ", ".join(names) if names and all(map(is_agency, names)) else None
