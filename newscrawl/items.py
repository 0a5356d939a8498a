"""The record: `Article` and its parts, as dataclasses in the order in which they are exported.

docs/record.md explains every field for its readers, schema/article-1.json holds it for machines.
Fields marked HIDDEN travel from the extraction to the pipelines and are never exported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from newscrawl.version import __version__

if TYPE_CHECKING:
    from newscrawl.state import Mark, Page
    from newscrawl.text.boilerplate import Frame, Stripped
    from newscrawl.text.memory import SiteMemory

HIDDEN = {"exported": False}

BlockType = Literal["paragraph", "heading", "quote", "list_item", "table_row", "caption", "embed"]
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
"""What declared word counts count; "markup" is well above the words, and below the characters."""
Access = Literal["free", "metered", "registration", "subscriber"]


@dataclass
class Publisher:
    """Who served the page. `id` is the spider's name, or the domain where there is no spider; country is ISO 3166 alpha-2."""

    id: str | None = None
    name: str | None = None
    domain: str | None = None
    country: str | None = None


@dataclass
class Via:
    """How the article was found: `url` is the section, feed, sitemap, archive or preview that named it."""

    kind: ViaKind
    url: str | None = None


@dataclass
class Author:
    """Whom the page credits: a person, or an organisation (an agency, an outlet), as schema.org's `author` may be either."""

    name: str
    url: str | None = None
    type: Literal["Person", "Organization"] = "Person"


@dataclass
class Link:
    text: str
    url: str


@dataclass
class Block:
    """One piece of the body in page order. `level` (1 to 6) is for headings, `credit` for captions.

    `links` are the block's own anchors, `where` is its place in the page (tag and class), for rules and for `explain`.
    """

    type: BlockType
    text: str
    level: int | None = None
    credit: str | None = None
    links: list[Link] = field(default_factory=list, metadata=HIDDEN)
    where: str = field(default="", metadata=HIDDEN)


@dataclass
class Image:
    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass
class Evidence:
    """One piece of evidence for or against a cut. `weight` is in log-odds: above 0 it speaks for a cut, below against."""

    signal: str
    where: str
    quote: str | None
    weight: float


@dataclass
class Completeness:
    """Why `truncated` says what it says. `probability` is that of being truncated; fractions are 0 to 1."""

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
    """A line taken out as boilerplate, and the rule that did it."""

    text: str
    rule: str


@dataclass
class Fix:
    """A kind of repair made to the text, and how often."""

    rule: str
    count: int


@dataclass
class AiUsage:
    """An AI preference as stated by the page: where (`source`), of what (`usage`), and its `value`, verbatim."""

    source: str
    usage: str
    value: str


@dataclass
class Rights:
    robots_meta: list[str] = field(default_factory=list)
    tdm_reservation: Literal[0, 1] | None = None
    tdm_policy: str | None = None
    ai_usage: list[AiUsage] = field(default_factory=list)
    license: str | None = None


@dataclass
class Part:
    """A piece of the page that JSON-LD's hasPart declares: its selector, whether it is free, and the words that it holds (None: no match)."""

    selector: str
    free: bool | None
    words: int | None


@dataclass
class Listing:
    """How much of a page is a list of other stories.

    `cards` are the headings that are links, each wording once. `linked` is the share of the page's characters in links
    with a headline's length. `declared` says that JSON-LD calls the page a list, `live` that it calls it a live blog.
    """

    cards: int = 0
    linked: float = 0.0
    declared: bool = False
    live: bool = False


@dataclass
class PageEvidence:
    """What the page says beside its body: read by the pipelines, never exported.

    `source` tells what the text came from: a whole "page", plain "text" without one, or a "feed"'s text alone.
    `is_article` is True where the page declares itself an article (og:type, JSON-LD), None where it says nothing.
    `listing` says how much of the page is a list of other stories.
    `after` are the text blocks that follow the body's end in page order and were not taken into it; `dropped` are the
    lines that extraction itself took out of the body, with its rules. `jsonld_body`, `feed_text` are the texts that JSON-LD's
    articleBody and the feed give. `free` is isAccessibleForFree, `tier` article:content_tier. `next_page` is rel=next to
    another page of the same article, `pages` the addresses of its further pages, `pages_joined` how many pages the text
    was joined from. `faded` quotes markup that fades or blurs the text, `veiled` what stands in its place and can't be read;
    `recovered` says how much more of the text than is shown was read from the page's data. `too_deep` says that the parser cut
    the tree, `too_long` that not all of it was read, `data_unread` that JSON-LD of it could not be.
    `frame` is what the boilerplate around the body said, once that pipeline has read it, `stripped` the lines that were looked
    through for boilerplate last, with the result. `titles` are the other forms of
    the title that the page gives, `stated_title` the title as this page alone gave it, before its site's habit was heeded.
    `counting` is what this site's declared word counts are known to count, `memory` its site's memory. `keys` are those of
    the addresses that led to the article, `declared_key` that of its canonical one where it is none of these. `known` is the
    last delivery from the former, `namesake` that from the latter, `mark` what the state will know once the record is durable.
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
    pages_joined: int = 1
    faded: str | None = None
    veiled: str | None = None
    recovered: str | None = None
    too_deep: bool = False
    too_long: bool = False
    data_unread: bool = False
    frame: Frame | None = None
    stripped: tuple[list[str], Stripped] | None = None
    titles: list[str] = field(default_factory=list)
    stated_title: str | None = None
    counting: Counting | None = None
    memory: SiteMemory | None = None
    keys: tuple[str, ...] = ()
    declared_key: str | None = None
    known: Page | None = None
    namesake: Page | None = None
    mark: Mark | None = None


@dataclass
class Article:
    """One record. Unknown is None, an empty list is []; dates are strings as docs/record.md describes them."""

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
    extractor: str = f"newscrawl/{__version__}"
    evidence: PageEvidence = field(default_factory=PageEvidence, metadata=HIDDEN)


def to_json_object(part: Any) -> dict[str, Any]:
    """The exported fields of a part of the record, one level deep: meant as `default=` of json.dumps."""
    hidden = _HIDDEN_FIELDS.get(type(part), frozenset())
    return {name: value for name, value in vars(part).items() if name not in hidden}


_HIDDEN_FIELDS = {
    cls: frozenset(
        name
        for name, f in cls.__dataclass_fields__.items()
        if f.metadata is HIDDEN or f.metadata.get("exported") is False
    )
    for cls in (Article, Block)
}
