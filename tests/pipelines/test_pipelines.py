"""The pipelines: any item becomes a record, a second pass changes nothing, and everything is
counted.
"""

from __future__ import annotations

import copy
import json
import math
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
import scrapy
from crawlers import Stats, crawler_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.statscollectors import StatsCollector
from scrapy.utils.misc import load_object

from newscrawl import settings as project
from newscrawl.extensions.state import CrawlState
from newscrawl.items import (
    DOUBTED,
    Article,
    Author,
    Block,
    Image,
    PageEvidence,
    Publisher,
    Removed,
    Via,
    json_schema,
)
from newscrawl.job.exceptions import NoSource, NotAnItem, NoText, NotText
from newscrawl.output.exporters import to_line
from newscrawl.pipelines.articles import ArticlesPipeline, to_article
from newscrawl.pipelines.duplicates import DuplicatesPipeline
from newscrawl.pipelines.filters import RequirePipeline
from newscrawl.pipelines.stages import (
    BoilerplatePipeline,
    CleanPipeline,
    CompletenessPipeline,
    ComposePipeline,
    RepairPipeline,
)
from newscrawl.state import Batch, Delivery, KnownPage, Mark
from newscrawl.state.opening import open_store
from newscrawl.text.boilerplate import Frame

VALIDATOR = jsonschema.Draft202012Validator(json_schema())
FIRST = "The council met on Tuesday evening and agreed to mend the old bridge over the river."
SECOND = (
    "It has been closed since the flood of last winter, which carried off two of its seven arches."
)
TEXT = f"{FIRST}\n\n{SECOND}"


def paths() -> list[str]:
    return [path for path, _ in sorted(project.ITEM_PIPELINES.items(), key=lambda pair: pair[1])]


def through(item: Any, stats: StatsCollector | None = None) -> Article:
    """Returns the item after all pipelines that work without a state, in the project's order."""
    crawler = crawler_of(stats)
    for path in paths():
        with suppress(NotConfigured):
            item = load_object(path).from_crawler(crawler).process_item(item)
    assert isinstance(item, Article)
    return item


def article(**values: Any) -> Article:
    given: dict[str, Any] = {
        "url": "http://paper.example/a",
        "canonical_url": "http://paper.example/a",
        "title": "The bridge",
        "language": "en",
        "blocks": [
            Block("paragraph", FIRST),
            Block("heading", "The flood", level=2),
            Block("paragraph", SECOND),
        ],
        "evidence": PageEvidence(source="page", is_article=True),
    }
    return Article(**(given | values))


# All of them


def test_a_clean_article_goes_through_untouched() -> None:
    before = article(images=[Image("http://paper.example/a.jpg", "The bridge in spring", "A. Ex")])
    after = through(copy.deepcopy(before))
    assert after.blocks == before.blocks
    assert (after.title, after.images) == (before.title, before.images)
    assert (after.fixes, after.removed, after.truncated) == ([], [], False)
    assert after.text == f"{FIRST}\n\nThe flood\n\n{SECOND}"


DAMAGED = "Masons  will cut the stone for Β£10 million &amp; more, and the work is to begin\u00a0before the frost\u200b."


def test_twice_is_once() -> None:
    blocks = [Block("paragraph", FIRST), Block("paragraph", DAMAGED), Block("paragraph", SECOND)]
    once = through(article(blocks=blocks, title="The &amp; bridge"))
    twice = through(copy.deepcopy(once))
    assert once.text != f"{FIRST}\n\n{DAMAGED}\n\n{SECOND}"
    for name in (
        "text",
        "blocks",
        "title",
        "id",
        "revision",
        "word_count",
        "truncated",
        "crawl_id",
        "images",
        "tags",
    ):
        assert getattr(twice, name) == getattr(once, name), name


def test_a_second_pass_keeps_the_record_of_the_first() -> None:
    evidence = PageEvidence(
        source="page", is_article=True, dropped=[Removed("Share this", "extraction.social")]
    )
    once = through(
        article(blocks=[Block("paragraph", f"{FIRST}  {SECOND}&amp;")], evidence=evidence)
    )
    fixes, removed = copy.deepcopy(once.fixes), copy.deepcopy(once.removed)
    assert fixes and removed
    twice = through(once)
    assert (twice.fixes, twice.removed) == (fixes, removed)


strings = st.text(st.characters(codec=None, categories=None), max_size=40)
block = st.builds(
    Block,
    type=st.sampled_from(
        ["paragraph", "heading", "quote", "list_item", "table_row", "caption", "embed"]
    ),
    text=st.one_of(strings, st.just(FIRST)),
    level=st.none() | st.integers(1, 6),
    credit=st.none() | strings,
)
articles = st.builds(
    Article,
    url=st.none() | st.just("http://paper.example/a") | strings,
    title=st.none() | strings,
    subtitle=st.none() | strings,
    tags=st.lists(strings, max_size=3),
    authors=st.lists(st.builds(Author, strings), max_size=2),
    images=st.lists(
        st.builds(Image, strings, st.none() | strings, st.none() | strings), max_size=2
    ),
    publisher=st.builds(Publisher, name=st.none() | strings, domain=st.none() | strings),
    blocks=st.lists(block, max_size=5),
)


@settings(max_examples=150, deadline=None)
@given(articles)
def test_any_article_gives_a_valid_record_or_a_counted_drop(item: Article) -> None:
    try:
        done = through(item)
    except DropItem as error:
        assert isinstance(error, (NoText, NoSource))
        return
    VALIDATOR.validate(json.loads(to_line(done)))
    assert done.word_count >= 0 and done.text


# Any item


class Story(scrapy.Item):  # type: ignore[misc]
    url = scrapy.Field()
    headline = scrapy.Field()
    articleBody = scrapy.Field()  # noqa: N815


@dataclass
class Person:
    name: str


@dataclass
class Piece:
    url: str
    title: str
    text: str
    authors: list[Person] = field(default_factory=list)


@pytest.mark.parametrize(
    "item",
    [
        {"url": "http://paper.example/a", "title": "The bridge", "text": TEXT},
        {"url": "http://paper.example/a", "headline": "The bridge", "body": TEXT},
        Story(url="http://paper.example/a", headline="The bridge", articleBody=TEXT),
        Piece("http://paper.example/a", "The bridge", TEXT),
    ],
    ids=["dict", "schema.org", "scrapy.Item", "dataclass"],
)
def test_other_peoples_items(item: Any) -> None:
    stats = Stats()
    done = through(item, stats)
    assert (done.url, done.title, done.text) == ("http://paper.example/a", "The bridge", TEXT)
    assert [one.type for one in done.blocks] == ["paragraph", "paragraph"]
    assert stats.get_value("newscrawl/articles/converted") == 1
    VALIDATOR.validate(json.loads(to_line(done)))


@pytest.mark.parametrize("item", ["a string", 7, None, [TEXT], object(), b"bytes"])
def test_objects_that_are_no_items_are_dropped_and_counted(item: Any) -> None:
    stats = Stats()
    with pytest.raises(NotAnItem, match=type(item).__name__):
        ArticlesPipeline(crawler_of(stats)).process_item(item)
    assert stats.get_value("newscrawl/articles/not_an_item") == 1


def test_an_article_is_itself() -> None:
    item, stats = article(), Stats()
    assert ArticlesPipeline(crawler_of(stats)).process_item(item) is item
    assert stats.get_value("newscrawl/articles/converted") is None


def test_unknown_keys_are_counted_by_name() -> None:
    stats = Stats()
    ArticlesPipeline(crawler_of(stats)).process_item(
        {"text": TEXT, "price": 3, 5: 6, "evidence": {}, "extractor": "mine"}
    )
    found = {name.rpartition("/")[2] for name in stats.get_stats() if "unknown_field/" in name}
    assert found == {"price", "5", "evidence", "extractor"}


EAST = timezone(timedelta(hours=4))


@pytest.mark.parametrize(
    ("key", "value", "name", "made"),
    [
        ("author", "Ann Ex", "authors", [Author("Ann Ex")]),
        ("author", ["Ann Ex", "Bob Ex"], "authors", [Author("Ann Ex"), Author("Bob Ex")]),
        (
            "author",
            {"name": "Ann", "url": "http://a.example/"},
            "authors",
            [Author("Ann", "http://a.example/")],
        ),
        ("authors", ["Ann", 7, None, "Bob"], "authors", [Author("Ann"), Author("Bob")]),
        ("keywords", ("a", "b"), "tags", ["a", "b"]),
        ("image", "http://a.example/a.jpg", "images", [Image("http://a.example/a.jpg")]),
        (
            "image",
            [{"caption": "no address"}, "http://a.example/a.jpg"],
            "images",
            [Image("http://a.example/a.jpg")],
        ),
        ("publisher", "The Paper", "publisher", Publisher(name="The Paper")),
        (
            "publisher",
            {"name": "The Paper", "country": "Utopia"},
            "publisher",
            Publisher(name="The Paper"),
        ),
        (
            "via",
            {"kind": "feed", "url": "http://a.example/feed"},
            "via",
            Via("feed", "http://a.example/feed"),
        ),
        ("via", "a newsletter", "via", None),
        (
            "blocks",
            ["one", {"text": "two", "type": "heading", "level": 9}],
            "blocks",
            [Block("paragraph", "one"), Block("heading", "two")],
        ),
        ("datePublished", date(2026, 11, 20), "date_published", "2026-11-20"),
        (
            "datePublished",
            datetime(2026, 11, 20, 6, tzinfo=EAST),
            "date_published",
            "2026-11-20T06:00:00+04:00",
        ),
        ("date_published", "yesterday", "date_published", None),
        (
            "published_at",
            datetime(2026, 11, 20, 6, tzinfo=EAST),
            "published_at",
            "2026-11-20T02:00:00Z",
        ),
        ("published_at", "2026-11-20T06:00:00+04:00", "published_at", "2026-11-20T02:00:00Z"),
        ("published_at", "2026-11-20T06:00:00", "published_at", None),
        ("fetched_at", datetime(2026, 11, 20, 6, tzinfo=UTC), "fetched_at", "2026-11-20T06:00:00Z"),
        ("truncated", "yes", "truncated", None),
        ("truncated", 1, "truncated", None),
        ("http_status", True, "http_status", None),
        ("access", "open", "access", None),
        ("access", "metered", "access", "metered"),
        ("title", 7, "title", None),
        ("title", None, "title", None),
        ("word_count", math.nan, "word_count", 0),
    ],
)
def test_values(key: str, value: Any, name: str, made: Any) -> None:
    found, unknown = to_article({key: value, "text": TEXT})
    assert getattr(found, name) == made
    lost = value is not None and made in (None, 0)
    assert bool(unknown) >= lost


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.datetimes()
    | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5) | st.sampled_from(["name", "url", "kind", "type", "text"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
keys = st.sampled_from(
    [*json_schema()["properties"], "headline", "author", "datePublished", "image"]
) | st.text(max_size=5)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(keys, json_values, max_size=6))
def test_any_mapping_gives_an_article_that_the_schema_allows(values: dict[str, Any]) -> None:
    made, _ = to_article(values)
    made.text, made.id, made.revision, made.url = (
        "x",
        "0" * 32,
        "0" * 32,
        made.url or "http://paper.example/",
    )
    VALIDATOR.validate(json.loads(to_line(made)))


def test_a_record_read_back_is_the_same_article() -> None:
    record = json.loads(to_line(through(article())))
    again, unknown = to_article(record)
    assert set(unknown) == {"schema", "extractor"}
    assert json.loads(to_line(again)) == record


def test_a_crawl_has_one_id_or_scrapyds_job_id() -> None:
    def pipeline(**job: str) -> ArticlesPipeline:
        return ArticlesPipeline.from_crawler(
            SimpleNamespace(stats=Stats(), spider=SimpleNamespace(**job))
        )  # type: ignore[arg-type]

    first, second, scrapyds = pipeline(), pipeline(), pipeline(crawl_id="job-7")
    ids = {first.process_item({"text": TEXT}).crawl_id for _ in range(3)}
    assert len(ids) == 1 and ids != {second.process_item({"text": TEXT}).crawl_id}
    assert scrapyds.process_item({"text": TEXT}).crawl_id == "job-7"
    assert scrapyds.process_item({"text": TEXT, "crawl_id": "mine"}).crawl_id == "mine"


# One by one


def test_repair_reaches_every_string_that_people_read() -> None:
    hurt = "Tom &amp; Ann"
    item = article(
        title=hurt,
        subtitle=hurt,
        description=hurt,
        section=hurt,
        agency=hurt,
        dateline=hurt,
        tags=[hurt, "whole"],
        authors=[Author(hurt)],
        images=[Image("http://a.example/a?x=1&amp;y=2", hurt, hurt)],
        blocks=[Block("paragraph", hurt), Block("caption", hurt, credit=hurt)],
        evidence=PageEvidence(after=[Block("paragraph", hurt)], dropped=[Removed(hurt, "x.y")]),
    )
    stats = Stats()
    done = RepairPipeline(crawler_of(stats)).process_item(item)
    assert hurt not in str(asdict(done))
    assert done.images[0].url == "http://a.example/a?x=1&amp;y=2"
    assert done.tags == ["Tom & Ann", "whole"]
    # All but the block behind the article, which is no part of the record.
    assert sum(fix.count for fix in done.fixes) == 14
    assert stats.get_value("newscrawl/repair/articles") == 1
    assert sum(stats.get_value(f"newscrawl/repair/{fix.rule}") for fix in done.fixes) == 14


def test_repair_drops_a_block_that_is_empty_afterwards() -> None:
    done = RepairPipeline(crawler_of()).process_item(
        article(blocks=[Block("paragraph", "\u200b \x07"), Block("paragraph", FIRST)])
    )
    assert [one.text for one in done.blocks] == [FIRST]


def test_boilerplate_keeps_every_line_that_it_or_extraction_removed() -> None:
    evidence = PageEvidence(
        dropped=[Removed("Share this", "extraction.social"), Removed("Tags", "extraction.meta")]
    )
    stats = Stats()
    done = BoilerplatePipeline(crawler_of(stats)).process_item(article(evidence=evidence))
    assert done.removed[:2] == [
        Removed("Share this", "extraction.social"),
        Removed("Tags", "extraction.meta"),
    ]
    assert done.attached(Frame) is not None
    assert stats.get_value("newscrawl/boilerplate/extraction.social") == 1


def test_completeness_counts_its_verdicts() -> None:
    stats = Stats()
    done = CompletenessPipeline(crawler_of(stats)).process_item(
        article(blocks=[Block("paragraph", FIRST)] * 6)
    )
    event = {True: "truncated", False: "whole", None: "unknown"}[done.truncated]
    assert stats.get_value(f"newscrawl/completeness/{event}") == 1
    assert done.completeness.reason


@pytest.mark.parametrize(
    ("confidence", "truncated", "kind"),
    [
        (0.97, False, None),
        (DOUBTED, False, None),
        (DOUBTED - 0.01, None, "extraction_gap"),
        (None, False, None),
    ],
)
def test_a_text_that_may_not_be_the_article_is_never_called_whole(
    confidence: float | None, truncated: bool | None, kind: str | None
) -> None:
    stats = Stats()
    evidence = PageEvidence(source="page", is_article=True)
    item = article(blocks=[Block("paragraph", FIRST)] * 6, evidence=evidence, confidence=confidence)
    done = CompletenessPipeline(crawler_of(stats)).process_item(item)
    assert (done.truncated, done.completeness.kind) == (truncated, kind)
    assert stats.get_value("newscrawl/completeness/doubted", 0) == (kind is not None)
    assert ("confidence is low" in (done.completeness.reason or "")) == (kind is not None)


def test_a_cut_that_the_page_admits_is_a_cut_at_any_confidence() -> None:
    evidence = PageEvidence(source="page", is_article=True, declared_words=2_000)
    call = Block("paragraph", "To continue reading, subscribe now.")
    evidence.after = [call]
    item = through(
        article(blocks=[Block("paragraph", FIRST)] * 3, evidence=evidence, confidence=0.1)
    )
    assert (item.truncated, item.completeness.kind) == (True, "paywall")


def test_compose() -> None:
    blocks = [
        Block("paragraph", FIRST),
        Block("caption", "A caption", credit="A. Ex"),
        Block("embed", "An embed"),
        Block("quote", "A quote."),
    ]
    done = ComposePipeline(crawler_of()).process_item(article(blocks=blocks))
    assert done.text == f"{FIRST}\n\nA quote."
    assert done.word_count == 18
    assert done.id == sha256(b"http://paper.example/a").hexdigest()[:32]
    assert done.revision == sha256(f"The bridge\n\n{FIRST}\n\nA quote.".encode()).hexdigest()[:32]


@pytest.mark.parametrize(
    "texts, given, expected",
    [
        (["HARROW BAY — The ferry sails again."], (None, None), ("HARROW BAY", None)),
        (
            ["What the council decided.", "LONDON (AFP) - The ferry sails."],
            (None, None),
            ("LONDON (AFP)", "AFP"),
        ),
        (["LONDON (AFP) - The ferry sails."], ("Paris", "dpa"), ("Paris", "dpa")),
        (["One.", "Two.", "Three.", "LONDON (AFP) - The ferry sails."], (None, None), (None, None)),
        (
            ["HARROW BAY — The ferry sails again.", "It is late. (dpa)"],
            (None, None),
            ("HARROW BAY", "dpa"),
        ),
        (["It is late. (dpa)"], (None, "AFP"), (None, "AFP")),
    ],
)
def test_dateline_and_its_agency(
    texts: list[str], given: tuple[str | None, str | None], expected: tuple[str | None, str | None]
) -> None:
    blocks = [Block("heading", "NEWS: today"), *(Block("paragraph", text) for text in texts)]
    done = ComposePipeline(crawler_of()).process_item(
        article(blocks=blocks, dateline=given[0], agency=given[1])
    )
    assert (done.dateline, done.agency) == expected


def test_a_dateline_is_read_behind_a_damaged_dash() -> None:
    damaged = "HARROW BAY â€” The councillor’s ferry sails again.".replace("’", "â€™")
    assert through({"url": "http://a.example/1", "text": damaged}).dateline == "HARROW BAY"


def test_ids_without_an_address_or_a_title() -> None:
    done = ComposePipeline(crawler_of()).process_item(article(canonical_url=None, title=None))
    assert done.id == sha256(done.text.encode()).hexdigest()[:32]
    assert done.revision == sha256(f"\n\n{done.text}".encode()).hexdigest()[:32]


def test_a_changed_text_is_a_new_revision_of_the_same_id() -> None:
    compose = ComposePipeline(crawler_of()).process_item
    first, second = compose(article()), compose(article(blocks=[Block("paragraph", SECOND)]))
    assert first.id == second.id and first.revision != second.revision


def test_a_lone_surrogate_does_not_stop_an_id() -> None:
    assert (
        ComposePipeline(crawler_of())
        .process_item(article(canonical_url="http://a.example/\udc00"))
        .id
    )


def test_require() -> None:
    require = RequirePipeline(crawler_of()).process_item
    whole = article(text=TEXT, title=None)
    assert require(whole) is whole
    with pytest.raises(NoText):
        require(article(text=""))
    with pytest.raises(NoSource):
        require(article(text=TEXT, url=None))


LONG = "\n\n".join(
    f"The {word} of the town was {word} before the flood and is {word} again, they say."
    for word in TEXT.split()
)


def test_a_copy_names_the_first_record_of_its_text() -> None:
    stats = Stats()
    duplicates = DuplicatesPipeline(crawler_of(stats)).process_item
    assert duplicates(article(id="a", text=LONG)).duplicate_of is None
    assert duplicates(article(id="b", text=LONG[: len(LONG) // 2])).duplicate_of == "a"
    assert duplicates(article(id="c", text=f"HARROW BAY — {LONG}")).duplicate_of == "a"
    assert (
        duplicates(article(id="a", text=LONG + LONG.upper())).duplicate_of is None
    )  # delivered again
    assert duplicates(article(id="d", text=TEXT)).duplicate_of is None
    assert stats.get_value("newscrawl/duplicates/articles") == 2


def test_a_whole_article_is_no_duplicate_of_its_preview(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "state"), 1)
    for state in (None, CrawlState(store, "daily.example")):
        duplicates = DuplicatesPipeline(crawler_of(state=state))
        preview = article(id="preview", text=LONG[: len(LONG) // 4])
        page = KnownPage("preview", None, 1.79e9, 1.79e9)
        preview.attach(Delivery(mark=Mark(page, ("daily.example/preview",))))
        assert duplicates.process_item(preview).duplicate_of is None
        delivery = preview.attached(Delivery)
        assert delivery
        assert delivery.mark
        store.commit(Batch([delivery.mark]), "daily.example")
        assert duplicates.process_item(article(id="whole", text=LONG)).duplicate_of is None
        assert (
            duplicates.process_item(article(id="copy", text=f"BAY — {LONG}")).duplicate_of
            == "whole"
        )
    store.close()


def test_duplicates_can_be_left_alone() -> None:
    with pytest.raises(NotConfigured):
        DuplicatesPipeline(crawler_of(NEWSCRAWL_DUPLICATES=0))


def test_each_counts_under_its_own_name() -> None:
    names = [name for path in paths() if (name := load_object(path).name)]
    assert names[:6] == [
        "articles",
        "rights",
        "repair",
        "boilerplate",
        "memory",
        "completeness",
    ]
    for path in paths():
        if path.endswith(
            ("KnownPipeline", "FilterPipeline")
        ):  # which need a state, or a filter's arguments
            continue
        stats = Stats()
        load_object(path).from_crawler(crawler_of(stats)).count("event", 2)
        assert list(stats.get_stats().values()) == [2]
        (counted,) = stats.get_stats()
        assert counted.startswith("newscrawl/") and "//" not in counted


def test_signs_without_words_are_dropped() -> None:
    pipeline = CleanPipeline(crawler_of())
    with pytest.raises(NotText):
        pipeline.process_item(Article(blocks=[Block("paragraph", "&" * 1_000)]))


@pytest.mark.parametrize(
    ("given", "expected"),
    [("en_gb", "en-GB"), ("e" * 1_000_000, None), ("English, mostly", None), (None, None)],
)
def test_a_language_is_a_tag_or_null(given: str | None, expected: str | None) -> None:
    article = Article(language=given, language_source="feed", blocks=[Block("paragraph", "Words.")])
    found = CleanPipeline(crawler_of()).process_item(article)
    assert (found.language, found.language_source) == (expected, "feed" if expected else None)
