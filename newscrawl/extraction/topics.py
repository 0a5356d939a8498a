"""The section of an article and its tags."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import unquote, urlsplit

from newscrawl.extraction import jsonld
from newscrawl.extraction.headline import plain
from newscrawl.extraction.page import Page, clean, is_in, normal, text_of

_WORD = re.compile(r"[^\W\d_]{3,}")
_STATE = re.compile(r"\s?\((?:current|active|aktuell)\)$")  # said to screen readers alone
_TAXONOMY = re.compile(
    r"^(?:(?:section|category|topic|keyword|tag|type)\s?:|(?:sections?|categor(?:y|ies)|topics?|tags?|organi[sz]ations?|persons?|places?)/)\s?(?=\S)",
    re.I,
)
_INTERNAL = re.compile(r"_|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$")  # a system's own marks: "_prio_3", a UUID
_SEMICOLONS = re.compile(r"[;|]")
_COMMAS = re.compile(r"[,،、，]")


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
            label, words = normal(plain(text)), normal(plain(unquote(above[path])))
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
