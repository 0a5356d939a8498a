"""Which link is an article, by its address and its words alone: a linear model over features that can be read.

The weights (weights.json) are fitted by benchmarks/links.py, which also says how well they do on sites not seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from urllib.parse import unquote, urlsplit

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_DATE = re.compile(r"(?:^|[/_-])(?:19|20)\d\d[/_-]?(?:0?[1-9]|1[0-2])(?:[/_-]?(?:0?[1-9]|[12]\d|3[01]))?(?=[/_.-]|$)")
_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)", re.ASCII)
_HASH = re.compile(r"(?=[a-z-]{0,20}\d)(?=[\d-]{0,20}[a-f])[0-9a-f-]{10,}$")
_NAMED_ID = re.compile(
    r"(?:^|[/_-])(?:article|artikel|story|art|news|post|[ac]|id|ar)[_-]?(?:id)?[_-]?(?:\d{4,}|[0-9a-f]{8}-)"
)
_QUERY_ID = re.compile(r"(?:^|&)(?:p|\w{0,20}id)=(\d{3,12})(?!\d)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:html?|php|aspx?|cms|jsp|ece|story|shtml)$", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|jpe?g|png|gif|webp|svg|mp[34]|zip|xml|rss|css|js|ico|apk)$", re.IGNORECASE)
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
_SOCIAL = _words(
    "facebook twitter instagram youtube linkedin pinterest whatsapp tiktok telegram snapchat flipboard "
    "soundcloud spotify apple google reddit threads bsky mastodon t x flickr tumblr vimeo patreon"
)
_SERVICE_HOSTS = _words(
    "account accounts abo subscribe shop store jobs login secure my members support help games puzzles "
    "epaper eedition classifieds podcasts ads advertise marketing info service services newsletter "
    "newsletters go link links checkout"
)
_INDEXES = _words("index index.html index.htm index.php index.shtml")


def score(url: str, anchor: str = "") -> float:
    """How much speaks for an article, in log-odds: above 0 means yes."""
    table = weights("link")
    return sum(table.get(name, 0.0) for name in features(url, anchor))


def is_article(url: str, anchor: str = "") -> bool:
    """Whether a link with this address and these words most likely leads to an article."""
    return score(url, anchor) > 0


@cache
def weights(model: str) -> Mapping[str, float]:
    """The fitted weights of a model ("link", "page"): feature -> log-odds."""
    table: dict[str, dict[str, float]] = json.loads(resources.files(__package__).joinpath("weights.json").read_text())
    return table[model]


_SERVICE = {
    "service last",
    "service segment",
    "service word",
    "service host",
    "sponsored segment",
    "social",
    "file",
    "root",
}


def is_section(url: str) -> bool:
    """Whether a link of a navigation may be a section: nothing of its address says service or advertising."""
    return _SERVICE.isdisjoint(features(url, ""))


def features(url: str, anchor: str) -> set[str]:
    """What is true of a link, by name. Names with a colon are single words: of its path or of its anchor."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return {"bias", "root"}
    found = {"bias"}
    segments = [segment for segment in unquote(parts.path[:1000]).lower().split("/") if segment]
    if segments and segments[-1] in _INDEXES:
        found.add("index")
        segments.pop()
    identity = _QUERY_ID.search(parts.query[:500])
    if identity:
        # An id in the query is to the path what a slug with an id would be.
        found.add("query id")
        segments.append(f"article-{identity[1]}")
    elif parts.query:
        found.add("query")
    words = _path(segments, found)
    _host(parts.netloc.lower(), found)
    _anchor(" ".join(anchor[:1000].split()), words, found)
    return found


def date_of(url: str) -> date | None:
    """The day that an address names, as in /2026/11/20/: on news sites that of publication."""
    found = _DAY.search(url[:1000])
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def shape(url: str) -> str:
    """The form of an address: host, and of each segment of its path whether it is a number, a slug or a word."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    forms = []
    for segment in parts.path[:1000].strip("/").split("/"):
        stem = _EXTENSION.sub("", segment)
        digits = "0" if any(c.isdigit() for c in stem) else ""
        words = len(_WORD.findall(unquote(stem)))
        forms.append(digits + ("-" if words >= 3 else "w" if words else "") + segment[len(stem) :])
    names = sorted(part.partition("=")[0] for part in parts.query[:500].split("&") if part)
    return f"{parts.netloc.lower()}/{'/'.join(forms)}?{'&'.join(names)}"


def _path(segments: list[str], found: set[str]) -> set[str]:
    """Add the features of a path; returns the words of its segments."""
    if not segments:
        found.add("root")
        return set()
    path = "/".join(segments)
    if _FILE.search(path):
        found.add("file")
    stem = _EXTENSION.sub("", segments[-1])
    if stem != segments[-1]:
        found.add("extension")
        segments = [*segments[:-1], stem]
    words = [[word for word in _WORD.findall(segment) if len(word) > 1] for segment in segments]
    longest, last = max(map(len, words)), len(words[-1])
    _steps(found, "slug", longest, (2, 3, 4, 5, 7))
    _steps(found, "depth", len(segments), (2, 3, 4))
    digits = max(map(len, _DIGITS.findall(path)), default=0)
    _steps(found, "digits", digits, (3, 5, 7))
    _steps(found, "last length", len(stem), (25, 50))
    if last < longest:
        found.add("slug before last")
    if _DATE.search(path):
        found.add("date")
        if digits >= 5 or longest >= 3:
            found.add("date and more")
    if _HASH.search(stem[-60:]):
        found.add("hash")
    if _NAMED_ID.search(path):
        found.add("named id")
    if words[-1] and words[-1][0] in _SEGMENTS["taxonomy"]:
        found.add("taxonomy first")
    if len(segments) == 1 and (last >= 4 or last <= 2):
        found.add("root slug" if last >= 4 else "root word")
    for name, vocabulary in _SEGMENTS.items():
        if not vocabulary.isdisjoint(segments[:-1]):
            found.add(f"{name} segment")
        if segments[-1] in vocabulary:
            found.add(f"{name} last")
    found.update(f"segment:{segment}" for segment in segments[:-1])
    found.add(f"last:{segments[-1]}")
    for some in words:
        if len(some) <= 3:
            found.update(f"slug:{word}" for word in some)
            if longest <= 3 and not _SEGMENTS["service"].isdisjoint(some):
                found.add("service word")
    return {word for some in words for word in some}


def _host(host: str, found: set[str]) -> None:
    labels = host.partition(":")[0].split(".")
    if not _SOCIAL.isdisjoint(labels):
        found.add("social")
    if labels[0] in _SERVICE_HOSTS:
        found.add("service host")


def _anchor(text: str, path: set[str], found: set[str]) -> None:
    """Add the features of a link's words; `path` are those of its address."""
    if "{" in text:  # a style sheet or script within the link
        text = ""
    words = _WORD.findall(text)
    number = max(len(words), int(len(_UNSPACED.findall(text)) * 0.6))
    lower = [word.lower() for word in words]
    _steps(found, "words", number, (1, 2, 3, 4, 5, 6, 8, 12, 40))
    _steps(found, "shared words", len(path.intersection(lower)), (1, 3, 5))
    if not text:
        found.add("no words")
    elif _NUMBER.fullmatch(text):
        found.add("number")
    if len(text) >= 60:
        found.add("long words")
    if 1 <= number <= 2:
        # A link of one or two words is a section's or a person's more often than its address tells.
        found.update(f"few words, {what}" for what in ("digits 5", "slug 4", "date", "depth 3") if what in found)
    if 1 <= len(words) <= 3 and path.issuperset(lower):
        found.add("named by path")
    if number >= 3 and any(c in "\"'“”„«»‘’:;?!,—–…" for c in text):
        found.add("punctuation")
    if number >= 2 and text.isupper():
        found.add("capitals")
    if 2 <= len(words) <= 3 and all(word[0].isupper() for word in words):
        found.add("name")
    if number <= 6:
        found.update(f"word:{word}" for word in lower)


def _steps(found: set[str], name: str, value: int, steps: tuple[int, ...]) -> None:
    found.update(f"{name} {step}" for step in steps if value >= step)
