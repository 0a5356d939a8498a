"""What `make crawl` hands to the crawl."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize(
    ("given", "contact"),
    [
        ([], "me@example.org"),
        (["CONTACT=you@example.org"], "you@example.org"),
    ],
)
def test_the_contact_of_the_environment_is_kept(given: list[str], contact: str) -> None:
    environment = {**os.environ, "NEWSCRAWL_CONTACT": "me@example.org"}
    command = ["make", "--dry-run", "crawl", "VENV=none", *given]
    shown = subprocess.check_output(command, cwd=ROOT, env=environment, text=True)
    assert f'NEWSCRAWL_CONTACT="{contact}"' in shown
