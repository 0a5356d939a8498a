"""Compares records with truths: the text by the measure of the public article-extraction-benchmark,
facts, phrases and verdicts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from newscrawl.text.tokens import tokens

Row = dict[str, Any]

LOST = 0.7
"""A text with less than this share of the truth's shingles has lost a part of the article."""
GOOD = 0.7
"""A text with this page F1 is good: a record that doubts it, doubts it without need."""
NEAR = 0.95
"""A text with this page F1 is right except for details."""

_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛´`′", "'"), **dict.fromkeys("“”„‟«»″", '"')})


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """Returns the text as a bag of runs of `size` tokens; a shorter text is one run of all of it."""
    words = tokens(text)
    if not words:
        return Counter()
    return (
        Counter(zip(*(words[i:] for i in range(size)), strict=False))
        if len(words) >= size
        else Counter([(*words,)])
    )


def page_counts(predicted: str, truth: str) -> tuple[float, float, float]:
    """Returns (tp, fp, fn) of a page's shingles, divided by their sum."""
    got, want = shingles(predicted), shingles(truth)
    hit = sum((got & want).values())
    surplus, missed = sum(got.values()) - hit, sum(want.values()) - hit
    total = hit + surplus + missed
    return (hit / total, surplus / total, missed / total) if total else (0.0, 0.0, 0.0)


def page_f1(counts: tuple[float, float, float]) -> float:
    """Returns the F1 of one page, from `page_counts`."""
    tp, fp, fn = counts
    return 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 1.0


def f1(counts: Iterable[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Returns precision, recall and F1 over pages, from `page_counts`."""
    rows = list(counts)
    tp, fp, fn = (sum(row[i] for row in rows) for i in range(3))
    precision = tp / (tp + fp) if tp + fp else 1.0
    recall = tp / (tp + fn) if tp + fn else 1.0
    return (
        precision,
        recall,
        2 * precision * recall / (precision + recall) if precision + recall else 0.0,
    )


def score(record: Mapping[str, Any] | None, truth: Mapping[str, Any]) -> Row:
    """Returns how a page's record compares with its truth. `record` is None if there is none.

    Keys that depend on the truth: `counts` (of `page_counts`); `title`, `day`, `instant`, `authors`
    (right or not); `has` and `hasnt` (number of phrases in the text, number of phrases); `cut`
    (whether the page is truncated). Keys that are always there: `said` (the record's `truncated`),
    `confidence`, `doubted`, `given`.
    """
    got = record or {}
    text = got.get("text") or ""
    found: Row = {
        "given": bool(text),
        "said": got.get("truncated"),
        "confidence": got.get("confidence"),
        "doubted": is_doubted(got),
    }
    if truth.get("text"):
        found["counts"] = page_counts(text, truth["text"])
    if truth.get("title"):
        found["title"] = title_key(got.get("title")) == title_key(truth["title"])
    if truth.get("authors"):
        found["authors"] = names(author_names(got)) == names(truth["authors"])
    date = truth.get("date") or ""
    if len(date) >= 10:
        found["day"] = same_day(got.get("date_published"), date)
    if len(date) > 10:
        found["instant"] = same_instant(got.get("date_published"), date)
    for key in ("has", "hasnt"):
        if truth.get(key):
            flat = " ".join(text.split())
            found[key] = (
                sum(" ".join(phrase.split()) in flat for phrase in truth[key]),
                len(truth[key]),
            )
    if verdict := truth.get("verdict"):
        found["cut"] = verdict["truncated"]
    return found


def is_doubted(record: Mapping[str, Any]) -> bool:
    """Returns whether a record says that its text may not be the article: its kind is
    extraction_gap.
    """
    return (record.get("completeness") or {}).get("kind") == "extraction_gap"


def title_key(text: str | None) -> str:
    """Returns a title without differences of case, white space and kind of quote."""
    return " ".join((text or "").translate(_QUOTES).replace("''", '"').casefold().split())


def names(found: Iterable[str]) -> frozenset[str]:
    """Returns names without differences of case and white space."""
    return frozenset(" ".join(name.casefold().split()) for name in found if name)


def same_day(ours: str | None, truth: str) -> bool:
    """Returns whether both name one day, each in the offset in which it is stated, or one instant."""
    return bool(ours) and (
        (ours or "")[:10] == truth[:10] or (len(truth) > 10 and same_instant(ours, truth))
    )


def same_instant(ours: str | None, truth: str) -> bool:
    """Returns whether both name one instant, to the second. If one has no offset, both are
    compared as local times.
    """
    found, wanted = _moment(ours), _moment(truth)
    if found is None or wanted is None:
        return False
    if found.tzinfo is None or wanted.tzinfo is None:
        return found.replace(tzinfo=None, microsecond=0) == wanted.replace(
            tzinfo=None, microsecond=0
        )
    return found.astimezone(UTC).replace(microsecond=0) == wanted.astimezone(UTC).replace(
        microsecond=0
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:  # a peer's own form
        return None


def author_names(record: Mapping[str, Any]) -> Iterator[str]:
    """Yields the authors' names: ours are objects, the peers' are strings."""
    for author in record.get("authors") or ():
        yield author["name"] if isinstance(author, Mapping) else author


def body(scores: Sequence[Row]) -> Row | None:
    """Returns the figures of a set's texts, from `score`; None if no truth has a text.

    `precision`, `recall`, `f1`, `near` (share of pages at NEAR or better), `poor` (pages under
    GOOD), `lost` (pages whose text has less than LOST of the truth), `silent` (lost pages with
    `truncated` false), `none` (pages without a text), `doubted` (pages at GOOD or better that the
    record doubts), `good` (pages at GOOD or better).
    """
    texts = [row for row in scores if "counts" in row]
    if not texts:
        return None
    precision, recall, total = f1(row["counts"] for row in texts)
    by_page = [page_f1(row["counts"]) for row in texts]
    lost = [row for row in texts if row["counts"][0] < LOST * (row["counts"][0] + row["counts"][2])]
    return {
        "pages": len(texts),
        "precision": precision,
        "recall": recall,
        "f1": total,
        "near": sum(value >= NEAR for value in by_page) / len(texts),
        "poor": sum(value < GOOD for value in by_page),
        "lost": len(lost),
        "silent": sum(row["said"] is False and not row["doubted"] for row in lost),
        "none": sum(not row["given"] for row in texts),
        "doubted": sum(
            row["doubted"] for row, value in zip(texts, by_page, strict=True) if value >= GOOD
        ),
        "good": sum(value >= GOOD for value in by_page),
    }


def share(scores: Iterable[Row], key: str) -> tuple[int, int]:
    """Returns (number right, number of all), from `score`. Facts count pages, `has` and `hasnt`
    count phrases.
    """
    values = [row[key] for row in scores if key in row]
    if key in ("has", "hasnt"):
        return sum(hits for hits, _ in values), sum(total for _, total in values)
    return sum(values), len(values)
