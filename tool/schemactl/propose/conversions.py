"""Which conversions of types keep every value, and which round or cut some of them without a word.

What PostgreSQL refuses by itself (a string that is too long, a number out of range) is no loss. Source: PostgreSQL
manual, Numeric Types and Date/Time Types; measured by converting there and back.
"""

from __future__ import annotations

import re

_TYPE = re.compile(r"(?P<name>[a-z ]+?)\s*(?:\((?P<modifiers>[0-9, -]+)\))?(?P<rest> with(?:out)? time zone)?(?:\[\])*")
_WHOLE = ("smallint", "integer", "bigint")
_EXACT_DIGITS = {
    ("smallint", "real"), ("smallint", "double precision"), ("integer", "double precision"),
    ("real", "double precision"),
}  # fmt: skip
"""Conversions to a floating-point type that has room for every digit."""
_FLOATING = ("real", "double precision")
_MOMENTS = ("timestamp with time zone", "timestamp without time zone")
_TIMES = ("time with time zone", "time without time zone")
_FINEST = 6
"""Digits of a second that date/time types keep when nothing is said."""


_WIDER = {
    "smallint": ("integer", "bigint", "numeric", "real", "double precision"),
    "integer": ("bigint", "numeric", "double precision"),
    "bigint": ("numeric",),
    "real": ("double precision",),
}
_WRITTEN_ALIKE = (*_WHOLE, "numeric", "uuid", "json", "jsonb")
"""Types whose text is the same in every session: no setting such as DateStyle has a part in it."""


def widens(before: str, after: str) -> bool:
    """Return whether every value converts, to the same value in every session, and never fails.

    Args:
        before, after: Types as `format_type` prints them. Types this module does not know do not widen.
    """
    if after in ("text", "character varying"):
        return not before.endswith("[]") and parts_of(before)[0] in _WRITTEN_ALIKE
    return after in _WIDER.get(before, ())


def rounds(before: str, after: str) -> bool:
    """Return whether converting values may change them although PostgreSQL accepts it.

    Args:
        before, after: Types as `format_type` prints them. Types this module does not know are taken to keep values:
            between them PostgreSQL goes through text or refuses.
    """
    old, old_modifiers = parts_of(before)
    new, new_modifiers = parts_of(after)
    if new == '"char"':
        return old != new
    if old in _WHOLE and new in _FLOATING:
        return (old, new) not in _EXACT_DIGITS
    if old in (*_FLOATING, "numeric") and new in (*_WHOLE, *_FLOATING, "numeric"):
        return _rounds_number(old, old_modifiers, new, new_modifiers)
    if old in _MOMENTS and new in ("date", *_TIMES):
        return True
    if old == _TIMES[0] and new == _TIMES[1]:
        return True
    if old in (*_MOMENTS, *_TIMES) and new in (*_MOMENTS, *_TIMES):
        return (new_modifiers or (_FINEST,)) < (old_modifiers or (_FINEST,))
    if old.startswith("interval") and new.startswith("interval"):
        return (old, old_modifiers) != (new, new_modifiers) and (new != "interval" or bool(new_modifiers))
    return False


def _rounds_number(old: str, old_modifiers: tuple[int, ...], new: str, new_modifiers: tuple[int, ...]) -> bool:
    if old == "numeric":
        scale = old_modifiers[1] if old_modifiers else None
        if new == "numeric":
            return bool(new_modifiers) and (scale is None or new_modifiers[1] < scale)
        return new in _FLOATING or scale is None or scale > 0
    return old != new and (old, new) not in _EXACT_DIGITS and not (new == "numeric" and not new_modifiers)


def parts_of(type_: str) -> tuple[str, tuple[int, ...]]:
    """Return a type's name without brackets of arrays, and its modifiers; of ``numeric(5)`` the scale is 0."""
    match = _TYPE.fullmatch(type_)
    if match is None:
        return type_.removesuffix("[]"), ()
    name = match["name"] + (match["rest"] or "")
    modifiers = tuple(int(part) for part in (match["modifiers"] or "").split(",") if part.strip())
    return name, (*modifiers, 0) if name == "numeric" and len(modifiers) == 1 else modifiers
