"""Mojibake through each code page is undone; text that was written so stays."""

from __future__ import annotations

import pytest

from newscrawl.text.repair import repair
from newscrawl.text.repair.codepages import PAGES
from newscrawl.text.repair.mojibake import MAX_SIGNS, find

CODECS = {
    "windows-874": "cp874", "latin-1": "latin-1", "iso-8859-15": "iso8859-15", "iso-8859-2": "iso8859-2",
    "iso-8859-5": "iso8859-5", "iso-8859-7": "iso8859-7", "mac-roman": "mac_roman", "koi8-r": "koi8-r",
}  # fmt: skip


def misread(text: str, page: str, filling: str = "windows-1252") -> str:
    """Returns a text whose UTF-8 bytes were decoded with a code page. Undefined bytes become
    characters of Windows-1252, or C1 controls.
    """
    codec = CODECS.get(page, page.replace("windows-", "cp"))

    def char(byte: int) -> str:
        raw = bytes([byte])
        windows = raw.decode("cp1252", "ignore") if filling == "windows-1252" else ""
        return raw.decode(codec, "ignore") or windows or chr(byte)

    return "".join(map(char, text.encode()))


TEXTS = [
    "The minister said: “We’ve spent £10 million – and it isn’t over…” 📰 More →",
    "L’été dernier, près de 40 € par élève : « C’est déjà ça », dit-elle.",
    "Könnte das Öl für Österreich größer werden? Müßig – 25 °C.",
    "Президент сказал: «Всё будет хорошо» — и уехал в Киев.",
    "Ο πρωθυπουργός δήλωσε ότι «η χώρα αλλάζει» – 10 €.",
    "Zażółć gęślą jaźń – mówił „pan” z Łodzi.",
]


@pytest.mark.parametrize("filling", ["windows-1252", "c1"])
@pytest.mark.parametrize("page", [page.name for page in PAGES])
@pytest.mark.parametrize("text", TEXTS)
def test_a_misread_text_is_restored(text: str, page: str, filling: str) -> None:
    assert repair([misread(text, page, filling)]).parts == [text]


@pytest.mark.parametrize("page", [page.name for page in PAGES])
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_misread_twice_is_restored(text: str, page: str) -> None:
    assert repair([misread(misread(text, page), page)]).parts == [text]


@pytest.mark.parametrize("text", TEXTS)
def test_clean_text_comes_through(text: str) -> None:
    repaired = repair([text])
    assert repaired.parts == [text]
    assert repaired.changes == []


def test_one_sign_is_settled_by_others_of_the_document() -> None:
    parts = ["‘Destiny’ – an additional Β£10 million (“help”).", "πŸ“°", "Read Full Article β†’"]
    repaired = repair(parts)
    assert repaired.parts == [
        "‘Destiny’ – an additional £10 million (“help”).",
        "📰",
        "Read Full Article →",
    ]
    assert [(c.rule, c.before, c.after, c.where) for c in repaired.changes] == [
        ("mojibake.windows-1253", "Β£", "£", 0),
        ("mojibake.windows-1253", "πŸ“°", "📰", 1),
        ("mojibake.windows-1253", "β†’", "→", 2),
    ]


def test_a_misread_a_grave_comes_back_though_its_space_was_made_a_plain_one() -> None:
    parts = ["La voilÃ  dÃ©jÃ  partie, dÃ¨s l’aube, Ã  Paris et Ã\xa0Lyon", "Il est lÃ "]
    assert repair(parts).parts == [
        "La voilà déjà partie, dès l’aube, à Paris et àLyon",
        "Il est là",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "УКАЗ: НАТО, США и ТВ-программа «ВЕСТИ» — ТАСС",
        "ΕΛΛΑΔΑ: «ΠΑΣΟΚ», ΣΥΡΙΖΑ και «Ν» – 5 €",
        "IRMÃ» e «MANHû, NOËL», ÉCOLE DES BEAUX-ARTS®",
        "دولت ایران گفت: کتاب‌ها، چاپ و گزارش پژوهش ژرف",
        "في الفراغ، فقط، المجتمع، توقيف، وچ،",
        "รกรากของเกมกด เธอและเนเธอร์แลนด์",
        "הממשלה החליטה: „כן” – לא…",
        "kılıç ve Atatürk’ün “Öğüt”ü, İĞDIR’da",
        "příští věšť, ďábel, ŘEŽ, ĽŠ – „Ší“",
        "╔══╗ ├─┤ ▒▓ ┐",
        "oovtviärdásâžžân jieijâs",
    ],
)
def test_text_that_reads_as_utf_8_by_chance_stays(text: str) -> None:
    assert repair([text]).parts == [text]


@pytest.mark.usefixtures("untraced")
def test_a_document_of_nothing_but_damage_is_bounded() -> None:
    damaged = "Ã© " * (MAX_SIGNS // 3 - 10)
    assert find(damaged) is not None
    assert find(damaged * 2) is None
