"""The public article-extraction-benchmark's measure, and the corpus that it is measured on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newscrawl.text.tokens import tokens


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """The text as a bag of runs of `size` tokens; a shorter text is one run of all of it."""
    words = tokens(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def page_counts(predicted: str, truth: str) -> tuple[float, float, float]:
    """(tp, fp, fn) of a page, divided by their sum."""
    got, want = shingles(predicted), shingles(truth)
    hit = sum((got & want).values())
    surplus, missed = sum(got.values()) - hit, sum(want.values()) - hit
    total = hit + surplus + missed
    return (hit / total, surplus / total, missed / total) if total else (0.0, 0.0, 0.0)


def f1(counts: Iterable[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pages, from `page_counts`."""
    rows = list(counts)
    tp, fp, fn = (sum(row[i] for row in rows) for i in range(3))
    precision = tp / (tp + fp) if tp + fp else 1.0
    recall = tp / (tp + fn) if tp + fn else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def truths(corpus: Path) -> dict[str, dict[str, Any]]:
    """The labelled articles by address."""
    with (corpus / "articles.jsonl").open(encoding="utf-8") as lines:
        return {row["url"]: row for row in map(json.loads, lines)}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON lines file."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
