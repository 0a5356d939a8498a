"""How commands say why they can't do what was asked."""

from __future__ import annotations

import sys
from typing import Any, ClassVar

from newscrawl.job.status import NOT_STARTED


class Refusing:
    """A mixin before ScrapyCommand. `word` is the command's name."""

    word = ""
    exitcode: int

    def refuse(self, message: str, status: int = NOT_STARTED) -> None:
        """Writes the message to stderr and sets the exit status."""
        sys.stderr.write(f"scrapy {self.word}: {message}\n")
        self.exitcode = status


class Local(Refusing):
    """A mixin for commands that start no crawl."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}
