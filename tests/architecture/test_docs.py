"""The pages that are made from the program say what the program says."""

from __future__ import annotations

import pytest

from tests.places import REPOSITORY


def test_the_pages_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "packaging"))
    import write_docs

    for name, page in write_docs.PAGES.items():
        assert (REPOSITORY / "docs" / name).read_text(encoding="utf-8") == page(), "run: make docs"


def test_each_check_has_a_page_and_no_page_is_left_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "packaging"))
    import write_docs

    pages = {name for name in write_docs.PAGES if name.startswith("checks/")}
    assert {f"checks/{file.name}" for file in (REPOSITORY / "docs/checks").iterdir()} == pages


def test_the_page_names_each_command_and_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "packaging"))
    import write_docs

    page = write_docs.command_line_page()
    assert "## crossfoot import\n" in page
    assert "## crossfoot control-test\n" in page
    assert "| `--new-version-of LIST` |" in page
    assert "| `--title TITLE` (required) |" in page
