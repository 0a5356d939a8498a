"""The meanings of classes and ids."""

from __future__ import annotations

import pytest

from newscrawl.extraction import vocabulary
from newscrawl.extraction.body.meanings import meaning
from newscrawl.text.vocabulary import entries


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("related-stories", "related"),
        ("storyRelated", "related"),
        ("c-related__list", "related"),
        ("unrelated", None),
        ("articleBody", "body"),
        ("article-body", "body"),
        ("comments", "comment"),
        ("commentary", None),
        ("sidebar", "frame"),
        ("besides", None),
        ("social-share", "social"),
        ("box read more", "related"),
        ("READ_MORE", "related"),
        ("read x more2", None),
        ("comment-s", "comment"),
        ("12 Bío 34", None),
        ("", None),
    ],
)
def test_classes_are_read_by_words(names: str, said: str | None) -> None:
    assert (said in meaning(names)) if said else not meaning(names)


def test_no_word_says_two_things() -> None:
    words = [entry.split()[1] for entry in entries(vocabulary.__name__, "class_words")]
    assert len(set(words)) == len(words)
    assert all(word.isalnum() and word.islower() for word in words)
