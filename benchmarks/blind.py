"""How much the choice of the body rests on names: the labelled pages as they are, without class and id, and all of div.

    python benchmarks/blind.py CORPUS

Unknown sites have names that no list knows, so what holds up here is likely to hold up there. Extraction alone, without
pipelines and publishers' files.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from scoring import f1, page_counts, truths  # noqa: E402  (the path is set above, so that the file runs from anywhere)
from scrapy.http import HtmlResponse  # noqa: E402
from warcpages import pages  # noqa: E402

from newscrawl.extraction import extract  # noqa: E402
from newscrawl.items import Via  # noqa: E402
from newscrawl.text.compose import compose  # noqa: E402

_SECTIONS = frozenset("article main section header footer aside nav figure figcaption form".split())


def _as_it_is(root: Any) -> None:
    pass


def _nameless(root: Any) -> None:
    for element in root.iter():
        for name in ("class", "id", "itemprop"):
            if isinstance(element.tag, str) and name in element.attrib:
                del element.attrib[name]


def _divs(root: Any) -> None:
    _nameless(root)
    for element in root.iter(*_SECTIONS):
        element.tag = "div"


VARIANTS: dict[str, Callable[[Any], None]] = {
    "as it is": _as_it_is,
    "without class, id, itemprop": _nameless,
    "and sections as div": _divs,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    corpus = parser.parse_args().corpus
    truth = truths(corpus)
    sets = sorted({row["set"] for row in truth.values()})
    print("| pages | " + " | ".join(f"{which} F1 | P | R" for which in sets) + " |")
    print("|" + "---|" * (1 + 3 * len(sets)))
    for name, change in VARIANTS.items():
        counts: dict[str, list[tuple[float, float, float]]] = {which: [] for which in sets}
        for url, body, headers in pages(corpus / "articles.warc.gz"):
            response = HtmlResponse(url, body=body, headers=headers)
            change(response.selector.root)
            found = compose(extract(response, via=Via("archive")).blocks)
            counts[truth[url]["set"]].append(page_counts(found, truth[url]["text"]))
        cells = [f"{value:.3f}" for which in sets for value in (lambda p, r, f: (f, p, r))(*f1(counts[which]))]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
