"""What a crawl of the demo must deliver, and what it must skip: written by hand, never by the
extractor.

The truth of a plain article is its own source file, read here by a reader that knows the tiny
markup, with what each page template states spelt out in TEMPLATES. The special pages and the
previews are spelt out in truth/*.json, where a key that is not there is null or empty. Derived
from these are only `text`, `word_count`, `id`, `revision`, the dates in UTC and, from a declared
share, the estimated total.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newscrawl import __version__

HERE = Path(__file__).parent
ARTICLES = HERE.parents[1] / "newscrawl" / "demo" / "articles"
SITE = "http://daily.example"

Record = dict[str, Any]

BLANK: Record = {
    "schema": "newscrawl/article/1",
    "id": None,
    "revision": None,
    "url": None,
    "requested_url": None,
    "canonical_url": None,
    "declared_canonical": None,
    "http_status": 200,
    "publisher": {
        "id": "demo",
        "name": "The Daily Example",
        "domain": "daily.example",
        "country": "GB",
    },
    "section": None,
    "page_section": None,
    "title": None,
    "subtitle": None,
    "description": None,
    "tags": [],
    "language": "en",
    "language_source": "html_lang",
    "authors": [],
    "agency": None,
    "dateline": None,
    "published_at": None,
    "modified_at": None,
    "date_published": None,
    "date_modified": None,
    "date_source": None,
    "date_precision": None,
    "date_zone": None,
    "date_raw": None,
    "text": "",
    "word_count": 0,
    "blocks": [],
    "images": [],
    "confidence": [
        0.8,
        1.0,
    ],  # a range for the predicted F1 of pages that are read without a mistake
    "truncated": False,
    "completeness": {
        "kind": None,
        "estimated_total_words": None,
        "delivered_fraction": None,
        "fraction_basis": None,
        "cut": None,
        "full_text_url": None,
        "publisher_name": None,
    },
    "access": None,
    "fixes": [],
    "duplicate_of": None,
    "rights": {
        "robots_meta": [],
        "tdm_reservation": None,
        "tdm_policy": None,
        "ai_usage": [],
        "license": None,
        "rsl": [],
    },
    "extractor": f"newscrawl/{__version__}",
}
OF_THE_RUN = frozenset({"fetched_at", "crawl_id"})
"""Fields that depend on the run: the test looks at their form alone."""

JUDGED = frozenset({"probability", "evidence", "reason"})
"""Of completeness: no hand could write them; the test holds them against `truncated`."""

SECTIONS = {
    "world": "World",
    "business": "Business",
    "sport": "Sport",
    "culture": "Culture",
    "science": "Science",
}

# What the page templates state beside the article itself.
TEMPLATES: dict[str, Record] = {
    "jsonld": {
        "date_source": "json_ld:datePublished",
        "access": "free",
        "rights": {"robots_meta": ["max-image-preview:large"]},
    },
    "meta": {"date_source": "meta:article:published_time", "access": "free"},
    "microdata": {
        "date_source": "time",
        "rights": {"tdm_reservation": 1, "tdm_policy": "http://daily.example/tdm-policy.json"},
    },
    "soup": {"date_source": "text", "date_precision": "minute", "date_zone": "publisher"},
}

# Lines inside the soup's body that are not the article's. They must be in `removed`, by any
# rule.
READ_ALSO = {
    "en": "Read also:",
    "de": "Lesen Sie auch:",
    "fr": "À lire aussi:",
    "es": "Lea también:",
    "ar": "اقرأ أيضا:",
}
INVITATION = {
    "en": ("Get the morning's stories by email", "Sign up for our newsletter"),
    "de": ("Die Themen des Morgens per E-Mail", "Jetzt Newsletter bestellen"),
    "fr": ("L’essentiel du matin par courriel", "Inscrivez-vous à notre newsletter"),
    "es": ("Las noticias de la mañana en su correo", "Suscríbase a nuestro boletín"),
    "ar": ("أخبار الصباح في بريدكم", "اشتركوا في نشرتنا البريدية"),
}
MONTHS = {
    "en": {2: "February", 3: "March"},
    "de": {2: "Februar", 3: "März"},
    "fr": {2: "février", 3: "mars"},
    "es": {2: "febrero", 3: "marzo"},
    "ar": {2: "فبراير", 3: "مارس"},
}

# Requests that give no record, by the reason under which the crawl counts them.
SKIPPED = {
    "robots": ["http://daily.example/members/2026/03/05/members-evening-with-the-editor"],
    "http_404": ["http://daily.example/sport/2026/02/27/regatta-programme-for-the-spring"],
    "http_410": [
        "http://daily.example/culture/2026/02/26/photographs-withdrawn-at-the-owners-request"
    ],
}
DUPLICATE = (
    "http://daily.example/world/2026/03/06/customs-shed-to-become-ferry-terminal",
    "http://daily.example/business/2026/03/06/customs-shed-to-become-ferry-terminal",
)
"""One story under two addresses with one canonical: either may come first, and only one record may
come.
"""

MOST_READ = frozenset(
    f"{SITE}/{path}"
    for path in (
        "science/2026/03/10/lost-weather-balloon-found",
        "business/bakery-dispute-ends-sourdough-clause.html",
        "science/2026/03/09/bumblebees-warm-their-flowers",
        "sport/2026/03/08/salt-road-marathon-results",
        "culture/2026/03/08/farewell-to-the-reading-room",
    )
)
"""The five stories that every section's page lists beside its own."""

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_IMAGE = re.compile(r"!\[([^|]*) \| ([^\]]*)\]\(([^)]*)\)")
_WORD = re.compile(r"[^\W_]+(?:[\u064b-\u0652]+[^\W_]*)*")
"""A word. Arabic vowel signs and the sign of a doubled letter are parts of it."""
_TEXTUAL = ("paragraph", "heading", "quote", "list_item")


def expected() -> dict[str, Record]:
    """Returns every record that the crawl must deliver, by its canonical address."""
    sources = [
        path for path in sorted(ARTICLES.glob("*.md")) if not path.name.startswith("special_")
    ]
    records = [plain(path.read_text(encoding="utf-8")) for path in sources]
    for path in sorted((HERE / "truth").glob("*.json")):
        records += [spelt_out(record) for record in json.loads(path.read_text(encoding="utf-8"))]
    return {record["canonical_url"]: record for record in records}


def plain(source: str) -> Record:
    """Returns the record of a plain article from its source file."""
    _, front, body = source.split("+++\n", 2)
    facts = tomllib.loads(front)
    moment = datetime.fromisoformat(facts["published"])
    template, section, slug = facts["template"], facts["section"], facts["slug"]
    soup = template == "soup"
    path = f"/{section}/{slug}.html" if soup else f"/{section}/{moment:%Y/%m/%d}/{slug}"
    record: Record = {
        "url": SITE + path,
        "section": section,
        "page_section": SECTIONS[section],
        "title": facts["title"],
        "subtitle": facts.get("subtitle"),
        "description": facts["description"],
        "tags": facts["tags"],
        "language": facts["language"],
        "authors": [
            *(
                {"name": author["name"], "url": SITE + author["url"], "type": "Person"}
                for author in facts["authors"]
            ),
            *(
                {"name": name, "url": None, "type": "Organization"}
                for name in [facts.get("agency")]
                if name
            ),
        ],
        "agency": facts.get("agency"),
        "dateline": facts.get("dateline"),
        "date_published": facts["published"],
        "date_precision": "second",
        "date_zone": "stated",
        "date_raw": facts["published"],
        **copy.deepcopy(TEMPLATES[template]),
    }
    if soup:
        # The page states the time in words, to the minute. The publisher's file says that it is
        # London's.
        assert moment.utcoffset() == timedelta(0) and moment < datetime(
            2026, 3, 29, tzinfo=UTC
        )  # London's winter
        record["date_published"] = f"{moment:%Y-%m-%dT%H:%M}:00+00:00"
        record["date_raw"] = f"{in_words(moment, facts['language'])}, {moment:%H:%M}"
    elif "modified" in facts:
        record["date_modified"] = facts["modified"]
    record["blocks"] = (
        [{"type": "paragraph", "text": facts["subtitle"]}] if "subtitle" in facts else []
    )
    record["images"] = []
    for piece in pieces(body):
        if image := _IMAGE.fullmatch(piece):
            caption, credit, url = image.groups()
            record["blocks"].append({"type": "caption", "text": caption, "credit": credit})
            record["images"].append({"url": SITE + url, "caption": caption, "credit": credit})
        else:
            record["blocks"].append(block(piece))
    if soup:
        record["removed"] = inside_soup(
            record["blocks"][bool(facts.get("subtitle")) :], facts["language"]
        )
    return spelt_out(record)


def pieces(body: str) -> list[str]:
    """Returns the pieces of a body: what stands between blank lines, of a list each item."""
    found = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in chunk.split("\n")]
        found += lines if lines[0].startswith("- ") else [" ".join(lines)]
    return found


def block(piece: str) -> Record:
    text = _LINK.sub(r"\1", piece)
    for mark, facts in (
        ("## ", {"type": "heading", "level": 2}),
        ("> ", {"type": "quote"}),
        ("- ", {"type": "list_item"}),
    ):
        if text.startswith(mark):
            return facts | {"text": text.removeprefix(mark)}
    return {"type": "paragraph", "text": text}


def in_words(moment: datetime, language: str) -> str:
    day, month = moment.day, MONTHS[language][moment.month]
    form = {"de": "{}. {} {}", "es": "{} de {} de {}"}.get(language, "{} {} {}")
    return form.format(day, month, moment.year)


def inside_soup(blocks: list[Record], language: str) -> list[str]:
    """Returns what the soup's body holds of other things: a link to another story, in longer ones
    an invitation.
    """
    # A list counts as one piece.
    count = sum(
        1
        for n, b in enumerate(blocks)
        if b["type"] != "list_item" or n == 0 or blocks[n - 1]["type"] != "list_item"
    )
    return [READ_ALSO[language]] * (count > 2) + list(INVITATION[language]) * (count > 5)


def spelt_out(record: Record) -> Record:
    """Returns the complete record: what is not given is null or empty, and what follows from the
    rest is worked out.
    """
    full = copy.deepcopy(BLANK) | {"removed": []} | record
    for name in ("completeness", "rights"):
        full[name] = BLANK[name] | record.get(name, {})
    full["blocks"] = [{"level": None, "credit": None} | b for b in full["blocks"]]
    for name in ("requested_url", "canonical_url"):
        full[name] = full[name] or full["url"]
    full["declared_canonical"] = full["declared_canonical"] or full["canonical_url"]
    full["text"] = "\n\n".join(b["text"] for b in full["blocks"] if b["type"] in _TEXTUAL)
    full["word_count"] = len(_WORD.findall(full["text"]))
    stated = full["completeness"]
    if stated["fraction_basis"] == "declared":
        stated["estimated_total_words"] = round(full["word_count"] / stated["delivered_fraction"])
    full["id"] = short_hash(full["canonical_url"])
    full["revision"] = short_hash(f"{full['title']}\n\n{full['text']}")
    for name, instant in (("date_published", "published_at"), ("date_modified", "modified_at")):
        if full[name] and "T" in full[name]:
            full[instant] = (
                datetime.fromisoformat(full[name]).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            )
    return full


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
