"""`scrapy publishers`: lists the project's publishers with their sections, as a table or as JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from scrapy.commands import ScrapyCommand
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newscrawl.commands._command import Local, as_json, switch, write
from newscrawl.crawl.publisher import PublisherSpider
from newscrawl.discovery import section_names
from newscrawl.job.arguments import StartError
from newscrawl.job.status import DONE, EMPTY

WIDE = 10_000
"""Columns of an output that is not a terminal: enough that no line is ever folded."""


@dataclass(frozen=True)
class Publisher:
    """What the project knows about one publisher. `language` is empty if it publishes in several."""

    name: str
    publisher: str
    domain: str
    country: str
    language: str
    sections: tuple[str, ...]
    verified: str | None


class Command(Local, ScrapyCommand):
    """Reads only the publishers' files: no crawl, no network."""

    summary = "List the publishers with their countries, languages and sections"

    options = {
        "--country": {"metavar": "CODE", "help": "publishers of this country by ISO 3166: GB"},
        "--language": {"metavar": "CODE", "help": "publishers in this language: en"},
        "--section": {
            "metavar": "NAME",
            "help": "publishers with this section, by its name in any language, such as business",
        },
        "--json": switch("a JSON array instead of a table"),
    }

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        if args:
            raise StartError(f"takes options only, such as --country GB, and not {' '.join(args)}")
        section = opts.section and section_names.name_of(opts.section)
        if opts.section and section is None:
            names = ", ".join(sorted(section_names.names()))
            raise StartError(f"no section is called {opts.section!r}. There are: {names}")
        known = list(publishers(self.project))
        found = list(select(known, opts.country, opts.language, section))
        if not found:
            countries = ", ".join(sorted({one.country for one in known}))
            languages = ", ".join(sorted({one.language for one in known if one.language}))
            valid = f"Countries: {countries}. Languages: {languages}"
            self.refuse(f"the project has no such publisher. {valid}")
        if found or opts.json:
            listed = [asdict(one) for one in found]
            write(as_json(listed) if opts.json else table(found, sys.stdout.isatty()))
        return DONE if found else EMPTY


def publishers(settings: BaseSettings) -> Iterator[Publisher]:
    """Yields the project's publishers by name."""
    for spider in spiders(settings):
        yield Publisher(
            name=spider.name,
            publisher=spider.publisher_name,
            domain=spider.domain,
            country=spider.country or "",
            language=spider.language or "",
            sections=tuple(sorted({*spider.sections, *spider.section_feeds})),
            verified=spider.verified,
        )


def spiders(settings: BaseSettings) -> Iterator[type[PublisherSpider]]:
    """Yields the classes of the publishers' spiders by name, without `demo`, `site` and
    `archive`.
    """
    loader = get_spider_loader(settings)
    for spider in map(loader.load, sorted(loader.list())):
        if issubclass(spider, PublisherSpider) and spider.domain and spider.needs_contact:
            yield spider


def select(
    known: Iterable[Publisher],
    country: str | None = None,
    language: str | None = None,
    section: str | None = None,
) -> Iterator[Publisher]:
    """Yields the publishers of a country, in a language (`pt` takes `pt-BR` too), with a section.

    `section` is one of newscrawl's names. `national` is the section with the name of the
    publisher's own country.
    """
    for one in known:
        own = section_names.name_of(section, None, one.country) if section else None
        in_country = not country or one.country == country.upper()
        in_language = not language or _primary(one.language) == _primary(language)
        if in_country and in_language and (not own or own in one.sections):
            yield one


def _primary(language: str) -> str:
    return language.lower().partition("-")[0]


def table(found: Sequence[Publisher], terminal: bool) -> str:
    """Returns the publishers as a table of plain characters, folded to the width of the terminal,
    if any.
    """
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    rows = Table(title=f"{len(found)} publishers", title_justify="left", box=box.ASCII2)
    for column in ("name", "publisher", "country", "language", "sections", "verified"):
        rows.add_column(column, overflow="fold", no_wrap=not terminal)
    for one in found:
        sections = ", ".join(one.sections) or "those of its navigation"
        language, verified = one.language or "several", one.verified or "never"
        cells = (one.name, one.publisher, one.country, language, sections, verified)
        rows.add_row(*map(escape, cells))
    console = Console(width=None if terminal else WIDE, color_system=None)
    with console.capture() as captured:
        console.print(rows)
    return captured.get()
