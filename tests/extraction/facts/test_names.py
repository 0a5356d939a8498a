"""Names in bylines, and their kinds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extraction import agencies
from newscrawl.extraction.facts import names


@pytest.mark.parametrize(
    "byline, expected",
    [
        ("Ines Vidal", ["Ines Vidal"]),
        ("✍️ Ines Vidal", ["Ines Vidal"]),
        ("كتبت: ريم القنطري", ["ريم القنطري"]),
        ("מאת דנה כהן", ["דנה כהן"]),
        ("Haber: Ayşe Yılmaz", ["Ayşe Yılmaz"]),
        ("By Ines Vidal", ["Ines Vidal"]),
        ("BY INES VIDAL AND TOM O'HARA", ["INES VIDAL", "TOM O'HARA"]),
        ("Von Jürgen Ahrens und Anne-Marie Groß", ["Jürgen Ahrens", "Anne-Marie Groß"]),
        ("Por Ana Costa e Silva e João Prado", ["Ana Costa e Silva", "João Prado"]),
        ("Ana Costa e Silva", ["Ana Costa e Silva"]),
        ("Ines Vidal, Tom Hart & Per Lund", ["Ines Vidal", "Tom Hart", "Per Lund"]),
        ("Ines Vidal, political correspondent", ["Ines Vidal"]),
        ("Ines Vidal Senior Political Editor", ["Ines Vidal"]),
        ("Ines Vidal, Nairobi", ["Ines Vidal"]),
        ("Ines Vidal in Nairobi", ["Ines Vidal"]),
        ("Ines Vidal (AFP)", ["Ines Vidal", "AFP"]),
        ("Posted by Ines Vidal", ["Ines Vidal"]),
        ("(Ines Vidal", ["Ines Vidal"]),
        ("Ines Vidal (AFP", ["Ines Vidal", "AFP"]),
        ("Ines Vidal for the Example", ["Ines Vidal"]),
        ("Guide by Ines Vidal", ["Ines Vidal"]),
        ("Ines Vidal2026-04-21 10:05", ["Ines Vidal"]),
        ("Ines Vidal 4 August 2026", ["Ines Vidal"]),
        ("Ines Vidal, Content Marketing Coordinator", ["Ines Vidal"]),
        ("R.C. Hart", ["R.C. Hart"]),
        ("Ines Vidal/dpa", ["Ines Vidal", "dpa"]),
        ("INES VIDAL Associated Press", ["INES VIDAL", "Associated Press"]),
        ("By INES VIDAL, AP Political Writer", ["INES VIDAL", "AP"]),
        ("Ines Vidal | ines.vidal@gazette.example", ["Ines Vidal"]),
        ("By Ines Vidal and Tom Hart on Monday, April 20th, 2026", ["Ines Vidal", "Tom Hart"]),
        ("Text: Ines Vidal; Fotos: Tom Hart", ["Ines Vidal"]),
        ("홍길순 기자", ["홍길순"]),
        ("本报记者 王小明", ["王小明"]),
        ("李明 王芳", ["李明", "王芳"]),
        ("新华社记者 张伟 刘小红 陈刚", ["张伟", "刘小红", "陈刚"]),
        ("记者 李明 王芳 报道", ["李明", "王芳"]),
        ("記者 王小明 台北報導", ["王小明"]),
        ("李 明", ["李 明"]),
        ("山田 花子", ["山田 花子"]),
        ("高橋 和子", ["高橋 和子"]),
        ("周防 正行", ["周防 正行"]),
        ("山田花子、佐藤一郎", ["山田花子", "佐藤一郎"]),
        ("Martin Hall Jr.", ["Martin Hall Jr."]),
        ("Ines Vidal, Tom Hart, and Per Lund", ["Ines Vidal", "Tom Hart", "Per Lund"]),
        ("Ines Vidal, Tom Hart, Dan Lund", ["Ines Vidal", "Tom Hart", "Dan Lund"]),
        ("Ines Vidal with Tom Hart", ["Ines Vidal", "Tom Hart"]),
        ("Par Inès Vidal et Jean Prat avec AFP", ["Inès Vidal", "Jean Prat", "AFP"]),
        ("Ines Vidal and agencies", ["Ines Vidal", "agencies"]),
        ("Redakteurin Ines Vidal", ["Ines Vidal"]),
        ("Von unserem Korrespondenten", []),
        ("Корреспондент Инна Видаль", ["Инна Видаль"]),
        ("Our Correspondent New Haven", []),
        ("Ines Vidal / Hamburg", ["Ines Vidal"]),
        ("Ines Vidal; Sukumaran", ["Ines Vidal", "Sukumaran"]),
        ("AFP, Ines Vidal", ["AFP", "Ines Vidal"]),
        ("Reporting by Ines Vidal; Editing by Tom Hart", ["Ines Vidal"]),
        ("Ines Vidal. Translated by Tom Hart", ["Ines Vidal"]),
        ("Story by Ines Vidal Photos by Tom Hart", ["Ines Vidal"]),
        ("Photograph: Ines Vidal/Picture House", []),
        ("Ines Vidal, Special to the Gazette", ["Ines Vidal"]),
        ("View all posts by Ines Vidal", ["Ines Vidal"]),
        ("porInés Vidal", ["Inés Vidal"]),
        ("oprac. Inka Widal", ["Inka Widal"]),
        ("Eingestellt von Ines Vidal", ["Ines Vidal"]),
        ("Ines VidalInes Vidal", ["Ines Vidal"]),
        ("By Ines Vidal Ines Vidal Ines Vidal", ["Ines Vidal"]),
        ("hafenkindhafenkind", ["hafenkind"]),
        ("Lulu Vidal", ["Lulu Vidal"]),
        ("Vidal Vidal", ["Vidal Vidal"]),
        ("記者 王小明／台北報導", ["王小明"]),
        ("聞き手・山田太郎", ["山田太郎"]),
        ("Ines Vidal For Gazetteonline", ["Ines Vidal"]),
        ("Ines Vidal, Product Manager, Harbour Maps", ["Ines Vidal"]),
        ("Ines Vidal, Certified Swimming Consultant", ["Ines Vidal"]),
        ("Ines Vidal, Editor, AFP", ["Ines Vidal", "AFP"]),
        ("Ines Vidal, Associated Press Writer", ["Ines Vidal", "Associated Press"]),
        ("Ines Vidal, Editor, and Tom Hart", ["Ines Vidal", "Tom Hart"]),
        ("Ines Vidal Staff Writer, Tom Hart Staff Writer", ["Ines Vidal", "Tom Hart"]),
        ("Editor", []),
        ("", []),
        ("x" * 10_000, []),
    ],
)  # fmt: skip
def test_split(byline: str, expected: list[str]) -> None:
    assert list(names.names_in(byline)) == expected


@pytest.mark.parametrize(
    "name, expected",
    [
        ("Ines Vidal", "person"),
        ("Reuters", "agency"),
        ("REUTERS", "agency"),
        ("dpa", "agency"),
        ("AP", "agency"),
        ("Ap", "person"),
        ("Anadolu Ajansı", "agency"),
        ("新华社", "agency"),
        ("Agenturen", "organisation"),
        ("Morning Gazette", "organisation"),
        ("The Morning Gazette", "organisation"),
        ("Morning Gazette Bureau", "organisation"),
        ("Redaktion", "organisation"),
        ("Sports Desk", "organisation"),
        ("Our Correspondent", "organisation"),
        ("STAFF REPORTER", "organisation"),
        ("Redaktion gazette.example", "organisation"),
        ("MG-Redaktion", "organisation"),
        ("University of Ems", "organisation"),
        ("gazette.example", "organisation"),
        ("MGTV", "organisation"),
        ("HAFEN", "person"),
        ("R.C. Baker", "person"),
        ("朝刊新聞デジタル", "organisation"),
        ("編集部", "organisation"),
        ("The Russian", "organisation"),
        ("Verein für Hafenkunde", "organisation"),
        ("Harbour News Channel", "organisation"),
        ("Polizei Stade", "organisation"),
        ("Deutsches Rotes Kreuz", "organisation"),
        ("Inka Kreuz", "person"),
        ("View Profile", None),
        ("View all posts", None),
        ("Read more", None),
        ("Log out", None),
        ("Logout", None),
        ("E-mail", None),
        ("Posted by", None),
        ("Heard on Harbour Radio", None),
        ("Monday", None),
        ("From staff and wire reports", None),
        ("ailleurs", None),
        ("Sonntag", None),
        ("Moore Reed", "person"),
        ("Getty Images", "organisation"),
        ("admin", None),
        ("By", None),
        ("Updated", None),
        ("12345", None),
        ("ines.vidal@gazette.example", None),
        ("!!!", None),
        ("a sentence that goes on and on for long", None),
    ],
)
def test_sort(name: str, expected: str | None) -> None:
    assert names.kind_of(name, frozenset(("morninggazette",))) == expected


@pytest.mark.parametrize(
    "byline, organisation, expected",
    [
        ("Ines and Tom", False, ["Ines", "Tom"]),
        ("Ines & Tom", False, ["Ines", "Tom"]),
        ("Vidal & Vidal", False, ["Vidal & Vidal"]),
        ("Vidal & Hart", True, ["Vidal & Hart"]),
    ],
)
def test_two_given_names_are_two_people(
    byline: str, organisation: bool, expected: list[str]
) -> None:
    found = names.Credits()
    names.add_names(found, byline, organisation=organisation)
    assert [author.name for author in found.authors] == expected


def test_a_name_with_words_behind_it_is_one_person() -> None:
    found = names.Credits()
    for byline in (
        "Ines Vidal The Isles",
        "Ines Vidal",
        "Tom Hart",
        "Tom Hart The Isles",
        "Tom",
    ):
        names.add_names(found, byline, url=f"/{len(byline)}")
    assert [(author.name, author.url) for author in found.people] == [
        ("Ines Vidal", "/20"),
        ("Tom Hart", "/8"),
        ("Tom", "/3"),
    ]


@pytest.mark.parametrize(
    "spellings, expected",
    [
        (["Ines Vidal", "I. Vidal", "INES VIDAL", "Ines M. Vidal"], ["Ines M. Vidal"]),
        (["INES VIDAL", "Ines Vidal"], ["Ines Vidal"]),
        (["I Vidal", "Ines Vidal"], ["Ines Vidal"]),
        (["Ines Vidal", "Inka Vidal"], ["Ines Vidal", "Inka Vidal"]),
        (["Ines Vidal", "I. Hart"], ["Ines Vidal", "I. Hart"]),
        (["Ines M. Vidal", "Ines K. Vidal"], ["Ines M. Vidal", "Ines K. Vidal"]),
        (["Vidal", "Ines Vidal"], ["Vidal", "Ines Vidal"]),
        (["Ines Vidal", "Ines Vidalis"], ["Ines Vidal", "Ines Vidalis"]),
        (["李明", "李芳"], ["李明", "李芳"]),
    ],
)
def test_spellings_of_one_name_are_one_person(spellings: list[str], expected: list[str]) -> None:
    for ordered in (spellings, spellings[::-1]):
        found = names.Credits()
        for name in ordered:
            names.add_names(found, name)
        assert sorted(author.name for author in found.people) == sorted(expected)


def test_a_name_in_small_letters_replaces_no_name() -> None:
    for first, second in (("Ines Vidal", "ines vidal"), ("ines vidal", "Ines Vidal")):
        found = names.Credits()
        names.add_names(found, f"{first}; {second}", declared=True)
        assert [author.name for author in found.people] == ["Ines Vidal"]


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from("ABab ,;/&|()[]@.-–'’和、 and by von\u0130\u00df\ud800\n9"), max_size=300
    )
)
def test_never_raises_and_is_stable(text: str) -> None:
    for name in names.names_in(text):
        assert len(name) <= names.MAX_NAME
        assert names.kind_of(name) in ("person", "agency", "organisation", None)
    agencies.dateline(text)
