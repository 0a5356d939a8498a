"""Writes lines of real pages for fit_lines.py and fit_boilerplate.py: each with its site, and
whether it is the article's own.

    python benchmarks/pagelines.py CORPUS > lines.jsonl

The pages are those of the fitting half and of the old corpus. If a page's text is known, a line is
own if the text has it; a short line that extraction saw elsewhere is not own. On other whole pages
the long paragraphs in the middle are own, and the lines behind the body have `own` null: it is
unknown whose they are, but they hold nothing back.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from common import command_line
from framesets import is_fitting, rows
from inprocess import extracted
from warcpages import pages

SHORT, LONG = 200, 120
"""A line of at most SHORT characters may be the site's. A paragraph of LONG or more is the
article's.
"""
AGREED = 0.8
"""The share of an extracted body that the truth must hold. With less, the truth is another text."""
EACH = 12
"""Paragraphs taken from a page without a known text."""
BEHIND = 12, 6
"""Lines behind a body that are taken, if its text is known and if not."""
NO_TEXT = ("caption", "embed")


def bare(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))


def known_pages(corpus: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yields the truth and the extracted article of each page that models may learn from."""
    for warc in (corpus / "articles.warc.gz", *sorted((corpus / "pages").glob("*.warc.gz"))):
        known = {
            row["url"]: row for row in rows(Path(f"{str(warc).removesuffix('.warc.gz')}.jsonl"))
        }
        for url, body, headers in pages(warc):
            row = known.pop(url, None)
            learnt = row and (warc.parent == corpus or is_fitting(row["site"]))
            if row and learnt and not row.get("suspect"):
                yield row, extracted(url, body, headers)


def lines(row: dict[str, Any], article: Any) -> Iterator[tuple[str, bool | None]]:
    """Yields lines of a page, each with whether it is the article's own."""
    truth = bare(row.get("text") or "")
    body = [block for block in article.blocks if block.type not in NO_TEXT]
    if len(truth) > 2 * SHORT:
        held = sum(len(block.text) for block in body if bare(block.text) in truth)
        if held < AGREED * sum(len(block.text) for block in body):
            return
        for block in body:
            own = bare(block.text) in truth
            if len(block.text) <= SHORT and (not own or len(bare(block.text)) > 3):
                yield block.text, own
        beside = [*article.evidence.after[: BEHIND[0]], *article.evidence.dropped]
        for line in (line.text for line in beside):
            if len(line) <= SHORT and bare(line) not in truth:
                yield line, False
        return
    for block in article.evidence.after[: BEHIND[1]]:
        if len(block.text) <= SHORT:
            yield block.text, None
    paragraphs = (block.text for block in body if block.type == "paragraph")
    long = [text for text in paragraphs if len(text) >= LONG][1:-1]
    for text in random.Random(row["url"]).sample(long, min(EACH, len(long))):
        yield text, True


def page_lines(corpus: Path) -> list[tuple[str, str, bool | None]]:
    """Returns (site, line, whether the line is the article's own) for the lines of all whole
    pages.
    """
    from completeness import labels

    cut = {url for url, label in labels(corpus).items() if label["truncated"] is not False}
    found: dict[tuple[str, str, bool | None], None] = {}
    for row, article in known_pages(corpus):
        if row["url"] not in cut:
            shown = ((text, own) for text, own in lines(row, article) if text.strip())
            found.update(((row["site"], text, own), None) for text, own in shown)
    return list(found)


def main() -> None:
    parser = command_line(__doc__)
    for site, text, own in page_lines(parser.parse_args().corpus):
        print(json.dumps({"site": site, "text": text, "own": own}, ensure_ascii=False))


if __name__ == "__main__":
    main()
