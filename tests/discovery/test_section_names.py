"""The vocabulary of sections: which words mean which name, and that its files are in order."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from newscrawl.discovery import section_names
from newscrawl.discovery.section_names import find, folded, name_of, named, names

FILES = [file for file in resources.files(section_names).iterdir() if file.name.endswith(".toml")]


@pytest.mark.parametrize(
    ("word", "language", "name"),
    [
        ("business", None, "business"),
        ("Wirtschaft", "de", "business"),
        ("économie", "fr", "business"),
        ("economie", None, "business"),
        ("経済", "ja", "business"),
        ("Middle East", "en", "middle-east"),
        ("middle-east", "de", "middle-east"),
        ("INTERNACIONAL", "es", "world"),
        ("Arts & Entertainment", "en", "culture"),
        ("Utenriks", "nb", "world"),
        ("Sport", "pt-BR", "sport"),
        ("İş Dünyası", "tr", "business"),
        ("harbour", "en", None),
    ],
)
def test_words_of_many_languages(word: str, language: str | None, name: str | None) -> None:
    assert name_of(word, language) == name


def test_the_own_language_decides() -> None:
    assert name_of("Mode", "de") == name_of("Mode", "fr") == "lifestyle"
    assert name_of("Leder", "no") == "opinion"
    assert name_of("Svet", "sr") == "world"
    assert name_of("style", "fr") == "lifestyle"


def test_languages_that_disagree_decide_nothing() -> None:
    assert name_of("global", "id") == "world"
    assert name_of("magazin", "tr") == "culture"
    assert name_of("magazin", "sr") == "lifestyle"
    assert name_of("magazin") is None


def test_the_own_country_has_its_name() -> None:
    assert name_of("Inland", "de", "AT") == "austria"
    assert name_of("national", "en", "GB") == "uk"
    assert name_of("Inland", "de") == "national"
    assert name_of("national", "en", "XX") == "national"


SECTIONS = {
    "business": "/wirtschaft/index.html",
    "germany": "/politik/inland/",
    "climate": "/oekologie",
}


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("business", "business"),
        ("Economy", "business"),
        ("Wirtschaft", "business"),
        ("national", "germany"),
        ("Inland", "germany"),
        ("Deutschland", "germany"),
        ("oekologie", "climate"),
        ("culture", None),
        ("politik", None),
        ("index", None),
    ],
)
def test_a_section_is_found_by_any_word_for_it(word: str, key: str | None) -> None:
    assert find(word, SECTIONS, "de", "DE") == key


def test_a_site_s_own_word_comes_before_the_vocabulary() -> None:
    assert find("geld", {"wirtschaft": "/a", "geld": "/b"}, "de") == "geld"


def test_a_navigation_gets_the_names() -> None:
    found = {"Politik": "/p", "Wirtschaft": "/w", "Geld": "/g", "Rätsel": "/r", "Inland": "/i"}
    assert named(found, "de", "CH") == {
        "politics": "/p",
        "business": "/w",
        "Geld": "/g",
        "Rätsel": "/r",
        "switzerland": "/i",
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_files_are_sorted_one_entry_a_line(file: resources.abc.Traversable) -> None:
    text = file.read_text("utf-8")
    if file.name == "vocabulary.toml":
        assert section_names._vocabulary()["topics"] == sorted(
            section_names._vocabulary()["topics"]
        )
        return
    entries = [line for line in text.splitlines() if not line.startswith("#")]
    assert entries == sorted(entries)
    assert all(line.count('"') == 4 for line in entries)
    words = tomllib.loads(text)
    assert len({folded(word) for word in words}) == len(entries)  # no word twice but for accents
    assert set(words.values()) <= names()


def test_the_names_can_be_typed() -> None:
    assert all(
        name.isascii() and name.replace("-", "").isalpha() and name.islower() for name in names()
    )
