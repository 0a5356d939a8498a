"""Copies are one text, other reports are not; sketches are small, total and the same everywhere."""

from __future__ import annotations

import random
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.text.similar import Remembered, Sketch, copies, same, sketch

WORDS = [
    f"{a}{b}{c}"
    for a in "bdfgklmnprst"
    for b in "aeiou"
    for c in ("ck", "nd", "rt", "ll", "mp", "s")
]
KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん日本東京政府会議首相国民経済"


def prose(seed: int, sentences: int = 40) -> list[str]:
    rng = random.Random(seed)
    return [
        " ".join(rng.choices(WORDS, k=rng.randrange(8, 20))).capitalize() + "."
        for _ in range(sentences)
    ]


def text(sentences: list[str]) -> str:
    return "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


ARTICLE = prose(1)
ORIGINAL = text(ARTICLE)


@pytest.mark.parametrize(
    "copy",
    [
        ORIGINAL,
        ORIGINAL.upper().replace(".", " !"),
        "LONDON (AP) — " + ORIGINAL + "\n\n© 2026 The Associated Press. All rights reserved.",
        text(prose(2, 4) + ARTICLE[4:]),
        text(ARTICLE[:24]),
        text(ARTICLE[:10]),
        text(prose(2, 2) + ARTICLE[2:24] + prose(3, 3)),
        text(ARTICLE[20:] + ARTICLE[:20]),
    ],
    ids=[
        "itself",
        "case and signs",
        "agency's line",
        "another lead",
        "cut at 60 %",
        "cut at 25 %",
        "all of it",
        "moved",
    ],
)
def test_a_copy_is_the_same_text_and_found_by_its_bands(copy: str) -> None:
    a, b = sketch(ORIGINAL), sketch(copy)
    assert same(a, b)
    assert same(b, a)
    assert set(a.bands) & set(b.bands)


@pytest.mark.parametrize(
    "other",
    [
        text(prose(2)),
        text(prose(2, 30) + ARTICLE[10:20]),
        text(prose(2, 300) + ARTICLE[:3]),
        text(ARTICLE[:3] + prose(2, 8)),
        "",
        text(ARTICLE[:1]),
        text(ARTICLE[:16] + prose(2, 24)),
    ],
    ids=[
        "another",
        "quotes a quarter",
        "a line in a long text",
        "a short item with its lead",
        "nothing",
        "one sentence",
        "shares two fifths",
    ],
)
def test_a_text_that_shares_some_lines_is_another_text(other: str) -> None:
    a, b = sketch(ORIGINAL), sketch(other)
    assert not same(a, b)
    assert not same(b, a)


def market(name: str, *numbers: float) -> str:
    close, change, volume, average, value, ratio = numbers
    return (
        f"Shares of {name} closed at {close} pounds on Tuesday, up {change} percent from the day before. About {volume} shares "
        f"changed hands, against an average of {average} over the last fifty days, according to the exchange. The company is "
        f"valued at {value} million pounds and trades at {ratio} times its earnings of the last year. This report was written "
        "by a program from data of the stock exchange and checked by an editor of the business desk before it was published."
    )


def test_items_of_one_template_are_not_the_same() -> None:
    one = sketch(market("Harbour Mills", 12.5, 3.1, 48_100, 51_300, 840, 11))
    assert not same(one, sketch(market("Northern Docks", 7.2, 0.4, 9_150, 8_870, 121, 19)))
    assert same(
        one,
        sketch(
            market("Harbour Mills", 12.5, 3.1, 48_100, 51_300, 840, 11) + " Prices are delayed."
        ),
    )


def test_long_items_full_of_numbers_differ_by_their_numbers() -> None:
    def results(seed: int) -> str:
        rng = random.Random(seed)
        return "\n".join(
            f"{' '.join(ARTICLE[i].split()[:7])} {rng.random():.9f}" for i in range(40)
        )

    assert not same(sketch(results(1)), sketch(results(2)))
    assert same(sketch(results(1)), sketch(results(1)[:1500]))


def test_long_items_of_one_template_differ_though_most_of_their_words_are_the_same() -> None:
    def results(seed: int) -> str:
        rng = random.Random(seed)
        lines = [" ".join(text(ARTICLE[i : i + 3]).split()[:16]) for i in range(20)]
        return "\n".join(f"{line} {rng.randrange(10**9)}" for line in lines)

    one, other = sketch(results(1)), sketch(results(2))
    shared = len(set(one.hashes) & set(other.hashes)) / len(one.hashes)
    assert shared > 0.5  # words alone would make them one text
    assert not same(one, other)


def test_a_language_without_spaces() -> None:
    rng = random.Random(4)
    one, other = ("。".join("".join(rng.choices(KANA, k=30)) for _ in range(20)) for _ in range(2))
    assert same(sketch(one), sketch("【東京】" + one[:400]))
    assert not same(sketch(one), sketch(other))
    assert not same(sketch(one), sketch(other[:300] + one[:100]))


def test_a_sketch_is_the_same_on_every_machine() -> None:
    assert sketch("The council met on Tuesday 24 November and agreed.").hashes == (
        891330723,
        961295155,
        1676901381,
        2182406204,
        3273005215,
    )


@given(st.text(), st.text())
def test_any_text(one: str, other: str) -> None:
    a, b = sketch(one), sketch(other)
    assert same(a, b) == same(b, a)
    assert Sketch.from_bytes(a.to_bytes()) == a
    assert len(sketch(one * 50).to_bytes()) <= 512


def test_no_more_is_read_of_a_text_than_of_the_longest_articles() -> None:
    book = "".join(f"{number} bridges and {number * 7} rivers. " for number in range(12_000))
    assert len(book) > 300_000
    assert sketch(book + ORIGINAL * 100) == sketch(book)


def test_bytes_that_are_no_sketch_are_refused() -> None:
    with pytest.raises(struct.error):
        Sketch.from_bytes(b"\0\0\0\1\0")


def test_the_store_names_the_first_record_and_forgets_the_oldest() -> None:
    store = Remembered(2)
    assert store.find(sketch(ORIGINAL)) is None
    for number in (1, 2):
        store.add(f"record {number}", sketch(text(prose(number))))
    assert store.find(sketch(text(ARTICLE[:24]))) == "record 1"
    store.add("record 3", sketch(text(prose(3))))
    assert store.find(sketch(ORIGINAL)) is None
    assert [store.find(sketch(text(prose(number)))) for number in (2, 3)] == [
        "record 2",
        "record 3",
    ]


def test_a_record_that_is_added_again_is_the_newest() -> None:
    store = Remembered(2)
    for id, number in (("a", 1), ("b", 2), ("a", 1), ("c", 3)):
        store.add(id, sketch(text(prose(number))))
    found = [store.find(sketch(text(prose(number)))) for number in (1, 2, 3)]
    assert found == ["a", None, "c"]


def test_a_whole_article_is_no_copy_of_its_preview() -> None:
    store = Remembered(10)
    preview, whole, copy = (
        sketch(text(part)) for part in (ARTICLE[:20], ARTICLE, prose(2, 2) + ARTICLE)
    )
    store.add("preview", preview)
    assert store.find(whole) is None
    store.add("whole", whole)
    assert store.find(copy) == "whole"
    assert store.find(sketch(text(ARTICLE[:18]))) in ("preview", "whole")


@pytest.mark.parametrize(("size", "expected"), [(180, True), (181, False)])
def test_a_copy_has_up_to_one_and_a_half_times_the_length(size: int, expected: bool) -> None:
    first = Sketch(120, tuple(4 * n for n in range(120)), ())
    assert copies(of_shingles(size, 120), first) is expected


def test_a_text_has_few_bands_whatever_its_words() -> None:
    assert sketch(ORIGINAL).bands
    assert sketch("one line repeats itself " * 5_000).bands == ()
    rng = random.Random(7)
    books = [" ".join(rng.choices(WORDS, k=30_000)), " ".join(map(str, range(30_000)))]
    assert all(5 <= len(sketch(book).bands) <= 20 for book in books)


def test_an_article_whose_text_changed_is_found_by_the_new_one() -> None:
    store = Remembered(10)
    store.add("one", sketch(ORIGINAL))
    store.add("one", sketch(text(prose(2))))
    assert store.find(sketch(ORIGINAL)) is None
    assert store.find(sketch(text(prose(2)))) == "one"


def test_a_publishers_standing_lines_hide_no_text() -> None:
    store, standing = Remembered(1000), " ".join(prose(99, 12))
    for number in range(50):
        own = sketch(f"{text(prose(number))}\n\n{standing}")
        assert store.find(own) is None
        store.add(str(number), own)
    assert [store.find(sketch(text(prose(number)))) for number in range(50)] == [
        str(number) for number in range(50)
    ]


def of_shingles(size: int, shared: int) -> Sketch:
    """Returns the sketch of a text of `size` shingles, `shared` of them multiples of four."""
    own = [4 * n for n in range(shared)] + [4 * n + 2 for n in range(size - shared)]
    return Sketch(size, tuple(sorted(own)), ())


@pytest.mark.parametrize(
    ("size", "shared", "whole", "expected"),
    [
        (100, 50, 120, True),  # half of a text of a hundred shingles
        (100, 49, 120, False),
        (99, 80, 120, True),  # four fifths of a shorter one
        (99, 79, 120, False),
        (120, 60, 400, True),  # half of three tenths of the longer text
        (120, 96, 401, True),  # four fifths of a smaller part
        (120, 95, 401, False),
        (15, 15, 120, False),  # a line
        (16, 16, 120, True),
    ],
)
def test_a_short_text_shares_nearly_all(size: int, shared: int, whole: int, expected: bool) -> None:
    kept = min(whole, 124)
    longer = Sketch(whole, tuple(4 * n for n in range(kept)), ())
    assert same(of_shingles(size, shared), longer) is expected
    assert same(longer, of_shingles(size, shared)) is expected
