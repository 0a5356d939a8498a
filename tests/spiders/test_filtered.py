"""Crawls that deliver only a part: by language, by words, by a list of addresses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from newspaper import Crawl, crawl, harrow, listing, remembering, serve, stories, story


def pages(*slugs: str) -> dict[str, Any]:
    return {"/world": listing(list(slugs)), **stories(*slugs)}


class Harrow:
    """Crawls of one publisher with one state and one output."""

    def __init__(self, folder: Path, url: str) -> None:
        self.facts, self.settings = harrow(url), remembering(folder)

    def crawl(self, **arguments: str) -> Crawl:
        return crawl(self.facts, arguments, self.settings)

    def site(self, **arguments: str) -> Crawl:
        return crawl({}, arguments, self.settings, site=True)


def dropped(done: Crawl, reason: str) -> int:
    return int(done.stats.get(f"item_dropped_reasons_count/{reason}", 0))


def seen(done: Crawl, event: str) -> int:
    return int(done.stats.get(f"newscrawl/seen/{event}", 0))


def test_filtered_articles_come_with_the_next_crawl_without_the_filter(
    tmp_path: Path,
) -> None:
    with serve(pages("bridge", "mayor", "storm")) as site:
        harrow = Harrow(tmp_path, site.url)
        filtered = harrow.crawl(match="MAYOR")
        asked = len(site.asked)
        same = harrow.crawl(match="MAYOR")
        again = [path for path in site.asked[asked:] if path.startswith("/2026")]
        other = harrow.crawl(match="bridge|mayor")
        free = harrow.crawl()
    assert filtered.slugs == ["mayor"] and dropped(filtered, "NoMatch") == 2
    assert same.slugs == [] and again == []  # nothing is fetched twice for the same filter
    assert seen(same, "skipped/filtered") == 2 and seen(same, "skipped/delivered") == 1
    assert other.slugs == ["bridge"]
    assert free.slugs == ["storm"] and seen(free, "skipped/delivered") == 2


def test_a_delivered_article_stays_delivered_if_a_filter_leaves_it_out(tmp_path: Path) -> None:
    with serve(pages("bridge")) as site:
        harrow = Harrow(tmp_path, site.url)
        harrow.crawl()
        left_out = harrow.crawl(again="1", language="fr")
        after = harrow.crawl()
    assert left_out.slugs == [] and dropped(left_out, "OtherLanguage") == 1
    assert after.slugs == [] and seen(after, "skipped/delivered") == 1


def listed(folder: Path, *lines: str) -> str:
    path = folder / "list.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_a_list_of_addresses(tmp_path: Path) -> None:
    with serve(pages("bridge", "mayor", "storm")) as site:
        lines = [
            site.url + story("bridge"),
            "no address",
            site.url + story("gone"),
            site.url + story("bridge") + "#top",
        ]
        path = listed(
            tmp_path,
            *lines,
            site.url + story("storm"),
            "https://elsewhere.example/2026/11/20/a-b-c-d-e",
        )
        harrow = Harrow(tmp_path, site.url)
        done = harrow.crawl(urls=path)
        asked, second = list(site.asked), harrow.crawl(urls=path)
    assert done.slugs == ["bridge", "storm"]
    assert done.items[0]["via"] == {"kind": "seed", "url": None}
    assert asked == ["/robots.txt", story("bridge"), story("gone"), story("storm")]
    counts = {"bad_address": 1, "http_404": 1, "duplicate": 1, "offsite": 1}
    assert {name: done.count(f"skipped/{name}") for name in counts} == counts
    assert "Line 2 of" in done.log and "no address" in done.log
    assert second.slugs == [] and seen(second, "skipped/delivered") == 2


def test_robots_txt_holds_for_a_list(tmp_path: Path) -> None:
    served = {
        **pages("bridge", "mayor"),
        "/robots.txt": ("text/plain", f"User-agent: *\nDisallow: {story('mayor')}"),
    }
    with serve(served) as site:
        done = Harrow(tmp_path, site.url).crawl(
            urls=listed(tmp_path, *(site.url + story(s) for s in ("mayor", "bridge")))
        )
    assert done.slugs == ["bridge"]
    assert done.count("skipped/robots") == 1


@pytest.fixture
def two_sites() -> Any:
    with serve(pages("bridge", "mayor")) as site:
        yield site.url, site.url.replace("127.0.0.1", "harrow.example")


def test_site_reads_lists_of_several_sites(tmp_path: Path, two_sites: tuple[str, str]) -> None:
    first, second = two_sites
    path = listed(tmp_path, first + story("bridge"), second + story("mayor"))
    done = Harrow(tmp_path, first).site(urls=path)
    assert done.slugs == ["bridge", "mayor"]
    assert sorted(item["publisher"]["domain"] for item in done.items) == [
        "127.0.0.1",
        "harrow.example",
    ]


def test_site_leaves_a_site_alone_that_another_job_crawls(
    tmp_path: Path, two_sites: tuple[str, str]
) -> None:
    from newscrawl.state.opening import open_store

    first, second = two_sites
    harrow = Harrow(tmp_path, first)
    store = open_store(harrow.settings["NEWSCRAWL_STATE"], 1)
    assert store.lock("harrow.example")
    done = harrow.site(
        urls=listed(tmp_path, first + story("bridge"), *[second + story("mayor")] * 2)
    )
    store.close()
    assert done.slugs == ["bridge"]
    assert done.count("skipped/site_busy") == 2
    assert done.log.count("is being crawled by another job") == 1


def test_a_list_without_an_address(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no line of this file is an address"):
        Harrow(tmp_path, "http://127.0.0.1").site(urls=listed(tmp_path, "# nothing", "word"))


def test_a_long_list_is_read_to_its_end(tmp_path: Path) -> None:
    slugs = [f"n{n}" for n in range(4)]
    with serve(stories(*slugs)) as site:
        first, *others = (site.url + story(slug) for slug in slugs)
        done = Harrow(tmp_path, site.url).crawl(
            urls=listed(tmp_path, first, *others[:2], *[first] * 2_000, others[2])
        )
    assert done.slugs == slugs
    assert done.count("skipped/duplicate") == 2_000
