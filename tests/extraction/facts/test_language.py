"""The language of an article, by declarations and by its text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_of import ld, meta, page_of

from newscrawl.extraction.facts import language

GERMAN = "Die Fähre fährt nach zwei Jahren im Dock wieder zu den Inseln, und die Bewohner freuen sich über den Fahrplan."
ENGLISH = "After two years in dock the ferry sails to the islands again, and those who live there are glad of it."
CHINESE = (
    "渡轮在船坞停靠两年之后再次驶向群岛，当地居民对新的时刻表表示欢迎，第一班船将于星期一早晨出发。"
)


@pytest.mark.parametrize(
    "value, expected",
    [
        ("de", "de"),
        ("de_at", "de-AT"),
        ("EN-us", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("de_DE.UTF-8", "de-DE"),
        ("German", None),
        ("iw", "he"),
        ("x", None),
        ("utf-8", None),
        ("", None),
        (None, None),
        ("und", None),
        ("not a language", None),
    ],
)
def test_tag(value: str | None, expected: str | None) -> None:
    assert language.tag(value) == expected


def test_a_declared_language_counts_if_the_text_agrees() -> None:
    assert language.language(page_of(lang="de-AT"), GERMAN) == ("de-AT", "html_lang")
    assert language.language(page_of(ld({"@type": "NewsArticle", "inLanguage": "de"})), GERMAN) == (
        "de",
        "json_ld",
    )
    assert language.language(page_of(meta(og__locale="de_DE")), GERMAN) == ("de-DE", "og_locale")


def test_the_text_overrules_a_template_s_language() -> None:
    assert language.language(page_of(lang="en-US"), GERMAN) == ("de", "text")
    assert language.language(page_of(lang="en"), CHINESE) == ("zh", "text")


def test_small_words_of_the_declared_language_need_no_identification(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = f"{ENGLISH} They say that it was on time, and that the first of the boats will be back by night."
    asked: list[str] = []
    monkeypatch.setattr(language, "identify", lambda text: asked.append(text))
    assert language.language(page_of(lang="en-GB"), text) == ("en-GB", "html_lang")
    assert not asked
    two = page_of(ld({"@type": "NewsArticle", "inLanguage": "de"}), lang="en")
    for page in (two, page_of(lang="de"), None):
        language.language(page, text)
    language.language(page_of(lang="en"), ENGLISH[:80])  # too few small words to be sure
    assert len(asked) == 4


def test_capitals_are_identified_as_small_letters() -> None:
    assert language.identify(GERMAN.upper()) == language.identify(GERMAN.lower())


def test_written_forms_of_one_language_agree() -> None:
    text = "Ferja går til øyene igjen etter to år i dokk, og de som bor der ute er glade for den nye rutetabellen."
    assert language.language(page_of(lang="nb-NO"), text) == ("nb-NO", "html_lang")


def test_without_a_page_the_text_speaks() -> None:
    assert language.language(None, ENGLISH) == ("en", "text")
    assert language.language(None, "") == (None, None)
    assert language.language(None, "", "de") == ("de", "publisher")


def test_too_little_text_says_nothing() -> None:
    assert language.identify("Kurz") is None
    assert language.language(page_of(lang="fr"), "Kurz") == ("fr", "html_lang")


@given(st.text(max_size=300))
def test_never_raises(text: str) -> None:
    found = language.identify(text)
    assert found is None or 0 <= found[1] <= 1.01
    language.tag(text)


def test_the_declaration_that_agrees_with_the_text() -> None:
    page = page_of(meta(og__locale="de_AT"), lang="en")
    assert language.language(page, GERMAN) == ("de-AT", "og_locale")


def test_a_template_s_language_is_not_believed_of_an_unknown_one() -> None:
    zulu = (
        "Isikebhe sibuyele emanzini ngemva kweminyaka emibili silungiswa, futhi abantu abahlala eziqhingini bajabulile "
        "ngohlelo olusha lwezikhathi. Uhambo lokuqala luzoba ngoMsombuluko ekuseni, kusho umphathi wechweba. "
        "Izingane zasezikoleni zizohamba mahhala kuze kuphele inyanga, kanti abadala bazokhokha uhhafu wemali ejwayelekile."
    )
    assert language.language(page_of(lang="en-GB"), zulu) == (None, None)
    assert language.language(page_of(lang="zu"), zulu) == ("zu", "html_lang")
