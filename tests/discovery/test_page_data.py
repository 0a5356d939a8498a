"""Lists of stories that only the data in a page's scripts name."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement
from parsel import Selector

from newscrawl.discovery import page_data
from newscrawl.discovery.page_data import data_articles
from newscrawl.discovery.sections import section_page

BASE = "https://www.daily.example/world"
STORY = "/world/old-bridge-reopens-after-the-flood-10482"
URL = f"https://www.daily.example{STORY}"
STATE = (
    '<script id="__NEXT_DATA__" type="application/json">{"stories": [{"headline": "Old bridge", "url": "%s"},'
    '{"url": "/world"}, {"url": "/subscribe"}, {"image": "/media/2026/11/20/old-bridge-reopens-104823.jpg"},'
    '{"image": "https://images.daily.example/world/old-bridge-reopens-after-the-flood-10482"},'
    '{"ad": "https://elsewhere.example/2026/11/20/a-story-of-another-paper"}, {"url": "%s"}]}</script>'
)


def tree(body: str) -> HtmlElement:
    return Selector(
        text=f"<html><body><nav><a href='/sport'>Sport</a></nav>{body}</body></html>"
    ).root


def test_a_page_whose_stories_are_in_its_state_alone() -> None:
    page = section_page(tree(STATE % (STORY, STORY)), BASE, ["daily.example"])
    assert [entry.url for entry in page.articles] == [URL]
    assert page.sections == {"sport": "https://www.daily.example/sport"}


@pytest.mark.parametrize(
    "script",
    [
        f'window.state = {{"url":"{URL}"}};',
        'window.state = {"url":"' + URL.replace("/", "\\/") + '"};',
        'window.state = {"url":"' + URL.replace("/", "\\u002F") + '"};',
        'self.__next_f.push([1,"{\\"href\\":\\"' + STORY + '\\"}"])',
    ],
)
def test_forms_of_addresses_in_scripts(script: str) -> None:
    assert data_articles(tree(f"<script>{script}</script>"), BASE) == [URL]


def test_data_is_not_read_if_links_lead_to_articles() -> None:
    link = '<h2><a href="/world/2026/11/19/harbour-strike-ends">Harbour strike ends after a night</a></h2>'
    page = section_page(tree(link + STATE % (STORY, STORY)), BASE, ["daily.example"])
    assert [entry.url.rpartition("/")[2] for entry in page.articles] == ["harbour-strike-ends"]


def test_json_ld_is_left_out() -> None:
    principles = '{"publishingPrinciples": "/company/2026/11/how-our-newsroom-works-10482"}'
    script = f'<script type="application/ld+json">{principles}</script>'
    assert data_articles(tree(script), BASE) == []
    assert data_articles(tree(script.replace("ld+", "")), BASE) != []


def test_very_long_scripts_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_data, "MAX_SCRIPT", 40)
    assert data_articles(tree(STATE % (STORY, STORY)), BASE) == []
