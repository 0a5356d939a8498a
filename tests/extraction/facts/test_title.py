from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_of import ld, page_of

from newscrawl.extraction.facts import title, topics
from newscrawl.extraction.page.page import Page

SITE = '<meta property="og:site_name" content="Morning Gazette">'


FULL = "Bridge: Council votes"


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
def test_what_the_address_and_the_title_tag_say_is_the_article_s(
    head: str, body: str, expected: str
) -> None:
    page = page_of(head, body)
    assert the_title(page) == expected
    assert page.heading_text in (None, expected, "The Gazette")


def test_a_dash_of_the_headline_s_own_stays() -> None:
    whole = "Mayor resigns - what comes next"
    head = ld({"@type": "NewsArticle", "headline": whole}) + f"<title>{whole} | Gazette</title>"
    assert the_title(page_of(head, f"<h1>{whole}</h1>")) == whole


def test_what_the_reader_sees_is_the_headline() -> None:
    head = ld({"@type": "NewsArticle", "headline": "Ferry to the islands: what we know"})
    head += (
        og("Ferry to the islands: what we know so far | Morning Gazette")
        + "<title>Ferry news | Gazette</title>"
    )
    assert the_title(page_of(head, "<h1>The old ferry sails to the islands again</h1>")) == (
        "Ferry to the islands: what we know"
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
    url = "https://www.morning-gazette.example/harbour-bridge-council-votes-for-the-third-time-1234"
    head = ld({"@type": "NewsArticle", "headline": long}) + og(other)
    assert the_title(page_of(head, url=url)) == long
    assert the_title(page_of(head, url="https://www.morning-gazette.example/a/1234")) == other


def test_a_clipped_headline_is_completed() -> None:
    whole = "Council votes for the third time on the new harbour bridge, and this time both sides agreed to stay in the room"
    head = ld({"@type": "NewsArticle", "headline": whole[:90] + "…"})
    assert the_title(page_of(head, f"<h1>{whole}</h1>")) == whole


def test_of_several_spellings_the_one_that_most_places_share() -> None:
    head = (
        ld({"@type": "NewsArticle", "headline": "BRIDGE: COUNCIL VOTES"})
        + og(FULL)
        + f"<title>{FULL}</title>"
    )
    assert the_title(page_of(head)) == FULL


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
