"""`scrapy add` on the demo from end to end: the file that it writes is a publisher's file, and its
crawl delivers the same articles.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import forks
import pytest
from newspaper import ROOT, listing, serve, story, story_page
from test_registry import check_addresses, check_form

from newscrawl.crawl.publisher import PublisherSpider

CONTACT = ("-s", "NEWSCRAWL_CONTACT=ann@example.org", "-s", "NEWSCRAWL_PRIVATE_ADDRESSES=1")
FRESH = ("-s", "NEWSPIDER_MODULE=fresh", "-s", "SPIDER_MODULES=fresh")


def add(*arguments: str, **more: str) -> tuple[int, str, str]:
    done = forks.run("-m", "scrapy", "add", *arguments, **{"NEWSCRAWL_CONTACT": "", **more})
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a folder with a package of the project's spiders that lacks the demo's newspaper."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(
        ROOT / "newscrawl/spiders",
        folder / "fresh",
        ignore=shutil.ignore_patterns("demo.py", "__pycache__"),
    )
    return folder


@pytest.fixture(scope="module")
def path(project: Path) -> str:
    return f"{project}{os.pathsep}{ROOT}"


@pytest.fixture(scope="module")
def report(path: str) -> str:
    """Returns what `scrapy add` printed while it wrote the file."""
    status, out, errors = add("http://daily.example/", *FRESH, PYTHONPATH=path)
    assert status == 0, errors
    return out


def test_the_report_shows_sources_articles_and_doubts(report: str, project: Path) -> None:
    lines = report.splitlines()
    assert lines[0] == "The Daily Example, http://daily.example/ (GB, en, Europe/London)"
    assert any(line.split() == ["feed", "/feed.xml", "20"] for line in lines)
    assert any(line.split() == ["news", "sitemap", "/news-sitemap.xml", "7"] for line in lines)
    assert any(line.split() == ["section", "world", "/world", "13"] for line in lines)
    assert "Articles read: 10" in lines
    assert sum(" words  " in line for line in lines) == 10
    assert any(line.startswith("  - country GB: a guess") for line in lines)
    assert f"Wrote {project / 'fresh' / 'daily.py'}" in lines


def test_the_file_passes_the_registrys_tests_and_the_linters(report: str, project: Path) -> None:
    file = project / "fresh/daily.py"
    spec = importlib.util.spec_from_file_location("fresh.daily", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # inspect looks there for the lines that a failure names
    spec.loader.exec_module(module)
    spider: type[PublisherSpider] = module.DailySpider
    check_form("daily", spider)
    check_addresses(spider)
    assert set(spider.sections) == {"world", "business", "sport", "culture", "science"}
    assert (spider.feeds, spider.news_sitemaps) == (["/feed.xml"], ["/news-sitemap.xml"])
    config = str(ROOT / "pyproject.toml")
    for command in (("check",), ("format", "--check")):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--config", config, str(file)],
            capture_output=True,
        )
        assert done.returncode == 0, done.stdout


def delivered(spider: str, folder: Path, *options: str, **more: str) -> dict[str, dict[str, Any]]:
    """Returns the newspaper's articles that a crawl delivers, by id, without facts that differ
    from crawl to crawl.
    """
    output = folder / f"{spider}.jsonl"
    done = forks.run(
        "-m",
        "scrapy",
        "crawl",
        spider,
        "-a",
        "pages=9",
        "-O",
        str(output),
        *options,
        folder=folder,
        **more,
    )
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    kept = (
        "title",
        "text",
        "section",
        "truncated",
        "published_at",
        "authors",
        "language",
        "canonical_url",
        "revision",
    )
    return {
        one["id"]: {key: one[key] for key in kept}
        for one in records
        if one["publisher"]["domain"] == "daily.example"
    }


def test_a_crawl_of_the_file_delivers_the_demos_articles(
    report: str, path: str, tmp_path: Path
) -> None:
    demo = '{"http": "newscrawl.demo.handler.DemoDownloadHandler"}'
    fast = ("-s", f"DOWNLOAD_HANDLERS={demo}", "-s", "DOWNLOAD_DELAY=0.02", *CONTACT, *FRESH)
    ours = delivered("daily", tmp_path, *fast, PYTHONPATH=path)
    theirs = delivered("demo", tmp_path)
    assert len(theirs) > 40
    assert ours == theirs


def test_a_file_that_exists_is_kept(report: str, path: str, project: Path) -> None:
    before = (project / "fresh/zeit.py").read_text("utf-8")
    others = (
        "-s",
        "SPIDER_MODULES=newscrawl.demo",
        "-s",
        "NEWSPIDER_MODULE=fresh",
    )  # a module without spiders
    status, _, errors = add(
        "http://daily.example", *others, "--name", "zeit", "--country", "GB", PYTHONPATH=path
    )
    assert status == 1
    assert "zeit.py already; --name gives the new one another name" in errors
    assert (project / "fresh/zeit.py").read_text("utf-8") == before


def test_a_known_publisher_is_refused_unless_nothing_is_written() -> None:
    status, out, errors = add("http://daily.example/")
    assert (status, out) == (1, "")
    assert "the project has a file of this publisher: scrapy crawl demo" in errors
    status, out, errors = add(
        "daily.example", "--dry-run", "--publisher-name", "The Daily", "--language", "en-GB"
    )
    assert status == 1  # the demo does not answer https
    status, out, errors = add(
        "http://daily.example/", "--dry-run", "--publisher-name", "The Daily", "--language", "en-GB"
    )
    assert status == 0
    assert 'publisher_name = "The Daily"\n' in out
    assert 'language = "en-GB"\n' in out
    assert "Articles read: 10" in errors


def test_a_site_of_one_section_without_a_feed() -> None:
    pages = {
        "/": listing(["bridge", "mill"]),
        "/robots.txt": 404,
        "/world": listing(["bridge", "mill"]),
    }
    stories = {story(slug): story_page(slug) for slug in ("bridge", "mill")}
    facts = ("--country", "AE", "--timezone", "Asia/Dubai", "--name", "harrow")
    with serve({**pages, **stories}) as site:
        status, out, errors = add(site.url, "--dry-run", *facts, *CONTACT, "-s", "DOWNLOAD_DELAY=0")
    assert status == 0, errors
    assert 'sections = {"world": "/world"}' in out
    assert "neither a feed nor a news sitemap was found" in errors
    assert "2 of 2 articles have no author" in errors
    assert "Articles read: 2" in errors


def test_a_fact_that_no_page_gives_must_be_given_by_hand() -> None:
    pages = {
        "/": listing(["bridge"]),
        "/robots.txt": 404,
        story("bridge"): story_page("bridge").replace("+04:00", "+05:45"),
    }
    with serve(pages) as site:
        status, out, errors = add(site.url, "--dry-run", *CONTACT, "-s", "DOWNLOAD_DELAY=0")
    assert (status, out) == (1, "")
    assert "could not find out the country, timezone" in errors
    assert "say it: --country … --timezone …" in errors


def test_a_site_whose_pages_are_made_by_scripts() -> None:
    page = '<html><body><div id="root"></div></body></html>'
    with serve({"/": listing(["bridge"]), "/robots.txt": 404, story("bridge"): page}) as site:
        status, out, errors = add(site.url, "--dry-run", *CONTACT, "-s", "DOWNLOAD_DELAY=0")
    assert (status, out) == (1, "")
    assert "(no article could be read: 1 not_article (" in errors


def test_a_zone_of_another_country_is_refused() -> None:
    with serve(
        {"/": listing(["bridge"]), "/robots.txt": 404, story("bridge"): story_page("bridge")}
    ) as site:
        facts = ("--dry-run", "--country", "AE", "--timezone", "Europe/London")
        status, out, errors = add(site.url, *facts, *CONTACT, "-s", "DOWNLOAD_DELAY=0")
    assert (status, out) == (1, "")
    assert "Europe/London is not a zone of AE" in errors


LOGIN = '<html><body><h1>Members</h1><form><input type="password" name="p"></form></body></html>'
SHOP = '<html><body><nav><a href="/cart">Cart</a><a href="/help">Help</a></nav></body></html>'


@pytest.mark.parametrize(
    ("pages", "place", "reason"),
    [
        ({"/": "<html><body>Hello</body></html>"}, "", "no articles (no link on the page"),
        ({"/": SHOP, "/cart": SHOP, "/help": SHOP}, "", "no articles (no link on the page"),
        ({"/": ("location", "/login"), "/login": LOGIN}, "/login", "login (the page asks for a lo"),
        ({"/": 403}, "", "http 403 (the site refuses this crawler)"),
        ({"/robots.txt": "User-agent: *\nDisallow: /"}, "", "robots (robots.txt forbids it)"),
        ({"/robots.txt": 503}, "", "robots unreachable (robots.txt could not be read, so no req"),
    ],
    ids=["nothing", "shop", "login", "refused", "robots", "down"],
)
def test_a_site_that_lists_nothing(pages: dict[str, Any], place: str, reason: str) -> None:
    with serve({"/robots.txt": 404, **pages}) as site:
        fast = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")
        status, out, errors = add(site.url, "--dry-run", *CONTACT, *fast)
    assert (status, out) == (1, "")
    assert f"found nothing at {site.url} that lists articles" in errors
    assert re.search(rf"  {re.escape(site.url + place)}/?: {re.escape(reason)}", errors)


def test_articles_that_are_kept_from_machines_give_no_file(project: Path, path: str) -> None:
    with serve({"/": listing(["bridge"]), "/robots.txt": 404, story("bridge"): 403}) as site:
        facts = ("--country", "AE", "--timezone", "Asia/Dubai", "--language", "en")
        named = ("--name", "kept", *facts)
        status, out, errors = add(
            site.url, *named, *CONTACT, *FRESH, "-s", "DOWNLOAD_DELAY=0", PYTHONPATH=path
        )
    assert status == 3, errors
    assert "no article could be read: 1 http_403 (the site refuses this crawler)" in out
    assert "wrote no file, since no article could be read. --dry-run prints" in errors
    assert not (project / "fresh/kept.py").exists()


def test_the_articles_of_an_index_count_for_the_index() -> None:
    today = f"<lastmod>{datetime.now(UTC):%Y-%m-%d}</lastmod>"
    namespace = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    index = f"<sitemapindex {namespace}><sitemap><loc>SITE/posts.xml</loc></sitemap></sitemapindex>"
    posts = f"<urlset {namespace}><url><loc>SITE{story('bridge')}</loc>{today}</url></urlset>"
    pages = {
        "/": "<html lang='en'><body>Hello</body></html>",
        "/robots.txt": ("text/plain", "Sitemap: SITE/all.xml"),
        "/all.xml": ("application/xml", index),
        "/posts.xml": ("application/xml", posts),
        story("bridge"): story_page("bridge"),
    }
    with serve(pages) as site:
        facts = ("--dry-run", "--country", "AE", "--name", "harrow")
        status, out, errors = add(site.url, *facts, *CONTACT, "-s", "DOWNLOAD_DELAY=0")
    assert status == 0, errors
    assert 'sitemaps = ["/all.xml"]' in out
    assert re.search(r"  sitemap +/all\.xml +1\n", errors)
    assert "crawls read the sitemaps and the front page" in errors


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "name one site: scrapy add https://news.example.org"),
        (
            ("https://a.example", "--dryrun"),
            "there is no option --dryrun; `scrapy add -h` lists them",
        ),
        (("nonsense",), "nonsense is not an address such as"),
        (("https://news.example.org",), "Name an address: -s NEWSCRAWL_CONTACT="),
        (
            ("https://news.example.org", "--name", "The Paper"),
            "--name The Paper: 2 to 31 lower-case letters",
        ),
        (("https://news.example.org", "--country", "UK"), "--country UK: two capitals of ISO 3166"),
        (("https://news.example.org", "--language", "English"), "--language English: BCP 47"),
        (("https://news.example.org", "--timezone", "London"), "--timezone London: an IANA name"),
        (("https://www.thenationalnews.com",), "scrapy crawl thenational"),
    ],
)
def test_refused(arguments: tuple[str, ...], says: str) -> None:
    status, out, errors = add(*arguments)
    assert status != 0
    assert out == ""
    assert says in errors


def test_a_front_page_kept_from_machines_and_sections_without_a_name() -> None:
    """The feed is found, and the file has the base class of a WordPress front page."""
    feed = (
        "application/rss+xml",
        f"<rss><channel><item><link>SITE{story('bridge')}</link></item></channel></rss>",
    )
    facts = ("--dry-run", "--country", "AE", "--name", "harrow", "--language", "en")
    options = (*facts, *CONTACT, "-s", "DOWNLOAD_DELAY=0")
    with serve(
        {"/": 403, "/robots.txt": 404, "/feed/": feed, story("bridge"): story_page("bridge")}
    ) as site:
        status, out, errors = add(site.url, *options)
    assert status == 0, errors
    assert f'    home = "{site.url}/"\n' in out
    assert 'feeds = ["/feed/"]' in out
    assert f"could not read {site.url}: http 403" in errors
    front = listing(["bridge"], more='<meta name="generator" content="WordPress 6.9">').replace(
        "</nav>", '<a href="/harbour">Harbour</a></nav>'
    )
    with serve(
        {"/": front, "/robots.txt": 404, "/feed/": feed, "/world": listing(["bridge"])}
    ) as site:
        status, out, errors = add(site.url, *options, "--timezone", "Asia/Dubai")
    assert status == 3  # its one article is missing
    assert "class HarrowSpider(WordPressSpider):" in out
    assert "feeds" not in out  # the base class has the feeds
    assert "Platform: WordPress" in errors
    assert "sections without one of newscrawl's names are left out: harbour" in errors
    assert "no article could be read" in errors


def test_help() -> None:
    status, out, _ = add("-h")
    assert status == 0
    assert "a second each" in " ".join(out.split())
    assert "--dry-run" in out
