"""Fails if a figure of the records is below its pinned floor. Run it before a change of extraction
or of the verdict lands.

    python benchmarks/gate.py CORPUS [--half fitting|checking|all] [--jobs 2] [--pin]

CORPUS is a folder as benchmarks/corpus.py describes it. The floors are in benchmarks/floors.json,
with the digest of the corpus that they were measured on. On another corpus the gate says so and
compares nothing. --pin measures and writes the floors anew; review the difference, and say in the
commit why a figure sinks.

Shares and F1 may sink by SLACK, and counts of failed pages may rise by FEW, because single pages
change that much by chance.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import corpus
import quality
from common import command_line

Row = dict[str, Any]

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.002
"""A share or an F1 (0 to 1) may sink by so much."""
FEW = 1
"""A count may rise by so many pages."""
BAD_SHARES = frozenset({"hasnt"})
"""Shares that are better if they are lower."""
COUNTS = frozenset({"poor", "lost", "silent", "none", "doubted", "unfound", "alarms", "unsure"})
"""Counts of failed pages, and of wrong verdicts."""


def sunk(floors: Mapping[str, Row], found: Mapping[str, Row]) -> list[str]:
    """Returns a line for each figure below its floor: set, figure, floor, found."""
    lines = []
    for name, floor in floors.items():
        now = found.get(name)
        if now is None or now["pages"] != floor["pages"]:
            lines.append(
                f"{name}: {floor['pages']} pages were measured, now {now['pages'] if now else 0}"
            )
            continue
        for key, least in floor.items():
            if key in ("pages", "good"):
                continue
            value, slack = now[key], FEW if key in COUNTS else SLACK
            is_bad = key in COUNTS or key in BAD_SHARES
            if value > least + slack if is_bad else value < least - slack:
                lines.append(f"{name}: {key} was {_shown(least)}, is {_shown(value)}")
    return lines


def _shown(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def main() -> None:
    parser = command_line(__doc__, half="all")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--pin", action="store_true", help="write the floors anew")
    options = parser.parse_args()
    digest = corpus.digest(options.corpus)
    pinned = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"corpus": digest}
    if pinned["corpus"] != digest and not options.pin:
        raise SystemExit(
            f"The floors are of corpus {pinned['corpus']}, this one is {digest}: nothing is compared."
        )
    found = {}
    for half in ("fitting", "checking") if options.half == "all" else (options.half,):
        sets = (*corpus.SETS, corpus.MADE)
        found[half] = quality.summary(quality.run(options.corpus, half, sets, options.jobs))
    if options.pin:
        kept = pinned if pinned["corpus"] == digest else {}
        FLOORS.write_text(
            json.dumps(kept | {"corpus": digest} | found, indent=1) + "\n", encoding="utf-8"
        )
        print(f"{FLOORS.name} has the figures of {', '.join(found)}")
        return
    lines = [
        f"{half}, {line}"
        for half, rows in found.items()
        for line in sunk(pinned.get(half, {}), rows)
    ]
    print(*lines, sep="\n")
    if lines:
        raise SystemExit(
            f"{len(lines)} figures sank below their floors ({FLOORS}). If a loss is meant: --pin, and say why."
        )
    print("No figure sank.")


if __name__ == "__main__":
    main()
