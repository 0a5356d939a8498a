"""Parses a page's bytes into its tree, once, and adds the end tags that libxml2 would lose."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import defaultdict
from itertools import dropwhile

from lxml import etree

_LOST = re.compile(r"Opening and ending tag mismatch: (\w+) and ")
_ERRORS = 100
"""libxml2 reports at most so many errors of a page, and may ignore end tags after these errors."""
_CLOSING = frozenset(
    "address article aside blockquote button center dd details dialog dir dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hgroup li listing main menu nav ol pre search section summary ul".split()
)
"""Elements whose end tag closes the divs that are open inside them, by the HTML standard."""
_SCOPES = frozenset("caption html marquee object table td th template".split())
"""Elements that an end tag inside them does not reach beyond."""
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())
"""Elements whose content holds no tags."""
_OF_HEAD = frozenset("base link meta noscript object script style template title".split())
_TAG = re.compile(rb"<(?:(!--)|(/?)([a-z][a-z0-9]*))")
_PAGE_END = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_COMMENT, _COMMENT_ENDS = b"<!--", (b"-->", b"--!>")


def parse(body: bytes, encoding: str = "utf-8") -> etree._Element | None:
    """Returns the root of an HTML page's tree; None if the page has no element. `encoding` is a
    Python codec, as `encoding_of` returns it.

    >>> parse(b"<p>Br\\xfccke", "cp1252")[0][0].text
    'Brücke'
    """
    return tree(readable(body, encoding))


def tree(page: bytes) -> etree._Element | None:
    """Returns the root of the tree of a page in the form that `readable` returns; None if the page
    has no element.
    """
    root, lost = _parsed(page)
    if lost and (whole := closed(page)) != page:
        root, _ = _parsed(whole)
    if root is not None:
        _give_body(root)
    return root


def _parsed(page: bytes) -> tuple[etree._Element | None, bool]:
    """Returns the tree of a page, and whether libxml2 may have ignored an end tag."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, collect_ids=False)
    try:
        root: etree._Element | None = etree.fromstring(page, parser)
    except etree.XMLSyntaxError:  # the page holds nothing that makes a document
        root = None
    if root is None:
        return None, False
    errors = parser.error_log
    names = (found[1] for error in errors if (found := _LOST.match(error.message)))
    lost = len(errors) >= _ERRORS or root.find("body") is None or not _CLOSING.isdisjoint(names)
    return root, lost


def _give_body(root: etree._Element) -> None:
    """Ends the head at the first element that does not belong there, as browsers do, and moves the
    rest into a body. libxml2 leaves unknown elements, and everything after them, in the head.
    """
    head = root.find("head")
    if head is None or root.find("body") is not None:
        return
    others = list(dropwhile(_belongs_in_head, head))
    if others:
        etree.SubElement(root, "body").extend(others)


def _belongs_in_head(element: etree._Element) -> bool:
    return not isinstance(element.tag, str) or element.tag in _OF_HEAD


def readable(body: bytes, encoding: str) -> bytes:
    """Returns the page in UTF-8, without two things after which libxml2 drops the rest of the page:
    the end tags of body and html, and the starts of comments that have no end.

    Browsers go on with the body after such an end tag, and old browsers after such a start.
    """
    page = _PAGE_END.sub(b"", utf8(body, encoding))
    ended = max(0, *map(page.rfind, _COMMENT_ENDS))
    return page[:ended] + page[ended:].replace(_COMMENT, b"")


def utf8(body: bytes, encoding: str) -> bytes:
    """Returns the page in UTF-8, without NUL characters and byte order mark. Bytes that are
    invalid in its encoding are replaced.

    libxml2 gets UTF-8 only, because it stops reading at the first error in any other encoding.
    """
    text = body.decode(encoding, "replace")
    if encoding != "utf-8" or "\ufffd" in text:
        body = text.encode("utf-8", "replace")
    body = body.removeprefix(BOM_UTF8)
    return body.replace(b"\0", b"") if b"\0" in body else body


def closed(page: bytes) -> bytes:
    """Returns the page with two kinds of missing end tags added: those of divs that are open when
    an outer element ends, and that of the title. Without them libxml2 ignores the outer end tag, and
    the rest of the page lies inside a button, for example.

    >>> closed(b"<button>Ask<div></button><main>")
    b'<button>Ask<div></div></button><main>'
    """
    pieces: list[bytes] = []
    done = at = 0
    opened = _Open()
    lower = page.lower()
    last_title_end = lower.rfind(b"</title")
    while (found := _TAG.search(lower, at)) is not None:
        at = found.end()
        if found[1]:
            at = _after(lower, b"-->", at - 2)  # "<!-->" is a whole comment
            continue
        name = found[3].decode()
        if found[2]:
            if divs := opened.close(name):
                pieces += [page[done : found.start()], b"</div>" * divs]
                done = found.start()
        elif name == "title" and last_title_end < at:
            at = next_tag if (next_tag := lower.find(b"<", at)) >= 0 else len(page)
            pieces += [page[done:at], b"</title>"]
            done = at
        elif name in _RAW:
            at = _after(lower, b"</" + found[3], at)
        elif name == "div" or name in _CLOSING or name in _SCOPES:
            opened.open(name)
    return b"".join([*pieces, page[done:]])


class _Open:
    """The elements that are open at one point of a page. Each element is added and removed at most
    once, so the time grows with the page's length only.
    """

    def __init__(self) -> None:
        self._names: list[str] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._scopes = [-1]

    def open(self, name: str) -> None:
        if name in _SCOPES:
            self._scopes.append(len(self._names))
        self._places[name].append(len(self._names))
        self._names.append(name)

    def close(self, name: str) -> int:
        """Removes the elements that an end tag closes. Returns how many open divs inside its own
        element the end tag closes.
        """
        own, is_scope = self._places[name], name in _SCOPES
        if not own or (own[-1] < self._scopes[-1] and not is_scope):
            return 0
        start = own[-1]
        inside = self._names[start + 1 :]
        for closed_too in self._names[start:]:
            self._places[closed_too].pop()
        del self._names[start:]
        while self._scopes[-1] >= start:
            self._scopes.pop()
        return 0 if is_scope else inside.count("div")


def _after(page: bytes, mark: bytes, at: int) -> int:
    """Returns the place behind the next `mark`, or the page's end."""
    place = page.find(mark, at)
    return len(page) if place < 0 else place + len(mark)
