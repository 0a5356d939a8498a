"""The table of the extraction's rules: what each is for, and how evidence.py switches it off."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from newscrawl.extraction.body import container, pruning
from newscrawl.extraction.facts import authors, title
from newscrawl.extraction.strings import normal


@dataclass(frozen=True)
class Rule:
    """A rule, what it is for, and how it is switched off.

    `off` has the replacement for each name below newscrawl.extraction, such as
    "facts.mentions._in_path". A `Without` stands for a function with one piece of its source
    replaced. `kind` says what the rule decides: "text", or a fact.
    """

    kind: str
    name: str
    purpose: str
    off: Mapping[str, Any]


@dataclass(frozen=True)
class Without:
    """Stands for a function in whose source `old` is replaced by `new`. It switches off a rule that
    is one condition in a larger function.
    """

    old: str
    new: str = "if False:"


NEVER = re.compile("(?!)")
"""A pattern that matches nothing."""

Entry = tuple[str, str, Mapping[str, Any]]
"""The name of a rule, its purpose, and what switches it off."""


def always(value: Any) -> Callable[..., Any]:
    """Returns a function that returns this value, whatever it is given."""
    return lambda *_, **__: value


no, yes, none, empty = map(always, (False, True, None, ()))


def nothing(*_: Any, **__: Any) -> list[Any]:
    return []


def less(table: Any, entry: Any) -> Any:
    """Returns a table or a series without one entry."""
    if isinstance(table, dict):
        return {name: value for name, value in table.items() if name != entry}
    return type(table)(one for one in table if one != entry)


def but(function: Callable[..., Any], unwanted: Callable[[Any], bool]) -> Callable[..., list[Any]]:
    """Returns a function that gives a series, without its unwanted items."""
    return lambda *given: [item for item in function(*given) if not unwanted(item)]


def same_name(name: str, other: str) -> str | None:
    return name if normal(name) == normal(other) else None


# Titles: the model chooses among the forms that these places give.


def _place(name: str) -> dict[str, Any]:
    return {"facts.title.sources": but(title.sources, lambda item: item[0] == name)}


TITLES = (
    ("JSON-LD's headline", "the title as the data states it", _place("headline")),
    ("og:title", "the title as social networks get it", _place("og:title")),
    ("the article's h1", "the title as readers see it", _place("h1")),
    ("itemprop headline", "microdata", _place("itemprop")),
    ("JSON-LD's name", "data without a headline", _place("name")),
    ("twitter:title", "pages without og:title", _place("twitter:title")),
    ("title tag", "pages that say it nowhere else", _place("title")),
    ("other h1s", "the first h1 may be the site's", _place("h1+")),
    ("h1 shares words with the title tag", "an h1 of the site", {"facts.title._shares_words": yes}),
    ("longer form of a clipped one", "data cut with dots", {"facts.title._is_clipped": no}),
    ("words at the ends of the h1", "a kicker, a number of comments",
     {"facts.title._without_kicker": lambda _, h1: h1}),
    ("names of site and sections", "the piece of a title behind a bar",
     {"facts.title._of_parts": lambda *_: {}}),
    ("words of the address", "the slug is made of the headline", {"facts.title._of_words": lambda *_: {}}),
    ("h1 that leads home", "a logo in the h1", {"page.page_reader._leads_home": no}),
)  # fmt: skip

# Authors: the model chooses among the bylines that these places give.


def _kind(name: str) -> dict[str, Any]:
    return {"facts.authors._kinds": but(authors._kinds, lambda kind: kind == name)}


AUTHORS = (
    ("JSON-LD's author", "the author as the data states it",
     {"facts.authors._of_data": lambda _: authors.Credits()}),
    ("meta tags", "author, parsely-author and the like", {"facts.authors._META": ()}),
    ("card", "twitter:data1", {"facts.authors._LABELLED": ()}),
    ("address elements", "address", _kind("address")),
    ("marked elements", "rel and itemprop author", _kind("marked")),
    ("class of a byline", "class=byline, class=author", _kind("class")),
    ("link to a person's page", "/author/jane-doe", _kind("link")),
    ("By and capitals", "bylines without a mark", _kind("by")),
    ("bylines far from the headline", "pages with a byline elsewhere", {"facts.authors._elsewhere": empty}),
    ("a byline within a line", "6 August by Jane Doe", {"facts.authors._within_lines": empty}),
    ("words that the page writes small", "Personal finance",
     {"facts.authors._is_words": no}),
    ("buttons and labels", "View profile", {"facts.names._NO_NAME": NEVER}),
    ("a name said twice", "Jane DoeJane Doe", {"facts.names._TWICE": NEVER}),
    ("list of agencies", "an agency is no person", {"agencies.is_agency": no}),
    ("By and its like", "words before a name", {"facts.names.PREFIX": NEVER}),
    ("photographers", "a name behind Photo", {"facts.names._VISUAL": NEVER}),
    ("date behind a name", "Jane Doe, 3 May 2026", {"facts.names._DATE": NEVER}),
    ("brackets", "Jane Doe (Berlin)", {"facts.names._BRACKETS": NEVER}),
    ("place behind a name", "Jane Doe in Berlin", {"facts.names._PLACE": NEVER}),
    ("agency behind a name", "Jane Doe Associated Press", {"facts.names._parted": lambda name: [name]}),
    ("names joined by and", "Jane Doe and A. Ex", {"facts.names._conjoined": lambda text: [text]}),
    ("roles", "Jane Doe, Senior Writer",
     {"facts.names._role_off": lambda text: text, "facts.names._without_posts": list}),
    ("roles in Chinese and Japanese", "a reporter's title glued to the name",
     {"facts.names._CJK_ROLE": NEVER}),
    ("roles in Korean", "a reporter's title behind the name", {"facts.names._HANGUL_ROLE": NEVER}),
    ("organisations by a word", "Newsroom, Example Media Group", {"facts.names._ORGANISATION": NEVER}),
    ("what systems write for nobody", "admin, null", {"facts.names._NOBODY": frozenset()}),
    ("generic names", "Agencies, Getty Images", {"facts.names.GENERIC": frozenset()}),
    ("running text", "by the time", {"facts.names._is_running_text": no}),
    ("domains", "example.org is an outlet", {"facts.names._DOMAIN": NEVER}),
    ("beside the article", "bylines of other stories", {"facts.authors.is_aside": no}),
    ("links to the same site alone", "Follow us on a video site",
     {"facts.authors._is_personal": lambda _, href: bool(authors._PERSONAL.search(href))}),
    ("no outlet beside a person", "its own name", {"facts.names.Credits.is_of": no}),
    ("spellings of one name", "Jane Doe, J. Doe, Jane Doe The Gazette", {"facts.names._fuller": same_name}),
)  # fmt: skip

DATES = (
    ("dates of JSON-LD", "datePublished", {"facts.dates.Dates._of_nodes": empty}),
    ("dates of meta tags", "article:published_time and the like", {"facts.dates.Dates._of_meta": empty}),
    ("choice among the days mentioned", "pages that declare no date", {"facts.mentions.best": nothing}),
    ("a shown day counts", "systems declare the day of their start", {"facts.dates.Dates._contradicting": none}),
    ("unmarked time elements", "a time under the headline", {"facts.mentions.in_times": nothing}),
    ("day in the address", "/2026/05/03/", {"facts.mentions._in_path": none}),
    ("dates in texts", "dates anywhere on the page", {"facts.mentions._shown": empty}),
    ("times in attributes", "title=2026-05-03T10:42Z", {"facts.mentions._in_attributes": none}),
    ("dates in scripts", "the page's own data", {"facts.mentions._in_scripts": nothing}),
    ("Updated is no publication", "Updated 3 May", {"facts.mentions._UPDATED": NEVER}),
    ("dates in sentences", "the day of an event", {"facts.mentions.TELLING": {"near": 0.0, "shown": 0.0}}),
    ("fillers", "1970-01-01", {"facts.dates.FILLERS": frozenset()}),
    ("a time refines its day", "a day in the data, the time on the page",
     {"facts.dates._best": Without("and moment.detail > best.detail", "and False")}),
    ("midnight is a day", "00:00:00 is a filler",
     {"facts.dates._best": Without("if best is not None and best.midnight:")}),
    ("a future date ends the guesses", "an event's date",
     {"facts.dates.Dates.published": Without(
         "if any(moment.day > self.last for moment in self._declared(*_OF_PUBLICATION)):")}),
)  # fmt: skip


def _factor(word: str) -> Entry:
    less_weight = less(container._FACTORS, word)
    return f"weight in {word}", f"less weight in {word}", {"body.container._FACTORS": less_weight}


_CAPTIONS = {tag: rule for tag, rule in pruning._PRUNED_TAGS.items() if rule == "caption"}


def _pruned(word: str) -> Entry:
    others = less(pruning._PRUNED_MEANINGS, word)
    return f"furniture by class: {word}", word, {"body.pruning._PRUNED_MEANINGS": others}


TEXTS = (
    ("weights of places", "less weight in furniture and lists", {"body.container._FACTORS": {}}),
    *map(_factor, ("comment", "ul")),
    ("furniture by class", "what a class calls no text", {"body.pruning._PRUNED_MEANINGS": ()}),
    *map(_pruned, ("comment", "related", "meta", "box", "author", "frame")),
    ("furniture by tag", "nav, aside, footer, form", {"body.pruning._PRUNED_TAGS": _CAPTIONS}),
    ("two line breaks part paragraphs", "pages without p",
     {"body.blocks._Walker.enter": Without("if buffer and buffer[-1] == _BREAK:")}),
    ("empty span parts paragraphs", "a system's line break", {"body.blocks._is_break": no}),
    ("characters of CJK count double", "short lines of dense scripts", {"body.blocks._CJK": NEVER}),
    ("headline leads to the body", "comments outweigh a short article", {"body.container._headed": none}),
    ("the page's own words of its article", "the next story outweighs it", {"body.choice.elsewhere": none}),
    ("wrapper is not its class", "has-sidebar on the page",
     {"body.container.spread_factors": Without("if headed:")}),
    ("cookie weighs little", "consent texts",
     {"body.container.weight_of": Without('if "cookie" in raw.text.lower():')}),
    ("most of a title", "Example Blog: The ferry is found",
     {"body.choice._headlines": Without("declared.has_part(raw)", "False")}),
    ("part set apart", "ingredients, pros and cons", {"body.pruning._is_in_part": no}),
    ("part under the headline", "a dialog of class faq elsewhere",
     {"body.pruning._with_headline": lambda node, _: [*container.upwards(node)][-1]}),
    ("furniture holds little", "a wrapper of the body", {"body.pruning._PRUNE_SHARE": 9.0}),
    ("a class with much of the text is no furniture", "a comparison of firms in boxes",
     {"body.pruning._furniture": Without("if mass > most and rule not in SURELY", "if False")}),
    ("links of lists, tables and headings", "a programme whose items are links",
     {"body.features._may_be_link": no}),
    ("box under a picture", "captions without a class", {"body.pruning._is_under_picture": no}),
    ("label and link", "Read more: The ferry is found", {"body.pruning._is_labelled_link": no}),
    ("standfirst", "the lines between headline and body", {"body.pruning._lines_above": always({})}),
    ("first paragraphs set apart", "a first paragraph in a box", {"body.pruning._is_first_paragraph": no}),
    ("captions above the body", "the picture over the text", {"body.pruning._is_of_picture": no}),
    ("line: links", "lists of links", {"body.pruning.is_bare_link": no, "body.features.is_bare_link": no}),
    ("line: dates", "a line that is a time",
     {"body.pruning._line_rule": Without("if raw.time_length > _DATED * len(raw.text):")}),
    ("line: marks of lists", "a line of 3. alone",
     {"body.pruning._line_rule": Without("if _MARKER.fullmatch(raw.text):")}),
    ("line: counters of slides", "1/8, 2/8, 3/8", {"body.pruning._counters": always(frozenset())}),
    ("line: consent", "We need your consent to load this post", {"body.pruning._CONSENT": ()}),
    ("line: titles", "the headline again",
     {"body.pruning._line_rule": Without('"title" if titles and titles.has(raw) else None', "None")}),
    ("rules over the model", "furniture is no text, a standfirst is", {"body.choice.overrule": lambda chances, *_: chances}),
    ("article in a wrapper", "the end tag of an object is missing", {"body.blocks._wrapped": always(0)}),
    ("words apart", "Jane Doe and 5 May in two spans", {"body.blocks._are_apart": no}),
    ("labels for screen readers", "sr-only", {"body.blocks._SPOKEN": "never"}),
    ("linked heading among others", "a show of a list leads to its page",
     {"body.choice._linked_headings": always(frozenset())}),
    ("heading of a box of links", "Related stories", {"body.choice._heads_links": no}),
    ("parts of one class", "a short article", {"body.container._is_part": no}),
    ("caption set apart", "a picture and em in p", {"body.pruning._is_set_apart": no}),
    ("one caption", "a short article", {"body.pruning._is_one_caption": no}),
    ("byline with its date", "By Jane Doe, 3 May, 10:42", {"article._is_dated_byline": no}),
    ("headings over nothing", "headings of links", {"body.choice._empty_headings": empty}),
    ("text from the page's data", "pages that show little", {"article._recovered": none}),
    ("no captions", "a player's labels under a picture", {"article._drop_false_captions": none}),
    ("bylines in the text", "By Jane Doe above the body", {"article._drop_bylines": none}),
)  # fmt: skip

TABLES = {"text": TEXTS, "title": TITLES, "authors": AUTHORS, "day": DATES, "instant": DATES}
RULES = [Rule(kind, *entry) for kind, table in TABLES.items() for entry in table]
