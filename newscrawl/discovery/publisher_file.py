"""Writes the text of a publisher's file, in the form of `ruff format`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from textwrap import indent
from typing import Any
from urllib.parse import urljoin

from newscrawl.discovery.probe import Guess, Proposal

WIDTH = 100
"""Columns of a line, as in pyproject.toml."""
BASE = "PublisherSpider"


def text(proposal: Proposal, defaults: Mapping[str, Any]) -> str:
    """Returns the text of the file, without facts that equal the `defaults` of its base class."""
    base = proposal.platform or BASE
    module = "platforms" if proposal.platform else "publisher"
    return f'''"""{_in_docstring(f"{proposal.publisher_name.value}, {proposal.home}")}"""

from __future__ import annotations

from newscrawl.crawl.{module} import {base}


class {proposal.name.capitalize()}Spider({base}):
{"".join(_lines(proposal, defaults))}'''


def _in_docstring(said: str) -> str:
    """Returns the text without characters that could end a docstring: the file is code."""
    return " ".join(said.replace("\\", " ").replace('"', " ").split())


def _lines(proposal: Proposal, defaults: Mapping[str, Any]) -> Iterator[str]:
    yield _line("name", proposal.name)
    yield _line("publisher_name", proposal.publisher_name)
    yield _line("domain", proposal.domain)
    if proposal.home != f"https://www.{proposal.domain}/":
        yield _line("home", proposal.home)
    for fact in ("country", "language", "timezone"):
        yield _line(fact, getattr(proposal, fact))
    if proposal.sections:
        sections = {name: path(url, proposal.home) for name, url in proposal.sections.items()}
        yield _line("sections", sections)
    for source in ("feeds", "news_sitemaps", "sitemaps"):
        found = [path(url, proposal.home) for url in getattr(proposal, source)]
        if found and found != defaults.get(source):
            yield _line(source, found)


def _line(name: str, value: str | Guess | list[str] | dict[str, str]) -> str:
    """Returns an attribute's line, or several lines if one is too long."""
    doubt = f"  # unsure: {value.doubt}" if isinstance(value, Guess) and value.doubt else ""
    value = value.value or "" if isinstance(value, Guess) else value
    line = f"    {name} = {json.dumps(value, ensure_ascii=False)}"
    if len(line) <= WIDTH or isinstance(value, str):
        return f"{line}{doubt}\n"
    several = indent(json.dumps(value, ensure_ascii=False, indent=4), "    ")
    entries, _, end = several.lstrip().rpartition("\n")
    return f"    {name} = {entries},\n{end}\n"


def path(url: str, home: str) -> str:
    """Returns an address as in a publisher's file: without the site's own scheme and host."""
    origin = urljoin(home, "/")[:-1]
    return url.removeprefix(origin) if url.startswith(f"{origin}/") else url
