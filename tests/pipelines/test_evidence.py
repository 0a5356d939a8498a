"""Whole or not, from a page's bytes to its record: each kind of evidence on a page that has it,
and its quote in the record.
"""

from __future__ import annotations

import html
import json
from dataclasses import asdict
from typing import Any

import pytest
from harbour import STORY
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, TextResponse
from test_pipelines import through

from newscrawl.extraction import extract
from newscrawl.items import Article, Block, Via
from newscrawl.middlewares.documents import document_of
from newscrawl.text.tokens import count
from newscrawl.text.veiled import veiled

URL = "https://www.ledger.example/2026/04/21/pier-to-be-rebuilt"
WORDS = sum(map(count, STORY))

FOOTER = "Little Wexcombe Ledger"


def record(
    story: list[str],
    *,
    data: dict[str, Any] | None = None,
    head: str = "",
    after: str = "",
    body: str = "",
) -> Article:
    """Returns the record of a page with these paragraphs, this JSON-LD, and these lines behind
    them.
    """
    node = {"@type": "NewsArticle", "headline": "Pier to be rebuilt", **(data or {})}
    shown = body or "".join(f"<p>{html.escape(line)}</p>" for line in story)
    page = (
        f'<html lang="en"><head><title>Pier to be rebuilt</title>{head}<script type="application/ld+json">{json.dumps(node)}'
        f'</script></head><body><article><h1>Pier to be rebuilt</h1><div class="story">{shown}</div>{after}</article>'
        f"<footer><p>{FOOTER}</p></footer></body></html>"
    )
    return through(
        extract(
            document_of(HtmlResponse(URL, body=page.encode(), encoding="utf-8")), via=Via("archive")
        )
    )


def quotes(article: Article) -> dict[str, str | None]:
    return {piece.signal: piece.quote for piece in article.completeness.evidence}


def box(*lines: str) -> str:
    return f"<div>{''.join(f'<p>{line}</p>' for line in lines)}</div>"


def test_a_page_on_which_nothing_speaks_for_a_cut() -> None:
    whole = record(STORY)
    assert (whole.truncated, whole.completeness.kind, whole.completeness.delivered_fraction) == (
        False,
        None,
        None,
    )
    assert whole.word_count == WORDS


@pytest.mark.parametrize(
    ("made", "signal", "quote", "kind"),
    [
        (
            {"after": box("This preview shows approximately 15% of the article.", "Read Full Article →")},
            "declared_fraction", "This preview shows approximately 15% of the article.", None,
        ),
        (
            {"after": box("Subscribe to continue reading", "Already a subscriber? Log in")},
            "lines", "Subscribe to continue reading / Already a subscriber? Log in", "paywall",
        ),
        (
            {"after": box("Register for free to keep reading", "Already registered? Sign in")},
            "lines", "Register for free to keep reading / Already registered? Sign in", "registration",
        ),
        ({"data": {"wordCount": 4 * WORDS}}, "declared_length", f"{4 * WORDS} words declared, {WORDS} words held", "paywall"),
        ({"head": f'<link rel="next" href="{URL}/page/2">'}, "further_page", f"{URL}/page/2", "paginated"),
        (
            {"after": f'<p><a href="{URL}?page=2">2</a> <a href="{URL}?page=3">3</a></p>'},
            "further_page", f"{URL}?page=2", "paginated",
        ),
    ],
)  # fmt: skip
def test_evidence_on_the_page(
    made: dict[str, Any], signal: str, quote: str, kind: str | None
) -> None:
    found = record(STORY, **made)
    assert found.truncated is True
    assert quotes(found)[signal] == quote
    assert kind is None or found.completeness.kind == kind
    assert found.text == "\n\n".join(STORY)


@pytest.mark.parametrize(
    "said",
    [
        {"data": {"isAccessibleForFree": False}},
        {
            "head": '<meta property="article:content_tier" content="locked">',
            "data": {"isAccessibleForFree": "False"},
        },
        {"head": '<meta property="article:content_tier" content="metered">'},
    ],
)
def test_access_never_decides_alone(said: dict[str, Any]) -> None:
    found = record(STORY, **said)
    assert found.truncated is False
    assert found.access in ("subscriber", "metered")


def locked(selector: str) -> dict[str, Any]:
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": selector}
    return {"isAccessibleForFree": False, "hasPart": part}


def test_a_locked_part_on_the_page_and_one_that_is_missing() -> None:
    door = box("Subscribe to continue reading", "Already a subscriber? Log in")
    held = record(STORY, data=locked(".story"), after=door)
    assert held.truncated is not True
    assert quotes(held)["locked_part_held"] == f"{WORDS} words in the locked part"
    empty = record(STORY[:4], data=locked(".rest"), after=f'<div class="rest"></div>{door}')
    assert (empty.truncated, empty.completeness.kind) == (True, "paywall")


def test_more_in_the_data_of_a_paid_page_is_the_publishers_cut() -> None:
    found = record(
        STORY[:4], data={"isAccessibleForFree": False, "articleBody": "\n\n".join(STORY)}
    )
    assert (found.truncated, found.completeness.kind) == (True, "paywall")
    assert quotes(found)["longer_copy"] == f"{WORDS} words there, {sum(map(count, STORY[:4]))} here"
    assert found.text == "\n\n".join(STORY[:4])


@pytest.mark.parametrize("shown", [0, 4, 7])
@pytest.mark.parametrize("where", ["jsonld", "state"])
def test_more_in_the_data_of_an_open_page_is_the_article(shown: int, where: str) -> None:
    parts = [{"type": "text", "content": line} for line in STORY]
    state = json.dumps(
        {"props": {"article": {"content_elements": parts}, "menu": ["News", "World"]}}
    )
    data = {"articleBody": "\n\n".join(STORY)} if where == "jsonld" else {}
    script = (
        f'<script id="__NEXT_DATA__" type="application/json">{state}</script>'
        if where == "state"
        else ""
    )
    found = record(STORY[:shown], data=data, after=script)
    assert found.text == "\n\n".join(STORY)
    assert found.truncated is False
    words = sum(map(count, STORY[:shown])) or count(
        FOOTER
    )  # the page without its story shows only the footer
    assert quotes(found)["recovered"] == f"{words} words shown, {WORDS} in {where}"


@pytest.mark.parametrize("shown", [0, 4])
@pytest.mark.parametrize(
    "frame",
    [
        "<noscript>{}</noscript>",
        "<story-app><template shadowrootmode=open><nav>News</nav><story-text>"
        "<template shadowrootmode=open>{}</template></story-text></template></story-app>",
        '<iframe srcdoc="{}"></iframe>',
    ],
)
def test_a_body_that_stands_only_in_a_part_of_its_own_is_read(shown: int, frame: str) -> None:
    story = "".join(f"<p>{html.escape(line)}</p>" for line in STORY)
    apart = frame.format(html.escape(story) if "srcdoc" in frame else story)
    found = record(STORY[:shown], after=f'<noscript><img src="/p.gif"></noscript>{apart}')
    assert found.text == "\n\n".join(STORY)
    assert found.truncated is False
    assert quotes(found)["recovered"].endswith(f"{WORDS} in a part of its own")


def test_a_template_that_no_script_has_filled_is_not_read() -> None:
    apart = "".join(f"<p>{line}</p>" for line in STORY)
    assert STORY[0] not in record([], after=f"<template>{apart}</template>").text


def test_far_more_in_the_data_than_a_page_shows_is_doubted() -> None:
    comments = [
        f"{line} Says {number} of those who wrote to us."
        for number, line in enumerate([*STORY, *STORY])
    ]
    found = record(STORY, data={"articleBody": "\n\n".join([*STORY, *comments])})
    assert found.word_count > 2 * WORDS > 200
    assert (found.confidence, found.truncated, found.completeness.kind) == (
        0.5,
        None,
        "extraction_gap",
    )


def test_more_in_the_data_behind_a_door_stays_there() -> None:
    door = box("Subscribe to continue reading", "Already a subscriber? Log in")
    found = record(STORY[:4], data={"articleBody": "\n\n".join(STORY)}, after=door)
    assert (found.truncated, found.completeness.kind) == (True, "paywall")
    assert found.text == "\n\n".join(STORY[:4])


def test_data_that_tells_another_story_is_no_part_of_this_one() -> None:
    other = [line.replace("pier", "mill").replace("The ", "A ") for line in STORY[::-1]]
    found = record(STORY[:6], data={"articleBody": "\n\n".join(other * 3)})
    assert found.text == "\n\n".join(STORY[:6])


def test_a_feed_that_holds_more_than_the_page() -> None:
    shown = extract(
        document_of(
            HtmlResponse(
                URL,
                body=f"<html><body><article><p>{STORY[0]}</p><p>{STORY[1]}</p></article>".encode(),
            )
        ),
        via=Via("feed"),
    )
    shown.evidence.feed_text = "".join(f"<p>{line}</p>" for line in STORY)
    found = through(shown)
    assert (found.truncated, found.completeness.fraction_basis) == (True, "feed")
    assert found.completeness.delivered_fraction == pytest.approx(
        sum(map(count, STORY[:2])) / WORDS, abs=0.001
    )


@pytest.mark.parametrize(
    ("last", "signal", "cut"),
    [
        (
            "The county had promised as much before, and the board now expects the",
            "unfinished",
            "mid_sentence",
        ),
        ("The county had promised as much before, and the board …", "ellipsis", "mid_sentence"),
        (
            "The county had promised as much before, and the bo… [+1234 chars]",
            "declared_remaining",
            None,
        ),
        ("The county had promised as much before. […]", "excerpt_mark", "sentence_end"),
    ],
)
def test_how_a_plain_text_ends(last: str, signal: str, cut: str | None) -> None:
    text = "\n\n".join([*STORY, last])
    found = through(
        extract(
            document_of(TextResponse("file:///tmp/a.txt", body=text.encode(), encoding="utf-8")),
            via=Via("archive"),
        )
    )
    assert found.truncated is True
    assert quotes(found)[signal]
    assert cut is None or found.completeness.cut == cut


@pytest.mark.parametrize(
    ("veil", "rule"),
    [
        ("█████ ███ ██████ ██ ████ █████████ ███ ██ █████ ████████", "veiled.blanked"),
        ("Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor invidunt ut labore.", "veiled.blanked"),
        ("Xxxxx xx xxxxxx xx xxx xxxxxxx xxxx, xxx xxxxx xx xxx xxxx xxxxxx.", "veiled.blanked"),
        (STORY[4].lower().translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "bcdefghijklmnopqrstuvwxyza")), "veiled.scrambled"),
        (" ".join(word.lower()[::-1] for word in f"{STORY[4]} {STORY[5]}".split()), "veiled.scrambled"),
    ],
)  # fmt: skip
def test_unreadable_lines_in_place_of_the_text(veil: str, rule: str) -> None:
    found = record([*STORY[:4], veil, veil], after=box("Subscribe to continue reading"))
    assert (found.truncated, found.completeness.kind) == (True, "paywall")
    assert found.text == "\n\n".join(STORY[:4])
    assert [(line.text, line.rule) for line in found.removed if line.rule.startswith("veiled")] == [
        (veil, rule)
    ] * 2
    shown = quotes(found)["veiled"]
    assert shown == veil or (shown.endswith("…") and veil.startswith(f"{shown[:-1]} "))
    assert len(shown) <= 160
    alone = record([*STORY, veil])
    assert (alone.truncated, quotes(alone)["veiled"]) == (True, shown)


def test_blacked_out_text_and_other_languages_are_the_articles() -> None:
    redacted = "█████████████████████████████████████████████"
    zulu = (
        "Umkhandlu wetheku lase Little Wexcombe uvote ngoLwesibili ukuthi wakhe kabusha ibhuloho elisempumalanga elaphulwa "
        "yisiphepho ngoNdasa odlule kanti umsebenzi kulindeleke ukuthi uqale entwasahlobo uma konke kuhamba kahle."
    )
    told = [*STORY[:4], redacted, zulu, *STORY[4:]]
    assert record(told).text == "\n\n".join(told)
    assert veiled([Block("paragraph", line) for line in [*STORY, zulu]]) == {}


@given(st.lists(st.text(max_size=300), max_size=5))
def test_unreadable_parts_are_found_in_one_pass_over_any_text(texts: list[str]) -> None:
    told = [Block("paragraph", text) for text in texts]
    hidden = veiled(told)
    assert veiled([block for place, block in enumerate(told) if place not in hidden]) == {}


def test_every_piece_of_evidence_says_where_and_quotes() -> None:
    found = asdict(record(STORY, after=box("Subscribe to continue reading")).completeness)
    assert all(
        piece["where"] and (piece["quote"] or piece["signal"].startswith("source_"))
        for piece in found["evidence"]
    )
