"""Figures as people read them: sizes and durations in their largest unit."""

from __future__ import annotations

from datetime import timedelta

_STEP = 1024
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


def bytes_in_words(size: int) -> str:
    """Return a size as people say it: ``8 kB``, ``1.5 MB``; in steps of 1024, as PostgreSQL counts."""
    value = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < _STEP:
            return f"{value:,.0f} {unit}" if unit in ("bytes", "kB") else f"{value:,.1f} {unit}"
        value /= _STEP
    return f"{value:,.1f} TB"


def duration_in_words(duration: timedelta) -> str:
    """Return a duration in its largest unit: ``3 days``, ``1 hour``."""
    seconds = int(duration.total_seconds())
    for size, unit in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count:,} {unit}{'' if count == 1 else 's'}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"
