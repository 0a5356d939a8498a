"""`scrapy fetch` without an output file or a state."""

from __future__ import annotations

from scrapy.commands import fetch

from newscrawl.commands._command import Quiet


class Command(Quiet, fetch.Command):
    pass
