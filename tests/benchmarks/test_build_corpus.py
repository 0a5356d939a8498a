"""A corpus folder from small checkouts made for the test, one a repository."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import build_corpus
import corpus
import pytest

TEXT = "The harbour bridge opens on Monday, and the ferry stays in the harbour for good."
PAGE = f"<html><head></head><body><h1>The bridge</h1><p>{TEXT}</p></body></html>"
OURS, APART = (
    "example.org",
    "example.com",
)  # the first bytes of their digests are bf and a3: both odd


@pytest.fixture(autouse=True)
def halves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_corpus, "is_development", lambda site: site != APART)


def write(path: Path, content: str | bytes | Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")


def build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *sets: str, half: str = "development"
) -> Path:
    arguments = [
        str(tmp_path / "out"),
        "--checkouts",
        str(tmp_path),
        "--sets",
        ",".join(sets),
        "--half",
        half,
    ]
    monkeypatch.setattr("sys.argv", ["build_corpus.py", *arguments])
    build_corpus.main()
    return tmp_path / "out"


def test_a_sites_digest_decides_the_half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert not build_corpus.is_development("example.org")
    assert build_corpus.is_development("witn.com")
    assert build_corpus.site_of("https://a.blogspot.com/x") == "blogspot.com"
    assert build_corpus.site_of("http://1234.invalid/") == "invalid"


def test_the_old_sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path / "article-extraction-benchmark"
    truth = {
        name: {"articleBody": TEXT, "url": f"https://{site}/{name}"}
        for name, site in (("a", OURS), ("b", APART))
    }
    write(base / "ground-truth.json", truth)
    for name in "ab":
        write(base / "html" / f"{name}.html.gz", gzip.compress(PAGE.encode()))
    base = tmp_path / "fundus" / "tests" / "resources" / "parser" / "test_data" / "xx"
    about = {"url": f"https://{OURS}/f", "crawl_date": "2026-01-02 03:04:05.678"}
    write(base / "meta.info", {"Paper_2026_01_02.html.gz": about, "Two_2026_01_02.html.gz": about})
    body = {"summary": ["Lead"], "sections": [{"headline": ["Head"], "paragraphs": [TEXT]}]}
    said = {
        "title": "The bridge",
        "authors": ["Jo Doe"],
        "publishing_date": "2026-01-02",
        "body": body,
    }
    write(base / "Paper.json", {"V1": said})
    write(
        base / "Two.json", {"V1": said, "V2": said}
    )  # which of them holds needs the fundus package
    for name in ("Paper", "Two"):
        write(base / f"{name}_2026_01_02.html.gz", gzip.compress(PAGE.encode()))
    monkeypatch.setitem(__import__("sys").modules, "fundus", None)
    out = build(tmp_path, monkeypatch, "aeb", "fundus_tests")
    (first,) = corpus.cases(out, sets=["aeb"])
    assert (first.url, first.truth["text"], first.body) == (
        f"https://{OURS}/a",
        TEXT,
        PAGE.encode(),
    )
    assert first.headers["content-type"] == "text/html; charset=utf-8"
    (second,) = corpus.cases(out, sets=["fundus_tests"])
    assert second.truth["text"] == f"Lead\nHead\n{TEXT}"
    assert (second.truth["title"], second.truth["date"], second.truth["kinds"]) == (
        "The bridge",
        "2026-01-02",
        ["summary", "h", "p"],
    )
    assert second.headers["warc-date"] == "2026-01-02T03:04:05Z"


def test_news_cleaned_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path / "article-extraction-dataset"
    row = {
        "html_file": "a.html",
        "link": f"https://{OURS}/a",
        "title": "The bridge",
        "date": "2023-12-17 08:00:00",
    }
    rows = [
        row | {"text": TEXT, "authors": ["Jo Doe"]},
        row | {"link": f"https://{OURS}/b", "text": "Another " * 50},
    ]
    write(base / "news_articles.json", rows)
    write(base / "html" / "a.html", PAGE)
    out = build(tmp_path, monkeypatch, "andy")
    (one,) = corpus.truths(out, "andy")  # the other text is not on its page
    assert (one["date"], one["authors"], one["text"]) == ("2023-12-17", ["Jo Doe"], TEXT)


def test_the_test_split_is_kept_apart_with_its_sites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "web-content-extraction-benchmark"
    for split, number, url, kind in (
        ("dev", 1, f"https://{OURS}/a", "article"),
        ("dev", 2, f"https://{OURS}/b", "forum"),
        ("dev", 3, "https://example.net/c", "article"),
        ("test", 4, "https://example.net/d", "article"),
    ):
        said = {
            "title": "The bridge",
            "author": "Jo Doe and A. Ex, MD",
            "publish_date": "2026-01-02",
            "with": ["ferry"],
        }
        said |= {"main_content": f"The bridge\n\n{TEXT}", "without": ["Home"]}
        about = {"url": url, "ground_truth": said, "_internal": {"page_type": {"primary": kind}}}
        write(base / split / "ground-truth" / f"{number}.json", about)
        write(base / split / "html" / f"{number}.html", PAGE)
    (one,) = corpus.truths(build(tmp_path, monkeypatch, "wcxb"), "wcxb")
    assert (one["id"], one["text"], one["authors"]) == ("1", TEXT, ["Jo Doe", "A. Ex", "MD"])
    assert (one["has"], one["hasnt"]) == (["ferry"], ["Home"])
    apart = corpus.truths(build(tmp_path, monkeypatch, "wcxb", half="apart"), "wcxb")
    assert [row["id"] for row in apart] == ["4", "3"]


def test_pages_without_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path / "ir-research-data" / "Extraction" / "chaos-all"
    named = PAGE.replace(
        "<head>", f'<head><link rel="canonical" href="https://{OURS}/2017/bridge?x=1">'
    )
    linked = PAGE.replace("</p>", f'<a href="https://www.{OURS}/">Home</a></p>')
    for name, page in (("a.html", named), ("b.htm", linked), ("c.html", PAGE.encode("cp1252"))):
        write(base / "html" / name, page)
        write(base / "gold" / f"{name[0]}.txt", TEXT)
    write(base / "gold" / "d.txt", TEXT)  # without its page
    rows = corpus.truths(build(tmp_path, monkeypatch, "chaos"), "chaos")
    assert [(row["site"], row["known"]) for row in rows] == [
        (OURS, True),
        (OURS, False),
        ("invalid", False),
    ]
    assert rows[0]["url"] == f"https://{OURS}/2017/bridge"
    assert rows[1]["url"] == f"http://www.{OURS}/{rows[1]['id']}"


def test_the_cleaning_sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path / "html-cleaning-dataset-merged"
    write(
        base / "dragnet_data" / "GoldStandard" / "1.txt",
        f"{TEXT}\n!@#$%^&*()  COMMENTS\nNice bridge",
    )
    write(base / "dragnet_data" / "input" / "1.html", PAGE)
    marked = (
        '<p><span class="x-nc-sel2">The harbour</span> <span class="x-nc-sel2">bridge</span></p>'
    )
    marked += (
        f'<p><span class="x-nc-sel1">Home</span></p><p><span class="x-nc-sel2">{TEXT}</span></p>'
    )
    write(base / "page-signal-master" / "GoldStandard" / "x.txt", marked)
    write(
        base / "page-signal-master" / "input" / "x.html", f"<p>The harbour bridge<p>Home<p>{TEXT}"
    )
    out = build(tmp_path, monkeypatch, "dragnet", "l3s")
    assert [row["text"] for row in corpus.truths(out, "dragnet")] == [TEXT]
    assert [row["text"] for row in corpus.truths(out, "l3s")] == [f"The harbour bridge\n{TEXT}"]


@pytest.mark.parametrize("form", ["evaldata.json", "evaldata.py"])
def test_phrases(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = {f"https://{OURS}/a": {"file": "a.html", "with": ["ferry"], "without": ["Home"]}}
    data |= {f"https://{OURS}/b": {"file": "gone.html", "with": [], "without": []}}
    write(
        tmp_path / "trafilatura" / "tests" / form,
        data if form.endswith("json") else f"EVAL_PAGES = {data!r}\n",
    )
    write(tmp_path / "trafilatura" / "tests" / "cache" / "a.html", PAGE)
    (one,) = corpus.truths(build(tmp_path, monkeypatch, "trafeval"), "trafeval")
    assert (one["has"], one["hasnt"], one["id"]) == (["ferry"], ["Home"], "a.html")


def test_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tests = tmp_path / "htmldate" / "tests"
    write(
        tests / "eval_default.json", {f"https://{OURS}/a": {"file": "a.html", "date": "2020-01-02"}}
    )
    write(
        tests / "eval_mediacloud_2020.json",
        {f"https://{OURS}/b": {"file": "b.html", "date": "2020-01-03"}},
    )
    write(tests / "test_set" / "a.html", PAGE)
    write(tests / "eval" / "b.html", PAGE)
    rows = corpus.truths(build(tmp_path, monkeypatch, "htmldate"), "htmldate")
    assert [(row["date"], row["part"]) for row in rows] == [
        ("2020-01-02", "default"),
        ("2020-01-03", "mediacloud_2020"),
    ]


def test_asserted_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path / "mercury-parser"
    test = f"""
      url =
        'https://{OURS}/a';
      const html = fs.readFileSync('./fixtures/a.html', 'utf-8');
      assert.strictEqual(
        title,
        'The builder\\'s bridge'
      );
      assert.strictEqual(author, 'Jo Doe and A. Ex');
      assert.strictEqual(date_published, "2026-01-02T03:04:05.000Z");
      assert.strictEqual(first13, `The harbour`);
      url = 'https://{OURS}/b';
      const html = fs.readFileSync('./fixtures/gone.html');
    """
    write(base / "src" / "extractors" / "custom" / OURS / "index.test.ts", test)
    write(base / "fixtures" / "a.html", PAGE)
    (one,) = corpus.truths(build(tmp_path, monkeypatch, "mercury"), "mercury")
    assert (one["id"], one["title"], one["authors"]) == (
        f"{OURS}#1",
        "The builder's bridge",
        ["Jo Doe", "A. Ex"],
    )
    assert (one["date"], one["first"]) == ("2026-01-02T03:04:05.000Z", "The harbour")


def test_a_missing_checkout_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(
        SystemExit, match=r"htmldate is missing: clone https://github.com/adbar/htmldate there"
    ):
        build(tmp_path, monkeypatch, "htmldate")
    with pytest.raises(SystemExit):
        build(tmp_path, monkeypatch, "nosuch")
