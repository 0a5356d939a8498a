"""Compares captions and credits of records with the pages' own markup, which is read here without
newscrawl's extraction.

    python benchmarks/captions.py CORPUS

A page's captions are its figcaptions, or else its elements of itemprop="caption". They must be
between the headline and the last paragraph of the truth's text, and not in an aside or a link. A
figcaption that is a byline ("By …", "Von …") or inside another one does not count. A caption's
credit is the innermost element in the same figure whose itemprop or class names a maker. CORPUS is
a folder as benchmarks/corpus.py describes it; the sets are aeb and fundus_tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import corpus
import inprocess
from common import command_line
from lxml import html

from newscrawl.extraction.page.encoding import encoding_of
from newscrawl.text.tokens import tokens

_LABEL = re.compile(
    r"^\W*(?:(?:photo(?:graph)?|foto|image|bild|picture|credits?|crédits?|crédito|copyright|source|quelle|kuva|写真|사진)"
    r"(?:\s+(?:by|credit|copyright))?\s*[:：]|©|\(c\))\s*",
    re.IGNORECASE,
)
_LABELS = frozenset(
    "photo foto image bild picture credit credits copyright source quelle caption by".split()
)
_CREDIT = re.compile(r"credit|copyright|photographer|creator", re.IGNORECASE)
_BYLINE = re.compile(r"(?:By|Von|Par|Por)\s+[A-ZÄÖÜÉ]")
_SILENT = ("script", "style", "noscript", "svg", "button", "template")


class Marked(NamedTuple):
    """A caption in the page's markup. `credit` is None if none is marked."""

    text: str
    credit: str | None


def marked(page: bytes, encoding: str, truth: str) -> list[Marked]:
    """Returns the captions that the markup of a page gives its article."""
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding=encoding, huge_tree=True))
    order = {element: place for place, element in enumerate(root.iter())}
    starts = {_key(line) for line in truth.split("\n") if len(line) >= 60}
    small = (element for element in root.iter("p", "div", "li") if len(element) < 40)
    body = [order[element] for element in small if _key(_text(element)) in starts]
    if not body:
        return []
    heads = [order[h] for h in root.iter("h1") if order[h] < min(body)]
    found: list[Marked] = []
    captions = root.xpath("//figcaption") or root.xpath(
        "//*[contains(@itemprop, 'caption')][not(self::meta)]"
    )
    for caption in captions:
        text = _text(caption)
        inside = next(caption.iterancestors("aside", "nav", "footer", "a", "figcaption"), None)
        between = (heads or body)[0] < order[caption] < max(body)
        if not between or inside is not None or _BYLINE.match(text):
            continue
        figure = next(caption.iterancestors("figure"), caption)
        makers = [e for e in figure.iter("*") if _names_maker(e) and _text(e)]
        outer = {above for element in makers for above in element.iterancestors()}
        maker = next((element for element in makers if element not in outer), None)
        credit = _text(maker) if maker is not None else None
        if maker is not None and caption in maker.iterancestors():
            text = text.replace(credit or "", " ").strip()
        if len(tokens(text)) >= 3:
            found.append(Marked(text, credit))
    return found


def score(record: Mapping[str, Any], wanted: Iterable[Marked]) -> tuple[list[bool], list[bool]]:
    """Returns for each marked caption whether the record has it as a caption and not in its text,
    and for each marked credit whether the record has it.

    Both are compared by their words; a label such as "Photo:" belongs to neither.
    """
    kept = [block for block in record.get("blocks") or () if block["type"] == "caption"]
    lines = {" ".join(tokens(line)) for line in (record.get("text") or "").split("\n")}
    captions: list[bool] = []
    credits: list[bool] = []
    for one in wanted:
        words = tokens(one.text)
        same = []
        for block in kept:
            forms = block["text"], f"{block['text']} {block['credit'] or ''}"
            same += [block] if any(_alike(tokens(form), words) for form in forms) else []
        captions.append(bool(same) and " ".join(words) not in lines)
        if one.credit:
            maker = tokens(_LABEL.sub("", one.credit))
            found = (tokens(_LABEL.sub("", block["credit"] or "")) for block in same)
            credits.append(any(_alike(credit, maker) for credit in found))
    return captions, credits


def _alike(ours: list[str], theirs: list[str]) -> bool:
    """Returns whether two texts have nine in ten words in common, labels aside."""
    a, b = ({word for word in words if word not in _LABELS} for words in (ours, theirs))
    return bool(a & b) and 2 * len(a & b) >= 0.9 * (len(a) + len(b))


def _names_maker(element: Any) -> bool:
    return bool(_CREDIT.search(f"{element.get('class') or ''} {element.get('itemprop') or ''}"))


def _text(element: Any) -> str:
    silent = " or ".join(f"ancestor::{tag}" for tag in _SILENT)
    return " ".join(" ".join(element.xpath(f".//text()[not({silent})]")).split())


def _key(text: str) -> str:
    return " ".join(tokens(text)[:12])


def main() -> None:
    folder = command_line(__doc__).parse_args().corpus
    kept: list[bool] = []
    credited: list[bool] = []
    cases = corpus.cases(folder, sets=("aeb", "fundus_tests"))
    for case, article, _ in inprocess.records(cases):
        encoding = encoding_of(case.body, case.headers.get("content-type", ""))
        wanted = marked(case.body, encoding, case.truth["text"])
        found = score(inprocess.row(article), wanted)
        kept += found[0]
        credited += found[1]
    for name, right in (("captions kept apart", kept), ("credits", credited)):
        share = sum(right) / max(1, len(right))
        print(f"marked {name}: {sum(right)} of {len(right)} = {share:.3f}")


if __name__ == "__main__":
    main()
