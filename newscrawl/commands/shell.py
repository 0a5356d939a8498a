"""`scrapy shell` without an output file or a state."""

from __future__ import annotations

from scrapy.commands import shell

from newscrawl.commands._command import Quiet


class Command(Quiet, shell.Command):
    pass
