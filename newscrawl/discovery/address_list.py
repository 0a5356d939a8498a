"""Lists of article addresses: a text file with one address a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newscrawl.extraction.addresses import MAX_LENGTH, host, resolve


@dataclass(frozen=True)
class Line:
    """A line of a list: its number, its text, and its address, or None if it has none."""

    number: int
    text: str
    url: str | None


def lines_of(path: Path) -> Iterator[Line]:
    """Yields the lines of a list. Empty lines and lines that begin with # are left out.

    An address without a scheme, such as "www.example.org/news/1", gets https. Raises OSError.
    """
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        # A file that is not a list may have no line ends. Reading in pieces bounds the memory.
        pieces = iter(lambda: file.readline(2 * MAX_LENGTH), "")
        for number, piece in enumerate(pieces, 1):
            if (text := piece.strip()) and not text.startswith("#"):
                yield Line(number, text, _address(text))


def _address(text: str) -> str | None:
    if any(sign.isspace() or sign == "\ufffd" for sign in text):
        return None
    if "://" in text:
        return resolve(text, "")
    url = resolve(f"https://{text}", "") if "@" not in text else None
    return url if url and "." in host(url) else None
