from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_of import ld, page_of

from newscrawl.extraction import title

SITE = '<meta property="og:site_name" content="Morning Gazette">'


FULL = "Bridge: Council votes"


def og(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


@pytest.mark.parametrize(
    "head, body, expected",
    [
        (
            ld({"@type": "NewsArticle", "headline": "Ferry back"}) + og("Old ferry sails again"),
            "<h1>Ferry back</h1>",
            "Ferry back",
        ),
        (SITE + og("Ferry back | Morning Gazette"), "", "Ferry back"),
        (SITE + og("Morning Gazette: ferry back - Morning Gazette"), "", "Morning Gazette: ferry back"),
        ("<title>Ferry back in service – Morning-Gazette.example</title>", "", "Ferry back in service"),
        (
            "<title>Ferry back in service - Local - News</title>",
            "<h1>Ferry back in service</h1>",
            "Ferry back in service",
        ),
        (
            SITE
            + "<title>Ferry back - Harbour - Morning Gazette</title>"
            + '<meta property="article:section" content="Harbour">',
            "",
            "Ferry back",
        ),
        (SITE + "<title>Morning Gazette</title>", "<h1>Morning Gazette</h1>", None),
        ("", "<h1>Ferry back</h1>", "Ferry back"),
        ("<title>Ferry sails again to the islands</title>", "<h1>Welcome</h1>", "Ferry sails again to the islands"),
        ("", "", None),
    ],
)
def test_title(head: str, body: str, expected: str | None) -> None:
    assert title.title(page_of(head, body)) == expected


@pytest.mark.parametrize(
    "head, body, expected",
    [
        (
            SITE.replace("Gazette", "Gazette - News and Views") + og("Ferry back | Morning Gazette - News and Views"),
            "",
            "Ferry back",
        ),
        (
            "<title>Council votes on new harbour bridge | Local | Forum</title>",
            "",
            "Council votes on new harbour bridge",
        ),
        ("<title>Bridge - Council votes on it</title>", "", "Bridge - Council votes on it"),
        ("<title>Council votes on new bridge - Gazette</title>", "<h1>The Gazette</h1>", "Council votes on new bridge"),
        ("<title>Ferry back | Isles</title>", "<h1>Isles</h1><h1>Ferry back</h1>", "Ferry back"),
        (og("Ferry back: timetable"), "<h1>Ferry</h1><h1>Ferry back: timetable</h1>", "Ferry back: timetable"),
    ],
)
def test_what_the_address_and_the_title_tag_say_is_the_article_s(head: str, body: str, expected: str) -> None:
    page = page_of(head, body)
    assert title.title(page) == expected
    assert page.heading_text in (None, expected, "The Gazette")


def test_a_dash_of_the_headline_s_own_stays() -> None:
    head = (
        ld({"@type": "NewsArticle", "headline": "Mayor resigns - what comes next"})
        + "<title>Mayor resigns | Gazette</title>"
    )
    assert title.title(page_of(head, "<h1>Mayor resigns</h1>")) == "Mayor resigns - what comes next"


def test_the_address_speaks_for_the_form_with_the_kicker() -> None:
    full = "Harbour bridge: Council votes for the third time"
    head = ld({"@type": "NewsArticle", "headline": "The third time"}) + og(full) + f"<title>{full}</title>"
    url = "https://www.morning-gazette.example/harbour-bridge-council-votes-for-the-third-time-1234"
    assert title.title(page_of(head, "<h1>The third time</h1>", url)) == full
    assert (
        title.title(page_of(head, "<h1>The third time</h1>", "https://www.morning-gazette.example/a/1234"))
        == "The third time"
    )


def test_a_clipped_headline_is_completed() -> None:
    whole = "Council votes for the third time on the new harbour bridge, and this time both sides agreed to stay in the room"
    head = ld({"@type": "NewsArticle", "headline": whole[:90] + "…"})
    assert title.title(page_of(head, f"<h1>{whole}</h1>")) == whole


def test_one_spelling_of_the_same_words() -> None:
    head = (
        ld({"@type": "NewsArticle", "headline": "Bridge - council votes"})
        + og("Bridge: Council votes")
        + "<title>Bridge: Council votes</title>"
    )
    assert title.title(page_of(head)) == FULL


def test_subtitle_under_the_headline() -> None:
    line = "After two years in dock the ferry sails to the islands again."
    body = f"<h1>Ferry back</h1><div class='articleStandfirst'>{line}</div><p>Text.</p>"
    assert title.subtitle(page_of("", body), "Ferry back") == line


def test_subtitle_that_says_what_the_description_says() -> None:
    line = "After two years in dock the ferry sails again."
    body = f"<h1>Ferry back</h1><h2>{line}</h2><p>Text.</p>"
    assert title.subtitle(page_of(f'<meta name="description" content="{line}">', body), "Ferry back") == line
    assert title.subtitle(page_of("", body), "Ferry back") is None


def test_a_second_headline_or_a_teaser_is_no_subtitle() -> None:
    second = {
        "@type": "NewsArticle",
        "headline": "Ferry back",
        "alternativeHeadline": "Old ferry sails to the islands again",
    }
    assert title.subtitle(page_of(ld(second), "<h1>Ferry back</h1>"), "Ferry back") is None
    body = (
        "<h1>Ferry back</h1>"
        + "<p>Text.</p>" * 30
        + "<div class='standfirst'>Another story about another ship at sea.</div>"
    )
    assert title.subtitle(page_of("", body), "Ferry back") is None


def test_description_is_the_one_that_is_not_clipped() -> None:
    head = ld({"@type": "NewsArticle", "headline": "x", "description": "After two years in dock…"})
    whole = "After two years in dock the ferry sails."
    assert title.description(page_of(head + f'<meta name="description" content="{whole}">')) == whole
    assert title.description(page_of(head)) == "After two years in dock…"


@pytest.mark.parametrize(
    "value, expected",
    [
        ("Politics", "Politics"),
        (["Local", "News"], "Local"),
        ("Beauty,Home", "Beauty"),
        ("Arts, Culture", "Arts, Culture"),
        ("x" * 200, None),
        (5, None),
    ],
)
def test_section(value: object, expected: str | None) -> None:
    assert title.section(page_of(ld({"@type": "NewsArticle", "articleSection": value}))) == expected


@pytest.mark.parametrize(
    "head, expected",
    [
        (ld({"@type": "NewsArticle", "keywords": "ferry, Islands , ferry"}), ["ferry", "Islands"]),
        (
            ld({"@type": "NewsArticle", "keywords": ["ferry", "islands"]}) + '<meta name="keywords" content="z">',
            ["ferry", "islands"],
        ),
        (
            '<meta property="article:tag" content="ferry"><meta property="article:tag" content="Smith, Jane">',
            ["ferry", "Smith, Jane"],
        ),
        ('<meta name="keywords" content="渡轮，海岛">', ["渡轮", "海岛"]),
        ('<meta name="keywords" content="https://x.example/a">', []),
        (
            ld(
                {
                    "@type": "NewsArticle",
                    "keywords": ["0a1b2c3d-38cf-4fba-b6c6-ad438e82010a", "ferry", "_prio_3", "2026"],
                }
            ),
            ["ferry", "2026"],
        ),
    ],
)
def test_tags(head: str, expected: list[str]) -> None:
    assert title.tags(page_of(head)) == expected


@pytest.mark.parametrize(
    "links, expected",
    [
        ('<a href="/world">World</a>', "World"),
        ('<a href="/">Home</a> <a href="/world/">World</a> <a href="/world/europe/">Europe</a>', "Europe"),
        ('<a href="//www.gazette.example/world"><b>World</b> news</a>', "World news"),
        ('<a href="/world"><img></a><a href="/world">World</a>', "World"),
        ('<a href="/world">More</a>', None),
        ('<a href="/world?page=2">World</a>', None),
        ('<a href="https://other.example/world">World</a>', None),
        ('<a href="/world/europe/2026">2026</a>', None),
        ('<a href="/world/europe/2026/ferry-sails-again">Ferry sails again</a>', None),
        ('<a href="/sport">Sport</a>', None),
    ],
)
def test_the_section_in_the_address_as_a_link_calls_it(links: str, expected: str | None) -> None:
    address = "https://www.gazette.example/world/europe/2026/ferry-sails-again/"
    assert title.section(page_of("", f"<nav>{links}</nav>", address)) == expected
    declared = page_of(ld({"@type": "NewsArticle", "articleSection": "Abroad"}), links, address)
    assert title.section(declared) == "Abroad"


def test_a_section_with_accents_and_the_site_itself() -> None:
    address = "https://www.gazette.example/gazette/politica/a-story"
    assert title.section(page_of("", '<a href="/gazette/politica">Política</a>', address)) == "Política"
    assert title.section(page_of("", '<a href="/gazette">Gazette</a>', address)) is None


def test_tags_that_only_links_give() -> None:
    body = (
        '<nav><a rel="tag" href="/tag/x">Popular</a></nav><a rel="category tag" href="/c/news">News</a>'
        '<footer><a rel="tag" href="/tag/ferry">Ferry, night</a> <a rel="nofollow tag" href="/tag/b">Bridge</a>'
        f'<a rel="tag" href="/tag/ferry">ferry, night</a><a rel="tag" href="/y">{"Read on " * 10}</a></footer>'
    )
    assert title.tags(page_of("", body)) == ["Ferry, night", "Bridge"]
    assert title.tags(page_of('<meta name="keywords" content="islands">', body)) == ["islands"]


def test_a_section_that_another_form_does_without() -> None:
    head = SITE + og("Ferry sails to the islands-Harbour | Morning Gazette")
    whole = '<meta itemprop="headline" name="headline" content="Ferry sails to the islands">'
    assert title.title(page_of(head + whole)) == "Ferry sails to the islands"
    assert title.title(page_of(head)) == "Ferry sails to the islands-Harbour"


def test_forms_and_their_pieces() -> None:
    page = page_of(SITE + og("Ferry back | Morning Gazette") + "<title>Ferry back in service - Harbour - News</title>")
    forms = list(dict.fromkeys(title.titles(page, None).values()))
    assert forms == ["Ferry back", "Ferry back in service - Harbour - News"]
    assert title.pieces(forms) == {
        "whole Ferry back",
        "whole Ferry back in service - Harbour - News",
        "end News",
        "start Ferry back in service",
    }


@pytest.mark.parametrize(
    "forms, habits, expected",
    [
        (["Ferry back - News"], [], "Ferry back - News"),
        (["Ferry back - News"], ["end News"], "Ferry back"),
        (["Ferry back - Harbour - News"], ["end News", "end Harbour"], "Ferry back"),
        (["Gazette | Ferry back | News"], ["end News", "start Gazette"], "Ferry back"),
        (["News", "Ferry back"], ["whole News"], "Ferry back"),
        (["News - News", "Ferry back - News"], ["whole News", "end News"], "Ferry back"),
        (["News"], ["whole News"], "News"),
        (["Ferry back", "Old ferry back"], ["whole Old ferry back"], "Ferry back"),
        (["- Ferry back"], ["end Ferry back"], "- Ferry back"),
    ],
)
def test_the_title_by_the_site_s_habit(forms: list[str], habits: list[str], expected: str) -> None:
    assert title.by_habit(forms, habits.__contains__) == expected


@given(st.lists(st.text(alphabet="ab |-–", min_size=1), min_size=1, max_size=4), st.randoms())
def test_any_title_has_one_by_habit(forms: list[str], random: Random) -> None:
    found = title.by_habit(forms, lambda piece: random.random() < 0.5)
    assert found and len(found) <= max(map(len, forms))


@pytest.mark.parametrize(
    "line",
    [
        "INES VIDAL April 21, 2026 Updated: April 21, 2026 1:35 a.m.",
        "By MORNING GAZETTE STAFF   APRIL 21, 2026 10:43",
        "Report | 21.04.2026 Harbour: The ferry that was sold sails again",
    ],
)
def test_a_byline_or_the_headline_once_more_is_no_subtitle(line: str) -> None:
    page = page_of("", f'<h1>The ferry that was sold sails again</h1><h2 class="subtitle">{line}</h2>')
    assert title.subtitle(page, "The ferry that was sold sails again") is None


@pytest.mark.parametrize(
    "value, expected", [("Harbour:", "Harbour"), ("Harbour (current)", "Harbour"), ("harbour_harbour-news", None)]
)
def test_a_section_as_a_reader_calls_it(value: str, expected: str | None) -> None:
    head = f'<meta property="article:section" content="{value}">'
    assert title.section(page_of(head, url="https://gazette.example/ferry")) == expected


def test_tags_without_the_system_s_words() -> None:
    stated = ["Category: Harbour", "topic/ferries", "organization/council", "Fähr\u00adhafen", "Either/or"]
    page = page_of(ld({"@type": "NewsArticle", "headline": "Ferry back", "keywords": stated}))
    assert title.tags(page) == ["Harbour", "ferries", "council", "Fährhafen", "Either/or"]
