"""The schedule: a TOML file with intervals, and the publishers that are due in a minute."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

LONGEST = 7 * 24 * 60
"""Minutes of the longest interval: a week."""


class ScheduleError(Exception):
    """The schedule can't be read. The message says what to correct."""


def load(path: str, known: Collection[str]) -> dict[str, int]:
    """Returns publisher -> minutes between two of its crawls, read from a file.

    Raises ScheduleError. `every` is for all publishers in `known`, `[publishers]` for single ones; 0
    means never:

        every = 60
        [publishers]
        thenational = 15
        bbc = 0
    """
    try:
        stated = tomllib.loads(Path(path).expanduser().read_text("utf-8"))
    except OSError as error:
        raise ScheduleError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise ScheduleError(f"{path} is not TOML: {error}") from error
    named = stated.get("publishers", {})
    if unknown := sorted(stated.keys() - {"every", "publishers"}):
        raise ScheduleError(f"{path}: {', '.join(unknown)} is unknown. Valid: every, publishers")
    if not isinstance(named, dict):
        raise ScheduleError(f"{path}: publishers must be a table, [publishers]")
    if strangers := sorted(named.keys() - set(known)):
        names = ", ".join(strangers)
        raise ScheduleError(f"{path}: no publisher is called {names}; see `scrapy publishers`")
    every = {**dict.fromkeys(known, stated.get("every", 0)), **named}
    for name, minutes in every.items():
        if type(minutes) is not int or not 0 <= minutes <= LONGEST:
            raise ScheduleError(f"{path}: {name} = {minutes!r} is not from 0 to {LONGEST} minutes")
    return {name: minutes for name, minutes in every.items() if minutes}


def due(every: Mapping[str, int], minute: int) -> Iterator[str]:
    """Yields the publishers that are due in a minute, counted since 1970.

    Each publisher has its own minute in its interval, by the hash of its name. So crawls are
    spread evenly, and all workers agree without communication.
    """
    for name, minutes in every.items():
        offset = int.from_bytes(sha256(name.encode()).digest()[:8])
        if minute % minutes == offset % minutes:
            yield name
