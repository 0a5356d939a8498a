"""Other extractors on the pages of a WARC file: runs in an environment of theirs, see benchmarks/requirements.txt.

    python benchmarks/peers.py NAME PAGES.warc.gz > rows.jsonl

A row a page: url, text, title, authors, date_published, ms (processor time of all that the peer does with the page's
bytes, its parse included). What raises gives an empty text and its error.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

Row = dict[str, Any]


def _trafilatura(**options: Any) -> Callable[[str, bytes], Row]:
    import trafilatura

    def run(url: str, page: bytes) -> Row:
        found = trafilatura.bare_extraction(page, url=url, with_metadata=True, include_comments=False, **options)
        if found is None:
            return {}
        names = [name.strip() for name in (found.author or "").split(";") if name.strip()]
        return {"text": found.text, "title": found.title, "authors": names, "date_published": found.date}

    return run


def _newspaper() -> Callable[[str, bytes], Row]:
    import newspaper

    def run(url: str, page: bytes) -> Row:
        article = newspaper.Article(url, fetch_images=False)
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        date = article.publish_date
        return {
            "text": article.text,
            "title": article.title,
            "authors": article.authors,
            "date_published": date.isoformat() if date else None,
        }

    return run


def _readability() -> Callable[[str, bytes], Row]:
    import lxml.html
    from readability import Document

    def run(url: str, page: bytes) -> Row:
        document = Document(page.decode("utf-8", "replace"), url=url)
        body = lxml.html.fromstring(document.summary())
        return {"text": "\n".join(body.itertext()), "title": document.title()}

    return run


def _resiliparse() -> Callable[[str, bytes], Row]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def run(url: str, page: bytes) -> Row:
        return {"text": extract_plain_text(bytes_to_str(page, detect_encoding(page)), main_content=True)}

    return run


PEERS: dict[str, Callable[[], Callable[[str, bytes], Row]]] = {
    "trafilatura": _trafilatura,
    "trafilatura, precision": lambda: _trafilatura(favor_precision=True),
    "newspaper4k": _newspaper,
    "readability-lxml": _readability,
    "resiliparse": _resiliparse,
}


def main(name: str, path: Path) -> None:
    from warcpages import pages

    run = PEERS[name]()
    for url, page, _ in pages(path):
        start = time.process_time()
        try:
            row = run(url, page)
        except Exception as error:  # a peer's failure is a result
            row = {"error": f"{type(error).__name__}: {error}"}
        row |= {"url": url, "text": row.get("text") or "", "ms": (time.process_time() - start) * 1000}
        print(json.dumps(row, ensure_ascii=True))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
