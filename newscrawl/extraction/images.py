"""The images that a page declares for its article."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from newscrawl.extraction import jsonld
from newscrawl.extraction.page import Page, clean
from newscrawl.items import Image

MAX_IMAGES = 50

_SIZE = re.compile(r"[-_]?\d{2,4}x\d{2,4}(?=[-_.])[-_]?")


def images(page: Page) -> list[Image]:
    """JSON-LD's images and og:image, duplicates merged: the same picture often comes in several crops."""
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
    """`found` in order, one for each picture, with the first caption and credit that it has anywhere; at most 50."""
    kept: dict[str, Image] = {}
    for image in found:
        same = kept.setdefault(key(image.url), Image(image.url))
        same.caption = same.caption or image.caption
        same.credit = same.credit or image.credit
    return list(kept.values())[:MAX_IMAGES]


def key(url: str) -> str:
    """What the crops of one picture have in common: the file's name where it tells pictures apart, else the path."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    name = _SIZE.sub("", parts.path.rstrip("/").rpartition("/")[2])
    return (
        name
        if len(name) >= 16 and any(sign.isdigit() for sign in name)
        else f"{parts.netloc}{parts.path}" + (f"?{parts.query}" if "." not in name else "")
    )


def _image(page: Page, value: Any) -> Image | None:
    value = page.resolve(value)
    if isinstance(value, str):
        return Image(url) if (url := page.link(value)) else None
    if not isinstance(value, dict):
        return None
    address = next(iter(jsonld.as_list(value.get("url") or value.get("contentUrl"))), None) or value.get("@id")
    if not (url := page.link(address)):
        return None
    credit = next(
        (
            text
            for name in ("creditText", "author", "creator", "copyrightHolder", "copyrightNotice")
            if (text := clean(page.resolve(value.get(name)), 300))
        ),
        None,
    )
    return Image(url, clean(value.get("caption"), 2_000), credit)
