"""What the commands that look at single pages share."""

from __future__ import annotations

import argparse
from typing import Any, Final

from scrapy.settings import Settings

QUIET: Final[dict[str, Any]] = {
    "FEEDS": {},
    "NEWSCRAWL_STATE": "",
    "NEWSCRAWL_WARC": "",
    "LOG_LEVEL": "WARNING",
}
"""A look at a page writes no output file and remembers nothing. Options of the command line (`-s`)
still win.
"""

UNSEEN: Final = tuple(
    f"newscrawl.extensions.{name}"
    for name in ("summary.Summary", "progress.Progress", "report.Report")
)
"""Extensions that tell of a whole crawl."""


class Quiet:
    """A mixin before a command of Scrapy's: QUIET, and no table at the end."""

    settings: Settings | None
    more: dict[str, Any] = {}

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        extensions = {**self.settings.getwithbase("EXTENSIONS"), **dict.fromkeys(UNSEEN)}
        self.settings.setdict({**QUIET, "EXTENSIONS": extensions, **self.more}, priority="project")
        super().process_options(args, opts)  # type: ignore[misc]
