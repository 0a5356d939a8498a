"""Ranges of scripts that are written without spaces, as pieces of regular expressions.

Each rule combines the ranges that it needs: some rules count punctuation, others only letters.
"""

THAI = "\u0e00-\u0e7f"
LAO = "\u0e80-\u0eff"
BURMESE = "\u1000-\u109f"
KHMER = "\u1780-\u17ff"
CJK_PUNCTUATION = "\u3000-\u303f"
KANA = "\u3040-\u30ff"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
FULL_WIDTH = "\uff00-\uffef"
HANGUL = "\uac00-\ud7af"
UNSPACED = f"{THAI}{LAO}{BURMESE}{KHMER}{KANA}{HAN}"
"""The letters of scripts without spaces between words. Korean has spaces."""
