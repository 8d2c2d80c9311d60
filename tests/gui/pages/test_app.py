"""The program as it is started: pictures without a screen, and messages instead of pictures of nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.architecture.processes import WITHOUT_QT
from tests.gui.presenters.flagged import audit_with_agreements


def started(*words: str, **environment: str | None) -> subprocess.CompletedProcess[str]:
    wanted = {name: value for name, value in {**os.environ, **environment}.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-m", "crossfoot_gui.app", *words],
        env=wanted,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_picture_of_the_window_is_taken_without_a_screen(tmp_path: Path) -> None:
    audit = audit_with_agreements(tmp_path)
    picture = tmp_path / "shots" / "window.png"
    done = started(str(audit), "--screenshot", str(picture), "--page", "checks", "--size", "1100x700")
    assert (done.returncode, done.stderr) == (0, "")
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1100, 700)
    colours = {image.pixelColor(x, y).name() for x in range(0, 1100, 10) for y in range(0, 700, 10)}
    assert {"#12294b", "#ffffff"} <= colours
    assert [path.name for path in tmp_path.glob("test.crossfoot*")] == ["test.crossfoot"]


def test_a_damaged_audit_gives_a_message_and_no_picture(tmp_path: Path) -> None:
    audit = audit_with_agreements(tmp_path, run=False)
    audit.write_bytes(audit.read_bytes()[:5000])
    done = started(str(audit), "--screenshot", str(tmp_path / "window.png"))
    assert done.returncode == 2
    assert "test.crossfoot is damaged" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "window.png").exists()


@pytest.mark.parametrize("words", [["--page", "moon"], ["--size", "wide"]])
def test_a_page_or_size_that_is_none_is_refused(tmp_path: Path, words: list[str]) -> None:
    done = started("--screenshot", str(tmp_path / "window.png"), *words)
    assert done.returncode == 2
    assert words[1] in done.stderr


def test_where_qt_cannot_be_loaded_it_is_said_in_words(tmp_path: Path) -> None:
    for words in ([], ["--screenshot", str(tmp_path / "window.png")]):
        done = started(*words, PYTHONPATH=str(WITHOUT_QT))
        assert done.returncode == 2
        assert "The window cannot be opened: No module named 'PySide6'" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_without_a_screen_it_is_said_in_words() -> None:
    done = started(DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None)
    assert done.returncode == 2
    assert "There is no screen" in done.stderr
