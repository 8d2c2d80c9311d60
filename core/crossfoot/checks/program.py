"""Checks that are programs of core because SQL cannot say them: the modules of `crossfoot.checks.analytics`.

A module has `HEADER`, the TOML that the header of an SQL check would hold, and

    def fill(sandbox: Sandbox, given: Mapping[str, Any]) -> list[dict[str, Any]]

which lays the table `outcomes` (`sandbox.fill_outcomes(SELECT)`, or `sandbox.lay_outcomes(columns, rows)` for rows that
Python computed) and returns the rows that a query of figures would give. `given` are the values of the parameters by
name. NotTestableError says why the data or the parameters do not allow it.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from crossfoot.checks.header import parse_program
from crossfoot.checks.model import Check
from crossfoot.checks.sandbox import Sandbox
from crossfoot.mapping.model import RecordType

_ROOM = "crossfoot.checks.analytics"
_PREFIX = "ga_"


class NotTestableError(Exception):
    """Why a program cannot test what it was asked to, as a sentence; the outcome is `not_tested`."""


@cache
def program_names() -> tuple[str, ...]:
    """The modules that are checks, by name."""
    names = (entry.name for entry in files(_ROOM).iterdir())
    return tuple(
        sorted(
            name.removesuffix(".py") for name in names if name.startswith(_PREFIX) and name.endswith(".py")
        )
    )


def program_checks(types: Mapping[str, RecordType]) -> list[Check]:
    """The checks that programs define; they belong to every pack."""
    return [_check(name, types) for name in program_names()]


def _check(name: str, types: Mapping[str, RecordType]) -> Check:
    module = importlib.import_module(f"{_ROOM}.{name}")
    text = files(_ROOM).joinpath(f"{name}.py").read_text(encoding="utf-8")
    return parse_program(module.HEADER, text, f"checks/analytics/{name}.py", types, name)


def run_program(check: Check, sandbox: Sandbox, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Let the program fill the outcomes; the rows of its figures. NotTestableError where it cannot."""
    found: list[dict[str, Any]] = importlib.import_module(f"{_ROOM}.{check.program}").fill(sandbox, given)
    return found
