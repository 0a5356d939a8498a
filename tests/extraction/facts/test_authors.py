"""Authors, agencies and outlets that a page credits."""

from __future__ import annotations

from typing import Any

import pytest
from page_of import ld, page_of

from newscrawl.extraction.facts import authors


def credits(
    author: Any, head: str = "", body: str = ""
) -> tuple[list[tuple[str, str | None]], list[str], list[str]]:
    node = {"@type": "NewsArticle", "headline": "Ferry back", "author": author}
    found = authors.credits(page_of((ld(node) if author else "") + head, body))
    return (
        [(person.name, person.url) for person in found.people],
        found.agencies,
        found.organisations,
    )


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
        (
            ["Ines Vidal", "AFP", "Morning Gazette"],
            [("Ines Vidal", "Person"), ("AFP", "Organization")],
        ),
        (["Morning Gazette", "dpa"], [("dpa", "Organization")]),
        (
            [{"@type": "Organization", "name": "Harbour Watch"}, "Morning Gazette"],
            [("Harbour Watch", "Organization")],
        ),
        (["MG-Redaktion"], [("MG-Redaktion", "Organization")]),
        (["Redaktion", "Staff reporter"], [("Redaktion", "Organization")]),
        (["admin"], []),
        (["Vidal, Ines"], [("Ines Vidal", "Person")]),
        (["Vidal, Ines B."], [("Ines B. Vidal", "Person")]),
        (["Vidal, Reporter"], [("Vidal", "Person")]),
    ],
)
def test_whom_the_page_credits(stated: list[Any], expected: list[tuple[str, str]]) -> None:
    node = {"@type": "NewsArticle", "headline": "Ferry back", "author": stated}
    page = page_of('<meta property="og:site_name" content="Morning Gazette">' + ld(node))
    assert [(author.name, author.type) for author in authors.credits(page).authors] == expected


def test_an_organisation_is_nobody_unless_it_has_an_author_s_page() -> None:
    assert credits({"@type": "Organization", "name": "Harbour Watch"})[0] == []
    stated = {"@type": "Organization", "name": "Ines Vidal", "url": "/author/ines-vidal"}
    assert credits(stated)[0][0][0] == "Ines Vidal"


def test_an_address_of_the_front_page_is_no_author_s_page() -> None:
    stated = {
        "@type": "Person",
        "name": "Ines Vidal",
        "url": "https://www.morning-gazette.example/",
    }
    assert credits(stated)[0] == [("Ines Vidal", None)]


def test_references_to_other_nodes() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": "Ferry", "author": {"@id": "#p"}},
            {"@type": "Person", "@id": "#p", "name": "Ines Vidal"},
        ]
    }
    assert [person.name for person in authors.credits(page_of(ld(graph))).people] == ["Ines Vidal"]


def test_meta_tags_name_the_author_if_json_ld_names_nobody() -> None:
    assert credits(None, '<meta name="author" content="By Ines Vidal">')[0] == [
        ("Ines Vidal", None)
    ]
    assert (
        credits(None, '<meta property="article:author" content="https://social.example/gazette">')[
            0
        ]
        == []
    )
    assert credits({"name": "Reuters"}, '<meta name="author" content="Ines Vidal">') == (
        [("Ines Vidal", None)],
        [],
        [],
    )


@pytest.mark.parametrize(
    "label, names",
    [
        ("Written by", ["Ines Vidal"]),
        ("Verfasst von", ["Ines Vidal"]),
        ("Est. reading time", []),
    ],
)
def test_the_card_of_a_social_network_names_the_author(label: str, names: list[str]) -> None:
    head = (
        f'<meta name="twitter:label1" content="{label}">'
        '<meta name="twitter:data1" content="Ines Vidal">'
    )
    assert [name for name, _ in credits(None, head)[0]] == names


def test_an_address_names_the_author_even_in_lower_case() -> None:
    body = "<h1>Ferry</h1><address><a href='/forum/7'>seafarer</a></address><p>It is back.</p>"
    assert [name for name, _ in credits(None, body=body)[0]] == ["seafarer"]


@pytest.mark.parametrize(
    "body",
    [
        '<h1>Ferry</h1><a rel="author" href="/by/ines">Ines Vidal</a>',
        '<h1>Ferry</h1><div itemprop="author"><span itemprop="name">Ines Vidal</span></div>',
        '<h1>Ferry</h1><div class="articleByline">By Ines Vidal</div>',
        "<h1>Ferry</h1><p>By Ines Vidal</p><p>Text by the sea.</p>",
        '<div class="byline">Ines Vidal</div><h1>Ferry</h1>',
        '<h1>Ferry</h1><em class="head_journalist_name">Ines Vidal</em>',
        '<h1>Ferry</h1><p class="byline">Super User</p><p>By Ines Vidal</p>',
    ],
)
def test_bylines_by_markup(body: str) -> None:
    assert [name for name, _ in credits(None, body=body)[0]] == ["Ines Vidal"]


@pytest.mark.parametrize("label", ["Author: ", "Text: ", "Escrito por ", "Verfasst von "])
def test_a_label_counts_before_an_outlet_that_the_page_declares(label: str) -> None:
    head = '<meta name="author" content="Morning Gazette">'
    body = f"<h1>Ferry</h1><p>{label}Ines Vidal</p>"
    assert [name for name, _ in credits(None, head, body)[0]] == ["Ines Vidal"]


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Ferry</h1><p>Follow Us On Harbourbook</p>",
        "<h1>Ferry</h1><p>By the sea and the river.</p>",
        '<h1>Ferry</h1><div class="comment-author">Ines Vidal</div>',
        '<h1>Ferry</h1><aside><div class="author">Ines Vidal</div></aside>',
        '<h1>Ferry</h1><div class="byline">red</div>',
    ],
)
def test_no_bylines(body: str) -> None:
    assert credits(None, body=body)[0] == []


def test_a_distant_byline_is_not_used_if_the_page_declares_an_outlet() -> None:
    body = "<h1>Ferry</h1>" + "<p>Text.</p>" * 100 + '<div class="author">Ines Vidal</div>'
    assert credits(None, body=body)[0] == [("Ines Vidal", None)]
    assert credits({"@type": "Organization", "name": "Harbour Watch"}, body=body)[0] == []


@pytest.mark.parametrize(
    "body",
    [
        '<h1>Ferry</h1><p>By <a rel="author" href="/author/ines">Ines Vidal</a></p>',
        '<h1>Ferry</h1><span itemprop="author"><a itemprop="url" href="/author/ines"><b itemprop="name">Ines Vidal</b></a></span>',
        "<h1>Ferry</h1>"
        + "<p>Text.</p>" * 100
        + '<a rel="nofollow author" href="/author/ines">Ines Vidal</a>',
        '<h1>Ferry</h1><div><a href="/author/ines">By Ines Vidal</a></div>',
    ],
)
def test_the_address_of_an_author_declared_by_name_alone(body: str) -> None:
    address = "https://www.morning-gazette.example/author/ines"
    assert credits({"@type": "Person", "name": "Ines Vidal"}, body=body)[0] == [
        ("Ines Vidal", address)
    ]


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
    assert credits({"@type": "Person", "name": "Ines Vidal"}, body=body)[0] == [
        ("Ines Vidal", None)
    ]


def test_an_article_s_own_footer_may_hold_the_byline() -> None:
    text = "<p>The council met.</p>" * 90
    footer = "<footer><a class=author href=/a/vidal>Ines Vidal</a></footer>"
    found = page_of(body=f"<h1>Bridge</h1><article>{text}{footer}</article>")
    assert [author.name for author in authors.credits(found).people] == ["Ines Vidal"]
    found = page_of(body=f"<h1>Bridge</h1><article>{text}</article>{footer}")
    assert authors.credits(found).people == []


def test_a_meta_tag_with_the_first_author_alone() -> None:
    people = "".join(
        f'<meta name="citation_author" content="{name}">' for name in ("Ines Vidal", "Tom Hart")
    )
    found = page_of('<meta name="dc.creator" content="Ines Vidal">' + people)
    assert [author.name for author in authors.credits(found).people] == ["Ines Vidal", "Tom Hart"]


def test_the_writer_of_a_comment_is_no_author() -> None:
    comment = '<div itemprop="comment" itemscope><b itemprop="author">Bob Hart</b></div>'
    head = '<meta name="author" content="Ines Vidal">'
    page = page_of(head, f"<h1>Ferry back</h1><p>The council met.</p>{comment}")
    assert [author.name for author in authors.credits(page).people] == ["Ines Vidal"]


@pytest.mark.parametrize(
    "link, names",
    [
        ('<a href="/authors/ines-vidal">Ines Vidal</a>', ["Ines Vidal"]),
        ('<a href="/writer/17/Ines_Vidal/">Ines Vidal</a>', ["Ines Vidal"]),
        ('<nav><a href="/authors/ines-vidal">Ines Vidal</a></nav>', []),
        ('<a href="/authors/">Ines Vidal</a>', []),
        ('<a href="/columnists/index.html">All columnists</a>', []),
        ('<a href="/autoren/index.html">Alle Autoren</a>', []),
        ('<a href="/columnists/home.html">Columnists</a>', []),
        ('<a href="/by/ines-vidal">By Ines Vidal</a>', ["Ines Vidal"]),
        ('<a href="/harbour/ines-vidal">Ines Vidal</a>', []),
        ('<a href="https://www.paper.example/authors/ines-vidal">Ines Vidal</a>', []),
        ('<a href="/user/login">Sign In</a>', []),
    ],
)
def test_a_link_to_an_author_s_page_is_a_byline(link: str, names: list[str]) -> None:
    assert [name for name, _ in credits(None, body=f"<h1>Ferry back</h1><p>{link}</p>")[0]] == names


@pytest.mark.parametrize(
    "declared, names",
    [
        ("", ["Ines Vidal"]),
        ('<meta name="author" content="Tom Hart">', ["Tom Hart"]),
        (
            '<meta property="og:site_name" content="Gazette"><meta name="author" content="Gazette">',
            [],
        ),
    ],
)
def test_a_byline_within_a_line_counts_if_there_is_no_other(
    declared: str, names: list[str]
) -> None:
    body = "<h1>Ferry back</h1><p>20 April 2026 by Ines Vidal | 3 comments</p>"
    assert [name for name, _ in credits(None, declared, body)[0]] == names


@pytest.mark.parametrize(
    "before, after, agency",
    [
        ("<p>Associated Press</p>", "", "Associated Press"),
        ("", "<p>Associated Press</p>", None),
        ("<aside><p>Associated Press</p></aside>", "", None),
    ],
)
def test_an_agency_in_a_line_above_the_text(before: str, after: str, agency: str | None) -> None:
    text = "<p>" + "The council met. " * 20 + "</p>"
    page = page_of(body=f"<h1>Ferry back</h1>{before}{text}{after}")
    assert authors.agency_line(page) == agency
    assert authors.credits(page).agencies == ([agency] if agency else [])


def test_the_byline_under_a_headline_that_is_no_h1() -> None:
    head = "<title>Ferry back in service - Gazette</title>"
    body = "<h3>Ferry back in service</h3><p>By Ines Vidal</p>"
    assert [name for name, _ in credits(None, head, body)[0]] == ["Ines Vidal"]


@pytest.mark.parametrize(("number", "kept"), [(5, True), (6, False)])
def test_links_to_all_authors_of_a_site_are_no_byline(number: int, kept: bool) -> None:
    names = [f"Ines Vidal{letter}" for letter in "abcdef"[:number]]
    links = "".join(f"<p><a href=/author/{name[-1]}>{name}</a></p>" for name in names)
    body = "<h1>Ferry</h1>" + "<p>Text.</p>" * 100 + links
    assert [name for name, _ in credits(None, body=body)[0]] == (names if kept else [])


@pytest.mark.parametrize(
    "byline, text, names",
    [
        ("Harbour Finance", "All about harbour and finance.", []),
        ("Harbour Finance", "All about harbour and Finance.", ["Harbour Finance"]),
        ("Harbour Finance", "A harbour: finance@gazette.example.", ["Harbour Finance"]),
        ("Finance", "All about finance.", []),
        ("Will Vidal", "It will sail.", ["Will Vidal"]),
        ("Ines Brown", "The ferry is brown.", ["Ines Brown"]),
        ("松村太郎", "松村太郎 です。", ["松村太郎"]),
        ("Ines van der Vidal", "van der means of the.", ["Ines van der Vidal"]),
        ("Ines Vidal, Shipping Expert", "Ask an expert on shipping.", ["Ines Vidal"]),
    ],
)
def test_words_that_the_page_writes_small_are_no_name(
    byline: str, text: str, names: list[str]
) -> None:
    body = f"<h1>Ferry</h1><div class=byline>{byline}</div><p>{text}</p>"
    assert [name for name, _ in credits(None, body=body)[0]] == names


def test_the_rest_of_the_page_is_searched_if_words_stand_in_the_place_of_a_byline() -> None:
    label = "<h1>Ferry</h1><div class=byline>Harbour Finance</div><p>A harbour, its finance.</p>"
    body = label + "<p>Text.</p>" * 100 + "<div class=byline>Ines Vidal</div>"
    assert [name for name, _ in credits(None, body=body)[0]] == ["Ines Vidal"]


def test_a_declared_name_may_have_words_that_the_page_writes_small() -> None:
    head = '<meta name="author" content="Rose Hart">'
    body = "<h1>Ferry</h1><div class=byline>Rose Hart</div><p>It is a rose and a hart.</p>"
    assert [name for name, _ in credits(None, head, body)[0]] == ["Rose Hart"]


def test_the_writer_under_the_headline_and_not_the_site() -> None:
    head = '<meta property="og:site_name" content="Morning Gazette">'
    body = '<h1>Ferry back</h1><p class="byline"><a href="/authors/ines-vidal">Ines Vidal</a></p>'
    assert [
        name
        for name, _ in credits({"@type": "Organization", "name": "Morning Gazette"}, head, body)[0]
    ] == ["Ines Vidal"]


def test_one_byline_of_several_places() -> None:
    body = (
        '<h1>Ferry back</h1><p class="byline">By Ines Vidal</p><div class="author">Tom Hart</div>'
    )
    page = page_of(ld({"@type": "NewsArticle", "author": "Ines Vidal"}), body)
    found = authors.bylines(page)
    assert [[author.name for author in byline.credits.authors] for byline in found] == [
        ["Ines Vidal"],
        ["Ines Vidal", "Tom Hart"],
    ]
    assert found[0].places == ["data", "by"]
    assert [row["whole"] for row in authors.features(found)] == [0, 1]


@pytest.mark.parametrize("dot", ["·", "Â·", "Β·", "В·"])
def test_a_damaged_dot_behind_a_name_is_no_part_of_the_name(dot: str) -> None:
    page = page_of(
        body=f'<h1>The ferry sails</h1><p class="byline">By Mara Ellery {dot} The Daily Example</p>'
    )
    assert [author.name for author in authors.credits(page).people] == ["Mara Ellery"]


@pytest.mark.parametrize(
    "body, people, agencies",
    [
        ('<p class="byline">By <span class="agency">Coastal Wire</span></p>', [], ["Coastal Wire"]),
        ('<p>By <a rel="author">Ines Vidal</a> <i class="source-org">Coastal Wire</i></p>', ["Ines Vidal"], ["Coastal Wire"]),
        ('<div class="photo-agency">Coastal Wire</div>', [], []),
        ('<figure><span class="agency">Coastal Wire</span></figure>', [], []),
        ('<div class="agency">Morning Gazette</div>', [], []),
        ('<div class="agency">Sports Desk</div>', [], []),
    ],
)  # fmt: skip
def test_an_agency_that_no_list_knows_by_its_markup(
    body: str, people: list[str], agencies: list[str]
) -> None:
    head = '<meta property="og:site_name" content="Morning Gazette">'
    named, found, _ = credits(None, head, f"<h1>Ferry</h1>{body}")
    assert ([name for name, _ in named], found) == (people, agencies)
