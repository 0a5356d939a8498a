"""The made newspaper: heavy as real pages, the same each time, and readable as an article."""

from __future__ import annotations

from urllib.request import urlopen

import generated_site
import throughput

from newscrawl import read_article

HOST = "http://paper.example"


def test_the_same_numbers_give_the_same_pages():
    assert list(generated_site.pages(7, 40_000, HOST)) == list(
        generated_site.pages(7, 40_000, HOST)
    )


def test_sections_list_every_article_over_as_many_pages_as_they_need():
    found = dict(generated_site.pages(700, 1_000, HOST))
    lists = b"".join(body for path, body in found.items() if path.count("/") == 2)
    assert "/world/?page=2" in found
    assert all(generated_site.path_of(number).encode() in lists for number in range(700))


def test_an_article_is_as_large_as_asked_and_reads_as_one():
    page = generated_site.article(3, 40, 65_000, HOST)
    record = read_article(page, HOST + generated_site.path_of(3))
    assert 60_000 < len(page) < 72_000
    assert record.title == generated_site.title_of(3)
    assert record.word_count > 200
    assert "newsletter" not in record.text


def test_the_site_is_served_by_a_process_of_its_own():
    with generated_site.served(2, 2_000) as url:
        body = urlopen(url + generated_site.path_of(1)).read()
    assert generated_site.title_of(1) in body.decode()


def test_the_table_has_the_middle_of_all_rounds():
    cost = {"pages": 10, "cpu": 2.0, "first": 0.5, "peak": 100.0, "longest": 0.02}
    rounds = [cost, {**cost, "cpu": 1.0}, {**cost, "cpu": 9.0}]
    assert "| bare | 10 | 200.0 | 5 | 100 | 0.50 | 20 |" in throughput.shown({"bare": rounds})
