"""Reads /.well-known/tdmrep.json, in which a site reserves text and data mining (W3C's TDM
Reservation Protocol).
"""

from __future__ import annotations

import json
import re
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

PATH = "/.well-known/tdmrep.json"
META = "tdm_rules"
"""The key of request.meta for the rules of the request's site."""
MAX_SIZE = 500 * 1024
"""Bytes of the largest file that is read. RFC 9309 names the same size for robots.txt."""
MAX_RULES, MAX_PATH = 1_000, 2_000
"""Rules that are read, and characters of the longest path. Each page of the site is compared with
all rules. Addresses of pages are shorter.
"""


class Rule(NamedTuple):
    """The reservation of a site for pages whose path matches.

    `path` is a pattern as in robots.txt: * stands for anything, $ for the end.
    """

    path: str
    reservation: Literal[0, 1]
    policy: str | None


def rules_of(body: bytes) -> list[Rule]:
    """Returns the rules of a file. Entries that the protocol does not define are skipped."""
    if len(body) > MAX_SIZE:
        return []
    try:
        stated = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return []
    entries = stated if isinstance(stated, list) else [stated]
    rules = (_rule(one) for one in entries[:MAX_RULES] if isinstance(one, dict))
    return [rule for rule in rules if rule is not None]


def _rule(entry: dict[str, Any]) -> Rule | None:
    path, policy = entry.get("location"), entry.get("tdm-policy")
    reservation = str(entry.get("tdm-reservation"))
    if not isinstance(path, str) or not 0 < len(path) <= MAX_PATH or reservation not in ("0", "1"):
        return None
    path = path if path.startswith(("/", "*")) else f"/{path}"
    return Rule(path, 1 if reservation == "1" else 0, policy if isinstance(policy, str) else None)


def of_page(rules: list[Rule], url: str) -> Rule | None:
    """Returns the rule for an address: the longest that matches, as in robots.txt; None if none
    matches.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    matching = [rule for rule in rules if _matches(rule.path, path)]
    return max(matching, key=lambda rule: len(rule.path), default=None)


def _matches(pattern: str, path: str) -> bool:
    """Returns whether a path matches a pattern: the pieces between the stars stand in it in order.

    This is not a regular expression, because a hostile pattern would take too long as one.
    """
    ends = pattern.endswith("$")
    first, *others = re.sub(r"\*+", "*", pattern.removesuffix("$")).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not others:
        return not ends or at == len(path)
    *middle, last = others
    for piece in middle:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return path[at:].endswith(last) if ends else path.find(last, at) >= 0
