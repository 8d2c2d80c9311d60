"""The page about the window names every key and every step."""

from __future__ import annotations

from crossfoot_gui.actions import keyboard_lines
from crossfoot_gui.presenters.shell import STEPS

from tests.places import REPOSITORY

PAGE = (REPOSITORY / "docs" / "window.md").read_text(encoding="utf-8")


def test_the_page_lists_each_key_as_the_menus_have_it() -> None:
    wanted = [f"| {' | '.join(line)} |" for line in keyboard_lines()]
    assert PAGE[PAGE.index("| menu |") :].splitlines()[2:] == wanted


def test_the_page_explains_each_step_in_order() -> None:
    places = [PAGE.find(f"| {title} |") for _, title in STEPS]
    assert -1 not in places
    assert places == sorted(places)
