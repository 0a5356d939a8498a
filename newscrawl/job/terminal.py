"""Whether a person watches this process on a terminal."""

from __future__ import annotations

import os
import sys


def is_watched() -> bool:
    """Whether stdout and stderr are a terminal that can move its cursor.

    With a pipe on either of them nobody watches, or another program draws on the same terminal,
    such as `less`.
    """
    return sys.stdout.isatty() and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
