"""The record: `Article` and its parts, as dataclasses in the order in which they are exported.

docs/record.md explains every field; schema/article-1.json is the schema. Fields marked HIDDEN go
from extraction to the pipelines and are never exported.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

from newscrawl.version import __version__

T = TypeVar("T")

EXTRACTOR = f"newscrawl/{__version__}"
"""The version that made a record, for its `extractor`."""
HIDDEN = {"exported": False}

BlockType = Literal["paragraph", "heading", "quote", "list_item", "table_row", "caption", "embed"]
IN_TEXT = frozenset({"paragraph", "heading", "quote", "list_item", "table_row"})
"""The block types that are the article's own words. Captions and embeds are only in `blocks`."""
ViaKind = Literal["section", "feed", "sitemap", "news_sitemap", "archive", "preview", "seed"]
Kind = Literal[
    "aggregator_preview",
    "paywall",
    "registration",
    "teaser",
    "lead_only",
    "paginated",
    "feed_excerpt",
    "extraction_gap",
]
Basis = Literal["declared", "word_count", "character_count", "feed"]
Cut = Literal["mid_word", "mid_sentence", "sentence_end"]
Counting = Literal["words", "characters", "markup", "other"]
"""The unit of a declared word count. "markup" is between the counts of words and of characters."""
DOUBTED = 0.84
"""A text of lower confidence is never called whole. On folds of the fitting half this doubts 2 % of
the good texts (F1 of .8 and more); on the checking half it doubts 3 % of those of F1 .7 and more.
"""
Verdict = Literal["whole", "truncated", "unknown"]
Access = Literal["free", "metered", "registration", "subscriber"]


@dataclass
class Publisher:
    """The publisher that served the page. `id` is the spider's name, or the domain if there is no
    spider. `country` is ISO 3166 alpha-2.
    """

    id: str | None = None
    name: str | None = None
    domain: str | None = None
    country: str | None = None


@dataclass
class Via:
    """How the article was found, and the address that links to it (section, feed, sitemap, …)."""

    kind: ViaKind
    url: str | None = None


@dataclass
class Author:
    """A credited person or organisation (an agency, an outlet), as in schema.org's `author`."""

    name: str
    url: str | None = None
    type: Literal["Person", "Organization"] = "Person"


@dataclass
class Link:
    text: str
    url: str


@dataclass
class Block:
    """One block of the body, in page order.

    `level` (1 to 6) is for headings, `credit` for captions. `links` are the block's own anchors.
    `where` is its place in the page (tag and class), for rules. `place` is its number among the
    page's texts, for `explain`.
    """

    type: BlockType
    text: str
    level: int | None = None
    credit: str | None = None
    links: list[Link] = field(default_factory=list, metadata=HIDDEN)
    where: str = field(default="", metadata=HIDDEN)
    place: int | None = field(default=None, compare=False, repr=False, metadata=HIDDEN)


@dataclass
class Image:
    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass
class Evidence:
    """Evidence for a cut (positive `weight`) or against it (negative). `weight` is in log-odds."""

    signal: str
    where: str
    quote: str | None
    weight: float


@dataclass
class Completeness:
    """Why `truncated` has its value. `probability` tells how likely a cut is. Fractions are 0 to 1."""

    probability: float | None = None
    kind: Kind | None = None
    estimated_total_words: int | None = None
    delivered_fraction: float | None = None
    fraction_basis: Basis | None = None
    cut: Cut | None = None
    full_text_url: str | None = None
    publisher_name: str | None = None
    evidence: list[Evidence] = field(default_factory=list)
    reason: str | None = None


@dataclass
class Removed:
    """A removed line, the rule that removed it, and its number among the page's texts."""

    text: str
    rule: str
    place: int | None = field(default=None, compare=False, repr=False, metadata=HIDDEN)


@dataclass
class Fix:
    """A kind of repair, and how often it was made."""

    rule: str
    count: int


@dataclass
class AiUsage:
    """An AI preference: the place that states it, the use, and its value, verbatim."""

    source: str
    usage: str
    value: str


@dataclass(frozen=True)
class RslLicense:
    """The address of a licence in RSL (Really Simple Licensing), and the place that states it."""

    source: str
    url: str


@dataclass
class Rights:
    robots_meta: list[str] = field(default_factory=list)
    tdm_reservation: Literal[0, 1] | None = None
    tdm_policy: str | None = None
    ai_usage: list[AiUsage] = field(default_factory=list)
    license: str | None = None
    rsl: list[RslLicense] = field(default_factory=list)


@dataclass
class Part:
    """A part that JSON-LD's hasPart declares. `words` is None if no element matches the selector."""

    selector: str
    free: bool | None
    words: int | None


@dataclass
class Listing:
    """How much of a page is a list of other stories.

    `cards` is the number of headings that are links, each wording once. `linked` is the share of
    the page's characters in links with a headline's length. `declared` is True if JSON-LD calls
    the page a list, `live` if it calls it a live blog.
    """

    cards: int = 0
    linked: float = 0.0
    declared: bool = False
    live: bool = False


@dataclass
class PageEvidence:
    """What the page says outside its body. Extraction writes it, later stages read it, no feed
    exports it.

    - `source`: the source of the text: a whole "page", plain "text", or a "feed" alone.
    - `is_article`: True if the page declares itself an article (og:type, JSON-LD), None if it says
      nothing. For the verdict: False if nothing else shows it either (extraction.page_kinds).
    - `listing`: how much of the page is a list of other stories.
    - `after`: the text blocks behind the body's end, in page order.
    - `dropped`: the lines that extraction removed from the body, with its rules.
    - `jsonld_body`, `feed_text`: the texts in JSON-LD's articleBody and in the feed.
    - `declared_words`: the number of words that the page declares.
    - `free`: schema.org's isAccessibleForFree; `tier`: article:content_tier; `parts`: schema.org's
      hasPart.
    - `next_page`: the address in rel=next if it is a page of this article; `pages`: its further
      pages. Pages whose text was joined are in neither.
    - `recovered`: how much text was read from the page's data beyond the visible text.
    - `too_deep`: the parser cut the tree; `too_long`: the page was not read to its end.
    - `data_unread`: some JSON-LD could not be read.
    - `titles`: the other forms of the title on the page.
    """

    source: Literal["page", "text", "feed"] = "text"
    is_article: bool | None = None
    listing: Listing = field(default_factory=Listing)
    after: list[Block] = field(default_factory=list)
    dropped: list[Removed] = field(default_factory=list)
    jsonld_body: str | None = None
    feed_text: str | None = None
    declared_words: int | None = None
    free: bool | None = None
    tier: str | None = None
    parts: list[Part] = field(default_factory=list)
    next_page: str | None = None
    pages: list[str] = field(default_factory=list)
    recovered: str | None = None
    too_deep: bool = False
    too_long: bool = False
    data_unread: bool = False
    titles: list[str] = field(default_factory=list)


@dataclass
class Article:
    """One record. Unknown is None, an empty list is [], dates are strings (docs/record.md)."""

    schema: str = "newscrawl/article/1"
    id: str | None = None
    revision: str | None = None
    url: str | None = None
    requested_url: str | None = None
    canonical_url: str | None = None
    declared_canonical: str | None = None
    http_status: int | None = None
    fetched_at: str | None = None
    crawl_id: str | None = None
    publisher: Publisher = field(default_factory=Publisher)
    section: str | None = None
    page_section: str | None = None
    via: Via | None = None
    title: str | None = None
    subtitle: str | None = None
    description: str | None = None
    tags: list[str] = field(default_factory=list)
    language: str | None = None
    language_source: str | None = None
    authors: list[Author] = field(default_factory=list)
    agency: str | None = None
    dateline: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    date_source: str | None = None
    date_precision: str | None = None
    date_zone: Literal["stated", "publisher"] | None = None
    date_raw: str | None = None
    text: str = ""
    word_count: int = 0
    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    confidence: float | None = None
    truncated: bool | None = None
    completeness: Completeness = field(default_factory=Completeness)
    access: Access | None = None
    removed: list[Removed] = field(default_factory=list)
    fixes: list[Fix] = field(default_factory=list)
    duplicate_of: str | None = None
    rights: Rights = field(default_factory=Rights)
    extractor: str = EXTRACTOR
    evidence: PageEvidence = field(default_factory=PageEvidence, metadata=HIDDEN)
    attachments: dict[type, Any] = field(default_factory=dict, repr=False, metadata=HIDDEN)

    @property
    def verdict(self) -> Verdict:
        """What `truncated` says, in a word."""
        if self.truncated is None:
            return "unknown"
        return "truncated" if self.truncated else "whole"

    def attach(self, finding: object) -> None:
        """Keeps a finding for later stages. It replaces the last one of its class."""
        self.attachments[type(finding)] = finding

    def attached(self, kind: type[T]) -> T | None:
        """Returns the finding of this class that an earlier stage attached, or None."""
        return self.attachments.get(kind)

    def to_dict(self) -> dict[str, Any]:
        """Returns the record as plain dicts and lists, with the keys of feeds, in the same order."""
        plain: dict[str, Any] = _plain(self)
        return plain


@dataclass
class Tombstone:
    """Says that a delivered article was deleted: its page answers 404 or 410.

    `id` and `url` are the article's. `deleted_at` is when a crawl first got this answer. `mark` is
    written to the state once the tombstone is durable.
    """

    schema: str = "newscrawl/tombstone/1"
    id: str | None = None
    url: str | None = None
    http_status: int | None = None
    deleted_at: str | None = None
    crawl_id: str | None = None
    publisher: Publisher = field(default_factory=Publisher)
    extractor: str = EXTRACTOR
    mark: Any = field(default=None, metadata=HIDDEN)


def as_instant(moment: datetime) -> str:
    """Returns an aware time as records have it, in UTC and to the second: "2026-11-20T06:00:00Z"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def json_schema(name: str = "article-1") -> dict[str, Any]:
    """Returns the JSON Schema (2020-12) of a record, or with "tombstone-1" of a tombstone."""
    schema = files(__package__).joinpath("schema", f"{name}.json")
    loaded: dict[str, Any] = json.loads(schema.read_text("utf-8"))
    return loaded


def to_json_object(part: Any) -> dict[str, Any]:
    """Returns the exported fields of a part of the record, for `default=` of json.dumps."""
    left_out = hidden(part.__class__)
    return {name: value for name, value in vars(part).items() if name not in left_out}


@cache
def hidden(kind: type) -> frozenset[str]:
    """Returns the names of a dataclass's fields that are never exported."""
    return frozenset(f.name for f in fields(kind) if f.metadata.get("exported") is False)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {name: _plain(one) for name, one in to_json_object(value).items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
