"""One look at an article's lines for what is boilerplate, as long as they stay the same."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.items import Article, Block
from newscrawl.text import stripping
from newscrawl.text.stripping import stripped


def test_lines_are_looked_through_once_until_one_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    strip = stripping.strip

    def counted(blocks: list[Block], **options: Any) -> Any:
        asked.append([block.text for block in blocks])
        return strip(blocks, **options)

    monkeypatch.setattr(stripping, "strip", counted)
    article = Article(blocks=[Block("paragraph", "The ferry is back, the harbour says.")])
    assert stripped(article) is stripped(article)
    article.blocks[0].text = "The bridge is open, the harbour says."
    assert stripped(article).blocks == article.blocks
    article.evidence.after = [Block("paragraph", "Read more on the site")]
    stripped(article)
    assert asked == [
        ["The ferry is back, the harbour says."],
        ["The bridge is open, the harbour says."],
        ["The bridge is open, the harbour says."],
    ]
