"""Why an item is dropped: a DropItem subclass a reason, so that Scrapy's own stats tell them
apart. And refused requests.
"""

from __future__ import annotations

from scrapy.exceptions import DropItem, IgnoreRequest


class NotAnItem(DropItem):
    """What the spider yielded can't be read as an article."""


class NoText(DropItem):
    """The page gave no text."""


class NotText(DropItem):
    """What the page gave is no text: binary data, or signs without words."""


class NoSource(DropItem):
    """The item does not say where it came from."""


class TextMiningReserved(DropItem):
    """The publisher reserves text and data mining, and NEWSCRAWL_RIGHTS heeds it."""


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
    """A request that is not made, and not tried again; its text is the reason in a word or two."""


class TooSlow(Refused):
    """A response that takes longer to read than NEWSCRAWL_RESPONSE_SECONDS: given up."""


class TooSlowItem(DropItem):
    """An item that takes the pipelines longer than NEWSCRAWL_RESPONSE_SECONDS."""


class OtherLanguage(DropItem):
    """The article's language is not in `-a language=`, or is not known."""


class NoMatch(DropItem):
    """Neither the title nor the text has what `-a match=` asks for."""


class TakenDown(DropItem):
    """The article has an address that `scrapy forget --keep-out` keeps out."""


class Unchanged(DropItem):
    """The article is as it was delivered before."""
