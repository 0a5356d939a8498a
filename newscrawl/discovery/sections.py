"""A section or front page -> its article links, its next page, and the sections that its navigation names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from functools import lru_cache
from urllib.parse import unquote

from lxml.html import HtmlElement

from newscrawl.discovery import links
from newscrawl.discovery.addresses import key, resolve, within
from newscrawl.discovery.entry import Entry, latest, parse_date

MAX_LINKS = 5_000
MAX_SECTIONS = 40
"""Sections of a navigation that a crawl asks for: more than newspapers have, but for their towns and topics."""
CARD_DEPTH = 6  # elements between a date and what it shares with the link
MIN_SCORE = -0.5  # in doubt the page itself is asked: a link too much costs a request, one too few an article
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
_FEED_TYPES_AT_TIMES = ("application/json", "application/xml", "text/xml")
_FEED_WORD = re.compile(r"feed|rss|atom", re.IGNORECASE)


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for line in text.strip().splitlines() for phrase in line.split("|"))


_UNSEEN = ("script", "style", "noscript", "template")
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]+")
_NAVIGATION = {
    "nav",
    "navi",
    "navbar",
    "navigation",
    "menu",
    "submenu",
    "breadcrumb",
    "breadcrumbs",
    "toolbar",
    "sitemap",
}
# What links to the page that follows say, arrows left out.
_NEXT = _phrases("""
    next | next page | next entries | older | older posts | older articles | older entries | older stories | older news
    weiter | vor | nächste | nächste seite | ältere beiträge | ältere artikel | ältere meldungen
    suivant | suivante | page suivante | articles plus anciens | articles précédents
    siguiente | página siguiente | siguiente página | más antiguas | entradas antiguas | entradas más antiguas | noticias anteriores
    successivo | successiva | pagina successiva | avanti | articoli precedenti | articoli meno recenti
    próximo | próxima | próxima página | seguinte | página seguinte | posts mais antigos | mais antigas
    següent | pàgina següent | hurrengoa | volgende | volgende pagina | oudere berichten
    nästa | nästa sida | äldre inlägg | neste | neste side | eldre innlegg | næste | næste side | ældre indlæg | næsta | næsta síða
    seuraava | seuraava sivu | vanhemmat artikkelit | järgmine | järgmine leht | nākamā | nākamais | kitas | kitas puslapis | toliau
    następna | następna strona | dalej | starsze wpisy | další | další strana | starší příspěvky | ďalej | ďalšia | ďalšia strana
    következő | következő oldal | régebbi bejegyzések | următoarea | următorul | pagina următoare | articole mai vechi
    sljedeća | sljedeća stranica | sledeća | sledeća strana | naslednja | naslednja stran | следећа | следеща | следваща | следна
    далее | дальше | следующая | следующая страница | вперёд | вперед | далі | наступна | наступна сторінка | келесі
    επόμενη | επόμενη σελίδα | επόμενο | παλαιότερα | παλαιότερα άρθρα | sonraki | sonraki sayfa | ileri | eski yazılar | növbəti
    التالي | التالية | الصفحة التالية | הבא | הדף הבא | לעמוד הבא | بعدی | صفحه بعد | صفحه بعدی | اگلا | اگلا صفحہ
    अगला | अगला पृष्ठ | पुढील | পরবর্তী | পরের পাতা | அடுத்து | அடுத்த பக்கம் | తదుపరి | ถัดไป | หน้าถัดไป
    tiếp | tiếp theo | trang sau | trang tiếp | selanjutnya | berikutnya | halaman berikutnya | seterusnya | inayofuata | ifuatayo
    下一页 | 下一頁 | 下页 | 下頁 | 次へ | 次のページ | 次ページ | 다음 | 다음 페이지
""")
# What links that load more say. Other links say it too, so their address must begin as the page's own does.
_MORE = _phrases("""
    more | load more | show more | view more | see more | more stories | more posts | more articles | more news | more results
    mehr | mehr laden | mehr anzeigen | weitere laden | weitere artikel | weitere meldungen | weitere beiträge
    plus d'articles | plus d’articles | voir plus | charger plus | afficher plus | más | cargar más | ver más | mostrar más | más noticias
    altri | altri articoli | carica altri | carica altro | mostra altro | mostra altri | mais | carregar mais | ver mais | mais notícias
    meer | meer laden | toon meer | meer nieuws | visa fler | ladda fler | visa mer | vis mer | vis flere | last inn flere | last flere
    vis mere | hent flere | indlæs flere | näytä lisää | lataa lisää | lae veel | vairāk | daugiau
    więcej | pokaż więcej | załaduj więcej | načíst další | zobrazit více | více | načítať ďalšie | több | több betöltése | továbbiak
    mai multe | încarcă mai multe | učitaj još | prikaži još | još | naloži več | виж още | зареди още | још
    ещё | еще | показать ещё | показать еще | загрузить ещё | загрузить еще | больше | ще | показати ще | завантажити ще | більше
    περισσότερα | φόρτωση περισσότερων | daha fazla | daha fazla göster | daha fazla yükle | daha çox
    المزيد | تحميل المزيد | عرض المزيد | עוד | טען עוד | הצג עוד | بیشتر | موارد بیشتر | مزید
    और | और देखें | और लोड करें | আরও | আরও দেখুন | আরও পড়ুন | மேலும் | మరిన్ని | โหลดเพิ่ม | ดูเพิ่มเติม
    xem thêm | tải thêm | lihat lainnya | muat lainnya | muat lebih banyak | lagi | zaidi
    更多 | 加载更多 | 載入更多 | 查看更多 | もっと見る | さらに表示 | さらに読み込む | 더보기 | 더 보기
""")
_ARROWS = " \t\u00a0\u200e\u200f<>«»‹›←→⟨⟩❮❯▶►▸»….·|+"
_ONWARD = {"›", "»", ">", ">>", "→", "❯", "▶", "►", "▸", "›››", "»»"}
_PAGE_NUMBER = re.compile(r"(?:(?<=[/=_:,-])|(?<=[/_-]p)|(?<=page)|(?<=seite))(\d{1,4})(?=/?(?:\.html?)?(?:&|$))")
_PAGED = re.compile(
    r"[/?&](?:p|pg|pages?|paged|seite|pagina|página|sayfa|strona|side|sivu|offset)[=/_:-]?\d{1,4}(?=[/&.]|$)"
)
_SUFFIX = re.compile(r"(?:\.\w{2,5}|/)$")


@dataclass
class SectionPage:
    """What a section page leads to. `sections` are those of its navigation: name -> address."""

    articles: list[Entry] = field(default_factory=list)
    next_page: str | None = None
    sections: dict[str, str] = field(default_factory=dict)


@dataclass
class Target:
    """All links of a page to one address: their words, the longest of them, where they stand, and their score."""

    url: str
    words: str = ""
    places: set[str] = field(default_factory=set)
    labels: list[str] = field(default_factory=list)
    score: float = 0.0


def read(root: HtmlElement, base: str, domains: Sequence[str]) -> SectionPage:
    """The links of a page at `base` that lead to `domains` or their subdomains; each article once, in page order."""
    found = targets(root, base, domains)
    page = SectionPage(next_page=next_page(root, found, base, domains))
    navigation = []
    for target in found:
        if target.url == page.next_page:
            continue
        if target.score > MIN_SCORE:
            page.articles.append(Entry(target.url, title=target.words or None))
        elif "navigation" in target.places and links.is_section(target.url) and not _PAGED.search(target.url):
            navigation.append(target)
    page.sections = sections(navigation)
    if dates := listed_dates(root, {entry.url for entry in page.articles}, base):
        page.articles = [replace(entry, listed=dates.get(entry.url)) for entry in page.articles]
    return page


def sections(navigation: Sequence[Target]) -> dict[str, str]:
    """Names for what a navigation leads to, in its order.

    Of those of one name the first has it, or one that it lies under; the others come last, called by their paths.
    """
    named = [(name, target.url) for target in navigation if (name := _name(target))]
    chosen: dict[str, str] = {}
    for name, url in named:
        if chosen.setdefault(name, url).startswith(url.rstrip("/") + "/"):
            chosen[name] = url
    for _, url in named:
        if url not in chosen.values() and "?" not in url:
            chosen.setdefault(_path(url), url)
    return chosen


def _name(target: Target) -> str:
    """The shortest of a link's labels that names something, in lower case and without the comma that -a only= splits at."""
    labels = [label for label in target.labels if not _says(label, _MORE)] or target.labels
    # "İ" in lower case is two signs, of which nobody types the second.
    name = " ".join(min(labels, key=len, default="").replace(",", " ").lower().replace("\u0307", "").split())
    return name if len(name) <= 30 and not name.isdigit() else ""


def _path(url: str) -> str:
    return unquote(url.partition("//")[2].partition("/")[2].rstrip("/")).replace(",", " ").lower()


def targets(root: HtmlElement, base: str, domains: Sequence[str]) -> list[Target]:
    """The addresses within `domains` that a page leads to, in page order, each with its score as an article."""
    by_url: dict[str, Target | None] = {}
    inside: dict[str, bool] = {}
    itself, places = _Itself(base), _Places()
    for a, url in _anchors(root, base):
        if url not in by_url:
            origin = url[: url.find("/", 8)]
            if origin not in inside:
                inside[origin] = within(url, domains)
            by_url[url] = Target(url) if inside[origin] and not itself.is_at(url) else None
        target = by_url[url]
        if target is None:
            continue
        words = _words(a)
        if len(words) > len(target.words):
            target.words = words
        target.places |= places.of(a)
        if words:
            target.labels.append(words)
    found = [target for target in by_url.values() if target]
    table = links.page_weights()
    for target, features in zip(found, page_features(found), strict=True):
        target.score = sum(table.get(name, 0.0) * value for name, value in features.items())
    return found


def page_features(found: Sequence[Target]) -> list[dict[str, float]]:
    """What speaks for each link: its own score, that of others of the same form on the page, and its place."""
    scores: list[float] = []
    groups: dict[str, list[int]] = {}
    for i, target in enumerate(found):
        scores.append(max(-6.0, min(6.0, links.score(target.url, target.words))))
        groups.setdefault(links.shape(target.url), []).append(i)
    result: list[dict[str, float]] = [{} for _ in found]
    for group in groups.values():
        total, others = sum(scores[i] for i in group), len(group) - 1
        for i in group:
            # Two links more count as much as two that say nothing: a group of few weighs little.
            alike = (total - scores[i]) / (others + 2)
            result[i] = {"bias": 1.0, "alone": scores[i], "alike": alike, **dict.fromkeys(found[i].places, 1.0)}
            if "navigation" in found[i].places:  # where sections have the form of articles too
                result[i]["alike, navigation"] = alike
    return result


def listed_dates(root: HtmlElement, articles: Set[str], base: str) -> dict[str, date]:
    """The dates of time elements that stand by the link of one article: article -> the latest of them."""
    found: dict[str, date] = {}
    base = _base(root, base)
    for element in root.iter("time"):
        stated = parse_date(element.get("datetime"))
        above = element if stated else None
        for _ in range(CARD_DEPTH):
            above = above.getparent() if above is not None else None
            if above is None:
                break
            near = {resolve(a.get("href") or "", base) or "" for a in above.iter("a")} & articles
            if near and stated:
                if len(near) == 1:
                    url = near.pop()
                    found[url] = max(found.get(url, stated), stated, key=lambda date: latest(date, UTC))
                break
    return found


def feed_links(root: HtmlElement, base: str) -> list[str]:
    """The feeds that a page's link elements name, those of comments left out."""
    found: dict[str, None] = {}
    for link in root.iter("link"):
        kind = (link.get("type") or "").lower().partition(";")[0].strip()
        href, title = link.get("href") or "", link.get("title") or ""
        feed = kind in _FEED_TYPES or (kind in _FEED_TYPES_AT_TIMES and _FEED_WORD.search(f"{href} {title}"))
        if feed and "alternate" in (link.get("rel") or "").lower().split():
            url = resolve(href, base)
            if url and "comments" not in url and "oembed" not in url:
                found[url] = None
    return list(found)


def next_page(root: HtmlElement, found: Sequence[Target], base: str, domains: Sequence[str]) -> str | None:
    """The page that follows: by rel=next, by a link's words, or by the number after this page's own."""
    for link in root.iter("link", "a"):
        if "next" in (link.get("rel") or "").lower().split():
            url = resolve(link.get("href") or "", base)
            if url and within(url, domains) and url != base:
                return url
    own = _PAGE_NUMBER.search(base)
    path = base.partition("?")[0]
    start = _bare(base[: own.start()] if own else _SUFFIX.sub("", path))
    # What follows has a number in its address, or it is this very address with another query.
    further = [t for t in found if _PAGE_NUMBER.search(t.url) or t.url.startswith(f"{path}?")]
    for target in further:
        if any(label in _ONWARD or _says(label, _NEXT) for label in target.labels):
            return target.url
    alike = [target for target in further if _bare(target.url).startswith(start)]
    for target in alike:
        if any(_says(label, _MORE) or _says(label.partition(" ")[0], _NEXT) for label in target.labels):
            return target.url
    return _numbered(alike, own)


def _says(label: str, phrases: frozenset[str]) -> bool:
    return len(label) < 40 and label.strip(_ARROWS).lower() in phrases


def _bare(url: str) -> str:
    """An address without scheme and www."""
    return url.partition("://")[2].removeprefix("www.")


def _numbered(alike: Sequence[Target], own: re.Match[str] | None) -> str | None:
    """Of links that are numbers, on a page without one the one to 2, else the one whose address has the next higher."""
    numbers: dict[int, str] = {}
    for target in alike:
        # What has more words as well is an article with its count of comments. Decimal digits of any script: 2, ٢, २.
        there = _PAGE_NUMBER.search(target.url) if len(target.words) <= 20 else None
        for label in target.labels if there else ():
            if there and label.isdecimal() and len(label) <= 4:
                numbers.setdefault(int(there[1]) if own else int(label), target.url)
    if not own:
        return numbers.get(2)
    return numbers.get(min((number for number in numbers if number > int(own[1])), default=0))


class _Itself:
    """Tells links to the page itself; whole keys are compared only where an address has the last segment of the page's."""

    def __init__(self, base: str) -> None:
        self.key = key(base)
        self.last = self.key.partition("?")[0].partition("/")[2].rpartition("/")[2]

    def is_at(self, url: str) -> bool:
        path = url[url.find("/", 8) + 1 :]
        if self.last not in path or (
            not self.last and path and not path.startswith(("?", "amp", "index.", "default."))
        ):
            return False
        return key(url) == self.key


class _Places:
    """Whether links stand in navigation, by the tags, roles and class words above them.

    The elements above are remembered, since a page's links share most of them; lxml's are the same while held.
    """

    def __init__(self) -> None:
        self.known: dict[HtmlElement, frozenset[str]] = {}

    def of(self, a: HtmlElement) -> frozenset[str]:
        above: list[HtmlElement] = []
        places: frozenset[str] = frozenset()
        for e in a.iterancestors():
            if e in self.known:
                places = self.known[e]
                break
            if e.tag == "body":
                break
            above.append(e)
        for e in reversed(above):
            if place := _place(e.tag, e.get("role"), f"{e.get('class') or ''} {e.get('id') or ''}"[:300]):
                places |= {place}
            self.known[e] = places
        return places


@lru_cache(maxsize=4_096)
def _place(tag: str, role: str | None, classes: str) -> str | None:
    names = {word.lower() for word in _CLASS_WORD.findall(classes)}
    in_navigation = tag == "nav" or role == "navigation" or not _NAVIGATION.isdisjoint(names)
    return "navigation" if in_navigation else None


def _anchors(root: HtmlElement, base: str) -> Iterator[tuple[HtmlElement, str]]:
    """The links with their addresses."""
    base = _base(root, base)
    known: dict[str, str | None] = {}
    count = 0
    for a in root.iter("a"):
        href = a.get("href")
        if not href:
            continue
        if href not in known:
            known[href] = resolve(href, base)
        if url := known[href]:
            count += 1
            if count > MAX_LINKS:
                return
            yield a, url


def _base(root: HtmlElement, url: str) -> str:
    """What the addresses of a page at `url` are relative to."""
    href = next((b.get("href") or "" for b in root.iter("base")), "")
    return (href and resolve(href, url)) or url


def _words(a: HtmlElement) -> str:
    """The words of a link, or else the name that it or its picture is given."""
    parts = [a.text or ""]
    for piece in a.iterdescendants() if len(a) else ():
        if piece.tag not in _UNSEEN and isinstance(piece.tag, str) and piece.text:
            parts.append(piece.text)
        if piece.tail:
            parts.append(piece.tail)
    words = " ".join(" ".join(parts).split())[:500]
    if not words:
        names = (e.get(name) for e in a.iter("a", "img") for name in ("aria-label", "title", "alt"))
        words = " ".join(next((name for name in names if name), "").split())[:500]
    return words
