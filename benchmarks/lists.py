"""Measures how well lists of stories (front pages, sections) are distinguished from article pages.
Each list is judged by a fit that never saw its site.

    python benchmarks/lists.py CORPUS

The lists come from CORPUS/discovery/frontpages, the articles from benchmarks/corpus.py. The model
is fitted on the lists and on the articles of the fitting half; the last line gives the weights for
newscrawl/discovery/list_pages.py.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from common import command_line
from corpus import cases
from links import fit

from newscrawl.discovery import list_pages
from newscrawl.extraction import extract
from newscrawl.extraction.page.document import Document
from newscrawl.items import Via

NAMES = ("bias", "declared", "said", "address", "cards", "linked", "longest")
L2 = 0.1
LIST_WEIGHT = 3  # there are 60 times as many articles


@dataclass
class Row:
    site: str
    half: str
    kind: str  # of a list: front, section, pagination, tag; else article
    values: dict[str, float]


def read(corpus: Path) -> Iterator[Row]:
    folder = corpus / "discovery" / "frontpages"
    for line in (folder / "index.jsonl").open():
        row = json.loads(line)
        url = row["url"] or row["canonical"] or f"https://{row['site']}/"
        page = Document.of((folder / row["file"]).read_text("utf-8", "replace"), url)
        yield Row(row["site"], "fitting", row["kind"], values(page))
    for case in cases(corpus):
        if not case.truth.get("verdict", {}).get("not_article"):
            page = Document.of(case.body, case.url, case.headers)
            yield Row(case.site, case.truth["half"], "article", values(page))


def values(page: Document) -> dict[str, float]:
    return list_pages.list_features(extract(page, via=Via("section")))


def weights(rows: list[Row]) -> dict[str, float]:
    sites = Counter(row.site for row in rows)
    y = np.array([row.kind != "article" for row in rows], float)
    weight = np.array([sites[row.site] ** -0.5 for row in rows]) * np.where(y, LIST_WEIGHT, 1)
    x = [{i: row.values[name] for i, name in enumerate(NAMES)} for row in rows]
    b = fit(x, y, weight, np.array([0.01, *[L2] * (len(NAMES) - 1)]))
    return {name: round(float(value), 2) for name, value in zip(NAMES, b, strict=True)}


def is_list(row: Row, table: dict[str, float]) -> bool:
    return sum(table[name] * row.values[name] for name in NAMES) > list_pages.CERTAIN


def main() -> None:
    rows = list(read(command_line(__doc__).parse_args().corpus))
    fitting = [row for row in rows if row.half == "fitting"]
    table = weights(fitting)
    of_lists = {row.site for row in rows if row.kind != "article"}
    apart = {site: weights([row for row in fitting if row.site != site]) for site in of_lists}
    said, all_of = Counter[str](), Counter[str]()
    for row in rows:
        name = f"articles, {row.half} half" if row.kind == "article" else f"lists, {row.kind}"
        all_of[name] += 1
        said[name] += is_list(row, apart.get(row.site, table))
    print(f"{'':28}{'said to be lists':>18}{'pages':>8}")
    for name in sorted(all_of):
        print(f"{name:28}{said[name]:>18}{all_of[name]:>8}")
    print(f"\nshipped: {list_pages.LIST}\nfitted:  {table}")


if __name__ == "__main__":
    sys.exit(main())
