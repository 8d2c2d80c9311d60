"""Read a rule as it is typed: `hired_on after authorized_on and (revoked_on is blank or model is JEM)`."""

from __future__ import annotations

import re

from crossfoot.checks.rule import OPERATORS, Condition, Group, Rule
from crossfoot.errors import CheckDefinitionError
from crossfoot.mapping.model import RecordType

_TOKEN = re.compile(r"""\s*("[^"]*"|'[^']*'|[(),]|[^\s(),"']+)""")
_DEEPEST = 50
_HINT = 'Write it like: authorized_on before 2017-01-25 and (revoked_on is blank or model is "JEM").'


def parse_rule(text: str, kind: RecordType) -> Rule:
    """The rule that `text` says of `kind`; CheckDefinitionError names the word at which it cannot be read."""
    reading = _Reading(_tokens(text))
    group = reading.group()
    if reading.word() is not None:
        raise reading.wrong("and, or, or the end")
    return Rule(kind.name, group)


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    while place < len(text.rstrip()):
        match = _TOKEN.match(text, place)
        if match is None:
            raise CheckDefinitionError(
                f"The rule has a quotation mark without its pair: {text[place:]!r}.", _HINT
            )
        tokens.append(match.group(1))
        place = match.end()
    return tokens


class _Reading:
    """The words of a rule from the left to the right."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0

    def word(self) -> str | None:
        """The next word; None at the end."""
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def wrong(self, expected: str) -> CheckDefinitionError:
        """What stands where `expected` should."""
        found = self.word()
        said = f"stands {found!r}" if found is not None else "the rule ends"
        return CheckDefinitionError(f"In the rule {said} where {expected} should stand.", _HINT)

    def group(self) -> Group:
        """Conditions with `or` between them, each of them conditions with `and`."""
        parts = [self._all_of()]
        while self._take("or"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else Group(tuple(_bare(part) for part in parts), any_of=True)

    def _all_of(self) -> Group:
        parts = [self._part()]
        while self._take("and"):
            parts.append(self._part())
        return Group(tuple(parts))

    def _part(self) -> Condition | Group:
        if self._take("("):
            self._depth += 1
            if self._depth > _DEEPEST:
                raise CheckDefinitionError(
                    f"The rule has more than {_DEEPEST} groups within each other.", "Take some away."
                )
            inner = self.group()
            self._depth -= 1
            if not self._take(")"):
                raise self.wrong("a closing parenthesis")
            return _bare(inner)
        field = self.word()
        if field is None or field in ("(", ")", ","):
            raise self.wrong("the name of a field")
        self._place += 1
        operator = self._operator()
        return Condition(field, operator, tuple(self._values(operator)))

    def _operator(self) -> str:
        for words in OPERATORS:
            parts = words.split()
            if [token.casefold() for token in self._tokens[self._place : self._place + len(parts)]] == parts:
                self._place += len(parts)
                return words
        raise self.wrong(f"an operator ({', '.join(OPERATORS)})")

    def _values(self, operator: str) -> list[str]:
        count = OPERATORS[operator].values
        if count == 0:
            return []
        if count is None:
            if not self._take("("):
                raise self.wrong("a list of values in parentheses")
            values = [self._value()]
            while self._take(","):
                values.append(self._value())
            if not self._take(")"):
                raise self.wrong("a closing parenthesis")
            return values
        values = [self._value()]
        for _ in range(count - 1):
            if not self._take("and"):
                raise self.wrong("and, with the other value")
            values.append(self._value())
        return values

    def _value(self) -> str:
        word = self.word()
        if word is None or word in ("(", ")", ","):
            raise self.wrong("a value")
        self._place += 1
        return word[1:-1] if word[0] in "\"'" else word

    def _take(self, word: str) -> bool:
        found = self.word()
        if found is None or found.casefold() != word:
            return False
        self._place += 1
        return True


def _bare(part: Condition | Group) -> Condition | Group:
    """A group of one is that one."""
    return part.parts[0] if isinstance(part, Group) and len(part.parts) == 1 else part
