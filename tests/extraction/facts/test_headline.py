from __future__ import annotations

import pytest
from page_of import ld, page_of

from newscrawl.extraction.facts import headline

SITE = '<meta property="og:site_name" content="Morning Gazette - News and Views">'


def test_forms_are_titles_and_their_pieces() -> None:
    found = headline.forms(
        [("h1", "Ferry back"), ("title", "Ferry back – Harbour | Gazette"), ("h2", "More | News")]
    )
    assert {key: form.places for key, form in found.items()} == {
        "ferry back": {"h1"},
        "ferry back – harbour | gazette": {"title"},
        "more | news": {"h2"},
        "harbour | gazette": set(),
        "ferry back – harbour": set(),
        "gazette": set(),
    }


@pytest.mark.parametrize(
    "clipped, whole, kept",
    [
        ("The ferry sails to the…", "The ferry sails to the islands", False),
        ("The ferry sails to the…", "The council votes", True),
        ("x" * 99 + " ab", "x" * 99 + " abc and more", False),
        ("x" * 99 + " ab", "x" * 99 + " ab | Gazette", True),
    ],
)
def test_a_form_that_another_completes_is_none(clipped: str, whole: str, kept: bool) -> None:
    assert (clipped.casefold() in headline.forms([("headline", clipped), ("h1", whole)])) == kept


def test_names_of_the_site() -> None:
    known = headline.names(page_of(SITE), "Harbour")
    keys = ("newsandviews", "morninggazettesports", "themorninggazette", "harbour", "ferryback")
    assert [known.kind(key) for key in keys] == ["site", None, "site", "section", None]


def test_features() -> None:
    page = page_of(
        SITE + "<title>Ferry back - Morning Gazette</title>",
        "<h1>Ferry back</h1>",
        "https://x.example/ferry-back-now",
    )
    given = headline.sources(page)
    found = headline.forms(given)
    rows = headline.features(found, given, headline.names(page, None), page.url)
    row = dict(zip(found, rows, strict=True))["ferry back"]
    assert (row["in_h1"], row["shared"], row["with_bar"]) == (1, 2, 0)
    assert (row["of_slug"], round(row["slug"], 2)) == (1, 0.67)
    assert "with_site" not in row
    assert dict(zip(found, rows, strict=True))["ferry back - morning gazette"]["with_site"] == 1


@pytest.mark.parametrize(
    "body, places",
    [
        ("<h1>Welcome</h1><h2>Ferry sails again</h2>", ["title", "h1+", "h2"]),
        ("<h1>Ferry sails</h1><nav><h2>Menu</h2></nav>", ["h1", "title"]),
    ],
)
def test_an_h1_that_the_title_tag_has_no_word_of(body: str, places: list[str]) -> None:
    page = page_of("<title>Ferry sails to the islands</title>", body)
    assert [place for place, _ in headline.sources(page)] == places


def test_an_address_that_no_parser_takes_has_no_words() -> None:
    assert headline.slug("http://[/ferry-back") == frozenset()
    assert headline.slug("https://x.example/a/f%C3%A4hre-back-now") == {"faehre", "back", "now"}


def test_a_page_without_titles() -> None:
    page = page_of(ld({"@type": "NewsArticle"}))
    assert headline.best(headline.sources(page), headline.names(page, None), page.url) is None
