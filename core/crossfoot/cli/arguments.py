"""Arguments that several commands share, and how their texts become values."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path


def audit_argument(parser: argparse.ArgumentParser) -> None:
    """The audit file, as the first argument."""
    parser.add_argument("audit", type=Path, metavar="AUDIT", help="the audit file (NAME.crossfoot)")


def by_argument(parser: argparse.ArgumentParser) -> None:
    """Who acts."""
    parser.add_argument("--by", metavar="WHO", help="who does this; otherwise the user of this computer")


def a_date(text: str) -> dt.date:
    """An ISO date argument."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it as 2018-03-31") from None


def a_number(text: str) -> int:
    """A whole number as an argument."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a whole number; write it in digits, such as 7"
        ) from None
