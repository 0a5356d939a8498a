"""Extracts an Article from a document. The page is parsed once, and its tree is never changed. No
function uses files or the network.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import unescape
from itertools import takewhile
from urllib.parse import urlsplit

from newscrawl.extraction.addresses import registrable
from newscrawl.extraction.body import blocks, choice, embedded, listing
from newscrawl.extraction.body.captions import is_caption
from newscrawl.extraction.facts import all_facts, images, language
from newscrawl.extraction.facts.dateparse import date_share
from newscrawl.extraction.page import access
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.page.page_reader import read_page
from newscrawl.extraction.page.parsing import parse
from newscrawl.extraction.profile import Profile
from newscrawl.extraction.strings import collapse, normal
from newscrawl.items import Article, Block, PageEvidence, Publisher, Removed, Via, as_instant
from newscrawl.text.completeness import holds_back
from newscrawl.text.compose import compose
from newscrawl.text.segment import segment
from newscrawl.text.sentences import ENDS
from newscrawl.text.tokens import count, count_to

ENOUGH = 20
"""If a page shows fewer words, any longer text in its data replaces what it shows."""
FEW, LITTLE = 100, 200
"""If a page shows fewer words than the first number, JSON-LD's text may replace them (`_TIMES`). If
a page shows fewer words than the second number, the texts in its scripts are read too.
"""
SURE, UNSURE = 0.9, 0.5
"""The confidence of a text without markup from a page's data, which the model can't judge. UNSURE
holds if the page shows an article and the text has over `MOST_TIMES` as many words, else SURE.
"""
MOST_TIMES = 2
"""If a page shows an article and its data has more than twice as many words, the further words may
be comments or other stories. Chosen by hand: two such pages are known.
"""
_FULLER = 1.4
"""Another copy of the text replaces the shown text if it is so many times as long and contains
most of the shown text. JSON-LD's text may have captions and boxes that make it a third longer.
"""
_MARK = 40
"""First characters of a paragraph that are searched in another copy of the text."""
_BEGUN = 0.8
"""Share of the shown paragraphs that must begin in a copy of the text: a copy may lack a caption
or a box. Chosen by hand.
"""
_MANY_H1S = 3
"""A page with so many h1 elements writes section headings as h1 too, so only one of its h1
elements is the headline.
"""
_AFTER_BODY = 4
"""Lines after the text in which a request to subscribe or to log in is looked for."""
_TIMES = 3
"""JSON-LD's text replaces a short text if it has over three times as many words. Chosen by hand."""
_ABOVE, _INSIDE = (100, 6), (60, 2)
"""A byline has fewer characters than the first number, and at most so many words besides the names
as the second says: above the text, and inside the text. "By A. Example, political editor in
Brussels" has five such words. A longer line inside the text is a sentence that names someone.
"""
_DATE_LINE = 0.6
"""A short line above the text with a larger share of its characters in dates is a date. Of 31 such
lines on labelled pages, 29 are not in the article's text.
"""
_HEAD = 4
"""First blocks of an article in which a byline with a date is looked for: a caption and a standfirst
may stand before it.
"""
_WITH_DATE = 0.15
"""A line with a larger share of its characters in dates has a date beside its names and labels."""
_CLOCK = re.compile(r"\b\d{1,2}[:.hH]\d{2}\b")
_TAG = re.compile(r"<[^<>]{0,500}>")


def extract(
    document: Document,
    *,
    via: Via | None = None,
    profile: Profile | None = None,
    requested_url: str | None = None,
    fetched_at: datetime | str | None = None,
    page: Page | None = None,
) -> Article:
    """Returns the article of a document: the body and facts of an HTML page, or the blocks of a
    plain text.

    `via` says how the article was found. `profile` is the publisher's profile. `requested_url` is
    the address before redirects. `fetched_at` is None if it is unknown. `page` is the result of
    `read_page`, for callers that have it already.
    """
    article = Article(url=document.url, requested_url=requested_url or document.url, via=via)
    article.fetched_at = as_instant(fetched_at) if isinstance(fetched_at, datetime) else fetched_at
    article.http_status = document.status
    if document.kind != "html":
        article.blocks = segment(document.text) if document.kind == "text" else []
        article.language, article.language_source = language.language(None, compose(article.blocks))
        return article
    page = page or read_page(document)
    _body(article, page)
    _drop_false_captions(article)
    figures = article.images
    all_facts.fill(article, page, profile)
    article.images = images.merge([*figures, *article.images])
    _drop_bylines(article)
    _lead_and_subtitle(article)
    article.publisher = _publisher(page, profile)
    return article


def _body(article: Article, page: Page) -> None:
    """Fills in the article's blocks, figures and confidence, and the evidence about them."""
    article.evidence.source, article.evidence.data_unread = "page", page.data_unread
    if page.root is None:
        return
    tree = blocks.tree_of(page.root)
    hints = body_hints(page)
    evidence = article.evidence
    evidence.jsonld_body = hints.stated
    found = choice.choose(tree, hints)
    evidence.listing = listing.measure(tree.blocks, page.nodes, bool(page.articles))
    tree.release()
    found = _recovered(found, hints, page, evidence) or found
    article.blocks, article.images, article.confidence = (
        found.blocks,
        found.images,
        found.confidence,
    )
    evidence.after, evidence.dropped = found.after, found.dropped
    evidence.too_deep, evidence.too_long = tree.too_deep, tree.too_long
    evidence.is_article = bool(page.articles) or page.first("og:type") == "article" or None


def body_hints(page: Page) -> choice.Hints:
    """Returns what a page's head and data say about its body."""
    headlines = page.h1s if len(page.h1s) < _MANY_H1S else [page.heading_text]
    declared = [page.title, *page.meta.get("og:title", ()), *page.meta.get("twitter:title", ())]
    declared += [node.get("headline") for node in page.articles]
    declared = [title for title in declared if isinstance(title, str)]
    stated = page.stated("articleBody")
    return choice.Hints(
        titles=[*filter(None, headlines), *declared],
        declared=declared,
        description=page.first("og:description", "description", "twitter:description"),
        stated=stated if isinstance(stated, str) else None,
        base=page.base,
    )


def _recovered(
    found: choice.Body, hints: choice.Hints, page: Page, evidence: PageEvidence
) -> choice.Body | None:
    """Returns the body from the page's data if the data has a longer copy of the shown text; else
    None.

    A text that the page calls paid, or that ends with a request to subscribe, stays as shown. The
    evidence notes what was recovered: "12 words shown, 640 in jsonld".
    """
    text, stated = compose(found.blocks), evidence.jsonld_body
    shown = count_to(LITTLE, text)
    if shown >= LITTLE and len(stated or "") <= _FULLER * len(text):
        return None  # nearly all pages end here
    if shown >= ENOUGH and (
        access.free(page) is False
        or any(holds_back(block.text) for block in found.after[:_AFTER_BODY])
    ):
        return None
    copies = [("jsonld", stated)]
    if shown < LITTLE:
        copies.append(("state", embedded.longest_text(page.root)))
        copies.append(("a part of its own", embedded.longest_part(page.root)))
    for where, copy in copies:
        if not copy or len(copy) <= _FULLER * len(text) or count_to(2 * ENOUGH, copy) < 2 * ENOUGH:
            continue
        stub = shown < ENOUGH or (
            where == "jsonld" and shown < FEW and _TIMES * shown < count(copy)
        )
        if not stub and not _is_copy(found.blocks, copy):
            continue
        fuller = _read(copy, hints)
        before, held = count(text), count(compose(fuller.blocks))
        if held <= _FULLER * before:
            continue
        fuller.images = fuller.images or found.images
        if fuller.confidence is None:
            fuller.confidence = SURE if before < FEW or held <= MOST_TIMES * before else UNSURE
        evidence.recovered = f"{before} words shown, {held} in {where}"
        return fuller
    return None


def _is_copy(shown: Sequence[Block], copy: str) -> bool:
    """Returns whether a text is a copy of the article: it contains the beginnings of most of the
    shown paragraphs.
    """
    plain = collapse(_TAG.sub("", unescape(unescape(copy))))
    marks = [
        block.text[:_MARK]
        for block in shown
        if block.type == "paragraph" and len(block.text) >= _MARK
    ]
    return bool(marks) and sum(mark in plain for mark in marks) >= _BEGUN * len(marks)


def _read(text: str, hints: choice.Hints) -> choice.Body:
    """Returns the body of a text from a page's data. If the text is HTML, it gets a tree too."""
    if "<" not in text:
        return choice.Body(segment(text))
    root = parse(f"<html><body>{text}</body></html>".encode("utf-8", "replace"), "utf-8")
    return choice.Body() if root is None else choice.choose(blocks.tree_of(root), hints)


def _drop_false_captions(article: Article) -> None:
    """Removes lines in a caption's place that are not captions: player labels, forms."""
    captions = [block for block in article.blocks if block.type == "caption"]
    false = [one for one in captions if not is_caption(one.text, one.credit, one.where)]
    _drop(article, false, "extraction.caption")


def _drop_bylines(article: Article) -> None:
    """Removes lines that are little more than an author's name, and above the body lines of names
    and dates, and dates.

    Names stand above the body, between a live blog's entries, and under portraits. The last line of
    the text stays, because letters and columns are signed there.
    """
    names = [author.name.casefold() for author in article.authors]
    above = sum(1 for _ in takewhile(_is_short, article.blocks))
    bylines = [
        block
        for place, block in enumerate(article.blocks[:-1])
        if _is_byline(block, names, *(_ABOVE if place < above else _INSIDE))
        or (place < _HEAD and _is_short(block) and _is_dated_byline(block.text, names))
    ]
    _drop(article, bylines, "extraction.byline")
    head = takewhile(_is_short, article.blocks[:-1])
    dates = [block for block in head if date_share(block.text) > _DATE_LINE]
    _drop(article, dates, "extraction.date_line")


def _is_short(block: Block) -> bool:
    return block.type == "paragraph" and len(block.text) < _ABOVE[0]


def _is_dated_byline(text: str, names: Sequence[str]) -> bool:
    """Returns whether a line has one of the names and a day or a time, and is no sentence:
    "By A. Example, published on 3 May at 10:42, updated at 11:15".
    """
    known = text.casefold()
    is_dated = date_share(text) > _WITH_DATE or _CLOCK.search(text) is not None
    return is_dated and text[-1] not in ENDS and any(name in known for name in names)


def _is_byline(block: Block, names: Sequence[str], longest: int, most: int) -> bool:
    """Returns whether a line is shorter than `longest` and has one of the names and at most `most`
    further words.
    """
    is_line = block.type == "paragraph" or (block.type == "caption" and not block.credit)
    if not is_line or len(block.text) >= longest:
        return False
    text = block.text.casefold()
    named = [name for name in names if name in text]
    return bool(named) and count(text) - sum(map(count, named)) <= most


def _drop(article: Article, unwanted: Sequence[Block], rule: str) -> None:
    """Moves blocks to `evidence.dropped`, and takes their texts from the images."""
    gone = {id(block) for block in unwanted}
    article.blocks = [block for block in article.blocks if id(block) not in gone]
    article.evidence.dropped += [Removed(block.text, rule, block.place) for block in unwanted]
    texts = {block.text for block in unwanted}
    for image in article.images:
        image.caption = None if image.caption in texts else image.caption


def _lead_and_subtitle(article: Article) -> None:
    """Gives the article its standfirst as subtitle, unless the page declares a subtitle or the
    standfirst has the headline in it.
    """
    lead = next((block for block in article.blocks[:1] if block.where == choice.LEAD), None)
    title = normal(article.title or "")
    if lead and not article.subtitle and not (title and title in normal(lead.text)):
        article.subtitle = lead.text


def _publisher(page: Page, profile: Profile | None) -> Publisher:
    if profile is not None:
        name = profile.name or next(iter(page.site_names), profile.domain)
        return Publisher(profile.id, name, profile.domain, profile.country)
    domain = registrable(urlsplit(page.url).hostname or "") or None
    return Publisher(domain, next(iter(page.site_names), None), domain, None)
