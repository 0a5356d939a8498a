"""The records that a crawl has written to one file, in few bytes each: a crawl holds them all."""

from __future__ import annotations

from array import array


class Written:
    """Where each record of a file ends, and its id: 50 bytes a record."""

    def __init__(self) -> None:
        self._ends = array("Q")
        self._ids = bytearray()
        self._id_ends = array("Q")

    def add(self, end: int, id: str) -> None:
        """Adds a record that ends at this position of the file."""
        self._ends.append(end)
        self._ids += id.encode()
        self._id_ends.append(len(self._ids))

    def after(self, position: int) -> list[str]:
        """Returns the ids of the records that end after this position."""
        starts = [0, *self._id_ends]
        return [
            self._ids[starts[number] : starts[number + 1]].decode()
            for number, end in enumerate(self._ends)
            if end > position
        ]
