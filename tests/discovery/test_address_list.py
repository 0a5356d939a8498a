"""Lists of article addresses, as people write them."""

from __future__ import annotations

from pathlib import Path

from newscrawl.discovery.address_list import lines_of


def urls(folder: Path, data: bytes) -> list[tuple[int, str | None]]:
    path = folder / "list.txt"
    path.write_bytes(data)
    return [(number, url) for number, _, url in lines_of(path)]


def test_lines(tmp_path: Path) -> None:
    listed = b"""\xef\xbb\xbfhttps://www.example.org/news/1?utm_source=x#top
# a remark

  www.example.org/news/2 \r
http://me:pw@example.org/3
https://example.org/caf\xc3\xa9
"""
    assert urls(tmp_path, listed) == [
        (1, "https://www.example.org/news/1"),
        (4, "https://www.example.org/news/2"),
        (5, "http://example.org/3"),
        (6, "https://example.org/caf%C3%A9"),
    ]


def test_strings_that_are_no_addresses(tmp_path: Path) -> None:
    listed = b"word\ntwo words.org\nftp://example.org/\nhttps://\nhttps://exa\xffmple.org/\nmailto:a@example.org\n"
    assert [url for _, url in urls(tmp_path, listed)] == [None] * 6


def test_a_file_that_is_no_list_is_read_in_pieces(tmp_path: Path) -> None:
    found = urls(tmp_path, b"x" * 20_000)
    assert len(found) == 5 and not any(url for _, url in found)
