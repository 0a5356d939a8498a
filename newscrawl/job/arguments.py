"""The arguments of spiders (`scrapy crawl NAME -a key=value`), declared and parsed only here."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from newscrawl.job.logfilter import without_userinfo


class StartError(ValueError):
    """The crawl can't start, for a reason that the user can correct. The message is printed."""


class ArgumentError(StartError):
    """An argument that this kind of spider does not have, or a value that can't be read."""


def _names(value: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in value.split(",") if part.strip())
    if not names:
        raise ValueError("names, separated by commas")
    return names


_MOST_DIGITS = 6
"""The most digits of a number: nobody asks for a million pages."""


def _count(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS and int(value) >= 1):
        raise ValueError("a whole number from 1 to 999999")
    return int(value)


_FLAGS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


def _flag(value: str) -> bool:
    if value.lower() not in _FLAGS:
        raise ValueError("1 or 0")
    return _FLAGS[value.lower()]


_AGO = re.compile(r"(\d{1,4}) days? ago", re.ASCII)


def instant(value: str) -> datetime:
    """Returns a time, or the beginning of a day: "2026-11-20", "yesterday", "3 days ago"."""
    words = value.lower()
    ago = _AGO.fullmatch(words)
    days = int(ago[1]) if ago else {"today": 0, "yesterday": 1}.get(words)
    if days is not None:
        today = datetime.combine(date.today(), time())
        return today - timedelta(days)
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(
            "a date such as 2026-11-20, a time such as 2026-11-20T06:00+04:00, today, yesterday or 3 days ago"
        ) from None


_WITHOUT_SCHEME = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?].*)?")


def address(value: str) -> str:
    """Returns an http(s) address. "www.example.org/news", without a scheme, gets https."""
    if _WITHOUT_SCHEME.fullmatch(value):
        value = f"https://{value}"
    try:
        url = urlsplit(value)
        valid = (
            url.scheme in ("http", "https")
            and bool(url.hostname)
            and url.port != 0  # raises ValueError if the port is no number up to 65535
            and not any(c.isspace() for c in value)
        )
    except ValueError:
        valid = False
    if not valid:
        raise ValueError("an address such as https://www.example.org/ or www.example.org")
    if url.username is not None or url.password is not None:
        raise ValueError(
            "an address without user and password: they would be in every record and log line"
        )
    return value


_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.ASCII)


def _languages(value: str) -> tuple[str, ...]:
    """Returns language tags of BCP 47 in lower case."""
    tags = tuple(part.strip() for part in value.lower().split(",") if part.strip())
    if not tags or not all(map(_LANGUAGE.fullmatch, tags)):
        raise ValueError("codes of languages, separated by commas, such as en,de or pt-BR")
    return tags


def _pattern(value: str) -> re.Pattern[str]:
    if not value:
        raise ValueError("a regular expression such as climate|energy")
    try:
        return re.compile(value, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(
            f"a regular expression of Python; this one can't be read: {error}"
        ) from None


def _file(value: str) -> Path:
    path = Path(value).expanduser()
    try:
        path.open("rb").close()
    except OSError as error:
        raise ValueError(
            f"a file that can be read; {Path.cwd() / path}: {error.strerror}"
        ) from None
    return path


def _argument(parse: Callable[[str], Any], help: str, default: Any = MISSING) -> Any:
    """Returns the field of an argument. Without a `default` the argument must be given."""
    return field(default=default, metadata={"parse": parse, "help": help})


@dataclass(frozen=True, kw_only=True)
class FilterArguments:
    """The arguments of every spider: which articles are delivered."""

    language: tuple[str, ...] = _argument(
        _languages, "only articles in these languages: en,de; en takes en-GB too", ()
    )
    match: re.Pattern[str] | None = _argument(
        _pattern, "only articles whose title or text matches this regular expression", None
    )

    @property
    def filter_digest(self) -> bytes:
        """8 bytes that differ between different filters; b"" without a filter."""
        if not self.language and self.match is None:
            return b""
        parts = sorted(set(self.language)), self.match and self.match.pattern
        return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()


@dataclass(frozen=True, kw_only=True)
class PublisherArguments(FilterArguments):
    """The arguments of publishers. A `since` without an offset is in the publisher's zone."""

    only: tuple[str, ...] = _argument(_names, "sections to crawl, by name", ())
    pages: int | None = _argument(_count, "pages of each section; default: as in its file", None)
    since: datetime | None = _argument(instant, "only articles published since then", None)
    again: bool = _argument(_flag, "also deliver articles that were delivered before", False)
    urls: Path | None = _argument(
        _file, "a file of article addresses, one a line, to fetch instead of sections", None
    )

    def __post_init__(self) -> None:
        if self.urls and (self.only or self.pages):
            raise ArgumentError(
                "-a urls= names the articles to fetch. Leave out -a only= and -a pages="
            )


@dataclass(frozen=True, kw_only=True)
class SiteArguments(PublisherArguments):
    """The arguments of `site`: the address of any news site, or article addresses of any sites."""

    url: str = _argument(address, "the site's front page, or one of its feeds or sitemaps", "")

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.url and not self.urls:
            raise ArgumentError(
                "site needs -a url=…: the site's front page; or -a urls=…: a file of article addresses, one a line"
            )


@dataclass(frozen=True, kw_only=True)
class ArchiveArguments(FilterArguments):
    """The arguments of `archive`."""

    path: tuple[str, ...] = _argument(
        _names,
        "files, folders, patterns such as saved/*.html or lists @list.txt, separated by commas",
    )
    articles: bool = _argument(_flag, "skip pages that are not articles", False)
    processes: int | None = _argument(
        _count, "processes that read files at the same time; default: one a core", None
    )
    again: bool = _argument(_flag, "also read files that earlier runs have read", False)


_HELP = (
    ("every crawl", FilterArguments),
    ("publishers and site", PublisherArguments),
    ("site", SiteArguments),
    ("archive", ArchiveArguments),
)
"""The parts of the help: a heading, and the class that declares the arguments below it."""


def described() -> str:
    """Returns all arguments with their help, a line each, below the crawls that take them."""
    lines = []
    for takers, kind in _HELP:
        own = [f for f in fields(kind) if f.name in kind.__annotations__]
        lines += [f"{takers}:", *(f"-a {f.name}=…  {f.metadata['help']}" for f in own)]
    return "\n".join(lines)


T = TypeVar("T", bound=PublisherArguments | ArchiveArguments)


def parse(kind: type[T], given: Mapping[str, Any], spider: str = "this spider") -> T:
    """Returns the arguments of one `kind`, parsed from strings. `spider` is its name for messages.

    Keys that begin with an underscore are ignored: Scrapyd adds some. Raises ArgumentError.
    """
    known = {f.name: f for f in fields(kind)}
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key in known:
            values[key] = _parse_one(known[key], str(value))
        elif not key.startswith("_"):
            raise ArgumentError(_unknown(key, known, spider))
    for name, f in known.items():
        if f.default is MISSING and name not in values:
            raise ArgumentError(f"{spider} needs -a {name}=…: {f.metadata['help']}")
    return kind(**values)


def _parse_one(f: Field[Any], value: str) -> Any:
    parse, help = f.metadata["parse"], f.metadata["help"]
    try:
        return parse(value.strip())
    except ValueError as error:
        shown = value.rpartition("@")[2] if parse is address else without_userinfo(value)
        raise ArgumentError(f"-a {f.name}={shown}: {f.name} ({help}) takes {error}") from None


def _unknown(key: str, known: Mapping[str, Field[Any]], spider: str) -> str:
    nearest = difflib.get_close_matches(key, known, n=1)
    hint = f"; did you mean {nearest[0]}?" if nearest else "."
    listed = "".join(f"\n  -a {name}=…  {f.metadata['help']}" for name, f in known.items())
    return f"{spider} takes no argument {key!r}{hint} It takes{listed}"


_OF_ONE_RUN = frozenset({"again", "url"})
"""Arguments in which comparable runs may differ: `again` does not change what the sources list, and
`url` shows in the name of the run.
"""


def listed_by(arguments: Any) -> str:
    """Returns the arguments that decide what a crawl's sources list: "only=world pages=3 since". Of a
    date only the name is given, because the date changes from run to run.
    """
    changed = {
        f.name: getattr(arguments, f.name)
        for f in (fields(arguments) if arguments is not None else ())
        if f.name not in _OF_ONE_RUN and getattr(arguments, f.name) != f.default
    }
    return " ".join(
        name if isinstance(value, datetime) else f"{name}={_listed(value)}"
        for name, value in changed.items()
    )


def _listed(value: Any) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)
