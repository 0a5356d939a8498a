"""Word lists: text files with one entry per line, so that a change can be reviewed."""

from __future__ import annotations

from collections import Counter
from importlib import resources


def entries(package: str | None, name: str) -> list[str]:
    """Returns the entries of the word list `name`.txt in a package, without lines with #.

    Raises ValueError if an entry stands in the list twice.
    """
    assert package
    lines = resources.files(package).joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    found = [line for line in lines if line and not line.startswith("#")]
    if twice := [line for line, times in Counter(found).items() if times > 1]:
        raise ValueError(f"{name}.txt lists an entry twice: {', '.join(twice)}")
    return found
