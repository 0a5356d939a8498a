"""The pages of a WARC file, for ourselves and for the peers, whose environment has no newscrawl."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def pages(path: Path) -> Iterator[tuple[str, bytes, dict[str, str]]]:
    """Yields (address, body, headers with lower-case names and the record's own date as
    "warc-date") of each response.

    A response record without HTTP headers counts as an HTML page.
    """
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response" and record.http_headers:
                http = record.http_headers
                headers = (
                    {name.lower(): value for name, value in http.headers}
                    if http
                    else {"content-type": "text/html"}
                )
                headers["warc-date"] = record.rec_headers.get_header("WARC-Date") or ""
                yield (
                    record.rec_headers.get_header("WARC-Target-URI"),
                    record.content_stream().read(),
                    headers,
                )
