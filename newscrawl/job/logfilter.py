"""Keeps log lines clean of passwords, control characters and repeated tracebacks."""

from __future__ import annotations

import logging
import re
import traceback

from newscrawl.text.printable import visible

_USERINFO = re.compile(r"([a-z][a-z0-9+.-]*://)[^\s/?#\"'<>]*@", re.IGNORECASE)
_DONE = "_newscrawl_printed"
"""The attribute that says whether a record is printed. Several handlers may print a record."""
ONCE = frozenset({"scrapy.core.downloader.tls"})
"""Loggers that repeat a line: Scrapy names an invalid certificate at each connection."""


def without_userinfo(text: str) -> str:
    """Returns "http://a.example/" for "http://me:pw@a.example/", anywhere in a text."""
    return _USERINFO.sub(r"\1", text) if "@" in text else text


class LogFilter(logging.Filter):
    """Prints one traceback for each class of exceptions and line of code. Later ones get one line
    each. Equal lines of the loggers in ONCE are printed once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._told: set[tuple[str, str, int | None]] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        if (decided := getattr(record, _DONE, None)) is not None:
            return bool(decided)
        message = record.getMessage()
        line = (record.name, message, None)
        is_new = record.name not in ONCE or line not in self._told
        setattr(record, _DONE, is_new)
        if record.name in ONCE:
            self._told.add(line)
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])
            place = (frames[-1].filename, frames[-1].lineno) if frames else ("", None)
            kind = (record.exc_info[0].__name__, *place)
            if kind in self._told:
                message += f" ({kind[0]}, as before, in line {kind[2]} of {kind[1]})"
                record.exc_info = record.exc_text = None
            else:
                self._told.add(kind)
                record.exc_text = without_userinfo(
                    "".join(traceback.format_exception(*record.exc_info)).rstrip()
                )
        record.msg, record.args = visible(without_userinfo(message)), None
        return is_new
