"""Compares the project's readers of feeds, sitemaps and robots.txt with other libraries and with
the indexes of the corpus, on real files.

    python benchmarks/discovery.py CORPUS [--peer PYTHON] [--sections]

CORPUS holds discovery/feeds, discovery/sitemaps, discovery/robots and discovery/frontpages, each
with index.jsonl. --peer is a Python that has fastfeedparser, feedparser and
ultimate-sitemap-parser. Prints every file on which a reader differs from the index or the library,
every broken file with its reason, and the results on damaged copies of all files. An exception ends
the run. --sections only compares the publishers' sections with the navigation of their saved front
pages.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from common import command_line
from lxml import html
from protego import Protego
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.sitemap import sitemap_urls_from_robots

from newscrawl import settings
from newscrawl.crawl.profiles import profile_at, profiles
from newscrawl.discovery import feeds, section_names, sitemaps
from newscrawl.discovery import sections as section_pages
from newscrawl.discovery.entry import Entry, latest, parse_date
from newscrawl.discovery.source_text import UnreadableError
from newscrawl.extraction.addresses import key, resolve
from newscrawl.middlewares.robotstxt import without_other_robots

BASE = "https://unknown.example/"
PEER = """
import gzip, json, logging, sys, time
from pathlib import Path

logging.disable(logging.CRITICAL)

def fastfeedparser(body):
    import fastfeedparser
    return [(e.get("link"), [e.get("published"), e.get("updated")]) for e in fastfeedparser.parse(body).entries]

def feedparser(body):
    import feedparser
    entries = feedparser.parse(body, sanitize_html=False).entries
    return [(e.get("link"), [dict.get(e, "published"), dict.get(e, "updated")]) for e in entries]

def sitemap(body):
    from usp.tree import sitemap_from_str
    body = gzip.decompress(body) if body[:2] == b"\\x1f\\x8b" else body
    found = sitemap_from_str(body.decode("utf-8-sig", "replace"))
    said = [(s.url, []) for s in getattr(found, "sub_sitemaps", ())]
    for page in getattr(found, "pages", ()):
        dates = [page.news_story and page.news_story.publish_date, page.last_modified]
        said.append((page.url, [d and d.isoformat() for d in dates]))
    return said

read, folder, found = globals()[sys.argv[2]], Path(sys.argv[1]), {}
for line in (folder / "index.jsonl").open():
    name = json.loads(line)["file"]
    try:
        found[name] = read((folder / name).read_bytes())
    except Exception as error:
        found[name] = str(error)[:60]
found["seconds"] = time.process_time()
print(json.dumps(found))
"""
Said = dict[str, list[float]]
"""Address -> the instants stated with it. The instant of publication comes first, if it is stated.
"""


def rows(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    for line in (folder / "index.jsonl").open():
        row = json.loads(line)
        yield row, (folder / row["file"]).read_bytes()


def peer(python: str | None, folder: Path, reader: str) -> dict[str, Any]:
    """Returns the results of another library: for each file of a folder its entries or the reason
    why it has none, and for "seconds" the processor time.
    """
    if not python:
        return {}
    command = [python, "-W", "ignore", "-c", PEER, str(folder), reader]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def differs(file: str, how: str) -> None:
    print(f"  {file:58} {how}")


def instants(dates: Any) -> list[float]:
    """Returns seconds since 1970. A day without a time counts as its midnight, as in the
    libraries.
    """
    found = []
    for day in filter(None, dates):
        moment = day if isinstance(day, datetime) else datetime.combine(day, datetime.min.time())
        found.append(latest(moment, UTC).timestamp())
    return found


def said_by(entries: list[Entry]) -> Said:
    said: Said = {}
    for entry in entries:
        said.setdefault(entry.url, instants((entry.published, entry.modified)))
    return said


def compare(file: str, entries: Said, other: Any, base: str, count: Counter[str]) -> None:
    """Prints and counts files in which a second library has other addresses or dates."""
    if isinstance(other, str):
        differs(file, f"the second library can't read it: {other}")
        return
    theirs: Said = {}
    for link, dates in other:
        if url := resolve(link or "", base):
            theirs.setdefault(url, instants(map(parse_date, dates)))
    both = [url for url in entries if url in theirs]
    if entries and not both and len(theirs) == len(entries):
        differs(file, f"other addresses: {next(iter(entries))[:60]} for {next(iter(theirs))[:60]}")
        theirs = dict(zip(entries, theirs.values(), strict=True))  # both have the order of the feed
        both = list(entries)
    dated = [url for url in both if theirs[url]]
    same = [url for url in dated if any(abs(a - b) < 1 for a in entries[url] for b in theirs[url])]
    count.update({"addresses of theirs": len(theirs), "ours too": len(both)})
    count.update({"dates of theirs": len(dated), "the same second": len(same)})
    if odd := next(iter(theirs.keys() ^ entries.keys()), None):
        numbers = f"{len(entries)} addresses, {len(theirs)} by the second library"
        differs(file, f"{numbers}, {len(both)} of both: {odd[:90]}")
    if odd := next((url for url in dated if url not in same), None):
        number = len(dated) - len(same)
        differs(file, f"{number} dates differ: {entries[odd]}, theirs {theirs[odd]}")


def feed_table(folder: Path, python: str | None) -> None:
    count: Counter[str] = Counter()
    libraries = {name: peer(python, folder, name) for name in ("fastfeedparser", "feedparser")}
    theirs: dict[str, Counter[str]] = {name: Counter() for name in libraries}
    seconds = 0.0
    for row, body in rows(folder):
        base = row["url"] or row["site_link"] or BASE
        base = base if base.startswith("http") else BASE
        begun = time.process_time()
        try:
            entries = feeds.entries_of(body, base)
        except UnreadableError as error:
            count["broken, with a reason"] += 1
            listed = f"{row['items']} items by the index; {row['note'][:50]}"
            differs(row["file"], f"{error.reason} ({listed})")
            continue
        finally:
            seconds += time.process_time() - begun
        dated = sum(bool(entry.published or entry.modified) for entry in entries)
        count.update({"read": 1, "entries": len(entries), "dated": dated})
        count["items as the index has them"] += len(entries) == row["items"]
        if len(entries) != row["items"]:
            listed = f"{row['items']} by the index; {row['note'][:60]}"
            differs(row["file"], f"{len(entries)} entries, {listed}")
        for name, found in libraries.items():
            if (other := found.get(row["file"])) is not None:
                file = f"{row['file']} ({name})"
                compare(file, said_by(entries), other, base, theirs[name])
    for name, found in libraries.items():
        if found:
            each = found["seconds"] * 1000 / len(found)
            print(f"{name}: {dict(theirs[name])}, {each:.0f} ms a feed")
    print(f"feeds: {dict(count)}, {seconds * 1000 / (count['read'] or 1):.0f} ms a feed\n")


def sitemap_table(folder: Path, python: str | None) -> None:
    count: Counter[str] = Counter()
    others = peer(python, folder, "sitemap")
    for row, body in rows(folder):
        base = row["url"] or BASE
        try:
            sitemap = sitemaps.sitemap_of(body, base)
        except UnreadableError as error:
            count["broken, with a reason"] += 1
            listed = f"{row['urls']} addresses by the index; {row['note'][:50]}"
            differs(row["file"], f"{error.reason} ({listed})")
            continue
        changed = [entry.modified for entry in sitemap.entries]
        changed += [when for _, when in sitemap.sitemaps]
        news = sum(entry.published is not None for entry in sitemap.entries)
        found = len(changed), news, sum(when is not None for when in changed)
        names = "addresses", "with a news date", "with lastmod"
        count.update({"read": 1, **dict(zip(names, found, strict=True))})
        expected = row["urls"], row["news_entries"], row["lastmods"]
        count["as the index has them"] += found == expected
        if found != expected:
            differs(row["file"], f"(addresses, news, lastmods) {found}, by the index {expected}")
        if (other := others.get(row["file"])) is not None:
            entries = said_by(sitemap.entries)
            entries |= {url: instants([when]) for url, when in sitemap.sitemaps}
            compare(row["file"], entries, other, base, count)
    print(f"sitemaps: {dict(count)}\n")


def robots_table(folder: Path) -> None:
    """Prints the sitemaps that each file names, compared with the index and urllib's parser, and
    the rules as the middleware reads them.
    """
    listed: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "sitemap_urls.jsonl").open():
        row = json.loads(line)
        listed[row["robots_file"]].add(row["sitemap"])
    count: Counter[str] = Counter()
    for row, body in rows(folder):
        found = {url.strip() for url in sitemap_urls_from_robots(body, row["url"] or BASE)}
        expected = listed[row["file"]]
        second = RobotFileParser()
        second.parse(body.decode("utf-8-sig", "replace").splitlines())
        parser = Protego.parse(without_other_robots(body, "newscrawl").decode())
        theirs = {url for url in second.site_maps() or () if url.startswith("http")}
        numbers = {
            "read": 1,
            "sitemaps": len(found),
            "by urllib's parser": len(theirs & found),
            "crawl-delay for us": parser.crawl_delay("newscrawl") is not None,
            "front page forbidden": not parser.can_fetch(row["url"] or BASE, "newscrawl"),
        }
        count.update(numbers)
        if expected and found != expected:
            odd = list(found ^ expected)[:2]
            differs(row["file"], f"{len(found)} sitemaps, {len(expected)} by the index: {odd}")
    print(f"robots.txt: {dict(count)}\n")


def section_table(folder: Path) -> None:
    """Prints the sections of publishers' files compared with their front pages: in the file,
    linked there, missing in the file.
    """
    project = Settings()
    project.setmodule(settings)
    loader = get_spider_loader(project)
    known = profiles(project)
    total: Counter[str] = Counter()
    for row, body in rows(folder):
        profile = profile_at(row["url"] or "", known)
        if row["kind"] != "front" or profile is None:
            continue
        spider = loader.load(profile.id)
        home = getattr(spider, "home", "") or f"https://www.{profile.domain}/"
        domains = [profile.domain, *profile.domains]
        root = html.fromstring(body)
        links = section_pages.targets(root, row["url"], domains)
        anywhere = {key(link.url) for link in links}
        navigation = {key(link.url) for link in links if link.in_navigation}
        menu = section_pages.section_page(root, row["url"], domains).sections
        named = section_names.named(menu, profile.language, profile.country)
        there = {name: address for name, address in named.items() if name in section_names.names()}
        own = {name: key(urljoin(home, address)) for name, address in spider.sections.items()}
        lacking = sorted(there.keys() - own.keys())
        numbers = {
            "named": len(own),
            "in navigation": sum(address in navigation for address in own.values()),
            "linked": sum(address in anywhere for address in own.values()),
            "vocabulary's in navigation": len(there),
            "lacking": len(lacking),
        }
        gone = sorted(name for name, address in own.items() if address not in anywhere)
        missing = (
            f"not linked: {', '.join(gone) or 'none'}; lacking: {', '.join(lacking) or 'none'}"
        )
        print(f"  {row['file']:44} {numbers}\n  {'':44} {missing}")
        total.update(numbers, pages=1)
    print(f"sections: {dict(total)}\n")


def pieces(body: bytes, size: int) -> list[bytes]:
    """Returns pieces of this size. The byte behind each piece is left out."""
    return [body[start : start + size] for start in range(0, len(body), size + 1)]


DAMAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "cut at a third": lambda body: body[: len(body) // 3],
    "cut at nine tenths": lambda body: body[: len(body) * 9 // 10],
    "each hundredth byte lost": lambda body: b"".join(pieces(body, 99)),
    "each thousandth byte wrong": lambda body: b"\xff".join(pieces(body, 999)),
    "as UTF-16": lambda body: body.decode("utf-8", "replace").encode("utf-16"),
    "gzip cut at half": lambda body: gzip.compress(body)[: len(gzip.compress(body)) // 2],
    "after an error message": lambda body: (
        b"<br />\n<b>Warning</b>: mysql_connect() in /srv/feed.php\n" + body
    ),
    "without line ends": lambda body: body.replace(b"\n", b""),
}


def damage_table(corpus: Path) -> None:
    """Reads damaged copies of all files. Each must give entries or a reason, and never an
    exception.
    """
    for name, damage in DAMAGES.items():
        count: Counter[str] = Counter()
        for kind in ("feeds", "sitemaps"):
            for _, body in rows(corpus / kind):
                try:
                    if kind == "feeds":
                        found = len(feeds.entries_of(damage(body), BASE))
                    else:
                        sitemap = sitemaps.sitemap_of(damage(body), BASE)
                        found = len(sitemap.entries) + len(sitemap.sitemaps)
                    count["entries" if found else "nothing in it"] += 1
                except UnreadableError as error:
                    count[error.reason] += 1
        print(f"  {name:30} {dict(count.most_common())}")


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--peer")
    parser.add_argument("--sections", action="store_true")
    options = parser.parse_args()
    folder = options.corpus / "discovery"
    section_table(folder / "frontpages")
    if options.sections:
        return
    feed_table(folder / "feeds", options.peer)
    sitemap_table(folder / "sitemaps", options.peer)
    robots_table(folder / "robots")
    print("damaged copies:")
    damage_table(folder)


if __name__ == "__main__":
    main()
