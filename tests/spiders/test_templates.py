"""`scrapy genspider` makes a spider of ours that loads."""

from __future__ import annotations

import importlib.util
import sys
from argparse import Namespace
from pathlib import Path

import pytest
from scrapy.commands.genspider import Command
from scrapy.settings import Settings

from newscrawl.publisher import PublisherSpider

TEMPLATES = Path(__file__).resolve().parents[2] / "newscrawl" / "templates"


@pytest.mark.parametrize("template", ["basic", "arc", "wordpress"])
def test_genspider(template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    command = Command()
    command.settings = Settings({"TEMPLATES_DIR": str(TEMPLATES), "BOT_NAME": "newscrawl"})
    options = Namespace(list=False, dump=None, force=False, template=template, edit=False)
    command.run(["harrow", "harrow.example"], options)
    spec = importlib.util.spec_from_file_location("harrow", tmp_path / "harrow.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "harrow", module)
    spec.loader.exec_module(module)
    spider = module.HarrowSpider
    assert issubclass(spider, PublisherSpider)
    assert (spider.name, spider.domain, spider.home) == ("harrow", "harrow.example", "https://harrow.example/")
    if template != "basic":
        assert spider.sitemaps
