"""What `-a language=` and `-a match=` leave out."""

from __future__ import annotations

import re
from typing import Any

import pytest
from scrapy import Spider
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from newscrawl.items import Article
from newscrawl.job.arguments import FilterArguments, PublisherArguments, parse
from newscrawl.pipelines.filters import FilterPipeline, unwanted


def reason(article: Article, **given: Any) -> str | None:
    found = unwanted(article, parse(PublisherArguments, given))
    return type(found).__name__ if found else None


@pytest.mark.parametrize(
    ("wanted", "language", "expected"),
    [
        ("en,de", "en", None),
        ("en,de", "de-AT", None),
        ("EN", "en-GB", None),
        ("en,de", "fr", "OtherLanguage"),
        ("en", "eng", "OtherLanguage"),  # "eng" is another tag, not a part of "en"
        ("pt-BR", "pt-BR", None),
        ("pt-br", "pt", "OtherLanguage"),
        ("zh-hant", "zh-Hant-TW", None),
        ("en", None, "OtherLanguage"),
    ],
)
def test_languages(wanted: str, language: str | None, expected: str | None) -> None:
    assert reason(Article(language=language), language=wanted) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("harbour|mayor", None),
        ("STORM", None),
        ("(?-i:STORM)", "NoMatch"),
        (r"\bmay\b", "NoMatch"),
        ("^the mayor$", None),
    ],
)
def test_patterns(pattern: str, expected: str | None) -> None:
    assert reason(Article(title="The mayor", text="A storm rose."), match=pattern) == expected


def test_a_text_without_title() -> None:
    assert reason(Article(title=None, text="A storm rose."), match="storm") is None


def test_both_must_fit() -> None:
    assert (
        reason(Article(title="Storm", language="fr"), match="storm", language="en")
        == "OtherLanguage"
    )
    assert reason(Article(title="Calm", language="en"), match="storm", language="en") == "NoMatch"


@pytest.mark.parametrize("arguments", [None, FilterArguments()])
def test_no_filter_no_pipeline(arguments: Any) -> None:
    crawler = get_crawler(Spider)
    crawler.spider = Spider("a")
    crawler.spider.arguments = arguments
    with pytest.raises(NotConfigured):
        FilterPipeline.from_crawler(crawler)


def test_the_digest_tells_filters_apart() -> None:
    digests = [
        FilterArguments(language=("en", "de")).filter_digest,
        FilterArguments(language=("en",)).filter_digest,
        FilterArguments(match=re.compile("en")).filter_digest,
        FilterArguments(match=re.compile("\ud800")).filter_digest,
        FilterArguments().filter_digest,
    ]
    assert len(set(digests)) == 5 and digests[-1] == b""
    assert FilterArguments(language=("de", "en")).filter_digest == digests[0]
