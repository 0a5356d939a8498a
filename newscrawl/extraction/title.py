"""The title of an article, its subtitle, description, section and tags."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from newscrawl.extraction import jsonld
from newscrawl.extraction.page import Page, clean, find, normal, text_of

MAX_TITLE = 500

_SEPARATOR = re.compile(r"\s+(?:[|·•»«›‹]|[-–—―]|::|//|~)\s+|\s*[|｜]\s*")
_CLIPPED = re.compile(r"(?:\.{3}|…|\[…\]|\[\.\.\.\])\s*$")
_SUBTITLES = etree.XPath(
    "//h1[1]/following::*[position() <= 40][not(ancestor-or-self::nav or ancestor::aside or ancestor::figure)]"
    "[contains(@class, 'tandfirst') or contains(@class, 'ubtitle') or contains(@class, 'ubhead') or contains(@class, 'dek')"
    " or contains(@class, 'eck') or contains(@itemprop, 'alternativeHeadline') or contains(@class, 'ummary')]"
)
_SUBTITLE_WORD = re.compile(
    r"(?:^|[\s_\-])(?:stand-?first|sub-?(?:title|head|headline|heading|titulo|titre)|dek|deck|summary|alternativeheadline)(?:$|[\s_\-])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def title(page: Page) -> str | None:
    """The headline as the article itself gives it: of JSON-LD, og:title and h1 the one that most agree on."""
    found = candidates(page)
    if not found:
        return None
    return max(found, key=lambda entry: entry[1])[0]


def candidates(page: Page) -> list[tuple[str, float]]:
    """The titles that the page gives, without the publisher's suffix, each with the weight of what speaks for it."""
    names = {normal(name) for name in page.site_names}
    raw: list[tuple[str, float]] = []
    headline = clean(page.article.get("headline") or page.article.get("name"))
    if headline:
        raw.append((headline, 3.0))
    raw += [(text, 2.5) for text in page.meta.get("og:title", ())[:1]]
    raw += [(text, 2.0) for text in page.h1s[:3]]
    raw += [
        (text, 1.0)
        for key in ("twitter:title", "headline", "parsely-title", "sailthru.title", "dc.title")
        for text in page.meta.get(key, ())[:1]
    ]
    if page.title:
        raw.append((page.title, 0.5))
    heads = {normal(text) for text, _ in raw}
    votes: dict[str, tuple[str, float]] = {}
    for text, weight in raw:
        text = clean(text, MAX_TITLE) or ""
        text = strip_site(text, names, heads)
        key = normal(text)
        if not key or key in names:
            continue
        kept, sum_ = votes.get(key, (text, 0.0))
        votes[key] = (kept, sum_ + weight)
    return list(votes.values())


def strip_site(text: str, names: Iterable[str], heads: Iterable[str] = ()) -> str:
    """`text` without the publisher's name before or after it.

    A piece goes when it is one of `names`, or when what is left stands elsewhere on the page as it is (`heads`);
    both are in `normal` form.
    """
    parts = list(_SEPARATOR.finditer(text))[:20]
    if not parts:
        return text
    names, heads = set(names), set(heads)
    for cut in parts:
        left = text[: cut.start()].strip()
        if normal(left) in heads and len(left) >= 10:
            return left
    for cut in reversed(parts):
        right = text[cut.end() :].strip()
        if normal(right) in heads and len(right) >= 10 and len(right) * 2 > len(text):
            return right
    last, first = parts[-1], parts[0]
    if normal(text[last.end() :]) in names:
        return text[: last.start()].strip()
    if normal(text[: first.start()]) in names:
        return text[first.end() :].strip()
    return text


def description(page: Page) -> str | None:
    """The page's own description: the first that isn't clipped, else the first."""
    found = [
        clean(page.stated("description")),
        *(clean(page.first(key)) for key in ("og:description", "description", "twitter:description")),
    ]
    kept = [text for text in found if text and len(text) > 10]
    return next((text for text in kept if not _CLIPPED.search(text)), kept[0] if kept else None)


def subtitle(page: Page, headline: str | None) -> str | None:
    """The line under the headline: JSON-LD's alternativeHeadline, or an element after h1 that is marked as one."""
    skip = {normal(headline or ""), *(normal(text) for text in page.h1s)}
    stated = clean(page.stated("alternativeHeadline", "alternateName"))
    if stated and len(stated) >= 15 and normal(stated) not in skip:
        return stated
    if not page.h1s:
        return None
    for element in find(_SUBTITLES, page.root)[:20]:
        marks = _CAMEL.sub("-", f"{element.get('class') or ''} {element.get('itemprop') or ''}"[:500])
        if _SUBTITLE_WORD.search(marks):
            text = text_of(element)
            if text and 20 <= len(text) <= 700 and normal(text) not in skip:
                return text
    return None


def section(page: Page) -> str | None:
    """The section that the page names: the last breadcrumb is the article itself and doesn't count."""
    for value in (
        *jsonld.as_list(page.stated("articleSection")),
        *page.meta.get("article:section", ()),
        *page.meta.get("parsely-section", ()),
        *page.meta.get("section", ()),
        *page.meta.get("articlesection", ()),
    ):
        text = clean(value)
        if text and len(text) <= 100 and not text.startswith("http"):
            return text
    return None


def tags(page: Page) -> list[str]:
    """Keywords as the page gives them: JSON-LD's, else article:tag, else news_keywords and keywords; at most 50."""
    sources = (
        jsonld.as_list(page.stated("keywords")),
        page.meta.get("article:tag", []),
        page.meta.get("news_keywords", []),
        page.meta.get("parsely-tags", []),
        page.meta.get("keywords", []),
    )
    for source in sources:
        texts = [text for value in source[:100] if (text := clean(value))]
        if len(texts) == 1:
            texts = re.split(r"[;|]" if ";" in texts[0] else r"[,،、，]", texts[0])
        kept = {text.strip().lower(): text.strip() for text in reversed(texts) if 1 < len(text.strip()) <= 80}
        if kept:
            return list(reversed(kept.values()))[:50]
    return []
