"""Decides whether a link is an article, by its address and its words alone.

The model is additive: it weighs features (discovery/link_features.py) and pieces of the address,
each four characters long. benchmarks/links.py fits the weights (weights.json) and measures them on
unseen sites.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from newscrawl.discovery.link_features import features, pieces


class Weights(NamedTuple):
    """The fitted weights, in log-odds."""

    link: Mapping[str, list[float]]  # feature of a single link -> for its values 0, 1, 2 …
    pieces: Mapping[str, float]  # piece of an address -> for each occurrence
    page: Mapping[str, float]  # feature of a link on its page -> for each unit


@cache
def weights() -> Weights:
    fitted = json.loads(resources.files(__package__).joinpath("weights.json").read_text("utf-8"))
    groups = fitted["pieces"].items()
    pieces = {piece: float(weight) for weight, group in groups for piece in group.split(" ")}
    return Weights(fitted["link"], pieces, fitted["page"])


@lru_cache(maxsize=8_192)  # pages of a site share their navigation and many of their articles
def score(url: str, words: str = "") -> float:
    """Returns the log-odds that a link is an article. Above 0 means yes."""
    of_link, of_piece, _ = weights()
    total = sum([of_piece[piece] for piece in pieces(url) if piece in of_piece])
    for name, value in features(url, words).items():
        if steps := of_link.get(name):
            total += steps[value] if value < len(steps) else steps[-1]
    return total


def is_article(url: str, words: str = "") -> bool:
    """Returns whether a link with this address and these words most likely leads to an article."""
    return score(url, words) > 0


_NO_SECTION = {
    "service last",
    "service segment",
    "service word",
    "service host",
    "sponsored segment",
    "social",
    "file",
    "root",
}
_CATEGORY = re.compile(r"/\?cat=\d+$")
"""A category of WordPress without permalinks. Other addresses of the root are the front page."""


@lru_cache(maxsize=4_096)
def is_section(url: str) -> bool:
    """Returns whether a link of a navigation may be a section: neither service nor advertising."""
    return bool(_CATEGORY.search(url)) or _NO_SECTION.isdisjoint(features(url, ""))
