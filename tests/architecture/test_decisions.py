"""A library comes in with a note that says why."""

from __future__ import annotations

import re
import tomllib

from tests.places import REPOSITORY

DECISIONS = REPOSITORY / "docs" / "decisions"


def test_each_library_that_pyproject_names_has_a_note() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    requirements = [*project["project"]["dependencies"], *groups["build"], *groups["dev"]]
    named = {re.split(r"[=<>~! ;\[]", each)[0] for each in requirements if isinstance(each, str)}
    notes = "\n".join(note.read_text(encoding="utf-8") for note in DECISIONS.glob("*.md"))
    without = {name for name in named if not re.search(rf"`{re.escape(name)}[^`]*`", notes)}
    assert not without, f"write docs/decisions/<name>.md for {sorted(without)}"


def test_the_list_of_notes_is_complete() -> None:
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (DECISIONS / "README.md").read_text(encoding="utf-8")))
    assert listed == {note.name for note in DECISIONS.glob("*.md")} - {"README.md"}
