"""AI preferences in a site's robots.txt: Content-Usage (IETF AI Preferences) and Content-Signal
(Cloudflare)."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

AGENT = "newscrawl"
"""The name by which a robots.txt addresses this crawler."""
META = "ai_preferences"
"""The key of request.meta for the preferences of the request's site."""
MAX_STATED = 500
"""Characters of one preference that are read: all known ones together are shorter."""

_DIRECTIVES = ("content-usage", "content-signal")


class Preference(NamedTuple):
    """One line of a robots.txt: the directive in lower case, the path for which it holds, and the
    value.

    The path "/" stands for all pages.
    """

    directive: str
    path: str
    stated: str


def read(robots: bytes) -> list[Preference]:
    """The preferences for this crawler: those in its own groups, or those for all robots if it has
    no group."""
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
                found[agent].append(Preference(name, path.partition("*")[0], rest.strip()[:MAX_STATED]))
        in_names = name == "user-agent"
    return found[AGENT if named else "*"]


def of_page(preferences: list[Preference], url: str) -> list[Preference]:
    """The preferences for an address: of each directive those with the longest path that
    matches."""
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
