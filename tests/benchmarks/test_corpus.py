"""The corpus folder: sets, halves, and what is left out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import corpus
import pytest

Make = Callable[..., Path]


def test_the_second_byte_of_the_sites_digest_decides_the_half() -> None:
    assert corpus.half_of("example.org") == "checking"  # its digest begins with bf ab
    assert corpus.half_of("EXAMPLE.org") == "checking"
    assert corpus.half_of("example.com") == "checking"  # a3 79
    assert corpus.half_of("example.net") == "fitting"  # 3d aa


@pytest.fixture
def folder(make_set: Make) -> Path:
    rows = [
        {
            "set": "andy",
            "site": "example.net",
            "url": "https://example.net/ä",
            "text": "a",
            "date": None,
            "n": float("nan"),
        },
        {"set": "andy", "site": "example.org", "url": "https://example.org/b", "text": "b"},
        {
            "set": "andy",
            "site": "example.net",
            "url": "https://example.net/c",
            "text": "c",
            "suspect": "partial",
        },
        {"set": "andy", "site": "example.net", "url": "recall::d", "text": "d"},
    ]
    make_set("completeness", [], {})
    verdicts = make_set(
        "andy", rows, {"https://example.net/%C3%A4": "<p>a", "https://example.org/b": "<p>b"}
    )
    (verdicts / "pages" / "completeness.jsonl").write_text(
        '{"url": "https://example.org/b", "set": "andy", "truncated": true}\n', "utf-8"
    )
    return verdicts


def test_suspect_truths_empty_values_and_broken_addresses_are_left_out(folder: Path) -> None:
    first, second = corpus.truths(folder, "andy")
    assert first == {
        "set": "andy",
        "site": "example.net",
        "url": "https://example.net/ä",
        "text": "a",
        "half": "fitting",
    }
    assert second["verdict"]["truncated"] is True
    assert [row["url"] for row in corpus.truths(folder, "andy", "checking")] == [
        "https://example.org/b"
    ]


def test_pages_are_found_under_escaped_addresses(folder: Path) -> None:
    cases = list(corpus.cases(folder, sets=["andy"]))
    assert [(case.url, case.body, case.truth["text"]) for case in cases] == [
        ("https://example.net/%C3%A4", b"<p>a", "a"),
        ("https://example.org/b", b"<p>b", "b"),
    ]


def test_a_labelled_page_that_is_missing_is_an_error(make_set: Make) -> None:
    row = {"set": "andy", "site": "example.net", "url": "https://example.net/a", "text": "a"}
    with pytest.raises(ValueError, match=r"1 labelled pages of andy .* https://example.net/a"):
        list(corpus.cases(make_set("andy", [row], {}), sets=["andy"]))


def test_the_old_sets_are_fitting_whole_and_get_the_names_of_the_others(make_set: Make) -> None:
    row = {
        "set": "aeb",
        "site": "example.org",
        "url": "https://example.org/a",
        "text": "a",
        "headline": "A",
        "date_published": "2026-01-02",
    }
    folder = make_set("articles", [row], {"https://example.org/a": "<p>a"})
    (case,) = corpus.cases(folder, "fitting", ["aeb"])
    assert (case.truth["title"], case.truth["date"]) == ("A", "2026-01-02")
    assert not corpus.truths(folder, "aeb", "checking")


def test_pages_read_by_eye_are_in_both_files(make_set: Make) -> None:
    rows = [
        {"url": f"https://example.org/{name}", "site": "example.org", "truncated": False}
        for name in "ab"
    ]
    make_set("articles", [], {"https://example.org/a": "<p>a"})
    folder = make_set("completeness", rows, {"https://example.org/b": "<p>b"})
    assert {case.url for case in corpus.cases(folder, sets=["read"])} == {
        row["url"] for row in rows
    }


def test_the_digest_tells_another_corpus(make_set: Make) -> None:
    row = {"set": "andy", "site": "example.net", "url": "https://example.net/a", "text": "a"}
    before = corpus.digest(make_set("andy", [row], {}), ["andy"])
    assert len(before) == 16
    assert corpus.digest(make_set("andy", [row | {"text": "b"}], {}), ["andy"]) != before


def test_a_path_that_is_no_corpus_is_refused(tmp_path: Path, make_set: Make) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"there is no folder .*/none$"):
        corpus.corpus_folder(f"{tmp_path}/none")
    with pytest.raises(argparse.ArgumentTypeError, match=r"neither articles.jsonl nor a folder"):
        corpus.corpus_folder(str(tmp_path))
    assert corpus.corpus_folder(str(make_set("andy", [], {}))) == tmp_path


@pytest.mark.parametrize("missing", ["pages/andy.jsonl", "pages/andy.warc.gz"])
def test_a_missing_file_of_the_corpus_is_named(
    missing: str, make_set: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_set("andy", [], {})
    (folder / missing).unlink()
    for read in (lambda: corpus.truths(folder, "andy"), lambda: corpus.digest(folder, ["andy"])):
        with pytest.raises(SystemExit) as end:
            read()
        assert end.value.code == 2
        told = f"The corpus has no {folder / missing}, which the set andy needs\n"
        assert capsys.readouterr().err == told
