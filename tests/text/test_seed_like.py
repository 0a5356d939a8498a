"""Previews of articles as plain text, from damaged characters to the verdict: segment, repair,
strip, judge.
"""

from __future__ import annotations

from newscrawl.items import PageEvidence
from newscrawl.text.boilerplate import Stripped, strip
from newscrawl.text.completeness import Verdict, judge
from newscrawl.text.compose import compose
from newscrawl.text.repair import repair
from newscrawl.text.segment import segment
from newscrawl.text.tokens import count
from newscrawl.text.witnesses import Facts

ENGLISH = """Harbour ministers of the three straits agreed on Thursday to share the cost of a new icebreaker, ending a dispute \
that had kept the northern lane closed for two winters.

The agreement was reached in Lower Fenwick after eleven hours of talks, the chairwoman, Ilse Vantongeren, said. "Nobody got \
what they came for, and that is usually a good sign," she told reporters.

'A ship for everyone'

The vessel will cost £214 million, of which the port of Stennick pays half. Its mayor had asked for a café on board; the request \
was withdrawn after lunch.

Icebreaker captain Moses Adeyemi, left, with harbour pilot Rut Hallgren on the quay in Lower Fenwick. Reuters

Ms Vantongeren said the keel would be laid in April. "We are late, but ice is patient," she added.

'No more winters'

Fishing crews had protested against the closure since January, when three boats were caught in the pack for nine days and had to \
be supplied by helicopter.

Pilot Rut Hallgren, right, shows visitors the old chart room in Lower Fenwick. Reuters

The oldest of the crews, led by the brothers Tamm, said it would only believe in the ship when the

📰

Continue Reading on The Straits Courier

This preview shows approximately 35% of the article. Read the full story on the publisher's website to support quality journalism.

Read Full Article →"""

CZECH = """Zastupitelé Horní Lhoty v úterý rozhodli, že se stará sýpka u nádraží nezbourá. Příští rok v ní má vzniknout \
knihovna s čítárnou a dílnou, kterou město slibuje už od povodní.

„Žádná z nabídek nebyla levná, ale tahle aspoň počítá s tím, že lidé sem budou chtít chodit,“ řekla po hlasování starostka \
Božena Říhová. Přestavba přijde na 48 milionů korun a třetinu zaplatí kraj.

Proti byli tři zastupitelé. Podle Oldřicha Žáčka měla radnice nejdřív opravit školní jídelnu, kde od října zatéká střechou a děti \
obědvají na chodbě. Náměstek Šimůnek odpověděl, že na jídelnu peníze jsou a že opravy začnou hned v létě.

Řemeslníci z okolních vsí, kteří sýpku koncem zimy prohlédli, tvrdí, že trámy jsou zdravé a střecha vydrží ještě

Pokračovat ve čtení na Lhotecký deník

Tento náhled zobrazuje přibližně 20 % článku. Celý text si přečtěte na stránkách vydavatele.

Přečíst celý článek →"""


def run(text: str) -> tuple[Stripped, Verdict, list[str]]:
    blocks = segment(text)
    repaired = repair([block.text for block in blocks])
    for block, part in zip(blocks, repaired.parts, strict=True):
        block.text = part
    stripped = strip(blocks)
    words = count(compose(stripped.blocks))
    verdict = judge(Facts(stripped.blocks, PageEvidence(), stripped.signals, words))
    return stripped, verdict, sorted({change.rule for change in repaired.changes})


def damaged(text: str, code_page: str) -> str:
    """Returns a text whose UTF-8 bytes were decoded with a code page. Undefined bytes become C1
    controls.
    """
    return "".join(
        bytes([byte]).decode(code_page, errors="replace").replace("�", chr(byte))
        for byte in text.encode("utf-8")
    )


def test_preview_damaged_through_greek() -> None:
    stripped, verdict, rules = run(damaged(ENGLISH, "cp1253"))
    assert rules == ["mojibake.windows-1253"]
    kinds = [
        (block.type, block.text, block.credit)
        for block in stripped.blocks
        if block.type != "paragraph"
    ]
    assert kinds == [
        ("heading", "'A ship for everyone'", None),
        (
            "caption",
            "Icebreaker captain Moses Adeyemi, left, with harbour pilot Rut Hallgren on the quay in Lower Fenwick.",
            "Reuters",
        ),
        ("heading", "'No more winters'", None),
        (
            "caption",
            "Pilot Rut Hallgren, right, shows visitors the old chart room in Lower Fenwick.",
            "Reuters",
        ),
    ]
    text = compose(stripped.blocks)
    assert "£214 million" in text and "café" in text
    assert text.endswith("would only believe in the ship when the")
    assert [line.text for line in stripped.removed] == ENGLISH.split("\n\n")[-4:]
    found = verdict.completeness
    assert verdict.truncated is True
    assert (found.kind, found.delivered_fraction, found.fraction_basis) == (
        "aggregator_preview",
        0.35,
        "declared",
    )
    assert (found.cut, found.publisher_name) == ("mid_sentence", "The Straits Courier")


def test_czech_preview_damaged_through_central_european() -> None:
    stripped, verdict, rules = run(damaged(CZECH, "cp1250"))
    assert rules == ["mojibake.windows-1250"]
    assert compose(stripped.blocks) == "\n\n".join(CZECH.split("\n\n")[:-3])
    assert [line.text for line in stripped.removed] == CZECH.split("\n\n")[-3:]
    found = verdict.completeness
    assert verdict.truncated is True
    assert (found.kind, found.delivered_fraction, found.publisher_name) == (
        "aggregator_preview",
        0.2,
        "Lhotecký deník",
    )
    assert found.cut == "mid_sentence"
