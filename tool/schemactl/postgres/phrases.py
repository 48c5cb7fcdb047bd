"""What a command says it does: its head, the relation it names and its actions, read token by token.

No SQL is understood beyond that. Words count where they stand outside of quotes, comments and parentheses, so that no
name, text or body of a function can be taken for one.
Source: PostgreSQL manual, SQL Commands: the synopses of CREATE, ALTER, DROP, COMMENT, GRANT and REFRESH.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from schemactl.postgres.lexer import tokens
from schemactl.postgres.quoting import identifier

_SILENT = frozenset({"space", "line_comment", "block_comment"})
_NAMES = frozenset({"word", "quoted"})
_ASIDE = frozenset(
    {"OR", "REPLACE", "UNIQUE", "TEMP", "TEMPORARY", "UNLOGGED", "RECURSIVE", "CONSTRAINT", "DEFAULT", "TRUSTED"}
)
"""Words between CREATE and the kind that change no lock."""
_LONG_KINDS = (
    *("ACCESS METHOD", "DEFAULT PRIVILEGES", "EVENT TRIGGER", "FOREIGN DATA WRAPPER", "FOREIGN TABLE"),
    *("MATERIALIZED VIEW", "OPERATOR CLASS", "OPERATOR FAMILY", "TEXT SEARCH", "USER MAPPING"),
)
_ON_A_TABLE = frozenset({"INDEX", "TRIGGER", "POLICY", "RULE", "CONSTRAINT"})


@dataclass(frozen=True, slots=True)
class Token:
    """One token that means something.

    Attributes:
        word: The token in capitals if it is a bare word, else an empty string.
        text: The token as it stands; a name as it is stored, without quotes.
        depth: How many parentheses and brackets it stands in.
        kind: The scanner's kind, see `schemactl.postgres.lexer.tokens`.
    """

    word: str
    text: str
    depth: int
    kind: str


@dataclass(frozen=True, slots=True)
class Action:
    """One of the actions of an ALTER, or all that follows the head of another command."""

    tokens: tuple[Token, ...]

    def says(self, pattern: str) -> bool:
        """Return whether it begins with these words; ``~`` stands for a name, ``~.~`` for a qualified one."""
        return self.after(pattern) is not None

    def after(self, pattern: str) -> tuple[Token, ...] | None:
        """Return the tokens after these words, or None when it does not begin with them."""
        place = 0
        for word in pattern.split():
            length = self._length(word, place)
            if not length:
                return None
            place += length
        return self.tokens[place:]

    def _length(self, word: str, place: int) -> int:
        """Return how many tokens a word of a pattern fits at a place, or 0."""
        if word.startswith("~"):
            name, length = _name_at(self.tokens, place)
            return length if name and (word == "~" or length > 1) else 0
        if place >= len(self.tokens):
            return 0
        token = self.tokens[place]
        return int((token.word or token.text) == word and token.kind != "quoted")

    def has(self, words: str) -> bool:
        """Return whether these words stand in it one after the other, but not as parts of qualified names.

        They count outside of parentheses, and inside where a parenthesis is the first of them.
        """
        inside = words.startswith("( ")
        wanted = words.removeprefix("( ").split()
        seen = [token.word if bool(token.depth) is inside else "" for token in _unqualified(self.tokens)]
        return any(seen[place : place + len(wanted)] == wanted for place in range(len(seen)))

    def name_after(self, pattern: str) -> str:
        """Return the name, qualified and quoted where needed, that follows these words; empty when none does."""
        rest = self.after(pattern)
        return _name_at(rest, 0)[0] if rest is not None else ""

    def part_after(self, pattern: str) -> str:
        """Return the unqualified name, as it is stored, that follows these words; empty when none does."""
        rest = self.after(pattern)
        return rest[0].text if rest and rest[0].kind in _NAMES else ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A command, as far as it is read.

    Attributes:
        head: Verb and kind in capitals: ``ALTER TABLE``, ``CREATE INDEX``, ``COMMENT ON COLUMN``.
        subject: The relation it is about, qualified and quoted where needed; empty when it names none.
        actions: What it does: several for an ALTER TABLE, else one.
    """

    head: str
    subject: str
    actions: tuple[Action, ...]


@lru_cache(maxsize=4096)
def read_phrase(sql: str) -> Phrase:
    """Return what a command says it does. Any text can be read; what is no command of ours has an odd head."""
    found = tuple(_tokens(sql))
    verb = found[0].word if found else ""
    place = 1
    if verb in ("COMMENT", "SECURITY"):
        place = next((n + 1 for n, token in enumerate(found) if token.word == "ON"), 1)
        kind, place = _kind(found, place)
        return Phrase(
            f"{'COMMENT' if verb == 'COMMENT' else 'SECURITY LABEL'} ON {kind}",
            _commented(found, place, kind),
            (Action(found[place:]),),
        )
    if verb in ("GRANT", "REVOKE"):
        return _privileges(verb, found)
    if verb == "ANALYZE":
        name, length = _name_at(found, place)
        return Phrase(verb, name, (Action(found[place + length :]),))
    while verb == "CREATE" and place < len(found) and found[place].word in _ASIDE and not _is_kind(found, place):
        place += 1
    kind, place = _kind(found, place)
    place = _past(found, place, (("CONCURRENTLY",), ("IF", "NOT", "EXISTS"), ("IF", "EXISTS"), ("ONLY",)))
    name, length = _name_at(found, place)
    rest = found[place + length :]
    if verb == "ALTER" and kind not in _ON_A_TABLE - {"INDEX"}:
        return Phrase(f"ALTER {kind}", name, tuple(Action(part) for part in _parts(rest)))
    return Phrase(f"{verb} {kind}", _subject(kind, found, place, name), (Action(found[1:]),))


def _is_kind(found: tuple[Token, ...], place: int) -> bool:
    """Return whether DEFAULT begins DEFAULT PRIVILEGES."""
    return found[place].word == "DEFAULT" and place + 1 < len(found) and found[place + 1].word == "PRIVILEGES"


def _subject(kind: str, found: tuple[Token, ...], place: int, name: str) -> str:
    """Return the relation a command of this kind is about."""
    if kind == "STATISTICS":
        return _named_after(found, place, "FROM")
    if kind == "RULE" and found[0].word == "CREATE":
        return _named_after(found, place, "TO")
    if kind in _ON_A_TABLE:
        return _named_after(found, place, "ON")
    return name


def _commented(found: tuple[Token, ...], place: int, kind: str) -> str:
    if kind in _ON_A_TABLE - {"INDEX"}:
        return _named_after(found, place, "ON")
    name, _ = _name_at(found, place)
    return _without_last(found, place) if kind == "COLUMN" else name


def _without_last(found: tuple[Token, ...], place: int) -> str:
    """Return the name of the table in that of a column."""
    parts = list(_parts_of_name(found, place))[:-1]
    return ".".join(identifier(part) for part in parts if part)


def _privileges(verb: str, found: tuple[Token, ...]) -> Phrase:
    place = next((n + 1 for n, token in enumerate(found) if token.word == "ON" and not token.depth), 0)
    if not place:
        return Phrase(f"{verb} ROLE", "", (Action(found[1:]),))
    kind, after = _kind(found, place)
    known = kind in ("TABLE", "SEQUENCE", "FUNCTION", "SCHEMA", "ROUTINE", "PROCEDURE", "LANGUAGE", "TYPE", "DOMAIN")
    name, _ = _name_at(found, after if known else place)
    return Phrase(f"{verb} ON {kind if known else 'OTHER'}", name, (Action(found[1:]),))


def _kind(found: tuple[Token, ...], place: int) -> tuple[str, int]:
    """Return the kind of object that is named at a place, and the place after it."""
    words = [token.word for token in found[place : place + 3]]
    for kind in _LONG_KINDS:
        length = kind.count(" ") + 1
        if " ".join(words[:length]) == kind:
            return kind, place + length
    return (words[0] if words else ""), place + 1


def _past(found: tuple[Token, ...], place: int, skipped: tuple[tuple[str, ...], ...]) -> int:
    for words in skipped:
        if tuple(token.word for token in found[place : place + len(words)]) == words:
            place += len(words)
    return place


def _named_after(found: tuple[Token, ...], start: int, word: str) -> str:
    """Return the name after the first such word outside of parentheses."""
    for place in range(start, len(found)):
        if found[place].word == word and not found[place].depth:
            return _name_at(found, _past(found, place + 1, (("ONLY",),)))[0]
    return ""


def _name_at(found: tuple[Token, ...], place: int) -> tuple[str, int]:
    parts = list(_parts_of_name(found, place))
    if not all(parts):
        return "", 0
    return ".".join(identifier(part) for part in parts), max(0, 2 * len(parts) - 1)


def _parts_of_name(found: tuple[Token, ...], place: int) -> Iterator[str]:
    while place < len(found) and found[place].kind in _NAMES:
        yield found[place].text
        if place + 1 >= len(found) or found[place + 1].text != ".":
            return
        place += 2


def _unqualified(found: tuple[Token, ...]) -> Iterator[Token]:
    """Yield the tokens; a word that belongs to a qualified name is one that says nothing."""
    for place, token in enumerate(found):
        beside = {found[n].text for n in (place - 1, place + 1) if 0 <= n < len(found)}
        yield Token("", token.text, token.depth, token.kind) if "." in beside else token


def _parts(found: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """Yield the actions between commas."""
    part: list[Token] = []
    for token in found:
        if token.text == "," and token.kind == "other" and not token.depth:
            yield tuple(part)
            part = []
        else:
            part.append(token)
    yield tuple(part)


def _tokens(sql: str) -> Iterator[Token]:
    depth = 0
    for kind, text in tokens(sql):
        if kind in _SILENT:
            continue
        if kind == "other" and text in ")]":
            depth -= 1
        if kind == "quoted":
            yield Token("", text[1:-1].replace('""', '"'), depth, kind)
        elif kind == "word":
            yield Token(text.upper(), text.lower(), depth, kind)
        else:
            yield Token("", text, depth, kind)
        if kind == "other" and text in "([":
            depth += 1
