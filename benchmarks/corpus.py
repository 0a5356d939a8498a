"""The labelled pages of a corpus folder, set by set, and the fixed split of their sites into two
halves.

A corpus folder holds:

- `articles.warc.gz`, `articles.jsonl`: the sets `aeb` and `fundus_tests`, which the project's
  rules were first written on.
- `completeness.warc.gz`, `completeness.jsonl`: further pages that were read by eye, whole or
  truncated (the set `read`).
- `pages/SET.warc.gz`, `pages/SET.jsonl`: the sets of `PAGES`. `pages/completeness.jsonl` has
  verdicts for some of their pages.

The set `made` is not in a corpus folder, but in benchmarks/made (see its README).

`benchmarks/build_corpus.py` builds such a folder from public repositories. Rules and models are
made on the fitting half. Of the checking half only totals are looked at. Nothing of newscrawl is
imported here: the peers' environments use this file too. But this module puts the project on the
path, so a benchmark that imports it can import newscrawl.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from warcpages import pages

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

Row = dict[str, Any]
Half = Literal["fitting", "checking", "all"]
HALVES: tuple[Half, ...] = ("fitting", "checking", "all")

OLD = ("aeb", "fundus_tests", "read")
"""Sets whose pages were read while rules were written. They belong to the fitting half as a whole.
"""
PAGES = ("andy", "wcxb", "chaos", "l3s", "dragnet", "trafeval", "htmldate", "mercury")
SETS = OLD + PAGES
MADE = "made"
"""Pages that were written for measuring, in the markup of publishers, with articles of all shapes.
"""
MADE_FOLDER = Path(__file__).with_name(MADE)
MADE_HEADERS = {"content-type": "text/html; charset=utf-8", "warc-date": "2025-12-31T00:00:00Z"}
MADE_CHECKING = ("d", "g")
"""Writers of the made pages that belong to the checking half. Each writer's pages are a file."""


@dataclass(frozen=True)
class Case:
    """A labelled page: its bytes and its truths.

    `truth` may hold `text`, `title`, `date` (ISO 8601), `authors` (names), `has` and `hasnt`
    (phrases), and `verdict`: the row of a completeness.jsonl for this page, with `truncated`,
    `kind` and `access`. `headers` have lower-case names.
    """

    set: str
    site: str
    url: str
    body: bytes
    headers: dict[str, str]
    truth: Row


def corpus_folder(path: str) -> Path:
    """Returns the corpus folder that a command line names. Raises ArgumentTypeError if there is
    none.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path}")
    if not any((folder / name).exists() for name in ("articles.jsonl", "pages")):
        raise argparse.ArgumentTypeError(f"{path} has neither articles.jsonl nor a folder pages")
    return folder


def half_of(site: str) -> Half:
    """Returns the half of a site: fitting if the second byte of SHA-256 of its name is even."""
    return "fitting" if sha256(site.lower().encode()).digest()[1] % 2 == 0 else "checking"


def truths(corpus: Path, name: str, half: Half = "all") -> list[Row]:
    """Returns the truths of a set's half. Those that are marked `suspect` and those without an
    http address are left out. A missing file ends the program with a message and status 2.
    """
    if name == MADE:
        return [{key: row[key] for key in row if key != "html"} for row in _made(half)]
    _require(corpus, name)
    if name == "read":
        rows = _lines(corpus / "completeness.jsonl")
        rows = [{"url": row["url"], "site": row["site"], "verdict": row} for row in rows]
    elif name in OLD:
        rows = [row for row in _lines(corpus / "articles.jsonl") if row["set"] == name]
        rows = [_renamed(row) for row in rows]
    else:
        rows = _lines(corpus / "pages" / f"{name}.jsonl")
        verdicts = {row["url"]: row for row in _verdicts(corpus) if row["set"] == name}
        rows = [
            row | {"verdict": verdicts[row["url"]]} if row["url"] in verdicts else row
            for row in rows
        ]
    rows = [
        row | {"set": name, "half": "fitting" if name in OLD else half_of(row["site"])}
        for row in rows
    ]
    return [
        row
        for row in rows
        if half in ("all", row["half"])
        and not row.get("suspect")
        and row["url"].startswith(("http://", "https://"))
    ]


def cases(corpus: Path, half: Half = "all", sets: Sequence[str] = SETS) -> Iterator[Case]:
    """Yields the pages of the sets' halves with their truths, one page in memory at a time."""
    for name in sets:
        if name == MADE:
            yield from (
                Case(
                    name, row["site"], row["url"], row.pop("html").encode(), dict(MADE_HEADERS), row
                )
                for row in _made(half)
            )
            continue
        wanted = {unquote(row["url"]): row for row in truths(corpus, name, half)}
        if not wanted:
            continue
        for warc in warcs(corpus, name):
            for url, body, headers in pages(warc):
                if (
                    row := wanted.pop(unquote(url), None)
                ) is not None:  # addresses in WARC files are escaped
                    yield Case(name, row["site"], url, body, headers, row)
        if wanted:
            raise ValueError(
                f"{corpus}: {len(wanted)} labelled pages of {name} are in no WARC file: {min(wanted)}"
            )


def _made(half: Half) -> Iterator[Row]:
    """Yields the made pages of a half: truths with the page as `html`."""
    for path in sorted(MADE_FOLDER.glob("*.jsonl")):
        own: Half = "checking" if path.stem in MADE_CHECKING else "fitting"
        if half not in ("all", own):
            continue
        for row in _lines(path):
            verdict = {"verdict": {"truncated": row["truncated"], "kind": row.get("kind")}}
            yield row | verdict | {"set": MADE, "half": own, "site": f"{path.stem}: {row['site']}"}


def warcs(corpus: Path, name: str) -> list[Path]:
    """Returns the WARC files that hold a set's pages."""
    if name == "read":
        return [corpus / "completeness.warc.gz", corpus / "articles.warc.gz"]
    return [corpus / ("articles.warc.gz" if name in OLD else f"pages/{name}.warc.gz")]


def digest(corpus: Path, sets: Collection[str] = SETS) -> str:
    """Returns the first 16 hex digits of SHA-256 over the sets' files. They identify a build of
    the corpus. A missing file ends the program with a message and status 2.
    """
    for name in sets:
        _require(corpus, name)
    files = {path for name in sets for path in (*warcs(corpus, name), _truth_file(corpus, name))}
    sums = [f"{path.name}:{sha256(path.read_bytes()).hexdigest()}" for path in sorted(files)]
    return sha256("\n".join(sums).encode()).hexdigest()[:16]


def _require(corpus: Path, name: str) -> None:
    for path in (_truth_file(corpus, name), *warcs(corpus, name)):
        if not path.exists():
            sys.stderr.write(f"The corpus has no {path}, which the set {name} needs\n")
            raise SystemExit(2)


def _truth_file(corpus: Path, name: str) -> Path:
    if name == "read":
        return corpus / "completeness.jsonl"
    return corpus / ("articles.jsonl" if name in OLD else f"pages/{name}.jsonl")


def _renamed(row: Row) -> Row:
    """Returns a row of articles.jsonl with the keys of the other sets."""
    names = {"headline": "title", "date_published": "date"}
    return {names.get(key, key): value for key, value in row.items()}


def _verdicts(corpus: Path) -> list[Row]:
    path = corpus / "pages" / "completeness.jsonl"
    return _lines(path) if path.exists() else []


def _lines(path: Path) -> list[Row]:
    """Returns the objects of a JSON lines file without their empty values, NaN among them."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        {key: value for key, value in row.items() if value is not None and value == value}
        for row in rows
    ]
