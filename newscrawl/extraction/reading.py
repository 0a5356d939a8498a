"""Reads a page's HTML into its complete record, without a crawl.

`read_article` extracts the article and passes it through `STAGES` in order. The item pipelines of
a crawl call the same functions in the same order. Facts that only a crawl knows stay null or
empty: the section, the crawl's id, copies in other records, lines that repeat on the site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from newscrawl.extraction import page_kinds
from newscrawl.extraction.agencies import dateline_of, signed_by
from newscrawl.extraction.article import extract
from newscrawl.extraction.facts import language
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.tags import MAX_ATTRIBUTES, exceeds
from newscrawl.extraction.profile import Profile
from newscrawl.items import DOUBTED, Article, Fix, Removed
from newscrawl.text.boilerplate import Frame, Stripped, strip
from newscrawl.text.clean import clean, is_text
from newscrawl.text.completeness import judge
from newscrawl.text.compose import compose
from newscrawl.text.declared_length import Unit
from newscrawl.text.memory import SiteFindings
from newscrawl.text.repair import Repaired, repair
from newscrawl.text.tokens import count
from newscrawl.text.veiled import veiled
from newscrawl.text.witnesses import Facts

Stage = Callable[[Article], Counter[str]]
"""Changes an article and returns how often each event happened, such as {"truncated": 1}."""

DOUBT = "The text may not be the article, or not all of it: its confidence is low"


def read_article(
    html: bytes | str,
    url: str,
    *,
    headers: Mapping[str, Any] | None = None,
    status: int | None = None,
    fetched_at: datetime | str | None = None,
    publisher: Profile | None = None,
) -> Article:
    """Returns the complete record of a page: facts, text, what was removed, and whether the text
    is whole.

    `html` is the page as the server sent it (bytes, whose encoding is found), or as text. `url` is
    its absolute address. `headers` are the server's: Content-Type gives the encoding or
    text/plain, X-Robots-Tag and others state rights. `fetched_at` is an aware datetime or an ISO
    8601 string: no article is from a later day. `publisher` is the publisher's profile, with its
    time zone for example.

    A page without an article, and binary data, give a record with an empty `text`. Raises
    ValueError if `url` is not absolute, or if a tag has so many attributes that the page would take
    minutes.

    >>> record = read_article("<h1>Harbour</h1><p>The ferry came back on Monday.</p>", "https://paper.example/a")
    >>> record.text
    'The ferry came back on Monday.'
    >>> record.to_dict()["word_count"]
    6
    """
    if not urlsplit(url).scheme:
        raise ValueError(
            f"url={url!r} is not absolute: give one such as https://paper.example/news/1"
        )
    document = Document.of(html, url, headers or {}, status)
    check_attributes(document)
    article = extract(document, profile=publisher, fetched_at=fetched_at)
    for stage in STAGES.values():
        stage(article)
    return article


def check_attributes(document: Document) -> None:
    """Raises ValueError if a page has too many attributes to be parsed in seconds."""
    if document.kind == "html" and exceeds(document.readable, len(document.readable)):
        raise ValueError(
            f"{document.url} is not read, because it has too many attributes in its tags: "
            f"{MAX_ATTRIBUTES} in one tag are the most"
        )


def repair_strings(article: Article) -> Counter[str]:
    """Repairs the characters in all strings of the article, and lists the repairs in `fixes`."""
    names = "title subtitle description section page_section agency dateline".split()
    slots: list[tuple[Any, str]] = [(article, name) for name in names]
    slots += [(block, name) for block in article.blocks for name in ("text", "credit")]
    slots += [(image, name) for image in article.images for name in ("caption", "credit")]
    slots += [(author, "name") for author in article.authors]
    slots += [(line, "text") for line in article.evidence.dropped]
    filled = [(part, name, value) for part, name in slots if (value := getattr(part, name))]
    given = [value for _, _, value in filled] + article.tags
    # Evidence is repaired too, but its repairs are not counted, because it is not part of the
    # record.
    behind, titles = article.evidence.after, article.evidence.titles
    repaired = repair([*given, *(block.text for block in behind), *titles], article.language)
    for (part, name, before), after in zip(filled, repaired.parts, strict=False):
        if after != before:
            setattr(part, name, after)
    article.tags = repaired.parts[len(filled) : len(given)]
    for block, text in zip(behind, repaired.parts[len(given) :], strict=False):
        block.text = text
    article.evidence.titles = repaired.parts[len(given) + len(behind) :]
    article.blocks = [block for block in article.blocks if block.text]
    changes = [change for change in repaired.changes if change.where < len(given)]
    article.attach(Repaired(repaired.parts[: len(given)], changes))
    counts = Counter(change.rule for change in changes)
    # an article may pass a stage twice
    earlier = Counter({fix.rule: fix.count for fix in article.fixes})
    article.fixes = [Fix(rule, number) for rule, number in (earlier + counts).items()]
    return counts + Counter(articles=1) if counts else counts


def remove_boilerplate(article: Article) -> Counter[str]:
    """Moves to `removed` what a preview, paywall or other frame added to the text or put in its
    place.
    """
    if article.attached(Frame) is not None:  # nothing is removed from an article a second time
        return Counter()
    hidden = veiled(article.blocks)
    unread = [
        Removed(article.blocks[at].text, rule, article.blocks[at].place)
        for at, rule in sorted(hidden.items())
    ]
    article.blocks = [block for place, block in enumerate(article.blocks) if place not in hidden]
    found = _stripped(article)
    article.blocks = found.blocks
    article.attach(replace(found.signals, veiled=unread[0].text if unread else None))
    taken = [*article.evidence.dropped, *unread, *found.removed]
    article.removed, article.evidence.dropped = [*article.removed, *taken], []
    counts = Counter(line.rule for line in taken)
    return counts + Counter(articles=1) if found.removed else counts


def _stripped(article: Article) -> Stripped:
    """Returns the article's blocks without the lines of its site, and what these lines say."""
    return strip(article.blocks, after=article.evidence.after, language=article.language)


def full_text_url(article: Article) -> str | None:
    """Returns the whole article's address, such as that of a "Read full article" link, or None."""
    return _stripped(article).signals.full_text_url


def judge_completeness(article: Article) -> Counter[str]:
    """Decides whether the article is complete, with a probability and reasons."""
    page, frame = article.evidence, article.attached(Frame) or Frame()
    counting = site.counting if (site := article.attached(SiteFindings)) else None
    # A site with "markup" declares counts well above the words of its articles. Such a count does
    # not show that the text is cut.
    if counting == "markup":
        page = replace(page, declared_words=None)
    unit: Unit | None = counting if counting in ("words", "characters") else None
    if page.source == "page" and not page_kinds.shows_article(article):
        page = replace(page, is_article=False)
    words = count(compose(article.blocks))
    beside = [text for text in (article.title, article.description) if text]
    facts = Facts(article.blocks, page, frame, words, unit, beside)
    verdict = judge(facts, article.publisher.domain)
    article.truncated, article.completeness = verdict.truncated, verdict.completeness
    article.access = verdict.access or article.access
    counts = Counter[str]()
    if not words:
        article.confidence = 0.0  # nothing was chosen, or no line of it is the article's
    if _is_doubted(article):
        article.truncated, article.completeness.kind = None, "extraction_gap"
        article.completeness.reason = (
            f"{DOUBT} ({article.confidence:.2f}). {article.completeness.reason}"
        )
        counts["doubted"] = 1
    counts[article.verdict] = 1
    if article.truncated:
        counts[f"kind/{article.completeness.kind or 'unknown'}"] = 1
    return counts


def _is_doubted(article: Article) -> bool:
    """Returns whether the extraction may have failed, and nothing shows that the publisher cut the
    text.
    """
    return article.confidence is not None and article.confidence < DOUBTED and not article.truncated


def clean_values(article: Article) -> Counter[str]:
    """Removes what records must not hold: control characters, texts without words, unknown
    languages.
    """
    if not is_text(article.blocks):
        article.blocks = []
    clean(article)
    article.language = language.tag(article.language)
    article.language_source = article.language_source if article.language else None
    return Counter()


def compose_text(article: Article) -> Counter[str]:
    """Composes `text`, `word_count`, `id` and `revision` from the blocks. Reads dateline and
    agency from the text.

    This is the last stage: no later one changes blocks.
    """
    article.text = compose(article.blocks)
    article.word_count = count(article.text)
    article.id = digest(article.canonical_url or article.text)
    article.revision = digest(f"{article.title or ''}\n\n{article.text}")
    # The dateline is read from the repaired text: its final dash is often damaged.
    paragraphs = [block.text for block in article.blocks if block.type == "paragraph"]
    place, agency = dateline_of(paragraphs)
    article.dateline = article.dateline or place
    article.agency = article.agency or agency or (signed_by(paragraphs[-1]) if paragraphs else None)
    return Counter()


def digest(text: str) -> str:
    """Returns the first 32 hex digits of SHA-256."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


STAGES: dict[str, Stage] = {
    "repair": repair_strings,
    "boilerplate": remove_boilerplate,
    "completeness": judge_completeness,
    "clean": clean_values,
    "compose": compose_text,
}
"""The stages after extraction, in this order. The pipelines of these names run the same functions.
"""
