"""`scrapy view` without an output file or a state."""

from __future__ import annotations

from scrapy.commands import view

from newscrawl.commands._command import Quiet


class Command(Quiet, view.Command):
    pass
