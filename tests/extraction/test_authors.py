from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_of import ld, page_of

from newscrawl.extraction import authors


@pytest.mark.parametrize(
    "byline, expected",
    [
        ("Ines Vidal", ["Ines Vidal"]),
        ("By Ines Vidal", ["Ines Vidal"]),
        ("BY INES VIDAL AND TOM O'HARA", ["INES VIDAL", "TOM O'HARA"]),
        ("Von Jürgen Ahrens und Anne-Marie Groß", ["Jürgen Ahrens", "Anne-Marie Groß"]),
        ("Por Ana Costa e Silva e João Prado", ["Ana Costa e Silva", "João Prado"]),
        ("Ana Costa e Silva", ["Ana Costa e Silva"]),
        ("Ines Vidal, Tom Hart & Per Lund", ["Ines Vidal", "Tom Hart", "Per Lund"]),
        ("Ines Vidal, political correspondent", ["Ines Vidal"]),
        ("Ines Vidal Senior Political Editor", ["Ines Vidal"]),
        ("Ines Vidal, Nairobi", ["Ines Vidal"]),
        ("Ines Vidal in Nairobi", ["Ines Vidal"]),
        ("Ines Vidal (AFP)", ["Ines Vidal", "AFP"]),
        ("Ines.Vidal", ["Ines Vidal"]),
        ("R.C. Hart", ["R.C. Hart"]),
        ("Ines Vidal/dpa", ["Ines Vidal", "dpa"]),
        ("INES VIDAL Associated Press", ["INES VIDAL", "Associated Press"]),
        ("By INES VIDAL, AP Political Writer", ["INES VIDAL", "AP"]),
        ("Vidal, Ines", ["Ines Vidal"]),
        ("Ines Vidal | ines.vidal@gazette.example", ["Ines Vidal"]),
        ("By Ines Vidal and Tom Hart on Monday, April 20th, 2026", ["Ines Vidal", "Tom Hart"]),
        ("Text: Ines Vidal; Fotos: Tom Hart", ["Ines Vidal"]),
        ("홍길순 기자", ["홍길순"]),
        ("本报记者 王小明", ["王小明"]),
        ("山田花子、佐藤一郎", ["山田花子", "佐藤一郎"]),
        ("Martin Hall Jr.", ["Martin Hall Jr."]),
        ("Ines Vidal, Tom Hart, and Per Lund", ["Ines Vidal", "Tom Hart", "Per Lund"]),
        ("Ines Vidal, Tom Hart, Dan Lund", ["Ines Vidal", "Tom Hart", "Dan Lund"]),
        ("Ines Vidal with Tom Hart", ["Ines Vidal", "Tom Hart"]),
        ("Par Inès Vidal et Jean Prat avec AFP", ["Inès Vidal", "Jean Prat", "AFP"]),
        ("Ines Vidal and agencies", ["Ines Vidal", "agencies"]),
        ("Redakteurin Ines Vidal", ["Ines Vidal"]),
        ("Von unserem Korrespondenten", []),
        ("Корреспондент Инна Видаль", ["Инна Видаль"]),
        ("Our Correspondent New Haven", []),
        ("Ines Vidal / Hamburg", ["Ines Vidal"]),
        ("Ines Vidal; Sukumaran", ["Ines Vidal", "Sukumaran"]),
        ("HAMBURG, Ines Vidal", ["Ines Vidal"]),
        ("Reporting by Ines Vidal; Editing by Tom Hart", ["Ines Vidal"]),
        ("Story by Ines Vidal Photos by Tom Hart", ["Ines Vidal"]),
        ("Photograph: Ines Vidal/Picture House", []),
        ("Ines Vidal is a reporter at the Gazette.", ["Ines Vidal"]),
        ("Ines Vidal, Special to the Gazette", ["Ines Vidal"]),
        ("Ines Vidal • 3 min read", ["Ines Vidal"]),
        ("View all posts by Ines Vidal", ["Ines Vidal"]),
        ("Ines Vidal View profile", ["Ines Vidal"]),
        ("Follow Ines Vidal on Twitter", ["Ines Vidal"]),
        ("porInés Vidal", ["Inés Vidal"]),
        ("oprac. Inka Widal", ["Inka Widal"]),
        ("記者 王小明／台北報導", ["王小明"]),
        ("聞き手・山田太郎", ["山田太郎"]),
        ("Editor", []),
        ("", []),
        ("x" * 10_000, []),
    ],
)  # fmt: skip
def test_split(byline: str, expected: list[str]) -> None:
    assert authors.split(byline) == expected


@pytest.mark.parametrize(
    "name, expected",
    [
        ("Ines Vidal", "person"),
        ("Reuters", "agency"),
        ("REUTERS", "agency"),
        ("dpa", "agency"),
        ("AP", "agency"),
        ("Ap", "person"),
        ("Anadolu Ajansı", "agency"),
        ("新华社", "agency"),
        ("Agenturen", "other"),
        ("Morning Gazette", "outlet"),
        ("The Morning Gazette", "outlet"),
        ("Morning Gazette Bureau", "outlet"),
        ("Redaktion", "other"),
        ("Sports Desk", "other"),
        ("Our Correspondent", "other"),
        ("STAFF REPORTER", "other"),
        ("Redaktion gazette.example", "outlet"),
        ("MG-Redaktion", "outlet"),
        ("University of Ems", "outlet"),
        ("gazette.example", "outlet"),
        ("R.C. Baker", "person"),
        ("朝刊新聞デジタル", "outlet"),
        ("編集部", "other"),
        ("The Russian", "outlet"),
        ("Verein für Hafenkunde", "outlet"),
        ("Getty Images", "other"),
        ("12345", None),
        ("!!!", None),
        ("a sentence that goes on and on for long", None),
    ],
)
def test_sort(name: str, expected: str | None) -> None:
    assert authors.sort(name, frozenset(("morninggazette",))) == expected


def credits(author: Any, head: str = "", body: str = "") -> tuple[list[tuple[str, str | None]], list[str], list[str]]:
    node = {"@type": "NewsArticle", "headline": "Ferry back", "author": author}
    found = authors.credits(page_of((ld(node) if author else "") + head, body))
    return [(person.name, person.url) for person in found.people], found.agencies, found.outlets


def test_people_agencies_and_outlets_of_json_ld() -> None:
    head = '<meta property="og:site_name" content="Morning Gazette">'
    stated = [
        {"@type": "Person", "name": "Ines Vidal", "url": "/authors/ines-vidal"},
        {"@type": "Person", "name": "Morning Gazette"},
        {"@type": "Organization", "name": "AFP"},
        "Tom Hart",
        {"@type": "Person", "givenName": "Per", "familyName": "Lund", "url": "javascript:alert(1)"},
        None,
        7,
    ]
    people, agencies, outlets = credits(stated, head)
    assert people == [
        ("Ines Vidal", "https://www.morning-gazette.example/authors/ines-vidal"),
        ("Tom Hart", None),
        ("Per Lund", None),
    ]
    assert (agencies, outlets) == (["AFP"], ["Morning Gazette"])


@pytest.mark.parametrize(
    "stated, expected",
    [
        (["Ines Vidal", "Morning Gazette"], [("Ines Vidal", "Person")]),
        (["Ines Vidal", "AFP", "Morning Gazette"], [("Ines Vidal", "Person"), ("AFP", "Organization")]),
        (["Morning Gazette", "dpa"], [("dpa", "Organization")]),
        ([{"@type": "Organization", "name": "Harbour Watch"}, "Morning Gazette"], [("Harbour Watch", "Organization")]),
        (["MG-Redaktion"], [("MG-Redaktion", "Organization")]),
        (["Redaktion", "Staff reporter"], []),
    ],
)
def test_whom_the_page_credits(stated: list[Any], expected: list[tuple[str, str]]) -> None:
    node = {"@type": "NewsArticle", "headline": "Ferry back", "author": stated}
    page = page_of('<meta property="og:site_name" content="Morning Gazette">' + ld(node))
    assert [(author.name, author.type) for author in authors.credits(page).authors] == expected


@pytest.mark.parametrize(
    "byline, people",
    [
        ("Ines Vidal Morning Gazette", ["Ines Vidal"]),
        ("Ines Vidal and Tom Hart The Morning Gazette", ["Ines Vidal", "Tom Hart"]),
        ("Ines Vidal MG", ["Ines Vidal"]),
        ("INES VIDAL MG", ["INES VIDAL MG"]),
        ("Ines Maria Gazette", ["Ines Maria Gazette"]),
        ("The Isles and Ems defence ministries", []),
    ],
)
def test_a_byline_ends_with_the_publisher(byline: str, people: list[str]) -> None:
    found = authors.Credits()
    authors.read(found, byline, frozenset(("morninggazette", "mg")))
    assert [author.name for author in found.people] == people


@pytest.mark.parametrize(
    "body, name",
    [
        ('<p>It sails.</p><p style="text-align:right;"><strong>Ines Vidal</strong></p><span></span>', "Ines Vidal"),
        ('<p>It sails.</p><p align="right">Lê Ngọc Ánh</p>', "Lê Ngọc Ánh"),
        ('<p style="text-align: right">Ines Vidal</p><p>It sails.</p>', None),
        ('<p>It sails.</p><p style="text-align: right">It sails again</p>', None),
        ("<p>It sails.</p><p>Ines Vidal</p>", None),
        ('<aside><p align="right">Ines Vidal</p></aside>', None),
    ],
)
def test_a_name_at_the_right_signs_the_text(body: str, name: str | None) -> None:
    head = '<meta property="og:site_name" content="Morning Gazette">'
    people, _, outlets = credits("Morning Gazette", head, f"<h1>Ferry back</h1><div>{body}</div>")
    assert ([person for person, _ in people], outlets) == ([name] if name else [], ["Morning Gazette"])


def test_an_organisation_is_nobody_unless_it_has_an_author_s_page() -> None:
    assert credits({"@type": "Organization", "name": "Harbour Watch"})[0] == []
    stated = {"@type": "Organization", "name": "Ines Vidal", "url": "/author/ines-vidal"}
    assert credits(stated)[0][0][0] == "Ines Vidal"


def test_an_address_of_the_front_page_is_no_author_s_page() -> None:
    stated = {"@type": "Person", "name": "Ines Vidal", "url": "https://www.morning-gazette.example/"}
    assert credits(stated)[0] == [("Ines Vidal", None)]


def test_references_to_other_nodes() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": "Ferry", "author": {"@id": "#p"}},
            {"@type": "Person", "@id": "#p", "name": "Ines Vidal"},
        ]
    }
    assert [person.name for person in authors.credits(page_of(ld(graph))).people] == ["Ines Vidal"]


def test_meta_tags_where_json_ld_names_nobody() -> None:
    assert credits(None, '<meta name="author" content="By Ines Vidal">')[0] == [("Ines Vidal", None)]
    assert credits(None, '<meta property="article:author" content="https://social.example/gazette">')[0] == []
    assert credits({"name": "Reuters"}, '<meta name="author" content="Ines Vidal">') == ([], ["Reuters"], [])


@pytest.mark.parametrize(
    "body",
    [
        '<h1>Ferry</h1><a rel="author" href="/by/ines">Ines Vidal</a>',
        '<h1>Ferry</h1><div itemprop="author"><span itemprop="name">Ines Vidal</span></div>',
        '<h1>Ferry</h1><div class="articleByline">By Ines Vidal</div>',
        "<h1>Ferry</h1><p>By Ines Vidal</p><p>Text by the sea.</p>",
        '<div class="byline">Ines Vidal</div><h1>Ferry</h1>',
    ],
)
def test_bylines_by_markup(body: str) -> None:
    assert [name for name, _ in credits(None, body=body)[0]] == ["Ines Vidal"]


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Ferry</h1><p>By the sea and the river.</p>",
        '<h1>Ferry</h1><div class="comment-author">Ines Vidal</div>',
        '<h1>Ferry</h1><aside><div class="author">Ines Vidal</div></aside>',
        '<h1>Ferry</h1><div class="byline">red</div>',
    ],
)
def test_no_bylines(body: str) -> None:
    assert credits(None, body=body)[0] == []


def test_a_byline_far_off_is_another_article_s_where_the_page_declares_an_outlet() -> None:
    body = "<h1>Ferry</h1>" + "<p>Text.</p>" * 100 + '<div class="author">Ines Vidal</div>'
    assert credits(None, body=body)[0] == [("Ines Vidal", None)]
    assert credits({"@type": "Organization", "name": "Harbour Watch"}, body=body)[0] == []


@pytest.mark.parametrize(
    "text, expected",
    [
        ("LONDON (Reuters) - The ferry sails again.", ("LONDON (Reuters)", "Reuters")),
        ("Madrid, 21 abr (EFE).- El ferry vuelve a navegar.", ("Madrid, 21 abr (EFE)", "EFE")),
        ("München / Berlin - Die Fähre fährt wieder.", ("München / Berlin", None)),
        ("【ソウル共同】フェリーが再び運航する。", ("ソウル共同", "共同")),
        ("【4月21日 AFP】フェリーが再び運航する。", ("4月21日 AFP", "AFP")),
        ("【特集】フェリーが再び運航する。", (None, None)),
        ("(서울=연합뉴스) 홍길순 기자 = 여객선이 다시 운항한다.", ("서울=연합뉴스", "연합뉴스")),
        ("新华社北京4月21日电 渡轮恢复航行。", ("新华社北京4月21日电", "新华社")),
        ("МОСКВА, 21 апреля. /ТАСС/. Паром снова ходит.", ("МОСКВА, 21 апреля", "ТАСС")),
        ("МОСКВА, 21 апреля - РИА Новости. Паром снова ходит.", ("МОСКВА, 21 апреля", "РИА Новости")),
        ("WASHINGTON, April 3 (AP) — The ferry sails.", ("WASHINGTON, April 3 (AP)", "AP")),
        ("Berlin (dpa/lby) - Die Fähre fährt wieder.", ("Berlin (dpa/lby)", "dpa")),
        ("NAIROBI — The ferry sails again.", ("NAIROBI", None)),
        ("ST. JOHN, Mich. (AP) — The ferry sails.", ("ST. JOHN, Mich. (AP)", "AP")),
        ("HONOLULU, Hawaii (HarbourNow) - The ferry.", ("HONOLULU, Hawaii (HarbourNow)", None)),
        ("München/London – Die Fähre fährt.", ("München/London", None)),
        ("NEW YORK: The ferry sails again.", ("NEW YORK", None)),
        ("Berlin - a city of ferries.", (None, None)),
        ("The ferry (built 1970) - a ship", (None, None)),
        ("NATO - the alliance (AP)", ("NATO", None)),
        ("No dateline here.", (None, None)),
        ("", (None, None)),
    ],
)
def test_dateline(text: str, expected: tuple[str | None, str | None]) -> None:
    assert authors.dateline(text) == expected


@settings(deadline=None)
@given(st.text(st.sampled_from("ABab ,;/&|()[]@.-–'’和、 and by von\u0130\u00df\ud800\n9"), max_size=300))
def test_never_raises_and_is_stable(text: str) -> None:
    for name in authors.split(text):
        assert len(name) <= authors.MAX_NAME
        assert authors.sort(name) in ("person", "agency", "outlet", "other", None)
    authors.dateline(text)


@pytest.mark.parametrize(
    "body",
    [
        '<h1>Ferry</h1><p>By <a rel="author" href="/author/ines">Ines Vidal</a></p>',
        '<h1>Ferry</h1><span itemprop="author"><a itemprop="url" href="/author/ines"><b itemprop="name">Ines Vidal</b></a></span>',
        "<h1>Ferry</h1>" + "<p>Text.</p>" * 100 + '<a rel="nofollow author" href="/author/ines">Ines Vidal</a>',
        '<h1>Ferry</h1><div><a href="/author/ines">By Ines Vidal</a></div>',
    ],
)
def test_the_address_of_an_author_declared_by_name_alone(body: str) -> None:
    address = "https://www.morning-gazette.example/author/ines"
    assert credits({"@type": "Person", "name": "Ines Vidal"}, body=body)[0] == [("Ines Vidal", address)]


@pytest.mark.parametrize(
    "link",
    [
        '<a rel="author" href="/author/tom">Tom Hart</a>',
        '<a rel="author" href="/">Ines Vidal</a>',
        '<a rel="author" href="#ines">Ines Vidal</a>',
        '<a rel="author" href="mailto:ines@gazette.example">Ines Vidal</a>',
    ],
)
def test_other_links_are_no_author_s_address(link: str) -> None:
    body = f"<h1>Ferry</h1><p>By {link}</p>"
    assert credits({"@type": "Person", "name": "Ines Vidal"}, body=body)[0] == [("Ines Vidal", None)]


@pytest.mark.parametrize(
    "node, body, people",
    [
        (None, '<h1>Ferry</h1><p class="byline">By <span class="agency">Coastal Wire</span></p>', []),
        (None, '<h1>Ferry</h1><p>By <a rel="author">Ines Vidal</a> and <i class="source-org">Coastal Wire</i></p>', ["Ines Vidal"]),
        ("Ines Vidal", '<h1>Ferry</h1><p>Ines Vidal and <span class="newsAgency">Coastal Wire</span></p>', ["Ines Vidal"]),
    ],
)  # fmt: skip
def test_an_agency_that_no_list_knows_by_its_markup(node: str | None, body: str, people: list[str]) -> None:
    found, agencies, _ = credits(node, body=body)
    assert ([name for name, _ in found], agencies) == (people, ["Coastal Wire"])


def test_a_news_organisation_among_the_authors_is_the_agency_unless_it_is_the_publisher() -> None:
    wire = {"@type": "NewsMediaOrganization", "name": "Coastal Wire"}
    outlet = {"@type": "NewsMediaOrganization", "name": "Morning Gazette"}
    person = {"@type": "Person", "name": "Ines Vidal"}
    assert credits([person, wire])[:2] == ([("Ines Vidal", None)], ["Coastal Wire"])
    assert credits([person, outlet])[:2] == ([("Ines Vidal", None)], [])


@pytest.mark.parametrize(
    "body",
    [
        '<h1>Ferry</h1><div class="photo-agency">Coastal Wire</div>',
        '<h1>Ferry</h1><figure><span class="agency">Coastal Wire</span></figure>',
        '<h1>Ferry</h1><div class="agency">Morning Gazette</div>',
        '<h1>Ferry</h1><div class="agencyName">Sports Desk</div>',
    ],
)
def test_other_things_of_that_class_are_no_agency(body: str) -> None:
    assert credits({"@type": "Person", "name": "Ines Vidal"}, body=body)[1] == []


@pytest.mark.parametrize(("rel", "names"), [("author", ["Ines Vidal"]), ("nofollow", [])])
def test_a_footer_holds_the_byline_if_it_says_so(rel: str, names: list[str]) -> None:
    text = "<p>The council met.</p>" * 90
    found = page_of(
        body=f"<h1>Bridge</h1>{text}<footer><a class=author rel={rel} href=/a/vidal>Ines Vidal</a></footer>"
    )
    assert [author.name for author in authors.credits(found).people] == names


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The ferry sails again, the council said. PTI", "PTI"),
        ("The ferry sails again from the USA. NATO", None),
        ("The ferry sails again for AP", None),
        ("The ferry sails again on Monday. (dpa)", "dpa"),
        ("The ferry sails again on Monday. [AFP/Reuters]", "AFP, Reuters"),
        ("The ferry sails again on Monday (dpa/iv).", "dpa"),
        ("x" * 5_000 + ". (AP)", "AP"),
        ("mit dpa", "dpa"),
        ("With Reuters and AFP", "Reuters, AFP"),
        ("© AFP", "AFP"),
        ("The ferry sails again, says Reuters", None),
        ("The ferry sails again (see Reuters)", None),
        ("The council of the bay (CB)", None),
        ("Ap", None),
        ("By Ines Vidal, AFP", None),
        ("", None),
    ],
)
def test_agencies_that_a_text_is_signed_with(text: str, expected: str | None) -> None:
    assert authors.signed_by(text) == expected
