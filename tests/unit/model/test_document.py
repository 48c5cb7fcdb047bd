"""Values as documents and back."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from schemactl.model.document import DocumentError, from_document, to_document
from schemactl.model.report import DriftReport
from tests.unit.builders import a_drift


@dataclass(frozen=True)
class Fraction:
    """A value no document can hold."""

    half: float


def test_report_with_a_time_reads_back_as_it_was_written() -> None:
    """Times keep their zone, pairs stay pairs."""
    assert from_document(DriftReport, to_document(a_drift())) == a_drift()


def test_pair_of_three_is_refused() -> None:
    """A tuple of fixed length keeps its length."""
    document = to_document(a_drift())
    assert isinstance(document, dict)
    with pytest.raises(DocumentError, match=r"DriftReport\.details\[0\] does not have 2 items"):
        from_document(DriftReport, document | {"details": [["a", "b", "c"]]})


def test_time_that_is_none_is_refused() -> None:
    """A time is written as ISO 8601."""
    document = to_document(a_drift())
    assert isinstance(document, dict)
    with pytest.raises(DocumentError, match="observed_at is not a datetime"):
        from_document(DriftReport, document | {"observed_at": "yesterday"})


def test_value_that_would_not_read_back_exactly_is_refused() -> None:
    """A new field of a type nobody thought of fails in the first test that writes it, not in production."""
    with pytest.raises(TypeError, match="a document cannot hold float"):
        to_document(Fraction(0.5))
