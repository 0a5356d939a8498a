"""Crawls that know of earlier ones: nothing twice, edits as revisions, sources asked with
conditions, one job a site.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from newspaper import (
    ROOT,
    Crawl,
    Site,
    crawl,
    harrow,
    listing,
    remembering,
    serve,
    stories,
    story,
    story_page,
)

from newscrawl.items import json_schema
from newscrawl.state import Batch, Output
from newscrawl.state.opening import open_store

Run = Callable[..., Crawl]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Returns a function that crawls with the state and the feed of this test."""

    def again(
        site: Site, arguments: dict[str, str] | None = None, attributes: Any = None, **settings: Any
    ) -> Crawl:
        facts = harrow(site.url, **(attributes or {}))
        return crawl(facts, arguments, {**remembering(tmp_path), **settings})

    return again


def records(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]


def pass_time(folder: Path, hours: float) -> None:
    """Makes everything in the state older."""
    with closing(sqlite3.connect(folder / "state.sqlite", isolation_level=None)) as state:
        state.execute(
            "UPDATE pages SET checked = checked - ?, first = first - ?, published = NULL",
            (hours * 3600,) * 2,
        )


def pages(*slugs: str, more: str = "") -> dict[str, Any]:
    return {
        "/world": listing(list(slugs), more),
        **stories(*slugs),
    }


def seen(done: Crawl, event: str) -> int:
    return int(done.stats.get(f"newscrawl/seen/{event}", 0))


def test_a_second_run_fetches_no_article_again(run: Run, tmp_path: Path) -> None:
    with serve(served := pages("bridge", "mayor")) as site:
        first = run(site)
        served.update(pages("bridge", "mayor", "storm"))
        asked = len(site.asked)
        second = run(site)
        again = [path for path in site.asked[asked:] if path.startswith("/2026")]
    assert first.slugs == ["bridge", "mayor"]
    assert second.slugs == ["storm"]
    assert again == [story("storm")]
    assert seen(second, "skipped/delivered") == 2
    assert len(records(tmp_path)) == 3


def test_again(run: Run, tmp_path: Path) -> None:
    with serve(pages("bridge")) as site:
        run(site)
        done = run(site, {"again": "1"})
        after = run(site)
    assert done.slugs == ["bridge"]
    assert after.slugs == []
    first, second = records(tmp_path)
    assert (first["id"], first["revision"]) == (second["id"], second["revision"])


def test_an_edit_is_a_new_revision_of_the_same_article(run: Run, tmp_path: Path) -> None:
    with serve(served := pages("bridge", "mayor")) as site:
        run(site)
        pass_time(tmp_path, 7)
        unchanged = run(site)
        served[story("bridge")] = story_page("bridge").replace("the whole town", "half of the town")
        pass_time(tmp_path, 7)
        edited = run(site)
        pass_time(tmp_path, 7)
        after = run(site)
    assert unchanged.slugs == []
    assert seen(unchanged, "recheck") == 2
    assert unchanged.stats["item_dropped_reasons_count/Unchanged"] == 2
    assert edited.slugs == ["bridge"]
    assert after.slugs == []
    of_bridge = [record for record in records(tmp_path) if "bridge" in record["url"]]
    assert len({record["id"] for record in of_bridge}) == 1
    assert len({record["revision"] for record in of_bridge}) == len(of_bridge) == 2


def test_another_extractor_makes_no_revision(run: Run, tmp_path: Path) -> None:
    with serve(served := pages("bridge")) as site:
        run(site)
        pass_time(tmp_path, 7)
        with closing(sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None)) as state:
            state.execute("UPDATE pages SET extractor = 'newscrawl/0', digests = x'00'")
        assert run(site).slugs == []
        served[story("bridge")] = story_page("bridge").replace("the whole town", "half of the town")
        pass_time(tmp_path, 7)
        assert run(site).slugs == ["bridge"]


def test_a_page_that_is_no_article_is_left_alone_too(run: Run) -> None:
    served = pages("bridge", "form", "gone")
    served[story("form")] = "<html><body><form><input></form></body></html>"
    served[story("gone")] = 404
    with serve(served) as site:
        run(site)
        second = run(site)
    assert seen(second, "skipped/not_article") == 1
    assert seen(second, "skipped/http_404") == 1
    assert site.asked.count(story("form")) == site.asked.count(story("gone")) == 1


def test_articles_that_pipelines_drop_are_not_fetched_again(run: Run) -> None:
    served = pages("bridge", "mayor", "empty")
    reserved = '<head><meta name="tdm-reservation" content="1">'
    served[story("mayor")] = story_page("mayor").replace("<head>", reserved)
    served[story("empty")] = story_page("empty").partition("<p>")[0] + "</article></body></html>"
    with serve(served) as site:
        assert run(site, NEWSCRAWL_RIGHTS="tdm").slugs == ["bridge"]
        asked = len(site.asked)
        second = run(site, NEWSCRAWL_RIGHTS="tdm")
        assert not [path for path in site.asked[asked:] if path.startswith("/2026")]
        again = run(site, {"again": "1"})
    assert seen(second, "skipped/TextMiningReserved") == seen(second, "skipped/NoText") == 1
    assert again.slugs == ["bridge", "mayor"]


def test_the_second_address_of_an_article_is_left_alone_too(run: Run) -> None:
    served = pages("a", "b", "moved-b")
    served[story("b")] = story_page("a").replace(
        "<head>", f'<head><link rel="canonical" href="{story("a")}">'
    )
    served[story("moved-b")] = ("location", story("a"))
    with serve(served) as site:
        assert run(site).slugs == ["a"]
        asked = len(site.asked)
        second = run(site)
    assert not [path for path in site.asked[asked:] if path.startswith("/2026")]
    assert seen(second, "skipped/duplicate") == 2


def test_an_address_that_led_to_an_article_with_another_canonical_address(run: Run) -> None:
    served = pages("a", "moved")
    served[story("a")] = story_page("a").replace(
        "<head>", f'<head><link rel="canonical" href="{story("a")}-in-full">'
    )
    served[story("moved")] = ("location", story("a"))
    with serve(served) as site:
        assert len(run(site).slugs) == 1
        asked = len(site.asked)
        run(site)
    assert not [path for path in site.asked[asked:] if path.startswith("/2026")]


@pytest.mark.parametrize("listed", [["moved", "a"], ["a", "moved"]])
def test_an_address_that_led_to_a_failed_page_is_asked_for_again(
    run: Run, listed: list[str]
) -> None:
    """The address that leads to the article may be the only one that a later list has."""
    served = {"/world": listing(listed), story("moved"): ("location", story("a")), story("a"): 500}
    with serve(served) as site:
        assert run(site, RETRY_ENABLED=False).slugs == []
        served |= {"/world": listing(["moved"]), story("a"): story_page("a")}
        assert run(site, RETRY_ENABLED=False).slugs == ["a"]


def test_an_address_is_skipped_for_the_failure_of_the_page_that_it_leads_to(run: Run) -> None:
    served = {"/world": listing(["a", "moved"]), story("moved"): ("location", story("a"))}
    with serve({**served, story("a"): 410}) as site:
        done = run(site)
    assert done.count("skipped/http_410") == 2
    assert done.count("skipped/duplicate") == 0


def test_an_address_that_leads_to_a_deleted_article_is_skipped_for_this_reason(run: Run) -> None:
    served = {"/world": listing(["a", "moved"]), story("a"): story_page("a")}
    with serve(served) as site:
        assert run(site).slugs == ["a"]
        served |= {story("moved"): ("location", story("a")), story("a"): 410}
        done = run(site, {"again": "1"}, NEWSCRAWL_TOMBSTONES=True)
    assert done.count("skipped/http_410") == 2
    assert done.count("skipped/duplicate") == 0


def test_a_page_that_is_too_large_is_not_asked_for_by_every_crawl(run: Run) -> None:
    with serve(served := pages("bridge")) as site:
        served[story("bridge")] += " " * 50_000
        first = run(site, DOWNLOAD_MAXSIZE=40_000, DOWNLOAD_WARNSIZE=0)
        second = run(site, DOWNLOAD_MAXSIZE=40_000, DOWNLOAD_WARNSIZE=0)
    assert first.count("skipped/too_large") == seen(second, "skipped/too_large") == 1
    assert site.asked.count(story("bridge")) == 1


def test_articles_that_declare_one_address_are_told_apart_by_later_crawls_too(
    run: Run, tmp_path: Path
) -> None:
    """A site's template names the same address on all of its pages."""

    def page(slug: str) -> str:
        return story_with_box(slug).replace(
            "<head>", f'<head><link rel="canonical" href="{story("all-of-them")}">'
        )

    served: dict[str, Any] = {story(slug): page(slug) for slug in SUBJECTS}
    with serve(served) as site:
        for slugs in (["bridge"], ["bridge", "mayor"], ["bridge", "mayor", "storm"]):
            served["/world"] = listing(slugs)
            assert run(site).slugs == slugs[-1:]
        served[story("mayor")] = page("mayor").replace("council", "assembly")
        pass_time(tmp_path, 7)
        assert run(site).slugs == ["mayor"]
        served["/world"] = listing(["storm"])
        assert run(site, {"again": "1"}).slugs == ["storm"]
    by_id: dict[str, set[str]] = {}
    for record in records(tmp_path):
        by_id.setdefault(record["id"], set()).add(record["title"])
    assert sorted(map(sorted, by_id.values())) == [["The bridge"], ["The mayor"], ["The storm"]]
    assert len(records(tmp_path)) == 5


def test_an_article_under_another_address_is_known_by_its_canonical_address(
    run: Run, tmp_path: Path
) -> None:
    with serve(served := pages("bridge")) as site:
        run(site)
        other = story_page("bridge").replace(
            "<head>", f'<head><link rel="canonical" href="{story("bridge")}">'
        )
        served.update({"/world": listing(["other"]), story("other"): other})
        assert run(site).slugs == []
        served.update(
            {
                "/world": listing(["third"]),
                story("third"): other.replace(
                    "</article>", "<p>The toll was raised to nine crowns on Monday.</p>"
                ),
            }
        )
        assert run(site).slugs == ["third"]
    assert len({record["id"] for record in records(tmp_path)}) == 1
    assert len({record["revision"] for record in records(tmp_path)}) == 2


def test_a_later_date_in_a_feed_is_a_reason_to_look_again(run: Run, tmp_path: Path) -> None:
    def feed(day: int) -> tuple[str, str]:
        item = f"<item><link>SITE{story('bridge')}</link><pubDate>{day} Nov 2025 10:00:00 GMT</pubDate></item>"
        return "application/rss+xml", f"<rss version='2.0'><channel>{item}</channel></rss>"

    sources = {"sections": {"world": "/world"}, "feeds": ["/feed"]}
    with serve(served := {**pages(), **pages("bridge"), "/feed": feed(1)}) as site:
        assert run(site, attributes=sources).slugs == ["bridge"]
        hours = (time.time() - datetime(2025, 11, 8, tzinfo=UTC).timestamp()) / 3600
        pass_time(tmp_path, hours)
        served[story("bridge")] = story_page("bridge").replace("the whole town", "half of the town")
        assert run(site, attributes=sources).slugs == []
        served["/feed"] = feed(9)
        assert run(site, attributes=sources).slugs == ["bridge"]


def test_a_page_that_failed_is_asked_for_by_the_next_crawl(run: Run) -> None:
    with serve(served := pages("bridge")) as site:
        served[story("bridge")] = 503
        assert run(site).slugs == []
        served[story("bridge")] = story_page("bridge")
        assert run(site).slugs == ["bridge"]


def test_a_redirect_and_its_goal_are_one_article(run: Run) -> None:
    served = {
        "/world": listing(["old"]),
        story("old"): ("location", story("new")),
        story("new"): story_page("new"),
    }
    with serve(served) as site:
        assert run(site).slugs == ["new"]
        served["/world"] = listing(["new", "old"])
        second = run(site)
    assert second.slugs == []
    assert seen(second, "skipped/delivered") == 2


def test_sources_are_asked_with_conditions_and_nothing_in_them_is_missed(run: Run) -> None:
    with serve(served := pages("bridge", "mayor")) as site:
        served[story("mayor")] = 503  # listed, but not delivered
        run(site)
        served[story("mayor")] = story_page("mayor")
        second = run(site)
        served["/world"] = listing(["bridge", "mayor"]).replace("</main>", "<p>changed</p></main>")
        run(site)
    assert site.unchanged == ["/world"]
    assert second.slugs == ["mayor"]
    assert second.stats["httpcache/revalidate"] == 1


def test_a_source_that_has_moved_is_asked_without_the_conditions_of_its_former_place(
    run: Run,
) -> None:
    with serve(served := pages("bridge")) as site:
        run(site)
        served["/new"] = served["/world"]  # the same ETag, but no stored copy
        served["/world"] = ("location", "/new")
        served[story("bridge")] = 503
        moved = run(site, {"again": "1"})
    assert site.unchanged == []
    assert moved.count("sources_read") == 1


def test_a_deleted_article_gives_a_tombstone_once(run: Run, tmp_path: Path) -> None:
    with serve(served := pages("bridge", "mayor", "never")) as site:
        served[story("never")] = 404
        run(site, NEWSCRAWL_TOMBSTONES="1")
        served[story("bridge")] = 410
        pass_time(tmp_path, 7)
        gone = run(site, NEWSCRAWL_TOMBSTONES="1")
        pass_time(tmp_path, 7)
        after = run(site, NEWSCRAWL_TOMBSTONES="1")
        served[story("bridge")] = story_page("bridge")
        pass_time(tmp_path, 7)
        back = run(site, NEWSCRAWL_TOMBSTONES="1")
    assert gone.stats["newscrawl/tombstones"] == 1
    assert gone.count("skipped/http_410") == 1
    assert "newscrawl/tombstones" not in after.stats
    (stone,) = [
        json.loads(line) for line in (tmp_path / "out.deleted.jsonl").read_text().splitlines()
    ]
    first, last = (record for record in records(tmp_path) if "bridge" in record["url"])
    jsonschema.validate(stone, json_schema("tombstone-1"))
    assert (stone["id"], stone["url"], stone["http_status"]) == (first["id"], first["url"], 410)
    assert stone["publisher"] == first["publisher"]
    assert stone["crawl_id"] != first["crawl_id"]
    assert back.slugs == ["bridge"]
    assert last["id"] == first["id"]
    assert len(records(tmp_path)) == 3


def test_a_deleted_article_that_nothing_lists_is_found_by_its_address(
    run: Run, tmp_path: Path
) -> None:
    with serve(served := pages("bridge", "mayor")) as site:
        run(site)
        listed = tmp_path / "recheck.txt"
        listed.write_text("".join(f"{record['url']}\n" for record in records(tmp_path)))
        served["/world"] = listing(["storm"])
        served[story("bridge")] = 404
        arguments = {"urls": str(listed)}
        early = run(site, arguments, NEWSCRAWL_TOMBSTONES="1")
        pass_time(tmp_path, 7)
        later = run(site, arguments, NEWSCRAWL_TOMBSTONES="1")
    assert seen(early, "skipped/delivered") == 2
    assert "newscrawl/tombstones" not in early.stats
    assert later.stats["newscrawl/tombstones"] == 1
    assert later.stats["item_dropped_reasons_count/Unchanged"] == 1
    (stone,) = (tmp_path / "out.deleted.jsonl").read_text().splitlines()
    assert "bridge" in json.loads(stone)["url"]


def test_without_the_setting_a_deleted_article_is_skipped(run: Run, tmp_path: Path) -> None:
    with serve(served := pages("bridge")) as site:
        run(site)
        served[story("bridge")] = 404
        pass_time(tmp_path, 7)
        gone = run(site)
    assert gone.items == []
    assert gone.count("skipped/http_404") == 1
    assert not list(tmp_path.glob("*deleted*"))


def test_if_a_site_is_down_cached_copies_are_not_used(run: Run) -> None:
    with serve(pages("bridge")) as site:
        run(site)
    down = run(site)
    assert down.stats["finish_reason"] == "no_source"


def test_pages_of_a_section_end_if_all_articles_are_known(run: Run) -> None:
    served = {
        **pages("one", more='<link rel="next" href="/world?page=2">'),
        "/world?page=2": listing(["two"]),
        story("two"): story_page("two"),
    }
    with serve(served) as site:
        first = run(site, {"pages": "9"})
        asked = len(site.asked)
        second = run(site, {"pages": "9"})
        after = site.asked[asked:]
    assert first.slugs == ["one", "two"]
    assert "/world" in after and "/world?page=2" not in after
    assert seen(second, "no_next_page") == 1


def test_one_job_a_site(run: Run, tmp_path: Path) -> None:
    holder = open_store(str(tmp_path / "state.sqlite"), 1)
    assert holder.lock("127.0.0.1")
    with serve(pages("bridge")) as site:
        second = run(site)
        assert "finish_reason" not in second.stats
        assert site.asked == []
        holder.close()
        assert run(site).slugs == ["bridge"]


def test_a_torn_line_is_cut_by_the_next_start(run: Run, tmp_path: Path) -> None:
    torn, lost = tmp_path / "torn.jsonl", tmp_path / "gone.jsonl"
    whole = b'{"a": 1}\n' * 3
    torn.write_bytes(whole + b'{"a": ' + b"x" * 200_000)
    store = open_store(str(tmp_path / "state.sqlite"), 1)
    store.commit(Batch(outputs=[Output(str(torn), 9), Output(str(lost), 9)]), "127.0.0.1")
    store.close()
    with serve(pages("bridge")) as site:
        done = run(site)
    assert torn.read_bytes() == whole
    assert f"{lost} is not on this machine" in done.log
    assert done.stats["newscrawl/exporter/torn_lines_cut"] == 1


def test_without_a_feed_nothing_is_marked(run: Run) -> None:
    with serve(pages("bridge")) as site:
        run(site, FEEDS={})
        assert run(site).slugs == ["bridge"]


@pytest.mark.parametrize(
    "options",
    [
        {"format": "csv"},
        {"format": "jsonlines", "postprocessing": ["scrapy.extensions.postprocessing.GzipPlugin"]},
    ],
)
def test_feeds_that_are_whole_only_at_their_end(
    run: Run, tmp_path: Path, options: dict[str, Any]
) -> None:
    with serve(pages("bridge")) as site:
        feeds = {str(tmp_path / "out"): options}
        assert run(site, FEEDS=feeds, NEWSCRAWL_SYNC_RECORDS=1).slugs == ["bridge"]
        assert run(site).slugs == []


def test_an_output_that_fails_marks_nothing(run: Run, tmp_path: Path) -> None:
    with serve(pages("bridge", "mayor")) as site:
        failed = run(site, FEEDS={"/dev/full": {"format": "jsonlines"}})
        assert failed.stats["finish_reason"] == "output_failed"
        assert "The next crawl repeats articles that are not marked as delivered" in failed.log
        assert run(site).slugs == ["bridge", "mayor"]


def test_batches_of_files(run: Run, tmp_path: Path) -> None:
    feeds = {str(tmp_path / "%(batch_id)d.jsonl"): {"format": "jsonlines", "batch_item_count": 2}}
    with serve(pages("a-bridge", "b-mayor", "c-storm", "d-goal", "e-harbour")) as site:
        run(site, FEEDS=feeds, NEWSCRAWL_SYNC_RECORDS=1)
        assert run(site).slugs == []
    lines = [len((tmp_path / f"{number}.jsonl").read_text().splitlines()) for number in (1, 2, 3)]
    assert lines == [2, 2, 1]
    with closing(sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None)) as state:
        assert state.execute("SELECT count(*) FROM outputs").fetchone() == (0,)


def test_the_state_in_postgresql(run: Run, database: str) -> None:
    with serve(pages("bridge")) as site:
        assert run(site, NEWSCRAWL_STATE=database).slugs == ["bridge"]
        second = run(site, NEWSCRAWL_STATE=database)
    assert second.slugs == []
    assert site.unchanged == ["/world"]
    assert "password" not in second.log


def test_the_project_is_where_it_was(tmp_path: Path) -> None:
    """A crawl with a relative path makes its state in the working folder, and nothing in the
    code's folder.
    """
    assert not (ROOT / "newscrawl" / "state" / "newscrawl.sqlite").exists()


def test_the_robots_txt_of_an_earlier_crawl_stands_in_for_one_that_fails(run: Run) -> None:
    served = pages("bridge", "mayor")
    served["/robots.txt"] = ("text/plain", f"User-agent: *\nDisallow: {story('mayor')}\n")
    with serve(served) as site:
        assert run(site, ROBOTSTXT_OBEY=True).slugs == ["bridge"]
        served["/robots.txt"] = 503
        served.update(pages("bridge", "mayor", "storm"))
        second = run(site, ROBOTSTXT_OBEY=True)
    assert second.slugs == ["storm"]
    assert story("mayor") not in site.asked
    assert second.stats["newscrawl/robots/recalled"] == 1


SUBJECTS = {
    "bridge": "masons arches river mortar flood carpenters timber scaffold",
    "mayor": "council ballots chamber councillors speech majority opposition budget",
    "storm": "gusts lighthouse sailors forecast lifeboat breakwater barometer thunder",
    "goal": "keeper penalty referee stadium captain corner supporters whistle",
    "harvest": "orchards barley tractor farmers granary weevils market threshing",
}


def story_with_box(slug: str) -> str:
    """Returns a story in words of its own, with a box that all stories have."""
    words = SUBJECTS[slug].split()
    texts = [
        f"The {words[n]} and the {words[n + 1]} were what {words[-n]} had brought to {words[-n - 1]}, as {words[n]} do."
        for n in range(1, 6)
    ]
    box = (
        "<p>Harrow readers tell us what they think on the meadow behind our house each Friday.</p>"
    )
    body = "".join(f"<p>{text}</p>" for text in texts) + box
    return story_page(slug).partition("<p>")[0] + body + "</article></body></html>"


def test_memory_of_a_site_lasts_and_forges_no_revision(run: Run, tmp_path: Path) -> None:
    slugs = ["bridge", "mayor", "storm", "goal"]
    served = {"/world": listing(slugs), **{story(slug): story_with_box(slug) for slug in slugs}}
    with serve(served) as site:
        first = run(site)
        pass_time(tmp_path, 7)
        served["/world"] = listing([*slugs, "harvest"])
        served[story("harvest")] = story_with_box("harvest")
        second = run(site)
    by_slug = {record["title"]: record for record in records(tmp_path)}
    has_box = {title: "on the meadow" in record["text"] for title, record in by_slug.items()}
    assert first.slugs == sorted(slugs)
    # The box learnt from the first articles is removed from the next one. The first articles
    # themselves keep it.
    assert second.slugs == ["harvest"]
    assert list(has_box.values())[:2] == [True, True]
    assert has_box["The harvest"] is False
    assert by_slug["The harvest"]["removed"][-1]["rule"].startswith("site_memory")
    assert second.stats["item_dropped_reasons_count/Unchanged"] == 4


def preview_page(original: str) -> str:
    """Returns a preview of the bridge's story, with a link to the article at `original`."""
    sentence = "It was bridge that the whole town spoke of on Friday, from the harbour to the hill."
    frame = f'<p>This preview shows 15% of the article.</p><p><a href="{original}">Read Full Article →</a></p>'
    return f"{story_page('bridge').partition('<p>')[0]}<p>{sentence}</p>{frame}</article></body></html>"


def test_a_preview_whose_publisher_is_being_crawled_is_delivered_itself(
    run: Run, tmp_path: Path
) -> None:
    with serve(served := {"/world": listing(["bridge"]), "/post": story_page("bridge")}) as site:
        original = site.url.replace("127.0.0.1", "localhost") + "/post"
        served[story("bridge")] = preview_page(original)
        holder = open_store(str(tmp_path / "state.sqlite"), 1)
        assert holder.lock("localhost")
        busy = run(site, attributes={"follow_previews": True})
        holder.close()
        free = run(site, {"again": "1"}, {"follow_previews": True}, NEWSCRAWL_PREVIEW_DELAY=0)
        asked = len(site.asked)
        after = run(site, attributes={"follow_previews": True})
    assert busy.count("previews/publisher_busy") == 1
    assert [item["url"] for item in busy.items] == [site.url + story("bridge")]
    assert [item["url"] for item in free.items] == [original]
    assert after.items == []
    assert story("bridge") not in site.asked[asked:]


@pytest.mark.parametrize("failure", ["robots", "refused", "status"])
def test_a_preview_whose_publisher_can_not_be_asked_is_delivered_once(
    run: Run, failure: str
) -> None:
    with serve(served := {"/world": listing(["bridge"])}) as site:
        port = 1 if failure == "refused" else site.url.rpartition(":")[2]
        served[story("bridge")] = preview_page(f"http://localhost:{port}/post")
        if failure == "robots":
            served["/robots.txt"] = ("text/plain", "User-agent: *\nDisallow: /post")
        settings = {"ROBOTSTXT_OBEY": failure == "robots", "NEWSCRAWL_PREVIEW_DELAY": 0}
        first = run(site, None, {"follow_previews": True}, **settings)
        second = run(site, None, {"follow_previews": True}, **settings)
    assert first.slugs == ["bridge"]
    assert second.slugs == []
    assert seen(second, "skipped/delivered") == 1
    assert site.asked.count(story("bridge")) == 1


def test_an_article_whose_next_page_is_forbidden_is_delivered_once(run: Run) -> None:
    with serve(served := pages("bridge")) as site:
        served[story("bridge")] = story_page("bridge").replace(
            "<head>", f'<head><link rel="next" href="{story("bridge")}?page=2">'
        )
        served["/robots.txt"] = ("text/plain", "User-agent: *\nDisallow: /*page=2")
        first = run(site, ROBOTSTXT_OBEY=True)
        second = run(site, ROBOTSTXT_OBEY=True)
    assert first.count("pages/robots") == 1
    assert first.slugs == ["bridge"]
    assert second.slugs == []


def edited(site: Site, served: dict[str, Any], source: str) -> None:
    """Edits the bridge's story, and gives the new date in one source."""
    served[story("bridge")] = story_page("bridge").replace(
        "the whole town", f"half of the town ({source})"
    )
    now = datetime.now(UTC)
    url = f"{site.url}{story('bridge')}"
    if source == "feed":
        item = f"<item><link>{url}</link><pubDate>{now:%d %b %Y %H:%M:%S GMT}</pubDate></item>"
        served["/feed"] = (
            "application/rss+xml",
            f"<rss version='2.0'><channel>{item}</channel></rss>",
        )
    elif source == "sitemap":
        entry = f"<url><loc>{url}</loc><lastmod>{now.isoformat(timespec='seconds')}</lastmod></url>"
        served["/sitemap.xml"] = ("text/xml", f"<urlset>{entry}</urlset>")


@pytest.mark.parametrize("spider", ["site", "publisher"])
def test_the_most_recent_date_of_all_sources_decides(tmp_path: Path, spider: str) -> None:
    """The front page names the article without a date, the feed with the date of its publication."""
    settings = remembering(tmp_path)

    def again(site: Site) -> Crawl:
        if spider == "site":
            return crawl({}, {"url": site.url}, settings, site=True)
        # Undated links come first: of sources with one priority the first that is named is read
        # first.
        sources = {"sections": {}, "feeds": ["/feed"], "news_sitemaps": ["/sitemap.xml"]}
        return crawl(harrow(site.url, **sources), None, settings)

    long_ago = datetime.now(UTC) - timedelta(days=60)
    item = f"<item><link>SITE{story('bridge')}</link><pubDate>{long_ago:%d %b %Y} 06:00:00 GMT</pubDate></item>"
    front = listing(["bridge"], '<link rel="alternate" type="application/rss+xml" href="/feed">')
    served: dict[str, Any] = {"/": front, story("bridge"): story_page("bridge")}
    served["/feed"] = ("application/rss+xml", f"<rss version='2.0'><channel>{item}</channel></rss>")
    served["/sitemap.xml"] = (
        "text/xml",
        f"<urlset><url><loc>SITE{story('bridge')}</loc></url></urlset>",
    )
    with serve(served) as site:
        assert again(site).slugs == ["bridge"]
        pass_time(tmp_path, 24 * 30)  # too old to be fetched again because of its age
        quiet = again(site)
        assert quiet.slugs == []
        assert seen(quiet, "skipped/delivered") == 1  # of one article, whatever names it
        for source in ("feed", "sitemap"):
            edited(site, served, source)
            done = again(site)
            assert done.slugs == ["bridge"], source
            assert seen(done, "skipped/delivered") == 0
            pass_time(tmp_path, 2)
    assert len({record["revision"] for record in records(tmp_path)}) == 3


def test_a_look_under_a_wrong_clock_is_made_again(run: Run, tmp_path: Path) -> None:
    with serve(served := pages("bridge")) as site:
        for hours in (24 * 365 * 50, -24 * 900):
            run(site)
            pass_time(tmp_path, hours)
            served[story("bridge")] = story_page("bridge").replace(
                "the whole town", f"{hours} of the town"
            )
            assert run(site).slugs == ["bridge"]
            assert run(site).slugs == []
        with closing(sqlite3.connect(tmp_path / "state.sqlite")) as state:
            ((first, checked),) = state.execute("SELECT first, checked FROM pages").fetchall()
    assert first == checked


def test_a_state_with_values_of_another_type_ends_the_crawl(run: Run, tmp_path: Path) -> None:
    with serve(pages("bridge")) as site:
        run(site)
        with closing(sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None)) as state:
            state.execute("UPDATE pages SET checked = 'yesterday'")
        done = run(site)
    assert done.stats["finish_reason"] == "state_failed"
    assert "can't be used: could not convert string to float" in done.log


def test_articles_reserved_by_tdmrep_json_are_left_out_if_the_setting_says_so(run: Run) -> None:
    served = pages("bridge", "mayor")
    served["/.well-known/tdmrep.json"] = (
        "application/json",
        json.dumps(
            [
                {"location": "/", "tdm-reservation": 0},
                {"location": story("mayor"), "tdm-reservation": 1, "tdm-policy": "/policy"},
            ]
        ),
    )
    with serve(served) as site:
        heeded = run(site, NEWSCRAWL_RIGHTS="training", NEWSCRAWL_STATE="", ROBOTSTXT_OBEY=True)
        times = site.asked.count("/.well-known/tdmrep.json")
        served["/robots.txt"] = ("text/plain", "User-agent: *\nDisallow: /.well-known/\n")
        forbidden = run(site, NEWSCRAWL_RIGHTS="tdm", NEWSCRAWL_STATE="", ROBOTSTXT_OBEY=True)
        unheeded = run(site, NEWSCRAWL_RIGHTS="noindex", NEWSCRAWL_STATE="", ROBOTSTXT_OBEY=True)
    assert heeded.slugs == ["bridge"]
    assert heeded.stats["item_dropped_reasons_count/TrainingForbidden"] == 1
    assert forbidden.slugs == unheeded.slugs == ["bridge", "mayor"]
    assert times == site.asked.count("/.well-known/tdmrep.json") == 1


@pytest.mark.parametrize("page", [404, 503, ("application/json", "[]"), "<html>Not here</html>"])
def test_a_site_without_a_tdmrep_json_reserves_nothing_there(run: Run, page: Any) -> None:
    with serve({**pages("bridge"), "/.well-known/tdmrep.json": page}) as site:
        assert run(site, NEWSCRAWL_RIGHTS="tdm", NEWSCRAWL_STATE="").slugs == ["bridge"]


def test_a_site_that_has_moved_to_one_that_is_being_crawled(tmp_path: Path) -> None:
    state = str(tmp_path / "state.sqlite")
    with serve({"/world": listing(["bridge"]), story("bridge"): story_page("bridge")}) as site:
        new = site.url.replace("127.0.0.1", "localhost")
        with serve({"/": ("location", f"{new}/world")}) as old:
            holder = open_store(state, 1)
            assert holder.lock("localhost")
            busy = crawl({}, {"url": old.url + "/"}, {"NEWSCRAWL_STATE": state}, site=True)
            assert busy.stats["finish_reason"] == "site_busy"
            assert busy.items == []
            assert story("bridge") not in site.asked
            holder.close()
            free = crawl({}, {"url": old.url + "/"}, {"NEWSCRAWL_STATE": state}, site=True)
    assert free.slugs == ["bridge"]
