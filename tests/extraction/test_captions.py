"""Captions and credits: each picture's own, apart from the text, in whatever way the page writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from newscrawl.extraction import blocks, body
from newscrawl.extraction.body import Hints
from newscrawl.extraction.captions import caption

TITLE = "Council agrees to mend the old bridge"
STORY = [
    "The council met on Tuesday evening and agreed, by nine votes to two, to mend the old bridge over the river.",
    "It has been closed since the flood of last winter, which carried off two of its seven arches in one night.",
    "Masons from three villages will cut the stone, and the work is to begin before the first frost, the mayor said.",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in STORY)
WORDS = "The bridge in the spring, before the flood"


def captions(markup: str) -> list[tuple[str, str | None]]:
    root = html.document_fromstring(f"<html><body><article>{markup}</article></body></html>")
    found = body.choose(blocks.read(root), Hints(titles=[TITLE], base="http://paper.example/"))
    assert [block.text for block in found.blocks if block.type != "caption"] == STORY
    return [(block.text, block.credit) for block in found.blocks if block.type == "caption"]


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize(
    "figure",
    [
        f"<figure><img src=b><figcaption>{WORDS} <span class=credit>Photo: A. Ex</span></figcaption></figure>",
        f"<figure><img src=b><figcaption>{WORDS} <span itemprop=copyrightHolder>A. Ex</span></figcaption></figure>",
        f"<figure><img src=b><figcaption><p>{WORDS}</p><p>A. Ex</p></figcaption></figure>",
        f"<figure><img src=b><figcaption>{WORDS}. Foto: A. Ex</figcaption></figure>",
        f"<figure><img src=b><figcaption>{WORDS} (Bild: A. Ex)</figcaption></figure>",
        f"<figure><div><img src=b><span class=image-copyright><span>Image copyright</span> A. Ex</span></div>"
        f"<figcaption>{WORDS}</figcaption></figure>",
        f"<figure><div><img src=b><span>A. Ex</span></div><figcaption>{WORDS}</figcaption></figure>",
        f"<figure><img src=b><figcaption>{WORDS} (<div class=credit>Image: <span>A. Ex</span></div>)</figcaption></figure>",
        f"<figure><img src=b><figcaption>{WORDS} © <span class=photographer>A.\u200b Ex</span></figcaption></figure>",
    ],
    ids=["class", "itemprop", "last line", "label", "brackets", "on the picture", "unnamed", "torn", "zero width"],
)
def test_a_caption_and_its_credit(figure: str, above: bool) -> None:
    page = f"<h1>{TITLE}</h1>{figure}<div>{PARAGRAPHS}</div>" if above else f"<h1>{TITLE}</h1>{PARAGRAPHS}{figure}"
    ((text, credit),) = captions(page)
    assert (text.rstrip("."), credit) == (WORDS, "A. Ex")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<div><img src=b><div>{WORDS}</div></div>", [(WORDS, None)]),
        ("<figure><img src=b><figcaption>Photo: A. Ex</figcaption></figure>", [("Photo: A. Ex", "A. Ex")]),
        (
            "<figure><img src=b><figcaption>Image: the mayor on the old bridge before the flood came</figcaption></figure>",
            [("Image: the mayor on the old bridge before the flood came", None)],
        ),
        ("<figure><a href=/x><img src=b><figcaption>A ferry for the winter</figcaption></a></figure>", []),
    ],
    ids=["no figure", "a credit alone", "a label that is none", "a teaser"],
)
def test_other_lines_under_pictures(markup: str, expected: list[tuple[str, str | None]]) -> None:
    assert (
        captions(f"<h1>{TITLE}</h1>{STORY and f'<p>{STORY[0]}</p>'}{markup}{''.join(f'<p>{s}</p>' for s in STORY[1:])}")
        == expected
    )


def test_the_pictures_of_other_boxes_above_the_body_are_not_its_own() -> None:
    other = f"<aside><figure><img src=b><figcaption>{WORDS}</figcaption></figure></aside>"
    assert captions(f"<h1>{TITLE}</h1>{other}<div>{PARAGRAPHS}</div>") == []


@given(st.lists(st.text(max_size=60).filter(str.strip), min_size=1, max_size=4), st.text(max_size=30))
def test_any_lines(lines: list[str], maker: str) -> None:
    element = html.Element("figure")
    element.append(html.Element("span", {"class": "credit"}))
    element[0].text = "".join(sign for sign in maker if sign.isprintable())
    text, credit = caption(lines, element)
    assert text.strip()
    assert credit is None or credit.strip()
