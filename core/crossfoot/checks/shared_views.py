"""The views that several checks of a run share, each computed once and kept in a file of its own until the run ends.

A view depends on the audit and on the parameters that its text names: two checks with the same values find the same
file, and one that has its own values computes its own.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from crossfoot.checks.header import PackView
from crossfoot.checks.model import ParameterValue

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class SharedViews:
    """The files of one run, in `folder`; several checks may ask at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._locks: dict[Path, threading.Lock] = {}
        self._door = threading.Lock()

    @contextmanager
    def place_of(
        self, view: PackView, views: Mapping[str, PackView], parameters: Mapping[str, ParameterValue]
    ) -> Iterator[Path]:
        """The file of `view` for these parameters. Where it is not there, whoever asks first computes it here."""
        path = self._folder / f"view-{_key(view, views, parameters)}.sqlite"
        with self._door:
            lock = self._locks.setdefault(path, threading.Lock())
        with lock:
            yield path


def _key(view: PackView, views: Mapping[str, PackView], parameters: Mapping[str, ParameterValue]) -> str:
    values = {name: value.value for name, value in parameters.items()}
    told: dict[str, object] = {}
    open_, seen = [view], set[str]()
    while open_:
        one = open_.pop()
        seen.add(one.name)
        told[one.name] = one.sql
        for word in set(_NAME.findall(one.sql)):
            if word in views and word not in seen:
                open_.append(views[word])
            name = word.removeprefix("param_")
            if name in values:
                told[f"param_{name}"] = values[name]
    text = json.dumps(told, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:24]
