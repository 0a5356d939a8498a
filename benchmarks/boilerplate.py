"""Measures how many lines of frames stay in the text (residue), and how many of the article's own
lines are removed (loss).

    python benchmarks/boilerplate.py CORPUS [--models FOLDER] [--each N] [--sets NAMES]
    [--show]

cuts.py makes the cases. It puts every frame of benchmarks/frames around a whole or a cut article,
as a text or as a page. FOLDER has the models of `fit_lines.py --folds`: the model that saw neither
the set nor the article's site then reads each case. Without FOLDER, the package's model reads all
cases; it has seen every set but the measuring ones. --each takes every Nth frame, --show lists the
lines that stayed and those that were lost. The last table is of the labelled phrases of
CORPUS/discovery/aggregators/previews.jsonl.
"""

from __future__ import annotations

import html
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import inprocess
from common import command_line
from completeness import extracted
from cuts import Case, frame_cases, load_articles
from framesets import load_frames, models, reading_with, rows

from newscrawl.text.boilerplate import strip
from newscrawl.text.completeness import judge
from newscrawl.text.compose import compose
from newscrawl.text.tokens import count
from newscrawl.text.witnesses import Facts


@dataclass
class Count:
    """The number of frame lines put in and left, of article lines put in and lost, and the seconds
    of CPU time.
    """

    frame: int = 0
    left: int = 0
    article: int = 0
    lost: int = 0
    cases: int = 0
    seconds: float = 0.0

    def add(self, other: Count) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def row(self) -> str:
        left, lost = f"{self.left} of {self.frame}", f"{self.lost} of {self.article}"
        return (
            f"{left:>15} {share(self.left, self.frame)}  {lost:>17} {share(self.lost, self.article)}  "
            f"{1000 * self.seconds / max(1, self.cases):.2f} ms"
        )


def share(part: int, whole: int) -> str:
    return f"{part / whole:7.2%}" if whole else "      –"


def bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", html.unescape(text).lower()))


def measure(case: Case) -> tuple[Count, list[str]]:
    """Returns the counts of a case, and a line for each line that stayed or was lost. Frame lines
    that extraction removed before `strip` count as removed.
    """
    article = extracted(case)
    before = {bare(block.text) for block in article.blocks}
    began = time.process_time()
    stripped = strip(article.blocks, after=article.evidence.after, language=article.language)
    seconds = time.process_time() - began
    kept = Counter(bare(block.text) for block in stripped.blocks)
    left = [line for line in case.lines if kept[bare(line)]]
    own = [text for text in case.paragraphs if bare(text) in before]  # extraction kept these
    lost = [text for text in own if not kept[bare(text)] and text not in case.lines]
    shown = [f"  left {case.id}: {text[:110]}" for text in left]
    shown += [f"  LOST {text[:110]}" for text in lost]
    return Count(len(case.lines), len(left), len(own), len(lost), 1, seconds), shown


def run(cases: Sequence[Case], folder: Path | None, show: bool) -> None:
    learnt = models(folder) if folder else {}
    table: dict[str, Count] = defaultdict(Count)
    for name in dict.fromkeys(case.fold for case in cases):
        with reading_with(learnt.get(name or "")):
            for case in (case for case in cases if case.fold == name):
                found, shown = measure(case)
                keys = ["all", f"set {name}", f"as {case.form}"]
                for key in ["articles' own lines"] if case.group == "own" else keys:
                    table[key].add(found)
                if show:
                    print(*shown, sep="\n")
    print(f"{'':20}{'frame lines left':>23}  {'own lines lost':>25}  CPU")
    for key in sorted(table, key=lambda key: (key != "all", key)):
        print(f"{key:20}{table[key].row()}")


URL = "https://site.example/story/1"
_POSITIVE = {"republished-full", "api-truncated", "snippet-of-other"}
_ARTICLES_OWN = {"quote-ellipsis", "auto-excerpt"}


def previews(folder: Path, show: bool) -> None:
    """Prints the results on labelled phrases of real pages and feeds. Positive phrases call for
    reading on or name an article's origin; negative ones only look so.

    A positive phrase must be removed from the text or count as evidence of a cut. A negative phrase
    must not make the text truncated. It must stay if it is the article's own words.
    """

    addresses = {row["file"]: row["url"] for row in rows(folder / "index.jsonl")}
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows(folder / "previews.jsonl"):
        phrase, label = bare(row["phrase"] or ""), row["label"]
        if not row["phrase"]:
            continue
        if row["file"].endswith(".html"):
            body = (folder / row["file"]).read_bytes()
            article = inprocess.extracted(addresses[row["file"]] or URL, body, {})
        else:
            article = inprocess.extracted(URL, row["excerpt"], {"Content-Type": "text/plain"})
            article.evidence.source = "feed"
        stripped = strip(article.blocks, after=article.evidence.after, language=article.language)
        text = compose(stripped.blocks)
        given = stripped.blocks, article.evidence, stripped.signals, count(text)
        verdict = judge(Facts(*given))
        if not phrase:  # "..." alone: the text's end
            state = "evidence" if verdict.truncated else "missed"
        elif any(
            phrase in bare(line.text) for line in (*article.evidence.dropped, *stripped.removed)
        ):
            state = "out"
        elif phrase in bare(text):
            state = "stays"
        else:
            state = "not of the body"
        positive = label in _POSITIVE and not row["note"].startswith("NEGATIVE")
        if positive:
            wrong = state in ("stays", "missed")
        else:
            wrong = verdict.truncated is True or (state == "out" and label in _ARTICLES_OWN)
        sign = "positive" if positive else "negative"
        found[sign, label][f"{state}{', WRONG' if wrong else ''}"] += 1
        if show and wrong:
            print(f"  {label} {state} {verdict.truncated}: {row['phrase'][:80]} <{row['file']}>")
    print("labelled phrases:")
    for (sign, label), states in sorted(found.items()):
        times = ", ".join(f"{number} {state}" for state, number in states.most_common())
        print(f"  {sign} {label:18} {times}")


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--sets", help="names of sets of frames, with commas; all if left out")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    frames = load_frames(options.sets)[:: options.each]
    cases = list(frame_cases(load_articles(options.corpus), frames))
    run(cases, options.models, options.show)
    folder = options.corpus / "discovery" / "aggregators"
    if (folder / "previews.jsonl").exists():
        previews(folder, options.show)


if __name__ == "__main__":
    main()
