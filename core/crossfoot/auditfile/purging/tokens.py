"""What stands in a value's place: a token that is the same for equal values of one purge, and tells nothing of them."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

_LETTERS = "purged"


@dataclass(slots=True)
class Tokens:
    """The tokens of one purge. The key is fresh and nowhere kept, so that nobody can try values against a token.

    Spellings of one value get tokens that differ in the case of `purged` only: what was the same spelling stays the
    same, and what met when folded still meets.
    """

    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _spellings: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def token(self, form: str) -> str:
        """12 hex digits for the form that all spellings of a value share."""
        return hmac.new(self._key, form.encode("utf-8", "surrogatepass"), "sha256").hexdigest()[:12]

    def word(self, form: str, spelling: str) -> str:
        """What is written in the place of a value that is spelled so."""
        known = self._spellings.setdefault(form, [])
        if spelling not in known:
            known.append(spelling)
        number = known.index(spelling)
        letters = "".join(
            letter.upper() if number >> at & 1 else letter for at, letter in enumerate(_LETTERS)
        )
        more = f"-{number >> len(_LETTERS)}" if number >> len(_LETTERS) else ""
        return f"[{letters}:{self.token(form)}{more}]"
