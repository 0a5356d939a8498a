"""`scrapy fetch` without an output file or memory."""

from __future__ import annotations

from scrapy.commands import fetch

from newscrawl.commands._quiet import Quiet


class Command(Quiet, fetch.Command):
    pass
