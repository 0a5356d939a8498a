"""The offsets of time zones' abbreviations, as news pages and feeds use them."""

from __future__ import annotations

from datetime import timedelta, timezone
from zoneinfo import ZoneInfo

_HOURS = {
    "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "GST": 4,
    "SAST": 2, "PKT": 5, "WIB": 7, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13,
}  # fmt: skip
OFFSETS = {name: timezone(timedelta(hours=hours)) for name, hours in _HOURS.items()}
"""Abbreviation -> its offset from UTC. IST, CST, AST and others have several meanings, so they are
left out.
"""
REGIONS = {
    name: ZoneInfo(f"America/{city}")
    for name, city in {
        "ET": "New_York",
        "CT": "Chicago",
        "MT": "Denver",
        "PT": "Los_Angeles",
    }.items()
}
"""Zones of the United States that have different offsets in summer and in winter."""
