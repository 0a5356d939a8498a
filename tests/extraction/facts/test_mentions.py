"""The days that a page mentions, and the choice among them."""

from __future__ import annotations

import pytest
from page_of import page_of

from newscrawl.extraction.facts import dates, mentions

STORY = "".join(
    f"<p>Day {day}: the ferry sailed to the islands, and everybody waved from the pier.</p>"
    for day in range(9)
)
CARDS = "".join(
    f'<li><a href="/story-{day}">Another story of the harbour</a> {day}. April 2026</li>'
    for day in (2, 3, 5)
)


def page(top: str, story: str = STORY) -> str:
    return f"<header><nav>Home</nav></header><h1>Ferry back</h1>{top}<div>{story}</div><aside><ul>{CARDS}</ul></aside>"


@pytest.mark.parametrize(
    "body, day",
    [
        (page("<p>Jane Doe | 21. April 2026</p>"), "2026-04-21"),
        (page("<span>21.04.26</span>"), "2026-04-21"),
        (
            page('<p class="date">21. April 2026</p>') + "<footer>1. Januar 2026</footer>",
            "2026-04-21",
        ),
        ("<p>21. April 2026</p>" + page(""), "2026-04-21"),
        (
            page(
                "",
                STORY
                + "<p>Until 12. March 2019 a bridge led to the islands, but it fell that night.</p>",
            ),
            None,
        ),
        ("<h1>Ferry back</h1>", None),
        ("<h1>Ferry back</h1><!-- cached 2026-04-21 12:57:06 -->", None),
    ],
)
def test_the_day_of_publication_among_the_days_of_a_page(body: str, day: str | None) -> None:
    page = page_of("", body, "https://paper.example/ferry")
    moment = dates.Dates(page, fetched_at="2026-04-22T12:00:00Z", language="de").published()
    assert (moment.text if moment else None) == day


def found(body: str, language: str | None = "en") -> list[mentions.Mention]:
    return list(mentions.mentions(page_of("", body, "https://paper.example/ferry"), language))


def test_the_text_around_a_date() -> None:
    near, shown = found("<h1>Ferry</h1><div><b>Updated:</b> <i>21 April 2026</i></div>")[1:]
    assert (near.place, near.updated, near.fill) == ("near", True, 1.0)
    assert (shown.place, shown.updated, shown.distance) == ("shown", True, 3)
    assert near.is_telling and not near.published


@pytest.mark.parametrize(
    "box, side",
    [
        ("<p>{}</p>", 0),
        ('<div class="related-stories"><p>{}</p></div>', 1),
        ("<aside><p>{}</p></aside>", mentions.BESIDE),
        ('<footer><p class="date">{}</p></footer>', mentions.BESIDE),
    ],
)
def test_dates_beside_the_article(box: str, side: int) -> None:
    mention = found(box.format("21 April 2026"))[0]
    assert mention.side == side
    assert mention.is_telling == (side < mentions.BESIDE or mention.called)


def test_a_sentence_s_date_is_an_event_s() -> None:
    mention = found(
        "<p>Until 12 March 2019 a bridge led to the islands, but it fell into the sea.</p>"
    )[0]
    assert not mention.is_telling
    assert mentions.rows([mention]) == []


def test_every_day_is_described_by_all_numbers() -> None:
    rows = mentions.rows(
        found(page('<time datetime="2026-04-21">x</time><p>21 April 2026, 10:05</p>'))
    )
    assert rows and all(len(row) == len(mentions.NAMES) for _, row in rows)


def test_the_address_and_the_scripts_state_days() -> None:
    script = '<script>{"publishedAt": "2026-04-21"}</script>'
    places = {
        mention.place
        for mention in mentions.mentions(
            page_of("", script, "https://x.example/2026/04/21/a"), None
        )
    }
    assert places == {"url", "script"}
