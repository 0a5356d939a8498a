"""The title of an article, its subtitle, description, section and tags."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from urllib.parse import unquote, urlsplit

from newscrawl.extraction import jsonld
from newscrawl.extraction.dates import is_mostly_date
from newscrawl.extraction.page import Page, clean, is_in, normal, text_of

MAX_TITLE = 500
CLIPPED_AT = 100
"""From this length on a headline may have been cut: JSON-LD's often ends at 110 characters."""
SUBTITLE_WITHIN = 20
"""Elements after h1 in which a subtitle may stand."""
SLUG_MARGIN = 0.15
"""By how much more of the address's words og:title must have to be the headline."""

_SEPARATOR = re.compile(r"\s+(?:[|·•»«›‹]|[-–—―]|::|//|~)\s+|\s*[|｜ㅣ]\s*")
_CLIPPED = re.compile(r"(?:\.{3}|…|\[…\]|\[\.\.\.\])\s*$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "a", "ø": "o", "æ": "ae", "ı": "i", "đ": "d", "ł": "l"}
)
_SUBTITLE_WORD = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|sub-?(?:title|head|headline|heading|titulo|titre|titel|line)|dek|deck|summary|alternative-headline|lead|lede|leadtext"
    r"|intro|introduction|ingress|chapo|chapeau|entradilla|bajada|copete|sapo|sommario|vorspann|anriss|excerpt|abstract|spot|teaser-?text|description)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NO_SUBTITLE = re.compile(
    r"(?:^|[\s_-])(?:image|img|media|video|figure|caption|newsletter|related|author|byline|card|list|nav|share|social|ad|promo)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SUBTITLE_TAGS = frozenset(("h2", "h3", "h4", "div", "span", "strong"))
_STATE = re.compile(r"\s?\((?:current|active|aktuell)\)$")  # said to screen readers alone
_TAXONOMY = re.compile(
    r"^(?:(?:section|category|topic|keyword|tag|type)\s?:|(?:sections?|categor(?:y|ies)|topics?|tags?|organi[sz]ations?|persons?|places?)/)\s?(?=\S)",
    re.I,
)
_INTERNAL = re.compile(r"_|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$")  # a system's own marks: "_prio_3", a UUID
_SEMICOLONS = re.compile(r"[;|]")
_COMMAS = re.compile(r"[,،、，]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def title(page: Page, found: Mapping[str, str] | None = None) -> str | None:
    """The headline: JSON-LD's, else og:title, else h1, without the publisher's name.

    Where the address was made of the longer form that og:title and the title tag agree on, that one is the headline:
    JSON-LD's then lacks its kicker. `found` are the page's `titles`, where they are at hand.
    """
    found = titles(page, section(page)) if found is None else found
    if not found:
        return None
    best = next(iter(found.values()))
    if next(iter(found)) == "h1" and "title" in found:
        # An h1 that the title tag knows nothing of, or the address, is the site's and not the article's.
        other = found["title"]
        best = other if not _shares_words(best, other) or _is_nearer(page.url, other, best, 0.5) else best
    shared = found.get("og:title")
    if shared and normal(shared) == normal(found.get("title", "")) != normal(best):
        best = shared if _is_nearer(page.url, shared, best, SLUG_MARGIN) else best
    best = _whole(best, found.values())
    # Of several ways to write the same words the one that most places share.
    spellings = Counter(text for text in found.values() if normal(text) == normal(best))
    return spellings.most_common(1)[0][0]


def pieces(forms: Iterable[str]) -> set[str]:
    """What may be the site's in these titles: the whole, what stands behind the last separator and before the first."""
    return {f"{place} {text}" for form in forms for place, text, _ in _cuts(form)}


def by_habit(forms: Sequence[str], is_habit: Callable[[str], bool]) -> str:
    """The first of `forms` that isn't the same on the site's other pages, without the pieces that those have too.

    `is_habit` knows the site's `pieces`. Where all are the same, the first form stays as it is.
    """
    for form in forms:
        text, before = form, ""
        while text != before:
            before = text
            text = next((rest for place, piece, rest in _cuts(text) if is_habit(f"{place} {piece}")), text)
        if text:
            return text
    return forms[0]


def _cuts(form: str) -> list[tuple[str, str, str]]:
    """(place, piece, what is left without it)."""
    cuts = list(islice(_SEPARATOR.finditer(form), 20))
    found = [("whole", form, "")]
    if cuts:
        found.append(("end", form[cuts[-1].end() :], form[: cuts[-1].start()].rstrip()))
        found.append(("start", form[: cuts[0].start()], form[cuts[0].end() :].lstrip()))
    return [(place, piece.strip(), rest) for place, piece, rest in found if piece.strip()]


def titles(page: Page, section: str | None) -> dict[str, str]:
    """The forms of the title by where the page gives it, the surest first, without the publisher's name."""
    names = page.outlet
    sections = frozenset(normal(text) for text in (section, *page.meta.get("article:section", ())) if text)
    sources = _sources(page)
    heads = frozenset(normal(text) for text in sources.values())
    found: dict[str, str] = {}
    for source, text in sources.items():
        # A headline stands by itself: only the others have the publisher's habit of adding to it.
        text = strip_site(text, names, frozenset() if source == "headline" else heads, sections)
        if source == "title" and not found.keys() - {"h1"}:
            text = _piece_of_address(text, _slug(page.url))
        if normal(text) and normal(text) not in names:
            found[source] = text
    return found


def _sources(page: Page) -> dict[str, str]:
    """Where the page gives its title, the surest first."""
    given = {
        "headline": page.stated("headline"),
        "og:title": page.first("og:title"),
        "h1": page.heading_text,
        "itemprop": page.first("headline"),
        "name": page.article.get("name"),
        "twitter:title": page.first("twitter:title"),
        "meta": page.first("parsely-title", "sailthru.title", "dc.title", "title"),
        "title": page.title,
    }
    return {source: text for source, value in given.items() if (text := clean(value, MAX_TITLE))}


def _shares_words(text: str, other: str) -> bool:
    return any(word in other.casefold() for word in text.casefold().split())


def _whole(text: str, others: Iterable[str]) -> str:
    """`text`, or the longer one that it was clipped from."""
    if not _CLIPPED.search(text) and len(text) < CLIPPED_AT:
        return text
    start = normal(_CLIPPED.sub("", text))
    return next((other for other in others if len(other) > len(text) and normal(other).startswith(start)), text)


def _slug(url: str) -> frozenset[str]:
    """The words of the address's longest piece."""
    try:
        pieces = unquote(urlsplit(url).path[:1_000]).split("/")
    except ValueError:
        return frozenset()
    return frozenset(_WORD.findall(_plain(max(pieces, key=len))))


def _is_nearer(url: str, text: str, other: str, margin: float) -> bool:
    """Whether `text` has more of the address's words than `other`, by that share of them at least."""
    slug = _slug(url)
    return _covered(slug, text) - _covered(slug, other) >= margin


def _covered(slug: frozenset[str], text: str) -> float:
    """The share of a slug's words that `text` has, 0 for a slug of under three."""
    return len(slug.intersection(_WORD.findall(_plain(text)))) / len(slug) if len(slug) >= 3 else 0.0


def _piece_of_address(text: str, slug: frozenset[str]) -> str:
    """The piece between separators that has all that the address has of `text`: the others are sections and the site."""
    pieces = [piece for piece in _SEPARATOR.split(text)[:20] if piece]
    said = _covered(slug, text)
    return next((piece for piece in pieces if _covered(slug, piece) == said), text) if said else text


def _plain(text: str) -> str:
    """Lower case without accents, as slugs are written."""
    text = text.lower().translate(_UMLAUTS)
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def strip_site(
    text: str, names: frozenset[str], heads: frozenset[str] = frozenset(), sections: frozenset[str] = frozenset()
) -> str:
    """`text` without the publisher's name before or after it, and the section beside that name.

    A piece goes when it is one of `names`, or when what is left stands elsewhere on the page as it is (`heads`);
    all are in `normal` form.
    """
    cuts = list(_SEPARATOR.finditer(text))[:20]
    for cut in cuts:
        left = text[: cut.start()].strip()
        if len(left) >= 10 and normal(left) in heads:
            return left
    for cut in reversed(cuts):
        right = text[cut.end() :].strip()
        if len(right) * 2 > len(text) and normal(right) in heads:
            return right
    if named := next((cut for cut in cuts if normal(text[cut.end() :]) in names), None):
        text = text[: named.start()].strip()
        rest, _, last = text.rpartition("-")
        is_section = normal(last) in sections or (len(rest) >= 10 and normal(rest) in heads)
        return rest.strip(" -–|") if rest.strip() and is_section else text
    if cuts and normal(text[: cuts[0].start()]) in names:
        return text[cuts[0].end() :].strip()
    return text


def description(page: Page) -> str | None:
    """The page's own description: the first that isn't clipped, else the first."""
    found = [
        clean(page.stated("description")),
        *(clean(page.first(key)) for key in ("og:description", "description", "twitter:description")),
    ]
    kept = [text.rstrip(" |") for text in found if text and len(text) > 10]
    return next((text for text in kept if not _CLIPPED.search(text)), kept[0] if kept else None)


def subtitle(page: Page, headline: str | None) -> str | None:
    """The standfirst: a line under the headline that is marked as one, or that says what the description says.

    JSON-LD's alternativeHeadline is mostly a second headline, so it counts only where the page shows it there.
    """
    titles = [headline, page.title, page.first("og:title"), page.first("twitter:title"), *page.h1s]
    skip = {normal(text) for text in titles if text} | page.outlet
    declared = {
        normal(text) for value in (page.stated("alternativeHeadline"), description(page)) if (text := clean(value))
    }
    shown = normal(headline or "")
    found: list[str] = []
    for element in page.under_heading[:SUBTITLE_WITHIN]:
        marks = _CAMEL.sub("-", f"{element.get('class') or ''} {element.get('itemprop') or ''}"[:500])
        marked = _SUBTITLE_WORD.search(marks) and not _NO_SUBTITLE.search(marks)
        if marked or element.tag in _SUBTITLE_TAGS:
            text = text_of(element, 1_000)
            if not text or not 30 <= len(text) <= 800 or is_mostly_date(text):
                continue
            key = normal(text)
            if key not in skip and not (len(shown) >= 20 and shown in key):
                if key in declared:
                    return text
                found += [text] if marked else []
    return found[0] if found else None


def section(page: Page) -> str | None:
    """The section that the page declares, else what the page's links call the one in its address."""
    for value in (
        *jsonld.as_list(page.stated("articleSection")),
        *page.meta.get("article:section", ()),
        *page.meta.get("parsely-section", ()),
        *page.meta.get("section", ()),
        *page.meta.get("articlesection", ()),
    ):
        text = _STATE.sub("", clean(value) or "").rstrip(" :")
        # With an underscore it is a name of the system's: "news_news".
        if text and not text.startswith("http") and "_" not in text:
            # Some write all sections into one string.
            text = text.split(",")[0] if "," in text.replace(", ", " ") or text.count(",") > 1 else text
            if len(text) <= 100:
                return text
    return _section_of_address(page)


def _section_of_address(page: Page) -> str | None:
    """The label of the link to the nearest section above the article: "World" of /world for /world/2026/a-story.

    The label has the words of the address: others ("Home", "More") say what the link does.
    """
    try:
        here = urlsplit(page.url)
    except ValueError:
        return None
    pieces = here.path[:1_000].rstrip("/").split("/")[1:-1][:6]
    above = {"/" + "/".join(pieces[: depth + 1]): piece for depth, piece in enumerate(pieces) if _WORD.search(piece)}
    labels: dict[str, str] = {}
    endings = tuple(above)
    for href, anchor in page.anchors if above else ():
        href = href.rstrip("/")
        if not href.endswith(endings):
            continue
        path = next(path for path in above if href.endswith(path))
        if path in labels or not (url := page.link(href)):
            continue
        parts = urlsplit(url)
        if (parts.hostname, parts.path.rstrip("/"), parts.query) == (here.hostname, path, ""):
            text = text_of(anchor, 61) or ""
            label, words = normal(_plain(text)), normal(_plain(unquote(above[path])))
            named = label and (label.startswith(words) or words.startswith(label))
            if named and len(text) <= 60 and label not in page.outlet:
                labels[path] = text
    return labels[max(labels, key=len)] if labels else None


def tags(page: Page) -> list[str]:
    """Keywords as the page gives them: JSON-LD's, else article:tag, else news_keywords and keywords, else its links to
    tags; at most 50.
    """
    sources = (
        jsonld.as_list(page.stated("keywords")),
        page.meta.get("article:tag", []),
        page.meta.get("news_keywords", []),
        page.meta.get("parsely-tags", []),
        page.meta.get("keywords", []),
    )
    for source in sources:
        texts = [text for value in source[:100] if (text := clean(value))]
        pieces = [piece.strip() for text in texts for piece in _pieces(text, alone=len(texts) == 1)]
        kept: dict[str, str] = {}
        for piece in pieces:
            piece = _TAXONOMY.sub("", piece.replace("\xad", ""))
            if 1 < len(piece) <= 80 and "://" not in piece and not _INTERNAL.match(piece):
                kept.setdefault(piece.lower(), piece)
        if kept:
            return list(kept.values())[:50]
    marked = (anchor for _, anchor in page.anchors if _marks_tag(anchor.get("rel") or ""))
    linked = islice((anchor for anchor in marked if not is_in(anchor, "nav", "aside")), 50)
    shown = [text for anchor in linked if (text := text_of(anchor, 61)) and 1 < len(text) <= 60]
    first: dict[str, str] = {}
    for text in shown:
        first.setdefault(text.lower(), text)
    return list(first.values())


def _marks_tag(rel: str) -> bool:
    """Whether a link leads to a tag; rel="category tag" is WordPress's for a category."""
    return "tag" in rel and "tag" in rel.split() and "category" not in rel


def _pieces(text: str, alone: bool) -> list[str]:
    """The keywords in one string: a lone string is a list, one of several only where it has two commas or more."""
    if ";" in text and alone:
        return _SEMICOLONS.split(text)
    return _COMMAS.split(text) if alone or text.count(",") > 1 else [text]
