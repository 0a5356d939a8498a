"""The unit files of docs/systemd, as systemd reads them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[1] / "docs" / "systemd"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
@pytest.mark.parametrize("name", sorted(unit.name for unit in UNITS.iterdir()))
def test_systemd_accepts(tmp_path: Path, name: str) -> None:
    for unit in (
        UNITS.iterdir()
    ):  # a timer needs its service, and systemd asks whether the program is there
        text = re.sub(r"(?m)^(ExecStart=)\S+", rf"\1{sys.executable}", unit.read_text("utf-8"))
        (tmp_path / unit.name).write_text(text, "utf-8")
    given = tmp_path / name.replace("@.", "@demo.")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(given)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.replace(str(tmp_path), "")) == (0, "")


def test_commands_that_units_start_exist() -> None:
    commands = re.findall(
        r"(?m)^ExecStart=\S+/bin/(\w+) ?(\w*)",
        "".join(unit.read_text("utf-8") for unit in UNITS.iterdir()),
    )
    assert sorted(commands) == [
        ("scrapy", "crawl"),
        ("scrapy", "doctor"),
        ("scrapy", "fleet"),
        ("scrapyd", ""),
    ]
