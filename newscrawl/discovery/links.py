"""Which link is an article, by its address and its words alone: an additive model over features that can be read
and over pieces of the address, each four characters long.

The weights (weights.json) are fitted by benchmarks/links.py, which also says how well they do on sites not seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from operator import eq
from typing import Any
from urllib.parse import unquote

# Host, path and query, as RFC 3986 parts any text, in a third of urlsplit's time.
_ADDRESS = re.compile(r"(?:[^:/?#]+:)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?")
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_DATE = re.compile(r"(?:^|[/_-])(?:19|20)\d\d[/_-]?(?:0?[1-9]|1[0-2])(?:[/_-]?(?:0?[1-9]|[12]\d|3[01]))?(?=[/_.-]|$)")
_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)", re.ASCII)
_NAMED_ID = re.compile(
    r"(?:^|[/_-])(?:article|artikel|story|art|news|post|[ac]|id|ar)[_-]?(?:id)?[_-]?(?:\d{4,}|[0-9a-f]{8}-)"
)
_QUERY_ID = re.compile(r"(?:^|&)(?:p|\w{0,20}id)=(\d{3,12})(?!\d)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:html?|php|aspx?|cms|jsp|ece|story|shtml)$", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|jpe?g|png|gif|webp|svg|mp[34]|zip|xml|rss|css|js|ico|apk)$", re.IGNORECASE)
_ID_AT_END = re.compile(r"[-_]\d{5,}$")
_PUNCTUATION = re.compile("[\"'“”„«»‘’:;?!,—–…]")
_QUOTES = re.compile('["“”„«»‘’]')
_MONEY = re.compile("[$€£¥%]")
_NUMBER = re.compile(r"[\d\s.,]+")
# Scripts written without spaces: some two characters make a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Segments of paths, as news sites of several languages use them.
_SEGMENTS = {
    "taxonomy": _words(
        "tag tags topic topics theme themen thema category categories kategorie kategori categoria cat "
        "section sections rubrik rubrique seccion author authors autor autoren auteur staff people person "
        "profile profil contributor contributors columnist columnists columnistas journalist by team our-team "
        "community channel channels overview uebersicht series serie special specials special-reports "
        "projects project collection collections hub archive archives archiv archivo page seite label dossier "
        "dossiers home startseite"
    ),
    "service": _words(
        "about about-us contact contact-us contactus kontakt impressum privacy privacy-policy datenschutz "
        "legal terms terms-of-use terms-of-service tos agb policy policies cookies cookie subscribe "
        "subscription subscriptions subscriber abo abonnement abonnieren suscripcion newsletter newsletters "
        "login log-in logout signin sign-in signup sign-up register registration anmelden account accounts "
        "user users my member members membership join donate donation donations support give faq faqs help "
        "hilfe service services search suche recherche buscar sitemap advertise advertising advertisement "
        "advertisers mediadaten werbung anzeigen media-kit jobs job career careers karriere stellenmarkt shop "
        "store shopping merch merchandise app apps mobile rss feed feeds rss-feeds e-paper epaper eedition "
        "e-edition print-edition press presse copyright license licensing permissions accessibility "
        "corrections ethics mission masthead feedback submit tip tips send-a-tip alerts wetter weather "
        "traffic horoscope horoscopes horoskop games game puzzles puzzle crossword crosswords quiz sudoku "
        "comics lottery lotto kreuzwort classifieds coupons coupon gutscheine gutschein vouchers deals events "
        "event calendar kalender tv-schedule schedule listings obituaries traueranzeigen podcast podcasts "
        "radio live-tv livetv watch mediathek video videos videogallery gallery galleries galerie bilder "
        "bildergalerie photos foto fotos multimedia audio widerruf cdn-cgi rewards preferences settings "
        "einstellungen board directory resources guide guides awards location locations stock stocks price "
        "quotes boersenkurse kurse results ergebnisse tabelle scores fixtures standings sponsor sponsors "
        "partner partners"
    ),
    "article": _words(
        "article articles story stories artikel articulo noticia noticias news post posts p blog blogs entry "
        "a nachrichten actualite opinion editorial read"
    ),
    "sponsored": _words(
        "sponsored sponsored-content sponsor-content advertorial advertorials paid-content paidcontent "
        "partner-content brandpost brand-studio native promoted promo vouchercodes products product dp shows "
        "show"
    ),
}
_KINDS = {
    word: [name for name in _SEGMENTS if word in _SEGMENTS[name]] for word in frozenset().union(*_SEGMENTS.values())
}
_SOCIAL = _words(
    "facebook twitter instagram youtube linkedin pinterest whatsapp tiktok telegram snapchat flipboard "
    "soundcloud spotify apple google reddit threads bsky mastodon t x flickr tumblr vimeo patreon"
)
_SERVICE_HOSTS = _words(
    "account accounts abo subscribe shop store jobs login secure my members support help games puzzles "
    "epaper eedition classifieds podcasts ads advertise marketing info service services newsletter "
    "newsletters go link links checkout"
)
_ADVERTISING = _words(
    "sponsored anzeige werbung advertorial advertisement promoted paid publicidad publicité pubblicità ad"
)
_INDEXES = _words("index index.html index.htm index.php index.shtml")
_PIECE = 4
_BEGINNING, _END = 10, 12  # of a longer last segment: what lies between is the headline's own
_MAX_DIRECTORY = 30
_ZEROS = str.maketrans("123456789", "000000000")


@lru_cache(maxsize=8_192)  # the pages of a site share their navigation, and many of their articles
def score(url: str, anchor: str = "") -> float:
    """How much speaks for an article, in log-odds: above 0 means yes."""
    table = weights()
    host, segments, query = _split(url)
    total = sum(map(_part_score, _parts(segments)))
    for name, value in _features(host, segments, query, anchor).items():
        if steps := table.get(name):
            total += steps[value] if value < len(steps) else steps[-1]
    return total


@lru_cache(maxsize=8_192)  # most directories and beginnings are those of many links
def _part_score(part: str) -> float:
    by_piece = piece_weights()
    return sum([by_piece[piece] for piece in _pieces(part) if piece in by_piece])


def is_article(url: str, anchor: str = "") -> bool:
    """Whether a link with this address and these words most likely leads to an article."""
    return score(url, anchor) > 0


@cache
def _fitted() -> dict[str, Any]:
    fitted: dict[str, Any] = json.loads(resources.files(__package__).joinpath("weights.json").read_text("utf-8"))
    return fitted


def weights() -> Mapping[str, list[float]]:
    """The fitted weights of a single link: feature -> log-odds of its values 0, 1, …, the last for all above."""
    link: dict[str, list[float]] = _fitted()["link"]
    return link


@cache
def piece_weights() -> Mapping[str, float]:
    """The fitted weights of pieces of an address: piece -> log-odds each time that it stands there."""
    return {piece: float(weight) for weight, some in _fitted()["pieces"].items() for piece in some.split(" ")}


def page_weights() -> Mapping[str, float]:
    """The fitted weights of a link on its page: feature -> log-odds a unit."""
    page: dict[str, float] = _fitted()["page"]
    return page


_NO_SECTION = {
    "service last",
    "service segment",
    "service word",
    "service host",
    "sponsored segment",
    "social",
    "file",
    "root",
}


@lru_cache(maxsize=4_096)
def is_section(url: str) -> bool:
    """Whether a link of a navigation may be a section: nothing of its address says service or advertising."""
    return _NO_SECTION.isdisjoint(features(url, ""))


def features(url: str, anchor: str) -> dict[str, int]:
    """What is true of a link, by name, and how much of it."""
    return _features(*_split(url), anchor)


def pieces(url: str) -> list[str]:
    """The pieces of a path, four characters each, figures as zeros: of its directories, and of both ends of its last segment.

    They tell what no list of words does: "/0000" from "/tag/", "aff$" from "000$", in any language.
    """
    return [piece for part in _parts(_split(url)[1]) for piece in _pieces(part)]


def _split(url: str) -> tuple[str, list[str], str]:
    """The host of an address, the segments of its path in lower case, and its query."""
    host, path, query = _raw(url)
    path = path[:1000]
    if "%" in path:
        path = unquote(path)
    return host, [segment for segment in path.lower().split("/") if segment], query


def _raw(url: str) -> tuple[str, str, str]:
    found = _ADDRESS.match(url.strip())
    host, path, query = found.groups("") if found else ("", "", "")
    return host, path, query


def _parts(segments: Sequence[str]) -> list[str]:
    """What pieces are cut from."""
    if not segments:
        return []
    parts = [f"/{segment[:_MAX_DIRECTORY]}/" for segment in segments[:-1]]
    last = f"/{segments[-1]}$"
    if len(last) <= _BEGINNING + _END:
        return [*parts, last]
    return [*parts, last[:_BEGINNING], last[-_END:]]


def _pieces(part: str) -> list[str]:
    part = part.translate(_ZEROS)
    return [part[i : i + _PIECE] for i in range(len(part) - _PIECE + 1)]


def _features(host: str, segments: Sequence[str], query: str, anchor: str) -> dict[str, int]:
    found = {"bias": 1}
    if segments and segments[-1] in _INDEXES:
        found["index"] = 1
        segments = segments[:-1]
    if query := query[:500]:
        if identity := _QUERY_ID.search(query):
            # An id in the query is to the path what a slug with an id would be, of five figures as most are.
            found["query id"] = 1
            segments = [*segments, f"article-{identity[1]:0>5}"]
        else:
            found["query"] = 1
    words = _path(segments, found)
    found.update(_host(host))
    _anchor(" ".join(anchor[:1000].split()), words, found)
    return found


def date_of(url: str) -> date | None:
    """The day that an address names, as in /2026/11/20/: on news sites that of publication."""
    found = _DAY.search(url[:1000])
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


@lru_cache(maxsize=8_192)
def shapes(url: str) -> tuple[str, str]:
    """Two forms of an address: its host, and of each segment whether it is a number, a slug or a word.

    The first form has the first directory as it stands, since that often names what a page is: "/programmes/p06" is unlike
    "/news/p06". The second form has the kind of every segment.
    """
    host, path, query = _raw(url)
    first, *further = path[:1000].strip("/").split("/")
    names = sorted(part.partition("=")[0] for part in query[:500].split("&") if part)
    rest = f"{'/'.join(map(_form, further))}?{'&'.join(names)}"
    alike = f"{host.lower()}/{_form(first)}/{rest}"
    return (f"{host.lower()}/={first[:_MAX_DIRECTORY].lower()}/{rest}" if further else alike), alike


@lru_cache(maxsize=4_096)
def _form(segment: str) -> str:
    stem = _EXTENSION.sub("", segment) if "." in segment else segment
    words = len(_WORD.findall(unquote(stem) if "%" in stem else stem))
    return ("0" if _DIGITS.search(stem) else "") + ("-" if words >= 3 else "w" if words else "") + segment[len(stem) :]


def _path(segments: Sequence[str], found: dict[str, int]) -> set[str]:
    """Add the features of a path; returns the beginnings of the words in its segments."""
    if not segments:
        found["root"] = 1
        return set()
    path = "/".join(segments)
    stem = segments[-1]
    if "." in stem:
        if _FILE.search(stem):
            found["file"] = 1
        stem = _EXTENSION.sub("", stem)
        if stem != segments[-1]:
            found["extension"] = 1
    words = [word for word in _WORD.findall(stem) if len(word) > 1]
    last = longest = len(words)
    beginnings = _beginnings(words)
    for segment in segments[:-1]:
        kinds, number, own = _directory(segment)
        found.update(kinds)
        beginnings |= own
        longest = max(longest, number)
    runs = _DIGITS.findall(path)
    found["depth"] = len(segments)
    found["slug"] = longest
    found["last slug"] = last
    found["slug before last"] = longest - last
    found["last length"] = len(stem) // 5
    found["last letters"] = sum(map(len, words)) // 4
    if len(segments) > 1:
        found["first length"] = len(segments[0]) // 3
    found["length"] = len(path) // 8
    found["digits"] = digits = max(map(len, runs), default=0)
    found["numbers"] = len(runs)
    if stem.isdigit():
        found["last is a number"] = 1
    if digits >= 4:
        if _DATE.search(path):
            found["date"] = 1
            if digits >= 5 or longest >= 3:
                found["date and more"] = 1
            if _DAY.search(f"/{path}"):
                found["day"] = 1
        if _NAMED_ID.search(path):
            found["named id"] = 1
        if _ID_AT_END.search(stem):
            found["id at end"] = 1
    if runs and _is_hash(stem[len(stem.rstrip("0123456789abcdef-")) :]):
        found["hash"] = 1
    if len(segments) == 1:
        found["root slug"] = last
    for name in _KINDS.get(stem, ()):
        found[f"{name} last"] = 1
    for name in _KINDS.get(words[0], ()) if words else ():
        found[f"{name} first"] = 1
    if longest <= 3 and not _SEGMENTS["service"].isdisjoint(words):
        found["service word"] = 1
    return beginnings


def _is_hash(tail: str) -> bool:
    """Whether hexadecimal digits and hyphens are those of a hash: ten or more, letters and figures."""
    return len(tail) >= 10 and bool(tail.strip("0123456789-")) and bool(tail.strip("abcdef-"))


@lru_cache(maxsize=4_096)
def _directory(segment: str) -> tuple[dict[str, int], int, set[str]]:
    """The features of a segment before the last, the number of its words and their beginnings.

    The links of a page share most of them.
    """
    words = {word for word in _WORD.findall(segment) if len(word) > 1}
    return {f"{name} segment": 1 for name in _KINDS.get(segment, ())}, len(words), _beginnings(words)


def _beginnings(words: Iterable[str]) -> set[str]:
    """An address may have a headline's word in another form, or without its accents."""
    return {word[:4] for word in words}


@lru_cache(maxsize=256)
def _host(host: str) -> dict[str, int]:
    labels = host.lower().partition(":")[0].split(".")
    found = {}
    if not _SOCIAL.isdisjoint(labels):
        found["social"] = 1
    if labels[0] in _SERVICE_HOSTS:
        found["service host"] = 1
    return found


def _anchor(text: str, path: set[str], found: dict[str, int]) -> None:
    """Add the features of a link's words; `path` are the beginnings of those of its address."""
    if "{" in text:  # a style sheet or script within the link
        text = ""
    if not text:
        found["no words"] = 1
        return
    words = _WORD.findall(text)
    number = len(words)
    if not text.isascii():
        number = max(number, int(len(_UNSPACED.findall(text)) * 0.6))
    lower = [word.lower() for word in words]
    found["words"] = number
    found["letters"] = len(text) // 6
    found["longest word"] = max(map(len, words), default=0)
    beginnings = _beginnings(lower)
    if path and "query id" not in found:
        found["share of path"] = 1 + 5 * len(path & beginnings) // len(path)
    found["lower case words"] = plain = sum(map(eq, words, lower))
    if number == 0 and _NUMBER.fullmatch(text):
        found["number"] = 1
    if number <= 2:
        # A link of one or two words is a section's or a person's more often than its address tells.
        found["few words, digits"] = found.get("digits", 0)
        found["few words, slug"] = found.get("slug", 0)
        found["few words, depth"] = found.get("depth", 0)
        if "date" in found:
            found["few words, date"] = 1
    if 1 <= len(words) <= 3:
        if path >= beginnings:
            found["named by path"] = 1
        if plain == 0 and len(words) > 1 and words[0] != words[0].lower():
            found["name"] = 1
    if number >= 3:
        found["punctuation"] = len(_PUNCTUATION.findall(text))
    if "?" in text:
        found["question"] = 1
    if ":" in text:
        found["colon"] = 1
    if text[-1] in ".?!…":
        found["end of a sentence"] = 1
    if _QUOTES.search(text):
        found["quotation"] = 1
    if _MONEY.search(text):
        found["money"] = 1
    if figures := len(_DIGITS.findall(text)):
        found["figures"] = figures
    if number >= 2 and text.isupper():
        found["capitals"] = 1
    if number <= 3 and not _SEGMENTS["service"].isdisjoint(lower):
        found["service words in it"] = 1
    if not _ADVERTISING.isdisjoint(lower[:3]):
        found["advertising"] = 1
