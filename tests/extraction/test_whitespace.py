"""White space is collapsed as HTML does it, in any text."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from newscrawl.extraction.whitespace import collapse


@settings(deadline=None)
@given(st.text(st.sampled_from(" \t\n\v\f\ra\xa0\x85é木")))
@example("é \n \t  a")
def test_runs_of_white_space_are_one_space(text: str) -> None:
    expected = re.sub(r"[ \t\n\v\f\r]+", " ", text).strip(" ")
    assert collapse(f"é{text}é") == re.sub(r"[ \t\n\v\f\r]+", " ", f"é{text}é")
    if not text.isascii():
        assert collapse(text) == expected


def test_ascii_is_split_at_all_of_its_white_space() -> None:
    assert collapse("  The \n ferry\tcame ") == "The ferry came"
