"""What settings.py promises: nothing listens, robots are obeyed, and every changed default says
why.
"""

from __future__ import annotations

import inspect
import io
import logging
import re
import tokenize
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from crawlers import crawler_of
from scrapy import Item
from scrapy.exceptions import DropItem
from scrapy.settings import Settings, default_settings
from scrapy.utils.misc import load_object

from newscrawl import settings
from newscrawl.items import Article, Block
from newscrawl.job import exceptions
from newscrawl.job.exceptions import NoText
from newscrawl.job.logformatter import ShortItems
from newscrawl.pipelines.filters import RequirePipeline

BODY = "Every word of this sentence belongs to the body of an article."


@pytest.fixture
def project() -> Settings:
    found = Settings()
    found.setmodule(settings)
    return found


def test_nothing_listens(project: Settings) -> None:
    assert not project.getbool("REMOTE_CONTROL_ENABLED")
    assert not project.getbool("TELNETCONSOLE_ENABLED")
    # Scrapy must know these names, or switching them off would do nothing
    assert hasattr(default_settings, "REMOTE_CONTROL_ENABLED")
    assert hasattr(default_settings, "TELNETCONSOLE_ENABLED")


def test_the_type_of_a_default_is_the_one_that_is_read() -> None:
    package = Path(settings.__file__).parent
    code = "".join(path.read_text("utf-8") for path in package.rglob("*.py"))
    read = set(re.findall(r'get(int|float|bool)\("(NEWSCRAWL_\w+)"', code))
    assert len(read) > 15
    types = {name: type(value).__name__ for name, value in settings.OWN_DEFAULTS.items()}
    assert sorted(read) == sorted((kind, name) for name, kind in types.items() if kind != "str")


def test_manners(project: Settings) -> None:
    assert project.getbool("ROBOTSTXT_OBEY")
    assert not project.getbool("COOKIES_ENABLED")
    assert project.getfloat("DOWNLOAD_DELAY") >= 1
    assert project.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert project["USER_AGENT"].startswith("newscrawl/")
    assert project["ROBOTSTXT_USER_AGENT"] == "newscrawl"


def test_bounds(project: Settings) -> None:
    assert project.getint("DOWNLOAD_MAXSIZE") == 16 * 1024 * 1024
    assert project.getint("DOWNLOAD_WARNSIZE") < project.getint("DOWNLOAD_MAXSIZE")
    assert project.getint("DOWNLOAD_TIMEOUT") == 20
    assert 5 <= project.getint("REDIRECT_MAX_TIMES") <= 10
    assert project.getint("DEPTH_LIMIT") > 0
    assert project.getint("NEWSCRAWL_HOST_REQUESTS") > 0
    assert 0 < project.getint("CLOSESPIDER_TIMEOUT") <= 24 * 3600


def test_only_public_addresses_of_the_web_are_requested(project: Settings) -> None:
    handlers = {scheme for scheme, path in project.getwithbase("DOWNLOAD_HANDLERS").items() if path}
    assert handlers == {"http", "https"}
    assert not project.getbool("NEWSCRAWL_PRIVATE_ADDRESSES")


def test_scrapys_feed_export_gives_way_to_ours(project: Settings) -> None:
    extensions = project.getdict("EXTENSIONS")
    assert extensions["scrapy.extensions.feedexport.FeedExporter"] is None
    assert extensions["newscrawl.extensions.feeds.ArticleFeeds"] is not None
    assert {project.getdict("FEED_EXPORTERS")[name] for name in ("jsonlines", "jsonl", "jl")} == {
        "newscrawl.output.exporters.ArticleExporter"
    }


def test_every_component_is_there(project: Settings) -> None:
    for name in ("ITEM_PIPELINES", "EXTENSIONS", "FEED_EXPORTERS", "DOWNLOADER_MIDDLEWARES"):
        for path in project.getdict(name):
            if "." in path:
                assert load_object(path)
    assert load_object(project["LOG_FORMATTER"])
    assert load_object(project["TWISTED_DNS_RESOLVER"])
    for module in (*project.getlist("SPIDER_MODULES"), project["COMMANDS_MODULE"]):
        __import__(module)


def test_the_order_of_the_pipelines(project: Settings) -> None:
    order = sorted(project.getdict("ITEM_PIPELINES").items(), key=lambda pair: pair[1])
    assert [path.rpartition(".")[2].removesuffix("Pipeline") for path, _ in order] == [
        "Articles",
        "Known",
        "Rights",
        "Repair",
        "Boilerplate",
        "SiteMemory",
        "Completeness",
        "Clean",
        "Compose",
        "Require",
        "Filter",
        "Revisions",
        "Duplicates",
    ]


def test_every_changed_default_of_scrapy_has_a_comment_with_the_default_and_the_reason() -> None:
    source = inspect.getsource(settings)
    names = re.findall(r"^([A-Z][A-Z_]+) =", source, re.MULTILINE)
    assert len(names) > 15
    comments = {
        token.start[0]: token.string
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    lines = source.splitlines()
    silent = []
    for number, line in enumerate(lines, 1):
        match = re.match(r"([A-Z][A-Z_]+) =", line)
        if not match or not hasattr(default_settings, match[1]):
            continue
        # A dict adds to Scrapy's default. Every project states its own name and
        # places.
        if isinstance(getattr(settings, match[1]), (dict, list)) or match[1] in (
            "BOT_NAME",
            "NEWSPIDER_MODULE",
        ):
            continue
        above = number - 1
        while lines[above - 1].startswith("#"):
            above -= 1
        said = comments.get(number, "") + "".join(lines[above : number - 1])
        if match[1] != "COMMANDS_MODULE" and "default" not in said.lower():
            silent.append(match[1])
    assert silent == []


def test_no_setting_repeats_scrapys_default() -> None:
    for name in dir(settings):
        if name.isupper() and hasattr(default_settings, name):
            assert getattr(settings, name) != getattr(default_settings, name), name


def test_scrapy_or_newscrawl_knows_every_setting() -> None:
    for name in dir(settings):
        if name.isupper() and not name.startswith("NEWSCRAWL_"):
            assert hasattr(default_settings, name) or name in ("EXTENSIONS_BASE", "OWN_DEFAULTS"), (
                name
            )


# Log lines


class Foreign(Item):  # type: ignore[misc]
    pass


def line(event: str, item: Any, error: Exception | None = None) -> str:
    crawler = SimpleNamespace(settings=Settings())
    spider = SimpleNamespace(crawler=crawler)
    args: tuple[Any, ...] = (
        (item, None, spider) if event == "scraped" else (item, error, None, spider)
    )
    made = getattr(ShortItems(), event)(*args)
    return logging.LogRecord(
        "x", made["level"], "x", 1, made["msg"], (made["args"],), None
    ).getMessage()


ARTICLE = Article(url="http://a.example/1", title="T", text=BODY, blocks=[Block("paragraph", BODY)])
NAMELESS = Article(title="T", text=BODY, blocks=[Block("paragraph", BODY)])


@pytest.mark.parametrize("event", ["dropped", "scraped", "item_error"])
@pytest.mark.parametrize(
    "item",
    [
        ARTICLE,
        NAMELESS,
        {"url": "http://a.example/1", "text": BODY},
        {"text": BODY},
        Foreign(),
        BODY,
        [BODY],
        None,
    ],
    ids=[
        "article",
        "no address",
        "dict",
        "dict without address",
        "item",
        "string",
        "list",
        "nothing",
    ],
)
def test_no_log_line_holds_a_text(event: str, item: Any) -> None:
    said = line(event, item, DropItem("because"))
    assert "Every word" not in said
    assert len(said) < 300


@pytest.mark.parametrize("item", [ARTICLE, {"url": "http://a.example/1", "text": BODY}])
def test_a_log_line_names_the_address(item: Any) -> None:
    said = line("dropped", item, NoText("no text"))
    assert "http://a.example/1" in said and "no text" in said


@pytest.mark.parametrize(
    "article", [ARTICLE, NAMELESS, Article(url="http://a.example/1"), Article(text=BODY)]
)
def test_the_reason_of_a_drop_holds_no_text_either(article: Article) -> None:
    try:
        RequirePipeline(crawler_of()).process_item(article)
    except DropItem as error:
        assert "Every word" not in line("dropped", article, error)


def test_each_reason_to_drop_has_its_own_class() -> None:
    reasons = [
        cls
        for cls in vars(exceptions).values()
        if isinstance(cls, type) and issubclass(cls, DropItem)
    ]
    assert len(reasons) > 3 + 1
    assert all(
        cls.__doc__ and cls.__bases__ == (DropItem,) for cls in reasons if cls is not DropItem
    )
