"""Captions and credits: each picture's own, apart from the text, in whatever way the page writes
them.
"""

from __future__ import annotations

import bridge
import pytest
from bridge import TITLE, paragraphs
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from newscrawl.extraction.body import blocks, choice
from newscrawl.extraction.body.captions import caption, is_caption
from newscrawl.extraction.body.choice import Hints

STORY = bridge.STORY[:3]
PARAGRAPHS = paragraphs(STORY)
WORDS = "The bridge in the spring, before the flood"


def captions(markup: str) -> list[tuple[str, str | None]]:
    root = html.document_fromstring(f"<html><body><article>{markup}</article></body></html>")
    found = choice.choose(blocks.tree_of(root), Hints(titles=[TITLE], base="http://paper.example/"))
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
    ids=[
        "class",
        "itemprop",
        "last line",
        "label",
        "brackets",
        "on the picture",
        "unnamed",
        "torn",
        "zero width",
    ],
)
def test_a_caption_and_its_credit(figure: str, above: bool) -> None:
    page = (
        f"<h1>{TITLE}</h1>{figure}<div>{PARAGRAPHS}</div>"
        if above
        else f"<h1>{TITLE}</h1>{PARAGRAPHS}{figure}"
    )
    ((text, credit),) = captions(page)
    assert (text.rstrip("."), credit) == (WORDS, "A. Ex")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<div><img src=b><div>{WORDS}</div></div>", [(WORDS, None)]),
        (f"<p><img src=b><br><em>{WORDS}</em></p>", [(WORDS, None)]),
        (
            f"<p><a href=x><img src=b></a> <span class=wp-caption>{WORDS}</span></p>",
            [(WORDS, None)],
        ),
        (
            "<figure><img src=b><figcaption>Photo: A. Ex</figcaption></figure>",
            [("Photo: A. Ex", "A. Ex")],
        ),
        (
            "<figure><img src=b><figcaption>Image: the mayor on the old bridge before the flood came</figcaption></figure>",
            [("Image: the mayor on the old bridge before the flood came", None)],
        ),
        (
            "<figure><a href=/x><img src=b><figcaption>A ferry for the winter</figcaption></a></figure>",
            [],
        ),
        (
            "<figure><img src=b><figcaption><p>The bridge</p><p>Foto: A. Ex, Gazette</p></figcaption></figure>",
            [("The bridge", "A. Ex, Gazette")],
        ),
    ],
    ids=[
        "no figure",
        "slanted",
        "a span",
        "a credit alone",
        "a label that is none",
        "a teaser",
        "a longer credit",
    ],
)
def test_other_lines_under_pictures(markup: str, expected: list[tuple[str, str | None]]) -> None:
    assert (
        captions(
            f"<h1>{TITLE}</h1>{STORY and f'<p>{STORY[0]}</p>'}{markup}{''.join(f'<p>{s}</p>' for s in STORY[1:])}"
        )
        == expected
    )


@given(
    st.lists(st.text(max_size=60).filter(str.strip), min_size=1, max_size=4), st.text(max_size=30)
)
def test_any_lines(lines: list[str], maker: str) -> None:
    element = html.Element("figure")
    element.append(html.Element("span", {"class": "credit"}))
    element[0].text = "".join(sign for sign in maker if sign.isprintable())
    text, credit = caption(lines, element)
    assert text.strip()
    assert credit is None or credit.strip()


@pytest.mark.parametrize(
    ("line", "text", "credit"),
    [
        (f"{WORDS}. © A. Ex/dpa", f"{WORDS}.", "A. Ex/dpa"),
        (f"{WORDS} – © BELGA", WORDS, "BELGA"),
        (f"{WORDS} - Copyright A. Ex", WORDS, "A. Ex"),
        (f"{WORDS}. (Anna Ex)", f"{WORDS}.", "Anna Ex"),
        (f"{WORDS} (AP)", WORDS, "AP"),
        (f"{WORDS} (second from left)", f"{WORDS} (second from left)", None),
        (f"{WORDS} (Anna Ex)", f"{WORDS} (Anna Ex)", None),
        (f"{WORDS}. J. Anna Ex / Reuters file", f"{WORDS}.", "J. Anna Ex / Reuters file"),
        (f"{WORDS} in 2019.J. Anna Ex / AP", f"{WORDS} in 2019.", "J. Anna Ex / AP"),
        (f"{WORDS}. AP", f"{WORDS}.", "AP"),
        (f"{WORDS}. It was closed", f"{WORDS}. It was closed", None),
        (f"{WORDS}. The AP reported on it then", f"{WORDS}. The AP reported on it then", None),
        (
            "다리가 봄에 열렸다고 시장이 말했다. 연합뉴스",
            "다리가 봄에 열렸다고 시장이 말했다.",
            "연합뉴스",
        ),
        (f"{WORDS} / the other one", f"{WORDS} / the other one", None),
        (f"{WORDS}.Credit: Anna Ex", f"{WORDS}.", "Anna Ex"),
        (f"{WORDS} | Photo Credit: Anna Ex", WORDS, "Anna Ex"),
        (f"{WORDS}. Credit... Anna Ex/The Paper", f"{WORDS}.", "Anna Ex/The Paper"),
        (f"{WORDS} (Fot. Anna Ex / Agencja Ex)", WORDS, "Anna Ex / Agencja Ex"),
        (f"{WORDS}. צילום: אנה אקס", f"{WORDS}.", "אנה אקס"),
        (
            f"{WORDS} and the photo... it was closed",
            f"{WORDS} and the photo... it was closed",
            None,
        ),
    ],
)
def test_a_maker_without_a_mark(line: str, text: str, credit: str | None) -> None:
    found = caption([line], html.fragment_fromstring("<figure></figure>"))
    assert found == (text, credit)


@pytest.mark.parametrize(
    "markup",
    [
        f"<span>{WORDS} - <b class=copyright>Copyright </b><b class=credit>Anna Ex/AP</b></span> <i>Copyright Anna Ex/AP</i>",
        f"<span>{WORDS} - </span><b class=copyright>All rights reserved</b> <b class=credit>Anna Ex/AP</b>",
        f"<span>{WORDS} Foto: </span><b class=credit>Anna Ex/AP</b>",
    ],
)
def test_a_maker_marked_beside_a_label_or_named_twice(markup: str) -> None:
    element = html.fragment_fromstring(f"<figcaption>{markup}</figcaption>")
    assert caption([" ".join(element.text_content().split())], element) == (WORDS, "Anna Ex/AP")


@pytest.mark.parametrize(
    "line", ["weitere Videos", "Media playback is unsupported on your device", "more from this day"]
)
def test_no_maker_s_name(line: str) -> None:
    element = html.fragment_fromstring("<div></div>")
    assert caption([WORDS, line], element)[1] is None


@pytest.mark.parametrize(
    ("text", "credit", "where", "expected"),
    [
        (WORDS, None, "figcaption", True),
        (WORDS, None, "h3", False),
        (WORDS, "Anna Ex", "h3", True),
        (WORDS, None, "h2.image-description", True),
        ("ADVERTISEMENT", None, "div.ad", False),
        ("Powered by", None, "figcaption", False),
        ("5 / 5 ( 5 votes )", None, "div.rating", False),
        ("0", None, "div", False),
        ("Subscribe to our sister title for the latest from the islands", None, "p", False),
        ("AP", None, "figcaption", True),
        ("橋の写真", None, "figcaption", True),
    ],
)
def test_lines_that_may_be_captions(
    text: str, credit: str | None, where: str, expected: bool
) -> None:
    assert is_caption(text, credit, where) is expected


@pytest.mark.parametrize(
    "attributes",
    [
        'src="/img/grey-placeholder.png" data-src="/img/bridge.jpg"',
        'src="/img/1x1-white.gif" srcset="/img/bridge.jpg 480w"',
        'data-src="/img/bridge-{width}.jpg" src="/img/bridge.jpg"',
        'src="data:image/gif;base64,x" data-original="/img/bridge.jpg"',
    ],
)
def test_the_picture_is_taken_instead_of_its_placeholder(attributes: str) -> None:
    page = f"<article><h1>{TITLE}</h1><p>{STORY[0]}</p><figure><img {attributes}><figcaption>{WORDS}</figcaption></figure>"
    root = html.document_fromstring(
        f"<html><body>{page}<p>{STORY[1]}</p><p>{STORY[2]}</p></article></body></html>"
    )
    found = choice.choose(blocks.tree_of(root), Hints(titles=[TITLE], base="http://paper.example/"))
    assert [(image.url, image.caption) for image in found.images] == [
        ("http://paper.example/img/bridge.jpg", WORDS)
    ]


def test_pictures_of_amp_pages() -> None:
    figure = f"<figure><amp-img src=/b.jpg></amp-img><figcaption>{WORDS}</figcaption></figure>"
    page = f"<html><body><article><h1>{TITLE}</h1>{figure}{PARAGRAPHS}</article></body></html>"
    tree = blocks.tree_of(html.document_fromstring(page))
    found = choice.choose(tree, Hints(titles=[TITLE], base="http://paper.example/"))
    assert [(image.url, image.caption) for image in found.images] == [
        ("http://paper.example/b.jpg", WORDS)
    ]


LONG = ", ".join([WORDS] * 4)


@pytest.mark.parametrize(
    ("figure", "story"),
    [
        (f"<div class=lead-image><img src=b><p>{LONG}</p></div>", STORY * 2),
        (f"<figure><img src=b><figcaption>{LONG}</figcaption></figure>", STORY[2:]),
        (f"<figure><img src=b><figcaption class=lead>{LONG}</figcaption></figure>", STORY[2:]),
    ],
    ids=["lead-image", "short text", "a class of leads"],
)
def test_captions_of_lead_images_and_of_short_texts(figure: str, story: list[str]) -> None:
    page = f"<article><h1>{TITLE}</h1>{figure}{paragraphs(story)}</article>"
    root = html.document_fromstring(f"<html><body>{page}</body></html>")
    found = choice.choose(blocks.tree_of(root), Hints(titles=[TITLE]))
    assert [block.text for block in found.blocks] == [LONG, *story]
    assert found.blocks[0].type == "caption"


def test_a_heading_with_a_picture_and_its_text_are_no_caption() -> None:
    slide = "<div><img src=b><h3>2. The red door</h3><p>It names the house.</p></div>"
    page = f"<article><h1>{TITLE}</h1>{PARAGRAPHS}{slide}<p>{STORY[0]}</p></article>"
    root = html.document_fromstring(f"<html><body>{page}</body></html>")
    found = choice.choose(blocks.tree_of(root), Hints(titles=[TITLE]))
    assert ("heading", "2. The red door") in [(block.type, block.text) for block in found.blocks]
    assert "caption" not in {block.type for block in found.blocks}


@pytest.mark.parametrize(
    "paragraph",
    [
        f"<p><img src=b><em>The</em> {WORDS}</p>",
        f"<p>{WORDS} <img src=b> <em>again</em></p>",
        f"<p><img src=b><span>{WORDS}</span></p>",
        f"<p><em>{WORDS}</em></p>",
    ],
    ids=["text behind", "text before", "a span without a class", "no picture"],
)
def test_a_paragraph_with_a_picture_is_text_unless_its_text_is_set_apart(paragraph: str) -> None:
    page = f"<article><h1>{TITLE}</h1>{PARAGRAPHS}{paragraph}<p>{STORY[0]}</p></article>"
    root = html.document_fromstring(f"<html><body>{page}</body></html>")
    found = choice.choose(blocks.tree_of(root), Hints(titles=[TITLE]))
    assert {block.type for block in found.blocks} == {"paragraph"}
