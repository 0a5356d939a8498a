"""Articles with several pages: joined to one record, bounded, and delivered as far as they could
be read.
"""

from __future__ import annotations

from typing import Any

import pytest
from newspaper import Crawl, crawl, harrow, listing, serve, story

from newscrawl.settings import ITEM_PIPELINES

WORDS = "The keeper of page {} rowed out at dawn, counted the lamps, and wrote the number down before he slept."
DRY = "On page {} the harbour was dry for an hour, which nobody on the quay could remember having seen before."


def page(number: int, following: int | None, link: str = '<link rel="next" href="{}">') -> str:
    """Returns a page of an article. Each page begins with the standfirst."""
    link = link.format(f"{story('lamps')}?page={following}") if following else ""
    return f"""<html lang="en"><head><title>Lamps</title><meta property="og:type" content="article">{link}</head><body>
    <h1>The lamps of the bay</h1><article><p>{"All the lamps of the bay were counted again this year. " * 2}</p>
    <p>{WORDS.format(number)}</p><p>{DRY.format(number)}</p></article></body></html>"""


def crawled(further: dict[str, Any], **settings: Any) -> Crawl:
    pages = {"/world": listing(["lamps"]), story("lamps"): page(1, 2)}
    pages |= {f"{story('lamps')}?page={number}": body for number, body in further.items()}
    with serve(pages) as site:
        return crawl(harrow(site.url), settings=settings)


def test_three_pages_are_one_record() -> None:
    done = crawled({"2": page(2, 3), "3": page(3, None)})
    (item,) = done.items
    texts = item["texts"]
    assert texts[1:] == [line.format(n) for n in (1, 2, 3) for line in (WORDS, DRY)]
    assert texts[0].startswith("All the lamps")
    assert item["next_page"] is None
    assert done.count("pages/joined") == 2


LINK = '<a href="{}">Next page</a>'


def test_pages_that_link_only_to_the_next_one_are_one_record() -> None:
    pages = {"/world": listing(["lamps"]), story("lamps"): page(1, 2, LINK)}
    pages |= {f"{story('lamps')}?page={n}": page(n, n + 1, LINK) for n in (2, 3)}
    pages[f"{story('lamps')}?page=4"] = page(4, None)
    with serve(pages) as site:
        (item,) = crawl(harrow(site.url)).items
    assert item["texts"][1:] == [line.format(n) for n in (1, 2, 3, 4) for line in (WORDS, DRY)]
    assert item["next_page"] is None


@pytest.mark.parametrize(("most", "last"), [(2, 2), (20, 3)])
def test_such_an_article_is_cut_if_a_page_was_not_read(most: int, last: int) -> None:
    pages = {str(n): page(n, n + 1, LINK) for n in (2, 3)} | {"4": 410}
    (item,) = crawled(pages, NEWSCRAWL_ARTICLE_PAGES=most).items
    assert item["texts"][-1] == DRY.format(last)
    assert item["next_page"].endswith(f"?page={last + 1}")


def test_pages_of_comments_are_not_followed() -> None:
    text = page(1, None)
    pages = {"/world": listing(["lamps"])}
    for n in range(1, 6):
        address = story("lamps") + (f"?page={n}" if n > 1 else "")
        link = LINK.format(f"{story('lamps')}?page={n + 1}")
        pages[address] = text.replace("</article>", f"</article>{link}")
    with serve(pages) as site:
        (item,) = crawl(harrow(site.url)).items
    assert item["texts"][1:] == [WORDS.format(1), DRY.format(1)]
    assert item["next_page"] is None
    assert [path[-1] for path in site.asked if "?page=" in path] == ["2"]


def test_a_page_that_is_gone_leaves_the_rest_and_says_so() -> None:
    done = crawled({"2": page(2, 3), "3": 410})
    (item,) = done.items
    assert item["texts"][-1] == DRY.format(2)
    assert item["next_page"].endswith("?page=3")
    assert done.count("pages/http_410") == 1


@pytest.mark.parametrize("back_to", [1, 2])
def test_a_loop_of_pages_ends(back_to: int) -> None:
    done = crawled({"2": page(2, back_to), "1": page(1, 2)})
    (item,) = done.items
    assert item["texts"][-1] == DRY.format(2)
    assert len(item["texts"]) == 5


@pytest.mark.parametrize(("most", "cut"), [(3, 1), (5, 0)])
def test_an_article_whose_last_pages_were_not_read_is_cut(most: int, cut: int) -> None:
    pages = {str(n): page(n, n + 1) for n in range(2, 5)} | {"5": page(5, None)}
    done = crawled(pages, NEWSCRAWL_ARTICLE_PAGES=most, ITEM_PIPELINES=ITEM_PIPELINES)
    assert done.stats.get("newscrawl/completeness/kind/paginated", 0) == cut
    assert done.stats.get("newscrawl/completeness/truncated", 0) == cut


def test_the_number_of_pages_is_bounded() -> None:
    done = crawled({str(n): page(n, n + 1) for n in range(2, 12)}, NEWSCRAWL_ARTICLE_PAGES=4)
    (item,) = done.items
    assert item["texts"][-1] == DRY.format(4)
    assert done.count("pages/too_many") == 1
    assert item["next_page"].endswith("?page=5")
