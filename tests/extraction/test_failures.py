"""The ways in which extractors fail, a page for each: the article's own words are kept, and
nothing else.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from bridge import STORY, TEXT, TITLE, paragraphs
from scrapy.http import HtmlResponse

from newscrawl.extraction import extract
from newscrawl.items import Article, Via
from newscrawl.middlewares.documents import document_of

OTHER = [
    "The harbour master has found a boat for the winter, and the town will pay for it from the first of the month.",
    "It takes forty people and a horse, and it has a stove in the cabin, which the old boat never had, he said.",
    "The old boat will be sold at the market on Friday, to whoever brings a trailer and two strong friends with him.",
]


def read(body: str, head: str = "") -> Article:
    page = f'<html><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>{body}</body></html>'
    response = HtmlResponse(
        "https://paper.example/world/old-bridge-4711", body=page.encode(), encoding="utf-8"
    )
    return extract(document_of(response), via=Via("section"))


def lines(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.type not in ("caption", "embed")]


def ld(**node: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": TITLE, **node})}</script>'


@pytest.mark.parametrize(
    "body",
    [
        f"<main><article><h1>{TITLE}</h1>{TEXT}</article><div class=related><h2>Related</h2>{paragraphs(OTHER)}</div></main>",
        f"<main><article><h1>{TITLE}</h1>{TEXT}</article><article><h1>A ferry for the winter</h1>{paragraphs(OTHER)}</article></main>",
        f"<div id=feed><div class=story><h1>{TITLE}</h1><div>{TEXT}</div></div>"
        f"<div class=next-story><h1>A ferry for the winter</h1><div>{paragraphs(OTHER)}</div></div></div>",
        f"<article><h1>{TITLE}</h1><time datetime=2026-11-20>20 November 2026</time>{TEXT}<h2>{TITLE}</h2></article>",
        f"<article><h1>{TITLE}</h1><div><p><time datetime=2026-11-20>Friday, 20 November 2026</time></p>{TEXT}</div></article>",
        f"<div><h1>{TITLE}</h1><div class='body part-1'>{paragraphs(STORY[:2])}</div><div class='ad-slot'>Buy a boat.</div>"
        f"<div class='body part-2'>{paragraphs(STORY[2:4])}</div><div class='body part-3'>{paragraphs(STORY[4:])}</div></div>",
        f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}<p>Advert</p>{paragraphs(STORY[2:3])}<p>Advert</p>"
        f"{paragraphs(STORY[3:])}<p>Advert</p></article>",
        f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}<div class=newsletter-box><h3>Our letter</h3><p>{OTHER[0]}</p></div>"
        f"{paragraphs(STORY[2:])}</article>",
        f"<article><h1>{TITLE}</h1>{TEXT}<div class=author-bio><p>{OTHER[0]}</p></div></article>",
        f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}<aside><h3>The bridge in figures</h3><p>{OTHER[1]}</p></aside>"
        f"{paragraphs(STORY[2:])}</article>",
        f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}<div class=factbox><p>{OTHER[1]}</p></div>{paragraphs(STORY[2:])}</article>",
        f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}<p><strong><a href=/x>Read also: a ferry for the winter</a></strong></p>"
        f"{paragraphs(STORY[2:])}<p>Read next:</p><ul><li><a href=/x>A ferry for the winter</a></li></ul></article>",
        f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}<blockquote class=twitter-tweet><p>{OTHER[0]}</p></blockquote>"
        f"<iframe src=x>{OTHER[1]}</iframe>{paragraphs(STORY[2:])}</article>",
        f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}<div><img src=/b.jpg><div>{OTHER[0]}</div></div>{paragraphs(STORY[2:])}</article>",
        f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}<div class=x><h3>Popular</h3><ul><li><a href=/s>A ferry is found</a></li>"
        f"<li><a href=/t>The old boat is sold</a></li></ul></div>{paragraphs(STORY[2:])}</article>",
        f"<article><h1>{TITLE}</h1>{TEXT}</article><div class=comments>{paragraphs(OTHER * 20)}</div>",
        f"<div><h1>{TITLE}</h1>{TEXT}<div class=lista-komentarzy>{paragraphs(OTHER * 20)}</div></div>",
        f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}<div class=noticias-relacionadas><p>{OTHER[1]}</p></div>{paragraphs(STORY[2:])}</article>",
    ],
    ids=[
        "related stories", "the next article", "endless scroll", "title and date lines",
        "a date line inside", "a body in three parts", "repeated blocks", "newsletter box", "biography", "aside", "fact box",
        "read also", "embeds", "a caption without a name", "heading of a box of links", "comments",
        "comments in Polish", "related stories in Spanish",
    ],
)  # fmt: skip
def test_pieces_that_are_not_the_article(body: str) -> None:
    assert lines(read(body)) == STORY


def test_a_long_thread_without_a_name_under_a_short_article() -> None:
    thread = "".join(
        f"<div><b>Reader {n}</b><p>{OTHER[n % 3]}</p><p>Answer {n}</p></div>" for n in range(14)
    )
    body = f"<div><div><h1>{TITLE}</h1><div>{TEXT}</div></div><div><div>{thread}</div></div></div>"
    said = f'<meta name="description" content="{STORY[0]}">'
    assert lines(read(body, said)) == STORY


LONG_NOTICE = paragraphs([f"{line} {OTHER[0]}" for line in OTHER])


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=zq><h1>Dear reader</h1>{LONG_NOTICE}</div><div class=qx><h1>{TITLE}</h1><div>{TEXT}</div></div>",
        f"<div class=zq>{LONG_NOTICE}</div><div class=qx><h1>{TITLE}</h1><div>{TEXT}</div></div>",
        f"<div class=qx><h1>{TITLE}</h1>{TEXT}</div><div class=zq>{LONG_NOTICE * 3}</div>",
        f"<div class=qx><h1 class=h>{TITLE}</h1><div>{TEXT}</div></div>"
        f"<div class=qx><h1 class=h>A ferry for the winter</h1><div>{LONG_NOTICE * 2}</div></div>",
        f"<ul class=open><li><a href=/>Front page</a><li><div><h1>{TITLE}</h1>{TEXT}</div><ul><li>First 12<li>Last 3</ul></ul>",
    ],
    ids=["a notice with a headline of its own", "a notice", "a longer text without a headline", "a longer story", "a list that is never closed"],
)  # fmt: skip
def test_the_headline_leads_to_the_article(body: str) -> None:
    assert lines(read(body)) == STORY


@pytest.mark.parametrize(
    "body",
    [
        f"<header class=qx><h1>{TITLE}</h1><p>{STORY[0]}</p></header><div class=zq>{paragraphs(STORY[1:])}</div>",
        f"<header class=qx><h1>{TITLE}</h1><p>{STORY[0]}</p><p>{STORY[1]}</p></header><div class=zq>{paragraphs(STORY[2:])}</div>",
    ],
    ids=["a standfirst", "a standfirst and a paragraph"],
)
def test_text_beside_the_headlines_box_stays(body: str) -> None:
    assert (
        lines(read(f"<main>{body}</main>", f'<meta name="description" content="{STORY[0]}">'))
        == STORY
    )


@pytest.mark.parametrize(
    "above",
    [
        "<p class=standfirst>{}</p><p>By Ann Ex</p>",
        "<div>{}</div><div>20 November</div>",
        "<header><h2>{}</h2></header><figure><img src=/b.jpg><figcaption>The bridge.</figcaption></figure>",
    ],
)
def test_a_standfirst_is_kept(above: str) -> None:
    lead = "The old bridge over the river is to be mended before spring, at a cost of four million."
    said = f'<meta name="description" content="{lead}">'
    article = read(
        f"<article class=has-photo><h1>{TITLE}</h1>{above.format(lead)}<div class=text>{TEXT}</div></article>",
        said,
    )
    assert lines(article) == [lead, *STORY]
    assert article.subtitle == lead


def test_a_standfirst_that_repeats_the_headline_is_no_subtitle() -> None:
    lead = f"{TITLE} RIVERSIDE: The old bridge is to be mended before spring, at four million."
    article = read(
        f"<article><h1>{TITLE}</h1><p class=standfirst>{lead}</p><div class=text>{TEXT}</div></article>"
    )
    assert lines(article) == [lead, *STORY]
    assert article.subtitle is None


def test_a_standfirst_of_several_lines() -> None:
    leads = [
        "The old bridge is to be mended before spring comes.",
        "The county pays a half of what it costs to do so.",
    ]
    body = f"<article><h1>{TITLE}</h1><div class=preamble>{paragraphs(leads)}</div><p>Ann Ex</p><div class=text>{TEXT}</div></article>"
    assert lines(read(body)) == [*leads, *STORY]


def test_a_live_blog_keeps_its_newest_and_its_oldest_entry() -> None:
    entries = "".join(
        f"<li class=entry><time datetime=2026-11-20T1{n}:00Z>1{n}:00</time><h3>Entry {n}</h3><p>{line}</p></li>"
        for n, line in enumerate(STORY * 2)
    )
    said = lines(read(f"<main><h1>{TITLE}</h1><ul class=live-blog>{entries}</ul></main>"))
    assert [line for line in said if line in STORY] == STORY * 2
    assert [line for line in said if line.startswith("Entry")] == [f"Entry {n}" for n in range(10)]


def test_a_live_blogs_bylines_are_not_its_text() -> None:
    entries = "".join(
        f"<div class=entry><div>1{n}:00 Ann Example</div><p>{line}</p></div>"
        for n, line in enumerate(STORY)
    )
    article = read(
        f"<main><h1>{TITLE}</h1><div>{entries}</div></main>",
        ld(author={"@type": "Person", "name": "Ann Example"}),
    )
    assert lines(article) == STORY


def test_a_list_is_a_part_of_the_article() -> None:
    points = [f"{line} And so it was agreed by all of them." for line in STORY]
    listed = "".join(f"<li>{line}</li>" for line in points)
    intro, end = STORY[0], STORY[4]
    body = (
        f"<article><h1>{TITLE}</h1><div><p>{intro}</p><ol>{listed}</ol><p>{end}</p></div></article>"
    )
    article = read(body)
    assert lines(article) == [intro, *points, end]
    assert [block.type for block in article.blocks] == [
        "paragraph",
        *["list_item"] * 5,
        "paragraph",
    ]


@pytest.mark.parametrize(
    "part",
    [
        "<section class=x><h2>The arches</h2><p><a href=/ad>Advert</a></p></section>",
        "<div class=x><p><a href=/old-bridge>The old bridge over the river</a> was built of stone.</p><p>It had seven arches.</p></div>",
        "<ul><li><a href=/a>The arches of the old bridge</a> are of stone, and two of the seven are gone.</li>"
        "<li><a href=/b>The piers of the old bridge</a> stand as they did before the flood came.</li>"
        "<li><a href=/c>The masons of three villages</a> will come in spring, when the water is low.</li></ul>",
    ],
    ids=["a heading beside an advert", "a link in a sentence", "a list of sentences that begin with links"],
)  # fmt: skip
def test_a_link_alone_makes_no_card(part: str) -> None:
    article = read(
        f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}{part}{paragraphs(STORY[2:])}</article>"
    )
    assert len(lines(article)) > len(STORY)


def test_a_numbered_list_of_boxes_has_no_lines_of_bare_numbers() -> None:
    steps = "".join(f"<dt>{n}.</dt><dd>{line}</dd>" for n, line in enumerate(STORY))
    assert lines(read(f"<article><h1>{TITLE}</h1><p>{OTHER[0]}</p><dl>{steps}</dl></article>")) == [
        OTHER[0],
        *STORY,
    ]


def test_a_table_is_kept_by_rows() -> None:
    rows = "".join(f"<tr><td>Arch {n}</td><td>{1740 + n}</td></tr>" for n in range(4))
    article = read(
        f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:3])}<table>{rows}</table>{paragraphs(STORY[3:])}</article>"
    )
    assert lines(article) == [*STORY[:3], *(f"Arch {n} | {1740 + n}" for n in range(4)), *STORY[3:]]


@pytest.mark.parametrize(
    "mark", ["<p><strong>{}</strong></p>", "<p class=question>{}</p>", "<h3>{}</h3>", "<dt>{}</dt>"]
)
def test_an_interview_keeps_questions_and_short_answers(mark: str) -> None:
    talk = "".join(
        mark.format(f"Question {n}?") + f"<p>{line}</p>" + mark.format("Really?") + "<p>Yes.</p>"
        for n, line in enumerate(STORY)
    )
    expected = [
        part for n, line in enumerate(STORY) for part in (f"Question {n}?", line, "Really?", "Yes.")
    ]
    assert (
        lines(read(f"<article><h1>{TITLE}</h1><div class=text>{talk}</div></article>")) == expected
    )


def test_a_transcript_keeps_its_speakers() -> None:
    talk = "".join(f"<p>MAYOR: {line}</p><p>SMITH: Thank you.</p>" for line in STORY)
    assert (
        lines(read(f"<article><h1>{TITLE}</h1><div>{talk}</div></article>")).count(
            "SMITH: Thank you."
        )
        == 5
    )


SHORT = [
    "A bridge over the river was closed on Tuesday, the mayor said in the evening.",
    "Nobody was hurt. A ferry carries walkers across until the stones have been looked at, which may take a week or two.",
]


@pytest.mark.parametrize("wrapper", ["{}", "<div class=content><div class=text>{}</div></div>"])
def test_a_story_of_forty_words(wrapper: str) -> None:
    nav = "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(30))
    foot = "<p>The Paper, 1 Mill Lane. All rights reserved, none of it may be printed again without leave of the publisher.</p>"
    body = f"<nav><ul>{nav}</ul></nav><main><h1>{TITLE}</h1>{wrapper.format(paragraphs(SHORT))}</main><footer>{foot}</footer>"
    assert lines(read(body)) == SHORT


def test_a_gallery_is_captions() -> None:
    figures = "".join(
        f"<figure><img src=/b{n}.jpg><figcaption>{line} <span class=credit>Photo: A. Ex</span></figcaption></figure>"
        for n, line in enumerate(STORY)
    )
    article = read(
        f"<article><h1>{TITLE}</h1><p>{OTHER[0]}</p><p>{OTHER[1]}</p><div class=gallery-items>{figures}</div></article>"
    )
    assert lines(article) == OTHER[:2]
    captions = [(block.text, block.credit) for block in article.blocks if block.type == "caption"]
    assert captions == [(line, "A. Ex") for line in STORY]


SCRIPTS = {
    "zh": "市议会星期二晚上开会，以九票对两票同意修复河上的老桥。该桥自去年冬天的洪水以来一直关闭，洪水一夜之间冲走了七个桥拱中的两个。",
    "ja": "市議会は火曜日の夜に開かれ、九対二で川にかかる古い橋の修理に同意した。橋は昨年冬の洪水以来閉鎖されており、一晩で七つのアーチのうち二つが流された。",
    "th": "สภาเทศบาลประชุมเมื่อค่ำวันอังคารและเห็นชอบให้ซ่อมสะพานเก่าข้ามแม่น้ำ สะพานนี้ปิดตั้งแต่น้ำท่วมเมื่อฤดูหนาวที่แล้วซึ่งพัดซุ้มสะพานไปสองซุ้มในคืนเดียว",
    "ar": "اجتمع المجلس مساء الثلاثاء ووافق بتسعة أصوات مقابل صوتين على إصلاح الجسر القديم فوق النهر. وهو مغلق منذ فيضان الشتاء الماضي.",
    "he": "המועצה נפגשה ביום שלישי בערב והסכימה, בתשעה קולות נגד שניים, לתקן את הגשר הישן שמעל הנהר. הוא סגור מאז השיטפון של החורף שעבר.",
    "ko": "시의회는 화요일 저녁에 모여 아홉 대 둘로 강 위의 오래된 다리를 고치기로 했다. 다리는 지난 겨울 홍수 이후 닫혀 있었다.",
}


@pytest.mark.parametrize("language", SCRIPTS)
def test_scripts_without_spaces_and_from_right_to_left(language: str) -> None:
    text = [
        f"{SCRIPTS[language]}{n}。" if language in ("zh", "ja") else f"{SCRIPTS[language]} {n}."
        for n in range(3)
    ]
    nav = "".join(f"<li><a href=/{n}>{SCRIPTS[language][:6]}</a></li>" for n in range(20))
    article = read(
        f"<ul class=menu>{nav}</ul><div><h1>{SCRIPTS[language][:14]}</h1><div>{paragraphs(text)}</div></div>"
    )
    assert lines(article) == text
    assert article.language == language


@pytest.mark.parametrize(
    "page",
    [
        ("<div id=app></div>", ld(articleBody="\n\n".join(STORY))),
        (f"<div id=app><h1>{TITLE}</h1><p>{STORY[0]}</p></div>", ld(articleBody="\n\n".join(STORY))),
        (f'<div id=app></div><script id="__NEXT_DATA__">{json.dumps({"a": [{"type": "text", "content": t} for t in STORY]})}</script>', ""),
        (f'<div id=app></div><script>Fusion.globalContent={json.dumps({"content_elements": [{"content": t} for t in STORY]})};</script>', ""),
        ("<div id=app></div>" + "<script>self.__next_f.push({})</script>".format(json.dumps([1, TEXT], separators=(",", ":")).replace("</", "<\\/")), ""),
    ],
    ids=["JSON-LD", "JSON-LD and a beginning", "Next.js", "Arc XP", "flight data"],
)  # fmt: skip
def test_a_text_that_stands_in_data_alone(page: tuple[str, str]) -> None:
    assert lines(read(*page)) == STORY


def test_paid_text_is_not_taken_from_a_pages_data() -> None:
    article = read(
        f"<h1>{TITLE}</h1><p>{STORY[0]}</p>",
        ld(articleBody="\n\n".join(STORY), isAccessibleForFree=False),
    )
    assert lines(article) == STORY[:1]


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Read more: <a href=/x>A ferry for the winter is found at last</a>", False),
        ("SEE <a href=/x>A ferry for the winter is found at last by the harbour master</a> [PHOTO] <a href=/y>The old boat is sold at the market on Friday</a> [FILM]", False),
        ("In winter the council agreed to pay <a href=/x>for a ferry until the old bridge over the river is mended</a>.", True),
        ("<a href=/x>市議会</a>、<a href=/y>河川局</a>、<a href=/z>港湾事務所</a>", True),
    ],
)  # fmt: skip
def test_a_label_and_its_link_are_no_line_of_the_article(line: str, stays: bool) -> None:
    said = lines(
        read(
            f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}<p>{line}</p>{paragraphs(STORY[2:])}</article>"
        )
    )
    assert (len(said) == len(STORY) + 1) is stays


@pytest.mark.parametrize(
    "part",
    [
        "<section class=recipe-ingredients><ul>{}</ul></section>",
        "<div class='review-box prosCons'><ul>{}</ul></div>",
        "<aside class='key-takeaways'><ul>{}</ul></aside>",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_part_that_is_set_apart_is_text(part: str, above: bool) -> None:
    items = ["Two ropes of hemp", "A lantern for the night", "Bread, if the river is high"]
    box = part.format("".join(f"<li>{item}</li>" for item in items))
    body = f"<div>{paragraphs(STORY)}</div>"
    said = lines(read(f"<article><h1>{TITLE}</h1>{box + body if above else body + box}</article>"))
    assert said == ([*items, *STORY] if above else [*STORY, *items])


def test_headings_that_are_all_h1_stay() -> None:
    parts = [(f"Stone from village number {n}", STORY[n]) for n in range(1, 4)]
    body = "".join(f"<h1>{heading}</h1><p>{text}</p>" for heading, text in parts)
    article = read(f"<main><article><h1>{TITLE}</h1><p>{STORY[0]}</p>{body}</article></main>")
    assert lines(article) == [STORY[0], *(line for part in parts for line in part)]
