"""How much of the saved pages was read."""

from __future__ import annotations

from pathlib import Path

from saved import page, pages, warc

from newscrawl.saved import files
from newscrawl.saved.meter import Meter


def test_bytes_read(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.html").write_bytes(page("A page"))
    (tmp_path / "b" / "b.warc.gz").write_bytes(warc(pages(400), packed=True))
    (tmp_path / "c.txt").write_bytes(b"")
    sizes = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    meter = Meter()
    looks = [meter.read() for _ in files.pages_in([tmp_path], meter)]
    assert looks == sorted(looks)
    assert len(set(looks[1:-1])) > 1  # it moves within a file
    assert meter.read() == sizes
    meter.count([tmp_path, tmp_path / "none"])
    assert meter.total == sizes


def test_a_file_that_is_closed_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"123")
    meter = Meter(closed=5)
    with (tmp_path / "a").open("rb") as file:
        meter.file = file
        file.read()
        assert meter.read() == 8
    assert meter.read() == 5


def test_a_size_that_cannot_be_read(tmp_path: Path) -> None:
    meter = Meter()
    meter.count([Path("x" * 5_000)])
    assert meter.total == 0
