"""WARC files that a crawl writes: as warcio's checker wants them, in parts, without copies, whole
after a kill.
"""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import saved
from scrapy.http import Request, Response
from warcio.archiveiterator import ArchiveIterator

from newscrawl.output.warc_files import WarcFiles
from newscrawl.saved.files import pages_in
from newscrawl.saved.page import Saved, Skipped

AT = datetime(2026, 11, 20, 6, 0, 0, 123456, tzinfo=UTC)


@dataclass(frozen=True)
class Exchange:
    """A request, and the answer as Scrapy gives it."""

    url: str = "http://paper.example/news/bridge?a=1"
    request: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, bytes] = field(
        default_factory=lambda: {
            "Content-Type": b"text/html; charset=utf-8",
            "X-Name": "é".encode("latin-1"),
            "Set-Cookie": b"session=d0",
            "Transfer-Encoding": b"chunked",
        }
    )
    body: bytes = saved.page("Story 1")
    at: datetime = AT
    ip: str | None = "192.0.2.1"
    flags: Sequence[str] = ()

    def write(self, files: WarcFiles) -> None:
        headers = {
            "User-Agent": "newscrawl/1 (+me@example.org)",
            "Authorization": "Basic c2VjcmV0",
            "Cookie": "a=b",
        }
        files.write(
            Request(self.url, **{"headers": headers, **self.request}),
            Response(
                self.url,
                self.status,
                self.headers,
                self.body,
                list(self.flags),
                ip_address=self.ip and ip_address(self.ip),
            ),
            self.at,
        )


PAGE = Exchange()


def files(folder: Path, size: int = 10**9, suffix: str = ".warc.gz") -> WarcFiles:
    return WarcFiles(
        lambda number: folder / "warc" / f"a-{number}{suffix}",
        size,
        {"software": "newscrawl/1", "operator": ""},
    )


def records(path: Path) -> Iterator[tuple[str, dict[str, str], Any, bytes]]:
    """Returns type, WARC headers, status line and HTTP headers, and body of each record."""
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            http = record.http_headers
            yield record.rec_type, dict(record.rec_headers.headers), http, record.raw_stream.read()


def check(*paths: Path) -> None:
    """Checks that warcio's own checker finds nothing wrong."""
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "digest pass" in done.stdout
    assert "fail" not in done.stdout


@pytest.mark.parametrize("suffix", [".warc.gz", ".warc"])
def test_a_page_as_the_server_sent_it(tmp_path: Path, suffix: str) -> None:
    written = files(tmp_path, suffix=suffix)
    PAGE.write(written)
    written.close()
    written.close()
    (path,) = written.paths
    check(path)
    (info, response, request) = records(path)
    assert (info[0], info[3]) == ("warcinfo", b"software: newscrawl/1\r\n")
    assert info[1]["WARC-Filename"] == path.name
    assert response[0] == "response"
    assert response[1]["WARC-Date"] == "2026-11-20T06:00:00.123456Z"
    assert response[1]["WARC-Target-URI"] == PAGE.url
    assert response[1]["WARC-IP-Address"] == "192.0.2.1"
    assert response[3] == PAGE.body
    assert response[2].protocol == "HTTP/1.1"
    assert response[2].statusline == "200 OK"
    assert request[0] == "request"
    assert request[1]["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]
    data = path.read_bytes() if suffix == ".warc" else gzip.decompress(path.read_bytes())
    assert b"X-Name: \xe9\r\n" in data
    assert (
        b"GET /news/bridge?a=1 HTTP/1.1\r\nHost: paper.example\r\nUser-Agent: newscrawl/1 (+me@example.org)\r\n\r\n"
        in data
    )
    for secret in (b"c2VjcmV0", b"a=b", b"session=d0", b"chunked"):
        assert secret not in data


def test_the_same_payload_is_written_once_in_each_file(tmp_path: Path) -> None:
    written = files(tmp_path)
    PAGE.write(written)
    replace(PAGE, url="http://paper.example/copy", at=AT.replace(hour=7)).write(written)
    replace(PAGE, status=304, body=b"", headers={"ETag": b'"1"'}).write(written)
    replace(PAGE, url="http://paper.example/cut", flags=["dataloss"]).write(written)
    written.close()
    (path,) = written.paths
    check(path)
    assert written.revisits == 2
    answers = [one for one in records(path) if one[0] in ("response", "revisit")]
    assert [one[0] for one in answers] == ["response", "revisit", "revisit", "response"]
    copy, unchanged, cut = answers[1:]
    assert (
        copy[1]["WARC-Profile"]
        == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    )
    assert copy[1]["WARC-Refers-To-Target-URI"] == PAGE.url
    assert copy[1]["WARC-Refers-To-Date"] == "2026-11-20T06:00:00.123456Z"
    assert copy[3] == b""
    assert (
        unchanged[1]["WARC-Profile"]
        == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    )
    assert unchanged[2].statusline == "304 Not Modified"
    assert cut[1]["WARC-Truncated"] == "disconnect"


def test_a_copy_under_another_address_is_read_as_a_page(tmp_path: Path) -> None:
    written = files(tmp_path)
    PAGE.write(written)
    replace(PAGE, url="http://paper.example/copy").write(written)
    PAGE.write(written)
    replace(PAGE, url="http://paper.example/third").write(written)
    written.close()
    found = list(pages_in(written.paths))
    pages = [one for one in found if isinstance(one, Saved)]
    assert [page.url for page in pages] == [
        PAGE.url,
        "http://paper.example/copy",
        "http://paper.example/third",
    ]
    assert {page.body for page in pages} == {PAGE.body}
    assert pages[1].fetched_at == "2026-11-20T06:00:00Z"
    assert [one.reason for one in found if isinstance(one, Skipped)].count("warc_revisit") == 1


def test_a_revisit_of_another_file_is_skipped(tmp_path: Path) -> None:
    written = files(tmp_path)
    PAGE.write(written)
    replace(PAGE, url="http://paper.example/copy").write(written)
    written.close()
    data = written.paths[0].read_bytes()
    members = [
        part for part in _members(data) if b"WARC-Type: response" not in gzip.decompress(part)
    ]
    (other := tmp_path / "other.warc.gz").write_bytes(b"".join(members))
    found = list(pages_in([other]))
    assert [one.reason for one in found if isinstance(one, Skipped)].count("warc_revisit") == 1
    assert not [one for one in found if isinstance(one, Saved)]


def _members(data: bytes) -> list[bytes]:
    """Returns the gzip members of a file."""
    import zlib

    found = []
    while data:
        unpack = zlib.decompressobj(zlib.MAX_WBITS + 16)
        unpack.decompress(data)
        found.append(data[: len(data) - len(unpack.unused_data)])
        data = unpack.unused_data
    return found


def test_a_new_file_begins_when_one_is_full(tmp_path: Path) -> None:
    written = files(tmp_path, size=4_000)
    for number in range(12):
        replace(PAGE, url=f"http://paper.example/{number}", body=os.urandom(1_500)).write(written)
    written.close()
    assert len(written.paths) > 3
    check(*written.paths)
    assert all(path.stat().st_size < 8_000 for path in written.paths)
    urls = [
        one[1]["WARC-Target-URI"]
        for path in written.paths
        for one in records(path)
        if one[0] == "response"
    ]
    assert urls == [f"http://paper.example/{number}" for number in range(12)]
    for path in written.paths:
        assert next(records(path))[0] == "warcinfo"


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    files(tmp_path).close()
    with pytest.raises(FileExistsError):
        files(tmp_path)
    closed = files(tmp_path / "other")
    closed.close()
    with pytest.raises(ValueError, match="closed"):
        PAGE.write(closed)


def test_an_odd_status_and_a_body_that_was_sent(tmp_path: Path) -> None:
    written = files(tmp_path)
    replace(
        PAGE,
        status=299,
        request={"method": "POST", "body": b"q=1", "headers": {"Host": "other.example"}},
        ip=None,
    ).write(written)
    written.close()
    check(*written.paths)
    _, response, request = records(written.paths[0])
    assert response[2].statusline == "299"
    assert "WARC-IP-Address" not in response[1]
    assert request[3] == b"q=1"
    assert request[2].get_header("Host") == "other.example"


def test_a_record_that_does_not_fit_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = files(tmp_path)
    PAGE.write(written)
    before = written.paths[0].stat().st_size
    real = os.write
    calls = iter((100, OSError(28, "No space left on device")))

    def full(descriptor: int, data: Any) -> int:
        step = next(calls)
        if isinstance(step, OSError):
            raise step
        return real(descriptor, bytes(data)[:step])

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            replace(PAGE, body=os.urandom(999)).write(written)
    assert written.paths[0].stat().st_size == before
    replace(PAGE, url="http://paper.example/later", body=b"<p>later</p>").write(written)
    written.close()
    check(*written.paths)


KILLED = """
import sys, os
from dataclasses import replace
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from test_warc_files import PAGE, files
written, number = files(Path(sys.argv[1])), 0
while True:
    replace(PAGE, url=f"http://paper.example/{number}", body=os.urandom(5_000)).write(written)
    number += 1
    print(number, flush=True)
"""


def test_a_killed_crawl_cuts_at_most_its_last_record(tmp_path: Path) -> None:
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path), *paths],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout
        told = [process.stdout.readline() for _ in range(40)][-1]
        time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    (path,) = (tmp_path / "warc").iterdir()
    bodies = [body for kind, _, _, body in records(path) if kind == "response"]
    assert len(bodies) >= int(told)
    assert {len(body) for body in bodies[: int(told)]} == {5_000}
    lost = [one for one in pages_in([path]) if isinstance(one, Skipped) and one.lost]
    assert [one.reason for one in lost] in ([], ["cut"])  # Linux may cut a write at a SIGKILL


def test_a_cut_last_record_is_noticed(tmp_path: Path) -> None:
    written = files(tmp_path)
    for number in range(3):
        replace(
            PAGE,
            url=f"http://paper.example/{number}"[:-1] + str(number),
            body=saved.page(f"Story {number}"),
        ).write(written)
    written.close()
    data = written.paths[0].read_bytes()
    for left in (1, 100, 500):
        (cut := tmp_path / "cut.warc.gz").write_bytes(data[:-left])
        assert [one.reason for one in pages_in([cut]) if isinstance(one, Skipped) and one.lost] == [
            "cut"
        ]
