"""Word lists: one entry per line, sorted, none twice."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from newscrawl import discovery, text
from newscrawl.discovery import link_words
from newscrawl.extraction import vocabulary
from newscrawl.text import phrases
from newscrawl.text.vocabulary import entries


def _lists(package: ModuleType) -> list[tuple[str, str]]:
    """Returns (package, name) of every word list in a package."""
    folder = Path(str(package.__file__)).parent
    return [(package.__name__, path.stem) for path in sorted(folder.glob("*.txt"))]


LISTS = [
    ("newscrawl.text.repair", "language_names"),
    *_lists(discovery),
    *_lists(link_words),
    *_lists(text),
    *(found for found in _lists(vocabulary) if found[1] != "months"),  # in order of the year
]


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
    assert all(label.fullmatch(words) for words in ("scritto da", "scritto \n da", "par"))
    assert not label.fullmatch("scrittoda")


def test_a_phrase_without_a_tab_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "any.txt").write_text("offer\tday pass\noffer morning digest\n", encoding="utf-8")
    monkeypatch.setattr(phrases.resources, "files", lambda package: tmp_path)
    with pytest.raises(ValueError, match=r"any\.txt: no tab .* 'offer morning digest'"):
        phrases.lexicon_of([])
