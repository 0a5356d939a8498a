"""The blocks of the article: all its own words, and nothing of the rest of the page."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from bridge import STORY, TEXT, TITLE
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html
from processor_time import at_most

from newscrawl.extraction.body import blocks, choice
from newscrawl.extraction.body.choice import Body, Hints
from newscrawl.items import Image

PARSER = html.HTMLParser(huge_tree=True, encoding="utf-8")


def choose(
    markup: str,
    *,
    title: str = TITLE,
    base: str = "http://paper.example/a",
    description: str | None = None,
) -> Body:
    root = html.document_fromstring(f"<html><body>{markup}</body></html>", parser=PARSER)
    return choice.choose(
        blocks.tree_of(root), Hints(titles=[title], description=description, base=base)
    )


def texts(found: Body) -> list[str]:
    return [block.text for block in found.blocks]


NAV = "<nav><ul><li><a href=/world>World</a></li><li><a href=/sport>Sport</a></li></ul></nav>"
FOOTER = "<footer><p>Copyright of the Paper, 1 Mill Lane. All rights reserved, and none of it to be printed again.</p></footer>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<article><h1>{TITLE}</h1>{TEXT}</article>",
        f"<div class=page>{NAV}<main><h1>{TITLE}</h1><div class='article-body'>{TEXT}</div></main>{FOOTER}</div>",
        f"<div class='has-sidebar'><div><h1>{TITLE}</h1>{TEXT}</div></div>",
        f"<h1>{TITLE}</h1>{TEXT}",
        f"<article><h1>{TITLE}</h1><div>{TEXT[: TEXT.index('<p>Masons')]}</div><div>{TEXT[TEXT.index('<p>Masons') :]}</div></article>",
        f"<table><tr><td>{NAV}</td><td><h1>{TITLE}</h1>{TEXT}</td></tr></table>",
        f"<article><h1>{TITLE}</h1><div>{'<br><br>'.join(STORY)}</div></article>",
        f"<article><h1>{TITLE}</h1>{''.join(f'<div>{line}</div>' for line in STORY)}</article>",
        f"<form id=aspnet><h1>{TITLE}</h1><div>{TEXT}</div></form>",
    ],
    ids=[
        "article",
        "frame",
        "misleading class",
        "bare",
        "two parts",
        "layout table",
        "breaks",
        "divs",
        "form",
    ],
)
def test_the_article_and_nothing_else(markup: str) -> None:
    found = choose(markup)
    assert texts(found) == STORY
    assert {block.type for block in found.blocks} == {"paragraph"}


def with_inside(piece: str) -> str:
    """Returns a page with a piece in the middle of its article."""
    half = TEXT.index("<p>Masons")
    return (
        f"<main><h1>{TITLE}</h1><div class='story'>{TEXT[:half]}{piece}{TEXT[half:]}</div></main>"
    )


@pytest.mark.parametrize(
    "piece",
    [
        "<aside><p>Sign up to our letter and get the news of the town into your box each morning.</p></aside>",
        "<div class='related-stories'><h3>More</h3><p><a href=/x>A ferry for the winter is found at last</a></p></div>",
        "<div class='newsletter-signup'><p>Get our letter each morning. Sign up here, it costs you nothing at all.</p></div>",
        "<ul class='share-buttons'><li><a href=/x>Post</a></li><li><a href=/y>Mail</a></li></ul>",
        "<p><a href=/x>Read also: a ferry for the winter is found at last</a></p>",
        "<script>var x = 'The council met';</script>",
        "<nav><a href=/a>Next</a></nav>",
        "<form><label>Mail</label><input></form>",
        "<div class=ad-slot><p>Buy a boat today, for the river is wide and the winter long.</p></div>",
    ],
)
def test_boxes_in_the_middle_of_the_article_are_removed(piece: str) -> None:
    assert texts(choose(with_inside(piece))) == STORY


@pytest.mark.parametrize(
    ("piece", "kind", "text"),
    [
        ("<h2>What it costs</h2>", "heading", "What it costs"),
        (
            "<blockquote><p>We shall cross again by spring.</p></blockquote>",
            "quote",
            "We shall cross again by spring.",
        ),
        (
            "<ul><li>Two arches are to be built anew.</li></ul>",
            "list_item",
            "Two arches are to be built anew.",
        ),
        (
            "<p>“We shall cross again,” she said.</p>",
            "paragraph",
            "“We shall cross again,” she said.",
        ),
        ("<p>No.</p>", "paragraph", "No."),
    ],
)
def test_its_own_pieces_keep_their_kind_and_place(piece: str, kind: str, text: str) -> None:
    found = choose(with_inside(piece))
    assert texts(found) == [*STORY[:2], text, *STORY[2:]]
    assert found.blocks[2].type == kind
    assert found.blocks[2].level == (2 if kind == "heading" else None)


def test_a_table_row_is_one_block() -> None:
    table = "<table><tr><th>Bridge</th><th>Built</th></tr><tr><td>Old bridge</td><td>1742</td></tr></table>"
    found = choose(with_inside(table))
    assert [block.text for block in found.blocks if block.type == "table_row"] == [
        "Bridge | Built",
        "Old bridge | 1742",
    ]


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><img src=/b.jpg><figcaption>The bridge in spring. <span class=credit>Photo: A. Ex</span></figcaption></figure>",
        "<figure><img data-src=/b.jpg src='data:image/gif;base64,x'><figcaption>The bridge in spring. "
        "<span class='photo-credit'>A. Ex</span></figcaption></figure>",
    ],
)
def test_a_caption_stands_apart_with_its_credit(figure: str) -> None:
    found = choose(with_inside(figure))
    (caption,) = [block for block in found.blocks if block.type == "caption"]
    assert (caption.text, caption.credit) == ("The bridge in spring.", "A. Ex")
    assert [block.text for block in found.blocks if block.type != "caption"] == STORY
    assert found.images == [Image("http://paper.example/b.jpg", "The bridge in spring.", "A. Ex")]


def test_a_standfirst_above_the_body_is_its_first_block() -> None:
    lead = "The old bridge over the river is to be mended before spring, at a cost of four million."
    markup = f"<header><h1>{TITLE}</h1><p class=standfirst>{lead}</p><p>By Ann Ex</p></header><div class=body>{TEXT}</div>"
    found = choose(f"<article>{markup}</article>")
    assert texts(found)[0] == lead
    assert found.blocks[0].where == choice.LEAD
    assert texts(found)[-5:] == STORY


def test_a_caption_under_a_headline_that_is_no_heading() -> None:
    figure = "<figure><img src=/a.jpg><figcaption>Masons at the river, seen from the mill.</figcaption></figure>"
    found = choose(f"<div>{TITLE}</div>{figure}<div class=text>{TEXT}</div>")
    assert [block.text for block in found.blocks if block.type == "caption"] == [
        "Masons at the river, seen from the mill."
    ]
    found = choose(f"{figure}<div>{TITLE}</div><div class=text>{TEXT}</div>")
    assert texts(found) == STORY


DEK = "Two arches fell in last winter's flood, and the village has argued over the stones from that day to this one."


@pytest.mark.parametrize("standfirst", [f"<div>{DEK}</div>", f"<h2>{DEK}</h2>", f"<h3>{DEK}</h3>"])
def test_a_standfirst_that_nothing_calls_one_is_a_full_sentence_under_the_headline(
    standfirst: str,
) -> None:
    assert texts(choose(f"<h1>{TITLE}</h1>{standfirst}<div class=text>{TEXT}</div>")) == [
        DEK,
        *STORY,
    ]
    assert (
        texts(
            choose(
                f"<h1>{TITLE}</h1><div class=newsletter>{standfirst}</div><div class=text>{TEXT}</div>"
            )
        )
        == STORY
    )


def test_a_sentence_above_the_headline_is_no_standfirst() -> None:
    assert texts(choose(f"<div>{DEK}</div><h1>{TITLE}</h1><div class=text>{TEXT}</div>")) == STORY


def test_a_line_taken_back_as_standfirst_is_not_listed_as_dropped() -> None:
    deep = f"<div><div><div><p class=intro>{DEK}</p></div></div></div>"
    found = choose(
        f"<article><h1>{TITLE}</h1>{deep}<div class=text>{TEXT}</div><div class=text>{TEXT}</div></article>"
    )
    assert texts(found)[0] == DEK
    assert DEK not in [line.text for line in found.dropped]


def test_a_standfirst_that_the_description_tells_may_stand_above_a_large_box() -> None:
    offers = "".join(f"<p>Offer {number}</p><p>{number} a month</p>" for number in range(20))
    page = f"<h1>{TITLE}</h1><p>{DEK}</p><div>{offers}</div><div><div>{TEXT}</div></div>"
    assert texts(choose(page, description=DEK)) == [DEK, *STORY]
    points = f"<h1>{TITLE}</h1><ul><li>{DEK}</li></ul><div class=text>{TEXT}</div>"
    assert texts(choose(points, description=DEK)) == [DEK, *STORY]


def test_a_heading_with_nothing_below_it_goes() -> None:
    assert texts(choose(f"<article><h1>{TITLE}</h1>{TEXT}<h2>More stories</h2></article>")) == STORY


def test_removed_lines_are_recorded_with_their_rule() -> None:
    found = choose(
        with_inside("<div class='share-bar'><p>Share this story with your friends</p></div>")
    )
    (line,) = [line for line in found.dropped if line.text.startswith("Share this")]
    assert line.rule.startswith("extraction.")


def test_lines_behind_the_body_are_evidence() -> None:
    call = "This preview shows some of the article. Read the full text at the Paper."
    found = choose(
        f"<main><article><h1>{TITLE}</h1>{TEXT}</article><div><p>{call}</p></div></main>"
    )
    assert call not in texts(found)
    assert call in [block.text for block in found.after]


def test_links_of_a_block_are_whole_addresses() -> None:
    found = choose(
        with_inside(
            "<p>The <a href='/plan'>plan of the bridge</a> hangs in the hall for all to see.</p>"
        )
    )
    (link,) = found.blocks[2].links
    assert (link.text, link.url) == ("plan of the bridge", "http://paper.example/plan")


@pytest.mark.parametrize(
    "markup", ["", "<p></p>", "<img src=x>", "<script>x</script>", "<nav><a href=/>Home</a></nav>"]
)
def test_a_page_without_text(markup: str) -> None:
    assert [block for block in choose(markup).blocks if len(block.text) > 10] == []


def test_a_page_on_which_nothing_looks_like_an_article_gives_its_lines_without_confidence() -> None:
    found = choose("<nav><a href=/>Home</a></nav><div>3.</div><div>Advertisement</div>")
    assert [block.text for block in found.blocks] == ["3.", "Advertisement"]
    assert found.confidence == 0


def test_a_heading_is_the_text_of_a_page_that_has_no_other() -> None:
    assert texts(
        choose("<main><h2>The bridge over the river is open to walkers again</h2></main>")
    ) == ["The bridge over the river is open to walkers again"]


BIOGRAPHY = (
    "I write of bridges, ferries and the people who build them, and have done so for twenty years and more.",
    "My books on the old crossings of the county may be had in each good shop, and from the printer by post.",
    "Write to me at the mill, for I read all letters, and answer most of them within the month they come in.",
)


@pytest.mark.parametrize("tag", ["h3", "div"])
def test_a_headline_is_known_by_the_title_tag_that_names_the_site_too(tag: str) -> None:
    post = f"<div class=post><{tag}>{TITLE}</{tag}>{TEXT}</div>"
    about = "".join(f"<p>{line}</p>" for line in BIOGRAPHY)
    page = f"<body><h1>River Notes</h1><div class=me><h2>Who I am</h2>{about}</div>{post}</body>"
    tree = blocks.tree_of(html.document_fromstring(page))
    hints = Hints(["River Notes", f"River Notes: {TITLE}"], [f"River Notes: {TITLE}"])
    assert [tree.blocks[place].text for place in choice.look(tree, hints).heads] == [TITLE]
    assert texts(choice.choose(tree, hints)) == STORY


def test_a_class_for_lines_of_facts_takes_them_out() -> None:
    dates = with_inside("<div class='tags'><span>Bridges</span> <span>Rivers</span></div>")
    assert texts(choose(dates)) == STORY


def test_a_heading_stays_whatever_its_class_says() -> None:
    found = choose(with_inside("<h3 class='edTag'>What it costs</h3>"))
    assert texts(found) == [*STORY[:2], "What it costs", *STORY[2:]]


def test_a_sentence_over_links_stays_and_a_label_goes() -> None:
    links = "<ul><li><a href=/a>The ferry</a></li><li><a href=/b>The mill</a></li></ul>"
    said = "The county has put three of its plans for the river into one book, and these two may be read:"
    assert said in texts(choose(with_inside(f"<p>{said}</p>{links}")))
    assert "Read next:" not in texts(choose(with_inside(f"<p>Read next:</p>{links * 2}")))


@pytest.mark.parametrize(
    "line",
    [
        "*",
        "* * *",
        "3.",
        "{{ article.teaser }}",
        "[Related: <a href=/x>A ferry for the winter is found at last</a>]",
        "This content is provided by X, which may be using cookies and other technologies.",
        "Mit dem Laden des Videos akzeptieren Sie die Datenschutzerklärung von YouTube.",
        "L’accès à ce contenu a été bloqué afin de respecter votre choix de consentement.",
        "Para mostrar este contenido es necesario autorizar las cookies de terceros.",
        "Questo contenuto è ospitato da terzi. Per vederlo, accetta i loro cookie.",
    ],
)
def test_a_line_that_says_nothing_of_the_article_goes(line: str) -> None:
    assert texts(choose(with_inside(f"<p>{line}</p>"))) == STORY


@pytest.mark.parametrize(
    ("counters", "stay"),
    [
        (["1/4", "2/4", "3/4"], False),
        (["1 of 4", "2 of 4", "4 of 4"], False),
        (["1/3", "1/3", "2/3", "2/3", "3/3", "3/3"], False),
        (["3/5", "4/5", "5/5"], True),
        (["5/5", "3/5", "4/5"], True),
        (["5/5", "5/5", "5/5"], True),
        (["3/5", "4/5"], True),
    ],
)
def test_counters_of_slides_rise_and_ratings_do_not(counters: list[str], stay: bool) -> None:
    more = "The mayor of the town thanked every mason who had worked on it through the winter."
    slides = "".join(f"<p>{line}</p><p>{more}</p>" for line in counters)
    body = choose(with_inside(slides))
    assert (set(counters) <= {*texts(body)}) is stay
    assert (set(counters) <= {line.text for line in body.dropped}) is not stay


def test_cells_of_a_table_are_no_counters_of_slides() -> None:
    rows = "".join(f"<tr><td>{n}/20</td><td>{n}/40</td></tr>" for n in range(1, 5))
    body = choose(with_inside(f"<table>{rows}</table>"))
    assert [block.text for block in body.blocks if block.type == "table_row"] == [
        f"{n}/20 | {n}/40" for n in range(1, 5)
    ]


def test_each_word_of_the_container_is_kept_or_said() -> None:
    piece = "<aside>An aside of five words.</aside><p>By Ann</p><ul class=share><li><a href=x>Post</a></li></ul>"
    found = choose(with_inside(piece))
    said = " ".join([*texts(found), *(line.text for line in found.dropped)])
    for words in ("An aside of five words.", "By Ann", "Post", *STORY):
        assert words in said


@settings(max_examples=100, deadline=None)
@example([("h2", "", "One.")], False)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "p",
                    "div",
                    "aside",
                    "figure",
                    "figcaption",
                    "h2",
                    "li",
                    "td",
                    "blockquote",
                    "nav",
                    "section",
                ]
            ),
            st.sampled_from(
                ["", "related", "caption", "credit", "lead", "body", "embed", "photo", "comments"]
            ),
            st.sampled_from(
                [
                    "",
                    "One.",
                    STORY[0],
                    "<a href='http://[x'>a link</a>",
                    "<img src='//[x'>",
                    "<b>x</b>",
                    TITLE,
                ]
            ),
        ),
        max_size=12,
    ),
    st.booleans(),
)
def test_no_page_raises(parts: list[tuple[str, str, str]], nested: bool) -> None:
    closing = "" if nested else "</{}>"
    found = choose(
        "".join(f'<{tag} class="{name}">{text}{closing.format(tag)}' for tag, name, text in parts)
    )
    assert all(block.text.strip() for block in found.blocks)
    # a page may have nothing but headings; otherwise no heading ends its text
    types = [block.type for block in found.blocks]
    assert set(types) <= {"heading"} or types[-1] != "heading"


COUNT = 3000
LARGE = {
    "like the title": f"<article><h1>{TITLE}</h1>"
    + "".join(f"<p>{TITLE} {n}</p>" for n in range(COUNT))
    + TEXT,
    "captions": f"<article>{TEXT}"
    + "".join(f"<figcaption>Caption {n}</figcaption>" for n in range(COUNT)),
    "nested asides": f"<article>{TEXT}" + f"<aside><p>{STORY[0]}</p>" * COUNT,
    "shapes": f"<article>{TEXT}"
    + "".join(f"<div class=x{'abcdefghij'[n % 10]}><p>{STORY[0]}</p></div>" for n in range(COUNT)),
    "runs of text in a figure": f"<article>{TEXT}<figure>"
    + "".join(f"text {n}<div>x</div>" for n in range(COUNT * 2 // 3)),
}


@pytest.mark.parametrize("kind", LARGE)
def test_time_grows_with_the_page(kind: str) -> None:
    with at_most(1.2):
        choose(LARGE[kind])


def test_the_choice_does_not_hang_on_the_hash_seed() -> None:
    # Twelve words of one length: half of them are the marks by which the description is found
    # to be in the first line.
    words = [sign * 40 for sign in "abcdefghijkl"]
    script = (
        "from lxml import html\n"
        "from newscrawl.extraction.body import blocks, choice\n"
        "line = 'The ferry came back to the harbour after a long winter of repairs on the other shore. '\n"
        f"first, said = '{words[0]} of an it', '{words[0]} of an it {' '.join(words[1:])}'\n"
        "page = f'<h1>Back</h1><section><div>{first}</div></section><div>' + f'<p>{line * 3}</p>' * 4 + '</div>'\n"
        "tree = blocks.tree_of(html.fromstring(f'<html><body>{page}</body></html>'))\n"
        "print(len(choice.choose(tree, choice.Hints(titles=['Back'], description=said)).blocks))"
    )
    seeds = ("1", "2", "3", "4")
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in seeds
    }
    assert len(found) == 1


def test_short_and_repeated_lines_of_the_body_stay() -> None:
    results = "".join(
        f"<li>{name}, 3 points</li><li>Toyota</li>"
        for name in ("Busch", "Elliott", "Larson", "Hamlin")
    )
    found = texts(choose(with_inside(f"<h2>Results</h2><ul>{results}</ul>")))
    assert found.count("Toyota") == 4
    assert [line for line in found if line.endswith("points")] == [
        f"{name}, 3 points" for name in ("Busch", "Elliott", "Larson", "Hamlin")
    ]


def test_a_heading_over_links_alone_goes_and_one_over_text_stays() -> None:
    link = "<a href=/x>A ferry for the winter is found at last</a>"
    found = texts(
        choose(
            with_inside(
                f"<h3>Popular</h3><ul><li>{link}</li><li>{link}</li></ul><h3>What it costs</h3>"
            )
        )
    )
    assert "Popular" not in found
    assert "What it costs" in found


@pytest.mark.parametrize("times", [1, 2])
def test_each_part_of_a_short_article_in_boxes_of_one_class_is_read(times: int) -> None:
    story = [STORY[0] * times, "The work takes sixteen months in fair weather, and more in winter."]
    parts = "".join(f"<div class=part><p>{line}</p></div>" for line in story)
    assert texts(choose(f"<main><h1>{TITLE}</h1><div>{parts}</div></main>")) == story


def test_a_heading_whose_box_holds_links_alone_goes_though_the_article_goes_on() -> None:
    link = "<a href=/x>A ferry for the winter is found at last</a>"
    box = f"<div><div><h3>Popular</h3></div><div>{link}<div>2 min read</div></div></div>"
    section = f"<div><h3>What it costs</h3>{link}<p>{HIDDEN_LINE}</p></div>"
    found = texts(choose(with_inside(box + section)))
    assert "Popular" not in found
    assert "What it costs" in found


def test_the_confidence_of_a_plain_page_is_high_and_that_of_a_page_of_scraps_is_not() -> None:
    sure = choose(f"<article><h1>{TITLE}</h1>{TEXT * 2}</article>").confidence
    scraps = "".join(
        f"<div><p>{line[:40]}</p><a href=/{n}>More</a></div>" for n, line in enumerate(STORY * 3)
    )
    unsure = choose(f"<div>{scraps}</div>").confidence
    assert sure is not None and unsure is not None
    assert sure > 0.85 > unsure


HIDDEN_LINE = "The weather service expects more rain on the coast, with gusts of up to eighty kilometres an hour."


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        "hidden=hidden",
        "style='display:none'",
        "style='color:red; VISIBILITY : hidden'",
        "class=sr-only",
        "class='u-visually-hidden'",
        "class=visuallyHidden",
        "class='a screen-reader-text'",
    ],
)
@pytest.mark.parametrize("tag", ["p", "div", "section"])
def test_text_that_the_page_hides_is_left_out(tag: str, attribute: str) -> None:
    hidden = f"<{tag} {attribute}><span>{HIDDEN_LINE}</span></{tag}>"
    cut = TEXT.index("<p>Masons")
    found = choose(f"<article><h1>{TITLE}</h1>{TEXT[:cut]}{hidden}{TEXT[cut:]}</article>")
    assert texts(found) == STORY
    assert [(line.text, line.rule) for line in found.dropped if line.text == HIDDEN_LINE] == [
        (HIDDEN_LINE, "extraction.hidden")
    ]


@pytest.mark.parametrize("attribute", ["style=display:none", "class=sr-only"])
def test_words_that_the_page_hides_are_left_out_of_their_line(attribute: str) -> None:
    line = STORY[0][:-1] + f"<span {attribute}> (id <b>4711</b>)</span>."
    found = choose(f"<article><h1>{TITLE}</h1>{TEXT.replace(STORY[0], line)}</article>")
    assert texts(found) == STORY


@pytest.mark.parametrize(
    "page",
    [
        f"<div style='visibility:hidden'><article><h1>{TITLE}</h1>{TEXT}</article></div>",
        f"<article><h1>{TITLE}</h1><p>{STORY[0]}</p><div hidden>{TEXT[TEXT.index('<p>', 3) :]}</div></article>",
        f"<article><h1>{TITLE}</h1>{TEXT[: TEXT.index('<p>Masons')]}<div hidden>{TEXT[TEXT.index('<p>Masons') :]}</div></article>",
        f"<article><h1>{TITLE}</h1><p hidden=until-found>{STORY[0]}</p>{TEXT[TEXT.index('<p>', 3) :]}</article>",
        f"<article><h1>{TITLE}</h1><span style=display:none><div>{TEXT}</div></span></article>",
        f"<article><h1>{TITLE}</h1>{TEXT.replace('<p>', '<p style=max-height:9em;overflow:hidden>')}</article>",
    ],
    ids=["page", "rest", "end", "until found", "inline", "another style"],
)
def test_an_article_that_is_hidden_at_first_is_read(page: str) -> None:
    assert texts(choose(page)) == STORY


@pytest.mark.parametrize(
    "page",
    [
        "<p>Ferry</p>" + "<span hidden>" * 1_900 + "<b>a</b>" * 100_000,
        ("<i hidden>" * 1_000 + "</i>" * 1_000 + "<p>Ferry</p>") * 100,
        "<div hidden>" * 1_900 + "<p>Ferry</p>" * 9_000,
    ],
    ids=["spans around many", "spans in spans", "boxes in boxes"],
)
def test_hidden_elements_take_linear_time(page: str) -> None:
    root = html.document_fromstring(f"<html><body>{page}</body></html>", parser=PARSER)
    with at_most(2):
        assert "Ferry" in {raw.text for raw in blocks.tree_of(root).blocks}


@pytest.mark.parametrize("shape, stays", [("show", True), ("teaser", False)])
def test_a_linked_heading_stays_among_chosen_headings_of_its_shape(shape: str, stays: bool) -> None:
    heads = f"<h3 class=show>One</h3><p>{STORY[0]}</p><h3 class={shape}><a href=/s>Two</a></h3><p>{STORY[1]}</p>"
    tree = blocks.tree_of(html.document_fromstring(f"<body><div>{heads}</div></body>"))
    container = choice.look(tree, Hints()).container
    found = choice._linked_headings(tree.blocks, container, {0, 1, 3})
    assert found == ({2} if stays else set())
