"""Reads what a site's robots.txt says about use: Content-Usage (IETF AI Preferences),
Content-Signal (Cloudflare) and License (RSL 1.0).
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

AGENT = "newscrawl"
"""The name by which a robots.txt addresses this crawler."""
META = "ai_preferences"
"""The key of request.meta for the preferences of the request's site."""
MAX_STATED, MAX_LICENSES = 500, 20
"""Characters of one preference, and licences of one robots.txt, that are read. All known
preferences together are shorter, and sites state one licence.
"""
LICENSE = "license"
"""The directive of RSL 1.0. It names a licence for the whole site, whichever robot reads it."""
_DIRECTIVES = ("content-usage", "content-signal")


class Preference(NamedTuple):
    """One line of a robots.txt: the directive in lower case, the path for which it holds, and the
    value.

    The path "/" stands for all pages.
    """

    directive: str
    path: str
    stated: str


def preferences_of(robots: bytes) -> list[Preference]:
    """Returns the preferences for this crawler: those in groups that name it, or those for all
    robots if no group names it.

    Licences apply to every robot, in whatever group they stand.
    """
    lowered = robots.lower()
    if not any(name.encode() in lowered for name in (*_DIRECTIVES, LICENSE)):
        return []
    found: dict[str, list[Preference]] = {AGENT: [], "*": []}
    licenses: dict[str, Preference] = {}
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
                found[agent].append(
                    Preference(name, path.partition("*")[0], rest.strip()[:MAX_STATED])
                )
        elif name == LICENSE and len(value) <= MAX_STATED and len(licenses) < MAX_LICENSES:
            if value.lower().startswith(("https://", "http://")):
                licenses[value] = Preference(name, "/", value)
            continue  # a licence belongs to no group, so it does not end a list of user agents
        in_names = name == "user-agent"
    return [*found[AGENT if named else "*"], *licenses.values()]


def of_page(preferences: list[Preference], url: str) -> list[Preference]:
    """Returns the preferences for an address. Among the lines of one directive, only those with the
    longest matching path count.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    path = f"{parts.path or '/'}?{parts.query}"
    holding = [one for one in preferences if path.startswith(one.path)]
    # Of each directive, the last one is the longest.
    longest = {
        one.directive: len(one.path) for one in sorted(holding, key=lambda one: len(one.path))
    }
    return [one for one in holding if len(one.path) == longest[one.directive]]
