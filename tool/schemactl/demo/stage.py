"""How the demo looks: headings, commands as somebody would type them, findings and tables of numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from schemactl.demo.checks import Finding, TableCount
from schemactl.demo.excerpt import BOLD, DIM, GREEN, RED
from schemactl.errors import ExitCode
from schemactl.render.text import Ink

_COLUMNS = 3
_CELL = 38
_CYAN = "36"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the demo appears.

    Attributes:
        show: Takes the text. `ink`: writes in colour, or does not.
    """

    show: Callable[[str], None]
    ink: Ink

    def heading(self, text: str) -> None:
        """Show a heading."""
        self.show(f"\n{self.ink(text, BOLD)}\n{self.ink('─' * len(text), DIM)}")

    def lines(self, lines: Iterable[str]) -> None:
        """Show lines as they are."""
        self.show("\n".join(lines))

    def command(self, text: str) -> None:
        """Show a command line."""
        self.show(f"\n{self.ink('$', DIM)} {self.ink(text, _CYAN)}")

    def sql(self, text: str) -> None:
        """Show a command of SQL."""
        self.lines(f"  {line}" for line in f"{text};".splitlines())

    def ended(self, code: ExitCode, seconds: float) -> None:
        """Show how a command ended."""
        self.show(self.ink(f"(exit code {code.value}, {seconds:.1f} s)", DIM))

    def findings(self, findings: Iterable[Finding]) -> None:
        """Show whether things hold, with the numbers behind them."""
        for finding in findings:
            mark = self.ink("✓", GREEN) if finding.holds else self.ink("✗", RED)
            self.lines((f"{mark} {finding.claim}", *(f"    {self.ink(line, '')}" for line in finding.details)))

    def contents(self, rows: Mapping[str, int]) -> None:
        """Show tables and their rows, several on a line, in columns that are read downwards."""
        cells = [f"{name:<{_CELL - 9}}{count:>7,}  " for name, count in rows.items()]
        height = -(-len(cells) // _COLUMNS)
        self.lines("  " + "".join(cells[line::height]).rstrip() for line in range(height))

    def counts(self, counts: Iterable[TableCount]) -> None:
        """Show the rows of every table, before and after."""
        self.show(self.ink(f"    {'table':<32}{'before':>8}{'after':>8}", DIM))
        for count in counts:
            after = "gone" if count.after is None else f"{count.after:,}"
            self.show(f"    {count.table:<32}{count.before:>8,}{after:>8}   {self.ink(count.note, DIM)}".rstrip())
