"""Word lists: one entry per line, sorted, none twice."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from newscrawl.extraction import vocabulary
from newscrawl.text.vocabulary import entries

LISTS = (
    ("newscrawl.discovery", "load_more_links"),
    ("newscrawl.discovery", "next_page_links"),
    ("newscrawl.discovery.link_words", "advertising_words"),
    ("newscrawl.discovery.link_words", "article_segments"),
    ("newscrawl.discovery.link_words", "service_hosts"),
    ("newscrawl.discovery.link_words", "service_segments"),
    ("newscrawl.discovery.link_words", "social_hosts"),
    ("newscrawl.discovery.link_words", "sponsored_segments"),
    ("newscrawl.discovery.link_words", "taxonomy_segments"),
    ("newscrawl.text", "agencies"),
    ("newscrawl.text", "caption_descriptions"),
    ("newscrawl.text", "caption_marks"),
    ("newscrawl.text", "picture_agencies"),
    ("newscrawl.text.repair", "language_names"),
    *(
        ("newscrawl.extraction.vocabulary", path.stem)
        for path in sorted(Path(vocabulary.__file__).parent.glob("*.txt"))
        if path.stem != "months"  # in order of the year
    ),
)


@pytest.mark.parametrize(("package", "name"), LISTS)
def test_sorted(package: str, name: str) -> None:
    found = entries(package, name)
    assert found == sorted(found) and all(entry == entry.strip() for entry in found)


def test_an_entry_that_stands_twice_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "listed").mkdir()
    (tmp_path / "listed" / "__init__.py").touch()
    (tmp_path / "listed" / "fruit.txt").write_text("# remark\napple\n\npear\n", encoding="utf-8")
    (tmp_path / "listed" / "twice.txt").write_text("apple\npear\napple\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert entries("listed", "fruit") == ["apple", "pear"]
    with pytest.raises(ValueError, match=r"twice\.txt lists an entry twice: apple"):
        entries("listed", "twice")
    sys.modules.pop("listed")


def test_a_blank_of_an_entry_stands_for_any_white_space() -> None:
    label = re.compile(vocabulary.any_of("byline_prefixes"))
    assert all(label.fullmatch(text) for text in ("scritto da", "scritto \n da", "par"))
    assert not label.fullmatch("scrittoda")
