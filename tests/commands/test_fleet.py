"""`scrapy fleet` as its users call it; a worker at work is in tests/test_scrapyd.py."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import forks
import psycopg
import pytest
from newspaper import ROOT

from newscrawl.commands.fleet import table, without_traceback
from newscrawl.fleet.outcomes import FAILED, CrawlAgainError


def fleet(folder: Path, state: str, *words: str, **environment: str) -> tuple[int, str, str]:
    command = ("-m", "scrapy", "fleet", *words)
    done = forks.run(*command, folder=folder, NEWSCRAWL_STATE=state, **environment)
    return done.returncode, done.stdout, done.stderr


def test_crawls_get_into_the_queue_and_its_state_shows_them(tmp_path: Path, database: str) -> None:
    assert fleet(tmp_path, database, "enqueue", "bbc", "cnn", "-a", "pages=2") == (
        0,
        "Crawls added: 2. In the queue already: 0.\n",
        "",
    )
    assert fleet(tmp_path, database, "enqueue", "bbc")[0] == 3
    status, out, _ = fleet(tmp_path, database, "state")
    assert (status, out) == (2, "crawls   2 waiting\n")  # no worker is alive
    with psycopg.connect(database) as connection:
        jobs = connection.execute(
            "SELECT lock, args FROM procrastinate_jobs ORDER BY id"
        ).fetchall()
    assert jobs[0] == ("bbc.co.uk", {"spider": "bbc", "arguments": {"pages": "2"}})


def test_the_log_gives_a_reason_in_place_of_a_traceback() -> None:
    record = logging.LogRecord("queue", logging.ERROR, "", 0, "bbc %s", ("ended",), None)
    assert without_traceback(record)
    assert record.getMessage() == "bbc ended"
    error = CrawlAgainError(FAILED, "it ended as no_source, status 2")
    record.exc_info = (CrawlAgainError, error, None)
    assert without_traceback(record)
    assert record.getMessage() == "bbc ended: it ended as no_source, status 2"
    assert record.exc_info is None


def test_a_worker_waits_for_its_node_and_ends_by_sigterm(tmp_path: Path, database: str) -> None:
    schedule = tmp_path / "schedule.toml"
    schedule.write_text("every = 60\n")
    options = ["--node", "http://127.0.0.1:9", "--schedule", str(schedule)]
    worker = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "scrapy", "fleet", "worker", *options],
        cwd=tmp_path,
        env=forks.environment(NEWSCRAWL_STATE=database),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stderr is not None
    for line in worker.stderr:
        if "Waiting for the node: http://127.0.0.1:9 does not answer" in line:
            break
    worker.send_signal(signal.SIGTERM)
    _, err = worker.communicate(timeout=60)
    assert worker.returncode == 0, err


@pytest.mark.parametrize(
    ("state", "words", "message"),
    [
        ("state.sqlite", ["state"], "a fleet needs a database that all its machines reach"),
        ("", ["state"], "a fleet needs a database"),
        (
            "postgresql://u:secret@127.0.0.1:1/x?connect_timeout=1",
            ["start"],
            "name one of worker, enqueue, state",
        ),
        ("postgresql://u:secret@127.0.0.1:1/x", ["enqueue", "bcb"], "no publisher is called bcb"),
        (
            "postgresql://u:secret@127.0.0.1:1/x",
            ["enqueue"],
            "takes the names of publishers, or --all",
        ),
        (
            "postgresql://u:secret@127.0.0.1:1/x",
            ["enqueue", "bbc", "-a", "urls=on-the-node.txt", "-a", "page=2"],
            "enqueue takes no argument 'page'; did you mean pages?",
        ),
        (
            "postgresql://u:secret@127.0.0.1:1/x",
            ["worker", "--crawls", "0"],
            "--crawls must be 1 or more",
        ),
        (
            "postgresql://u:secret@127.0.0.1:1/x",
            ["worker", "--schedule", "none.toml"],
            "none.toml: No such file",
        ),
    ],
)
def test_calls_that_are_refused(tmp_path: Path, state: str, words: list[str], message: str) -> None:
    status, out, err = fleet(tmp_path, state, *words)
    assert (status, out) == (1, "")
    assert err.startswith("scrapy fleet: ")
    assert message in err
    assert "secret" not in err


def test_a_database_that_is_away(tmp_path: Path) -> None:
    status, _, err = fleet(tmp_path, "postgresql://u:secret@127.0.0.1:1/x", "state")
    assert status == 1
    assert "postgresql://127.0.0.1/x" in err
    assert "secret" not in err


def test_without_procrastinate_the_error_names_the_package(tmp_path: Path) -> None:
    (tmp_path / "procrastinate.py").write_text("raise ImportError\n")
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    status, _, err = fleet(tmp_path, "postgresql://127.0.0.1/x", "state", PYTHONPATH=paths)
    assert (status, "pip install 'procrastinate>=3.10' 'psycopg[binary]>=3.2'" in err) == (1, True)


def test_the_table() -> None:
    state = {
        "crawls": {"doing": 1, "failed": 1, "todo": 3},
        "workers": [{"id": 1, "silent": 2.0}, {"id": 2, "silent": 40.0}],
        "shown": [
            {
                "id": 5,
                "spider": "bbc",
                "status": "doing",
                "attempts": 0,
                "worker_id": 1,
                "since": 12.0,
            },
            {
                "id": 6,
                "spider": "cnn",
                "status": "failed",
                "attempts": 4,
                "worker_id": None,
                "since": 90.0,
            },
        ],
    }
    assert table(json.loads(json.dumps(state)), 30) == (
        "crawls   1 running, 1 given up, 3 waiting\n"
        "worker   1  alive, heartbeat 2 s ago\n"
        "worker   2  GONE, heartbeat 40 s ago\n"
        "running  bbc  since 12 s\n"
        "given up cnn  since 90 s, attempt 5\n"
    )
    assert table({"crawls": {}, "workers": [], "shown": []}, 30) == "crawls   none in the queue\n"
