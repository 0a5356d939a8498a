"""Shared by tests of saved pages: pages and WARC files made on the spot, and a crawl in a process
of its own.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import forks
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROOT = Path(__file__).parents[1]

SENTENCES = (
    "The council met on Tuesday evening and agreed to mend the old bridge over the river.",
    "It has been closed since the flood of last winter, which carried off two of its seven arches.",
    "Masons from three villages will cut the stone, and the work is to begin before the frost.",
    "A ferry carries walkers across until then, from six in the morning until nine at night.",
)


def page(title: str, paragraphs: int = 4, rest: str = "") -> bytes:
    """Returns an article page of some paragraphs, with `rest` as further markup at its end."""
    text = "".join(
        f"<p>{title}, part {n}. {' '.join(SENTENCES)}</p>" for n in range(1, paragraphs + 1)
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:type" content="article"></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{text}</article>{rest}</body></html>"
    ).encode()


class Writer(WARCWriter):  # type: ignore[misc]
    """A WARCWriter of warcio that leaves no temporary files open."""

    def _create_temp_file(self) -> io.BytesIO:
        return io.BytesIO()


@dataclass
class Page:
    """A response, or another record, to write into a WARC file."""

    url: str
    body: bytes
    status: str = "200 OK"
    content_type: str | None = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    type: str = "response"


def pages(count: int, **kwargs: Any) -> list[Page]:
    return [
        Page(f"http://paper.example/news/{n:04}-bridge", page(f"Story {n}", **kwargs))
        for n in range(count)
    ]


def warc(records: list[Page], *, packed: bool = False) -> bytes:
    """Returns the bytes of a WARC file of these records. If `packed`, each is a gzip member of its
    own.
    """
    return b"".join(warc_records(records, packed=packed))


def warc_records(records: list[Page], *, packed: bool = False) -> list[bytes]:
    out = []
    for record in records:
        stream = io.BytesIO()
        writer = Writer(stream, gzip=packed)
        http = None
        if record.type in ("response", "request"):
            headers = [*record.headers]
            if record.content_type:
                headers.append(("Content-Type", record.content_type))
            line = record.status if record.type == "response" else "GET / HTTP/1.1"
            http = StatusAndHeaders(
                line, headers, protocol="HTTP/1.1" if record.type == "response" else ""
            )
        kwargs = (
            {} if http else {"warc_content_type": record.content_type or "application/octet-stream"}
        )
        made = writer.create_warc_record(
            record.url,
            record.type,
            payload=io.BytesIO(record.body),
            http_headers=http,
            warc_headers_dict={
                "WARC-Date": "2026-11-20T06:00:00Z",
                "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{len(out):012}>",
            },
            **kwargs,
        )
        writer.write_record(made)
        out.append(stream.getvalue())
    return out


@dataclass
class Crawl:
    """The results of a crawl."""

    status: int
    log: str
    records: list[dict[str, Any]]

    def assert_clean(self) -> None:
        """Checks that the log has no error, warning or traceback."""
        bad = [
            line
            for line in self.log.splitlines()
            if "ERROR" in line or "WARNING" in line or "Traceback" in line
        ]
        assert not bad, "\n".join(bad)


def crawl(
    folder: Path,
    spider: str,
    *options: str,
    output: Path | None = None,
    timeout: float = 300,
    **env: str,
) -> Crawl:
    """Runs `scrapy crawl SPIDER OPTIONS` in `folder`, and returns its results with the records in
    `output`.
    """
    extra = ["-O", f"{output}:jsonlines"] if output else []
    done = forks.run(
        "-m", "scrapy", "crawl", spider, *options, *extra, folder=folder, timeout=timeout, **env
    )
    return Crawl(done.returncode, done.stderr, read(output) if output else [])


def read(path: Path) -> list[dict[str, Any]]:
    """Returns the records of a file of JSON lines. Checks that the last line is whole."""
    if not path.is_file():
        return []
    text = path.read_bytes()
    assert not text or text.endswith(b"\n"), "the last line is torn"
    return [json.loads(line) for line in text.splitlines()]
