"""An explanation as one HTML page without scripts or requests, in light and dark, for phones too."""

from __future__ import annotations

import json
from itertools import groupby

from newscrawl.items import DOUBTED, EXTRACTOR
from newscrawl.report.explain import Explained, verdict
from newscrawl.report.html import filled, resource

MANY = 6
"""From this many removed lines in a row on, they are folded: a navigation may have hundreds."""


def html(found: Explained) -> str:
    """Returns the whole page."""
    article = found.record
    runs = groupby(found.lines, key=lambda line: line.rule is not None)
    return filled(
        "explain/page.html",
        found=found,
        verdict=verdict,
        title=article.title or article.url or "A page",
        style=resource("explain/page.css"),
        sure=article.confidence is None or article.confidence >= DOUBTED,
        runs=[(is_dropped, list(run)) for is_dropped, run in runs],
        many=MANY,
        heaviest=max((abs(piece.weight) for piece in article.completeness.evidence), default=0),
        record=json.dumps(article.to_dict(), indent=2, ensure_ascii=False),
        extractor=EXTRACTOR,
    )
