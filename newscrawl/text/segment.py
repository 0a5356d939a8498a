"""Blocks of a plain text that comes without a page: paragraphs, headings, list items, captions with their credit apart."""

from __future__ import annotations

import re
from itertools import pairwise

from newscrawl.items import Block
from newscrawl.text.tokens import count

_WRAP_WIDTH = 132  # terminals and mail wrap at 60 to 132 columns; a longer line is a paragraph by itself
_SHORT = 14  # tokens that a heading has at most
_CAPTION = 70  # and a caption

# U+0085 and the no-break space are no white space here: in damaged text they are the second halves of letters.
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\u2028\u2029]")
_SPACES = re.compile("[ \t]+")
_CLOSERS = "\"'”’»›“‘)]}」』】）*_"
_TERMINAL = ".!?…:;,‥。！？；：，、؟۔،؛।॥།።។၊။։՞—–-"
_SENTENCE_ENDS = ".!?…。！？؟۔।॥։።"
_BULLET = re.compile(r"(?:[•▪‣◦●■∙·]\s*|\*\s+)(?=\S)")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")

# Agencies and picture services that news sites credit below pictures.
_AGENCY = (
    r"(?:Reuters|REUTERS|AP|AP Photo|AP Images|Associated Press|AFP|Agence France-Presse|EPA|EPA-EFE|EFE|PA|PA Wire|PA Images|"
    r"PA Media|Press Association|Getty|Getty Images|GETTY|Shutterstock|iStock|iStockphoto|Alamy|Bloomberg|dpa|DPA|"
    r"picture alliance|picture-alliance|imago|IMAGO|imago images|ANSA|LaPresse|Ansa|Xinhua|Kyodo|Jiji|Anadolu|AA|Anadolu Agency|"
    r"TASS|RIA Novosti|Sputnik|NurPhoto|Zuma|ZUMA Press|Wam|WAM|Sipa|SIPA|MAXPPP|Keystone|KEYSTONE|APA|ANP|Belga|BELGA|TT|NTB|"
    r"Ritzau|Ritzau Scanpix|Scanpix|Lehtikuva|ČTK|CTK|PAP|MTI|Agerpres|Inquam|HINA|Hina|Tanjug|LUSA|Lusa|PTI|ANI|Yonhap|YONHAP|"
    r"AAP|CP|The Canadian Press|Adobe Stock|Unsplash|Pixabay|Pexels|Wikimedia Commons|Flickr|Handout|UPI|Rex|REX|Magnum|"
    r"Europa Press|Cordon Press|NOTIMEX|Ukrinform|УНИАН|УНІАН|РИА Новости|ТАСС|Коммерсантъ|رويترز|أ ف ب|أ ب|新华社|新華社|"
    r"中新社|共同社|时事社|ロイター|共同通信|時事通信|로이터|연합뉴스|뉴시스|뉴스1)"
)
_NAMES = r"[^\W\d_][\w.’'-]{0,30}(?: [\w.’'-]{1,30}){0,4}"
_CREDIT = rf"(?:{_NAMES} ?(?:/|\||via|for|,|·|-|–) ?)?{_AGENCY}(?: ?(?:/|\||via|,|·|and|&) ?(?:{_AGENCY}|{_NAMES}))?(?: photo)?"
_PHOTO = (
    r"(?:(?:AP |Pool |File |Archiv)?(?:photos?|photographs?|photography|photo credits?|photos? by|picture|pictures|pics?|images?|"
    r"image credits?|picture credits?|credits?|courtesy of|foto|fotos|fotografie|bild|bilder|bildquelle|fotografía|fotografia|crédito|"
    r"créditos|crédits?|crédit photo|imagen|imagem|immagine|beeld|kuva|fotó|kép|fotoğraf|zdjęcie|zdj|fot|снимка|снимки|фото|фотография|"
    r"φωτογραφία|φωτο|ảnh|ภาพ|gambar|صورة|الصورة|تصوير|عکس|צילום|तस्वीर|फोटो|ছবি))"
)
_MARK = rf"(?:{_PHOTO}\.? ?(?:[:：=/|–-]|by\b)|©|\(c\)|[(\[（［]?(?:사진|写真|图|图片|圖|照片|攝影|撮影) ?[:：=/]) ?"

# Each is searched in the last 120 characters of a line; `credit` is what it credits.
_ENDS_IN_MARK = re.compile(
    rf"(?:^|(?<=[{re.escape(_SENTENCE_ENDS + _CLOSERS)}])|(?<=\s))[ (\[（［]*{_MARK}(?P<credit>[^()\[\]:]{{1,80}}?)[)\]）］.]*$",
    re.IGNORECASE,
)
_ENDS_IN_BRACKETS = re.compile(rf"[(\[（［](?P<credit>{_CREDIT})[)\]）］]\.?$")
_ENDS_IN_AGENCY = re.compile(rf"(?<=[{re.escape(_SENTENCE_ENDS)}”’\"])\s+(?P<credit>{_CREDIT})$")
_STANDS = re.compile(
    r"\b(?:left|right|cent(?:re|er)|pictured|poses?|posing|seen|file (?:photo|image|picture)|from left|undated|shown|shows|"
    r"links|rechts|im bild|archivbild|à gauche|à droite|au centre|archives?|a la izquierda|a la derecha|en la imagen|à esquerda|"
    r"à direita|na foto|a sinistra|a destra|nella foto|слева|справа|на фото|vasemmalla|oikealla|till vänster|till höger|solda|sağda)\b"
    r"|\((?:[LRC]|left|right|centre|center|file|l\.|r\.|li\.|re\.)\)",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:said|says|told|added|according|sagte|dit|dijo|disse|ha detto|сказал|сообщил)\b|[\"“”„«»]", re.IGNORECASE
)


def segment(text: str) -> list[Block]:
    """The blocks of `text` in order. Paragraphs are parted by blank lines, or by line ends that are no mere wraps."""
    lines = [part for chunk in _chunks(text) for part in chunk]
    blocks = [_caption(line, last=index == len(lines) - 1) or _plain(line) for index, line in enumerate(lines)]
    for before, block, behind in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        if _is_heading(block, before, behind):
            block.type = "heading"
    return blocks


def _chunks(text: str) -> list[list[str]]:
    """The lines of each paragraph, wrapped ones joined again."""
    chunks: list[list[str]] = [[]]
    for line in _LINE_END.split(text):
        stripped = _SPACES.sub(" ", line).strip(" ")
        if stripped.strip():
            chunks[-1].append(stripped)
        elif chunks[-1]:
            chunks.append([])
    width = _wrap_width(chunks)
    return [_unwrap(chunk, width) for chunk in chunks if chunk] if width else [chunk for chunk in chunks if chunk]


def _wrap_width(chunks: list[list[str]]) -> int:
    """The column at which the text was wrapped, or 0: there most line ends stand where the next word had no room."""
    width = max((len(line) for chunk in chunks for line in chunk), default=0)
    if width > _WRAP_WIDTH:
        return 0
    ends = [(line, behind) for chunk in chunks for line, behind in pairwise(chunk) if not _is_ended(line)]
    wraps = sum(_is_wrap(line, behind, width) for line, behind in ends)
    return width if wraps >= 2 and wraps >= 0.8 * len(ends) else 0


def _is_wrap(line: str, behind: str, width: int) -> bool:
    return len(line) + 1 + len(behind.partition(" ")[0]) > width


def _unwrap(chunk: list[str], width: int) -> list[str]:
    paragraphs = [[chunk[0]]]
    for line, behind in pairwise(chunk):
        if (_is_wrap(line, behind, width) or not _is_ended(line)) and not _BULLET.match(behind):
            paragraphs[-1].append(behind)
        else:
            paragraphs.append([behind])
    return [_join(lines) for lines in paragraphs]


def _join(lines: list[str]) -> str:
    parts = [lines[0]]
    for line, behind in pairwise(lines):
        parts.append("" if _UNSPACED.match(line[-1]) and _UNSPACED.match(behind[0]) else " ")
        parts.append(behind)
    return "".join(parts)


def _is_ended(line: str) -> bool:
    return line.rstrip(_CLOSERS)[-1:] in _SENTENCE_ENDS or not line.rstrip(_CLOSERS)


def _plain(line: str) -> Block:
    bullet = _BULLET.match(line)
    return Block("list_item", line[bullet.end() :]) if bullet else Block("paragraph", line)


def _caption(line: str, *, last: bool) -> Block | None:
    """`line` as a caption, on evidence alone: a picture mark, or an agency's name behind one sentence that describes."""
    tail_from = max(0, len(line) - 120)
    tail = line[tail_from:]
    if found := _ENDS_IN_MARK.search(tail):
        words = line[: tail_from + found.start()].strip()
        if count(words) <= _CAPTION and (_is_ended(words) or _STANDS.search(words) or found[0].lstrip()[0] in "([（［"):
            return Block("caption", words, credit=found["credit"].strip(" ,;"))
        return None
    found = _ENDS_IN_BRACKETS.search(tail) or _ENDS_IN_AGENCY.search(tail)
    if not found:
        return None
    words = line[: tail_from + found.start()].strip()
    if not words or count(words) > _CAPTION or len(_sentences(words)) > 2:
        return None
    # "... he said. Reuters" closes an article as often as a caption: only a description is believed there.
    if _STANDS.search(words) or (not last and len(_sentences(words)) == 1 and not _REPORTS.search(words)):
        return Block("caption", words, credit=found["credit"].strip())
    return None


def _sentences(words: str) -> list[str]:
    return [part for part in re.split(rf"(?<=[{re.escape(_SENTENCE_ENDS)}])\s+(?=[^\W\d_a-z])", words) if part]


def _is_heading(block: Block, before: Block | None, behind: Block | None) -> bool:
    """A short line that no full stop ends, between a whole paragraph (or the text's start) and a longer one."""
    if block.type != "paragraph" or behind is None or behind.type not in ("paragraph", "list_item"):
        return False
    text = block.text.strip(_CLOSERS)
    if not text or text[-1] in _TERMINAL or not 1 <= count(text) <= _SHORT or len(text) > 100:
        return False
    if not (text[0].isupper() or text[0].isdigit() or (not text[0].islower() and text[0].isalpha())):
        return False
    whole = before is None or (count(before.text) > _SHORT or before.type == "caption")
    return whole and count(behind.text) > _SHORT
