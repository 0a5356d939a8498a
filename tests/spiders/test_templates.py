"""`scrapy genspider` as docs/publishers.md has it: its files say what to fill in, and then are
publishers' files like any other.
"""

from __future__ import annotations

import importlib.util
import linecache
import os
import shutil
import subprocess
import sys
from pathlib import Path

import forks
import pytest
from newspaper import ROOT, crawl, listing, serve, story, story_page
from test_registry import check_addresses, check_form

from newscrawl.crawl.publisher import PublisherSpider

TEMPLATES = ["basic", "arc", "wordpress", "yoast"]
FACTS = {
    "publisher_name": '"The Harrow"',
    "country": '"GB"',
    "language": '"en"',
    "timezone": '"Europe/London"',
    "sections": '{"world": "/world"}',
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a package of the files that genspider made, one for each template."""
    package = tmp_path_factory.mktemp("project") / "fresh"
    package.mkdir()
    (package / "__init__.py").touch()
    for template in TEMPLATES:
        command = (
            "-m",
            "scrapy",
            "genspider",
            "-t",
            template,
            f"harrow{template}",
            "https://www.Harrow.example/news",
        )
        module = ("-s", "NEWSPIDER_MODULE=fresh", "-s", "SPIDER_MODULES=fresh")
        done = forks.run(*command, *module, PYTHONPATH=f"{package.parent}{os.pathsep}{ROOT}")
        assert done.returncode == 0, done.stderr
    return package


@pytest.fixture(scope="module")
def made(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the same package with the facts filled in."""
    package = tmp_path_factory.mktemp("filled") / "fresh"
    shutil.copytree(empty, package)
    for file in package.glob("harrow*.py"):
        fill_in(file, FACTS)
    return package


def fill_in(file: Path, facts: dict[str, str]) -> None:
    lines = []
    for line in file.read_text().splitlines():
        name, is_fact, given = line.partition(" = ")
        lines.append(f"{name} = {facts.get(name.strip(), given)}" if is_fact else line)
    file.write_text("\n".join([*lines, ""]))


def run(module: str, *arguments: str) -> None:
    environment = {**os.environ, "MYPYPATH": str(ROOT)}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def load(package: Path, template: str) -> type[PublisherSpider]:
    name = f"harrow{template}"
    spec = importlib.util.spec_from_file_location(f"fresh.{name}", package / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # inspect looks there for the lines that a failure names
    spec.loader.exec_module(module)
    linecache.checkcache()
    spider: type[PublisherSpider] = vars(module)[f"Harrow{template}Spider"]
    return spider


@pytest.mark.parametrize("template", TEMPLATES)
def test_form(template: str, made: Path) -> None:
    spider = load(made, template)
    assert (spider.name, spider.home) == (f"harrow{template}", "https://www.harrow.example/")
    assert spider.domain == "harrow.example"
    check_form(spider.name, spider)
    check_addresses(spider)
    assert template == "basic" or spider.sitemaps


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_file_and_the_registry_test_say_what_to_fill_in(
    template: str, empty: Path, tmp_path: Path
) -> None:
    """A newcomer fills in line by line: each failure names the next line that says "fill in"."""
    package = tmp_path / "fresh"
    shutil.copytree(empty, package)
    file = package / f"harrow{template}.py"
    to_do = [
        number
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if "# fill in" in line
    ]
    facts = ("publisher_name", "country", "language", "timezone")
    assert len(to_do) == len(facts)
    for number, fact in zip(to_do, facts, strict=True):
        with pytest.raises(
            AssertionError, match=rf"/fresh/harrow{template}\.py:{number}: {fact}: "
        ):
            check_form(f"harrow{template}", load(package, template))
        fill_in(file, {fact: FACTS[fact]})
    check_form(f"harrow{template}", load(package, template))


def test_the_registry_test_asks_for_a_source(empty: Path) -> None:
    with pytest.raises(
        AssertionError, match=r"/fresh/harrowbasic\.py:16: at least one section, feed"
    ):
        check_addresses(load(empty, "basic"))


def test_lint_and_types(made: Path) -> None:
    files = [str(made / f"harrow{template}.py") for template in TEMPLATES]
    run("ruff", "check", "--config", str(ROOT / "pyproject.toml"), *files)
    run("ruff", "format", "--check", "--config", str(ROOT / "pyproject.toml"), *files)
    run("mypy", "--cache-dir", str(made.parent / "cache"), *files)


def test_crawl(made: Path) -> None:
    facts = {
        name: value
        for name, value in vars(load(made, "basic")).items()
        if not name.startswith("__")
    }
    with serve({"/world": listing(["bridge"]), story("bridge"): story_page("bridge")}) as site:
        done = crawl({**facts, "home": site.url + "/", "domain": "127.0.0.1"})
    assert done.slugs == ["bridge"]
    assert done.items[0]["publisher"]["name"] == "The Harrow"
