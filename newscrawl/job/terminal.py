"""Whether a person watches this process on a terminal."""

from __future__ import annotations

import os
import sys


def is_watched() -> bool:
    """Returns whether stdout and stderr are a terminal that can move its cursor. With a pipe nobody
    watches, or a program such as `less` draws there.
    """
    return sys.stdout.isatty() and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
