"""What the project's own commands share: how they describe themselves, print, open the state, and
say why they can't do what was asked.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import unicodedata
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from math import inf
from pathlib import Path
from typing import Any, ClassVar, Final, TextIO

from scrapy.settings import Settings

from newscrawl.job.arguments import StartError
from newscrawl.job.status import NOT_STARTED
from newscrawl.state import StateError
from newscrawl.state.opening import is_database, open_store
from newscrawl.state.sql import Store

PATIENCE = 10.0
"""Seconds to wait for a database that is down. A person is waiting, or a scheduler runs the
command again.
"""
QUIET: Final[dict[str, Any]] = {
    "FEEDS": {},
    "NEWSCRAWL_STATE": "",
    "NEWSCRAWL_WARC": "",
    "NEWSCRAWL_PROGRESS": False,
    "LOG_LEVEL": "WARNING",
}
"""The settings of commands for single pages: no output file, no state, no progress. Options of the
command line (`-s`) override them.
"""
UNSEEN: Final = ("newscrawl.extensions.summary.Summary", "newscrawl.extensions.report.Report")
"""Extensions that show a whole crawl."""


class Quiet:
    """A mixin before one of Scrapy's commands: the settings QUIET, and no summary. Settings that do
    not exist end the command.
    """

    settings: Settings | None
    more: dict[str, Any] = {}

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        extensions = {**self.settings.getwithbase("EXTENSIONS"), **dict.fromkeys(UNSEEN)}
        self.settings.setdict({**QUIET, "EXTENSIONS": extensions, **self.more}, priority="project")
        super().process_options(args, opts)  # type: ignore[misc] # of the class beside it
        try:
            check_settings(self.settings)
        except StartError as error:
            sys.stderr.write(f"scrapy: {error}\n")
            sys.exit(NOT_STARTED)


class Refusing:
    """A mixin before ScrapyCommand. `usage`, `summary` and `description` are what `scrapy -h` and
    `scrapy COMMAND -h` show. `options` are the command's own, as argparse takes them.
    """

    usage: ClassVar[str] = "[options]"
    summary: ClassVar[str] = ""
    description: ClassVar[str] = ""
    options: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    settings: Settings | None
    exitcode: int

    @property
    def project(self) -> Settings:
        """The project's settings. Scrapy sets them before it runs a command."""
        assert self.settings is not None
        return self.settings

    @property
    def word(self) -> str:
        """The command's name. Scrapy calls a command by its module's name."""
        return type(self).__module__.rpartition(".")[2]

    def syntax(self) -> str:
        return self.usage

    def short_desc(self) -> str:
        return self.summary

    def long_desc(self) -> str:
        return self.description or self.summary

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)  # type: ignore[misc] # of the class beside it
        for name, given in self.options.items():
            parser.add_argument(name, **given)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Sets the exit status."""
        try:
            check_settings(self.project)
            self.exitcode = self.act(args, opts)
        except (StartError, StateError) as error:
            self.exitcode = self.refuse(str(error))

    @abstractmethod
    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Does what the command is for. Returns the exit status. Raises StartError and StateError,
        whose messages are printed.
        """

    def refuse(self, message: str, status: int = NOT_STARTED) -> int:
        """Writes the message to stderr. Returns the exit status."""
        sys.stderr.write(f"scrapy {self.word}: {message}\n")
        return status


class Local(Refusing):
    """A mixin for commands that start no crawl."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}


def switch(meaning: str) -> dict[str, Any]:
    """Returns an option that is on or off."""
    return {"action": "store_true", "help": meaning}


def existing_store(where: str | None) -> Store:
    """Returns the existing state at `where`; makes none. Raises StateError."""
    if not where:
        raise StateError("NEWSCRAWL_STATE is empty: crawls remember nothing")
    path = Path(where).expanduser().absolute()
    if not is_database(where) and not path.is_file():
        raise StateError(
            f"there is no state at {path}: name the one that crawls use with -s NEWSCRAWL_STATE=…"
        )
    return open_store(where, PATIENCE)


def check_settings(settings: Settings) -> None:
    """Raises StartError for settings that do not exist, and for values that are not of the
    default's type. A misspelt NEWSCRAWL_RIGHTS, for example, would leave out nothing.
    """
    defaults: dict[str, object] = settings["OWN_DEFAULTS"]
    given = {name for name in (*settings, *os.environ) if name.startswith("NEWSCRAWL_")}
    if unknown := sorted(given - defaults.keys()):
        near = did_you_mean(unknown, sorted(defaults))
        raise StartError(
            f"there is no setting {', '.join(unknown)}.{near} newscrawl/settings.py lists all"
        )
    for name, default in defaults.items():
        if wanted := _wanted(settings, name, default):
            raise StartError(f"{name}={settings[name]}: must be {wanted}")


def _wanted(settings: Settings, name: str, default: object) -> str:
    """Returns what the value of a setting must be; "" if it is of the default's type."""
    read: Callable[[str], float]
    match default:
        case bool():
            wanted, read = "1 or 0", settings.getbool
        case int():
            wanted, read = f"a whole number from 0, such as {default}", settings.getint
        case float():
            wanted, read = f"a number from 0, such as {default:g}", settings.getfloat
        case _:
            return ""
    try:
        return "" if 0 <= read(name) < inf else wanted
    except (TypeError, ValueError):
        return wanted


def write(text: str, stream: TextIO | None = None) -> None:
    """Writes to stdout, or to another stream, what its encoding can show."""
    stream = stream or sys.stdout
    stream.write(writable(text, stream.encoding or "ascii"))


def writable(text: str, encoding: str) -> str:
    """Returns `text` with characters that `encoding` lacks replaced: without accents, or else by
    "?".
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in plain if not unicodedata.combining(sign))
        text = text.encode(encoding, "replace").decode(encoding)
    return text


def did_you_mean(names: Iterable[str], known: Sequence[str]) -> str:
    """Returns a question that names the known names nearest to unknown ones, or ""."""
    near = [match for name in names for match in get_close_matches(name, known)]
    return f" Did you mean {', '.join(near)}?" if near else ""


def as_json(value: Any) -> str:
    """Returns JSON for stdout: in ASCII, unless the encoding of stdout has all characters."""
    in_ascii = not (sys.stdout.encoding or "").lower().startswith("utf")
    return json.dumps(value, indent=2, ensure_ascii=in_ascii, allow_nan=False) + "\n"
