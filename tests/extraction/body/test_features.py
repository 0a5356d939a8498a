"""Which blocks the model judges, and which it does not."""

from __future__ import annotations

import pytest
from bridge import STORY, TEXT, TITLE
from lxml import html

from newscrawl.extraction.body import blocks, choice, features

LINK_TEXT = "A ferry for the winter is found at last"
LINK = f"<a href=/x>{LINK_TEXT}</a>"


def asked(markup: str) -> dict[str, dict[str, float]]:
    """Returns the features by name, for each block that the model judges."""
    tree = blocks.tree_of(html.document_fromstring(f"<html><body>{markup}</body></html>"))
    rows = features.features_of(choice.look(tree, choice.Hints(titles=[TITLE])))
    return {tree.blocks[place].text: row for place, row in rows.items()}


def test_links_titles_labels_and_list_marks_are_never_text() -> None:
    marks = "<p>Advertisement</p><div>3.</div>"
    page = f"<div><p>{LINK}</p><main><h1>{TITLE}</h1><div>{TEXT}<p>{TITLE}</p>{marks}</div></main></div>"
    assert list(asked(page)) == STORY


def test_links_in_lists_tables_and_headings_of_the_container_are_asked_for() -> None:
    lines = [LINK, "<time>21 April 2026</time>", "1."]
    list_ = f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
    others = f"<h2>{LINK}?</h2><table><tr><td>{LINK}.</td></tr></table>"
    found = asked(f"<main><h1>{TITLE}</h1><div>{TEXT}{list_}{others}<p>{LINK}!</p></div></main>")
    assert list(found) == [*STORY, LINK_TEXT, f"{LINK_TEXT}?", f"{LINK_TEXT}."]
    item, paragraph = found[LINK_TEXT], found[STORY[0]]
    assert (item["list_blocks"], paragraph["list_blocks"]) == (3, -1)
    assert paragraph["list_links"] < 0 < item["list_links"] < 1


@pytest.mark.parametrize(
    ("line", "is_asked"),
    [
        (f"Read more here: {LINK}", False),
        (f"{LINK} and more of it here", False),
        (f"Nobody knows: {LINK}.", True),
    ],
)
def test_a_label_and_a_link_are_never_text(line: str, is_asked: bool) -> None:
    found = asked(f"<main><h1>{TITLE}</h1><div>{TEXT}<p>{line}</p></div></main>")
    assert (list(found) != STORY) is is_asked


def test_a_list_beside_the_container_is_not_asked_for() -> None:
    list_ = f"<ul>{f'<li>{LINK}</li>' * 4}</ul>"
    page = f"<div>{list_}<main><h1>{TITLE}</h1><div class=story>{TEXT}</div></main>{list_}</div>"
    assert list(asked(page)) == STORY


def test_text_below_another_storys_headline_is_not_asked_of_the_model() -> None:
    other = (
        "<p>The harbour master has found a boat for the winter, and the town will pay for it.</p>"
    )
    page = f"<div><div class=a><h1>{TITLE}</h1>{TEXT}</div><div class=b><h1>A ferry for the winter</h1>{other}</div></div>"
    assert list(asked(page)) == STORY


def test_a_small_piece_of_furniture_outside_the_container_is_not_asked_for() -> None:
    page = f"<div><h1>{TITLE}</h1><div class=story>{TEXT}</div><footer><p>Paper, 1 Mill Lane. All rights.</p></footer></div>"
    assert list(asked(page)) == STORY


def test_a_block_is_described_by_its_place_and_its_neighbours() -> None:
    found = asked(
        f"<div><h1>{TITLE}</h1><div class=story>{TEXT}<div class=comments><p>Well said, all of it.</p></div></div></div>"
    )
    first, comment = found[STORY[0]], found["Well said, all of it."]
    assert (first["in_container"], first["piece_rule"], first["ends"]) == (1, 0, 1)
    assert (first["kept"], comment["kept"]) == (1, 0)
    assert comment["piece_rule"] > 0
    assert first["from_head"] == 1
    assert first["size"] == len(STORY[0])
    assert comment["factor"] < first["factor"]


@pytest.mark.parametrize("dialog, is_part", [("content", True), ("modal", False)])
def test_a_dialog_with_the_name_of_a_part_is_no_part(dialog: str, is_part: bool) -> None:
    box = f"<div class={dialog}><ul class=faq><li>Who else reads with my account?</li></ul></div>"
    tree = blocks.tree_of(html.document_fromstring(f"<body>{box}</body>"))
    found = choice.look(tree, choice.Hints()).rulings
    assert any(ruling.in_part for ruling in found) is is_part


@pytest.mark.parametrize("within, is_part", [("article", True), ("main", False)])
def test_a_part_stands_beside_the_text_under_one_headline(within: str, is_part: bool) -> None:
    box = "<div class=tv-lineup><p>Tonight at eight: the harbour, a film in two parts.</p></div>"
    inside, beside = (box, "") if within == "article" else ("", box)
    article = f"<article><h1>{TITLE}</h1><div class=story>{TEXT}</div>{inside}</article>"
    tree = blocks.tree_of(html.document_fromstring(f"<main>{article}{beside}</main>"))
    found = choice.look(tree, choice.Hints(titles=[TITLE], declared=[TITLE])).rulings
    assert any(ruling.in_part for ruling in found) is is_part
