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
# names in the standard that are not encodings of text
_UNREAD = frozenset({"replacement", "x-user-defined"})
_UNGUESSED = frozenset(
    {"iso8859-3", "iso8859-4", "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-16", "mac-roman"}
)
"""Encodings that hardly any page uses. A guess of one of them is nearly always wrong: for example,
Polish in ISO-8859-2 looks like ISO-8859-10."""
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_BREAK = re.compile(rb"[\s<>][^\s<>]*\Z")


def encoding_of(body: bytes, content_type: str = "") -> str:
    """Returns the Python codec for `body`. `content_type` is the value of the HTTP header.

    The order is that of browsers: byte order mark, header, then the page's meta tag or XML
    declaration. Only encodings of the WHATWG standard count. Other names are ignored: Python also
    has codecs that are not for text (hex), and one that takes hours for a megabyte (punycode). If
    no encoding is declared, the bytes decide: UTF-8 if they are valid UTF-8, else the guess of
    charset-normalizer for a sample, else Windows-1252. Never raises.

    >>> encoding_of("Die Brücke über den Fluß ist fertig.".encode("cp1252"), "text/html; charset=punycode")
    'cp1252'
    """
    if (marked := read_bom(body)[0]) is not None:
        return marked
    header = http_content_type_encoding(content_type)
    if header in encodings():
        return "utf-16-le" if header == "utf-16" else header
    declared = html_body_declared_encoding(body[:_HEAD])
    if declared in encodings():
        # The declaration was read byte by byte, so the page is not in UTF-16.
        return "utf-8" if declared.startswith("utf-16") else declared
    return "utf-8" if _is_utf_8(body) else _guessed(body)


@cache
def encodings() -> frozenset[str]:
    """Returns the Python codecs of the encodings that browsers know
    (https://encoding.spec.whatwg.org/#names-and-labels).
    """
    from webencodings import LABELS

    labels = {label for label, name in LABELS.items() if name not in _UNREAD}
    return frozenset(codec for label in labels if (codec := resolve_encoding(label)))


def _is_utf_8(body: bytes) -> bool:
    """Returns whether the bytes are valid UTF-8. A character that is cut at the end counts as
    valid.
    """
    try:
        codecs.utf_8_decode(body, "strict", False)
    except UnicodeDecodeError:
        return False
    return True


def _guessed(body: bytes) -> str:
    """Returns the guess of charset-normalizer, from the bytes behind the first one beyond ASCII.

    Returns Windows-1252 if there is no guess, or if Windows-1252 gives the same text.
    """
    from charset_normalizer import from_bytes

    first = _NOT_ASCII.search(body)
    start = first.start() if first else 0
    sample = body[start : start + SAMPLE]
    if len(sample) == SAMPLE:  # half a character at the end would count against the right encoding
        sample = _BREAK.sub(b"", sample)
    match = from_bytes(sample, cp_isolation=sorted(encodings() - _UNGUESSED)).best()
    if match is None or DEFAULT in match.could_be_from_charset:
        return DEFAULT
    found = resolve_encoding(match.encoding)
    return found if found in encodings() else DEFAULT
