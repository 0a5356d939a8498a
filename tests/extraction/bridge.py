"""A story about an old bridge, for tests of what is the article's text."""

from __future__ import annotations

from collections.abc import Iterable

URL = "https://www.mill-lane-paper.example/world/2026/11/20/council-agrees-to-mend-the-old-bridge-4711"
TITLE = "Council agrees to mend the old bridge"
STORY = [
    "The council met on Tuesday evening and agreed, by nine votes to two, to mend the old bridge over the river.",
    "It has been closed since the flood of last winter, which carried off two of its seven arches in one night.",
    "Masons from three villages will cut the stone, and the work is to begin before the first frost, the mayor said.",
    "A ferry carries walkers across until then, from six in the morning until nine at night, in any weather.",
    "The bill comes to four million, of which the county pays a half; the rest is to be raised by a loan.",
]


def paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


TEXT = paragraphs(STORY)
