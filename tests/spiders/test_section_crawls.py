"""Crawls of sites whose sections are gone, have moved, have feeds of their own, or go on in a
platform's own way.
"""

from __future__ import annotations

from typing import Any

import pytest
from newspaper import crawl, feed, feed_item, listing, serve, spider, stories, story

from newscrawl.crawl import platforms

NAVIGATION = (
    '<nav><a href="/">Start</a><a href="/inland">Inland</a><a href="/ausland">Ausland</a>'
    '<a href="/geld-und-firmen">Wirtschaft</a><a href="/sport">Sport</a><a href="/leute">Leute</a></nav>'
)


def front(*slugs: str) -> str:
    return listing(list(slugs)).replace("<nav>", f"{NAVIGATION}<nav>")


def german(url: str, **attributes: Any) -> dict[str, Any]:
    return spider(url, **{"country": "AT", "language": "de", **attributes})


def test_a_crawl_of_a_site_whose_sections_are_half_gone() -> None:
    pages: dict[str, Any] = {
        **stories("vote", "bridge", "bank", "goal", "singer", "top"),
        "/": front("top"),
        "/politik": listing(["vote"]),
        "/sport": listing(["goal"]),
        "/welt": ("location", "/"),  # its name in the navigation is "Ausland"
        "/ausland": listing(["bridge"]),
        "/wirtschaft": 404,  # its name in the navigation is "Wirtschaft", with another address
        "/geld-und-firmen": listing(["bank"]),
        "/klima": 410,  # gone for good
        "/inland": listing(["vote"]),
        "/kultur": "<html><body><p>This page is made by scripts.</p></body></html>",
        "/leute": listing(["singer"]),
    }
    sections = {
        "politics": "/politik",
        "sport": "/sport",
        "world": "/welt",
        "business": "/wirtschaft",
    }
    sections |= {"climate": "/klima", "culture": "/kultur"}
    with serve(pages) as site:
        done = crawl(german(site.url, sections=sections))
    assert done.slugs == ["bank", "bridge", "goal", "singer", "vote"]
    assert {
        item["url"].rpartition("/")[2].partition("-")[0]: item["section"] for item in done.items
    } == {
        "vote": "politics",
        "goal": "sport",
        "bridge": "world",
        "bank": "business",
        "singer": "culture",
    }
    assert done.count("sources_read") == 5
    assert done.count("sections/moved") == 3
    assert (
        done.count("sections/lost")
        == done.count("sources_failed/http_410")
        == done.count("sources_failed")
        == 1
    )
    assert site.asked.count("/") <= 2  # by a redirect, and for its navigation
    moved = f"Section business is not at {site.url}/wirtschaft (http 404); the navigation has {site.url}/geld-und-firmen"
    assert moved in done.log
    lines = done.log.splitlines()
    note = next(number for number, line in enumerate(lines) if "sections are gone" in line)
    assert lines[note].startswith("4 of 6 sections are gone: ")
    assert "climate (http 410)" in lines[note]
    assert lines[note].endswith("newscrawl/spiders/harrow.py needs care.")
    assert f'    In the navigation: "business": "{site.url}/geld-und-firmen"' in lines


@pytest.mark.parametrize(
    ("page", "reason"), [(404, "http_404"), ("<p>Made by scripts.</p>", "no_articles")]
)
def test_a_section_is_not_gone_if_navigation_and_file_agree_on_its_address(
    page: Any, reason: str
) -> None:
    pages = {**stories("goal"), "/": listing([]), "/sport": listing(["goal"]), "/world": page}
    with serve(pages) as site:
        done = crawl(spider(site.url, sections={"world": "/world", "sport": "/sport"}))
    assert done.slugs == ["goal"]
    assert done.count(f"sources_failed/{reason}") == done.count("sources_failed") == 1
    assert done.count("sections/lost") == 0
    assert "are gone" not in done.log
    assert site.asked.count("/world") == 1


def test_a_section_whose_new_address_is_gone_too_is_lost() -> None:
    pages = {**stories("goal"), "/": front(), "/sport": listing(["goal"])}
    with serve(pages) as site:
        done = crawl(german(site.url, sections={"sport": "/sport", "business": "/wirtschaft"}))
    assert (done.slugs, done.count("sections/moved"), done.count("sections/lost")) == (
        ["goal"],
        0,
        1,
    )
    assert "In the navigation" not in done.log


@pytest.mark.parametrize("home", [404, "not a page", ("application/pdf", "%PDF")])
def test_a_front_page_that_can_not_be_read_has_no_sections(home: Any) -> None:
    pages = {**stories("goal"), "/": home, "/sport": listing(["goal"])}
    with serve(pages) as site:
        done = crawl(
            spider(site.url, sections={"world": "/world", "culture": "/arts", "sport": "/sport"})
        )
    assert (done.slugs, done.count("sections/lost"), done.stats["finish_reason"]) == (
        ["goal"],
        2,
        "finished",
    )
    assert site.asked.count("/") == 1


def test_all_sections_gone_is_no_source() -> None:
    with serve({"/": listing([])}) as site:
        done = crawl(spider(site.url, sections={"world": "/news", "culture": "/arts"}))
    assert done.stats["finish_reason"] == "no_source"


def test_a_section_that_may_not_be_read_has_not_moved() -> None:
    pages = {**stories("goal"), "/world": 403, "/sport": listing(["goal"])}
    with serve(pages) as site:
        done = crawl(spider(site.url, sections={"world": "/world", "sport": "/sport"}))
    assert done.count("sources_failed/http_403") == 1
    assert done.count("sections/lost") == 0
    assert "/" not in site.asked
    assert "are gone" not in done.log


def test_pages_to_pay_for_have_a_reason_of_their_own() -> None:
    pages = {**stories("goal"), story("bridge"): 402, "/sport": listing(["goal", "bridge"])}
    with serve(pages) as site:
        done = crawl(spider(site.url, sections={"sport": "/sport"}))
    assert (done.slugs, done.count("skipped/payment_required")) == (["goal"], 1)
    assert (
        f"{site.url}{story('bridge')} asks crawlers to pay: crawler-price 'not stated'" in done.log
    )


def test_the_feed_of_a_section_whose_page_can_not_be_read_counts_as_the_section() -> None:
    pages = {
        **stories("bridge"),
        "/world": 403,
        "/world.xml": feed(feed_item(story("bridge"))),
    }
    with serve(pages) as site:
        done = crawl(
            spider(site.url, sections={"world": "/world"}, section_feeds={"world": "/world.xml"})
        )
    assert (done.slugs, done.items[0]["section"]) == (["bridge"], "world")
    assert (done.count("sections/from_feed"), done.count("sources_failed")) == (1, 0)


def test_feeds_of_sections() -> None:
    pages: dict[str, Any] = {
        **stories("bridge", "goal", "mayor"),
        "/": listing([]).replace("/world", "/weather").replace("World", "Weather"),
        "/world": 404,
        "/world.xml": feed(feed_item(story("bridge"))),
        "/local.xml": feed(feed_item(story("mayor"))),
        "/sport": listing(["goal", "mayor"]),
    }
    sections = {"world": "/world", "sport": "/sport"}
    feeds = {"world": "/world.xml", "local": "/local.xml"}
    with serve(pages) as site:
        everything = crawl(spider(site.url, sections=sections, section_feeds=feeds))
        some = crawl(
            spider(site.url, sections=sections, section_feeds=feeds),
            {"only": "international,local news"},
        )
    by_section = {
        item["url"].rpartition("/")[2].partition("-")[0]: item["section"]
        for item in everything.items
    }
    assert by_section == {"bridge": "world", "mayor": "local", "goal": "sport"}
    assert "    Read from its feed: world" in everything.log
    assert everything.count("sections/from_feed") == 1
    assert everything.count("sources_failed") == everything.count("sections/lost") == 0
    assert {item["via"]["kind"] for item in some.items} == {"feed"}
    assert some.slugs == ["bridge", "mayor"]


def test_an_article_first_named_by_a_feed_gets_its_section() -> None:
    pages = {
        **stories("bridge", "goal"),
        "/feed.xml": feed(feed_item(story("bridge"))),
        "/world": listing(["bridge", "goal"]),
        "/sport": listing(["goal"]),
    }
    with serve(pages) as site:
        done = crawl(
            spider(site.url, sections={"world": "/world", "sport": "/sport"}, feeds=["/feed.xml"])
        )
    found = {
        item["url"].rpartition("/")[2].partition("-")[0]: (item["via"]["kind"], item["section"])
        for item in done.items
    }
    assert found == {"bridge": ("feed", "world"), "goal": ("section", "world")}


def test_an_unknown_section_is_an_error_that_lists_the_valid_names() -> None:
    with serve({**stories("top"), "/": front("top"), "/geld-und-firmen": listing(["top"])}) as site:
        done = crawl(german(site.url), {"only": "horoscope"})
        found = crawl(german(site.url), {"only": "economy"})
    assert done.stats["finish_reason"] == "unknown_section"
    assert (
        "harrow has no section 'horoscope'. It has: austria, world, business, sport, culture"
        in done.log
    )
    assert found.items[0]["section"] == "business"


def test_sections_that_site_finds_have_newscrawls_names() -> None:
    menu = '<nav><a href="/geld">Wirtschaft</a><a href="/raetsel">Rätsel</a></nav>'
    front_page = (
        listing(["top"]).replace("<html>", '<html lang="de">').replace("<nav>", f"{menu}<nav>")
    )
    lists = {
        "/": front_page,
        "/geld": listing(["bank"]),
        "/raetsel": listing(["riddle"]),
        "/sport": listing(["goal"]),
    }
    with serve({**stories("top", "bank", "riddle", "goal"), **lists}) as site:
        done = crawl({"name": "site"}, {"url": site.url + "/"}, site=True)
    assert '    sections = {"business": "/geld", "sport": "/sport"}' in done.log
    assert '    # other sections = {"rätsel": "/raetsel"}' in done.log
    sections = {
        item["url"].rpartition("/")[2].partition("-")[0]: item["section"] for item in done.items
    }
    assert sections == {"top": None, "bank": "business", "riddle": "rätsel", "goal": "sport"}


# The older pages of a section, each in the form of the platform


def wordpress(slug: str) -> str:
    """Returns a category page whose older posts a script loads, so that no link leads to them."""
    path = story(slug)
    post = f'<article class="post type-post"><h2 class="entry-title"><a href="{path}">The {slug} of the old town</a></h2>'
    loader = '<button class="load-more" data-page="1">Load more</button>'
    return f'<html><body class="archive category"><main id="main">{post}</article>{loader}</main></body></html>'


def arc(slug: str) -> str:
    """Returns a section page whose list a script continues."""
    card = f'<a class="story-card" href="{story(slug)}"><h2>The {slug} of the old town, as told by all</h2></a>'
    state = '<script id="fusion-metadata">window.Fusion=window.Fusion||{};Fusion.arcSite="harrow"</script>'
    more = '<button type="button" class="see-more">See more</button>'
    return f'<html><head>{state}</head><body><div id="fusion-app">{card}{more}</div></body></html>'


def drupal(slug: str) -> str:
    """Returns a view whose pager a script replaces."""
    row = f'<div class="views-row"><h3><a href="{story(slug)}">The {slug} of the old town, as told by all</a></h3></div>'
    return f'<html><body class="path-taxonomy"><div class="view view-taxonomy-term">{row}</div></body></html>'


def brightspot(slug: str, more: str = "") -> str:
    """Returns a list whose "load more" is a plain link."""
    promo = f'<div class="PagePromo"><a class="Link" href="{story(slug)}">The {slug} of the old town, as told by all</a>'
    link = f'<div class="ListD-pagination"><a class="Button" data-load-more href="{more}">Load More</a></div>'
    return f"<html><body><bsp-list-loadmore>{promo}</div>{link if more else ''}</bsp-list-loadmore></body></html>"


ARC_FEED = "/arc/outboundfeeds/rss/category/world/?outputType=xml&size=100&from={}"
LIST = "/world?0000016a-ea2d-db5d-a57f-fb2dc8680000-page={}"
PLATFORMS: dict[type[platforms.PublisherSpider], dict[str, Any]] = {
    platforms.WordPressSpider: {
        "": wordpress("one"),
        "/page/2/": wordpress("two"),
        "/page/3/": wordpress("three"),
    },
    platforms.YoastSpider: {
        "": wordpress("one"),
        "/page/2/": wordpress("two"),
        "/page/3/": wordpress("three"),
    },
    platforms.DrupalSpider: {
        "": drupal("one"),
        "?page=1": drupal("two"),
        "?page=2": drupal("three"),
    },
    platforms.ArcSpider: {
        "": arc("one"),
        ARC_FEED.format(0): feed(feed_item(story("one")), feed_item(story("two"))),
        ARC_FEED.format(100): feed(feed_item(story("three"))),
        ARC_FEED.format(200): feed(),
    },
    platforms.BrightspotSpider: {
        "": brightspot("one", LIST.format(2)),
        LIST.format(2): brightspot("two", LIST.format(3)),
        LIST.format(3): brightspot("three"),
    },
}


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.__name__)
@pytest.mark.parametrize(
    ("pages", "slugs"), [("1", ["one"]), ("2", ["one", "two"]), ("9", ["one", "three", "two"])]
)
def test_older_pages(
    platform: type[platforms.PublisherSpider], pages: str, slugs: list[str]
) -> None:
    whole = ("/arc", "/world")
    served = {
        path if path.startswith(whole) else f"/world{path}": page
        for path, page in PLATFORMS[platform].items()
    }
    with serve({**stories("one", "two", "three"), **served}) as site:
        facts = spider(site.url, sections={"world": "/world"}, older_pages=platform.older_pages)
        done = crawl(facts, {"pages": pages})
    assert done.slugs == slugs
    assert {item["section"] for item in done.items} == {"world"}
    assert done.count("sources_failed") == 0
    assert done.stats["finish_reason"] == "finished"


def test_no_page_follows_the_last_one() -> None:
    with serve(
        {**stories("one", "two"), "/world": wordpress("one"), "/world/page/2/": wordpress("two")}
    ) as site:
        facts = spider(
            site.url,
            sections={"world": "/world"},
            older_pages=platforms.WordPressSpider.older_pages,
        )
        done = crawl(facts, {"pages": "9"})
    assert (done.slugs, done.count("sections/older_pages/http_404")) == (["one", "two"], 1)
    assert site.asked.count("/world/page/3/") == 1


def test_an_older_page_that_leads_to_the_front_page_loses_no_section() -> None:
    pages = {
        **stories("one"),
        "/": listing(["one"]),
        "/world/": listing(["one"]),
        "/world/page/2/": ("location", "/"),
    }
    with serve(pages) as site:
        facts = spider(
            site.url,
            sections={"world": "/world/"},
            older_pages=platforms.WordPressSpider.older_pages,
        )
        done = crawl(facts, {"pages": "2"})
    assert done.count("sections/older_pages/leads_to_the_front_page") == 1
    assert (done.slugs, done.count("sections/from_feed")) == (["one"], 0)


def test_older_pages_that_robots_txt_forbids_are_not_read() -> None:
    robots = ("text/plain", "User-agent: *\nDisallow: /arc/")
    pages: dict[str, Any] = {
        **stories("one"),
        "/world": arc("one"),
        ARC_FEED.format(0): feed(),
        "/robots.txt": robots,
    }
    with serve(pages) as site:
        facts = spider(
            site.url, sections={"world": "/world"}, older_pages=platforms.ArcSpider.older_pages
        )
        done = crawl(facts, {"pages": "9"})
    assert (done.slugs, done.count("sections/older_pages/robots")) == (["one"], 1)
    assert ARC_FEED.format(0) not in site.asked


def test_older_pages_that_are_neither_page_nor_feed() -> None:
    pages: dict[str, Any] = {
        **stories("one"),
        "/world": arc("one"),
        ARC_FEED.format(0): ("application/json", "{}"),
    }
    with serve(pages) as site:
        facts = spider(
            site.url, sections={"world": "/world"}, older_pages=platforms.ArcSpider.older_pages
        )
        done = crawl(facts, {"pages": "9"})
    assert done.slugs == ["one"]
    assert done.count("sources_failed") == 1
