"""`scrapy explain URL-or-FILE`: shows one record, and line by line what was kept, what was
removed, and by which rule.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from scrapy.commands import ScrapyCommand

from newscrawl.commands._command import as_json, switch, write
from newscrawl.commands._probing import Probing
from newscrawl.crawl.one_page import OnePageSpider
from newscrawl.crawl.profiles import profile_at, profiles
from newscrawl.extraction.page.document import Document
from newscrawl.job.arguments import StartError, address
from newscrawl.job.reasons import in_words
from newscrawl.job.status import DONE, EMPTY, FAILED
from newscrawl.saved.page import Saved, Skipped

if TYPE_CHECKING:
    from newscrawl.report.explain import Explained


class PageError(Exception):
    """The page could not be read, or the result could not be written. The message says why."""


class Command(Probing, ScrapyCommand):
    usage = "[options] URL-or-FILE"
    summary = "Show the record of one page: what was kept, what was dropped, and which rule did it"
    description = (
        "Fetches one page as politely as a crawl, or reads a saved one (HTML, text, MHTML or WARC) without any "
        "network, and shows facts with their sources, the body with each dropped line beside its rule, repairs "
        "before and after, the verdict with its evidence, and the time of each stage."
    )

    options = {
        "--json": switch("the record as JSON, and nothing else"),
        "--html": {"metavar": "FILE", "help": "write one page to send to a colleague"},
        "--svg": {"metavar": "FILE", "help": "write a picture of what a terminal shows"},
        "--page": {
            "metavar": "N",
            "type": int,
            "default": 1,
            "help": "the N-th page of a WARC file or folder",
        },
    }

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        from newscrawl.report.explain import page, terminal  # load Jinja and rich

        named = self.named(
            args, "address or file: scrapy explain https://news.example.org/2026/story"
        )
        if named.startswith("file://"):  # the address of a local file, as records have it
            named = unquote(urlsplit(named).path)
        if opts.page < 1:
            raise StartError("--page counts from 1")
        try:
            read = self._saved if is_file(named) else self._fetched
            found = read(named, opts.page)
            for path, draw in ((opts.html, page.html), (opts.svg, terminal.svg)):
                if path:
                    write_file(Path(path), draw(found))
        except PageError as error:
            return self.refuse(str(error), FAILED)
        if opts.json or not (opts.html or opts.svg):
            write(shown(found, opts.json))
        return DONE if found.record.text else EMPTY

    def _explained(self, document: Document, **about: Any) -> Explained:
        from newscrawl.extraction.reading import check_attributes
        from newscrawl.report.explain import explained

        try:
            check_attributes(document)
        except ValueError as error:
            raise PageError(str(error)) from None
        profile = profile_at(document.url, profiles(self.project))
        return explained(document, profile=profile, **about)

    def _saved(self, named: str, number: int) -> Explained:
        saved, is_last = nth_page(Path(named).expanduser(), number)
        document = saved.document()
        more = "" if is_last else f", page {number} of several: --page {number + 1} shows the next"
        origin = f"{saved.source}, {_size(document)}{more}"
        return self._explained(
            document, origin=origin, requested_url=saved.url, fetched_at=saved.fetched_at
        )

    def _fetched(self, named: str, number: int) -> Explained:
        try:
            url = address(named)
        except ValueError as error:
            raise StartError(f"{named.rpartition('@')[2]} is neither a file nor {error}") from None
        if number != 1:
            raise StartError(
                "--page chooses a page of a WARC file or folder; an address has one page"
            )
        spider = self.crawled(OnePageSpider, url).spider
        assert isinstance(spider, OnePageSpider)
        document, took = spider.document, spider.milliseconds
        if document is None:
            raise PageError(f"could not read {url}: {in_words(spider.failure)}")
        return self._explained(
            document,
            origin=f"HTTP {document.status}, {_size(document)}, fetched in {took:.0f} ms",
            requested_url=url,
            fetched_at=spider.fetched_at,
            fetching=took,
        )


def is_file(named: str) -> bool:
    """Returns whether `named` is a file or folder: it exists, or its name ends like that of a
    saved page.
    """
    if "://" in named:
        return False
    from newscrawl.saved import files

    looks_saved = "/" not in named and named.lower().endswith(files.SUFFIXES)
    return looks_saved or Path(named).expanduser().exists()


def nth_page(path: Path, number: int) -> tuple[Saved, bool]:
    """Returns the page of that number, from 1, in a file or folder, and whether it is the last
    one.

    Raises PageError.
    """
    if not path.exists():
        raise StartError(f"there is no file {path} (looked in {Path.cwd()})")
    from newscrawl.saved import files

    skipped: list[Skipped] = []
    found: list[Saved] = []
    seen = 0
    for one in files.pages_in([path]):
        if isinstance(one, Skipped):
            skipped.append(one)
            continue
        seen += 1
        if seen > number:
            return found[0], False
        found = [one]
    if seen == number:
        return found[0], True
    why = f"it has {seen}"
    if skipped and not seen:
        why = f"{skipped[0].reason.replace('_', ' ')} ({skipped[0].where})"
    raise PageError(f"{path} has no page {number}: {why}")


def shown(found: Explained, in_json: bool) -> str:
    """Returns the text for stdout: JSON, or the explanation for a terminal or a pipe."""
    from newscrawl.report.explain import terminal

    if in_json:
        return as_json(found.record.to_dict())
    if sys.stdout.isatty():
        return terminal.coloured(found, shutil.get_terminal_size().columns)
    return terminal.plain(found)


def write_file(path: Path, text: str) -> None:
    """Writes a file and prints its path. Raises PageError."""
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise PageError(f"could not write {path}: {error.strerror}") from None
    sys.stderr.write(f"Wrote {path.absolute()}\n")


def _size(document: Document) -> str:
    return f"{len(document.body) / 1000:.1f} KB"
