"""Other extractors on the pages of a WARC file: runs in an environment of theirs, see
benchmarks/requirements.txt (Fundus in one of its own: benchmarks/requirements-fundus.txt).

    python benchmarks/peers.py CORPUS NAME [--half fitting|checking|all] [--sets andy,wcxb] >
    rows.jsonl

A row a page: set, url, truth_url (the address as the labels have it), text, title, authors,
date_published, ms (processor time of all that the peer does with the page's bytes, its parse
included). What raises gives an empty text and its error. Fundus gives rows for its publishers'
pages alone.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import corpus
from common import command_line

Row = dict[str, Any]
Run = Callable[[str, bytes, str], Row | None]


def _told(text: str, title: Any = None, authors: Any = None, date: Any = None) -> Row:
    """Returns a row. `date` is a text, a datetime or None."""
    day = date.isoformat() if isinstance(date, datetime) else date
    return {"text": text, "title": title, "authors": authors, "date_published": day}


def _trafilatura(**options: Any) -> Run:
    import trafilatura

    def run(url: str, page: bytes, fetched: str) -> Row | None:
        found = trafilatura.bare_extraction(
            page, url=url, with_metadata=True, include_comments=False, **options
        )
        if found is None:
            return {}
        names = [name.strip() for name in (found.author or "").split(";") if name.strip()]
        return _told(found.text, found.title, names, found.date)

    return run


def _newspaper() -> Run:
    import newspaper

    def run(url: str, page: bytes, fetched: str) -> Row | None:
        article = newspaper.Article(url, fetch_images=False)
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        return _told(article.text, article.title, article.authors, article.publish_date)

    return run


def _readability() -> Run:
    import lxml.html
    from readability import Document

    def run(url: str, page: bytes, fetched: str) -> Row | None:
        document = Document(page.decode("utf-8", "replace"), url=url)
        body = lxml.html.fromstring(document.summary())
        return _told("\n".join(body.itertext()), document.title())

    return run


def _resiliparse() -> Run:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def run(url: str, page: bytes, fetched: str) -> Row | None:
        decoded = bytes_to_str(page, detect_encoding(page))
        return _told(extract_plain_text(decoded, main_content=True))

    return run


def _fundus() -> Run:
    from fundus import PublisherCollection

    publishers = {}
    for publisher in PublisherCollection:
        for address in (publisher.domain, *(publisher.deprecated_domains or ())):
            publishers.setdefault(
                (urlsplit(address).hostname or "").removeprefix("www."), publisher
            )

    def run(url: str, page: bytes, fetched: str) -> Row | None:
        labels = (urlsplit(url).hostname or "").split(".")
        hosts = (".".join(labels[start:]) for start in range(len(labels)))
        publisher = next((publishers[host] for host in hosts if host in publishers), None)
        if publisher is None:
            return None
        found = publisher.parser(datetime.fromisoformat(fetched)).parse(
            page.decode("utf-8", "replace"), "suppress"
        )
        about = (found.get(key) for key in ("title", "authors", "publishing_date"))
        return _told(str(found.get("body") or ""), *about)

    return run


PEERS: dict[str, Callable[[], Run]] = {
    "trafilatura": _trafilatura,
    "trafilatura, precision": lambda: _trafilatura(favor_precision=True),
    "newspaper4k": _newspaper,
    "readability-lxml": _readability,
    "resiliparse": _resiliparse,
}
FUNDUS = "Fundus, its own pages"


def main() -> None:
    parser = command_line(__doc__, half="all", sets=True)
    parser.add_argument("name", choices=[*PEERS, FUNDUS])
    options = parser.parse_args()
    run = _fundus() if options.name == FUNDUS else PEERS[options.name]()
    for place, case in enumerate(corpus.cases(options.corpus, options.half, options.sets)):
        fetched = case.headers["warc-date"]
        if not place:  # untimed, as for newscrawl: the first page loads models
            _row(run, case.url, case.body, fetched)
        start = time.process_time()
        row = _row(run, case.url, case.body, fetched)
        if row is None:
            continue
        row |= {"ms": (time.process_time() - start) * 1000, "text": row.get("text") or ""}
        row |= {"set": case.set, "url": case.url, "truth_url": case.truth["url"]}
        print(json.dumps(row, ensure_ascii=True))


def _row(run: Run, url: str, page: bytes, fetched: str) -> Row | None:
    try:
        return run(url, page, fetched)
    except Exception as error:  # a peer's failure is a result
        return {"error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    main()
