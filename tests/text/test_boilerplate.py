"""Lines of frames are removed, with a rule. The article's own lines stay, whatever they are about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from processor_time import at_most

from newscrawl.items import Block, Link
from newscrawl.text import boilerplate, declared, phrases
from newscrawl.text.boilerplate import Body, Stripped, strip
from newscrawl.text.line_model import CLASSES

DEMO = Path(__file__).parents[2] / "newscrawl" / "demo" / "articles"

BODY = [
    "The ferry to Stennick will run again from May, the council decided on Wednesday after two hours of debate.",
    "It was the first vote on the crossing since the old boat was sold nine years ago, and it was won by one voice.",
    "Residents had collected four thousand signatures. Many of them work in the hospital across the bay and have to "
    "leave the night shift early if they want to sleep at home.",
    "The harbour master said the quay was ready, the crew was hired and the timetable would be out before Easter.",
    "Opponents of the plan pointed to the price of fuel. They asked for a report after the first winter.",
]


def paragraphs(*texts: str) -> list[Block]:
    return [Block("paragraph", text) for text in texts]


def stripped(*lines: str, **known: object) -> Stripped:
    return strip(paragraphs(*BODY, *lines), **known)  # type: ignore[arg-type]


def texts(found: Stripped) -> list[str]:
    return [block.text for block in found.blocks]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (
            ["📰", "Continue Reading on The Daily Example", "Read Full Article →"],
            "aggregator_preview",
        ),
        (
            [
                "This article is for subscribers only.",
                "Subscribe now to read on.",
                "Already a subscriber? Log in",
            ],
            "paywall",
        ),
        (["Register for free to continue reading", "Already registered? Sign in"], "registration"),
        (
            ["Sign up for our newsletter", "Get the day's top stories delivered to your inbox."],
            "offer",
        ),
        (["Share this article", "Facebook | WhatsApp | Email"], "furniture"),
        (["Download our app from Google Play"], "offer"),
        (["Follow us on Facebook and Instagram"], "furniture"),
        (["Weiterlesen mit dem Digitalabo", "Schon Abonnent? Hier anmelden"], "paywall"),
        (["La suite est réservée aux abonnés.", "Déjà abonné ? Connectez-vous"], "paywall"),
        (["Подпишитесь, чтобы читать дальше", "Уже подписаны? Войти"], "paywall"),
        (["続きを読むには無料の会員登録が必要です。", "すでに会員の方はログイン"], "registration"),
    ],
)
def test_a_frame_goes_line_by_line(lines: list[str], kind: str) -> None:
    found = stripped(*lines)
    assert texts(found) == BODY
    assert [line.text for line in found.removed] == lines
    assert kind in {call.kind for call in found.signals.calls}
    assert [call.where for call in found.signals.calls] == ["end"] * len(lines)
    assert all(
        line.rule.partition(".")[::2] in {("line", kind) for kind in CLASSES}
        for line in found.removed
    )


def test_frame_at_the_start_and_inside() -> None:
    blocks = paragraphs(
        "We value your privacy",
        "We and our partners use cookies. Accept all or manage your preferences.",
        *BODY[:3],
        "Read also: Council sells the old boat",
        *BODY[3:],
    )
    found = strip(blocks)
    assert texts(found) == BODY
    assert [call.where for call in found.signals.calls] == ["start", "start", "inside"]


@pytest.mark.parametrize(
    "line",
    [
        '"Read the full statement here" stood on the door, and nobody did.',
        "The notice about cookies cost the newspaper a third of its registrations, the editor told a conference.",
        "Thank you, and good night.",
        "They follow the river to the mill.",
        "Goodbye, harbour, goodbye, rain,",
        "Q: When will the boat sail? A: In May.",
    ],
)
def test_the_article_keeps_its_own_lines(line: str) -> None:
    assert texts(stripped(line)) == [*BODY, line]


def test_a_page_that_shows_its_article_by_a_script_has_no_text() -> None:
    line = "Copyright 2026 The Harrow Post. All rights reserved. Privacy Terms"
    found = strip([Block("paragraph", line)])
    assert (found.blocks, [gone.text for gone in found.removed]) == ([], [line])
    short = [
        Block("paragraph", "The page behind this link was moved without a word, as pages are.")
    ]
    assert strip(short).blocks == short


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.md")), ids=lambda path: path.stem)
def test_the_demo_loses_nothing(path: Path) -> None:
    """The articles include one about paywalls, a poem, a signed column and a transcript."""
    lines = path.read_text(encoding="utf-8").split("+++", 2)[2].strip().split("\n\n")
    blocks = [
        Block("heading" if line.startswith("#") else "paragraph", line.lstrip("# "))
        for line in lines
    ]
    assert strip(blocks).removed == []


@pytest.mark.parametrize(
    "lines",
    [
        ["Share", "Save", "Print"],
        ["Photo 3 of 12", "Next image"],
        ["0:00 / 6:32", "Listen to this article"],
        ["View gallery", "See all 14 photos"],
    ],
)
def test_the_few_words_of_a_box_go_from_inside(lines: list[str]) -> None:
    assert texts(strip(paragraphs(*BODY[:3], *lines, *BODY[3:]))) == BODY


@pytest.mark.parametrize(
    "lines",
    [
        ["Print", "The paper will be printed in Hollow Bay again."],
        ["Q: Favourite apps?", "A: The tide table, and the radio."],
        ["3/12"],
        ["Open the door so that you can see this:", "The harbour, the quay and the old boat."],
    ],
)
def test_short_lines_of_the_article_stay_inside(lines: list[str]) -> None:
    body = [*BODY[:3], *lines, *BODY[3:]]
    assert texts(strip(paragraphs(*body))) == body


def test_lines_of_a_box_that_hold_back_share_their_class() -> None:
    found = stripped("This article is for subscribers only.", "Already a subscriber? Log in")
    assert {line.rule for line in found.removed} == {"line.paywall"}


def test_captions_and_embeds_stay() -> None:
    blocks = [
        *paragraphs(*BODY),
        Block("caption", "Subscribe to our newsletter"),
        *paragraphs("Read Full Article →"),
    ]
    assert [block.type for block in strip(blocks).blocks][-1] == "caption"


def test_lines_behind_the_body_are_evidence_only() -> None:
    after = [
        Block(
            "paragraph",
            "Read Full Article →",
            links=[Link("Read Full Article →", "https://daily.example/a")],
        )
    ]
    found = strip(paragraphs(*BODY), after=after)
    assert texts(found) == BODY and not found.removed
    assert found.signals.full_text_url == "https://daily.example/a"
    assert [(call.where, call.holds > 0) for call in found.signals.calls] == [("after", True)]


def test_the_given_blocks_are_not_changed() -> None:
    blocks = paragraphs(*BODY[:-1], BODY[-1] + "… [+1234 chars]")
    before = [block.text for block in blocks]
    found = strip(blocks)
    assert [block.text for block in blocks] == before
    assert found.blocks[-1].text == BODY[-1] + "…"
    assert found.signals.declared_remaining_chars == 1234


@pytest.mark.parametrize(
    ("text", "language", "share"),
    [
        ("This preview shows approximately 15% of the article.", "en", 0.15),
        (
            "Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.",
            "fr",
            0.4291,
        ),
        ("Pozostało 84% artykułu", "pl", 0.16),
        ("Bu önizleme haberin yaklaşık %20'sini gösterir", "tr", 0.2),
        ("本文剩余75%，订阅后阅读", "zh", 0.25),
        ("Has leído el 30 por ciento de este artículo.", "es", 0.3),
        ("Sie haben 15 Prozent des Artikels gelesen", "de", 0.15),
        ("Haberin yüzde 25'ini okudunuz.", "tr", 0.25),
        ("تبقى ٧٠٪ من هذا المقال", "ar", 0.3),
        ("आपने २०% लेख पढ़ा है।", "hi", 0.2),
        ("75 % av artikeln återstår.", "sv", 0.25),
        ("We kept 85% of this story for readers with a card.", "en", 0.15),
        ("Zobrazeno: 30 %. Zbytek pro předplatitele.", "cs", 0.3),
        ("既読 40%、残りは会員限定", "ja", 0.4),
        ("Pročitali ste 20 odsto teksta.", "sr", 0.2),
        ("Imebaki asilimia 90 ya makala", "sw", 0.1),
        ("Read your third article", "en", None),
        ("Inflation rose 20 percent", "en", None),
        ("Save 50% on your subscription", "en", None),
        ("Get 20% off the price", "en", None),
    ],
)
def test_declared_share(text: str, language: str, share: float | None) -> None:
    assert declared.fraction(text, language) == share


@pytest.mark.parametrize(
    "text", ["40 foizi", "asilimia 40", "百分之40", "40パーセント", "40 на сто", "40 odstotkov"]
)
def test_percentages_are_read_in_words(text: str) -> None:
    assert declared.percentage(text) == 0.4
    assert declared.percentage(text.replace("40", "140")) is None


@pytest.mark.parametrize(
    ("line", "share"), [("40% done so far", 0.4), ("Save 50% in your first year", None)]
)
def test_a_share_beside_a_call(line: str, share: float | None) -> None:
    found = stripped(line, "Subscribe to read the rest of this article.")
    assert found.signals.declared_fraction == share


@pytest.mark.parametrize(
    ("text", "language", "counts"),
    [
        ("Noch 800 Wörter", "de", {"words_left": 800}),
        ("Read the full 1,200-word article", "en", {"words": 1200}),
        ("この記事は残り1200文字です", "ja", {"chars_left": 1200}),
        ("[+1234 chars]", None, {"chars_left": 1234}),
        ("Read in 5 minutes, on 12 pages", "en", {}),
    ],
)
def test_declared_lengths(text: str, language: str | None, counts: dict[str, int]) -> None:
    assert declared.lengths(text, language) == counts


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Continue Reading on The National UAE", "en", "The National UAE"),
        ("Lesen Sie den ganzen Artikel auf Der Spiegel", "de", "Der Spiegel"),
        ("Pokračovat ve čtení na Lhotecký deník", "cs", "Lhotecký deník"),
        ("The Example पर आगे पढ़ें", "hi", "The Example"),
        ("Continue reading on our website", "en", None),
        ("Read the full story on the publisher's website.", "en", None),
        ("Read it on Facebook", "en", None),
    ],
)
def test_publisher_named(text: str, language: str, name: str | None) -> None:
    assert declared.publisher(text, language) == name


def test_every_meaning_is_explained_once() -> None:
    folder = Path(str(phrases.__file__)).parent
    explained = re.findall(
        r"^\| `(\w+)` \|", (folder / "README.md").read_text("utf-8"), re.MULTILINE
    )
    files = "".join(path.read_text("utf-8") for path in folder.glob("*.txt"))
    assert explained == sorted(set(re.findall(r"^(.+)\t", files, re.MULTILINE)))


def test_every_language_has_the_meanings_of_frames() -> None:
    assert len(phrases.languages()) >= 55
    for language in phrases.languages():
        built = phrases.lexicon_of([language])
        entries = [*built.whole.values(), *built.stems.values(), *built.parts.values()]
        entries += [[sense for _, sense in found] for found in built.phrases.values()]
        meanings = {
            meaning for senses in entries for tongue, meaning in senses if tongue == language
        }
        assert {
            "read",
            "continue",
            "subscribe",
            "subscription",
            "signin",
            "share",
            "newsletter",
            "small",
        } <= meanings


LINES = st.lists(
    st.one_of(
        st.text(max_size=120),
        st.sampled_from(
            [
                "Read Full Article →",
                "📰",
                "Subscribe to continue reading",
                *BODY,
                "続きを読む",
                "اقرأ المزيد",
            ]
        ),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(LINES, LINES, st.text(max_size=10) | st.none())
def test_total_and_ordered(lines: list[str], after: list[str], language: str | None) -> None:
    """No text raises an exception. The kept and the removed lines are the given ones, in their
    order.
    """
    found = strip(paragraphs(*lines), after=paragraphs(*after), language=language)
    kept = iter(lines)
    assert all(any(line.startswith(text) for line in kept) for text in texts(found))
    assert len(found.removed) >= sum(1 for line in lines if line) - len(found.blocks)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["Read Full Article →", "Share", "Log in", "📰", *BODY]), max_size=10)
)
def test_idempotent_on_articles(lines: list[str]) -> None:
    once = strip(paragraphs(*BODY, *BODY, *lines, *BODY))
    assert strip(once.blocks).removed == []


@pytest.mark.parametrize(
    "text", ["[" * 1_000_000, "a" * 1_000_000, "Read " * 200_000, "… " * 400_000, "12," * 300_000]
)
def test_long_texts_take_linear_time(text: str) -> None:
    with at_most(10):
        strip(paragraphs(text, text, "Read Full Article →"))
        declared.lengths(text, "en")
        declared.fraction(text, "en")


BODIES = {
    "de": [
        "Die Fähre nach Stennick fährt ab Mai wieder, das hat der Rat am Mittwoch nach zwei Stunden Debatte beschlossen.",
        "Es war die erste Abstimmung über die Verbindung, seit das alte Schiff vor neun Jahren verkauft wurde.",
        "Viele Bewohner arbeiten im Krankenhaus auf der anderen Seite der Bucht und müssen die Nachtschicht früher verlassen.",
        "Der Hafenmeister sagte, der Kai sei bereit und die Mannschaft eingestellt. Der Fahrplan komme noch vor Ostern.",
    ],
    "fr": [
        "Le bac de Stennick reprendra la mer en mai, a décidé mercredi le conseil municipal après deux heures de débat.",
        "C'était le premier vote sur cette traversée depuis que le vieux bateau a été vendu, il y a maintenant neuf ans.",
        "Beaucoup d'habitants travaillent à l'hôpital, de l'autre côté de la baie, et doivent quitter leur service plus tôt.",
        "Le maître du port assure que le quai est prêt et que l'équipage est embauché. Les horaires sortiront avant Pâques.",
    ],
    "es": [
        "El transbordador a Stennick volverá a navegar en mayo, según decidió el miércoles el concejo tras dos horas de debate.",
        "Fue la primera votación sobre la travesía desde que el viejo barco se vendió hace nueve años, y se ganó por un voto.",
        "Muchos vecinos trabajan en el hospital del otro lado de la bahía y tienen que dejar antes el turno de noche.",
        "El capitán del puerto dijo que el muelle está listo y la tripulación contratada. El horario saldrá antes de Pascua.",
    ],
    "ru": [
        "Паром в Стенник снова пойдёт с мая, решил в среду совет города после двух часов споров и одного перерыва.",
        "Это было первое голосование о переправе с тех пор, как девять лет назад продали старое судно, и решил один голос.",
        "Многие жители работают в больнице на другом берегу залива и вынуждены раньше уходить с ночной смены домой.",
        "Начальник порта сказал, что причал готов, а команда набрана. Расписание появится ещё до Пасхи, обещал он.",
    ],
}  # fmt: skip


def held(language: str, *lines: str, at: int | None = None) -> list[str]:
    """Returns the rest of `lines` in a body of this language, at its end or before its paragraph
    `at`.
    """
    body = BODIES[language]
    place = len(body) if at is None else at
    left = texts(strip(paragraphs(*body[:place], *lines, *body[place:]), language=language))
    assert [text for text in left if text in body] == body
    return [text for text in left if text not in body]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "„Lesen Sie die ganze Erklärung hier“, stand an der Tür, und niemand tat es."),
        ("ru", "«Читайте полную версию на сайте», — было написано на двери, и никто не читал."),
        (
            "de",
            "Die Zeitung stellt ihre Abos auf fünf Kronen um; zweihundert Leser haben bisher eines gekauft.",
        ),
        (
            "es",
            "El diario cobra cinco coronas al mes a sus suscriptores, y doscientos de ellos las pagan.",
        ),
        (
            "de",
            "Ich verlasse heute diese Kolumne. Es war mir eine Freude, von Ihnen gelesen zu werden.",
        ),
        ("es", "Hoy dejo esta columna. Fue un placer que ustedes me leyeran."),
        ("ru", "Сегодня я прощаюсь с этой колонкой. Мне было приятно, что вы меня читали."),
        ("de", "Das Gedicht erschien zuerst 1912 in einem kleinen Blatt."),
        ("fr", "Le poème est paru pour la première fois en 1912."),
        ("fr", "*Le prénom a été modifié"),
    ],
)
def test_other_languages_keep_their_own_lines_too(language: str, line: str) -> None:
    assert held(language, line) == [line]
    assert held(language, line, at=2) == [line]


@pytest.mark.parametrize(
    ("language", "opening", "line"),
    [
        (
            "en",
            "The Lantern, a small paper, has asked its readers in the harbour towns for five crowns a month since Easter.",
            "Readers of the Lantern in the harbour towns can now subscribe for five crowns, and two hundred did.",
        ),
    ],
)
def test_an_article_about_subscriptions_keeps_its_end(
    language: str, opening: str, line: str
) -> None:
    body = [opening, *(BODY if language == "en" else BODIES[language])]
    assert texts(strip(paragraphs(*body, line), language=language)) == [*body, line]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "de",
            [
                "Leb wohl, Hafen, leb wohl, Regen,",
                "die Fähre nimmt den letzten Wagen,",
                "und keiner winkt.",
            ],
        ),
        (
            "fr",
            [
                "Adieu le port, adieu la pluie,",
                "le bac emporte la dernière voiture,",
                "et nul ne fait signe.",
            ],
        ),
        ("es", ["Frage: ¿Cuándo sale el barco?", "Respuesta: En mayo."]),
        ("ru", ["— Когда пойдёт паром?", "— В мае.", "— А зимой?"]),
        ("es", ["pan y queso", "dos cuerdas", "una lámpara de aceite"]),
        ("de", ["Anna Berg", "Jonas Wulf", "Mia Thal"]),
    ],
)
def test_poems_lists_and_talks_stay(language: str, lines: list[str]) -> None:
    assert held(language, *lines, at=2) == lines


@pytest.mark.parametrize(
    ("language", "heading", "box"),
    [
        ("de", "Was der Hafenmeister sagt", ["Newsletter abonnieren", "E-Mail-Adresse eingeben"]),
        ("fr", "Le quai est prêt", ["Inscrivez-vous à notre newsletter", "Votre adresse e-mail"]),
        (
            "es",
            "El viejo barco",
            ["Suscríbete a nuestra newsletter", "Introduce tu correo electrónico"],
        ),
        (
            "ru",
            "Больница на другом берегу",
            ["Подпишитесь на нашу рассылку", "Ваш адрес электронной почты"],
        ),
    ],
)
def test_a_heading_of_the_article_stays_beside_a_box(
    language: str, heading: str, box: list[str]
) -> None:
    assert held(language, heading, *box, at=2) == [heading]
    assert held(language, *box, heading, at=2) == [heading]


def test_a_last_sentence_stays_beside_a_frame() -> None:
    line = "He has shared his report with nobody."
    assert texts(stripped(line, "Sign up for our newsletter", "Enter your email address")) == [
        *BODY,
        line,
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["row, row", "row, row,", "row ashore."],  # a song
    ],
)
def test_a_song_stays(lines: list[str]) -> None:
    assert texts(stripped(*lines)) == [*BODY, *lines]


def test_a_body_is_never_emptied() -> None:
    """A page that is only a paywall keeps its lines. The verdict names the paywall."""
    lines = ["Subscribe to continue reading", "Already a subscriber? Log in"]
    assert texts(strip(paragraphs(*lines))) != []


def test_words_that_the_article_uses_speak_for_its_own_line() -> None:
    body = Body(paragraphs(*BODY, "Ferry timetable", "Log in"))
    assert dict(body.signs(5))["own_words"] == 1.0 and dict(body.signs(6))["own_words"] == 0.0


def test_ornaments_go_with_the_lines_next_to_them() -> None:
    found = stripped("📰", "Continue Reading on The Daily Example", "Read Full Article →")
    assert texts(found) == BODY
    assert found.removed[0].text == "📰"


def test_words_held_back_are_counted() -> None:
    found = stripped("Subscribe to read the full article. 800 words left.").signals
    assert found.declared_remaining_words == 800


def test_the_remaining_lines_are_read_again_a_few_times_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rounds: list[int] = []
    one_round = boilerplate._round

    def counted(blocks: Sequence[Block], places: Sequence[int]) -> set[int]:
        rounds.append(len(blocks))
        return one_round(blocks, places)

    monkeypatch.setattr(boilerplate, "_round", counted)
    strip([Block("paragraph", line) for line in [*BODY, *["a b"] * 500]])
    assert 1 < len(rounds) <= 20  # without the bound there are 169 rounds
