"""What a spider refuses before it starts, and which publisher an address belongs to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.http import HtmlResponse
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from newscrawl import settings
from newscrawl.crawl import base
from newscrawl.crawl.base import ContactError
from newscrawl.crawl.entry_facts import complete, published
from newscrawl.crawl.profiles import profile_at, profiles
from newscrawl.crawl.publisher import PublisherSpider
from newscrawl.crawl.section_watch import choose
from newscrawl.discovery.entry import Entry
from newscrawl.discovery.sections import MAX_SECTIONS
from newscrawl.items import Article, Block, Link, Via
from newscrawl.job.arguments import ArgumentError, StartError
from newscrawl.network.downloader import LEAST_DELAY, SiteDownloader


class Harrow(PublisherSpider):
    name = "harrow"
    publisher_name = "The Harrow"
    domain = "harrow.example"
    domains = ["oldharrow.example"]
    country = "GB"
    timezone = "Asia/Dubai"
    sections = {"world": "/world", "Sport": "/sport"}
    feeds = ["/feed.xml", "https://feeds.example/harrow"]


def spider(contact: str = "me@harrow.example", **given: Any) -> PublisherSpider:
    bounds = {"NEWSCRAWL_PREVIEWS": 9, "NEWSCRAWL_PREVIEW_DELAY": 10, "NEWSCRAWL_SITEMAP_FILES": 9}
    crawler = get_crawler(Harrow, {"NEWSCRAWL_CONTACT": contact, **bounds})
    return Harrow.from_crawler(crawler, **given)


def test_contact() -> None:
    with pytest.raises(ContactError, match="scrapy crawl harrow -s NEWSCRAWL_CONTACT="):
        spider(contact=" ")
    assert issubclass(ContactError, StartError)


def test_contact_in_the_user_agent() -> None:
    crawler = get_crawler(
        Harrow, {"NEWSCRAWL_CONTACT": "me@harrow.example", "USER_AGENT": "newscrawl/1"}
    )
    assert crawler.settings["USER_AGENT"] == "newscrawl/1 (+me@harrow.example)"


def test_arguments_never_become_attributes() -> None:
    one = spider(pages="2", _job="1")
    assert one.arguments.pages == 2
    assert not hasattr(one, "pages")
    with pytest.raises(ArgumentError):
        spider(name="other")


def test_only_of_known_sections() -> None:
    assert spider(only="sport").sections == {"Sport": "/sport"}
    assert Harrow.sections == {"world": "/world", "Sport": "/sport"}
    assert choose({"iletişim": "/a"}, ["İletişim"], "harrow") == {"iletişim": "/a"}
    with pytest.raises(ArgumentError, match=r"no section 'wrld'\. It has: world, Sport"):
        spider(only="wrld")


def test_sources() -> None:
    assert [request.url for request in spider().sources()] == [
        "https://www.harrow.example/feed.xml",
        "https://feeds.example/harrow",
        "https://www.harrow.example/world",
        "https://www.harrow.example/sport",
    ]


def test_sitemaps_of_months() -> None:
    one = spider(since="2010-01-01")
    one.sitemaps = ["/sitemap-%Y%m.xml"]
    requests = [*one.sources(), *one._later]
    found = [request.url for request in requests if "sitemap" in request.url]
    assert found[0] == f"https://www.harrow.example/sitemap-{datetime.now(one.zone):%Y%m}.xml"
    assert len(found) == 9  # the newest


def test_a_subdomain_that_is_another_publishers_is_not_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = Harrow.profile()
    other = replace(here, id="harrowfr", domain="fr.harrow.example")
    known = {
        "harrow.example": here,
        "fr.harrow.example": other,
        "elsewhere.example": replace(other, id="elsewhere"),
    }
    monkeypatch.setattr(base, "profiles", lambda _: known)
    one = spider()
    links = (
        '<nav><a href="/world">World</a><a href="https://fr.harrow.example/monde">Monde</a></nav>'
    )
    page = one._read_section(HtmlResponse(one.home, body=links.encode()))
    assert page
    assert page.sections == {"world": "https://www.harrow.example/world"}
    entries = [
        Entry(f"https://{host}.harrow.example/2026/11/20/the-bridge-is-open")
        for host in ("sport", "fr")
    ]
    assert [request.url for request in one.article_requests(entries, Via("feed"))] == [
        entries[0].url
    ]
    assert one.crawler.stats
    assert one.crawler.stats.get_value("newscrawl/spider/skipped/offsite") == 1


def test_a_navigation_of_many_towns_is_bounded_and_its_topics_come_first() -> None:
    one = spider()
    words = [f"{a}{b}ton" for a in "abcdefgh" for b in "abcdefgh"] + ["Money", "Sport"]
    menu = "".join(f'<a href="/{word.lower()}">{word}</a>' for word in words)
    response = HtmlResponse(one.home, body=f"<nav>{menu}</nav>".encode())
    names = [request.cb_kwargs["name"] for request in one.parse_front(response)]
    assert names == ["business", "sport", *words[: MAX_SECTIONS - 2]]
    assert one.crawler.stats
    left_out = one.crawler.stats.get_value("newscrawl/spider/skipped/too_many_sections")
    assert left_out == len(words) - MAX_SECTIONS


def test_profiles() -> None:
    project = Settings()
    project.setmodule(settings)
    known = profiles(project)
    assert known["thenationalnews.com"].id == known["thenational.ae"].id == "thenational"
    profile = profile_at("https://www.thenationalnews.com/news/uae/", known)
    assert profile is not None
    assert (profile.name, profile.country, profile.timezone) == ("The National", "AE", "Asia/Dubai")
    assert profile_at("https://notthenationalnews.com/", known) is None
    assert profile_at("nonsense", known) is None


def test_facts_of_the_source_fill_facts_that_the_page_lacks() -> None:
    article = Article(fetched_at="2026-11-20T12:00:00Z")
    entry = Entry(
        "https://harrow.example/a",
        "The bridge",
        datetime(2026, 11, 20, 10),
        language="en",
        text="Text",
    )
    complete(article, entry, Via("feed"), "world", spider().zone)
    assert (article.title, article.section, article.language, article.language_source) == (
        "The bridge",
        "world",
        "en",
        "feed",
    )
    assert article.published_at == "2026-11-20T06:00:00Z"
    assert article.date_published == "2026-11-20T10:00:00+04:00"
    assert (article.date_source, article.date_zone) == ("feed", "publisher")
    assert article.evidence.feed_text == "Text"
    assert published(article) == datetime(2026, 11, 20, 6, tzinfo=UTC)


@pytest.mark.parametrize("listed", [datetime(2087, 11, 20, 10), date(2087, 1, 1), date(1970, 1, 1)])
@pytest.mark.parametrize("fetched_at", ["2026-11-20T12:00:00Z", None])
def test_a_source_gives_no_date_that_the_article_can_t_have(
    listed: date, fetched_at: str | None
) -> None:
    article = Article(fetched_at=fetched_at)
    complete(article, Entry("https://harrow.example/a", published=listed), Via("feed"), None, None)
    assert (article.date_published, article.date_source, article.published_at) == (None, None, None)


@pytest.mark.parametrize(
    ("page", "listed", "found"),
    [
        ("2026-11-20", datetime(2026, 11, 20, 10, tzinfo=UTC), "2026-11-20T10:00:00Z"),
        ("2026-11-20", datetime(2026, 11, 20, 10), "2026-11-20T06:00:00Z"),  # in Dubai
        ("2026-11-20", datetime(2026, 11, 19, 23, tzinfo=UTC), "2026-11-19T23:00:00Z"),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC), None),  # midnight stands for a day
        ("2026-11-20", date(2026, 11, 20), None),
        ("2026-11-17", datetime(2026, 11, 20, 10, tzinfo=UTC), None),
    ],
)
def test_an_instant_of_the_source_replaces_the_same_day(
    page: str, listed: date, found: str | None
) -> None:
    article = Article(
        fetched_at="2026-11-20T12:00:00Z",
        date_published=page,
        date_source="url",
        date_precision="day",
        date_raw="/2026/11/20/",
    )
    entry = Entry("https://harrow.example/a", published=listed)
    complete(article, entry, Via("feed"), None, spider().zone)
    assert article.published_at == found
    assert (article.date_source, article.date_raw) == (
        ("feed", None) if found else ("url", "/2026/11/20/")
    )


def test_facts_of_the_page_stay() -> None:
    article = Article(
        title="A", section="b", language="fr", date_published="2026-11-19", date_source="jsonld"
    )
    before = vars(article).copy()
    entry = Entry("https://harrow.example/a", "B", datetime(2026, 11, 20))
    complete(article, entry, Via("feed"), None, None)
    assert vars(article) == before


def test_the_crawl_s_name_for_a_section_stands_beside_the_page_s() -> None:
    article = Article(section="Abroad", page_section="Abroad")
    complete(article, Entry("https://harrow.example/a"), Via("section"), "world", None)
    assert (article.section, article.page_section) == ("world", "Abroad")


def test_which_of_the_sections_that_list_an_article_is_its_own() -> None:
    one = spider()
    home = "https://www.harrow.example"
    one.sections = {"sport": "/sport", "uk": "/world/uk", "world": "/world"}
    list(one.sources())
    paths = ("/world/uk/2026/11/20/a", "/world/2026/11/20/b", "/2026/11/20/c")
    for name in ("sport", "world", "uk"):
        list(one.article_requests([Entry(home + path) for path in paths], Via("section"), name))
    found = [one.section_of(Article(page_section="Weather"), home + path) for path in paths]
    assert found == ["uk", "world", "sport"]


def test_the_page_s_word_names_a_section_that_the_crawl_knows() -> None:
    one = spider()
    list(one.sources())
    url = "https://www.harrow.example/2026/11/20/a"
    assert one.section_of(Article(page_section="International"), url) == "world"
    assert one.section_of(Article(page_section="Weather"), url) is None
    assert one.section_of(Article(), url) is None


def test_sections_with_pages_and_feeds_of_their_own() -> None:
    Harrow.section_feeds = {"world": "/world.xml", "culture": "/arts.xml"}
    try:
        assert [request.url for request in spider(only="world,arts").sources()] == [
            "https://www.harrow.example/world.xml",
            "https://www.harrow.example/arts.xml",
            "https://www.harrow.example/world",
        ]
        with pytest.raises(ArgumentError, match=r"It has: world, culture, Sport"):
            spider(only="wrld")
    finally:
        Harrow.section_feeds = {}


def test_a_day_gets_no_time_and_no_zone() -> None:
    day, unknown = (Article(fetched_at="2026-11-20T12:00:00Z") for _ in range(2))
    complete(
        day, Entry("x", published=datetime(2026, 11, 20).date()), Via("news_sitemap"), None, None
    )
    assert (day.date_published, day.published_at, day.date_precision) == ("2026-11-20", None, "day")
    complete(
        unknown, Entry("x", published=datetime(2026, 11, 20, 10)), Via("news_sitemap"), None, None
    )
    assert (unknown.date_published, unknown.published_at, unknown.date_zone) == (
        "2026-11-20T10:00:00",
        None,
        None,
    )


def test_one_pace_for_all_hosts_of_a_previewed_publisher() -> None:
    one = spider()
    one.follow_previews = True
    sites = set()
    for host in ("post.example", "www.post.example", "m.post.example"):
        links = [Link("Read Full Article →", f"https://{host}/the-bridge")]
        frame = [
            Block("paragraph", "This preview shows 15% of the article."),
            Block("paragraph", links[0].text, links=links),
        ]
        preview = Article(
            url="https://www.harrow.example/a",
            blocks=[Block("paragraph", "The bridge. " * 30), *frame],
        )
        request = one.follow_ups.original_request(preview)
        assert request is not None
        assert request.meta[LEAST_DELAY] == 10
        sites.add(SiteDownloader.get_slot_key(SimpleNamespace(), request))  # type: ignore[arg-type]
    assert sites == {"post.example"}


def test_an_article_on_a_former_domain_is_asked_for_once() -> None:
    one = spider()
    hosts = (
        "www.harrow.example",
        "m.harrow.example",
        "www.oldharrow.example",
        "amp.harrow.example",
        "www.other.example",
    )
    entries = [Entry(f"https://{host}/world/ferry-sails-again-4821") for host in hosts]
    requests = list(one.article_requests(entries, Via("section")))
    assert [request.url for request in requests] == [entries[0].url]
    assert one.crawler.stats.get_value("newscrawl/spider/skipped/duplicate") == 3
    assert one.crawler.stats.get_value("newscrawl/spider/skipped/offsite") == 1
