"""Write the pages of docs/ that are made from the program itself. A test fails when they are not fresh.

make docs
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from crossfoot import content
from crossfoot.check_docs.explain import check_page
from crossfoot.check_docs.index import index_page
from crossfoot.check_docs.pages import as_markdown
from crossfoot.checks.catalogue import Catalogue, load_checks
from crossfoot.checks.model import Check
from crossfoot.cli import main as command_line
from crossfoot.mapping.record_types import record_types
from crossfoot.workbook.inspection.hazards.kinds import KINDS, NOTED, HazardKind

ROOT = Path(__file__).resolve().parent.parent

COMMAND_LINE_HEAD = """\
# The command line

Made from the program by `make docs`; do not edit.

`crossfoot COMMAND ...` does what the window does. Every command takes `--json` and then prints JSON on standard output;
progress and messages go to standard error. Exit codes: 0 done, 1 a strict check or a comparison found a difference, 2
known trouble (what happened, and what to do), 70 a mistake of the program, 130 cancelled.
"""


def command_line_page() -> str:
    """`docs/command-line.md`: each command with its arguments."""
    return "\n".join([COMMAND_LINE_HEAD, *(section for name in commands() for section in sections(name))])


def commands() -> list[str]:
    """The commands that the program has, in the order of its help."""
    return [name for name in command_line.COMMANDS if find_spec(module_of(name))]


def module_of(command: str) -> str:
    return f"crossfoot.cli.commands.{command.replace('-', '_')}_command"


def sections(command: str) -> Iterator[str]:
    parser = argparse.ArgumentParser(prog=f"crossfoot {command}", description=command_line.COMMANDS[command])
    importlib.import_module(module_of(command)).configure(parser)
    yield from described(parser, "##")


def described(parser: argparse.ArgumentParser, depth: str) -> Iterator[str]:
    """The section of a command and those of its own commands."""
    text = (parser.description or "").strip().rstrip(".")
    yield f"{depth} {parser.prog}\n\n{text[:1].upper()}{text[1:]}.\n"
    actions = [each for each in parser._actions if each.dest not in ("help", "json")]
    rows = [row(each) for each in actions if not isinstance(each, argparse._SubParsersAction)]
    if rows:
        yield "\n".join(["| argument | meaning |", "| --- | --- |", *rows, ""])
    for action in actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                own = action.choices[choice.dest]
                own.description = own.description or choice.help
                yield from described(own, depth + "#")


def row(action: argparse.Action) -> str:
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    value = " ".join(value) if isinstance(value, tuple) else value
    shown = value if not action.option_strings else action.option_strings[-1]
    if action.option_strings and action.nargs != 0:
        shown = f"{shown} {value}"
    needed = "" if not action.option_strings else " (required)" if action.required else ""
    some = {"*": " (any number)", "+": " (one or more)", "?": " (optional)"}.get(str(action.nargs), "")
    meaning = (action.help or "").replace("|", "\\|")
    if "%" in meaning:
        meaning = meaning % {"default": action.default, "dest": action.dest, "prog": "crossfoot"}
    cell = f"`{shown}`".replace("|", "\\|")
    return f"| {cell}{needed}{some} | {meaning} |".replace("|  |", "| |")


HAZARDS_HEAD = f"""\
# What may mislead in a workbook

Made from the program by `make docs`; do not edit.

Before an import, every sheet is looked through for what may mislead an auditor. Each hazard has a code, a place, a
count and a sentence that says why it matters, and is kept with the import. Where only the auditor can tell what it
means, it is open until decided, with a reason: `crossfoot hazards` lists and decides, and the report names what is
still open. A later decision takes the place of an earlier one; "open again" takes one back; a new version of the list
takes a decision over only where code, place and count are the same. Any other hazard may be decided as
"{NOTED.words}". Where rows do not belong to the list, the decision alone takes none out: import it with them skipped.
"""


def hazards_page() -> str:
    """`docs/hazards.md`: each kind of hazard, why it matters, and what may be decided."""
    table = ["| code | what it is | why it matters | to be decided |", "| --- | --- | --- | --- |"]
    return "\n".join([HAZARDS_HEAD, *table, *(hazard_row(kind) for kind in KINDS), ""])


def hazard_row(kind: HazardKind) -> str:
    return f"| `{kind.code}` | {kind.what} | {kind.why} | {' / '.join(one.words for one in kind.choices)} |"


CHECKS = "checks"
"""The folder of the pages of checks, below docs/."""


def check_pages() -> dict[str, Callable[[], str]]:
    """`docs/checks/`: the index, and a page for each check of the pack and each analysis."""
    catalogue = load_checks(content.pack(), record_types())
    pages: dict[str, Callable[[], str]] = {
        f"{CHECKS}/{check.id}.md": partial(one_check, check, catalogue) for check in catalogue.checks.values()
    }
    return {f"{CHECKS}/README.md": partial(index_page, catalogue, content.DEFAULT_PACK), **pages}


def one_check(check: Check, catalogue: Catalogue) -> str:
    return as_markdown(check_page(check, content.DEFAULT_PACK, catalogue.views, record_types()))


PAGES: dict[str, Callable[[], str]] = {
    "command-line.md": command_line_page,
    "hazards.md": hazards_page,
    **check_pages(),
}


def main() -> None:
    (ROOT / "docs" / CHECKS).mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (ROOT / "docs" / name).write_text(page(), encoding="utf-8", newline="\n")
        print(f"docs/{name}")
    for file in (ROOT / "docs" / CHECKS).glob("*.md"):
        if f"{CHECKS}/{file.name}" not in PAGES:  # the page of a check that is there no more
            file.unlink()


if __name__ == "__main__":
    main()
