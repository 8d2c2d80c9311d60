"""What went wrong, as the window says it: what happened and what to do."""

from __future__ import annotations

import platform
import traceback
from dataclasses import dataclass

from crossfoot import __version__
from crossfoot.errors import CrossfootError

from crossfoot_gui.presenters.window_hints import window_hint


@dataclass(frozen=True, slots=True)
class Trouble:
    """A message for the auditor. `details` is empty for known trouble; for a mistake of ours it is a report to copy."""

    message: str
    hint: str
    details: str = ""

    @property
    def is_our_bug(self) -> bool:
        """Whether the program is at fault, not the data or the choice."""
        return bool(self.details)


def trouble_of(error: BaseException) -> Trouble:
    """Known trouble in its own words; anything else as a mistake of the program with a report to copy."""
    if isinstance(error, CrossfootError):
        return Trouble(error.message, window_hint(error.hint))
    text = "".join(traceback.format_exception(error))
    return Trouble(
        f"This is a mistake in Crossfoot, not in your data: {type(error).__name__}.",
        "What this step had begun was not kept; the audit file is as it was before. Copy the details and send them "
        "to the people who keep Crossfoot for you.",
        f"Crossfoot {__version__}, Python {platform.python_version()}, {platform.system()}\n\n{text}",
    )
