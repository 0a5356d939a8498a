"""The queue of crawls, on procrastinate: tasks, retries, schedules, and crawls of lost workers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import procrastinate
from procrastinate import jobs, retry
from procrastinate.exceptions import ConnectorException

from newscrawl.fleet.node import Node
from newscrawl.fleet.outcomes import BUSY, LOST, CrawlAgainError, check
from newscrawl.fleet.schedule import due
from newscrawl.state.sql import Store

logger = logging.getLogger(__name__)

CRAWLS, CHORES = "crawls", "chores"
"""The queues: publishers' crawls, and the fleet's own tasks, which a full queue does not delay."""
HEARTBEAT, STALLED, PRUNED = 5.0, 30.0, 3600.0
"""Seconds between two heartbeats of a worker, and without one after which its crawls are given to
others, or it leaves the list. A worker that was merely late comes back before.
"""
WATCH = 10
"""Seconds between two searches for crawls of lost workers."""
DAILY = "17 3 * * *"
KEPT_HOURS = 14 * 24
"""Hours for which given-up crawls stay in the queue's tables, for people to read."""
STOP_SECONDS = 20
"""Seconds that a stopping worker waits for its crawls, before they go back to the queue."""
MOST_CONNECTIONS = 3
"""Connections in a worker's pool. It has two more, which listen for new crawls."""
_MINUTE = 60  # seconds
_UNDER_WAY = "SELECT DISTINCT args->>'spider' AS spider FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
_WORKERS = "SELECT id, extract(epoch FROM now() - last_heartbeat)::float AS silent FROM procrastinate_workers ORDER BY id"
_COUNTS = "SELECT status::text AS status, count(*) AS number FROM procrastinate_jobs WHERE queue_name = 'crawls' GROUP BY 1"
_SHOWN = """SELECT job.id, args->>'spider' AS spider, status::text AS status, attempts, worker_id,
  extract(epoch FROM now() - (SELECT max(at) FROM procrastinate_events WHERE job_id = job.id))::float AS since
  FROM procrastinate_jobs AS job WHERE queue_name = 'crawls' AND status IN ('doing', 'failed') ORDER BY status, id LIMIT 200"""
# Only one worker makes the tables, and only one searches for lost crawls. The numbers are "flee"
# and "flet" in ASCII.
_CREATING = "SELECT pg_advisory_xact_lock(1718379877)"
_WATCHING = "SELECT pg_try_advisory_xact_lock(1718379892)"


class _TryAgain(retry.BaseRetryStrategy):
    """Tries a crawl again as its CrawlAgainError says. Other exceptions count as LOST."""

    def get_retry_decision(
        self, *, exception: BaseException, job: jobs.Job
    ) -> retry.RetryDecision | None:
        again = exception.again if isinstance(exception, CrawlAgainError) else LOST
        seconds = again.pause(job.attempts)
        return None if seconds is None else retry.RetryDecision(retry_in={"seconds": seconds})


@dataclass
class Fleet:
    """The queue in the database of `conninfo`.

    `sites` has the site of each publisher, by the spider's name: only one crawl of a site runs at
    a time. `every` is the schedule (schedule.py). Only a worker needs `node` and `store`, the
    state of the crawls.
    """

    conninfo: str = field(repr=False)
    sites: Mapping[str, str]
    every: Mapping[str, int] = field(default_factory=dict)
    node: Node | None = None
    store: Store | None = None

    def __post_init__(self) -> None:
        connector = procrastinate.PsycopgConnector(
            conninfo=self.conninfo, min_size=1, max_size=MOST_CONNECTIONS
        )
        self.app = procrastinate.App(connector=connector)
        task: Any = self.app.task  # decorators without types
        periodic: Any = self.app.periodic
        task(name="crawl", queue=CRAWLS, retry=_TryAgain(), pass_context=True)(self._crawl)
        periodic(cron="* * * * *")(task(name="plan", queue=CHORES, lock=CHORES)(self._plan))
        periodic(cron=DAILY)(task(name="clean", queue=CHORES, lock=CHORES)(self._clean))

    async def prepare(self) -> None:
        """Makes the queue's tables if they do not exist."""
        async with self._pool.connection() as connection:
            await connection.execute(_CREATING)
            if not await self.app.check_connection_async():
                await self.app.schema_manager.apply_schema_async()

    @property
    def _pool(self) -> Any:
        assert isinstance(self.app.connector, procrastinate.PsycopgConnector)
        return self.app.connector.pool

    async def enqueue(
        self, spiders: Iterable[str], arguments: Mapping[str, str] | None = None
    ) -> list[str]:
        """Adds crawls of publishers that have none in the queue. Returns these publishers."""
        rows = await self.app.connector.execute_query_all_async(_UNDER_WAY)
        under_way = {row["spider"] for row in rows}
        chosen = [name for name in dict.fromkeys(spiders) if name not in under_way]
        for name in chosen:
            task = self.app.configure_task("crawl", queue=CRAWLS, lock=self.sites[name])
            await task.defer_async(spider=name, arguments=dict(arguments or {}))
        return chosen

    async def state(self) -> dict[str, Any]:
        """Returns crawls by status, workers, and crawls that run or were given up."""
        ask = self.app.connector.execute_query_all_async
        return {
            "crawls": {row["status"]: row["number"] for row in await ask(_COUNTS)},
            "workers": [{**row, "silent": round(row["silent"], 1)} for row in await ask(_WORKERS)],
            "shown": [{**row, "since": round(row["since"] or 0, 1)} for row in await ask(_SHOWN)],
        }

    async def work(self, crawls: int) -> None:
        """Runs up to `crawls` crawls at a time on the node, while it is up, until cancelled."""
        assert self.node is not None
        while True:
            await self.node.until_ready()
            logger.info("%s is ready", self.node.url)
            parts = [
                asyncio.create_task(self._worker([CRAWLS], crawls)),
                asyncio.create_task(self._worker([CHORES], 1)),
                asyncio.create_task(self._watch()),
                asyncio.create_task(self.node.until_away()),
            ]
            try:
                done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for part in parts:
                    part.cancel()
                await asyncio.gather(*parts, return_exceptions=True)
            for part in done:
                part.result()
            if parts[-1] not in done:
                raise RuntimeError("the queue's worker ended: likely its database is down")
            logger.warning("%s no longer answers: its crawls go back to the queue", self.node.url)

    async def _worker(self, queues: list[str], concurrency: int) -> None:
        await self.app.run_worker_async(
            queues=queues,
            name=queues[0],
            concurrency=concurrency,
            install_signal_handlers=False,
            delete_jobs="successful",
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=PRUNED,
            shutdown_graceful_timeout=STOP_SECONDS,
        )

    async def _crawl(
        self, context: procrastinate.JobContext, spider: str, arguments: dict[str, str]
    ) -> None:
        assert self.node is not None
        assert self.store is not None
        crawl_id = f"{spider}-{context.job.id}-{context.job.attempts}"
        if await asyncio.to_thread(self.store.held, self.sites.get(spider, spider)):
            raise CrawlAgainError(BUSY, "another job crawls the site")
        await self.node.run(spider, crawl_id, arguments)
        check(await asyncio.to_thread(self.store.runs, spider), crawl_id)

    async def _watch(self) -> None:
        while True:
            async with self._pool.connection() as connection:
                if (await (await connection.execute(_WATCHING)).fetchone())[0]:
                    await self.rescue()
            await asyncio.sleep(WATCH)

    async def rescue(self) -> None:
        """Gives crawls of workers without a heartbeat to others. This is not a task of the queue: a
        worker that died with the task would keep it.
        """
        manager = self.app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
            assert job.id is not None
            name = job.task_kwargs.get("spider", job.task_name)
            logger.warning("The worker of %s is lost, so another worker gets the crawl", name)
            try:
                if job.queue == CRAWLS:
                    await manager.retry_job(job)
                else:  # the next one is queued within a minute
                    await manager.finish_job(job, jobs.Status.FAILED, delete_job=True)
            except ConnectorException as error:  # the worker was merely late, and the job has ended
                logger.info("%s needs no other worker: %s", name, error)

    async def _plan(self, timestamp: int) -> None:
        await self.enqueue(due(self.every, timestamp // _MINUTE))

    async def _clean(self, timestamp: int) -> None:
        await self.app.job_manager.delete_old_jobs(
            KEPT_HOURS, include_failed=True, include_aborted=True
        )
