"""The file in which a site reserves text and data mining, /.well-known/tdmrep.json (W3C's TDM Reservation Protocol): pure."""

from __future__ import annotations

import json
import re
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

PATH = "/.well-known/tdmrep.json"
META = "tdm_rules"
"""Where a request's meta has its site's rules."""
MAX_SIZE = 500 * 1024
MAX_RULES = 1_000


class Rule(NamedTuple):
    """What a site reserves of the paths that match: `path` as in robots.txt, with * for anything and $ for the end."""

    path: str
    reservation: Literal[0, 1]
    policy: str | None


def read(body: bytes) -> list[Rule]:
    """The rules of a file; whatever is none of the protocol's says nothing."""
    try:
        stated = json.loads(body[: MAX_SIZE + 1].decode("utf-8-sig", "replace")) if len(body) <= MAX_SIZE else None
    except (ValueError, RecursionError):
        return []
    rules = []
    for one in (stated if isinstance(stated, list) else [stated])[:MAX_RULES]:
        if not isinstance(one, dict):
            continue
        path, reservation, policy = one.get("location"), str(one.get("tdm-reservation")), one.get("tdm-policy")
        if isinstance(path, str) and 0 < len(path) <= 2_000 and reservation in ("0", "1"):
            path = path if path.startswith(("/", "*")) else f"/{path}"
            rules.append(Rule(path, 1 if reservation == "1" else 0, policy if isinstance(policy, str) else None))
    return rules


def of_page(rules: list[Rule], url: str) -> Rule | None:
    """The rule for an address: of those that it matches the longest, as for robots.txt; None where there is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return max((rule for rule in rules if _matches(rule.path, path)), key=lambda rule: len(rule.path), default=None)


def _matches(pattern: str, path: str) -> bool:
    """Whether the pieces between the stars stand in the path in their order: in time that a file can't make long."""
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
