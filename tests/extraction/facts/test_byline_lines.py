"""Bylines and agencies in lines that say other things too."""

from __future__ import annotations

import pytest

from newscrawl.extraction.facts import byline_lines

OUTLET = frozenset(("morninggazette",))


@pytest.mark.parametrize(
    "line, expected",
    [
        ("August 6th, 2026 by Ines Vidal", ["Ines Vidal"]),
        ("11.09.2026, 16:20 von hafenkind", ["hafenkind"]),
        ("Von Ines am 03.05.2026, 11:51 | 0 Meinungen | Hafen", ["Ines"]),
        ("November 5, 2026 by hafenkind 3 Comments", ["hafenkind"]),
        ("March 15, 2026 · 3 min read · By Morning Gazette", ["Morning Gazette"]),
        ("By Ines Vidal -- The Gazette, 1/21/2026", ["Ines Vidal"]),
        ("Written by Ines", ["Ines"]),
        ("posted by Ines \xa0 Comments", ["Ines"]),
        ("By\xa0 Ines Vidal | 6 August 2026", ["Ines Vidal"]),
        ("Autor: Inka WIDAL, Landesanstalt für Häfen, Stade (D)", ["Inka WIDAL"]),
        ("Text: Inka Widal", ["Inka Widal"]),
        ("autor: iw", ["iw"]),
        ("By the river, the ferry waits", []),
        ("By boat", []),
        ("Follow Us | About the Gazette", []),
        ("Designed by Harbour Studio | August 6th, 2026", []),
        ("Autor: Kategorie: Hafen", []),
        ("Von Preisen profitieren | Hafen", []),
        ("Par ailleurs | 3 mai 2026", []),
        ("August 6th, 2026", []),
    ],
)
def test_bylines_within_lines(line: str, expected: list[str]) -> None:
    found = byline_lines.byline_in(line, OUTLET)
    assert [author.name for author in found.authors] == expected


@pytest.mark.parametrize(
    "line, agency",
    [
        ("Associated Press", "Associated Press"),
        ("dpa am 25.01.2026", "dpa"),
        ("- REUTERS", "REUTERS"),
        ("Associated Press / April 20, 2026", "Associated Press"),
        ("A- A+", None),
        ("© AFP", None),
        ("Reuters says the ferry is back", None),
        ("April 20, 2026", None),
        ("", None),
    ],
)
def test_agencies_in_lines_of_their_own(line: str, agency: str | None) -> None:
    assert byline_lines.agency_in(line) == agency
