"""The proposal that follows from probing a site: names, countries and zones with their doubts, and
the text of the file.
"""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.discovery import publisher_file
from newscrawl.discovery.probe import (
    Guess,
    Probe,
    Proposal,
    free_name,
    platform_of,
    propose,
    section_words,
    spread,
)
from newscrawl.extraction.profile import Profile
from newscrawl.items import Article, Author, Completeness, Publisher

KNOWN = [
    Profile("one", "One", "one.example", country="GB", language="en", timezone="Europe/London"),
    Profile("two", "Two", "two.example", country="GB", language="en", timezone="Europe/London"),
    Profile("six", "Six", "six.example", country="AU", language="en", timezone="Australia/Sydney"),
    Profile("any", "Any", "any.example", country="CH"),
]


def article(
    published: str | None = "2026-11-20T10:00:00+00:00", language: str | None = "en", **more: Any
) -> Article:
    stated = "stated" if published and published[19:] else None
    return Article(
        date_published=published, date_zone=stated, language=language, authors=[Author("Ann")],  # type: ignore[arg-type]
        publisher=Publisher(name="The Harrow"), truncated=False, **more,
    )  # fmt: skip


def proposal(
    home: str = "https://www.harrow.example/",
    given: dict[str, str | None] | None = None,
    **found: Any,
) -> Proposal:
    probe = Probe(
        home,
        **{
            "articles": [article()] * 5,
            "feeds": [f"{home}feed"],
            "sections": {"world": f"{home}world"},
        }
        | found,
    )
    return propose(probe, KNOWN, given or {}, ["one", "harrow"])


def test_names() -> None:
    assert free_name("harrow-gazette.co.uk", []) == "harrowgazette"
    assert free_name("harrow.example", ["harrow"]) == "harrowexample"
    assert free_name("20minutes.example", []) == "the20minutes"
    assert free_name("x.example", []) == "xexample"
    assert proposal().name == "harrowexample"
    assert proposal(given={"name": "gazette"}).name == "gazette"


def test_the_publisher_is_whom_the_pages_name() -> None:
    assert proposal().publisher_name == Guess("The Harrow")
    nameless = article()
    nameless.publisher = Publisher(name="harrow.example")
    assert proposal(articles=[nameless]).publisher_name.value == "Harrow"
    assert "no page names" in proposal(articles=[nameless]).publisher_name.doubt
    assert proposal(given={"publisher_name": "Gazette"}).publisher_name == Guess("Gazette")
    other = article()
    other.publisher = Publisher(name="One")
    assert proposal(articles=[other]).publisher_name.value == "One (harrow.example)"


@pytest.mark.parametrize(
    ("home", "name"),
    [("http://127.0.0.1:8000/", "127.0.0.1"), ("https://163.example/", "163.example")],
)
def test_a_number_is_no_publishers_name(home: str, name: str) -> None:
    assert proposal(home, articles=[]).publisher_name.value == name


def test_language() -> None:
    assert proposal().language == Guess("en")
    assert proposal(articles=[article(language="nb")] * 3).language == Guess("no")
    several = proposal(
        articles=[article(language="de-AT"), article(language="de"), article()]
    ).language
    assert several == Guess("de", "the articles read are in several: de 2, en 1")
    assert proposal(articles=[], locales=["fr_FR"]).language == Guess(
        "fr", "from the front page alone"
    )
    assert proposal(articles=[]).missing == ["language", "country", "timezone"]


@pytest.mark.parametrize(
    ("home", "locales", "country", "doubt"),
    [
        ("https://harrow.co.uk/", ["en-US"], "GB", ""),
        ("https://harrow.fr/", [], "FR", ""),
        ("https://harrow.io/", ["en-IE"], "IE", ""),
        ("https://harrow.example/", ["en", "en_NZ"], "NZ", ""),
        ("https://harrow.example/", ["zh-Hant-TW"], "TW", ""),
        ("https://harrow.example/", ["en_US"], "US", "default"),
        ("https://harrow.example/", ["en", "en-XX"], "GB", "a guess"),
    ],
)
def test_country(home: str, locales: list[str], country: str, doubt: str) -> None:
    found = proposal(home, locales=locales).country
    assert found.value == country
    assert doubt in found.doubt
    assert bool(doubt) == bool(found.doubt)


def test_country_by_the_clocks_of_known_publishers() -> None:
    assert proposal(articles=[article("2026-11-20T10:00:00+11:00")]).country.value == "AU"
    assert proposal(articles=[article("2026-11-20T10:00:00+05:30")]).country.value is None


def test_the_country_of_a_clock_that_is_not_its_capital_s() -> None:
    """Mexico has an English publisher, and no daylight saving time. Chicago's clock is the same in
    winter.
    """
    us = [Profile(f"us{n}", "US", "u.example", country="US", language="en") for n in range(3)]
    mx = Profile("mx", "MX", "m.example", country="MX", language="en")
    probe = Probe("https://harrow.com/", articles=[article("2026-11-20T10:00:00-06:00")])
    found = propose(probe, [mx, *us], {})
    assert (found.country.value, found.timezone.value) == ("US", "America/Chicago")
    assert found.timezone.doubt == ""


def test_the_zone_that_known_publishers_have_comes_first() -> None:
    """tzdata lists Lord Howe Island before Sydney; both have eleven hours in summer."""
    plain = proposal("https://harrow.com.au/", articles=[article("2026-11-20")]).timezone
    assert plain.value == "Australia/Sydney"
    assert "clocks of AU fit" in plain.doubt
    summer = [article("2026-11-20T10:00:00+11:00")]
    assert proposal("https://harrow.com.au/", articles=summer).timezone.value == "Australia/Sydney"


def test_time_zone() -> None:
    assert proposal().timezone == Guess("Europe/London")
    sydney = proposal(
        "https://harrow.com.au/", articles=[article("2026-11-20T10:00:00+10:00")]
    ).timezone
    assert sydney == Guess("Australia/Brisbane")  # Lindeman's clock is the same
    odd = proposal(
        "https://harrow.co.uk/", articles=[article("2026-11-20T10:00:00+05:30")]
    ).timezone
    assert odd == Guess("Europe/London", "no zone of GB fits the offsets of the articles' dates")
    assert proposal(given={"timezone": "Asia/Dubai"}).timezone == Guess("Asia/Dubai")


def test_doubts() -> None:
    assert proposal().doubts == []
    said = proposal(
        feeds=[], sections={}, others=[f"town {n}" for n in range(9)], failed={"/rss": "http 404"}
    ).doubts
    assert said[0] == "could not read /rss: http 404"
    assert said[1].startswith("neither a feed nor a news sitemap")
    assert said[1].endswith("crawls read the front page and its navigation alone")
    assert said[2].startswith("no section was found")
    assert proposal(feeds=[]).doubts[0].endswith("crawls read the sections alone")
    assert said[3].endswith("town 6, town 7, …")
    (said_last,) = proposal(articles=[], given={"language": "en"}).doubts
    assert said_last.startswith("no article could be read: the pages have no text")
    gap = article(None, completeness=Completeness(kind="extraction_gap"))
    gap.authors, gap.truncated = [], None
    cut = article()
    cut.truncated = True
    said = proposal(articles=[article(), gap, cut]).doubts
    assert said[0] == "1 of 3 articles have no date; `scrapy explain` shows one"
    assert len(said) == 4


@pytest.mark.parametrize(
    ("html", "platform"),
    [
        ('<script src="/pf/resources/a.js">', "ArcSpider"),
        (
            '<script class="yoast-schema-graph"></script><img src="/wp-content/a.png">',
            "YoastSpider",
        ),
        ('<meta name="generator" content="WordPress 6.9">', "WordPressSpider"),
        ('<img src="/sites/default/files/a.png">', "DrupalSpider"),
        ('<meta name="generator" content="Brightspot">', "BrightspotSpider"),
        ("<p>WordPress is a system", None),
    ],
)
def test_platforms(html: str, platform: str | None) -> None:
    assert platform_of(html) == platform


def test_spread_takes_one_of_each_list_in_turn() -> None:
    assert spread([[1, 2, 3], [], [4]], 3) == [1, 4, 2]
    assert spread([[1]], 9) == [1]
    assert spread([], 9) == []


def test_sections_of_the_vocabulary() -> None:
    assert section_words({"world": "/world", "puzzles": "/p"}) == ({"world": "/world"}, ["puzzles"])
    assert section_words({"world": "/world", "europe": "/world"}) == ({"world": "/world"}, [])


def test_no_address_twice() -> None:
    found = proposal(feeds=["/a", "/a"], news_sitemaps=["/n", "/n"], sitemaps=["/s", "/n", "/s"])
    assert (found.feeds, found.news_sitemaps, found.sitemaps) == (["/a"], ["/n"], ["/s"])


FILE = '''"""The Harrow, https://www.harrow.example/"""

from __future__ import annotations

from newscrawl.crawl.platforms import WordPressSpider


class HarrowexampleSpider(WordPressSpider):
    name = "harrowexample"
    publisher_name = "The Harrow"
    domain = "harrow.example"
    country = "US"  # unsure: en-US is the default of many systems
    language = "en"
    timezone = "America/New_York"  # unsure: 8 clocks of US fit the articles' dates
    sections = {"world": "/world"}
    sitemaps = ["https://maps.harrow.example/all.xml"]
'''


def test_the_file_leaves_out_facts_of_its_base_class() -> None:
    found = proposal(
        locales=["en_US"], platform="WordPressSpider", sitemaps=["https://maps.harrow.example/all.xml"],
        feeds=["https://www.harrow.example/feed/"],
    )  # fmt: skip
    assert (
        publisher_file.text(found, {"feeds": ["/feed/"], "sitemaps": ["/wp-sitemap.xml"]}) == FILE
    )


def test_long_lists_have_a_line_for_each_entry() -> None:
    home = "https://www.harrow.example/"
    many = {name: f"{home}news/{name}-{'x' * 30}" for name in ("world", "business", "sport")}
    text = publisher_file.text(
        proposal(sections=many, feeds=[f"{home}{'feed' * 9}/{n}" for n in range(5)]), {}
    )
    assert '    sections = {\n        "world": "/news/world-xxx' in text
    assert '    feeds = [\n        "/feedfeed' in text
    assert text.count("/feedfeed") == 3
    assert text.endswith("    ]\n")


def test_text_of_a_page_can_not_leave_its_string() -> None:
    evil = article()
    evil.publisher = Publisher(name='"""\nimport os')
    text = publisher_file.text(proposal(articles=[evil]), {})
    compile(text, "file.py", "exec")
    assert "\nimport os" not in text


def test_lines_are_wrapped_at_the_width_of_ruff() -> None:
    """The three feeds would make a line of 111 columns."""
    feeds = [f"https://www.harrow.example/feeds/{letter * 24}" for letter in "abc"]
    text = publisher_file.text(proposal(feeds=feeds), {})
    assert f'    feeds = [\n        "/feeds/{"a" * 24}",\n' in text
