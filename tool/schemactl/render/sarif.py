"""Findings as a SARIF log, which code hosts show beside the lines they are about.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from schemactl import __version__
from schemactl.model.diagnostic import Diagnostic
from schemactl.model.printable import printable
from schemactl.model.rule import RuleDescription

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_NO_URI = re.compile(rb"[^A-Za-z0-9._~/-]")


def checks_log(diagnostics: Iterable[Diagnostic], rules: Iterable[RuleDescription]) -> str:
    """Return the log: one run with all rules and one result per finding.

    Levels have the same names there. A finding without a file has a logical location only.

    Args:
        diagnostics: The findings.
        rules: What the rules mean; a finding of another rule is listed without.
    """
    described = tuple(rules)
    index = {rule.id: place for place, rule in enumerate(described)}
    run = {
        "tool": {
            "driver": {
                "name": "schemactl",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in described],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, index) for diagnostic in diagnostics],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: RuleDescription) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.finds},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.fix},
        "defaultConfiguration": {"level": rule.level.value},
    }


def _result(diagnostic: Diagnostic, index: Mapping[str, int]) -> dict[str, Any]:
    hint = f" {printable(diagnostic.hint)}" if diagnostic.hint else ""
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "level": diagnostic.level.value,
        "message": {"text": f"{printable(diagnostic.message)}.{hint}"},
    }
    if diagnostic.code in index:
        result["ruleIndex"] = index[diagnostic.code]
    location: dict[str, Any] = {}
    if diagnostic.source:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": _uri(diagnostic.source.path)},
            "region": {"startLine": diagnostic.source.line},
        }
    if diagnostic.address:
        name = printable(str(diagnostic.address))
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "member"}]
        # What a finding is about outlives the line it is on.
        result["partialFingerprints"] = {"object/v1": f"{diagnostic.code} {name}"}
    if location:
        result["locations"] = [location]
    return result


def _uri(path: str) -> str:
    """Return a path as a URI reference: relative ones stay relative to the checkout."""
    quoted = _NO_URI.sub(lambda found: f"%{found[0][0]:02X}".encode(), path.encode()).decode()
    return f"file://{quoted}" if quoted.startswith("/") else quoted
