"""The pages that are made from the program say what the program says."""

from __future__ import annotations

import pytest

from tests.places import REPOSITORY


def test_the_page_of_the_command_line_is_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "packaging"))
    import write_docs

    for name, page in write_docs.PAGES.items():
        assert (REPOSITORY / "docs" / name).read_text(encoding="utf-8") == page(), "run: make docs"


def test_the_page_names_each_command_and_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "packaging"))
    import write_docs

    page = write_docs.command_line_page()
    assert "## crossfoot import\n" in page
    assert "| `--new-version-of LIST` |" in page
    assert "| `--title TITLE` (required) |" in page
