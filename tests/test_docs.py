"""The documentation agrees with the code: links, settings, keys, stats, reasons and numbers."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from newscrawl import settings
from newscrawl.commands import _archives
from newscrawl.crawl import archive, publisher
from newscrawl.crawl import probe as crawl_probe
from newscrawl.discovery import probe, sections
from newscrawl.extensions import watchdog as limits
from newscrawl.extraction import article, page_kinds
from newscrawl.extraction.body import choice, pruning
from newscrawl.extraction.facts import dates, mentions
from newscrawl.extraction.page import tags
from newscrawl.fleet import node, outcomes, queue
from newscrawl.items import DOUBTED, PageEvidence, json_schema
from newscrawl.job import status, watchdog
from newscrawl.middlewares import robotstxt
from newscrawl.network import signatures
from newscrawl.output import parquet_exporter
from newscrawl.report import collect
from newscrawl.saved import units
from newscrawl.state import health, recheck, runs, sql
from newscrawl.text import (
    completeness,
    line_model,
    memory,
    memory_bytes,
    similar,
    veiled,
    witnesses,
)
from newscrawl.text.weights import weights

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
GUIDES = [page for page in PAGES if page.name not in ("CHANGELOG.md", "experiments.md")]
"""Pages about the present code alone."""
SOURCES = sorted((ROOT / "newscrawl").rglob("*.py"))
HOUR, DAY = timedelta(hours=1).total_seconds(), timedelta(days=1).total_seconds()
MB = 1024 * 1024
REASONS = ROOT / "newscrawl" / "job" / "reasons.toml"


def read(name: str) -> str:
    """Returns a page's text. Each run of spaces and line breaks is one space."""
    return " ".join((ROOT / name).read_text("utf-8").split())


def prose(page: Path) -> str:
    return re.sub(r"(?ms)^```.*?^```$", "", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """Returns the anchors of a page's headings, as forges make them."""
    headings = re.findall(r"(?m)^#+ (.*)$", prose(page))
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def links() -> Iterator[tuple[Path, str]]:
    """Yields the page and the target of each link inside the project."""
    for page in PAGES:
        for pair in re.findall(r'\]\s*\(([^)\s]+)\)|(?:src|href)="([^"]+)"', prose(page)):
            target = "".join(pair)
            if "://" not in target:
                yield page, target


def test_every_link_leads_somewhere() -> None:
    lost = []
    for page, target in links():
        path, _, anchor = target.partition("#")
        place = page.parent / path if path else page
        if not place.exists() or (anchor and anchor not in anchors(place)):
            lost.append(f"{page.name}: {target}")
    assert lost == []


def test_the_settings_of_the_docs_are_those_of_the_code() -> None:
    name = re.compile(r"NEWSCRAWL_[A-Z_]*[A-Z]")
    told = {one for page in GUIDES for one in name.findall(page.read_text("utf-8"))}
    known = {one for path in SOURCES for one in name.findall(path.read_text("utf-8"))}
    assert told == known


def keys(schema: dict[str, Any]) -> Iterator[str]:
    """Yields the names of all fields of a record, nested ones too."""
    for name, field in schema.get("properties", {}).items():
        yield name
        yield from keys(field)
        yield from keys(field.get("items", {}))


def test_record_md_names_every_key() -> None:
    page = read("docs/record.md")
    assert [key for key in keys(json_schema()) if not re.search(rf"\b{key}\b", page)] == []


def test_record_md_names_no_other_key() -> None:
    tables = re.findall(r"(?m)^\| field \|.*\n(?:\|.*\n)*", prose(ROOT / "docs" / "record.md"))
    rows = re.findall(r"(?m)^\| ((?:`[\w.]+`(?:, )?)+) \|", "".join(tables))
    told = {
        name for row in rows for path in re.findall(r"`([\w.]+)`", row) for name in path.split(".")
    }
    assert told - set(keys(json_schema())) == set()


def counted() -> set[str]:
    """Returns the names of the stats that the code counts, up to their first variable part."""
    found = set()
    for path in SOURCES:
        text = path.read_text("utf-8")
        found |= set(re.findall(r'(?:inc|set)_value\(\s*f?"(newscrawl/[^"{]+)', text))
        is_spider = path.is_relative_to(ROOT / "newscrawl" / "crawl")
        names = ["spider"] if is_spider else re.findall(r'(?m)^    name = "(\w+)"$', text)
        events = re.findall(r'\.count\(\s*f?"([^"{]+)', text) if names else []
        found |= {f"newscrawl/{name}/{event}" for name in names for event in events}
    return {name.rstrip("/") for name in found} - {"newscrawl/spider"}


def told() -> set[str]:
    """Returns the stats that docs/ names. In a row, `/lost` after `a/b/moved` means `a/b/lost`."""
    found = set()
    for line in "".join(prose(page) for page in GUIDES).splitlines():
        parent = ""
        for name in re.findall(r"`((?:newscrawl)?/?[\w/]+)(?:/…)?`", line):
            if name.startswith("newscrawl/") and "." not in name:
                parent = name.rpartition("/")[0]
                found.add(name)
            elif name.startswith("/") and parent:
                found.add(f"{parent}{name}")
    return {
        name for name in found if not (ROOT / name).exists() and not re.search(r"/1$|[A-Z]", name)
    }


def is_near(name: str, names: set[str]) -> bool:
    """Returns whether a stat is one of these, or one of them is a part of the other."""
    return any(f"{name}/".startswith(f"{one}/") or one.startswith(f"{name}/") for one in names)


def test_every_stat_of_the_docs_is_counted() -> None:
    code = "".join(path.read_text("utf-8") for path in SOURCES)
    known = counted() | {"newscrawl/repair", "newscrawl/boilerplate", "newscrawl/completeness"}
    lost = [name for name in told() if not is_near(name, known)]
    # A variable may hold the name, or its last part.
    assert [
        name for name in lost if not {f'"{name}"', f'"{name.rpartition("/")[2]}"'} & quoted(code)
    ] == []


def quoted(code: str) -> set[str]:
    return set(re.findall(r'"[\w/]+"', code))


def test_every_stat_is_in_the_docs() -> None:
    named = told()
    assert sorted(name for name in counted() if not is_near(name, named)) == []


def test_every_import_of_the_docs_works() -> None:
    pattern = re.compile(r"from (newscrawl[\w.]*) import (\w+(?:, \w+)*)")
    told = {one for page in GUIDES for one in pattern.findall(page.read_text("utf-8"))}
    lost = [
        f"{module}.{name}"
        for module, names in sorted(told)
        for name in names.split(", ")
        if not hasattr(import_module(module), name)
    ]
    assert lost == []


def test_every_class_of_the_docs_is_in_the_code() -> None:
    pattern = re.compile(r"`((?:[A-Z][a-z]+){2,})`")
    told = {one for page in GUIDES for one in pattern.findall(prose(page))}
    code = "".join(path.read_text("utf-8") for path in [*SOURCES, REASONS])
    assert [one for one in sorted(told) if one not in code] == []


@pytest.mark.parametrize(("page", "sentence", "values"), [
    # architecture.md
    ("architecture", "NEWSCRAWL_RESPONSE_SECONDS (%) of CPU time", settings.NEWSCRAWL_RESPONSE_SECONDS),
    ("architecture", "still uses % seconds of CPU time without a tick", settings.NEWSCRAWL_RESPONSE_SECONDS + limits.IN_C),
    ("architecture", "within DOWNLOAD_TIMEOUT (% seconds)", settings.DOWNLOAD_TIMEOUT),
    ("architecture", "A text under % words is replaced by an articleBody", article.FEW),
    # operations.md
    ("operations", "every % hours on its first day, every % days in its first week", [
        recheck.SCHEDULE[0][1] / HOUR, recheck.SCHEDULE[1][1] / DAY]),
    ("operations", "synced to the disk when % records", settings.NEWSCRAWL_SYNC_RECORDS),
    ("operations", "or % seconds (`NEWSCRAWL_SYNC_SECONDS`)", settings.NEWSCRAWL_SYNC_SECONDS),
    ("operations", "a crawl waits % seconds (`NEWSCRAWL_STATE_PATIENCE`)", settings.NEWSCRAWL_STATE_PATIENCE),
    ("operations", "memory is bounded: % hosts and sections are counted one by one, and the % most", [
        collect.HOSTS, collect.LOOK_AT]),
    ("operations", "After % seconds another worker gives", queue.STALLED),
    ("operations", "The worker notices within % seconds", node.POLL * node.SILENCES),
    ("operations", "tries the site again every % to % seconds", outcomes.BUSY[:2]),
    ("operations", "tried again after % seconds, then after twice as long each time, up to % seconds, % times at most",
        outcomes.LOST),
    ("operations", "It waits % seconds for its crawls", queue.STOP_SECONDS),
    ("operations", "single pages are read in groups of %.", units.GROUP),
    ("operations", "for less than % MB", _archives.SMALL / 1e6),
    ("operations", "The log names the first % for each reason", archive.TOLD),
    ("operations", "`NEWSCRAWL_WARC_SIZE` bytes (% GB)", settings.NEWSCRAWL_WARC_SIZE / 1e9),
    ("operations", "The first % KiB are read", robotstxt.MAX_SIZE / 1024),
    ("operations", "| % MB, packed and unpacked; % s a page;", [settings.DOWNLOAD_MAXSIZE / MB, settings.DOWNLOAD_TIMEOUT]),
    ("operations", "requests | %; %; % to one host", [
        settings.REDIRECT_MAX_TIMES, settings.DEPTH_LIMIT, settings.NEWSCRAWL_HOST_REQUESTS]),
    ("operations", "| % seconds of CPU time, % by the clock", [
        settings.NEWSCRAWL_RESPONSE_SECONDS, settings.NEWSCRAWL_RESPONSE_SECONDS * watchdog.BY_THE_CLOCK]),
    ("operations", "| %; % attributes in one tag, % in the page", [
        settings.NEWSCRAWL_PAGE_TAGS, tags.MAX_ATTRIBUTES, tags.ALL_ATTRIBUTES]),
    ("operations", "the last % good runs of each publisher, and the last % others", [runs.GOOD_KEPT, runs.OTHERS_KEPT]),
    ("operations", "no run for % of the usual intervals, and for at least % hours", [
        health.LATE, health.SHORTEST_WAIT / HOUR]),
    ("operations", "of the usual one, with % records or more", health.FEW),
    ("operations", "less than once in % times", 1 / health.IMPROBABLE),
    ("operations", "until they have % records", health.ENOUGH),
    # publishers.md
    ("publishers", "up to % sections, and ten articles", probe.MOST_SECTIONS),
    ("publishers", "(`NEWSCRAWL_SITEMAP_FILES`, %)", settings.NEWSCRAWL_SITEMAP_FILES),
    ("publishers", "(`NEWSCRAWL_SITEMAP_DAYS`, %)", settings.NEWSCRAWL_SITEMAP_DAYS),
    ("publishers", "At most % addresses of a file", publisher.MAX_ENTRIES),
    ("publishers", "% a crawl (`NEWSCRAWL_SITEMAP_UNDATED`)", settings.NEWSCRAWL_SITEMAP_UNDATED),
    ("publishers", "up to % sections of its navigation", sections.MAX_SECTIONS),
    ("publishers", "(`NEWSCRAWL_ARTICLE_PAGES`, up to % pages)", settings.NEWSCRAWL_ARTICLE_PAGES),
    ("publishers", "at most % previews", settings.NEWSCRAWL_PREVIEWS),
    # recipes.md
    ("recipes", "row groups of % records or % MB", [parquet_exporter.GROUP_RECORDS, parquet_exporter.GROUP_BYTES / MB]),
    # record.md
    ("record", "before % (before %, if the page does not declare it)", [dates.EARLIEST, mentions.EARLIEST]),
    ("record", "true from a probability of %, false up to %;", [completeness.TRUE_FROM, completeness.FALSE_TO]),
    ("record", "`confidence` is under %:", DOUBTED),
    ("record", "its text has % characters, or % with a date or an author", [page_kinds._UNDATED, page_kinds._DATED]),
    ("record", "more than % times the first one's length", similar._MORE),
    ("record", "delivered in the last % days", sql.SIMILAR_DAYS),
    ("record", "Texts of fewer than % words are not compared", similar._MIN_SHINGLES + similar._WORDS - 1),
])  # fmt: skip
def test_numbers_of_the_docs_are_those_of_the_code(page: str, sentence: str, values: Any) -> None:
    pattern = re.escape(sentence).replace("%", r"([\d.,]*\d)")
    found = re.search(pattern, read(f"docs/{page}.md"))
    assert found, "the sentence has changed: change it here too"
    given = list(values) if isinstance(values, (list, tuple)) else [values]
    assert [float(number.replace(",", "")) for number in found.groups()] == given


@pytest.mark.parametrize(("page", "words", "value", "number"), [
    ("architecture", "twelve most frequent words", memory_bytes.SUBJECT, 12),
    ("architecture", "share two of these words", memory.AKIN, 2),
    ("architecture", "three times as long by the clock", watchdog.BY_THE_CLOCK, 3),
    ("operations", "a tenth of the pages or more", status.MOST_ERRORS, 10),
    ("operations", "redirects, everything is allowed", robotstxt.MAX_REDIRECTS, 5),
    ("operations", "a copy of at most a day", robotstxt.MAX_AGE, DAY),
    ("operations", "longest counts, up to a minute", settings.NEWSCRAWL_MAX_CRAWL_DELAY, 60),
    ("operations", "more than five minutes, requests", settings.NEWSCRAWL_MAX_RETRY_AFTER, 300),
    ("operations", "a day a crawl", settings.CLOSESPIDER_TIMEOUT, DAY),
    ("operations", "twice within an hour", recheck.LEAST, HOUR),
    ("operations", "after 1, 2, 4 and 8 minutes", tuple(outcomes.FAILED), (60, 3600, 4)),
    ("operations", "changed by a fifth or more", health.LEAST_CHANGE, 0.2),
    ("operations", "valid for ten minutes", signatures.LIFETIME, 600),
    ("operations", "repeat on three of its articles", memory.ARTICLES, 3),
    ("publishers", "and ten articles", crawl_probe.ARTICLES, 10),
    ("publishers", "one in ten seconds at each site", settings.NEWSCRAWL_PREVIEW_DELAY, 10),
    ("record", "is on three or more articles of the site", memory.ARTICLES, 3),
    ("record", "A date more than two days after the page was fetched", dates.AHEAD.days, 2),
    ("record", "a fifth of the article or more is hidden", choice._MUCH_HIDDEN, 0.2),
])  # fmt: skip
def test_numbers_in_words(page: str, words: str, value: Any, number: Any) -> None:
    assert words in read(f"docs/{page}.md"), "the sentence has changed: change it here too"
    assert value == number


def table(heading: str) -> set[str]:
    """Returns the names in the first column of a table of docs/record.md, by the table's head."""
    text = (ROOT / "docs/record.md").read_text("utf-8")
    lines = text.partition(f"\n| {heading} |")[2].splitlines()[2:]
    rows = takewhile(lambda line: line.startswith("|"), lines)
    return {name for row in rows for name in re.findall("`(.+?)`", row.split("|")[1])}


def test_every_signal_of_evidence_is_explained() -> None:
    sources = get_args(get_type_hints(PageEvidence)["source"])
    known = {*witnesses.SIGNALS, *completeness.UNPROVEN, *(f"source_{name}" for name in sources)}
    assert table("`signal` | it says") == known
    assert weights("verdict").keys() == known - completeness.UNPROVEN.keys()


def test_every_rule_of_removed_is_explained() -> None:
    lines = {f"line.{name}" for name in line_model.CLASSES}
    veiled_rules = set(re.findall(r'"(veiled\.\w+)"', inspect.getsource(veiled)))
    known = {*lines, *veiled_rules, memory.RULE, "extraction.…"}
    assert table("rule | the line") == known


def test_every_rule_of_extraction_is_explained() -> None:
    known = {*pruning._PRUNED_TAGS.values(), *pruning._PRUNED_MEANINGS, *pruning.TYPES}
    for code, pattern in (
        (pruning._line_rule, r'return "(\w+)"'),
        (choice, r'dict\.fromkeys\((?:hidden|empty), "(\w+)"\)'),
        (choice, r'ruling\.line or "(\w+)"'),
        (article, r'"extraction\.(\w+)"'),
    ):
        named = re.findall(pattern, inspect.getsource(code))
        assert named, "the code has changed: change the pattern here too"
        known |= set(named)
    assert table("`extraction.…` | the line") == known
