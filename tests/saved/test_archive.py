"""Saved pages: which files give a page, which are skipped and why; every cut and damage is
reported.
"""

from __future__ import annotations

import gzip
import random
import zlib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from saved import Page, page, pages, warc, warc_records

from newscrawl.saved import files as archive
from newscrawl.saved import warc as warc_reader
from newscrawl.saved.files import pages_in
from newscrawl.saved.page import Saved, Skipped
from newscrawl.saved.paths import named


def outcome(path: Path) -> tuple[list[Saved], list[Skipped]]:
    found = list(pages_in([path]))
    return [one for one in found if isinstance(one, Saved)], [
        one for one in found if isinstance(one, Skipped)
    ]


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def reasons(skipped: list[Skipped]) -> Counter[str]:
    return Counter(one.reason for one in skipped)


# Whole files


def test_packed_pages(tmp_path: Path) -> None:
    write(tmp_path / "a.html.gz", gzip.compress(page("A")))
    write(tmp_path / "b.txt.GZ", gzip.compress(b"A plain text.\n"))
    saved, skipped = outcome(tmp_path)
    assert [one.body for one in saved] == [page("A"), b"A plain text.\n"]
    assert dict(saved[0].headers) == {"Content-Type": "text/html"}
    assert skipped == []


@pytest.mark.parametrize(
    ("data", "reason", "lost"),
    [
        (gzip.compress(page("A"))[:-9], "cut", True),
        (b"no gzip", "unreadable", True),
        (gzip.compress(page("A"))[:10] + b"\xff" * 50, "unreadable", True),
        (gzip.compress(b""), "empty_page", False),
        (gzip.compress(b"x" * (archive.MAX_SIZE + 1)), "too_large", False),
    ],
    ids=["cut", "no gzip", "damaged", "empty", "too large"],
)
def test_packed_pages_without_a_page(tmp_path: Path, data: bytes, reason: str, lost: bool) -> None:
    saved, (skipped,) = outcome(write(tmp_path / "a.html.gz", data))
    assert saved == []
    assert (skipped.reason, skipped.lost) == (reason, lost)


def test_patterns(tmp_path: Path) -> None:
    first, second = (
        write(tmp_path / "1" / "a.html", page("A")),
        write(tmp_path / "2" / "[b].html", page("B")),
    )
    assert named([str(tmp_path / "*" / "*.html")]) == [first, second]
    assert named([str(tmp_path / "**" / "a.html")]) == [first]
    assert named([str(second)]) == [second]  # a file that is called like a pattern
    with pytest.raises(ValueError, match="there is no such file or folder"):
        named([str(tmp_path / "*.txt")])


def test_every_kind_of_file_in_nested_folders_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path / "a.html", page("A"))
    write(tmp_path / "b" / "1.warc.gz", warc(pages(2), packed=True))
    write(tmp_path / "b" / "2.WARC", warc([Page("http://paper.example/x", page("X"))]))
    write(tmp_path / "b" / "c" / "deep.txt", b"A plain text.\n\nOf two paragraphs.\n")
    write(tmp_path / "d.HTM", page("D"))
    saved, skipped = outcome(tmp_path)
    assert [one.url for one in saved] == [
        (tmp_path / "a.html").as_uri(),
        "http://paper.example/news/0000-bridge",
        "http://paper.example/news/0001-bridge",
        "http://paper.example/x",
        (tmp_path / "b" / "c" / "deep.txt").as_uri(),
        (tmp_path / "d.HTM").as_uri(),
    ]
    assert skipped == []
    assert [one.source.name for one in saved][:2] == ["a.html", "1.warc.gz"]


def test_paths_in_the_order_given(tmp_path: Path) -> None:
    first, second = write(tmp_path / "z.html", page("Z")), write(tmp_path / "a.html", page("A"))
    assert [one.url for one in pages_in([first, second]) if isinstance(one, Saved)] == [
        first.as_uri(),
        second.as_uri(),
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_from_a_warc(tmp_path: Path, packed: bool) -> None:
    path = write(tmp_path / "a.warc", warc(pages(1), packed=packed))
    (saved,), skipped = outcome(path)
    assert saved == Saved(
        url="http://paper.example/news/0000-bridge",
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=page("Story 0"),
        fetched_at="2026-11-20T06:00:00Z",
        source=path,
    )
    assert skipped == []


def test_an_unknown_type_names_the_file_and_the_known_types(tmp_path: Path) -> None:
    _, (skipped,) = outcome(write(tmp_path / "a.docx", b"PK"))
    assert skipped.where.startswith(f"{tmp_path / 'a.docx'}: not one of .warc, ")


def test_a_local_file_has_neither_status_nor_time(tmp_path: Path) -> None:
    (saved,), _ = outcome(write(tmp_path / "a b.html", page("A")))
    assert saved.url == (tmp_path / "a b.html").as_uri()
    assert (saved.status, saved.fetched_at) == (None, None)


def test_records_that_give_no_page_are_counted_by_reason(tmp_path: Path) -> None:
    body = page("X")
    records = [
        Page("http://a.example/", body, type="request"),
        Page("http://a.example/", b"software: test\r\n", type="warcinfo"),
        Page("http://a.example/moved", body, status="301 Moved Permanently"),
        Page("http://a.example/gone", body, status="410 Gone"),
        Page("http://a.example/broken", body, status="500 Internal Server Error"),
        Page("http://a.example/a.jpg", b"\xff\xd8\xff\xe0" + bytes(100), content_type="image/jpeg"),
        Page("http://a.example/data", b'{"a": 1}', content_type="application/json"),
        Page("http://a.example/nothing", b""),
        Page("http://a.example/lies", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        Page("dns:a.example", b"127.0.0.1", type="resource", content_type="text/dns"),
    ]
    saved, skipped = outcome(write(tmp_path / "a.warc.gz", warc(records, packed=True)))
    assert saved == []
    assert [one.reason for one in skipped] == [
        "warc_request",
        "warc_warcinfo",
        "status_301",
        "status_410",
        "status_500",
        "not_html",
        "not_html",
        "empty_page",
        "binary",
        "not_http",
    ]
    assert not any(one.lost for one in skipped)


@pytest.mark.parametrize(
    "status", ["200 OK", "203 Non-Authoritative Information", "206 Partial Content"]
)
@pytest.mark.parametrize(
    "content_type",
    ["text/html", "TEXT/HTML;charset=x", "application/xhtml+xml", "text/plain", None],
)
def test_every_2xx_page_or_text_counts(
    tmp_path: Path, status: str, content_type: str | None
) -> None:
    record = Page("https://a.example/x", page("X"), status=status, content_type=content_type)
    saved, skipped = outcome(write(tmp_path / "a.warc", warc([record])))
    assert ([one.status for one in saved], skipped) == ([int(status[:3])], [])


def test_a_resource_record_is_a_page_without_headers(tmp_path: Path) -> None:
    record = Page("https://a.example/x", page("X"), type="resource", content_type="text/html")
    (saved,), _ = outcome(write(tmp_path / "a.warc", warc([record])))
    assert (saved.status, saved.headers, saved.body) == (
        None,
        (("Content-Type", "text/html"),),
        page("X"),
    )


def test_packed_and_chunked_bodies_arrive_unpacked(tmp_path: Path) -> None:
    body = page("Packed")
    half = len(body) // 2
    chunked = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (
        half,
        body[:half],
        len(body) - half,
        body[half:],
    )
    records = [
        Page("http://a.example/1", gzip.compress(body), headers=(("Content-Encoding", "gzip"),)),
        Page("http://a.example/2", chunked, headers=(("Transfer-Encoding", "chunked"),)),
        Page("http://a.example/3", zlib.compress(body), headers=(("Content-Encoding", "deflate"),)),
        # the recorder unpacked the body but kept the header
        Page("http://a.example/4", body, headers=(("Content-Encoding", "gzip"),)),
        Page("http://a.example/5", body, headers=(("Content-Encoding", "zstd"),)),
    ]
    saved, skipped = outcome(write(tmp_path / "a.warc.gz", warc(records, packed=True)))
    assert ([one.body for one in saved], skipped) == ([body] * 5, [])
    names = {name.lower() for one in saved for name, _ in one.headers}
    assert not names & {"content-encoding", "transfer-encoding"}


def test_a_body_that_cannot_be_unpacked_is_lost_and_no_page(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = gzip.compress(random.Random(7).randbytes(40_000).hex().encode())
    damaged = whole[:20_000] + bytes(100) + whole[20_100:]
    gzipped = (("Content-Encoding", "gzip"),)
    records = [
        Page(
            "http://a.example/1",
            b"\x28\xb5\x2f\xfd" + b"packed " * 40,
            headers=(("Content-Encoding", "zstd"),),
        ),
        Page("http://a.example/2", whole[:30_000], headers=gzipped),
        Page("http://a.example/3", damaged, headers=gzipped),
        *pages(1),
    ]
    saved, skipped = outcome(write(tmp_path / "a.warc", warc(records)))
    assert [one.url for one in saved] == ["http://paper.example/news/0000-bridge"]
    assert [(one.reason, one.lost) for one in skipped] == [("not_unpacked", True)] * 3


def test_a_large_page_is_read_whole_and_one_over_the_bound_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large, larger = b"<p>" + b"word " * 40_000, b"<p>" + b"word " * 60_000
    monkeypatch.setattr(warc_reader, "MAX_SIZE", 250_000)
    monkeypatch.setattr(archive, "MAX_SIZE", 250_000)
    records = [
        Page("http://a.example/1", large),
        Page("http://a.example/2", larger),
        Page("http://a.example/3", large),
    ]
    saved, skipped = outcome(write(tmp_path / "a.warc.gz", warc(records, packed=True)))
    assert [len(one.body) for one in saved] == [len(large), len(large)]
    assert reasons(skipped) == {"too_large": 1}
    _, skipped = outcome(write(tmp_path / "b.html", larger))
    assert reasons(skipped) == {"too_large": 1}


@pytest.mark.parametrize("status", ["² OK", "OK", "", "999999", "20 X", "-200"])
def test_a_status_that_is_no_status_does_not_end_the_file(tmp_path: Path, status: str) -> None:
    odd = warc([Page("http://a.example/odd", page("X"), status="200 ..")]).replace(
        b" 200 ..", b" %-6b" % status.encode()
    )
    saved, skipped = outcome(write(tmp_path / "a.warc", odd + warc(pages(1))))
    assert [one.url for one in saved] == ["http://paper.example/news/0000-bridge"]
    assert [(one.reason, one.lost) for one in skipped] == [("no_status", False)]


# Files that are none


def test_an_empty_file(tmp_path: Path) -> None:
    for name in ("a.html", "a.txt", "a.warc", "a.warc.gz"):
        saved, skipped = outcome(write(tmp_path / name, b""))
        assert (saved, reasons(skipped)) == ([], {"empty_file": 1})


def test_a_folder_of_binaries(tmp_path: Path) -> None:
    rng = random.Random(1)
    for name in ("a.jpg", "b.bin", "c", "d.pdf"):
        write(tmp_path / name, rng.randbytes(5000))
    write(tmp_path / "e.html", b"\x7fELF" + bytes(100) + rng.randbytes(5000))
    write(tmp_path / "f.txt", b"\x89PNG\r\n\x1a\n" + bytes(4) + rng.randbytes(5000))
    write(tmp_path / ".DS_Store", bytes(10))
    saved, skipped = outcome(tmp_path)
    assert saved == []
    assert reasons(skipped) == {"hidden_file": 1, "unknown_type": 4, "binary": 2}


def test_utf_16_is_no_binary(tmp_path: Path) -> None:
    for encoding in ("utf-16", "utf-32"):
        saved, _ = outcome(
            write(tmp_path / "a.txt", "A plain text in wide characters.".encode(encoding))
        )
        assert len(saved) == 1, encoding


def test_random_bytes_named_as_a_warc_are_lost_input(tmp_path: Path) -> None:
    rng = random.Random(2)
    for size in (1, 2, 10, 5000):
        for magic in (b"", b"\x1f\x8b", b"WARC/1.0\r\n"):
            saved, skipped = outcome(write(tmp_path / "a.warc.gz", magic + rng.randbytes(size)))
            assert saved == []
            assert any(one.lost for one in skipped), (size, magic)


def test_an_unreadable_folder_is_counted_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a" / "1.html", page("A"))
    write(tmp_path / "b.html", page("B"))
    listed = Path.iterdir

    def iterdir(self: Path):  # type: ignore[no-untyped-def]
        if self.name == "a":
            raise PermissionError(13, "Permission denied", str(self))
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    saved, skipped = outcome(tmp_path)
    assert [one.source.name for one in saved] == ["b.html"]
    assert [(one.reason, one.lost) for one in skipped] == [("unreadable", True)]


def test_a_link_to_the_folder_itself_is_not_followed_round_and_round(tmp_path: Path) -> None:
    write(tmp_path / "a" / "1.html", page("A"))
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    saved, skipped = outcome(tmp_path)
    assert [one.source.name for one in saved] == ["1.html"]
    assert len(skipped) == 1


# Files that are cut or damaged


def test_a_file_that_ends_with_any_record_is_whole(tmp_path: Path) -> None:
    for packed in (False, True):
        parts = warc_records(pages(3), packed=packed)
        for count in range(1, 4):
            saved, skipped = outcome(write(tmp_path / "a.warc", b"".join(parts[:count])))
            assert (len(saved), skipped) == (count, [])


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kinds", ["pages", "all"])
def test_a_cut_file_is_reported_and_its_whole_records_are_delivered(
    tmp_path: Path, packed: bool, kinds: str
) -> None:
    records = pages(8, paragraphs=1)
    if kinds == "all":
        records[3:3] = [
            Page("http://a.example/", b"software: test\r\n", type="warcinfo"),
            Page("http://a.example/", b"", type="request"),
            Page("http://a.example/a.jpg", b"\xff\xd8" + b"x" * 300, content_type="image/jpeg"),
            Page("http://a.example/moved", b"x" * 300, status="301 Moved"),
        ]
    parts = warc_records(records, packed=packed)
    whole = b"".join(parts)
    ends = [sum(map(len, parts[:count])) for count in range(len(parts) + 1)]
    rng = random.Random(3)
    places = {rng.randrange(1, len(whole)) for _ in range(80)}
    # and after every line, where a cut file looks most like a whole one
    places |= {place for place in range(1, len(whole)) if whole[place - 1 : place] == b"\n"}
    for place in sorted(places - set(ends)):
        found = list(pages_in([write(tmp_path / "cut.warc", whole[:place])]))
        before = sum(1 for end in ends[1:] if end <= place)
        last = found[-1]
        assert isinstance(last, Skipped) and last.lost, place
        assert len(found) >= before + 1, place
        urls = [one.url for one in found if isinstance(one, Saved)]
        expected = [
            r.url
            for r in records[:before]
            if r.type == "response" and r.status == "200 OK" and "html" in r.content_type
        ]
        # A record that only lacks its two last line ends may be delivered too.
        assert urls[: len(expected)] == expected, place
        assert len(urls) <= len(expected) + 1, place
        if len(urls) > len(expected):
            body = next(one for one in found if isinstance(one, Saved) and one.url == urls[-1]).body
            assert body == records[before].body, place


def test_a_cut_archive_in_one_gzip_stream(tmp_path: Path) -> None:
    whole = gzip.compress(warc(pages(40)))
    rng = random.Random(4)
    for place in sorted({rng.randrange(1, len(whole)) for _ in range(60)}):
        saved, skipped = outcome(write(tmp_path / "cut.warc.gz", whole[:place]))
        assert [one.lost for one in skipped] == [True], place
        assert [one.url for one in saved] == [one.url for one in pages(40)][: len(saved)]


def test_a_damaged_member_is_reported_and_earlier_records_are_delivered(tmp_path: Path) -> None:
    parts = warc_records(pages(12, paragraphs=1), packed=True)
    ends = [sum(map(len, parts[:count])) for count in range(len(parts) + 1)]
    whole = b"".join(parts)
    rng = random.Random(5)
    for _ in range(150):
        place = rng.randrange(ends[4], len(whole))
        damaged = bytearray(whole)
        damaged[place] ^= 1 << rng.randrange(8)
        member = sum(1 for end in ends[1:] if end <= place)
        within = place - ends[member]
        if 2 <= within < 10:
            continue  # flags, time and system of a member, which have no checksum
        saved, skipped = outcome(write(tmp_path / "damaged.warc.gz", bytes(damaged)))
        assert any(one.lost for one in skipped), (place, within)
        urls = [one.url for one in saved]
        assert urls[:member] == [one.url for one in pages(12)][:member], (place, within)


def test_a_cut_file_with_another_behind_it(tmp_path: Path) -> None:
    """The first of two joined recordings was cut, so one record swallows the head of the next."""
    first, second = (
        warc(pages(3)),
        warc([Page("http://b.example/x", page("X")), Page("http://b.example/y", page("Y"))]),
    )
    _, skipped = outcome(write(tmp_path / "a.warc", first[:-200] + second))
    assert any(one.lost for one in skipped)


@given(st.data())
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_raise(tmp_path: Path, data: st.DataObject) -> None:
    """A piece of the WARC file is moved, doubled or overwritten."""
    whole = warc(pages(3, paragraphs=1), packed=data.draw(st.booleans()))
    places = st.integers(0, len(whole))
    start, end, to = *sorted([data.draw(places), data.draw(places)]), data.draw(places)
    piece = data.draw(st.one_of(st.just(whole[start:end]), st.binary(max_size=40)))
    mixed = whole[:start] + whole[end:] if data.draw(st.booleans()) else whole
    path = write(tmp_path / "a.warc", mixed[:to] + piece + mixed[to:] or b"x")
    assert all(isinstance(one, (Saved, Skipped)) for one in pages_in([path]))


def test_nothing_after_the_end_of_a_generator_that_is_closed_early(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", warc(pages(50), packed=True))
    reading = pages_in([path])
    assert isinstance(next(reading), Saved)
    reading.close()  # type: ignore[attr-defined]
    path.unlink()
