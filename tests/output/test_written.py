"""The records of a file, by where they end."""

from __future__ import annotations

from newscrawl.output.exporters import Written


def test_records_after_a_position() -> None:
    written = Written()
    for end, id in ((10, "aé"), (25, ""), (40, "c")):
        written.add(end, id)
    assert written.after(0) == ["aé", "", "c"]
    assert written.after(10) == ["", "c"]
    assert written.after(39) == ["c"]
    assert written.after(40) == []
    assert Written().after(0) == []
