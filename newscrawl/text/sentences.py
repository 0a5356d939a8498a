"""The ends of sentences in all scripts."""

from __future__ import annotations

import re

ENDS = ".!?…‥。．！？｡؟۔।॥։።፧၊။។៕‼⁇⁈⁉"
"""Characters that end a sentence: Latin, CJK, Arabic, Urdu, Devanagari, Armenian, Ethiopic,
Burmese, Khmer.
"""
END = re.compile(f"[{ENDS}]")
