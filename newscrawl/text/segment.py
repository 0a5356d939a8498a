"""Splits a plain text into blocks: paragraphs, headings, list items, and captions with credits."""

from __future__ import annotations

import re
from itertools import pairwise

from newscrawl.items import Block
from newscrawl.text.scripts import BURMESE, CJK_PUNCTUATION, FULL_WIDTH, HAN, KANA, KHMER, LAO, THAI
from newscrawl.text.sentences import ENDS
from newscrawl.text.tokens import count
from newscrawl.text.vocabulary import entries

_WRAP_WIDTH = 132
"""Terminals and mail wrap at 60 to 132 columns. A longer line is a paragraph by itself."""
_WRAPS, _SHARE_OF_WRAPS = 2, 0.8
"""A text is wrapped if 2 of its line ends inside sentences, and four fifths of them, are wraps."""
_SHORT = 14  # the most tokens of a heading
_HEADING_CHARACTERS = 100  # the most characters of a heading
_CAPTION = 70  # the most tokens of a caption
_CAPTION_SENTENCES = 2  # the most sentences of a caption that ends with an agency's name
_TAIL = 120
"""The characters at the end of a line in which a credit is looked for. It has at most 80."""

# U+0085 and the no-break space don't count as white space: in damaged text they are halves of
# letters.
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\u2028\u2029]")
_SPACES = re.compile("[ \t]+")
_CLOSERS = "\"'”’»›“‘)]}」』】）*_"
_TERMINAL = ENDS + ":;,；：，、،؛།՞—–-"
_BULLET = re.compile(r"(?:[•▪‣◦●■∙·]\s*|\*\s+)(?=\S)")
_UNSPACED = re.compile(f"[{THAI}{LAO}{BURMESE}{KHMER}{CJK_PUNCTUATION}{KANA}{HAN}{FULL_WIDTH}]")


def _any_of(name: str) -> str:
    """Returns a pattern for any one entry of a word list beside this file."""
    return "(?:" + "|".join(map(re.escape, entries(__package__, name))) + ")"


# An agency or picture service that news sites credit below pictures.
_AGENCY = f"(?:{_any_of('picture_agencies')}|{_any_of('agencies')})"
_NAMES = r"[^\W\d_][\w.’'-]{0,30}(?: [\w.’'-]{1,30}){0,4}"
_CREDIT = rf"(?:{_NAMES} ?(?:/|\||via|for|,|·|-|–) ?)?{_AGENCY}(?: ?(?:/|\||via|,|·|and|&) ?(?:{_AGENCY}|{_NAMES}))?(?: photo)?"
_PHOTO = rf"(?:(?:AP |Pool |File |Archiv)?{_any_of('caption_marks')})"
_MARK = rf"(?:{_PHOTO}\.? ?(?:[:：=/|–-]|by\b)|©|\(c\)|[(\[（［]?(?:사진|写真|图|图片|圖|照片|攝影|撮影) ?[:：=/]) ?"

# These patterns are searched in the last _TAIL characters of a line. `credit` is the credited name.
_ENDS_IN_MARK = re.compile(
    rf"(?:^|(?<=[{re.escape(ENDS + _CLOSERS)}])|(?<=\s))[ (\[（［]*{_MARK}(?P<credit>[^()\[\]:]{{1,80}}?)[)\]）］.]*$",
    re.IGNORECASE,
)
_ENDS_IN_BRACKETS = re.compile(rf"[(\[（［](?P<credit>{_CREDIT})[)\]）］]\.?$")
_ENDS_IN_AGENCY = re.compile(rf"(?<=[{re.escape(ENDS)}”’\"])\s+(?P<credit>{_CREDIT})$")
_STANDS = re.compile(
    rf"\b{_any_of('caption_descriptions')}\b|\((?:[LRC]|left|right|centre|center|file|l\.|r\.|li\.|re\.)\)",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:said|says|told|added|according|sagte|dit|dijo|disse|ha detto|сказал|сообщил)\b|[\"“”„«»]",
    re.IGNORECASE,
)


def segment(text: str) -> list[Block]:
    """Returns the blocks of `text` in order.

    A paragraph ends at a blank line, and at each line end that is not a wrap.
    """
    lines = [part for chunk in _chunks(text) for part in chunk]
    blocks = [
        _caption(line, last=index == len(lines) - 1) or _plain(line)
        for index, line in enumerate(lines)
    ]
    for before, block, behind in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        if _is_heading(block, before, behind):
            block.type = "heading"
    return blocks


def _chunks(text: str) -> list[list[str]]:
    """Returns groups of lines, divided at blank lines. Wrapped lines are joined."""
    chunks: list[list[str]] = [[]]
    for line in _LINE_END.split(text):
        stripped = _SPACES.sub(" ", line).strip(" ")
        if stripped.strip():
            chunks[-1].append(stripped)
        else:
            chunks.append([])
    chunks = [chunk for chunk in chunks if chunk]
    width = _wrap_width(chunks)
    return [_unwrap(chunk, width) for chunk in chunks] if width else chunks


def _wrap_width(chunks: list[list[str]]) -> int:
    """Returns the column at which nearly all lines were wrapped, or 0."""
    width = max((len(line) for chunk in chunks for line in chunk), default=0)
    if width > _WRAP_WIDTH:
        return 0
    ends = [
        (line, behind)
        for chunk in chunks
        for line, behind in pairwise(chunk)
        if not _is_ended(line)
    ]
    wraps = sum(_is_wrap(line, behind, width) for line, behind in ends)
    return width if wraps >= _WRAPS and wraps >= _SHARE_OF_WRAPS * len(ends) else 0


def _is_wrap(line: str, behind: str, width: int) -> bool:
    """Returns whether the first word of the next line, `behind`, had no room in `line`."""
    return len(line) + 1 + len(behind.partition(" ")[0]) > width


def _unwrap(chunk: list[str], width: int) -> list[str]:
    """Returns the paragraphs of a group of lines. A list item begins a paragraph."""
    paragraphs = [[chunk[0]]]
    for line, behind in pairwise(chunk):
        if (_is_wrap(line, behind, width) or not _is_ended(line)) and not _BULLET.match(behind):
            paragraphs[-1].append(behind)
        else:
            paragraphs.append([behind])
    return [_join(lines) for lines in paragraphs]


def _join(lines: list[str]) -> str:
    """Returns lines as one line, with spaces between them except in scripts without spaces."""
    parts = [lines[0]]
    for line, behind in pairwise(lines):
        parts.append("" if _UNSPACED.match(line[-1]) and _UNSPACED.match(behind[0]) else " ")
        parts.append(behind)
    return "".join(parts)


def _is_ended(line: str) -> bool:
    return line.rstrip(_CLOSERS)[-1:] in ENDS  # also for a line of closers alone: "" is in ENDS


def _plain(line: str) -> Block:
    """Returns a line as a list item if it has a bullet, else as a paragraph."""
    bullet = _BULLET.match(line)
    return Block("list_item", line[bullet.end() :]) if bullet else Block("paragraph", line)


def _caption(line: str, *, last: bool) -> Block | None:
    """Returns `line` as a caption if a mark such as "Photo:" or an agency proves it; else None."""
    tail_from = max(0, len(line) - _TAIL)
    tail = line[tail_from:]
    if found := _ENDS_IN_MARK.search(tail):
        words = line[: tail_from + found.start()].strip()
        if count(words) <= _CAPTION and (
            _is_ended(words) or _STANDS.search(words) or found[0].lstrip()[0] in "([（［"
        ):
            return Block("caption", words, credit=found["credit"].strip(" ,;"))
        return None
    found = _ENDS_IN_BRACKETS.search(tail) or _ENDS_IN_AGENCY.search(tail)
    if not found:
        return None
    words = line[: tail_from + found.start()].strip()
    if not words or count(words) > _CAPTION or len(_sentences(words)) > _CAPTION_SENTENCES:
        return None
    # "... he said. Reuters" ends articles as often as captions. So the words must describe a
    # picture, or be a single sentence inside the text that does not report what somebody said.
    if _STANDS.search(words) or (
        not last and len(_sentences(words)) == 1 and not _REPORTS.search(words)
    ):
        return Block("caption", words, credit=found["credit"].strip())
    return None


def _sentences(words: str) -> list[str]:
    return [
        part for part in re.split(rf"(?<=[{re.escape(ENDS)}])\s+(?=[^\W\d_a-z])", words) if part
    ]


def _is_heading(block: Block, before: Block | None, behind: Block | None) -> bool:
    """Returns whether a short line without a full stop is first, or between two longer blocks."""
    if block.type != "paragraph" or behind is None or behind.type not in ("paragraph", "list_item"):
        return False
    text = block.text.strip(_CLOSERS)
    return (
        text[:1].isalnum()
        and not text[0].islower()
        and text[-1] not in _TERMINAL
        and len(text) <= _HEADING_CHARACTERS
        and count(text) <= _SHORT < count(behind.text)
        and (before is None or before.type == "caption" or count(before.text) > _SHORT)
    )
