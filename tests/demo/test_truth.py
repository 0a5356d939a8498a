"""The truth of the demo is about the demo that there is, and consistent in itself."""

from __future__ import annotations

import re

import demo_truth as truth
import pytest

from newscrawl.demo.aggregator import SITE, Aggregator, preview
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.stories import NEWSPAPER, Story, stories, without_links

EXPECTED = truth.expected()
SERVED = [story for story in stories() if story.special not in ("missing", "gone", "members")]


def test_stories_and_previews_have_truths_and_nothing_else_has() -> None:
    previews = {f"{SITE}/preview/{story.slug}" for story in Aggregator(stories()).stories}
    assert set(EXPECTED) == {story.url for story in SERVED} | previews
    assert len(EXPECTED) == len(SERVED) + len(previews)


@pytest.mark.parametrize("story", SERVED, ids=lambda story: story.slug)
def test_the_blocks_are_the_storys(story: Story) -> None:
    if story.special in ("live", "mojibake"):
        return  # articles of several pages and damaged articles have truths of their own
    record = EXPECTED[story.url]
    kinds = {"image": "caption"}
    pages = (
        story.pages if story.special == "pages" else story.pages[:1]
    )  # the rest of other articles is not for everybody
    subtitle = [("paragraph", story.subtitle)] if story.subtitle else []
    parts = [
        (kinds.get(part.kind, part.kind), without_links(part.text))
        for page in pages
        for part in page
    ]
    assert [(block["type"], block["text"]) for block in record["blocks"]] == subtitle + parts
    assert (record["title"], record["description"]) == (story.title, story.description)
    assert record["requested_url"] == NEWSPAPER + story.listed_path


def test_previews_are_the_beginnings_of_stories() -> None:
    for story in Aggregator(stories()).stories:
        record = EXPECTED[f"{SITE}/preview/{story.slug}"]
        assert [block["text"] for block in record["blocks"]] == preview(story)
        assert record["completeness"]["full_text_url"] == story.url in EXPECTED


def test_the_most_read_stories_stand_on_every_sections_page() -> None:
    newspaper = Newspaper(stories())
    for name in truth.SECTIONS:
        page = newspaper.answer(f"/{name}").body.decode()
        assert set(re.findall(r'href="([^"?]*)\?utm_source=mostread', page)) == {
            address.removeprefix(NEWSPAPER) for address in truth.MOST_READ
        }


def test_only_the_pages_made_to_be_skipped_are_skipped() -> None:
    reasons = {"members": "robots", "missing": "http_404", "gone": "http_410"}
    skipped = {
        NEWSPAPER + story.path: reasons[story.special]
        for story in stories()
        if story.special in reasons
    }
    assert {url: reason for reason, urls in truth.SKIPPED.items() for url in urls} == skipped


def test_the_truth_holds_no_damage_and_no_markup() -> None:
    for record in EXPECTED.values():
        for text in (record["title"], record["description"], record["text"], *record["tags"]):
            assert not re.search(r"Ã|Â£|Â½|Β£|â€|\]\(|^## |^> |^- |\n\n\n", text), record["url"]


def test_ids_and_revisions_are_unique_and_hexadecimal() -> None:
    for name in ("id", "revision"):
        values = {record[name] for record in EXPECTED.values()}
        assert len(values) == len(EXPECTED) and all(
            re.fullmatch("[0-9a-f]{32}", value) for value in values
        )
