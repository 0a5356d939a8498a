"""What commands for single pages share."""

from __future__ import annotations

import argparse
from typing import Any, Final

from scrapy.settings import Settings

QUIET: Final[dict[str, Any]] = {
    "FEEDS": {},
    "NEWSCRAWL_STATE": "",
    "NEWSCRAWL_WARC": "",
    "NEWSCRAWL_PROGRESS": False,
    "LOG_LEVEL": "WARNING",
}
"""Such a command writes no output file and no state, and shows no progress. Options of the command line (`-s`) override
this.
"""

UNSEEN: Final = ("newscrawl.extensions.summary.Summary", "newscrawl.extensions.report.Report")
"""Extensions that show a whole crawl."""


class Quiet:
    """A mixin before one of Scrapy's commands: the settings QUIET, and no summary."""

    settings: Settings | None
    more: dict[str, Any] = {}

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        extensions = {**self.settings.getwithbase("EXTENSIONS"), **dict.fromkeys(UNSEEN)}
        self.settings.setdict({**QUIET, "EXTENSIONS": extensions, **self.more}, priority="project")
        super().process_options(args, opts)  # type: ignore[misc] # of the class beside it
