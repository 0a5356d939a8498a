"""News agencies and picture agencies in texts."""

from __future__ import annotations

import pytest

from newscrawl.extraction import agencies


@pytest.mark.parametrize(
    "text, expected",
    [
        ("LONDON (Reuters) - The ferry sails again.", ("LONDON (Reuters)", "Reuters")),
        ("Madrid, 21 abr (EFE).- El ferry vuelve a navegar.", ("Madrid, 21 abr (EFE)", "EFE")),
        ("München / Berlin - Die Fähre fährt wieder.", ("München / Berlin", None)),
        ("【ソウル共同】フェリーが再び運航する。", ("ソウル共同", "共同")),
        ("【4月21日 AFP】フェリーが再び運航する。", ("4月21日 AFP", "AFP")),
        ("【特集】フェリーが再び運航する。", (None, None)),
        ("(서울=연합뉴스) 홍길순 기자 = 여객선이 다시 운항한다.", ("서울=연합뉴스", "연합뉴스")),
        ("新华社北京4月21日电 渡轮恢复航行。", ("新华社北京4月21日电", "新华社")),
        ("МОСКВА, 21 апреля. /ТАСС/. Паром снова ходит.", ("МОСКВА, 21 апреля", "ТАСС")),
        (
            "МОСКВА, 21 апреля - РИА Новости. Паром снова ходит.",
            ("МОСКВА, 21 апреля", "РИА Новости"),
        ),
        ("WASHINGTON, April 3 (AP) — The ferry sails.", ("WASHINGTON, April 3 (AP)", "AP")),
        ("Berlin (dpa/lby) - Die Fähre fährt wieder.", ("Berlin (dpa/lby)", "dpa")),
        ("NAIROBI — The ferry sails again.", ("NAIROBI", None)),
        ("ST. JOHN, Mich. (AP) — The ferry sails.", ("ST. JOHN, Mich. (AP)", "AP")),
        ("HONOLULU, Hawaii (HarbourNow) - The ferry.", ("HONOLULU, Hawaii (HarbourNow)", None)),
        ("München/London – Die Fähre fährt.", ("München/London", None)),
        ("NEW YORK: The ferry sails again.", ("NEW YORK", None)),
        ("Berlin - a city of ferries.", (None, None)),
        ("The ferry (built 1970) - a ship", (None, None)),
        ("NATO - the alliance (AP)", ("NATO", None)),
        ("BREAKING: The ferry sails again.", (None, None)),
        ("WATCH ABOVE: The ferry sails again.", (None, None)),
        ("EDITOR’S NOTE — The ferry sails again.", (None, None)),
        ("ÚLTIMA HORA: El ferry vuelve a navegar.", (None, None)),
        ("P.S.: The ferry sails again.", (None, None)),
        ("Text/Fotos: Ines Vidal", (None, None)),
        ("No dateline here.", (None, None)),
        ("", (None, None)),
    ],
)
def test_dateline(text: str, expected: tuple[str | None, str | None]) -> None:
    assert agencies.dateline(text) == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["By Ines Vidal", "NAIROBI — The ferry sails.", "More."], "NAIROBI"),
        (["a", "b", "c", "NAIROBI — The ferry sails."], None),
        # a label: the text has the word
        (["TOSS: Harrow bat first", "Harrow won the toss on Friday."], None),
        (["ESSEN – Die Fähre fährt.", "In Essen darf man auf ihr essen."], "ESSEN"),
        (["ESSEN – Die Fähre fährt.", "Man darf auf ihr essen."], None),
        (["MOBILE, Ala. — The ferry has a mobile crane."], "MOBILE, Ala."),
        (["ESSEN – Die Fähre fährt.", "Mehr auf essen.example."], "ESSEN"),
        (["TOSS (AP) — A village won the toss."], "TOSS (AP)"),
        ([], None),
    ],
)
def test_the_dateline_of_an_article(paragraphs: list[str], expected: str | None) -> None:
    assert agencies.dateline_of(paragraphs)[0] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The ferry sails again, the council said. PTI", "PTI"),
        ("The ferry sails again from the USA. NATO", None),
        ("The ferry sails again for AP", None),
        ("The ferry sails again on Monday. (dpa)", "dpa"),
        ("The ferry sails again on Monday. [AFP/Reuters]", "AFP, Reuters"),
        ("The ferry sails again on Monday (dpa/iv).", "dpa"),
        ("x" * 5_000 + ". (AP)", "AP"),
        ("mit dpa", "dpa"),
        ("The ferry sails again on Monday. - Sapa", "Sapa"),
        ("The ferry sails again. – Ines Vidal", None),
        ("With files from the Canadian Press", "Canadian Press"),
        ("With Additional Inputs from PTI", "PTI"),
        ("The ferry sails again. (With inputs from ANI)", "ANI"),
        ("With inputs from agencies", None),
        ("She said so with reports from Reuters in her hand.", None),
        ("With Reuters and AFP", "Reuters, AFP"),
        ("© AFP", "AFP"),
        ("The ferry sails again, says Reuters", None),
        ("The ferry sails again (see Reuters)", None),
        ("The council of the bay (CB)", None),
        ("Ap", None),
        ("By Ines Vidal, AFP", None),
        ("", None),
    ],
)
def test_agencies_that_a_text_is_signed_with(text: str, expected: str | None) -> None:
    assert agencies.signed_by(text) == expected
