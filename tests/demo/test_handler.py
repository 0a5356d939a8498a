"""The demo's download handler: what its two sites answer."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.exceptions import NotSupported
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

import newscrawl
from newscrawl.demo.aggregator import Aggregator, damage, preview
from newscrawl.demo.handler import DemoDownloadHandler
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.stories import SECTIONS, parse, stories, without_links

DAILY = "http://daily.example"
PREVIEW = "http://preview.example"


@pytest.fixture
def demo() -> DemoDownloadHandler:
    return DemoDownloadHandler(get_crawler())


def get(demo: DemoDownloadHandler, address: str) -> Response:
    return asyncio.run(demo.download_request(Request(address)))


def special(name: str) -> str:
    (path,) = (story.listed_path for story in stories() if story.special == name)
    return DAILY + path


def test_every_story_is_served_in_its_own_way(demo: DemoDownloadHandler) -> None:
    statuses = {"moved": 301, "missing": 404, "gone": 410, "flaky": 500}
    for story in stories():
        got = get(demo, DAILY + story.listed_path)
        assert got.status == statuses.get(story.special, 200), story.slug
        if got.status == 200 and story.special != "latin-1":
            assert f'<link rel="canonical" href="{story.url}">' in got.text


def test_at_least_forty_stories_in_english_and_a_few_in_four_other_languages() -> None:
    languages = [
        story.language for story in stories() if story.special not in ("missing", "gone", "members")
    ]
    assert languages.count("en") >= 40
    assert {
        language: languages.count(language) for language in ("de", "fr", "es", "ar")
    } == dict.fromkeys(("de", "fr", "es", "ar"), 2)


def test_slugs_and_addresses_are_unique() -> None:
    assert (
        len({story.slug for story in stories()})
        == len({story.path for story in stories()})
        == len(stories())
    )


def test_the_bodies_words_are_all_on_the_page(demo: DemoDownloadHandler) -> None:
    for story in stories():
        if story.special:
            continue
        page = unescape(re.sub(r"<[^>]*>", "", get(demo, story.url).text))
        for part in story.pages[0]:
            assert without_links(part.text) in page, story.slug


def test_no_two_templates_mark_the_body_alike(demo: DemoDownloadHandler) -> None:
    marks = {
        "jsonld": "article-body",
        "meta": "entry-content",
        "microdata": 'itemprop="articleBody"',
        "soup": 'class="txt"',
    }
    for story in stories():
        if not story.special:
            page = get(demo, story.url).text
            assert [name for name, mark in marks.items() if mark in page] == [story.template]


def test_sections_list_every_story_over_their_pages(demo: DemoDownloadHandler) -> None:
    found: set[str] = set()
    for name in SECTIONS:
        address, pages = f"/{name}", 0
        while address:
            got = get(demo, DAILY + address)
            assert got.status == 200
            cards = got.text.partition('<div class="cards">')[2].partition(
                '<nav class="pagination">'
            )[0]
            found |= set(re.findall(r'<h[23]><a href="([^"]*)"', cards))
            following = re.search(r'<a rel="next" href="([^"]*)"', got.text)
            address = following[1] if following else ""
            pages += 1
        assert pages >= 2, name
    assert {story.listed_path for story in stories()} <= found
    assert len(found) == len(stories()) + 1  # the duplicate has a second address


def test_feed_and_news_sitemap(demo: DemoDownloadHandler) -> None:
    feed = get(demo, f"{DAILY}/feed.xml")
    assert feed.headers["Content-Type"].startswith(b"application/rss+xml")
    assert feed.text.count("<item>") == 20
    sitemap = get(demo, f"{DAILY}/news-sitemap.xml").text
    dates = re.findall(r"<news:publication_date>([^<]*)", sitemap)
    assert dates and all("2026-03-08T18" < date <= "2026-03-10T18" for date in dates)
    for story in stories():
        assert (story.url in sitemap) == (story.published.isoformat() > "2026-03-08T18"), story.slug
    for name in ("missing", "gone", "members"):
        assert special(name) not in feed.text + sitemap


def test_robots(demo: DemoDownloadHandler) -> None:
    robots = get(demo, f"{DAILY}/robots.txt")
    assert robots.headers["Content-Type"].startswith(b"text/plain")
    assert "Crawl-delay: 0.05" in robots.text and "Disallow: /members/" in robots.text
    assert urlsplit(special("members")).path.startswith("/members/")
    assert "Disallow: /private/" in get(demo, f"{PREVIEW}/robots.txt").text


def test_the_flaky_page_heals_and_fails_in_the_next_crawl(demo: DemoDownloadHandler) -> None:
    assert [get(demo, special("flaky")).status for _ in range(3)] == [500, 200, 200]
    assert get(DemoDownloadHandler(get_crawler()), special("flaky")).status == 500


def test_the_moved_page_leads_to_the_story(demo: DemoDownloadHandler) -> None:
    got = get(demo, special("moved"))
    (story,) = (story for story in stories() if story.special == "moved")
    assert got.headers["Location"] == story.url.encode()
    assert get(demo, story.url).status == 200


def test_the_duplicate_has_two_addresses_and_one_canonical(demo: DemoDownloadHandler) -> None:
    first = special("duplicate")
    second = first.replace("/world/", "/business/")
    assert get(demo, first).body == get(demo, second).body


def test_the_stubs_hold_back_the_rest(demo: DemoDownloadHandler) -> None:
    for name in ("paywall", "registration"):
        (story,) = (story for story in stories() if story.special == name)
        page = get(demo, story.url).text
        assert story.pages[0][-1].text in page and story.pages[1][0].text not in page
        assert '"isAccessibleForFree": false' in page


def test_the_story_over_three_pages(demo: DemoDownloadHandler) -> None:
    (story,) = (story for story in stories() if story.special == "pages")
    pages = [
        get(demo, f"{story.url}?page={number}" if number > 1 else story.url).text
        for number in (1, 2, 3)
    ]
    for number, page in enumerate(pages):
        assert [parts[0].text in page for parts in story.pages] == [n == number for n in range(3)]
    assert [
        f'<link rel="next" href="{story.url}?page={n}">' in page
        for n, page in zip((2, 3, 4), pages, strict=True)
    ] == [True, True, False]
    assert get(demo, f"{story.url}?page=4").status == 404


def test_the_live_blog_is_newest_first(demo: DemoDownloadHandler) -> None:
    page = get(demo, special("live")).text
    assert '"@type": "LiveBlogPosting"' in page
    stamps = re.findall(r'class="live-entry"[^>]*><time datetime="([^"]*)"', page)
    assert len(stamps) == 4 and stamps == sorted(stamps, reverse=True)


def test_the_old_system_says_its_encoding_in_the_page_alone(demo: DemoDownloadHandler) -> None:
    got = get(demo, special("latin-1"))
    assert got.headers["Content-Type"] == b"text/html"
    assert b"charset=iso-8859-1" in got.body and "£9,411" in got.body.decode("latin-1")
    with pytest.raises(UnicodeDecodeError):
        got.body.decode("utf-8")


def test_the_damaged_page_mixes_damage_and_intact_characters(demo: DemoDownloadHandler) -> None:
    page = get(demo, special("mojibake")).text
    assert "Â£1" in page and "Ã¢â‚¬â„¢" in page and "Zoë" in page


def test_the_broken_page_is_cut(demo: DemoDownloadHandler) -> None:
    page = get(demo, special("broken")).text
    assert "</html>" not in page and "</td>" in page and page.count("</p>") < page.count("<p>")


def test_previews_are_cut_in_mid_sentence_and_damaged(demo: DemoDownloadHandler) -> None:
    front = get(demo, f"{PREVIEW}/").text
    links = re.findall(r'<a href="(/preview/[^"]*)"', front)
    assert len(links) >= 8
    for link in links:
        page = get(demo, PREVIEW + link).text
        assert "πŸ“°" in page and "Read Full Article β†’" in page and "📰" not in page
        assert "Continue Reading on The Daily Example" in page


def test_a_preview_holds_about_fifteen_per_cent_of_its_story() -> None:
    for story in Aggregator(stories()).stories:
        shown = sum(len(paragraph.split()) for paragraph in preview(story))
        whole = sum(
            len(without_links(part.text).split()) for part in story.pages[0] if part.kind != "image"
        )
        assert 0.12 <= shown / whole <= 0.16
        assert not preview(story)[-1].endswith((".", "!", "?", "”", '"'))


def test_damage_is_that_of_windows_1253_filled_from_1252() -> None:
    assert damage("£10") == "Β£10"
    assert damage("→") == "β†’"
    assert damage("📰") == "πŸ“°"
    assert damage("plain") == "plain"


def test_pages_that_the_demo_lacks_answer_404(demo: DemoDownloadHandler) -> None:
    assert get(demo, f"{DAILY}/").status == 200
    for path in ("/nothing", "/world?page=99", "/world?page=x", "/sport/page/0", "/world/none"):
        assert get(demo, DAILY + path).status == 404, path


def test_a_response_names_its_request_and_how_long_it_took(demo: DemoDownloadHandler) -> None:
    response = get(demo, f"{DAILY}/world")
    assert isinstance(response, HtmlResponse)
    assert response.request
    assert response.request.meta["download_latency"] > 0


@pytest.mark.parametrize("address", ["http://elsewhere.example/", "https://daily.example/"])
def test_every_other_site_is_refused(demo: DemoDownloadHandler, address: str) -> None:
    with pytest.raises(NotSupported, match="not a page of the demo"):
        get(demo, address)


@given(path=st.text(), query=st.text())
def test_any_address_has_an_answer(path: str, query: str) -> None:
    for site in (Newspaper(stories()), Aggregator(stories())):
        assert site.answer("/" + path, query).status in (200, 301, 404, 410, 500)


def test_the_markup() -> None:
    story = parse(
        '+++\nslug = "s"\ntitle = "T"\ndescription = "D"\nsection = "world"\npublished = "2026-03-01T10:00:00+00:00"\n'
        'language = "en"\ntemplate = "meta"\n+++\n'
        "One\nline.\n\n## Head\n\n> Said.\n\n- a\n- b\n\n![C | X](/i.jpg)\n---\nTwo.\n"
    )
    assert [[(part.kind, part.text) for part in page] for page in story.pages] == [
        [
            ("paragraph", "One line."),
            ("heading", "Head"),
            ("quote", "Said."),
            ("list_item", "a"),
            ("list_item", "b"),
            ("image", "C"),
        ],
        [("paragraph", "Two.")],
    ]
    assert (story.pages[0][-1].credit, story.pages[0][-1].url) == ("X", "/i.jpg")


def test_the_stories_are_read_from_a_zipped_package_too(tmp_path: Path) -> None:
    package = Path(newscrawl.__file__).parent
    with ZipFile(tmp_path / "newscrawl.egg", "w") as egg:
        for file in (
            package / "__init__.py",
            package / "version.py",
            *(package / "demo").rglob("*.[mp][dy]"),
        ):
            egg.write(file, file.relative_to(package.parent))
    program = "from newscrawl.demo import stories; print(stories.__file__, len(stories.stories()))"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "newscrawl.egg")}
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert "newscrawl.egg" in done.stdout and done.stdout.split()[-1] == str(len(stories()))
