"""The single-byte code pages that UTF-8 is misread through, each from characters back to bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

# Commoner ones first: of two pages that explain a document equally well, the first is named.
_CODECS = {
    "windows-1252": "cp1252",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1253": "cp1253",
    "windows-1254": "cp1254",
    "windows-1255": "cp1255",
    "windows-1256": "cp1256",
    "windows-1257": "cp1257",
    "windows-1258": "cp1258",
    "windows-874": "cp874",
    "latin-1": "latin-1",
    "iso-8859-15": "iso8859-15",
    "iso-8859-2": "iso8859-2",
    "iso-8859-5": "iso8859-5",
    "iso-8859-7": "iso8859-7",
    "mac-roman": "mac_roman",
    "cp437": "cp437",
    "cp850": "cp850",
    "koi8-r": "koi8-r",
}

LEADS = range(0xC2, 0xF5)
CONTINUATIONS = range(0x80, 0xC0)
# Unicode's table of well-formed UTF-8 (The Unicode Standard, table 3-7), two bytes and more.
_WELL_FORMED = (
    (range(0xC2, 0xE0), CONTINUATIONS),
    (range(0xE0, 0xE1), range(0xA0, 0xC0), CONTINUATIONS),
    (range(0xE1, 0xED), CONTINUATIONS, CONTINUATIONS),
    (range(0xED, 0xEE), range(0x80, 0xA0), CONTINUATIONS),
    (range(0xEE, 0xF0), CONTINUATIONS, CONTINUATIONS),
    (range(0xF0, 0xF1), range(0x90, 0xC0), CONTINUATIONS, CONTINUATIONS),
    (range(0xF1, 0xF4), CONTINUATIONS, CONTINUATIONS, CONTINUATIONS),
    (range(0xF4, 0xF5), range(0x80, 0x90), CONTINUATIONS, CONTINUATIONS),
)


@dataclass(frozen=True, eq=False)
class CodePage:
    """Characters to the bytes they stand for, by their place in a UTF-8 sequence.

    By place, because a byte that the page leaves undefined arrives as Windows-1252's character or as a C1 control, and
    that filling may be a character which the page has elsewhere: Windows-1257's own Š is 0xD0, but 0x8A comes as Š too.
    """

    name: str
    leads: dict[str, int]
    continuations: dict[str, int]

    @cached_property
    def hint(self) -> re.Pattern[str]:
        """A continuation after a lead: what every unit holds, cheaper to look for as it begins with the rarer."""
        more = _one_of(self.continuations)
        return re.compile(f"{more}(?<={_one_of(self.leads)}{more})")

    @cached_property
    def units(self) -> re.Pattern[str]:
        """Whatever reads as one or more UTF-8 sequences, each of a lead and the continuations that it asks for."""

        def pattern(sequence: tuple[range, ...]) -> str:
            tables = (self.leads, *[self.continuations] * (len(sequence) - 1))
            return "".join(
                _one_of(char for char, byte in table.items() if byte in places)
                for table, places in zip(tables, sequence, strict=True)
            )

        return re.compile(f"(?:{'|'.join(map(pattern, _WELL_FORMED))})+")

    def decode(self, unit: str) -> str:
        """The text that a match of `units` stands for."""
        raw = bytearray()
        pending = 0
        for char in unit:
            if pending:
                raw.append(self.continuations[char])
                pending -= 1
            else:
                byte = self.leads[char]
                raw.append(byte)
                pending = 1 if byte < 0xE0 else 2 if byte < 0xF0 else 3
        return raw.decode("utf-8")


def _one_of(chars: Iterable[str]) -> str:
    return "[" + "".join(f"\\U{ord(char):08x}" for char in sorted(chars)) + "]"


def _fillings(byte: int) -> list[str]:
    """What decoders put for a byte that a page leaves undefined, rarest last."""
    windows = bytes([byte]).decode("cp1252", "ignore")
    return [*windows, chr(byte)] if byte < 0xA0 else [*windows]


def _read(name: str, codec: str) -> CodePage:
    own = {byte: bytes([byte]).decode(codec, "ignore") for byte in range(0x80, 0x100)}

    def table(places: range) -> dict[str, int]:
        found = {char: byte for byte in places if not own[byte] for char in _fillings(byte)}
        return found | {own[byte]: byte for byte in places if own[byte]}  # the page's own win over fillings

    return CodePage(name, table(LEADS), table(CONTINUATIONS))


PAGES = tuple(_read(name, codec) for name, codec in _CODECS.items())
