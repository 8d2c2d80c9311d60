"""Dataclasses as plain JSON values and back, for what travels between the program and a process apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_AS_IT_IS = (str, int, float, bool, type(None))


def to_plain(value: Any) -> Any:
    """A dataclass, with all that it holds, as a dict that JSON can carry."""
    if isinstance(value, _AS_IT_IS):
        return value
    if is_dataclass(type(value)):
        return {name: to_plain(getattr(value, name)) for name in _names(cast(Any, type(value)))}
    if isinstance(value, (list, tuple)):
        return [to_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: to_plain(part) for key, part in value.items()}
    return value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def from_plain(kind: type[T], value: Any) -> T:
    """The dataclass that `to_plain` was given: tuples, dataclasses in dataclasses and mappings of them come back whole.

    >>> from crossfoot.apart.limits import Limits
    >>> from_plain(Limits, to_plain(Limits(silent_seconds=5.0))) == Limits(silent_seconds=5.0)
    True
    """
    return cast(T, _reader(cast(Any, kind))(value))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of the type from its plain form; found out once per type."""
    origin, parts = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
        return lambda value: cast(Any, kind)(**{name: readers[name](part) for name, part in value.items()})
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
        each = _reader(parts[0])
        return lambda value: tuple([each(part) for part in value])
    if origin is tuple:
        in_order = [_reader(part) for part in parts]
        return lambda value: tuple(read(part) for read, part in zip(in_order, value, strict=True))
    if origin is dict:
        held = _reader(parts[1])
        return lambda value: {key: held(part) for key, part in value.items()}
    if origin in (Union, UnionType):
        return _one_of([_reader(part) for part in parts if is_dataclass(part) or get_origin(part) is tuple])
    return lambda value: value


def _one_of(readers: list[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """A reader of `X | None` or of plain values; more than one structured form could not be told apart."""
    if len(readers) > 1:
        raise TypeError("a union of several structures cannot be read back from its plain form")
    if not readers:
        return lambda value: value
    return lambda value: None if value is None else readers[0](value)
