"""The benchmarks are scripts beside each other: their folder is put on the path."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

Row = dict[str, Any]


@pytest.fixture
def make_set(tmp_path: Path) -> Callable[..., Path]:
    """Writes a set of a corpus folder (its rows, and their pages by address) and returns the
    folder.
    """

    def make(name: str, rows: list[Row], pages: dict[str, str]) -> Path:
        base = tmp_path / (name if name in ("articles", "completeness") else f"pages/{name}")
        base.parent.mkdir(exist_ok=True)
        base.with_name(f"{base.name}.jsonl").write_text(
            "".join(json.dumps(row) + "\n" for row in rows), "utf-8"
        )
        records = [gzip.compress(_response(url, page.encode())) for url, page in pages.items()]
        base.with_name(f"{base.name}.warc.gz").write_bytes(b"".join(records))
        return tmp_path

    return make


def _response(url: str, body: bytes) -> bytes:
    """Returns a WARC response record."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-11-20T08:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"
