"""Reads saved pages one by one: WARC, .html, .mhtml and .txt files, and folders of them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from newscrawl.extraction.page.document import is_binary
from newscrawl.saved import mhtml, warc
from newscrawl.saved.page import MAX_SIZE, Saved, Skipped
from newscrawl.saved.paths import files_under, leads_back

WARC_SUFFIXES = (".warc", ".warc.gz")
HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
TEXT_SUFFIXES = (".txt",)
BUNDLE_SUFFIXES = (".mhtml", ".mht")
SUFFIXES = WARC_SUFFIXES + HTML_SUFFIXES + TEXT_SUFFIXES + BUNDLE_SUFFIXES
MAX_BUNDLE = 8 * MAX_SIZE
"""Bytes of the largest .mhtml file that is read: the file holds the page's pictures too."""


def pages_in(paths: Iterable[Path]) -> Iterator[Saved | Skipped]:
    """Yields all pages under `paths`, one in memory at a time. A file without a page gives a
    `Skipped` with the reason.
    """
    for path in files_under(paths):
        try:
            if leads_back(path):
                yield Skipped("link_to_folder_above", str(path))
            elif path.is_dir():
                next(path.iterdir(), None)  # raises the OSError: the folder could not be listed
            else:
                yield from _file(path)
        except OSError as error:
            yield Skipped("unreadable", f"{path}: {error}", lost=True)


def _file(path: Path) -> Iterator[Saved | Skipped]:
    name = path.name.lower()
    if name.startswith("."):
        yield Skipped("hidden_file", str(path))
    elif not path.is_file():
        yield Skipped("not_a_file", str(path))
    elif path.stat().st_size == 0:
        yield Skipped("empty_file", str(path))
    elif name.endswith(WARC_SUFFIXES):
        yield from warc.pages_of(path)
    elif name.endswith(BUNDLE_SUFFIXES):
        yield _bundle(path)
    elif (bare := name.removesuffix(".gz")).endswith(HTML_SUFFIXES + TEXT_SUFFIXES):
        yield _page(path, "text/html" if bare.endswith(HTML_SUFFIXES) else "text/plain")
    else:
        known = ", ".join(SUFFIXES)
        yield Skipped("unknown_type", f"{path}: not one of {known}, nor one of these with .gz")


def _page(path: Path, content_type: str) -> Saved | Skipped:
    """Returns the page of an .html or .txt file. If the name ends in .gz, the file is unpacked."""
    packed = path.name.lower().endswith(".gz")
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            body = file.read(MAX_SIZE + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        return Skipped(
            "cut" if isinstance(error, EOFError) else "unreadable", f"{path}: {error}", lost=True
        )
    if len(body) > MAX_SIZE:
        return Skipped("too_large", f"{path}: over {MAX_SIZE} bytes")
    if not body:
        return Skipped("empty_file", str(path))
    if is_binary(body):
        return Skipped("binary", str(path))
    return Saved(path.resolve().as_uri(), None, (("Content-Type", content_type),), body, None, path)


def _bundle(path: Path) -> Saved | Skipped:
    """Returns the page of an .mhtml file: browsers save a page with its pictures in this format."""
    if path.stat().st_size > MAX_BUNDLE:
        return Skipped("too_large", f"{path}: over {MAX_BUNDLE} bytes")
    page = mhtml.page_of(path.read_bytes(), path)
    if page is None:
        return Skipped("unreadable", f"{path}: no page in it", lost=True)
    if len(page.body) > MAX_SIZE:
        return Skipped("too_large", f"{path}: over {MAX_SIZE} bytes")
    if not page.body.strip():
        return Skipped("empty_page", str(path))
    return page
