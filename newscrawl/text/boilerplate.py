"""What a preview, paywall, newsletter, share bar or consent frame adds to a body: taken out, each line with its rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from newscrawl.items import Block, Removed

Place = Literal["start", "inside", "end", "after"]


@dataclass(frozen=True)
class Call:
    """One line that the frame said. `rule` is "form.name", such as "preview.continue_on", or "frame.name" where only its
    place and shape gave it away. `where` is its place: in the body (start, inside, end) or in the blocks after it.
    `sure` is True where words of a known language said it, False where place and shape alone did.
    """

    text: str
    rule: str
    where: Place
    sure: bool = True

    @property
    def form(self) -> str:
        """preview, paywall, registration, metered, newsletter, share, app, consent, follow, related, advert, gallery, ...

        "frame" where only place and shape gave the line away."""
        return self.rule.partition(".")[0]


@dataclass(frozen=True)
class Frame:
    """What the frame around a body said.

    `calls` are its lines in page order, those of `after` last. `declared_fraction` is the share of the article that was
    delivered (0 to 1: "This preview shows approximately 15% of the article" is .15, "Il vous reste 57.09% de cet article
    à lire" .4291). `declared_remaining_chars` is a count of characters held back ("[+1234 chars]"), and
    `declared_words` one of words that the whole article has ("1,200 words"), `declared_remaining_words` of those held back.
    `publisher_name` is whom a call named as the owner of the full text, `full_text_url` where its link leads. `form` is the
    strongest of the calls' forms (None without a call): preview, paywall, registration, metered, then the others.
    """

    calls: tuple[Call, ...] = ()
    declared_fraction: float | None = None
    declared_remaining_chars: int | None = None
    declared_remaining_words: int | None = None
    declared_words: int | None = None
    publisher_name: str | None = None
    full_text_url: str | None = None
    form: str | None = None


@dataclass
class Stripped:
    """The body without its frame, the lines taken out of it, and what the frame said."""

    blocks: list[Block]
    removed: list[Removed] = field(default_factory=list)
    signals: Frame = field(default_factory=Frame)


def strip(
    blocks: Sequence[Block], *, after: Sequence[Block] = (), names: Sequence[str] = (), language: str | None = None
) -> Stripped:
    """Take out of `blocks` what a frame added; `after`, the page's blocks behind the body, are read as evidence only.

    `names` are the publisher's own, `language` a BCP 47 tag where known. The blocks given are not changed.
    """
    return Stripped(list(blocks))
