"""No test finds the checks that the person who runs it may have written."""

from __future__ import annotations

import os
from collections.abc import Iterator

import crossfoot  # noqa: F401 - before openpyxl: it says by which parser openpyxl works
import pytest

os.environ["CROSSFOOT_CHECKS"] = os.devnull + "/none"


@pytest.fixture
def own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A folder of the auditor's own checks, empty."""
    folder = tmp_path_factory.mktemp("own checks")
    monkeypatch.setenv("CROSSFOOT_CHECKS", str(folder))
    yield str(folder)
