"""What the HTML pages of a report and of an explanation share."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template


@cache
def resource(path: str) -> str:
    """Returns the text of a file below newscrawl/report, such as "explain/page.css"."""
    return files(__package__).joinpath(path).read_text("utf-8")


def filled(path: str, **values: str) -> str:
    """Returns a page: the beginning that all pages have (head.html), then a template with values
    for its names.
    """
    return resource("head.html") + Template(resource(path)).substitute(values)
