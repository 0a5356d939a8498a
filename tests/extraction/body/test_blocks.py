"""A page's tree to text blocks: what is a block, what its place says, and that nothing is lost or
changed on the way.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from processor_time import at_most

from newscrawl.extraction.body.blocks import HEADINGS, MAX_DEPTH, Tree, tree_of


def tree(body: str) -> Tree:
    return tree_of(
        html.document_fromstring(
            f"<html><head><title>T</title></head><body>{body}</body></html>", parser=PARSER
        )
    )


PARSER = html.HTMLParser(huge_tree=True, encoding="utf-8")


def texts(body: str) -> list[str]:
    return [raw.text for raw in tree(body).blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("One.<p>Two.</p>Three.", ["One.", "Two.", "Three."]),
        (
            "<div>One<p>Two</p>three <i>four</i><p>Five</p>six</div>",
            ["One", "Two", "three four", "Five", "six"],
        ),
        ("<p>One <b>two</b> <a href=x>three</a>, <span>four</span>.</p>", ["One two three, four."]),
        ("<p>H<sub>2</sub>O and w<b>or</b>d</p>", ["H2O and word"]),
        ("<p>One<br>two</p>", ["One two"]),
        ("<div><source src=x><p>One</p><p>Two</p></div>", ["One", "Two"]),
        ("<p>One <picture><source><img></picture>two</p>", ["One two"]),
        ("<p>One<br><br>Two<br> <br/>Three</p>", ["One", "Two", "Three"]),
        ("<p>One<br><br><br><br>Two</p>", ["One", "Two"]),
        ("<p>  One\n\t two  </p><p> </p><p></p>", ["One two"]),
        ("<ul><li>One</li><li>Two <b>three</b></li></ul>", ["One", "Two three"]),
        ("<h1>One</h1><h6>Two</h6>", ["One", "Two"]),
        ("<p>One<script>no</script><style>no</style> two<noscript>no</noscript></p>", ["One two"]),
        ("<p>One <!-- no -->two<?php no ?> three</p>", ["One two three"]),
        (
            "<button>no</button><select><option>no</select><textarea>no</textarea><p>One</p>",
            ["One"],
        ),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", ["One", "Two"]),
        ("<blockquote><p>One</p>two</blockquote>", ["One", "two"]),
        ("<p>One <img alt=no src=x> two</p>", ["One two"]),
        (
            "<div>One.<span class=br></span>Two?<span></span>“Three”</div>",
            ["One.", "Two?", "“Three”"],
        ),
        ("<div><b>One</b><span class='x br'></span>Two</div>", ["One", "Two"]),
        (
            "<div>One. <span></span>two.<span></span> Three<span></span>Four.<span>Five</span></div>",
            ["One. two. ThreeFour.Five"],
        ),
        (
            "<p>In <span><meta itemprop=name content=x>Harrow</span> Bay<link href=x>, <o:p></o:p>now</p>",
            ["In Harrow Bay, now"],
        ),
        (
            "<p><b>In spring.</b><span>A. Ex</span><time>5 May</time><a href=x>2 comments</a></p>",
            ["In spring. A. Ex 5 May 2 comments"],
        ),
        (
            "<p><b>O</b><i>NCE</i> <u>a</u><i>B</i> <i>x</i><i>.</i><i>Y</i> the <i>har</i><i>bour</i>"
            " Mac<i>Ay</i> <i>Mc</i>Ay <i>m</i><sup>2</sup></p>",
            ["ONCE aB x.Y the harbour MacAy McAy m2"],
        ),
        ("<p>One<hr>Two</p>", ["One", "Two"]),
        ("<custom-part>One</custom-part><custom-part>Two</custom-part>", ["One", "Two"]),
        ("<a href=x><p>One</p><p>Two</p></a>", ["One", "Two"]),
        ("", []),
        ("<p>α β</p><p>مرحبا</p><p>你好</p>", ["α β", "مرحبا", "你好"]),
    ],
)
def test_blocks(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_a_fragment_without_a_body() -> None:
    assert [
        raw.text for raw in tree_of(html.fragment_fromstring("<div><p>One</p>two</div>")).blocks
    ] == ["One", "two"]


def test_a_frameset_has_no_text() -> None:
    assert (
        tree_of(html.document_fromstring("<html><frameset><frame src=x></frameset></html>")).blocks
        == []
    )


def test_each_node_holds_its_blocks() -> None:
    found = tree(
        "<article><h1>T</h1><div class=body><p>One</p><p>Two</p></div><aside>Three</aside></article>tail"
    )
    held = {
        node.tag + (f".{node.classes}" if node.classes else ""): [
            raw.text for raw in found.blocks[node.first : node.last]
        ]
        for node in found.nodes
        if node.tag != "p"
    }
    assert held == {
        "body": ["T", "One", "Two", "Three", "tail"],
        "article": ["T", "One", "Two", "Three"],
        "h1": ["T"],
        "div.body": ["One", "Two"],
        "aside": ["Three"],
    }
    assert all(
        node.parent is None or node.parent.first <= node.first <= node.last <= node.parent.last
        for node in found.nodes
    )


def test_links() -> None:
    (raw,) = tree(
        "<p>Read <a href='/a'> the <b>whole</b> story </a> or <a href='b'>this</a>; <a name=c>no link</a>.</p>"
    ).blocks
    assert raw.anchors == [("the whole story", "/a"), ("this", "b")]
    assert raw.link_length == len("thewholestory") + len("this")


def test_a_block_without_links_is_no_link() -> None:
    first, second = tree("<p><a href=x>A link, all of it</a></p><p>No link.</p>").blocks
    assert (first.link_share, second.link_share) == (1.0, 0.0)


def test_parts_between_line_breaks_have_links_of_their_own() -> None:
    first, second = tree(
        "<p>A paragraph that holds no link.<br><br><a href='/x'>A line that is a link, all of it.</a></p>"
    ).blocks
    assert (first.anchors, first.link_share) == ([], 0.0)
    assert second.anchors == [("A line that is a link, all of it.", "/x")]


def test_strong_text_and_times() -> None:
    (raw,) = tree("<p><b>Bold</b> <time>20 November</time> plain</p>").blocks
    assert raw.time_length == 11


def test_places_add_up() -> None:
    found = tree("<aside class=related><figure><figcaption>One</figcaption></figure></aside>")
    assert {"aside", "related", "figure", "caption"} <= found.blocks[0].node.within
    assert found.nodes[0].within == frozenset()


def test_headings() -> None:
    found = tree("".join(f"<h{level}>{level}</h{level}>" for level in range(1, 7)))
    assert [HEADINGS[raw.node.tag] for raw in found.blocks] == [1, 2, 3, 4, 5, 6]


def test_the_tree_is_not_changed() -> None:
    root = html.document_fromstring(
        "<body><p>One<br><br>two <a href=x>three</a><!-- c --></p><script>x</script>tail</body>"
    )
    before = etree.tostring(root)
    tree_of(root)
    assert etree.tostring(root) == before


def test_a_tree_that_the_parser_cut_is_told() -> None:
    assert not tree("<div>" * 100 + "One" + "</div>" * 100).too_deep
    deep = etree.Element("html")
    place = etree.SubElement(deep, "body")
    for _ in range(MAX_DEPTH + 1):
        place = etree.SubElement(place, "div")
    place.text = "One"
    assert tree_of(deep).too_deep


words = st.sampled_from(["one", "two", "three ", " four", "fünf", "六", "", " ", "\n"])
markup = st.recursive(
    words,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(
            [
                "p",
                "div",
                "b",
                "a href=x",
                "span",
                "ul",
                "li",
                "table",
                "td",
                "blockquote",
                "h2",
                "figure",
                "em",
            ]
        ),
        st.lists(inner, max_size=4),
    ).map(lambda text: text.replace("</a href=x>", "</a>")),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(markup)
def test_no_word_is_lost_and_none_doubled(body: str) -> None:
    root = html.document_fromstring(f"<html><body><p>start</p>{body}</body></html>", parser=PARSER)
    found = tree_of(root)
    everything = "".join(root.find("body").itertext())
    assert "".join("".join(raw.text for raw in found.blocks).split()) == "".join(everything.split())
    assert all(raw.text == " ".join(raw.text.split()) != "" for raw in found.blocks)
    assert found.nodes[0].last == len(found.blocks)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=200).map(lambda text: f"<div>{text}"))
def test_any_text_is_read(body: str) -> None:
    root = html.document_fromstring(f"<html><body>{body}</body></html>", parser=PARSER)
    tree_of(root)


LINE = "The council met on Tuesday evening and agreed to mend the bridge."
LARGE = {
    "paragraphs": "".join(f"<p>{LINE} {n}</p>" for n in range(8_000)),
    "nested": "<div>" * 8_000 + LINE,
    "inline": "<b>" * 8_000 + LINE,
    "breaks": "<p>" + f"{LINE}<br><br>" * 8_000,
    "links": "<p>" + "<a href=x>a link</a> " * 8_000,
    "classes": "".join(f"<div class='a{n} b{n}c'>{LINE}</div>" for n in range(8_000)),
}


@pytest.mark.parametrize("kind", LARGE)
def test_time_grows_with_the_page(kind: str) -> None:
    root = html.document_fromstring(f"<html><body>{LARGE[kind]}</body></html>", parser=PARSER)
    with at_most(1.5):
        tree_of(root)


@pytest.mark.parametrize(
    ("body", "share"),
    [
        ('<h2><a href="#routes">Routes of the season</a></h2>', 0.0),
        ('<h2 id="routes"><a href="#routes"><span>Routes of the season</span></a></h2>', 0.0),
        ('<h2><a href="/routes#top">Routes of the season</a></h2>', 1.0),
        ('<li><a href="#routes">Routes of the season</a></li>', 1.0),
    ],
)
def test_a_link_of_a_heading_to_its_own_place_is_text(body: str, share: float) -> None:
    assert [raw.link_share for raw in tree(body).blocks] == [share]


@pytest.mark.parametrize("tag", ["object", "map", "button"])
def test_a_wrapper_is_read_if_it_has_more_text_than_the_rest(tag: str) -> None:
    story = [f"{n} {'The ferry came back on Monday. ' * 10}".strip() for n in range(3)]
    paragraphs = "".join(f"<p>{text}</p>" for text in story)
    assert texts(f"<p>Menu</p><{tag}>{paragraphs}") == ["Menu", *story]
    assert texts(f"<{tag}>{story[0]}</{tag}>" + "".join(f"<p>{t}</p>" for t in story)) == story
    assert texts(f"<p>Menu</p><{tag}>Share</{tag}>") == ["Menu"]


def test_many_small_wrappers_are_no_article() -> None:
    buttons = "<button>Show the pictures of the harbour.</button>" * 60
    assert texts(f"<p>The ferry came back.</p>{buttons}") == ["The ferry came back."]


def test_wrappers_in_wrappers_take_linear_time() -> None:
    with at_most(5):
        tree("<object>" * 1_500 + "<p>ferry</p>" * 20_000)


def test_an_anchor_that_names_a_place_is_no_link() -> None:
    named = tree("<p><a name=top>The ferry came back.<p>It sailed on Monday.").blocks
    assert [raw.link_share for raw in named] == [0.0, 0.0]
    assert tree("<p><a onclick=go()>More</a></p>").blocks[0].link_share == 1.0
