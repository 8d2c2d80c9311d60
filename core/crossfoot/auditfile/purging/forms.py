"""Many values at once: texts, and texts within JSON, that are one of them as a whole, or hold one as words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from crossfoot.auditfile.purging.needle import SHORTEST, Standing
from crossfoot.auditfile.purging.readings import folded, has_escapes, quick_form
from crossfoot.auditfile.purging.tokens import Tokens

_WORD = re.compile(r"[^\s|]+")
_RUN = re.compile(r"[^\W_]+")
_LOOSE = ".,;:!?()[]{}\"'|/"
_COMMON = re.compile(r"[+-]?[\d.,]{1,7}|\d{4}-\d{2}-\d{2}([t ][\d:.]+z?)?|true|false|yes|no|none|unknown")


def distinctive(form: str) -> bool:
    """Whether a value is its own wherever it stands: no date, no short number, no word that says nothing."""
    return len(form) >= SHORTEST and _COMMON.fullmatch(form) is None


@dataclass(slots=True)
class FormsRewriter:
    """Writes tokens for values of a set, by the form that all spellings share.

    `keys` are the names under which JSON holds values of the purged columns: there also values that are not distinctive
    leave. `within` looks into longer texts too, word by word. `words` are words of the program's own: a value that is
    one of them leaves only where `keys` tell.
    """

    forms: frozenset[str]
    tokens: Tokens
    keys: frozenset[str] = frozenset()
    within: bool = False
    words: frozenset[str] = frozenset()
    _own: frozenset[str] = field(init=False)
    _most_words: int = field(init=False)
    _firsts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._own = frozenset(
            form for form in self.forms - self.words if distinctive(form) and _RUN.search(form)
        )
        self._most_words = max((form.count(" ") + 1 for form in self._own), default=0)
        self._firsts = frozenset(run[0] for form in self._own if (run := _RUN.search(form)) is not None)

    @property
    def own(self) -> frozenset[str]:
        """The values that leave wherever they stand."""
        return self._own

    def may_be_in(self, text: str) -> bool:
        """Whether a word of the text begins one of the values, or JSON may name a purged column."""
        if not self.forms:
            return False
        if has_escapes(text) or any(f'"{key}"' in text for key in self.keys):
            return True
        return not self._firsts.isdisjoint(_RUN.findall(quick_form(text)))

    def rewrite(self, text: str) -> tuple[str, list[Standing]]:
        """The text without the values; JSON is looked into."""
        if text[:1] in ("{", "[", '"'):
            try:
                value = json.loads(text)
            except ValueError:
                return self._plain(text, under=False)
            found: list[Standing] = []
            new = self._without(value, "", found)
            return (json.dumps(new, ensure_ascii=False, separators=(",", ":")) if found else text), found
        return self._plain(text, under=False)

    def _without(self, value: Any, key: str, found: list[Standing]) -> Any:
        if isinstance(value, dict):
            return {
                self._text(name, False, found): self._without(part, name, found)
                for name, part in value.items()
            }
        if isinstance(value, list):
            return [self._without(part, key, found) for part in value]
        under = key in self.keys
        if isinstance(value, str):
            return self._text(value, under, found)
        if under and value is not None and folded(str(value)) in self.forms:
            found.append("in a longer text")
            return None
        return value

    def _text(self, text: str, under: bool, found: list[Standing]) -> str:
        new, standings = self._plain(text, under=under)
        found += standings
        return new

    def _plain(self, text: str, *, under: bool) -> tuple[str, list[Standing]]:
        form = folded(text)
        if form in (self.forms if under else self._own):
            return self.tokens.word(form, text), ["itself"]
        if not self.within or not self._own:
            return text, []
        return self._words(text)

    def _words(self, text: str) -> tuple[str, list[Standing]]:
        if self._firsts.isdisjoint(_RUN.findall(quick_form(text))):
            return text, []
        words = [match.span() for match in _WORD.finditer(text)]
        made, at, first = [], 0, 0
        while first < len(words):
            hit = next(
                (
                    place
                    for last in range(min(len(words), first + self._most_words), first, -1)
                    if (place := self._core(text, words[first][0], words[last - 1][1])) is not None
                ),
                None,
            )
            if hit is None:
                first += 1
                continue
            start, end = hit
            made += [text[at:start], self.tokens.word(folded(text[start:end]), text[start:end])]
            at = end
            first = next((place for place, (begin, _) in enumerate(words) if begin >= end), len(words))
        if not made:
            return text, []
        return "".join((*made, text[at:])), ["in a longer text"]

    def _core(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """The part of the words that is a value, with or without the signs around it."""
        for strip in ("", _LOOSE):
            inner = text[start:end]
            low = start + len(inner) - len(inner.lstrip(strip)) if strip else start
            high = end - (len(inner) - len(inner.rstrip(strip))) if strip else end
            if low < high and folded(text[low:high]) in self._own:
                return low, high
        return None


def forms_of(values: Iterable[Any]) -> frozenset[str]:
    """The forms of values of a column."""
    return frozenset(form for value in set(values) if value is not None and (form := folded(str(value))))
