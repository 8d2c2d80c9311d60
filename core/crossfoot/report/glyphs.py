"""Text made visible: a character that cannot be printed is shown by its code, never as a box or as
nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_BREAKS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")


def visible(text: str, printable: Container[int]) -> str:
    """`text` as it is printed with fonts that have the code points `printable`.

    Line ends become one line feed, tabs and rare blanks a blank. Every other character without a glyph, and
    every invisible one (control, direction, zero width), becomes its code: `[U+202E]`.

    >>> visible("a\\x00b\\r\\nc", range(32, 127))
    'a[U+0000]b\\nc'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char, printable) for char in _BREAKS.sub("\n", text))


def unprintable(text: str, printable: Container[int]) -> tuple[str, ...]:
    """The characters of `text` that `visible` shows by their codes, each once."""
    if text.isascii() and text.isprintable():
        return ()
    shown = _BREAKS.sub("\n", text)
    return tuple(dict.fromkeys(char for char in shown if _shown(char, printable) == code_of(char)))


def code_of(char: str) -> str:
    """The code that stands for a character: `[U+4E2D]`."""
    return f"[U+{ord(char):04X}]"


def _shown(char: str, printable: Container[int]) -> str:
    if char == "\n":
        return char
    category = unicodedata.category(char)
    if category == "Zs" or char == "\t":
        return char if char == "\u00a0" else " "
    if category[0] == "C" or ord(char) not in printable:
        return code_of(char)
    return char
