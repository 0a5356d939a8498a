"""Lists of article addresses: a text file with one address a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newscrawl.extraction.addresses import MAX_LENGTH, host, resolve


def lines_of(path: Path) -> Iterator[tuple[int, str, str | None]]:
    """Yields number, text and address of each line of a list, or None if the text is no address.
    Empty lines and lines that begin with # are left out. Raises OSError.
    """
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        # A file that is not a list may have no line ends. Reading in pieces bounds the memory.
        pieces = iter(lambda: file.readline(2 * MAX_LENGTH), "")
        for number, piece in enumerate(pieces, 1):
            if (text := piece.strip()) and not text.startswith("#"):
                yield number, text, _address(text)


def _address(text: str) -> str | None:
    """Returns an address. "www.example.org/news/1", without a scheme, gets https."""
    if any(sign.isspace() or sign == "\ufffd" for sign in text):
        return None
    if "://" in text:
        return resolve(text, "")
    url = resolve(f"https://{text}", "") if "@" not in text else None
    return url if url and "." in host(url) else None
