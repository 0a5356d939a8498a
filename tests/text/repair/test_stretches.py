"""The bits that speak for damage in a stretch depend on its surroundings."""

from __future__ import annotations

from newscrawl.text.repair.codepages import PAGES
from newscrawl.text.repair.stretches import damages

PAGE = {page.name: page for page in PAGES}


def bits(text: str, page: str) -> float:
    """Returns the bits of the one stretch in a text."""
    (damage,) = damages(PAGE[page], text)
    return damage.bits


def test_a_stretch_is_replaced_in_its_place() -> None:
    (damage,) = damages(PAGE["windows-1252"], "un cafÃ© noir")
    assert (damage.start, damage.end, damage.decoded) == (6, 8, "é")


def test_a_capital_and_a_sign_inside_a_word_are_likelier_damage_than_alone() -> None:
    assert bits("cafÃ©s", "windows-1252") > bits("caf Ã© s", "windows-1252")


def test_small_letters_after_two_capitals_speak_against_a_reading() -> None:
    assert bits("CAFÃ©S", "windows-1252") < bits("CaFÃ©S", "windows-1252")


def test_letters_of_the_documents_own_script_may_be_real_text() -> None:
    greek, english = (f"{word} Β£10" for word in ("πρωθυπουργός", "minister"))
    assert bits(greek, "windows-1253") < bits(english, "windows-1253")
