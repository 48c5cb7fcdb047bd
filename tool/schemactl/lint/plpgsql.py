"""Reading a PL/pgSQL body just far enough to find its variables and the SQL in it.

PostgreSQL looks at the SQL of a body only when that line is reached. Here the statements and expressions are cut out,
so that the server can be asked about each of them. Statements that build SQL at run time (EXECUTE) or change the schema
are passed over.
Source: PostgreSQL manual, PL/pgSQL, Structure and Basic Statements; ``pl_gram.y``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from schemactl.lint.tokens import Token, scan

_QUERIES = frozenset({"select", "with", "insert", "update", "delete", "merge", "values", "table", "("})
_RUN_TIME = frozenset({"assert", "call", "do", "execute", "get", "null", "raise"})
_CURSOR = frozenset({"close", "fetch", "move", "open"})
_CONTROL = frozenset({"commit", "continue", "exit", "release", "rollback", "savepoint"})
_COMMANDS = frozenset({"alter", "analyze", "comment", "copy", "create", "drop", "grant", "import", "listen", "lock"})
_MORE_COMMANDS = frozenset({"notify", "reset", "revoke", "set", "truncate"})
_SKIPPED = _RUN_TIME | _CURSOR | _CONTROL | _COMMANDS | _MORE_COMMANDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A query of a body, or an expression made into one.

    Attributes:
        query: The query, its INTO clause taken out.
        line: 1-based line of the body on which it begins.
        names: All names in it.
    """

    query: str
    line: int
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """``record.column := ...``."""

    record: str
    column: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A RETURN.

    Attributes:
        value: What is returned when it is a single name, such as ``new`` or ``null``; otherwise an empty text.
        depth: 1 in the body's outermost block, more inside IF, CASE, loops and inner blocks.
    """

    value: str
    depth: int


@dataclass(slots=True, kw_only=True)
class Body:
    """What was found in a body.

    Attributes:
        directives: Lines such as ``#variable_conflict use_column``.
        variables: Declarations without their default values, by name.
        pieces: The SQL, in order.
        assignments: Assignments to fields.
        returns: The RETURNs.
        conditions: The conditions of IF and ELSIF.
        unsure: Names that mean different things in different places: labels, and variables declared twice.
        makes_objects: Whether it has CREATE, so that later statements may speak of what is not there yet.
    """

    directives: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    conditions: list[tuple[Token, ...]] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    makes_objects: bool = False


def read_body(source: str) -> Body:
    """Return what is in a PL/pgSQL body that PostgreSQL's own parser has accepted."""
    reader = _Reader(source)
    reader.read()
    return reader.body


class _Reader:
    """Walks over a body statement by statement."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.body = Body()
        self.tokens = self._without_directives(source)
        self.at = 0
        self.depth = 0
        self.handlers: dict[str, Callable[[], None]] = {
            "declare": self._declare,
            "begin": self._open,
            "loop": self._open,
            "else": self._step,
            "exception": self._step,
            "when": lambda: self._skip("then"),
            "case": self._case,
            "end": self._end,
            "if": self._if,
            "elsif": self._condition,
            "elseif": self._condition,
            "while": self._while,
            "for": self._for,
            "foreach": lambda: self._skip("loop", step=0),
            "return": self._return,
            "perform": self._perform,
            "refresh": self._refresh,
            "<<": self._label,
        }

    def read(self) -> None:
        """Read everything."""
        while self.at < len(self.tokens):
            head = self._head()
            if head in self.handlers:
                self.handlers[head]()
            elif head in _QUERIES:
                self._query(self._statement())
            else:
                self._other(head)

    def _without_directives(self, source: str) -> list[Token]:
        lines = source.lstrip().splitlines()
        directives = [line for line in lines if line.startswith("#")]
        start = 0
        for directive in directives:
            start = source.index(directive, start) + len(directive)
        self.body.directives = "".join(f"{line}\n" for line in directives)
        return [token for token in scan(source) if token.start >= start]

    def _head(self) -> str:
        token = self.tokens[self.at]
        return token.word or (token.text if token.kind == "symbol" else "")

    def _line(self, token: Token) -> int:
        return self.source.count("\n", 0, token.start) + 1

    def _step(self) -> None:
        self.at += 1

    def _open(self) -> None:
        self.depth += 1
        self.at += 1

    def _case(self) -> None:
        self.depth += 1
        self.at += 1
        self._skip("then", step=1)

    def _end(self) -> None:
        self.depth -= 1
        self._statement()

    def _if(self) -> None:
        self.depth += 1
        self._condition()

    def _condition(self) -> None:
        self.at += 1
        tokens = self._until("then")
        self.body.conditions.append(tuple(tokens))
        self._expression(tokens)
        self.at += 1

    def _while(self) -> None:
        self.at += 1
        self._expression(self._until("loop"))

    def _skip(self, word: str, *, step: int = 1) -> None:
        self._until(word)
        self.at += step

    def _label(self) -> None:
        self.body.unsure.add(self.tokens[self.at + 1].text)
        self._until(">>")
        self.at += 1

    def _until(self, stop: str) -> list[Token]:
        """Return the tokens up to a word or symbol outside parentheses and CASE expressions, and stand on it."""
        start, depth = self.at, 0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if depth == 0 and stop in {token.word, token.text if token.kind == "symbol" else ""}:
                break
            depth += _nesting(token)
            self.at += 1
        return self.tokens[start : self.at]

    def _statement(self) -> list[Token]:
        """Return the tokens up to the end of the statement, and stand after it."""
        start, depth = self.at, 0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.kind == "symbol" and token.text == ";" and depth == 0:
                return self.tokens[start : self.at - 1]
            depth += _parentheses(token)
        return self.tokens[start:]

    def _declare(self) -> None:
        self.at += 1
        while self.at < len(self.tokens) and self._head() not in {"begin", "<<"}:
            if self._head() == "declare":
                self.at += 1
                continue
            self._declaration(self._statement())

    def _declaration(self, tokens: Sequence[Token]) -> None:
        name = tokens[0].text
        start = 2 if len(tokens) > 1 and tokens[1].word == "constant" else 1
        end = len(tokens)
        if not any(token.word in {"cursor", "alias"} for token in tokens[1:4]):
            ends = (place for place, token in enumerate(tokens) if place >= start and _ends_type(token))
            end = next(ends, end)
            defaults = [place for place in range(end, len(tokens)) if tokens[place].text in {":=", "=", "default"}]
            if defaults:
                self._expression(tokens[defaults[0] + 1 :])
        self._variable(name, self.source[tokens[start].start : tokens[end - 1].end])

    def _variable(self, name: str, definition: str) -> None:
        if self.body.variables.setdefault(name, definition) != definition:
            self.body.unsure.add(name)

    def _for(self) -> None:
        self.at += 1
        target = self._until("in")
        self.at += 1
        range_or_query = self._until("loop")
        if not range_or_query:
            return
        if range_or_query[0].word == "reverse" or any(token.text == ".." for token in range_or_query):
            self._variable(target[0].text, "integer")
        elif (range_or_query[0].word or range_or_query[0].text) in _QUERIES:
            self._query(range_or_query)

    def _return(self) -> None:
        self.at += 1
        tokens = self._statement()
        words = [token.word for token in tokens[:2]]
        self.body.returns.append(Return(value=words[0] if len(tokens) == 1 else "", depth=self.depth))
        if words[:1] == ["query"]:
            if words[1:] != ["execute"]:
                self._query(tokens[1:])
        else:
            self._expression(tokens[1:] if words[:1] == ["next"] else tokens)

    def _perform(self) -> None:
        self.at += 1
        tokens = self._statement()
        if tokens:
            self._piece(tokens, f"SELECT {self._text(tokens)}")

    def _refresh(self) -> None:
        """Ask whether the view is there; REFRESH MATERIALIZED VIEW itself cannot be planned without being run."""
        tokens = [
            token
            for token in self._statement()
            if token.word not in {"refresh", "materialized", "view", "concurrently"}
        ]
        ends = (place for place, token in enumerate(tokens) if token.word == "with")
        name = tokens[: next(ends, len(tokens))]
        if name:
            self._piece(name, f"SELECT FROM {self._text(name)}")

    def _other(self, head: str) -> None:
        tokens = self._statement()
        if head in _SKIPPED:
            self.body.makes_objects |= head == "create"
            return
        places = [p for p, token in enumerate(tokens) if token.kind == "symbol" and token.text in {":=", "="}]
        if not places:
            return
        target = [token.text for token in tokens[: places[0]]]
        if len(target) == 3 and target[1] == ".":  # noqa: PLR2004 - record, dot, column
            self.body.assignments.append(Assignment(record=target[0], column=target[2], line=self._line(tokens[0])))
        self._expression(tokens[places[0] + 1 :])

    def _expression(self, tokens: Sequence[Token]) -> None:
        """Keep an expression as a query; a single name or value needs no question."""
        if len(tokens) > 1:
            self._piece(tokens, f"SELECT ({self._text(tokens)})")

    def _query(self, tokens: Sequence[Token]) -> None:
        start, end = _into(tokens)
        text = self._text(tokens)
        if end > start:
            cut_from, cut_to = tokens[start].start - tokens[0].start, tokens[end - 1].end - tokens[0].start
            text = text[:cut_from] + "\n" * text.count("\n", cut_from, cut_to) + text[cut_to:]
        self._piece(tokens, text)

    def _piece(self, tokens: Sequence[Token], query: str) -> None:
        names = frozenset(token.text for token in tokens if token.kind == "name")
        self.body.pieces.append(Piece(query=query, line=self._line(tokens[0]), names=names))

    def _text(self, tokens: Sequence[Token]) -> str:
        return self.source[tokens[0].start : tokens[-1].end]


def _parentheses(token: Token) -> int:
    return {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0) if token.kind == "symbol" else 0


def _nesting(token: Token) -> int:
    return {"case": 1, "end": -1}.get(token.word, 0) + _parentheses(token)


def _ends_type(token: Token) -> bool:
    """Return whether a token ends the type in a declaration: NOT NULL, or a default value."""
    return token.word in {"not", "default"} or (token.kind == "symbol" and token.text in {":=", "="})


def _into(tokens: Sequence[Token]) -> tuple[int, int]:
    """Return first and last place (exclusive) of PL/pgSQL's INTO clause; the INTO of INSERT and MERGE is none."""
    for place, token in enumerate(tokens):
        if token.word == "into" and (place == 0 or tokens[place - 1].word not in {"insert", "merge"}):
            end = place + 1 + (tokens[place + 1].word == "strict")
            end = _after_target(tokens, end)
            while end < len(tokens) and tokens[end].text == ",":
                end = _after_target(tokens, end + 1)
            return place, end
    return 0, 0


def _after_target(tokens: Sequence[Token], place: int) -> int:
    """Return the place after ``variable``, ``record.field`` or ``array[1]``."""
    place += 1
    while place < len(tokens) and tokens[place].text in {".", "["}:
        if tokens[place].text == ".":
            place += 2
            continue
        while tokens[place].text != "]":
            place += 1
        place += 1
    return place
