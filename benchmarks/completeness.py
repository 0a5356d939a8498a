"""Whole or not: on real pages that were read one by one (a), and on synthetic cuts of whole articles (b, by cuts.py).

    python benchmarks/completeness.py CORPUS [--part a|b] [--peers PYTHON] [--fundus PYTHON] [--out FILE] [--articles N]
    python benchmarks/completeness.py CORPUS --answers FILE

CORPUS holds completeness.jsonl, articles.jsonl and their WARC files; docs/benchmarks.md says where such sets are.
PYTHON is the interpreter of an environment with benchmarks/requirements.txt, for Fundus with
benchmarks/requirements-fundus.txt. FILE has another tool's answers to the cases of cuts.py, which are scored alone.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]


def interval(hits: int, of: int) -> str:
    """A share with its 95 % Wilson interval."""
    if not of:
        return "-"
    share, z = hits / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{hits}/{of} = {share:.3f} [{max(0.0, middle - half):.3f}, {min(1.0, middle + half):.3f}]"


def f1(rows: Iterable[tuple[bool, bool]]) -> tuple[float, float, float, int, int]:
    """Precision, recall and F1 of (true, flagged) rows, with how many were true and how many not."""
    table = Counter(rows)
    hits, false, missed = table[True, True], table[False, True], table[True, False]
    precision = hits / (hits + false) if hits + false else math.nan
    recall = hits / (hits + missed) if hits + missed else math.nan
    score = 2 * hits / (2 * hits + false + missed) if hits + false + missed else math.nan
    return precision, recall, score, hits + missed, false + table[False, False]


def calibration(rows: Sequence[tuple[float, bool, float]], bins: int = 10) -> tuple[float, list[str]]:
    """Expected calibration error of (probability, truncated, weight) rows, and a line for each bin."""
    groups: dict[int, list[tuple[float, bool, float]]] = defaultdict(list)
    for row in rows:
        groups[min(bins - 1, int(row[0] * bins))].append(row)
    error, lines = 0.0, []
    for _, group in sorted(groups.items()):
        weight = sum(row[2] for row in group)
        said = sum(row[0] * row[2] for row in group) / weight
        was = sum(row[1] * row[2] for row in group) / weight
        error += abs(said - was) * weight / sum(row[2] for row in rows)
        lines.append(f"    said {said:.3f}   was {was:.3f}   n {len(group)}")
    return error, lines


# (a) Real pages.


def crawl(corpus: Path, output: Path) -> list[dict[str, Any]]:
    """The records of the corpus by the whole `scrapy crawl archive`."""
    paths = ",".join(str(corpus / name) for name in ("completeness.warc.gz", "articles.warc.gz"))
    command = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"path={paths}", "-O", str(output)]
    subprocess.run([*command, "-s", "LOG_LEVEL=ERROR"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    with output.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def real_pages(corpus: Path, output: Path) -> None:
    labels = [json.loads(line) for line in (corpus / "completeness.jsonl").read_text(encoding="utf-8").splitlines()]
    records: dict[str, dict[str, Any]] = {}
    for record in crawl(corpus, output):
        records.setdefault(record["requested_url"], record)
    found = [(label, records.get(label["url"])) for label in labels]
    given = [(label, record) for label, record in found if record]
    cut = [(label, record) for label, record in given if label["truncated"]]
    full = [(label, record) for label, record in given if not label["truncated"]]
    behind = [(label, record) for label, record in full if label["access"] in ("metered", "subscriber")]
    flagged = [record for _, record in full if record["truncated"] is True]
    print(f"(a) {len(labels)} real pages, {len(labels) - len(given)} of them without a record")
    of_cut = sum(label["truncated"] for label in labels)
    print("  truncated pages found     ", interval(sum(r["truncated"] is True for _, r in cut), of_cut))
    print("    of them with their kind ", interval(sum(r["completeness"]["kind"] == x["kind"] for x, r in cut), of_cut))
    print("  false alarms              ", interval(len(flagged), len(full)))
    print("    on metered, subscriber  ", interval(sum(r["truncated"] is True for _, r in behind), len(behind)))
    print("  full pages said to be full", interval(sum(r["truncated"] is False for _, r in full), len(full)))
    score = f1((label["truncated"], record["truncated"] is True) for label, record in given)
    print(f"  precision {score[0]:.3f}  recall {score[1]:.3f}  F1 {score[2]:.3f}")
    error, lines = calibration([(r["completeness"]["probability"], x["truncated"], 1) for x, r in given])
    print(f"  expected calibration error {error:.3f}", *lines, sep="\n")
    for label, record in given:
        if (record["truncated"] is True) != label["truncated"] or record["truncated"] is None:
            verdict = record["completeness"]
            print(
                f"  {label['truncated']!s:5} -> {record['truncated']!s:5} {verdict['probability']:.2f} {label['url']}"
            )
            print(f"        {verdict['reason']}")
    # What Fundus passes on, read as a verdict.
    flag = f1((label["truncated"], record["access"] == "subscriber") for label, record in given)
    print(f"  access alone as a verdict: precision {flag[0]:.3f}  recall {flag[1]:.3f}  F1 {flag[2]:.3f}")


# (b) Synthetic cuts.


def predict(case: Any) -> dict[str, Any]:
    """The verdict on one case, through the same functions as the crawl's."""
    from scrapy.http import HtmlResponse, TextResponse

    from newscrawl.extraction import extract
    from newscrawl.items import Via
    from newscrawl.text.boilerplate import strip
    from newscrawl.text.completeness import judge
    from newscrawl.text.compose import compose
    from newscrawl.text.tokens import count

    url = f"https://{case.site if '/' not in case.site else 'site.example'}/story/{zlib.crc32(case.article.encode())}"
    kind = HtmlResponse if case.form == "page" else TextResponse
    article = extract(kind(url, body=case.content.encode(), encoding="utf-8"), via=Via("archive"))
    if case.form == "feed":
        article.evidence.source = "feed"
    names = [name for name in (article.publisher.name,) if name]
    stripped = strip(article.blocks, after=article.evidence.after, names=names, language=article.language)
    text = compose(stripped.blocks)
    verdict = judge(stripped.blocks, article.evidence, stripped.signals, count(text))
    return {"truncated": verdict.truncated, "text": text, **asdict(verdict.completeness)}


NO_ANSWER = dict.fromkeys(("truncated", "text", "probability", "kind", "cut", "delivered_fraction"))


def answered(path: Path) -> Callable[[Any], dict[str, Any]]:
    """What a file of another tool's answers, one JSON object a line with the `id` of its case, says of each case."""
    with path.open(encoding="utf-8") as lines:
        answers = {answer["id"]: answer for answer in map(json.loads, lines)}
    return lambda case: NO_ANSWER | answers.get(case.id, {})


def synthetic(corpus: Path, options: argparse.Namespace) -> None:
    import cuts

    out: Path | None = options.out
    whole = cuts.load_articles(corpus)[: options.articles]
    frames = cuts.load_frames(ROOT / "benchmarks" / "frames")
    judged = answered(options.answers) if options.answers else predict
    found = [(case, judged(case)) for case in cuts.cases(whole, frames)]
    if out:
        with out.open("w", encoding="utf-8") as lines:
            for case, verdict in found:
                lines.write(json.dumps({"case": asdict(case), "verdict": verdict}, ensure_ascii=False) + "\n")
    print(f"\n(b) {len(found)} cases of {len(whole)} articles, {len(frames)} frames")
    print(f"  {'group':20}{'n':>6}{'true':>7}{'null':>7}{'false':>7}")
    for group in dict.fromkeys(case.group for case, _ in found):
        said = Counter(verdict["truncated"] for case, verdict in found if case.group == group)
        print(f"  {group:20}{said.total():6}{said[True]:7}{said[None]:7}{said[False]:7}")

    def score(name: str, chosen: Callable[[Any], bool]) -> None:
        rows = [(case, verdict) for case, verdict in found if chosen(case)]
        precision, recall, value, true, false = f1((case.delivered < 1, v["truncated"] is True) for case, v in rows)
        print(
            f"  {name:44} F1 {value:.3f}  precision {precision:.3f}  recall {recall:.3f}  ({true} cut, {false} whole)"
        )

    framed = {"framed", "framed page", "innocent", "innocent page", "called whole page"}
    score("framed", lambda case: case.group in framed)
    for half in ("tuning", "testing"):
        for known in (True, False):
            name = f"framed, {half} frames, {'known' if known else 'unseen'} languages"
            score(name, lambda c, h=half, k=known: c.group in framed and c.half == h and c.known_language is k)
    for form in ("text", "page"):
        score(
            f"framed, testing frames, known, as {form}",
            lambda c, form=form: c.group in framed and c.half == "testing" and c.known_language and c.form == form,
        )
    score("excerpt marks", lambda case: case.group in ("marked", "whole", "innocent"))
    score("declared length alone, against whole pages", lambda case: case.group in ("counted page", "whole page"))
    mid = ("mid_word", "mid_sentence")
    score("unframed, in mid-sentence", lambda c: c.group == "whole" or (c.group == "unframed" and c.cut in mid))
    whole_texts = [v for case, v in found if case.delivered == 1 and case.group in ("whole", "whole page")]
    print(
        "  false alarms on whole texts and pages      ",
        interval(sum(bool(v["truncated"]) for v in whole_texts), len(whole_texts)),
    )
    innocent = [v for case, v in found if case.delivered == 1 and case.group != "called whole"]
    print(
        "  false alarms, innocent frames too          ",
        interval(sum(bool(v["truncated"]) for v in innocent), len(innocent)),
    )

    for basis, limit in (("declared", 0.01), ("word_count", 0.03), ("character_count", 0.03)):
        rows = [(c, v) for c, v in found if c.basis == basis and c.declared]
        near = sum(
            v["delivered_fraction"] is not None and abs(v["delivered_fraction"] - c.declared) <= limit for c, v in rows
        )
        print(f"  delivered share within {limit:.0%} where {basis:16}", interval(near, len(rows)))
    declaring = {frame["id"] for frame in frames if "delivered" in frame or "remaining_chars" in frame}
    rows = [(c, v) for c, v in found if c.basis is None and c.frame not in declaring]
    print(
        "  no share where nothing declares one        ",
        interval(sum(v["delivered_fraction"] is None for _, v in rows), len(rows)),
    )
    rows = [(c, v) for c, v in found if c.kind and v["truncated"]]
    print(
        "  kind right                                 ", interval(sum(v["kind"] == c.kind for c, v in rows), len(rows))
    )
    rows = [(c, v) for c, v in found if c.cut and v["truncated"]]
    print("  cut right                                  ", interval(sum(v["cut"] == c.cut for c, v in rows), len(rows)))
    # A text alone is taken to be whole as often as cut: there are more cuts of each, so they weigh less.
    sizes = Counter(case.group for case, _ in found)
    weights = {"called whole": 0.0, "unframed": (sizes["whole"] + sizes["innocent"]) / max(sizes["unframed"], 1)}
    counted = [(v["probability"], c.delivered < 1, weights.get(c.group, 1.0)) for c, v in found]
    counted = [row for row in counted if row[2] and row[0] is not None]
    if counted:
        error, lines = calibration(counted)
        print(f"  expected calibration error {error:.3f}", *lines, sep="\n")
    if options.peers or options.fundus:
        compare(found, {name: getattr(options, name) for name in ("peers", "fundus") if getattr(options, name)})


# Peers, in an environment of their own: this file runs there too, so nothing of newscrawl is imported at its top.


def compare(found: Sequence[tuple[Any, dict[str, Any]]], peers: dict[str, str]) -> None:
    """What peers make of the framed pages: what of the frame stays in their text, and Fundus's flag as a verdict.

    `peers` are the interpreters of "peers" and "fundus".
    """
    import cuts

    pages = [(case, verdict) for case, verdict in found if case.form == "page" and case.group != "whole page"][:600]
    frames = {frame["id"]: frame for frame in cuts.load_frames(ROOT / "benchmarks" / "frames")}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.jsonl")
        path.write_text("".join(json.dumps({"html": case.content}) + "\n" for case, _ in pages), encoding="utf-8")
        rows: list[dict[str, Any]] = [{} for _ in pages]
        for name, python in peers.items():
            command = [python, str(Path(__file__).resolve()), str(path), "--as-peer", name]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            for row, line in zip(rows, done.stdout.splitlines(), strict=True):
                row |= json.loads(line)
    ours = [{"newscrawl": {"text": verdict["text"], "truncated": verdict["truncated"]}} for _, verdict in pages]
    print(f"\n  {len(pages)} of these pages       frame left in text      truncated: F1 (precision, recall)")
    for name in ("newscrawl", *rows[0]):
        texts = [(own | row)[name] for own, row in zip(ours, rows, strict=True)]
        left = total = 0
        for (case, _), result in zip(pages, texts, strict=True):
            if case.frame and result["text"] is not None:
                parts = [
                    part
                    for line in frames[case.frame]["lines"]
                    for part in line.replace("{url}", "{publisher}").split("{publisher}")
                ]
                long = [part.strip() for part in parts if len(part.strip()) >= 12]
                total += bool(long)
                left += any(part in result["text"] for part in long)
        if texts[0]["truncated"] is None and all(result["truncated"] is None for result in texts):
            verdict = "says nothing of it"
        else:
            precision, recall, value, *_ = f1(
                (c.delivered < 1, bool(r["truncated"])) for (c, _), r in zip(pages, texts, strict=True)
            )
            verdict = f"{value:.3f} ({precision:.3f}, {recall:.3f})"
        print(f"  {name:22} {interval(left, total) if total else 'no text of its own':38} {verdict}")


def as_peer(path: Path, name: str) -> None:
    """Runs in an environment of peers: each page's text by each of them, or Fundus's flag turned round."""
    for line in path.read_text(encoding="utf-8").splitlines():
        print(json.dumps({"peers": _texts, "fundus": _flag}[name](json.loads(line)["html"])))


def _flag(page: str) -> dict[str, Any]:
    from fundus.parser.data import LinkedDataMapping
    from lxml import html

    document = html.fromstring(page.encode())
    data = [json.loads(node.text) for node in document.iterfind(".//script[@type='application/ld+json']")]
    free = LinkedDataMapping(data).bf_search("isAccessibleForFree")  # as its BaseParser.free_access does
    return {"Fundus's flag": {"text": None, "truncated": free is False}}


def _texts(page: str) -> dict[str, Any]:
    from lxml import html
    from newspaper import Article
    from readability import Document
    from trafilatura import extract

    article = Article("https://site.example/story/1", fetch_images=False)
    article.download(input_html=page)
    try:
        article.parse()
    except ImportError:  # a tokenizer for this language, in an extra of hundreds of megabytes
        article.text = ""
    summary = html.fromstring(Document(page).summary()).text_content()
    return {
        "trafilatura": {"text": extract(page) or "", "truncated": None},
        "newspaper4k": {"text": article.text, "truncated": None},
        "readability-lxml": {"text": summary, "truncated": None},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", choices=("a", "b"))
    parser.add_argument("--peers", help="the peers' interpreter")
    parser.add_argument("--fundus", help="the interpreter of an environment with Fundus")
    parser.add_argument("--answers", type=Path, help="another tool's answers to the cases of (b), as JSON lines")
    parser.add_argument("--articles", type=int, help="at most so many articles for (b)")
    parser.add_argument("--out", type=Path, help="cases and verdicts of (b), as JSON lines")
    parser.add_argument("--as-peer", choices=("peers", "fundus"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.as_peer:
        as_peer(options.corpus, options.as_peer)
        return
    if options.part != "b" and not options.answers:
        with tempfile.TemporaryDirectory() as folder:
            real_pages(options.corpus, Path(folder, "records.jsonl"))
    if options.part != "a":
        synthetic(options.corpus, options)


if __name__ == "__main__":
    main()
