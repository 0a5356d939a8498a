"""The dates of publication and of change, and the places that state them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_of import ld, meta, page_of

from newscrawl.extraction.facts import dateparse, dates

FETCHED = "2026-04-22T08:00:00Z"


def article(**values: object) -> str:
    return ld({"@type": "NewsArticle", "headline": "Ferry", **values})


def published(
    head: str = "",
    body: str = "",
    zone: str | None = None,
    url: str = "https://x.example/a",
    language: str | None = None,
) -> dateparse.Moment | None:
    return dates.Dates(
        page_of(head, body, url), zone=zone, fetched_at=FETCHED, language=language
    ).published()


def test_json_ld_before_meta() -> None:
    moment = published(
        article(datePublished="2026-04-21T10:00:00Z")
        + meta(article__published_time="2026-04-20T10:00:00Z")
    )
    assert moment and (moment.source, moment.text) == (
        "json_ld:datePublished",
        "2026-04-21T10:00:00+00:00",
    )


def test_a_day_is_filled_by_a_later_source_of_that_day() -> None:
    head = article(datePublished="2026-04-21")
    moment = published(head + meta(article__published_time="2026-04-21T10:05:00+01:00"))
    assert moment and (moment.source, moment.instant) == (
        "meta:article:published_time",
        "2026-04-21T09:05:00Z",
    )
    moment = published(head + meta(article__published_time="2026-03-01T10:05:00+01:00"))
    assert moment and moment.text == "2026-04-21"


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("آخر تحديث: 21 أبريل 2026", "ar"),
        ("עודכן: 21 באפריל 2026", "he"),
        ("به‌روزرسانی: 21 آوریل 2026", "fa"),
        ("अपडेट: 21 अप्रैल 2026", "hi"),
        ("আপডেট: 21 এপ্রিল 2026", "bn"),
        ("อัปเดต 21 เมษายน 2569", "th"),
        ("Ажурирано: 21. април 2026", "sr"),
        ("Actualitzat: 21 abril 2026", "ca"),
        ("Stand: 21. April 2026", "de"),
    ],
)
def test_the_day_of_a_change_leaves_the_declared_day(line: str, language: str) -> None:
    head = article(datePublished="2026-03-01T10:00:00Z")
    moment = published(head, f"<h1>Ferry</h1><p>{line}</p>", language=language)
    assert moment and moment.instant == "2026-03-01T10:00:00Z"


@pytest.mark.parametrize(
    "lines, day",
    [
        ("<p>21 March 2023</p>", "2023-03-21"),
        ("<p>Ines Vidal</p><p>Published 21 March 2023</p>", "2023-03-21"),
        ("<p>Updated 21 March 2023</p>", "2026-04-20"),
        ("<p>19 April 2026</p>", "2026-04-20"),  # the day before, in another zone
        ("<p>21 March 2023</p><p>20 April 2026</p>", "2026-04-20"),
        ("<p>22 April 2026</p>", "2026-04-20"),  # declared as the day of change
        ("<p>04/05/2023</p>", "2026-04-20"),  # in April or in May
        ("<aside>21 March 2023</aside>", "2026-04-20"),
        ("<p>The ferry was built on 21 March 2023 by hand, they say.</p>", "2026-04-20"),
        ("<p>Line</p>" * 6 + "<p>21 March 2023</p>", "2026-04-20"),
    ],
)
def test_the_day_that_readers_see_under_the_headline_counts(lines: str, day: str) -> None:
    head = article(datePublished="2026-04-20T10:00:00Z", dateModified="2026-04-22")
    moment = published(head, f"<h1>Ferry</h1>{lines}", language="en")
    assert moment and moment.text[:10] == day


def test_a_time_without_offset_needs_the_publisher_s_zone() -> None:
    head = article(datePublished="2026-04-21T10:05:00")
    bare, placed = published(head), published(head, zone="Europe/Vienna")
    assert bare and (bare.text, bare.instant, bare.zone) == ("2026-04-21T10:05:00", None, None)
    assert placed and (placed.text, placed.instant, placed.zone) == (
        "2026-04-21T10:05:00+02:00",
        "2026-04-21T08:05:00Z",
        "publisher",
    )


@pytest.mark.parametrize(
    "local, text",
    [
        ("2026-04-20T21:35:29-04:00", "2026-04-20T21:35:29-04:00"),
        ("2026-04-20T21:35:29", "2026-04-20T21:35:29-04:00"),
        ("2026-04-20T21:35", "2026-04-20T21:35:29-04:00"),
        ("2026-04-21T07:05:29", "2026-04-21T07:05:29+05:30"),
        ("2026-04-20T21:36:29", "2026-04-21T01:35:29+00:00"),  # another minute
        ("2026-04-21T16:35:29", "2026-04-21T01:35:29+00:00"),  # no zone is 15 hours ahead
        ("2026-04-20T22:35:29-04:00", "2026-04-21T01:35:29+00:00"),  # another instant
        ("2026-04-20", "2026-04-21T01:35:29+00:00"),
    ],
)
@pytest.mark.parametrize("is_meta", [True, False])
def test_an_instant_stated_in_utc_and_in_another_zone_keeps_the_other_zone(
    local: str, text: str, is_meta: bool
) -> None:
    head = article(datePublished="2026-04-21T01:35:29Z")
    body = "<h1>Ferry</h1>" if is_meta else f"<h1>Ferry</h1><time datetime={local}>now</time>"
    moment = published(head + meta(article__published_time=local) if is_meta else head, body)
    assert moment and moment.text == text
    assert moment.instant == "2026-04-21T01:35:29Z"


def test_an_unknown_zone_is_no_zone() -> None:
    for zone in ("Nowhere/City", "../etc/passwd", "", "\0"):
        moment = published(article(datePublished="2026-04-21T10:05:00"), zone=zone)
        assert moment and moment.instant is None


def test_a_stated_midnight_is_a_day() -> None:
    moment = published(article(datePublished="2026-04-21T00:00:00Z"))
    assert moment and (moment.text, moment.instant, moment.precision) == (
        "2026-04-21T00:00:00+00:00",
        None,
        "day",
    )
    moment = published(
        article(datePublished="2026-04-21T00:00:00Z")
        + meta(article__published_time="2026-04-21T06:30:00Z")
    )
    assert moment and moment.instant == "2026-04-21T06:30:00Z"


@pytest.mark.parametrize(
    "bad",
    [
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "1970-01-01T00:00:00Z",
        "2026-04-25T00:30:00Z",
        "1799-12-31",
        "",
        None,
        [],
        {},
        5,
    ],
)
def test_implausible_dates_give_way(bad: object) -> None:
    assert published(article(datePublished=bad)) is None
    moment = published(
        article(datePublished=bad) + meta(article__published_time="2026-04-21T10:00:00Z")
    )
    assert moment and moment.source == "meta:article:published_time"


@pytest.mark.parametrize("day", ["1800-01-01", "2026-04-24"])
def test_a_declared_date_may_be_old_and_up_to_two_days_after_the_fetch(day: str) -> None:
    moment = published(article(datePublished=day))
    assert moment and moment.text == day


def test_no_other_date_is_used_if_the_stated_one_is_in_the_future() -> None:
    body = "<h1>Ferry</h1><span>1 April 2026</span>"
    assert published(article(datePublished="2026-09-01T10:00:00Z"), body) is None
    assert published("", body)


def test_the_date_of_a_comment_is_not_declared() -> None:
    comment = '<time itemprop="datePublished" datetime="2026-04-20T10:00:00Z">Monday</time>'
    body = f'<h1>Ferry</h1><div itemprop="comment" itemscope>{comment}</div>'
    found = dates.Dates(page_of(body=body), fetched_at=FETCHED).declared()
    assert found == []


def test_no_date_is_after_now_if_nobody_knows_when_the_page_was_fetched() -> None:
    soon = datetime.now(UTC) + timedelta(days=1)
    later = page_of(article(datePublished="2087-05-01T10:00:00Z", dateModified="2087-05-01"))
    assert (dates.Dates(later).published(), dates.Dates(later).modified()) == (None, None)
    found = dates.Dates(page_of(article(datePublished=soon.isoformat()))).published()
    assert found and found.value == soon


@pytest.mark.parametrize(
    "url, day",
    [
        ("https://x.example/2026/04/21/ferry", "2026-04-21"),
        ("https://x.example/2026/apr/21/ferry", "2026-04-21"),
        ("https://x.example/news/2026-04-21-ferry.html", "2026-04-21"),
        ("https://x.example/ferry-20260421", "2026-04-21"),
        ("https://x.example/2026/04/ferry", None),
        ("https://x.example/2026/11/doobie", None),
        ("https://x.example/2026/13/45/", None),
        ("https://x.example/20264578/2026/04/21/", "2026-04-21"),
        ("https://x.example/ferry-120260421", None),
    ],
)
def test_days_in_addresses(url: str, day: str | None) -> None:
    moment = dates.Dates(page_of(url=url), fetched_at="2026-12-30T00:00:00Z").published()
    assert (moment.text if moment else None) == day


@pytest.mark.parametrize(
    "line, language, text",
    [
        ("Published: 21 April 2026 at 10:05", "en-GB", "2026-04-21T10:05:00"),
        ("05.04.2026 - Güncelleme : 06.04.2026", "tr", "2026-04-05"),
        ("21. April 2026, 10.05 Uhr", "de", "2026-04-21T10:05:00"),
        ("2026年4月21日", "ja", "2026-04-21"),
        ("令和8年4月21日", "ja", "2026-04-21"),
        ("سه‌شنبه ۱ اردیبهشت ۱۴۰۵ - ۱۰:۰۵", "fa", "2026-04-21T10:05:00"),
        ("۱۴۰۵/۰۲/۰۱", "fa", "2026-04-21"),
    ],
)
def test_dates_in_words_under_the_headline(line: str, language: str, text: str) -> None:
    moment = published(
        "", f"<h1>Ferry</h1><div>{line}</div><p>Text of 1 March 2026.</p>", language=language
    )
    assert moment and (moment.text, moment.source) == (text, "text")


@pytest.mark.parametrize(
    "head, body, source",
    [
        ("", "<h1>Ferry</h1><div>Updated: 21 April 2026</div>", "text:updated"),
        ("", "<h1>Ferry</h1><time>Last updated 21 April 2026, 10:05</time>", "text:updated"),
        ("", "<p>It sails.</p><div><p>Last edited 21 April 2026 by Tom</p></div>", "text:updated"),
        (
            ld({"@type": "Article", "dateModified": "2026-04-21T10:05:00Z"}),
            "<h1>Ferry</h1>",
            "json_ld:dateModified",
        ),
    ],
)
def test_a_page_that_only_says_when_it_was_changed(head: str, body: str, source: str) -> None:
    moment = published(head, body, language="en")
    assert moment and (moment.text, moment.precision, moment.instant) == ("2026-04-21", "day", None)
    assert moment.source == source
    moment = published(head, body + "<h1>Ferry</h1><p>Published 20 April 2026</p>", language="en")
    assert moment is None or moment.text == "2026-04-20"


@pytest.mark.parametrize(
    "body, day",
    [
        ("<div>Ferry back</div><em>21.04.2026 11:35</em><h4>It sails</h4>", "2026-04-21T11:35:00"),
        ("<div>Ferry back</div><p>The ferry was built on 21.04.2026 by hand, they say.</p>", None),
        ("<div>Ferry back</div><ul><li>21.04.2026</li></ul>", None),
        ("<aside>21.04.2026</aside>", None),
    ],
)
def test_a_date_that_stands_alone(body: str, day: str | None) -> None:
    moment = published("", body, language="de")
    assert (moment.text if moment else None) == day


def test_of_time_elements_the_first_under_the_headline() -> None:
    body = (
        '<a href="/old"><time datetime="2026-04-01T10:00:00Z">1 April 2026</time></a><h1>Ferry</h1>'
        '<p><time datetime="2026-04-21T10:00:00Z">21 April 2026</time></p>'
    )
    moment = published("", body)
    assert moment and (moment.source, moment.instant) == ("time", "2026-04-21T10:00:00Z")


def test_modified() -> None:
    page = page_of(
        article(dateModified="2026-04-21T10:00:00Z")
        + meta(article__modified_time="2026-04-20T10:00:00Z")
    )
    moment = dates.Dates(page, fetched_at=FETCHED).modified()
    assert moment and moment.instant == "2026-04-21T10:00:00Z"
    assert (
        dates.Dates(
            page_of("", "<h1>x</h1><span>1 April 2026</span>"), fetched_at=FETCHED
        ).modified()
        is None
    )


@settings(deadline=None, max_examples=200)
@given(st.text("0123456789-:T+Z., /", max_size=40) | st.text(max_size=30))
def test_never_raises(raw: str) -> None:
    moment = dateparse.parse(raw)
    if moment is not None:
        assert moment.text
        published(meta(article__published_time=raw.replace('"', "").replace("\ud800", "")))


def test_microdata_and_the_page_s_node() -> None:
    moment = published(
        "",
        '<h1>Ferry</h1><span itemprop="datePublished" content="2026-04-21T10:00:00+02:00">x</span>',
    )
    assert moment and (moment.source, moment.instant) == ("itemprop", "2026-04-21T08:00:00Z")
    moment = published(ld({"@type": "WebPage", "datePublished": "2026-04-21T10:00:00Z"}))
    assert moment and moment.source == "json_ld:datePublished"


def test_a_date_within_a_sentence_is_not_the_article_s() -> None:
    body = "<h1>Ferry</h1><p>The first ferry sailed to the islands on 1 April 2026, as far as anybody remembers.</p>"
    assert published("", body, language="en") is None


@pytest.mark.parametrize(
    ("line", "day"), [("28.09.1912:44", None), ("28.09.1989", None), ("28.09.2019", "2019-09-28")]
)
def test_no_page_shows_a_date_from_before_there_were_pages(line: str, day: str | None) -> None:
    found = dates.Dates(
        page_of(body=f"<h1>Bridge</h1><p class=date>{line}</p>", url="http://paper.example/a")
    ).published()
    assert (found.text if found else None) == day


@pytest.mark.parametrize(
    "markup, language, text",
    [
        ("<p>Published 10:02 AM EST Nov 19, 2019</p>", "en", "2019-11-19T10:02:00-05:00"),
        ("<p>15:15 Uhr, 8. Mai 2024</p>", "de", "2024-05-08T15:15:00"),
        ("<p>08/05/2024 15:15 GMT+7</p>", "vi", "2024-05-08T15:15:00+07:00"),
        ("<p>2024. május 8. 15:15</p>", "hu", "2024-05-08T15:15:00"),
        ("<p>8 de mayo de 2024, 3:15 p. m.</p>", "es", "2024-05-08T15:15:00"),
        ("<p>08.05.2024, 15:15 Uhr MESZ</p>", "de", "2024-05-08T15:15:00+02:00"),
        ("<p>8-May-2024 15:15</p>", "en", "2024-05-08T15:15:00"),
        ("<p>8 मई 2024</p>", "hi", "2024-05-08"),
        ("<p>8 พ.ค. 2567</p>", "th", "2024-05-08"),
        ("<p>8 พฤษภาคม 2567</p>", "th", "2024-05-08"),
        ('<p class="timestamp" title="2016-06-13T1603Z">Jun 13, 4:03 PM EDT</p>', "en", "2016-06-13T16:03:00+00:00"),
        ("<p>Until Feb. 23, 2015 the ferry that was sold sails again, and the islands are glad of it.</p>", "en", None),
        ("<p>Updated May 9, 2024, 9:15 am</p><p>May 8, 2024, 3:15 pm</p>", "en", "2024-05-08T15:15:00"),
        ("<p>Updated May 9, 2024, 9:15. Published May 8, 2024, 8:15</p>", "en", "2024-05-08T08:15:00"),
    ],
)  # fmt: skip
def test_dates_under_the_headline(markup: str, language: str, text: str | None) -> None:
    page = page_of("", f"<h1>Ferry back</h1>{markup}", url="https://gazette.example/ferry")
    moment = dates.Dates(page, language=language).published()
    assert (moment.text if moment else None) == text


def test_an_update_under_the_headline_is_the_change() -> None:
    body = "<h1>Ferry back</h1><p>Published May 8, 2024, 8:15. Updated May 9, 2024, 9:15</p>"
    moment = dates.Dates(page_of("", body), language="en").modified()
    assert moment and (moment.text, moment.source) == ("2024-05-09T09:15:00", "text")
    assert (
        dates.Dates(
            page_of("", "<h1>Ferry back</h1><p>May 8, 2024, 8:15</p>"), language="en"
        ).modified()
        is None
    )


@pytest.mark.parametrize(
    "line, day",
    [
        ("<b>기사입력 :[ 2018-08-25 15:24 ]</b>", "2018-08-25T15:24:00"),
        ("<b>Opublikowano: 08.05.2024</b>", "2024-05-08"),
        ("<b>The council of the islands was founded 08.05.2024</b>", None),
        ("<script>published: 08.05.2024</script>", None),
    ],
)
def test_a_date_with_a_label_counts_anywhere_on_the_page(line: str, day: str | None) -> None:
    moment = dates.Dates(
        page_of("", f"<div>Ferry back</div>{line}", url="https://gazette.example/ferry")
    ).published()
    assert (moment.text if moment else None) == day


@pytest.mark.parametrize(
    "others",
    [
        '<ul><li><time datetime="2024-01-01 09:00">1</time> <a href="/other">Another story with a long headline</a></li></ul>',
        '<a href="/other"><h3>Another story</h3><time datetime="2024-01-01 09:00">1</time></a>',
    ],
)
def test_a_time_beside_a_link_belongs_to_the_linked_page(others: str) -> None:
    body = f'<div><time datetime="2024-05-08 15:15">8</time></div><h1>Ferry back</h1>{others}'
    moment = dates.Dates(page_of("", body, url="https://gazette.example/ferry")).published()
    assert moment and moment.text == "2024-05-08T15:15:00"


@pytest.mark.parametrize(
    "script, text",
    [
        (
            '{"article": {"title": "Ferry back", "publishedAt": "2026-04-21T10:42:00+02:00"}}',
            "2026-04-21T10:42:00+02:00",
        ),
        ('self.push([1,"{\\"deployDt\\":\\"2026.04.21 10:42\\"}"])', "2026-04-21T10:42:00"),
        ('{"publish_date": 1776760920000}', "2026-04-21T08:42:00+00:00"),
        ('{"publishedAt": "2026-04-21", "related": [{"publishedAt": "2026-04-20"}]}', None),
        ('{"publishedAt": "0001-01-01T00:00:00"}', None),
        ('{"published": true}', None),
    ],
)
def test_a_date_that_scripts_alone_state(script: str, text: str | None) -> None:
    head = '<meta property="og:image" content="/media/2026/04/20/ferry.jpg">'
    page = page_of(
        head, f"<h1>Ferry back</h1><script>{script}</script>", url="https://gazette.example/ferry"
    )
    moment = dates.Dates(page, fetched_at=FETCHED).published()
    assert (moment and (moment.text, moment.source)) == (text and (text, "script"))
    shown = page_of(
        "",
        f"<h1>Ferry back</h1><p>April 1, 2026</p><script>{script}</script>",
        url="https://gazette.example/ferry",
    )
    assert dates.Dates(shown, fetched_at=FETCHED).published().text == "2026-04-01"  # type: ignore[union-attr]
