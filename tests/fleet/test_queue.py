"""The queue on a real PostgreSQL: retries, locks, schedules, and crawls whose worker is gone. The
node is a double.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Any

import psycopg
import pytest
from procrastinate.jobs import Status

from newscrawl.fleet import queue
from newscrawl.fleet.node import Node
from newscrawl.fleet.outcomes import LOST, Again, CrawlAgainError
from newscrawl.fleet.queue import Fleet
from newscrawl.state.opening import open_store
from newscrawl.state.runs import Run
from newscrawl.state.sql import Store

SITES = {"harrow": "harrow.example", "harrowde": "harrow.example", "bexley": "bexley.example"}


class Double(Node):
    """A test double of a node. It takes a moment for each crawl and writes its run, unless
    `script` says otherwise.
    """

    def __init__(self, store: Store, *script: Exception | int) -> None:
        super().__init__("http://node.example")
        self.store, self.script = store, list(script)
        self.began: list[tuple[str, str]] = []
        self.running: list[str] = []
        self.most = 0
        self.away = asyncio.Event()

    async def until_ready(self) -> None:
        self.away.clear()

    async def until_away(self) -> None:
        await self.away.wait()

    async def run(self, spider: str, crawl_id: str, arguments: Any) -> None:
        self.began.append((spider, crawl_id))
        step = self.script.pop(0) if self.script else 0
        if isinstance(step, Exception):
            raise step
        self.running.append(spider)
        self.most = max(
            self.most, len([one for one in self.running if SITES[one] == SITES[spider]])
        )
        await asyncio.sleep(0.2)
        self.running.remove(spider)
        self.store.add_run(
            Run(
                spider,
                time.time(),
                "finished" if step in (0, 3) else "no_source",
                step,
                crawl_id=crawl_id,
            )
        )


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = open_store(database, 5)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "WATCH", 0.2)
    monkeypatch.setattr(queue, "STOP_SECONDS", 0.1)
    monkeypatch.setattr(queue, "BUSY", Again(0, 0, None))


def use(fleet: Fleet, work: Callable[[Fleet], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with fleet.app.open_async():
            await fleet.prepare()
            return await asyncio.wait_for(work(fleet), 60)

    return asyncio.run(run())


async def work_until(fleet: Fleet, over: Callable[[], Any], crawls: int = 3) -> None:
    """Lets a worker work until `over` is true."""
    worker = asyncio.create_task(fleet.work(crawls))
    while not worker.done() and not over():
        await asyncio.sleep(0.05)
    worker.cancel()
    with suppress(asyncio.CancelledError):
        await worker


def rows(database: str, sql: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database) as connection:
        return connection.execute(sql).fetchall()


def left(database: str) -> int:
    return rows(database, "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'crawls'")[0][
        0
    ]


def test_crawls_of_one_site_wait_for_each_other(database: str, store: Store) -> None:
    node = Double(store)

    async def work(fleet: Fleet) -> None:
        await fleet.prepare()  # a second time changes nothing
        assert await fleet.enqueue(
            ["harrow", "harrowde", "bexley", "harrow"], {"only": "world"}
        ) == [
            "harrow",
            "harrowde",
            "bexley",
        ]
        assert await fleet.enqueue(SITES) == []
        assert (await fleet.state())["crawls"] == {"todo": 3}
        await work_until(fleet, lambda: not left(database))

    use(Fleet(database, SITES, node=node, store=store), work)
    assert sorted(spider for spider, _ in node.began) == ["bexley", "harrow", "harrowde"]
    assert node.most == 1


def test_a_crawl_that_was_lost_or_failed_is_tried_again(database: str, store: Store) -> None:
    again = Again(0, 0, 2)
    node = Double(store, CrawlAgainError(again, "the node went away"), OSError("a bug"), 2)

    async def work(fleet: Fleet) -> dict[str, Any]:
        await fleet.enqueue(["harrow"])
        await work_until(fleet, lambda: len(node.began) == 2 and not node.running)
        return await fleet.state()

    state = use(Fleet(database, SITES, node=node, store=store), work)
    job = state["crawls"]
    assert job == {"todo": 1}  # after a pause of ten seconds, since the second error is unknown
    assert [crawl_id.split("-")[2] for _, crawl_id in node.began] == ["0", "1"]
    (attempts, waits) = rows(
        database,
        "SELECT attempts, scheduled_at > now() + interval '5 seconds' FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = 'crawls'",
    )[0]
    assert (attempts, waits) == (2, True)


def test_a_crawl_is_given_up_in_the_end(
    database: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.fleet.outcomes.FAILED", Again(0, 0, 1))
    node = Double(store, 2, 2, 2)

    async def work(fleet: Fleet) -> dict[str, Any]:
        await fleet.enqueue(["harrow"])
        await work_until(
            fleet,
            lambda: rows(database, "SELECT 1 FROM procrastinate_jobs WHERE status = 'failed'"),
        )
        return await fleet.state()

    state = use(Fleet(database, SITES, node=node, store=store), work)
    assert state["crawls"] == {"failed": 1}
    assert [(job["spider"], job["status"]) for job in state["shown"]] == [("harrow", "failed")]
    assert len(node.began) == 2


def test_a_site_that_another_job_crawls_is_waited_for(database: str, store: Store) -> None:
    other, node = open_store(database, 5), Double(store)
    assert other.lock("harrow.example")

    async def work(fleet: Fleet) -> None:
        await fleet.enqueue(["harrow"])
        await work_until(
            fleet, lambda: rows(database, "SELECT 1 FROM procrastinate_jobs WHERE attempts > 1")
        )
        assert node.began == []
        other.close()
        await work_until(fleet, lambda: not left(database))

    use(Fleet(database, SITES, node=node, store=store), work)
    assert len(node.began) == 1


def test_a_crawl_whose_worker_is_gone_goes_to_another(database: str, store: Store) -> None:
    node = Double(store)

    async def work(fleet: Fleet) -> None:
        await fleet.enqueue(["harrow"])
        manager = fleet.app.job_manager
        gone = await manager.register_worker()
        assert await manager.fetch_job(["crawls"], gone)
        plan = await fleet.app.configure_task("plan", queue="chores", lock="chores").defer_async(
            timestamp=0
        )
        assert await manager.fetch_job(["chores"], gone)
        await fleet.rescue()  # its last heartbeat is fresh
        assert (await fleet.state())["crawls"] == {"doing": 1}
        silent = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'"
        await fleet.app.connector.execute_query_async(silent)
        await work_until(fleet, lambda: not left(database))
        assert not await manager.list_jobs_async(id=plan)

    use(Fleet(database, SITES, node=node, store=store), work)
    assert [crawl_id.split("-")[2] for _, crawl_id in node.began] == ["1"]


def test_a_worker_that_was_merely_late_ends_its_crawl_itself(database: str, store: Store) -> None:
    async def work(fleet: Fleet) -> None:
        await fleet.enqueue(["harrow"])
        manager = fleet.app.job_manager
        job = await manager.fetch_job(["crawls"], await manager.register_worker())
        assert job
        stalled = manager.get_stalled_jobs

        async def then_it_ended(**given: Any) -> Any:
            found = await stalled(**given)
            await manager.finish_job(job, Status.SUCCEEDED, delete_job=True)
            return found

        silent = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'"
        await fleet.app.connector.execute_query_async(silent)
        manager.get_stalled_jobs = then_it_ended  # type: ignore[method-assign]
        await fleet.rescue()
        assert left(database) == 0

    use(Fleet(database, SITES, store=store), work)


def test_one_worker_at_a_time_looks_for_lost_crawls(
    database: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Fleet] = []

    async def look(fleet: Fleet) -> None:
        looked.append(fleet)

    monkeypatch.setattr(Fleet, "rescue", look)

    async def watch(fleet: Fleet) -> None:
        watching = asyncio.create_task(fleet._watch())
        with psycopg.connect(database) as other:
            other.execute(queue._WATCHING)
            await asyncio.sleep(0.7)
            before = len(looked)
            await asyncio.sleep(0.7)
            assert len(looked) == before
        while len(looked) == before:
            await asyncio.sleep(0.05)
        watching.cancel()

    use(Fleet(database, SITES, store=store), watch)


def test_a_worker_without_its_queue_ends(
    database: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ends(*_: Any) -> None:
        return None

    monkeypatch.setattr(Fleet, "_worker", ends)
    with pytest.raises(RuntimeError, match="its database is down"):
        use(Fleet(database, SITES, node=Double(store), store=store), lambda fleet: fleet.work(1))


def test_a_worker_whose_node_is_away_gives_its_crawls_back(database: str, store: Store) -> None:
    node = Double(store, CrawlAgainError(Again(0, 0, 5), "the node went away"))

    async def work(fleet: Fleet) -> None:
        worker = asyncio.create_task(fleet.work(1))
        await asyncio.sleep(0.5)
        node.away.set()
        await asyncio.sleep(1)
        await fleet.enqueue(["harrow"])
        while left(database):
            await asyncio.sleep(0.05)
        worker.cancel()
        with pytest.raises(asyncio.CancelledError):
            await worker

    use(Fleet(database, SITES, node=node, store=store), work)
    assert len(node.began) == 2


def test_a_worker_that_stops_returns_its_crawl(database: str, store: Store) -> None:
    node = Double(store)

    async def forever(*_: Any) -> None:
        node.began.append(("harrow", ""))
        await asyncio.sleep(3600)

    node.run = forever  # type: ignore[method-assign]

    async def work(fleet: Fleet) -> dict[str, Any]:
        await fleet.enqueue(["harrow"])
        await work_until(fleet, lambda: node.began)
        return await fleet.state()

    assert use(Fleet(database, SITES, node=node, store=store), work)["crawls"] == {"todo": 1}


def test_due_publishers_get_into_the_queue_and_old_failures_out(database: str) -> None:
    async def work(fleet: Fleet) -> None:
        await fleet.app.tasks["plan"].func(timestamp=600)  # type: ignore[attr-defined]
        assert rows(database, "SELECT args->>'spider', lock FROM procrastinate_jobs") == [
            ("bexley", "bexley.example")
        ]
        ask = fleet.app.connector.execute_query_async
        await ask("UPDATE procrastinate_jobs SET status = 'failed'")
        await fleet.app.tasks["clean"].func(timestamp=600)  # type: ignore[attr-defined]
        assert left(database) == 1
        await ask("UPDATE procrastinate_events SET at = now() - interval '15 days'")
        await fleet.app.tasks["clean"].func(timestamp=600)  # type: ignore[attr-defined]
        assert left(database) == 0

    use(Fleet(database, SITES, {"bexley": 1}), work)


def test_the_address_is_not_shown() -> None:
    assert "secret" not in repr(Fleet("postgresql://u:secret@db.example/x", {}))
    assert LOST.most
