"""Fills the Jinja templates of the HTML pages that people are shown."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from newscrawl.text.printable import visible


@cache
def resource(path: str) -> str:
    """Returns the text of a file below newscrawl/report, such as "explain/page.css"."""
    return files(__package__).joinpath(path).read_text("utf-8")


@cache
def _templates() -> Environment:
    return Environment(
        autoescape=True,
        finalize=lambda value: visible(value) if type(value) is str else value,  # not of Markup
        loader=FunctionLoader(resource),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def filled(path: str, **values: Any) -> str:
    """Returns the page of a template below newscrawl/report.

    Text from web pages is escaped, and invisible characters are shown as codes.
    """
    return _templates().get_template(path).render(values)
