"""The count of a page's tags and attributes before its tree is made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extraction.page.tags import HARMLESS, MAX_ATTRIBUTES, exceeds


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
