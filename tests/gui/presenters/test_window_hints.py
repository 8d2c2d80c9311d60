"""What to do is said in the window's words, where the core names a command."""

from __future__ import annotations

import pytest
from crossfoot.errors import PlanError
from crossfoot_gui.presenters.trouble import trouble_of


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        ("Say why (--reason TEXT).", "Say why."),
        ("Run it: crossfoot check AUDIT moa-document-missing.", "Run it on the Checks page."),
        ("Give a later day with --due.", "Give a later day."),
        (
            "Name the item: --item N. `crossfoot request AUDIT status` lists them.",
            "Choose the item that it answers.",
        ),
        (
            "Name it by its number, such as E-7; `crossfoot evidence AUDIT list` shows all.",
            "Name it by its number, such as E-7.",
        ),
        ("Write it as one question.", "Write it as one question."),
    ],
)
def test_a_hint_names_what_the_window_has(hint: str, said: str) -> None:
    assert trouble_of(PlanError("It cannot be.", hint)).hint == said
