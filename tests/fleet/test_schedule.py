"""The schedule of a fleet: its file, and which publishers are due."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.fleet.schedule import ScheduleError, due, load

KNOWN = ("bbc", "cnn", "thenational")


def write(folder: Path, text: str) -> str:
    path = folder / "schedule.toml"
    path.write_text(text, "utf-8")
    return str(path)


def test_all_single_ones_and_none(tmp_path: Path) -> None:
    assert load(
        write(tmp_path, "every = 60\n[publishers]\nthenational = 15\nbbc = 0\n"), KNOWN
    ) == {
        "cnn": 60,
        "thenational": 15,
    }
    assert load(write(tmp_path, "[publishers]\ncnn = 30\n"), KNOWN) == {"cnn": 30}
    assert load(write(tmp_path, ""), KNOWN) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("every = ", "is not TOML"),
        ("evry = 5", "evry is unknown. Valid: every, publishers"),
        ("publishers = 5", "must be a table"),
        ("[publishers]\nbcb = 5", "no publisher is called bcb"),
        ("every = -1", "from 0 to 10080"),
        ("every = true", "from 0 to 10080"),
        ("[publishers]\nbbc = 10081", "bbc = 10081"),
        ('[publishers]\nbbc = "hourly"', "bbc = 'hourly'"),
    ],
)
def test_a_file_that_says_something_else(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ScheduleError, match=message):
        load(write(tmp_path, text), KNOWN)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ScheduleError, match="No such file"):
        load(str(tmp_path / "nothing.toml"), KNOWN)


@given(
    st.dictionaries(st.text(max_size=12), st.integers(1, 200), max_size=20), st.integers(0, 10**8)
)
def test_each_is_due_once_in_its_interval(every: dict[str, int], start: int) -> None:
    for name, minutes in every.items():
        assert (
            sum(
                name in set(due({name: minutes}, minute))
                for minute in range(start, start + minutes)
            )
            == 1
        )


def test_many_publishers_are_spread() -> None:
    every = {f"publisher{number}": 60 for number in range(6_000)}
    loads = Counter({minute: len(list(due(every, minute))) for minute in range(60)})
    assert loads.total() == 6_000
    assert max(loads.values()) < 150  # 100 on average
