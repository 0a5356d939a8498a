"""From the demo's aggregator to its newspaper: previews followed once, refusals remembered,
robots.txt asked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import forks
import pytest

from newscrawl.demo.aggregator import SITE, SLUGS
from newscrawl.demo.stories import stories

STORIES = {story.slug: story for story in stories() if story.slug in SLUGS}
FORBIDDEN, CLOSED, GONE = SLUGS[:3]
"""Stories that the newspaper refuses: by its robots.txt, with 403, with 410."""

_RUN = """
import json, sys
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
from newscrawl.demo import newspaper
from newscrawl.demo.newspaper import Newspaper, answer
from newscrawl.spiders.demo import PREVIEWS, DemoSpider

order = json.loads(sys.argv[1])
asked = []
answered = Newspaper.answer

def refusing(self, path, query=""):
    asked.append(path)
    return answer("Not for you", order["refused"][path]) if path in order["refused"] else answered(self, path, query)

Newspaper.answer = refusing
rules = "".join(f"Disallow: {path}\\n" for path in order["forbidden"])
newspaper.ROBOTS = newspaper.ROBOTS.replace("Disallow: /members/\\n", "Disallow: /members/\\n" + rules)

class AggregatorSpider(DemoSpider):
    name = "previews"
    publisher_name, domain, home = PREVIEWS.name, PREVIEWS.domain, "http://preview.example/"
    sections, section_feeds, feeds, news_sitemaps = {"world": "/"}, {}, [], []
    follow_previews = True

    def __init__(self, **given):
        super().__init__(**given)
        self.scope, self.own_domains = PREVIEWS.domain, [PREVIEWS.domain]

settings = get_project_settings()
settings.setdict(
    {"FEEDS": {"out.jsonl": {"format": "jsonlines", "overwrite": True}}, "NEWSCRAWL_STATE": "state.sqlite",
     "NEWSCRAWL_PREVIEW_DELAY": 0, "RETRY_ENABLED": False, "HTTPCACHE_ENABLED": False},
    "cmdline",
)
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler(AggregatorSpider)
process.crawl(crawler)
process.start()
stats = {k: v for k, v in crawler.stats.get_stats().items() if isinstance(v, (int, str))}
print(json.dumps({"asked": asked, "stats": stats}))
"""


@dataclass
class Crawl:
    """The results of a crawl of the aggregator, and its requests to the newspaper."""

    records: dict[str, dict[str, Any]]
    asked: list[str]
    stats: dict[str, Any]

    def stories(self) -> list[str]:
        return sorted(path for path in self.asked if path != "/robots.txt")


def crawl(folder: Path) -> Crawl:
    paths = {slug: story.path for slug, story in STORIES.items()}
    order = {"forbidden": [paths[FORBIDDEN]], "refused": {paths[CLOSED]: 403, paths[GONE]: 410}}
    done = forks.run("-c", _RUN, json.dumps(order), folder=folder)
    assert done.returncode == 0, done.stderr[-3000:]
    result = json.loads(done.stdout.splitlines()[-1])
    output = folder / "out.jsonl"
    lines = output.read_text("utf-8").splitlines() if output.exists() else []
    records = [json.loads(line) for line in lines]
    assert len({record["id"] for record in records}) == len(records)
    return Crawl({record["url"]: record for record in records}, result["asked"], result["stats"])


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Crawl, Crawl]:
    folder = tmp_path_factory.mktemp("previews")
    return crawl(folder), crawl(folder)


@pytest.fixture(scope="module")
def first(twice: tuple[Crawl, Crawl]) -> Crawl:
    return twice[0]


def test_a_preview_is_followed_to_its_publisher_once(first: Crawl) -> None:
    assert first.asked[0] == "/robots.txt"
    allowed = [story.path for slug, story in STORIES.items() if slug != FORBIDDEN]
    assert first.stories() == sorted(allowed)
    for slug, story in STORIES.items():
        if slug not in (FORBIDDEN, CLOSED, GONE):
            record = first.records[story.url]
            assert record["via"] == {"kind": "preview", "url": f"{SITE}/preview/{slug}"}
            assert (record["publisher"]["id"], record["publisher"]["domain"]) == (
                "demo",
                "daily.example",
            )
            assert record["completeness"]["kind"] != "aggregator_preview"
            assert not record["truncated"]


@pytest.mark.parametrize("slug", [FORBIDDEN, CLOSED, GONE])
def test_if_the_publisher_refuses_the_preview_is_delivered(first: Crawl, slug: str) -> None:
    record = first.records[f"{SITE}/preview/{slug}"]
    assert record["via"] == {"kind": "section", "url": "http://preview.example/"}
    assert record["section"] == "world"
    assert record["truncated"] is True
    assert record["completeness"]["kind"] == "aggregator_preview"
    assert record["completeness"]["full_text_url"] == STORIES[slug].url
    assert STORIES[slug].url not in first.records


def test_each_refusal_is_counted(first: Crawl) -> None:
    stats = first.stats
    found = {
        reason: stats.get(f"newscrawl/spider/previews/{reason}")
        for reason in ("robots", "http_403", "http_410")
    }
    assert found == {"robots": 1, "http_403": 1, "http_410": 1}
    assert stats["newscrawl/spider/previews/followed"] == len(SLUGS) - 3


def test_the_next_crawl_asks_for_nothing_again(twice: tuple[Crawl, Crawl]) -> None:
    first, second = twice
    assert len(first.records) == len(SLUGS)
    assert second.records == {}
    assert second.stories() == []
