"""The count of a page's tags and attributes before its tree is made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from processor_time import at_most

from newscrawl.extraction.page.tags import HARMLESS, MAX_ATTRIBUTES, MAX_DEPTH, exceeds


def long(page: str) -> bytes:
    return page.encode() + b"x" * HARMLESS


@given(st.text(max_size=200))
def test_any_page(html: str) -> None:
    assert exceeds(html.encode(), 1_000) is False
    assert exceeds(long(html), 1_000) is False


@pytest.mark.parametrize("more", [0, 1])
def test_limits(more: int) -> None:
    attributes = " ".join(f"a{number}" for number in range(MAX_ATTRIBUTES + more))
    assert exceeds(long(f"<p {attributes}>"), 1_000) is bool(more)
    assert exceeds(long("<br>" * (8 + more)), 10) is bool(more)  # html and body count


def test_a_page_too_small_to_do_harm() -> None:
    assert exceeds(b"<br>" * 1_000, 10) is False


@pytest.mark.parametrize("inside", ["<div></p>x", "<body><div><td>x</div></td>"])
def test_open_elements_with_wrong_end_tags_take_linear_time(inside: str) -> None:
    page = long(inside * 100_000)
    with at_most(3):
        assert exceeds(page, 1_000_000) is False


@pytest.mark.parametrize("more", [0, 1])
def test_elements_below_the_depth_of_a_tree_are_not_counted(more: int) -> None:
    page = long("<div>" * (MAX_DEPTH - 3 + more) + "<br>" * 1_000)  # html and body are outside
    assert exceeds(page, MAX_DEPTH + 500) is not bool(more)
    tree = etree.fromstring(page, etree.HTMLParser(huge_tree=True))
    assert len(list(tree.iter("br"))) == 1_000 * (not more)


def test_empty_elements_are_not_deep() -> None:
    assert exceeds(long("<br>" * 5_000), 4_000) is True
