"""`scrapy fleet`: a worker of a fleet, crawls for its queue, and the state of both."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Container
from contextlib import closing
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand

from newscrawl.commands._command import PATIENCE, Local, as_json, switch
from newscrawl.commands.publishers import spiders
from newscrawl.extraction.addresses import registrable
from newscrawl.fleet.outcomes import CrawlAgainError
from newscrawl.fleet.schedule import ScheduleError, load
from newscrawl.job.arguments import PublisherArguments, StartError, parse
from newscrawl.job.status import DONE, EMPTY, FAILED
from newscrawl.state import StateError
from newscrawl.state.opening import is_database, open_store
from newscrawl.state.postgresql import Database, database_of

if TYPE_CHECKING:
    from newscrawl.fleet.queue import Fleet

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Command(Local, ScrapyCommand):
    """The queue is in the database of NEWSCRAWL_STATE. docs/operations.md explains how to run a
    fleet.
    """

    usage = "[options] worker | enqueue PUBLISHER... | state"
    summary = "Crawl publishers on several machines: start a worker, queue crawls, show the queue"
    description = (
        "Crawls publishers on several machines by a queue in PostgreSQL, which NEWSCRAWL_STATE names. `worker` takes "
        "crawls from the queue and starts them in this machine's Scrapyd, until it is stopped. `enqueue` adds crawls. "
        "`state` shows what waits, runs and failed, and which workers are alive. docs/operations.md sets up a fleet."
    )

    options = {
        "--node": {
            "metavar": "URL",
            "default": "http://127.0.0.1:6800",
            "help": "worker: this machine's Scrapyd",
        },
        "--crawls": {
            "metavar": "N",
            "type": int,
            "default": 4,
            "help": "worker: crawls at a time (default 4)",
        },
        "--schedule": {"metavar": "FILE", "help": "worker: when publishers are crawled, as TOML"},
        "--all": switch("enqueue: all publishers"),
        "-a": {
            "metavar": "NAME=VALUE",
            "action": "append",
            "default": [],
            "help": "enqueue: a spider's argument",
        },
        "--json": switch("state: JSON instead of lines"),
    }

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        action, *names = args or [""]
        try:
            if action not in ACTIONS or (names and action != "enqueue"):
                raise StartError(f"name one of {', '.join(ACTIONS)}")
            database = queue_database(self.project["NEWSCRAWL_STATE"])
            sites = {spider.name: registrable(spider.domain) for spider in spiders(self.project)}
            opts.names = sorted(sites) if opts.all else names
            check(action, opts, sites)
            every = load(opts.schedule, sites) if opts.schedule else {}
            from newscrawl.fleet.queue import Fleet

            fleet = Fleet(database.conninfo, sites, every)
            return _in_queue(database, fleet, lambda: ACTIONS[action](fleet, opts))
        except ImportError:
            raise StartError(
                "a fleet needs two more packages: pip install 'procrastinate>=3.10' 'psycopg[binary]>=3.2'"
            ) from None
        except ScheduleError as error:
            raise StartError(str(error)) from None


def check(action: str, opts: argparse.Namespace, known: Container[str]) -> None:
    """Raises StartError if an option or a name can't be used. `known` are the publishers."""
    if opts.crawls < 1:
        raise StartError("--crawls must be 1 or more")
    if unknown := [name for name in opts.names if name not in known]:
        raise StartError(
            f"no publisher is called {', '.join(unknown)}. `scrapy publishers` lists them"
        )
    if action == "enqueue" and not (opts.names and all("=" in one for one in opts.a)):
        raise StartError("enqueue takes the names of publishers, or --all; and -a NAME=VALUE")
    # the file of -a urls= may be on the nodes alone
    here = {name: value for name, value in arguments_of(opts).items() if name != "urls"}
    parse(PublisherArguments, here, "enqueue")


def arguments_of(opts: argparse.Namespace) -> dict[str, str]:
    """Returns the spiders' arguments on the command line."""
    return {name: value for name, _, value in (one.partition("=") for one in opts.a)}


def queue_database(where: str | None) -> Database:
    """Returns the database of the state.

    Raises StateError if the state is a file, and ImportError without psycopg.
    """
    if not where or not is_database(where):
        raise StateError(
            "a fleet needs a database that all its machines reach: NEWSCRAWL_STATE=postgresql://…"
        )
    return database_of(where)


async def work(fleet: Fleet, opts: argparse.Namespace) -> int:
    """Runs a worker until SIGTERM or SIGINT. Returns the exit status."""
    from newscrawl.fleet.node import Node

    log = logging.StreamHandler()
    log.addFilter(without_traceback)
    logging.basicConfig(level=logging.INFO, format=FORMAT, handlers=[log])
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    with closing(open_store(fleet.conninfo, PATIENCE)) as fleet.store:
        try:
            fleet.node = Node(opts.node)
            await fleet.work(opts.crawls)
        except asyncio.CancelledError:
            return DONE
    return FAILED


def without_traceback(record: logging.LogRecord) -> bool:
    """Replaces the traceback of a crawl that is tried again by its reason. Keeps all records."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, CrawlAgainError):
        record.msg, record.args = f"{record.getMessage()}: {error}", None
        record.exc_info = None
    return True


async def enqueue(fleet: Fleet, opts: argparse.Namespace) -> int:
    """Adds crawls to the queue. Returns the exit status."""
    added = await fleet.enqueue(opts.names, arguments_of(opts))
    sys.stdout.write(
        f"Crawls added: {len(added)}. In the queue already: {len(opts.names) - len(added)}.\n"
    )
    return DONE if added else EMPTY


async def show(fleet: Fleet, opts: argparse.Namespace) -> int:
    """Prints the state of the queue. Returns the exit status: FAILED if crawls wait without a
    worker.
    """
    from newscrawl.fleet.queue import STALLED

    state = await fleet.state()
    sys.stdout.write(as_json(state) if opts.json else table(state, STALLED))
    alive = any(worker["silent"] < STALLED for worker in state["workers"])
    return FAILED if state["crawls"].get("todo") and not alive else DONE


ACTIONS = {"worker": work, "enqueue": enqueue, "state": show}


def table(state: dict[str, Any], stalled: float) -> str:
    """Returns the state of a fleet as lines for people."""
    names = {"todo": "waiting", "doing": "running", "failed": "given up"}
    crawls = [
        f"{number} {names.get(status, status)}"
        for status, number in sorted(state["crawls"].items())
    ]
    lines = [f"crawls   {', '.join(crawls) or 'none in the queue'}"]
    for worker in state["workers"]:
        sign = "alive" if worker["silent"] < stalled else "GONE"
        lines.append(f"worker   {worker['id']}  {sign}, heartbeat {worker['silent']:.0f} s ago")
    for job in state["shown"]:
        attempt = f", attempt {job['attempts'] + 1}" if job["attempts"] else ""
        lines.append(
            f"{names[job['status']]:8} {job['spider']}  since {job['since']:.0f} s{attempt}"
        )
    return "\n".join(lines) + "\n"


def _in_queue(database: Database, fleet: Fleet, act: Callable[[], Awaitable[int]]) -> int:
    """Returns the exit status of `act`, which runs with the queue open.

    Raises StateError, without a password, if the database can't be reached.
    """
    import psycopg
    import psycopg_pool
    from procrastinate.exceptions import ConnectorException

    async def run() -> int:
        async with fleet.app.open_async():
            await fleet.prepare()
            return await act()

    try:
        return asyncio.run(run())
    except (ConnectorException, psycopg.Error, psycopg_pool.PoolTimeout) as error:
        raise StateError(f"{database.shown}: {database.hide(error.__cause__ or error)}") from None
