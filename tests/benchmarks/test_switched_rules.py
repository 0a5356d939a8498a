"""Every entry of the table of rules names existing code, and switches it off."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import evidence
import pytest
import rules

from newscrawl.extraction.facts import dates, names
from newscrawl.extraction.page.page import Page


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: f"{rule.kind}: {rule.name}")
def test_every_rule_of_the_table_can_be_switched_off_and_on_again(rule: rules.Rule) -> None:
    places = evidence.patches(rule)
    before = [owner.__dict__[name] for owner, name, _ in places]
    with evidence.switched(places):
        assert all(owner.__dict__[name] is new for owner, name, new in places)
    assert [owner.__dict__[name] for owner, name, _ in places] == before
    assert rule.purpose


def test_names_are_told_apart() -> None:
    listed = [(rule.kind, rule.name) for rule in rules.RULES]
    assert len(listed) == len(set(listed))


def test_a_piece_of_a_function_is_replaced() -> None:
    change = rules.Without("if best is not None and best.midnight:", "if False:")
    rule = rules.Rule("day", "midnight", "00:00", {"facts.dates._best": change})
    midnight = dates.Dates(Page("", "")).selected(["2026-01-02T00:00:00Z"])
    with evidence.switched(evidence.patches(rule)):
        kept = dates.Dates(Page("", "")).selected(["2026-01-02T00:00:00Z"])
    assert (midnight and midnight.precision, kept and kept.precision) == ("day", "second")
    with pytest.raises(ValueError, match=r"dates\._best has no 'no such line'"):
        evidence.replaced("facts.dates._best", rules.Without("no such line"))
    with pytest.raises(AttributeError):
        evidence.patches(rules.Rule("day", "gone", "", {"facts.dates._no_such_rule": None}))


def test_a_function_is_replaced_wherever_it_was_imported() -> None:
    rule = rules.Rule("authors", "agencies", "", {"agencies.is_agency": rules.no})
    assert names.kind_of("AFP") == "agency"
    with evidence.switched(evidence.patches(rule)):
        assert names.kind_of("AFP") != "agency"
    assert names.kind_of("AFP") == "agency"


TEXT = [
    f"The harbour bridge opens on day number {n}, said the builders who had waited for years."
    for n in range(9)
]
PAGE = """<html lang=en><head><title>{0} | The Harbour</title></head><body><div><h1>{0}</h1><p class=byline>By Jane Doe</p>{1}
<p>One more line of the builders, before a break.<br><br>And the last line of the builders behind it.</p></div></body></html>"""


def test_a_gain_is_the_figure_with_a_rule_less_the_figure_without(
    make_set: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    title = "The old harbour bridge opens again"
    row = {
        "set": "andy",
        "url": "https://{}/bridge",
        "text": "\n".join(TEXT),
        "title": title,
        "authors": ["Jane Doe"],
    }
    row |= {"date": "2026-05-03"}
    page = PAGE.format(title, "".join(f"<p>{line}</p>" for line in TEXT))
    sites = {"fitting": "example.net", "checking": "example.org"}
    rows = [
        row | {"site": site, "url": f"https://{site}/2026/05/03/bridge"} for site in sites.values()
    ]
    folder = make_set("andy", rows, {row["url"]: page for row in rows})
    (folder / "pages" / "completeness.jsonl").write_text(
        json.dumps({"url": "", "set": ""}) + "\n", "utf-8"
    )
    monkeypatch.setattr(evidence.corpus, "SETS", ("andy",))
    page_of_rules = tmp_path / "rules.md"
    page_of_rules.write_text("# Rules\n\n## Title\n\nold\n\n## Instant\n\nkept\n", "utf-8")
    monkeypatch.setattr(evidence, "DOC", page_of_rules)
    monkeypatch.setattr(evidence, "ROOT", tmp_path)
    monkeypatch.setattr(
        "sys.argv", ["evidence.py", str(folder), "--half", "all", "--jobs", "1", "--write"]
    )
    evidence.main()
    lines = [
        [cell.strip() for cell in line.split("|")]
        for line in evidence.DOC.read_text("utf-8").splitlines()
    ]
    shown = {cells[1]: cells[3:] for cells in lines if len(cells) > 4}
    assert shown["day in the address"][:4] == ["+100.00", "+100.00", "1", "+100.00"]
    assert shown["class of a byline"][0] == ""  # "By" and a name say the same
    assert shown["times in attributes"][:4] == ["", "+0.00", "0", "+0.00"]
    assert evidence.DOC.read_text("utf-8").startswith("# Rules\n\n## Title\n\n| rule |")
    assert "\n\n## Instant\n\nkept\n\n## " in evidence.DOC.read_text("utf-8")
    assert capsys.readouterr().out.count("## ") == 4  # without instants, because the truth has none
