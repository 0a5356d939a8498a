"""The pipeline of site memory: one memory a site, kept in a store, and what it changes of an
article.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from crawlers import Stats, crawler_of
from scrapy.exceptions import NotConfigured

from newscrawl.items import Article, Block, PageEvidence, Removed
from newscrawl.pipelines import memory
from newscrawl.pipelines.memory import SiteMemoryPipeline
from newscrawl.pipelines.stages import CompletenessPipeline
from newscrawl.text.article_lines import digest
from newscrawl.text.memory import RULE, SiteFindings

FOOTER = "Nobody here accepts presents, tickets or dinners; corrections appear promptly, wherever readers point them out."
NOUNS = "bridge ferry orchard theatre railway hospital glacier lottery museum harvest".split()


class Store:
    """Keeps bytes in a dict."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def recall(self, kind: str, name: str) -> bytes | None:
        return self.kept.get((kind, name))

    def remember(self, kind: str, name: str, value: bytes) -> None:
        self.kept[kind, name] = value


def article(number: int, domain: str = "paper.example", **evidence: Any) -> Article:
    noun = NOUNS[number % len(NOUNS)]
    url = f"https://www.{domain}/{number}"
    own = [
        Block("paragraph", f"{noun} {noun}s {noun}{at} {at} {number}, they said {at}.", where="p")
        for at in range(40)
    ]
    given: dict[str, Any] = {"source": "page", "is_article": True} | evidence
    title = f"The {noun} - Latest"
    return Article(
        url=url,
        canonical_url=url,
        title=title,
        blocks=[*own, Block("paragraph", FOOTER)],
        evidence=PageEvidence(**given),
    )


def taken(pipeline: SiteMemoryPipeline, item: Article) -> bool:
    """Returns whether the footer is removed. If it is, checks that the record says so."""
    done = pipeline.process_item(item)
    gone = all(block.text != FOOTER for block in done.blocks)
    assert gone == (Removed(FOOTER, RULE) in done.removed)
    return gone


def test_lines_that_repeat_are_removed_and_counted() -> None:
    stats = Stats()
    pipeline = SiteMemoryPipeline(crawler_of(stats))
    assert [taken(pipeline, article(n)) for n in range(5)] == [False, False, True, True, True]
    counted = {name.rpartition("/")[2]: value for name, value in stats.get_stats().items()}
    assert counted == {"learnt": 5, "lines": 3, "articles": 3, "titles": 3}


def test_an_article_again_is_the_same_again() -> None:
    pipeline = SiteMemoryPipeline(crawler_of())
    done = [pipeline.process_item(article(n)) for n in range(5)][4]
    again = pipeline.process_item(deepcopy(done))
    assert (again.blocks, again.removed, again.title) == (done.blocks, done.removed, done.title)
    fetched = pipeline.process_item(article(4))
    assert (fetched.blocks, fetched.removed, fetched.title) == (
        done.blocks,
        done.removed,
        done.title,
    )


def test_lines_removed_by_boilerplate_are_learnt_and_lines_dropped_by_extraction_are_not() -> None:
    line, other = "Read this too", "Ferry fares"
    pipeline = SiteMemoryPipeline(crawler_of())
    for number in range(3):
        item = article(number)
        item.removed = [Removed(line, "related.read_also"), Removed(other, "extraction.related")]
        pipeline.process_item(item)
    item = article(5)
    item.blocks[20:20] = [Block("paragraph", line, where="p"), Block("paragraph", other, where="p")]
    done = pipeline.process_item(item)
    texts = [block.text for block in done.blocks]
    assert line not in texts and other in texts


def test_sites_do_not_mix_and_hosts_of_one_do() -> None:
    pipeline = SiteMemoryPipeline(crawler_of())
    assert not any(taken(pipeline, article(n, f"paper{n}.example")) for n in range(5))
    assert [taken(pipeline, article(n, f"{'abc'[n]}.daily.example")) for n in range(3)] == [
        False,
        False,
        True,
    ]


def test_pages_that_are_no_articles_teach_nothing() -> None:
    pipeline = SiteMemoryPipeline(crawler_of())
    assert not any(taken(pipeline, article(n, is_article=None)) for n in range(5))
    assert [taken(pipeline, article(n, source="text", is_article=None)) for n in range(3)] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("url", [None, "", "file:///tmp/a.html", "http://[", "nonsense"])
def test_without_a_site_nothing_is_learnt(url: str | None) -> None:
    pipeline = SiteMemoryPipeline(crawler_of())
    for number in range(4):
        item = article(number)
        item.url = url
        before = deepcopy(item.blocks)
        assert pipeline.process_item(item).blocks == before
    assert not pipeline.sites


def test_kept_between_crawls() -> None:
    store = Store()
    first = SiteMemoryPipeline(crawler_of(state=store))
    for number in range(3):
        first.process_item(article(number))
    first.close_spider()
    second = SiteMemoryPipeline(crawler_of(state=store))
    assert taken(second, article(7))
    assert list(store.kept) == [("site_memory", "paper.example")]
    third = SiteMemoryPipeline(crawler_of())
    assert not taken(third, article(7))


def test_removed_lines_are_stored_at_once() -> None:
    store = Store()
    killed = SiteMemoryPipeline(crawler_of(state=store))
    for number in range(3):
        assert not store.kept
        killed.process_item(article(number))
    assert memory.SiteMemory.load(store.kept["site_memory", "paper.example"]).knows(digest(FOOTER))


def test_of_many_sites_the_longest_unseen_go_to_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "LINES", 200)
    pipeline, forgetful = (
        SiteMemoryPipeline(crawler_of(state=Store())),
        SiteMemoryPipeline(crawler_of()),
    )
    for number in range(4):
        for site in "abcdefghij":
            assert taken(pipeline, article(number, f"{site}.example")) == (number >= 2)
            assert not taken(forgetful, article(number, f"{site}.example"))
            assert len(pipeline.sites) <= 6


def test_a_title_s_habit_and_the_title_as_the_page_gave_it() -> None:
    pipeline = SiteMemoryPipeline(crawler_of())
    done = [pipeline.process_item(article(n)) for n in range(4)]
    assert [item.title for item in done] == [
        "The bridge - Latest",
        "The ferry - Latest",
        "The orchard",
        "The theatre",
    ]
    assert [item.attached(SiteFindings).stated_title for item in done] == [
        article(n).title for n in range(4)
    ]
    untitled = article(5)
    untitled.title = None
    assert pipeline.process_item(untitled).title is None


def test_a_title_that_all_pages_have_is_no_title() -> None:
    pipeline = SiteMemoryPipeline(crawler_of())
    for number in range(4):
        item = article(number, titles=[f"The {NOUNS[number]}"])
        item.title = "Welcome"
        pipeline.process_item(item)
    assert item.title == "The theatre"


def words(number: int, declared: int) -> Article:
    """Returns an article of 285 words and some 1,700 characters that declares a length."""
    return article(number, declared_words=declared)


@pytest.mark.parametrize(
    "declared, own, expected",
    [
        ([290] * 3, 290, "words"),
        ([290] * 3, 2_900, "words"),
        ([1_700] * 3, 5_000, "characters"),
        ([290] * 3, 1_700, None),  # this page clearly counts in another unit
        ([450] * 3, 450, "markup"),
        ([290, 1_700, 290], 2_900, None),
        ([290] * 2, 5_000, None),
    ],
)
def test_the_unit_of_a_sites_declared_lengths(
    declared: list[int], own: int, expected: str | None
) -> None:
    pipeline = SiteMemoryPipeline(crawler_of())
    for number, count in enumerate(declared):
        pipeline.process_item(words(number, count))
    assert pipeline.process_item(words(7, own)).attached(SiteFindings).counting == expected


def test_completeness_uses_the_unit_of_a_declared_length() -> None:
    judge = CompletenessPipeline(crawler_of()).process_item

    def verdict(declared_words: int, counting: Any = None) -> bool | None:
        item = article(0, declared_words=declared_words)
        item.attach(SiteFindings(counting=counting))
        return judge(item).truncated

    assert verdict(1_700) is None  # these may be characters
    assert verdict(1_700, counting="words") is True
    assert verdict(2_300) is True
    assert verdict(2_300, counting="characters") is not True
    assert verdict(600) is True
    assert verdict(600, counting="markup") is False


def test_switched_off() -> None:
    with pytest.raises(NotConfigured):
        SiteMemoryPipeline(crawler_of(NEWSCRAWL_SITE_MEMORY=False))
