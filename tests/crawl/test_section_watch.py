"""What a crawl notes about a publisher's sections, and where a platform's older pages are."""

from __future__ import annotations

import pytest

from newscrawl.crawl.platforms import ArcSpider, DrupalSpider, WordPressSpider, YoastSpider
from newscrawl.crawl.section_watch import Sections, older_page


@pytest.mark.parametrize(
    ("platform", "second", "third"),
    [
        (
            ArcSpider,
            "https://harrow.example/arc/outboundfeeds/rss/category/news/world/?outputType=xml&size=100&from=0",
            "https://harrow.example/arc/outboundfeeds/rss/category/news/world/?outputType=xml&size=100&from=100",
        ),
        (
            WordPressSpider,
            "https://harrow.example/news/world/page/2/",
            "https://harrow.example/news/world/page/3/",
        ),
        (
            YoastSpider,
            "https://harrow.example/news/world/page/2/",
            "https://harrow.example/news/world/page/3/",
        ),
        (
            DrupalSpider,
            "https://harrow.example/news/world?page=1",
            "https://harrow.example/news/world?page=2",
        ),
    ],
)
@pytest.mark.parametrize("slash", ["", "/"])
def test_the_older_pages_of_platforms(
    platform: type[WordPressSpider], second: str, third: str, slash: str
) -> None:
    section = f"https://harrow.example/news/world{slash}"
    found = [older_page(platform.older_pages, section, page) for page in (2, 3)]
    assert found == [second, third]


def test_no_older_pages_without_a_pattern() -> None:
    assert older_page("", "https://harrow.example/world", 2) == ""


def test_a_section_is_lost_once_and_only_if_the_file_names_it() -> None:
    watch = Sections(["world", "sport"], total=2)
    assert watch.lose("world", "http 404")
    assert not watch.lose("world", "http 404")
    assert not watch.lose("culture", "http 404")
    assert watch.waiting == ["world"]


def test_the_note_on_sections_at_the_crawls_end() -> None:
    watch = Sections(["world", "sport", "culture", "travel", "health"], total=5)
    assert watch.note("spiders/harrow.py") == []
    watch.lose("world", "http 404")
    watch.lose("sport", "no articles")
    watch.moved["world"] = "https://harrow.example/news/world"
    watch.read.add("sport")
    assert watch.note("spiders/harrow.py") == [
        "2 of 5 sections are gone: world (http 404), sport (no articles).",
        '    In the navigation: "world": "https://harrow.example/news/world"',
        "    Read from its feed: sport",
    ]
    watch.lose("travel", "http 410")
    assert watch.note("spiders/harrow.py")[0] == (
        "3 of 5 sections are gone: world (http 404), sport (no articles), travel (http 410). "
        "spiders/harrow.py needs care."
    )


def test_one_section_of_many_that_is_gone_is_no_reason_for_care() -> None:
    watch = Sections(["world"], total=3)
    watch.lose("world", "http 404")
    assert watch.note("spiders/harrow.py") == ["1 of 1 sections are gone: world (http 404)."]
