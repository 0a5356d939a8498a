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
"""The most images of a record, to bound its size."""
MAX_CREDIT, MAX_CAPTION = 300, 2_000
"""The most characters that are kept of a credit and of a caption, to bound a record's size."""
_TELLING = 16
"""A file name of 16 characters or more, one of them a digit, belongs to one picture only. Shorter
names, such as "1.jpg", are used in several folders.
"""

# The size of a crop in a file name: "storm-640x480.jpg".
_SIZE = re.compile(r"[-_]?\d{2,4}x\d{2,4}(?=[-_.])[-_]?")


def images(page: Page) -> list[Image]:
    """Returns the images of JSON-LD and og:image, else the images of twitter:image.

    Crops of one picture count as one image (`merge`).
    """
    found = [
        image
        for node in page.articles[:1]
        for value in jsonld.as_list(node.get("image"))
        if (image := _image(page, value))
    ]
    found += _of_meta(page, "og:image", "og:image:url", "og:image:secure_url")
    return merge(found or _of_meta(page, "twitter:image", "twitter:image:src"))


def _of_meta(page: Page, *names: str) -> list[Image]:
    """Returns the images in meta tags with these names."""
    values = (value for name in names for value in page.meta.get(name, ()))
    return [Image(url) for value in values if (url := page.link(value))]


def merge(found: list[Image]) -> list[Image]:
    """Returns one image for each picture, in order, at most MAX_IMAGES.

    The image has the first address, the first caption and the first credit among the picture's
    crops.
    """
    kept: dict[str, Image] = {}
    for image in found:
        same = kept.setdefault(key(image.url), Image(image.url))
        same.caption = same.caption or image.caption
        same.credit = same.credit or image.credit
    return list(kept.values())[:MAX_IMAGES]


def key(url: str) -> str:
    """Returns the part of an image's address that is the same for all crops of a picture.

    If the file name identifies the picture, the part is the file name without a size. Otherwise it
    is the host and the path.
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
    """Returns the image of a JSON-LD value, which is an address or an ImageObject; else None."""
    value = page.resolve(value)
    if isinstance(value, str):
        return Image(url) if (url := page.link(value)) else None
    if not isinstance(value, dict):
        return None
    stated = jsonld.as_list(value.get("url") or value.get("contentUrl"))
    if not (url := page.link(next(iter(stated), None) or value.get("@id"))):
        return None
    names = ("creditText", "author", "creator", "copyrightHolder", "copyrightNotice")
    credits = (clean(page.resolve(value.get(name)), MAX_CREDIT) for name in names)
    credit = next(filter(None, credits), None)
    return Image(url, clean(value.get("caption"), MAX_CAPTION), credit)
