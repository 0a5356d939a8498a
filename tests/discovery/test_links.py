"""Which link is an article, by address and words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.link_features import date_of, features, pieces, shape
from newscrawl.discovery.links import is_article, is_section, score, weights

SITE = "https://www.daily.example"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/world/2026/11/20/old-bridge-reopens-after-the-flood",
            "Old bridge reopens after the flood",
        ),
        ("/news/local/old-bridge-reopens-after-the-flood-4207710", "Old bridge reopens"),
        (
            "/politik/inland/bruecke-nach-dem-hochwasser-wieder-offen-id30151972.html",
            "Brücke nach dem Hochwasser wieder offen",
        ),
        ("/story/news/2026/11/20/old-bridge-reopens/10176930002/", "Old bridge reopens"),
        ("/local/2026-11/20/c_126962369.htm", "老桥在洪水之后重新开放通车"),
        ("/news.php?lang=1&newsid=13170", "The old bridge reopens after the flood, says the mayor"),
        ("/?p=81234", "The old bridge reopens after the flood, says the mayor of the town"),
        (
            "/old-bridge-reopens-after-the-flood-in-the-valley/",
            "The old bridge reopens after the flood",
        ),
    ],
)
def test_articles(path: str, words: str) -> None:
    assert is_article(SITE + path, words)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "The Daily Example"),
        ("/world", "World"),
        ("/sport/tennis/", "Tennis"),
        ("/tag/old-bridge", "Old bridge"),
        ("/author/ann-ember", "Ann Ember"),
        ("/about-us/", "About us"),
        ("/privacy-policy", "Privacy policy"),
        ("/newsletters", "Newsletters"),
        ("/world/page/2", "Older stories"),
        ("/feed.xml", "RSS"),
        ("/downloads/rates-2026.pdf", "Advertising rates"),
        ("/account/login?return=/world", "Sign in"),
    ],
)
def test_other_links(path: str, words: str) -> None:
    assert not is_article(SITE + path, words)


def test_words_speak() -> None:
    assert score(
        SITE + "/world/bridge", "Old bridge reopens after the worst flood in years"
    ) > score(SITE + "/world/bridge")


def test_style_sheets_within_links_say_nothing() -> None:
    url = SITE + "/world/old-bridge-reopens"
    assert features(url, ".card{display:none} .card p{margin:0}") == features(url, "")


def test_sections_of_a_navigation() -> None:
    assert is_section(SITE + "/world/europe")
    assert not is_section(SITE + "/subscribe")
    assert not is_section("https://jobs.daily.example/")
    assert not is_section(SITE + "/")
    assert is_section(SITE + "/?cat=2")  # WordPress without permalinks
    assert not is_section(SITE + "/?lang=en")


def test_shape() -> None:
    one, other = (
        "/world/2026/11/20/old-bridge-reopens",
        "/world/2025/01/02/late-goal-decides-the-derby",
    )
    assert shape(SITE + one) == shape(SITE + other)
    assert shape(SITE + "/s?id=1") == shape(SITE + "/s?id=2") != shape(SITE + "/s?page=2")
    assert shape(SITE + "/world") == shape(SITE + "/sport")
    assert shape(SITE + "/programmes/p06") != shape(SITE + "/news/p06")


def test_pieces() -> None:
    assert pieces(SITE + "/tv/2026/story-17") == [
        *("/tv/", "/000", "0000", "000/"),
        *("/sto", "stor", "tory", "ory-", "ry-0", "y-00", "-00$"),
    ]
    assert pieces(SITE + "/%C3%A9t%C3%A9?page=17#end") == ["/été", "été$"]
    assert pieces(SITE + "/") == pieces("") == []


def test_the_middle_of_a_headline_is_no_piece() -> None:
    one, other = (
        pieces(f"{SITE}/old-bridge-{word}-after-the-flood.html")
        for word in ("reopens", "collapses")
    )
    assert one == other


def test_pieces_speak() -> None:
    known = weights().pieces
    for url in (SITE + "/world/2026/11/20/old-bridge-reopens", SITE + "/tag/old-bridge"):
        named = sum(
            steps[min(n, len(steps) - 1)]
            for f, n in features(url, "").items()
            if (steps := weights().link.get(f))
        )
        of_pieces = sum(known.get(piece, 0.0) for piece in pieces(url))
        assert of_pieces != 0
        assert score(url) == pytest.approx(named + of_pieces)


def test_every_weight_is_of_a_feature_that_the_code_knows() -> None:
    assert {"words", "last slug", "numbers", "date"} <= set(weights().link)
    known = {"bias", "alone", "alike", "boxed", "navigation", "alike, navigation"}
    assert set(weights().page) == known


def test_date_of() -> None:
    assert date_of(SITE + "/world/2026/11/20/old-bridge") == date(2026, 11, 20)
    assert date_of(SITE + "/world/2026-1-2/old-bridge") == date(2026, 1, 2)
    assert date_of(SITE + "/2026/11/20") == date(2026, 11, 20)
    for path in ("/2026/11/old-bridge", "/2026/13/01/a", "/20261120/a", "/1/2026/11/201/a", "/"):
        assert date_of(SITE + path) is None


@given(st.text(), st.text())
def test_total(url: str, words: str) -> None:
    assert abs(score(url, words)) < 100
    shape(url)
    date_of(url)


def test_linear() -> None:
    for long in ("/a-" * 200_000, "a" * 400_000, "?id=1" * 100_000, "0-a" * 100_000):
        score(SITE + "/" + long, long)
