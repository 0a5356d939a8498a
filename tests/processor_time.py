"""A bound on CPU time, for tests of code that could take quadratic time."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fails if the block takes more seconds of CPU time.

    Bounds are many times what linear code takes, and a fraction of what quadratic code takes.
    Coverage's tracer is off meanwhile, because it makes the code three times as slow. So the block
    must cover no lines that other tests do not cover.
    """
    tracer = sys.gettrace()
    sys.settrace(None)
    began = time.process_time()
    try:
        yield
    finally:
        sys.settrace(tracer)
    assert time.process_time() - began < seconds
