"""Any text whatever, from bytes through all pipelines: it comes back, a second pass changes
nothing, time is linear.
"""

from __future__ import annotations

import copy
import json

import harbour
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from processor_time import at_most
from scrapy.exceptions import DropItem
from scrapy.http import TextResponse
from test_pipelines import VALIDATOR, through

from newscrawl.extraction import extract
from newscrawl.items import Article, Via
from newscrawl.job.exceptions import NoText
from newscrawl.middlewares.documents import document_of
from newscrawl.output.exporters import to_line

STORY = [harbour.STORY[0], harbour.STORY[2]]
FRAMES = [
    "Read Full Article →", "📰", "Subscribe to continue reading", "This preview shows approximately 15% of the article.",
    "Share", "[+1234 chars]", "続きを読む", "اقرأ المزيد", "██████ ████ ██████", "Lorem ipsum dolor sit amet", "(Reuters)", "Â£10 â†’",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from([*STORY, *FRAMES]) | st.text(max_size=80), max_size=12).map(
    "\n\n".join
)


def record(text: str) -> Article:
    body = text.encode("utf-8", "surrogatepass")
    return through(
        extract(
            document_of(TextResponse("file:///tmp/a.txt", body=body, encoding="utf-8")),
            via=Via("archive"),
        )
    )


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_gives_a_record_that_a_second_pass_does_not_change(text: str) -> None:
    try:
        found = record(text)
    except NoText:
        return
    VALIDATOR.validate(json.loads(to_line(found)))
    try:
        again = through(copy.deepcopy(found))
    except DropItem:
        pytest.fail("a record was dropped at its second pass")
    assert [block.text for block in again.blocks] == [block.text for block in found.blocks]
    assert (again.text, again.removed, again.revision) == (
        found.text,
        found.removed,
        found.revision,
    )
    assert (again.truncated, again.completeness.kind) == (found.truncated, found.completeness.kind)


def test_every_plane_comes_back() -> None:
    for plane in range(17):
        signs = "".join(map(chr, range(plane << 16, (plane + 1) << 16, 61)))
        text = "\n\n".join([*STORY, signs, *STORY])
        assert record(text).text.startswith(STORY[0])


@pytest.mark.parametrize(
    "unit", ["The ferry calls at Stennick. ", "a", "(", "[", "“", "\U0001f4f0", "é", "ก", "Â£", "█"]
)
def test_a_long_paragraph_takes_linear_time(unit: str) -> None:
    """The paragraphs: ten million characters of prose, a million brackets, two hundred thousand
    damaged characters.
    """
    text = unit * (
        10_000_000 // len(unit)
        if unit.startswith("The")
        else 1_000_000
        if unit.isascii()
        else 100_000
    )
    with at_most(30):
        assert record("\n\n".join([*STORY, text, STORY[0]])).text
