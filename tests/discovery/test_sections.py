"""Section pages: their articles, the next page, and the sections of their navigation."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement
from parsel import Selector

from newscrawl.discovery.page_links import MAX_LINKS
from newscrawl.discovery.sections import SectionPage, feed_links, section_page, targets

BASE = "https://www.daily.example/world"

PAGE = """<html><head>
<link rel="alternate" type="application/rss+xml" href="/feed.xml">
<link rel="alternate" type="application/rss+xml" href="/comments/feed">
<link rel="alternate" hreflang="fr" href="/fr/"><link rel="stylesheet" type="text/css" href="/a.css"></head><body>
<header><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a> <a href="/culture/">Culture</a>
<a href="/subscribe">Subscribe</a> <a href="https://elsewhere.example/news">Elsewhere</a></nav></header>
<main>
<article><a href="/world/2026/11/20/old-bridge-reopens?utm_source=front"><img src="b.jpg" alt="The bridge"></a>
<h2><a href="/world/2026/11/20/old-bridge-reopens">Old bridge reopens after the flood</a></h2>
<a href="/world/2026/11/20/old-bridge-reopens#comments">13 comments</a>
<a href="/author/ann-ember">Ann Ember</a></article>
<article><h2><a href="/world/2026/11/19/harbour-strike-ends">Harbour strike ends after a night</a></h2></article>
<article><a href="/world/2026/11/18/pier"><style>.x{color:red}</style>
<img src="p.jpg" alt="The pier that cost a fortune"></a>
</article>
<h2><a href="https://elsewhere.example/2026/11/20/a-story-of-another-paper">A story of another paper</a></h2>
<a href="/tag/bridges">Bridges</a>
</main>
<footer><a href="/privacy-policy">Privacy policy</a> <a href="/contact">Contact</a></footer></body></html>"""


def tree(html: str) -> HtmlElement:
    return Selector(text=html).root


def read_page(html: str, base: str = BASE) -> SectionPage:
    return section_page(tree(html), base, ["daily.example"])


def paths(page: SectionPage) -> list[str]:
    return [entry.url.removeprefix("https://www.daily.example") for entry in page.articles]


def test_articles() -> None:
    page = read_page(PAGE)
    assert paths(page) == [
        "/world/2026/11/20/old-bridge-reopens",
        "/world/2026/11/19/harbour-strike-ends",
        "/world/2026/11/18/pier",
    ]
    assert [entry.title for entry in page.articles] == [
        "Old bridge reopens after the flood",
        "Harbour strike ends after a night",
        "The pier that cost a fortune",
    ]


def test_a_doubtful_address_is_judged_by_the_box_of_its_link() -> None:
    """A short slug may be a story or a section. Links in the same kind of box tell which."""
    card = '<div class="card"><h3><a href="{}">{}</a></h3></div>'
    item = '<li class="item"><a href="{}">{}</a></li>'
    stories = {
        "/world/2026/11/20/old-bridge-reopens-after-the-flood": "Old bridge reopens after the flood",
        "/sport/2026/11/20/harbour-rowers-win-by-a-length": "Harbour rowers win by a length in Oare",
        "/arts/2026/11/19/a-play-about-the-ferry-returns": "A play about the ferry returns to town",
    }
    names = ["business", "city", "culture", "travel", "weather"]
    sections = {f"/{name}": name.title() for name in names}
    doubtful = "/old-ferry-returns", "Old ferry returns"

    def articles(box: str) -> list[str]:
        cards = "".join(card.format(*link) for link in stories.items())
        items = "".join(item.format(*link) for link in sections.items())
        alone = box.format(*doubtful)
        return paths(read_page(f"<main>{cards}</main><ul>{items}</ul>{alone}"))

    assert articles(card) == [*stories, doubtful[0]]
    assert articles(item) == [*stories]


def test_sections() -> None:
    assert read_page(PAGE).sections == {
        "sport": "https://www.daily.example/sport",
        "culture": "https://www.daily.example/culture/",
    }


def navigation(*links: tuple[str, str]) -> dict[str, str]:
    found = read_page(
        f"<nav>{''.join(f'<a href={href}>{words}</a>' for href, words in links)}</nav>"
    ).sections
    return {name: url.removeprefix("https://www.daily.example") for name, url in found.items()}


def test_sections_of_one_name() -> None:
    found = navigation(
        ("/sport/plus/", "Sport"),
        ("/sport/", "Sport"),
        ("/opinion/sport/", "Sport"),
        ("/city/", "City"),
    )
    assert found == {
        "sport": "/sport/",
        "city": "/city/",
        "sport/plus": "/sport/plus/",
        "opinion/sport": "/opinion/sport/",
    }


def test_names_of_sections() -> None:
    found = navigation(
        ("/roads/", "See more"), ("/roads/", "Roads and rails"), ("/arts", "Arts, books"), ("/yeni", "İstanbul"), ("/x", "")
    )  # fmt: skip
    assert found == {"roads and rails": "/roads/", "arts books": "/arts", "istanbul": "/yeni"}


@pytest.mark.parametrize(
    "href", ["/page/511/", "/culture?page=3", "/culture/seite-9.html", "/culture/p4"]
)
def test_another_page_of_a_list_is_no_section(href: str) -> None:
    assert navigation((href, "Last one"), ("/culture", "Culture")) == {"culture": "/culture"}


CARD = """<li><a href="{0}"><img src="x.jpg"></a><p><a href="/author/ann-ember">Ann Ember</a></p>
<h3><a href="{0}">{1}</a></h3><p>Text. <time datetime="{2}">today</time></p></li>"""


def test_dates_that_stand_by_links() -> None:
    bridge, harbour = "/world/old-bridge-reopens-10001", "/world/harbour-strike-ends-10002"
    cards = CARD.format(bridge, "Old bridge reopens after the flood", "2026-11-20T10:00:00+04:00")
    cards += CARD.format(harbour, "Harbour strike ends after a night", "2026-11-18")
    cards += CARD.format(harbour, "Harbour strike ends after a night", "2026-11-19")
    cards += CARD.format(
        "/world/the-pier-cost-a-fortune-10003", "The pier cost a fortune, say three", "at noon"
    )
    listed = {
        entry.url.rpartition("-")[2]: entry.listed
        for entry in read_page(f"<ul>{cards}</ul>").articles
    }
    assert listed == {
        "10001": datetime.fromisoformat("2026-11-20T10:00:00+04:00"),
        "10002": date(2026, 11, 19),
        "10003": None,
    }


def test_a_date_that_stands_by_two_links_is_of_neither() -> None:
    links = "".join(
        f'<a href="/world/old-bridge-reopens-1000{n}">Old bridge reopens after the flood</a>'
        for n in "12"
    )
    found = read_page(f"<div>{links}<time datetime='2026-11-20'>today</time></div>").articles
    assert [entry.listed for entry in found] == [None, None]


def test_feeds() -> None:
    assert feed_links(tree(PAGE), BASE) == ["https://www.daily.example/feed.xml"]


@pytest.mark.parametrize(
    ("kind", "rest", "is_feed"),
    [
        ("application/feed+json", 'href="/a"', True),
        ("application/json", 'title="Daily (JSON Feed)" href="/a"', True),
        ("application/json", 'title="JSON" href="/wp-json/wp/v2/pages/2"', False),
        ("text/xml", 'href="/feed/rss/"', True),
        ("text/xml+oembed", 'href="/feed/embed"', False),
        ("text/html", 'href="/rss"', False),
    ],
)
def test_types_of_feeds(kind: str, rest: str, is_feed: bool) -> None:
    assert bool(feed_links(tree(f'<link rel="alternate" type="{kind}" {rest}>'), BASE)) == is_feed


def test_base_element() -> None:
    html = '<base href="https://www.daily.example/en/"><a href="2026/11/20/old-bridge-reopens">Old bridge reopens</a>'
    assert paths(read_page(html)) == ["/en/2026/11/20/old-bridge-reopens"]


def test_links_alike_speak_for_each_other() -> None:
    odd = '<a href="/city/bridge-40001">Bridge</a>'
    others = "abcdefghijklmnopqrst"
    headlines = "".join(
        f'<a href="/city/{c}bridge-40002">A long headline on the bridge, and what they said</a>'
        for c in others
    )
    names = "".join(f'<a href="/city/{c}bridge-40002">{c}</a>' for c in others)
    scores = [
        {t.url: t.score for t in targets(tree(html), BASE, ["daily.example"])}[
            "https://www.daily.example/city/bridge-40001"
        ]
        for html in (odd + headlines, odd, odd + names)
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


@pytest.mark.parametrize(
    ("html", "base", "following"),
    [
        ('<link rel="next" href="/world?page=2">', BASE, "/world?page=2"),
        (
            '<a rel="next" href="/world/page/3/">Older stories</a>',
            BASE + "/page/2/",
            "/world/page/3/",
        ),
        ('<a href="/world/page/2">Older posts »</a>', BASE, "/world/page/2"),
        ('<a href="/world?p=2" aria-label="Next page"></a>', BASE, "/world?p=2"),
        ('<a href="/welt/seite-2.html">Nächste Seite</a>', BASE, "/welt/seite-2.html"),
        ('<a href="/world?page=2">2</a><a href="/world?page=3">3</a>', BASE, "/world?page=2"),
        (
            '<a href="/world?page=1">1</a><a href="/world?page=3">3</a>',
            BASE + "?page=2",
            "/world?page=3",
        ),
        ('<a href="/world?page=1">1</a><a href="/world?page=2">2</a>', BASE + "?page=3", None),
        (
            '<a href="/world?page=2">2</a><a href="/world?page=9">9</a>',
            BASE + "?page=3",
            "/world?page=9",
        ),
        (
            '<a href="/world?start=0">1</a><a href="/world?start=40">3</a>',
            BASE + "?start=20",
            "/world?start=40",
        ),
        (
            '<a href="/world,2.html">2</a><a href="/world,3.html">3</a>',
            BASE + ".html",
            "/world,2.html",
        ),
        ('<a href="/world/page/4/">Next entries &raquo;</a>', BASE + "/page/3/", "/world/page/4/"),
        ('<a href="/world/page/4/">Next 20 stories</a>', BASE + "/page/3/", "/world/page/4/"),
        ('<a href="/world?after=b64x">Older posts</a>', BASE, "/world?after=b64x"),
        ('<a href="/world?after=b64x">Load more</a>', BASE, "/world?after=b64x"),
        ('<a href="/sport/page/4/">Next 20 stories</a>', BASE + "/page/3/", None),
        ('<a href="/sport?page=2">2</a><a href="/sport?page=3">3</a>', BASE, None),
        ('<a rel="next" href="https://elsewhere.example/2">Next</a>', BASE, None),
        ('<a rel="next" href="/world">Next</a>', BASE, None),
        ('<a href="/sport">Next</a>', BASE, None),
        ("", BASE, None),
    ],
)
def test_next_page(html: str, base: str, following: str | None) -> None:
    found = read_page(f"<html><head></head><body>{html}</body></html>", base).next_page
    assert found == (following and f"https://www.daily.example{following}")


@pytest.mark.parametrize(
    "words",
    [
        "Next page", "Older posts →", "Nächste Seite »", "Page suivante", "Siguiente ›",
        "Pagina successiva", "Próxima página", "Volgende", "Nästa sida", "Neste side",
        "Næste", "Næsta síða", "Seuraava", "Järgmine", "Kitas puslapis", "Dalej",
        "Další strana", "Ďalšia", "Következő oldal", "Următoarea", "Sljedeća",
        "Следваща", "Следующая страница", "Далі", "Επόμενη σελίδα", "Sonraki sayfa",
        "« الصفحة التالية", "הבא ←", "صفحه بعدی", "अगला पृष्ठ", "পরবর্তী", "அடுத்து",
        "หน้าถัดไป", "Trang sau", "Halaman berikutnya", "下一页", "次のページ", "다음 페이지",
        "Inayofuata", "»", "›",
    ],
)  # fmt: skip
def test_words_for_the_next_page(words: str) -> None:
    html = f'<a href="/world?page=1">1</a> <a href="/world?page=3">{words}</a>'
    assert read_page(html, BASE + "?page=2").next_page == "https://www.daily.example/world?page=3"


@pytest.mark.parametrize(
    ("words", "href"),
    [
        ("Load more", "/world?page=2"), ("MORE NEWS »", "/world/page/2/"), ("More", "/world/2"), ("Mehr laden", "/world?offset=20"),
        ("Voir plus", "/world?start=20"), ("Ver más", "/world/p2"), ("Carica altri", "/world/page2"), ("Toon meer", "/world?page=2"),
        ("Visa fler", "/world?page=2"), ("Pokaż więcej", "/world/page:2"), ("Показать ещё", "/world?PAGEN_1=2"),
        ("Daha fazla göster", "/world?page=2"), ("المزيد", "/world?page=2"), ("और देखें", "/world?page=2"), ("Xem thêm", "/world-p2"),
        ("加载更多", "/world_2.html"), ("もっと見る", "/world?page=2"), ("더보기", "/world?page=2"),
    ],
)  # fmt: skip
def test_load_more_that_is_a_plain_link(words: str, href: str) -> None:
    assert (
        read_page(f'<a href="{href}">{words}</a>').next_page == f"https://www.daily.example{href}"
    )


def test_more_of_something_else_is_no_next_page() -> None:
    assert (
        read_page(
            '<a href="/sport?page=2">More</a><a href="/world/europe">More</a><a href="/world/2">«</a>'
        ).next_page
        is None
    )


@pytest.mark.parametrize(("one", "other"), [("2", "3"), ("٢", "٣"), ("२", "३")])
def test_numbers_of_any_script(one: str, other: str) -> None:
    html = f'<a href="/world?page=2">{one}</a><a href="/world?page=3">{other}</a>'
    assert read_page(html).next_page == "https://www.daily.example/world?page=2"
    assert read_page(html, BASE + "?page=2").next_page == "https://www.daily.example/world?page=3"


def test_an_article_with_two_comments_is_no_next_page() -> None:
    href = "/world/old-bridge-reopens-after-the-flood-2"
    page = read_page(
        f'<h3><a href="{href}">Old bridge reopens after the flood</a></h3><a href="{href}#comments">2</a>'
    )
    assert page.next_page is None
    assert paths(page) == [href]


def test_the_next_page_is_no_article() -> None:
    html = '<a rel="next" href="/world/2026/11/19/more-of-the-news-of-the-day">More of the news of the day</a>'
    assert paths(read_page(html)) == []


def test_bounded() -> None:
    html = "".join(
        f'<a href="/2026/11/20/story-number-{n}-of-the-day">Story {n} of the day</a>'
        for n in range(MAX_LINKS + 10)
    )
    assert len(read_page(html).articles) == MAX_LINKS


@pytest.mark.parametrize(
    ("base", "itself"),
    [
        ("https://www.daily.example/", ["/", "/?utm_source=menu", "/amp/", "/index.html", "#top"]),
        (
            "https://www.daily.example/world",
            ["/world/", "https://m.daily.example/world", "/world/amp/", "/world?fbclid=1"],
        ),
        ("https://www.daily.example/s?b=2&a=1", ["/s?a=1&b=2"]),
        ("https://www.daily.example/قسم", ["/قسم", "/%D9%82%D8%B3%D9%85/"]),
    ],
)
def test_links_to_the_page_itself_are_left_out(base: str, itself: list[str]) -> None:
    html = "".join(f'<a href="{href}">World</a>' for href in [*itself, "/sport"])
    assert [target.url for target in targets(tree(html), base, ["daily.example"])] == [
        "https://www.daily.example/sport"
    ]


def test_which_links_stand_in_a_navigation() -> None:
    html = """<header class="page"><ul class="main-menu"><li><a href="/a">A</a><li><a href="/b">B</a></ul></header>
        <main><a href="/c">C</a></main><div role="navigation"><a href="/d">D</a></div>
        <footer><p><a href="/e">E</a></p><nav><a href="/f">F</a></nav></footer><a href="/a">A</a>"""
    found = targets(tree(html), BASE, ["daily.example"])
    assert {target.url[-1] for target in found if target.in_navigation} == set("abdf")


def test_deep() -> None:
    html = "<div>" * 1000 + '<a href="/2026/11/20/old-bridge-reopens">Old bridge reopens</a>'
    assert paths(read_page(html)) == ["/2026/11/20/old-bridge-reopens"]


@given(
    st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=5),
    st.text(max_size=20),
)
def test_total(links: list[tuple[str, str]], base: str) -> None:
    html = "".join(f'<nav><a href="{href}">{words}</a></nav>' for href, words in links)
    section_page(tree(f"<html>{html}</html>"), base, ["daily.example"])
    section_page(tree(f"<html>{html}</html>"), BASE, ["daily.example"])
