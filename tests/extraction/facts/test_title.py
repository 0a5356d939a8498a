"""The forms of a headline, and the choice among them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_of import ld, page_of

from newscrawl.extraction.facts import title, topics
from newscrawl.extraction.page.page import Page

SITE = '<meta property="og:site_name" content="Morning Gazette">'


def the_title(page: Page) -> str | None:
    return next(iter(title.titles(page, topics.section(page))), None)


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
        (
            SITE + og("Morning Gazette: ferry back - Morning Gazette"),
            "",
            "Morning Gazette: ferry back",
        ),
        (
            SITE + "<title>Morning Gazette: Ferry back in service</title>",
            "",
            "Ferry back in service",
        ),
        (
            "<title>Ferry back in service – Morning-Gazette.example</title>",
            "",
            "Ferry back in service",
        ),
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
        (
            og("Ferry back in service"),
            "<h1><span class=label>Premium</span>Ferry back in service</h1>",
            "Ferry back in service",
        ),
        (
            SITE + "<title>Ferry back in service | Morning Gazette</title>",
            "<h1><div><b>Harbour</b></div><div>Ferry back in service</div></h1>",
            "Ferry back in service",
        ),
        (
            "<title>Breaking: Ferry back in service</title>",
            "<h1><b>Breaking:</b> Ferry back in service</h1>",
            "Breaking: Ferry back in service",
        ),
        (
            og("Back in service"),
            "<h1>Ferry back in service</h1>",
            "Ferry back in service",
        ),
        (
            og("Ferry back in service"),
            "<h1><span>Ferry back in service</span> <span>After two years in dock</span></h1>",
            "Ferry back in service",
        ),
        (
            SITE + "<title>Ferry back in service | Morning Gazette</title>",
            "<h1>Ferry back in service <a href=#comments>199 Comments</a></h1>",
            "Ferry back in service",
        ),
        (
            og("Ferry back"),
            "<h1>Ferry back in service <i>again</i></h1>",
            "Ferry back in service again",
        ),
        ("<title>And then it sailed… | Island Days</title>", "", "And then it sailed…"),
        ("<title>渡轮重新开航前往群岛_本地_晨报</title>", "", "渡轮重新开航前往群岛"),
        ("", "<h1>Ferry back</h1>", "Ferry back"),
        (
            "<title>Ferry sails again to the islands</title>",
            "<h1>Welcome</h1>",
            "Ferry sails again to the islands",
        ),
        ("", "", None),
    ],
)
def test_title(head: str, body: str, expected: str | None) -> None:
    assert the_title(page_of(head, body)) == expected


@pytest.mark.parametrize(
    "head, body, expected",
    [
        (
            SITE.replace("Gazette", "Gazette - News and Views")
            + og("Ferry back | Morning Gazette - News and Views"),
            "",
            "Ferry back",
        ),
        (
            "<title>Council votes on new harbour bridge | Local | Forum</title>",
            "",
            "Council votes on new harbour bridge",
        ),
        (
            "<title>Bridge - Council votes on it</title>",
            "<h1>Bridge - Council votes on it</h1>",
            "Bridge - Council votes on it",
        ),
        (
            "<title>Council votes on new bridge - Gazette</title>",
            "<h1>The Gazette</h1>",
            "Council votes on new bridge",
        ),
        ("<title>Ferry back | Isles</title>", "<h1>Isles</h1><h1>Ferry back</h1>", "Ferry back"),
        (
            og("Ferry back: timetable"),
            "<h1>Ferry</h1><h1>Ferry back: timetable</h1>",
            "Ferry back: timetable",
        ),
    ],
)
def test_a_heading_that_address_or_title_tag_repeat_is_the_articles(
    head: str, body: str, expected: str
) -> None:
    page = page_of(head, body)
    assert the_title(page) == expected
    assert page.heading_text in (None, expected, "The Gazette")


def test_a_dash_of_the_headline_s_own_stays() -> None:
    whole = "Mayor resigns - what comes next"
    head = ld({"@type": "NewsArticle", "headline": whole}) + f"<title>{whole} | Gazette</title>"
    assert the_title(page_of(head, f"<h1>{whole}</h1>")) == whole


def test_the_visible_form_is_the_headline() -> None:
    head = ld({"@type": "NewsArticle", "headline": "Ferry to the islands: what we know"})
    head += (
        og("Ferry to the islands: what we know so far | Morning Gazette")
        + "<title>Ferry news | Gazette</title>"
    )
    assert the_title(page_of(head, "<h1>The old ferry sails to the islands again</h1>")) == (
        "The old ferry sails to the islands again"
    )
    head = og("Ferry timetable") + "<title>The ferry sails to the islands - Morning Gazette</title>"
    assert (
        the_title(page_of(SITE + head, "<h1>The ferry sails to the islands</h1>"))
        == "The ferry sails to the islands"
    )


def test_the_address_speaks_for_a_form() -> None:
    long, other = (
        "Harbour bridge: Council votes for the third time",
        "Bridge vote: what the council wants to know this time",
    )
    head = ld({"@type": "NewsArticle", "headline": long}) + og(other)
    for text in (long, other):
        url = f"https://www.morning-gazette.example/{'-'.join(text.lower().split())}-1234"
        assert the_title(page_of(head, url=url)) == text


def test_the_slug_was_made_of_the_whole_headline() -> None:
    shown, declared = "Why they fight over it again", "Council votes on harbour bridge"
    head = ld({"@type": "NewsArticle", "headline": declared}) + og(shown)
    slugs = {"council-votes-again": shown, "council-votes-on-harbour-bridge": declared}
    for slug, expected in slugs.items():
        page = page_of(head, f"<h1>{shown}</h1>", f"https://x.example/{slug}")
        assert the_title(page) == expected


def test_a_clipped_headline_is_completed() -> None:
    whole = "Council votes for the third time on the new harbour bridge, and this time both sides agreed to stay in the room"
    head = ld({"@type": "NewsArticle", "headline": whole[:90] + "…"})
    assert the_title(page_of(head, f"<h1>{whole}</h1>")) == whole


def test_a_section_that_another_form_does_without() -> None:
    head = SITE + og("Ferry sails to the islands-Harbour | Morning Gazette")
    whole = '<meta itemprop="headline" name="headline" content="Ferry sails to the islands">'
    assert the_title(page_of(head + whole)) == "Ferry sails to the islands"
    assert the_title(page_of(head)) == "Ferry sails to the islands-Harbour"


def test_forms_and_their_pieces() -> None:
    page = page_of(
        SITE
        + og("The old ferry is back | Morning Gazette")
        + "<title>The old ferry is back - Harbour - News</title>",
        "<h1>The old ferry is back</h1>",
    )
    forms = title.titles(page, None)
    assert forms == [
        "The old ferry is back",
        "The old ferry is back | Morning Gazette",
        "The old ferry is back - Harbour - News",
    ]
    assert title.pieces(forms) == {
        "whole The old ferry is back",
        "whole The old ferry is back | Morning Gazette",
        "whole The old ferry is back - Harbour - News",
        "end Morning Gazette",
        "end News",
        "start The old ferry is back",
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


LONG_SITE = '<meta property="og:site_name" content="Morning Gazette - News and Views">'


def test_forms_are_titles_and_their_pieces() -> None:
    found = title.forms([("h1", "Ferry back"), ("title", "Ferry back – Harbour | Gazette")])
    assert {key: form.places for key, form in found.items()} == {
        "ferry back": {"h1"},
        "ferry back – harbour | gazette": {"title"},
        "harbour | gazette": set(),
        "ferry back – harbour": set(),
        "gazette": set(),
    }


@pytest.mark.parametrize(
    "clipped, whole, kept",
    [
        ("The ferry sails to the…", "The ferry sails to the islands", False),
        ("The ferry sails to the…", "The council votes", True),
        ("The ferry sails to the", "The ferry sails to the islands", True),
        ("Die Straße zum Hafen…", "Der Rat tagt", True),
        ("Die Straße zum Hafen…", "Die Straße zum Hafen ist frei", False),
        ("Die Straße zum Hafen...", "Die Straße zum Hafen... | Der Tag", True),
        ("Die Straße zum Hafen…", "Die Straße zum Hafen – ein Bericht", True),
    ],
)
def test_the_beginning_of_another_form_is_no_form(clipped: str, whole: str, kept: bool) -> None:
    assert (clipped.casefold() in title.forms([("headline", clipped), ("h1", whole)])) == kept


def test_names_of_the_site() -> None:
    known = title.names(page_of(LONG_SITE), "Harbour")
    keys = ("newsandviews", "morninggazettesports", "themorninggazette", "harbour", "ferryback")
    assert [title.named(key, known) for key in keys] == ["site", None, "site", "section", None]


def test_features() -> None:
    page = page_of(
        LONG_SITE + "<title>Ferry back - Morning Gazette</title>",
        "<h1>Ferry back</h1>",
        "https://x.example/ferry-back-now",
    )
    found = title.forms(title.sources(page))
    rows = title.features(found.values(), title.names(page, None), page.url)
    described = dict(zip(found, rows, strict=True))
    row = described["ferry back"]
    assert (row["in_h1"], row["with_bar"], row["of_slug"], round(row["slug"], 2)) == (1, 0, 1, 0.67)
    assert row["all_of_slug"] == 1 and "with_site" not in row
    assert described["ferry back - morning gazette"]["with_site"] == 1


@pytest.mark.parametrize(
    "body, places",
    [
        ("<h1>Welcome</h1>", ["title", "h1+"]),
        ("<h1>Ferry sails</h1>", ["h1", "title"]),
    ],
)
def test_an_h1_that_the_title_tag_has_no_word_of(body: str, places: list[str]) -> None:
    page = page_of("<title>Ferry sails to the islands</title>", body)
    assert [place for place, _ in title.sources(page)] == places


def test_an_address_that_no_parser_takes_has_no_words() -> None:
    assert title.slug("http://[/ferry-back") == frozenset()
    assert title.slug("https://x.example/a/f%C3%A4hre-back-now") == {"faehre", "back", "now"}


def test_a_page_without_titles() -> None:
    page = page_of(ld({"@type": "NewsArticle"}))
    assert title.best(title.sources(page), title.names(page, None), page.url) is None
