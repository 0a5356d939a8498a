"""The articles that NEWSCRAWL_RIGHTS leaves out."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy import Spider
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from newscrawl.items import AiUsage, Article, Rights
from newscrawl.job.arguments import StartError
from newscrawl.pipelines.filters import RULES, RightsPipeline

RESERVED = Rights(tdm_reservation=1)
NO_TRAINING = Rights(ai_usage=[AiUsage("header content-usage", "train-ai", "n")])
NO_SEARCH = Rights(ai_usage=[AiUsage("robots.txt content-signal", "search", "no")])
NO_INPUT = Rights(ai_usage=[AiUsage("header content-signal", "ai-input", "no")])
NO_INDEX = Rights(robots_meta=["noindex", "googlebot: noarchive"])
NO_ARCHIVE = Rights(robots_meta=["newscrawl: noarchive"])
FREE = Rights(
    tdm_reservation=0,
    robots_meta=["index", "googlebot: noindex"],
    license="https://example.org/cc0",
)


def pipeline(value: Any) -> RightsPipeline:
    return RightsPipeline.from_crawler(get_crawler(Spider, {"NEWSCRAWL_RIGHTS": value}))


def dropped(setting: Any, rights: Rights) -> str | None:
    """Returns the name of the reason's class, or None if the article is kept."""
    article = Article(url="http://a.example/1", text="Text.", rights=rights)
    try:
        assert pipeline(setting).process_item(article) is article
    except DropItem as error:
        assert "http://a.example/1" in str(error)
        return type(error).__name__
    return None


@pytest.mark.parametrize(
    ("setting", "rights", "reason"),
    [
        ("tdm", RESERVED, "TextMiningReserved"),
        ("tdm", NO_TRAINING, None),
        ("training", RESERVED, "TrainingForbidden"),
        ("training", NO_TRAINING, "TrainingForbidden"),
        ("search", NO_SEARCH, "SearchForbidden"),
        ("search", NO_INPUT, None),
        ("ai-input", NO_INPUT, "InputForbidden"),
        ("ai-input", NO_SEARCH, None),
        ("noindex", NO_INDEX, "IndexingForbidden"),
        ("noindex", NO_ARCHIVE, None),
        ("noarchive", NO_ARCHIVE, "ArchivingForbidden"),
        ("noarchive", NO_INDEX, None),
        ("tdm,training", RESERVED, "TextMiningReserved"),
        (["noarchive", "TDM "], RESERVED, "TextMiningReserved"),
        (" noindex , noarchive ", NO_ARCHIVE, "ArchivingForbidden"),
        ("tdm,training,noindex,noarchive", FREE, None),
        ("tdm,training,noindex,noarchive", Rights(), None),
    ],
)
def test_articles_that_a_right_leaves_out(setting: Any, rights: Rights, reason: str | None) -> None:
    assert dropped(setting, rights) == reason


@pytest.mark.parametrize("value", ["", " ", ",", None])
def test_by_default_all_is_delivered(value: Any) -> None:
    assert dropped(value, RESERVED) is None


def test_an_unknown_name_does_not_start() -> None:
    with pytest.raises(
        StartError, match=r"trainig.*tdm, training, search, ai-input, noindex, noarchive"
    ):
        pipeline("tdm,trainig")


def test_each_rule_has_a_reason_of_its_own() -> None:
    assert len(set(RULES.values())) == len(RULES)
