"""AI preferences that stand in a site's robots.txt: Content-Usage (IETF AI Preferences), Content-Signal (Cloudflare)."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

AGENT = "newscrawl"
"""The name by which sites may speak of this crawler alone."""
META = "ai_preferences"
"""Where a request's meta has its site's preferences."""

_DIRECTIVES = ("content-usage", "content-signal")


class Preference(NamedTuple):
    """A line of a robots.txt: its directive in lower case, the path that it is for ("/": all), and what it states."""

    directive: str
    path: str
    stated: str


def read(robots: bytes) -> list[Preference]:
    """The preferences for this crawler: those of its own groups where it has any, else those for all robots."""
    if not any(name.encode() in robots.lower() for name in _DIRECTIVES):
        return []
    found: dict[str, list[Preference]] = {AGENT: [], "*": []}
    agents, named, in_names = {"*"}, False, False
    for line in robots.decode("utf-8-sig", "replace").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            agents = {*agents, value.lower()} if in_names else {value.lower()}
            named = named or value.lower() == AGENT
        elif name in _DIRECTIVES and value:
            path, _, rest = value.partition(" ") if value.startswith("/") else ("/", "", value)
            for agent in agents & found.keys():
                found[agent].append(Preference(name, path.partition("*")[0], rest.strip()[:500]))
        in_names = name == "user-agent"
    return found[AGENT if named else "*"]


def of_page(preferences: list[Preference], url: str) -> list[Preference]:
    """Those that hold for an address: of each directive, the ones with the longest path that it begins with."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    path = f"{parts.path or '/'}?{parts.query}"
    holding = [one for one in preferences if path.startswith(one.path)]
    longest: dict[str, int] = {}
    for one in holding:
        longest[one.directive] = max(longest.get(one.directive, 0), len(one.path))
    return [one for one in holding if len(one.path) == longest[one.directive]]
