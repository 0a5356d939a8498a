"""The images that a page declares for its article."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from newscrawl.extraction.page import jsonld
from newscrawl.extraction.page.page import Page
from newscrawl.extraction.strings import clean
from newscrawl.items import Image

MAX_IMAGES = 50
"""Images of a record, to bound its size."""
MAX_CREDIT, MAX_CAPTION = 300, 2_000
"""Characters of a credit and of a caption that are kept."""
_TELLING = 16
"""Characters of the shortest name of a file that tells pictures apart by itself, if it has a digit.
Shorter ones, such as "1.jpg", are in several folders."""

_SIZE = re.compile(r"[-_]?\d{2,4}x\d{2,4}(?=[-_.])[-_]?")


def images(page: Page) -> list[Image]:
    """Returns the images of JSON-LD and og:image, else of twitter:image.

    Crops of one picture are merged into one.
    """
    found = [
        image
        for node in page.articles[:1]
        for value in jsonld.as_list(node.get("image"))
        if (image := _image(page, value))
    ]
    found += [
        Image(url)
        for key in ("og:image", "og:image:url", "og:image:secure_url")
        for value in page.meta.get(key, ())
        if (url := page.link(value))
    ]
    if not found:
        found = [
            Image(url)
            for key in ("twitter:image", "twitter:image:src")
            for value in page.meta.get(key, ())
            if (url := page.link(value))
        ]
    return merge(found)


def merge(found: list[Image]) -> list[Image]:
    """Returns one image for each picture, in order, at most MAX_IMAGES.

    Each has the first address, the first caption and the first credit of its crops.
    """
    kept: dict[str, Image] = {}
    for image in found:
        same = kept.setdefault(key(image.url), Image(image.url))
        same.caption = same.caption or image.caption
        same.credit = same.credit or image.credit
    return list(kept.values())[:MAX_IMAGES]


def key(url: str) -> str:
    """Returns the common part of the addresses of one picture's crops.

    This is the file's name without its size if the name identifies the picture, else the whole
    path.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    name = _SIZE.sub("", parts.path.rstrip("/").rpartition("/")[2])
    if len(name) >= _TELLING and any(sign.isdigit() for sign in name):
        return name
    return f"{parts.netloc}{parts.path}" + (f"?{parts.query}" if "." not in name else "")


def _image(page: Page, value: Any) -> Image | None:
    """Returns an image of JSON-LD: an address, or an ImageObject with its caption and credit."""
    value = page.resolve(value)
    if isinstance(value, str):
        return Image(url) if (url := page.link(value)) else None
    if not isinstance(value, dict):
        return None
    address = next(
        iter(jsonld.as_list(value.get("url") or value.get("contentUrl"))), None
    ) or value.get("@id")
    if not (url := page.link(address)):
        return None
    credit = next(
        (
            text
            for name in ("creditText", "author", "creator", "copyrightHolder", "copyrightNotice")
            if (text := clean(page.resolve(value.get(name)), MAX_CREDIT))
        ),
        None,
    )
    return Image(url, clean(value.get("caption"), MAX_CAPTION), credit)
