"""The single-byte code pages as which UTF-8 is misread, each as a map from characters to bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

_NAMES = (
    "windows-1252 windows-1250 windows-1251 windows-1253 windows-1254 windows-1255 windows-1256 "
    "windows-1257 windows-1258 windows-874 latin-1 iso-8859-15 iso-8859-2 iso-8859-5 iso-8859-7 "
    "mac-roman cp437 cp850 koi8-r"
).split()
"""More frequent pages first: if two explain a document equally well, the first is reported."""

LEADS = range(0xC2, 0xF5)
CONTINUATIONS = range(0x80, 0xC0)
_LEADS_OF_THREE, _LEADS_OF_FOUR = 0xE0, 0xF0  # the first lead bytes of such sequences
_C1_END = 0xA0  # the first byte after the C1 controls
# Well-formed UTF-8 sequences of two bytes and more (The Unicode Standard, table 3-7).
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
    """Maps characters to bytes, in one table for leads and one for continuations of UTF-8
    sequences.

    A byte that the page leaves undefined arrives as the character of Windows-1252 or as a C1
    control, so one character may stand for two bytes: in Windows-1257, Š is 0xD0 and 0x8A.
    """

    name: str
    leads: dict[str, int]
    continuations: dict[str, int]

    @cached_property
    def hint(self) -> re.Pattern[str]:
        """Matches a continuation after a lead. Every match of `units` contains one, and this
        search is cheaper.
        """
        more = _one_of(self.continuations)
        return re.compile(f"{more}(?<={_one_of(self.leads)}{more})")

    @cached_property
    def units(self) -> re.Pattern[str]:
        """Matches text that reads as one or more UTF-8 sequences."""

        def pattern(sequence: tuple[range, ...]) -> str:
            tables = (self.leads, *[self.continuations] * (len(sequence) - 1))
            return "".join(
                _one_of(char for char, byte in table.items() if byte in places)
                for table, places in zip(tables, sequence, strict=True)
            )

        return re.compile(f"(?:{'|'.join(map(pattern, _WELL_FORMED))})+")

    def decode(self, unit: str) -> str:
        """Returns the text that a match of `units` stands for."""
        raw = bytearray()
        pending = 0
        for char in unit:
            if pending:
                raw.append(self.continuations[char])
                pending -= 1
            else:
                byte = self.leads[char]
                raw.append(byte)
                pending = 1 + (byte >= _LEADS_OF_THREE) + (byte >= _LEADS_OF_FOUR)
        return raw.decode("utf-8")


def _one_of(chars: Iterable[str]) -> str:
    return "[" + "".join(f"\\U{ord(char):08x}" for char in sorted(chars)) + "]"


def _fillings(byte: int) -> list[str]:
    """Returns what decoders use for a byte that a page leaves undefined, the rarest last."""
    windows = bytes([byte]).decode("cp1252", "ignore")
    return [*windows, chr(byte)] if byte < _C1_END else [*windows]


def _read(name: str) -> CodePage:
    codec = name.replace("windows-874", "cp874")  # the one name that Python does not know
    own = {byte: bytes([byte]).decode(codec, "ignore") for byte in range(0x80, 0x100)}

    def table(places: range) -> dict[str, int]:
        found = {char: byte for byte in places if not own[byte] for char in _fillings(byte)}
        # the page's own characters win
        return found | {own[byte]: byte for byte in places if own[byte]}

    return CodePage(name, table(LEADS), table(CONTINUATIONS))


PAGES = tuple(map(_read, _NAMES))
