"""Finds the encoding of a page: the declared one if browsers know it, else the one that its bytes
show."""

from __future__ import annotations

import codecs
import re
from functools import cache

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

SAMPLE = 32 * 1024
"""Bytes from which an undeclared encoding is guessed. This takes milliseconds, and more bytes
rarely change the guess."""
DEFAULT = "cp1252"
"""The encoding that browsers use if a page declares none."""
_HEAD = 4096
"""Bytes in which a declaration is looked for. The standard asks for the first 1,024."""
_UNREAD = frozenset({"replacement", "x-user-defined"})
"""Names in the standard that are not encodings of text."""
_UNGUESSED = frozenset(f"iso8859-{part}" for part in (3, 4, 10, 13, 14, 16)) | {"mac-roman"}
"""Encodings that hardly any page uses. A guess of one of them is nearly always wrong: for example,
Polish in ISO-8859-2 looks like ISO-8859-10."""
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_UTF_8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{1,2}|[\xf0-\xf4][\x80-\xbf]{1,3}"
)
"""A character in UTF-8 beyond ASCII, or one that was cut."""
_SURELY = 10
"""A page with so many characters beyond ASCII that is valid UTF-8 is in UTF-8, whatever it declares.
The letters of other encodings follow each other in this way by chance only once or twice.
"""
_BREAK = re.compile(rb"[\s<>][^\s<>]*\Z")


def encoding_of(body: bytes, content_type: str = "") -> str:
    """Returns the Python codec for `body`. `content_type` is the value of the HTTP header.

    The order is that of browsers: byte order mark, header, then the page's meta tag or XML
    declaration. A declaration that the bytes contradict is ignored: UTF-8 if most characters beyond
    ASCII are not in UTF-8, UTF-16 if there are no NUL bytes, another encoding if the page is valid
    UTF-8. Only encodings of the WHATWG standard count. Other names are ignored: Python also has
    codecs that are not for text (hex), and one that takes hours for a megabyte (punycode). If no
    encoding is left, the bytes decide: UTF-8 if they are valid UTF-8, else the guess of
    charset-normalizer for a sample, else Windows-1252. Never raises.

    >>> encoding_of("Die Brücke über den Fluß ist fertig.".encode("cp1252"), "text/html; charset=utf-8")
    'cp1252'
    """
    if (marked := read_bom(body)[0]) is not None:
        return marked
    is_utf_8 = _is_utf_8(body)
    header = http_content_type_encoding(content_type)
    if header in encodings() and not _contradicts(body, header, is_utf_8):
        return "utf-16-le" if header == "utf-16" else header
    declared = html_body_declared_encoding(body[:_HEAD])
    if declared is not None and declared.startswith("utf-16"):
        declared = "utf-8"  # the declaration was read byte by byte, so the page is not in UTF-16
    if declared in encodings() and not _contradicts(body, declared, is_utf_8):
        return declared
    return "utf-8" if is_utf_8 else _guessed(body)


def _contradicts(body: bytes, codec: str, is_utf_8: bool) -> bool:
    """Returns whether the bytes can't be in an encoding that was declared."""
    if codec.startswith("utf-16"):
        return b"\0" not in body[:_HEAD]  # every tag in UTF-16 has NUL bytes
    if codec != "utf-8":
        return is_utf_8 and len(_UTF_8.findall(_sample(body))) >= _SURELY
    sample = b"" if is_utf_8 else _sample(body)
    return 2 * sum(map(len, _UTF_8.findall(sample))) < len(_NOT_ASCII.findall(sample))


def _sample(body: bytes) -> bytes:
    """Returns the bytes from the first one beyond ASCII."""
    first = _NOT_ASCII.search(body)
    start = first.start() if first else 0
    return body[start : start + SAMPLE]


@cache
def encodings() -> frozenset[str]:
    """Returns the Python codecs of the encodings that browsers know
    (https://encoding.spec.whatwg.org/#names-and-labels).
    """
    from webencodings import LABELS

    labels = {label for label, name in LABELS.items() if name not in _UNREAD}
    return frozenset(codec for label in labels if (codec := resolve_encoding(label)))


def _is_utf_8(body: bytes) -> bool:
    """Returns whether the bytes are valid UTF-8. The last character may be cut."""
    try:
        codecs.utf_8_decode(body, "strict", False)
    except UnicodeDecodeError:
        return False
    return True


def _guessed(body: bytes) -> str:
    """Returns the guess of charset-normalizer, or Windows-1252 if this gives the same text."""
    from charset_normalizer import from_bytes

    sample = _sample(body)
    if len(sample) == SAMPLE:  # half a character at the end would count against the right encoding
        sample = _BREAK.sub(b"", sample)
    match = from_bytes(sample, cp_isolation=sorted(encodings() - _UNGUESSED)).best()
    if match is None or DEFAULT in match.could_be_from_charset:
        return DEFAULT
    found = resolve_encoding(match.encoding)
    return found if found in encodings() else DEFAULT
