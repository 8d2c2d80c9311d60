"""The reasons for which a check leaves units out, read from its SELECT: the texts that its column `reason` may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from crossfoot.checks.native_sql import sql_tokens

_NAMES = frozenset(("reason", "why", "because"))  # the columns in which checks say it
_RESULT, _NO_RESULT = frozenset(("THEN", "ELSE")), frozenset(("WHEN", "END", "CASE"))
_GAP = "…"


def reasons_of(sql: str, views: Mapping[str, str]) -> tuple[str, ...]:
    """The reasons that the text of a check can give, each once; a parameter in one stands as `{name}`.

    `views` are the texts of the pack's views by name: where the check hands on the reason that a view gives, its own
    are told too.
    """
    tokens = [
        token for token in sql_tokens(sql) if not token.isspace() and not token.startswith(("--", "/*"))
    ]
    found = [text for part in _told(tokens) for text in part]
    if any(_handed_on(tokens, place) for place in range(len(tokens))):
        found += [text for name in views if name in tokens for text in reasons_of(views[name], views)]
    return tuple(dict.fromkeys(text for text in found if text.strip(f" {_GAP}")))


def _handed_on(tokens: list[str], place: int) -> bool:
    """Whether the column `reason` of a view is taken over here, and not only asked about."""
    if tokens[place].lower() != "reason" or (place and tokens[place - 1].lower() == "as"):
        return False
    return not "".join(tokens[place + 1 : place + 2]).strip().startswith(("=", "<", ">"))


def _told(tokens: list[str]) -> Iterator[Iterable[str]]:
    open_: list[int] = []
    for place, token in enumerate(tokens):
        word = token.upper()
        if word == "CASE":
            open_.append(place)
        elif word == "END" and open_:
            start = open_.pop()
            if _named(tokens, place + 1):
                yield _results(tokens[start + 1 : place])
        elif token.startswith("'") and _named(tokens, place + 1):
            yield (_unquoted(token),)


def _named(tokens: list[str], place: int) -> bool:
    return [token.lower() for token in tokens[place : place + 1]] == ["as"] and (
        tokens[place + 1].lower() in _NAMES
    )


def _results(block: list[str]) -> Iterator[str]:
    """What stands after each THEN and ELSE of a CASE, and of those within it, where it begins with a text."""
    parts: list[str] | None = None
    for token in [*block, "END"]:
        word = token.upper()
        if word in _RESULT or word in _NO_RESULT:
            if parts and parts[0].startswith("'"):
                yield "".join(_said(parts))
            parts = [] if word in _RESULT else None
        elif parts is not None:
            parts.append(token)


def _said(parts: list[str]) -> Iterator[str]:
    """The text of an expression: its literals as they are, parameters by name, a gap for anything else."""
    gap, named = False, False
    for part in parts:
        if part.startswith("'"):
            yield from ([_GAP] if gap else [])
            yield _unquoted(part)
            gap = False
        elif named:
            yield f"{{{part}}}"
        elif part.strip(" |:\n"):
            gap = True
        named = part.rstrip().endswith(":")
    if gap:
        yield _GAP


def _unquoted(token: str) -> str:
    return token[1:-1].replace("''", "'")
