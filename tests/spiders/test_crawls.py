"""Crawls of a small newspaper on loopback, from sections, feeds and sitemaps to articles, and what
is skipped.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from newspaper import (
    Crawl,
    Site,
    crawl,
    feed,
    feed_item,
    harrow,
    listing,
    serve,
    spider,
    stories,
    story,
    story_page,
)

from newscrawl.job.status import exit_status


def news(path: str) -> tuple[str, str]:
    """Returns the content type and the body of a news sitemap of one article."""
    return (
        "application/xml",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>SITE{path}</loc><news:news><news:publication_date>2026-11-20"
        "</news:publication_date></news:news></url></urlset>",
    )


def test_all_sources_and_no_article_twice() -> None:
    pages = {
        **stories("bridge", "harbour", "mayor", "storm"),
        "/world": listing(["bridge", "harbour"]),
        "/feed.xml": feed(
            feed_item(story("harbour") + "?utm_source=rss"), feed_item(story("mayor"))
        ),
        "/news.xml": news(story("storm")),
    }
    with serve(pages) as site:
        done = crawl(
            spider(
                site.url,
                sections={"world": "/world"},
                feeds=["/feed.xml"],
                news_sitemaps=["/news.xml"],
            )
        )
    assert done.slugs == ["bridge", "harbour", "mayor", "storm"]
    via = {item["url"].partition("20/")[2].partition("-")[0]: item["via"] for item in done.items}
    assert via["bridge"] == {"kind": "section", "url": f"{site.url}/world"}
    assert via["mayor"] == {"kind": "feed", "url": f"{site.url}/feed.xml"}
    assert via["storm"] == {"kind": "news_sitemap", "url": f"{site.url}/news.xml"}
    assert done.count("skipped/duplicate") == 1
    assert done.count("sources_read") == 3
    assert site.asked.count(story("harbour")) == 1
    assert done.items[0]["publisher"] == {
        "id": "harrow",
        "name": "The Harrow",
        "domain": "127.0.0.1",
        "country": "GB",
    }


def test_articles_are_fetched_in_the_order_of_the_list() -> None:
    slugs = ["bridge", "harbour", "mayor", "storm"]
    with serve({**stories(*slugs), "/world": listing(slugs)}) as site:
        crawl(spider(site.url, sections={"world": "/world"}))
    assert site.asked[-4:] == [story(slug) for slug in slugs]


def paged(more: dict[str, str]) -> Crawl:
    pages = {
        **stories("one", "two", "three", "four"),
        "/world": listing(["one"], '<link rel="next" href="/world?page=2">'),
        "/world?page=2": listing(["two"], '<link rel="next" href="/world?page=3">'),
        "/world?page=3": listing(["three"], '<link rel="next" href="/world?page=4">'),
        "/world?page=4": listing(["three"], '<link rel="next" href="/world?page=5">'),
        "/world?page=5": listing(["four"]),
    }
    with serve(pages) as site:
        return crawl(spider(site.url, sections={"world": "/world"}), more)


@pytest.mark.parametrize(
    ("more", "slugs"),
    [({}, ["one"]), ({"pages": "2"}, ["one", "two"]), ({"pages": "99"}, ["one", "three", "two"])],
)
def test_pages_until_nothing_is_new(more: dict[str, str], slugs: list[str]) -> None:
    assert paged(more).slugs == slugs


def test_a_further_page_waits_for_the_articles_before_it() -> None:
    """Otherwise the requests of all pages of a section would wait in memory at once."""
    first = [f"a{number}" for number in range(8)]
    pages = {
        **stories(*first, "last"),
        "/world": listing(first, '<link rel="next" href="/world?page=2">'),
        "/world?page=2": listing(["last"]),
    }
    with serve(pages) as site:
        done = crawl(spider(site.url, sections={"world": "/world"}), {"pages": "2"})
    assert done.slugs == [*first, "last"]
    listed = site.asked.index("/world?page=2")
    assert all(site.asked.index(story(slug)) < listed for slug in first)


def test_only() -> None:
    pages = {
        **stories("bridge", "goal"),
        "/world": listing(["bridge"]),
        "/sport": listing(["goal"]),
    }
    with serve(pages) as site:
        sections = {"world": "/world", "sport": "/sport"}
        done = crawl(spider(site.url, sections=sections, feeds=["/feed.xml"]), {"only": "SPORT"})
    assert done.slugs == ["goal"]
    assert done.items[0]["section"] == "sport"
    assert "/feed.xml" not in site.asked


def test_sections_from_navigation() -> None:
    pages = {
        **stories("bridge", "goal", "top"),
        "/": listing(["top"]),
        "/world": listing(["bridge"]),
        "/sport": listing(["goal"]),
    }
    pages["/feed.xml"] = feed(feed_item(story("bridge")))
    with serve(pages) as site:
        everything = crawl(spider(site.url, feeds=["/feed.xml"]))
        some = crawl(spider(site.url), {"only": "sport"})
        none = crawl(spider(site.url), {"only": "culture"})
    assert everything.slugs == ["bridge", "goal", "top"]
    assert {item["via"]["kind"] for item in everything.items if "bridge" in item["url"]} == {
        "feed"
    }  # the longer form
    assert everything.count("sections_found") == 2
    assert some.slugs == ["goal"]
    assert none.items == []
    assert none.stats["finish_reason"] == "unknown_section"
    assert "It has: world, sport" in none.log
    assert "/about" not in site.asked


def test_since() -> None:
    undated = "/world/bridge-that-was-closed-all-winter-is-open"
    more = f'<a href="{story("older", 18)}">An older story of the bridge</a><a href="{undated}">The bridge is open again</a></main>'
    pages = {
        **stories("new", "linked"),
        **stories("old", "older", day=18),
        undated: story_page("undated", day=18),
        "/world": listing(["linked"], '<link rel="next" href="/world?page=2">').replace(
            "</main>", more
        ),
        "/world?page=2": listing(["old"], '<link rel="next" href="/world?page=3">', day=18),
        "/feed.xml": feed(feed_item(story("new")), feed_item("/world/by-the-date-of-the-feed", 18)),
    }
    with serve(pages) as site:
        attributes = spider(site.url, sections={"world": "/world"}, feeds=["/feed.xml"])
        done = crawl(attributes, {"since": "2026-11-19", "pages": "9"})
    assert done.slugs == ["linked", "new"]
    assert done.count("skipped/old") == 4
    assert story("older", 18) not in site.asked  # its address names the day
    assert "/world/by-the-date-of-the-feed" not in site.asked
    assert undated in site.asked  # only the article states its date
    assert "/world?page=2" in site.asked
    assert "/world?page=3" not in site.asked  # all of the second page is too old


def test_pages_of_a_section_end_if_all_links_are_too_old() -> None:
    def page(slug: str, listed: str, following: str) -> str:
        link = f'<div><h3><a href="/world/{slug}-in-the-town-of-harrow">The {slug}, and all of it</a></h3><time datetime="{listed}">'
        return f'<html><head><link rel="next" href="{following}"></head><main>{link}</time></div></main></html>'

    pages = {
        "/world": page("new", "2026-11-20T09:00", "/world?page=2"),
        "/world?page=2": page("old", "2026-11-18T23:59", "/world?page=3"),
        "/world?page=3": page("older", "2026-11-17", "/world?page=4"),
        "/world/new-in-the-town-of-harrow": story_page("new"),
    }
    with serve(pages) as site:
        done = crawl(
            spider(site.url, sections={"world": "/world"}), {"since": "2026-11-19", "pages": "9"}
        )
    assert done.slugs == ["new"]
    assert done.count("skipped/old") == 1
    assert "/world?page=3" not in site.asked


def test_sections_that_are_none_any_more() -> None:
    pages: dict[str, Any] = {
        **stories("bridge", "top"),
        "/": listing(["top"]),
        "/world": listing(["bridge"]),
        "/sport": ("location", "/"),
        "/culture": "<html><body><p>Please prove that you are a person.</p></body></html>",
    }
    with serve(pages) as site:
        sections = {"world": "/world", "sport": "/sport", "culture": "/culture"}
        done = crawl(spider(site.url, sections=sections))
    assert done.slugs == ["bridge"]
    assert done.count("sources_read") == done.count("sources_failed/leads_to_the_front_page") == 1
    assert done.count("sources_failed/no_articles") == 1
    assert "source: leads_to_the_front_page" in done.log


def test_sections_that_lead_to_pages_that_were_read() -> None:
    pages: dict[str, Any] = {
        **stories("bridge", "top"),
        "/": listing(["top"]),
        "/world": listing(["bridge"]),
        "/sport": ("location", "/"),
        "/culture": ("location", "/"),
        "/travel": ("location", "/world"),
        "/opinion": ("location", "/opinion"),
    }
    with serve(pages) as site:
        names = ("world", "sport", "culture", "travel", "opinion")
        done = crawl(spider(site.url, sections={name: f"/{name}" for name in names}))
    assert done.slugs == ["bridge"]
    assert done.count("sources_read") == 1
    assert done.count("sources_failed/leads_to_the_front_page") == 2
    assert done.count("sources_failed/leads_to_a_page_that_was_read") == 1
    assert done.count("sources_failed/redirect_loop") == 1
    assert "1 of 5 sections are gone: culture (leads to the front page)" in done.log


def test_since_is_meant_in_the_publishers_zone() -> None:
    # 10:00 in Dubai is 06:00 UTC.
    with serve({**stories("bridge"), "/world": listing(["bridge"])}) as site:
        spoken = spider(site.url, sections={"world": "/world"})
        before, after = (
            crawl(spoken, {"since": since}) for since in ("2026-11-20T09:59", "2026-11-20T10:01")
        )
    assert (before.slugs, after.slugs) == (["bridge"], [])


def test_everything_skipped_is_counted() -> None:
    pages: dict[str, Any] = {
        **stories("bridge"),
        "/robots.txt": ("text/plain", f"User-agent: *\nDisallow: {story('secret')}"),
        story("gone"): 410,
        story("broken"): 500,
        story("picture"): ("image/png", "\x89PNG"),
        story("nothing"): "<html><body><p>Nothing here.</p></body></html>",
        story("home"): ("location", "/"),
        story("moved"): ("location", story("bridge")),
        story("cookie"): ("location", story("cookie")),
        story("world"): ("location", "/world"),
        story("short"): ("location", story("unlisted")),
        story("shorter"): ("location", story("unlisted")),
        **stories("unlisted"),
        "/": listing([]),
        "/world": listing(
            [
                "bridge",
                "cookie",
                "world",
                "short",
                "shorter",
                "secret",
                "gone",
                "broken",
                "picture",
                "nothing",
                "home",
                "elsewhere",
                "moved",
            ]
        ),
        "/feed.xml": feed("<item><link>https://elsewhere.example/2026/11/20/a-story</link></item>"),
    }
    with serve(pages) as site:
        pages[story("elsewhere")] = (
            "location",
            site.url.replace("127.0.0.1", "localhost") + "/world",
        )
        done = crawl(spider(site.url, sections={"world": "/world"}, feeds=["/feed.xml"]))
    assert done.slugs == ["bridge", "unlisted"]
    reasons = {
        key.removeprefix("newscrawl/spider/skipped/"): value
        for key, value in done.stats.items()
        if key.startswith("newscrawl/spider/skipped/")
    }
    assert reasons == {
        "robots": 1, "http_410": 1, "http_500": 1, "not_html": 1, "not_article": 3, "offsite": 2, "duplicate": 2,
        "redirect_loop": 1,
    }  # fmt: skip


BAD_BASE = '<base href="http://[">'


@pytest.mark.parametrize("by_site", [False, True])
def test_addresses_that_no_parser_takes_are_no_errors(by_site: bool) -> None:
    pages: dict[str, Any] = {
        "/": listing(["bridge", "away"], BAD_BASE).replace(
            "<main>", "<main><input type='password'>"
        ),
        "/world": listing(["bridge", "away"], BAD_BASE),
        story("bridge"): story_page("bridge").replace("<head>", f"<head>{BAD_BASE}"),
        story("away"): ("location", "http://["),
    }
    with serve(pages) as site:
        done = crawl({}, {"url": site.url}, site=True) if by_site else crawl(harrow(site.url))
    assert done.slugs == ["bridge"]
    assert done.count("skipped/bad_redirect") == 1
    assert not [name for name in done.stats if "errors" in name or "exception" in name.lower()]


def test_a_login_in_an_articles_place_is_no_article() -> None:
    form = "<form><input type=password></form>"
    words = "".join(
        f"<p>Reason {n} to read the paper every day is the crew of boat {n}.</p>" for n in range(40)
    )
    offer = f"<html><body><main><h1>Log in</h1>{form}{words}</main></body></html>"
    pages: dict[str, Any] = {
        "/world": listing(["bridge", "closed", "open", "short", "barred", "late"]),
        story("bridge"): story_page("bridge").replace("</body>", f"{form}</body>"),
        story("closed"): ("location", "/login?next=closed"),
        "/login?next=closed": offer,
        story("short"): ("location", "/login?next=short"),
        "/login?next=short": f"<html><body><h1>Log in</h1>{form}</body></html>",
        story("barred"): ("location", "/login?next=short"),
        story("late"): ("location", "/login?next=short"),
        story("open"): ("location", story("moved")),
        story("moved"): story_page("moved").replace("</body>", f"{form}</body>"),
    }
    with serve(pages) as site:
        done = crawl(spider(site.url, sections={"world": "/world"}))
    assert done.slugs == ["bridge", "moved"]
    assert done.count("skipped/login") == 4
    assert done.count("skipped/duplicate") == 0


def test_an_address_that_several_articles_declare_is_not_used() -> None:
    shared = '<link rel="canonical" href="/2026/11/20/all-the-news-of-harrow">'
    pages = {"/world": listing(["bridge", "mayor", "storm"])}
    for slug in ("bridge", "mayor", "storm"):
        pages[story(slug)] = story_page(slug).replace("<head>", f"<head>{shared}")
    with serve(pages) as site:
        done = crawl(spider(site.url, sections={"world": "/world"}))
    assert done.slugs == ["bridge", "mayor", "storm"]
    assert done.count("canonical_shared") == 2


def test_one_article_under_two_addresses_and_articles_of_numbers() -> None:
    pages = {
        "/world": '<main><a href="/?p=101">The bridge, and all that is known of it</a>'
        '<a href="/?p=102">The mayor, and all that is known of her</a>'
        '<a href="/s?b=2&amp;id=1030">The storm, and all that is known of it</a>'
        '<a href="/s?id=1030&amp;b=2">The storm, and all that is known of it</a></main>',
        "/?p=101": story_page("bridge"),
        "/?p=102": story_page("bridge").replace(
            "<head>", '<head><link rel="canonical" href="/?p=101">'
        ),
        "/s?b=2&id=1030": story_page("storm"),
    }
    with serve(pages) as site:
        done = crawl(spider(site.url, sections={"world": "/world"}))
    assert len(done.items) == 2
    assert sum("?p=10" in item["url"] for item in done.items) == 1
    assert done.count("skipped/duplicate") == 2


def test_a_page_that_says_it_was_not_found_is_skipped() -> None:
    other = (
        "<p>Read what the town of Harrow talks about this week, from the harbour to the hill.</p>"
    )
    missing = story_page("gone")
    for old, new in (("<title>gone", "<title>Page not found"), ("The gone", "Page not found")):
        missing = missing.replace(old, new)
    missing = f"{missing.partition('<p>')[0]}{other * 4}</article></body></html>"
    pages = {**stories("bridge"), "/world": listing(["bridge", "gone"]), story("gone"): missing}
    with serve(pages) as site:
        done = crawl(spider(site.url, sections={"world": "/world"}))
    assert done.slugs == ["bridge"]
    assert done.count("skipped/says_not_found") == 1


def test_a_bot_check_at_the_address_of_a_feeds_article_is_skipped() -> None:
    text = "<p>Please confirm that a person reads this page, and it will be shown to you.</p>"
    check = f"<html><head><title>Just a moment...</title></head><body>{text}</body></html>"
    pages = {
        **stories("bridge"),
        "/feed.xml": feed(*map(feed_item, map(story, ["bridge", "gone"]))),
        story("gone"): check,
    }
    with serve(pages) as site:
        done = crawl(spider(site.url, feeds=["/feed.xml"]))
    assert done.slugs == ["bridge"]
    assert done.count("skipped/says_refused") == 1


def test_a_print_copy_leads_to_its_article() -> None:
    def copy(slug: str) -> str:
        link = f'<link rel="canonical" href="{story(slug)}">'
        page = story_page(slug).replace("<head>", f"<head>{link}")
        return page.replace("</p><p>", "<br>")  # its paragraphs are other blocks

    links = "".join(
        f'<h3><a href="{path}">The {slug}, and all that is known of it so far</a></h3>'
        for slug, path in (
            ("bridge", story("bridge")),
            ("bridge", f"/print{story('bridge')}"),
            ("mayor", f"{story('mayor')}?print=1"),
            ("storm", f"{story('storm')}/drucken.html"),
        )
    )
    pages = {
        **stories("bridge", "mayor", "storm"),
        "/world": f"<main>{links}</main>",
        f"/print{story('bridge')}": copy("bridge"),
        f"{story('mayor')}?print=1": copy("mayor"),
        f"{story('storm')}/drucken.html": copy("storm"),
    }
    with serve(pages) as site:
        done = crawl(spider(site.url, sections={"world": "/world"}))
    assert done.slugs == ["bridge", "mayor", "storm"]
    assert {item["section"] for item in done.items} == {"world"}
    assert not [item["url"] for item in done.items if "print" in item["url"]]
    assert done.count("skipped/duplicate") == 1


def test_no_source_to_be_had() -> None:
    with serve({"/feed.xml": "<html>Not found</html>"}) as site:
        done = crawl(spider(site.url, sections={"world": "/world"}, feeds=["/feed.xml"]))
    assert done.stats["finish_reason"] == "no_source"
    assert (done.count("sources_failed/http_404"), done.count("sources_failed/html")) == (1, 1)


def test_plain_sitemaps_give_new_articles_only() -> None:
    entry = "<url><loc>SITE{}</loc><lastmod>{}</lastmod></url>"
    pages = {
        **stories("bridge"),
        "/sitemap.xml": (
            "text/xml",
            "<sitemapindex><sitemap><loc>SITE/new.xml</loc><lastmod>2026-11-20</lastmod></sitemap>"
            "<sitemap><loc>SITE/old.xml</loc><lastmod>2025-11-20</lastmod></sitemap></sitemapindex>",
        ),
        "/new.xml": (
            "text/xml",
            "<urlset>"
            + entry.format(story("bridge"), "2026-11-20")
            + entry.format(story("old", 18), "2026-11-18")
            + entry.format("/about", "2026-11-20")
            + "</urlset>",
        ),
    }
    with serve(pages) as site:
        attributes = spider(site.url, feeds=["/feed.xml"], sitemaps=["/sitemap.xml"])
        done = crawl(attributes, {"since": "2026-11-19"})
        crawl(attributes)
    assert done.slugs == ["bridge"]
    assert "/old.xml" not in site.asked
    assert site.asked.count("/sitemap.xml") == 1  # without since, the feed is enough
    assert (
        done.count("skipped/old"),
        done.count("skipped/not_article"),
        done.count("skipped/old_sitemap"),
    ) == (
        1,
        1,
        1,
    )


def test_a_sitemap_without_dates_gives_likely_articles_from_both_of_its_ends() -> None:
    slugs = [f"story-{number}" for number in range(6)]
    undated = [f"/world/{slug}-in-the-town-of-harrow" for slug in slugs]
    entries = ["/about", *undated, "/tag/harbour", story("old", 18)]
    pages = {
        **{path: story_page(slug) for path, slug in zip(undated, slugs, strict=True)},
        "/sitemap.xml": (
            "text/xml",
            "".join(f"<url><loc>SITE{path}</loc></url>" for path in entries),
        ),
    }
    pages["/sitemap.xml"] = ("text/xml", f"<urlset>{pages['/sitemap.xml'][1]}</urlset>")
    with serve({**pages, "/": listing([])}) as site:
        done = crawl(
            spider(site.url, sitemaps=["/sitemap.xml"]), settings={"NEWSCRAWL_SITEMAP_UNDATED": 4}
        )
        since = crawl(spider(site.url, sitemaps=["/sitemap.xml"]), {"since": "2026-11-21"})
    assert done.slugs == ["story-0", "story-1", "story-4", "story-5"]
    assert [
        done.count(f"skipped/{reason}") for reason in ("too_many_undated", "not_article", "old")
    ] == [2, 2, 1]
    assert since.slugs == []
    assert since.count("skipped/old") == 7  # by what the pages themselves say


def test_of_many_sitemaps_the_newest_are_read_one_after_another() -> None:
    slugs = ["bridge", "goal", "mayor"]
    entry = "<url><loc>SITE{}</loc><lastmod>2026-11-20</lastmod></url>"
    index = "".join(
        f"<sitemap><loc>SITE/{n}.xml</loc><lastmod>2026-11-{20 + n}</lastmod></sitemap>"
        for n in range(4)
    )
    pages = {
        **stories(*slugs),
        "/sitemap.xml": ("text/xml", f"<sitemapindex>{index}</sitemapindex>"),
        **{
            f"/{3 - n}.xml": ("text/xml", f"<urlset>{entry.format(story(s))}</urlset>")
            for n, s in enumerate(slugs)
        },
        "/": listing([]),
    }
    with serve(pages) as site:
        done = crawl(
            spider(site.url, sitemaps=["/sitemap.xml"]),
            {"since": "2026-11-19"},
            {"NEWSCRAWL_SITEMAP_FILES": 3},
        )
    parts = ["/3.xml", story("bridge"), "/2.xml", story("goal"), "/1.xml", story("mayor")]
    assert [path for path in site.asked if path in parts] == parts
    assert "/0.xml" not in site.asked
    assert done.count("skipped/too_many_sitemaps") == 1


def test_site_with_since_reads_all_kinds_of_sitemaps() -> None:
    entry = (
        f"<urlset><url><loc>SITE{story('bridge')}</loc><lastmod>2026-11-20</lastmod></url></urlset>"
    )
    pages = {
        **stories("bridge", "storm"),
        "/robots.txt": (
            "text/plain",
            "Sitemap: SITE/all.xml\nSitemap: SITE/sitemap-news.xml\nSitemap: SITE/newsarchive-2019.xml",
        ),
        "/all.xml": ("text/xml", entry),
        "/sitemap-news.xml": news(story("storm")),
        "/": "<html></html>",
    }
    with serve(pages) as site:
        done = crawl({}, {"url": site.url, "since": "2026-11-19"}, site=True)
    assert done.slugs == ["bridge", "storm"]
    assert found(done) == {"news_sitemaps": ["/sitemap-news.xml"], "sitemaps": ["/all.xml"]}
    assert "/newsarchive-2019.xml" not in site.asked


def test_site_whose_robots_txt_names_a_sitemap_of_each_year() -> None:
    years = [*range(2010, 2026), datetime.now(UTC).year]
    entry = f"<urlset><url><loc>SITE{story('bridge')}</loc><lastmod>{datetime.now(UTC).date()}</lastmod></url></urlset>"
    pages = {
        **stories("bridge"),
        "/robots.txt": (
            "text/plain",
            "".join(f"Sitemap: SITE/archive-{year}.xml\n" for year in years),
        ),
        f"/archive-{years[-1]}.xml": ("text/xml", entry),
        "/": "<html></html>",
    }
    with serve(pages) as site:
        done = crawl({}, {"url": site.url}, site=True)
    assert done.slugs == ["bridge"]
    assert [path for path in site.asked if "archive" in path] == [f"/archive-{years[-1]}.xml"]


def test_crawl_delay_of_robots() -> None:
    pages = {
        "/robots.txt": ("text/plain", "User-agent: *\nCrawl-delay: 0.4"),
        **stories("a", "b"),
        "/world": listing(["a", "b"]),
    }
    with serve(pages) as site:
        attributes = spider(site.url, sections={"world": "/world"})
        slow = crawl(attributes)
        bounded = crawl(attributes, settings={"NEWSCRAWL_MAX_CRAWL_DELAY": 0.01})
    assert slow.slugs == bounded.slugs == ["a", "b"]
    assert slow.stats["newscrawl/crawl_delay/sites"] == 1
    assert "asks for 0.4 s between requests: waiting 0.4 s" in slow.log
    assert "asks for 0.4 s between requests: waiting 0.01 s" in bounded.log


def test_an_error_of_a_middleware_is_told_once_and_counted() -> None:
    slugs = ["bridge", "bug-one", "bug-two", "mayor"]
    with serve({**stories(*slugs), "/world": listing(slugs)}) as site:
        done = crawl(spider(site.url, sections={"world": "/world"}))
    assert done.slugs == ["bridge", "mayor"]
    assert done.log.count("Traceback") == 1
    assert done.log.count("AttributeError: a bug in a middleware") == 1
    assert done.log.count("Error while fetching <GET") == 2
    assert done.stats["newscrawl/errors/AttributeError"] == 2
    assert exit_status(done.stats) == 2
    assert "Exit status 2" in done.log


def test_no_password_of_an_address_is_used_or_told() -> None:
    with serve({**stories("bridge"), "/world": listing(["bridge"])}) as site:
        inside = site.url.replace("http://", "http://me:s3cr3t@")
        with serve({"/moved": ("location", f"{inside}/feed.xml")}) as old:
            sections = {"world": f"{inside}/world"}
            attributes = spider(inside, sections=sections, feeds=[f"{old.url}/moved"])
            done = crawl(attributes, settings={"LOG_LEVEL": "DEBUG"})
    assert done.slugs == ["bridge"]
    assert done.items[0]["url"] == site.url + story("bridge")
    assert site.asked.count("/feed.xml") == 1
    assert "s3cr3t" not in f"{done.log} {done.items} {done.stats}"


@pytest.mark.parametrize("delay", [0, 0.3])
def test_one_site_gets_one_request_at_a_time_whatever_its_subdomains(delay: float) -> None:
    hosts = ["www", "news", "sport", "feeds", "maps"]
    pages: dict[str, Any] = {"/robots.txt": ("text/plain", f"User-agent: *\nCrawl-delay: {delay}")}
    stood = {}
    for host in hosts:
        base = f"http://{host}.harrow.example:PORT"
        pages |= stories(host)
        stood[host] = f"{base}/{host}"
        pages[f"/{host}"] = listing([host]).replace('href="/2026', f'href="{base}/2026')
    with serve(pages, latency=0.05) as site:
        port = site.url.rpartition(":")[2]
        for path in pages:
            if isinstance(pages[path], str):
                pages[path] = pages[path].replace("PORT", port)
        sections = {host: url.replace("PORT", port) for host, url in stood.items()}
        attributes = spider(site.url, domain="harrow.example", sections=sections)
        settings = {"CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
        done = crawl(attributes, settings=settings)
    assert done.slugs == sorted(hosts)
    log = sorted((came, left, host) for host, came, left in site.log)
    assert len(log) == 3 * len(hosts)  # robots.txt, section and story of each
    assert {host for *_, host in log} == {f"{host}.harrow.example" for host in hosts}
    for (_, left, _), (following, *_) in pairwise(log):
        assert following >= left  # one at a time
    later = log[
        len(hosts) :
    ]  # all robots.txt but the first are read by then, and the pace is known
    # A busy server notes a request late, and the gap behind it looks shorter. A request without a
    # delay comes .05 s after the one before, and shortens all gaps together by a whole delay.
    assert min(following - came for (came, *_), (following, *_) in pairwise(later)) > delay / 2
    assert later[-1][0] - later[0][0] > (len(later) - 1.5) * delay


def found(done: Crawl) -> dict[str, Any]:
    """Returns the sources that a crawl of `site` prints at its end."""
    lines = done.log.partition("Found at ")[2].splitlines()
    said = (line.partition(" = ") for line in lines if line.startswith("    "))
    return {name.strip(): json.loads(value) for name, _, value in said}


def test_site_finds_all_by_itself() -> None:
    pages = {
        **stories("bridge", "goal", "top", "fed", "mapped"),
        "/": listing(["top"], '<link rel="alternate" type="application/rss+xml" href="/our.rss">'),
        "/world": listing(["bridge"]),
        "/sport": listing(["goal"]),
        "/our.rss": feed(feed_item(story("fed"))),
        "/robots.txt": ("text/plain", "Sitemap: SITE/maps/news.xml\nSitemap: SITE/maps/all.xml"),
        "/maps/news.xml": news(story("mapped")),
    }
    with serve(pages) as site:
        done = crawl({}, {"url": site.url}, site=True)
    assert done.slugs == ["bridge", "fed", "goal", "mapped", "top"]
    assert done.items[0]["publisher"]["domain"] == "127.0.0.1"
    assert found(done) == {
        "sections": {"world": "/world", "sport": "/sport"},
        "feeds": ["/our.rss"],
        "news_sitemaps": ["/maps/news.xml"],
    }
    assert "/maps/all.xml" not in site.asked
    assert "/feed/" not in site.asked


def test_site_tries_the_usual_addresses() -> None:
    pages = {
        **stories("top", "fed", "mapped"),
        "/": listing(["top"]),
        "/rss.xml": feed(feed_item(story("fed"))),
        "/sitemap-news.xml": news(story("mapped")),
        "/feed/": "<html>No feed here</html>",
    }
    with serve(pages) as site:
        done = crawl({}, {"url": site.url}, site=True)
    assert done.slugs == ["fed", "mapped", "top"]
    assert found(done) == {
        "feeds": ["/rss.xml"],
        "news_sitemaps": ["/sitemap-news.xml"],
    }  # /world and /sport are gone
    assert "/feed.json" not in site.asked
    assert done.stats["finish_reason"] == "finished"


def test_since_leaves_out_pages_that_state_a_day_as_midnight() -> None:
    pages = {"/world": listing(["bridge", "storm"])}
    for slug, day in (("bridge", 20), ("storm", 25)):
        page = story_page(slug, day).replace("T10:00:00+04:00", "T00:00:00+00:00")
        pages[f"/world/{slug}-in-the-town-of-harrow"] = page
    pages["/world"] = pages["/world"].replace("/2026/11/20/", "/world/")
    with serve(pages) as site:
        facts = spider(site.url, sections={"world": "/world"})
        done = crawl(facts, {"since": "2026-11-22"})
    assert done.slugs == ["storm"]
    assert done.count("skipped/old") == 1


def test_what_sections_and_feeds_say_of_stories_of_the_front_page() -> None:
    slugs = ["bridge", "ferry", "goal", "harbour", "mayor", "storm"]
    pages = {
        **stories(*slugs),
        "/": listing(slugs, '<link rel="alternate" type="application/rss+xml" href="/our.rss">'),
        "/world": listing(slugs),
        "/our.rss": feed(*(feed_item(story(slug)) for slug in slugs)),
    }
    with serve(pages) as site:
        done = crawl({}, {"url": site.url}, {"CONCURRENT_REQUESTS": 4}, site=True)
    assert done.slugs == slugs
    assert {item["section"] for item in done.items} == {"world"}
    assert {item["via"]["kind"] for item in done.items} == {"feed"}
    assert done.count("skipped/duplicate") == 12


@pytest.mark.parametrize(
    ("path", "kind"), [("/our.rss", "feed"), ("/posts.json", "feed"), ("/map.xml", "sitemap")]
)
def test_site_given_by_a_feed_or_sitemap(path: str, kind: str) -> None:
    items = f'{{"items": [{{"url": "SITE{story("bridge")}"}}]}}'
    pages = {
        **stories("bridge"),
        "/our.rss": feed(feed_item(story("bridge"))),
        "/posts.json": ("application/json", items),
        "/map.xml": news(story("bridge")),
        "/notes.txt": ("text/plain", "No feed"),
    }
    with serve(pages) as site:
        done = crawl({}, {"url": site.url + path}, site=True)
        other = crawl({}, {"url": f"{site.url}/notes.txt"}, site=True)
    assert done.slugs == ["bridge"]
    assert found(done) == {f"{kind}s": [path]}
    assert other.count("sources_failed") == 1


def test_a_feed_given_as_the_site_has_no_sections() -> None:
    pages = {**stories("bridge"), "/our.rss": feed(feed_item(story("bridge")))}
    with serve(pages) as site:
        done = crawl({}, {"url": f"{site.url}/our.rss", "only": "world"}, site=True)
    assert done.slugs == []
    assert done.stats["finish_reason"] == "unknown_section"
    assert "/our.rss is a feed or sitemap, which has no sections: leave out -a only=" in done.log


def test_site_whose_front_page_is_made_by_scripts() -> None:
    entry = "<url><loc>SITE{}</loc><lastmod>{}</lastmod></url>"
    today = datetime.now(UTC).date()
    mapped = entry.format(story("mapped"), today) + entry.format(story("old"), "2026-11-01")
    pages = {
        **stories("mapped", "old"),
        "/": '<html><body><div id="root"></div><script src="/app.js"></script></body></html>',
        "/sitemap_index.xml": (
            "application/xml",
            "<sitemapindex><sitemap><loc>SITE/all.xml</loc></sitemap></sitemapindex>",
        ),
        "/all.xml": ("application/xml", f"<urlset>{mapped}</urlset>"),
    }
    with serve(pages) as site:
        done = crawl({}, {"url": site.url}, site=True)
    assert done.slugs == ["mapped"]
    assert done.items[0]["via"] == {"kind": "sitemap", "url": f"{site.url}/all.xml"}
    assert found(done) == {"sitemaps": ["/sitemap_index.xml"]}
    assert done.count("sources_failed/no_articles") == 1


def test_site_in_which_nothing_is_to_be_found() -> None:
    with serve({"/": "<html><body>Just a moment ...</body></html>"}) as site:
        done = crawl({}, {"url": site.url}, site=True)
    assert done.stats["finish_reason"] == "no_source"
    assert "no sections, feeds or sitemaps that list articles" in done.log


PREVIEW = """<html><head><meta property="og:type" content="article"><title>{0}</title></head><body><article><h1>The {0}</h1>
<p>It was {0} that the whole town spoke of on Friday, from the harbour to the hill, and most of all at the market.</p>
<p>Continue Reading on The Stennick Post</p>
<p>This preview shows approximately 15% of the article.</p>
<p><a href="{1}">Read Full Article →</a></p></article></body></html>"""


@pytest.mark.parametrize("follow", [True, False])
def test_from_a_preview_to_the_article(follow: bool) -> None:
    slugs = ["bridge", "secret", "gone", "stub"]
    pages: dict[str, Any] = {"/world": listing(slugs)}
    for slug in slugs:
        pages[story(slug)] = PREVIEW.format(
            slug, f"SITE/post/{slug}".replace("SITE", "http://localhost:PORT")
        )
    pages["/post/bridge"] = story_page("bridge")
    pages["/post/stub"] = (
        "<html><body><article><h1>Stub</h1><p>Subscribe to read.</p></article></body></html>"
    )
    pages["/post/secret"] = story_page("secret")
    pages["/robots.txt"] = ("text/plain", "User-agent: *\nDisallow: /post/secret")
    with serve(pages) as site:
        port = site.url.rpartition(":")[2]
        for slug in slugs:
            pages[story(slug)] = str(pages[story(slug)]).replace("PORT", port)
        attributes = spider(site.url, sections={"world": "/world"}, follow_previews=follow)
        done = crawl(attributes, settings={"NEWSCRAWL_PREVIEW_DELAY": 0})
    found = {
        item["url"].rpartition("/")[2].partition("-in-")[0]: item["via"] for item in done.items
    }
    assert set(found) == set(slugs)
    preview = {"kind": "preview", "url": site.url + story("bridge")}
    section = {"kind": "section", "url": site.url + "/world"}
    assert found["bridge"] == (preview if follow else section)
    assert found["secret"] == found["gone"] == found["stub"] == section
    assert "/post/secret" not in site.asked
    reasons = ("followed", "robots", "http_404", "no_more_there")
    assert [done.count(f"previews/{reason}") for reason in reasons] == [int(follow)] * 4


def previews(*addresses: str) -> dict[str, Any]:
    """Returns a section of previews and, at "/post/NAME" on the publishers' hosts, the stories
    that they lead to.
    """
    pages: dict[str, Any] = {"/world": listing([f"preview{n}" for n, _ in enumerate(addresses)])}
    for n, address in enumerate(addresses):
        pages[story(f"preview{n}")] = PREVIEW.format(f"preview{n}", address)
        pages["/post/" + address.rpartition("/")[2]] = story_page(address.rpartition("/")[2])
    return pages


def crawl_previews(site: Site, pages: dict[str, Any], **settings: Any) -> Crawl:
    port = site.url.rpartition(":")[2]
    for path in pages:
        if "preview" in path:
            pages[path] = pages[path].replace("PORT", port)
    return crawl(
        spider(site.url, sections={"world": "/world"}, follow_previews=True), settings=settings
    )


def test_a_publisher_is_asked_rarely() -> None:
    pages = previews(*(f"http://localhost:PORT/post/{name}" for name in "abc"))
    pages["/post/a"] = ("location", "/post/moved")
    pages["/post/moved"] = story_page("moved")
    with serve(pages) as site:
        done = crawl_previews(site, pages, NEWSCRAWL_PREVIEW_DELAY=0.7)
    asked = [
        when for path, when in zip(site.asked, site.times, strict=True) if path.startswith("/post")
    ]
    assert done.count("previews/followed") == 3
    assert len(asked) == 4
    assert min(later - earlier for earlier, later in pairwise(asked)) > 0.65


def test_no_more_previews_are_followed_than_are_allowed() -> None:
    pages = previews(*(f"http://localhost:PORT/post/{name}" for name in "abc"))
    with serve(pages) as site:
        done = crawl_previews(site, pages, NEWSCRAWL_PREVIEW_DELAY=0, NEWSCRAWL_PREVIEWS=2)
    assert sum(path.startswith("/post") for path in site.asked) == 2
    assert (done.count("previews/followed"), done.count("previews/too_many")) == (2, 1)
    assert sorted(item["via"]["kind"] for item in done.items) == ["preview", "preview", "section"]


def test_an_article_that_two_pages_preview_is_delivered_once() -> None:
    pages = previews("http://localhost:PORT/post/same", "http://localhost:PORT/post/same")
    with serve(pages) as site:
        done = crawl_previews(site, pages, NEWSCRAWL_PREVIEW_DELAY=0)
    assert [item["via"]["kind"] for item in done.items] == ["preview"]
    assert done.count("skipped/duplicate") == 1


def test_robots_of_a_feeds_own_host() -> None:
    pages = {
        **stories("bridge"),
        "/robots.txt": ("text/plain", "User-agent: *\nDisallow: /feed.xml"),
        "/world": listing(["bridge"]),
    }
    pages["/feed.xml"] = feed(feed_item(story("bridge")))
    with serve(pages) as site:
        elsewhere = site.url.replace("127.0.0.1", "localhost") + "/feed.xml"
        done = crawl(spider(site.url, sections={"world": "/world"}, feeds=[elsewhere]))
    assert "/feed.xml" not in site.asked
    assert done.count("sources_failed/robots") == 1


def test_a_crawl_with_a_folder_for_its_job(tmp_path: Path) -> None:
    """Scrapy keeps a spider's attribute `state` there."""
    with serve({**stories("bridge"), "/world": listing(["bridge"])}) as site:
        done = crawl(harrow(site.url), settings={"JOBDIR": str(tmp_path)})
    assert done.slugs == ["bridge"]
    assert "log_count/ERROR" not in done.stats
    assert (tmp_path / "spider.state").exists()


def test_site_that_has_moved() -> None:
    with serve({**stories("top"), "/": listing(["top"])}) as site:
        moved = site.url.replace("127.0.0.1", "localhost")
        with serve({"/": ("location", moved + "/")}) as old:
            done = crawl({}, {"url": old.url}, site=True)
    assert done.slugs == ["top"]
    assert done.items[0]["publisher"]["domain"] == "localhost"


@pytest.mark.parametrize(
    "front",
    [403, ("location", "ELSEWHERE/consent?for=harrow"), ("text/html", "<p>Are you a person?</p>")],
)
def test_site_whose_front_page_is_kept_from_machines(front: Any) -> None:
    # The page that asks for consent has feeds of its own site, which must not be used.
    pages = {**stories("fed", "mapped"), "/": front, "/feed/": feed(feed_item(story("fed")))}
    pages["/sitemap-news.xml"] = news(story("mapped"))
    link = '<link rel="alternate" type="application/rss+xml" href="/other.rss">'
    consent = {
        "/consent?for=harrow": f"<html><head>{link}</head><body><h1>We value your privacy</h1></body></html>"
    }
    with serve(consent) as elsewhere, serve(pages) as site:
        if isinstance(front, tuple):
            pages["/"] = (
                front[0],
                front[1].replace("ELSEWHERE", elsewhere.url.replace("127.0.0.1", "localhost")),
            )
        done = crawl({}, {"url": site.url}, site=True)
    assert done.slugs == ["fed", "mapped"]
    assert found(done) == {"feeds": ["/feed/"], "news_sitemaps": ["/sitemap-news.xml"]}
    assert done.count("sources_failed") == 1
    assert "/other.rss" not in elsewhere.asked


def test_site_whose_front_page_leads_to_itself() -> None:
    with serve({"/": ("location", "/")}) as site:
        done = crawl({}, {"url": site.url}, site=True)
    assert done.stats["finish_reason"] == "no_source"
    assert done.count("sources_failed/redirect_loop") == 1


def test_site_that_leads_from_usual_addresses_to_its_front_page() -> None:
    pages: dict[str, Any] = {
        **stories("top", "fed", "mapped"),
        "/": listing(["top"]),
        "/feed/": ("location", "/"),
        "/rss.xml": feed(feed_item(story("fed"))),
        "/news-sitemap.xml": ("location", "/"),
        "/sitemap-news.xml": news(story("mapped")),
    }
    with serve(pages) as site:
        done = crawl({}, {"url": site.url}, site=True)
    assert done.slugs == ["fed", "mapped", "top"]
    assert site.asked.count("/") == 1


def test_site_by_the_address_of_an_article() -> None:
    with serve({**stories("bridge", "top"), "/": listing(["top", "bridge"])}) as site:
        done = crawl({}, {"url": site.url + story("bridge")}, site=True)
    assert done.slugs == ["bridge", "top"]


def test_site_that_is_not_there() -> None:
    with serve({}) as site:
        done = crawl({}, {"url": site.url}, site=True)
    assert done.stats["finish_reason"] == "no_source"
    assert done.count("sources_failed/http_404") == 1


class Endless(dict[str, Any]):
    """A site on which every page leads to another page, to other hosts, to files, and to itself by
    other addresses.
    """

    def get(self, path: str, default: Any = None) -> Any:
        if path.startswith("/world"):
            number = int(path.partition("=")[2] or 1)
            following = f'<link rel="next" href="/world?page={number + 1}">'
            traps = (
                '<a href="file:///etc/passwd">A file that is nobody\'s business at all</a>'
                '<a href="http://169.254.169.254/2026/11/20/latest-meta-data-of-the-machine">Of the machine and more</a>'
                f'<a href="/world?page={number}&session={number}">World</a></main>'
            )
            return listing([f"story{number}"], following).replace("</main>", traps)
        return story_page(path.rpartition("/")[2]) if path.startswith("/2026") else default


def test_endless_pagination_ends() -> None:
    with serve(Endless()) as site:
        done = crawl(
            spider(site.url, sections={"world": "/world"}), {"pages": "999"}, {"DEPTH_LIMIT": 5}
        )
    assert len([path for path in site.asked if path.startswith("/world")]) == 6
    assert len(done.items) == 5  # the articles of the sixth page are too deep
    assert (
        done.count("skipped/offsite") == 0
    )  # links of a section to other sites are not the publisher's
    assert not any("169.254" in path or "passwd" in path for path in site.asked)


def test_requests_that_wait_for_robots_txt_together_all_heed_it() -> None:
    slugs = ["bridge", "harbour", "mayor", "storm", "ferry", "market"]
    pages = {
        **stories(*slugs),
        "/robots.txt": ("text/plain", "User-agent: *\nDisallow: /"),
        "/feed.xml": feed(*(feed_item(story(slug)) for slug in slugs)),
    }
    sources = {"feeds": ["/feed.xml"], "sections": {str(n): f"/section-{n}" for n in range(6)}}
    pages |= {f"/section-{n}": listing([slugs[n]]) for n in range(6)}
    settings = {"CONCURRENT_REQUESTS": 8, "CONCURRENT_REQUESTS_PER_DOMAIN": 8}
    with serve(pages) as site:
        done = crawl(spider(site.url, **sources), settings=settings)
    assert done.items == []
    assert site.asked == ["/robots.txt"]


def test_a_list_of_stories_is_no_article() -> None:
    """A link that looks like an article's leads to a list, whose page says that it is an article."""
    stories = "".join(
        f"<h3><a href='/{n}'>What the town spoke of on day {n}</a></h3><p>It was said.</p>"
        for n in range(60)
    )
    said = '<meta property="og:type" content="article">'
    data = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
    link = "<h3><a href='/news/week-in-pictures'>All that the town spoke of in this week</a></h3>"
    pages = {
        "/world": listing(["bridge"]).replace("<h3>", f"{link}<h3>"),
        story("bridge"): story_page("bridge"),
    }
    pages["/news/week-in-pictures"] = (
        f"<html><head>{said}{data}</head><body><h1>Round-up</h1>{stories}</body></html>"
    )
    with serve(pages) as site:
        done = crawl(spider(site.url, sections={"world": "/world"}))
    assert done.slugs == ["bridge"]
    assert done.count("skipped/list_page") == 1


def test_site_finds_the_papers_name() -> None:
    named = story_page("bridge").replace(
        "<head>", '<head><meta property="og:site_name" content="The Harrow">'
    )
    pages = {
        "/": listing(["bridge", "goal"]),
        story("bridge"): named,
        story("goal"): story_page("goal"),
    }
    with serve(pages) as running:
        done = crawl({"name": "site"}, {"url": running.url + "/"}, site=True)
    assert sorted(item["publisher"]["name"] for item in done.items) == ["127.0.0.1", "The Harrow"]


def test_only_leaves_out_articles_of_other_sections() -> None:
    """The section's page also links to an article that lies under another section's address."""
    aside = "<h3><a href='/sport/2026/11/20/late-goal-decides-the-derby'>A late goal decides the derby</a></h3>"
    pages = {
        "/world": listing(["bridge"]).replace("</main>", f"{aside}</main>"),
        "/sport/2026/11/20/late-goal-decides-the-derby": story_page("goal"),
        story("bridge"): story_page("bridge"),
    }
    with serve(pages) as site:
        done = crawl(
            spider(site.url, sections={"world": "/world", "sport": "/sport"}), {"only": "world"}
        )
    assert done.slugs == ["bridge"]
    assert done.count("skipped/other_section") == 1
