"""The verdict: each kind of witness alone, together, against each other, and on any input."""

from __future__ import annotations

import math

import harbour
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from processor_time import at_most

from newscrawl.items import Block, Evidence, Link, PageEvidence, Part
from newscrawl.text import completeness, ending, tokens
from newscrawl.text.boilerplate import Call, Frame, strip
from newscrawl.text.completeness import Verdict, judge
from newscrawl.text.witnesses import Box, Facts

STORY = harbour.STORY[:6]
PREVIEW = Frame(
    calls=(
        Call("Continue Reading on The Wexcombe Ledger", "line.aggregator_preview", "end"),
        Call(
            "This preview shows approximately 15% of the article.", "line.aggregator_preview", "end"
        ),
        Call("Read Full Article →", "line.aggregator_preview", "end"),
    ),
    declared_fraction=0.15,
    publisher_name="The Wexcombe Ledger",
)
TEXT = PageEvidence(source="text")


def page(**known: object) -> PageEvidence:
    return PageEvidence(source="page", is_article=True, **known)  # type: ignore[arg-type]


def story(*more: str, times: int = 1) -> list[Block]:
    return [Block("paragraph", text) for text in [*STORY * times, *more]]


def verdict(
    blocks: list[Block],
    evidence: PageEvidence,
    around: Frame | None = None,
    domain: str | None = None,
    **known: object,
) -> Verdict:
    """Returns the verdict with the signals of `around`, or else with those that the boilerplate
    stage finds.
    """
    if around is None:
        found = strip(blocks, after=evidence.after)
        blocks, around = found.blocks, found.signals
    words = sum(tokens.count(block.text) for block in blocks)
    return judge(Facts(blocks, evidence, around, words, **known), domain)  # type: ignore[arg-type]


def frame(*lines: tuple[str, str], **known: object) -> Frame:
    calls = tuple(Call(text, rule, "end") for text, rule in lines)
    return Frame(calls=calls, **known)  # type: ignore[arg-type]


def test_a_preview_with_a_declared_share() -> None:
    found = verdict(
        story("Asked about the cost of the ferry's absence, the chairman of the"), TEXT, PREVIEW
    )
    assert found.truncated is True
    assert found.completeness.kind == "aggregator_preview"
    assert (found.completeness.delivered_fraction, found.completeness.fraction_basis) == (
        0.15,
        "declared",
    )
    assert found.completeness.cut == "mid_sentence"
    assert found.completeness.publisher_name == "The Wexcombe Ledger"
    assert found.completeness.estimated_total_words == round(
        tokens.count(
            "\n".join([*STORY, "Asked about the cost of the ferry's absence, the chairman of the"])
        )
        / 0.15
    )
    assert found.access is None


def test_the_probability_is_the_logistic_of_the_evidence_summed() -> None:
    found = verdict(story(), page(free=False, declared_words=400), PREVIEW)
    log_odds = sum(piece.weight for piece in found.completeness.evidence)
    assert found.completeness.probability == pytest.approx(1 / (1 + math.exp(-log_odds)), abs=1e-4)
    assert all(piece.signal and piece.where for piece in found.completeness.evidence)


def test_plain_text_in_which_nothing_speaks_is_unknown() -> None:
    found = verdict(story(), TEXT)
    assert found.truncated is None
    assert found.completeness.cut is None
    assert found.completeness.kind is None
    assert found.completeness.probability is not None
    assert 0.2 < found.completeness.probability < 0.8


def test_an_articles_page_in_which_nothing_speaks_is_whole() -> None:
    found = verdict(story(), page())
    assert found.truncated is False
    assert found.completeness.delivered_fraction is None


def test_plain_text_that_stops_in_mid_sentence() -> None:
    found = verdict(
        story("Ms Quill said that the county had promised as much before, and that in the"), TEXT
    )
    assert found.truncated is True
    assert found.completeness.cut == "mid_sentence"
    assert found.completeness.kind is None
    assert found.completeness.delivered_fraction is None


def test_plain_text_that_stops_in_mid_word() -> None:
    found = verdict(
        story("Ms Quill said that the county had promised as much before, and that in the harb"),
        TEXT,
    )
    assert found.truncated is True
    assert found.completeness.cut == "mid_word"


def test_a_text_that_never_ends_its_paragraphs_is_not_cut_for_ending_like_them() -> None:
    lines = [text.rstrip(".") for text in STORY]
    found = verdict([Block("paragraph", text) for text in lines * 3], TEXT)
    assert found.truncated is None


@pytest.mark.parametrize(
    "last",
    [
        "Reuters",
        "By Ada Quill in Little Wexcombe",
        "Reporting by Tom Reed; Editing by Una Marsh",
        "Reporting by Tom Reed in Little Wexcombe, Ada Quill in the capital and Una Marsh at sea; Editing by Una Marsh",
        "© 2026 The Wexcombe Ledger",
        "Contact the newsroom at desk@ledger.example",
        "(dpa)",
        "Wexcombe, 3 May 2026",
        "___",
    ],
)
def test_a_sign_off_is_no_cut(last: str) -> None:
    assert verdict(story(last), TEXT).truncated is None
    assert verdict(story(last), page()).truncated is False


@pytest.mark.parametrize(
    "last",
    [
        "He said it was done. (AFP)",
        "“It is done,” he said.”",
        "彼は「終わった」と述べた。",
        "「終わった。」",
        "他说：“已经结束了。”",
        "وقال إن العمل انتهى.",
        "هل انتهى العمل؟",
        "यह काम पूरा हो गया है।",
        "Τελείωσε το έργο;",
        "Il a dit : « C’est fini. »",
        "Er sagte: „Es ist vollbracht.“",
        "It is done. ■",
        "It is done.*",
    ],
)
def test_sentence_ends_of_many_scripts(last: str) -> None:
    assert ending.ending_of([Block("paragraph", last)]).signal == "sentence_end"


@pytest.mark.parametrize(
    ("paragraph", "cut"),
    [
        (
            "港湾委員会は火曜日、東桟橋を再建することを決めた。",
            "その費用の三分の二は委員会が負担し、残りは県に求めることに",
        ),
        (
            "قرر مجلس الميناء يوم الثلاثاء إعادة بناء الرصيف الشرقي.",
            "وقال رئيس المجلس إن العمل سيبدأ في الربيع المقبل بعد أن",
        ),
        (
            "Совет порта решил во вторник восстановить восточный причал.",
            "Председатель совета сообщил, что работы начнутся весной после",
        ),
    ],
)
def test_unfinished_ends_of_other_scripts(paragraph: str, cut: str) -> None:
    found = verdict([Block("paragraph", paragraph)] * 8 + [Block("paragraph", cut)], TEXT)
    assert found.truncated is True
    assert found.completeness.cut == "mid_sentence"


def test_thai_has_no_full_stop_to_miss() -> None:
    block = Block("paragraph", "คณะกรรมการท่าเรือมีมติเมื่อวันอังคารให้สร้างท่าเทียบเรือฝั่งตะวันออกขึ้นใหม่")
    assert ending.ending_of([block] * 6).signal is None


def test_a_paywall_stub() -> None:
    stub = frame(
        ("Subscribe to continue reading", "line.paywall"),
        ("Already a subscriber? Log in", "line.paywall"),
    )
    found = verdict(story()[:2], page(free=False), stub)
    assert found.truncated is True
    assert found.completeness.kind == "paywall"
    assert found.completeness.cut == "sentence_end"
    assert found.completeness.delivered_fraction is None
    assert found.access == "subscriber"


def test_a_registration_teaser() -> None:
    found = verdict(
        story()[:2], page(), frame(("Register for free to read on", "line.registration"))
    )
    assert found.truncated is True
    assert found.completeness.kind == "registration"
    assert found.access == "registration"


def test_a_metered_page_that_holds_its_whole_text() -> None:
    metered = frame(("You have 2 free articles left this month", "line.furniture"))
    found = verdict(story(times=4), page(free=False, tier="metered"), metered)
    assert found.truncated is False
    assert found.access == "metered"
    assert found.completeness.kind is None


def test_a_paywall_call_under_a_text_of_the_declared_length_is_no_cut() -> None:
    paywall = frame(("Subscribe to continue reading", "line.paywall"))
    blocks = story(times=4)
    words = sum(tokens.count(block.text) for block in blocks)
    found = verdict(blocks, page(free=False, declared_words=words + 9), paywall)
    assert found.truncated is False
    assert found.access == "subscriber"


def test_access_never_decides_alone() -> None:
    for words in (5, 2000):
        evidence = page(free=False, tier="locked", parts=[Part(".locked", False, words)])
        assert verdict(story()[:2], evidence).truncated is not True
        assert verdict(story(), evidence).access == "subscriber"
    assert verdict(story(times=3), page(free=False)).truncated is False
    assert verdict(story(), page(free=True)).access == "free"


@pytest.mark.parametrize(
    ("tail", "basis"),
    [
        (" […]", None),
        (" [...]", None),
        ("… [+1234 chars]", "character_count"),
        ("... [1234 chars]", "character_count"),
    ],
)
def test_excerpts_as_programs_hand_them_on(tail: str, basis: str | None) -> None:
    start = "The harbour board of Little Wexcombe voted on Tuesday to rebuild the eastern pier, which a storm broke in"
    found = verdict([Block("paragraph", start + tail)], PageEvidence(source="feed"))
    assert found.truncated is True
    assert found.completeness.kind == "feed_excerpt"
    assert found.completeness.fraction_basis == basis
    if basis:
        assert found.completeness.delivered_fraction == pytest.approx(
            len(start) / (len(start) + 1234), abs=0.005
        )
    else:
        assert found.completeness.delivered_fraction is None


def test_characters_held_back_that_the_frame_counted() -> None:
    marked = Frame(
        (Call("[+900 chars]", "line.aggregator_preview", "end"),), declared_remaining_chars=900
    )
    found = verdict([Block("paragraph", "x" * 100)], TEXT, marked)
    assert (found.completeness.delivered_fraction, found.completeness.fraction_basis) == (
        0.1,
        "character_count",
    )
    assert found.completeness.kind == "feed_excerpt"


def test_a_further_page_that_is_missing() -> None:
    following = "https://ledger.example/pier?page=2"
    found = verdict(story(), page(next_page=following, pages=[following]))
    assert found.truncated is True
    assert found.completeness.kind == "paginated"
    assert found.completeness.full_text_url is None
    assert found.completeness.delivered_fraction is None


def test_one_link_to_a_page_is_less_than_two_or_rel_next() -> None:
    one, two = "https://ledger.example/pier-2", "https://ledger.example/pier-3"
    assert verdict(story(), page(pages=[one])).truncated is not True
    assert verdict(story(), page(pages=[one, two])).truncated is True


def test_one_link_to_a_page_leaves_the_verdict_undecided() -> None:
    one = page(pages=["https://ledger.example/pier-2"])
    assert verdict(story(), one).truncated is None
    assert verdict(story(), page()).truncated is False


def test_a_paywall_between_pages_is_a_paywall() -> None:
    paywall = frame(("Subscribe to continue reading", "line.paywall"))
    found = verdict(
        story(), page(free=False, next_page="https://ledger.example/pier/page-2"), paywall
    )
    assert found.completeness.kind == "paywall"


def test_a_call_that_holds_nothing_back_does_not_decide() -> None:
    for line in ("Subscribe", "Sign in to join the comments"):
        assert verdict(story(times=2), page(), frame((line, ""))).truncated is False
    assert verdict(story(times=2), page(), frame(("Log in", ""))).truncated is not True


def test_a_call_that_stayed_in_the_text_is_read_all_the_same() -> None:
    found = verdict(story("Subscribe to continue reading this article"), TEXT)
    assert found.truncated is True
    assert any(piece.signal == "line" and piece.weight > 0 for piece in found.completeness.evidence)


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("Subscribe to read the rest of it " * 9, " read the rest…"),
        ("阅读全文请订阅" * 40, "阅读全文请…"),
    ],
)
def test_long_quotations_are_cut_between_words(line: str, end: str) -> None:
    quotes = [
        piece.quote or ""
        for piece in verdict(story(), page(), frame((line.strip(), ""))).completeness.evidence
    ]
    cut = [quote for quote in quotes if quote.endswith("…")]
    assert cut and all(len(quote) <= 160 for quote in cut)
    assert any(quote.endswith(end) for quote in cut)


def test_an_article_that_quotes_a_paywall_is_whole() -> None:
    quote = "Its site greets every reader with the line “subscribe to continue reading”, and most of them leave at once."
    assert verdict([Block("paragraph", quote), *story(times=2)], page()).truncated is False


def test_two_lines_together_may_hold_back_though_neither_does_alone() -> None:
    lines = [
        ("The complete report is at The Ledger.", "line.aggregator_preview"),
        ("Visit us to finish reading.", "line.aggregator_preview"),
    ]
    found = verdict(story(times=2), TEXT, frame(*lines))
    assert found.truncated is True


@pytest.mark.parametrize(
    ("line", "truncated"), [("Read the full story here", True), ("See the photographs here", False)]
)
def test_a_last_line_that_leads_on(line: str, truncated: bool) -> None:
    url = "https://elsewhere.example/pier"
    last = Block("paragraph", line, links=[Link("here", url)])
    found = verdict([*story(times=2), last], page())
    assert (found.truncated is True) is truncated
    assert found.completeness.full_text_url == (url if truncated else None)


def test_a_call_far_behind_the_text_or_below_other_articles_does_not_decide() -> None:
    lines = [
        "More stories",
        "Ferry delayed",
        "Crab season opens",
        "Read more",
        "Wexcombe fair",
        "Tides",
        "Weather",
        "Subscribe to read on",
    ]
    after = [Block("paragraph", line) for line in lines]
    assert verdict(story(times=3), page(after=after)).truncated is False


def test_a_preview_that_names_nobody_is_a_teaser() -> None:
    found = verdict(story(), page(), frame(("Read the full story", "line.aggregator_preview")))
    assert found.truncated is True
    assert found.completeness.kind == "teaser"


def test_a_copy_with_tags_and_entities_is_no_longer_than_the_text() -> None:
    copy = "".join(f"&lt;p class=&quot;a b c d e f g&quot;&gt;{text}&lt;/p&gt;" for text in STORY)
    assert verdict(story(), page(jsonld_body=copy)).truncated is False


def test_a_feed_is_no_witness_against_itself() -> None:
    evidence = PageEvidence(source="feed", feed_text="\n\n".join(STORY))
    assert verdict(story(), evidence).truncated is None


def test_an_ellipsis_counts_less_in_a_text_with_many() -> None:
    assert (
        verdict(story("And what the county will say, nobody on the quay would g…"), TEXT).truncated
        is True
    )
    fond = [Block("paragraph", text.rstrip(".") + "…") for text in STORY]
    assert verdict(fond, TEXT).truncated is None


def test_a_row_of_titles_below_a_text_is_no_cut() -> None:
    titles = [
        "Ferry to sail again from June as the harbour board rebuilds its pier at last",
        "What the storm did to the coast between Little Wexcombe and the lighthouse",
    ]
    assert verdict(story(*titles), TEXT).truncated is None


def test_declared_words_and_their_unit() -> None:
    blocks = story(times=5)
    words = sum(tokens.count(block.text) for block in blocks)
    chars = sum(len(block.text) for block in blocks)
    more = verdict(blocks, page(declared_words=words * 3))
    assert more.truncated is True
    assert more.completeness.fraction_basis == "word_count"
    assert more.completeness.delivered_fraction == pytest.approx(0.333, abs=0.001)
    assert more.completeness.estimated_total_words == words * 3
    assert verdict(blocks, page(declared_words=chars)).truncated is False
    either = verdict(blocks, page(declared_words=round(chars * 0.85)))
    assert either.truncated is None
    assert either.completeness.fraction_basis == "word_count"
    known = verdict(blocks, page(declared_words=chars * 4), unit="characters")
    assert known.completeness.fraction_basis == "character_count"
    assert known.completeness.delivered_fraction == pytest.approx(0.25, abs=0.01)
    assert verdict(blocks, page(declared_words=chars), unit="words").truncated is True


@pytest.mark.parametrize(("times", "truncated"), [(1.2, False), (1.4, None), (1.6, True)])
def test_the_more_a_declared_length_is_above_the_texts_the_surer_is_a_cut(
    times: float, truncated: bool | None
) -> None:
    words = sum(map(tokens.count, STORY)) * 3
    assert verdict(story(times=3), page(declared_words=round(words * times))).truncated is truncated


def test_words_and_characters_are_one_count_in_scripts_without_spaces() -> None:
    line = "港の委員会は火曜日に、三月の嵐で壊れた東の桟橋を建て直すことを決めた。作業は春に始まる予定である。"
    blocks = [Block("paragraph", line)] * 12
    call = frame(
        (
            "This article is for subscribers only. Subscribe to read the full article.",
            "line.paywall",
        )
    )
    count = sum(tokens.count(block.text) for block in blocks)
    assert verdict(blocks, page(free=False, declared_words=count), call).truncated is not True
    assert verdict(blocks, page(free=False), call).truncated is True


def test_a_stub_whose_characters_equal_the_declared_words_is_no_whole_article() -> None:
    chars = len(STORY[0]) + len(STORY[1])
    found = verdict(story()[:2], page(declared_words=chars))
    assert found.truncated is True
    assert found.completeness.fraction_basis == "word_count"


def test_the_extractors_own_gap_is_told_from_the_publishers_cut() -> None:
    whole = "\n\n".join(STORY * 3)
    found = verdict(story()[:2], page(jsonld_body=whole))
    assert found.truncated is True
    assert found.completeness.kind == "extraction_gap"
    assert found.completeness.fraction_basis == "word_count"
    assert verdict(story(times=3), page(jsonld_body=whole)).truncated is False


def test_after_a_cut_by_the_parser_the_verdict_is_unknown_and_an_unfinished_end_a_gap() -> None:
    assert verdict(story(), page(too_deep=True)).truncated is None
    assert verdict(story(), page(too_long=True)).truncated is None
    found = verdict(
        story("Ms Quill said that the county had promised as much before, and that in the"),
        page(too_deep=True),
    )
    assert found.truncated is True
    assert found.completeness.kind == "extraction_gap"


def test_a_sentence_that_goes_on_behind_the_body_is_a_gap_of_ours() -> None:
    cut = story("Ms Quill said that the county had promised as much before, and that in the")
    rest = "harbour nobody had forgotten how long the last promise had taken to come true."
    found = verdict(cut, page(after=[Block("paragraph", rest)]))
    assert found.truncated is True
    assert found.completeness.kind == "extraction_gap"
    assert verdict(cut, page(after=[Block("paragraph", "share")])).completeness.kind is None


def test_a_feed_that_holds_more_than_the_page() -> None:
    found = verdict(story()[:1], page(feed_text="\n\n".join(STORY * 2)))
    assert found.truncated is True
    assert found.completeness.fraction_basis == "feed"
    assert found.completeness.delivered_fraction == pytest.approx(
        tokens.count(STORY[0]) / tokens.count("\n".join(STORY * 2)), abs=0.001
    )


def test_only_previews_give_the_address_of_the_whole_article() -> None:
    url = "https://elsewhere.example/pier"
    preview = frame(
        ("Read the full story on The Ledger", "line.aggregator_preview"),
        publisher_name="The Ledger",
        full_text_url=url,
    )
    assert verdict(story(), page(), preview).completeness.full_text_url == url
    paywall = frame(("Subscribe to continue reading", "line.paywall"), full_text_url=url)
    assert verdict(story(), page(), paywall).completeness.full_text_url is None


@pytest.mark.parametrize(("holds", "access"), [(1.4, None), (1.6, "subscriber")])
def test_lines_that_hardly_hold_the_rest_back_say_nothing_of_access(
    holds: float, access: str | None
) -> None:
    """Such as the headline "Wind farm gets its second licence" in a box of related articles."""
    box = Box(("Subscribe to continue reading this article",), holds, "after")
    assert completeness._access(page(), box) == access


def test_a_link_to_subscriptions_says_nothing_of_access() -> None:
    calls = (Call("Subscriptions", "line.paywall", "after"),)
    after = [Block("paragraph", "Subscriptions")]
    assert verdict(story(), page(after=after), Frame(calls)).access is None
    assert verdict(story(), page(after=after, free=True), Frame(calls)).access == "free"


def test_innocent_frames_say_nothing() -> None:
    lines = [
        ("Sign up to our newsletter", "newsletter.sign_up"),
        ("Share this article", "line.furniture"),
    ]
    assert verdict(story(), page(), frame(*lines)).truncated is False
    assert verdict(story(), TEXT, frame(*lines)).truncated is None


def test_the_reason_is_one_sentence() -> None:
    for found in (
        verdict(story(), TEXT),
        verdict(story(), page()),
        verdict(story(), page(), PREVIEW),
    ):
        reason = found.completeness.reason
        assert reason and reason[0].isupper() and reason.endswith(".") and "\n" not in reason


def test_the_reason_says_the_opposite_of_a_signal_that_speaks_against_a_cut() -> None:
    piece = Evidence("last_line", "end", "By continuing you agree to our terms.", -0.1)
    assert completeness._say(piece) == "the last line does not read like a call to read on"
    piece.weight = 0.1
    assert completeness._say(piece) == "the last line reads like a call to read on"


def test_the_reason_quotes_each_line_once() -> None:
    """The one line of the site is the quote of `lines` and of `line`."""
    reason = beside("Subscribe to continue reading this article").completeness.reason or ""
    assert reason.count("Subscribe to continue") == 1
    assert "lines" not in reason


@pytest.mark.parametrize("line", ["...", "[+]", "I.", "0 / 9", "» http://www.harbour.example/"])
def test_a_line_without_a_word_behind_the_body_says_nothing_alone(line: str) -> None:
    found = beside(line, "Harbour council")
    assert found.truncated is False
    assert all(one.quote != line for one in found.completeness.evidence)


def test_no_body_at_all() -> None:
    for evidence in (TEXT, page(), PageEvidence(source="feed")):
        assert verdict([], evidence).completeness.delivered_fraction is None


TEXTS = st.text(max_size=60)
CALLS = st.builds(
    Call,
    TEXTS,
    st.sampled_from(
        ["line.aggregator_preview", "line.paywall", "line.registration", "line.furniture", ""]
    ),
    st.sampled_from(["start", "inside", "end", "after"]),
    st.floats(-9, 9),
)
NUMBER = st.none() | st.integers(-5, 10**9)
FRACTION = st.none() | st.floats(0, 1)
FRAMES = st.builds(
    Frame,
    st.lists(CALLS, max_size=4).map(tuple),
    FRACTION,
    NUMBER,
    NUMBER,
    NUMBER,
    st.none() | TEXTS,
    st.none() | TEXTS,
)
BLOCKS = st.lists(
    st.builds(
        Block, st.sampled_from(["paragraph", "heading", "list_item", "caption", "quote"]), TEXTS
    ),
    max_size=6,
)
PAGES = st.builds(
    PageEvidence,
    source=st.sampled_from(["page", "text", "feed"]),
    after=BLOCKS,
    jsonld_body=st.none() | TEXTS,
    feed_text=st.none() | TEXTS,
    declared_words=NUMBER,
    free=st.none() | st.booleans(),
    tier=st.none() | TEXTS,
    parts=st.lists(
        st.builds(Part, TEXTS, st.none() | st.booleans(), st.none() | st.integers(0, 5000)),
        max_size=3,
    ),
    next_page=st.none() | TEXTS,
)


@settings(max_examples=300, deadline=None)
@given(BLOCKS, PAGES, FRAMES, st.integers(0, 10**6))
def test_any_input_has_a_verdict(
    blocks: list[Block], evidence: PageEvidence, around: Frame, words: int
) -> None:
    found = judge(Facts(blocks, evidence, around, words))
    probability = found.completeness.probability
    assert probability is not None and 0 <= probability <= 1
    assert found.truncated is (
        True if probability >= 0.8 else False if probability <= 0.2 else None
    )
    assert found.completeness.cut is None or found.truncated
    fraction = found.completeness.delivered_fraction
    assert fraction is None or 0 <= fraction <= 1
    assert (fraction is None) is (found.completeness.fraction_basis is None)


@pytest.mark.parametrize("piece", ["a", "(", "…", ". ", "[…] ", "word ", "。", "\u200b", ")\u00a0"])
def test_time_is_linear(piece: str) -> None:
    short, long = [Block("paragraph", piece * 40_000)], [Block("paragraph", piece * 400_000)]
    judge(Facts(short, TEXT, Frame(), 10))
    with at_most(2):
        judge(Facts(long, TEXT, Frame(), 10))


def test_a_short_text_that_the_pages_own_count_calls_whole_does_not_speak_for_a_cut() -> None:
    paywall = frame(("Subscribe to continue reading", "line.paywall"))
    words = sum(map(tokens.count, STORY))
    assert verdict(story(), page(free=False, declared_words=words), paywall).truncated is False
    held = verdict(story(), page(free=False, parts=[Part(".text", False, words)]), paywall)
    assert held.truncated is False


def test_a_first_pages_locked_part_is_not_the_article() -> None:
    following = "https://ledger.example/pier/page-2"
    part = Part(".text", False, 400)
    found = verdict(story(), page(free=False, next_page=following, parts=[part]))
    assert found.truncated is True
    assert verdict(story(), page(free=False, parts=[part])).truncated is False


def test_a_share_is_given_unless_a_cut_is_ruled_out() -> None:
    words = 3 * sum(map(tokens.count, STORY))
    locked = "This article is for subscribers"
    call = Frame((Call(locked, "line.paywall", "after"),))
    found = verdict(
        story(times=3),
        page(declared_words=round(words / 0.9), after=[Block("paragraph", locked)]),
        call,
    )
    assert found.truncated is None
    assert found.completeness.delivered_fraction == pytest.approx(0.9, abs=0.01)
    assert found.completeness.fraction_basis == "word_count"


def test_a_declared_length_alone_is_its_publishers_paywall() -> None:
    assert verdict(story(), page(declared_words=1200)).completeness.kind == "paywall"


@pytest.mark.parametrize(
    ("domain", "kind"),
    [
        ("ledger.example", "teaser"),
        ("mirror.example", "aggregator_preview"),
        (None, "aggregator_preview"),
    ],
)
def test_a_link_to_the_whole_on_the_own_site_makes_no_aggregator(
    domain: str | None, kind: str
) -> None:
    link = "https://www.ledger.example/pier"
    named = frame(("Read the full story", "line.aggregator_preview"), full_text_url=link)
    found = verdict(story(), page(), named, domain=domain)
    assert (found.completeness.kind, found.completeness.full_text_url) == (kind, link)


@pytest.mark.parametrize(
    ("last", "cut"),
    [
        ("The county had promised as much before, and the board now expects the rebui", "mid_word"),
        (
            "The county had promised as much before, and the ferry will return to the storm-broken",
            "mid_sentence",
        ),
        ("The county had promised as much before, said Tuesd", "mid_word"),
        ("The county had promised as much before, and has made a", "mid_sentence"),
        ("The county had promised as much before, but that", "mid_sentence"),
        ("The county had promised as much before, and so the qua", "mid_word"),
    ],
)
def test_a_cut_word_is_told_by_the_words_of_its_text_and_its_language(last: str, cut: str) -> None:
    assert ending.ending_of([Block("paragraph", text) for text in [*STORY, last]]).cut == cut


def beside(*lines: str, times: int = 3) -> Verdict:
    """Returns the verdict on a page that looks whole, with these lines behind its body."""
    return verdict(story(times=times), page(after=[Block("paragraph", line) for line in lines]))


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Este artigo continua apenas para assinantes", "Assine para continuar a ler", "Já é assinante? Entre"], "paywall"),
        (["Inscrivez-vous gratuitement pour lire la suite de cet article"], "registration"),
        (["Regístrese para seguir leyendo este texto"], "registration"),
        (["Dies ist eine Vorschau (etwa 30 %).", "Den ganzen Artikel weiterlesen bei Der Hafenbote"], "aggregator_preview"),
    ],
)  # fmt: skip
def test_a_door_next_to_the_body_is_read_in_its_own_language(lines: list[str], kind: str) -> None:
    found = beside(*lines)
    assert found.truncated is True
    assert found.completeness.kind == kind
    assert set((found.completeness.evidence[1].quote or "").split(" / ")) <= set(lines)


def test_a_share_next_to_the_body_is_read_in_its_own_language() -> None:
    found = beside(
        "Dies ist eine Vorschau (etwa 30 %).", "Den ganzen Artikel weiterlesen bei Der Hafenbote"
    )
    assert (found.completeness.delivered_fraction, found.completeness.fraction_basis) == (
        0.3,
        "declared",
    )
    assert found.completeness.publisher_name == "Der Hafenbote"


@pytest.mark.parametrize(
    "lines",
    [
        ["You are reading a short preview of this story.", "Crabs are cheap again"],
        ["Read the full article at https://www.ledger.example/pier", "Crabs are cheap again"],
    ],
)
def test_a_line_that_calls_the_text_a_preview_or_gives_the_address_of_the_whole_decides(
    lines: list[str],
) -> None:
    assert beside(*lines).truncated is True
    assert beside(lines[1]).truncated is False


def test_all_rights_reserved_is_no_paywall() -> None:
    """ "Reserved" is what French calls an article for subscribers."""
    rights = Call("© 2026 Le Quai. All rights reserved.", "line.paywall", "after")
    shown = Call(
        "This preview shows approximately 15% of the article. Read the rest at the publisher's site.",
        "line.aggregator_preview",
        "end",
    )
    found = verdict(story(), page(), Frame((shown, rights), declared_fraction=0.15))
    assert (found.completeness.kind, found.access) == ("aggregator_preview", None)


def test_a_cut_word_is_told_by_another_copy_of_the_text() -> None:
    cut = "Ms Quill said that the county had promised as much before, and nobody had forgotten the moor"
    blocks = story(cut)
    assert ending.ending_of(blocks, [f"{cut}ings that it took."]).cut == "mid_word"
    assert ending.ending_of(blocks, [f"{cut} that it took."]).cut == "mid_sentence"
    assert (
        verdict(blocks, page(jsonld_body=f"{cut} that it took."), PREVIEW).completeness.cut
        == "mid_sentence"
    )
    assert verdict(blocks, TEXT, beside=[f"{cut}ings that it took."]).completeness.cut == "mid_word"
