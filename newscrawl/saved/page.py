"""What the readers of saved pages return: a page, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from newscrawl.extraction.page.document import Document

MAX_SIZE = 16 * 1024 * 1024
"""Bytes of the largest page that is read: the same limit as DOWNLOAD_MAXSIZE."""


def header(headers: Iterable[tuple[str, str]], wanted: str) -> str:
    """Returns the first value of a header, in lower case; "" if there is none."""
    return next((value for name, value in headers if name.lower() == wanted), "").lower()


@dataclass(frozen=True)
class Saved:
    """A saved page: its address, the server's answer, and its file. `fetched_at` is in ISO 8601."""

    url: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: str | None
    source: Path

    def document(self) -> Document:
        """Returns the page in the form that extraction reads."""
        return Document.of(self.body, self.url, self.headers, self.status)


@dataclass(frozen=True)
class Skipped:
    """A file or record that gave no page, and the reason. `lost`: input was lost."""

    reason: str
    where: str
    lost: bool = False
