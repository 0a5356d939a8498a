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
BUNDLE_SUFFIXES = (".mhtml", ".mht")
PAGE_SUFFIXES = (*HTML_SUFFIXES, ".txt", *BUNDLE_SUFFIXES)
SUFFIXES = WARC_SUFFIXES + PAGE_SUFFIXES
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
    elif name.removesuffix(".gz").endswith(PAGE_SUFFIXES):
        yield _page(path, name)
    else:
        known = ", ".join(SUFFIXES)
        yield Skipped("unknown_type", f"{path}: not one of {known}, nor one of these with .gz")


def _page(path: Path, name: str) -> Saved | Skipped:
    """Returns the page of an .html, .txt or .mhtml file. If its name ends in .gz, it is unpacked."""
    bare = name.removesuffix(".gz")
    most = MAX_BUNDLE if bare.endswith(BUNDLE_SUFFIXES) else MAX_SIZE
    try:
        with gzip.open(path) if name != bare else path.open("rb") as file:
            body = file.read(most + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        reason = "cut" if isinstance(error, EOFError) else "unreadable"
        return Skipped(reason, f"{path}: {error}", lost=True)
    kind = "text/html" if bare.endswith(HTML_SUFFIXES) else "text/plain"
    page: Saved | None = Saved(
        path.resolve().as_uri(), None, (("Content-Type", kind),), body, None, path
    )
    if bare.endswith(BUNDLE_SUFFIXES) and len(body) <= most:
        page = mhtml.page_of(body, path)
    if page is None:
        return Skipped("unreadable", f"{path}: no page in it", lost=True)
    if len(page.body) > MAX_SIZE:
        return Skipped("too_large", f"{path}: over {MAX_SIZE} bytes")
    if not page.body.strip():
        return Skipped("empty_page", str(path))
    return Skipped("binary", str(path)) if is_binary(page.body) else page
