"""The results of `explained` for a page: the lines in page order, the repairs, the sources of
facts, the times.
"""

from __future__ import annotations

import pytest

from newscrawl.extraction.page.document import Document
from newscrawl.extraction.profile import Profile
from newscrawl.extraction.reading import STAGES, read_article
from newscrawl.report.explain import Explained, compared, explained

URL = "https://harrow.example/2026/11/20/bridge-over-the-river-opens"
MORE = (
    "Masons from three villages will cut the stone, and a ferry carries walkers across until then."
)
SENTENCE = "The council agreed on Tuesday evening to mend the old bridge over the river before the frost comes."
PAGE = f"""<html lang="en-GB"><head><title>The bridge opens | Harrow Gazette</title>
<meta property="og:type" content="article"><meta property="og:title" content="The bridge opens at last">
<meta property="og:site_name" content="Harrow Gazette"><meta name="description" content="{SENTENCE}">
<link rel="canonical" href="{URL}">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "The bridge opens at last", "datePublished": "2026-11-20T10:00:00+00:00", "dateModified": "2026-11-21T08:30:00.000Z",
"author": [{{"@type": "Person", "name": "Ann Miller"}}], "keywords": ["bridges", "rivers"]}}</script></head>
<body><article><h1>The bridge opens at last</h1><p>By Ann Miller</p>
<p>{SENTENCE} {MORE}</p><div class="advert">Advertisement</div>
<h2>A long winter</h2><p>The cafÃ© by the quay stayed open. {SENTENCE} It was â€œa long winterâ€\x9d, said the baker.</p>
<p>It has been closed since the flood of last winter. {MORE}</p></article></body></html>"""


@pytest.fixture(scope="module")
def found() -> Explained:
    return explained(Document.of(PAGE, URL), origin="a test", fetching=12.0)


def test_the_record_is_read_articles_own(found: Explained) -> None:
    assert found.record.to_dict() == read_article(PAGE, URL).to_dict()


def test_lines_stand_in_page_order_with_their_rules(found: Explained) -> None:
    shown = [
        (line.type, (line.rule or "").partition(".")[0], line.text[:13]) for line in found.lines
    ]
    body = shown[shown.index(("paragraph", "", SENTENCE[:13])) :]
    assert body == [
        ("paragraph", "", SENTENCE[:13]),
        (None, "extraction", "Advertisement"),
        ("heading", "", "A long winter"),
        ("paragraph", "", "The café by t"),
        ("paragraph", "", "It has been c"),
    ]
    assert {line.text for line in found.removed} == {line.text for line in found.record.removed}
    assert [line.text for line in found.kept] == [block.text for block in found.record.blocks]


def test_repairs_before_and_after(found: Explained) -> None:
    assert ("mojibake.windows-1252", "Ã©", "é", 1) in found.repairs
    assert sum(one.times for one in found.repairs) == sum(fix.count for fix in found.record.fixes)
    line = next(line for line in found.lines if line.before)
    assert "cafÃ©" in (line.before or "")
    assert ("before", "cafÃ©") in line.parts
    assert ("after", "café") in line.parts
    assert "".join(text for kind, text in line.parts if kind != "before") == line.text
    assert "".join(text for kind, text in line.parts if kind != "after") == line.before


def test_facts_name_the_places_that_state_them(found: Explained) -> None:
    sources = {fact.name: fact.source for fact in found.facts}
    assert sources["title"] == "h1, og:title, JSON-LD headline"
    assert sources["author"] == "JSON-LD author"
    assert sources["description"].startswith("description")
    assert sources["tags"] == "JSON-LD keywords"
    assert sources["publisher"] == "og:site_name"
    assert sources["canonical"] == "rel=canonical"
    assert sources["language"] == "html lang"
    assert "2026-11-20T10:00:00+00:00" in sources["published"]
    assert sources["modified"] == "JSON-LD dateModified"
    assert "agency" not in sources


def test_a_fact_of_the_publishers_file() -> None:
    profile = Profile(
        id="harrow", name="The Harrow", domain="harrow.example", selectors={"section": "h2::text"}
    )
    facts = {fact.name: fact for fact in explained(Document.of(PAGE, URL), profile=profile).facts}
    assert facts["publisher"].value == "The Harrow, harrow.example"
    assert facts["publisher"].source == "the publisher's file"
    assert facts["section"].value == "A long winter"


def test_canonical_of_another_site_is_not_believed() -> None:
    other = PAGE.replace(f'href="{URL}"', 'href="https://other.example/a-story-of-there"')
    facts = {fact.name: fact for fact in explained(Document.of(other, URL)).facts}
    assert facts["canonical"].value == URL
    assert "not believed: https://other.example/a-story-of-there" in facts["canonical"].source


def test_each_stage_has_its_time(found: Explained) -> None:
    assert [timing.stage for timing in found.timings] == ["fetch", "parse", "extraction", *STAGES]
    assert found.timings[0].milliseconds == 12.0
    assert all(timing.milliseconds >= 0 for timing in found.timings)
    assert found.loading >= 0


def test_a_text_without_a_page() -> None:
    text = "The bridge opens\n\nThe bridge was closed for a year.\n\nThe council mended the bridge."
    found = explained(Document.of(text, URL, {"Content-Type": "text/plain"}))
    assert [line.text for line in found.lines][-1] == "The council mended the bridge."
    assert [timing.stage for timing in found.timings] == ["parse", "extraction", *STAGES]


def test_an_excerpts_mark_stands_behind_its_paragraph() -> None:
    text = f"{SENTENCE}\n\n{SENTENCE} And then the [+1234 chars]"
    found = explained(Document.of(text, URL, {"Content-Type": "text/plain"}))
    assert [line.rule for line in found.lines] == [None, None, "line.feed_excerpt"]
    assert found.record.truncated


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("a b", "a b", [("same", "a b")]),
        ("a  b", "a b", [("same", "a"), ("before", "  "), ("after", " "), ("same", "b")]),
        (
            "東京Ã©です",
            "東京éです",
            [("same", "東京"), ("before", "Ã©"), ("after", "é"), ("same", "です")],
        ),
        ("a\xad", "", [("before", "a\xad")]),
    ],
)
def test_compared(before: str, after: str, parts: list[tuple[str, str]]) -> None:
    assert list(compared(before, after)) == parts


def test_notes_say_what_a_crawl_would_do_with_the_page() -> None:
    assert explained(Document.of(PAGE, URL)).notes == []
    more = PAGE.replace("<head>", f'<head><link rel="next" href="{URL}?page=2">')
    assert "further pages" in explained(Document.of(more, URL)).notes[0]
    missing = f"<html><body><h1>Page not found</h1><p>{SENTENCE}</p></body></html>"
    assert "there is no page" in explained(Document.of(missing, URL)).notes[0]
    plain = f"<html><body><p>{SENTENCE}</p><p>{MORE}</p></body></html>"
    assert "does not look like an article" in explained(Document.of(plain, URL)).notes[0]
    cards = "".join(
        f'<h3><a href="/2026/11/{n}/a-story-of-the-town">{SENTENCE[:60]} {n}</a></h3>'
        for n in range(10, 40)
    )
    listed = f'<html><head><script type="application/ld+json">{{"@type": "CollectionPage"}}</script></head>{cards}</html>'
    assert (
        "a list of stories"
        in explained(Document.of(listed, "https://harrow.example/world")).notes[0]
    )


def test_long_repetitions_take_no_time() -> None:
    parts = list(compared("a Ã© " * 4_000, "a é " * 4_000))
    assert "".join(text for kind, text in parts if kind != "before") == "a é " * 4_000


def test_rights_and_access_are_shown() -> None:
    more = '<meta name="robots" content="noarchive"><meta name="tdm-reservation" content="1">'
    facts = {
        fact.name: fact.value
        for fact in explained(Document.of(PAGE.replace("<head>", f"<head>{more}"), URL)).facts
    }
    assert facts["rights"] == "noarchive; text and data mining reserved"
