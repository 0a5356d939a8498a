"""Uses that a page reserves or grants, and licences."""

from __future__ import annotations

import pytest
from page_of import ld, meta, page_of

from newscrawl.extraction.facts.rights import forbidden, rights
from newscrawl.extraction.page.preferences import Preference
from newscrawl.extraction.page.tdmrep import Rule
from newscrawl.items import AiUsage, Rights, RslLicense


def test_nothing_stated() -> None:
    assert rights(page_of()) == Rights()


def test_robots_of_meta_and_header() -> None:
    head = '<meta name="robots" content="Index, max-snippet:-1"><meta name="googlebot" content="noarchive">'
    found = rights(
        page_of(
            head, headers={"X-Robots-Tag": "noindex, unavailable_after: 25 Jun 2026 15:00:00 PST"}
        )
    )
    assert found.robots_meta == [
        "index", "max-snippet:-1", "googlebot: noarchive", "noindex", "unavailable_after: 25 jun 2026 15:00:00 pst",
    ]  # fmt: skip


def test_a_header_for_one_robot() -> None:
    assert rights(page_of(headers={"X-Robots-Tag": "otherbot: noindex, nofollow"})).robots_meta == [
        "otherbot: noindex",
        "otherbot: nofollow",
    ]
    assert rights(page_of(headers={"X-Robots-Tag": "max-snippet: 20"})).robots_meta == [
        "max-snippet: 20"
    ]


def test_headers_for_several_robots_joined_into_one() -> None:
    value = "noarchive, Googlebot: nofollow, max-snippet: 20, newscrawl: noindex, noai"
    found = rights(page_of(headers={"X-Robots-Tag": value}))
    assert found.robots_meta == [
        "noarchive", "googlebot: nofollow", "googlebot: max-snippet: 20", "newscrawl: noindex", "newscrawl: noai",
    ]  # fmt: skip
    assert found.ai_usage == [AiUsage("header X-Robots-Tag newscrawl", "ai", "noai")]


@pytest.mark.parametrize(
    ("head", "headers", "uses"),
    [
        ("", {}, set()),
        ('<meta name="robots" content="noindex">', {}, {"noindex"}),
        ('<meta name="robots" content="none">', {}, {"noindex"}),
        ('<meta name="robots" content="nofollow, noarchive">', {}, {"noarchive"}),
        ('<meta name="newscrawl" content="noindex">', {}, {"noindex"}),
        ('<meta name="googlebot" content="noindex, noarchive, noai">', {}, set()),
        ('<meta name="gptbot" content="noindex, noai">', {}, set()),
        ("", {"X-Robots-Tag": "newscrawl: noindex"}, {"noindex"}),
        ("", {"X-Robots-Tag": "NewsCrawl: NoIndex, otherbot: noarchive, noai"}, {"noindex"}),
        ("", {"X-Robots-Tag": "otherbot: noindex"}, set()),
        ("", {"X-Robots-Tag": "noai"}, {"training"}),
        ("", {"X-Robots-Tag": "newscrawl: noml"}, {"training"}),
        ('<meta name="robots" content="noai, noimageai">', {}, {"training"}),
        ('<meta name="robots" content="noimageai">', {}, set()),
        ('<meta name="tdm-reservation" content="1">', {}, {"tdm", "training"}),
        ('<meta name="tdm-reservation" content="0">', {}, set()),
        ("", {"TDM-Reservation": "1"}, {"tdm", "training"}),
        ("", {"Content-Usage": "train-ai=n, search=y"}, {"training"}),
        ("", {"Content-Usage": "train-ai=n;x=1"}, {"training"}),
        ("", {"Content-Usage": "train-ai=y, search=n"}, {"search"}),
        ("", {"Content-Usage": "bots=n"}, {"tdm", "training", "search", "ai-input"}),
        ("", {"Content-Usage": "bots=n, search=y"}, {"tdm", "training", "ai-input"}),
        ("", {"Content-Signal": "search=yes, ai-input=no, ai-train=no"}, {"training", "ai-input"}),
        ("", {"Content-Signal": "search=no, ai-input=yes"}, {"search"}),
        ("", {"Content-Signal": "search=yes, ai-train=yes"}, set()),
        ('<meta name="content-usage" content="tdm=n">', {}, {"tdm", "training"}),
    ],
)
def test_uses_that_a_page_forbids(head: str, headers: dict[str, str], uses: set[str]) -> None:
    assert forbidden(rights(page_of(head, headers=headers))) == uses


def test_ai_preferences_as_stated() -> None:
    found = rights(
        page_of(
            '<meta name="robots" content="noai, noimageai">',
            headers={"Content-Usage": "train-ai=n, search=y"},
        )
    )
    assert found.ai_usage == [
        AiUsage("meta robots", "ai", "noai"),
        AiUsage("meta robots", "ai", "noimageai"),
        AiUsage("header content-usage", "train-ai", "n"),
        AiUsage("header content-usage", "search", "y"),
    ]


def test_tdmrep_header_before_meta() -> None:
    head = (
        '<meta name="tdm-reservation" content="0"><meta name="tdm-policy" content="/policy.json">'
    )
    found = rights(page_of(head))
    assert (found.tdm_reservation, found.tdm_policy) == (
        0,
        "https://www.morning-gazette.example/policy.json",
    )
    assert rights(page_of(head, headers={"tdm-reservation": "1"})).tdm_reservation == 1
    assert (
        rights(page_of('<meta name="tdm-reservation" content="perhaps">')).tdm_reservation is None
    )
    assert rights(page_of('<meta name="tdm-policy" content="javascript:x">')).tdm_policy is None


def test_the_sites_tdmrep_counts_if_the_page_says_nothing() -> None:
    silent, free = page_of(""), page_of('<meta name="tdm-reservation" content="0">')
    silent.tdm_rule = free.tdm_rule = Rule("/", 1, "/policy.json")
    found = rights(silent)
    assert (found.tdm_reservation, found.tdm_policy) == (
        1,
        "https://www.morning-gazette.example/policy.json",
    )
    assert (rights(free).tdm_reservation, rights(free).tdm_policy) == (0, None)


def test_licence() -> None:
    address = "https://licences.example/by/4.0/"
    assert rights(page_of(f'<link rel="license" href="{address}">')).license == address
    assert rights(page_of(ld({"@type": "NewsArticle", "license": address}))).license == address
    assert (
        rights(
            page_of(
                ld({"@type": "NewsArticle", "license": {"@type": "CreativeWork", "url": address}})
            )
        ).license
        == address
    )
    assert (
        rights(
            page_of(ld({"@type": "NewsArticle", "license": {"name": "All rights reserved"}}))
        ).license
        == "All rights reserved"
    )
    assert rights(page_of(meta(license=""))).license is None


def test_lists_are_bounded() -> None:
    words = ",".join(f"word{number}" for number in range(1_000))
    found = rights(
        page_of(f'<meta name="robots" content="{words}">', headers={"Content-Usage": words})
    )
    assert len(found.robots_meta) == len(found.ai_usage) == 50


def test_a_licence_that_a_link_states() -> None:
    link = '<a rel="license" href="https://licences.example/by/4.0/">CC BY</a>'
    assert (
        rights(page_of("", f"<h1>Ferry back</h1><footer>{link}</footer>")).license
        == "https://licences.example/by/4.0/"
    )
    assert (
        rights(page_of("", f"<h1>Ferry back</h1><figure>{link}</figure>")).license is None
    )  # the picture's


RSL = "https://morning-gazette.example/license.xml"


@pytest.mark.parametrize(
    "header",
    [
        f'<{RSL}>; rel="license"; type="application/rsl+xml"',
        f"<{RSL}>;type=application/rsl+xml ; REL=license",
        f'</style.css>; rel=preload, <{RSL}>; title="a; rel=b"; rel="help license"; type="application/RSL+xml"',
    ],
)
def test_a_licence_in_rsl_of_the_header(header: str) -> None:
    assert rights(page_of(headers={"Link": header})).rsl == [RslLicense("header link", RSL)]


@pytest.mark.parametrize(
    "header",
    [
        "",
        f'<{RSL}>; rel="license"',
        f'<{RSL}>; rel="next"; type="application/rsl+xml"',
        f'{RSL}; rel="license"; type="application/rsl+xml"',
        '<javascript:x>; rel="license"; type="application/rsl+xml"',
        "<" * 100_000,
    ],
)
def test_a_link_header_without_a_licence_in_rsl(header: str) -> None:
    assert rights(page_of(headers={"Link": header})).rsl == []


def test_licences_in_rsl_of_page_and_site_beside_another_licence() -> None:
    tag = '<link rel="license" type="application/rsl+xml" href="/rsl.xml">'
    page = page_of(tag)
    page.preferences = [Preference("license", "/", "https://cdn.example/site.xml")]
    own = RslLicense("link", "https://www.morning-gazette.example/rsl.xml")
    assert rights(page).rsl == [
        own,
        RslLicense("robots.txt license", "https://cdn.example/site.xml"),
    ]
    assert rights(page).license == own.url
    assert rights(page).ai_usage == []
    other = "https://licences.example/by/4.0/"
    found = rights(page_of(f'{tag}<link rel="license" href="{other}">'))
    assert (found.license, found.rsl) == (other, [own])
