"""JSON-LD, whole and broken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extraction.page import jsonld

NODE = {"@type": "NewsArticle", "headline": "Ferry back in service"}


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Ferry back in service"}',
        ' {"@type": "NewsArticle", "headline": "Ferry back in service"};',
        '\ufeff{"@type": "NewsArticle", "headline": "Ferry back in service"}',
        '<!-- {"@type": "NewsArticle", "headline": "Ferry back in service"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Ferry back in service"}\n//]]>',
        '/* <![CDATA[ */{"@type": "NewsArticle", "headline": "Ferry back in service"}/* ]]> */',
        '{"@type": "NewsArticle", "headline": "Ferry back in service",}',
        '{"@type": "NewsArticle", "headline": "Ferry back\\ in service"}',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Ferry back in service&quot;}",
    ],
)
def test_cheap_repairs(script: str) -> None:
    assert jsonld.parse(script) == [NODE]


def test_raw_line_breaks_are_kept() -> None:
    assert jsonld.parse('{"headline": "Ferry\nback"}') == [{"headline": "Ferry\nback"}]


def test_json_before_the_break_is_kept() -> None:
    assert jsonld.parse('{"a": 1} {"b": "unfinished') == [{"a": 1}]


@pytest.mark.parametrize(
    "script",
    ["", "nothing", "[" * 100_000, '{"a": ' * 50_000, '{"n": ' + "9" * 5_000 + "}", "]]>", "\\"],
)
def test_unreadable_is_nothing(script: str) -> None:
    assert jsonld.parse(script) == []


def test_flatten_finds_nodes_in_graphs_and_arrays_of_arrays() -> None:
    values = [[[{"@type": "WebSite"}], [{"@graph": [{"@type": "WebPage", "mainEntity": NODE}]}]]]
    assert [list(jsonld.types(node)) for node in jsonld.flatten(values)] == [
        ["WebSite"],
        [],
        ["WebPage"],
        ["NewsArticle"],
    ]


def test_flatten_leaves_other_articles_inside_their_node() -> None:
    values = [
        {"@type": "ItemList", "itemListElement": [NODE]},
        {"@type": "NewsArticle", "hasPart": NODE},
    ]
    assert len(jsonld.flatten(values)) == 2


def test_flatten_is_bounded() -> None:
    deep: object = NODE
    for _ in range(500):
        deep = [deep]
    assert jsonld.flatten([deep]) == []
    assert len(jsonld.flatten([[NODE] * 10_000])) == jsonld.MAX_NODES


def test_types_without_vocabulary() -> None:
    assert list(
        jsonld.types({"@type": ["https://schema.org/NewsArticle", "schema:Article", 3]})
    ) == [
        "NewsArticle",
        "Article",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["@graph", "@type", "@id", "headline", "mainEntity", "author", "name"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=30,
)


@given(JSON)
def test_any_json_is_parsed_unchanged(value: object) -> None:
    assert repr(jsonld.parse(json.dumps(value))) == repr([value])
    assert all(isinstance(node, dict) for node in jsonld.flatten([value]))


@given(st.text(alphabet='{}[]",:\\<!->/*&quot;a1 \n\ud800', max_size=200))
def test_parse_never_raises(script: str) -> None:
    assert isinstance(jsonld.parse(script), list)
