"""Which saved files are read together, and lists of files."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from newscrawl.extraction.page.jsonld import ARTICLE_TYPES, may_be_article
from newscrawl.saved import units
from newscrawl.saved.files import pages_in
from newscrawl.saved.page import Skipped
from newscrawl.saved.paths import named, size
from newscrawl.saved.units import Unit, split, stamp


def make(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return [folder / name for name in names]


def test_each_warc_file_is_a_unit_and_pages_are_in_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "GROUP", 2)
    make(tmp_path, "a.warc.gz", "x/b.WARC", "x/one.html", "x/two.html", "three.txt")
    (tmp_path / "x" / "loop").symlink_to(tmp_path)
    found = split([tmp_path])
    assert [(unit.name, [path.name for path in unit.paths]) for unit in found] == [
        ("a", ["a.warc.gz"]),
        ("b", ["b.WARC"]),
        ("pages-1", ["three.txt", "loop"]),
        ("pages-2", ["one.html", "two.html"]),
    ]
    assert [unit.is_warc for unit in found] == [True, True, False, False]
    assert size(path for unit in found for path in unit.paths) == sum(
        map(len, ["a.warc.gz", "x/b.WARC", "x/one.html", "x/two.html", "three.txt"])
    )


def test_a_link_to_a_folder_above_is_not_followed_in_a_unit_either(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    loop = tmp_path / "loop"
    loop.symlink_to(tmp_path)
    assert list(pages_in([loop])) == [Skipped("link_to_folder_above", str(loop))]


def test_no_two_units_have_one_name(tmp_path: Path) -> None:
    paths = make(tmp_path, "1/a.warc.gz", "2/a.warc.gz", "3/a.warc")
    assert split(paths) == [
        Unit("a", (paths[0],)),
        Unit("a-2", (paths[1],)),
        Unit("a-3", (paths[2],)),
    ]
    paths = make(tmp_path, "1/a.warc", "2/a.warc", "a-2.warc")
    assert [unit.name for unit in split(paths)] == ["a", "a-2", "a-2-2"]


def test_a_list_of_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, beside = make(tmp_path, "work/2026/10/a.warc.gz", "lists/b.warc.gz")
    monkeypatch.chdir(tmp_path / "work")
    (tmp_path / "lists" / "paths.gz").write_bytes(
        gzip.compress(b"# October\n2026/10/a.warc.gz\n\nb.warc.gz\n")
    )
    (tmp_path / "lists" / "paths.txt").write_text(f"{here}\n")
    assert named([f"@{tmp_path}/lists/paths.gz"]) == [Path("2026/10/a.warc.gz"), beside]
    assert named([f"@{tmp_path}/lists/paths.txt", str(here)]) == [here]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("never.html", "never.html: there is no such file or folder (looked in "),
        ("@never.txt", "@never.txt: the list can't be read: "),
        ("@bad.gz", "@bad.gz: the list can't be read: "),
        ("@empty.txt", "@empty.txt: the list names no file"),
        ("@missing.txt", "@missing.txt: 2 files of the list are not there: a.warc, b.warc"),
    ],
)
def test_paths_that_do_not_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.gz").write_text("no gzip")
    (tmp_path / "empty.txt").write_text("\n")
    (tmp_path / "missing.txt").write_text("a.warc\nb.warc\nempty.txt\n")
    with pytest.raises(ValueError, match="^" + re.escape(message)):
        named([pattern])


def test_another_version_of_a_file_has_another_stamp(tmp_path: Path) -> None:
    (path,) = make(tmp_path, "a.warc")
    first = stamp(path, "")
    assert stamp(path, "") == first != stamp(path, "articles=True")
    path.write_text("longer than before")
    assert stamp(path, "") != first


@pytest.mark.parametrize("name", [name for name, rank in ARTICLE_TYPES.items() if rank])
def test_every_type_of_article_is_seen_in_the_bytes(name: str) -> None:
    assert may_be_article(
        f'<script type="application/ld+json">{{"@type": "{name}"}}</script>'.encode()
    )


@pytest.mark.parametrize(
    ("page", "may"),
    [
        ('<meta property="og:type" content="article">', True),
        ("<META content=article PROPERTY=OG:TYPE>", True),
        ('<meta property="og:type" content="website">', False),
        ("<article>A story</article>", False),
        ("", False),
    ],
)
def test_bytes_that_may_declare_an_article(page: str, may: bool) -> None:
    assert may_be_article(page.encode()) is may
    assert may_be_article(page.encode("utf-16")) is bool(page)
