"""The standfirst and the description."""

from __future__ import annotations

import pytest
from page_of import ld, page_of

from newscrawl.extraction.facts import standfirst


def test_subtitle_under_the_headline() -> None:
    line = "After two years in dock the ferry sails to the islands again."
    body = f"<h1>Ferry back</h1><div class='articleStandfirst'>{line}</div><p>Text.</p>"
    assert standfirst.subtitle(page_of("", body), "Ferry back") == line


def test_a_subtitle_equal_to_the_description() -> None:
    line = "After two years in dock the ferry sails again."
    body = f"<h1>Ferry back</h1><h2>{line}</h2><p>Text.</p>"
    assert (
        standfirst.subtitle(
            page_of(f'<meta name="description" content="{line}">', body), "Ferry back"
        )
        == line
    )
    assert standfirst.subtitle(page_of("", body), "Ferry back") is None


def test_a_second_headline_or_a_teaser_is_no_subtitle() -> None:
    second = {
        "@type": "NewsArticle",
        "headline": "Ferry back",
        "alternativeHeadline": "Old ferry sails to the islands again",
    }
    assert standfirst.subtitle(page_of(ld(second), "<h1>Ferry back</h1>"), "Ferry back") is None
    body = (
        "<h1>Ferry back</h1>"
        + "<p>Text.</p>" * 30
        + "<div class='standfirst'>Another story about another ship at sea.</div>"
    )
    assert standfirst.subtitle(page_of("", body), "Ferry back") is None


def test_description_is_the_one_that_is_not_clipped() -> None:
    head = ld({"@type": "NewsArticle", "headline": "x", "description": "After two years in dock…"})
    whole = "After two years in dock the ferry sails."
    assert (
        standfirst.description(page_of(head + f'<meta name="description" content="{whole}">'))
        == whole
    )
    assert standfirst.description(page_of(head)) == "After two years in dock…"


@pytest.mark.parametrize(
    "line",
    [
        "INES VIDAL April 21, 2026 Updated: April 21, 2026 1:35 a.m.",
        "By MORNING GAZETTE STAFF   APRIL 21, 2026 10:43",
        "Report | 21.04.2026 Harbour: The ferry that was sold sails again",
    ],
)
def test_a_byline_or_the_headline_once_more_is_no_subtitle(line: str) -> None:
    page = page_of(
        "", f'<h1>The ferry that was sold sails again</h1><h2 class="subtitle">{line}</h2>'
    )
    assert standfirst.subtitle(page, "The ferry that was sold sails again") is None
