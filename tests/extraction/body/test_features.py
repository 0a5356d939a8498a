"""Which blocks the model judges, and which it does not."""

from __future__ import annotations

from lxml import html
from test_choice import STORY, TEXT, TITLE

from newscrawl.extraction.body import blocks, choice, features

LINK_TEXT = "A ferry for the winter is found at last"
LINK = f"<a href=/x>{LINK_TEXT}</a>"


def asked(markup: str) -> dict[str, dict[str, float]]:
    """Returns the features by name, for each block that the model judges."""
    tree = blocks.tree_of(html.document_fromstring(f"<html><body>{markup}</body></html>"))
    places, rows = choice.describe(tree, choice.look(tree, choice.Hints(titles=[TITLE])))
    assert all(len(row) == len(features.NAMES) for row in rows)
    return {
        tree.blocks[place].text: dict(zip(features.NAMES, map(float, row), strict=True))
        for place, row in zip(places, rows, strict=True)
    }


def test_links_titles_labels_and_list_marks_are_never_text() -> None:
    page = f"<main><h1>{TITLE}</h1><div>{TEXT}<p>{LINK}</p><p>Advertisement</p><div>3.</div></div></main>"
    assert list(asked(page)) == STORY


def test_links_of_lists_in_the_container_are_asked_for() -> None:
    lines = [LINK, "<time>21 April 2026</time>", "1."]
    list_ = f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
    page = f"<main><h1>{TITLE}</h1><div>{TEXT}{list_}<ul><li>{LINK}!</li></ul></div></main>"
    found = asked(page)
    assert list(found) == [*STORY, LINK_TEXT]
    item, paragraph = found[LINK_TEXT], found[STORY[0]]
    assert (item["list_blocks"], paragraph["list_blocks"]) == (3, -1)
    assert paragraph["list_links"] < 0 < item["list_links"] < 1


def test_a_list_of_other_stories_is_not_asked_for() -> None:
    list_ = f"<p>Read next:</p><ul><li>{LINK}</li><li>{LINK} again</li></ul>"
    found = asked(f"<main><h1>{TITLE}</h1><div>{TEXT}{list_}</div></main>")
    assert list(found) == [*STORY, "Read next:"]


def test_a_list_beside_the_container_is_not_asked_for() -> None:
    list_ = f"<ul>{f'<li>{LINK}</li>' * 4}</ul>"
    page = f"<div>{list_}<main><h1>{TITLE}</h1><div class=story>{TEXT}</div></main>{list_}</div>"
    assert list(asked(page)) == STORY


def test_what_stands_below_another_storys_headline_is_not_asked_for() -> None:
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
    assert (first["in_container"], first["kept"], first["piece_rule"], first["ends"]) == (
        1,
        1,
        0,
        1,
    )
    assert comment["piece_rule"] > 0 == comment["kept"]
    assert first["from_head"] == 1
    assert first["size"] == len(STORY[0])
    assert comment["factor"] < first["factor"]
