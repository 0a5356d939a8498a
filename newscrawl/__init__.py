"""newscrawl reads news articles into records. A record says what it contains, what was removed and
what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.version import __version__

if TYPE_CHECKING:
    from newscrawl.extraction.profile import Profile
    from newscrawl.extraction.reading import read_article
    from newscrawl.items import Article

__all__ = ["Article", "Profile", "__version__", "read_article"]

_HOMES = {"Article": "items", "Profile": "extraction.profile", "read_article": "extraction.reading"}
"""The module of each public name. The modules are imported at first use: the settings of a crawl
do not need them.
"""


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
