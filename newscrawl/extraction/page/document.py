"""The input of extraction: a document from a server, a saved file or a caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, Self

from newscrawl.extraction.page.encoding import encoding_of
from newscrawl.extraction.page.parsing import readable, utf8
from newscrawl.extraction.page.preferences import Preference
from newscrawl.extraction.page.tdmrep import Rule

TEXT_TYPES = ("text/plain",)
"""Media types whose body is the text itself. A str or bytes of any other type is read as HTML."""
_LOOKED_AT = 2048
"""Bytes in which text of UTF-16 and UTF-32 and most binary files have a NUL byte."""
_PDF = b"%PDF-"
"""The first bytes of a PDF, which some servers send as HTML. It may have no NUL byte near them."""


@dataclass
class Document:
    """The bytes of a page, with its address, headers and encoding.

    `encoding` is a Python codec. `kind` says whether the bytes are HTML, plain text, or neither.
    `headers` have lower-case names and lists of values. `preferences` are from the site's
    robots.txt, `tdm_rules` from its tdmrep.json.
    """

    url: str
    body: bytes
    encoding: str = "utf-8"
    kind: Literal["html", "text", "other"] = "html"
    headers: dict[str, list[str]] = field(default_factory=dict)
    status: int | None = None
    preferences: list[Preference] = field(default_factory=list)
    tdm_rules: list[Rule] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        page: bytes | str,
        url: str,
        headers: Mapping[str, Any] | Iterable[tuple[str, Any]] = (),
        status: int | None = None,
    ) -> Self:
        """Returns the document of a page. Bytes are decoded as browsers do; a str is taken as it
        is. `headers` are as `by_name` reads them. Raises TypeError for any other kind of page.

        >>> Document.of(b"<p>Br\\xfccke", "https://paper.example/a", {"Content-Type": "text/html; charset=latin-1"}).encoding
        'cp1252'
        """
        named = by_name(headers)
        content_type = named.get("content-type", [""])[0]
        if isinstance(page, str):
            body, encoding = page.encode("utf-8", "replace"), "utf-8"
        elif isinstance(page, bytes):
            body, encoding = page, encoding_of(page, content_type)
        else:
            raise TypeError(f"a page is bytes or str, not {type(page).__name__}")
        is_text = content_type.partition(";")[0].strip().lower() in TEXT_TYPES
        document = cls(url, body, encoding, "text" if is_text else "html", named, status)
        if is_binary(body) and not encoding.startswith(("utf-16", "utf-32")):
            document.kind = "other"
        return document

    @cached_property
    def readable(self) -> bytes:
        """The page in UTF-8, in the form that the parser reads to its end."""
        return readable(self.body, self.encoding)

    @property
    def text(self) -> str:
        """The decoded bytes, without byte order mark and NUL characters. Bytes that are invalid
        in the encoding are replaced.
        """
        return utf8(self.body, self.encoding).decode("utf-8", "replace")


def by_name(headers: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> dict[str, list[str]]:
    """Returns the values of headers by name, in lower case.

    Takes headers of any library: a mapping or pairs, in which a name may occur several times, of
    str or bytes, with one value for a name or a list of values.
    """
    named: dict[str, list[str]] = {}
    for name, values in headers.items() if hasattr(headers, "items") else headers:
        found = map(_text, values if isinstance(values, list) else [values])
        named.setdefault(_text(name).lower(), []).extend(found)
    return named


def _text(value: bytes | str) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def is_binary(body: bytes) -> bool:
    """Returns whether the bytes are no text in any encoding, or a PDF.

    Bytes are no text if a NUL byte is near their start, unless they begin like HTML or have a byte
    order mark of UTF-16 or UTF-32.
    """
    if body.startswith(_PDF):
        return True
    return b"\x00" in body[:_LOOKED_AT] and not body.lstrip().startswith(
        (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
    )
