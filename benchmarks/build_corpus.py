"""Builds the corpus folder of the benchmarks from the public repositories that its pages are in.

    python benchmarks/build_corpus.py CORPUS --checkouts FOLDER [--clone] [--sets andy,wcxb]
    [--half development|apart|all]

FOLDER holds a checkout of each repository of `SOURCES`, under the repository's name without its
owner. --clone clones the missing ones with git. CORPUS then has articles.* (aeb and fundus_tests)
and pages/*, as benchmarks/corpus.py reads them.

A page belongs to the development half if the first byte of SHA-256 of its registrable domain is
even. The other half is kept apart: nobody looks at its pages, so that figures of releases can be
checked on them. All sites of wcxb's own test split are kept apart too. Pages over 3 MB are left
out.

Two things are not in the repositories. The verdicts in completeness.jsonl are this project's own:
people read the pages. People also decided which truths can't be right; this program marks a truth
as `suspect` if less than half of it is on its page.
"""

from __future__ import annotations

import ast
import gzip
import io
import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import tldextract
from common import command_line
from lxml import etree, html
from scoring import shingles

from newscrawl.extraction.page.encoding import encoding_of
from newscrawl.extraction.page.parsing import utf8

Row = dict[str, Any]

MAX_SIZE = 3 * 1024 * 1024
"""Bytes of the largest page that is taken."""
ON_PAGE = 0.5
"""Share of a truth's shingles that must be on its page."""
BLOCKS = frozenset(
    "p div li ul ol td tr table h1 h2 h3 h4 h5 h6 blockquote article section body dd dt pre".split()
)
STATED = (
    "//base/@href",
    "//link[@rel='canonical']/@href",
    "//meta[@property='og:url']/@content",
)
"""Places in which a page states its address."""
UTC_TIME = "%Y-%m-%dT%H:%M:%SZ"
_suffixes = tldextract.TLDExtract(
    cache_dir=None, suffix_list_urls=(), include_psl_private_domains=False
)


@dataclass(frozen=True)
class Found:
    """A page of a repository and its truth. `url` is None if the repository does not give it."""

    id: str
    url: str | None
    page: bytes
    truth: Row
    fetched: str | None = None
    apart: bool = False  # whether the repository itself keeps the page for testing


def aeb(folder: Path) -> Iterator[Found]:
    for name, said in _json(folder / "ground-truth.json").items():
        page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        truth = {"text": said["articleBody"]}
        yield Found(name, said["url"], page, truth, "2019-11-01T00:00:00Z")


def fundus_tests(folder: Path) -> Iterator[Found]:
    data = folder / "tests" / "resources" / "parser" / "test_data"
    for meta in sorted(data.glob("*/meta.info")):
        for name, about in _json(meta).items():
            publisher = re.sub(r"_\d{4}_\d\d_\d\d\.html\.gz$", "", name)
            crawled = datetime.fromisoformat(about["crawl_date"])
            versions = _json(meta.parent / f"{publisher}.json")
            version = _version(publisher, crawled, versions)
            if version is None:
                print(
                    f"{name}: left out, because only the fundus package knows its truth's version"
                )
                continue
            truth = versions[version]
            fetched = crawled.strftime(UTC_TIME)
            page = gzip.decompress((meta.parent / name).read_bytes())
            name = f"{meta.parent.name}_{name.removesuffix('.html.gz')}"
            yield Found(name, about["url"], page, _fundus_truth(truth), fetched)


def _version(publisher: str, crawled: datetime, versions: Row) -> str | None:
    """Returns the version of a publisher's parser that was valid on a day; None if Fundus is not
    installed.
    """
    if len(versions) == 1:
        return next(iter(versions))
    try:
        from fundus import PublisherCollection
    except ImportError:
        return None
    found = next((one for one in PublisherCollection if one.__name__ == publisher), None)
    return type(found.parser(crawled.date())).__name__ if found else None


def _fundus_truth(truth: Row) -> Row:
    body = truth.get("body") or {}
    lines = [("summary", line) for line in body.get("summary") or ()]
    for section in body.get("sections") or ():
        lines += [("h", line) for line in section["headline"]]
        lines += [("p", line) for line in section["paragraphs"]]
    return {
        "text": "\n".join(line for _, line in lines),
        "headline": truth.get("title"),
        "authors": truth.get("authors"),
        "date_published": truth.get("publishing_date"),
        "paragraphs": [line for _, line in lines],
        "kinds": [kind for kind, _ in lines],
    }


def andy(folder: Path) -> Iterator[Found]:
    for row in _json(folder / "news_articles.json"):
        page = folder / "html" / Path(row["html_file"]).name
        truth = {"text": row["text"], "title": row["title"]}
        truth |= {"date": (row.get("date") or "")[:10] or None}
        truth |= {"authors": _people(row.get("authors"))}
        yield Found(page.stem, row["link"], page.read_bytes(), truth)


def wcxb(folder: Path) -> Iterator[Found]:
    tested = set()
    for split in ("test", "dev"):  # its sites are kept apart in both splits
        for path in sorted((folder / split / "ground-truth").glob("*.json")):
            row = _json(path)
            if row["_internal"]["page_type"]["primary"] != "article":
                continue
            if split == "test":
                tested.add(site_of(row["url"]))
            said = row["ground_truth"]
            text, title = said["main_content"], said.get("title") or ""
            if title and text.startswith(title):
                text = text[len(title) :].lstrip()
            page = (folder / split / "html" / f"{path.stem}.html").read_bytes()
            truth = {"text": text, "title": title, "date": said.get("publish_date"), "split": split}
            truth |= {"authors": _people(said.get("author"))}
            truth |= {"has": said.get("with"), "hasnt": said.get("without")}
            yield Found(path.stem, row["url"], page, truth, apart=site_of(row["url"]) in tested)


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _read(path: Path) -> str:
    """Returns a text file in whatever encoding it has."""
    data = path.read_bytes()
    return data.decode(encoding_of(data), "replace")


def _short(name: str) -> str:
    """Returns a short name for a page whose file name is long or useless."""
    return sha256(name.encode()).hexdigest()[:10]


def _people(names: Any) -> list[str] | None:
    """Returns names as a list. Some sets give all names in one string, with commas."""
    if isinstance(names, str):
        names = re.split(r"\s*(?:[,;|]|\band\b|&)\s*", names)
    return [name.strip() for name in names or () if name and name.strip()] or None


def chaos(folder: Path) -> Iterator[Found]:
    base = folder / "Extraction" / "chaos-all"
    yield from _with_gold(base / "gold", base / "html", _read)


def dragnet(folder: Path) -> Iterator[Found]:
    def text(gold: Path) -> str:
        return re.split(r"!@#\$%\^&\*\(\)\s+COMMENTS", _read(gold))[0].strip()

    base = folder / "dragnet_data"
    yield from _with_gold(base / "GoldStandard", base / "input", text)


def l3s(folder: Path) -> Iterator[Found]:
    base = folder / "page-signal-master"
    yield from _with_gold(base / "GoldStandard", base / "input", _marked)


def _with_gold(golds: Path, pages: Path, text: Callable[[Path], str]) -> Iterator[Found]:
    """Yields the pages that have a file of their text. `text` reads such a file."""
    for gold in sorted(golds.glob("*.txt")):
        name = gold.stem.removesuffix(".html")
        found = (path for end in ("html", "htm") if (path := pages / f"{name}.{end}").exists())
        if page := next(found, None):
            yield Found(_short(gold.stem), None, page.read_bytes(), {"text": text(gold)})


def _marked(gold: Path) -> str:
    """Returns the text of the spans that are marked as the body, a line for each block-level
    element.
    """
    root = html.document_fromstring(gold.read_bytes(), parser=_parser())
    spans = root.xpath("//span[contains(concat(' ', @class, ' '), ' x-nc-sel2 ')]")
    by_block = groupby(spans, key=lambda span: next(span.iterancestors(*BLOCKS), None))
    lines = (" ".join(span.text_content() for span in group) for _, group in by_block)
    return "\n".join(" ".join(line.split()) for line in lines)


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8")


def trafeval(folder: Path) -> Iterator[Found]:
    for url, row in _evaldata(folder / "tests").items():
        if page := _saved(folder / "tests", row["file"], ("eval", "cache")):
            truth = {"has": row.get("with") or [], "hasnt": row.get("without") or []}
            yield Found(row["file"], url, page, truth)


def _evaldata(tests: Path) -> dict[str, Row]:
    """Returns trafilatura's evaluation data, from its JSON file or its Python file."""
    path = tests / "evaldata.json"
    if path.exists():
        return dict(_json(path))
    module = ast.parse((tests / "evaldata.py").read_text("utf-8"))
    tables = (node for node in ast.walk(module) if isinstance(node, ast.Dict))
    return dict(ast.literal_eval(next(tables)))


def htmldate(folder: Path) -> Iterator[Found]:
    for part in ("default", "mediacloud_2020"):
        for url, row in _json(folder / "tests" / f"eval_{part}.json").items():
            if page := _saved(folder / "tests", row["file"], ("test_set", "cache", "eval")):
                yield Found(row["file"], url, page, {"date": row["date"], "part": part})


def _saved(tests: Path, name: str, folders: Iterable[str]) -> bytes | None:
    return next(
        (path.read_bytes() for folder in folders if (path := tests / folder / name).is_file()), None
    )


_CASE = re.compile(
    r"url\s*=\s*(?P<quote>['\"`])(?P<url>.+?)(?P=quote).*?fixtures/(?P<file>[^'\"`]+)", re.DOTALL
)
_ASSERTED = re.compile(
    r"strictEqual\(\s*(title|author|date_published|dek|first\w*)\s*,\s*((?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`(?:[^`\\]|\\.)*`))"
)


def mercury(folder: Path) -> Iterator[Found]:
    for test in sorted((folder / "src" / "extractors" / "custom").glob("*/index.test.ts")):
        source = test.read_text("utf-8")
        starts = [found.start() for found in re.finditer(r"\burl\s*=\s*['\"`]", source)]
        for place, (start, end) in enumerate(pairwise([*starts, len(source)])):
            piece = source[start:end]
            case = _CASE.match(piece)
            page = folder / "fixtures" / case["file"] if case else None
            if case is None or page is None or not page.is_file():
                continue
            said = {name: _literal(text) for name, text in _ASSERTED.findall(piece)}
            firsts = [text for name, text in said.items() if name.startswith("first")]
            truth = {"title": said.get("title"), "date": said.get("date_published")}
            truth |= {"dek": said.get("dek"), "authors": _people(said.get("author"))}
            truth |= {"first": firsts[-1] if firsts else None}
            yield Found(f"{test.parent.name}#{place + 1}", case["url"], page.read_bytes(), truth)


def _literal(text: str) -> str:
    """Returns the value of a JavaScript string literal."""
    escapes = {"n": "\n", "t": "\t"}
    return re.sub(r"\\(.)", lambda found: escapes.get(found[1], found[1]), text[1:-1])


SOURCES: dict[str, tuple[str, Callable[[Path], Iterator[Found]]]] = {
    "aeb": ("scrapinghub/article-extraction-benchmark", aeb),
    "fundus_tests": ("flairNLP/fundus", fundus_tests),
    "andy": ("AndyTheFactory/article-extraction-dataset", andy),
    "wcxb": ("Murrough-Foley/web-content-extraction-benchmark", wcxb),
    "chaos": ("MSVCode/ir-research-data", chaos),
    "dragnet": ("j-szulc/html-cleaning-dataset-merged", dragnet),
    "l3s": ("j-szulc/html-cleaning-dataset-merged", l3s),
    "trafeval": ("adbar/trafilatura", trafeval),
    "htmldate": ("adbar/htmldate", htmldate),
    "mercury": ("jocmp/mercury-parser", mercury),
}
"""Set -> its repository on GitHub, and the function that reads a checkout of it."""


def site_of(url: str) -> str:
    """Returns the registrable domain of an address, by ICANN suffixes only; "invalid" for an
    address without one.
    """
    return _suffixes(urlsplit(url).hostname or "").top_domain_under_public_suffix or "invalid"


def is_development(site: str) -> bool:
    """Returns whether pages of a site may be looked at: the first byte of SHA-256 of its name is
    even.
    """
    return sha256(site.encode()).digest()[0] % 2 == 0


def address(page: bytes, id: str) -> tuple[str, bool]:
    """Returns the address that a page gives itself, and True; or an invented one on the host of
    most of its links, and False.
    """
    root = html.document_fromstring(page or b"<p>", parser=_parser())
    for path in STATED:
        url = next(iter(root.xpath(path)), "").strip()
        if url.startswith(("http://", "https://")) and urlsplit(url).hostname:
            return urljoin(url, urlsplit(url).path or "/"), True
    links = (href for href in root.xpath("//a/@href") if href.startswith("http"))
    hosts = Counter(urlsplit(href).hostname for href in links)
    hosts.pop(None, None)
    host = hosts.most_common(1)[0][0] if hosts else f"{id}.invalid"
    return f"http://{host}/{id if hosts else ''}", False


def rows(name: str, folder: Path, half: str) -> Iterator[tuple[Row, bytes, str]]:
    """Yields (truth, page, time fetched) of a set's half."""
    for found in SOURCES[name][1](folder):
        if len(found.page) > MAX_SIZE:
            continue
        page = utf8(found.page, encoding_of(found.page))
        url, known = (found.url, True) if found.url else address(page, found.id)
        site = site_of(url)
        apart = found.apart or not is_development(site)
        if half != "all" and apart != (half == "apart"):
            continue
        row: Row = {"set": name, "site": site, "id": found.id, "url": url}
        row |= {} if found.url else {"known": known}
        row |= {key: value for key, value in found.truth.items() if value is not None}
        if found.fetched:
            row["fetched_at"] = found.fetched
        if row.get("text") and not _is_on(row["text"], page):
            row["suspect"] = "not on the page"
        yield row, found.page, found.fetched or datetime.now(UTC).strftime(UTC_TIME)


def _is_on(text: str, page: bytes) -> bool:
    """Returns whether a text's shingles are on a page."""
    try:
        shown = " ".join(html.document_fromstring(page, parser=_parser()).itertext())
    except etree.ParserError:
        return False
    want, got = shingles(text), shingles(shown)
    return sum((want & got).values()) >= ON_PAGE * sum(want.values())


def write(base: Path, found: Iterable[tuple[Row, bytes, str]]) -> None:
    """Writes BASE.jsonl and BASE.warc.gz."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    base.parent.mkdir(parents=True, exist_ok=True)
    with (
        Path(f"{base}.warc.gz").open("wb") as warc,
        Path(f"{base}.jsonl").open("w", encoding="utf-8") as lines,
    ):
        writer = WARCWriter(warc, gzip=True)
        for row, page, fetched in found:
            kind = "text/html; charset=utf-8" if encoding_of(page) == "utf-8" else "text/html"
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            about = {"http_headers": headers, "warc_headers_dict": {"WARC-Date": fetched}}
            record = writer.create_warc_record(row["url"], "response", io.BytesIO(page), **about)
            writer.write_record(record)
            record.raw_stream.close()  # a buffer that warcio leaves open
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def checkout(repository: str, folder: Path, clone: bool) -> Path:
    """Returns the folder of a repository's checkout, cloned if asked and missing."""
    path, url = folder / repository.partition("/")[2], f"https://github.com/{repository}"
    if not path.is_dir():
        if not clone:
            raise SystemExit(f"{path} is missing: clone {url} there, or give --clone")
        subprocess.run(["git", "clone", "--depth", "1", url, str(path)], check=True)
    return path


def main() -> None:
    parser = command_line(__doc__, corpus=False)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--checkouts", type=Path, required=True)
    parser.add_argument("--clone", action="store_true")
    parser.add_argument("--sets", default=",".join(SOURCES))
    parser.add_argument("--half", choices=("development", "apart", "all"), default="development")
    options = parser.parse_args()
    sets = options.sets.split(",")
    if unknown := set(sets) - set(SOURCES):
        parser.error(f"no such set: {', '.join(sorted(unknown))}. There are: {', '.join(SOURCES)}")
    old: list[tuple[Row, bytes, str]] = []
    for name in sets:
        folder = checkout(SOURCES[name][0], options.checkouts, options.clone)
        found = list(rows(name, folder, options.half))
        print(f"{name}: {len(found)} pages")
        if name in ("aeb", "fundus_tests"):
            old += found
        else:
            write(options.corpus / "pages" / name, found)
    if old:
        write(options.corpus / "articles", old)


if __name__ == "__main__":
    main()
