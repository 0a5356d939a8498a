"""Which encoding a page is read with."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extraction.page.encoding import DEFAULT, SAMPLE, encoding_of, encodings

GERMAN = "<p>Die Brücke über die Elbe öffnet heute für Fußgänger, sagt Bürgermeisterin Böhm.</p>\n"
RUSSIAN = "<p>Мост через реку сегодня открыли для пешеходов, сообщила мэрия города.</p>\n"
JAPANESE = "<p>市は今日、川にかかる橋を歩行者に開放したと発表した。</p>\n"


@pytest.mark.parametrize(
    ("header", "head", "expected"),
    [
        ("text/html; charset=ISO-8859-1", "", "cp1252"),
        ("text/html; charset=latin1", '<meta charset="utf-8">', "cp1252"),
        ("text/html", '<meta charset="Shift_JIS">', "cp932"),
        (
            "text/html",
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
            "cp1251",
        ),
        ("application/rss+xml", '<?xml version="1.0" encoding="gb2312"?>', "gb18030"),
        ("text/html; charset=utf-16", "", "utf-8"),  # the page has no NUL bytes
        ("text/html", '<meta charset="utf-16">', "utf-8"),
        ("", "", "utf-8"),
    ],
)
def test_declared(header: str, head: str, expected: str) -> None:
    assert encoding_of(f"{head}<p>Plain words.</p>".encode(), header) == expected


# Codecs of Python that no browser knows. Punycode's time grows with the square of the length; hex,
# zlib, rot13, idna and undefined raise; UTF-7 and HZ hide markup from whoever filters it.
UNKNOWN = [
    *(
        "punycode",
        "hex",
        "zlib",
        "bz2",
        "base64",
        "quopri",
        "uu",
        "rot13",
        "idna",
        "undefined",
        "unicode_escape",
    ),
    *(
        "raw_unicode_escape",
        "utf-7",
        "hz-gb-2312",
        "iso-2022-kr",
        "cp037",
        "x-user-defined",
        "mbcs",
        "no-such",
        "",
    ),
]


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_encoding_that_browsers_do_not_know_is_ignored(name: str) -> None:
    body = f'<meta charset="{name}">{GERMAN}'
    assert encoding_of(body.encode(), f"text/html; charset={name}") == "utf-8"
    assert encoding_of(body.encode("cp1252"), f"text/html; charset={name}") == "cp1252"


def test_declared_as_utf_16() -> None:
    assert encoding_of(GERMAN.encode("utf-16-le"), "text/html; charset=utf-16") == "utf-16-le"
    assert encoding_of(GERMAN.encode("utf-16-be"), "text/html; charset=utf-16be") == "utf-16-be"
    assert encoding_of(GERMAN.encode(), "text/html; charset=utf-16") == "utf-8"


@pytest.mark.parametrize("declared", ["header", "meta"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [(GERMAN, "cp1252"), (RUSSIAN, "cp1251"), (JAPANESE, "cp932"), (RUSSIAN, "koi8-r")],
)
def test_declared_as_utf_8_by_mistake(text: str, encoding: str, declared: str) -> None:
    header = "text/html; charset=utf-8" if declared == "header" else "text/html"
    page = f"<meta charset={'utf-8' if declared == 'meta' else encoding}>{text * 3}"
    assert page.encode(encoding).decode(encoding_of(page.encode(encoding), header)) == page


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "shift_jis", "gbk"])
@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, JAPANESE])
def test_utf_8_declared_as_another_encoding_by_mistake(text: str, label: str) -> None:
    body = (text * 3).encode()
    assert encoding_of(body, f"text/html; charset={label}") == "utf-8"
    assert encoding_of(f"<meta charset={label}>".encode() + body) == "utf-8"


def test_a_few_broken_characters_leave_the_declaration() -> None:
    utf_8, cut = "text/html; charset=utf-8", GERMAN.encode() + "für".encode("cp1252")
    assert encoding_of(cut, utf_8) == "utf-8"
    assert encoding_of("<p>It’s…</p>".encode().replace("…".encode(), b"\xe2\x80"), utf_8) == "utf-8"
    assert encoding_of(b"<p>It\xe2\x80</p>", utf_8) == "utf-8"
    assert encoding_of("<p>Brücke</p>".encode(), "text/html; charset=iso-8859-1") == "cp1252"


def test_an_unknown_header_leaves_the_page_to_say_it() -> None:
    assert encoding_of(b'<meta charset="koi8-r">', "text/html; charset=punycode") == "koi8-r"


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_comes_first(mark: bytes) -> None:
    assert encoding_of(mark + b"x\0", "text/html; charset=iso-8859-1").startswith("utf-")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
    ],
)
@pytest.mark.parametrize("times", [2, 1_000])
def test_undeclared(text: str, encoding: str, times: int) -> None:
    body = (text * times).encode(encoding)
    assert times == 2 or len(body) > SAMPLE
    assert body.decode(encoding_of(body)) == text * times


def test_the_guess_is_made_from_the_first_text_beyond_ascii() -> None:
    text = "<p>Plain words.</p>\n" * (SAMPLE // 20 + 1) + RUSSIAN * 20
    assert encoding_of(text.encode("cp1251")) == "cp1251"


def test_utf_8_that_is_cut_in_a_character() -> None:
    assert encoding_of("Brücke ü".encode()[:-1]) == "utf-8"


def test_bytes_that_are_no_text() -> None:
    assert encoding_of(bytes(range(256)) * 300) in encodings() | {DEFAULT}


@given(st.binary(max_size=300), st.text(max_size=40), st.text(max_size=40))
def test_always_an_encoding_that_browsers_know(body: bytes, header: str, label: str) -> None:
    declared = f'<meta charset="{label}">'.encode("utf-8", "replace")
    found = encoding_of(declared + body, f"text/html; charset={header}")
    assert found in encodings()
    body.decode(found, "replace")
