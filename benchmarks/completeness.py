"""Measures how often `truncated` is right: (a) on real pages that people read one by one, (b) on
cases of known truth that cuts.py makes.

    python benchmarks/completeness.py CORPUS [--models FOLDER] [--part a|b] [--each N] [--sets
    NAMES] [--peers PYTHON] [--fundus PYTHON]
    python benchmarks/completeness.py CORPUS --answers FILE

CORPUS is a folder as benchmarks/corpus.py describes it. FOLDER has the models of `fit_lines.py
--folds`: a model that saw neither the set of frames nor the site then reads each case and each
page. PYTHON is the interpreter of an environment with benchmarks/requirements.txt, for Fundus with
benchmarks/requirements-fundus.txt. FILE has another tool's answers to the cases of cuts.py. Then
only these answers are scored.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from common import command_line


def interval(hits: int, of: int) -> str:
    """Returns a share with its 95 % Wilson interval, as text."""
    if not of:
        return "-"
    share, z = hits / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return f"{hits}/{of} = {share:.3f} [{low:.3f}, {high:.3f}]"


def told(values: Iterable[bool]) -> str:
    """Returns the share of the true values with its interval, as text."""
    rows = list(values)
    return interval(sum(rows), len(rows))


def f1(rows: Iterable[tuple[bool, bool]]) -> tuple[float, float, float, int, int]:
    """Returns precision, recall and F1 of (true, flagged) rows, then the number of true rows and of
    false ones.
    """
    table = Counter(rows)
    hits, false, missed = table[True, True], table[False, True], table[True, False]
    precision = hits / (hits + false) if hits + false else math.nan
    recall = hits / (hits + missed) if hits + missed else math.nan
    score = 2 * hits / (2 * hits + false + missed) if hits + false + missed else math.nan
    return precision, recall, score, hits + missed, false + table[False, False]


def calibration(rows: Sequence[tuple[float, bool]], bins: int = 10) -> tuple[float, list[str]]:
    """Returns the expected calibration error of (probability, truncated) rows, and a line of text
    for each bin.
    """
    groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row in rows:
        groups[min(bins - 1, int(row[0] * bins))].append(row)
    error, lines = 0.0, []
    for _, group in sorted(groups.items()):
        said, was = (sum(column) / len(group) for column in zip(*group, strict=True))
        error += abs(said - was) * len(group) / len(rows)
        lines.append(f"    said {said:.3f}   was {was:.3f}   n {len(group)}")
    return error, lines


# (a) Real pages.


def heard(article: Any) -> Any:
    """Returns the evidence for and against a cut of an extracted article, as the verdict weighs
    it.
    """
    from dataclasses import replace

    from newscrawl.text.boilerplate import strip
    from newscrawl.text.compose import compose
    from newscrawl.text.tokens import count
    from newscrawl.text.veiled import veiled
    from newscrawl.text.witnesses import Facts

    hidden = veiled(article.blocks)
    shown = [block for at, block in enumerate(article.blocks) if at not in hidden]
    stripped = strip(shown, after=article.evidence.after, language=article.language)
    quote = next((article.blocks[at].text for at in sorted(hidden)), None)
    frame = replace(stripped.signals, veiled=quote)
    words = count(compose(stripped.blocks))
    beside = [said for said in (article.title, article.description) if said]
    return Facts(stripped.blocks, article.evidence, frame, words, beside=beside)


def judged(article: Any) -> Any:
    """Returns the verdict on an extracted article, and its text. A crawl calls the same functions."""
    from newscrawl.text.completeness import judge
    from newscrawl.text.compose import compose

    facts = heard(article)
    return judge(facts, article.publisher.domain), compose(facts.blocks)


PAGERS = Path(__file__).with_name("pagers.jsonl")
"""Labels of pages of the fitting half that link to their next page. Their texts are page 1 of
several, although their sets give page 1 as the whole text.
"""


def labels(corpus: Path) -> dict[str, dict[str, Any]]:
    """Returns the labels of the pages that people read one by one, by address. `part` names the
    group that counts the page. `truncated` is None if the reader could not tell.
    """
    from framesets import is_fitting, rows

    every = chain(*map(rows, sorted((corpus / "pages").glob("*.jsonl"))))
    sites = {row["url"]: row["site"] for row in every if "site" in row}
    found = {}
    for row in rows(corpus / "completeness.jsonl"):
        found[row["url"]] = row | {"part": "completeness.jsonl", "set": None}
    for row in rows(corpus / "pages" / "completeness.jsonl"):
        site = sites.get(row["url"], row["url"])
        part = "hard pages, fitting half" if is_fitting(site) else "hard pages, checking half"
        found[row["url"]] = row | {"part": part, "site": site}
    for row in rows(PAGERS):
        more = {"part": "pages with a pager", "site": sites[row["url"]], "access": None}
        found[row["url"]] = row | more
    return found


def labelled_pages(corpus: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yields each label with its extracted page."""
    import inprocess
    from warcpages import pages

    known = {url: label for url, label in labels(corpus).items() if label["truncated"] is not None}
    paths = [corpus / "completeness.warc.gz", corpus / "articles.warc.gz"]
    for path in (*paths, *sorted((corpus / "pages").glob("*.warc.gz"))):
        for url, body, headers in pages(path):
            label = known.get(url)
            if label and label["set"] in (None, path.name.partition(".")[0]):
                del known[url]
                yield label, inprocess.extracted(url, body, headers)


def real_pages(corpus: Path, folder: Path | None) -> None:
    from framesets import models, reading_with, site_fold

    learnt = models(folder) if folder else {}
    found = []
    for label, article in labelled_pages(corpus):
        with reading_with(learnt.get(f"site {site_fold(label['site'])}")):
            found.append((label, judged(article)[0]))
    print(f"(a) {len(found)} real pages")
    for part in sorted({label["part"] for label, _ in found}):
        chosen = [pair for pair in found if pair[0]["part"] == part]
        cut, full = (
            [pair for pair in chosen if pair[0]["truncated"] is is_cut] for is_cut in (True, False)
        )
        paid = ("metered", "subscriber")
        print(f"  {part}")
        print("    truncated pages found     ", told(v.truncated is True for _, v in cut))
        kinds = (v.truncated is True and v.completeness.kind == x["kind"] for x, v in cut)
        print("      of them with their kind ", told(kinds))
        print("    false alarms              ", told(v.truncated is True for _, v in full))
        behind = (v.truncated is True for x, v in full if x["access"] in paid)
        print("      on metered, subscriber  ", told(behind))
        print("    full pages said to be full", told(v.truncated is False for _, v in full))
        # Fundus only passes on the declared access. Here it counts as a verdict.
        flag = f1((label["truncated"], verdict.access == "subscriber") for label, verdict in chosen)
        print(f"    access alone as a verdict: precision {flag[0]:.3f}  recall {flag[1]:.3f}")
    error, lines = calibration([(v.completeness.probability, x["truncated"]) for x, v in found])
    print(f"  expected calibration error {error:.3f}", *lines, sep="\n")


# (b) Cases of known truth.


def extracted(case: Any) -> Any:
    """Returns the article that extraction makes of a case."""
    import inprocess

    url = f"https://site.example/story/{zlib.crc32(case.id.encode())}"
    headers = {"Content-Type": "text/html" if case.form == "page" else "text/plain"}
    article = inprocess.extracted(url, case.content, headers)
    if case.form == "feed":
        article.evidence.source = "feed"
    return article


def predict(case: Any) -> dict[str, Any]:
    """Returns the verdict on one case."""
    verdict, text = judged(extracted(case))
    return {"truncated": verdict.truncated, "text": text, **asdict(verdict.completeness)}


NO_ANSWER = dict.fromkeys(("truncated", "text", "probability", "kind", "cut", "delivered_fraction"))


def answered(path: Path) -> Callable[[Any], dict[str, Any]]:
    """Returns a function that gives another tool's answer to a case. The file has one JSON object
    a line, with the `id` of the case.
    """
    with path.open(encoding="utf-8") as lines:
        answers = {answer["id"]: answer for answer in map(json.loads, lines)}
    return lambda case: NO_ANSWER | answers.get(case.id, {})


def answers(cases: Sequence[Any], options: argparse.Namespace) -> list[tuple[Any, dict[str, Any]]]:
    """Returns each case with its verdict."""
    from framesets import models, reading_with

    if options.answers:
        said = answered(options.answers)
        return [(case, said(case)) for case in cases]
    learnt = models(options.models) if options.models else {}
    found = []
    for name in dict.fromkeys(case.fold for case in cases):
        with reading_with(learnt.get(name or "")):
            found += [(case, predict(case)) for case in cases if case.fold == name]
    return found


def synthetic(corpus: Path, options: argparse.Namespace) -> None:
    import cuts
    from framesets import load_frames

    whole = cuts.load_articles(corpus)
    frames = load_frames(options.sets)[:: options.each]
    cases = [*cuts.frame_cases(whole, frames), *cuts.article_cases(whole[:: 4 * options.each])]
    found = answers(cases, options)
    print(f"\n(b) {len(found)} cases of {len(whole)} articles, {len(frames)} frames")
    print(f"  {'group':20}{'n':>6}{'true':>7}{'null':>7}{'false':>7}")
    groups: defaultdict[str, Counter[bool | None]] = defaultdict(Counter)
    for case, verdict in found:
        groups[f"{case.group} {case.form}"][verdict["truncated"]] += 1
    for group, said in groups.items():
        print(f"  {group:20}{said.total():6}{said[True]:7}{said[None]:7}{said[False]:7}")
    framed(found)
    alone(found)
    peers = {"peers": options.peers, "fundus": options.fundus}
    if any(peers.values()):
        compare(found, corpus, {name: python for name, python in peers.items() if python})


def framed(found: Sequence[tuple[Any, dict[str, Any]]]) -> None:
    """Prints for articles in frames how many cut ones are found and how many whole ones are
    flagged, by set and form.
    """

    def row(name: str, chosen: Callable[[Any], bool]) -> None:
        cut = [(c, v) for c, v in found if c.group == "framed" and chosen(c)]
        full = [v for c, v in found if c.group in ("innocent", "own") and chosen(c)]
        hits = told(v["truncated"] is True for _, v in cut)
        alarms = told(v["truncated"] is True for v in full)
        kinds = told(v["kind"] == c.kind for c, v in cut if v["truncated"] and c.kind)
        print(f"  {name:22} found {hits:38} flagged {alarms:36} kind {kinds}")

    row("all", lambda case: True)
    row("English", lambda case: (case.frame_language or "")[:2] == "en")
    row("as text", lambda case: case.form == "text")
    row("as page", lambda case: case.form == "page")
    row("cut in mid-sentence", lambda case: case.cut in (None, "mid_word", "mid_sentence"))
    row("cut at an end", lambda case: case.cut in (None, "sentence_end"))
    for name in sorted({case.fold for case, _ in found if case.fold}):
        row(f"set {name}", lambda case, name=name: case.fold == name)


def alone(found: Sequence[tuple[Any, dict[str, Any]]]) -> None:
    """Prints the figures of articles without a frame, of declared shares and of cuts."""
    for group in ("marked", "counted"):
        hits = told(v["truncated"] is True for c, v in found if c.group == group)
        print(f"  {group} found {hits}")
    for form in ("text", "page"):
        cut = [v for c, v in found if c.group == "unframed" and c.truncated and c.form == form]
        hits = told(v["truncated"] is True for v in cut)
        print(f"  unframed {form}, cut in mid-sentence, found  ", hits)
    alarms = told(bool(v["truncated"]) for c, v in found if c.group == "whole")
    print("  whole texts and pages flagged              ", alarms)
    for basis, limit in (("declared", 0.01), ("word_count", 0.03), ("character_count", 0.03)):
        near = [
            v["delivered_fraction"] is not None
            and abs(v["delivered_fraction"] - c.declared) <= limit
            for c, v in found
            if c.basis == basis and c.declared
        ]
        print(f"  delivered share within {limit:.0%} where {basis:16}", told(near))
    right = told(v["cut"] == c.cut for c, v in found if c.cut and v["truncated"])
    print("  cut right                                  ", right)


# Peers have an environment of their own. This file runs there too, so it imports nothing of
# newscrawl at its top.


def compare(
    found: Sequence[tuple[Any, dict[str, Any]]], corpus: Path, peers: dict[str, str]
) -> None:
    """Prints how many texts of the framed pages still hold a line of the frame, for newscrawl and
    its peers, and how well Fundus's flag serves as a verdict.

    `peers` has the interpreter for "peers" and the one for "fundus".
    """
    pages = [(case, verdict) for case, verdict in found if case.form == "page" and case.fold]
    pages = pages[::3][:600]
    lines = "".join(json.dumps({"html": case.content}) + "\n" for case, _ in pages)
    rows: list[dict[str, Any]] = [{} for _ in pages]
    for name, python in peers.items():
        command = [python, str(Path(__file__).resolve()), str(corpus), "--as-peer", name]
        done = subprocess.run(command, check=True, input=lines, stdout=subprocess.PIPE, text=True)
        for row, line in zip(rows, done.stdout.splitlines(), strict=True):
            row |= json.loads(line)
    rows = [{"newscrawl": verdict} | row for (_, verdict), row in zip(pages, rows, strict=True)]
    print(
        f"\n  {len(pages)} of these pages       frame left in text      truncated: F1 (precision, recall)"
    )
    for name in rows[0]:
        texts = [(case, row[name]) for (case, _), row in zip(pages, rows, strict=True)]
        left = []
        for case, result in texts:
            long = [line for line in case.lines if len(line) >= 12]
            if long and result["text"] is not None:
                left.append(any(line in result["text"] for line in long))
        verdict = "says nothing of it"
        if any(result["truncated"] is not None for _, result in texts):
            flags = ((case.delivered < 1, bool(result["truncated"])) for case, result in texts)
            precision, recall, value, *_ = f1(flags)
            verdict = f"{value:.3f} ({precision:.3f}, {recall:.3f})"
        print(f"  {name:22} {told(left) if left else 'no text of its own':38} {verdict}")


def as_peer(name: str) -> None:
    """Reads pages from stdin, and prints each page's text by each peer, or Fundus's flag turned
    round. Runs in the environment of the peers.
    """
    for line in sys.stdin:
        print(json.dumps({"peers": _texts, "fundus": _flag}[name](json.loads(line)["html"])))


def _flag(page: str) -> dict[str, Any]:
    from fundus.parser.data import LinkedDataMapping
    from lxml import html

    document = html.fromstring(page.encode())
    nodes = document.iterfind(".//script[@type='application/ld+json']")
    data = LinkedDataMapping([json.loads(node.text) for node in nodes])
    free = data.bf_search("isAccessibleForFree")  # as BaseParser.free_access of Fundus does
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
    except ImportError:  # the tokenizer for this language is in an extra of hundreds of megabytes
        article.text = ""
    summary = html.fromstring(Document(page).summary()).text_content()
    return {
        "trafilatura": {"text": extract(page) or "", "truncated": None},
        "newspaper4k": {"text": article.text, "truncated": None},
        "readability-lxml": {"text": summary, "truncated": None},
    }


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--part", choices=("a", "b"))
    parser.add_argument("--peers", help="the peers' interpreter")
    parser.add_argument("--fundus", help="the interpreter of an environment with Fundus")
    parser.add_argument("--answers", type=Path, help="another tool's answers to the cases of (b)")
    parser.add_argument("--models", type=Path, help="models learnt with sets and sites left out")
    parser.add_argument("--each", type=int, default=1, help="take every so manieth frame for (b)")
    parser.add_argument("--sets", help="names of sets of frames, with commas; all if left out")
    parser.add_argument("--as-peer", choices=("peers", "fundus"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.as_peer:
        as_peer(options.as_peer)
        return
    if options.part != "b" and not options.answers:
        real_pages(options.corpus, options.models)
    if options.part != "a":
        synthetic(options.corpus, options)


if __name__ == "__main__":
    main()
