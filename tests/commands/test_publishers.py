"""`scrapy publishers`: what it lists, what it refuses, and that any terminal can show it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields

import forks
import pytest
from scrapy.settings import Settings

from newscrawl import settings
from newscrawl.commands.publishers import Publisher, publishers, select, table

KNOWN = [
    Publisher("fjord", "Fjordens Ø", "fjord.example", "NO", "no", ("culture", "norway"), None),
    Publisher(
        "harrow",
        "The Harrow",
        "harrow.example",
        "GB",
        "en-GB",
        ("business", "uk", "world"),
        "2026-11-20",
    ),
    Publisher("isles", "Isles [daily]", "isles.example", "GB", "", (), None),
]


def run(*options: str, encoding: str = "utf-8") -> tuple[int, str, str]:
    command = ("-m", "scrapy", "publishers", *options)
    if encoding == "utf-8":
        done = forks.run(*command)
        return done.returncode, done.stdout, done.stderr
    environment = forks.environment(
        PYTHONIOENCODING=encoding
    )  # Python reads this variable only at its start
    apart = subprocess.run(
        [sys.executable, "-W", "error", *command], env=environment, capture_output=True, check=False
    )
    return apart.returncode, apart.stdout.decode(encoding), apart.stderr.decode()


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["fjord", "harrow", "isles"]),
        ({"country": "gb"}, ["harrow", "isles"]),
        ({"language": "en"}, ["harrow"]),
        ({"language": "EN-us"}, ["harrow"]),
        ({"section": "business"}, ["harrow"]),
        ({"section": "national"}, ["fjord", "harrow"]),
        ({"section": "travel"}, []),
        ({"country": "GB", "section": "culture"}, []),
    ],
)
def test_select(asked: dict[str, str], names: list[str]) -> None:
    assert [one.name for one in select(iter(KNOWN), **asked)] == names


def test_the_table_has_a_line_for_each() -> None:
    lines = table(KNOWN, terminal=False).splitlines()
    assert lines[0].strip() == "3 publishers"
    harrow = next(line for line in lines if "harrow" in line)
    assert [cell.strip() for cell in harrow.strip("|").split("|")] == [
        "harrow",
        "The Harrow",
        "GB",
        "en-GB",
        "business, uk, world",
        "2026-11-20",
    ]
    isles = next(line for line in lines if "isles" in line)
    assert [cell.strip() for cell in isles.strip("|").split("|")][1:] == [
        "Isles [daily]",
        "GB",
        "several",
        "those of its navigation",
        "never",
    ]
    frame = "".join(lines).replace("Ø", "")
    assert frame.isascii()


def test_the_project_s_publishers() -> None:
    project = Settings()
    project.setmodule(settings)
    found = {one.name: one for one in publishers(project)}
    assert len(found) >= 150
    assert not {"demo", "site", "archive"} & found.keys()
    assert found["freiepresse"].sections == (
        "business",
        "culture",
        "local",
        "politics",
        "sport",
    )  # by feeds alone


def test_the_command() -> None:
    status, out, _ = run("--country", "AE", "--section", "économie", "--json")
    found = json.loads(out)
    assert (status, [one["name"] for one in found]) == (
        0,
        ["gulfnews", "khaleejtimes", "thenational"],
    )
    assert found[0].keys() == {field.name for field in fields(Publisher)}
    status, out, _ = run("--country", "IS", encoding="ascii")
    assert status == 0
    assert "mbl" in out
    status, out, error = run("thenational")
    assert (status, out) == (1, "")
    assert "takes options only" in error
    status, out, error = run("--section", "horoscope")
    assert (status, out) == (1, "")
    assert "no section is called 'horoscope'. There are: africa, americas, " in error


def test_no_publisher_at_all_says_which_there_are() -> None:
    status, out, errors = run("--country", "XX")
    assert (status, out) == (3, "")
    assert "no such publisher. Countries: AE, " in errors
    assert run("--country", "XX", "--json")[:2] == (3, "[]\n")
