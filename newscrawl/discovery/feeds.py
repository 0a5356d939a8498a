"""Reads feeds (RSS, Atom, RDF, JSON Feed), whole or broken, into entries."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from html.entities import html5
from itertools import islice, pairwise
from typing import Any

from lxml import etree

from newscrawl.discovery.entry import Entry, parse_date
from newscrawl.discovery.source_text import UnreadableError, source_text
from newscrawl.extraction.addresses import resolve
from newscrawl.extraction.page.encoding import encoding_of

MAX_SIZE = 8 * 1024 * 1024
"""Bytes of the largest feed that is read. The largest known has 3 MB."""
MAX_ENTRIES = 5_000
"""The most entries that are read of a feed."""
MAX_TAGS = 150_000
"""The most tags of a feed; each takes 300 bytes in a tree. The largest known feed has 10,000."""
MAX_SIGNS = 400_000
"""The most "=" and "&" of a feed: each may be an attribute of 200 bytes, or an entity to repair."""
MAX_TEXT = 200_000
"""Characters that are kept of an entry's text. The longest articles have 100,000."""
MAX_LINE = 2_000
"""Characters that are kept of a title or another short value."""
MAX_LINKS = 20
"""Links that are read of an entry. Atom entries also link to enclosures, replies and the like."""

# Prefixes for known namespaces. In _FIELDS, elements of the feed's own namespace, or of none, have
# no prefix.
_NAMESPACES = {
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns": "",
    "http://purl.org/rss/1.0": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "",
    "http://purl.org/rss/1.0/modules/content": "content:",
    "http://purl.org/dc/elements/1.1": "dc:",
    "http://purl.org/dc/terms": "dcterms:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
}
# The same for prefixes that a feed does not declare.
_PREFIXES = {
    **dict.fromkeys(("atom", "rss", "rdf"), ""),
    **{prefix: f"{prefix}:" for prefix in ("content", "dc", "dcterms")},
}
_ELEMENTS = {
    "title": "title dc:title",
    "link": "link",
    "original": "feedburner:origlink",
    "id": "guid id",
    "published": "pubdate published issued dcterms:issued",
    "updated": "updated modified dc:date dcterms:modified",
    "language": "language dc:language",
    "summary": "description summary dc:description",
    "content": "content content:encoded",
}
_FIELDS = {element: field for field, elements in _ELEMENTS.items() for element in elements.split()}
"""Element of a feed -> the field of an entry that it gives."""
_ROOTS = frozenset({"rss", "rdf", "feed"})
_ENTRIES = frozenset({"item", "entry"})
_ATOM = frozenset({"feed", "entry"})
_OTHERS = frozenset({"source", "image", "author", "contributor", "textinput", "group"})
"""Elements whose children do not describe the entry: Atom's source has a title of its own."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"

_START = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML can't contain these
_BARE = re.compile(r"&(?!(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};")


def entries_of(body: bytes, base: str, content_type: str = "") -> list[Entry]:
    """Returns the entries of a feed in its order, each address once.

    `content_type` is the HTTP header, which may name the encoding. Raises UnreadableError:
    "empty", "too large", "gzip", "html", "entities", "json", "no feed".
    """
    body = source_text(body, MAX_SIZE)
    if body.count(b"<") > MAX_TAGS or max(body.count(b"="), body.count(b"&")) > MAX_SIGNS:
        raise UnreadableError("too large")
    is_json = body.startswith(b"{")
    entries = _of_json(body, base) if is_json else _of_xml(body, base, content_type)
    return list({entry.url: entry for entry in reversed(entries)}.values())[::-1]


def _of_json(body: bytes, base: str) -> list[Entry]:
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise UnreadableError("json") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise UnreadableError("no feed")
    entries = []
    for item in feed["items"][:MAX_ENTRIES]:
        if not isinstance(item, dict):
            continue
        link = (
            _string(item.get("url")) or _string(item.get("external_url")) or _string(item.get("id"))
        )
        if link and (url := resolve(link, base)):
            entries.append(
                Entry(
                    url,
                    title=_string(item.get("title")),
                    published=parse_date(_string(item.get("date_published"))),
                    modified=parse_date(_string(item.get("date_modified"))),
                    language=_string(item.get("language")) or _string(feed.get("language")),
                    text=_string(item.get("content_html")) or _string(item.get("content_text")),
                )
            )
    return entries


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _of_xml(body: bytes, base: str, content_type: str) -> list[Entry]:
    encoding = encoding_of(body, content_type)
    if encoding.startswith("utf-16") and b"\0" not in body:  # the declaration is wrong
        encoding = "utf-8"
    text = _mended(body.decode(encoding, "replace"))
    is_feed, found = _read(text, base, MAX_ENTRIES)
    starts = [match.start() for match in _START.finditer(text)]
    if len(found) < min(len(starts), MAX_ENTRIES):
        # Broken markup has hidden entries. Reading each entry alone may find more.
        ends = pairwise([*starts[: MAX_ENTRIES + 1], len(text)])
        singly = [entry for start, end in ends for entry in _read(text[start:end], base, 1)[1]]
        found = max(found, singly[:MAX_ENTRIES], key=len)
    if not (found or is_feed):
        raise UnreadableError("no feed")
    return found


def _read(text: str, base: str, most: int) -> tuple[bool, list[Entry]]:
    """Returns whether a text is a feed, and the first `most` entries in it that have an address."""
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: Any = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return False, []
    kind = _name(root.tag, _own_namespace(root))
    items, language = _items(root, base)
    entries = (_entry(item, kind in _ATOM, language) for item in items)
    return kind in _ROOTS, list(islice(filter(None, entries), most))


def _mended(text: str) -> str:
    """Returns the feed without what XML forbids outside of CDATA: control characters, bare "&", and
    named entities of HTML.
    """
    first, *sections = _FORBIDDEN.sub("", text).split("<![CDATA[")
    pieces = [_escaped(first)]
    for section in sections:
        inside, end, outside = section.partition("]]>")
        pieces += ("<![CDATA[", inside, end, _escaped(outside))
    return "".join(pieces)


def _escaped(text: str) -> str:
    if "&" not in text:
        return text
    return _NAMED.sub(lambda match: _character(match[0]), _BARE.sub("&amp;", text))


@lru_cache(maxsize=1024)
def _character(name: str) -> str:
    """Returns the character of an HTML entity, escaped for XML. Unknown names become plain text."""
    character = html5.get(name[1:])
    return character.replace("&", "&amp;").replace("<", "&lt;") if character else f"&amp;{name[1:]}"


@dataclass
class _Item:
    """An entry's first value of each field, and its links with their rel."""

    base: str
    values: dict[str, str] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)


def _items(root: etree._Element, base: str) -> tuple[list[_Item], str | None]:
    """Returns a feed's entries and language. Unclosed tags may put one entry inside another."""
    own, language = _own_namespace(root), root.get(_LANG)
    found: list[_Item] = []
    open_items: list[_Item] = []
    parents: list[str] = [""]
    # Entities beside an unclosed CDATA section are nodes too, without a name.
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=etree.Element):
        name = _name(element.tag, own)
        if event == "end":
            parents.pop()
            if name in _ENTRIES:
                open_items.pop()
            continue
        if name in _ENTRIES:
            stated = element.get(_BASE) or root.get(_BASE)
            found.append(_Item((stated and resolve(stated, base)) or base))
            open_items.append(found[-1])
            if lang := element.get(_LANG):
                found[-1].values["language"] = lang
        elif (known := _FIELDS.get(name)) and parents[-1] not in _OTHERS:
            if open_items:
                _add(open_items[-1], known, element)
            elif known == "language":
                language = _text(element, MAX_LINE) or language
        parents.append(name)
    return found, language


def _entry(item: _Item, is_atom: bool, language: str | None) -> Entry | None:
    """Returns an item as an Entry, or None if it has no address."""
    values = item.values
    named = [href for rel in ("", "alternate", "self") for kind, href in item.links if kind == rel]
    links = [values.get("original"), *named, values.get("id")]
    url = next((url for link in links if link and (url := resolve(link, item.base))), None)
    if not url:
        return None
    published, updated = values.get("published"), values.get("updated")
    if not (is_atom or published):  # RSS 1.0 has only dc:date
        published, updated = updated, None
    return Entry(
        url,
        title=values.get("title"),
        published=parse_date(published),
        modified=parse_date(updated),
        language=values.get("language") or language or None,
        text=max(item.contents, key=len, default="") or values.get("summary"),
    )


def _own_namespace(root: etree._Element) -> str:
    return str(root.tag).rpartition("}")[0].lower()


@lru_cache(maxsize=1024)
def _name(tag: str, own: str) -> str:
    """Returns an element's name with its prefix in `_FIELDS`, or "" for unknown namespaces."""
    space, _, local = tag.lower().rpartition("}")
    prefix: str | None = ""
    if space and space != own:
        prefix = _NAMESPACES.get(space[1:].rstrip("/#"), "" if local in _ENTRIES else None)
    elif ":" in local:  # an undeclared prefix
        named, _, local = local.partition(":")
        prefix = _PREFIXES.get(named)
    return "" if prefix is None else prefix + local


def _add(item: _Item, known: str, element: etree._Element) -> None:
    """Adds the value of an element to its entry."""
    if known == "link" and len(item.links) >= MAX_LINKS:
        return
    if known == "link" and (href := element.get("href")):
        item.links.append((element.get("rel") or "alternate", href))
    elif known == "content":
        item.contents.append(_text(element, MAX_TEXT))
    elif known not in item.values and (
        text := _text(element, MAX_TEXT if known == "summary" else MAX_LINE)
    ):
        if known == "link":
            item.links.append(("", text))
        elif known != "id" or (text.startswith("http") and element.get("isPermaLink") != "false"):
            item.values[known] = text


def _text(element: etree._Element, most: int) -> str:
    """Returns the first `most` characters of the text in an element and its children, stripped."""
    if not len(element):
        return (element.text or "")[:most].strip()
    pieces, length = [], 0
    for piece in element.itertext():
        pieces.append(str(piece))
        length += len(piece) + 1
        if length > most:
            break
    return " ".join(pieces)[:most].strip()
