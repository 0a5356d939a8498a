"""What the readers of saved pages give: a page, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from newscrawl.extraction.document import Document

MAX_SIZE = 16 * 1024 * 1024
"""Bytes of the largest page that is read: the same bound as DOWNLOAD_MAXSIZE sets to a download."""


@dataclass(frozen=True)
class Saved:
    """A saved page: its address, what the server answered, and which file it is from. `fetched_at`
    is in ISO 8601.
    """

    url: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: str | None
    source: Path

    def document(self) -> Document:
        """The page as extraction reads it."""
        document = Document.of(self.body, self.url, dict(self.headers), self.status)
        document.headers = {}
        for name, value in self.headers:
            document.headers.setdefault(name.lower(), []).append(value)
        return document


@dataclass(frozen=True)
class Skipped:
    """Something that gave no page, why, and whether that means that input was lost (unreadable or
    cut).
    """

    reason: str
    where: str
    lost: bool = False


def is_binary(body: bytes) -> bool:
    """Whether this is no text in any encoding: a NUL byte near its start, and no mark of UTF-16 or
    UTF-32.
    """
    return b"\x00" in body[:2048] and not body.startswith(
        (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
    )
