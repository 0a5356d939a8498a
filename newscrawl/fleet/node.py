"""A node: one machine's Scrapyd, which runs the crawls of a worker."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import aiohttp

from newscrawl.fleet.outcomes import LOST, CrawlAgainError

logger = logging.getLogger(__name__)

POLL = 2.0
"""Seconds between two requests for the state of a crawl, or of Scrapyd."""
TIMEOUT, SLOW_TIMEOUT = 10, 120
"""Seconds for one answer of Scrapyd, and for one that needs a new process with the egg."""
SILENCES = 3
"""Requests in a row without an answer after which Scrapyd counts as down."""
MAX_MESSAGE = 500
"""Characters of a refusal that are quoted: Scrapyd may send a whole traceback."""
_RUNNING = ("pending", "running")
_SLOW = ("listspiders", "schedule")


class NodeError(Exception):
    """Scrapyd does not answer, or refuses a request."""


class Node:
    """The Scrapyd at `url` with the deployed `project`."""

    def __init__(self, url: str, project: str = "newscrawl") -> None:
        self.url = url.rstrip("/")
        self.project = project

    async def run(self, spider: str, crawl_id: str, arguments: Mapping[str, str]) -> None:
        """Runs a crawl to its end, or stops it if this task is cancelled. Raises CrawlAgainError if
        the node is lost meanwhile.
        """
        fields = {**arguments, "spider": spider, "jobid": crawl_id, "project": self.project}
        try:
            await self._ask("post", "schedule", **fields)
        except NodeError as error:
            raise CrawlAgainError(LOST, str(error)) from error
        try:
            await self._wait(crawl_id)
        except asyncio.CancelledError:
            await self._cancel(crawl_id)
            raise

    async def until_ready(self) -> None:
        """Waits until Scrapyd answers and the project is deployed there."""
        last_error = ""
        while True:
            try:
                # an error if no egg is deployed
                await self._ask("get", "listspiders", project=self.project)
            except NodeError as error:
                if str(error) != last_error:
                    logger.warning("Waiting for the node: %s", error)
                    last_error = str(error)
                await asyncio.sleep(POLL)
            else:
                return

    async def until_away(self) -> None:
        """Waits until Scrapyd no longer answers."""
        silences = 0
        while silences < SILENCES:
            await asyncio.sleep(POLL)
            try:
                await self._ask("get", "daemonstatus")
            except NodeError:
                silences += 1
            else:
                silences = 0

    async def _wait(self, crawl_id: str) -> None:
        misses, why = 0, ""
        while misses < SILENCES:
            await asyncio.sleep(POLL)
            try:
                answer = await self._ask("get", "status", job=crawl_id, project=self.project)
                state = answer["currstate"]
            except NodeError as error:
                state, why = None, str(error)
            else:
                why = f"{self.url} was restarted and does not know the crawl"
            if state == "finished":
                return
            misses = 0 if state in _RUNNING else misses + 1
        raise CrawlAgainError(LOST, why)

    async def _cancel(self, crawl_id: str) -> None:
        try:
            await self._ask("post", "cancel", project=self.project, job=crawl_id)
        except NodeError as error:
            logger.warning("Could not stop %s: %s", crawl_id, error)

    async def _ask(self, method: str, name: str, **fields: str) -> dict[str, Any]:
        params, data = (fields, None) if method == "get" else (None, fields)
        limit = aiohttp.ClientTimeout(SLOW_TIMEOUT if name in _SLOW else TIMEOUT)
        url = f"{self.url}/{name}.json"
        try:
            asking = aiohttp.request(method, url, params=params, data=data, timeout=limit)
            async with asking as response:
                answer: Any = await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            told = str(error) or type(error).__name__  # a TimeoutError has no text
            raise NodeError(f"{self.url} does not answer: {told}") from error
        if not isinstance(answer, dict) or answer.get("status") != "ok":
            raise NodeError(f"{self.url} refuses {name}: {str(answer)[:MAX_MESSAGE]}")
        return answer
