"""Texts made safe to show: a name from a database can hold anything, and a reader must see what it holds."""

from __future__ import annotations

_LAST_OF_TWO_DIGITS = 0xFF
_LAST_OF_FOUR_DIGITS = 0xFFFF


def printable(text: str) -> str:
    r"""Return a text on one line, with everything that does not show written as ``\xNN``, ``\uNNNN`` or ``\UNNNNNNNN``.

    That covers line ends and other control characters, terminal escapes, the marks that turn the direction of writing,
    characters without a width and halves of surrogate pairs. Letters of any script stay as they are.

    Source: ``str.isprintable``, that is, Unicode's categories "Other" and "Separator" but for the space.
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else escaped(c) for c in text)


def escaped(character: str) -> str:
    r"""Return the escape of one character: ``\x0a``, ``\u202e``, ``\U000e0001``."""
    number = ord(character)
    if number <= _LAST_OF_TWO_DIGITS:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= _LAST_OF_FOUR_DIGITS else f"\\U{number:08x}"
