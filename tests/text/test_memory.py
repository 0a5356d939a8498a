"""Site memory: lines that repeat on a site's articles are boilerplate, an article's own sentences
never are.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.items import Block, Link, Removed
from newscrawl.text import memory
from newscrawl.text.article_lines import digest
from newscrawl.text.memory import RULE, SiteMemory
from newscrawl.text.memory_bytes import VERSION

SUBJECTS = [
    "bridge masons arches river council granite",
    "ferry harbour captain island sailing timetable",
    "orchard apples blossom frost growers cider",
    "theatre actors premiere curtain director stage",
    "railway tunnel drilling engineers mountain freight",
    "hospital nurses wards surgeons patients clinic",
]
"""Words of articles that have nothing to do with each other."""
FOOTER = "Nobody here accepts presents, tickets or dinners; corrections appear promptly, wherever readers point them out."
SHORT = "Tidewater Press"


def article(number: int, *, day: int = 0, length: int = 12) -> list[Block]:
    """Returns an article with a subject of its own and, each day, sentences of its own."""
    words = SUBJECTS[number % len(SUBJECTS)].split()
    return [
        Block(
            "paragraph",
            f"Part {number} {day} {at}: the {words[at % 6]} and the {words[(at + 1) % 6]}, as {'abcdefghijkl'[at % 12]}{number}{day} said.",
            where="p",
        )
        for at in range(length)
    ]


def with_lines(blocks: Sequence[Block], place: int, *lines: Block) -> list[Block]:
    return [*blocks[:place], *lines, *blocks[place:]]


def p(text: str, where: str = "p", **more: object) -> Block:
    return Block("paragraph", text, where=where, **more)  # type: ignore[arg-type]


def visit(
    site: SiteMemory,
    name: str,
    blocks: Sequence[Block],
    title: str | None = None,
    own: Sequence[str] = (),
) -> list[str]:
    """Learns from an article, and returns the lines removed from it."""
    body = site.body_of(name, blocks, title)
    site.learn(body)
    return [line.text for line in site.strip(blocks, body, own)[1]]


def visits(site: SiteMemory, place: int, *lines: Block, articles: int = 5) -> list[list[str]]:
    """Returns the lines removed from articles with these lines, article by article."""
    return [visit(site, f"/{n}", with_lines(article(n), place, *lines)) for n in range(articles)]


@pytest.mark.parametrize("place", [0, 5, 12])
def test_a_line_is_removed_from_the_third_article_on_at_any_place(place: int) -> None:
    assert visits(SiteMemory(), place, p(FOOTER)) == [[], [], [FOOTER], [FOOTER], [FOOTER]]


def test_blocks_and_removed() -> None:
    site = SiteMemory()
    visits(site, 12, p(FOOTER), articles=3)
    blocks = with_lines(article(4), 12, p(FOOTER))
    body = site.body_of("/a", blocks)
    kept, removed = site.strip(blocks, body)
    assert kept == blocks[:12]
    assert removed == [Removed(FOOTER, RULE)] and RULE.endswith(f".v{VERSION}")


@pytest.mark.parametrize("text", [SHORT, "Werbung", "広告", "دعاية", "© 2026"])
def test_a_short_line_goes_from_the_edge_and_from_markup_of_its_own(text: str) -> None:
    assert visits(SiteMemory(), 12, p(text))[2:] == [[text]] * 3
    assert visits(SiteMemory(), 0, p(text))[2:] == [[text]] * 3
    assert visits(SiteMemory(), 6, p(text, "div.slot"))[2:] == [[text]] * 3
    assert visits(SiteMemory(), 6, p(text, links=[Link(text, "/x")]))[2:] == [[text]] * 3


def test_a_short_line_inside_in_the_article_s_markup_stays() -> None:
    assert visits(SiteMemory(), 6, p("He was eighty.")) == [[]] * 5


def test_short_lines_that_return_side_by_side_are_a_box() -> None:
    lines = p("The desk is listening."), p("A postcard will do.")
    assert visits(SiteMemory(), 6, *lines, articles=6)[4:] == [[line.text for line in lines]] * 2


def test_lines_that_rules_removed_elsewhere_are_removed_at_any_place() -> None:
    for inside in (SHORT, "Read also"):
        site = SiteMemory()
        for number in range(3):
            site.learn(site.body_of(f"/{number}", article(number)), [inside, inside, "—"])
        assert visit(site, "/3", with_lines(article(3), 6, p(inside))) == [inside]
        assert visit(site, "/4", with_lines(article(4), 6, p("And so on."))) == []


def test_a_short_line_that_returns_by_chance_stays() -> None:
    site, taken = SiteMemory(), []
    for number in range(400):
        blocks = article(number, day=number)
        taken.append(
            visit(
                site, f"/{number}", with_lines(blocks, 12, p(SHORT)) if number % 90 == 0 else blocks
            )
        )
    assert taken == [[]] * 400


@pytest.mark.parametrize(
    "label", [Block("heading", "Analysis", 2, where="h2"), p("What remains open:"), p("And then?")]
)
def test_a_heading_over_the_articles_own_lines_stays(label: Block) -> None:
    assert visits(SiteMemory(), 6, label) == [[]] * 5
    assert visits(SiteMemory(), 10, label) == [[]] * 5


def test_a_heading_goes_with_its_box() -> None:
    heading = Block("heading", "About these pages", 3, where="h3")
    picture = Block("caption", "The office")
    assert visits(SiteMemory(), 12, heading, picture, p(FOOTER))[3] == [heading.text, FOOTER]
    assert visits(SiteMemory(), 12, heading)[3] == [heading.text]
    table = Block("table_row", "Tide | 12:40")
    assert visits(SiteMemory(), 12, heading, table)[3] == []


@pytest.mark.parametrize("kind", ["table_row", "caption", "embed"])
def test_rows_captions_and_embeds_are_not_learnt(kind: str) -> None:
    assert visits(SiteMemory(), 12, Block(kind, FOOTER)) == [[]] * 5  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["___", "* * *", "", "—"])
def test_lines_without_a_word_stay(text: str) -> None:
    site = SiteMemory()
    assert visits(site, 12, p(text)) == [[]] * 5
    assert digest(text) == b"" and not site.knows(digest(text))


def test_a_line_with_a_word_of_the_article_s_subject_stays() -> None:
    line = "Elsewhere granite costs twice as much, dealers complained yesterday evening during their yearly meeting."
    site = SiteMemory()
    visits(site, 12, p(line), articles=6)
    assert site.knows(digest(line))
    assert visit(site, "/new", with_lines(article(0, day=1), 12, p(line))) == []
    assert visit(site, "/newer", with_lines(article(1, day=1), 12, p(line))) == [line]


def test_the_publisher_s_own_name_is_no_subject() -> None:
    line = "Granite Press keeps its own rules about presents, tickets and dinners; whoever wants them may ask."
    site = SiteMemory()
    for number in range(4):
        blocks = [*(p(f"{block.text} So Granite heard.") for block in article(number)), p(line)]
        body = site.body_of(f"/{number}", blocks, names=["granite.example"])
        site.learn(body)
    assert site.strip(blocks, body)[1] == [Removed(line, RULE)]


def test_a_line_that_turns_out_to_be_a_story_s_stays_again_and_remains_known() -> None:
    site = SiteMemory()
    visits(site, 12, p(FOOTER))
    for day in range(1, 9):
        visit(site, f"/day{day}", with_lines(article(0, day=day), 12, p(FOOTER)))
        visit(site, f"/other{day}", article(1 + day % 5, day=day))
    assert visit(site, "/day9", with_lines(article(0, day=9), 12, p(FOOTER))) == []
    assert site.knows(digest(FOOTER))


def test_the_background_of_a_story_stays() -> None:
    background = "Nobody has ever explained where seventy thousand crowns went; the inquiry closed without naming anyone."
    site = SiteMemory()
    for day in range(30):
        assert visit(site, f"/{day}", with_lines(article(0, day=day), 12, p(background))) == []
        visit(site, f"/other{day}", article(1 + day % 5, day=day))


def test_articles_that_share_two_words_of_their_subjects_tell_one_story() -> None:
    background = "Nobody has ever explained how seventy thousand crowns vanished; an inquiry closed without naming anyone."
    site = SiteMemory()
    for day in range(12):
        named = ["granite", "council", *(f"person{'abcdefghijkl'[day]}{place}" for place in "qrst")]
        told = [
            p(f"Part {at}: {named[at % 6]} met {named[(at + 1) % 6]} on day {day}.")
            for at in range(12)
        ]
        assert visit(site, f"/{day}", with_lines(told, 12, p(background))) == []
        visit(site, f"/other{day}", article(1 + day % 5, day=day))


def test_a_word_that_the_whole_site_is_about_is_no_story() -> None:
    site, last = SiteMemory(), []
    for day in range(30):
        blocks = [p(f"{block.text} The weather museum.") for block in article(day, day=day)]
        last = visit(site, f"/{day}", with_lines(blocks, 12, p(FOOTER)))
    assert last == [FOOTER]


def test_an_article_that_comes_again_teaches_once() -> None:
    site = SiteMemory()
    blocks = with_lines(article(0), 12, p(FOOTER))
    assert site.learn(site.body_of("/a", blocks))
    for _ in range(5):
        assert not site.learn(site.body_of("/a", blocks))
    assert not site.knows(digest(FOOTER))


def test_an_article_under_other_addresses_teaches_once() -> None:
    site = SiteMemory()
    for length in (3, 12):
        taken = [visit(site, f"/{length}/{copy}", article(0, length=length)) for copy in range(6)]
        assert taken == [[]] * 6
    assert not any(site.knows(digest(block.text)) for block in article(0))


def test_editions_that_grow_lose_nothing() -> None:
    site, story = SiteMemory(), article(0, length=40)
    assert [visit(site, f"/{part}", story[-part:]) for part in range(8, 41, 4)] == [[]] * 9


def test_lines_that_share_their_words_are_no_subject_of_a_short_article() -> None:
    site = SiteMemory()
    taken = [
        visit(site, f"/{n}", [*article(n, length=4), p(FOOTER), p(f"{FOOTER[:40]}, since 1911.")])
        for n in range(5)
    ]
    assert len(taken[4]) == 2


def test_subtitles_and_lines_that_hold_the_rest_back_stay() -> None:
    site = SiteMemory()
    visits(site, 0, p(FOOTER), articles=4)
    assert visit(site, "/a", with_lines(article(5), 0, p(FOOTER)), own=[FOOTER]) == []
    door = "Subscribe to read the full article."
    assert visits(SiteMemory(), 12, p(door)) == [[]] * 5


def test_a_body_is_never_taken_out_whole() -> None:
    site = SiteMemory()
    visits(site, 12, p(FOOTER), articles=4)
    blocks = [p(FOOTER), Block("caption", "The office")]
    kept, removed = site.strip(blocks, site.body_of("/a", blocks))
    assert (kept, removed) == (blocks, [])


def test_the_same_line_twice_on_a_page_counts_once() -> None:
    site = SiteMemory()
    visit(site, "/0", [p(SHORT), *article(0), p(SHORT), p(SHORT)])
    visit(site, "/1", [p(SHORT), *article(1), p(SHORT), p(SHORT)])
    assert not site.knows(digest(SHORT))


def test_knows_by_text_and_by_digest() -> None:
    site = SiteMemory()
    visits(site, 12, p(FOOTER), articles=3)
    assert site.knows(digest(FOOTER))
    assert digest(FOOTER) == digest(f"  {FOOTER.upper()} ") and len(digest(FOOTER)) == 8
    # Lines that differ in digits are different facts.
    assert digest("Attendance: 45,210") != digest("Attendance: 30,100")


def test_in_scripts_that_do_not_part_their_words() -> None:
    japanese = [
        "北海道新幹線の延伸",
        "京都の祇園祭で山鉾",
        "国会で予算案を審議",
        "大谷選手が本塁打",
    ]
    thai = ["รถไฟฟ้าสายใหม่เปิด", "น้ำท่วมภาคใต้หนัก", "ราคาทองคำพุ่งสูง", "นักกีฬาคว้าเหรียญ"]
    for subjects, line in (
        (japanese, "山野はるか　地方支局を経て現職。趣味は登山と古い時計の修理。"),
        (thai, "ผู้เขียนเกิดที่เชียงใหม่และชอบเลี้ยงแมว"),
    ):
        site = SiteMemory()
        for number, subject in enumerate(subjects):
            own = [p(f"{subject}{at}{number}" * 2) for at in range(8)]
            taken = visit(site, f"/{number}", [*own, p(line)])
        assert taken == [line]
        body = site.body_of("/a", [p(f"{subjects[0]}{n}") for n in range(3)])
        assert all(body.is_about(line) for line in body.lines)


def filled(articles: int = 5) -> SiteMemory:
    site = SiteMemory()
    for n in range(articles):
        blocks = with_lines(article(n), 12, p(FOOTER))
        site.learn(site.body_of(f"/{n}", blocks, f"Title {n}"), [], ["end Tidewater"], "characters")
    return site


def test_kept_between_crawls() -> None:
    site = filled()
    again = SiteMemory.load(site.dump())
    assert again.dump() == site.dump()
    assert (
        again.knows(digest(FOOTER))
        and again.is_habit("end Tidewater")
        and again.counts == "characters"
    )
    # The second memory then learns like the first one.
    for memory_ in (site, again):
        visits(memory_, 3, p(SHORT, "div.x"), articles=6)
    assert again.dump() == site.dump()


@settings(max_examples=200)
@given(
    st.binary(max_size=200) | st.binary(max_size=99).map(lambda tail: filled(3).dump()[:-7] + tail)
)
def test_damaged_bytes_make_a_memory_all_the_same(value: bytes) -> None:
    site = SiteMemory.load(value)
    visits(site, 12, p(FOOTER))
    SiteMemory.load(site.dump())


@pytest.mark.parametrize("words", [0, 1, 11, 12, 13, 30])
def test_a_subject_of_any_size_is_kept(words: int) -> None:
    site = SiteMemory()
    text = " ".join(f"subject{'abcdefghijklmnopqrstuvwxyzäöüß'[n]}" for n in range(words))
    site.learn(site.body_of("/a", [p(f"One line {text}."), p(f"Two lines {text}!")]))
    assert [len(subject) for subject in site._kept.articles.values()] == [min(words, 12)]
    assert SiteMemory.load(site.dump())._kept.articles == site._kept.articles


@pytest.mark.parametrize("at", [6, 14, 38, 42])
def test_counts_that_can_not_be_are_damage(at: int) -> None:
    value = bytearray(filled().dump())
    value[at : at + 4] = b"\xff\xff\xff\xff"
    site = SiteMemory.load(bytes(value))
    assert site.dump() == SiteMemory().dump()
    visits(site, 12, p(FOOTER))
    site.dump()


def test_another_version_starts_anew() -> None:
    value = bytearray(filled().dump())
    value[4] += 1
    assert SiteMemory.load(bytes(value)).dump() == SiteMemory().dump()


def test_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MAX_LINES", 200)
    monkeypatch.setattr(memory, "MAX_ARTICLES", 20)
    site = SiteMemory()
    for n in range(100):
        site.learn(
            site.body_of(
                f"/{n}", with_lines(article(n, day=n), 12, *([p(FOOTER)] if n < 4 else []))
            ),
            [],
            [f"whole {n}"],
        )
    assert len(site._kept.lines) <= 200 and len(site._kept.articles) == 20
    assert site.knows(digest(FOOTER)), "what returned outlives what was seen once"
    assert sum(site._subjects.values()) == sum(map(len, site._kept.articles.values()))
    assert len(site.dump()) < 200 * 30 + 20 * 32 + 100


def test_the_same_order_makes_the_same_memory_in_every_process() -> None:
    code = "import sys; sys.path[:0] = ['tests/text', '.']; from test_memory import filled; sys.stdout.write(filled().dump().hex())"
    root = Path(__file__).resolve().parents[2]
    dumps = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert dumps == {filled().dump().hex().encode()}


blocks = st.lists(
    st.builds(
        Block,
        type=st.sampled_from(
            ["paragraph", "heading", "quote", "list_item", "table_row", "caption", "embed"]
        ),
        text=st.text(st.characters(codec=None, categories=None), max_size=30)
        | st.sampled_from([FOOTER, SHORT]),
        where=st.sampled_from(["p", "div.x", ""]),
    ),
    max_size=8,
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=3), blocks, st.none() | st.text(max_size=20)), max_size=8)
)
def test_total_on_any_input_and_nothing_is_lost_unsaid(
    given_: list[tuple[str, list[Block], str | None]],
) -> None:
    site = SiteMemory()
    for name, found, title in given_:
        body = site.body_of(name, found, title)
        site.learn(body, [name], [name], "other")
        kept, removed = site.strip(found, body)
        assert sorted(block.text for block in found) == sorted(
            [b.text for b in kept] + [line.text for line in removed]
        )
        assert not found or kept
        assert all(site.knows(digest(line.text)) for line in removed)


def test_a_huge_page_takes_linear_time() -> None:
    site = SiteMemory()
    huge = [p(f"Line {n} of a very long page about nothing") for n in range(20_000)]
    site.learn(site.body_of("/huge", [*huge, p("x" * 1_000_000)]))
    assert len(site._kept.lines) <= memory.MAX_LINES


# Titles


def test_a_piece_is_a_habit_from_the_third_article_on_half_of_them() -> None:
    site = SiteMemory()
    for n in range(3):
        assert not site.is_habit("end Tidewater")
        site.learn(site.body_of(f"/{n}", article(n)), [], ["end Tidewater"])
    assert (
        site.is_habit("end Tidewater")
        and site.is_habit("end TIDEWATER")
        and not site.is_habit("start Tidewater")
    )
    for n in range(3, 7):
        site.learn(site.body_of(f"/{n}", article(n, day=n)))
    assert not site.is_habit("end Tidewater")


# Declared lengths


@pytest.mark.parametrize(
    "lengths, expected",
    [
        (["words"] * 2, None),
        (["words"] * 3, "words"),
        (["words", "words", "characters", "words"], "words"),
        (["words", "characters", "words", "characters", "words"], None),
        (["other"] * 5, None),
        (["markup"] * 3 + ["other"], "markup"),
        ([None] * 3, None),
    ],
)
def test_the_unit_of_a_sites_declared_lengths(
    lengths: list[str | None], expected: str | None
) -> None:
    site = SiteMemory()
    for n, length in enumerate(lengths):
        site.learn(site.body_of(f"/{n}", article(n)), length=length)  # type: ignore[arg-type]
    assert site.counts == expected
