"""Body and facts of the labelled articles: newscrawl's own crawl beside its peers, in one run.

    python benchmarks/quality.py CORPUS [--peers PYTHON] [--fundus PYTHON] [--worst N]

CORPUS holds articles.warc.gz and articles.jsonl; docs/benchmarks.md says which public sets they are made of. PYTHON is the
interpreter of an environment with benchmarks/requirements.txt, for Fundus with benchmarks/requirements-fundus.txt; Fundus is
scored on the pages of publishers that it has a parser for, and most of the truths there are its own output. Our records come from `scrapy crawl archive`, without publishers'
files and with them; times from benchmarks/speed.py's loop in the same run. --worst lists the pages with the lowest F1.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import captions  # noqa: E402  (the path is set above, so that the file runs from anywhere)
import metadata  # noqa: E402
import speed  # noqa: E402
from peers import FUNDUS, PEERS  # noqa: E402
from scoring import f1, lines, page_counts, truths  # noqa: E402
from scrapy.http import HtmlResponse  # noqa: E402
from warcpages import pages  # noqa: E402

Row = dict[str, Any]


def crawl(warc: Path, *, publishers: bool) -> list[Row]:
    """The records of `scrapy crawl archive` over a WARC file, with what the publishers' files know of their pages or without.

    Raises CalledProcessError where it ends with another status than 0.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "records.jsonl"
        command = [
            sys.executable,
            "-m",
            "scrapy",
            "crawl",
            "archive",
            "-a",
            f"path={warc}",
            "-O",
            str(out),
            "-L",
            "ERROR",
            *([] if publishers else ["-s", "SPIDER_MODULES=newscrawl.spiders.archive"]),
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        return list(lines(out))


def peer(python: str, name: str, warc: Path) -> list[Row]:
    """The rows of a peer, from a process of its own."""
    command = [python, str(ROOT / "benchmarks" / "peers.py"), name, str(warc)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A Markdown table."""
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header))
    for row in rows:
        print("| " + " | ".join(row) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--peers", help="the peers' interpreter")
    parser.add_argument("--fundus", help="the interpreter of an environment with Fundus")
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    warc = (options.corpus / "articles.warc.gz").resolve()
    truth = truths(options.corpus)
    timed = speed.run(warc)
    found: dict[str, list[Row]] = {}
    for name, publishers in (("newscrawl", False), ("newscrawl, publishers' files", True)):
        records = [{**record, "url": record["requested_url"]} for record in crawl(warc, publishers=publishers)]
        found[name] = [{**record, "ms": timed[record["url"]]} for record in records]
    ours = found["newscrawl"]
    if options.peers:
        for name in PEERS:
            found[name] = peer(options.peers, name, warc)
    if options.fundus:
        found[FUNDUS] = peer(options.fundus, FUNDUS, warc)
    print(f"{len(ours)} records of {len(truth)} pages\n")
    sets = sorted({row["set"] for row in truth.values()})
    body, facts = [], []
    for name, rows in found.items():
        by_url = {row["url"]: row for row in rows}
        cells = [name]
        for which in sets:
            pages = [url for url, row in truth.items() if row["set"] == which and (name != FUNDUS or url in by_url)]
            if name == FUNDUS and which != "fundus_tests":
                cells += ["-", "-"]
                continue
            counts = [page_counts(by_url.get(url, {}).get("text", ""), truth[url]["text"]) for url in pages]
            precision, recall, score = f1(counts)
            good = sum(2 * tp / (2 * tp + fp + fn) >= 0.95 for tp, fp, fn in counts if tp + fp + fn) / len(counts)
            cells.append(f"{score:.4f} (P {precision:.3f} R {recall:.3f})")
            cells.append(f"{good:.3f}")
        times = [row["ms"] for row in rows]
        body.append([*cells, f"{median(times):.1f}", f"{max(times):.0f}"])
        labelled = [url for url, row in truth.items() if row.get("headline")]
        scores = metadata.score(
            [{**by_url[url], "authors": _authors(by_url[url])} for url in labelled if url in by_url],
            [truth[url] for url in labelled if url in by_url],
        )
        facts.append([name, *(f"{hits / total:.3f}" if total else "-" for hits, total in scores.values())])
        names = list(scores)
    table(["body", *(f"{which}{what}" for which in sets for what in (" F1", " at .95")), "ms median", "ms max"], body)
    print()
    table(["facts", *names], facts)
    kept, credited = _captions(warc, truth, {row["url"]: row for row in ours})
    print(f"\nmarked captions kept apart: {sum(kept)} of {len(kept)} = {sum(kept) / len(kept):.3f}", end="")
    print(f"; marked credits: {sum(credited)} of {len(credited)} = {sum(credited) / len(credited):.3f}")
    if options.worst:
        print()
        worst = sorted(ours, key=lambda row: page_counts(row["text"], truth[row["url"]]["text"])[0])
        for row in worst[: options.worst]:
            tp, fp, fn = page_counts(row["text"], truth[row["url"]]["text"])
            print(f"hit {tp:.2f} surplus {fp:.2f} missed {fn:.2f}  {row['url'][:120]}")


def _captions(warc: Path, truth: dict[str, Row], records: dict[str, Row]) -> tuple[list[bool], list[bool]]:
    """Of the captions and credits that the labelled pages' markup names, which the records have."""
    kept: list[bool] = []
    credited: list[bool] = []
    for url, body, headers in pages(warc):
        encoding = HtmlResponse(url, body=body, headers=headers).encoding
        found = captions.score(records.get(url, {}), captions.marked(body, encoding, truth[url]["text"]))
        kept += found[0]
        credited += found[1]
    return kept, credited


def _authors(row: Row) -> list[dict[str, str]]:
    """Authors as our records have them, of a peer's plain names too: all people, as peers tell no agency from them."""
    return [
        author if isinstance(author, dict) else {"name": author, "type": "Person"}
        for author in row.get("authors") or []
    ]


if __name__ == "__main__":
    main()
