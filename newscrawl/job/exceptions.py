"""Reasons to drop an item, which Scrapy's stats count by class, and refused requests."""

from __future__ import annotations

from scrapy.exceptions import DropItem, IgnoreRequest


class NotAnItem(DropItem):
    """What the spider yielded can't be read as an article."""


class NoText(DropItem):
    """The page gave no text."""


class NotText(DropItem):
    """The page's content is not text: binary data, or characters without words."""


class NoSource(DropItem):
    """The item has no address."""


class TextMiningReserved(DropItem):
    """The publisher reserves text and data mining, and NEWSCRAWL_RIGHTS names tdm."""


class TrainingForbidden(DropItem):
    """The publisher forbids the training of models, and NEWSCRAWL_RIGHTS heeds it."""


class SearchForbidden(DropItem):
    """The publisher forbids use in search, and NEWSCRAWL_RIGHTS heeds it."""


class InputForbidden(DropItem):
    """The publisher forbids use as a model's input, and NEWSCRAWL_RIGHTS heeds it."""


class IndexingForbidden(DropItem):
    """The page says noindex, and NEWSCRAWL_RIGHTS heeds it."""


class ArchivingForbidden(DropItem):
    """The page says noarchive, and NEWSCRAWL_RIGHTS heeds it."""


class Refused(IgnoreRequest):
    """The request is not sent and not tried again. The text is the reason in a word or two."""


class TooSlow(Refused):
    """Reading the response took longer than NEWSCRAWL_RESPONSE_SECONDS."""


class TooSlowItem(DropItem):
    """The pipelines took longer than NEWSCRAWL_RESPONSE_SECONDS for this item."""


class OtherLanguage(DropItem):
    """The article's language is not in `-a language=`, or is unknown."""


class NoMatch(DropItem):
    """Neither the title nor the text matches `-a match=`."""


class TakenDown(DropItem):
    """`scrapy forget --keep-out` keeps out an address of the article."""


class Unchanged(DropItem):
    """The article was delivered before and has not changed."""
