"""Finds the section of an article and its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import unquote, urlsplit

from newscrawl.extraction.page import jsonld
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.strings import clean, is_in, normal, plain, text_of

MAX_SECTION = 100
"""The most characters of a declared section. Longer texts are lists or sentences."""
MAX_LABEL = 60
"""The most characters of a link that names a section or a tag. Longer texts are headlines."""
MAX_TAG = 80
"""The most characters of a keyword. Longer texts are sentences."""
MAX_TAGS = 50
"""The most tags of a record, to bound its size."""
MAX_VALUES = 100
"""The most values of one source of keywords that are read, to bound the time."""
MAX_DEPTH = 6
"""The most segments of an address that are looked at as sections."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_TAXONOMY = re.compile(
    r"^(?:(?:section|category|topic|keyword|tag|type)\s?:"
    r"|(?:sections?|categor(?:y|ies)|topics?|tags?|organi[sz]ations?|persons?|places?)/)\s?(?=\S)",
    re.I,
)
# Keywords that a publishing system uses internally: "_prio_3", a UUID.
_INTERNAL = re.compile(r"_|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$")
_SEMICOLONS = re.compile(r"[;|]")
_COMMAS = re.compile(r"[,،、，]")


def section(page: Page) -> str | None:
    """Returns the section that the page declares; without one, the section in its address."""
    names = ("article:section", "parsely-section", "section", "articlesection")
    declared = (value for name in names for value in page.meta.get(name, ()))
    for value in (*jsonld.as_list(page.stated("articleSection")), *declared):
        text = (clean(value) or "").rstrip(" :")
        # Some pages write all their sections into one string. Then the first one counts.
        if "," in text.replace(", ", " ") or text.count(",") > 1:
            text = text.partition(",")[0]
        # A name with an underscore is internal to the publishing system: "news_news".
        if text and not text.startswith("http") and "_" not in text and len(text) <= MAX_SECTION:
            return text
    return _section_of_address(page)


def _section_of_address(page: Page) -> str | None:
    """Returns the text of the page's link to the nearest section above the article.

    For /world/2026/a-story this is the text of the link to /world: "World". The text must have the
    words of the address. Other texts, such as "More", don't name the section.
    """
    try:
        here = urlsplit(page.url)
    except ValueError:
        return None
    pieces = here.path.rstrip("/").split("/")[1:-1][:MAX_DEPTH]
    anchors = [(href.rstrip("/"), anchor) for href, anchor in page.anchors] if pieces else []
    for depth in range(len(pieces), 0, -1):
        path, words = "/" + "/".join(pieces[:depth]), normal(plain(unquote(pieces[depth - 1])))
        if not _WORD.search(words):
            continue
        for anchor in (anchor for href, anchor in anchors if href.endswith(path)):
            there = urlsplit(page.link(anchor.get("href")) or "")
            if (there.hostname, there.path.rstrip("/"), there.query) != (here.hostname, path, ""):
                continue
            text = text_of(anchor, MAX_LABEL + 1) or ""
            label = normal(plain(text))
            is_name = label and (label.startswith(words) or words.startswith(label))
            if is_name and len(text) <= MAX_LABEL and label not in page.outlet:
                return text
    return None


def tags(page: Page) -> list[str]:
    """Returns the keywords of the first source that has any, at most MAX_TAGS.

    The sources are JSON-LD, article:tag, news_keywords, parsely-tags, keywords, and links to tags.
    """
    names = ("article:tag", "news_keywords", "parsely-tags", "keywords")
    declared = (page.meta.get(name, []) for name in names)
    for source in (jsonld.as_list(page.stated("keywords")), *declared):
        texts = [text for value in source[:MAX_VALUES] if (text := clean(value))]
        pieces = (piece.strip() for text in texts for piece in _pieces(text, len(texts) == 1))
        words = (_TAXONOMY.sub("", piece.replace("\xad", "")) for piece in pieces)
        if kept := _distinct(
            word
            for word in words
            if 1 < len(word) <= MAX_TAG and "://" not in word and not _INTERNAL.match(word)
        ):
            return kept
    # WordPress marks tags by rel="tag", and categories by rel="category tag".
    marked = (
        anchor
        for _, anchor in page.anchors
        if "tag" in (rel := anchor.get("rel") or "").split() and "category" not in rel
    )
    linked = islice((anchor for anchor in marked if not is_in(anchor, "nav", "aside")), MAX_TAGS)
    texts = [text_of(anchor, MAX_LABEL + 1) or "" for anchor in linked]
    return _distinct(text for text in texts if 1 < len(text) <= MAX_LABEL)


def _distinct(words: Iterable[str]) -> list[str]:
    """Returns the first MAX_TAGS of these words, each only once in its first spelling."""
    kept: dict[str, str] = {}
    for word in words:
        kept.setdefault(word.lower(), word)
    return list(kept.values())[:MAX_TAGS]


def _pieces(text: str, alone: bool) -> list[str]:
    """Returns the keywords in one string.

    If the string is the only one of its source (`alone`), it is a list. One of several strings is a
    list only if it has two commas or more.
    """
    if ";" in text and alone:
        return _SEMICOLONS.split(text)
    return _COMMAS.split(text) if alone or text.count(",") > 1 else [text]
